"""Minutes as PDF: PDF/UA-1 with bookmarks, page n / m, the council's own layout."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from civicforum.kit.papers.text import one_line
from civicforum.kit.papers.typesetting import typeset
from committees.minutes.document import Minutes
from committees.minutes.vocabulary import LINES_OF_PDF
from committees.minutes.writing.form import ATTACHMENT_COLUMNS, TOTAL, Heads, form_of
from committees.minutes.writing.lines import lines_file
from committees.minutes.writing.outline import level
from committees.minutes.writing.photos import Photo, developed
from committees.minutes.writing.templates import TEMPLATES


def write_pdf(minutes: Minutes, photos: Sequence[Photo] = ()) -> bytes:
    """Return the minutes as an accessible PDF."""
    form = form_of(minutes)
    prints = {f"photo{place}.jpg": developed(photo) for place, photo in enumerate(photos, 1)}
    data: dict[str, Any] = {
        "form": asdict(form),
        "heads": {name.lower(): head for name, head in vars(Heads).items() if name.isupper()},
        "total": TOTAL,
        "columns": form.attendance.columns,
        "attachment_columns": ATTACHMENT_COLUMNS,
        "levels": [[level(note) for note in section.notes] for section in form.discussion],
        "lines": LINES_OF_PDF,
        "photos": [
            {"file": file, "description": one_line(photo.description)}
            for file, photo in prints.items()
        ],
    }
    files = {file: photo.jpeg for file, photo in prints.items()}
    files[LINES_OF_PDF] = lines_file(form, [one["description"] for one in data["photos"]])
    return typeset(TEMPLATES / "minutes.typ", data, files)
