"""The sheets of seats, of governance projects, of matters and of their steps."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _

from civicforum.people.models import City, Department
from civicforum.record.sheets import Cell, Choice, Day, Number, Reference, Sheet, column
from committees.models import Body, Matter, MatterStep, Plan, Project, Seat
from committees.services.matters import add_step


class SeatSheet(Sheet):
    """A row is a seat of a body."""

    body = column("회의체", "body", Reference(Body, "slug", "title", required=True))
    order = column("순번", "order", Number(required=True))
    role = column("직위", "role")
    stands_for = column("대표 회의체", "stands_for", Reference(Body, "slug", "title"))
    stands_for_department = column(
        "대표 부서", "stands_for_department", Reference(Department, "name", "slug")
    )

    class Meta:
        model = Seat
        fields = ("body", "order", "role", "stands_for", "stands_for_department")
        import_id_fields = ("body", "order")

    optional: ClassVar = ("stands_for", "stands_for_department")


class ProjectSheet(Sheet):
    """A row is a project of a plan."""

    plan = column("계획", "plan", Reference(Plan, "slug", "title", required=True))
    number = column("번호", "number", Number(required=True))
    slug = column("주소 이름", "slug")
    title = column("사업명", "title")
    department = column("담당부서", "department", Reference(Department, "name", "slug"))
    working_group = column("실무반", "working_group")
    budget = column("예산(원)", "budget", Number())
    result = column("결과", "result")

    class Meta:
        model = Project
        fields = (
            "plan", "number", "slug", "title", "department", "working_group", "budget", "result",
        )  # fmt: skip
        import_id_fields = ("plan", "number")

    optional: ClassVar = ("department", "working_group", "budget", "result")


class MatterSheet(Sheet):
    """A row is a matter of a city; its steps have a sheet of their own."""

    city = column("도시", "city", Reference(City, "name", "slug", required=True))
    slug = column("주소 이름", "slug", Cell(required=True))
    year = column("연도", "year", Number(required=True))
    body = column("분과", "body", Reference(Body, "title", "slug", required=True))
    title = column("의제명", "title")
    summary = column("내용", "summary")
    became = column("협치사업", "became", Reference(Project, "address", "title"))

    class Meta:
        model = Matter
        fields = ("city", "slug", "year", "body", "title", "summary", "became")
        import_id_fields = ("city", "slug")

    optional: ClassVar = ("summary", "became")


class MatterStepSheet(Sheet):
    """A row is a dated step of a matter, such as its votes in a public forum.

    Matter, kind and date tell which step; a new one comes after those there are.
    """

    matter = column("의제", "matter", Reference(Matter, "slug", "title", required=True))
    kind = column("단계", "kind", Choice(MatterStep.Kind, required=True))
    on = column("날짜", "on", Day())
    votes = column("득표수", "votes", Number())
    place = column("순위", "place", Number())
    note = column("비고", "note")

    class Meta:
        model = MatterStep
        fields = ("matter", "kind", "on", "votes", "place", "note")
        import_id_fields = ("matter", "kind", "on")

    optional: ClassVar = ("votes", "place", "note")

    def store(self, instance: Any) -> None:
        add_step(instance, actor=self.user, reason=_("Imported"))
