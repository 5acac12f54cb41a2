"""What is written section by section is stored, or its writer is told what stands there."""

from typing import Any

import pytest

from civicforum.people.roles import Role
from civicforum.record import services
from civicforum.record.states import EntryState
from committees.models import Meeting, Speech
from committees.sections import revision_of
from committees.states import MinutesState
from tests import making
from tests.committees.writing.desk import Desk, desk, first, path, texts

pytestmark = pytest.mark.django_db


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
