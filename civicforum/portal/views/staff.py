"""What a signed-in person is told beside a public page; never part of the page itself."""

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from civicforum.people.policy import Action, rows
from civicforum.record.kinds import model_of_kind
from civicforum.record.models import Entry


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
