"""A panel that moves to another department: what the former one answered stays with it."""

import pytest
from django.test import Client

from civicforum.people.models import User
from civicforum.people.roles import Role
from daulmadang import services
from daulmadang.models import InspectionSheet, Panel
from daulmadang.reports.round_paper import paper_of
from daulmadang.reports.rounds import lines_of, progress, sheets_of
from tests import clock, making
from tests.daulmadang.inspecting import (
    OPENED,
    Inspected,
    accepted,
    inspected,
    returned,
    submitted,
)
from tests.daulmadang.test_sheets import LATER
from tests.personas import BACKEND, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Inspected:
    clock.stop(monkeypatch, clock.at(OPENED))
    return inspected(1)


@pytest.fixture
def welfare(place: Inspected) -> User:
    return person("welfare", Role.DEPARTMENT_OFFICER, place.city, place.welfare)


def moved(place: Inspected, **fields: str) -> Panel:
    """The panel, now of the other department."""
    panel = Panel.objects.get(pk=place.panels[0].pk)
    panel.department = place.welfare
    for name, value in fields.items():
        setattr(panel, name, value)
    services.save_panel(panel)
    return panel


def status(user: User, sheet: InspectionSheet) -> int:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client.get(f"/staff/daulmadang/sheets/{sheet.pk}/").status_code


def test_an_open_sheet_goes_along(place: Inspected, welfare: User) -> None:
    sheet = place.sheet(place.round())
    moved(place)
    assert (status(place.officer, sheet), status(welfare, sheet)) == (404, 200)
    assert place.sheet(sheet.round).duty.department == place.welfare


def test_an_accepted_one_stays_with_whoever_answered(place: Inspected, welfare: User) -> None:
    sheet = submitted(place.sheet(place.round()), place.officer)
    accepted(sheet, place.clerk)
    moved(place, title="새 이름 다울마당")
    duty = place.sheet(sheet.round).duty
    services.save_duty(duty, actor=place.clerk, reason="오타")
    assert (status(place.officer, sheet), status(welfare, sheet)) == (200, 404)
    assert not sheets_of(sheet.round, welfare)
    lines = lines_of(sheet.round, sheets_of(sheet.round, place.clerk), OPENED)
    assert [one.department for one in progress(lines)] == [place.transport]
    assert [(line.department, line.title) for line in lines] == [("시민교통과", "택시 1")]
    paper = str(paper_of(sheet.round, sheets_of(sheet.round, place.clerk), OPENED, place.clerk))
    assert "택시 1 (시민교통과)" in paper
    assert "새 이름" not in paper


def test_a_returned_one_is_owed_where_the_panel_is(place: Inspected, welfare: User) -> None:
    sheet = submitted(place.sheet(place.round()), place.officer)
    moved(place)
    assert (status(place.officer, sheet), status(welfare, sheet)) == (200, 404)
    returned(place.sheet(sheet.round), "날짜를 적어 주세요.", LATER, place.clerk)
    assert (status(place.officer, sheet), status(welfare, sheet)) == (404, 200)


def test_a_merger_names_what_is_public_or_in_reach(place: Inspected) -> None:
    sheet = place.sheet(place.round())
    own, draft, public = (
        making.panel(place.city, number, founded="2025-01-01") for number in (5, 6, 7)
    )
    for panel, office in ((own, place.transport), (draft, place.welfare), (public, place.welfare)):
        panel.department = office
        making.saved(panel)
        Panel.objects.filter(pk=panel.pk).update(is_public=panel is public)
    path, client = f"/staff/daulmadang/sheets/{sheet.pk}/", Client()
    client.force_login(place.officer, backend=BACKEND)
    answer = client.get(path)
    offered = answer.context["form"].fields["merge_into"].queryset
    assert set(offered) == {own, public}
    assert draft.title not in answer.content.decode()
    sent = {"do": "save", "plan": "merge", "merge_into": draft.pk}
    assert "merge_into" in client.post(path, sent).context["form"].errors
