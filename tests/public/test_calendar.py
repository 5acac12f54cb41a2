"""The calendar of yearly duties has an address per city and year."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from civicforum.record import services, version
from daulmadang.models import Panel
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_cities() -> None:
    jeonju, iksan = making.city(), making.city("iksan", "익산시")
    making.duty(jeonju, 1, making.programme(jeonju), title="전주시 간담회")
    programme = making.programme(iksan)
    making.duty(iksan, 2, programme, title="익산시 간담회")
    making.duty(iksan, 3, programme, title="익산시 점검", year=2023, due="2023-05")
    version.renew()


def test_a_citys_calendar_holds_its_own_duties_only(client: Client) -> None:
    page = client.get("/daulmadang/jeonju/calendar/2022/").content.decode()
    assert "전주시 간담회" in page
    assert "익산시" not in page
    assert client.get("/daulmadang/jeonju/calendar/2023/").status_code == 404
    assert client.get("/daulmadang/nowhere/calendar/2022/").status_code == 404


def test_the_page_of_all_cities_leads_to_each(client: Client) -> None:
    page = client.get("/daulmadang/").content.decode()
    for path in ("jeonju/calendar/2022", "iksan/calendar/2022", "iksan/calendar/2023"):
        assert f'href="/daulmadang/{path}/"' in page
    own = client.get("/daulmadang/jeonju/").content.decode()
    assert "/daulmadang/iksan/" not in own


def test_no_panel_takes_the_calendars_address() -> None:
    other = making.panel(making.city("gimje", "김제시"))
    panel = Panel(city=other.city, field=other.field, form=other.form, title="달력", purpose="자문")
    panel.slug = "calendar"
    with pytest.raises(ValidationError, match="slug"):
        services.save_row(panel)
    panel.slug = "calendars"
    services.save_row(panel)
