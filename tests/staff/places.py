"""Every address of staff pages: what it takes, and who gets there.

A name that the URLconf has and this table lacks fails the test.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from committees.models import Meeting
from tests.admin.rows import Rows

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


PLACES: dict[str, Place] = {
    "staff_index": Place(ANYBODY),
    "committees_staff:meetings": Place(ANYBODY),
    "committees_staff:new_meeting": Place(WRITERS),
    "committees_staff:meeting": Place(READERS, of_meeting),
    "committees_staff:facts": Place(WRITERS, of_meeting),
}
