"""Every list of the admin shows three rows with as many queries as one."""

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Attendance
from roundtables.models import Team
from tests import making
from tests.admin.forms import admin_url
from tests.admin.rows import everything
from tests.personas import Town, browser, town

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
CEILING = 16


def _url(model: type[Model], view: str = "changelist") -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}")


def _queries(client: Client, model: type[Model]) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(_url(model)).status_code == 200
    return len(captured)


def _lists_that_grow(
    places: Town, client: Client, models: list[type[Model]]
) -> dict[str, tuple[int, int]]:
    """Return the queries for one row and for three of the lists in which they differ."""
    everything(places.jeonju, places.transport)
    for model in models:
        client.get(_url(model))  # content types and the like are read once and kept
    one = {model: _queries(client, model) for model in models}
    for _ in range(2):
        everything(places.jeonju, places.transport)
    three = {model: _queries(client, model) for model in models}
    assert max(three.values()) <= CEILING
    return {m._meta.label: (one[m], three[m]) for m in models if three[m] > one[m]}


@pytest.mark.django_db
@pytest.mark.parametrize("app", ["people", "record", "roundtables", "committees", "daulmadang"])
def test_no_list_asks_once_per_row(app: str) -> None:
    places = town()
    superuser = browser("superuser", places)
    models = [model for model in MODELS if model._meta.app_label == app]
    assert models
    assert _lists_that_grow(places, superuser, models) == {}


@pytest.mark.django_db
def test_a_form_reads_the_choices_of_its_inlines_once() -> None:
    """Thirteen seats and forty speeches of a meeting must not cost a query each."""
    places = town()
    client = browser("jeonju_clerk", places)
    few, many = (
        making.meeting(making.body(places.jeonju, number), parts=parts)
        for number, parts in ((1, 1), (2, 5))
    )
    for meeting in (few, many):
        for seat in meeting.body.seats.all()[: 1 if meeting is few else 2]:
            making.saved(Attendance(meeting=meeting, seat=seat))
    counts = []
    for meeting in (few, few, many):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(admin_url(meeting)).status_code == 200
        counts.append(len(captured))
    assert counts[2] <= counts[1]


@pytest.mark.django_db
def test_a_team_is_found_by_the_words_of_its_name() -> None:
    places = town()
    client = browser("jeonju_clerk", places)
    making.roundtable(places.jeonju, parts=12)
    for term, numbers in (
        ("6팀", [6]),
        ("12팀", [12]),
        ("6팀 · 2021-06-01", [6]),
        ("팀 원탁회의", [*range(1, 13)]),
        ("13팀", []),
    ):
        listed = client.get(_url(Team), {"q": term}).context["cl"].queryset
        assert sorted(team.number for team in listed) == numbers
        asked = {"term": term, "app_label": "roundtables", "model_name": "proposal"}
        found = client.get("/admin/autocomplete/", asked | {"field_name": "team"}).json()
        assert sorted(int(one["text"].split("팀")[0]) for one in found["results"]) == numbers
