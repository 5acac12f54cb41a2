"""Making the duties of a year from the city's template."""

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from civicforum.people.models import City
from civicforum.people.policy import rows_to_add_to
from civicforum.record.errors import NotAllowed, RecordError
from civicforum.record.models import Programme
from civicforum.record.services import save_row
from civicforum.record.services.entries import store
from civicforum.record.version import record_write
from daulmadang.models import Duty, DutyTemplate, Panel
from daulmadang.reports.year import Planned, plan_of
from daulmadang.services.duties import complete, follow_panel, hold_duties

if TYPE_CHECKING:
    from civicforum.people.models import User

_log = logging.getLogger(__name__)
#: From this month on the coming year is made as well.
COMING_YEAR_FROM_MONTH = 10

_NOTICE, _MEETING = Duty.Type.GUIDELINE_NOTICE, Duty.Type.STAFF_MEETING
_INSPECTION, _SHARING = Duty.Type.INSPECTION, Duty.Type.CASE_SHARING
#: Kind, half-year, month, title. The titles are those of the city's own documents.
STANDARD = (
    (_NOTICE, None, 2, "{year} 다울마당 세부운영지침 안내"),
    (_MEETING, 1, 5, "{year} 다울마당 실무자 간담회(상반기)"),
    (_INSPECTION, 1, 5, "{year} 다울마당 운영실태 일제점검(상반기)"),
    (_MEETING, 2, 10, "{year} 다울마당 실무자 간담회(하반기)"),
    (_INSPECTION, 2, 10, "{year} 다울마당 운영실태 일제점검(하반기)"),
    (_SHARING, None, 12, "{year} 다울마당 사례발표 공유한마당"),
)


@record_write
def make_year(
    city: City, year: int, actor: "User | None" = None, *, since: dt.date | None = None
) -> int:
    """Make the duties that the template asks for in a year and that are missing; return how many.

    However often and by however many at once it is run, it makes nothing twice. A duty is known
    by its kind, half-year and panel: one whose title or due day was changed stays as it is, and
    one that somebody deleted is not made again. `since` leaves out what fell due before a day.
    What is made is what the template says, so it needs no approval of its own. Raises NotAllowed.
    """
    if actor and not rows_to_add_to(actor, Duty, City).filter(pk=city.pk).exists():
        raise NotAllowed(_("“%s” is outside your role.") % city)
    city = hold_duties(city)
    missing = [one for one in plan_of(city, year) if one.is_missing]
    made = [one for one in missing if since is None or (one.due_on and one.due_on >= since)]
    entry = Programme.objects.filter(city=city, job=Programme.Job.DAULMADANG).first()
    for one in made:
        _make(one, city, year, entry, actor)
    return len(made)


def _make(
    one: Planned, city: City, year: int, entry: Programme | None, actor: "User | None"
) -> None:
    duty = Duty(
        city=city,
        year=year,
        type=one.type,
        half=one.half,
        panel=one.panel,
        title=one.title,
        due=one.due,
        entry=entry,
    )
    complete(duty)
    # A panel's text does not tell its duties, so only those of the programme are indexed.
    store(
        duty,
        actor=actor,
        reason=_("Made from the year's template"),
        allowed=True,
        index=one.panel is None,
    )


def make_coming_years(today: dt.date) -> int:
    """Make, for every live city, what is still to come this year; from October the next as well.

    A panel founded meanwhile so gets the rest of the year, and what falls due after the last day
    of a panel is called off. What breaks for one city or panel is logged and stops no other.
    Returns how many duties were made.
    """
    made = 0
    years = [today.year] + [today.year + 1] * (today.month >= COMING_YEAR_FROM_MONTH)
    for city in City.objects.filter(live_since__isnull=False):
        with _logged(f"city {city.slug}"):
            made += sum(make_year(city, year, since=today) for year in years)
    open_duties = Duty.objects.filter(done="", due_on__gte=today).values("panel")
    for panel in Panel.objects.exclude(ended="").filter(pk__in=open_duties):
        with _logged(f"panel {panel.address}"):
            follow_panel(panel)
    return made


@contextmanager
def _logged(of: str) -> Iterator[None]:
    """Log what breaks instead of passing it on."""
    try:
        yield
    except Exception:
        _log.exception("The duties of %s were not looked after", of)


@record_write
def take_standard_template(city: City, *, actor: "User | None" = None) -> None:
    """Give a city that has no template yet the standard one.

    Raises RecordError where it has one, and what `save_row` raises.
    """
    city = hold_duties(city)
    if city.duty_templates.exists():
        raise RecordError(_("The city has a template already."))
    for kind, half, month, title in STANDARD:
        line = DutyTemplate(city=city, type=kind, half=half, month=month, title=title)
        save_row(line, actor=actor, reason=_("Standard template"))
