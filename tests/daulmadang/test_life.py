"""The stages of a panel's life: computed, shown, ended with a reason and taken back with one."""

import datetime as dt
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from civicforum.kit.errors import NotAllowed, Refused
from civicforum.people.models import City, User
from civicforum.people.roles import Role
from daulmadang.life import Life, Quiet, Stage, known_since, stage_on
from daulmadang.models import Coverage, FormerName, Panel, PanelRules, TermOfOffice
from daulmadang.services.life import end_panel, reopen_panel
from tests import making
from tests.personas import Town, browser, person, town

ON = dt.date(2021, 6, 30)
QUIET = Quiet(180, dt.date(2019, 1, 1))


@pytest.mark.parametrize(
    ("life", "last", "quiet", "stage"),
    [
        (Life(proposed="2021-05"), None, QUIET, "proposed"),
        (Life(founded="2021-08"), None, QUIET, "proposed"),
        (Life(founded="2021-05"), None, QUIET, "founded"),
        (Life(founded="2020-12"), None, QUIET, "dormant"),
        (Life(founded="2020-12-31"), None, QUIET, "dormant"),
        (Life(founded="2021-01-01"), None, QUIET, "founded"),
        (Life(), dt.date(2021, 1, 1), QUIET, "active"),
        (Life(), dt.date(2020, 12, 31), QUIET, "dormant"),
        (Life(proposed="2018"), dt.date(2021, 1, 1), QUIET, "active"),
        # What was never recorded makes nothing dormant.
        (Life(), None, Quiet(180, None), "founded"),
        (Life(), dt.date(2015, 1, 1), Quiet(180, None), "founded"),
        (Life(), None, Quiet(180, dt.date(2021, 5, 1)), "founded"),
        (Life(ended="2021-06-30", end="closed"), dt.date(2021, 6, 1), QUIET, "closed"),
        (Life(ended="2021-06", end="merged"), None, QUIET, "merged"),
        (Life(ended="2021-07-01", end="merged"), dt.date(2021, 6, 1), QUIET, "active"),
        (Life(ended="2021", end="closed"), dt.date(2021, 6, 1), QUIET, "active"),
    ],
)
def test_the_stage_follows_from_days(
    life: Life, last: dt.date | None, quiet: Quiet, stage: str
) -> None:
    assert stage_on(life, last, quiet, ON) == Stage(stage)


def test_a_record_covers_a_day_as_far_back_as_it_has_no_gap() -> None:
    year = [(dt.date(y, 1, 1), dt.date(y, 12, 31)) for y in (2017, 2019, 2020)]
    assert known_since(year, dt.date(2020, 6, 1)) == dt.date(2019, 1, 1)
    assert known_since(year, dt.date(2021, 1, 1)) is None
    assert known_since([*year, (dt.date(2020, 7, 1), None)], ON) == dt.date(2019, 1, 1)
    assert known_since([], ON) is None


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
class TestPages:
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
