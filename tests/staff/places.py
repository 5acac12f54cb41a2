"""Every address of staff pages: what it takes, and who gets there.

A name that the URLconf has and this table lacks fails the test.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from civicforum.people.models import User
from civicforum.record.models import Commitment
from committees.models import AgendaItem, Body, Matter, Meeting, MinutesFile, Person, Speech
from committees.services.papers import add_paper
from daulmadang.models import InspectionRound, InspectionSheet, Member, Panel
from tests.admin.rows import Rows
from tests.making import saved

ANYBODY = frozenset(
    {"superuser", "jeonju_clerk", "approver", "taxi_officer", "yeongdeungpo_clerk", "supporter"}
)
#: Those who write what meets, each in the own city or department.
WRITERS = frozenset(
    {"superuser", "jeonju_clerk", "taxi_officer", "yeongdeungpo_clerk", "supporter"}
)
READERS = WRITERS | {"approver"}
#: Those who follow what residents brought up.
GOVERNING = READERS - {"taxi_officer"}
#: Those who see panels of their own city or department.
PANELS = READERS - {"supporter"}
#: Those who see the members of panels: not who supports bodies that are none.
SEE_MEMBERS = READERS - {"supporter"}
#: Those who see all people of a city.
SEE_PEOPLE = SEE_MEMBERS - {"taxi_officer"}
#: Those who release.
PUBLISHERS = WRITERS - {"supporter", "taxi_officer"} | {"approver"}


@dataclass(frozen=True)
class Place:
    """Who gets there (in their own scope), and what its address is made of."""

    who: frozenset[str]
    kwargs: Callable[[Rows], Mapping[str, object]] = lambda rows: {}


def of_meeting(rows: Rows) -> Mapping[str, object]:
    """The meeting in the address."""
    return {"pk": rows[Meeting].pk}


def of_item(rows: Rows) -> Mapping[str, object]:
    """An item of the agenda in the address."""
    return {"pk": rows[Meeting].pk, "item": rows[AgendaItem].pk}


def of_action(rows: Rows) -> Mapping[str, object]:
    """What a meeting has left to be done in the address."""
    meeting = rows[Meeting]
    action = meeting.commitments.first() or saved(
        Commitment(city=meeting.city, entry=meeting, kind="action", title="할 일", due="2031-05")
    )
    return {"pk": meeting.pk, "action": action.pk}


def of_file(rows: Rows) -> Mapping[str, object]:
    """A file with minutes of the body."""
    content = ContentFile("회의록", "minutes.txt")
    file = MinutesFile(body=rows[Body], name="회의록.txt", file=content, uploaded_by=rows[User])
    file.save()
    return {"pk": file.pk}


def _meeting(rows: Rows, **more: str) -> Mapping[str, object]:
    return {"pk": rows[Meeting].pk, **more}


def _facts(rows: Rows) -> Mapping[str, object]:
    return _meeting(rows, kind="facts", ref=str(rows[Meeting].pk))


def _speech(rows: Rows) -> Mapping[str, object]:
    return _meeting(rows, ref="1")


def of_paper(rows: Rows) -> Mapping[str, object]:
    """A paper of the meeting in the address."""
    meeting = rows[Meeting]
    paper = meeting.papers.first()
    if paper is None:
        file = SimpleUploadedFile("자료.txt", "자료".encode())
        paper, _told = add_paper(meeting, file)
    return {"pk": meeting.pk, "paper": paper.pk}


#: Those who follow the panels.
OF_PANELS = ANYBODY - {"supporter"}


def of_round(rows: Rows) -> Mapping[str, object]:
    """The inspection in the address."""
    return {"pk": rows[InspectionRound].pk}


def of_sheet(rows: Rows) -> Mapping[str, object]:
    """The sheet of a panel in the address."""
    return {"pk": rows[InspectionSheet].pk}


#: Those who see the sheets of an inspection, each of the own city or department.
INSPECTED = READERS - {"supporter"}
#: Those who open inspections.
CLERKS = frozenset({"superuser", "jeonju_clerk", "yeongdeungpo_clerk"})

PLACES: dict[str, Place] = {
    "daulmadang_staff:year": Place(OF_PANELS, lambda rows: {"year": 2026}),
    "daulmadang_staff:calendar": Place(OF_PANELS),
    "daulmadang_staff:calendars": Place(OF_PANELS),
    "staff_index": Place(ANYBODY),
    "reminders_staff:outbox": Place(ANYBODY),
    "reminders_staff:commitment": Place(ANYBODY, lambda rows: {"pk": rows[Commitment].pk}),
    "committees_staff:meetings": Place(ANYBODY),
    "committees_staff:new_meeting": Place(WRITERS),
    "committees_staff:meeting": Place(READERS, of_meeting),
    "committees_staff:facts": Place(WRITERS, of_meeting),
    "committees_staff:files": Place(READERS),
    "committees_staff:file": Place(READERS, of_file),
    "committees_staff:file_status": Place(READERS, of_file),
    "committees_staff:file_original": Place(READERS, of_file),
    "committees_staff:file_discard": Place(WRITERS, of_file),
    "committees_staff:file_again": Place(WRITERS, of_file),
    **{
        f"committees_staff:{name}": Place(READERS, lambda rows: {"pk": rows[Meeting].pk})
        for name in ("circulate", "names", "publish", "corrections")
    },
    "committees_staff:differences": Place(WRITERS, lambda rows: {"pk": rows[Meeting].pk}),
    "committees_staff:names_ahead": Place(WRITERS, lambda rows: {"pk": rows[Meeting].pk}),
    "committees_staff:correction": Place(
        READERS,
        lambda rows: {
            "pk": rows[Meeting].pk,
            "kind": "speech",
            "row": rows[Speech].pk,
            "name": "text",
        },
    ),
    "committees_staff:bodies": Place(WRITERS),
    "committees_staff:terms": Place(WRITERS, lambda rows: {"pk": rows[Body].pk}),
    "committees_staff:matters": Place(GOVERNING),
    "committees_staff:new_matter": Place(GOVERNING - {"approver"}),
    "committees_staff:matter": Place(GOVERNING, lambda rows: {"pk": rows[Matter].pk}),
    "committees_staff:write": Place(READERS, _meeting),
    "committees_staff:write_changes": Place(WRITERS, _meeting),
    "committees_staff:write_item": Place(WRITERS, _meeting),
    "committees_staff:write_deleted": Place(WRITERS, _meeting),
    "committees_staff:write_move": Place(WRITERS, _speech),
    "committees_staff:write_whose": Place(WRITERS, _speech),
    "committees_staff:write_delete": Place(WRITERS, _speech),
    "committees_staff:write_section": Place(WRITERS, _facts),
    "committees_staff:write_versions": Place(WRITERS, _facts),
    "committees_staff:agenda": Place(WRITERS, of_meeting),
    "committees_staff:subjects": Place(WRITERS, of_item),
    "committees_staff:new_action": Place(WRITERS, of_meeting),
    "committees_staff:action": Place(WRITERS, of_action),
    "committees_staff:notice": Place(WRITERS, of_meeting),
    "committees_staff:attendance": Place(WRITERS, of_meeting),
    "committees_staff:sign_in": Place(WRITERS, of_meeting),
    "committees_staff:fees": Place(WRITERS, of_meeting),
    "committees_staff:papers": Place(WRITERS, of_meeting),
    "committees_staff:paper": Place(READERS, of_paper),
    "daulmadang_staff:board": Place(PANELS),
    "daulmadang_staff:panels_of_members": Place(SEE_MEMBERS),
    "daulmadang_staff:members": Place(SEE_MEMBERS, lambda rows: {"pk": rows[Panel].pk}),
    "daulmadang_staff:member": Place(
        SEE_MEMBERS, lambda rows: {"pk": rows[Panel].pk, "member": rows[Member].pk}
    ),
    "daulmadang_staff:life": Place(SEE_MEMBERS, lambda rows: {"pk": rows[Panel].pk}),
    "daulmadang_staff:people": Place(SEE_PEOPLE),
    "daulmadang_staff:person": Place(SEE_PEOPLE, lambda rows: {"pk": rows[Person].pk}),
    "daulmadang_staff:rounds": Place(INSPECTED),
    "daulmadang_staff:new_round": Place(CLERKS),
    "daulmadang_staff:round": Place(INSPECTED, of_round),
    **{
        f"daulmadang_staff:report_{kind}": Place(CLERKS | {"approver"}, of_round)
        for kind in ("hwpx", "pdf", "xlsx")
    },
    "daulmadang_staff:sheet": Place(INSPECTED, of_sheet),
    "daulmadang_staff:save_sheet": Place(INSPECTED - {"approver"}, of_sheet),
}
