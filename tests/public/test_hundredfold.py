"""What pages cost when there is a hundred times the record, and that all of it can be reached."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client

from civicforum.record import services, version
from civicforum.record.models import Commitment, Discrepancy, ProgrammePoint
from committees.models import (
    AgendaItem,
    Attendance,
    Body,
    Plan,
    PlanStep,
    Presentation,
    ProgrammeItem,
    Project,
    Reference,
    Seat,
    SharingEvent,
    Speech,
)
from daulmadang.models import Panel
from roundtables.models import (
    Figure,
    FigureGroup,
    Honour,
    Idea,
    Proposal,
    ProposalLine,
    Roundtable,
    Session,
)
from tests import growing
from tests.public.test_growth import MOST_QUERIES, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

MOST_BYTES = 120_000
DETAILS = (
    "/roundtables/jeonju/2020-corona-baeksin/", "/roundtables/jeonju/2021-equality/",
    "/roundtables/jeonju/2019-smart-city/session-1/team-5/proposal-1/",
    "/roundtables/jeonju/2020-corona-baeksin/ideas/daily-life-1/",
    "/daulmadang/jeonju/taxi/", "/daulmadang/jeonju/taxi/outcomes/5/",
    "/committees/yeongdeungpo/working-council/", "/committees/yeongdeungpo/working-council/14/",
    "/committees/yeongdeungpo/plans/innovation-plan/",
    "/committees/yeongdeungpo/plans/innovation-plan/global-harmony-band/",
    "/committees/yeongdeungpo/events/2018-results-sharing/",
)  # fmt: skip
LISTS = (
    "/", "/sources/", "/daulmadang/jeonju/calendar/2021/",
    "/roundtables/", "/daulmadang/", "/committees/",
    "/roundtables/jeonju/", "/daulmadang/jeonju/", "/committees/yeongdeungpo/",
    "/search/?q=전주",
)  # fmt: skip
MAPS = ("/sitemap.xml", "/sitemap-1.xml", "/sitemap-40.xml")


def test_a_hundred_times_the_record_costs_no_more(client: Client) -> None:
    """Neither the lists nor a page on which everything stands a hundred times."""
    pages = LISTS + DETAILS
    before = queries_of(client, pages)
    growing.grow_lists(100)
    growing.grow_pages(100)
    after = queries_of(client, pages)
    assert [path for path in pages if after[path] > before[path]] == []
    assert max(before.values()) <= MOST_QUERIES
    sizes = {path: len(client.get(path).content) for path in (*pages, *MAPS)}
    assert {path: size for path, size in sizes.items() if size > MOST_BYTES} == {}


def test_every_list_can_be_turned_to_its_end(client: Client) -> None:
    growing.grow_lists(20)
    for path, name, rows in (
        ("/roundtables/", "page", Roundtable.public.all()),
        ("/daulmadang/", "page", Panel.public.all()),
        ("/committees/", "page", Body.public.exclude(form=Body.Form.PANEL)),
        ("/committees/", "plans", Plan.public.all()),
        ("/committees/", "events", SharingEvent.public.all()),
    ):
        shown = _turned(client, path, name)
        assert shown >= set(rows.values_list("address", flat=True)), (path, name)


ROUNDTABLE, MEETING = "/roundtables/jeonju/2020-corona-baeksin/", DETAILS[7]
ANIMALS, WINNERS = "/roundtables/jeonju/2019-animal-welfare/", "/roundtables/jeonju/2021-equality/"
PLAN, PROJECT, EVENT = DETAILS[8:11]
SUBCOMMITTEE, COUNCIL = "/committees/yeongdeungpo/daily-life/", DETAILS[6]
#: Lists of detail pages: the page, the name, what stands in it once for each row, and the rows.
PARTS: tuple[tuple[str, str, str, Any], ...] = (
    (ROUNDTABLE, "sessions", r"<tr>\s*<th scope=\"row\">", Session.objects),
    (ROUNDTABLE, "ideas", r'href="/(roundtables/[^"]+/ideas/[^"]+)/"', Idea.objects),
    (ANIMALS, "differences", r'<li id="note-\d+"', Discrepancy.objects),
    (ANIMALS, "figures", r"bar-fill", Figure.objects),
    (WINNERS, "proposals", r'href="/(roundtables/[^"]+/proposal-[\d-]+)/"', Proposal.objects),
    (WINNERS, "proposals", r"<li>", ProposalLine.objects),
    (WINNERS, "awards", r"<li>", Honour.objects),
    (MEETING, "agenda", r'id="(agenda-\d+)"', AgendaItem.objects),
    (MEETING, "agenda", r'id="speech-\d+"', Speech.objects),
    (MEETING, "attendance", r"<tr>\s*<th scope=\"row\"", Attendance.objects),
    (MEETING, "actions", r"<li>", Commitment.objects),
    (MEETING, "events", r'href="/(committees/[^"]+)/"', SharingEvent.objects),
    (PLAN, "steps", r'class="on"', PlanStep.objects),
    (PLAN, "projects", r'href="/(committees/[^"]+)/"', Project.objects),
    (PROJECT, "discussed", r"#agenda-\d+", Reference.objects),
    (EVENT, "programme", r"<li>", ProgrammeItem.objects),
    (EVENT, "presentations", r"<tr>\s*<th scope=\"row\"", Presentation.objects),
    (SUBCOMMITTEE, "elsewhere", r"<li ", Seat.objects),
    ("/roundtables/jeonju/", "programmes", r"<li>", ProgrammePoint.objects),
)
#: How the rows of a model lead to the entry on whose page they stand.
WAYS = {
    Session: "roundtable", Idea: "roundtable", Discrepancy: "entry", Figure: "group__roundtable",
    Proposal: "team__session__roundtable", ProposalLine: "proposal__team__session__roundtable",
    Honour: "award__roundtable", AgendaItem: "meeting", Speech: "meeting", Attendance: "meeting",
    Commitment: "entry", SharingEvent: "planned_at", PlanStep: "plan", Project: "plan",
    Reference: "entry", ProgrammeItem: "event", Presentation: "event", Seat: "stands_for",
    ProgrammePoint: "programme",
}  # fmt: skip


def test_every_row_of_a_page_can_be_turned_to(client: Client) -> None:
    growing.grow_lists(20)
    growing.grow_pages(20)
    for path, name, each, rows in PARTS:
        way = {f"{WAYS[rows.model]}__address": path.strip("/")}
        found = [
            one
            for page in _pages(client, path, name)
            for one in re.findall(each, _part(page, name))
        ]
        # Where something has parts, it stands again on the page where they go on.
        shown = len(set(found)) if "(" in each else len(found)
        assert shown == rows.filter(**way).count() > 20, (path, name, each)


def test_the_seats_of_a_body_can_be_turned_to(client: Client) -> None:
    growing.grow_pages(20)
    pages = _pages(client, COUNCIL, "seats")
    called = [role for page in pages for _, roles in page.context["seats"] for role in roles]
    seats = [one.partition(" (")[0] for one in called]  # those that are alike are numbered
    rows = Seat.objects.filter(body__address=COUNCIL.strip("/")).order_by("order")
    assert seats == list(rows.values_list("role", flat=True))


def test_the_bodies_below_another_can_be_turned_to(client: Client) -> None:
    council = Body.objects.get(address=COUNCIL.strip("/"))
    Body.objects.exclude(pk=council.pk).update(parent=council)
    growing.grow_lists(20)
    shown = {
        one for page in _pages(client, COUNCIL, "below") for one in _shown(_part(page, "below"))
    }
    below = Body.objects.filter(parent=council)
    assert shown == set(below.values_list("address", flat=True))
    assert f'href="{COUNCIL}"' in client.get(SUBCOMMITTEE).content.decode()


def test_the_lines_of_a_proposal_can_be_turned_to(client: Client) -> None:
    proposal = Proposal.objects.get(address=DETAILS[2].strip("/"))
    ProposalLine.objects.bulk_create(
        ProposalLine(proposal=proposal, order=n, text=f"긴 줄 {n}") for n in range(100, 400)
    )
    found = {
        line
        for page in _pages(client, DETAILS[2], "lines")
        for line in re.findall(r"긴 줄 \d+", _part(page, "lines"))
    }
    assert len(found) == 300


def test_what_an_agenda_item_was_about_can_be_turned_to(client: Client) -> None:
    growing.grow_pages(20)
    item = AgendaItem.objects.get(meeting__address=MEETING.strip("/"), number=1)
    Reference.objects.bulk_create(
        (Reference(agenda_item=item, entry=project) for project in Project.objects.all()),
        ignore_conflicts=True,
    )
    found: set[str] = set()
    for page in _pages(client, MEETING, "subjects"):
        led_to = _shown(_part(page, "agenda"))
        found |= {one for one in led_to if "/speeches/" not in one}  # every speech has an address
    about = item.references.values_list("entry__address", flat=True)
    assert found == set(about)
    assert len(found) > 200


def test_a_link_to_an_agenda_item_leads_to_the_page_that_shows_it(client: Client) -> None:
    growing.grow_pages(20)
    links = {
        link
        for page in _pages(client, PROJECT, "discussed")
        for link in re.findall(r'href="(/[^"]+#agenda-\d+)"', page.content.decode())
    }
    item = AgendaItem.objects.order_by("-number")[0]
    AgendaItem.objects.exclude(pk=item.pk).update(decision="")
    item.decision = "agreed"
    services.save_row(item)
    version.renew()
    links |= set(re.findall(r'href="(/[^"]+#agenda-\d+)"', client.get("/").content.decode()))
    assert len(links) >= 20
    assert any("?agenda=" in link for link in links)
    for link in links:
        path, _, anchor = link.partition("#")
        assert f'id="{anchor}"' in client.get(path).content.decode(), link
    assert f"{MEETING}#agenda-1" in links


def test_every_mark_leads_to_its_footnote_on_whatever_page(client: Client) -> None:
    growing.grow_pages(20)
    for path in (ANIMALS, f"{ANIMALS}?differences=2", "/roundtables/jeonju/?x=1", "/daulmadang/"):
        marks = re.findall(r'<sup[^>]*><a href="([^"]+)"', client.get(path).content.decode())
        assert marks, path
        for mark in marks:
            query, _, anchor = mark.partition("#")
            place = path.partition("?")[0] + unescape(query) if query else path
            assert f'id="{anchor}"' in client.get(place).content.decode(), (path, mark)


def test_a_total_and_a_scale_are_those_of_the_whole_group(client: Client) -> None:
    group = FigureGroup.objects.filter(roundtable__address=ANIMALS.strip("/")).latest("order")
    group.stated_total = None
    services.save_row(group)
    Figure.objects.bulk_create(
        Figure(group=group, order=n, label=f"늘어난 {n}", value=1) for n in range(100, 200)
    )
    version.renew()
    total = sum(group.figures.values_list("value", flat=True))
    last = list(_pages(client, ANIMALS, "figures"))[-1].content.decode()
    assert f">{total}{group.unit}<" in last
    assert 'width="100.0%"' not in last.partition("늘어난 199")[0].rpartition("<caption>")[2]


def _part(response: Any, name: str) -> str:
    """The section of a page that is called by a name."""
    page = response.content.decode()
    if name == "programmes":
        return page.partition('id="programmes"')[2].partition('class="krds-pagination"')[0]
    return page.partition(f'<section id="{name}"')[2].partition("</section>")[0]


def _shown(page: str) -> set[str]:
    """The addresses a page leads to."""
    return set(re.findall(r'href="/([a-z0-9/-]+)/"', page))


def _pages(client: Client, path: str, name: str) -> Iterator[Any]:
    """The pages of a list, following its own links to the next one."""
    query = ""
    while True:
        response = client.get(path + query)
        yield response
        page = unescape(response.content.decode())
        following = re.search(rf'rel="next" href="(\?{name}=\d+)[#"]', page)
        if following is None:
            return
        query = following[1]


def _turned(client: Client, path: str, name: str) -> set[str]:
    """The addresses a list leads to."""
    return {one for page in _pages(client, path, name) for one in _shown(page.content.decode())}


def test_a_page_beyond_the_end_is_the_last_one(client: Client) -> None:
    growing.grow_lists(20)
    last = _shown(client.get("/roundtables/?page=8").content.decode())
    assert len(last) > len(_shown(client.get("/search/").content.decode()))
    for beyond in ("9", "9" * 5000):
        assert _shown(client.get(f"/roundtables/?page={beyond}").content.decode()) == last
