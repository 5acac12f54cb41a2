"""Public calendar files: of a city's panels, of one department's, of one panel."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from civicforum.kit.pages import found
from civicforum.people.models import City, Department
from civicforum.record.cache import public_page
from committees.calendars import CALENDAR
from committees.models import Body
from committees.reports import coming_of
from daulmadang.calendars import public_calendar
from daulmadang.models import Panel
from daulmadang.reports.calendar_files import public_duties


@public_page
@require_safe
def of_city(request: HttpRequest, city: str) -> HttpResponse:
    """What all panels of a city owe and what the city itself does, and the coming meetings."""
    is_there = Q(entries__kind=Panel.KIND, entries__is_public=True)
    row = found(City.objects.filter(is_there).distinct(), slug=city)
    return _file(row, row.name, Q(), Q(meeting__city=row))


@public_page
@require_safe
def of_department(request: HttpRequest, city: str, department: str) -> HttpResponse:
    """What the panels of one department owe, and their coming meetings."""
    has_panels = Panel.public.filter(city__slug=city).values("department")
    rows = Department.objects.filter(pk__in=has_panels).select_related("city")
    row = found(rows, city__slug=city, slug=department)
    return _file(row.city, row.name, Q(department=row), Q(meeting__body__department=row))


@public_page
@require_safe
def of_panel(request: HttpRequest, city: str, panel: str) -> HttpResponse:
    """What one panel owes, and its coming meetings."""
    rows = Panel.public.select_related("city")
    row = found(rows, address=f"daulmadang/{city}/{panel}")
    return _file(row.city, row.title, Q(panel=row), Q(meeting__body=row.pk))


def _file(city: City, title: str, duties: Q, meetings: Q) -> HttpResponse:
    now = timezone.now()
    of_panels = Q(meeting__body__form=Body.Form.PANEL, meeting__body__is_public=True)
    entered = public_duties(city, timezone.localdate(now), duties)
    file = public_calendar(title, entered, coming_of(of_panels & meetings, now))
    return HttpResponse(file, content_type=f"{CALENDAR}; charset=utf-8")
