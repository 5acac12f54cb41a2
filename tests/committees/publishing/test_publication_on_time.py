"""Minutes are published at a set time, as they were read, and by when they must be."""

import datetime as dt

import pytest
from celery.schedules import crontab
from django.test import Client
from django.utils import timezone

from civicforum.beat import TIMETABLE
from civicforum.celery import app
from civicforum.people.models import RoleGrant, User
from civicforum.record.editions import editions
from civicforum.record.models import Commitment, StatedFigure
from civicforum.record.services import delete_row, move_entry
from civicforum.record.states import EntryState
from committees.models import Meeting
from committees.reports.publication import days_to_publish, why_not_on_time
from committees.services.duties import keep_publication_duties
from committees.services.publication import publish_due
from committees.services.withholding import withhold
from committees.states import MinutesState
from committees.tasks import keep_duties, publish_scheduled
from tests import making
from tests import minutes_on_their_way as way
from tests.committees.publishing.test_publication import at, move_in_admin, press
from tests.personas import PERSONAS, Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town(needs_approval=True)  # in Jeonju, not in Yeongdeungpo


@pytest.fixture
def meeting(places: Town) -> Meeting:
    return way.agreed(way.body(places.yeongdeungpo, places.governance))


class TestAtATime:
    def in_an_hour(self) -> dict[str, str]:
        at = timezone.localtime() + dt.timedelta(hours=1)
        return {"day": f"{at:%Y-%m-%d}", "time": f"{at:%H:%M}"}

    def test_it_is_published_when_the_time_has_come(self, places: Town, meeting: Meeting) -> None:
        clerk = browser("yeongdeungpo_clerk", places)
        press(clerk, meeting, "schedule", **self.in_an_hour())
        assert meeting.publish_by == User.objects.get(name="yeongdeungpo_clerk")
        publish_due(timezone.now())
        meeting.refresh_from_db()
        assert not meeting.is_public
        publish_due(timezone.now() + dt.timedelta(hours=2))
        meeting.refresh_from_db()
        assert (meeting.is_public, meeting.publish_at, meeting.publish_by) == (True, None, None)
        move = meeting.state_changes.get()
        assert move.actor == User.objects.get(name="yeongdeungpo_clerk")
        publish_due(timezone.now() + dt.timedelta(hours=2))
        assert meeting.state_changes.count() == 1

    @pytest.mark.parametrize("shift", [-60, 0])
    def test_a_time_that_has_passed_is_refused_and_kept(
        self, places: Town, meeting: Meeting, shift: int
    ) -> None:
        past = timezone.localtime() + dt.timedelta(minutes=shift)
        values = {"day": f"{past:%Y-%m-%d}", "time": f"{past:%H:%M}"}
        page = press(browser("yeongdeungpo_clerk", places), meeting, "schedule", **values)
        assert meeting.publish_at is None
        assert values["time"] in page

    def test_it_is_called_off(self, places: Town, meeting: Meeting) -> None:
        clerk = browser("yeongdeungpo_clerk", places)
        press(clerk, meeting, "schedule", **self.in_an_hour())
        page = press(clerk, meeting, "unschedule")
        assert meeting.publish_at is None
        assert "공개하지 못했습니다" not in page

    def test_back_to_draft_calls_it_off(self, places: Town, meeting: Meeting) -> None:
        clerk = browser("yeongdeungpo_clerk", places)
        press(clerk, meeting, "schedule", **self.in_an_hour())
        clerk.post(f"/staff/committees/meetings/{meeting.pk}/circulate/", {"do": "reopen"})
        meeting.refresh_from_db()
        assert (meeting.minutes_state, meeting.publish_at) == (MinutesState.DRAFT, None)

    def test_what_is_not_ready_is_not_scheduled(self, places: Town, meeting: Meeting) -> None:
        StatedFigure.objects.update(value=2)
        clerk = browser("yeongdeungpo_clerk", places)
        press(clerk, meeting, "schedule", **self.in_an_hour())
        assert meeting.publish_at is None

    def test_what_came_between_is_told_to_the_clerk(self, places: Town, meeting: Meeting) -> None:
        clerk = browser("yeongdeungpo_clerk", places)
        press(clerk, meeting, "schedule", **self.in_an_hour())
        StatedFigure.objects.update(value=2)
        publish_due(timezone.now() + dt.timedelta(hours=2))
        meeting.refresh_from_db()
        assert (meeting.is_public, meeting.publish_at) == (False, None)
        page = clerk.get(at(meeting)).content.decode()
        assert "예약한 때에 회의록을 공개하지 못했습니다" in page
        assert "참석 명단으로는" in page

    def test_it_needs_the_rights_of_who_set_it_on_that_day(
        self, places: Town, meeting: Meeting
    ) -> None:
        clerk = browser("yeongdeungpo_clerk", places)
        press(clerk, meeting, "schedule", **self.in_an_hour())
        RoleGrant.objects.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
        publish_due(timezone.now() + dt.timedelta(hours=2))
        meeting.refresh_from_db()
        assert (meeting.is_public, meeting.publish_at) == (False, None)

    def test_not_for_who_may_not_sign_in_any_more(self, places: Town, meeting: Meeting) -> None:
        clerk = browser("yeongdeungpo_clerk", places)
        press(clerk, meeting, "schedule", **self.in_an_hour())
        User.objects.filter(name="yeongdeungpo_clerk").update(is_active=False)
        publish_due(timezone.now() + dt.timedelta(hours=2))
        meeting.refresh_from_db()
        assert (meeting.is_public, meeting.publish_at) == (False, None)
        assert "더 이상 로그인할 수 없습니다" in why_not_on_time(meeting)

    def test_only_as_it_was_read(self, places: Town, meeting: Meeting) -> None:
        speech = meeting.speeches.get(order=1)
        clerk, supporter = browser("yeongdeungpo_clerk", places), PERSONAS["supporter"](places)
        assert supporter
        withhold(meeting, speech, "제5호", actor=supporter)
        press(clerk, meeting, "schedule", read="old", **self.in_an_hour())
        assert meeting.publish_at is None
        press(clerk, meeting, "schedule", **self.in_an_hour())
        withhold(meeting, speech, "", actor=supporter)
        publish_due(timezone.now() + dt.timedelta(hours=2))
        meeting.refresh_from_db()
        assert (meeting.is_public, meeting.publish_at) == (False, None)
        assert "바뀌었습니다" in clerk.get(at(meeting)).content.decode()

    def test_an_approval_is_for_what_was_submitted(self, places: Town) -> None:
        row = way.agreed(way.body(places.jeonju, places.transport))
        clerk, approver = PERSONAS["jeonju_clerk"](places), browser("approver", places)
        move_entry(row, EntryState.SUBMITTED, actor=clerk)
        press(approver, row, "schedule", **self.in_an_hour())
        assert row.publish_at
        for state in (EntryState.DRAFT, EntryState.SUBMITTED):
            move_entry(row, state, actor=clerk)
        publish_due(timezone.now() + dt.timedelta(hours=2))
        row.refresh_from_db()
        assert (row.state, row.publish_at) == (EntryState.SUBMITTED, None)

    def test_a_supporter_sets_no_time(self, places: Town, meeting: Meeting) -> None:
        press(browser("supporter", places), meeting, "schedule", **self.in_an_hour())
        assert meeting.publish_at is None

    def test_published_by_hand_before(self, places: Town, meeting: Meeting) -> None:
        clerk = browser("yeongdeungpo_clerk", places)
        press(clerk, meeting, "schedule", **self.in_an_hour())
        press(clerk, meeting)
        assert (meeting.is_public, meeting.publish_at) == (True, None)
        publish_due(timezone.now() + dt.timedelta(hours=2))
        assert meeting.state_changes.count() == 1

    def test_published_with_the_buttons_of_the_administration(
        self, places: Town, meeting: Meeting
    ) -> None:
        clerk = browser("yeongdeungpo_clerk", places)
        press(clerk, meeting, "schedule", **self.in_an_hour())
        for state in (EntryState.PUBLISHED, EntryState.WITHDRAWN, EntryState.DRAFT):
            move_in_admin(clerk, meeting, state)
            assert (meeting.state, meeting.publish_at) == (state, None)
        publish_due(timezone.now() + dt.timedelta(hours=2))
        meeting.refresh_from_db()
        assert meeting.state == EntryState.DRAFT


class TestTheDutyToPublish:
    @pytest.fixture
    def owing(self, places: Town) -> Meeting:
        places.yeongdeungpo.live_since = way.DAY
        making.saved(places.yeongdeungpo)
        return way.agreed(way.body(places.yeongdeungpo, places.governance, publication_days=10))

    def duty(self) -> Commitment | None:
        return Commitment.objects.filter(kind=Commitment.Kind.PUBLICATION).first()

    def test_it_falls_due_by_the_bodys_rule_and_is_done_when_published(
        self, places: Town, owing: Meeting
    ) -> None:
        keep_publication_duties()
        duty = self.duty()
        assert duty
        assert (duty.due, duty.done, duty.department) == ("2026-05-22", "", places.governance)
        owing.date = way.DAY + dt.timedelta(days=1)
        making.saved(owing)
        keep_publication_duties()
        duty.refresh_from_db()
        assert duty.due == "2026-05-23"
        move_in_admin(browser("yeongdeungpo_clerk", places), owing, EntryState.PUBLISHED)
        duty.refresh_from_db()
        today = timezone.localdate()
        assert duty.done == today.isoformat()
        assert days_to_publish(owing) == (today - owing.date).days
        assert Commitment.objects.count() == 1

    def test_minutes_that_were_withdrawn_are_owed_again(self, places: Town, owing: Meeting) -> None:
        clerk = browser("yeongdeungpo_clerk", places)
        keep_publication_duties()
        for state, is_done in ((EntryState.PUBLISHED, True), (EntryState.WITHDRAWN, False)):
            move_in_admin(clerk, owing, state)
            for told in ("at once", "at night"):
                duty = self.duty()
                assert duty
                assert bool(duty.done) == is_done, (state, told)
                keep_publication_duties()

    def test_before_the_city_was_live_nothing_is_owed(self, places: Town, owing: Meeting) -> None:
        places.yeongdeungpo.live_since = dt.date(2026, 6, 1)
        making.saved(places.yeongdeungpo)
        keep_publication_duties()
        assert self.duty() is None

    def test_a_body_without_the_rule_owes_nothing(self, meeting: Meeting) -> None:
        keep_publication_duties()
        assert self.duty() is None
        assert days_to_publish(meeting) is None

    def test_no_public_page_lists_it(self, owing: Meeting) -> None:
        keep_publication_duties()
        move_entry(owing, EntryState.PUBLISHED)
        keep_publication_duties()
        assert "회의록 공개:" not in Client().get(f"/{owing.address}/").content.decode()

    def test_of_a_meeting_that_is_no_more_nothing_is_owed(self, owing: Meeting) -> None:

        keep_publication_duties()
        for rows in (owing.speeches, owing.agenda, owing.attendance, owing.stated_figures):
            rows.all().delete()
        delete_row(owing)
        keep_publication_duties()
        duty = self.duty()
        assert duty
        assert duty.due_on is None


def test_the_timetable_asks_for_it_every_minute() -> None:
    for name in ("publish scheduled minutes", "keep duties to publish minutes"):
        assert TIMETABLE[name]["task"] in app.tasks
    assert TIMETABLE["publish scheduled minutes"]["schedule"] == crontab()


def test_the_tasks_do_what_is_due(places: Town, meeting: Meeting) -> None:
    clerk = User.objects.create_superuser("root@example.org", name="root")
    past = timezone.now() - dt.timedelta(minutes=1)
    read = editions([meeting])[meeting.pk]
    Meeting.objects.update(publish_at=past, publish_by=clerk, publish_edition=read)
    publish_scheduled()
    keep_duties()
    meeting.refresh_from_db()
    assert meeting.is_public
