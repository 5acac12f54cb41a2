"""The pages on which public minutes are corrected, and what stands beside a correction."""

import pytest
from django.test import Client

from civicforum.kit.pages import Turned
from civicforum.people.models import User
from civicforum.record.services import delete_row, move_entry
from civicforum.record.states import EntryState
from committees.models import AgendaItem, Meeting, Speech
from committees.reports.corrections import Place, fingerprint, said
from committees.reports.made_corrections import corrections
from committees.reports.personal import personal_data
from committees.services.naming import settle_names
from tests import minutes_on_their_way as way
from tests.committees.publishing.test_corrections import corrected, place, shown
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


class TestThePages:
    def at(self, where: Place, meeting: Meeting) -> str:
        base = f"/staff/committees/meetings/{meeting.pk}/correct"
        return f"{base}/{where.kind}/{where.row.pk}/{where.name}/"

    def test_from_the_list_to_the_correction(self, places: Town, meeting: Meeting) -> None:
        client = browser("yeongdeungpo_clerk", places)
        where = place(meeting)
        url = f"/staff/committees/meetings/{meeting.pk}/correct/"
        listed = client.get(url, {"kind": "speech", "q": "공원"}).content.decode()
        assert self.at(where, meeting) in listed
        assert listed.count('<ul class="correctable">') == 1
        page = client.get(self.at(where, meeting)).content.decode()
        assert "공원에 의자를 더 놓읍시다." in page
        values = {
            "do": "correct",
            "value": "그늘에 의자를\r\n더 놓읍시다.",
            "reason": "잘못 들음",
            "shows_before": "on",
            "read": fingerprint(said(where)[1]),
        }
        listed = client.post(self.at(where, meeting), values, follow=True).content.decode()
        assert "잘못 들음" in listed
        assert meeting.speeches.get(order=1).text == "그늘에 의자를\n더 놓읍시다."

    def test_names_are_asked_about_and_what_was_typed_is_kept(
        self, places: Town, meeting: Meeting
    ) -> None:
        client = browser("yeongdeungpo_clerk", places)
        where = place(meeting)
        values = {
            "do": "correct",
            "value": "홍길동 위원이 말했습니다.",
            "reason": "잘못 들음",
            "read": fingerprint(said(where)[1]),
        }
        page = client.post(self.at(where, meeting), values).content.decode()
        assert "<mark>홍길동</mark>" in page
        assert 'value="masked"' in page
        assert "홍길동 위원이 말했습니다.</textarea>" in page
        client.post(self.at(where, meeting), values | {"names": "masked"})
        assert meeting.speeches.get(order=1).text == "ㅇㅇㅇ 위원이 말했습니다."

    @pytest.mark.parametrize(
        "path", ["speech/0/text", "speech/{pk}/meeting", "speech/{pk}/revision", "seat/1/role"]
    )
    def test_other_places_are_404(self, places: Town, meeting: Meeting, path: str) -> None:
        client = browser("yeongdeungpo_clerk", places)
        path = path.format(pk=meeting.speeches.get(order=1).pk)
        url = f"/staff/committees/meetings/{meeting.pk}/correct/{path}/"
        assert client.get(url).status_code == 404

    def test_a_row_of_another_meeting_is_404(self, places: Town, meeting: Meeting) -> None:
        other = way.public(meeting.body, 2)
        where = place(other)
        client = browser("yeongdeungpo_clerk", places)
        assert client.get(self.at(where, meeting)).status_code == 404


def test_a_visitor_still_reads_the_page(meeting: Meeting, clerk: User) -> None:
    corrected(place(meeting), "그늘에 의자를 더 놓읍시다.", clerk)
    assert Client().get(f"/{meeting.address}/").status_code == 200


def read_by_all(meeting: Meeting) -> str:
    """The page, and the data that are given out."""
    pages = (Client().get(f"/{meeting.address}/{part}") for part in ("", "minutes.json"))
    return "".join((b"".join(one) if one.streaming else one.content).decode() for one in pages)


class TestWhatIsNoLongerPublic:
    """A correction shows nothing that the minutes no longer show."""

    def test_a_place_is_told_without_the_words_of_its_row(
        self, meeting: Meeting, clerk: User
    ) -> None:
        Speech.objects.filter(meeting=meeting, order=1).update(speaker="독고 씨")
        AgendaItem.objects.filter(meeting=meeting, number=1).update(title="독고 씨 민원")
        corrected(place(meeting), "다른 말", clerk)
        corrected(place(meeting, name="speaker"), "위원", clerk, shows_before=False)
        corrected(place(meeting, "agenda", "title"), "민원", clerk, shows_before=False)
        corrected(place(meeting, "attendance", "delegated_to"), "주무관", clerk)
        changes = [one for row in corrections(meeting, Turned()) for one in row["changes"]]
        assert [one["place"] for one in changes] == [
            "발언 1 · 발언 내용", "발언 1 · 발언자(직책)", "안건 1 · 제목",
            "참석 분과장 · 위임받은 사람(직책)",
        ]  # fmt: skip
        assert "독고" not in read_by_all(meeting)

    def test_what_stands_in_an_item_goes_with_it(self, meeting: Meeting, clerk: User) -> None:
        corrected(place(meeting, "agenda", "title"), "비밀 제목", clerk)
        corrected(place(meeting), "비밀 이야기", clerk)
        corrected(place(meeting, name="speaker"), "비밀 위원", clerk)
        corrected(place(meeting, "agenda", "withheld"), "제5호", clerk)
        assert shown(meeting) == [*((n, None, None) for n in (1, 2, 3)), (4, "", "제5호")]
        assert "비밀" not in read_by_all(meeting)

    def test_who_spoke_stays_where_only_the_speech_is_withheld(
        self, meeting: Meeting, clerk: User
    ) -> None:
        corrected(place(meeting, name="speaker"), "위원", clerk)
        corrected(place(meeting, name="withheld"), "제5호", clerk)
        assert shown(meeting)[0] == (1, "분과장", "위원")

    def test_what_was_masked_or_deleted_meanwhile(self, meeting: Meeting, clerk: User) -> None:
        reason = "독고탁 위원 요청"
        corrected(place(meeting), "독고탁 위원이 말함", clerk, reason=reason, names="dismissed")
        corrected(place(meeting, "agenda", "outcome"), "열 개", clerk)
        second = Place("speech", meeting.speeches.get(order=2), "text")
        corrected(second, "지운 발언", clerk)
        for state in (EntryState.WITHDRAWN, EntryState.DRAFT):
            move_entry(meeting, state, actor=clerk)
        meeting.name_decisions.all().delete()
        settle_names(meeting, [one.key for one in personal_data(meeting)], "masked", actor=clerk)
        Meeting.objects.filter(pk=meeting.pk).update(minutes_state="draft")
        delete_row(second.row, actor=clerk)
        Meeting.objects.filter(pk=meeting.pk).update(minutes_state="approved")
        move_entry(Meeting.objects.get(pk=meeting.pk), EntryState.PUBLISHED, actor=clerk)
        corrected(place(meeting), "새 발언", clerk)
        assert shown(meeting)[:3] == [(n, None, None) for n in (1, 2, 3)]
        assert shown(meeting)[3][2] == "새 발언"
        page = read_by_all(meeting)
        assert "ㅇㅇㅇ 위원 요청" in page
        assert "독고탁" not in page
        assert "지운 발언" not in page
