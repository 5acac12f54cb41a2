"""The history of a row: who, when, what; and going back is a change like any other."""

import pytest
from django.test import Client

from civicforum.kit.dates import format_datetime
from civicforum.people.models import City
from civicforum.record import services
from civicforum.record.models import Entry
from civicforum.record.states import EntryState
from roundtables.models import Roundtable
from tests import making
from tests.admin.forms import admin_url, send
from tests.personas import PERSONAS, Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def row(places: Town) -> Roundtable:
    saved: Roundtable = making.saved(
        Roundtable(city=places.jeonju, number=1, slug="r", title="첫 제목", slogan="첫 구호")
    )
    return saved


def version_url(row: object, which: str = "first") -> str:
    history = row.history.order_by("history_id")  # type: ignore[attr-defined]
    return f"{admin_url(row, 'history')}{getattr(history, which)().pk}/"


def test_history_shows_who_changed_what(places: Town, row: Roundtable) -> None:
    clerk = browser("jeonju_clerk", places)
    send(clerk, admin_url(row), title="둘째 제목")
    page = clerk.get(admin_url(row, "history")).content.decode()
    for words in ("jeonju_clerk", "첫 제목", "둘째 제목"):
        assert words in page
    assert 'style="' not in page


def test_history_tells_every_move_who_made_it_and_why(places: Town, row: Roundtable) -> None:
    clerk = PERSONAS["jeonju_clerk"](places)
    services.move_entry(row, EntryState.PUBLISHED, actor=clerk)
    services.move_entry(row, EntryState.WITHDRAWN, actor=clerk, reason="장소를 다시 확인")
    page = browser("approver", places).get(admin_url(row, "history")).content.decode()
    moves = page.split('class="module state-changes"')[1]
    for words in ("jeonju_clerk", "장소를 다시 확인", "공개", "철회"):
        assert words in moves
    assert browser("yeongdeungpo_clerk", places).get(admin_url(row, "history")).status_code == 404


def test_history_speaks_the_words_of_the_form(places: Town, row: Roundtable) -> None:
    clerk = browser("superuser", places)
    send(clerk, admin_url(places.jeonju), needs_approval="on")
    page = clerk.get(admin_url(places.jeonju, "history")).content.decode()
    assert "<del>아니요</del> → <ins>예</ins>" in page
    send(clerk, admin_url(row), slogan="")
    assert "<ins>–</ins>" in clerk.get(admin_url(row, "history")).content.decode()


def test_a_version_is_brought_back_through_the_services(places: Town, row: Roundtable) -> None:
    clerk = browser("jeonju_clerk", places)
    send(clerk, admin_url(row), slogan="둘째 구호")
    assert "둘째 구호" in Entry.objects.get(pk=row.pk).text
    page = clerk.get(version_url(row)).content.decode()
    assert "첫 구호" in page
    assert "둘째 구호" in page
    assert clerk.post(version_url(row)).status_code == 302
    stored = Roundtable.objects.get()
    assert stored.slogan == "첫 구호"
    assert "첫 구호" in stored.text  # indexed, as after every service
    latest, first = stored.history.first(), stored.history.last()
    assert latest.history_user.name == "jeonju_clerk"
    said = clerk.get(admin_url(row, "history")).content.decode()
    assert f"{format_datetime(first.history_date)}의 판" in latest.history_change_reason
    assert latest.history_change_reason in said


def test_going_back_moves_no_state(places: Town, row: Roundtable) -> None:
    """The old version was public; bringing it back must not publish anything."""
    services.move_entry(row, EntryState.PUBLISHED)
    services.save_row(row)
    services.move_entry(row, EntryState.WITHDRAWN)
    assert row.history.first().state == EntryState.PUBLISHED
    clerk = browser("jeonju_clerk", places)
    assert clerk.post(version_url(row, "last")).status_code == 302
    stored = Entry.objects.get(pk=row.pk)
    assert (stored.state, stored.is_public) == (EntryState.WITHDRAWN, False)


def test_going_back_does_not_switch_off_the_citys_checks(places: Town) -> None:
    city = places.jeonju
    city.needs_approval = city.masks_winner_names = True
    services.save_row(city)
    clerk = browser("jeonju_clerk", places)
    assert clerk.post(version_url(city)).status_code == 302
    stored = City.objects.get(pk=city.pk)
    assert (stored.needs_approval, stored.masks_winner_names) == (True, False)


def test_who_only_looks_does_not_bring_back(places: Town, row: Roundtable) -> None:
    approver: Client = browser("approver", places)
    page = approver.get(version_url(row))
    assert page.status_code == 200
    assert 'method="post"' not in page.content.decode().split('id="content-main"')[1]
    assert approver.post(version_url(row)).status_code == 404


def test_a_refusal_is_said_and_nothing_changes(places: Town, row: Roundtable) -> None:
    clerk = browser("jeonju_clerk", places)
    send(clerk, admin_url(row), slug="second")
    making.saved(Roundtable(city=places.jeonju, number=2, slug="r", title="같은 주소"))
    response = clerk.post(version_url(row), follow=True)
    assert [message.level_tag for message in response.context["messages"]][-1] == "error"
    row.refresh_from_db()
    assert row.slug == "second"


def test_a_version_of_another_row_is_not_found(places: Town, row: Roundtable) -> None:
    other = making.saved(Roundtable(city=places.yeongdeungpo, number=2, slug="o", title="남의 것"))
    clerk = browser("jeonju_clerk", places)
    foreign = other.history.first().pk
    assert clerk.get(f"{admin_url(row, 'history')}{foreign}/").status_code == 404
    assert clerk.get(f"{admin_url(row, 'history')}x/").status_code == 404
