"""The admin of roundtables: a roundtable with its parts, then each part in its own list."""

from typing import Any

from django.contrib import admin
from django.db.models import CharField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from civicforum.people.admin_base import ScopedInline
from civicforum.people.admin_fields import InReachFilter, count_column
from civicforum.record.admin_base import ENTRY_SOURCE, SOURCE, EntryAdmin, RecordAdmin
from civicforum.record.admin_sheets import SheetAdmin
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
from roundtables.resources import TeamSheet


class SessionInline(ScopedInline):
    model = Session
    fields = ("number", "date", "starts", "ends", "label", "venue", "mode")


class FigureGroupInline(ScopedInline):
    model = FigureGroup
    fields = ("order", "code", "title", "unit", "stated_total")


class VotingRuleInline(ScopedInline):
    model = VotingRule
    fields = ("electorate", "picks", "wording")


class AwardInline(ScopedInline):
    model = Award
    fields = ("order", "kind", "session", "team", "person_name")
    within = {"session": "roundtable", "team": "session__roundtable"}


@admin.register(Roundtable)
class RoundtableAdmin(EntryAdmin):
    list_display = (
        "title",
        "number",
        "city",
        "state",
        "attendance",
        count_column("sessions", _("sessions")),
        count_column("ideas", _("ideas")),
        count_column("awards", _("awards")),
    )
    search_fields = ("title", "slogan", "slug")
    fieldsets = (
        (None, {"fields": ("city", "number", "title", "slug", "slogan", "team_word")}),
        (
            _("Attendance"),
            {
                "fields": (
                    "attendance",
                    "attendance_is_about",
                    "attendance_note",
                    "sittings_note",
                ),
                "description": _("As the document states it: “about 180” stays “about 180”."),
            },
        ),
        (_("Method"), {"fields": ("method",)}),
        ENTRY_SOURCE,
    )
    inlines = (SessionInline, FigureGroupInline, VotingRuleInline, AwardInline)


class TeamInline(ScopedInline):
    model = Team
    fields = ("number", "label")


@admin.register(Session)
class SessionAdmin(RecordAdmin):
    list_display = (
        "roundtable",
        "number",
        "date",
        "starts",
        "label",
        "venue",
        count_column("teams", _("teams")),
    )
    list_display_links = ("roundtable", "number")
    list_filter = ("mode", ("roundtable", InReachFilter))
    list_select_related = ("roundtable",)
    search_fields = ("venue", "label", "topic", "roundtable__title")
    date_hierarchy = "date"
    fieldsets = (
        (None, {"fields": ("roundtable", "number", "label", "topic")}),
        (
            _("When"),
            {
                "fields": ("date", "stated_weekday", "starts", "ends"),
                "description": _("The weekday only where the document states one."),
            },
        ),
        (_("Where"), {"fields": ("venue", "rooms", "mode", "streams")}),
        SOURCE,
    )
    inlines = (TeamInline,)


class ProposalInline(ScopedInline):
    model = Proposal
    fields = ("order", "tag", "title")


@admin.register(Team)
class TeamAdmin(SheetAdmin, RecordAdmin):
    resource_classes = [TeamSheet]
    list_display = ("__str__", "label", "session", count_column("proposals", _("proposals")))
    list_filter = (("session__roundtable", InReachFilter),)
    list_select_related = ("session__roundtable",)
    search_fields = ("called",)
    fieldsets = ((None, {"fields": ("session", "number", "label")}), SOURCE)
    inlines = (ProposalInline,)

    def get_queryset(self, request: Any) -> Any:
        """The teams, to be found by the words of which their names are made."""
        gap = Value(" · ")
        table = "session__roundtable__"
        return super().get_queryset(request).annotate(called=Concat(
            "number", f"{table}team_word", gap, "session__date", gap, "session__label", gap,
            f"{table}title", gap, "label", output_field=CharField(),
        ))  # fmt: skip


class LineInline(ScopedInline):
    model = ProposalLine
    fields = ("order", "parent", "text")
    within = {"parent": "proposal"}


@admin.register(Proposal)
class ProposalAdmin(SheetAdmin, EntryAdmin):
    resource_classes = [TeamSheet]
    list_display = ("title", "tag", "team", "order", "state", count_column("lines", _("lines")))
    list_filter = (("team__session__roundtable", InReachFilter), *EntryAdmin.list_filter)
    list_select_related = ("city", "team__session__roundtable")
    search_fields = ("title", "tag", "lines__text")
    autocomplete_fields = ("team",)
    fieldsets = ((None, {"fields": ("team", "order", "tag", "title", "is_untitled")}), ENTRY_SOURCE)
    inlines = (LineInline,)


class TallyInline(ScopedInline):
    model = Tally
    fields = ("session", "place", "votes")


@admin.register(Idea)
class IdeaAdmin(EntryAdmin):
    list_display = (
        "title",
        "group",
        "roundtable",
        "state",
        count_column("tallies", _("tallies")),
    )
    list_filter = (("roundtable", InReachFilter), *EntryAdmin.list_filter)
    list_select_related = ("city", "roundtable")
    search_fields = ("title", "group", "became")
    fieldsets = (
        (None, {"fields": ("roundtable", "group", "order", "title", "slug", "became")}),
        ENTRY_SOURCE,
    )
    inlines = (TallyInline,)


class HonourInline(ScopedInline):
    model = Honour
    fields = ("kind", "on", "state")


@admin.register(Award)
class AwardAdmin(RecordAdmin):
    list_display = (
        "kind",
        "roundtable",
        "session",
        "team",
        "person_name",
        count_column("honours", _("honours")),
    )
    list_filter = ("kind", ("roundtable", InReachFilter))
    list_select_related = ("roundtable", "session__roundtable", "team__session__roundtable")
    search_fields = ("person_name", "roundtable__title")
    autocomplete_fields = ("team",)
    fieldsets = (
        (None, {"fields": ("roundtable", "kind", "order", "session", "team")}),
        (
            _("Person"),
            {
                "fields": (
                    "person_name", "name_basis", "gender", "age_band", "neighbourhood", "post",
                ),
                "description": _(
                    "The public sees the full name only with a ground for showing it, and never"
                    " the neighbourhood or the post."
                ),
            },
        ),
        SOURCE,
    )  # fmt: skip
    inlines = (HonourInline,)


class FigureInline(ScopedInline):
    model = Figure
    fields = ("order", "label", "value")


@admin.register(FigureGroup)
class FigureGroupAdmin(RecordAdmin):
    list_display = (
        "title",
        "roundtable",
        "code",
        "stated_total",
        count_column("figures", _("figures")),
    )
    list_filter = (("roundtable", InReachFilter),)
    list_select_related = ("roundtable",)
    search_fields = ("title", "code", "figures__label")
    fieldsets = (
        (None, {"fields": ("roundtable", "order", "code", "title", "unit", "stated_total")}),
        SOURCE,
    )
    inlines = (FigureInline,)


@admin.register(VotingRule)
class VotingRuleAdmin(RecordAdmin):
    list_display = ("roundtable", "electorate", "picks", "wording")
    list_filter = ("electorate",)
    list_select_related = ("roundtable",)
    search_fields = ("roundtable__title", "wording")
    fieldsets = ((None, {"fields": ("roundtable", "electorate", "picks", "wording")}), SOURCE)


@admin.register(Tally)
class TallyAdmin(RecordAdmin):
    list_display = ("idea", "session", "place", "votes")
    list_filter = (("session__roundtable", InReachFilter),)
    list_select_related = ("idea", "session__roundtable")
    search_fields = ("idea__title",)
    autocomplete_fields = ("idea",)
    fieldsets = ((None, {"fields": ("idea", "session", "place", "votes")}), SOURCE)


@admin.register(ProposalLine)
class ProposalLineAdmin(RecordAdmin):
    list_display = ("text", "order", "proposal", "parent")
    list_select_related = ("proposal", "parent")
    search_fields = ("text", "proposal__title")
    autocomplete_fields = ("proposal", "parent")
    fieldsets = ((None, {"fields": ("proposal", "order", "parent", "text")}), SOURCE)


@admin.register(Figure)
class FigureAdmin(RecordAdmin):
    list_display = ("label", "value", "group", "order")
    list_filter = (("group__roundtable", InReachFilter),)
    list_select_related = ("group",)
    search_fields = ("label", "group__title")
    autocomplete_fields = ("group",)
    fieldsets = ((None, {"fields": ("group", "order", "label", "value")}), SOURCE)


@admin.register(Honour)
class HonourAdmin(RecordAdmin):
    list_display = ("kind", "award", "on", "state")
    list_filter = ("kind", "state")
    list_select_related = ("award__roundtable",)
    search_fields = ("award__person_name", "award__roundtable__title")
    autocomplete_fields = ("award",)
    fieldsets = ((None, {"fields": ("award", "kind", "on", "state")}), SOURCE)
