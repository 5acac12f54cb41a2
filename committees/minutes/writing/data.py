"""Minutes as data: JSON with all they hold, and the speeches as CSV."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import tablib

from civicforum.kit.sheet_formats import Csv
from committees.minutes.document import Minutes

COLUMNS = ("order", "agenda", "agenda_title", "speaker", "text")


def write_json(minutes: Minutes, more: Mapping[str, Any]) -> bytes:
    """Return the minutes as JSON; `more` is what the record knows beside the document."""
    data = {**more, "minutes": asdict(minutes)}
    return json.dumps(data, ensure_ascii=False, indent=1, default=str).encode()


def write_csv(minutes: Minutes) -> bytes:
    """Return the speeches as CSV that a spreadsheet opens and never runs."""
    titles = {item.number: item.title for item in minutes.agenda}
    rows = tablib.Dataset(headers=COLUMNS)
    for speech in sorted(minutes.speeches, key=lambda speech: speech.order):
        item = "" if speech.item is None else speech.item
        title = "" if speech.item is None else titles.get(speech.item, "")
        rows.append([speech.order, item, title, speech.speaker, speech.text])
    return Csv().export_data(rows)
