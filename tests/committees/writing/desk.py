"""A meeting whose minutes are being written, and the people who write them."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.test import Client

from civicforum.people.models import User
from civicforum.people.roles import Role
from committees.models import AgendaItem, Body, Meeting, Seat, Speech
from tests.making import saved
from tests.personas import BACKEND, Town, person, town

JSON = {"Accept": "application/json"}


def draft(of: Town, parts: int = 2) -> Meeting:
    """A draft meeting of Yeongdeungpo with an agenda item and `parts` speeches."""
    body = saved(
        Body(
            city=of.yeongdeungpo,
            department=of.governance,
            form=Body.Form.WORKING_COUNCIL,
            slug="council",
            title="협의회",
        )
    )
    for order, role in enumerate(("분과장", "부분과장", "부분과장", "협치지원관"), start=1):
        saved(Seat(body=body, order=order, role=role))
    row = saved(Meeting(city=body.city, body=body, number=1, title="1차 회의", date="2026-11-02"))
    item = saved(AgendaItem(meeting=row, number=1, title="내년 운영"))
    for n in range(1, parts + 1):
        saved(Speech(meeting=row, agenda_item=item, order=n, speaker="위원", text=f"말씀 {n}"))
    return row


@dataclass
class Desk:
    """A person at the editor of a meeting, as the scripts of the page ask it."""

    meeting: Meeting
    client: Client
    user: User

    @property
    def base(self) -> str:
        return f"/staff/committees/meetings/{self.meeting.pk}/write/"

    def page(self, query: str = "") -> str:
        return self.client.get(f"{self.base}{query}").content.decode()

    def send(self, section: str, act: str = "", **values: Any) -> Any:
        """Send what was written in a section and return the answer."""
        return self.client.post(f"{self.base}{section}/{act}", values, headers=JSON)

    def changes(self, since: str, **asked: str) -> Any:
        return self.client.get(f"{self.base}changes/", {"since": since} | asked).json()

    def add(self, text: str, speaker: str = "분과장", key: Any = None, **place: Any) -> Any:
        return self.send(f"speeches/{key or uuid4()}", text=text, speaker=speaker, **place)


def desk(meeting: Meeting, name: str, role: Role = Role.CITY_CLERK) -> Desk:
    """A person of the meeting's city who signed in and opened its editor."""
    department = meeting.body.department if role == Role.SUPPORTER else None
    user = person(name, role, meeting.city, department)
    client = Client()
    client.force_login(user, backend=BACKEND)
    return Desk(meeting, client, user)


def place() -> Meeting:
    """A draft meeting in a town of its own."""
    return draft(town())


def first(meeting: Meeting) -> Speech:
    """The first speech."""
    return meeting.speeches.get(order=1)


def path(speech: Speech) -> str:
    """Where the editor has a speech."""
    return f"speeches/{speech.key or speech.pk}"


def texts(meeting: Meeting) -> list[str]:
    """What was said, in order."""
    return list(meeting.speeches.order_by("order").values_list("text", flat=True))
