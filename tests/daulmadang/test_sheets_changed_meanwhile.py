"""Two people at one sheet: nobody overwrites or accepts what he never read."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from civicforum.people.models import User
from civicforum.people.roles import Role
from civicforum.record.errors import ChangedMeanwhile
from daulmadang.models import InspectionSheet
from daulmadang.reports.sheets import edition_of
from daulmadang.services import sheets as services
from daulmadang.services.rounds import change_as_of
from tests import clock
from tests.daulmadang.inspecting import ANSWER, OPENED, Inspected, inspected, returned, submitted
from tests.personas import BACKEND, person

pytestmark = pytest.mark.django_db
LATER = dt.date(2026, 7, 31)


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Inspected:
    clock.stop(monkeypatch, clock.at(OPENED))
    return inspected()


@pytest.fixture
def sheet(place: Inspected) -> InspectionSheet:
    return place.sheet(place.round())


def at(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def url(sheet: InspectionSheet) -> str:
    return f"/staff/daulmadang/sheets/{sheet.pk}/"


def opened(client: Client, sheet: InspectionSheet) -> dict[str, Any]:
    """What the page sends when nothing is typed."""
    form = client.get(url(sheet)).context["form"]
    return {name: value or "" for name, value in form.initial.items()}


@pytest.fixture
def both(place: Inspected) -> tuple[Client, Client]:
    second = person("second", Role.DEPARTMENT_OFFICER, place.city, place.transport)
    return at(place.officer), at(second)


def test_each_writes_only_what_he_changed(
    sheet: InspectionSheet, both: tuple[Client, Client]
) -> None:
    one, other = both
    first, second = opened(one, sheet), opened(other, sheet)
    one.post(url(sheet), first | {"do": "save", "results": "노선 반영"})
    answer = other.post(url(sheet), second | {"do": "save", "difficulties": "예산 부족"})
    assert answer.status_code == 302
    sheet.refresh_from_db()
    assert (sheet.results, sheet.difficulties) == ("노선 반영", "예산 부족")


def test_a_stale_save_is_refused_with_both_texts(
    sheet: InspectionSheet, both: tuple[Client, Client]
) -> None:
    one, other = both
    first, second = opened(one, sheet), opened(other, sheet)
    one.post(url(sheet), first | {"do": "save", "results": "노선 반영"})
    answer = other.post(url(sheet), second | {"do": "save", "results": "요금 인하"})
    page = answer.content.decode()
    assert "노선 반영" in page
    assert "요금 인하" in page
    assert set(answer.context["form"].errors) == {"results"}
    sheet.refresh_from_db()
    assert sheet.results == "노선 반영"
    again = {name: answer.context["form"][name].value() or "" for name in second}
    other.post(url(sheet), again | {"do": "save"})  # having read both
    sheet.refresh_from_db()
    assert sheet.results == "요금 인하"


def test_so_is_what_is_saved_as_it_is_typed(
    sheet: InspectionSheet, both: tuple[Client, Client]
) -> None:
    one, other = both
    first, second = opened(one, sheet), opened(other, sheet)
    save = f"{url(sheet)}save/"
    stored = one.post(save, {"results": "노선 반영", "seen": first["seen"]})
    refused = other.post(save, {"results": "요금 인하", "seen": second["seen"]})
    assert (stored.status_code, refused.status_code) == (200, 409)
    theirs = refused.json()["others"]["results"]
    assert (theirs["said"], theirs["value"]) == ("노선 반영", "노선 반영")
    seen = json.loads(second["seen"]) | {"results": theirs["mark"]}
    kept = other.post(save, {"results": "요금 인하", "seen": json.dumps(seen)})
    assert kept.status_code == 200
    # The one goes on from the mark of what was stored, which is not there any more.
    seen = json.loads(first["seen"]) | stored.json()["seen"]
    more = one.post(save, {"results": "노선 반영과 증차", "seen": json.dumps(seen)})
    assert more.json()["others"]["results"]["said"] == "요금 인하"


def test_a_save_whose_receipt_was_lost_is_sent_again(
    sheet: InspectionSheet, both: tuple[Client, Client]
) -> None:
    one = both[0]
    sent = {"results": "노선 반영", "seen": opened(one, sheet)["seen"]}
    for _ in range(2):
        assert one.post(f"{url(sheet)}save/", sent).status_code == 200


def test_who_could_not_submit_goes_on_from_what_was_saved(
    sheet: InspectionSheet, both: tuple[Client, Client]
) -> None:
    one = both[0]
    sent = opened(one, sheet) | {"results": "노선 반영", "do": "submit"}
    form = one.post(url(sheet), sent).context["form"]
    again = {name: form[name].value() or "" for name in sent if name != "do"}
    answer = one.post(url(sheet), again | {"results": "노선 반영과 증차", "do": "save"})
    assert answer.status_code == 302
    sheet.refresh_from_db()
    assert sheet.results == "노선 반영과 증차"


def test_who_signed_in_meanwhile_sends_nothing_of_the_page_before(
    place: Inspected, sheet: InspectionSheet, both: tuple[Client, Client]
) -> None:
    sent = {"results": "노선 반영"}
    headers = {"X-Writer": str(place.officer.pk)}
    answer = both[1].post(f"{url(sheet)}save/", sent, headers=headers)
    assert answer.status_code == 403
    assert both[0].post(f"{url(sheet)}save/", sent, headers=headers).status_code == 200


def resubmitted(place: Inspected, sheet: InspectionSheet) -> str:
    """Another clerk returns it and the department submits another text; what was read before."""
    submitted(sheet, place.officer)
    read = edition_of(sheet)
    returned(sheet, "날짜를 적어 주세요.", LATER, place.clerk)
    sheet.refresh_from_db()
    services.save_sheet(sheet, {"plan": "close", "plan_reason": "폐지"}, actor=place.officer)
    services.submit(place.sheet(sheet.round), actor=place.officer)
    return read


@pytest.mark.parametrize("do", ["accept", "return"])
def test_nobody_decides_on_what_he_never_read(
    place: Inspected, sheet: InspectionSheet, do: str
) -> None:
    clerk = at(place.clerk)
    read = resubmitted(place, sheet)
    sent = {"do": do, "read": read, "remarks": "더 적어 주세요.", "due": "2026-08-12"}
    answer = clerk.post(url(sheet), sent)
    assert answer.context["acts"][do].non_field_errors()
    stored = place.sheet(sheet.round)
    assert (stored.state, stored.plan) == ("submitted", "close")
    sent["read"] = clerk.get(url(sheet)).context["acts"][do].initial["read"]
    assert clerk.post(url(sheet), sent).status_code == 302
    assert place.sheet(sheet.round).state == {"accept": "accepted", "return": "returned"}[do]


def test_an_as_of_date_changed_meanwhile_is_read_again(
    place: Inspected, sheet: InspectionSheet
) -> None:
    submitted(sheet, place.officer)
    read = edition_of(sheet)
    change_as_of(sheet.round, dt.date(2026, 5, 31), actor=place.clerk)
    with pytest.raises(ChangedMeanwhile):
        services.accept(place.sheet(sheet.round), read, actor=place.clerk)


def test_without_asking_for_the_edition_the_other_text_would_be_accepted(
    place: Inspected, sheet: InspectionSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = resubmitted(place, sheet)
    monkeypatch.setattr(services, "_require_read", lambda held, read: None)
    services.accept(place.sheet(sheet.round), read, actor=place.clerk)
    assert place.sheet(sheet.round).plan == "close" != ANSWER["plan"]
