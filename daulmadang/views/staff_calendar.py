"""The calendar of staff, and the addresses at which their own programs fetch it."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from civicforum.kit.addresses import absolute
from civicforum.kit.dates import format_partial
from civicforum.kit.numbers import number_in
from civicforum.kit.refusals import shown_in
from civicforum.people.policy import Action, can
from civicforum.people.staff import signed_in, staff_page
from committees.calendars import CALENDAR
from daulmadang.calendars import staff_calendar
from daulmadang.forms.year import CalendarForm, ReachForm, month_of
from daulmadang.models import Duty
from daulmadang.reports.calendar_files import address_in_use, addresses_of, of_address
from daulmadang.reports.staff_calendar import month_of_staff
from daulmadang.services.calendars import end_address, make_address


@staff_page
def calendar(request: HttpRequest) -> HttpResponse:
    """A month: duties, meetings of panels and inspection rounds in the person's reach."""
    person = signed_in(request)
    form = ReachForm(request.GET, person)
    if form.shown_city is None or not can(person, Action.VIEW, Duty):
        raise Http404
    today = timezone.localdate()
    first = month_of(request.GET.get("month", ""), today)
    query = request.GET.copy()
    query.pop("month", None)
    context = {
        "form": form,
        "city": form.shown_city,
        "month": first,
        "month_name": format_partial(f"{first:%Y-%m}"),
        "today": today,
        "weeks": month_of_staff(person, form.shown_city, first, today, form.asked),
        "before": first - dt.timedelta(days=1),
        "after": (first + dt.timedelta(days=31)).replace(day=1),
        "others": query.urlencode(),
    }
    return render(request, "daulmadang/staff/calendar.html", context)


@staff_page
def calendars(request: HttpRequest) -> HttpResponse:
    """The person's own calendar addresses: a POST makes one, or ends one."""
    person = signed_in(request)
    if not can(person, Action.VIEW, Duty):
        raise Http404
    if request.POST.get("act") == "end":
        if not end_address(person, number_in(request.POST.get("address", "")), timezone.now()):
            raise Http404
        messages.success(request, _("The address is ended. What fetches it gets nothing more."))
        return redirect("daulmadang_staff:calendars")
    form = CalendarForm(request.POST or None, person)
    if form.is_valid():
        with shown_in(form):
            make_address(person, **form.cleaned_data)
            messages.success(request, _("The address is made."))
            return redirect("daulmadang_staff:calendars")
    addresses = addresses_of(person)
    for one in addresses:
        one.url = absolute(f"/calendars/{one.token}.ics")
    context = {"form": form, "addresses": addresses}
    return render(request, "daulmadang/staff/calendars.html", context)


@never_cache
@require_safe
def secret(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar address shows today of what its person may see; 404 once it is ended."""
    row = address_in_use(token)
    if row is None:
        raise Http404
    with translation.override("ko"):
        file = staff_calendar(*of_address(row, timezone.localdate()))
    response = HttpResponse(file, content_type=f"{CALENDAR}; charset=utf-8")
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
