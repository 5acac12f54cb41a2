"""The admin's two doors for sheets: import with a preview, and export."""

import time
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from import_export.admin import ImportExportMixin
from import_export.forms import ExportForm
from import_export.tmp_storages import MediaStorage

from civicforum.kit.sheet_formats import FORMATS, UnreadableFile
from civicforum.people.policy import Action, can

UPLOADS = "uploads"
FORGET_AFTER = 24 * 3600


class Upload(MediaStorage):
    """A sheet between preview and confirmation, under a name nobody can guess."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.MEDIA_FOLDER = UPLOADS

    def save(self, data: bytes) -> None:
        """Keep the sheet, and forget those nobody confirmed within a day."""
        _forget_old()
        super().save(data)


def _forget_old() -> None:
    if not default_storage.exists(UPLOADS):
        return
    for name in default_storage.listdir(UPLOADS)[1]:
        path = f"{UPLOADS}/{name}"
        kept = default_storage.get_modified_time(path).timestamp()
        if kept < time.time() - FORGET_AFTER:
            default_storage.delete(path)


class SheetAdmin(ImportExportMixin):
    """Adds a sheet to an admin: `resource_classes = [TheSheet]`, before its base class."""

    formats = FORMATS
    export_form_class = ExportForm
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

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        known = isinstance(e, UnreadableFile)
        form.add_error("import_file", str(e) if known else _("This file cannot be read."))

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.has_import_permission(request):
            raise PermissionDenied
        try:
            return super().process_import(request, **kwargs)
        except (IndexError, OSError, UnreadableFile, ValueError):
            return self._again(request, _("The upload is gone. Choose the file again."))

    def process_result(self, result: Any, request: HttpRequest) -> HttpResponse:
        if result.has_errors() or result.has_validation_errors():
            text = _("Nothing was imported: the record changed since the preview. Check again.")
            return self._again(request, text)
        return super().process_result(result, request)

    def _again(self, request: HttpRequest, text: str) -> HttpResponse:
        messages.error(request, text)
        return HttpResponseRedirect(self.url_of("import"))
