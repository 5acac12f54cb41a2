"""Every address of staff pages: what it takes, and who gets there.

A name that the URLconf has and this table lacks fails the test.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from civicforum.people.models import User
from civicforum.record.models import Commitment
from committees.models import AgendaItem, Body, Matter, Meeting, MinutesFile, Speech
from committees.services.papers import add_paper
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


PLACES: dict[str, Place] = {
    "staff_index": Place(ANYBODY),
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
}
