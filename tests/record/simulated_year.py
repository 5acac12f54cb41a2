"""A year of duties, swept day by day, and an oracle that knows nothing of the portal's code.

The oracle is written from the rule's words alone: it counts days with its own calendar.
"""

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass

import pytest
from django.core import mail

from civicforum.people.models import City, Department, Leave, RoleGrant, User
from civicforum.people.roles import Role
from civicforum.record.models import Commitment, Notice
from civicforum.record.states import NoticeState
from daulmadang.models import Duty
from tests import clock, making, reminding
from tests.clock import at

#: The closed days of 2027 besides the weekends, as the government's calendar has them.
CLOSED = {
    dt.date(2027, month, day)
    for month, day in (
        (1, 1), (2, 8), (2, 9), (3, 1), (5, 3), (5, 5), (5, 13), (7, 19), (8, 16), (9, 14),
        (9, 15), (9, 16), (10, 4), (10, 11), (12, 27),
    )
}  # fmt: skip
FIRST, LAST = dt.date(2027, 1, 1), dt.date(2027, 12, 31)


@dataclass
class Made:
    """A duty as the oracle knows it: whose, when due, when done, what it is about."""

    pk: int
    office: int
    due: dt.date
    done: dt.date | None
    topic: str
    #: Since when it falls due then: of what was made or opened again afterwards, a later day.
    since: dt.date | None = None


def is_open(day: dt.date) -> bool:
    """Whether the office is open."""
    return day.weekday() < 5 and day not in CLOSED


def brought_forward(day: dt.date) -> dt.date:
    """The day, or the last open one before."""
    return day if is_open(day) else brought_forward(day - dt.timedelta(days=1))


def days_told(duty: Made) -> dict[str, dt.date]:
    """By the words of the rule: on which day each of its reminders comes."""
    found = (
        {}
        if duty.since
        else {
            "D-14": brought_forward(duty.due - dt.timedelta(days=14)),
            "D-7": brought_forward(duty.due - dt.timedelta(days=7)),
            "D-1": brought_forward(duty.due - dt.timedelta(days=1)),
            "D-day": brought_forward(duty.due),
        }
    )
    day, passed = duty.since or duty.due, 0
    while day < LAST:
        day += dt.timedelta(days=1)
        passed += is_open(day)
        if is_open(day) and passed % 3 == 0:
            found[f"D+{passed}"] = day
    return {
        rule: day
        for rule, day in found.items()
        if FIRST <= day <= LAST and (duty.done is None or day < duty.done)
    }


class Year:
    """A city with panels in departments, whose officers are away now and then."""

    def __init__(self, panels: int, departments: int, seed: int) -> None:
        """Make all of it; each panel has five duties."""
        self.chance = random.Random(seed)  # noqa: S311
        self.city: City = making.city(live_since=FIRST)
        self.users: dict[tuple[str, int], str] = {}
        self.offices = [self._department(n) for n in range(departments)]
        self.clerk = self._person("clerk", Role.CITY_CLERK, None)
        self.away: dict[str, list[tuple[dt.date, dt.date, str]]] = {}
        self._leaves()
        self.duties = [duty for n in range(panels) for duty in self._duties(n, departments)]

    def _person(self, name: str, role: Role, office: Department | None) -> str:
        user = User.objects.create_user(f"{name}@example.org", name=name)
        RoleGrant.objects.create(
            user=user, role=role, city=self.city, department=office, starts_on=FIRST
        )
        return name

    def _department(self, n: int) -> Department:
        office = making.department(self.city, f"office-{n}", f"부서 {n}")
        if n % 10 != 9:  # every tenth has nobody
            self.users["officer", n] = self._person(f"o{n}", Role.DEPARTMENT_OFFICER, office)
        if n % 2:
            self.users["lead", n] = self._person(f"l{n}", Role.TEAM_LEAD, office)
        if n % 3 == 0:
            self.users["head", n] = self._person(f"h{n}", Role.DEPARTMENT_HEAD, office)
        return office

    def _leaves(self) -> None:
        """Every third officer is away for three weeks, and the team lead stands in, or nobody."""
        for n in range(0, len(self.offices), 3):
            name, deputy = self.users.get(("officer", n)), self.users.get(("lead", n), "")
            if name is None:
                continue
            starts = FIRST + dt.timedelta(days=self.chance.randrange(30, 300))
            ends = starts + dt.timedelta(days=20)
            found = User.objects.filter(name=deputy).first() if n % 2 else None
            user = User.objects.get(name=name)
            making.saved(Leave(user=user, deputy=found, starts_on=starts, ends_on=ends))
            self.away[name] = [(starts, ends, found.name if found else "")]

    def _duties(self, n: int, departments: int) -> list[Made]:
        made: list[Made] = []
        for kind in (
            "guideline_notice",
            "staff_meeting",
            "inspection",
            "inspection",
            "case_sharing",
        ):
            due = FIRST + dt.timedelta(days=self.chance.randrange(16, 364))
            late = self.chance.choice((-20, -3, 0, 2, 6, 15, 25, None))
            done = None if late is None else max(FIRST, due + dt.timedelta(days=late))
            row = Duty(
                city=self.city, department=self.offices[n % departments], kind="duty", type=kind,
                key=f"{n}-{len(made)}", title=f"{kind} {n}", year=2027, due=due.isoformat(),
            )  # fmt: skip
            late_by = self.chance.choice((0, 0, 0, 0, 5, 40))
            since = due + dt.timedelta(days=late_by) if late_by else None
            row.due_on, row.topic, row.due_since = due, kind, since
            row.save()
            made.append(Made(row.pk, n % departments, due, done, kind, since))
        return made

    def told(self, duty: Made, rule: str, day: dt.date) -> set[str]:
        """By the words of the rule: who is told."""
        late = int(rule[2:]) if rule.startswith("D+") else 0
        officer = self.users.get(("officer", duty.office))
        found = {self._present(officer, day)} - {""} if officer else set()
        found = found or {self.clerk}
        if duty.topic == "inspection":
            climbs = ((3, self.users.get(("lead", duty.office))),
                      (6, self.users.get(("head", duty.office))), (9, self.clerk))  # fmt: skip
            found |= {name for since, name in climbs if name and late >= since}
        return found

    def _present(self, name: str, day: dt.date) -> str:
        for starts, ends, deputy in self.away.get(name, ()):
            if starts <= day <= ends:
                return self._present(deputy, day) if deputy else ""
        return name

    def expected(self) -> Counter[tuple[str, int, str, str]]:
        """Every reminder of the year: day, duty, rule, recipient."""
        return Counter(
            (str(day), duty.pk, rule, name)
            for duty in self.duties
            for rule, day in days_told(duty).items()
            for name in self.told(duty, rule, day)
        )


def run(year: Year, patch: pytest.MonkeyPatch) -> Counter[tuple[str, int, str, str]]:
    """Live through the year day by day, marking what is done; return what was really told."""
    done: dict[dt.date, list[int]] = {}
    for duty in year.duties:
        if duty.done:
            done.setdefault(duty.done, []).append(duty.pk)
    sent: Counter[tuple[str, int, str, str]] = Counter()
    seen: set[int] = set()
    for n in range((LAST - FIRST).days + 1):
        day = FIRST + dt.timedelta(days=n)
        Commitment.objects.filter(pk__in=done.get(day, ())).update(done=day.isoformat())
        mails = reminding.work(patch, at(day))
        assert len({letter.to[0] for letter in mails}) == len(mails), day
        assert not mails or is_open(day)
        mail.outbox.clear()
        told: dict[str, set[int]] = {}
        new = Notice.objects.filter(state=NoticeState.SENT).exclude(pk__in=seen)
        for pk, commitment, moment, name in new.values_list(
            "pk", "commitment", "moment", "recipient__name"
        ):
            seen.add(pk)
            sent[str(day), commitment, moment.partition(" ")[2], name] += 1
            told.setdefault(f"{name}@example.org", set()).add(commitment)
        lines = {letter.to[0]: str(letter.body).count("\n- [") for letter in mails}
        assert lines == {address: len(duties) for address, duties in told.items()}, day
    return sent


def assert_exact(year: Year, patch: pytest.MonkeyPatch) -> None:
    """What was told is exactly what the oracle says."""
    clock.stop(patch, at(FIRST, 1))
    sent, expected = run(year, patch), year.expected()
    lost, extra = expected - sent, sent - expected
    assert not lost, sorted(lost)[:5]
    assert not extra, sorted(extra)[:5]
    assert sum(sent.values()) > len(year.duties)
