"""A database with the first list of members is brought to what members are now: nothing is lost."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import override_settings

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

#: The release before members held seats.
THEN = [
    ("daulmadang", "0004_rules_of_bodies"),
    ("committees", "0005_minutes_on_their_way"),
    ("record", "0004_owners_and_matters"),
]
SCHEMA = "former_release"


@pytest.fixture
def former() -> Iterator[None]:
    """An empty schema of its own, in which every migration runs."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        cursor.execute(f"SET search_path TO {SCHEMA}")
    with override_settings(MIGRATION_MODULES={}):  # tests make their tables without migrations
        yield
    with connection.cursor() as cursor:
        cursor.execute("SET search_path TO public")
        cursor.execute(f"DROP SCHEMA {SCHEMA} CASCADE")


def migrated(targets: list[Any] | None = None) -> Any:
    """Bring the schema to the targets, or to now, and return the models of that time."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets or executor.loader.graph.leaf_nodes())
    return executor.loader.project_state(
        targets or executor.loader.graph.leaf_nodes()
    ).apps.get_model


def fill(model: Any) -> None:
    """A panel with a chair, a released and an undated member; a council with terms in seats."""
    city = model("people", "City").objects.create(slug="jeonju", name="전주시")
    field = model("daulmadang", "Field").objects.create(city=city, slug="traffic", name="교통")
    panel = model("daulmadang", "Panel").objects.create(
        city=city, kind="panel", address="daulmadang/jeonju/taxi", title="택시", form="panel",
        slug="taxi", field=field, purpose="자문",
    )  # fmt: skip
    seat = model("committees", "Seat")
    seat.objects.create(body_id=panel.pk, order=1, role="간사")
    members: dict[str, dict[str, str | bool]] = {
        "김위원": {"is_chair": True, "appointed": "2021-03", "term_ends": "2023-02"},
        "이위원": {"appointed": "2020", "released": "2021-06", "release_reason": "사임"},
        "박위원": {"affiliation": "택시조합", "kind": "group"},
    }
    for name, fields in members.items():
        values = {"name": name, "kind": "citizen", **fields}
        model("daulmadang", "Member").objects.create(panel=panel, **values)
    council = model("committees", "Body").objects.create(
        city=city, kind="body", address="committees/jeonju/council", title="협의회",
        form="working_council", slug="council",
    )  # fmt: skip
    user = model("people", "User").objects.create(email="hana@example.org", name="김하나")
    for order, account in enumerate((user, user, None, None), start=1):
        held = seat.objects.create(body=council, order=order, role="위원")
        model("committees", "Tenure").objects.create(
            seat=held, name="김하나", account=account, starts_on=dt.date(2019, 1, 1)
        )
    model("daulmadang", "Duty").objects.create(
        city=city, key="duty-1", kind="duty", type="inspection", title="점검", year=2022,
        due="2022-05", due_on=dt.date(2022, 5, 31),
    )  # fmt: skip


@pytest.mark.usefixtures("former")
def test_every_member_is_a_term_in_a_seat_of_the_panel() -> None:
    fill(migrated(THEN))
    model = migrated()
    members = {one.name: one for one in model("daulmadang", "Member").objects.all()}
    assert set(members) == {"김위원", "이위원", "박위원"}
    chair, released, undated = (members[name] for name in ("김위원", "이위원", "박위원"))
    assert (chair.is_chair, chair.starts_on, chair.term_ends, chair.ends_on) == (
        True, dt.date(2021, 3, 1), dt.date(2023, 2, 28), None,
    )  # fmt: skip
    assert (released.starts_on, released.ends_on, released.end_reason) == (
        dt.date(2020, 1, 1), dt.date(2021, 6, 30), "사임",
    )  # fmt: skip
    assert (undated.affiliation, undated.kind, undated.ends_on) == ("택시조합", "group", None)
    seats = [(one.seat.order, one.seat.role) for one in (chair, released, undated)]
    assert seats == [(2, "위원장"), (3, "위원"), (4, "위원")]
    assert len({one.person_id for one in members.values()}) == 3
    assert undated.person.told_apart == "택시조합"


@pytest.mark.usefixtures("former")
def test_terms_of_one_account_are_one_persons_and_others_nobody_knows() -> None:
    fill(migrated(THEN))
    model = migrated()
    terms = model("committees", "Tenure").objects.filter(seat__body__form="working_council")
    one, same, other, another = [term.person_id for term in terms.order_by("seat__order")]
    assert one == same
    assert len({one, other, another}) == 3
    assert model("record", "Commitment").objects.get(key="duty-1").topic == "inspection"
