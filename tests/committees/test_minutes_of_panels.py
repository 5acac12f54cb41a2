"""The minutes of a panel, uploaded by the department: its title and its members are known."""

from pathlib import Path
from typing import Any

import pytest
from celery import current_app

from committees.models import Meeting, Seat
from tests import making
from tests.committees.uploading import FILES, read, sent
from tests.personas import browser, town

pytestmark = pytest.mark.django_db

TEXT = """택시 다울마당 3차 회의록

일시: 2021. 5. 13.(목) 14:00
장소: 시청 4층 회의실
참석자: 위원장 김하나, 위원 박세미, 위원 이두리, 정민수 교통과장
불참자: 위원 최네온

안건
 안건1) 택시 승강장 개선

회의내용
○ 김하나 위원장: 지금부터 회의를 시작하겠습니다.
○ 이두리 위원: 승강장에 의자가 필요합니다.
"""


def test_a_panel_and_its_members_are_known_and_namesakes_asked_for(
    tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    places = town()
    panel = making.panel(places.jeonju)
    panel.title = "택시"
    making.saved(panel)
    chair = making.member(panel, "김하나", is_chair=True)
    one, two, *_namesakes = [
        making.member(panel, name, **more)
        for name, more in (
            ("이두리", {}),
            ("박세미", {}),
            ("최네온", {"affiliation": "가"}),
            ("최네온", {"affiliation": "나"}),
        )
    ]
    client = browser("jeonju_clerk", places)
    file = read(client, panel, TEXT)
    current_app.control.purge()
    page = client.get(f"{FILES}{file.pk}/")
    forms = page.context["forms"]
    assert "other_body" not in forms.facts.fields
    seats = [str(one.seat_id) for one in (chair, two, one)]
    found = [row.seat.value() for row in forms.seats.rows]
    assert found == [*seats, "", ""]  # an officer without a seat, and one of two namesakes

    last = Seat.objects.filter(body=panel).latest("order")
    chosen = {"seat-3": "observer", "seat-4": str(last.pk)}
    assert client.post(f"{FILES}{file.pk}/", sent(page, **chosen)).status_code == 302
    meeting = Meeting.objects.get()
    assert [speech.seat for speech in meeting.speeches.order_by("order")] == [chair.seat, one.seat]
    assert meeting.attendance.get(seat=last).status == "absent"
