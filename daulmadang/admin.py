"""The admin of Daul-madang panels, their yearly duties and outcomes."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
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
from committees.admin import RULE_FIELDS, RULES, OffersThePublicRecord, SeatInline
from committees.admin_governance import PresentationAdmin
from committees.admin_tenures import TenureAdmin, TenureForm
from committees.models import Presentation
from daulmadang import services
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
from daulmadang.reports.rules import THRESHOLDS
from daulmadang.resources import DutySheet, MemberSheet, PanelSheet
from daulmadang.services.members import save_member
from daulmadang.services.rules import delete_rules, save_rules, why_closed


class OutcomeInline(ScopedInline):
    model = Outcome
    fk_name = "panel"
    fields = ("order", "heading", "title")


LIFE_FIELDS = (
    "proposed", "founded", "ended", "end", "end_reason", "merged_into", "purpose_reached",
    "without_chair", "asks_balance",
)  # fmt: skip


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
        (
            _("Its life"),
            {
                "fields": LIFE_FIELDS,
                "description": _("A day, a month or a year; what is empty is not recorded."),
            },
        ),
        RULES,
        ENTRY_SOURCE,
    )
    # Which panels there are and by which rules they meet is the city's decision.
    identity = (
        "city", "title", "slug", "field", "department", "parent", *LIFE_FIELDS, *RULE_FIELDS,
    )  # fmt: skip
    inlines = (SeatInline, OutcomeInline)

    def write(self, request: HttpRequest, row: Any, reason: str = "") -> None:
        """Store the panel, or a row of one of its inlines."""
        if isinstance(row, Panel):
            services.save_panel(row, actor=request.user, reason=reason)  # type: ignore[arg-type]
        else:
            super().write(request, row, reason)


class MemberForm(TenureForm):
    """A term with what is asked for where the city allows no further one."""

    reason = forms.CharField(
        label=_("Why once more"),
        max_length=100,
        required=False,
        help_text=_("Only where the city allows no further re-appointment."),
    )


@admin.register(Member)
class MemberAdmin(SheetAdmin, TenureAdmin):
    form = MemberForm
    resource_classes = [MemberSheet]
    list_display = (*TenureAdmin.list_display, "kind", "is_chair", "term_ends")
    list_filter = ("kind", "is_chair", *TenureAdmin.list_filter)
    list_select_related = (*TenureAdmin.list_select_related, "seat__body__panel")
    fieldsets = (
        (None, {"fields": ("seat", "name", "affiliation", "email", "kind", "is_chair")}),
        (
            _("From when until when"),
            {
                "fields": (
                    "starts_on",
                    "term_ends",
                    "reason",
                    "ends_on",
                    "end_reason",
                    "over_limit_reason",
                ),
                "description": _("Appointed, appointed until, released: the last day."),
            },
        ),
        (
            _("In public"),
            {
                "fields": ("public_name_basis",),
                "description": _("Without a basis only the number of members is public."),
            },
        ),
        (
            _("For the balance that the law asks for"),
            {
                "fields": ("sex", "age_band"),
                "description": _("Only for panels of which the law asks it; never public by name."),
            },
        ),
        SOURCE,
    )

    def keep(self, term: Any, typed: Any, actor: Any) -> None:
        reason = typed["reason"]
        save_member(term, email=typed["email"], actor=actor, reason=reason, again_reason=reason)


@admin.register(Duty)
class DutyAdmin(SheetAdmin, RecordAdmin):
    resource_classes = [DutySheet]
    list_display = ("title", "panel", "type", "year", "half", "due", "done", "city")
    list_filter = ("type", "year", "half", ("panel", InReachFilter), ("city", InReachFilter))
    list_select_related = ("city", "panel")
    search_fields = ("title", "key", "panel__title")
    date_hierarchy = "due_on"
    readonly_fields = ("due_on",)
    fieldsets = (
        (None, {"fields": ("city", "panel", "type", "title", "year", "half")}),
        (
            _("By when"),
            {
                "fields": ("due", "due_on", "done"),
                "description": _(
                    "A month falls due on its last working day; without a day or month a panel's "
                    "duty is called off. Done: the day or month."
                ),
            },
        ),
        SOURCE,
    )

    def write(self, request: HttpRequest, row: Any, reason: str = "") -> None:
        services.save_duty(row, actor=request.user, reason=reason)  # type: ignore[arg-type]


class OutcomeLinkInline(OffersThePublicRecord, ScopedInline):
    model = OutcomeLink
    fk_name = "outcome"
    fields = ("entry",)


@admin.register(OutcomeLink)
class OutcomeLinkAdmin(OffersThePublicRecord, RecordAdmin):
    list_display = ("outcome", "entry")
    list_select_related = ("outcome", "entry")
    search_fields = ("outcome__title", "entry__title")
    autocomplete_fields = ("outcome",)
    fieldsets = ((None, {"fields": ("outcome", "entry")}), SOURCE)


class CaseMarkInline(ScopedInline):
    model = CaseMark
    fields = ("criterion", "value")


@admin.register(CaseMark)
class CaseMarkAdmin(RecordAdmin):
    list_display = ("presentation", "criterion", "value")
    list_filter = ("criterion",)
    list_select_related = ("presentation",)
    search_fields = ("presentation__title",)
    autocomplete_fields = ("presentation",)
    fieldsets = ((None, {"fields": ("presentation", "criterion", "value")}), SOURCE)


# What a panel presents at a case-sharing day may be given marks; those who meet know of none.
admin.site.unregister(Presentation)


@admin.register(Presentation)
class MarkedPresentationAdmin(PresentationAdmin):
    inlines = (CaseMarkInline,)


@admin.register(DutyTemplate)
class DutyTemplateAdmin(RecordAdmin):
    list_display = ("title", "type", "half", "month", "day", "for_each_panel", "city")
    list_filter = (("city", InReachFilter),)
    list_select_related = ("city",)
    search_fields = ("title",)
    fields = ("city", "type", "half", "title", "month", "day", "for_each_panel")


@admin.register(Outcome)
class OutcomeAdmin(EntryAdmin):
    list_display = ("title", "panel", "heading", "order", "state")
    list_filter = ("heading", ("panel", InReachFilter), *EntryAdmin.list_filter)
    list_select_related = ("city", "panel")
    search_fields = ("title", "panel__title")
    fieldsets = ((None, {"fields": ("panel", "heading", "order", "title")}), ENTRY_SOURCE)
    inlines = (OutcomeLinkInline,)


class FormerNameInline(ScopedInline):
    model = FormerName
    fields = ("name", "until")


@admin.register(Field)
class FieldAdmin(RecordAdmin):
    list_display = ("name", "city", "order", count_column("panels", _("panels")))
    list_filter = (("city", InReachFilter),)
    list_select_related = ("city",)
    search_fields = ("name", "slug")
    fields = ("city", "name", "slug", "order", "ended")
    inlines = (FormerNameInline,)


@admin.register(PanelRules)
class PanelRulesAdmin(RecordAdmin):
    list_display = ("city", "valid_from", "meetings_per_half", "dormant_after_days",
                    "publication_days", "panels_per_person")  # fmt: skip
    list_filter = (("city", InReachFilter),)
    list_select_related = ("city",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Say above the fields how rules are changed, or why these are closed."""
        told = why_closed(obj) if _is_closed(obj) else _(
            "To change a rule, add rules with a new first day: what was judged before "
            "that day stays as it is."
        )  # fmt: skip
        fields = ("city", "valid_from", *THRESHOLDS)
        return ((None, {"fields": fields, "description": told}),)

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return not _is_closed(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return not _is_closed(obj) and super().has_delete_permission(request, obj)

    def write(self, request: HttpRequest, row: Any, reason: str = "") -> None:
        save_rules(row, actor=request.user, reason=reason)  # type: ignore[arg-type]

    def erase(self, request: HttpRequest, row: Any) -> None:
        delete_rules(row, actor=request.user)  # type: ignore[arg-type]


def _is_closed(rules: PanelRules | None) -> bool:
    return rules is not None and rules.have_judged(timezone.localdate())


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


@admin.register(FormerName)
class FormerNameAdmin(RecordAdmin):
    list_display = ("name", "field", "until")
    list_select_related = ("field",)
    search_fields = ("name", "field__name")
    fields = ("field", "name", "until")


@admin.register(TermOfOffice)
class TermOfOfficeAdmin(RecordAdmin):
    list_display = ("name", "city", "starts_on", "ends_on")
    list_filter = (("city", InReachFilter),)
    list_select_related = ("city",)
    search_fields = ("name",)
    fields = ("city", "name", "starts_on", "ends_on")


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
