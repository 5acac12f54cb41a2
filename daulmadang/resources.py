"""The sheets of panels, of their members and of their yearly duties."""

import datetime as dt
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.fields import Field as Column

from civicforum.kit.partial_dates import PartialDate
from civicforum.people.models import City, Department
from civicforum.record.sheets import Cell, Choice, Day, Number, Reference, Sheet, YesNo, column
from daulmadang import services
from daulmadang.models import Duty, Field, Member, Panel
from daulmadang.services.members import appoint, save_member


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


class FullDay(Cell):
    """A day; of a month or a year the first day, or the last."""

    def __init__(self, *, is_last: bool = False, required: bool = False) -> None:
        super().__init__(required=required)
        self.is_last = is_last

    def parse(self, text: str) -> dt.date:
        known = Day().parse(text)
        if not PartialDate.is_valid(known):
            return Member._meta.get_field("starts_on").clean(known, None)  # it says what is wrong
        date = PartialDate(known)
        last: dt.date = date.last_day  # type: ignore[assignment]
        if self.is_last or date.precision == "day":
            return last
        return last.replace(day=1) if date.precision == "month" else last.replace(month=1, day=1)

    def empty(self) -> None:
        return None


class _BesidesTheRow(Column):
    """A column of what is no field of a member, kept beside it until it is stored."""

    def get_value(self, instance: Any) -> Any:
        return getattr(instance, f"told_{self.attribute}", None) or self.stored(instance)

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        setattr(instance, f"told_{self.attribute}", self.clean(row, **kwargs))

    def stored(self, instance: Any) -> Any:
        """What the stored row says of it."""
        raise NotImplementedError


class _PanelColumn(_BesidesTheRow):
    def stored(self, instance: Any) -> Any:
        return instance.seat.body.panel if instance.seat_id else None


class _EmailColumn(_BesidesTheRow):
    def stored(self, instance: Any) -> Any:
        return instance.account.email if instance.account else ""


class _AgainColumn(_BesidesTheRow):
    def stored(self, instance: Any) -> Any:
        return ""  # once given it stands in the history


class MemberSheet(Sheet):
    """A row is a member; panel, name and day of appointment tell who.

    A new row is appointed: a seat is found or made, and somebody of the same name with the same
    affiliation or e-mail is the same person.
    """

    panel = _PanelColumn(
        attribute="panel",
        column_name="다울마당",
        widget=Reference(Panel, "title", "slug", required=True),
    )
    name = column("이름", "name", Cell(required=True))
    email = _EmailColumn(attribute="email", column_name="이메일", widget=Cell())
    affiliation = column("소속", "affiliation")
    kind = column("구분", "kind", Choice(Member.Kind, required=True))
    is_chair = column("위원장", "is_chair", YesNo())
    starts_on = column("위촉일", "starts_on", FullDay(required=True))
    term_ends = column("임기 만료", "term_ends", FullDay(is_last=True))
    ends_on = column("해촉일", "ends_on", FullDay(is_last=True))
    end_reason = column("해촉 사유", "end_reason")
    sex = column("성별", "sex", Choice(Member.Sex))
    age_band = column("연령대", "age_band", Choice(Member.AgeBand))
    public_name_basis = column("이름 공개 근거", "public_name_basis")
    over_limit_reason = column("중복 위촉 사유", "over_limit_reason")
    again_reason = _AgainColumn(attribute="again_reason", column_name="재위촉 사유", widget=Cell())

    class Meta:
        model = Member
        fields = (
            "panel", "name", "email", "affiliation", "kind", "is_chair", "starts_on", "term_ends",
            "ends_on", "end_reason", "sex", "age_band", "public_name_basis", "over_limit_reason",
            "again_reason",
        )  # fmt: skip
        import_id_fields = ("panel", "name", "starts_on")

    optional: ClassVar = (
        "email", "affiliation", "is_chair", "term_ends", "ends_on", "end_reason", "sex",
        "age_band", "public_name_basis", "over_limit_reason", "again_reason",
    )  # fmt: skip

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        """The member of that panel, name and day; None where there is none yet."""
        names = ("panel", "name", "starts_on")
        try:
            panel, name, day = (self.fields[one].clean(row) for one in names)
        except (ValueError, ValidationError):  # said again, by its column, as the row is filled
            return None
        found = self.get_queryset().filter(seat__body=panel, name=name, starts_on=day)
        return found.select_related("seat__body__panel", "account").order_by("pk").first()

    def store(self, instance: Any) -> None:
        email = getattr(instance, "told_email", None)
        if email is None:
            email = instance.account.email if instance.account else ""
        again = getattr(instance, "told_again_reason", None) or ""
        told: dict[str, Any] = {"email": email, "actor": self.user, "again_reason": again,
                "reason": ": ".join(filter(None, (_("Imported"), again)))}  # fmt: skip
        if instance._state.adding:
            appoint(instance.told_panel, instance, **told)
        else:
            save_member(instance, **told)


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
