"""Opening an inspection of all active panels, and closing it."""

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.kit.dates import format_date
from civicforum.people.models import City
from civicforum.people.policy import Action
from civicforum.people.services import require
from civicforum.record.errors import RecordError
from civicforum.record.services import save_row
from civicforum.record.services.entries import store
from civicforum.record.version import record_write
from daulmadang.models import Duty, InspectionRound, InspectionSheet, Panel
from daulmadang.reports.rounds import missing_sheets, panels_to_ask
from daulmadang.services.duties import hold_duties

if TYPE_CHECKING:
    from civicforum.people.models import User

#: What a duty of an inspection is called in the city's calendar, whatever the portal's language.
_TITLE = "{year} 다울마당 운영실태 일제점검({half})"
_HALVES = {Duty.Half.FIRST: "상반기", Duty.Half.SECOND: "하반기"}

#: So long after a half-year its figures may still be told as of a day.
AFTER_THE_HALF = dt.timedelta(weeks=8)


@record_write
def open_round(
    city: City,
    year: int,
    half: int,
    starts_on: dt.date,
    as_of: dt.date,
    due: dt.date,
    *,
    actor: "User",
) -> InspectionRound:
    """Open the inspection of a half-year: a sheet for each panel that was active on the as-of date.

    A panel that ends before the sheets are due owes none.
    Each department owes its sheets from now on and is told at once. There is one round for a
    half-year, however many open it at once. Raises ValidationError with a message per field,
    NotAllowed, or RecordError where there is no panel to inspect.
    """
    today = timezone.localdate()
    # Who opens it at the same moment, or makes the year's duties, waits and sees what is there.
    city = hold_duties(city)
    row = InspectionRound(
        city=city, year=year, half=half, starts_on=starts_on, as_of=as_of, due=due, opened_by=actor
    )
    _check_days(row, today)
    save_row(row, actor=actor)
    panels = list(panels_to_ask(row, as_of, today))
    if not panels:
        raise RecordError(
            _("No panel was active on the as-of date, so there is nothing to inspect.")
        )
    for panel in panels:
        _give_sheet(row, panel, today, actor)
    return row


def _check_days(row: InspectionRound, today: dt.date) -> None:
    """The days lie in the half-year they are of; the as-of date may follow it by some weeks."""
    first, last = _half_year(row.year, Duty.Half(row.half))
    latest = last + AFTER_THE_HALF
    since, wrong = max(first, row.starts_on), {}
    if row._state.adding and not first <= row.starts_on <= last and row.starts_on != _goes_on(row):
        text = _(
            "Choose a day from %(first)s until %(last)s, or the day after the as-of date of the "
            "last inspection."
        )
        wrong["starts_on"] = text % {"first": format_date(first), "last": format_date(last)}
        since = first
    if row.as_of > today:
        wrong["as_of"] = _("The as-of date must not lie in the future: nobody knows its figures.")
    elif not since <= row.as_of <= latest:
        text = _("Choose a day from %(first)s until %(last)s.")
        wrong["as_of"] = text % {"first": format_date(since), "last": format_date(latest)}
    if row._state.adding and row.due < today:
        wrong["due"] = _("Choose today or a later day, so that the departments can answer.")
    if wrong:
        raise ValidationError(wrong)


def _half_year(year: int, half: Duty.Half) -> tuple[dt.date, dt.date]:
    """The first and the last day of a half-year."""
    if half == Duty.Half.FIRST:
        return dt.date(year, 1, 1), dt.date(year, 6, 30)
    return dt.date(year, 7, 1), dt.date(year, 12, 31)


def _goes_on(row: InspectionRound) -> dt.date | None:
    """The day after what the last inspection before the half-year of a round looked at."""
    earlier = InspectionRound.objects.filter(city=row.city).filter(
        Q(year__lt=row.year) | Q(year=row.year, half__lt=row.half)
    )
    as_of = earlier.order_by("-year", "-half").values_list("as_of", flat=True).first()
    return as_of and as_of + dt.timedelta(days=1)


@record_write
def change_as_of(of: InspectionRound, day: dt.date, *, actor: "User") -> None:
    """Tell the figures of a round as of another day, while none of them is frozen.

    Raises RecordError where a sheet is accepted or the round closed, ValidationError for a day
    that does not do, and NotAllowed.
    """
    require(actor, Action.PUBLISH, of)
    held = InspectionRound.objects.select_for_update().get(pk=of.pk)
    if held.closed_on:
        raise RecordError(_("The round is closed; its as-of date stays."))
    if held.sheets.filter(figures__isnull=False).exists():
        raise RecordError(_("A sheet is accepted already: the figures of a round are of one day."))
    held.as_of = day
    _check_days(held, timezone.localdate())
    store(held, actor=actor, allowed=True)


@record_write
def add_sheet(of: InspectionRound, panel: Panel, *, actor: "User") -> InspectionSheet:
    """Inspect one more panel in an open round, such as one that was founded after its as-of date.

    Raises RecordError for a round that is closed, a panel that is inspected already or is not
    active, and NotAllowed.
    """
    require(actor, Action.PUBLISH, of)
    hold_duties(of.city)  # before the round, as whoever opens one or makes the year's duties
    held = InspectionRound.objects.select_for_update().get(pk=of.pk)
    if held.closed_on:
        raise RecordError(_("The round is closed; no sheet can be added any more."))
    if InspectionSheet.objects.filter(round=held, panel=panel).exists():
        raise RecordError(_("“%s” has a sheet in this round already.") % panel)
    today = timezone.localdate()
    if not panels_to_ask(held, today, today).filter(pk=panel.pk).exists():
        raise RecordError(_("“%s” is no active panel of the city.") % panel)
    return _give_sheet(held, panel, today, actor)


def _give_sheet(
    of: InspectionRound, panel: Panel, today: dt.date, actor: "User"
) -> InspectionSheet:
    """Give a panel its sheet, and its department the duty to complete it by a day."""
    duty = _open_duty(of, panel) or _new_duty(of, panel)
    duty.due = max(of.due, today).isoformat()
    duty.asked_on = today
    store(duty, actor=actor, reason=str(of), allowed=True, index=False)
    sheet = InspectionSheet(round=of, panel=panel, duty=duty)
    store(sheet, actor=actor, allowed=True, index=False)
    return sheet


def _open_duty(of: InspectionRound, panel: Panel) -> Duty | None:
    """The duty that the year's calendar made of this inspection, if it is still open."""
    found = Duty.objects.filter(
        panel=panel, type=Duty.Type.INSPECTION, year=of.year, half=of.half, done="", sheet=None
    )
    return found.order_by("pk").first()


def _new_duty(of: InspectionRound, panel: Panel) -> Duty:
    title = _TITLE.format(year=of.year, half=_HALVES[Duty.Half(of.half)])
    key = f"daulmadang/{panel.city.slug}/inspections/{of.year}-{of.half}/{panel.slug}"
    return Duty(
        key=key,
        kind=Duty.KIND,
        type=Duty.Type.INSPECTION,
        city=panel.city,
        panel=panel,
        entry=panel,
        department=panel.department,
        title=title,
        year=of.year,
        half=of.half,
    )


@record_write
def close_round(of: InspectionRound, reason: str = "", *, actor: "User") -> None:
    """Close a round: every sheet that is asked for is accepted, or a reason says why not.

    What is not accepted by then is still owed, and can be accepted later. Raises RecordError, or
    NotAllowed.
    """
    require(actor, Action.PUBLISH, of)
    held = InspectionRound.objects.select_for_update().get(pk=of.pk)
    if held.closed_on:
        raise RecordError(_("The round is closed already."))
    missing = missing_sheets(held).count()
    if missing and not reason.strip():
        text = _(
            "%(n)d sheets are not accepted yet. Give a reason to close the round all the same."
        )
        raise RecordError(text % {"n": missing})
    held.closed_on = timezone.localdate()
    store(held, actor=actor, reason=reason.strip(), allowed=True)
