"""A row of every model that the admin knows, in one city and one of its departments."""

import datetime as dt
from itertools import count
from typing import Any

from django.db.models import Model

from civicforum.people.models import City, Department, Leave, RoleGrant, User
from civicforum.people.roles import Role
from civicforum.record.models import (
    Commitment,
    Discrepancy,
    Document,
    Entry,
    Notice,
    Programme,
    ProgrammePoint,
    ReminderRule,
    StateChange,
    StatedFigure,
    Statement,
)
from civicforum.record.states import EntryState
from committees.models import (
    AgendaItem,
    Attendance,
    Body,
    Matter,
    MatterStep,
    Meeting,
    Person,
    Plan,
    PlanStep,
    Presentation,
    ProgrammeItem,
    Project,
    ProjectStep,
    Reference,
    Seat,
    SharingEvent,
    Speech,
    Tenure,
)
from daulmadang.models import (
    CaseMark,
    Coverage,
    Duty,
    DutyTemplate,
    Field,
    FormerName,
    InspectionRound,
    InspectionSheet,
    Member,
    Outcome,
    OutcomeLink,
    Panel,
    PanelRules,
    SheetMove,
    TermOfOffice,
)
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
    Tally,
    Team,
    VotingRule,
)
from tests.making import saved

_numbers = count(1)

Rows = dict[type[Model], Any]


def everything(city: City, department: Department) -> Rows:
    """Make a draft of every kind of row in the city, the department's wherever it can be."""
    n = next(_numbers)
    rows: Rows = {City: city, Department: department}
    for make in (_people, _record, _roundtable, _committees, _daulmadang, _evidence):
        make(rows, city, department, n)
    return rows


def _people(rows: Rows, city: City, department: Department, n: int) -> None:
    rows[User] = User.objects.create_user(f"user{n}@example.org", name=f"user {n}")
    rows[RoleGrant] = saved(RoleGrant(user=rows[User], role=Role.CITY_CLERK, city=city))
    day = dt.date(2026, 8, 3)
    rows[Leave] = saved(Leave(user=rows[User], starts_on=day, ends_on=day))


def _record(rows: Rows, city: City, department: Department, n: int) -> None:
    rows[Document] = saved(Document(city=city, slug=f"document-{n}", title=f"문서 {n}"))
    job = Programme.Job.values[n % 3]
    programme = Programme.objects.filter(city=city, job=job).first() or saved(
        Programme(city=city, job=job, title=f"사업 {n}", document=rows[Document])
    )
    order = programme.points.count() + 1
    rows[Programme] = programme
    rows[Entry] = Entry.objects.get(pk=programme.pk)
    rows[ProgrammePoint] = saved(
        ProgrammePoint(programme=programme, kind="aim", order=order, text="목표")
    )
    rows[Commitment] = saved(
        Commitment(
            city=city,
            department=department,
            kind=Commitment.Kind.ACTION,
            title=f"할 일 {n}",
            due="2022-05",
            entry=programme,
        )
    )
    rule = ReminderRule.objects.filter(city=city).first()
    rows[ReminderRule] = rule or saved(
        ReminderRule(city=city, topic="staff_meeting", days_before=[14, 0], overdue_every=5)
    )
    about = {"entry": programme, "city": city}
    rows[Discrepancy] = saved(Discrepancy(**about, subject=f"subject-{n}", title="다름"))
    rows[Statement] = saved(
        Statement(discrepancy=rows[Discrepancy], order=1, value="200", shown=True)
    )
    rows[StatedFigure] = saved(StatedFigure(entry=programme, code=f"code-{n}", value=n))


def _roundtable(rows: Rows, city: City, department: Department, n: int) -> None:
    table = saved(Roundtable(city=city, number=n, slug=f"round-{n}", title=f"원탁회의 {n}"))
    rows[Roundtable] = table
    rows[Session] = saved(Session(roundtable=table, number=1, date=dt.date(2021, 6, 3)))
    rows[Team] = saved(Team(session=rows[Session], number=1, label="어린이"))
    rows[Proposal] = saved(Proposal(city=city, team=rows[Team], title=f"제안 {n}"))
    rows[ProposalLine] = saved(ProposalLine(proposal=rows[Proposal], order=1, text="첫 줄"))
    rows[Idea] = saved(
        Idea(city=city, roundtable=table, slug=f"idea-{n}", order=1, title="아이디어")
    )
    rows[Tally] = saved(Tally(session=rows[Session], idea=rows[Idea], place=1, votes=17))
    rows[FigureGroup] = saved(FigureGroup(roundtable=table, order=1, code="c", title="의견"))
    rows[Figure] = saved(Figure(group=rows[FigureGroup], order=1, label="기대", value=88))
    rows[VotingRule] = saved(VotingRule(roundtable=table, electorate="teams", picks=3))
    rows[Award] = saved(
        Award(
            roundtable=table,
            kind="excellent_policy",
            order=1,
            session=rows[Session],
            team=rows[Team],
        )
    )
    rows[Honour] = saved(Honour(award=rows[Award], kind="prize", on="2021-06"))


def _committees(rows: Rows, city: City, department: Department, n: int) -> None:
    body = saved(
        Body(
            city=city,
            department=department,
            form=Body.Form.WORKING_COUNCIL,
            slug=f"council-{n}",
            title=f"협의회 {n}",
        )
    )
    rows[Body] = body
    rows[Seat] = saved(
        Seat(body=body, order=1, role="분과장", stands_for=body, stands_for_department=department)
    )
    rows[Person] = saved(Person(city=city, name=f"분과장 {n}"))
    rows[Tenure] = saved(
        Tenure(
            seat=rows[Seat],
            person=rows[Person],
            name=f"분과장 {n}",
            starts_on=dt.date(2018, 1, 1),
        )
    )
    meeting = saved(Meeting(city=city, body=body, number=1, title="1차 회의", date="2018-11-22"))
    rows[Meeting] = meeting
    rows[AgendaItem] = saved(AgendaItem(meeting=meeting, number=1, title="안건"))
    rows[Attendance] = saved(Attendance(meeting=meeting, seat=rows[Seat]))
    rows[Speech] = saved(
        Speech(
            meeting=meeting,
            agenda_item=rows[AgendaItem],
            order=1,
            speaker="분과장",
            summary="찬성",
        )
    )
    plan = saved(Plan(city=city, department=department, slug=f"plan-{n}", title=f"계획 {n}"))
    rows[Plan] = plan
    rows[PlanStep] = saved(PlanStep(plan=plan, order=1, title="의제 선정", on="2017-07"))
    rows[Project] = saved(
        Project(city=city, plan=plan, slug=f"project-{n}", number=1, title=f"협치사업 {n}")
    )
    rows[ProjectStep] = saved(
        ProjectStep(project=rows[Project], order=1, on="2019-03", text="착수")
    )
    rows[Matter] = saved(
        Matter(
            city=city,
            body=body,
            slug=f"matter-{n}",
            year=2018,
            title=f"의제 {n}",
            became=rows[Project],
        )
    )
    rows[MatterStep] = saved(
        MatterStep(matter=rows[Matter], order=1, kind="forum_vote", on="2018-06-03", votes=17)
    )
    rows[Reference] = saved(Reference(agenda_item=rows[AgendaItem], entry=plan))
    event = saved(
        SharingEvent(
            city=city,
            department=department,
            slug=f"event-{n}",
            title="성과공유회",
            date="2018-12-13",
        )
    )
    rows[SharingEvent] = event
    rows[ProgrammeItem] = saved(ProgrammeItem(event=event, order=1, text="인사"))
    rows[Presentation] = saved(
        Presentation(
            event=event, order=1, body=body, title="발표", presenter="분과장", project=rows[Project]
        )
    )


def _daulmadang(rows: Rows, city: City, department: Department, n: int) -> None:
    rows[Field] = saved(Field(city=city, slug=f"field-{n}", name=f"분야 {n}", order=n))
    rows[Panel] = saved(
        Panel(
            city=city,
            department=department,
            form=Body.Form.PANEL,
            slug=f"panel-{n}",
            title=f"다울마당 {n}",
            field=rows[Field],
            purpose="자문",
            size=10,
        )
    )
    rows[PanelRules] = saved(PanelRules(city=city, valid_from=dt.date(2040 + n, 1, 1)))
    rows[Coverage] = saved(
        Coverage(
            city=city,
            what="meetings",
            since=dt.date(2000 + n, 1, 1),
            until=dt.date(2000 + n, 12, 31),
        )
    )
    rows[FormerName] = saved(FormerName(field=rows[Field], name=f"옛 분야 {n}", until="2019"))
    rows[TermOfOffice] = saved(
        TermOfOffice(city=city, name=f"민선 {n}기", starts_on=dt.date(2000 + n, 7, 1))
    )
    rows[Member] = Member(name=f"위원 {n}", starts_on=dt.date(2021, 1, 1))
    appoint(rows[Panel], rows[Member])
    rows[Outcome] = saved(
        Outcome(city=city, panel=rows[Panel], heading="advice", order=1, title="성과")
    )
    rows[OutcomeLink] = saved(OutcomeLink(outcome=rows[Outcome], entry=rows[Plan]))
    rows[CaseMark] = saved(
        CaseMark(presentation=rows[Presentation], criterion="process", value="8.5")
    )
    rows[Duty] = saved(
        Duty(
            city=city,
            key=f"duty-{n}",
            kind=Commitment.Kind.DUTY,
            type=Duty.Type.INSPECTION,
            title=f"일제점검 {n}",
            year=2022,
            due="2022-05",
            entry=rows[Panel],
            panel=rows[Panel],
            department=department,
        )
    )
    kinds, halves = Duty.Type.values, (None, *Duty.Half.values)
    nth = city.duty_templates.count()  # a city has a line for each kind and half-year
    rows[DutyTemplate] = saved(
        DutyTemplate(
            city=city,
            type=kinds[nth % len(kinds)],
            half=halves[nth // len(kinds)],
            month=5,
            title=f"{{year}} 점검 {n}",
        )
    )
    rows[InspectionRound] = saved(
        InspectionRound(
            city=city, year=2000 + n, half=1, starts_on="2026-01-01", as_of="2026-06-30",
            due="2026-07-31",
        )
    )  # fmt: skip
    rows[InspectionSheet] = saved(
        InspectionSheet(round=rows[InspectionRound], panel=rows[Panel], duty=rows[Duty])
    )


def _evidence(rows: Rows, city: City, department: Department, n: int) -> None:
    rows[StateChange] = StateChange.objects.create(
        entry=rows[Entry], old=EntryState.DRAFT, new=EntryState.SUBMITTED, actor=rows[User]
    )
    rows[Notice] = Notice.objects.create(
        commitment=rows[Commitment], moment="2026-12-01 D-1", recipient=rows[User]
    )
    rows[SheetMove] = SheetMove.objects.create(
        sheet=rows[InspectionSheet], old="open", new="submitted", actor=rows[User]
    )
