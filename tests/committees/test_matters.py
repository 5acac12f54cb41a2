"""A matter's page tells its whole way; the list finds matters by year, subcommittee and stage."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from civicforum.record import services, version
from civicforum.record.states import EntryState
from committees.models import AgendaItem, Body, Matter, MatterStep, Meeting, Plan, Project
from tests import making

pytestmark = pytest.mark.django_db
VOTE: dict[str, Any] = {
    "kind": "forum_vote",
    "on": "2018-06-03",
    "votes": 87,
    "place": 2,
    "note": "열린공론장",
}


@pytest.fixture
def body() -> Body:
    row: Body = making.body(making.city())
    return row


@pytest.fixture
def project(body: Body) -> Project:
    plan: Plan = making.plan(body.city)
    found: Project = plan.projects.get()
    return found


def step(matter: Matter, order: int, kind: str, on: str = "", **fields: Any) -> MatterStep:
    row: MatterStep = making.saved(
        MatterStep(matter=matter, order=order, kind=kind, on=on, **fields)
    )
    return row


def read(client: Client, path: str) -> str:
    version.renew()
    response = client.get(path)
    assert response.status_code == 200, path
    return " ".join(response.content.decode().partition("<body")[2].split())


def in_order(page: str, *words: str) -> bool:
    places = [page.find(word) for word in words]
    return -1 not in places and places == sorted(places)


def test_its_page_tells_its_steps_its_votes_its_talks_and_its_project(
    client: Client, body: Body, project: Project
) -> None:
    matter = making.matter(body, became=project, summary="청년에게 소식을 모아 알리자")
    step(matter, 2, **VOTE)
    step(matter, 3, "negotiated", "2018-07-27")
    for number in (1, 2):
        making.refer(making.meeting(body, number).agenda.get(), matter)
    page = read(client, f"/en/{matter.address}/")
    assert in_order(
        page,
        "Negotiated with the metropolitan government",  # its stage, before its steps
        "청년에게 소식을",
        "Proposed",
        "3 June 2018",
        "Public forum vote",
        "Place 2",
        "87 votes",
        "열린공론장",
    )
    assert page.count("27 July 2018") == 2  # beside its stage, and where the step stands
    assert f'href="/en/{project.address}/"' in page
    assert f'href="/en/{body.address}/"' in page
    for number in (1, 2):
        assert f'href="/en/{body.address}/{number}/#agenda-1"' in page
    assert f'href="/en/{matter.address}/"' in read(client, f"/en/{project.address}/")


def test_its_stage_is_what_its_latest_step_says(client: Client, body: Body) -> None:
    matter = making.matter(body, parts=0)
    assert "No step is recorded" in read(client, f"/en/{matter.address}/")
    step(matter, 1, "proposed", "2018-03")
    last = step(matter, 2, "dropped", "2018-08-16")
    for path in (f"/en/{matter.address}/", "/en/committees/jeonju/matters/", "/en/committees/"):
        assert "Not taken further" in read(client, path), path
    services.delete_row(last)
    for path in (f"/en/{matter.address}/", "/en/committees/jeonju/matters/", "/en/committees/"):
        assert "Not taken further" not in re.sub("<option.*?</option>", "", read(client, path))


def test_what_is_not_public_is_neither_named_nor_linked(
    client: Client, body: Body, project: Project
) -> None:
    matter = making.matter(body, became=project)
    for row in (body, project):
        services.move_entry(row, EntryState.WITHDRAWN)
    for path in (f"/{matter.address}/", "/committees/jeonju/matters/", "/committees/"):
        page = read(client, path)
        assert project.title not in page, path
        assert body.address not in page, path
    services.move_entry(matter, EntryState.WITHDRAWN)
    version.renew()
    for path in (f"/{matter.address}/", "/committees/jeonju/matters/"):
        assert client.get(path).status_code == 404, path


def test_the_list_is_by_year_subcommittee_and_stage(client: Client, body: Body) -> None:
    other = making.body(body.city, 2)
    wanted = making.matter(body, 1, title="찾는 의제")
    step(wanted, 2, **VOTE)
    making.matter(body, 2, title="다른 단계")
    step(making.matter(other, 3, title="다른 분과"), 2, **VOTE)
    step(making.matter(body, 4, title="다른 해", year=2019), 2, **VOTE)
    path = "/committees/jeonju/matters/"
    asked = f"{path}?year=2018&body={body.slug}&stage=forum_vote"
    page = read(client, asked)
    assert wanted.address in page
    assert not any(title in page for title in ("다른 단계", "다른 분과", "다른 해"))
    assert 'class="empty"' in read(client, f"{path}?year=2019&body={other.slug}")
    for odd in ("year=x", "year=1", "stage=x", "body=x", "year=" + "9" * 400, "matters=9"):
        assert "찾는 의제" in read(client, f"{path}?{odd}"), odd


def test_a_body_that_is_not_public_is_no_choice_of_the_list(client: Client, body: Body) -> None:
    making.matter(body)
    making.matter(making.body(body.city, 2), 2)
    services.move_entry(body, EntryState.WITHDRAWN)
    path = "/committees/jeonju/matters/"
    assert body.slug not in read(client, path)
    assert "의제 1" in read(client, f"{path}?body={body.slug}")  # as if nothing were asked
    assert client.get("/committees/nowhere/matters/").status_code == 404


def test_a_matter_is_found_and_mapped(client: Client, body: Body) -> None:
    matter = making.matter(body, title="마을 도서관")
    step(matter, 2, **VOTE)
    for words in ("도서관", "열린공론장", "2018-06-03", "의제"):
        found = read(client, f"/search/?q={words}&kind=matter")
        assert (matter.address in found) == (words != "의제"), words
    places = client.get("/sitemap-1.xml").content.decode()
    assert f"/{matter.address}/" in places
    assert "/committees/jeonju/matters/</loc>" in places


def test_only_a_forum_has_votes(body: Body) -> None:
    matter = making.matter(body)
    with pytest.raises(ValidationError) as refused:
        step(matter, 2, "approved", votes=0)
    assert list(refused.value.message_dict) == ["votes"]


def test_the_thread_tells_what_came_out_each_time_unless_it_is_withheld(
    client: Client, body: Body
) -> None:
    matter = making.matter(body)
    for number, (date, outcome, ground) in enumerate(
        (("2018-05-02", "다음에 다시 다룸", ""), ("2018-03-14", "의제로 삼음", ""),
         ("2018-06-20", "감춘 결과", "지방자치법 제75조")), 1
    ):  # fmt: skip
        meeting = making.meeting(body, number)
        Meeting.objects.filter(pk=meeting.pk).update(date=date)
        item = meeting.agenda.get()
        AgendaItem.objects.filter(pk=item.pk).update(
            outcome=outcome, decision=AgendaItem.Decision.REFERRED, withheld=ground
        )
        making.refer(item, matter)
    page = read(client, f"/en/{matter.address}/").partition('id="discussed"')[2]
    assert in_order(
        page, "14 March 2018", "Referred", "의제로 삼음", "2 May 2018", "다음에 다시 다룸"
    )
    assert "summary in the portal's words" in page.replace("&#x27;", "'")
    assert "감춘 결과" not in page
    assert "3차 회의" not in page
