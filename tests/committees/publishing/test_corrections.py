"""Published minutes are changed by numbered corrections and by nothing else."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from civicforum.kit.pages import Turned
from civicforum.people.models import User
from civicforum.record.errors import ChangedMeanwhile, NotAllowed, RecordError
from civicforum.record.models import Discrepancy, StatedFigure, Statement
from civicforum.record.services import decide, move_entry, save_row
from civicforum.record.states import EntryState
from committees.models import Correction, Meeting, NameDecision, Paper, Speech
from committees.reports.corrections import Place, fingerprint, said
from committees.reports.made_corrections import corrections
from committees.services.corrections import NamesFound, correct
from tests import making
from tests import minutes_on_their_way as way
from tests.personas import PERSONAS, Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town(needs_approval=True)  # in Jeonju, not in Yeongdeungpo


@pytest.fixture
def meeting(places: Town) -> Meeting:
    return way.public(way.body(places.yeongdeungpo, places.governance))


@pytest.fixture
def clerk(places: Town) -> User:
    found = PERSONAS["yeongdeungpo_clerk"](places)
    assert found
    return found


def place(meeting: Meeting, kind: str = "speech", name: str = "text") -> Place:
    row = {
        "speech": lambda: meeting.speeches.get(order=1),
        "agenda": lambda: meeting.agenda.get(number=1),
        "attendance": lambda: meeting.attendance.get(seat__order=1),
        "meeting": lambda: Meeting.objects.get(pk=meeting.pk),
    }[kind]()
    return Place(kind, row, name)


def corrected(where: Place, value: object, actor: User, **options: object) -> Correction:
    read = fingerprint(said(where)[1])
    values = {"reason": "잘못 적음", "read": read, **options}
    return correct(where, value, actor=actor, **values)  # type: ignore[arg-type]


def shown(meeting: Meeting) -> list[tuple[int, str | None, str | None]]:
    """What the public reads: number, before, after of each correction."""
    return [
        (row["number"], change["before"], change["after"])
        for row in corrections(meeting, Turned())
        for change in row["changes"]
    ]


def test_a_speech_is_corrected_and_the_correction_stands_beside_it(
    meeting: Meeting, clerk: User
) -> None:
    made = corrected(place(meeting), "그늘에 의자를 더 놓읍시다.", clerk)
    assert meeting.speeches.get(order=1).text == "그늘에 의자를 더 놓읍시다."
    assert (made.number, made.corrected_by) == (1, clerk)
    assert shown(meeting) == [(1, "공원에 의자를 더 놓읍시다.", "그늘에 의자를 더 놓읍시다.")]
    version = meeting.speeches.get(order=1).history.latest()
    assert (version.history_user, version.history_change_reason) == (clerk, "잘못 적음")


def test_numbers_go_on(meeting: Meeting, clerk: User) -> None:
    for number, value in enumerate(("하나", "둘", "셋"), start=1):
        assert corrected(place(meeting), value, clerk).number == number


@pytest.mark.parametrize(
    ("kind", "name", "value", "before", "after"),
    [
        ("agenda", "decision", "agreed", "기록 없음", "합의"),
        ("agenda", "outcome", "의자 열 개", "", "의자 열 개"),
        ("agenda", "votes_for", 7, "", "7"),
        ("speech", "speaker", "부분과장", "분과장", "부분과장"),
        ("meeting", "main_points", "의자", "", "의자"),
        ("meeting", "place", "구청", "", "구청"),
        ("attendance", "delegated_to", "주무관", "", "주무관"),
    ],
)
def test_every_kind_of_place(
    meeting: Meeting, clerk: User, kind: str, name: str, value: object, before: str, after: str
) -> None:
    where = place(meeting, kind, name)
    before = before if name != "decision" else said(where)[1]
    made = corrected(where, value, clerk)
    assert made.changes[0]["before"] == before
    assert name == "decision" or made.changes[0]["after"] == after


def test_nothing_else_writes_what_is_public(meeting: Meeting, clerk: User) -> None:
    speech = meeting.speeches.get(order=1)
    speech.text = "몰래"
    with pytest.raises(RecordError):
        save_row(speech, actor=clerk)


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_is_corrected(meeting: Meeting, clerk: User, reason: str) -> None:
    with pytest.raises(RecordError):
        corrected(place(meeting), "다른 말", clerk, reason=reason)
    assert not Correction.objects.exists()


def test_what_was_not_read_is_not_overwritten(meeting: Meeting, clerk: User) -> None:
    where = place(meeting)
    read = fingerprint(said(where)[1])
    corrected(place(meeting), "먼저", clerk)
    with pytest.raises(ChangedMeanwhile):
        corrected(where, "나중", clerk, read=read)
    assert meeting.speeches.get(order=1).text == "먼저"


def test_the_same_again_is_no_correction(meeting: Meeting, clerk: User) -> None:
    with pytest.raises(RecordError, match="이미"):
        corrected(place(meeting), "공원에 의자를 더 놓읍시다.", clerk)


def test_a_value_that_does_not_fit_changes_nothing(meeting: Meeting, clerk: User) -> None:
    with pytest.raises(ValidationError):
        corrected(place(meeting, "agenda", "decision"), "niemals", clerk)
    assert not Correction.objects.exists()


def test_attendance_has_to_add_up(meeting: Meeting, clerk: User) -> None:
    with pytest.raises(RecordError, match="참석 명단으로는 2명"):
        corrected(place(meeting, "attendance", "status"), "absent", clerk)
    StatedFigure.objects.update(value=2)
    corrected(place(meeting, "attendance", "status"), "absent", clerk)


class TestWhoCorrects:
    def test_a_supporter_does_not(self, places: Town, meeting: Meeting) -> None:
        supporter = PERSONAS["supporter"](places)
        assert supporter
        with pytest.raises(NotAllowed):
            corrected(place(meeting), "다른 말", supporter)

    def test_where_the_city_wants_approval_the_approver_does(self, places: Town) -> None:
        row = way.public(way.body(places.jeonju, places.transport))
        clerk, approver = PERSONAS["jeonju_clerk"](places), PERSONAS["approver"](places)
        assert clerk
        assert approver
        with pytest.raises(NotAllowed):
            corrected(place(row), "다른 말", clerk)
        assert corrected(place(row), "다른 말", approver).number == 1

    def test_nobody_does_before_it_is_public(self, places: Town, clerk: User) -> None:
        row = way.agreed(way.body(places.yeongdeungpo, places.governance))
        with pytest.raises(NotAllowed):
            corrected(place(row), "다른 말", clerk)


class TestNames:
    def test_a_name_in_the_new_text_is_asked_about_first(
        self, meeting: Meeting, clerk: User
    ) -> None:
        with pytest.raises(NamesFound) as found:
            corrected(place(meeting), "홍길동 위원이 말했습니다.", clerk)
        assert [one.text for one in found.value.data] == ["홍길동"]
        made = corrected(place(meeting), "홍길동 위원이 말했습니다.", clerk, names="masked")
        assert made.changes[0]["after"] == "ㅇㅇㅇ 위원이 말했습니다."
        assert NameDecision.objects.get().decision == "masked"

    def test_a_name_in_the_reason_too(self, meeting: Meeting, clerk: User) -> None:
        with pytest.raises(NamesFound):
            corrected(place(meeting), "네.", clerk, reason="홍길동 위원 요청")
        made = corrected(place(meeting), "네.", clerk, reason="홍길동 위원 요청", names="masked")
        assert made.reason == "ㅇㅇㅇ 위원 요청"

    def test_what_stood_there_is_not_shown_where_it_names_somebody(
        self, places: Town, clerk: User
    ) -> None:
        body = way.body(places.yeongdeungpo, places.governance)
        row = way.public(body, text="홍길동 위원이 말했습니다.")
        with pytest.raises(RecordError, match="공개하지 않도록"):
            corrected(place(row), "한 위원이 말했습니다.", clerk)
        corrected(place(row), "한 위원이 말했습니다.", clerk, shows_before=False)
        assert shown(row) == [(1, None, "한 위원이 말했습니다.")]

    def test_earlier_corrections_of_the_place_do_not_show_it_either(
        self, meeting: Meeting, clerk: User
    ) -> None:
        corrected(place(meeting), "독고 씨네 가게", clerk, names="dismissed")
        corrected(place(meeting, "agenda", "outcome"), "의자 열 개", clerk)
        corrected(place(meeting), "어느 가게", clerk, shows_before=False)
        corrected(place(meeting), "어느 가게 앞", clerk)
        assert shown(meeting) == [
            (1, None, None),
            (2, "", "의자 열 개"),
            (3, None, "어느 가게"),
            (4, "어느 가게", "어느 가게 앞"),
        ]

    def test_what_is_withheld_by_now_stands_in_no_correction(
        self, meeting: Meeting, clerk: User
    ) -> None:
        corrected(place(meeting), "비밀 이야기", clerk)
        corrected(place(meeting, name="withheld"), "정보공개법 제9조", clerk)
        assert shown(meeting) == [(1, None, None), (2, "", "정보공개법 제9조")]


class TestShownAgain:
    """What was withheld has not been looked through: it is not shown again unseen."""

    def test_only_once_its_names_are_settled(self, places: Town, clerk: User) -> None:
        row = way.agreed(way.body(places.yeongdeungpo, places.governance), text="010-1234-5678")
        Speech.objects.filter(meeting=row, order=1).update(withheld="제6호")
        move_entry(row, EntryState.PUBLISHED, actor=clerk)
        with pytest.raises(RecordError, match="010-1234-5678"), transaction.atomic():
            corrected(place(row, name="withheld"), "", clerk)
        assert row.speeches.get(order=1).withheld == "제6호"
        corrected(place(row), "연락처", clerk, shows_before=False)
        corrected(place(row, name="withheld"), "", clerk)
        assert row.speeches.get(order=1).withheld == ""

    def test_nor_with_all_the_minutes(self, places: Town, clerk: User) -> None:
        row = way.agreed(way.body(places.yeongdeungpo, places.governance), text="010-1234-5678")
        Meeting.objects.filter(pk=row.pk).update(withheld="제5호")
        move_entry(Meeting.objects.get(pk=row.pk), EntryState.PUBLISHED, actor=clerk)
        with pytest.raises(RecordError, match="010-1234-5678"):
            corrected(place(row, "meeting", "withheld"), "", clerk)

    def test_nor_a_paper_that_is_not_read(self, meeting: Meeting, clerk: User) -> None:
        values = {"file": "papers/a.pdf", "file_name": "자료.pdf", "withheld": "제6호"}
        paper = making.saved(Paper(meeting=meeting, order=1, title="자료", **values))
        with pytest.raises(RecordError, match="자료"):
            corrected(Place("paper", paper, "withheld"), "", clerk)


def test_a_discrepancy_of_public_minutes_is_still_decided(meeting: Meeting, clerk: User) -> None:
    point = making.saved(
        Discrepancy(city=meeting.city, entry=meeting, subject="agenda/1/title", title="제목")
    )
    making.saved(Statement(discrepancy=point, order=1, value="공원 의자", shown=True, basis="앞"))
    other = making.saved(Statement(discrepancy=point, order=2, value="공원의 의자", basis="뒤"))
    decide(point, other, actor=clerk, reason="회의록 확인")
    assert meeting.agenda.get(number=1).title == "공원의 의자"


def test_nothing_is_left_of_no_speech(meeting: Meeting, clerk: User) -> None:
    meeting.speeches.update(summary="")
    with pytest.raises(RecordError, match="발언이 모두 없어집니다"):
        corrected(place(meeting), " ", clerk)


def test_what_looks_personal_is_not_shown_again_unless_somebody_wants_it(
    meeting: Meeting, places: Town
) -> None:
    client = browser("yeongdeungpo_clerk", places)
    speech = meeting.speeches.get(order=1)
    url = f"/staff/committees/meetings/{meeting.pk}/correct/speech/{speech.pk}/text/"
    assert client.get(url).context["form"]["shows_before"].value()
    NameDecision.objects.create(
        meeting=meeting, kind="name", text="홍길동", decision="dismissed",
        decided_by=User.objects.latest("pk"),
    )  # fmt: skip
    meeting.speeches.filter(pk=speech.pk).update(text="홍길동 위원님 말씀대로 합시다.")
    assert not client.get(url).context["form"]["shows_before"].value()
