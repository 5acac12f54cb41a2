"""Speakers are seats of the body, or roles that are typed."""

from uuid import uuid4

import pytest

from civicforum.record import services
from civicforum.record.states import EntryState
from committees.models import Body, Meeting
from committees.sections import revision_of
from committees.services.seats import speakers_seat
from tests.committees.writing.desk import Desk, first, path
from tests.making import published, saved

pytestmark = pytest.mark.django_db


def test_seats_that_nothing_tells_apart_are_told_by_their_place(
    clerk: Desk, meeting: Meeting
) -> None:
    assert 'value="부분과장 (2)"' in clerk.page()
    assert clerk.add("네", "부분과장 (2)").status_code == 200
    speech = meeting.speeches.get(text="네")
    assert (speech.speaker, speech.seat) == ("부분과장", meeting.body.seats.get(order=3))
    assert 'value="부분과장 (2)"' in clerk.page()


def test_a_subcommittee_is_not_said_twice_and_minutes_that_are_read_say_the_same(
    clerk: Desk, meeting: Meeting
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


def test_minutes_do_not_name_a_body_that_is_not_public(clerk: Desk, meeting: Meeting) -> None:
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


def test_the_text_of_a_speaker_not_named_yet_is_kept(clerk: Desk, meeting: Meeting) -> None:
    assert clerk.add("누구였더라", "").status_code == 200
    speech = meeting.speeches.get(text="누구였더라")
    assert speech.speaker == "(발언자 미정)"
    told = clerk.send(path(speech), revision="", text="다른 글").json()
    assert told["values"]["speaker"] == ""


def test_the_text_does_not_wait_for_a_shorter_speaker(clerk: Desk, meeting: Meeting) -> None:
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
