"""Who changed what and when, and the way back to an older version."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import display_for_field, unquote
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.forms.utils import pretty_name
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from civicforum.kit.dates import format_datetime
from civicforum.kit.errors import Refused
from civicforum.people.admin_base import ScopedAdmin


class _Changes(HistoricalRecordContextHelper):
    """What a version changed, in the words of the form: yes, no, the names of choices."""

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        """Return a value as the list of versions shows it."""
        field: Any = self.model._meta.get_field(change.field)
        if value in (None, ""):
            return "–"
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if getattr(field, "choices", None):
            return dict(field.flatchoices).get(value, value)
        return super().prepare_delta_change_value(change, value)


class HistoryAdmin(ScopedAdmin, SimpleHistoryAdmin):
    """An admin whose rows have a history; going back is a change like any other."""

    object_history_template = "admin/history.html"
    object_history_list_template = "admin/history_list.html"
    #: Fields that have an act of their own: versions show them, but none brings them back.
    acted_on: tuple[str, ...] = ()

    def history_view(self, request: Any, object_id: str, extra_context: Any = None) -> Any:
        """The versions of a row in the person's reach."""
        row = self._row(request, object_id)
        return super().history_view(request, str(row.pk), extra_context)

    def get_historical_record_context_helper(self, request: Any, historical_record: Any) -> Any:
        """Use the form's own words."""
        return _Changes(self.model, historical_record)

    def history_form_view(
        self, request: Any, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Compare a version with the row of today; POST brings the version back."""
        row = self._row(request, object_id)
        version = self._version(row, version_id)
        may_change = self.has_change_permission(request, row)
        names = self._restorable(request, row, version)
        if request.method == "POST":
            if not may_change:
                raise PermissionDenied
            return self._bring_back(request, row, version, names)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Version of %s") % format_datetime(version.history_date),
            "subtitle": str(row),
            "opts": self.opts,
            "original": row,
            "version": version,
            "may_change": may_change,
            "fields": [self._compared(row, version, name) for name in [*names, *self.acted_on]],
        }
        return TemplateResponse(request, "admin/version.html", context)

    def bring_back(self, request: HttpRequest, row: Model, reason: str) -> None:
        """Store a row that was set to an older version. Raises ValidationError or Refused."""
        self.write(request, row, reason)

    def _row(self, request: HttpRequest, object_id: str) -> Model:
        row = self.get_object(request, unquote(object_id))
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        return row

    def _version(self, row: Model, version_id: str) -> Any:
        if not version_id.isdecimal():
            raise Http404
        key = {self.opts.pk.attname: row.pk, "history_id": version_id}
        version = self.model.history.filter(**key).first()  # type: ignore[attr-defined]
        if version is None:
            raise Http404
        return version

    def _restorable(self, request: HttpRequest, row: Model, version: Any) -> list[str]:
        """What the person may type into the form; a state or an address is never restored."""
        fields = self.get_form(request, row, change=True).base_fields
        return [name for name in fields if hasattr(type(version), name)]

    def _compared(self, row: Model, version: Any, name: str) -> dict[str, Any]:
        field: Any = self.opts.get_field(name)
        then, now = (_shown(field, source) for source in (version, row))
        return {"label": pretty_name(str(field.verbose_name)), "then": then, "now": now}

    def _bring_back(
        self, request: HttpRequest, row: Model, version: Any, names: list[str]
    ) -> HttpResponse:
        if any(getattr(version, name) != getattr(row, name) for name in self.acted_on):
            text = _("A decision was made or taken back since. Do that in the form first.")
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        for name in names:
            attname = self.opts.get_field(name).attname  # type: ignore[union-attr]
            setattr(row, attname, getattr(version, attname))
        done = _("Brought back the version of %s.") % format_datetime(version.history_date)
        try:
            with transaction.atomic():
                self.bring_back(request, row, done)
        except (ValidationError, Refused) as refusal:
            text = "; ".join(getattr(refusal, "messages", [str(refusal)]))
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(self.url_of("change", row.pk))


def _shown(field: Any, source: Any) -> str:
    if field.is_relation:
        try:
            return str(getattr(source, field.name) or "")
        except ObjectDoesNotExist:
            return _("(deleted)")
    return str(display_for_field(getattr(source, field.attname), field, ""))
