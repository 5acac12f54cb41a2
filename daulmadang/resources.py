"""The sheets of panels and of their yearly duties."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civicforum.people.models import City, Department
from civicforum.record.sheets import Cell, Choice, Day, Number, Reference, Sheet, column
from daulmadang import services
from daulmadang.models import Duty, Field, Panel


class PanelSheet(Sheet):
    """A row is a panel."""

    city = column("도시", "city", Reference(City, "name", "slug", required=True))
    slug = column("주소 이름", "slug", Cell(required=True))
    title = column("이름", "title")
    field = column("분야", "field", Reference(Field, "name", "slug", required=True))
    department = column("담당부서", "department", Reference(Department, "name", "slug"))
    size = column("위원 수", "size", Number())
    as_of = column("기준일", "as_of", Day())
    purpose = column("목적", "purpose")

    class Meta:
        model = Panel
        fields = ("city", "slug", "title", "field", "department", "size", "as_of", "purpose")
        import_id_fields = ("city", "slug")

    optional: ClassVar = ("as_of",)

    def store(self, instance: Any) -> None:
        services.save_panel(instance, actor=self.user, reason=_("Imported"))


class DutySheet(Sheet):
    """A row is a yearly duty; without an identifier it is one that is alike, or a new one.

    So the same sheet read twice makes nothing twice, and two duties of one kind in the
    same month differ in their titles.
    """

    key = column("식별자", "key")
    city = column("도시", "city", Reference(City, "name", "slug", required=True))
    year = column("연도", "year", Number(required=True))
    half = column("반기", "half", Choice(Duty.Half))
    type = column("구분", "type", Choice(Duty.Type, required=True))
    title = column("제목", "title")
    due = column("기한", "due", Day())
    done = column("완료", "done", Day())
    panel = column("다울마당", "panel", Reference(Panel, "title", "slug"))

    class Meta:
        model = Duty
        fields = ("key", "city", "year", "half", "type", "title", "due", "done", "panel")
        import_id_fields = ("key",)

    optional: ClassVar = ("half", "panel")

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        """The duty of the identifier. Raises ValidationError when there is none in reach."""
        if not row.get("식별자"):
            return self._alike(row)
        found = super().get_instance(instance_loader, row)
        if found is None:
            text = _("There is no duty “%s”. Leave the cell empty to make a new one.")
            raise ValidationError({"key": text % row["식별자"]})
        return found

    def _alike(self, row: Any) -> Duty | None:
        same = {name: field for name, field in self.fields.items() if name not in ("key", "done")}
        try:
            known = {name: one.clean(row) for name, one in same.items() if one.column_name in row}
        except ValueError:  # said again, by its column, when the row is filled
            return None
        known.setdefault("panel", None)  # a sheet that names no panels tells the city's own duties
        found: Duty | None = self.get_queryset().filter(**known).order_by("pk").first()
        if found:
            row["식별자"] = found.key
        return found

    def store(self, instance: Any) -> None:
        services.save_duty(instance, actor=self.user, reason=_("Imported"))
