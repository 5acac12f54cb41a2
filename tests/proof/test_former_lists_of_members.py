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
        "최위원": {"affiliation": "버스조합", "released": "2020-05"},
    }
    for name, fields in members.items():
        values = {"name": name, "kind": "citizen", **fields}
        model("daulmadang", "Member").objects.create(panel=panel, **values)
    council = model("committees", "Body").objects.create(
        city=city, kind="body", address="committees/jeonju/council", title="협의회",
        form="working_council", slug="council",
    )  # fmt: skip
    user = model("people", "User").objects.create(email="hana@example.org", name="김하나")
    tell_of_members(model, panel, user)
    for order, account in enumerate((user, user, None, None), start=1):
        held = seat.objects.create(body=council, order=order, role="위원")
        model("committees", "Tenure").objects.create(
            seat=held, name="김하나", account=account, starts_on=dt.date(2019, 1, 1)
        )
    model("daulmadang", "Duty").objects.create(
        city=city, key="duty-1", kind="duty", type="inspection", title="점검", year=2022,
        due="2022-05", due_on=dt.date(2022, 5, 31),
    )  # fmt: skip
    for number, state in enumerate(("claimed", "sent"), start=1):
        model("record", "Notice").objects.create(
            commitment=model("record", "Commitment").objects.get(key="duty-1"),
            moment=f"2022-05-31 D-{number}", recipient=user, state=state,
        )  # fmt: skip


def tell_of_members(model: Any, panel: Any, user: Any) -> None:
    """What the history tells of a member, and the same member on another panel."""
    row = model("daulmadang", "Member").objects.get(name="최위원")
    values = {"name": "최위원", "kind": "citizen", "affiliation": "버스조합", "panel": panel}
    for kind, day, released in (("+", 1, ""), ("~", 2, "2020-05")):
        model("daulmadang", "HistoricalMember").objects.create(
            id=row.pk, released=released, history_type=kind, history_user=user,
            history_date=dt.datetime(2022, 3, day, 20, tzinfo=dt.UTC), **values,
        )  # fmt: skip
    other = model("daulmadang", "Panel").objects.create(
        city=panel.city, kind="panel", address="daulmadang/jeonju/bus", title="버스", form="panel",
        slug="bus", field=panel.field, purpose="자문",
    )  # fmt: skip
    model("daulmadang", "Member").objects.create(**{**values, "panel": other}, appointed="2021")


@pytest.mark.usefixtures("former")
def test_every_member_is_a_term_in_a_seat_of_the_panel() -> None:
    fill(migrated(THEN))
    model = migrated()
    of_panel = model("daulmadang", "Member").objects.filter(seat__body__slug="taxi")
    members = {one.name: one for one in of_panel}
    assert set(members) == {"김위원", "이위원", "박위원", "최위원"}
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
    assert len({one.person_id for one in members.values()}) == 4
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
    states = model("record", "Notice").objects.order_by("moment").values_list("state", flat=True)
    assert list(states) == ["uncertain", "sent"]


@pytest.mark.usefixtures("former")
def test_who_appointed_and_released_whom_and_on_how_many_panels_somebody_sits_is_kept() -> None:
    fill(migrated(THEN))
    model = migrated()
    terms = model("daulmadang", "Member").objects.filter(name="최위원")
    first, other = terms.order_by("starts_on")
    assert first.starts_on == first.ends_on == dt.date(2020, 5, 31)  # appointed nobody knows when
    assert other.starts_on == dt.date(2021, 1, 1)
    assert first.person_id == other.person_id
    versions = model("daulmadang", "HistoricalMember").objects.filter(tenure_ptr_id=first.pk)
    appointed, released = versions.order_by("history_date")
    assert (appointed.history_type, appointed.starts_on, appointed.ends_on) == (
        "+", dt.date(2022, 3, 2), None,  # the day in Seoul
    )  # fmt: skip
    assert (released.history_type, released.ends_on) == ("~", dt.date(2020, 5, 31))
    assert {one.history_user.name for one in versions} == {"김하나"}
    assert {(one.person_id, one.seat_id) for one in versions} == {(first.person_id, first.seat_id)}
