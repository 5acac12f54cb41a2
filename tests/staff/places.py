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
WRITERS = frozenset({"superuser", "jeonju_clerk", "yeongdeungpo_clerk", "supporter"})
READERS = WRITERS | {"approver"}
#: Those who release.
PUBLISHERS = WRITERS - {"supporter"} | {"approver"}


@dataclass(frozen=True)
class Place:
    """Who gets there (in their own scope), and what its address is made of."""

    who: frozenset[str]
    kwargs: Callable[[Rows], Mapping[str, object]] = lambda rows: {}


def _meeting(rows: Rows, **more: str) -> Mapping[str, object]:
    return {"pk": rows[Meeting].pk, **more}


def _facts(rows: Rows) -> Mapping[str, object]:
    return _meeting(rows, kind="facts", ref=str(rows[Meeting].pk))


def _speech(rows: Rows) -> Mapping[str, object]:
    return _meeting(rows, ref="1")


PLACES: dict[str, Place] = {
    "staff_index": Place(ANYBODY),
    "committees_staff:write": Place(READERS, _meeting),
    "committees_staff:write_changes": Place(WRITERS, _meeting),
    "committees_staff:write_item": Place(WRITERS, _meeting),
    "committees_staff:write_deleted": Place(WRITERS, _meeting),
    "committees_staff:write_move": Place(WRITERS, _speech),
    "committees_staff:write_delete": Place(WRITERS, _speech),
    "committees_staff:write_section": Place(WRITERS, _facts),
    "committees_staff:write_versions": Place(WRITERS, _facts),
}
