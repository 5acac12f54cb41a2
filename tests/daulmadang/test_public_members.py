"""In public stands how many sit on a panel, and the names of those with a basis: nothing else."""

import datetime as dt
import io
import json

import pytest
from django.core.management import call_command
from django.test import Client

from daulmadang.models import Panel
from daulmadang.services.members import release
from tests import making
from tests.personas import Town, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def panel(places: Town) -> Panel:
    row: Panel = making.panel(places.jeonju, asks_balance=True)
    making.member(
        row, "남궁보람", is_chair=True, kind="expert", affiliation="비밀대학교",
        email="boram@example.org", sex="female", age_band="young",
        public_name_basis="2021-01-01 서면 동의", over_limit_reason="비밀 사유",
    )  # fmt: skip
    making.member(row, "독고바람", kind="citizen", affiliation="비밀단체", email="d@example.org")
    making.member(row, "제갈공명", kind="citizen")
    gone = making.member(row, "황보하늘", public_name_basis="동의")
    release(gone, day=dt.date(2022, 1, 1), reason="개인 사정")
    return row


SECRETS = (
    "독고바람", "제갈공명", "황보하늘", "비밀대학교", "비밀단체", "@example.org", "서면 동의",
    "비밀 사유", "개인 사정", "19~34세",
)  # fmt: skip


def test_the_page_counts_by_kind_and_names_whom_it_may(panel: Panel) -> None:
    page = Client().get(panel.get_absolute_url()).content.decode()
    section = page[page.index('id="members"') :]
    assert "3명" in section
    assert "시민 2" in section
    assert "전문가 1" in section
    assert "남궁보람" in section
    assert "위원장" in section


@pytest.mark.parametrize("language", ["", "/en"])
def test_nothing_else_of_them_is_anywhere(panel: Panel, language: str) -> None:
    making.meeting(panel)
    address = panel.get_absolute_url()
    client, told = Client(), []
    for path in (
        address, f"{address}1/", f"{address}1/print/", f"{address}meetings.ics",
        f"{address}feed.xml", f"{address}1/speeches.csv", "/daulmadang/", "/daulmadang/jeonju/",
        "/", "/sitemap.xml", *(f"/search/?q={word}" for word in SECRETS[:4]),
    ):  # fmt: skip
        answer = client.get(f"{language}{path}", follow=True)
        text = answer.content.decode() if not answer.streaming else answer.getvalue().decode()
        told.append(text.replace("?q=", "").replace('value="', "") if "search" in path else text)
    out = io.StringIO()
    call_command("export_record", json=True, stdout=out)
    everything = json.loads(out.getvalue())
    for word in SECRETS:
        assert not any(word in text for text in told[:-4]), word
        assert word not in json.dumps(everything, ensure_ascii=False), word
    assert [row["name"] for row in everything["panel_members"]] == ["남궁보람"]
    for text in told[-4:]:
        assert "panel-1" not in text


def test_a_draft_panel_names_nobody(places: Town) -> None:
    row = making.panel(places.jeonju)
    making.member(row, "남궁보람", public_name_basis="동의")
    Panel.objects.filter(pk=row.pk).update(is_public=False)
    assert Client().get(row.get_absolute_url()).status_code == 404
    out = io.StringIO()
    call_command("export_record", json=True, stdout=out)
    assert "남궁보람" not in out.getvalue()
