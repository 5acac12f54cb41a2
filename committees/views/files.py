"""What lies beside a meeting's page: its minutes as files and data, its papers and photos."""

import hashlib
import mimetypes
import re
from typing import IO

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from civicforum.kit.pages import found
from civicforum.record.cache import public_page
from committees.minutes.writing.data import write_csv, write_json
from committees.models import Meeting, Paper
from committees.models.withholding import shown
from committees.reports.edition import Edition, public_edition
from committees.services import outputs
from committees.views.meeting import meeting_address

TYPES = {
    "hwpx": "application/hwp+zip",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}
#: What browsers show by themselves and can do nothing but show.
PHOTO_TYPES = {"image/jpeg", "image/png", "image/webp"}
RETRY_SECONDS = 60
#: What no file system takes in a name.
_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def public_meeting(request: HttpRequest) -> Meeting:
    """Return the public meeting below whose address a request lies. Raises Http404."""
    rows: QuerySet[Meeting] = Meeting.public.select_related("body").defer(*Meeting.SEARCHED)
    return found(rows, address=meeting_address(request))


@require_safe
def minutes_file(request: HttpRequest, kind: str, **steps: str | int) -> HttpResponseBase:
    """The minutes as HWPX, PDF or DOCX; a page that asks for patience while they are made."""
    meeting = public_meeting(request)
    edition = public_edition(meeting)
    file = outputs.opened(edition, kind)
    if file is None:
        waiting = render(
            request, "committees/being_prepared.html", {"meeting": meeting}, status=202
        )
        waiting["Retry-After"] = str(RETRY_SECONDS)
        waiting["Cache-Control"] = "no-store"
        return waiting
    return _sent(request, file, TYPES[kind], edition.digest, _name(edition, kind))


@public_page
@require_safe
def minutes_json(request: HttpRequest, **steps: str | int) -> HttpResponse:
    """All that the public knows of the meeting, as data."""
    edition = public_edition(public_meeting(request))
    return _data(write_json(edition.minutes, edition.details), edition, "json")


@public_page
@require_safe
def speeches_csv(request: HttpRequest, **steps: str | int) -> HttpResponse:
    """What was said, as a table."""
    edition = public_edition(public_meeting(request))
    return _data(write_csv(edition.minutes), edition, "csv")


@require_safe
def paper(request: HttpRequest, order: int, **steps: str | int) -> HttpResponseBase:
    """A paper to keep, or a photo to look at, while nothing around it is withheld."""
    rows = shown(Paper.public.filter(meeting__address=meeting_address(request)))
    row = found(rows, order=order)
    kind = mimetypes.guess_type(row.file.name)[0] or "application/octet-stream"
    is_photo = row.kind == Paper.Kind.PHOTO and kind in PHOTO_TYPES
    try:
        file = default_storage.open(row.file.name)
    except FileNotFoundError as error:
        raise Http404 from error
    return _sent(
        request,
        file,
        kind,
        hashlib.blake2b(row.file.name.encode(), digest_size=12).hexdigest(),
        "" if is_photo else row.file_name or row.title,
    )


def _name(edition: Edition, kind: str) -> str:
    """What the file is called where it is kept."""
    return f"{_NO_NAME.sub(' ', edition.minutes.title).strip() or 'minutes'}.{kind}"


def _data(content: bytes, edition: Edition, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=TYPES[kind])
    answer["Content-Disposition"] = str(content_disposition_header(True, _name(edition, kind)))
    return answer


def _sent(
    request: HttpRequest, file: IO[bytes], kind: str, tag: str, name: str
) -> HttpResponseBase:
    """A file to keep under a name, or to look at without one; only headers where they do."""
    headers = {
        "Cache-Control": "public, max-age=0, must-revalidate",
        "ETag": f'"{tag}"',
    }
    is_known = headers["ETag"] in request.headers.get("If-None-Match", "")
    if not is_known and request.method != "HEAD":
        keep = bool(name)
        return FileResponse(
            file, as_attachment=keep, filename=name, content_type=kind, headers=headers
        )
    file.close()
    return HttpResponse(status=304 if is_known else 200, content_type=kind, headers=headers)
