"""A mail that came back, as a mail server reports it, reaches the clerk."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civicforum.people.models import Leave, User
from civicforum.people.roles import Role
from civicforum.record.digest import lines_of
from civicforum.record.models import Message, Notice
from civicforum.record.reminders import lost_notice, news_of, rule_of
from civicforum.record.services import ledger
from civicforum.record.states import NoticeState
from tests import clock, making, reminding
from tests.clock import at
from tests.personas import Town, person, town

pytestmark = pytest.mark.django_db

DUE = dt.date(2026, 11, 30)
REPORT = """\
From: MAILER-DAEMON@mx.example.org
To: civicforum@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Mon, 30 Nov 2026 10:00:00 +0900

Final-Recipient: rfc822; officer@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: {kind}

Received: from somewhere
Message-ID: {message_id}
Subject: x

body
--b--
"""


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> Town:
    clock.stop(monkeypatch, at(DUE, 9))
    places = town()
    places.jeonju.live_since = dt.date(2026, 11, 1)
    making.saved(places.jeonju)
    return places


@pytest.fixture
def officer(places: Town) -> User:
    return person("officer", Role.DEPARTMENT_OFFICER, places.jeonju, places.transport)


@pytest.fixture
def sent(places: Town, officer: User, monkeypatch: pytest.MonkeyPatch) -> mail.EmailMessage:
    """The officer's digest of the day."""
    making.duty(places.jeonju, 1, due=DUE.isoformat(), department=places.transport)
    making.duty(places.jeonju, 2, due=DUE.isoformat(), department=places.transport)
    (letter,) = reminding.work(monkeypatch, at(DUE))
    return letter


def message_id(letter: mail.EmailMessage) -> str:
    return str(letter.extra_headers["Message-ID"])


def take(monkeypatch: pytest.MonkeyPatch, report: str) -> str:
    out = io.StringIO()
    standard_input: Any = io.TextIOWrapper(io.BytesIO(report.encode()))
    monkeypatch.setattr("sys.stdin", standard_input)
    call_command("take_bounce", stdout=out)
    return out.getvalue()


def report(sent: mail.EmailMessage, action: str = "failed", kind: str = "message/rfc822") -> str:
    return REPORT.format(action=action, kind=kind, message_id=message_id(sent))


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_it_is_marked_and_the_clerk_hears_of_it(
    places: Town, sent: mail.EmailMessage, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    person("clerk", Role.CITY_CLERK, places.jeonju)
    assert "came back" in take(monkeypatch, report(sent, kind=kind))
    assert "known" in take(monkeypatch, report(sent, kind=kind))
    message = Message.objects.get()
    assert (message.state, message.problem) == (NoticeState.BOUNCED, "5.1.1")
    assert set(message.notices.values_list("state", flat=True)) == {NoticeState.BOUNCED}
    (letter,) = reminding.work(monkeypatch, at(DUE, 11))
    assert letter.to == ["clerk@example.org"]
    assert letter.body.count("받지 못한 사람: officer") == 2
    assert reminding.work(monkeypatch, at(DUE, 12)) == []


def test_news_of_many_duties_costs_no_more_than_of_one(
    places: Town, sent: mail.EmailMessage, monkeypatch: pytest.MonkeyPatch
) -> None:
    person("clerk", Role.CITY_CLERK, places.jeonju)
    take(monkeypatch, report(sent))

    def cost() -> int:
        news = Notice.objects.filter(moment__endswith=" lost")
        notices = list(news.select_related("commitment__city", "commitment__department"))
        with CaptureQueriesContext(connection) as queries:
            assert len(ledger.still_called_for(notices, DUE)) == len(notices)
            assert len(lines_of(notices)) == len(notices)
        return len(queries)

    two = cost()
    Notice.objects.filter(commitment__key="duty-2", moment__endswith=" lost").delete()
    assert cost() == two


def test_the_clerks_own_mail_calls_for_no_more(
    places: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    person("clerk", Role.CITY_CLERK, places.jeonju)
    making.duty(places.jeonju, due=DUE.isoformat())
    (letter,) = reminding.work(monkeypatch, at(DUE))
    take(monkeypatch, report(letter))
    assert reminding.work(monkeypatch, at(DUE, 11)) == []
    assert not Notice.objects.filter(moment__endswith=" lost").exists()


def test_a_delay_is_no_failure(sent: mail.EmailMessage, monkeypatch: pytest.MonkeyPatch) -> None:
    take(monkeypatch, report(sent, action="delayed"))
    assert Message.objects.get().state == NoticeState.SENT


def test_once_the_duty_is_done_the_clerk_is_not_bothered(
    places: Town, sent: mail.EmailMessage, monkeypatch: pytest.MonkeyPatch
) -> None:
    person("clerk", Role.CITY_CLERK, places.jeonju)
    take(monkeypatch, report(sent))
    for notice in Notice.objects.all():
        notice.commitment.done = DUE.isoformat()
        making.saved(notice.commitment)
    assert reminding.work(monkeypatch, at(DUE, 11)) == []


def test_what_is_no_report_on_a_mail_of_ours_is_refused(
    sent: mail.EmailMessage, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = Message.objects.get().pk
    made_up = f"<civicforum.{pk}.{'0' * 20}@example.org>"
    quoted = report(sent).replace("Message-ID", "X-Quoted")
    for wrong in (
        "", "no mail at all", quoted, report(sent).replace(message_id(sent), made_up),
        "Content-Type: text/plain\n\n" + message_id(sent),
    ):  # fmt: skip
        with pytest.raises(CommandError) as refused:
            take(monkeypatch, wrong)
        assert refused.value.returncode == 2
    assert Message.objects.get().state == NoticeState.SENT


def test_the_longest_name_of_such_news_fits_into_the_ledger() -> None:
    moment = news_of("2026-11-30 D+1000", 10_000_000_000)
    assert len(moment) <= 30
    assert (lost_notice(moment), rule_of(moment)) == (10_000_000_000, "D+1000")
    assert lost_notice("2026-11-30 D+1000") is None


class TestEachIsToldOnce:
    @pytest.fixture
    def letters(
        self, places: Town, officer: User, monkeypatch: pytest.MonkeyPatch
    ) -> list[mail.EmailMessage]:
        """The same reminder to two officers."""
        person("second", Role.DEPARTMENT_OFFICER, places.jeonju, places.transport)
        person("clerk", Role.CITY_CLERK, places.jeonju)
        making.duty(places.jeonju, due=DUE.isoformat(), department=places.transport)
        return sorted(reminding.work(monkeypatch, at(DUE)), key=lambda one: one.to)

    def test_the_second_that_comes_back_later_is_news_of_its_own(
        self, letters: list[mail.EmailMessage], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        heard = []
        for days, letter in enumerate(letters, start=1):
            take(monkeypatch, report(letter))
            (news,) = reminding.work(monkeypatch, at(DUE + dt.timedelta(days=days), 11))
            heard.append((news.to, news.body.count("받지 못한 사람"), officers_in(news)))
        assert heard == [
            (["clerk@example.org"], 1, ["officer"]),
            (["clerk@example.org"], 1, ["second"]),
        ]

    def test_both_that_come_back_at_once_are_one_line(
        self, letters: list[mail.EmailMessage], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for letter in letters:
            take(monkeypatch, report(letter))
        (news,) = reminding.work(monkeypatch, at(DUE, 11))
        assert "받지 못한 사람: officer, second" in news.body

    def test_what_waits_for_a_clerk_who_goes_away_is_told_to_the_deputy(
        self, places: Town, letters: list[mail.EmailMessage], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        take(monkeypatch, report(letters[0]))
        deputy = person("deputy", Role.APPROVER, places.jeonju)
        next_day = DUE + dt.timedelta(days=1)
        leave = Leave(user=User.objects.get(name="clerk"), deputy=deputy,
                      starts_on=next_day, ends_on=next_day)  # fmt: skip
        making.saved(leave)
        told = [
            (letter.to, officers_in(letter))
            for hour in (9, 10, 11)
            for letter in reminding.work(monkeypatch, at(next_day, hour))
        ]
        assert told == [([deputy.email], ["officer"])]
        day_after = next_day + dt.timedelta(days=1)
        assert reminding.work(monkeypatch, at(day_after)) == []  # the clerk is back


def officers_in(news: mail.EmailMessage) -> list[str]:
    return [name for name in ("officer", "second") if name in news.body]
