"""What the public reads of published minutes, and what it does not."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civicforum.record import services, version
from civicforum.record.models import Commitment, Discrepancy, Document, Statement
from civicforum.record.states import EntryState
from committees.models import Attendance, Body, Correction, Meeting, Paper, Speech
from committees.reports.fitting import Room, fitted
from tests import making
from tests.committees.rich_meeting import GROUND, SECRET, correction, rich_meeting
from tests.making import saved

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def body() -> Body:
    return making.body(making.city())


def read(client: Client, row: Meeting, part: str = "", status: int = 200) -> str:
    """A page as it is now: the transaction of a test never commits."""
    version.renew()
    response = client.get(f"/{row.address}/{part}")
    assert response.status_code == status
    return response.content.decode()


def test_speeches_stand_whole_with_their_paragraphs(client: Client, body: Body) -> None:
    page = read(client, rich_meeting(body))
    assert '<p lang="ko">첫 문단 1</p><p lang="ko">둘째 문단 1</p>' in page
    assert "포털이 요약한 글" not in page
    assert "<details open>" in page


def test_minutes_without_a_document_say_who_wrote_them(client: Client, body: Body) -> None:
    meeting = making.meeting(body)
    assert '<p class="source"><b>출처</b>담당 부서가 이 포털에서 작성</p>' in read(client, meeting)
    meeting.document = saved(Document(city=meeting.city, slug="minutes", title="13차 회의록"))
    saved(meeting)
    page = read(client, meeting)
    assert '<p class="source"><b>출처</b><span lang="ko">13차 회의록</span>' in page
    assert "이 포털에서 작성</p>" not in page


def test_where_only_a_summary_is_public_it_says_so(client: Client, body: Body) -> None:
    page = read(client, making.meeting(body))
    assert "찬성" in page
    assert "<details>" in page
    assert "포털이" in page.partition("<details>")[2]


def test_everything_of_the_minutes_stands_on_the_page(client: Client, body: Body) -> None:
    page = read(client, rich_meeting(body))
    for words in (
        "수정 의결", "찬성 7", "반대 1", "기권 0", "예산 범위 1", "○ 진행과정 1", "결과 1",
        "분과원", "19:00 도착", "출장", "기자 1", "2명", "승인 목록 1", "쉼터", "운영계획 1.pdf",
        "설명회 1", "○ 개회", "개회 1", "산책로 진행 과정 공유", "온오프라인", "18:30–20:10",
        "다음 회의에서 확인함", "계획 21", "발언자의 요청 1", "이전 말 1", "바른 말 1",
    ):  # fmt: skip
        assert words in page, words
    assert 'alt="회의 모습 1"' in page
    assert 'width="60"' in page
    assert page.count('rel="nofollow"') == 6  # five files and a paper


def test_only_what_was_agreed_at_meetings_is_called_so(client: Client, body: Body) -> None:
    row = rich_meeting(body)
    page = read(client, row)
    assert "설명회 1" in page
    assert "공표 1" not in page


def test_what_is_still_open_of_earlier_meetings_returns(client: Client, body: Body) -> None:
    first, second = making.meeting(body, 1), making.meeting(body, 2)
    other = making.meeting(making.body(body.city, 2), 1)
    for entry, title, done in (
        (first, "남은 일", ""), (first, "끝난 일", "2031-05"), (other, "남의 일", ""),
        (second, "새 일", ""),
    ):  # fmt: skip
        making.saved(
            Commitment(
                city=body.city, kind=Commitment.Kind.ACTION, title=title, entry=entry, done=done,
                owed_by="팀장",
            )
        )  # fmt: skip
    page = read(client, second)
    new, _, earlier = page.partition("지난 회의에서 남은 일")
    assert "새 일" in new
    assert "남은 일" in earlier
    assert f'href="/{first.address}/"' in earlier
    assert "끝난 일" not in page
    assert "남의 일" not in page
    assert "새 일" not in read(client, first)


def test_a_ground_is_named_only_where_there_is_one(client: Client, body: Body) -> None:
    meeting = rich_meeting(body)
    label = 'data-label="근거"'
    page = read(client, meeting)
    assert (">근거<" in page, page.count(label)) == (True, 1)
    Attendance.objects.exclude(note="").update(note="")
    page = read(client, meeting)
    assert 'id="attendance"' in page
    assert (">근거<" in page, page.count(label)) == (False, 0)


def test_meetings_lead_to_their_neighbours_while_these_are_public(
    client: Client, body: Body
) -> None:
    first, second, third = (making.meeting(body, n) for n in (1, 2, 4))
    page = read(client, second)
    assert f'rel="prev" href="/{first.address}/"' in page
    assert f'rel="next" href="/{third.address}/"' in page
    services.move_entry(third, EntryState.WITHDRAWN)
    assert 'rel="next"' not in read(client, second)


def test_the_totals_of_the_document_stand_beside_those_of_the_list(
    client: Client, body: Body
) -> None:
    row = rich_meeting(body)
    row.stated_figures.filter(code="present").update(value=9)
    page = read(client, row)
    section = page.partition('<section id="attendance"')[2]
    derived, _, stated = section.partition("회의록에 적힌 수")
    assert "1명 참석" in derived or "참석 1명" in derived
    assert "9" in stated.partition("</dl>")[0]


class TestWithheld:
    """What has a legal ground is left out, and the ground stands in its place."""

    def test_parts(self, client: Client, body: Body) -> None:
        row = rich_meeting(body)
        page = read(client, row)
        assert SECRET not in page
        assert page.count(GROUND) == 4  # an item, a speech, two papers
        assert 'id="speech-201"' in page
        assert 'id="speech-200"' not in page

    def test_a_whole_meeting_shows_number_date_and_ground_alone(
        self, client: Client, body: Body
    ) -> None:
        row = rich_meeting(body)
        services.save_row(_with(row, withheld=GROUND))
        page = read(client, row)
        assert GROUND in page
        assert "2차 회의" in page
        assert "2031. 6. 11." in page
        for words in ("물빛", "협치지원관", "첫 문단", "산책로", "설명회", "조명", row.title):
            assert words not in page, words
        for path in (f"/{body.address}/", "/", "/search/?q=물빛도서관", "/search/?q=2차"):
            version.renew()
            shown = client.get(path).content.decode()
            assert "물빛도서관</span>" not in shown, path
            assert f">{row.title}<" not in shown, path

    def test_a_reference_of_a_withheld_item_is_not_told(self, client: Client, body: Body) -> None:
        row = rich_meeting(body)
        plan = making.plan(body.city, 77)
        item = row.agenda.get(number=2)
        reference = type(row.agenda.get(number=1).references.get())
        making.saved(reference(agenda_item=item, entry=plan))
        assert "계획 77" not in read(client, row)
        version.renew()
        assert row.title not in client.get(f"/{plan.address}/").content.decode()


class TestCorrections:
    """Each shows its reason; what was taken away is shown by none."""

    def test_what_stood_there_is_shown_only_where_it_may_be(
        self, client: Client, body: Body
    ) -> None:
        row = rich_meeting(body)
        correction(row, 2, "지운 말", "고친 말", shows_before=False)
        page = read(client, row)
        assert "고친 말" in page
        assert "지운 말" not in page
        assert "발언자의 요청 1" in page
        assert "이전 말 1" not in page  # it may hold what was taken away
        assert "바른 말 1" not in page

    def test_what_is_withheld_now_is_shown_by_none(self, client: Client, body: Body) -> None:
        row = rich_meeting(body)
        said = row.speeches.exclude(withheld="")[0]
        correction(row, 2, "가려진 말", "가려진 새 말", at=said)
        correction(row, 3, "그 뒤의 말", "그 뒤의 새 말")
        page = read(client, row)
        assert "가려진" not in page
        assert "그 뒤의 새 말" in page

    def test_who_corrected_is_not_told(self, client: Client, body: Body) -> None:
        row = rich_meeting(body)
        assert Correction.objects.get().corrected_by.name == "clerk"
        assert "clerk" not in read(client, row)


def test_no_page_outgrows_its_bound_however_much_was_said() -> None:
    rows = [
        {"order": n, "speaker": "위원", "text": "가" * 4_000, "summary": "", "withheld": ""}
        for n in range(40)
    ]
    shown = fitted(rows, Room(24_000, 500))
    letters = [sum(map(len, one["paragraphs"])) for one in shown.values()]
    assert sum(letters) <= 24_000 + 40 * 2
    assert min(letters) >= 500
    assert not shown[0]["is_cut"]
    assert shown[39]["is_cut"]
    assert not any(one["is_cut"] for one in fitted(rows[:4], Room(24_000, 500)).values())


def test_a_speech_that_is_cut_leads_to_the_whole(client: Client, body: Body) -> None:
    row = making.meeting(body)
    item = row.agenda.get()
    Speech.objects.bulk_create(
        Speech(meeting=row, agenda_item=item, order=n, speaker="위원", text="가나다라 " * 900)
        for n in range(10, 40)
    )
    page = read(client, row)
    assert len(page) < 120_000
    assert f'href="/{row.address}/print/#speech-39"' in page
    version.renew()
    whole = b"".join(client.get(f"/{row.address}/print/")).decode()
    assert whole.count("가나다라") == 30 * 900
    assert 'id="speech-39"' in whole


def test_queries_do_not_grow_with_rows(client: Client, body: Body) -> None:
    counts = []
    for number, parts in ((2, 1), (3, 3)):
        rich_meeting(body, number, parts)
        version.renew()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/{body.address}/{number}/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def _with(row: Any, **values: Any) -> Any:
    for name, value in values.items():
        setattr(row, name, value)
    return row


def test_each_photo_and_paper_is_served_as_what_it_is(client: Client, body: Body) -> None:
    row = rich_meeting(body)
    photo, paper = (
        client.get(f"/{row.address}/papers/1/"),
        client.get(f"/{row.address}/papers/101/"),
    )
    assert photo["Content-Type"] == "image/jpeg"
    assert photo["Content-Disposition"].startswith("inline")
    assert paper["Content-Type"] == "application/pdf"
    assert paper["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert b"".join(paper) == "%PDF-1.4 운영계획 1".encode()
    for answer in (photo, paper):
        assert answer["X-Content-Type-Options"] == "nosniff"
    again = client.get(f"/{row.address}/papers/101/", headers={"If-None-Match": paper["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("order", [300, 301, 999])
def test_a_paper_that_is_withheld_is_not_served(client: Client, body: Body, order: int) -> None:
    assert client.get(f"/{rich_meeting(body).address}/papers/{order}/").status_code == 404


def test_papers_of_what_is_not_public_are_not_served(client: Client, body: Body) -> None:
    row = rich_meeting(body)
    services.move_entry(row, EntryState.WITHDRAWN)
    assert client.get(f"/{row.address}/papers/101/").status_code == 404
    services.move_entry(row, EntryState.DRAFT)
    services.save_row(_with(row, withheld=GROUND))
    services.move_entry(row, EntryState.PUBLISHED)
    assert client.get(f"/{row.address}/papers/101/").status_code == 404


def test_a_page_that_only_claims_to_be_a_photo_is_kept_not_shown(
    client: Client, body: Body
) -> None:
    row = rich_meeting(body)
    Paper.objects.filter(order=101).update(kind=Paper.Kind.PHOTO)
    assert "attachment" in client.get(f"/{row.address}/papers/101/")["Content-Disposition"]


def test_what_speaks_about_a_withheld_meeting_is_told_nowhere(client: Client, body: Body) -> None:
    row = making.meeting(body)
    making.saved(
        Commitment(
            city=body.city,
            kind=Commitment.Kind.ACTION,
            title="조용한 일",
            entry=row,
            owed_by="팀장",
        )
    )
    point = making.saved(
        Discrepancy(city=body.city, entry=row, subject="place", title="조용한 차이")
    )
    making.saved(Statement(discrepancy=point, order=1, value="조용한 곳", shown=True))

    def all_told() -> str:
        version.renew()
        out = io.StringIO()
        call_command("export_record", json=True, stdout=out)
        pages = [client.get(path).content.decode() for path in ("/", "/sources/")]
        return "".join([out.getvalue(), *pages])

    before = all_told()
    assert all(words in before for words in ("조용한 일", "조용한 차이", "조용한 곳"))
    Meeting.objects.filter(pk=row.pk).update(withheld=GROUND)
    assert "조용한" not in all_told()
