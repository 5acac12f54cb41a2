"""The admin of bodies and their meetings."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civicforum.people.admin_base import ScopedInline
from civicforum.people.admin_fields import InReachFilter, count_column
from civicforum.people.models import City
from civicforum.people.policy import Action, rows
from civicforum.record.admin_base import ENTRY_SOURCE, SOURCE, EntryAdmin, RecordAdmin
from civicforum.record.admin_sheets import SheetAdmin
from civicforum.record.models import Entry
from committees import admin_governance
from committees.admin_tenures import PersonAdmin, TenureAdmin
from committees.models import (
    AgendaItem,
    Attendance,
    Body,
    Meeting,
    Person,
    Reference,
    Seat,
    Speech,
    Tenure,
)
from committees.resources import SeatSheet
from committees.services.attendance import save_line
from committees.services.meetings import (
    add_meeting,
    change_meeting,
    remove_meeting,
    save_agenda,
    speeches_following,
)

if TYPE_CHECKING:
    from civicforum.record.admin_base import Section


__all__ = ["admin_governance"]

admin.site.register(Tenure, TenureAdmin)
admin.site.register(Person, PersonAdmin)

RULE_FIELDS = (
    "quorum",
    "delegates_count",
    "notice_days",
    "circulation_days",
    "publication_days",
    "attendance_fee",
    "rules_source",
)
#: By which rules a body meets; what is empty binds nothing.
RULES: "Section" = (
    _("Rules of its meetings"),
    {
        "fields": RULE_FIELDS,
        "description": _("As its ordinance or bylaws say; what is left empty binds nothing."),
    },
)


class SeatInline(ScopedInline):
    model = Seat
    fk_name = "body"
    fields = ("order", "role", "stands_for", "stands_for_department", "no_fee")


@admin.register(Body)
class BodyAdmin(EntryAdmin):
    list_display = (
        "title",
        "form",
        "city",
        "department",
        "state",
        count_column("seats", _("seats")),
        count_column("meetings", _("meetings")),
    )
    list_filter = ("form", ("department", InReachFilter), *EntryAdmin.list_filter)
    list_select_related = ("city", "department")
    search_fields = ("title", "slug")
    fieldsets = (
        (None, {"fields": ("city", "form", "title", "slug", "department", "parent")}),
        RULES,
        ENTRY_SOURCE,
    )
    inlines = (SeatInline,)

    def formfield_for_choice_field(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Panels have a form of their own."""
        field: Any = super().formfield_for_choice_field(db_field, request, **kwargs)
        if db_field.name == "form":
            field.choices = [c for c in field.choices if c[0] != Body.Form.PANEL]
        return field


class AgendaInline(ScopedInline):
    model = AgendaItem
    fields = ("number", "title", "decision", "outcome")


class AttendanceInline(ScopedInline):
    model = Attendance
    fields = ("seat", "status", "note")
    within = {"seat": "body"}


class SpeechInline(ScopedInline):
    model = Speech
    fields = ("order", "agenda_item", "speaker", "summary")
    within = {"agenda_item": "meeting"}


@admin.register(Meeting)
class MeetingAdmin(EntryAdmin):
    list_display = (
        "title",
        "body",
        "number",
        "date",
        "state",
        count_column("agenda", _("agenda items")),
        count_column("speeches", _("speeches")),
    )
    list_filter = (("body", InReachFilter), *EntryAdmin.list_filter)
    list_select_related = ("city", "body")
    search_fields = ("title", "place", "main_points", "agenda__title")
    date_hierarchy = "date"
    fieldsets = (
        (None, {"fields": ("body", "number", "title")}),
        (
            _("When and where"),
            {
                "fields": ("date", "stated_weekday", "starts", "place"),
                "description": _("The weekday only where the document states one."),
            },
        ),
        (
            _("Minutes"),
            {
                "fields": ("recorder", "main_points", "next_meeting", "remarks"),
                "description": _("Roles instead of names: the minutes are public."),
            },
        ),
        ENTRY_SOURCE,
    )
    inlines = (AgendaInline, AttendanceInline, SpeechInline)

    def write(self, request: Any, row: Any, reason: str = "") -> None:
        """Store a meeting with what is promised for it, or a row of one of its inlines."""
        if isinstance(row, Attendance):
            save_line(row, actor=request.user, reason=reason)
        elif not isinstance(row, Meeting):
            super().write(request, row, reason)
        elif row._state.adding:
            add_meeting(row, (), actor=request.user)
        else:
            change_meeting(row, actor=request.user, reason=reason)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """Store the rows of the inlines; speeches go along with items that trade places."""
        with speeches_following(form.instance):
            super().save_related(request, form, formsets, change)

    def erase(self, request: Any, row: Any) -> None:
        """Delete a meeting with what was promised for it, or a row of one of its inlines."""
        if isinstance(row, Meeting):
            remove_meeting(row, actor=request.user)
        else:
            super().erase(request, row)


@admin.register(Seat)
class SeatAdmin(SheetAdmin, RecordAdmin):
    resource_classes = [SeatSheet]
    list_display = ("role", "body", "order", "stands_for", "stands_for_department", "no_fee")
    list_filter = (("body", InReachFilter), "no_fee")
    list_select_related = ("body", "stands_for", "stands_for_department")
    search_fields = ("role", "body__title", "stands_for__title", "stands_for_department__name")
    fieldsets = (
        (None, {"fields": ("body", "order", "role", "no_fee")}),
        (
            _("Stands for"),
            {
                "fields": ("stands_for", "stands_for_department"),
                "description": _("The body or department that sends whoever holds the seat."),
            },
        ),
        SOURCE,
    )


class OffersThePublicRecord:
    """Offers, besides what is in reach, what is public of the person's own cities."""

    def get_field_queryset(self, db: Any, db_field: Any, request: Any) -> Any:
        found = super().get_field_queryset(db, db_field, request)  # type: ignore[misc]
        if db_field.name != "entry":
            return found
        cities = rows(request.user, Action.VIEW, City)
        own = Q(pk__in=found.values("pk")) | Q(is_public=True, city__in=cities)
        return Entry.objects.filter(own).order_by("city", "address")


class ReferenceInline(OffersThePublicRecord, ScopedInline):
    model = Reference
    fields = ("entry",)


@admin.register(Reference)
class ReferenceAdmin(OffersThePublicRecord, RecordAdmin):
    list_display = ("agenda_item", "entry")
    list_select_related = ("agenda_item", "entry")
    search_fields = ("agenda_item__title", "entry__title")
    autocomplete_fields = ("agenda_item",)
    fieldsets = ((None, {"fields": ("agenda_item", "entry")}), SOURCE)


@admin.register(AgendaItem)
class AgendaItemAdmin(RecordAdmin):
    list_display = ("title", "number", "meeting", "decision")
    list_filter = ("decision",)
    list_select_related = ("meeting",)
    search_fields = ("title", "outcome", "meeting__title")
    autocomplete_fields = ("meeting",)
    fieldsets = (
        (None, {"fields": ("meeting", "number", "title", "decision", "outcome")}),
        SOURCE,
    )
    inlines = (ReferenceInline,)

    def write(self, request: Any, row: Any, reason: str = "") -> None:
        """Store an item, with which its speeches go to another place, or one of its references."""
        if isinstance(row, AgendaItem):
            save_agenda(row.meeting, [row], actor=request.user, reason=reason)
        else:
            super().write(request, row, reason)


@admin.register(Attendance)
class AttendanceAdmin(RecordAdmin):
    list_display = ("seat", "meeting", "status", "note")
    list_filter = ("status",)
    list_select_related = ("meeting", "seat__stands_for", "seat__stands_for_department")
    search_fields = ("meeting__title", "seat__role", "note")
    autocomplete_fields = ("meeting", "seat")
    fieldsets = ((None, {"fields": ("meeting", "seat", "status", "note")}), SOURCE)

    def write(self, request: Any, row: Any, reason: str = "") -> None:
        """Store a line of the attendance."""
        save_line(row, actor=request.user, reason=reason)


@admin.register(Speech)
class SpeechAdmin(RecordAdmin):
    list_display = ("summary", "order", "speaker", "agenda_item", "meeting")
    list_select_related = ("meeting", "agenda_item")
    search_fields = ("summary", "speaker", "meeting__title")
    autocomplete_fields = ("meeting", "agenda_item")
    fieldsets = (
        (None, {"fields": ("meeting", "agenda_item", "order", "speaker", "summary")}),
        SOURCE,
    )
