"""A seat that a file's draft brought with it is public once the minutes are, and no earlier."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.core.management import call_command
from django.test import Client

from civicforum.people.roles import Role
from civicforum.record import services, version
from civicforum.record.models import Entry
from civicforum.record.services import reindex
from civicforum.record.states import EntryState
from committees.models import Attendance, Body, Meeting, Seat
from committees.services.withholding import withhold
from tests.committees.minutes.layouts import COUNCIL_TEXT
from tests.committees.uploading import FILES, council, read, sent
from tests.making import saved
from tests.personas import Town, browser, person, town

pytestmark = pytest.mark.django_db

#: A seat that the body had, and one that only the file tells of.
KNOWN, TOLD = "고문", "나무분과 분과장"


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    yield
    current_app.control.purge()


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def body(places: Town) -> Body:
    """A public body with a seat; the subcommittees that the file names are public as well."""
    row = council(places)
    for one in Body.objects.all():
        services.move_entry(one, EntryState.PUBLISHED)
    saved(Seat(body=row, order=1, role=KNOWN))
    return Body.objects.get(pk=row.pk)


@pytest.fixture
def draft(places: Town, body: Body) -> Meeting:
    """The draft that the clerk accepts of the file."""
    client = browser("supporter", places)
    file = read(client, body, COUNCIL_TEXT)
    data = sent(client.get(f"{FILES}{file.pk}/"))
    data |= {name: "new" for name in data if name.startswith("seat-")}
    client.post(f"{FILES}{file.pk}/", data)
    return Meeting.objects.get()


def public(body: Body) -> dict[str, str]:
    """All that an outsider gets of the body and its seats."""
    version.renew()
    places = [
        f"/{body.address}/", f"/en/{body.address}/", f"/{body.address}/feed.xml",
        "/search/?q=나무분과", "/search/?q=분과장", f"/committees/{body.city.slug}/",
    ]  # fmt: skip
    found = {place: Client().get(place).content.decode() for place in places}
    out = io.StringIO()
    call_command("export_record", json=True, stdout=out)
    return found | {"export": out.getvalue(), "text": Entry.objects.get(pk=body.pk).text}


def count(body: Body) -> int:
    """How many seats the list of bodies says there are."""
    page = Client().get(f"/committees/{body.city.slug}/").context["page"]
    return next(row["seat_count"] for row in page if row["address"] == body.address)


def tells_seats(found: dict[str, str], body: Body) -> dict[str, bool]:
    """Which outputs tell the seats that the file brought, by the ones that tell any."""
    page = found[f"/{body.address}/"]
    return {
        "page": "나무분과</span></dt>" in page,
        "export": f"{body.address}/seats/2" in found["export"],
        "text": "분과장" in found["text"],
    }


def test_seats_of_a_draft_are_public_only_with_it(body: Body, draft: Meeting) -> None:
    everywhere = dict.fromkeys(("page", "export", "text"), True)
    nowhere = dict.fromkeys(everywhere, False)
    made = Seat.objects.filter(made_with=draft)
    assert (made.count(), count(body)) == (7, 1)
    found = public(body)
    assert tells_seats(found, body) == nowhere
    assert KNOWN in found[f"/{body.address}/"]
    assert reindex() == 0  # nor does an update bring them out

    services.move_entry(draft, EntryState.PUBLISHED)
    version.renew()
    found = public(body)
    assert tells_seats(found, body) == everywhere
    assert count(body) == 8

    services.move_entry(draft, EntryState.WITHDRAWN)
    assert tells_seats(public(body), body) == nowhere


def test_withheld_minutes_tell_of_no_seats(places: Town, body: Body, draft: Meeting) -> None:
    clerk = person("clerk", Role.CITY_CLERK, places.yeongdeungpo)
    withhold(draft, draft, "정보공개법 제9조 제1항 제5호", actor=clerk)
    services.move_entry(Meeting.objects.get(), EntryState.PUBLISHED)
    assert not any(tells_seats(public(body), body).values())


def test_the_page_says_which_seats_only_minutes_tell(body: Body, draft: Meeting) -> None:
    services.move_entry(draft, EntryState.PUBLISHED)
    version.renew()
    page = Client().get(f"/{body.address}/")
    assert page.context["seats"].of_minutes[0] == TOLD
    assert KNOWN not in page.context["seats"].of_minutes
    assert "회의록이 출처인 자리" in page.content.decode()


def test_other_public_minutes_that_list_a_seat_bring_it_out(body: Body, draft: Meeting) -> None:
    seat = Seat.objects.filter(made_with=draft).earliest("order")
    other = saved(
        Meeting(city=body.city, body=body, number=90, title="90차 회의", date="2026-05-12")
    )
    saved(Attendance(meeting=other, seat=seat, status=Attendance.Status.PRESENT))
    services.move_entry(other, EntryState.PUBLISHED)
    found = public(body)
    assert tells_seats(found, body)["export"]
    assert f"{body.address}/seats/3" not in found["export"]


def test_a_draft_that_goes_takes_its_seats_along(places: Town, body: Body, draft: Meeting) -> None:
    seat = Seat.objects.filter(made_with=draft).earliest("order")
    other = saved(
        Meeting(city=body.city, body=body, number=90, title="90차 회의", date="2026-05-12")
    )
    listed = saved(Attendance(meeting=other, seat=seat))
    client = browser("yeongdeungpo_clerk", places)
    address = f"/admin/committees/meeting/{draft.pk}/delete/"
    client.post(address, {"post": "yes"})
    assert Meeting.objects.filter(pk=draft.pk).exists()  # other minutes list a seat of it
    listed.delete()
    client.post(address, {"post": "yes"})
    assert not Meeting.objects.filter(pk=draft.pk).exists()
    assert [seat.role for seat in body.seats.all()] == [KNOWN]
