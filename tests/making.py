"""Rows for tests, made through the services that users' clicks go through."""

import datetime as dt
from typing import Any

from civicforum.people.models import City, Department
from civicforum.record import services
from civicforum.record.models import Commitment, Entry, Programme
from civicforum.record.states import EntryState
from committees.models import (
    AgendaItem,
    Body,
    Matter,
    MatterStep,
    Meeting,
    Person,
    Plan,
    PlanStep,
    Presentation,
    Project,
    ProjectStep,
    Reference,
    Seat,
    SharingEvent,
    Speech,
    Tenure,
)
from daulmadang.models import Duty, Field, Member, Outcome, Panel
from daulmadang.services.members import appoint
from roundtables.models import (
    Award,
    Figure,
    FigureGroup,
    Honour,
    Idea,
    Proposal,
    ProposalLine,
    Roundtable,
    Session,
    Team,
)


def saved(row: Any) -> Any:
    """Save the row through the service and return it."""
    services.save_row(row)
    return row


def published(row: Any) -> Any:
    """Save the entry, publish it and return it."""
    services.save_row(row)
    services.move_entry(row, EntryState.PUBLISHED)
    return row


def city(slug: str = "jeonju", name: str = "전주시", **fields: Any) -> City:
    """A city."""
    return saved(City(slug=slug, name=name, **fields))


def department(of: City, slug: str = "transport", name: str = "시민교통과") -> Department:
    """A department of a city."""
    return saved(Department(city=of, slug=slug, name=name))


def programme(of: City, job: str = "daulmadang") -> Programme:
    """A public programme."""
    return published(Programme(city=of, job=job, title=f"{of} {job}"))


def roundtable(of: City, number: int = 1, parts: int = 1) -> Roundtable:
    """A public roundtable with `parts` rows of everything that can hang from it."""
    row = published(
        Roundtable(city=of, number=number, slug=f"round-{number}", title=f"원탁회의 {number}")
    )
    session = saved(Session(roundtable=row, number=1, date=dt.date(2021, 6, number)))
    group = saved(FigureGroup(roundtable=row, order=1, code="opinions", title="의견"))
    for n in range(1, parts + 1):
        saved(Session(roundtable=row, number=1 + n, date=dt.date(2021, 7, n)))
        saved(Figure(group=group, order=n, label=f"기대 {n}", value=10 * n))
        team = saved(Team(session=session, number=n))
        proposal = published(Proposal(city=of, team=team, title=f"제안 {n}"))
        saved(ProposalLine(proposal=proposal, order=1, text=f"첫 줄 {n}"))
        idea = Idea(city=of, roundtable=row, slug=f"idea-{n}", order=n, title=f"아이디어 {n}")
        published(idea)
        award = saved(Award(roundtable=row, kind=Award.Kind.EXCELLENT_POLICY, order=n, team=team))
        saved(Honour(award=award, kind=Honour.Kind.PRIZE, on="2021-06-03"))
    return row


def field(of: City, slug: str = "transport", name: str = "교통") -> Field:
    """A policy field."""
    return saved(Field(city=of, slug=slug, name=name))


def panel(of: City, number: int = 1, **fields: Any) -> Panel:
    """A public panel with an outcome; the field and the department are made when needed."""
    office = Department.objects.filter(city=of).first() or department(of)
    policy_field = Field.objects.filter(city=of).first() or field(of)
    row = published(
        Panel(
            city=of,
            form=Body.Form.PANEL,
            slug=f"panel-{number}",
            title=f"택시 {number}",
            field=policy_field,
            department=office,
            purpose="택시 현안 자문",
            size=10 + number,
            **fields,
        )
    )
    published(
        Outcome(city=of, panel=row, heading=Outcome.Heading.ADVICE, order=1, title="자문 수행")
    )
    return row


def member(of: Panel, name: str = "김하나", starts_on: str = "2021-01-01", **fields: Any) -> Member:
    """Somebody appointed to a panel; an `email` is where mail goes."""
    email = fields.pop("email", "")
    if "ends_on" in fields:
        fields.setdefault("end_reason", "사임")
    row = Member(name=name, starts_on=dt.date.fromisoformat(starts_on), **fields)
    appoint(of, row, email=email)
    return row


def person_of(term: Tenure) -> Person:
    """Whose term it is; whoever was appointed is somebody."""
    assert term.person
    return term.person


def duty(of: City, number: int = 1, entry: Entry | None = None, **fields: Any) -> Duty:
    """A yearly duty; public when its entry is."""
    values: dict[str, Any] = {"due": "2022-05", "year": 2022, "type": Duty.Type.STAFF_MEETING}
    values |= {"title": f"실무자 간담회 {number}"} | fields
    return saved(
        Duty(
            city=of,
            key=f"duty-{number}",
            kind=Commitment.Kind.DUTY,
            entry=entry,
            **values,
        )
    )


def body(of: City, number: int = 1) -> Body:
    """A public working council with two seats."""
    row = published(
        Body(city=of, form=Body.Form.WORKING_COUNCIL, slug=f"council-{number}", title="협의회")
    )
    for order, role in enumerate(("분과장", "부분과장"), start=1):
        saved(Seat(body=row, order=order, role=role))
    return row


def meeting(of: Body, number: int = 1, parts: int = 1) -> Meeting:
    """A public meeting with `parts` agenda items, each with a speech."""
    row = published(
        Meeting(city=of.city, body=of, number=number, title=f"{number}차 회의", date="2018-11-22")
    )
    for n in range(1, parts + 1):
        item = saved(AgendaItem(meeting=row, number=n, title=f"안건 {n}", decision="agreed"))
        saved(Speech(meeting=row, agenda_item=item, order=n, speaker="분과장", summary="찬성"))
    return row


def refer(item: AgendaItem, entry: Entry) -> Reference:
    """What an agenda item was about."""
    return saved(Reference(agenda_item=item, entry=entry))


def matter(of: Body, number: int = 1, parts: int = 1, **fields: Any) -> Matter:
    """A public matter that a body brought up in 2018, with `parts` steps."""
    values: dict[str, Any] = {"year": 2018, "title": f"의제 {number}"} | fields
    row = published(Matter(city=of.city, body=of, slug=f"matter-{number}", **values))
    for n in range(1, parts + 1):
        kind = MatterStep.Kind.PROPOSED if n == 1 else MatterStep.Kind.DELIBERATED
        saved(MatterStep(matter=row, order=n, kind=kind, on=f"2018-0{n}"))
    return row


def plan(of: City, number: int = 1, parts: int = 1) -> Plan:
    """A public plan with `parts` steps and projects, each with a step of its own."""
    row = published(Plan(city=of, slug=f"plan-{number}", title=f"계획 {number}"))
    for n in range(1, parts + 1):
        saved(PlanStep(plan=row, order=n, title=f"절차 {n}", on=f"2018-0{n}"))
        project = Project(
            city=of, plan=row, slug=f"project-{n}", number=n, title=f"사업 {number}-{n}"
        )
        published(project)
        saved(ProjectStep(project=project, order=1, on=f"2019-0{n}", text=f"추진 {n}"))
    return row


def event(of: City, number: int = 1) -> SharingEvent:
    """A public results-sharing event."""
    return published(
        SharingEvent(city=of, slug=f"event-{number}", title="성과공유회", date="2018-12-13")
    )


def presentation(at: SharingEvent, by: Body, number: int = 1, **fields: Any) -> Presentation:
    """What a body presents at an event."""
    values: dict[str, Any] = {"title": f"발표 {number}", "presenter": "분과장"} | fields
    return saved(Presentation(event=at, order=number, body=by, **values))
