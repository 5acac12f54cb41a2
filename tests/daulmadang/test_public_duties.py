"""What many panels owe is one line in public; what a panel owes stands on its own page."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.test import Client
from tablib import Dataset

from civicforum.people.models import User
from civicforum.record import version
from civicforum.record.models import Programme
from daulmadang import services
from daulmadang.models import Duty, Panel
from daulmadang.resources import DutySheet
from tests import clock, making

pytestmark = pytest.mark.django_db


@pytest.fixture
def panels() -> list[Panel]:
    city = making.city()
    making.programme(city)
    rows = [making.panel(city, number) for number in (1, 2, 3)]
    for number, panel in enumerate(rows, start=1):
        duty = Duty(
            city=city, panel=panel, year=2027, half=1, type=Duty.Type.INSPECTION,
            title="일제점검", due="2027-05", done="2027-05-20" if number == 1 else "",
        )  # fmt: skip
        services.save_duty(duty)
    version.renew()
    return rows


def test_panels_share_a_line_that_says_how_many_are_done(
    client: Client, panels: list[Panel]
) -> None:
    for path in ("/daulmadang/", "/daulmadang/jeonju/", "/daulmadang/jeonju/calendar/2027/"):
        page = client.get(path).content.decode()
        assert page.count("다울마당 3곳 중 1곳 완료") == 1, path
    page = client.get("/daulmadang/jeonju/calendar/2027/").content.decode()
    details = page.partition('id="panels"')[2].partition("</section>")[0]
    assert [details.count(f'<span lang="ko">택시 {number}<') for number in (1, 2, 3)] == [1, 1, 1]
    assert details.count("<details") == 3


def test_what_is_overdue_is_marked_and_counted(
    client: Client, panels: list[Panel], monkeypatch: pytest.MonkeyPatch
) -> None:
    city = panels[0].city
    city.live_since = dt.date(2026, 1, 1)
    making.saved(city)
    version.renew()
    year, own = "/daulmadang/jeonju/calendar/2027/", f"/{panels[1].address}/"
    clock.stop(monkeypatch, clock.at(dt.date(2027, 5, 31)))
    for path in ("/daulmadang/", year, own):
        assert "기한 지남" not in client.get(path).content.decode(), path
    clock.stop(monkeypatch, clock.at(dt.date(2027, 6, 1)))
    version.renew()
    assert "기한 지남 2건" in client.get("/daulmadang/").content.decode()
    page = client.get(year).content.decode()
    assert page.count("기한 지남 2건") == 2  # of the line of panels, and of all of them
    details = page.partition('id="panels"')[2].partition("</section>")[0]
    assert details.count(">기한 지남<") == 2
    duties = client.get(own).content.decode().partition('id="duties"')[2].partition("</section>")[0]
    assert "기한 지남 1건" in duties
    assert ">기한 지남<" in duties
    assert "예정" not in duties
    done = client.get(f"/{panels[0].address}/").content.decode()
    assert "기한 지남" not in done


def test_a_panels_page_lists_its_own_duties(client: Client, panels: list[Panel]) -> None:
    page = client.get(f"/{panels[0].address}/").content.decode()
    own = page.partition('id="duties"')[2].partition("</section>")[0]
    assert own.count("일제점검") == 1
    assert f"/{panels[0].address}/calendar.ics" in own


def test_what_is_called_off_is_told_nowhere(client: Client, panels: list[Panel]) -> None:
    panel = panels[1]
    panel.ended, panel.end, panel.end_reason = "2020-01", Panel.End.CLOSED, "완료"
    services.save_panel(panel)
    version.renew()
    page = client.get("/daulmadang/jeonju/calendar/2027/").content.decode()
    assert "다울마당 2곳 중 1곳 완료" in page
    assert 'id="duties"' not in client.get(f"/{panel.address}/").content.decode()


def test_exports_name_the_panel(panels: list[Panel], capsys: pytest.CaptureFixture[str]) -> None:
    making.duty(panels[0].city, 9, Programme.objects.get())
    call_command("export_record", json=True)
    rows = json.loads(capsys.readouterr().out)["duties"]
    assert sorted(str(row["panel"]) for row in rows) == sorted(
        ["None", *(panel.address for panel in panels)]
    )


def test_exports_leave_out_what_is_called_off(
    panels: list[Panel], capsys: pytest.CaptureFixture[str]
) -> None:
    panel = panels[1]
    making.duty(panel.city, 9, Programme.objects.get(), due="")  # of the city: undated, but owed
    panel.ended, panel.end, panel.end_reason = "2020-01", Panel.End.CLOSED, "완료"
    services.save_panel(panel)
    call_command("export_record", json=True)
    tables = json.loads(capsys.readouterr().out)
    off = Duty.objects.get(panel=panel).key
    for table in ("duties", "commitments"):
        keys = [row["id"] for row in tables[table] if row["kind"] in ("duty", *Duty.Type.values)]
        assert len(keys) == 3
        assert off not in keys


def test_a_sheet_names_the_panel_or_not() -> None:
    city = making.city()
    making.panel(city)
    sheet = DutySheet(User.objects.create_superuser("root@example.org", name="root"))
    header = ["식별자", "도시", "연도", "구분", "제목", "기한", "완료"]
    row = ["", "전주시", "2027", "운영실태 일제점검", "점검", "2027-05", ""]
    own = Dataset([*row, "택시 1"], headers=[*header, "다울마당"])
    for _ in range(2):
        for data in (own, Dataset(row, headers=header)):
            assert not sheet.import_data(data, raise_errors=True).has_validation_errors()
    assert sorted(str(duty.panel) for duty in Duty.objects.all()) == ["None", "택시 1"]
    assert Duty.objects.get(panel__isnull=False).department
