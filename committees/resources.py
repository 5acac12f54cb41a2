"""The sheets of seats and of governance projects."""

from typing import ClassVar

from civicforum.people.models import Department
from civicforum.record.sheets import Number, Reference, Sheet, column
from committees.models import Body, Plan, Project, Seat


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

    class Meta:
        model = Project
        fields = ("plan", "number", "slug", "title")
        import_id_fields = ("plan", "number")
