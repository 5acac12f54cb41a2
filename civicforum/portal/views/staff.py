"""The first page of staff, and what a signed-in person is told beside a public page."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from civicforum.people.policy import Action, rows
from civicforum.people.staff import staff_page
from civicforum.record.kinds import model_of_kind
from civicforum.record.models import Entry


@staff_page
def index(request: HttpRequest) -> HttpResponse:
    """Where the person's work is."""
    return render(request, "staff/index.html")


@never_cache
def here(request: HttpRequest) -> JsonResponse:
    """Return the person's name and the links that fit the page in `?path=`.

    A visitor gets an empty answer: whether a page exists in draft is nobody's business.
    """
    user = request.user
    if not user.is_authenticated:
        return JsonResponse({"name": "", "links": []})
    links = [{"label": _("Administration"), "url": reverse("admin:index")}]
    address = request.GET.get("path", "").removeprefix("/en/").strip("/")
    entry = Entry.objects.filter(address=address).first()
    if entry:
        model = model_of_kind()[entry.kind]
        if rows(user, Action.CHANGE, model).filter(pk=entry.pk).exists():
            url = reverse(
                f"admin:{model._meta.label_lower.replace('.', '_')}_change", args=[entry.pk]
            )
            links.append({"label": _("Edit this page"), "url": url})
    return JsonResponse({"name": user.name, "links": links})
