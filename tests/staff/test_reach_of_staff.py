"""Every persona at every staff address: out of reach is "404 Not Found", never "forbidden"."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.template.backends.django import Template
from django.test import Client
from django.urls import get_resolver, reverse

from tests.admin.rows import Rows, everything
from tests.personas import PERSONAS, Town, browser, person, town
from tests.staff.places import ANYBODY, PLACES, Place

pytestmark = pytest.mark.django_db
#: Tells a visitor nothing, and has a test of its own (people/test_staff_bar.py).
OPEN = {"staff/here/"}


def names(resolver: Any, route: str = "", space: str = "") -> Iterator[str]:
    """The names of all addresses below /staff/, or their routes where they have none."""
    for one in resolver.url_patterns:
        path = route + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from names(one, path, f"{one.namespace}:" if one.namespace else space)
        elif path.startswith("staff/"):
            yield f"{space}{one.name}" if one.name else path


def test_no_address_is_forgotten() -> None:
    assert set(names(get_resolver())) - OPEN == set(PLACES)


@pytest.fixture
def unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the views and not the templates: who reaches a page is settled before."""
    monkeypatch.setattr(Template, "render", lambda *_args, **_kwargs: "")


def url(name: str, place: Place, rows: Rows) -> str:
    return reverse(name, kwargs=dict(place.kwargs(rows)))


def rows_of(persona: str, places: Town) -> tuple[Rows, Rows]:
    """The persona's own rows, and those of the other city."""
    jeonju = everything(places.jeonju, places.transport)
    yeongdeungpo = everything(places.yeongdeungpo, places.governance)
    at_home = persona in {"yeongdeungpo_clerk", "supporter"}
    return (yeongdeungpo, jeonju) if at_home else (jeonju, yeongdeungpo)


@pytest.mark.usefixtures("unrendered")
@pytest.mark.parametrize("persona", sorted(ANYBODY))
def test_every_persona_at_every_address(persona: str) -> None:
    places = town()
    own, foreign = rows_of(persona, places)
    client = browser(persona, places)
    for name, place in PLACES.items():
        reached = persona in place.who
        got = client.get(url(name, place, own)).status_code
        assert got in ({200, 302, 405} if reached else {404}), (name, got)
        posted = None if reached else client.post(url(name, place, own)).status_code
        assert posted in {None, 404, 405}, (name, posted)
        if place.kwargs(own) != place.kwargs(foreign) and persona != "superuser":
            assert client.get(url(name, place, foreign)).status_code in {404, 405}, name
            assert client.post(url(name, place, foreign)).status_code in {404, 405}, name


@pytest.mark.usefixtures("unrendered")
def test_a_visitor_signs_in_first_and_who_has_no_role_finds_nothing(client: Client) -> None:
    places = town()
    rows = everything(places.jeonju, places.transport)
    outsider = Client()
    outsider.force_login(person("nobody", None), backend=BACKEND)
    for name, place in PLACES.items():
        for ask in (client.get, client.post):
            answer = ask(url(name, place, rows))
            assert answer.status_code == 302, name
            assert answer["Location"].startswith(reverse("admin:login")), name
        assert outsider.get(url(name, place, rows)).status_code == 404, name
        assert outsider.post(url(name, place, rows)).status_code == 404, name


BACKEND = "django.contrib.auth.backends.ModelBackend"


def test_the_personas_are_all_there() -> None:
    assert set(PERSONAS) - {"visitor"} == ANYBODY
