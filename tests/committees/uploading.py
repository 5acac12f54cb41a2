"""Files with minutes as staff upload them, and as the worker and the reviewer take them on."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from civicforum.people.models import Department
from committees import tasks
from committees.models import Body, Meeting, MinutesFile
from tests.committees.minutes.layouts import COUNCIL_TEXT
from tests.making import saved
from tests.personas import Town

FILES = "/staff/committees/files/"
#: What the reader leaves open in the council's own text: one line below the title is no date.
TEXT = COUNCIL_TEXT.replace("일정\n", "쪽지: 문서번호 숲-7\n일정\n", 1)


def council(places: Town) -> Body:
    """A council whose subcommittees the city knows."""
    for slug, title in (("trees", "나무분과"), ("birds", "새분과")):
        saved(Body(city=places.yeongdeungpo, slug=slug, title=title, form=Body.Form.SUBCOMMITTEE))
    saved(Department(city=places.yeongdeungpo, slug="woods", name="숲관리팀"))
    made: Body = saved(
        Body(
            city=places.yeongdeungpo,
            department=places.governance,
            slug="woods-council",
            title="마을숲운영협의회",
            form=Body.Form.WORKING_COUNCIL,
        )
    )
    return made


def upload(client: Client, body: Body, data: bytes | str, name: str = "회의록.txt") -> Any:
    content = data.encode() if isinstance(data, str) else data
    return client.post(FILES, {"body": body.pk, "file": SimpleUploadedFile(name, content)})


def read(client: Client, body: Body, data: bytes | str, name: str = "회의록.txt") -> MinutesFile:
    """Upload a file, let it be read, and return its row."""
    answer = upload(client, body, data, name)
    assert answer.status_code == 302, answer.context["form"].errors
    file = MinutesFile.objects.latest("pk")
    tasks.read_minutes_file.apply([file.pk], throw=True)
    file.refresh_from_db()
    return file


def review(file: MinutesFile) -> Any:
    """What is kept with a file of its review."""
    assert file.review
    return file.review


def sent(page: Any, **changed: Any) -> dict[str, Any]:
    """What a browser sends of the review as it is shown, with some of it changed."""
    forms = page.context["forms"]
    data = {bound.name: bound.value() for form in forms for bound in form}
    shown = {name: "" if value is None else value for name, value in data.items()}
    return {**shown, "act": "accept", **changed}


def all_text(meeting: Meeting) -> str:
    """Everything that the rows of a meeting say."""
    told = [meeting.title, meeting.place, meeting.recorder, meeting.main_points]
    told += [meeting.next_meeting, meeting.notes, meeting.remarks]
    told += [f"{one.title} {one.notes}" for one in meeting.agenda.all()]
    told += [f"{one.speaker} {one.text}" for one in meeting.speeches.all()]
    told += [f"{one.title} {one.lines}" for one in meeting.attached_lists.all()]
    told += [str(one.seat) for one in meeting.attendance.all()]
    return " ".join(told)
