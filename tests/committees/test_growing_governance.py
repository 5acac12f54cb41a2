"""A hundred times the matters and projects cost no more, and all of them can be reached."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from civicforum.record import services, version
from committees.models import (
    Attendance,
    Body,
    Matter,
    MatterStep,
    Meeting,
    PlanStep,
    Presentation,
    Project,
    ProjectStep,
    Reference,
)
from tests import growing, making
from tests.public.test_growth import MOST_QUERIES, queries_of
from tests.public.test_hundredfold import MOST_BYTES, _pages, _part, _shown

pytestmark = pytest.mark.django_db
CITY = "/committees/jeonju/"
LONG = "주민과 행정이 함께 만들고 지켜 가는 긴 이름의 사업과 의제 "
MATTER, PROJECT = f"{CITY}matters/matter-1/", f"{CITY}plans/plan-1/project-1/"
PLAN, YEAR = f"{CITY}plans/plan-1/", f"{CITY}council-1/years/2018/"
EVENT, MATTERS = f"{CITY}events/event-1/", f"{CITY}matters/"
PAGES = (CITY, MATTERS, MATTER, PLAN, PROJECT, YEAR, EVENT, f"{CITY}council-1/", "/sitemap-1.xml")


@pytest.fixture(autouse=True)
def small() -> None:
    """One of everything, with long words and all that can stand beside a title."""
    city = making.city()
    body, plan = making.body(city), making.plan(city)
    project = plan.projects.get()
    project.title, project.budget, project.result = f"{LONG}{LONG}", 850_000_001, LONG
    project.department = making.department(city)
    services.save_row(project)
    matter = making.matter(body, parts=0, title=LONG, became=project, summary=LONG)
    vote = {"votes": 87, "place": 1, "note": LONG, "on": "2018-06-03"}
    making.saved(MatterStep(matter=matter, order=1, kind="forum_vote", **vote))
    making.presentation(making.event(city), body, title=LONG, project=project)
    meeting = making.meeting(body)
    making.saved(Attendance(meeting=meeting, seat=body.seats.get(order=1), status="present"))
    for entry in (matter, project):
        making.refer(meeting.agenda.get(), entry)


def test_a_hundred_times_as_much_costs_no_more(client: Client) -> None:
    before = queries_of(client, PAGES)
    growing.grow_lists(100)
    growing.grow_pages(100)
    after = queries_of(client, PAGES)
    assert {path: count for path, count in after.items() if count > before[path]} == {}
    assert max(after.values()) <= MOST_QUERIES
    sizes = {path: len(client.get(path).content) for path in PAGES}
    assert {path: size for path, size in sizes.items() if size > MOST_BYTES} == {}


#: Lists of pages: the page, the name, what stands in it for each row, the rows, and the way back.
LISTS: tuple[tuple[str, str, str, Any, str], ...] = (
    (MATTER, "steps", r'class="on"', MatterStep, "matter__address"),
    (PLAN, "steps", r'class="on"', PlanStep, "plan__address"),
    (PLAN, "projects", r"<tr>\s*<td", Project, "plan__address"),
    (MATTER, "discussed", r"#agenda-\d+", Reference, "entry__address"),
    (PROJECT, "presentations", r"<li>", Presentation, "project__address"),
    (EVENT, "presentations", r"<tr>\s*<th scope=\"row\"", Presentation, "event__address"),
)


def test_every_row_can_be_turned_to(client: Client) -> None:
    growing.grow_lists(50)
    growing.grow_pages(50)
    version.renew()
    for path, name, each, rows, way in LISTS:
        parts = [_part(page, name) for page in _pages(client, path, name)]
        found = re.findall(each, "".join(parts))
        assert len(found) == rows.objects.filter(**{way: path.strip("/")}).count() > 40, (
            path,
            name,
        )
    for path in (MATTERS, YEAR):
        parts = [_part(page, "matters") for page in _pages(client, path, "matters")]
        assert _shown("".join(parts)) >= {*Matter.objects.values_list("address", flat=True)}, path
    _look_at_the_whole_way(client)


def _look_at_the_whole_way(client: Client) -> None:
    """Every step of a project's way stands on its pages, in order of dates."""
    version.renew()  # a page from memory has no context
    steps = [step for page in _pages(client, PROJECT, "steps") for step in page.context["steps"]]
    assert len(steps) == (
        MatterStep.objects.filter(matter__became__address=PROJECT.strip("/")).count()
        + PlanStep.objects.filter(plan__address=PLAN.strip("/")).count()
        + ProjectStep.objects.filter(project__address=PROJECT.strip("/")).count()
    )
    days = [step["on"] for step in steps]
    assert days == sorted(days)


def test_the_years_of_a_body_are_all_there(client: Client) -> None:
    body = Body.objects.get(slug="council-1")
    for number in range(50, 90):
        date = dt.date(1920 + number, 1, 1)
        making.published(
            Meeting(city=body.city, body=body, number=number, title="옛 회의", date=date)
        )
    version.renew()
    page = client.get(f"/{body.address}/").content.decode()
    assert len(re.findall(r'/years/\d+/"', page)) == 41
