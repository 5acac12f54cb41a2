"""The admin of what all jobs share: programmes, sources, commitments and evidence."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from civicforum.people.admin_base import ScopedAdmin, ScopedInline
from civicforum.people.admin_fields import InReachFilter, RefusableForm, count_column
from civicforum.people.admin_history import HistoryAdmin
from civicforum.record import services
from civicforum.record.admin_base import (
    ENTRY_SOURCE,
    SOURCE,
    EntryAdmin,
    EvidenceAdmin,
    RecordAdmin,
)
from civicforum.record.admin_decisions import DECISION, DiscrepancyForm
from civicforum.record.kinds import model_of_kind, topics
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
from civicforum.record.recipients import reminding_nobody
from civicforum.record.subjects import point_of


class PointInline(ScopedInline):
    model = ProgrammePoint
    fields = ("order", "kind", "text")


@admin.register(Programme)
class ProgrammeAdmin(EntryAdmin):
    list_display = ("title", "city", "job", "state", count_column("points", _("points")))
    list_filter = ("job", *EntryAdmin.list_filter)
    search_fields = ("title", "points__text")
    fieldsets = ((None, {"fields": ("city", "job", "title")}), ENTRY_SOURCE)
    inlines = (PointInline,)


class NobodyRemindedFilter(admin.SimpleListFilter):
    """What is due while neither its department nor the city has anybody in office."""

    title = _("who is reminded")
    parameter_name = "reminds"

    def lookups(self, request: Any, model_admin: Any) -> Any:
        return (("nobody", gettext("nobody")),)

    def queryset(self, request: Any, queryset: Any) -> Any:
        if self.value() != "nobody":
            return queryset
        return queryset.filter(pk__in=reminding_nobody(timezone.localdate()))


@admin.register(Commitment)
class CommitmentAdmin(RecordAdmin):
    list_display = ("title", "kind", "city", "department", "due", "due_on", "done")
    list_filter = (
        "kind", NobodyRemindedFilter, ("city", InReachFilter), ("department", InReachFilter),
    )  # fmt: skip
    list_select_related = ("city", "department")
    search_fields = ("title", "key", "owed_by")
    date_hierarchy = "due_on"
    autocomplete_fields = ("entry",)
    readonly_fields = ("due_on", "told")
    fieldsets = (
        (None, {"fields": ("city", "title", "kind", "entry")}),
        (
            _("Who by when"),
            {
                "fields": ("department", "owed_by", "due", "due_on", "done", "told"),
                "description": _(
                    "A month falls due on its last working day. Done: the day or month."
                ),
            },
        ),
        SOURCE,
    )

    @admin.display(description=_("reminders"))
    def told(self, row: Commitment) -> str:
        """The way to who was told, and what is next."""
        if row.pk is None:
            return "–"
        url = reverse("reminders_staff:commitment", args=[row.pk])
        return format_html('<a href="{}">{}</a>', url, gettext("Who was told, and what is next"))

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        """What has a table of its own, such as a yearly duty, is changed there if anywhere."""
        return not _is_kept_elsewhere(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return not _is_kept_elsewhere(obj) and super().has_delete_permission(request, obj)

    def formfield_for_choice_field(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_choice_field(db_field, request, **kwargs)
        if db_field.name == "kind":
            elsewhere = model_of_kind(Commitment)
            field.choices = [c for c in field.choices if c[0] not in elsewhere]
        return field


def _is_kept_elsewhere(row: Commitment | None) -> bool:
    return row is not None and row.kind in model_of_kind(Commitment)


class StatementInline(ScopedInline):
    model = Statement
    fields = ("order", "value", "basis", "shown", "document", "locator")

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        """Which one is shown is ticked while a point is recorded, and decided afterwards."""
        return ("shown",) if obj else ()


@admin.register(Discrepancy)
class DiscrepancyAdmin(RecordAdmin):
    list_display = (
        "title",
        "city",
        "entry",
        "subject",
        "decided",
        count_column("statements", _("statements")),
    )
    list_filter = ("decided", ("city", InReachFilter))
    list_select_related = ("city", "entry")
    search_fields = ("title", "subject", "statements__value", "entry__title")
    autocomplete_fields = ("entry",)
    form = DiscrepancyForm
    inlines = (StatementInline,)
    acted_on = ("decided", "decision")
    readonly_fields = ("named",)

    def get_fieldsets(self, request: Any, obj: Any = None) -> Any:
        """The point, and the decision once there is something to decide."""
        named = ("named",) if obj else ()
        fields = ("city", "entry", "subject", *named, "words_only", "title", "note")
        point = (None, {"fields": fields})
        if obj is None:
            return (point, SOURCE)
        may_decide = self.has_change_permission(request, obj)
        decision = DECISION if may_decide else ("decided", "decision")
        return ((_("Decision"), {"fields": decision}), point, SOURCE)

    @admin.display(description=_("what the subject names"))
    def named(self, row: Discrepancy) -> str:
        """The field and its row in the words of their forms."""
        point = point_of(row)
        if point is None:
            return gettext("No single field: a decision marks the point and changes no value.")
        said = {"field": point.field.verbose_name, "row": point.row, "value": point.text or "–"}
        return gettext("“%(field)s” of “%(row)s”, now “%(value)s”") % said

    def render_change_form(
        self,
        request: Any,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> Any:
        if obj is not None and obj.pk:
            context |= {"show_delete": not obj.entry.has_been_public()}  # it is decided instead
        return super().render_change_form(request, context, add, change, form_url, obj)

    def bring_back(self, request: Any, row: Any, reason: str) -> None:
        super().bring_back(request, row, reason)
        services.require_true(row)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """Store the statements, then what was decided between them."""
        super().save_related(request, form, formsets, change)
        if change and form.settles:
            self._settle(request, form.instance, form.cleaned_data)
        services.require_true(form.instance)

    def _settle(self, request: Any, row: Discrepancy, chosen: dict[str, Any]) -> None:
        act = services.decide if chosen["is_decided"] else services.undecide
        point = act(row, chosen["stands"], actor=request.user, reason=chosen["reason"])
        if point is None:
            text = gettext(
                "Marked. No single field holds this value: check on the page that it is right."
            )
            self.message_user(request, text, messages.WARNING)
            return
        said = {"field": point.field.verbose_name, "row": point.row, "value": point.text}
        text = gettext("“%(field)s” of “%(row)s” is now “%(value)s”.")
        if not chosen["is_decided"]:
            text = gettext(
                "Undecided again. Until the city decides, “%(field)s” of “%(row)s” is shown as "
                "“%(value)s”; to show another value, choose that one."
            )
        self.message_user(request, text % said, messages.SUCCESS)


@admin.register(Document)
class DocumentAdmin(RecordAdmin):
    list_display = ("title", "city", "issuer", "issued", "known_until")
    list_filter = (("city", InReachFilter),)
    list_select_related = ("city",)
    search_fields = ("title", "slug", "issuer", "file_name")
    fields = ("city", "slug", "title", "issuer", "issued", "file_name", "known_until")


@admin.register(Entry)
class AllEntriesAdmin(ScopedAdmin):
    """Every kind of entry in one list, to find things; each is changed in its own form."""

    list_display = ("own_form", "kind", "city", "state", "is_public", "address")
    list_display_links = None
    list_filter = ("kind", "state", "is_public", ("city", InReachFilter))
    list_select_related = ("city",)
    search_fields = ("title", "address")
    fields = ("title", "kind", "city", "state", "is_public", "address", "as_of")

    @admin.display(description=_("title"), ordering="title")
    def own_form(self, entry: Entry) -> str:
        """The title, leading to the form of the entry's own kind."""
        options = model_of_kind()[entry.kind]._meta
        url = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[entry.pk])
        return format_html('<a href="{}">{}</a>', url, entry.title)

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(ProgrammePoint)
class ProgrammePointAdmin(RecordAdmin):
    list_display = ("text", "kind", "order", "programme")
    list_filter = ("kind", ("programme", InReachFilter))
    list_select_related = ("programme",)
    search_fields = ("text",)
    fieldsets = ((None, {"fields": ("programme", "kind", "order", "text")}), SOURCE)


@admin.register(Statement)
class StatementAdmin(RecordAdmin):
    list_display = ("value", "shown", "basis", "discrepancy", "order")
    list_filter = ("shown",)
    list_select_related = ("discrepancy",)
    search_fields = ("value", "discrepancy__title")
    autocomplete_fields = ("discrepancy",)
    readonly_fields = ("shown",)  # chosen where the point is decided
    fieldsets = (
        (None, {"fields": ("discrepancy", "order", "value", "basis", "shown")}),
        SOURCE,
    )

    def write(self, request: Any, row: Any, reason: str = "") -> None:
        super().write(request, row, reason)
        services.require_true(row.discrepancy)

    def erase(self, request: Any, row: Any) -> None:
        super().erase(request, row)
        services.require_true(row.discrepancy)


@admin.register(StatedFigure)
class StatedFigureAdmin(RecordAdmin):
    list_display = ("code", "value", "entry")
    list_select_related = ("entry",)
    search_fields = ("code", "entry__title")
    autocomplete_fields = ("entry",)
    fieldsets = ((None, {"fields": ("entry", "code", "value")}), SOURCE)


@admin.register(StateChange)
class StateChangeAdmin(EvidenceAdmin):
    list_display = ("at", "entry", "old", "new", "actor", "reason")
    list_filter = ("new",)
    list_select_related = ("entry", "actor")
    search_fields = ("entry__title", "entry__address", "reason")
    date_hierarchy = "at"
    fields = ("entry", "old", "new", "at", "actor", "reason")
    readonly_fields = ("at",)


class ReminderRuleForm(RefusableForm):
    """A rule, for a topic there is."""

    topic = forms.ChoiceField(label=_("topic"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "topic" in self.fields:
            self.fields["topic"].choices = list(topics().items())  # type: ignore[attr-defined]


@admin.register(ReminderRule)
class ReminderRuleAdmin(HistoryAdmin):
    form = ReminderRuleForm
    list_display = ("topic_name", "city", "days_before", "overdue_every")
    list_filter = (("city", InReachFilter),)
    list_select_related = ("city",)
    fields = ("city", "topic", "days_before", "overdue_every")

    @admin.display(description=_("topic"), ordering="topic")
    def topic_name(self, row: ReminderRule) -> str:
        """The topic in words."""
        return str(topics().get(row.topic, row.topic))


class ArrivalFilter(admin.SimpleListFilter):
    """Notices that failed or may have, of what is still open."""

    title = _("arrival")
    parameter_name = "arrived"

    def lookups(self, request: Any, model_admin: Any) -> Any:
        return (("no", gettext("did not arrive, still open")),)

    def queryset(self, request: Any, queryset: Any) -> Any:
        return queryset.unarrived() if self.value() == "no" else queryset


@admin.register(Notice)
class NoticeAdmin(EvidenceAdmin):
    list_display = ("commitment", "moment", "recipient", "channel", "state", "created_at")
    list_filter = (ArrivalFilter, "state", "channel")
    list_select_related = ("commitment", "recipient")
    search_fields = ("commitment__title", "recipient__name", "recipient__email")
    date_hierarchy = "created_at"
    fields = (
        "commitment", "moment", "recipient", "channel", "message", "state", "created_at",
        "settled_at", "problem",
    )  # fmt: skip
    readonly_fields = ("created_at",)
