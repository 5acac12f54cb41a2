"""Two sweeps at the same moment: a dropped reminder comes back once and is sent once."""

import datetime as dt
import threading
import time
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.db.models import Q

from civicforum.people.models import City
from civicforum.record import services
from civicforum.record.models import Message, Notice
from civicforum.record.services import ledger, messages
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


@pytest.fixture
def waiting(dropped: int) -> int:
    """The message again, waiting to be sent."""
    return services.sweep_reminders(MORNING)[0]


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing the letter takes so long that the other workers come meanwhile."""
    write = messages.letter_of

    def slow(*arguments: Any) -> Any:
        time.sleep(0.5)
        return write(*arguments)

    monkeypatch.setattr(messages, "letter_of", slow)


def deliver_at_once(pk: int, workers: int = 5) -> int:
    """Let many workers deliver one message at the same time; return how many mails went out."""
    start = threading.Barrier(workers)

    def work() -> None:
        try:
            start.wait(10)
            services.deliver_message(pk, MORNING)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return len(mail.outbox)


@pytest.mark.usefixtures("slowly")
def test_of_many_workers_one_sends(waiting: int) -> None:
    assert deliver_at_once(waiting) == 1
    assert Message.objects.get(pk=waiting).attempts == 1


@pytest.mark.usefixtures("slowly")
def test_without_the_guarded_claim_it_is_sent_again_and_again(
    waiting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: what the test above would see if nothing were guarded."""
    monkeypatch.setattr(messages, "_claimable", lambda _now: Q())
    monkeypatch.setattr(messages, "_held", lambda one: Message.objects.filter(pk=one.pk))
    assert deliver_at_once(waiting) > 1


def test_a_worker_whose_claim_was_taken_away_sends_nothing(
    waiting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stood still for so long that a sweep let another worker have the message."""
    needed = messages._needed

    def stand_still(message: Message, now: dt.datetime) -> Any:
        found = needed(message, now)
        if message.attempts == 1:
            later = MORNING + dt.timedelta(minutes=2)
            assert services.sweep_reminders(later) == [waiting]
            services.deliver_message(waiting, later)
        return found

    monkeypatch.setattr(messages, "_needed", stand_still)
    services.deliver_message(waiting, MORNING)
    assert len(mail.outbox) == 1
    assert Message.objects.get(pk=waiting).attempts == 2


def test_many_sweeps_at_once_make_one_digest_and_write_each_notice_once(dropped: int) -> None:
    city = City.objects.get(slug="jeonju")
    for number in range(2, 12):
        making.duty(city, number, due=DUE.isoformat())
    threads = [threading.Thread(target=sweep_and_send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    told = list(Notice.objects.filter(state=NoticeState.SENT).values_list("commitment", "moment"))
    assert told
    assert len(told) == len(set(told))
    assert len(mail.outbox) == Message.objects.filter(state=NoticeState.SENT).count() == 1
