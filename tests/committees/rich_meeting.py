"""A made-up public meeting with everything in it that minutes can have."""

import io
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from civicforum.people.models import User
from civicforum.record.models import Commitment, StatedFigure
from civicforum.record.services.indexing import index_entry
from committees.models import (
    AgendaItem,
    AttachedList,
    Attendance,
    Body,
    Correction,
    Meeting,
    Observer,
    Paper,
    Reference,
    Speech,
)
from tests import making
from tests.making import saved

GROUND = "정보공개법 제9조 제1항 제5호"
#: Words that stand in withheld parts only.
SECRET = "감춰진말"


def rich_meeting(body: Body, number: int = 2, parts: int = 1) -> Meeting:
    """A public meeting with `parts` rows of each kind beside what is withheld."""
    row = making.published(
        Meeting(
            city=body.city, body=body, number=number, title=f"협의회 {number}차 회의록",
            date="2031-06-11", starts="18:30", ends="20:10", place="물빛도서관", form="hybrid",
            recorder="협치지원관", main_points="산책로 진행 과정 공유", notes="○ 개회",
            next_meeting="7월 9일 물빛도서관", remarks="다음 회의에서 확인함",
        )
    )  # fmt: skip
    _attendance(row)
    for n in range(1, parts + 1):
        _part(row, n)
    _withheld_parts(row, parts)
    index_entry(row)
    return row


def _attendance(meeting: Meeting) -> None:
    chair, vice = meeting.body.seats.order_by("order")
    saved(Attendance(meeting=meeting, seat=chair, status="present", arrived="19:00"))
    saved(
        Attendance(
            meeting=meeting, seat=vice, status="delegated", delegated_to="분과원", note="출장"
        )
    )
    for code in ("present", "delegated"):
        saved(StatedFigure(entry=meeting, code=code, value=1))


def _part(meeting: Meeting, n: int) -> None:
    item = saved(
        AgendaItem(
            meeting=meeting, number=n, title=f"산책로 {n}", decision="amended", votes_for=7,
            votes_against=1, abstentions=0, conditions=f"예산 범위 {n}", outcome=f"결과 {n}",
            notes=f"○ 진행과정 {n}\n- 의제 선정",
        )
    )  # fmt: skip
    saved(Speech(meeting=meeting, order=n, speaker="팀장", text=f"개회 {n}"))
    order = 100 + n
    text = f"첫 문단 {n}\n둘째 문단 {n}"
    saved(Speech(meeting=meeting, agenda_item=item, order=order, speaker="분과장", text=text))
    saved(Reference(agenda_item=item, entry=making.plan(meeting.city, 10 * meeting.number + n)))
    saved(Observer(meeting=meeting, order=n, role=f"기자 {n}", people=2))
    saved(AttachedList(meeting=meeting, order=n, title=f"승인 목록 {n}", lines="조명\n쉼터"))
    event = making.event(meeting.city, 10 * meeting.number + n)
    event.planned_at = meeting
    saved(event)
    photo(meeting, n, f"회의 모습 {n}")
    paper(meeting, 100 + n, f"운영계획 {n}", item)
    saved(_action(meeting, f"설명회 {n}"))
    saved(_action(meeting, f"공표 {n}", kind=Commitment.Kind.PUBLICATION))
    correction(meeting, n, f"이전 말 {n}", f"바른 말 {n}")


def _action(meeting: Meeting, title: str, **fields: Any) -> Commitment:
    values = {"kind": Commitment.Kind.ACTION, "due": "2031-08", "owed_by": "팀장"} | fields
    return Commitment(city=meeting.city, entry=meeting, title=title, **values)


def _withheld_parts(meeting: Meeting, parts: int) -> None:
    item = saved(
        AgendaItem(
            meeting=meeting, number=parts + 1, title=f"{SECRET} 안건", decision="agreed",
            outcome=SECRET, conditions=SECRET, notes=SECRET, withheld=GROUND,
        )
    )  # fmt: skip
    saved(Speech(meeting=meeting, agenda_item=item, order=200, speaker=SECRET, text=f"{SECRET} 1"))
    open_item = meeting.agenda.get(number=1)
    saved(
        Speech(
            meeting=meeting, agenda_item=open_item, order=201, speaker="분과장",
            text=f"{SECRET} 2", withheld=GROUND,
        )
    )  # fmt: skip
    paper(meeting, 300, f"{SECRET} 문서", open_item, withheld=GROUND)
    paper(meeting, 301, f"{SECRET} 안건 문서", item)


def photo(meeting: Meeting, order: int, title: str) -> Paper:
    """A photo, 60 pixels wide and 40 high."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "JPEG")
    row = Paper(
        meeting=meeting, kind=Paper.Kind.PHOTO, order=order, title=title, file_name="회의.jpg"
    )
    row.file.save("photo.jpg", ContentFile(out.getvalue()), save=False)
    return saved(row)


def paper(
    meeting: Meeting, order: int, title: str, item: AgendaItem | None = None, withheld: str = ""
) -> Paper:
    """A paper of an agenda item."""
    row = Paper(
        meeting=meeting, order=order, title=title, agenda_item=item, withheld=withheld,
        file_name=f"{title}.pdf",
    )  # fmt: skip
    row.file.save("paper.pdf", ContentFile(f"%PDF-1.4 {title}".encode()), save=False)
    return saved(row)


def correction(
    meeting: Meeting, number: int, before: str, after: str, at: Any = None, **fields: Any
) -> Correction:
    """A correction as the services keep it: of the text of a speech, or of the remarks."""
    of = ["speech", at.pk, "text"] if at else ["meeting", meeting.pk, "remarks"]
    change = {"before": before, "after": after, "of": of}
    clerk = User.objects.first() or User.objects.create_user("clerk@example.org", name="clerk")
    return Correction.objects.create(
        meeting=meeting, number=number, reason=f"발언자의 요청 {number}", changes=[change],
        corrected_at=timezone.now(), corrected_by=clerk, **fields,
    )  # fmt: skip
