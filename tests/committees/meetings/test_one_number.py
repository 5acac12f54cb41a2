"""Two people make a meeting with one number at the same moment: one does, the other is told."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from committees.models import Meeting
from committees.services import meetings as services
from committees.views import staff_meetings
from tests.committees.meetings import calling
from tests.personas import browser, town

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("guarded", [True, False])
def test_of_two_at_once_one_is_told(guarded: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    places = town()
    body = calling.body(places.yeongdeungpo, department=places.governance)
    both = threading.Barrier(2)

    def together(*args: Any, **options: Any) -> None:
        both.wait(30)  # the form of each has found the number free by now
        services.add_meeting(*args, **options)

    monkeypatch.setattr(staff_meetings, "add_meeting", together)
    if not guarded:  # the negative control
        monkeypatch.setattr(services, "require_free_number", lambda _meeting: None)
    told: list[Any] = []

    def make(client: Client) -> None:
        try:
            sent = {"number": 7, "date": "2031-05-14", "form": "in_person", "place": "숲마당"}
            told.append(client.post(f"/staff/committees/meetings/new/?body={body.pk}", sent))
        except Exception as error:
            told.append(error)
        finally:
            connection.close()

    clients = [browser(name, places) for name in ("yeongdeungpo_clerk", "supporter")]
    people = [threading.Thread(target=make, args=[client]) for client in clients]
    for one in people:
        one.start()
    for one in people:
        one.join(90)
    assert Meeting.objects.filter(body=body, number=7).count() == 1
    pages = [one.content.decode() for one in told if getattr(one, "status_code", 0) == 200]
    clear = [page for page in pages if "이미 7차 회의가 있습니다" in page and "숲마당" in page]
    assert len(clear) == (1 if guarded else 0)
