"""The admin of co-governance: matters, plans with their projects, and events."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from civicforum.people.admin_base import ScopedInline
from civicforum.people.admin_fields import InReachFilter, count_column
from civicforum.record.admin_base import ENTRY_SOURCE, SOURCE, EntryAdmin, RecordAdmin
from civicforum.record.admin_sheets import SheetAdmin
from committees.models import (
    Matter,
    MatterStep,
    Plan,
    PlanStep,
    Presentation,
    ProgrammeItem,
    Project,
    ProjectStep,
    SharingEvent,
)
from committees.resources import MatterSheet, MatterStepSheet, ProjectSheet


class MatterStepInline(ScopedInline):
    model = MatterStep
    fields = ("order", "kind", "on", "votes", "place", "note")


@admin.register(Matter)
class MatterAdmin(SheetAdmin, EntryAdmin):
    resource_classes = [MatterSheet]
    list_display = (
        "title",
        "year",
        "body",
        "became",
        "state",
        count_column("steps", _("steps")),
    )
    list_filter = ("year", ("body", InReachFilter), *EntryAdmin.list_filter)
    list_select_related = ("city", "body", "became")
    search_fields = ("title", "summary", "body__title")
    fieldsets = (
        (None, {"fields": ("city", "year", "title", "slug", "body", "summary")}),
        (
            _("What became of it"),
            {
                "fields": ("became",),
                "description": _("Its stage is that of the last step below."),
            },
        ),
        ENTRY_SOURCE,
    )
    inlines = (MatterStepInline,)


@admin.register(MatterStep)
class MatterStepAdmin(SheetAdmin, RecordAdmin):
    resource_classes = [MatterStepSheet]
    list_display = ("matter", "order", "kind", "on", "votes", "place")
    list_filter = ("kind",)
    list_select_related = ("matter",)
    search_fields = ("matter__title", "note")
    autocomplete_fields = ("matter",)
    fieldsets = (
        (None, {"fields": ("matter", "order", "kind", "on", "votes", "place", "note")}),
        SOURCE,
    )


class PlanStepInline(ScopedInline):
    model = PlanStep
    fields = ("order", "title", "on", "note")


class ProjectInline(ScopedInline):
    model = Project
    fk_name = "plan"
    fields = ("number", "title", "slug", "department", "budget")


@admin.register(Plan)
class PlanAdmin(EntryAdmin):
    list_display = (
        "title",
        "city",
        "department",
        "year",
        "state",
        count_column("steps", _("steps")),
        count_column("projects", _("projects")),
    )
    list_select_related = ("city", "department")
    search_fields = ("title", "slug")
    fieldsets = ((None, {"fields": ("city", "title", "slug", "department", "year")}), ENTRY_SOURCE)
    inlines = (PlanStepInline, ProjectInline)


class ProjectStepInline(ScopedInline):
    model = ProjectStep
    fields = ("order", "kind", "on", "text")


@admin.register(Project)
class ProjectAdmin(SheetAdmin, EntryAdmin):
    resource_classes = [ProjectSheet]
    list_display = (
        "title",
        "number",
        "plan",
        "department",
        "budget",
        "state",
        count_column("steps", _("steps")),
    )
    list_filter = (("plan", InReachFilter), *EntryAdmin.list_filter)
    list_select_related = ("city", "plan", "department")
    search_fields = ("title", "plan__title")
    fieldsets = (
        (None, {"fields": ("plan", "number", "title", "slug")}),
        (_("Carried out"), {"fields": ("department", "working_group", "budget", "result")}),
        ENTRY_SOURCE,
    )
    inlines = (ProjectStepInline,)


class ProgrammeItemInline(ScopedInline):
    model = ProgrammeItem
    fields = ("order", "text")


class PresentationInline(ScopedInline):
    model = Presentation
    fields = ("order", "body", "title", "presenter", "project")


@admin.register(SharingEvent)
class SharingEventAdmin(EntryAdmin):
    list_display = (
        "title",
        "city",
        "date",
        "place",
        "state",
        count_column("presentations", _("presentations")),
    )
    list_select_related = ("city", "department")
    search_fields = ("title", "place", "presentations__title")
    date_hierarchy = "date"
    fieldsets = (
        (None, {"fields": ("city", "title", "slug", "department", "planned_at")}),
        (_("When and where"), {"fields": ("date", "starts", "ends", "place")}),
        (_("For whom"), {"fields": ("audience", "note")}),
        ENTRY_SOURCE,
    )
    inlines = (ProgrammeItemInline, PresentationInline)


@admin.register(PlanStep)
class PlanStepAdmin(RecordAdmin):
    list_display = ("title", "plan", "order", "on")
    list_select_related = ("plan",)
    search_fields = ("title", "plan__title")
    fieldsets = ((None, {"fields": ("plan", "order", "title", "on", "note")}), SOURCE)


@admin.register(ProgrammeItem)
class ProgrammeItemAdmin(RecordAdmin):
    list_display = ("text", "event", "order")
    list_select_related = ("event",)
    search_fields = ("text", "event__title")
    fieldsets = ((None, {"fields": ("event", "order", "text")}), SOURCE)


@admin.register(Presentation)
class PresentationAdmin(RecordAdmin):
    list_display = ("title", "event", "body", "presenter")
    list_select_related = ("event", "body")
    search_fields = ("title", "event__title", "body__title")
    fieldsets = (
        (None, {"fields": ("event", "order", "body", "title", "presenter", "project")}),
        SOURCE,
    )


@admin.register(ProjectStep)
class ProjectStepAdmin(RecordAdmin):
    list_display = ("text", "project", "order", "kind", "on")
    list_filter = ("kind",)
    list_select_related = ("project",)
    search_fields = ("text", "project__title")
    autocomplete_fields = ("project",)
    fieldsets = ((None, {"fields": ("project", "order", "kind", "on", "text")}), SOURCE)
