"""Every address of staff pages: what it takes, and who gets there.

A name that the URLconf has and this table lacks fails the test.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile

from civicforum.record.models import Commitment
from committees.models import AgendaItem, Meeting
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
