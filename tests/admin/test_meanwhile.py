"""Two people at one form: the later one is told, loses nothing, and decides."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from civicforum.people import admin_meanwhile
from civicforum.people.roles import Role
from civicforum.record import services
from civicforum.record.admin_base import RecordAdmin
from committees.models import Body, Seat
from roundtables.models import Roundtable
from tests import making
from tests.admin.forms import admin_url, as_sent, errors, send
from tests.personas import Town, browser, person, town


@pytest.fixture
def places(db: None) -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("jeonju_clerk", places)


@pytest.fixture
def colleague(places: Town) -> Client:
    client = Client()
    user = person("김동료", Role.CITY_CLERK, places.jeonju)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def body(places: Town) -> Body:
    row: Body = making.body(places.jeonju)
    return row


def test_the_later_save_is_refused_and_says_who_was_faster(
    clerk: Client, colleague: Client, body: Body
) -> None:
    opened = as_sent(clerk, admin_url(body))
    assert send(colleague, admin_url(body), title="동료의 제목").status_code == 302
    refused = clerk.post(admin_url(body), opened | {"title": "나의 제목"})
    assert refused.status_code == 200
    assert "김동료" in errors(refused)
    assert f"{body.history.first().history_date.astimezone():%H:%M}" in errors(refused)
    page = refused.content.decode()
    assert "나의 제목" in page  # as it was typed
    assert page.count(admin_url(body)) >= 1  # the way to open it anew
    body.refresh_from_db()
    assert body.title == "동료의 제목"


def test_who_was_told_may_save_over_it(clerk: Client, colleague: Client, body: Body) -> None:
    opened = as_sent(clerk, admin_url(body)) | {"title": "나의 제목"}
    send(colleague, admin_url(body), title="동료의 제목")
    refused = clerk.post(admin_url(body), opened)
    told = str(refused.context["versions_now"])
    assert f'name="_save_anyway" value="{told}"' in refused.content.decode()
    assert clerk.post(admin_url(body), opened).status_code == 200  # not by trying twice
    assert clerk.post(admin_url(body), opened | {"_save_anyway": told}).status_code == 302
    body.refresh_from_db()
    assert body.title == "나의 제목"


def test_leave_to_save_over_one_change_is_no_leave_for_the_next(
    clerk: Client, colleague: Client, body: Body
) -> None:
    opened = as_sent(clerk, admin_url(body)) | {"title": "나의 제목"}
    send(colleague, admin_url(body), title="동료의 제목")
    told = clerk.post(admin_url(body), opened).context["versions_now"]
    send(colleague, admin_url(body), title="동료의 둘째 제목")
    refused = clerk.post(admin_url(body), opened | {"_save_anyway": told})
    assert "김동료" in errors(refused)
    body.refresh_from_db()
    assert body.title == "동료의 둘째 제목"


@pytest.mark.parametrize("deed", ["change", "add", "delete"])
def test_a_row_on_the_page_counts_as_the_page(
    clerk: Client, colleague: Client, body: Body, deed: str
) -> None:
    first = body.seats.get(order=1)
    opened = as_sent(clerk, admin_url(body)) | {"seats-0-role": "나의 직책"}
    if deed == "change":
        send(colleague, admin_url(first), role="동료의 직책")
    elif deed == "add":
        making.saved(Seat(body=body, order=9, role="새 자리"))
    else:
        colleague.post(admin_url(first, "delete"), {"post": "yes"})
    refused = clerk.post(admin_url(body), opened)
    assert refused.status_code == 200
    assert ("김동료" in errors(refused)) == (deed != "add")  # that one was the portal
    assert "나의 직책" in refused.content.decode()
    assert not Seat.objects.filter(role="나의 직책").exists()


def test_a_row_that_is_gone_is_not_saved_over(clerk: Client, colleague: Client, body: Body) -> None:
    opened = as_sent(clerk, admin_url(body)) | {"seats-0-role": "나의 직책"}
    colleague.post(admin_url(body.seats.get(order=1), "delete"), {"post": "yes"})
    told = clerk.post(admin_url(body), opened).context["versions_now"]
    refused = clerk.post(admin_url(body), opened | {"_save_anyway": told})
    assert refused.status_code == 200
    assert "나의 직책" in refused.content.decode()
    assert body.seats.count() == 1


def test_a_row_that_went_elsewhere_is_not_saved_over(clerk: Client, body: Body) -> None:
    opened = as_sent(clerk, admin_url(body)) | {"seats-0-role": "나의 직책"}
    seat = body.seats.get(order=1)
    seat.body, seat.order = making.body(body.city, 2), 9
    making.saved(seat)
    refused = clerk.post(admin_url(body), opened)
    assert refused.status_code == 200
    assert "다른 사람이 이 화면의" in refused.content.decode()
    assert not Seat.objects.filter(role="나의 직책").exists()


@pytest.mark.parametrize("who", ["superuser", "jeonju_clerk", "taxi_officer"])
@pytest.mark.parametrize("deleted", [False, True])
def test_the_key_of_a_row_of_another_page_shows_nothing_of_it(
    places: Town, who: str, deleted: bool
) -> None:
    mine = making.panel(places.jeonju)
    theirs = making.panel(places.yeongdeungpo, 2)
    secret = making.saved(Seat(body=theirs, order=1, role="비밀 위원"))
    key = secret.pk
    if deleted:
        services.delete_row(secret)
    making.saved(Seat(body=mine, order=1, role="우리 위원"))
    client = browser(who, places)
    sent = as_sent(client, admin_url(mine))
    assert "seats-0-id" in sent
    refused = client.post(admin_url(mine), sent | {"seats-0-id": key, "seats-0-role": ""})
    assert refused.status_code == 200
    assert "비밀" not in refused.content.decode()
    assert Seat.history.filter(id=key, body=mine).count() == 0


def test_a_row_that_has_no_history_is_saved_and_guarded(
    clerk: Client, colleague: Client, body: Body
) -> None:
    Body.history.all().delete()
    Seat.history.all().delete()
    opened = as_sent(clerk, admin_url(body))
    page = clerk.get(admin_url(body)).content.decode()
    assert 'name="_opened_at" value="0"' in page
    forgotten = {name: value for name, value in opened.items() if name != "_opened_at"}
    refused = clerk.post(admin_url(body), forgotten)
    assert "내용이 바뀌었습니다" in errors(refused)
    assert 'name="_save_anyway" value="0"' in refused.content.decode()
    assert clerk.post(admin_url(body), opened | {"title": "나의 제목"}).status_code == 302
    assert "jeonju_clerk" in errors(colleague.post(admin_url(body), opened | {"title": "x"}))
    body.refresh_from_db()
    assert body.title == "나의 제목"


def test_typed_rows_stay_beside_their_own_after_a_new_order(
    clerk: Client, colleague: Client, body: Body
) -> None:
    opened = as_sent(clerk, admin_url(body)) | {"seats-0-role": "나의 직책"}
    assert (
        send(colleague, admin_url(body), **{"seats-0-order": 2, "seats-1-order": 1}).status_code
        == 302
    )
    refused = clerk.post(admin_url(body), opened)
    shown = next(iter(refused.context["inline_admin_formsets"]))
    assert [row.form["role"].value() for row in shown if row.original] == ["나의 직책", "부분과장"]
    seats = [*body.seats.order_by("pk")]
    assert [row.original for row in shown if row.original] == seats


def test_a_save_after_a_refusal_for_another_reason_still_knows(
    clerk: Client, colleague: Client, body: Body
) -> None:
    opened = as_sent(clerk, admin_url(body)) | {"title": ""}
    page = clerk.post(admin_url(body), opened)
    assert f'name="_opened_at" value="{opened["_opened_at"]}"' in page.content.decode()
    assert "_save_anyway" not in page.content.decode()


def test_who_saves_alone_is_not_disturbed(clerk: Client, body: Body) -> None:
    for title in ("첫째", "둘째"):
        assert send(clerk, admin_url(body), title=title).status_code == 302


def test_a_form_that_does_not_say_what_it_was_opened_with_is_refused(
    clerk: Client, body: Body
) -> None:
    sent = as_sent(clerk, admin_url(body)) | {"title": "x"}
    sent.pop("_opened_at")
    assert clerk.post(admin_url(body), sent).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("held", [True, False])
def test_of_two_at_the_same_moment_one_wins(held: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the hold, both would look before either has written."""
    places = town()
    row = making.saved(Roundtable(city=places.jeonju, number=1, slug="r", title="처음"))
    clients = [browser("jeonju_clerk", places), browser("superuser", places)]
    forms = [as_sent(client, admin_url(row)) for client in clients]
    looked = Barrier(2)
    refuse = admin_meanwhile.Page.refuse_if_changed

    def look_together(page: Any, request: Any) -> None:
        refuse(page, request)
        if not held:
            looked.wait(timeout=20)

    monkeypatch.setattr(admin_meanwhile.Page, "refuse_if_changed", look_together)
    if not held:
        monkeypatch.setattr(RecordAdmin, "hold", lambda admin, page: None)
    start = Barrier(2)

    def save(number: int) -> int:
        start.wait(timeout=20)
        try:
            return (
                clients[number]
                .post(admin_url(row), forms[number] | {"title": f"{number}"})
                .status_code
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        codes = sorted(pool.map(save, range(2)))
    assert codes == ([200, 302] if held else [302, 302])
