"""Agenda items trade places by whichever door, and what was said goes along with them."""

from typing import Any

import pytest
from django.test import Client

from civicforum.record import services
from civicforum.record.models import Commitment
from committees.models import AgendaItem, Meeting, Speech
from tests import making
from tests.admin.forms import admin_url, errors, send
from tests.committees.meetings import calling
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("yeongdeungpo_clerk", places)


@pytest.fixture
def meeting(places: Town) -> Meeting:
    """A meeting of two items with an opening and two speeches each."""
    row = calling.meeting(calling.body(places.yeongdeungpo), in_days=0)
    budget, accounts = row.agenda.order_by("number")
    said = [(None, "여는 말"), (budget, "예산 1"), (budget, "예산 2"),
            (accounts, "결산 1"), (accounts, "결산 2")]  # fmt: skip
    for order, (item, text) in enumerate(said, start=1):
        making.saved(
            Speech(meeting=row, agenda_item=item, order=order, speaker="위원", summary=text)
        )
    return row


TRADED: dict[str, Any] = {"agenda-0-number": 2, "agenda-1-number": 1}
FOLLOWED = ["여는 말", "결산 1", "결산 2", "예산 1", "예산 2"]


def said(meeting: Meeting) -> list[str]:
    return list(meeting.speeches.order_by("order").values_list("summary", flat=True))


def test_speeches_follow_items_that_trade_places_in_the_form(
    clerk: Client, meeting: Meeting
) -> None:
    answer = send(clerk, admin_url(meeting), **TRADED)
    assert answer.status_code == 302, errors(answer)
    assert said(meeting) == FOLLOWED
    orders = meeting.speeches.order_by("order").values_list("order", flat=True)
    assert [*orders] == [1, 2, 3, 4, 5]
    assert services.reindex() == 0  # search has them in their order, too


def test_what_is_written_in_the_same_save_is_kept(clerk: Client, meeting: Meeting) -> None:
    answer = send(clerk, admin_url(meeting), **TRADED, **{"speeches-1-summary": "예산 하나"})
    assert answer.status_code == 302, errors(answer)
    assert said(meeting) == [text.replace("예산 1", "예산 하나") for text in FOLLOWED]


def test_speeches_keep_an_order_of_their_own_while_the_items_keep_theirs(
    clerk: Client, meeting: Meeting
) -> None:
    """An item may be taken up again: then its speeches stand in two places."""
    sent = {"speeches-1-order": 5, "speeches-4-order": 2, "agenda-0-title": "내년 예산"}
    answer = send(clerk, admin_url(meeting), **sent)
    assert answer.status_code == 302, errors(answer)
    assert said(meeting) == ["여는 말", "결산 2", "예산 2", "결산 1", "예산 1"]


def test_speeches_follow_an_item_that_gets_another_number_on_its_own_page(
    clerk: Client, meeting: Meeting
) -> None:
    answer = send(clerk, admin_url(meeting.agenda.get(number=1)), number=7)
    assert answer.status_code == 302, errors(answer)
    assert said(meeting) == FOLLOWED


def test_speeches_follow_an_item_back_to_an_older_version(clerk: Client, meeting: Meeting) -> None:
    item = meeting.agenda.get(number=1)
    send(clerk, admin_url(item), number=7)
    first = item.history.order_by("history_id").first()
    clerk.post(f"{admin_url(item, 'history')}{first.history_id}/")
    item.refresh_from_db()
    assert item.number == 1
    assert said(meeting) == ["여는 말", "예산 1", "예산 2", "결산 1", "결산 2"]


def test_a_place_that_is_taken_is_refused_and_nothing_moves(
    clerk: Client, meeting: Meeting
) -> None:
    answer = send(clerk, admin_url(meeting.agenda.get(number=1)), number=2)
    assert answer.status_code == 200
    assert said(meeting)[1] == "예산 1"


def test_an_item_with_speeches_stays_in_its_meeting(clerk: Client, meeting: Meeting) -> None:
    other = calling.meeting(meeting.body, number=2)
    item = meeting.agenda.get(number=1)
    answer = send(clerk, admin_url(item), meeting=other.pk, number=5)
    assert "다른 회의로 옮길 수 없습니다" in errors(answer)
    assert AgendaItem.objects.get(pk=item.pk).meeting == meeting
    meeting.speeches.filter(agenda_item=item).delete()
    answer = send(clerk, admin_url(item), meeting=other.pk, number=5)
    assert answer.status_code == 302, errors(answer)
    assert AgendaItem.objects.get(pk=item.pk).meeting == other


def test_a_new_day_in_the_administration_moves_the_day_of_the_notice(
    clerk: Client, places: Town
) -> None:
    row = calling.meeting(calling.body(places.yeongdeungpo, number=2, notice_days=7), in_days=20)
    send(clerk, admin_url(row), place="강당")
    promise = f"{row.city.slug}/notice/{row.pk}"
    before = Commitment.objects.get(key=promise).due
    send(clerk, admin_url(row), date=calling.meeting(row.body, number=2, in_days=40).date)
    assert Commitment.objects.get(key=promise).due > before
