"""What the calendar files of panels hold: for the public, and for a person of the staff."""

import datetime as dt
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civicforum.kit.addresses import absolute, localized
from civicforum.kit.dates import format_partial
from civicforum.people.models import City
from civicforum.people.policy import Action, can, rows
from committees.models import Body, Meeting
from daulmadang.calendars import Entered
from daulmadang.models import CalendarAddress, Duty, InspectionRound
from daulmadang.reports.staff_calendar import narrowed

_COLUMNS = (
    "pk", "title", "year", "type", "half", "due", "due_on", "done", "changed", "panel",
    "panel__title", "panel__address", "city__slug", "department__name",
)  # fmt: skip


def since(today: dt.date) -> dt.date:
    """From which day on files tell what was due: the first of the last year."""
    return dt.date(today.year - 1, 1, 1)


def _with_change(duties: QuerySet[Any], today: dt.date) -> list[dict[str, Any]]:
    """The duties of the files, each with the moment of its last change; one query."""
    versions = Duty.history.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
    found = duties.filter(due_on__gte=since(today))
    found = found.annotate(changed=Subquery(versions.values("history_date")[:1]))
    return list(found.order_by("due_on", "type", "half", "panel__title", "pk").values(*_COLUMNS))


def public_duties(city: City, today: dt.date, of: Q) -> list[Entered]:
    """Return the public duties of a city that a condition names; one query.

    What several panels owe of one kind on one day is one event.
    """
    found = _with_change(Duty.public.filter(of, city=city), today)
    events: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in found:
        events.setdefault(_shared(row), []).append(row)
    return [_alone(own[0]) if len(own) == 1 else _together(own) for own in events.values()]


def _shared(row: dict[str, Any]) -> tuple[Any, ...]:
    """What duties of panels have in common that are told as one; the city's own stand alone."""
    alone = 0 if row["panel"] else row["pk"]
    return row["due_on"], row["type"], row["half"], row["year"], alone


def _alone(row: dict[str, Any]) -> Entered:
    url = localized(f"/{row['panel__address']}/") if row["panel"] else _year_page(row)
    return _entered(row, _facts(row), url)


def _entered(row: dict[str, Any], note: str, url: str) -> Entered:
    whose = f" · {row['panel__title']}" if row["panel"] else ""
    return Entered(
        name=_name(row["pk"]),
        day=row["due_on"],
        title=f"{'✓ ' if row['done'] else ''}{row['title']}{whose}",
        at=_changed([row]),
        note=note,
        url=absolute(url),
    )


def _name(pk: int) -> str:
    """What an event is known by to whoever has it already."""
    return f"duty-{pk}"


def _together(own: list[dict[str, Any]]) -> Entered:
    first, done = own[0], sum(bool(row["done"]) for row in own)
    text = ngettext("%(done)d of %(n)d panel done", "%(done)d of %(n)d panels done", len(own))
    return Entered(
        # That of its first duty: it stays when the day changes or another panel joins.
        name=_name(min(row["pk"] for row in own)),
        day=first["due_on"],
        title=f"{'✓ ' if done == len(own) else ''}{first['title']}",
        at=_changed(own),
        note=text % {"done": done, "n": len(own)},
        url=absolute(_year_page(first)),
    )


def _changed(own: list[dict[str, Any]]) -> dt.datetime:
    """When the last of them was changed; loaded rows without a history as of their due day."""
    moments: list[dt.datetime] = [row["changed"] for row in own if row["changed"]]
    noon = dt.datetime.combine(own[0]["due_on"], dt.time(12), dt.UTC)
    return max(moments, default=noon)


def _year_page(row: dict[str, Any]) -> str:
    return localized(f"/daulmadang/{row['city__slug']}/calendar/{row['year']}/")


def _facts(row: dict[str, Any]) -> str:
    """By when exactly, whose it is, and whether it is done."""
    due = _("Due: %s") % format_partial(row["due"], weekday=True)
    done = _("Done: %s") % format_partial(row["done"]) if row["done"] else ""
    return "\n".join(filter(None, (due, row["department__name"], done)))


def addresses_of(person: Any) -> list[Any]:
    """Return a person's calendar addresses that are not ended; one query."""
    own = CalendarAddress.objects.filter(user=person, ended_at=None)
    return list(own.select_related("department", "panel"))


def address_in_use(token: str) -> CalendarAddress | None:
    """Return the address with a token; None once it is ended or its person has no role any more."""
    open_ones = CalendarAddress.objects.filter(token=token, ended_at=None)
    row = open_ones.select_related("user", "department", "panel").first()
    if row is None or not row.user.is_staff or not can(row.user, Action.VIEW, Duty):
        return None
    return row


def of_address(address: CalendarAddress, today: dt.date) -> tuple[str, list[Entered]]:
    """Return the name and the content of a person's calendar: what the person may see today.

    Duties, meetings of panels and inspection rounds; a department or a panel that came out of
    the person's reach is empty. Few queries.
    """
    person = address.user
    asked = {"department": address.department, "panel": address.panel}
    duties = narrowed(rows(person, Action.VIEW, Duty), asked, "department", "panel")
    entered = [_for_staff(row) for row in _with_change(duties, today)]
    meetings = rows(person, Action.VIEW, Meeting).filter(
        body__form=Body.Form.PANEL, date__gte=since(today)
    )
    entered += _meetings(narrowed(meetings, asked, "body__department", "body"))
    if not any(asked.values()):
        rounds = rows(person, Action.VIEW, InspectionRound).filter(due__gte=since(today))
        entered += [_round(row) for row in rounds.select_related("city").order_by("due", "pk")]
    whose = str(address.panel or address.department or person)
    name = _("Daul-madang")
    return f"{name} · {whose}", entered


def _for_staff(row: dict[str, Any]) -> Entered:
    return _entered(row, _facts(row), reverse("daulmadang_staff:year", args=[row["year"]]))


def _meetings(found: QuerySet[Any]) -> list[Entered]:
    versions = Meeting.history.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
    found = found.annotate(changed=Subquery(versions.values("history_date")[:1]))
    columns = ("pk", "date", "starts", "ends", "title", "place", "body__title", "changed")
    return [
        Entered(
            name=f"meeting-{row['pk']}",
            day=row["date"],
            title=f"{row['body__title']} {row['title']}",
            at=row["changed"] or dt.datetime.combine(row["date"], dt.time(12), dt.UTC),
            url=absolute(reverse("committees_staff:meeting", args=[row["pk"]])),
            starts=row["starts"],
            ends=row["ends"],
            place=row["place"],
        )
        for row in found.order_by("date", "pk").values(*columns)
    ]


def _round(row: InspectionRound) -> Entered:
    return Entered(
        name=f"round-{row.pk}",
        day=row.due,
        title=f"{'✓ ' if row.closed_on else ''}{row}",
        at=row.opened_at or timezone.now(),
        note=_("Sheets due; as of %s") % format_partial(row.as_of.isoformat()),
    )
