"""Staff see every matter with its stage and add the next step in one small form."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Body, Matter, MatterStep
from tests import making
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db
LIST = "/staff/committees/matters/"
STEP = {"kind": "forum_vote", "on": "2018-06-03", "votes": 87, "place": 1, "note": "열린공론장"}


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("yeongdeungpo_clerk", places)


@pytest.fixture
def body(places: Town) -> Body:
    row: Body = making.body(places.yeongdeungpo)
    return row


def draft(body: Body, title: str) -> Matter:
    row: Matter = making.saved(
        Matter(city=body.city, body=body, slug="draft", year=2018, title=title)
    )
    return row


def url(matter: Matter) -> str:
    return reverse("committees_staff:matter", args=[matter.pk])


def test_the_list_shows_the_own_citys_matters_with_their_stage(
    clerk: Client, body: Body, places: Town
) -> None:
    making.matter(body, 1, parts=2)
    draft(body, "아직 초안")
    making.matter(making.body(places.jeonju), 9, title="남의 의제")
    page = clerk.get(LIST).content.decode()
    assert "의제 1" in page
    assert str(MatterStep.Kind.DELIBERATED.label) in page.partition("<tbody")[2]
    assert "아직 초안" in page
    assert "남의 의제" not in page
    for asked, left in (
        ("stage=deliberated", "의제 1"),
        ("q=초안", "아직 초안"),
        ("year=2019", ""),
    ):
        rows = clerk.get(f"{LIST}?{asked}").content.decode().partition("<tbody")[2]
        assert [title for title in ("의제 1", "아직 초안") if title in rows] == [left][: bool(left)]
    assert clerk.get(f"{LIST}?year=x&stage=x&page=x").status_code == 200


def test_a_step_is_added_after_those_there_are_and_says_who(clerk: Client, body: Body) -> None:
    matter = making.matter(body, parts=2)
    answer = clerk.post(url(matter), STEP, follow=True)
    assert answer.redirect_chain
    page = answer.content.decode()
    assert "열린공론장" in page
    step = matter.steps.latest("order")
    assert (step.order, step.kind, step.votes, step.place) == (3, "forum_vote", 87, 1)
    assert step.history.get().history_user.email == "yeongdeungpo_clerk@example.org"
    assert "열린공론장" in clerk.get(f"/{matter.address}/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"on": "6월 3일"}, "on"),
        ({"kind": "approved"}, "votes"),
        ({"votes": "-1"}, "votes"),
        ({"place": "99999"}, "place"),
        ({"note": "가" * 201}, "note"),
    ],
)
def test_a_mistake_is_said_beside_the_field_and_what_was_typed_stays(
    clerk: Client, body: Body, wrong: dict[str, str], field: str
) -> None:
    matter = making.matter(body)
    answer = clerk.post(url(matter), STEP | wrong)
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    name, typed = next(iter(({**STEP, **wrong} | {"note": STEP["note"]}).items()))
    assert answer.context["form"][name].value() == typed
    assert matter.steps.count() == 1


def test_what_is_approved_says_why_nothing_can_be_added(places: Town) -> None:
    clerk = browser("jeonju_clerk", places)
    matter = making.matter(making.body(places.jeonju))
    places.jeonju.needs_approval = True
    making.saved(places.jeonju)
    page = clerk.get(url(matter)).content.decode()
    assert 'name="kind"' not in page
    assert 'class="notice warning"' in page
    answer = clerk.post(url(matter), STEP)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert matter.steps.count() == 1


def test_the_list_costs_no_more_as_it_grows(clerk: Client, body: Body) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert clerk.get(LIST).status_code == 200
        return len(queries)

    project = making.plan(body.city).projects.get()
    making.matter(body, 1, became=project)
    cost()
    one = cost()
    for number in (2, 3):
        making.matter(making.body(body.city, number), number, parts=3, became=project)
    assert cost() == one


def test_where_there_is_no_matter_yet_the_first_is_a_click_away(
    clerk: Client, body: Body, places: Town
) -> None:
    page = clerk.get(LIST).content.decode()
    assert "아직 의제가 없습니다" in page
    assert f"{LIST}new/" in page
    assert "아직 의제가 없습니다" not in clerk.get(f"{LIST}?q=없는말").content.decode()
    new = clerk.get(f"{LIST}new/").content.decode()
    assert new.count("(필수)") == 4
    sent = {"title": "쉼터 늘리기", "body": body.pk, "year": 2018, "slug": "rest", "summary": ""}
    refused = clerk.post(f"{LIST}new/", sent | {"slug": "쉼터"})
    assert list(refused.context["form"].errors) == ["slug"]
    assert 'value="쉼터 늘리기"' in refused.content.decode()
    foreign = making.body(places.jeonju)
    assert clerk.post(f"{LIST}new/", sent | {"body": foreign.pk}).status_code == 200
    answer = clerk.post(f"{LIST}new/", sent)
    matter = Matter.objects.get()
    assert answer["Location"] == url(matter)
    assert (matter.city, matter.title, matter.state) == (body.city, "쉼터 늘리기", "draft")
    again = clerk.post(f"{LIST}new/", sent)
    assert again.context["form"].errors
