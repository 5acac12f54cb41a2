"""The sign-in sheet (참석자 등록부): seats and boxes to sign, and a code to check in oneself."""

import io
from dataclasses import asdict

import segno

from civicforum.kit.papers.typesetting import typeset
from committees.minutes.document import Minutes
from committees.minutes.writing.form import GROUP, NAME, NUMBER, ROLE, form_of, meeting_name
from committees.minutes.writing.templates import TEMPLATES

TITLE = "참석자 등록부"
SIGNATURE = "서명"
INVITATION = "휴대전화로 찍으면 스스로 참석을 등록할 수 있습니다."
CODE = "check-in.svg"
#: How many blank rows follow where the seats alone fill the first page.
BLANK_ROWS = 5


def write_sign_in(minutes: Minutes, address: str = "", blank_rows: int | None = None) -> bytes:
    """Return the sheet as an accessible PDF, with blank rows for others who attend.

    Unless it is said how many, they fill the first page.

    `address` is where people check in by themselves; without one there is no code.
    """
    form = form_of(minutes)
    data = {
        "title": TITLE,
        "meeting": meeting_name(minutes),
        "schedule": form.schedule,
        "columns": [NUMBER, GROUP, ROLE, NAME, SIGNATURE],
        "seats": [asdict(seat) for seat in form.attendance.seats],
        "blank": blank_rows,
        "least": BLANK_ROWS,
        "address": address,
        "code": CODE,
        "invitation": INVITATION,
    }
    return typeset(TEMPLATES / "sign_in.typ", data, {CODE: _code(address)} if address else {})


def _code(address: str) -> bytes:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2)
    return out.getvalue()
