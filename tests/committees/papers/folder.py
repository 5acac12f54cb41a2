"""What papers are uploaded from, and where they are kept."""

import io
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import ExifTags, Image

from committees.models import Meeting


def url(meeting: Meeting) -> str:
    """The page of a meeting's papers."""
    return f"/staff/committees/meetings/{meeting.pk}/papers/"


def upload(client: Client, meeting: Meeting, *files: SimpleUploadedFile, **more: Any) -> list[str]:
    """Upload files on that page and return what it says of them."""
    page = client.post(url(meeting), {"uploads": list(files), **more}, follow=True)
    return [f"{one.level_tag}: {one}" for one in page.context["messages"]]


def photo(kind: str = "JPEG", *, owner: str = "홍길동", place: bool = True) -> bytes:
    """A photo that tells who took it, and where."""
    image, exif = Image.new("RGB", (2000, 1000), "green"), Image.Exif()
    if owner:
        exif[ExifTags.Base.Artist] = owner.encode()
    if place:
        exif[ExifTags.IFD.GPSInfo] = {1: "N", 2: (37.0, 31.0, 30.0)}
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def text(name: str = "자료.txt", words: str = "예산 자료") -> SimpleUploadedFile:
    """A paper in plain text."""
    return SimpleUploadedFile(name, words.encode())


def stored(media: Path) -> list[Path]:
    """The files that are kept."""
    return [path for path in media.rglob("*") if path.is_file()]


def as_listed(client: Client, meeting: Meeting) -> dict[str, Any]:
    """What a browser sends of the list as it is shown."""
    listed = client.get(url(meeting)).context["listed"]
    sent: dict[str, Any] = {"act": "keep"}
    sent |= {f"papers-{name}": value for name, value in listed.management_form.initial.items()}
    for number, form in enumerate(listed):
        sent |= {f"papers-{number}-id": form.instance.pk}
        for field in ("order", "title", "agenda_item"):
            sent[f"papers-{number}-{field}"] = form[field].value() or ""
    return sent
