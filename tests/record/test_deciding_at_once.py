"""A decision and a colleague's save at the same moment: neither undoes the other."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from civicforum.record import services
from civicforum.record.models import Discrepancy, Statement
from civicforum.record.services import decisions
from civicforum.record.subjects import Point
from roundtables.models import Roundtable
from tests import making

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def point() -> Discrepancy:
    table = making.roundtable(making.city(), parts=0)
    table.attendance, table.slogan = 122, "처음"
    making.saved(table)
    row: Discrepancy = making.saved(
        Discrepancy(city=table.city, entry=table, subject="attendance", title="인원이 다름")
    )
    for order, value in enumerate(("122", "200"), start=1):
        making.saved(Statement(discrepancy=row, order=order, value=value, shown=order == 1))
    return row


def elsewhere(act: Callable[[], None]) -> None:
    """Do something on another connection and wait until it is done."""

    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)
    assert not thread.is_alive()


def decide_for_200(point: Discrepancy) -> None:
    services.decide(point, point.statements.get(value="200"), reason="표가 맞음")


def test_what_a_colleague_stored_while_the_point_was_looked_up_stays(
    point: Discrepancy, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up = decisions.point_of

    def slow(discrepancy: Discrepancy) -> Point | None:
        found = look_up(discrepancy)
        elsewhere(lambda: _set(slogan="동료가 고침"))
        return found

    monkeypatch.setattr(decisions, "point_of", slow)
    decide_for_200(point)
    table = Roundtable.objects.get()
    assert (table.slogan, table.attendance) == ("동료가 고침", 200)


def test_nobody_stores_the_row_while_the_decision_is_written(
    point: Discrepancy, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, seen = Point.put, []

    def watched(self: Point, *args: Any, **kwargs: Any) -> None:
        elsewhere(lambda: seen.append(_is_held()))
        put(self, *args, **kwargs)

    monkeypatch.setattr(Point, "put", watched)
    decide_for_200(point)
    assert seen == [True]
    assert not _is_held()


def _set(**fields: Any) -> None:
    Roundtable.objects.update(**fields)


def _is_held() -> bool:
    try:
        with transaction.atomic():
            rows = Roundtable.objects.select_for_update(of=("self",), nowait=True, no_key=True)
            rows.get()
    except OperationalError:
        return True
    return False
