"""The stages of a panel's life: computed, shown, ended with a reason and taken back with one."""

import datetime as dt
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from civicforum.kit.dates import format_partial
from civicforum.kit.errors import NotAllowed, Refused
from civicforum.kit.pages import Turned
from civicforum.kit.partial_dates import PartialDate
from civicforum.people.models import City, User
from civicforum.people.roles import Role
from civicforum.record.states import EntryState
from committees.models import Seat
from daulmadang.coverage import Covered
from daulmadang.existing import existing_on, exists_on
from daulmadang.life import Life, Quiet, Stage, quiet_days, stage_on
from daulmadang.models import Coverage, FormerName, Panel, PanelRules, TermOfOffice
from daulmadang.reports.life import stage, with_life
from daulmadang.reports.public import Span, panels, totals
from daulmadang.reports.sitting import sitting
from daulmadang.services.life import end_panel, reopen_panel
from tests import making
from tests.admin.forms import admin_url, errors, send
from tests.personas import Town, browser, person, town

ON = dt.date(2021, 6, 30)
SINCE_2019 = Covered.recorded(dt.date(2019, 1, 1), [])


def stage_of(life: Life, last: dt.date | None, covered: Covered, founded: dt.date | None) -> Stage:
    return stage_on(life, last, Quiet(180, quiet_days(covered, ON, founded, last)), ON)


@pytest.mark.parametrize(
    ("life", "last", "covered", "stage"),
    [
        (Life(proposed="2021-05"), None, SINCE_2019, "proposed"),
        (Life(founded="2021-08"), None, SINCE_2019, "proposed"),
        (Life(founded="2021-05"), None, SINCE_2019, "founded"),
        (Life(founded="2020-12"), None, SINCE_2019, "dormant"),
        (Life(founded="2021-01-01"), None, SINCE_2019, "dormant"),
        (Life(founded="2021-01-02"), None, SINCE_2019, "founded"),
        (Life(), dt.date(2021, 1, 1), SINCE_2019, "active"),
        (Life(), dt.date(2020, 12, 31), SINCE_2019, "dormant"),
        (Life(proposed="2018"), dt.date(2021, 1, 1), SINCE_2019, "active"),
        # What was never recorded makes nothing dormant.
        (Life(), None, Covered(), "founded"),
        (Life(), dt.date(2015, 1, 1), Covered(), "founded"),
        (Life(), None, Covered.recorded(dt.date(2021, 5, 1), []), "founded"),
        # It exists through its last day.
        (Life(ended="2021-06-29", end="closed"), dt.date(2021, 6, 1), SINCE_2019, "closed"),
        (Life(ended="2021-06-30", end="closed"), dt.date(2021, 6, 1), SINCE_2019, "active"),
        (Life(ended="2021-05", end="merged"), None, SINCE_2019, "merged"),
        (Life(ended="2021-06", end="merged"), dt.date(2021, 6, 1), SINCE_2019, "active"),
        (Life(ended="2021", end="closed"), dt.date(2021, 6, 1), SINCE_2019, "active"),
    ],
)
def test_the_stage_follows_from_days(
    life: Life, last: dt.date | None, covered: Covered, stage: str
) -> None:
    founded = PartialDate(life.founded).last_day
    assert stage_of(life, last, covered, founded) == Stage(stage)


pages = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


def text_of(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


def clerk_of(places: Town) -> User:
    return person("clerk", Role.CITY_CLERK, places.yeongdeungpo)


@pages
@pytest.mark.parametrize(
    ("days", "exists"),
    [
        ({}, True),
        ({"founded": "2021-06"}, True),
        ({"founded": "2021-07-01"}, False),
        ({"proposed": "2020"}, False),
        ({"proposed": "2020", "founded": "2021-06-30"}, True),
        ({"ended": "2021-06-30"}, True),
        ({"ended": "2021-06"}, True),
        ({"ended": "2021"}, True),
        ({"ended": "2021-06-29"}, False),
        ({"ended": "2021-05"}, False),
        ({"state": EntryState.WITHDRAWN}, False),
    ],
)
def test_a_panel_at_hand_and_a_query_tell_alike_whether_it_exists(
    places: Town, days: dict[str, str], exists: bool
) -> None:
    panel = making.panel(places.jeonju)
    told = days | ({"end": "closed", "end_reason": "목적 달성"} if "ended" in days else {})
    Panel.objects.filter(pk=panel.pk).update(**told)
    panel.refresh_from_db()
    seat = making.member(making.panel(places.jeonju, 2)).seat
    assert exists_on(panel, ON) is exists
    assert Panel.objects.filter(existing_on(ON.isoformat()), pk=panel.pk).exists() is exists
    Seat.objects.filter(pk=seat.pk).update(body=panel.pk)
    assert sitting(ON).exists() is exists


@pages
class TestPages:
    def test_the_totals_are_of_the_panels_that_exist(self, places: Town) -> None:
        today = timezone.localdate()
        closed = {"end": "closed", "end_reason": "목적 달성"}
        making.panel(places.jeonju, 1, ended=today.isoformat(), **closed)
        making.panel(places.jeonju, 2, ended=(today - dt.timedelta(days=1)).isoformat(), **closed)
        making.panel(places.jeonju, 3, proposed="2020")
        making.panel(places.jeonju, 4)
        found = totals(today, "jeonju")
        assert (found.panels, found.members) == (2, 11 + 14)
        assert not found.then_panels
        current, former = (
            {row["address"] for row in rows}
            for rows in panels("jeonju", Turned(QueryDict()), today, Span())
        )
        assert current == {f"daulmadang/jeonju/panel-{n}" for n in (1, 3, 4)}
        assert former == {"daulmadang/jeonju/panel-2"}

    def test_what_the_documents_knew_stays_beside_what_there_is_today(
        self, client: Client, places: Town
    ) -> None:
        today = timezone.localdate()
        known = {"as_of": "2021-12"}
        making.panel(places.jeonju, 1, **known)
        gone = making.panel(places.jeonju, 2, **known)
        found = totals(today, "jeonju")
        assert (found.panels, found.members, found.as_of) == (2, 11 + 12, "2021. 12.")
        assert not found.is_changed
        gone.ended, gone.end, gone.end_reason = "2026-03-02", "closed", "목적 달성"
        making.saved(gone)
        found = totals(today, "jeonju")
        assert (found.panels, found.members) == (1, 11)
        assert (found.then_panels, found.then_members, found.known) == (2, 23, "2021. 12.")
        page = client.get("/daulmadang/jeonju/").content.decode()
        assert "2021. 12. 기준 문서에는 다울마당 2개, 위원 23명으로 적혀 있습니다." in page
        assert f"<dd>{found.as_of}</dd>" in page
        assert found.as_of == format_partial(today.isoformat())

    def test_the_stage_and_the_light_tell_alike_of_a_list(self, places: Town) -> None:
        panel = making.panel(places.jeonju)
        today = timezone.localdate()
        span = {"since": today - dt.timedelta(days=340), "until": today - dt.timedelta(days=40)}
        making.saved(Coverage(city=places.jeonju, what=Coverage.What.MEETINGS, **span))
        page = text_of(panel.get_absolute_url())
        assert "휴면" in page
        assert "적색" in page

    def test_a_city_may_allow_no_quiet_day(self, places: Town) -> None:
        making.panel(places.jeonju)
        today = timezone.localdate()
        City.objects.update(live_since=today - dt.timedelta(days=10))
        rules = {"city": places.jeonju, "dormant_after_days": 0}
        making.saved(PanelRules(**rules, valid_from=dt.date(2019, 1, 1)))
        panel = with_life(Panel.objects.all(), today).get()
        assert stage(panel, today) == Stage.DORMANT

    def test_a_panel_that_is_quiet_is_shown_as_dormant(self, places: Town) -> None:
        panel = making.panel(places.jeonju)
        today = timezone.localdate()
        meeting = making.meeting(panel)
        type(meeting).objects.update(date=today - dt.timedelta(days=200))
        assert "휴면" not in text_of(panel.get_absolute_url())
        City.objects.update(live_since=today - dt.timedelta(days=400))
        making.saved(PanelRules(city=places.jeonju, valid_from=dt.date(2019, 1, 1)))
        assert "휴면" in text_of(panel.get_absolute_url())
        assert "휴면" in text_of("/daulmadang/jeonju/")
        PanelRules.objects.update(dormant_after_days=300)
        panel.refresh_from_db()
        making.saved(panel)  # so that no kept page is shown
        assert "휴면" not in text_of(panel.get_absolute_url())

    def test_what_a_document_covers_counts_as_the_record(self, places: Town) -> None:
        panel = making.panel(places.jeonju)
        today = timezone.localdate()
        span = {"since": today - dt.timedelta(days=300), "until": today}
        making.saved(Coverage(city=places.jeonju, what=Coverage.What.MEETINGS, **span))
        assert "휴면" in text_of(panel.get_absolute_url())

    def test_former_panels_stand_apart_and_keep_their_pages(self, places: Town) -> None:
        panel, other = (making.panel(places.yeongdeungpo, n) for n in (1, 2))
        end_panel(
            panel, how="merged", on="2020-06", reason="비슷한 다울마당과 통합",
            merged_into=other, purpose_reached=False,
        )  # fmt: skip
        page = text_of(panel.get_absolute_url())
        assert "통합" in page
        assert "비슷한 다울마당과 통합" in page
        assert other.title in page
        index = text_of("/daulmadang/yeongdeungpo/")
        current, former = index.split('id="former"')
        assert panel.address not in current.split("<h2>")[1]
        assert panel.address in former
        assert "비슷한 다울마당과 통합" in former

    def test_an_ended_panel_keeps_the_old_name_of_its_field(self, places: Town) -> None:
        ended, going = making.panel(places.jeonju), making.panel(places.jeonju, 2)
        Panel.objects.filter(pk=ended.pk).update(
            ended="2019-06-15", end="closed", end_reason="목적 달성"
        )
        making.saved(FormerName(field=ended.field, name="대중교통", until="2019-06"))
        making.saved(FormerName(field=ended.field, name="아주 옛 이름", until="2017"))
        page = text_of(ended.get_absolute_url())
        assert "대중교통" in page
        assert "아주 옛 이름" not in page
        assert "대중교통" not in text_of(going.get_absolute_url())

    def test_a_term_of_office_shows_the_panels_of_its_time(self, places: Town) -> None:
        early = making.panel(places.jeonju, 1, founded="2015", ended="2018-05", end="closed",
                             end_reason="목적 달성")  # fmt: skip
        late = making.panel(places.jeonju, 2, founded="2019-03")
        unknown = making.panel(places.jeonju, 3)
        sixth, seventh = (
            making.saved(
                TermOfOffice(
                    city=places.jeonju, name=f"민선 {n}기", starts_on=dt.date(year, 7, 1),
                    ends_on=dt.date(year + 4, 6, 30),
                )
            )
            for n, year in ((6, 2014), (7, 2018))
        )  # fmt: skip
        everything = text_of("/daulmadang/jeonju/")
        assert "민선 6기" in everything
        assert "민선 7기" in everything
        for term, seen, unseen in ((sixth, [early], [late]), (seventh, [late], [early])):
            page = text_of(f"/daulmadang/jeonju/?term={term.pk}")
            lists = page[: page.index('id="outcomes"')]
            assert all(f"{one.address}/" in lists for one in [*seen, unknown])
            assert not any(f"{one.address}/" in lists for one in unseen)
        assert early.address in text_of("/daulmadang/jeonju/?term=abc")


@pages
class TestEnding:
    def test_it_has_a_reason_and_happens_once(self, places: Town) -> None:
        panel = making.panel(places.yeongdeungpo)
        clerk = clerk_of(places)
        end = partial(end_panel, panel, on="2020-06-01", actor=clerk)
        with pytest.raises(ValidationError):
            end(how="closed", reason=" ")
        with pytest.raises(ValidationError):
            end(how="merged", reason="통합")
        end(how="closed", reason="목적 달성", purpose_reached=True)
        with pytest.raises(Refused):
            end(how="closed", reason="다시")
        panel.refresh_from_db()
        assert (panel.end_reason, panel.purpose_reached) == ("목적 달성", True)
        with pytest.raises(ValidationError):
            reopen_panel(panel, reason="", actor=clerk)
        reopen_panel(panel, reason="잘못 입력함", actor=clerk)
        panel.refresh_from_db()
        assert panel.ended == panel.end == ""
        assert panel.history.first().history_change_reason == "잘못 입력함"
        with pytest.raises(Refused):
            reopen_panel(panel, reason="다시", actor=clerk)

    def test_nobody_merges_into_what_has_ended(self, places: Town) -> None:
        one, two = (making.panel(places.yeongdeungpo, n) for n in (1, 2))
        end_panel(one, how="merged", on="2020", reason="통합", merged_into=two)
        with pytest.raises(ValidationError):
            end_panel(two, how="merged", on="2021", reason="통합", merged_into=one)

    def test_an_officer_ends_no_panel(self, places: Town) -> None:
        panel = making.panel(places.jeonju)
        officer = person("officer", Role.DEPARTMENT_OFFICER, places.jeonju, places.transport)
        with pytest.raises(NotAllowed):
            end_panel(panel, how="closed", on="2020", reason="폐지", actor=officer)
        client = browser("taxi_officer", places)
        path = reverse("daulmadang_staff:life", args=[panel.pk])
        assert 'name="how"' not in client.get(path).content.decode()
        assert (
            client.post(path, {"how": "closed", "on": "2020", "reason": "폐지"}).status_code == 404
        )

    def test_the_clerk_does_it_on_the_staff_page_and_keeps_what_was_typed(
        self, places: Town
    ) -> None:
        panel = making.panel(places.yeongdeungpo)
        client = browser("yeongdeungpo_clerk", places)
        path = reverse("daulmadang_staff:life", args=[panel.pk])
        refused = client.post(path, {"how": "merged", "on": "2020-06", "reason": "비슷해서"})
        assert refused.status_code == 200
        assert "비슷해서" in refused.content.decode()
        sent = {"how": "closed", "on": "2020-06", "reason": "목적 달성", "purpose_reached": "yes"}
        assert client.post(path, sent).status_code == 302
        panel.refresh_from_db()
        assert (panel.ended, panel.end, panel.purpose_reached) == ("2020-06", "closed", True)
        assert client.post(path, {"reason": "잘못 입력함"}).status_code == 302
        panel.refresh_from_db()
        assert not panel.ended


@pages
def test_a_panel_is_merged_into_one_that_still_exists_on_the_day(places: Town) -> None:
    one, two = making.panel(places.jeonju, 1), making.panel(places.jeonju, 2)
    two.ended, two.end, two.end_reason = "2099-06-30", Panel.End.CLOSED, "과제 종료 예정"
    making.saved(two)
    clerk = browser("jeonju_clerk", places)
    path = reverse("daulmadang_staff:life", args=[one.pk])
    assert f'<option value="{two.pk}"' in clerk.get(path).content.decode()
    sent = {"how": "merged", "reason": "통합", "merged_into": two.pk}
    assert clerk.post(path, sent | {"on": "2099-07-01"}).status_code == 200
    assert not Panel.objects.get(pk=one.pk).ended
    assert clerk.post(path, sent | {"on": "2099-06"}).status_code == 302
    assert Panel.objects.get(pk=one.pk).merged_into == two


@pages
@pytest.mark.parametrize(
    ("founded", "ended", "is_refused"),
    [
        ("2018-05", "2018-04-30", True), ("2018-05", "2018-04", True), ("2018", "2017", True),
        ("2018-05", "2018-05-01", False), ("2018-05-31", "2018-05", False),
        ("2018-05", "2018", False), ("", "1999", False),
    ],
)  # fmt: skip
def test_no_panel_ends_before_it_was_founded(
    places: Town, founded: str, ended: str, *, is_refused: bool
) -> None:
    panel, clerk = making.panel(places.jeonju, founded=founded), browser("jeonju_clerk", places)
    life = {"ended": ended, "end": "closed", "end_reason": "폐지"}
    answer = send(clerk, admin_url(panel), **life)
    assert (answer.status_code == 200) == is_refused
    if is_refused:
        assert "신설된" in errors(answer)
        path = reverse("daulmadang_staff:life", args=[panel.pk])
        page = clerk.post(path, {"how": "closed", "on": ended, "reason": "폐지"})
        assert "신설된" in page.content.decode()
    assert Panel.objects.get(pk=panel.pk).ended == ("" if is_refused else ended)


@pages
def test_in_the_administration_as_well_only_into_one_that_still_exists(places: Town) -> None:
    one, two = making.panel(places.jeonju, 1), making.panel(places.jeonju, 2)
    end_panel(two, how="closed", on="2020-06", reason="폐지")
    clerk = browser("jeonju_clerk", places)
    life = {"end": "merged", "end_reason": "통합", "merged_into": two.pk}
    answer = send(clerk, admin_url(one), ended="2020-07", **life)
    assert "이미 종료된" in errors(answer)
    assert send(clerk, admin_url(one), ended="2020-06", **life).status_code == 302
