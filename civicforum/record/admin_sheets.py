"""The admin's two doors for sheets: import with a preview, and export."""

import hashlib
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from import_export.admin import ImportExportMixin
from import_export.forms import ConfirmImportForm, ExportForm
from import_export.results import Error

from civicforum.kit.sheet_formats import FORMATS, UnreadableFile
from civicforum.people.policy import Action, can
from civicforum.record.errors import ChangedMeanwhile
from civicforum.record.uploads import Upload


class ConfirmForm(ConfirmImportForm):
    """The confirmation of a preview, which says what that one showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


def _seen(result: Any) -> str:
    """What a preview shows, in short: what every row was and what becomes of it."""
    shown = [(row.import_type, row.diff) for row in result.rows]
    return hashlib.sha256(repr(shown).encode()).hexdigest()


class SheetAdmin(ImportExportMixin):
    """Adds a sheet to an admin: `resource_classes = [TheSheet]`, before its base class."""

    formats = FORMATS
    export_form_class = ExportForm
    confirm_form_class = ConfirmForm
    import_template_name = "admin/sheet_import.html"
    tmp_storage_class = Upload
    skip_admin_log = True  # the history of the rows tells who imported what

    def has_import_permission(self, request: Any) -> bool:
        return can(request.user, Action.ADD, self.model)

    def has_export_permission(self, request: Any) -> bool:
        return can(request.user, Action.VIEW, self.model)

    def get_import_resource_kwargs(self, request: Any, **kwargs: Any) -> dict[str, Any]:
        return {"user": request.user}

    def get_export_resource_kwargs(self, request: Any, **kwargs: Any) -> dict[str, Any]:
        return {"user": request.user}

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """All rows or none, also when something changed since the preview."""
        return {**super().get_import_data_kwargs(**kwargs), "rollback_on_validation_errors": True}

    def export_action(self, request: HttpRequest) -> HttpResponse:
        """Export what the list shows; a filter that nobody can read leads back to the list."""
        try:
            return super().export_action(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"{self.url_of('changelist')}?{ERROR_FLAG}=1")

    def get_export_filename(self, request: Any, queryset: Any, file_format: Any) -> str:
        """The table's name as the list says it, and the day."""
        name = self.opts.verbose_name
        return f"{name}-{timezone.localdate()}.{file_format.get_extension()}"

    def _do_file_export(
        self, file_format: Any, request: Any, queryset: Any, **kwargs: Any
    ) -> HttpResponse:
        """Say the file's name in a way that carries Korean."""
        response: HttpResponse = super()._do_file_export(file_format, request, queryset, **kwargs)
        name = self.get_export_filename(request, queryset, file_format)
        response["Content-Disposition"] = content_disposition_header(True, name)
        return response

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        known = isinstance(e, UnreadableFile)
        form.add_error("import_file", str(e) if known else _("This file cannot be read."))

    def import_action(self, request: HttpRequest, **kwargs: Any) -> Any:
        page: Any = super().import_action(request, **kwargs)
        if "confirm_form" in page.context_data:
            page.context_data["confirm_form"].initial["seen"] = _seen(page.context_data["result"])
        return page

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.has_import_permission(request):
            raise PermissionDenied
        try:
            return super().process_import(request, **kwargs)
        except (IndexError, OSError, UnreadableFile, ValueError):
            return self._again(request, _("The upload is gone. Choose the file again."))

    def process_dataset(self, dataset: Any, form: Any, request: Any, **kwargs: Any) -> Any:
        """Store what the preview showed, or nothing."""
        with transaction.atomic():
            result = super().process_dataset(dataset, form, request, **kwargs)
            if _seen(result) != form.cleaned_data["seen"]:
                result.append_base_error(Error(ChangedMeanwhile()))
                transaction.set_rollback(True)
        return result

    def process_result(self, result: Any, request: HttpRequest) -> HttpResponse:
        if result.has_errors() or result.has_validation_errors():
            text = _("Nothing was imported: the record changed since the preview. Check again.")
            return self._again(request, text)
        return super().process_result(result, request)

    def _again(self, request: HttpRequest, text: str) -> HttpResponse:
        messages.error(request, text)
        return HttpResponseRedirect(self.url_of("import"))
