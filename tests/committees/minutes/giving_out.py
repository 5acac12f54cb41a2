"""Random minutes on the way all minutes go: into rows, published, given out, read back."""

import csv
import datetime as dt
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.test import Client
from django.utils import timezone

from civicforum.kit.papers.fonts import printable
from civicforum.people.models import City
from civicforum.record import services, version
from civicforum.record.states import EntryState
from committees.minutes.document import (
    Attachment,
    Decision,
    Item,
    Minutes,
    ObserverLine,
    SeatLine,
    SpeechLine,
    Status,
    Totals,
)
from committees.minutes.writing.form import form_of
from committees.models import Body, Meeting
from committees.reports.document import document_of, public_document_of
from committees.services.writing_down import write_down
from tests.committees.minutes.reading_back import (
    bare,
    from_docx,
    from_hwpx,
    from_pdf,
    minutes_of,
    strings_of,
)
from tests.committees.minutes.reading_them import read
from tests.making import published


def check_every_form(client: Client, city: City, drawn: Minutes, folder: Path) -> None:
    """Publish the minutes and compare what each form gives back with the document.

    What the office can edit is read a second time as the portal reads what is uploaded, and
    written down again as the next meeting of the same body.
    """
    drawn = _storable(drawn)
    address = _published(city, drawn)
    minutes = public_document_of(Meeting.objects.get(address=address))
    assert [one.text for one in minutes.speeches] == [one.text for one in drawn.speeches]
    assert bare_told(minutes) == bare_told(drawn)
    hwpx, docx = (given(client, f"{address}/minutes.{kind}") for kind in ("hwpx", "docx"))
    assert minutes_of(from_hwpx(hwpx)) == minutes
    assert minutes_of(from_docx(docx)) == minutes
    for at, (kind, data) in enumerate([("hwpx", hwpx), ("docx", docx)], 1):
        reading = read(folder, data, f"minutes.{kind}")
        assert (reading.minutes, reading.unplaced) == (minutes, []), kind
        other = replace(reading.minutes, number=at * 1000)
        written = write_down(Body.objects.get(address=address.rsplit("/", 1)[0]), other)
        assert document_of(Meeting.objects.get(pk=written.pk)) == other
    data = given(client, f"{address}/minutes.pdf")
    reading = read(folder, data, "minutes.pdf")
    assert (reading.minutes, reading.unplaced) == (minutes, []), "pdf"
    assert _from_json(given(client, f"{address}/minutes.json")) == minutes
    assert _from_csv(given(client, f"{address}/speeches.csv")) == minutes.speeches
    said = "".join(text for _tag, text in from_pdf(data))
    assert bare(said) == bare(printable("".join(strings_of(form_of(minutes)))))


def bare_told(minutes: Minutes) -> list[Any]:
    """What came of each item, who attended and how: whatever the seats are called."""
    seats = [replace(seat, role="", group="", name="") for seat in minutes.seats]
    return [seats, minutes.observers, [item.decision for item in minutes.agenda]]


def given(client: Client, address: str) -> bytes:
    """What the public gets at an address."""
    answer: Any = client.get(f"/{address}")
    assert answer.status_code == 200, address
    return b"".join(answer) if answer.streaming else answer.content


def _storable(minutes: Minutes) -> Minutes:
    """With a day that is past, and with nothing longer than the record holds of it.

    Nobody can be noted as present before the day of a meeting.
    """
    past = minutes.day and minutes.day <= timezone.localdate()
    return replace(
        minutes,
        day=minutes.day if past else dt.date(2021, 5, 14),
        recorder=minutes.recorder[:50].strip(),
        place=minutes.place[:100].strip(),
        next_meeting=minutes.next_meeting[:200].strip(),
        seats=[
            replace(
                seat,
                role=seat.role[:40].strip(),
                delegated_to=seat.delegated_to[:50].strip(),
                note=seat.note[:200].strip(),
            )
            for seat in minutes.seats
        ],
        observers=[replace(one, role=one.role[:100].strip()) for one in minutes.observers],
        speeches=[replace(one, speaker=one.speaker[:50].strip()) for one in minutes.speeches],
    )


def _published(city: City, minutes: Minutes) -> str:
    slug = f"body-{Body.objects.count() + 1}"
    body = published(Body(city=city, form=Body.Form.SUBCOMMITTEE, slug=slug, title=minutes.body))
    meeting = write_down(body, minutes)
    services.move_entry(meeting, EntryState.PUBLISHED)
    version.renew()
    address: str = meeting.address
    return address


def _from_json(data: bytes) -> Minutes:
    told = json.loads(data)["minutes"]
    times = _times(told, "starts", "ends")
    return Minutes(
        **{
            **told,
            **times,
            "day": dt.date.fromisoformat(told["day"]),
            "seats": [_seat(seat) for seat in told["seats"]],
            "observers": [ObserverLine(**one) for one in told["observers"]],
            "totals": Totals(**told["totals"]),
            "agenda": [
                Item(**{**item, "decision": Decision(**item["decision"])})
                for item in told["agenda"]
            ],
            "speeches": [SpeechLine(**speech) for speech in told["speeches"]],
            "attachments": [Attachment(**one) for one in told["attachments"]],
        }
    )


def _seat(told: dict[str, Any]) -> SeatLine:
    times = _times(told, "arrived", "left")
    return SeatLine(**{**told, **times, "status": Status(told["status"])})


def _times(told: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: told[name] and dt.time.fromisoformat(told[name]) for name in names}


def _from_csv(data: bytes) -> list[SpeechLine]:
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return [
        SpeechLine(
            int(row["order"]),
            _said(row["speaker"]),
            _said(row["text"]),
            int(row["agenda"]) if row["agenda"] else None,
        )
        for row in rows
    ]


def _said(cell: str) -> str:
    """A cell without the mark that keeps a spreadsheet from running it."""
    is_marked = cell.startswith("'") and cell[1:].startswith(("=", "+", "-", "@"))
    return cell[1:] if is_marked else cell
