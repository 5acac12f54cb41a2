"""Where the city wants approval (결재): what shows with an approved entry, and who writes it."""

from collections.abc import Callable
from typing import Any

import pytest

from civicforum.people.models import User
from civicforum.people.policy import Action, can
from civicforum.record import services
from civicforum.record.errors import RecordError
from civicforum.record.models import (
    Commitment,
    Discrepancy,
    Document,
    Entry,
    StatedFigure,
    Statement,
)  # fmt: skip
from civicforum.record.states import EntryState
from daulmadang.models import Duty
from daulmadang.services import save_duty
from tests import making
from tests.personas import PERSONAS, Town, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    """Jeonju wants approval."""
    return town(needs_approval=True)


@pytest.fixture
def entry(places: Town) -> Any:
    """A programme that was approved."""
    return making.programme(places.jeonju)


@pytest.fixture
def clerk(places: Town) -> User | None:
    return PERSONAS["jeonju_clerk"](places)


@pytest.fixture
def approver(places: Town) -> User | None:
    return PERSONAS["approver"](places)


def _commitment(entry: Entry) -> Commitment:
    return Commitment(city=entry.city, kind="action", title="할 일", due="2022-05", entry=entry)


def _discrepancy(entry: Entry) -> Discrepancy:
    return Discrepancy(city=entry.city, entry=entry, subject="title", title="이름이 다름")


def _statement(entry: Entry) -> Statement:
    point = making.saved(Discrepancy(city=entry.city, entry=entry, subject="as_of", title="다름"))
    return Statement(discrepancy=point, order=1, value="2021", shown=True)


def _stated(entry: Entry) -> StatedFigure:
    return StatedFigure(entry=entry, code="panels", value=15)


SPEAKING = [_commitment, _discrepancy, _statement, _stated]
Make = Callable[[Entry], Any]


@pytest.mark.parametrize("state", [EntryState.PUBLISHED, EntryState.SUBMITTED])
@pytest.mark.parametrize("make", SPEAKING)
def test_what_speaks_about_an_approved_entry_is_added_by_the_approver(
    entry: Any, clerk: User, approver: User, make: Make, state: EntryState
) -> None:
    Entry.objects.filter(pk=entry.pk).update(state=state)
    entry.refresh_from_db()
    row = make(entry)
    with pytest.raises(RecordError, match="결재자에게"):
        services.save_row(row, actor=clerk)
    services.save_row(row, actor=approver)
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("wants_approval", [True, False])
def test_words_that_stand_on_approved_pages_are_the_approvers(wants_approval: bool) -> None:
    places = town(needs_approval=wants_approval)
    city, clerk = places.jeonju, PERSONAS["jeonju_clerk"](places)
    approver = PERSONAS["approver"](places)
    assert clerk
    assert approver
    words = (
        places.transport,
        making.field(city),
        making.saved(Document(city=city, slug="doc", title="문서", known_until="2021-12")),
    )
    for row in words:
        assert can(clerk, Action.CHANGE, type(row), row) is not wants_approval
        assert can(clerk, Action.DELETE, type(row), row) is not wants_approval
        assert can(clerk, Action.ADD, type(row))
        assert can(clerk, Action.VIEW, type(row), row)
    assert all(can(approver, Action.CHANGE, type(row), row) for row in words)


@pytest.mark.parametrize("make", SPEAKING)
def test_the_clerk_adds_it_once_the_entry_was_brought_back(
    entry: Any, clerk: User, make: Make
) -> None:
    services.move_entry(entry, EntryState.WITHDRAWN, actor=clerk, reason="고칠 것이 있음")
    services.save_row(make(entry), actor=clerk)


@pytest.mark.parametrize("make", SPEAKING)
def test_where_no_approval_is_wanted_the_clerk_adds_it(make: Make) -> None:
    places = town()
    clerk = PERSONAS["jeonju_clerk"](places)
    services.save_row(make(making.programme(places.jeonju)), actor=clerk)


@pytest.mark.parametrize("make", SPEAKING)
def test_the_clerk_does_not_take_it_away(
    entry: Any, clerk: User, approver: User, make: Make
) -> None:
    row = making.saved(make(entry))
    with pytest.raises(RecordError, match="결재자에게"):
        services.delete_row(row, actor=clerk)
    if make is not _discrepancy:  # what sources say of a public page nobody takes away
        services.delete_row(row, actor=approver)


CHANGES = [("title", "다른 일"), ("due", "2023-05"), ("owed_by", "시장"), ("entry", None)]


@pytest.mark.parametrize(("field", "value"), CHANGES)
def test_what_a_commitment_says_is_the_approvers(
    entry: Any, clerk: User, approver: User, field: str, value: Any
) -> None:
    row = making.saved(_commitment(entry))
    setattr(row, field, value)
    row.done = "2022-05"
    with pytest.raises(RecordError, match="결재자에게"):
        services.save_row(row, actor=clerk)
    services.save_row(row, actor=approver)


def test_that_a_commitment_is_done_is_said_by_the_clerk(entry: Any, clerk: User) -> None:
    row = making.saved(_commitment(entry))
    row.done = "2022-05"
    services.save_row(row, actor=clerk)
    assert Commitment.objects.get(pk=row.pk).done == "2022-05"


def test_a_yearly_duty_is_a_commitment(entry: Any, clerk: User, approver: User) -> None:
    duty = making.duty(entry.city, 1, entry)
    duty.done = "2022-05"
    save_duty(duty, actor=clerk)
    duty.title = "다른 이름"
    with pytest.raises(RecordError, match="결재자에게"):
        save_duty(duty, actor=clerk)
    save_duty(duty, actor=approver)
    new = Duty(city=entry.city, title="점검", type="inspection", year=2023, due="2023-05")
    with pytest.raises(RecordError, match="결재자에게"):
        save_duty(new, actor=clerk)
    save_duty(new, actor=approver)


def test_the_approver_decides_and_does_not_write_the_content(
    entry: Any, clerk: User, approver: User
) -> None:
    point = making.saved(_discrepancy(entry))
    shown = Statement(discrepancy=point, order=1, value=entry.title, shown=True)
    making.saved(shown)
    other = making.saved(Statement(discrepancy=point, order=2, value="다올마당 운영"))
    with pytest.raises(RecordError, match="결재자에게"):
        services.decide(point, other, actor=clerk, reason="본문이 맞음")
    services.decide(point, other, actor=approver, reason="본문이 맞음")
    entry.refresh_from_db()
    assert entry.title == "다올마당 운영"
    version = entry.history.first()
    assert (version.history_user, version.history_change_reason) == (approver, "본문이 맞음")
    entry.title = "몰래 고침"
    with pytest.raises(RecordError, match="먼저 공개를 거둔 뒤"):
        services.save_row(entry, actor=approver)
