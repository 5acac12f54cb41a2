"""Who reaches what: every persona at every address of the admin (of staff: tests/staff).

The table (rights.py) says what a role may do; what it does not name is out of reach, and out of
reach is "404 Not Found", never "forbidden".
The addresses are those of the URLconf: one that nobody thought of here fails the test.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.template.backends.django import Template
from django.test import Client
from django.urls import get_resolver, reverse

from civicforum.people.models import Leave, User
from civicforum.record.editions import editions
from civicforum.record.models import (
    Commitment,
    Discrepancy,
    Entry,
    Programme,
    ReminderRule,
    Statement,
)
from committees.models import Attendance, Body, Meeting, Plan, Reference, Seat, Tenure
from committees.states import MinutesState
from daulmadang.models import (
    CaseMark,
    Coverage,
    DutyTemplate,
    FormerName,
    Member,
    OutcomeLink,
    PanelRules,
    TermOfOffice,
)
from roundtables.models import Honour, Roundtable, Session, Tally, VotingRule
from tests import making
from tests.admin.forms import admin_url, as_sent, errors
from tests.admin.rights import MOVES, PAGES, SHARED, TABLE, WALKED, rights
from tests.admin.rows import Rows, everything
from tests.personas import Town, browser, person, town


def patterns(resolver: Any, above: str = "") -> Iterator[tuple[str, str]]:
    """Every address below, as its route and its name, or its last part where it has none."""
    for one in resolver.url_patterns:
        route = above + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from patterns(one, route)
        else:
            is_admin = above.startswith("admin/")
            yield route, one.name or str(one.pattern) if is_admin else route


def addresses() -> set[str]:
    """Every address of the admin, by name."""
    return {name for route, name in patterns(get_resolver()) if route.startswith("admin/")}


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


#: A clerk and an officer every day, the others in the long proofs.
everybody = pytest.mark.parametrize(
    "persona",
    [
        one
        if one in {"jeonju_clerk", "taxi_officer"}
        else pytest.param(one, marks=pytest.mark.proof)
        for one in TABLE
    ],
)


@pytest.fixture
def unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the views and not the templates: who reaches a page is settled before."""
    monkeypatch.setattr(Template, "render", lambda *_args, **_kwargs: "")


@pytest.mark.django_db
@pytest.mark.usefixtures("unrendered")
@everybody
def test_every_persona_at_every_address(persona: str) -> None:
    places = town()
    own, foreign = _rows_of(persona, places)
    client = browser(persona, places)
    _on_leave(persona, own)
    assert _surprises(persona, client, own, own=True) == []
    assert _surprises(persona, client, foreign, own=False) == []
    _at_shared_addresses(persona, client)
    _at_lookups(persona, client, own, foreign)


def _on_leave(persona: str, own: Rows) -> None:
    """The leave of a row's own city is the persona's: of others', only a clerk sees any."""
    own[Leave].user = User.objects.get(name="root" if persona == "superuser" else persona)
    own[Leave].save()


def _at_shared_addresses(persona: str, client: Client) -> None:
    for name, status in SHARED.items():
        url = "/admin/nothing/of/this/" if name == "(?P<url>.*)$" else reverse(f"admin:{name}")
        assert client.get(url).status_code == status, url
    for app in {model._meta.app_label for model in admin.site._registry}:
        models = [model for model in admin.site._registry if model._meta.app_label == app]
        seen = any(rights(persona, model) for model in models)
        url = reverse("admin:app_list", args=[app])
        assert client.get(url).status_code == (200 if seen else 404), url
    for model in admin.site._registry:
        old = f"/admin/{model._meta.app_label}/{model._meta.model_name}/0/"
        assert client.get(old)["Location"] == f"{old}change/"  # whatever the number


def _at_lookups(persona: str, client: Client, own: Rows, foreign: Rows) -> None:
    """A lookup of another city's row is empty; of a kind out of reach there is none."""
    for model, model_admin in admin.site._registry.items():
        for field in model_admin.autocomplete_fields:
            target: Any = model._meta.get_field(field).related_model
            query: Any = {"app_label": model._meta.app_label, "field_name": field,
                     "model_name": model._meta.model_name}  # fmt: skip
            found = client.get(reverse("admin:autocomplete"), query)
            more = client.get(reverse("admin:autocomplete"), query | {"page": 2})
            if "V" not in rights(persona, target):
                assert found.status_code == 404, query
                continue
            pages = [found, more] if more.status_code == 200 else [found]
            offered = {result["id"] for page in pages for result in page.json()["results"]}
            assert str(own[target].pk) in offered, query
            assert (str(foreign[target].pk) in offered) == (persona == "superuser"), query


def test_no_address_is_forgotten() -> None:
    """Every name in the URLconf is in a table above, and every name above is in the URLconf."""
    of_models = {
        pattern.name
        for model_admin in admin.site._registry.values()
        for pattern in model_admin.get_urls()
        if pattern.name
    }
    assert addresses() - of_models == {*SHARED, *WALKED}
    for model in admin.site._registry:
        info = f"{model._meta.app_label}_{model._meta.model_name}_"
        names = {n.removeprefix(info) for n in of_models if n.startswith(info)}
        assert names <= set(PAGES), model


@pytest.mark.django_db
@pytest.mark.usefixtures("unrendered")
@everybody
def test_who_may_really_can(persona: str) -> None:
    """Every right in the table is used: a row is changed, added, deleted and moved."""
    places = town(needs_approval=True)
    own, _foreign = _rows_of(persona, places)
    client = browser(persona, places)
    _on_leave(persona, own)
    for model in admin.site._registry:
        row, may = own[model], _rights_where_approved(persona, model)
        if "C" in may and not (model is Commitment and row.kind == Commitment.Kind.DUTY):
            sent = as_sent(client, admin_url(row))
            _must_work(client, admin_url(row), sent)
        if "A" in may:
            known = set(model._default_manager.values_list("pk", flat=True))
            _must_work(client, admin_url(model, "add"), _another(client, own, model))
            (new,) = model._default_manager.exclude(pk__in=known)
            if "D" in may:
                _must_work(client, admin_url(new, "delete"), {"post": "yes"})
                assert not model._default_manager.filter(pk=new.pk).exists()
    moved = [model for model in own if model in _MOVABLE and _moves(persona, client, own[model])]
    expected = [model for model in own if model in _MOVABLE and _may_move(persona, model)]
    assert moved == expected


def _rights_where_approved(persona: str, model: type[Model]) -> str:
    """The words on approved pages are the approver's; Jeonju wants approval."""
    may = rights(persona, model)
    is_kept = persona == "jeonju_clerk" and getattr(model, "is_vocabulary", False)
    return may.translate({ord("C"): "", ord("D"): ""}) if is_kept else may


_MOVABLE = [model for model in admin.site._registry if issubclass(model, Entry) and model.KIND]


def _may_move(persona: str, model: type[Model]) -> bool:
    return persona in MOVES and "C" in rights(persona, model)


def _moves(persona: str, client: Client, row: Any) -> bool:
    """Make the persona's moves, or try all, and say whether the last one was made."""
    if isinstance(row, Meeting):  # only agreed minutes are released
        Meeting.objects.filter(pk=row.pk).update(minutes_state=MinutesState.APPROVED)
    for to in MOVES.get(persona, ["submitted", "published"]):
        url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_move", args=[to])
        sent = {"reason": "", "read": editions([row])[row.pk]}
        client.post(f"{url}?ids={row.pk}", sent)
        row.refresh_from_db()
    return bool(row.state != "draft")


def _must_work(client: Client, url: str, sent: dict[str, Any]) -> None:
    response = client.post(url, sent)
    assert response.status_code == 302, f"{url}: {errors(response)}"


def _another(client: Client, rows: Rows, model: type[Model]) -> dict[str, Any]:
    """What a person would send to add a row beside the one there is."""
    if model is User:
        new = {"email": "new@example.org", "name": "new", "usable_password": "false"}
        return as_sent(client, admin_url(model, "add")) | new
    form = as_sent(client, admin_url(model, "add"))
    row = rows[model]
    like = {
        field.name: field.value_from_object(row)
        for field in row._meta.fields
        if field.name in form or (field.null is False and field.editable)
    }
    sent = form | {name: value for name, value in like.items() if value not in (None, False)}
    for name in {"slug", "name", "code", "subject", "label"} & set(like):
        sent[name] = f"{like[name]}-b"
    for name in {"order", "number"} & set(like):
        sent[name] = like[name] + 50
    return sent | _APART.get(model, lambda _rows: {})(rows)


def _second_sitting(rows: Rows) -> dict[str, Any]:
    sitting = Session(roundtable=rows[Roundtable], number=7, date=dt.date(2021, 6, 4))
    return {"session": making.saved(sitting).pk}


def _second_roundtable(rows: Rows) -> dict[str, Any]:
    table = Roundtable(city=rows[Roundtable].city, number=70, slug="other", title="다른")
    return {"roundtable": making.saved(table).pk}


def _public_plan(rows: Rows) -> dict[str, Any]:
    plan = Plan(city=rows[Plan].city, slug="public", title="공개된 계획")
    return {"entry": making.published(plan).pk}


def _another_public_plan(rows: Rows) -> dict[str, Any]:
    plan = Plan(city=rows[Plan].city, slug="another", title="다른 공개된 계획")
    return {"entry": making.published(plan).pk}


def _second_seat(rows: Rows) -> dict[str, Any]:
    return {"seat": making.saved(Seat(body=rows[Body], order=70, role="부분과장")).pk}


def _free_job(rows: Rows) -> dict[str, Any]:
    taken = Programme.objects.filter(city=rows[Programme].city).values_list("job", flat=True)
    return {"job": next(job for job in Programme.Job.values if job not in set(taken))}


def _with_a_statement(rows: Rows) -> dict[str, Any]:
    first = {"order": 1, "value": "200", "shown": "on"}
    sent = {f"statements-0-{name}": value for name, value in first.items()}
    return {"statements-TOTAL_FORMS": 1, **sent}


#: What must differ beside a name and a number, where there can be but one of a kind.
_APART: dict[type[Model], Callable[[Rows], dict[str, Any]]] = {
    Attendance: _second_seat,
    Discrepancy: _with_a_statement,
    CaseMark: lambda _rows: {"criterion": "votes"},
    Coverage: lambda _rows: {"since": "2031-01-01", "until": "2031-12-31"},
    DutyTemplate: lambda _rows: {"type": "case_sharing", "half": 2},
    PanelRules: lambda _rows: {"valid_from": "2031-01-01"},
    FormerName: lambda _rows: {"until": "2015"},
    Honour: lambda _rows: {"kind": "mayor_visit"},
    Member: lambda _rows: {"starts_on": "2031-01-01"},
    OutcomeLink: _another_public_plan,
    Programme: _free_job,
    Reference: _public_plan,
    ReminderRule: lambda _rows: {"topic": "inspection"},
    Statement: lambda _rows: {"shown": ""},
    Tally: _second_sitting,
    TermOfOffice: lambda _rows: {"starts_on": "2031-01-01"},
    Tenure: lambda _rows: {"starts_on": "2031-01-01"},
    VotingRule: _second_roundtable,
}


@pytest.mark.django_db
def test_the_officer_of_one_department_does_not_reach_another_of_the_city() -> None:
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
    kind = ContentType.objects.get_for_model(Body).pk
    response = browser("jeonju_clerk", places).get(f"/admin/r/{kind}/{rows[Body].pk}/")
    assert response.status_code == 404
