"""What stands on the page of one meeting below its head."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import PreparedList
from civicforum.kit.rows import gather
from civicforum.record.models import Commitment
from committees.models import Attendance, Reference, Speech
from committees.models.meetings import title_shown
from committees.models.withholding import shown
from committees.reports.attached import attached_lists, papers
from committees.reports.body import told_apart
from committees.reports.discussion import AGENDA_SIZE, BESIDES_SIZE, agenda_rows
from committees.reports.fitting import Room, fitted
from committees.reports.made_corrections import corrections
from committees.reports.meeting_head import Head

_ATTENDANCE = PreparedList(
    lambda meeting: told_apart(
        shown(Attendance.public.filter(meeting=meeting)), "seat__"
    ).order_by("seat__order"),
    "status", "note", "called", "stands", "delegated_to", "is_excused", "arrived", "left",
    size=40, keys=(int,),
)  # fmt: skip
#: Agenda items with their speeches; one row for an item without any, or one that is withheld.
_AGENDA = PreparedList(
    lambda meeting: agenda_rows().filter(meeting=meeting).order_by("number", "said__order"),
    "number", "title", "decision", "outcome", "conditions", "votes_for", "votes_against",
    "abstentions", "notes", "withheld", "said__order", "said__speaker", "said__text",
    "said__summary", "said__withheld",
    size=AGENDA_SIZE, keys=(int,),
)  # fmt: skip
#: Speeches that belong to no item of the agenda.
_BESIDES = PreparedList(
    lambda meeting: Speech.public.filter(meeting=meeting, agenda_item=None).order_by("order"),
    "order", "speaker", "text", "summary", "withheld",
    size=BESIDES_SIZE, keys=(int,),
)  # fmt: skip
#: What the items from one number to another were about.
_SUBJECTS = PreparedList(
    lambda meeting, first, last: shown(Reference.public).filter(
        agenda_item__meeting=meeting,
        agenda_item__number__gte=first,
        agenda_item__number__lte=last,
        entry__is_public=True,
    ).order_by("agenda_item__number", "pk"),
    "agenda_item__number", "entry__title", "entry__address", "entry__meeting__number",
    "entry__meeting__withheld",
    size=40, keys=(int, int, int),
)  # fmt: skip
#: Agreed to do: at this meeting, and what is still open of the body's earlier ones.
_ACTIONS = PreparedList(
    lambda meeting, body, number: Commitment.public.filter(kind=Commitment.Kind.ACTION)
    .filter(
        Q(entry=meeting)
        | Q(
            done="", entry__meeting__body=body, entry__meeting__number__lt=number,
            entry__meeting__withheld="",
        )
    )
    .annotate(earlier=Case(When(entry=meeting, then=Value(0)), default=Value(1)))
    .order_by("earlier", "entry__meeting__number", "pk"),
    "title", "owed_by", "department__name", "due", "done", "document", "earlier",
    "entry__address", "entry__title",
    size=30, keys=(int, int, int),
)  # fmt: skip
_VOTES = (
    (_("In favour"), "votes_for"),
    (_("Against"), "votes_against"),
    (_("Abstained"), "abstentions"),
)
#: Of what is besides the agenda there is little, but it shares the page.
ON_AGENDA, BESIDES = Room(letters=24_000, sure=500), Room(letters=4_000, sure=150)
#: What of an item the public gets where it is withheld.
_OF_WITHHELD = ("number", "withheld")


def meeting_page(head: Head, turned: Turned) -> dict[str, Any]:
    """Read what stands on the page of one public meeting that is not withheld.

    Four queries, and one for each kind of what most meetings do not have.
    """
    meeting = head.meeting
    agenda = _AGENDA.page(turned.asked("agenda"), meeting.pk)
    subjects = _subjects(agenda, meeting.pk, turned)
    of_item = {
        first["agenda_item__number"]: own
        for first, own in gather(subjects, "agenda_item__number", lambda row: row)
    }
    said = fitted(map(_said, agenda.object_list), ON_AGENDA)
    agenda.object_list = [
        (_item(item), speeches, of_item.get(item["number"], []))
        for item, speeches in gather(agenda, "number", lambda row: said.get(row["said__order"]))
    ]
    return {
        "attendance": _attendance(meeting.pk, turned),
        "agenda": agenda,
        "subjects": subjects,
        "actions": _actions(head, turned),
        "besides": _if_there(head, "besides", lambda: _besides(meeting.pk, turned)),
        "papers": _if_there(head, "papers", lambda: papers(meeting.pk, turned)),
        "lists": _if_there(head, "lists", lambda: attached_lists(meeting.pk, turned)),
        "corrections": _if_there(head, "corrections", lambda: corrections(meeting, turned)),
    }


def _attendance(meeting: int, turned: Turned) -> Page:
    """A page of the attendance, which says whether any of its rows states a ground."""
    page = _ATTENDANCE.page(turned.asked("attendance"), meeting)
    page.has_grounds = any(row["note"] for row in page)  # type: ignore[attr-defined]
    return page


def _if_there(head: Head, name: str, read: Callable[[], Page]) -> Page:
    """Read a list only where the meeting has it, else nothing."""
    return read() if name in head.has else Page([], 1, Paginator([], 1))


def _subjects(agenda: Page, meeting: int, turned: Turned) -> Page:
    """A page of what the items of a page of the agenda were about."""
    first, last = 0, 0
    if agenda.object_list:
        first, last = agenda[0]["number"], agenda[-1]["number"]
    page = _SUBJECTS.page(turned.asked("subjects"), meeting, first, last)
    page.object_list = list(map(_subject, page.object_list))
    return page


def _subject(row: dict[str, Any]) -> dict[str, Any]:
    """What an item was about, as the public calls it."""
    named = (row[f"entry__{name}"] for name in ("title", "meeting__number", "meeting__withheld"))
    return row | {"entry__title": title_shown(*named)}


def _item(row: dict[str, Any]) -> dict[str, Any]:
    """An item of the agenda, with its votes as far as they are recorded."""
    if row["withheld"]:
        return {name: row[name] for name in _OF_WITHHELD}
    votes = [(label, row[name]) for label, name in _VOTES if row[name] is not None]
    return row | {"votes": votes}


def _said(row: dict[str, Any]) -> dict[str, Any]:
    names = ("order", "speaker", "text", "summary", "withheld")
    return {name: row[f"said__{name}"] for name in names}


def _besides(meeting: int, turned: Turned) -> Page:
    page = _BESIDES.page(turned.asked("besides"), meeting)
    page.object_list = list(fitted(page.object_list, BESIDES).values())
    return page


def _actions(head: Head, turned: Turned) -> Page:
    """Agreed to do, as pairs: whether it is of earlier meetings, and the rows."""
    meeting = head.meeting
    key = (meeting.pk, meeting.body_id, meeting.number)
    page = _ACTIONS.page(turned.asked("actions"), *key)
    groups = gather(page.object_list, "earlier", lambda row: row)
    page.object_list = [(first["earlier"], own) for first, own in groups]
    return page
