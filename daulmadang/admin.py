"""The admin of Daul-madang panels, their yearly duties and outcomes."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from civicforum.people.admin_base import ScopedAdmin, ScopedInline
from civicforum.people.admin_fields import InReachFilter, count_column
from civicforum.record.admin_base import (
    ENTRY_SOURCE,
    SOURCE,
    EntryAdmin,
    EvidenceAdmin,
    RecordAdmin,
)
from civicforum.record.admin_sheets import SheetAdmin
from committees.admin import RULE_FIELDS, RULES, SeatInline
from committees.admin_tenures import TenureAdmin
from daulmadang import services
from daulmadang.models import (
    Coverage,
    Duty,
    Field,
    InspectionRound,
    InspectionSheet,
    Member,
    Outcome,
    Panel,
    PanelRules,
    SheetMove,
)
from daulmadang.reports.rules import THRESHOLDS
from daulmadang.resources import DutySheet, PanelSheet


class OutcomeInline(ScopedInline):
    model = Outcome
    fk_name = "panel"
    fields = ("order", "heading", "title")


@admin.register(Panel)
class PanelAdmin(SheetAdmin, EntryAdmin):
    resource_classes = [PanelSheet]
    list_display = (
        "title",
        "field",
        "department",
        "size",
        "city",
        "state",
        count_column("outcomes", _("outcomes")),
        count_column("meetings", _("meetings")),
    )
    list_filter = (
        ("field", InReachFilter),
        ("department", InReachFilter),
        *EntryAdmin.list_filter,
    )
    list_select_related = ("city", "field", "department")
    search_fields = ("title", "purpose", "slug")
    fieldsets = (
        (None, {"fields": ("city", "title", "slug", "field", "department", "parent")}),
        (
            _("What for, and how many"),
            {
                "fields": ("purpose", "size"),
                "description": _("The number of members carries the date below “as of”."),
            },
        ),
        RULES,
        ENTRY_SOURCE,
    )
    # Which panels there are and by which rules they meet is the city's decision.
    identity = ("city", "title", "slug", "field", "department", "parent", *RULE_FIELDS)
    inlines = (SeatInline, OutcomeInline)

    def write(self, request: HttpRequest, row: Any, reason: str = "") -> None:
        """Store the panel, or a row of one of its inlines."""
        if isinstance(row, Panel):
            services.save_panel(row, actor=request.user, reason=reason)  # type: ignore[arg-type]
        else:
            super().write(request, row, reason)


@admin.register(Member)
class MemberAdmin(TenureAdmin):
    list_display = (*TenureAdmin.list_display, "kind", "is_chair", "term_ends")
    list_filter = ("kind", "is_chair", *TenureAdmin.list_filter)


@admin.register(Duty)
class DutyAdmin(SheetAdmin, RecordAdmin):
    resource_classes = [DutySheet]
    list_display = ("title", "type", "year", "half", "due", "done", "city")
    list_filter = ("type", "year", "half", ("city", InReachFilter))
    list_select_related = ("city",)
    search_fields = ("title", "key")
    date_hierarchy = "due_on"
    readonly_fields = ("due_on",)
    fieldsets = (
        (None, {"fields": ("city", "type", "title", "year", "half")}),
        (
            _("By when"),
            {
                "fields": ("due", "due_on", "done"),
                "description": _(
                    "A month falls due on its last working day. Done: the day or month."
                ),
            },
        ),
        SOURCE,
    )

    def write(self, request: HttpRequest, row: Any, reason: str = "") -> None:
        services.save_duty(row, actor=request.user, reason=reason)  # type: ignore[arg-type]


@admin.register(Outcome)
class OutcomeAdmin(EntryAdmin):
    list_display = ("title", "panel", "heading", "order", "state")
    list_filter = ("heading", ("panel", InReachFilter), *EntryAdmin.list_filter)
    list_select_related = ("city", "panel")
    search_fields = ("title", "panel__title")
    fieldsets = ((None, {"fields": ("panel", "heading", "order", "title")}), ENTRY_SOURCE)


@admin.register(Field)
class FieldAdmin(RecordAdmin):
    list_display = ("name", "city", "order", count_column("panels", _("panels")))
    list_filter = (("city", InReachFilter),)
    list_select_related = ("city",)
    search_fields = ("name", "slug")
    fields = ("city", "name", "slug", "order")


@admin.register(PanelRules)
class PanelRulesAdmin(RecordAdmin):
    list_display = ("city", "valid_from", "meetings_per_half", "dormant_after_days",
                    "publication_days", "panels_per_person")  # fmt: skip
    list_filter = (("city", InReachFilter),)
    list_select_related = ("city",)
    fieldsets = (
        (
            None,
            {
                "fields": ("city", "valid_from", *THRESHOLDS),
                "description": _(
                    "To change a rule, add rules with a new first day: what was judged before "
                    "that day stays as it is."
                ),
            },
        ),
    )


@admin.register(Coverage)
class CoverageAdmin(RecordAdmin):
    list_display = ("city", "what", "since", "until", "document")
    list_filter = ("what", ("city", InReachFilter))
    list_select_related = ("city", "document")
    fieldsets = (
        (
            None,
            {
                "fields": ("city", "what", "since", "until"),
                "description": _(
                    "For which days an imported list tells everything of a kind. From the day "
                    "a city is live the portal itself does."
                ),
            },
        ),
        SOURCE,
    )


class _OnStaffPages(ScopedAdmin):
    """What is only looked at here: it is written on its staff page alone, in its order."""

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(InspectionRound)
class InspectionRoundAdmin(_OnStaffPages):
    list_display = ("city", "year", "half", "as_of", "due", "closed_on")
    list_filter = (("city", InReachFilter), "year", "half")
    list_select_related = ("city",)
    fields = ("city", "year", "half", "starts_on", "as_of", "due", "opened_by", "closed_on")


@admin.register(InspectionSheet)
class InspectionSheetAdmin(_OnStaffPages):
    list_display = ("panel", "round", "state", "plan")
    list_filter = ("state", "plan", ("round", InReachFilter))
    list_select_related = ("panel", "round__city")
    search_fields = ("panel__title",)
    fields = (
        "round", "panel", "duty", "state", "plan", "plan_reason", "merge_into", "results",
        "difficulties", "comments", "figures",
    )  # fmt: skip


@admin.register(SheetMove)
class SheetMoveAdmin(EvidenceAdmin):
    list_display = ("sheet", "old", "new", "at", "actor")
    list_filter = ("new",)
    list_select_related = ("sheet__panel", "sheet__round", "actor")
    search_fields = ("sheet__panel__title", "remarks")
    date_hierarchy = "at"
    fields = ("sheet", "old", "new", "at", "actor", "remarks")
    readonly_fields = ("at",)
