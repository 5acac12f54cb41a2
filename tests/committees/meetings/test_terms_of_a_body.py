"""Staff enter who holds the seats of a body on one page."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from committees.models import Body, Seat, Tenure
from tests import making
from tests import minutes_on_their_way as way
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def body(places: Town) -> Body:
    return way.body(places.yeongdeungpo, places.governance)


@pytest.fixture
def supporter(places: Town) -> Client:
    return browser("supporter", places)


def at(body: Body) -> str:
    return f"/staff/committees/bodies/{body.pk}/terms/"


def shown(client: Client, address: str) -> dict[str, Any]:
    """What a browser sends of the page as it is shown."""
    sent: dict[str, str] = {}
    for form in client.get(address).context["forms"]:
        for field in form:
            value = field.value() or ""
            sent |= {field.html_name: str(value), field.html_initial_name: str(value)}
    return sent


def test_all_seats_are_filled_at_once(supporter: Client, body: Body) -> None:
    seats = list(body.seats.order_by("order"))
    data = shown(supporter, at(body))
    for seat, name in zip(seats, ("남궁보람", "황보하늘"), strict=False):
        ref = f"seat-{seat.pk}"
        data |= {f"{ref}-name": name, f"{ref}-starts_on": "2026-01-01"}
    data[f"seat-{seats[0].pk}-email"] = "Boram@example.org"
    assert supporter.post(at(body), data).status_code == 302
    first, second = Tenure.objects.order_by("seat__order")
    assert first.account
    assert (first.name, first.account.email) == ("남궁보람", "boram@example.org")
    assert (second.account, second.history.get().history_user.email) == (
        None, "supporter@example.org"
    )  # fmt: skip
    page = supporter.get(at(body)).content.decode()
    assert 'value="boram@example.org"' in page
    # A last day ends a term, and then there is a line for the next who holds the seat.
    data = shown(supporter, at(body)) | {f"term-{first.pk}-ends_on": "2099-12-31"}
    supporter.post(at(body), data)
    first.refresh_from_db()
    assert (str(first.ends_on), first.account.email) == ("2099-12-31", "boram@example.org")
    assert f"seat-{seats[0].pk}-name" in shown(supporter, at(body))


def test_only_what_was_typed_is_written(supporter: Client, body: Body) -> None:
    tenure, *_others = way.members(body)
    data = shown(supporter, at(body))
    making.saved(Tenure.objects.get(pk=tenure.pk))
    Tenure.objects.filter(pk=tenure.pk).update(name="새이름")
    supporter.post(at(body), data | {f"term-{tenure.pk}-ends_on": "2099-01-31"})
    tenure.refresh_from_db()
    assert (tenure.name, str(tenure.ends_on)) == ("새이름", "2099-01-31")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"starts_on": ""}, "starts_on"),
        ({"starts_on": "2026-02-31"}, "starts_on"),
        ({"ends_on": "2025-12-31"}, "ends_on"),
        ({"email": "아닙니다"}, "email"),
    ],
)
def test_a_mistake_is_said_beside_the_line_and_nothing_is_stored(
    supporter: Client, body: Body, wrong: dict[str, str], field: str
) -> None:
    first, second, _third = body.seats.order_by("order")
    right = {"name": "남궁보람", "starts_on": "2026-01-01", "ends_on": "", "email": ""}
    data = shown(supporter, at(body))
    data |= {f"seat-{first.pk}-{name}": value for name, value in right.items()}
    data |= {f"seat-{second.pk}-{name}": value for name, value in {**right, **wrong}.items()}
    page = supporter.post(at(body), data)
    assert page.status_code == 200
    form = next(one for one in page.context["forms"] if one.line.seat == second)
    assert list(form.errors) == [field]
    assert 'value="남궁보람"' in page.content.decode()
    assert not Tenure.objects.exists()


def test_two_at_once_are_told(supporter: Client, body: Body) -> None:
    seat = body.seats.get(order=1)
    new = {f"seat-{seat.pk}-name": "황보하늘", f"seat-{seat.pk}-starts_on": "2026-01-01"}
    data = shown(supporter, at(body)) | new
    assert supporter.post(at(body), data).status_code == 302
    page = supporter.post(at(body), data)
    assert page.context["forms"].problem
    assert Tenure.objects.count() == 1


def test_the_way_there_from_the_round_that_would_reach_nobody(
    supporter: Client, body: Body
) -> None:
    meeting = way.draft(body)
    page = supporter.get(f"/staff/committees/meetings/{meeting.pk}/circulate/").content.decode()
    address = f"{at(body)}?on={meeting.date.isoformat()}"
    assert address in page
    # Who left since held a seat on that day.
    gone = Tenure(seat=body.seats.get(order=1), name="옛위원", starts_on="2026-01-01")
    gone.ends_on = meeting.date
    making.saved(gone)
    assert "옛위원" in supporter.get(address).content.decode()
    today = supporter.get(at(body)).content.decode()
    assert ("옛위원" in today) == (meeting.date >= timezone.localdate())
    assert supporter.get(f"{at(body)}?on=x").status_code == 200


def test_the_own_departments_bodies_are_listed(places: Town, supporter: Client, body: Body) -> None:
    way.members(body)
    making.body(places.jeonju)
    page = supporter.get("/staff/committees/bodies/")
    assert [(one.pk, one.held, one.seats_in_all) for one in page.context["bodies"]] == [
        (body.pk, 3, 3)
    ]
    assert at(body) in page.content.decode()
    assert "/staff/committees/bodies/" in supporter.get("/staff/").content.decode()
    assert (
        "/staff/committees/bodies/"
        not in browser("approver", places).get("/staff/").content.decode()
    )


def test_the_page_asks_no_more_for_three_terms_than_for_one(
    supporter: Client, body: Body, places: Town
) -> None:
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert supporter.get(address).status_code == 200
        return len(queries)

    making.saved(Tenure(seat=body.seats.get(order=1), name="가", starts_on="2026-01-01"))
    addresses = at(body), "/staff/committees/bodies/"
    for address in addresses:
        cost(address)
    few = [cost(address) for address in addresses]
    for order in (2, 3):
        making.saved(Tenure(seat=body.seats.get(order=order), name="나", starts_on="2026-01-01"))
        making.saved(Seat(body=body, order=order + 5, role="위원"))
        row = Body(city=body.city, department=places.governance, slug=f"b{order}", title="다")
        row.form = Body.Form.SUBCOMMITTEE
        making.saved(row)
    assert [cost(address) for address in addresses] == few


def test_whoever_keeps_panels_is_led_to_their_members(places: Town) -> None:
    door = 'href="/staff/daulmadang/members/"'
    page = browser("jeonju_clerk", places).get("/staff/committees/bodies/").content.decode()
    assert door in page.partition("<main")[2]
