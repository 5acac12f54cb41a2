"""What is written section by section is stored, or its writer is told what stands there."""

from typing import Any
from uuid import uuid4

import pytest

from civicforum.people.roles import Role
from civicforum.record import services
from civicforum.record.states import EntryState
from committees.models import Body, Meeting, Speech
from committees.sections import revision_of
from committees.services.meetings import save_agenda
from committees.services.seats import speakers_seat
from committees.states import MinutesState
from tests import making
from tests.committees.writing.desk import Desk, desk, place
from tests.making import published, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    return place()


@pytest.fixture
def clerk(meeting: Meeting) -> Desk:
    return desk(meeting, "clerk")


@pytest.fixture
def other(meeting: Meeting) -> Desk:
    return desk(meeting, "other", Role.SUPPORTER)


def first(meeting: Meeting) -> Speech:
    return meeting.speeches.get(order=1)


def path(speech: Speech) -> str:
    return f"speeches/{speech.key or speech.pk}"


def texts(meeting: Meeting) -> list[str]:
    return list(meeting.speeches.order_by("order").values_list("text", flat=True))


class TestSaving:
    """A section says what was written last, by whoever had read what stood there."""

    def test_each_kind_of_section_is_saved_and_shown_again(
        self, clerk: Desk, meeting: Meeting
    ) -> None:
        item, speech = meeting.agenda.get(), first(meeting)
        facts = {"main_points": "첫째\n둘째", "next_meeting": "12월 3일", "remarks": "끝"}
        said: list[tuple[str, Any, dict[str, Any]]] = [
            (f"facts/{meeting.pk}", meeting, facts),
            (
                f"items/{item.pk}",
                item,
                {"title": "고친 안건", "decision": "agreed", "votes_for": 7},
            ),
            (
                path(speech),
                speech,
                {"speaker": "분과장", "text": "고친 말씀 ", "said_at": "1:02:03"},
            ),
        ]
        for section, row, values in said:
            answer = clerk.send(section, revision=revision_of(row), **values)
            row.refresh_from_db()
            assert answer.status_code == 200
            assert answer.json()["revision"] == revision_of(row)
        assert (meeting.main_points, item.decision, item.votes_for) == ("첫째\n둘째", "agreed", 7)
        assert speech.seat == meeting.body.seats.get(order=1)
        assert (speech.speaker, speech.text, speech.said_at) == ("분과장", "고친 말씀 ", 3723)
        page = clerk.page()
        for words in ("첫째", "고친 안건", "고친 말씀", "1:02:03"):
            assert words in page

    def test_the_other_text_is_handed_back_and_nothing_is_overwritten(
        self, clerk: Desk, other: Desk, meeting: Meeting
    ) -> None:
        speech = first(meeting)
        seen = revision_of(speech)
        assert (
            other.send(path(speech), revision=seen, speaker="위원", text="저쪽").status_code == 200
        )
        answer = clerk.send(path(speech), revision=seen, speaker="위원", text="이쪽")
        assert answer.status_code == 409
        told = answer.json()
        assert (told["values"]["text"], told["by"]) == ("저쪽", "other")
        assert first(meeting).text == "저쪽"
        joined = {"speaker": "위원", "text": "저쪽\n이쪽"}
        assert clerk.send(path(speech), revision=told["revision"], **joined).status_code == 200
        assert first(meeting).text == "저쪽\n이쪽"

    def test_different_sections_do_not_disturb_each_other(
        self, clerk: Desk, other: Desk, meeting: Meeting
    ) -> None:
        one, two = meeting.speeches.order_by("order")
        assert other.send(path(one), revision=revision_of(one), text="하나").status_code == 200
        assert clerk.send(path(two), revision=revision_of(two), text="둘").status_code == 200
        assert texts(meeting) == ["하나", "둘"]

    def test_a_save_whose_receipt_was_lost_is_taken_again(
        self, clerk: Desk, meeting: Meeting
    ) -> None:
        speech = first(meeting)
        sent: dict[str, Any] = {"revision": revision_of(speech), "speaker": "위원", "text": "또"}
        first_answer, second = clerk.send(path(speech), **sent), clerk.send(path(speech), **sent)
        assert second.status_code == 200
        assert first_answer.json()["revision"] == second.json()["revision"]

    def test_what_another_door_wrote_is_not_overwritten_either(
        self, clerk: Desk, meeting: Meeting
    ) -> None:
        speech = first(meeting)
        seen = revision_of(speech)
        Speech.objects.filter(pk=speech.pk).update(text="ㅇㅇㅇ 님이 말했다")
        assert clerk.send(path(speech), revision=seen, text="김철수 님").status_code == 409
        assert first(meeting).text == "ㅇㅇㅇ 님이 말했다"

    @pytest.mark.parametrize(
        ("section", "values", "field"),
        [
            ("items", {"title": " "}, "title"),
            ("items", {"title": "가", "votes_for": "많음"}, "votes_for"),
            ("speeches", {"text": "가", "said_at": "두 시"}, "said_at"),
            ("speeches", {"text": "가\0"}, "text"),
        ],
    )
    def test_bad_input_is_named(
        self, clerk: Desk, meeting: Meeting, section: str, values: dict[str, str], field: str
    ) -> None:
        row = meeting.agenda.get() if section == "items" else first(meeting)
        answer = clerk.send(f"{section}/{row.pk}", revision=revision_of(row), **values)
        assert answer.status_code == 400
        assert answer.json()["errors"][field]
        assert texts(meeting) == ["말씀 1", "말씀 2"]

    def test_a_page_of_somebody_who_signed_out_stores_nothing_as_another(
        self, clerk: Desk, meeting: Meeting
    ) -> None:
        speech = first(meeting)
        sent = {"revision": revision_of(speech), "text": "다른 사람이 쓴 글"}
        headers = {"Accept": "application/json", "X-Writer": "0"}
        address = f"{clerk.base}{path(speech)}/"
        assert clerk.client.post(address, sent, headers=headers).status_code == 403
        assert first(meeting).text == "말씀 1"


class TestSpeakers:
    """Speakers are seats of the body, or roles that are typed."""

    def test_seats_that_nothing_tells_apart_are_told_by_their_place(
        self, clerk: Desk, meeting: Meeting
    ) -> None:
        assert 'value="부분과장 (2)"' in clerk.page()
        assert clerk.add("네", "부분과장 (2)").status_code == 200
        speech = meeting.speeches.get(text="네")
        assert (speech.speaker, speech.seat) == ("부분과장", meeting.body.seats.get(order=3))
        assert 'value="부분과장 (2)"' in clerk.page()

    def test_a_subcommittee_is_not_said_twice_and_minutes_that_are_read_say_the_same(
        self, clerk: Desk, meeting: Meeting
    ) -> None:
        form = Body.Form.SUBCOMMITTEE
        group = published(Body(city=meeting.city, slug="local", title="지역특화분과", form=form))
        for seat in meeting.body.seats.filter(order__lte=3):
            seat.stands_for = group
            saved(seat)
        assert 'value="지역특화분과장"' in clerk.page()
        assert 'value="지역특화부분과장 (2)"' in clerk.page()
        clerk.add("네", "지역특화분과장")
        clerk.add("예", "지역특화부분과장 (2)")
        said = {one.text: (one.speaker, one.seat) for one in meeting.speeches.all()}
        chair, _vice, vice, _staff = meeting.body.seats.order_by("order")
        assert said["네"] == ("지역특화분과장", chair)
        assert said["예"] == ("지역특화부분과장", vice)
        assert speakers_seat("지역특화분과장", meeting.body.seats.all()) == chair

    def test_minutes_do_not_name_a_body_that_is_not_public(
        self, clerk: Desk, meeting: Meeting
    ) -> None:
        form = Body.Form.SUBCOMMITTEE
        group = saved(Body(city=meeting.city, slug="local", title="지역특화분과", form=form))
        seat = meeting.body.seats.get(order=1)
        seat.stands_for = group
        saved(seat)
        clerk.add("네", "지역특화분과장")
        speech = meeting.speeches.get(text="네")
        assert (speech.speaker, speech.seat) == ("분과장", seat)
        assert clerk.page().count('value="지역특화분과장"') == 2  # chosen, and to choose
        services.move_entry(group, EntryState.PUBLISHED)
        assert clerk.page().count('value="지역특화분과장"') == 2  # who it was stays known

    def test_the_text_of_a_speaker_not_named_yet_is_kept(
        self, clerk: Desk, meeting: Meeting
    ) -> None:
        assert clerk.add("누구였더라", "").status_code == 200
        speech = meeting.speeches.get(text="누구였더라")
        assert speech.speaker == "(발언자 미정)"
        told = clerk.send(path(speech), revision="", text="다른 글").json()
        assert told["values"]["speaker"] == ""

    def test_the_text_does_not_wait_for_a_shorter_speaker(
        self, clerk: Desk, meeting: Meeting
    ) -> None:
        key, speech = uuid4(), first(meeting)
        answers = [
            clerk.send(path(speech), revision=revision_of(speech), speaker="가" * 51, text="고침"),
            clerk.add("새로", "가" * 130, key=key),
        ]
        kept = [meeting.speeches.get(pk=speech.pk), meeting.speeches.get(key=key)]
        for answer, row in zip(answers, kept, strict=True):
            assert answer.status_code == 400
            assert "50" in answer.json()["errors"]["speaker"]
            assert answer.json()["revision"] == revision_of(row)
        assert [(row.speaker, row.text) for row in kept] == [
            ("위원", "고침"),
            ("(발언자 미정)", "새로"),
        ]
        sent = {"revision": revision_of(kept[0]), "speaker": "가" * 51, "text": "양식으로"}
        page = clerk.client.post(f"{clerk.base}{path(kept[0])}/", sent).content.decode()
        speech.refresh_from_db()
        assert speech.text == "양식으로"
        assert revision_of(speech) in page  # so that it is sent again from there
        assert 'maxlength="50"' in clerk.page()


class TestPlaces:
    """Speeches stand in order below their agenda item."""

    def test_a_new_one_stands_after_the_other_and_is_stored_once(
        self, clerk: Desk, meeting: Meeting
    ) -> None:
        key = uuid4()
        after = str(first(meeting).pk)
        for _ in range(2):
            assert clerk.add("사이", key=key, after=after).status_code == 200
        assert texts(meeting) == ["말씀 1", "사이", "말씀 2"]
        assert meeting.speeches.get(key=key).agenda_item == meeting.agenda.get()

    def test_the_first_of_an_item_comes_before_those_of_later_items(
        self, clerk: Desk, meeting: Meeting
    ) -> None:
        clerk.client.post(f"{clerk.base}items/", {"title": "둘째 안건"})
        second = meeting.agenda.get(number=2)
        clerk.add("나중", item=second.pk)
        clerk.add("먼저", item=meeting.agenda.get(number=1).pk)
        clerk.add("여는 말")
        assert texts(meeting) == ["여는 말", "말씀 1", "말씀 2", "먼저", "나중"]

    def test_moving_trades_places_and_goes_on_in_the_next_item(
        self, clerk: Desk, meeting: Meeting
    ) -> None:
        clerk.client.post(f"{clerk.base}items/", {"title": "둘째 안건"})
        told = clerk.send(path(first(meeting)), "move/", to="down").json()
        assert texts(meeting) == ["말씀 2", "말씀 1"]
        assert told["after"] == str(first(meeting).pk)
        moved = meeting.speeches.get(order=2)
        clerk.send(path(moved), "move/", to="down")
        moved.refresh_from_db()
        assert moved.agenda_item == meeting.agenda.get(number=2)
        for _ in range(4):  # up to before the agenda, where there is no further
            assert clerk.send(path(moved), "move/", to="up").status_code == 200
        moved.refresh_from_db()
        assert moved.agenda_item is None
        assert texts(meeting) == ["말씀 1", "말씀 2"]

    def test_a_move_leaves_what_stands_elsewhere(self, clerk: Desk, meeting: Meeting) -> None:
        """An item that is taken up again stands in two places of the document."""
        clerk.client.post(f"{clerk.base}items/", {"title": "둘째 안건"})
        clerk.add("둘째에", item=meeting.agenda.get(number=2).pk)
        clerk.add("다시 첫째에", item=meeting.agenda.get(number=2).pk)
        again = meeting.speeches.get(order=4)
        again.agenda_item = meeting.agenda.get(number=1)
        making.saved(again)
        clerk.send(path(again), "move/", to="up")
        assert texts(meeting) == ["말씀 1", "다시 첫째에", "말씀 2", "둘째에"]

    def test_what_comes_back_stands_within_its_item(self, clerk: Desk, meeting: Meeting) -> None:
        clerk.client.post(f"{clerk.base}items/", {"title": "둘째 안건"})
        one, two = meeting.agenda.order_by("number")
        key = uuid4()
        seen = clerk.add("하나", item=two.pk, key=key).json()["revision"]
        clerk.add("둘", item=two.pk)
        gone = clerk.send(f"speeches/{key}", "delete/", revision=seen).json()["version"]
        clerk.add("그 사이에", item=one.pk)
        assert clerk.send("deleted", version=gone).status_code == 200
        assert texts(meeting) == ["말씀 1", "말씀 2", "그 사이에", "하나", "둘"]

    def test_speeches_follow_items_that_trade_places(self, clerk: Desk, meeting: Meeting) -> None:
        clerk.client.post(f"{clerk.base}items/", {"title": "둘째 안건"})
        one, two = meeting.agenda.order_by("number")
        clerk.add("둘째에", item=two.pk)
        clerk.add("여는 말")
        one.number, two.number = 2, 1
        save_agenda(meeting, [one, two], actor=clerk.user)
        assert texts(meeting) == ["여는 말", "둘째에", "말씀 1", "말씀 2"]

    def test_deleting_is_undone_with_the_very_speech(self, clerk: Desk, meeting: Meeting) -> None:
        speech = first(meeting)
        answer = clerk.send(path(speech), "delete/", revision=revision_of(speech))
        assert texts(meeting) == ["말씀 2"]
        assert "삭제한 발언" in clerk.page()
        for _ in range(2):
            told = clerk.send("deleted", version=answer.json()["version"])
        assert texts(meeting) == ["말씀 1", "말씀 2"]
        assert told.json()["ref"] == str(first(meeting).pk) == str(speech.pk)

    def test_what_somebody_else_wrote_meanwhile_is_not_deleted(
        self, clerk: Desk, other: Desk, meeting: Meeting
    ) -> None:
        speech = first(meeting)
        seen = revision_of(speech)
        other.send(path(speech), revision=seen, text="저쪽")
        assert clerk.send(path(speech), "delete/", revision=seen).status_code == 409
        assert texts(meeting) == ["저쪽", "말씀 2"]

    def test_who_writes_what_was_deleted_is_told_so(
        self, clerk: Desk, other: Desk, meeting: Meeting
    ) -> None:
        key = uuid4()
        seen = clerk.add("곧 없음", key=key).json()["revision"]
        other.send(f"speeches/{key}", "delete/", revision=seen)
        answer = clerk.send(f"speeches/{key}", revision=seen, text="더 씀")
        assert answer.status_code == 410
        assert clerk.send("speeches/12345", revision=seen, text="더 씀").status_code == 410


class TestClosed:
    """Minutes that are with the members, agreed, published, or not one's own are only read."""

    @pytest.mark.parametrize("state", [MinutesState.CIRCULATED, MinutesState.APPROVED])
    def test_not_before_they_are_brought_back(
        self, clerk: Desk, meeting: Meeting, state: MinutesState
    ) -> None:
        Meeting.objects.filter(pk=meeting.pk).update(minutes_state=state)
        self.refused(clerk, meeting)

    def test_not_once_they_are_published(self, clerk: Desk, meeting: Meeting) -> None:
        services.move_entry(meeting.body, EntryState.PUBLISHED)
        services.move_entry(meeting, EntryState.PUBLISHED)
        self.refused(clerk, meeting)

    def test_an_approver_reads(self, meeting: Meeting) -> None:
        reader = desk(meeting, "reader", Role.APPROVER)
        page = reader.page()
        assert "말씀 1" in page
        assert "<textarea" not in page
        assert reader.send(path(first(meeting)), text="몰래").status_code == 404

    def refused(self, clerk: Desk, meeting: Meeting) -> None:
        speech = first(meeting)
        page = clerk.page()
        assert "말씀 1" in page
        assert "<textarea" not in page
        seen = revision_of(speech)
        assert clerk.send(path(speech), revision=seen, text="고침").status_code == 423
        assert clerk.send(path(speech), "delete/", revision=seen).status_code == 423
        assert clerk.send(path(speech), "move/", to="down").status_code == 423
        assert clerk.add("새로").status_code == 423
        assert texts(meeting) == ["말씀 1", "말씀 2"]
        assert clerk.changes("")["closed"]

    def test_other_meetings_are_out_of_reach(self, clerk: Desk, meeting: Meeting) -> None:
        foreign = making.meeting(making.body(meeting.city))
        speech = foreign.speeches.get()
        assert (
            clerk.send(path(speech), text="몰래", revision=revision_of(speech)).status_code == 410
        )
        assert foreign.speeches.get().text == ""


class TestWithoutScripts:
    """Every section is a plain form, too."""

    def test_saving_returns_to_the_place(self, clerk: Desk, meeting: Meeting) -> None:
        speech = first(meeting)
        sent = {"revision": revision_of(speech), "speaker": "위원", "text": "한 줄\r\n두 줄"}
        answer = clerk.client.post(f"{clerk.base}{path(speech)}/", sent)
        assert answer["Location"] == f"{clerk.base}#speeches-{speech.pk}"
        assert first(meeting).text == "한 줄\n두 줄"

    def test_both_texts_are_shown(self, clerk: Desk, other: Desk, meeting: Meeting) -> None:
        speech = first(meeting)
        seen = revision_of(speech)
        other.send(path(speech), revision=seen, speaker="위원", text="저쪽 글")
        sent = {"revision": seen, "speaker": "위원", "text": "이쪽 글"}
        answer = clerk.client.post(f"{clerk.base}{path(speech)}/", sent)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "저쪽 글" in page
        assert "이쪽 글" in page
        assert revision_of(first(meeting)) in page

    def test_a_form_for_a_new_speech_is_offered_where_it_is_wanted(
        self, clerk: Desk, meeting: Meeting
    ) -> None:
        speech = first(meeting)
        page = clerk.page(f"?after={speech.pk}")
        assert f'name="after" value="{speech.pk}"' in page

    def test_bad_input_keeps_what_was_typed(self, clerk: Desk, meeting: Meeting) -> None:
        item = meeting.agenda.get()
        sent = {"revision": revision_of(item), "title": "", "notes": "애써 쓴 글"}
        answer = clerk.client.post(f"{clerk.base}items/{item.pk}/", sent)
        assert answer.status_code == 400
        assert "애써 쓴 글" in answer.content.decode()
