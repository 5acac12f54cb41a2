"""No output of published minutes holds a masked name or withheld words: one test scans them all."""

import datetime as dt
import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pypdfium2
import pytest
from django.core.management import call_command
from django.test import Client

from civicforum.people.roles import Role
from civicforum.record import services, version
from civicforum.record.models import Commitment
from civicforum.record.services.indexing import index_entry
from civicforum.record.states import EntryState
from committees.models import (
    AttachedList,
    Attendance,
    Body,
    Meeting,
    NameDecision,
    Seat,
    Speech,
    Tenure,
)
from committees.models.withholding import shown
from committees.reports.personal import personal_data
from committees.sections import spoken_by
from committees.services.naming import settle_names
from tests import making
from tests.committees.rich_meeting import SECRET, paper, rich_meeting
from tests.personas import person

pytestmark = pytest.mark.django_db

#: Somebody who is named in the minutes, and somebody who only holds a seat.
NAMED, HOLDER = "홍길순", "남궁달래"
#: A body that is not public, for which a seat stands whose holder came and spoke.
HIDDEN = "새벽나루분과"
#: What every output that tells what was said holds.
SAID = "둘째 문단 1"


@pytest.fixture
def meeting(settings: Any, tmp_path: Path) -> Meeting:
    """Published minutes that named somebody in every field, and were masked before."""
    settings.MEDIA_ROOT = tmp_path
    body = making.body(making.city())
    chair = body.seats.order_by("order")[0]
    Tenure.objects.create(seat=chair, name=HOLDER, starts_on=dt.date(2030, 1, 1))
    row = rich_meeting(body)
    services.move_entry(row, EntryState.WITHDRAWN)
    services.move_entry(row, EntryState.DRAFT)
    _name_somebody(row)
    _seat_of_hidden_body(row)
    clerk = person("clerk2", Role.CITY_CLERK, body.city)
    keys = [one.key for one in personal_data(row) if NAMED in one.text or HOLDER in one.text]
    settle_names(row, keys, NameDecision.Decision.MASKED, actor=clerk)
    row = Meeting.objects.get(pk=row.pk)
    services.move_entry(row, EntryState.PUBLISHED)
    version.renew()
    return row


def _seat_of_hidden_body(row: Meeting) -> None:
    hidden = Body(city=row.city, slug="dawn", title=HIDDEN, form=Body.Form.SUBCOMMITTEE)
    seat = Seat(body=row.body, order=90, role="분과장", stands_for=making.saved(hidden))
    making.saved(seat)
    making.saved(Attendance(meeting=row, seat=seat, status="present"))
    making.saved(
        Speech(meeting=row, order=900, speaker=spoken_by(seat), seat=seat, text="새벽 말씀")
    )


def _name_somebody(row: Meeting) -> None:
    """Write both names wherever minutes have words."""
    leaked = f"{NAMED} 위원님과 {HOLDER} 위원님"
    for name in ("main_points", "notes", "remarks", "next_meeting", "place"):
        setattr(row, name, f"{getattr(row, name)} {leaked}")
    services.save_row(row)
    item = row.agenda.get(number=1)
    for name in ("title", "outcome", "conditions", "notes"):
        setattr(item, name, f"{getattr(item, name)} {leaked}")
    services.save_row(item)
    for speech in Speech.objects.filter(meeting=row, withheld=""):
        speech.text = f"{speech.text}\n{leaked} 말씀대로 합시다."
        services.save_row(speech)
    for one in AttachedList.objects.filter(meeting=row):
        one.title, one.lines = f"{one.title} {leaked}", f"{one.lines}\n{leaked}"
        services.save_row(one)
    making.saved(paper(row, 400, f"계획 {leaked}", item))
    making.saved(
        Commitment(
            city=row.city, entry=row, kind=Commitment.Kind.ACTION, title=f"{leaked} 모시기",
            owed_by="팀장",
        )
    )  # fmt: skip


def outputs(client: Client, row: Meeting) -> dict[str, str]:
    """All that the public gets of the meeting, as text with its source."""
    places = [
        f"/{row.address}/", f"/en/{row.address}/", f"/{row.address}/?agenda=2",
        f"/{row.address}/print/", f"/{row.address}/minutes.json", f"/{row.address}/speeches.csv",
        f"/{row.address}/minutes.hwpx", f"/{row.address}/minutes.docx",
        f"/{row.address}/minutes.pdf", f"/{row.body.address}/", f"/{row.body.address}/feed.xml",
        f"/committees/{row.city.slug}/feed.xml", f"/committees/{row.city.slug}/", "/",
        "/sitemap-1.xml", "/sources/", f"/search/?q={SAID}", "/search/?q=합시다",
        "/search/?q=산책로", f"/{row.address}/papers/101/",
    ]  # fmt: skip
    found = {place: _text(client.get(place)) for place in places}
    out = io.StringIO()
    call_command("export_record", json=True, stdout=out)
    found["export_record"] = out.getvalue()
    row.refresh_from_db()
    found["searched text"] = row.text
    return found


def _text(answer: Any) -> str:
    data = b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code == 200
    headers = unquote(str(answer.headers))
    if data.startswith(b"PK"):
        with ZipFile(io.BytesIO(data)) as archive:
            parts = [archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()]
        source = "\n".join(parts)
        return f"{headers}\n{source}\n{re.sub('<[^>]+>', '', source)}"
    if data.startswith(b"%PDF-1.7"):
        with pypdfium2.PdfDocument(data) as document:
            shown = "".join(page.get_textpage().get_text_range() for page in document)
            return f"{headers}\n{document.get_metadata_dict()}\n{''.join(shown.split())}\n{shown}"
    return f"{headers}\n{data.decode()}"


def test_no_output_holds_a_masked_name_or_withheld_words(client: Client, meeting: Meeting) -> None:
    found = outputs(client, meeting)
    for word in (NAMED, HOLDER, SECRET, HIDDEN, HIDDEN.removesuffix("분과")):
        assert [place for place, text in found.items() if word in text] == [], word
    assert "ㅇㅇㅇ" in found[f"/{meeting.address}/"]
    for name in (NAMED, HOLDER, SECRET):
        version.renew()
        assert client.get("/search/", {"q": name}).context["page"].paginator.count == 0


def test_the_scan_sees_what_is_there(client: Client, meeting: Meeting) -> None:
    """The same scan finds each name where somebody writes it into the rows by hand."""
    speech = Speech.objects.get(meeting=meeting, order=101)
    Speech.objects.filter(pk=speech.pk).update(text=f"{speech.text} {NAMED} {SECRET}")
    index_entry(meeting)
    version.renew()
    found = outputs(client, meeting)
    for word in (NAMED, SECRET):
        seen = {place for place, text in found.items() if word in text}
        assert {
            f"/{meeting.address}/", f"/en/{meeting.address}/", f"/{meeting.address}/print/",
            f"/{meeting.address}/minutes.json", f"/{meeting.address}/speeches.csv",
            f"/{meeting.address}/minutes.hwpx", f"/{meeting.address}/minutes.docx",
            f"/{meeting.address}/minutes.pdf", "export_record", "searched text",
        } <= seen, word  # fmt: skip


def test_the_scan_sees_a_body_that_became_public(client: Client, meeting: Meeting) -> None:
    services.move_entry(Body.objects.get(title=HIDDEN), EntryState.PUBLISHED)
    version.renew()
    found = outputs(client, meeting)
    assert {
        f"/{meeting.address}/", f"/{meeting.address}/print/", f"/{meeting.address}/minutes.json",
        f"/{meeting.address}/minutes.hwpx", f"/{meeting.address}/minutes.docx",
        f"/{meeting.address}/minutes.pdf", f"/{meeting.body.address}/", "export_record",
    } <= {place for place, text in found.items() if HIDDEN in text}  # fmt: skip


def test_what_was_masked_stands_only_in_the_history(client: Client, meeting: Meeting) -> None:
    assert Meeting.history.filter(place__contains=NAMED).exists()
    for row in (meeting, *shown(meeting.speeches), *shown(meeting.agenda)):
        told = json.dumps({f.name: str(getattr(row, f.name)) for f in row._meta.concrete_fields},
                          ensure_ascii=False)  # fmt: skip
        assert NAMED not in told
