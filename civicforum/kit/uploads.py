"""Uploads, before anything of a request is looked at."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


class BoundedUpload(FileUploadHandler):
    """Lets go of a file that is larger than any the portal takes, before it fills the disk."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass on what is within the bound; of what is not, nothing is kept."""
        if start + len(raw_data) > settings.MAX_UPLOAD_BYTES:
            request: Any = self.request
            request.let_go = [*too_large(request), self.file_name or ""]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that come after."""


def too_large(request: HttpRequest) -> list[str]:
    """Return the names of the files of the request that were let go of."""
    return getattr(request, "let_go", [])
