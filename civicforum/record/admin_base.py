"""What every admin of the record shares: writes through the services, moves, sheets."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civicforum.kit.errors import Refused
from civicforum.people.admin_base import ScopedAdmin
from civicforum.people.admin_fields import InReachFilter
from civicforum.people.admin_history import HistoryAdmin
from civicforum.people.admin_meanwhile import Page
from civicforum.people.models import City
from civicforum.people.policy import Action, can, rows
from civicforum.record import services
from civicforum.record.editions import editions
from civicforum.record.models import Entry, StateChange
from civicforum.record.policy import can_move, frozen_because, is_frozen
from civicforum.record.states import ENTRY_MOVES, EntryState

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldOpts
    from django.utils.functional import _StrPromise

    Section = tuple[_StrPromise, _FieldOpts]

MOST_AT_ONCE = 300

#: What a move to a state is called on its button.
MOVE_LABELS: dict[EntryState, "_StrPromise"] = {
    EntryState.SUBMITTED: gettext_lazy("Submit for approval"),
    EntryState.PUBLISHED: gettext_lazy("Publish"),
    EntryState.WITHDRAWN: gettext_lazy("Withdraw"),
    EntryState.DRAFT: gettext_lazy("Return to draft"),
}

SOURCE: "Section" = (
    gettext_lazy("Source"),
    {
        "fields": ("document", "locator"),
        "classes": ("collapse",),
        "description": gettext_lazy("The document that says so, and the place in it."),
    },
)
ENTRY_SOURCE: "Section" = (
    gettext_lazy("Source and address"),
    {
        "fields": ("as_of", "document", "locator", "address"),
        "classes": ("collapse",),
        "description": gettext_lazy(
            "The document that says so, and the page's address: it is permanent once published."
        ),
    },
)


class RecordAdmin(HistoryAdmin):
    """An admin whose writes are the record's services."""

    def write(self, request: HttpRequest, row: Model, reason: str = "") -> None:
        services.save_row(row, actor=request.user, reason=reason)  # type: ignore[arg-type]

    def erase(self, request: HttpRequest, row: Model) -> None:
        services.delete_row(row, actor=request.user)  # type: ignore[arg-type]

    def hold(self, page: Page) -> None:
        """The entry first, as the services hold it: the other way round two would wait forever."""
        services.hold_entries(page.row)
        super().hold(page)


class EvidenceAdmin(ScopedAdmin):
    """Rows that are evidence: the policy lets nobody, not even a superuser, write them."""


class MoveForm(forms.Form):
    """Why entries are moved, and in which editions they were read."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, required=False)
    read = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, to: EntryState, data: Any = None, *, read: str = "") -> None:
        super().__init__(data, initial={"read": read})
        self.fields["reason"].required = to == EntryState.WITHDRAWN
        if to == EntryState.WITHDRAWN:
            self.fields["reason"].help_text = _("It stays in the record of the changes.")


class EntryAdmin(RecordAdmin):
    """An admin of a kind of entry: with the buttons that move it between its states."""

    change_form_template = "admin/entry_change_form.html"
    object_history_template = "admin/entry_history.html"
    actions = ("submit_rows", "publish_rows", "withdraw_rows", "return_rows")
    list_filter: ClassVar[Any] = ("state", ("city", InReachFilter))
    list_select_related: ClassVar[Any] = ("city",)
    readonly_fields = ("address",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Only rows of this very kind: a panel is a body, too, but has its own form."""
        return super().get_queryset(request).filter(kind=self.model.KIND)  # type: ignore[attr-defined]

    def get_urls(self) -> list[URLPattern]:
        own = path("move/<str:to>/", self.admin_site.admin_view(self.move_view), name=self._move)
        return [own, *super().get_urls()]

    @property
    def _move(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_move"

    def _move_url(self, to: str, ids: str, read: str = "") -> str:
        seen = f"&read={read}" if read else ""
        return f"{reverse(f'admin:{self._move}', args=[to])}?ids={ids}{seen}"

    def delete_view(self, request: Any, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """Ask whether to delete, but not where it could only be refused."""
        entry = self.get_object(request, unquote(object_id))
        if entry is not None and self.has_delete_permission(request, entry):
            try:
                services.require_never_public(entry)
            except Refused as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
                return self._back([entry])
        return super().delete_view(request, object_id, *args, **kwargs)

    # The change page

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
            context |= {
                "moves": self._moves(request, obj),
                "state_changes": _state_changes(obj)[:20],
                "show_delete": not obj.has_been_public(),  # it could only be withdrawn
                "frozen": frozen_because(obj) if is_frozen(request.user, obj) else "",
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def history_view(self, request: Any, object_id: str, extra_context: Any = None) -> Any:
        """The versions of an entry, and below them all its moves."""
        row = self._row(request, object_id)
        context = {**(extra_context or {}), "state_changes": _state_changes(row)}
        return super().history_view(request, object_id, context)

    def _moves(self, request: Any, entry: Entry) -> list[dict[str, Any]]:
        read = editions([entry])[entry.pk]
        return [
            {"to": to.value, "label": label, "url": self._move_url(to, str(entry.pk), read)}
            for to, label in MOVE_LABELS.items()
            if (entry.state, to) in ENTRY_MOVES and can_move(request.user, entry, to)
        ]

    # The list

    def has_submit_permission(self, request: Any) -> bool:
        """Whether anything is submitted at all where the person works."""
        approving = rows(request.user, Action.VIEW, City).filter(needs_approval=True)
        return can(request.user, Action.SUBMIT, self.model) and approving.exists()

    def has_publish_permission(self, request: Any) -> bool:
        return can(request.user, Action.PUBLISH, self.model)

    @admin.action(description=gettext_lazy("Submit for approval"), permissions=["submit"])
    def submit_rows(self, request: Any, queryset: Any) -> HttpResponse | None:
        return self._ask_to_move(request, queryset, EntryState.SUBMITTED)

    @admin.action(description=gettext_lazy("Publish"), permissions=["publish"])
    def publish_rows(self, request: Any, queryset: Any) -> HttpResponse | None:
        return self._ask_to_move(request, queryset, EntryState.PUBLISHED)

    @admin.action(description=gettext_lazy("Withdraw"), permissions=["publish"])
    def withdraw_rows(self, request: Any, queryset: Any) -> HttpResponse | None:
        return self._ask_to_move(request, queryset, EntryState.WITHDRAWN)

    @admin.action(description=gettext_lazy("Return to draft"), permissions=["submit", "publish"])
    def return_rows(self, request: Any, queryset: Any) -> HttpResponse | None:
        return self._ask_to_move(request, queryset, EntryState.DRAFT)

    def _ask_to_move(self, request: Any, queryset: Any, to: EntryState) -> HttpResponse | None:
        ids = [str(pk) for pk in queryset.values_list("pk", flat=True)[: MOST_AT_ONCE + 1]]
        if len(ids) > MOST_AT_ONCE:
            text = _("Choose at most %d at once.") % MOST_AT_ONCE
            self.message_user(request, text, messages.WARNING)
            return None
        return HttpResponseRedirect(self._move_url(to, ",".join(ids)))

    # The page between the button and the move

    def move_view(self, request: HttpRequest, to: str) -> HttpResponse:
        """Ask for the reason, then move every chosen entry that may be moved, or none."""
        state, entries = self._asked_for(request, to)
        movable = [
            entry
            for entry in entries
            if (entry.state, state) in ENTRY_MOVES and can_move(request.user, entry, state)  # type: ignore[arg-type]
        ]
        if not movable:
            text = _("None of these can be moved to “%s” by you now.") % state.label
            self.message_user(request, text, messages.WARNING)
            return self._back(entries)
        read = request.GET.get("read") or " ".join(editions(movable).values())
        form = MoveForm(state, request.POST or None, read=read)
        if form.is_valid():
            self._move_all(request, movable, state, **form.cleaned_data)
            return self._back(entries)
        return self._ask(request, state, entries, movable, form)

    def _asked_for(self, request: HttpRequest, to: str) -> tuple[EntryState, list[Entry]]:
        ids = {pk for pk in request.GET.get("ids", "").split(",") if pk.isdecimal()}
        if to not in EntryState.values or not ids or len(ids) > MOST_AT_ONCE:
            raise Http404
        entries = list(self.get_queryset(request).filter(pk__in=ids))
        if len(entries) != len(ids):
            raise Http404
        return EntryState(to), entries

    def _ask(
        self,
        request: HttpRequest,
        state: EntryState,
        entries: list[Entry],
        movable: list[Entry],
        form: MoveForm,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": MOVE_LABELS[state],
            "opts": self.opts,
            "to": state,
            "movable": movable,
            "left_out": [entry for entry in entries if entry not in movable],
            "form": form,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/move.html", context)

    def _move_all(
        self, request: Any, entries: list[Entry], to: EntryState, reason: str, read: str
    ) -> None:
        try:
            services.move_entries(entries, to, actor=request.user, reason=reason, read=read.split())
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return
        text = _("Moved to “%(state)s”: %(count)d") % {"state": to.label, "count": len(entries)}
        self.message_user(request, text, messages.SUCCESS)

    def _back(self, entries: list[Entry]) -> HttpResponse:
        if len(entries) == 1:
            return HttpResponseRedirect(self.url_of("change", entries[0].pk))
        return HttpResponseRedirect(self.url_of("changelist"))


def _state_changes(entry: Model) -> QuerySet[StateChange]:
    return StateChange.objects.filter(entry=entry.pk).select_related("actor")
