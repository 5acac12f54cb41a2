"""Who reaches what: every persona at every address of the admin.

The table says what a role may do with rows in its scope: View, Add, Change, Delete. What
it does not name is out of reach, and out of reach is "404 Not Found", never "forbidden".
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.template import Template
from django.test import Client
from django.urls import reverse

from tests.admin.rows import Rows, everything
from tests.personas import Town, browser, person, town

EVIDENCE = {"record.StateChange": "V", "record.Notice": "V", "record.Entry": "V"}
CLERK = {
    "people.City": "VC",
    "people.Department": "VACD",
    "record": "VACD",
    "roundtables": "VACD",
    "committees": "VACD",
    "daulmadang": "VACD",
    **EVIDENCE,
}
TABLE: dict[str, dict[str, str]] = {
    "superuser": {**CLERK, "people": "VACD", "people.City": "VACD"},
    "jeonju_clerk": CLERK,
    "yeongdeungpo_clerk": CLERK,
    "approver": {
        "people.City": "V",
        "people.Department": "V",
        "record": "V",
        "record.Commitment": "VACD",
        "record.Discrepancy": "VACD",
        "record.StatedFigure": "VACD",
        "record.Statement": "VACD",
        "roundtables": "V",
        "committees": "V",
        "daulmadang": "V",
        "daulmadang.Duty": "VACD",
    },
    "taxi_officer": {
        "people.City": "V",
        "people.Department": "V",
        "record.Commitment": "V",
        "record.Notice": "V",
        "daulmadang.Panel": "VC",
        "daulmadang.Member": "VAC",
        "daulmadang.Outcome": "VAC",
    },
    "supporter": {
        "people.City": "V",
        "people.Department": "V",
        "record.Commitment": "V",
        "record.Notice": "V",
        "committees": "VACD",
    },
}
#: The right that each page asks for; POST asks for the second.
PAGES = {
    "changelist": "VV",
    "add": "AA",
    "change": "VC",
    "delete": "DD",
    "history": "VV",
    "simple_history": "VC",
    "move": "VV",
    "import": "AA",
    "process_import": "AA",
    "export": "VV",
    "password_change": "CC",
}


def rights(persona: str, model: type[Model]) -> str:
    table = TABLE[persona]
    return table.get(model._meta.label, table.get(model._meta.app_label, ""))


def pages(model: type[Model], row: Any) -> Iterator[tuple[str, str]]:
    """Every page that the admin has for the model, by name, with its address for the row."""
    info = f"{model._meta.app_label}_{model._meta.model_name}_"
    for pattern in admin.site._registry[model].get_urls():
        if not pattern.name:
            continue  # sends old addresses to the change page
        name = pattern.name.removeprefix(info).removeprefix("auth_user_")
        yield name, _address(pattern.name, name, row)


def _address(url_name: str, name: str, row: Any) -> str:
    match name:
        case "changelist" | "add" | "import" | "process_import" | "export":
            return reverse(f"admin:{url_name}")
        case "simple_history":
            version = row.history.first().pk
            return reverse(f"admin:{url_name}", args=[row.pk, version])
        case "move":
            return reverse(f"admin:{url_name}", args=["submitted"]) + f"?ids={row.pk}"
    return reverse(f"admin:{url_name}", args=[row.pk])


ABOUT_ROWS = {"change", "delete", "history", "simple_history", "move", "password_change"}


def _surprises(persona: str, client: Client, rows: Rows, *, own: bool) -> list[str]:
    found = []
    for model in admin.site._registry:
        may = rights(persona, model)
        for name, url in pages(model, rows[model]):
            if not own and name not in ABOUT_ROWS:
                continue
            reached = (own or persona == "superuser") and PAGES[name][0] in may
            status = client.get(url).status_code
            good = {200, 302, 405} if reached else {404}
            if status not in good:
                found.append(f"GET {url}: {status}")
            if not reached or PAGES[name][1] not in may:
                status = client.post(url, {"post": "yes"}).status_code
                if status not in {404, 405}:
                    found.append(f"POST {url}: {status}")
    return found


def _rows_of(persona: str, places: Town) -> tuple[Rows, Rows]:
    jeonju = everything(places.jeonju, places.transport)
    yeongdeungpo = everything(places.yeongdeungpo, places.governance)
    at_home_in_yeongdeungpo = persona in {"yeongdeungpo_clerk", "supporter"}
    return (yeongdeungpo, jeonju) if at_home_in_yeongdeungpo else (jeonju, yeongdeungpo)


@pytest.fixture
def plain_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Render as in production: the test client's copies of every context cost most of the time."""
    monkeypatch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))


@pytest.mark.django_db
@pytest.mark.usefixtures("plain_rendering")
@pytest.mark.parametrize("persona", TABLE)
def test_every_persona_at_every_address(persona: str) -> None:
    places = town()
    own, foreign = _rows_of(persona, places)
    client = browser(persona, places)
    assert _surprises(persona, client, own, own=True) == []
    assert _surprises(persona, client, foreign, own=False) == []


@pytest.mark.django_db
def test_the_officer_of_one_department_does_not_reach_another_of_the_city() -> None:
    from tests import making

    places = town()
    other = making.department(places.jeonju, "zoo", "동물원")
    rows = everything(places.jeonju, other)
    client = browser("taxi_officer", places)
    rows.pop(type(places.jeonju))
    for model, row in rows.items():
        url = reverse(
            f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk]
        )
        assert client.get(url).status_code == 404, url


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["visitor", "without a role"])
def test_outsiders_are_asked_to_sign_in(role: str) -> None:
    places = town()
    rows = everything(places.jeonju, places.transport)
    client = browser("visitor", places)
    if role != "visitor":
        client.force_login(
            person("nobody", None), backend="django.contrib.auth.backends.ModelBackend"
        )
    for model in admin.site._registry:
        for _name, url in pages(model, rows[model]):
            response = client.get(url)
            assert response.status_code == 302
            assert response["Location"].startswith("/admin/login/"), url


@pytest.mark.django_db
def test_the_admin_does_not_tell_the_address_of_any_row() -> None:
    """Django's own shortcut would send a clerk to another city's draft."""
    from django.contrib.contenttypes.models import ContentType

    places = town()
    rows = everything(places.yeongdeungpo, places.governance)
    from committees.models import Body

    kind = ContentType.objects.get_for_model(Body).pk
    response = browser("jeonju_clerk", places).get(f"/admin/r/{kind}/{rows[Body].pk}/")
    assert response.status_code == 404
