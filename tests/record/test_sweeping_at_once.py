"""Two sweeps at the same moment: a dropped reminder comes back once and is sent once."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from civicforum.record import services
from civicforum.record.models import Message, Notice
from civicforum.record.services import ledger
from civicforum.record.states import NoticeState
from tests import clock, making
from tests.personas import PERSONAS, town

pytestmark = pytest.mark.django_db(transaction=True)

DUE = dt.date(2026, 11, 30)
MORNING = dt.datetime(2026, 11, 30, 1, tzinfo=dt.UTC)


@pytest.fixture
def dropped(monkeypatch: pytest.MonkeyPatch) -> int:
    """A reminder that was not needed when the worker looked, and is again."""
    clock.stop(monkeypatch, MORNING)
    places = town()
    places.jeonju.live_since = DUE
    services.save_row(places.jeonju)
    PERSONAS["jeonju_clerk"](places)
    duty = making.duty(places.jeonju, due=DUE.isoformat())
    (pk,) = services.sweep_reminders(MORNING)
    for done in (DUE.isoformat(), ""):
        duty.done = done
        services.save_row(duty)
        if done:
            services.deliver_message(pk, MORNING)
    assert set(Notice.objects.values_list("state", flat=True)) == {NoticeState.DROPPED}
    assert Message.objects.get().state == NoticeState.DROPPED
    return pk


def sweep_and_send() -> None:
    try:
        for pk in services.sweep_reminders(MORNING):
            services.deliver_message(pk, MORNING)
    finally:
        connection.close()


def test_the_slower_sweep_does_not_bring_back_what_was_sent(
    dropped: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, others = ledger.key_of, [threading.Thread(target=sweep_and_send)]

    def slow(notice: Notice) -> Any:
        if others and threading.current_thread() is threading.main_thread():
            other = others.pop()
            other.start()
            other.join(20)
            assert len(mail.outbox) == 1
        return key(notice)

    monkeypatch.setattr(ledger, "key_of", slow)
    sweep_and_send()
    assert not others
    assert len(mail.outbox) == 1
    assert set(Notice.objects.values_list("state", flat=True)) == {NoticeState.SENT}
    assert Message.objects.get(pk=dropped).state == NoticeState.SENT


def test_many_sweeps_and_workers_send_it_once(dropped: int) -> None:
    threads = [threading.Thread(target=sweep_and_send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(mail.outbox) == 1
    assert set(Notice.objects.values_list("state", flat=True)) == {NoticeState.SENT}
    assert Message.objects.get(pk=dropped).state == NoticeState.SENT
