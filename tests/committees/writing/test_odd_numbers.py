"""A number that no row could have is refused like any other, however many digits it has."""

import pytest

from civicforum.record.models import Commitment
from tests.committees.writing.desk import desk, place
from tests.making import saved

pytestmark = pytest.mark.django_db

LONG = "9" * 5000  # more digits than Python reads as a number
AT = "/staff/committees/meetings/"


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("write/speeches/{speech}/versions/", {"version": LONG}),
        ("write/deleted/", {"version": LONG}),
        ("notice/", {"after": LONG}),
        ("actions/{action}/", {"act": "done", "back": LONG}),
        ("agenda/{item}/", {"add": LONG}),
        ("agenda/{item}/", {"remove": LONG}),
        ("names/", {"undo": LONG}),
    ],
)
def test_long_numbers_that_are_sent(path: str, sent: dict[str, str]) -> None:
    meeting = place()
    action = saved(
        Commitment(city=meeting.city, entry=meeting, kind="action", title="할 일", due="2031-05")
    )
    known = {"speech": meeting.speeches.first(), "item": meeting.agenda.get(), "action": action}
    at = path.format(**{name: row.pk for name, row in known.items() if row})
    answer = desk(meeting, "clerk").client.post(f"{AT}{meeting.pk}/{at}", sent)
    assert answer.status_code in (302, 404)
    if answer.status_code == 302:
        assert LONG not in answer["Location"]


def test_long_numbers_in_addresses() -> None:
    clerk = desk(place(), "clerk")
    assert clerk.client.get(f"{AT}new/?body={LONG}").status_code == 404
    assert clerk.changes(f"{LONG}.0.0")["reload"]
    assert clerk.send(f"items/{'9' * 4400}").status_code == 410
