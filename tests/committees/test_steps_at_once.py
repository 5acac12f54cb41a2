"""Two people add a step to one matter at the same moment: both stand, one after the other."""

import threading
from typing import Any

import pytest
from django.db import connection

from committees.models import Matter, MatterStep
from committees.services import matters as services
from tests import making

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 4


def add_at_once(matter: Matter) -> list[Exception]:
    """Have several people add a step; return what was refused."""
    refused: list[Exception] = []

    def add() -> None:
        try:
            services.add_step(MatterStep(matter=matter, kind="deliberated"))
        except Exception as error:
            refused.append(error)
        finally:
            connection.close()

    people = [threading.Thread(target=add) for _ in range(PEOPLE)]
    for one in people:
        one.start()
    for one in people:
        one.join(30)
    return refused


def test_every_step_stands() -> None:
    matter = making.matter(making.body(making.city()))
    assert add_at_once(matter) == []
    assert [*matter.steps.values_list("order", flat=True)] == [1, 2, 3, 4, 5]


def test_without_holding_the_matter_they_collide(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = making.matter(making.body(making.city()))
    together = threading.Barrier(PEOPLE)

    def not_held(*_rows: Any) -> None:
        """Hold nothing."""

    def stored_together(row: Any, **options: Any) -> None:
        together.wait(10)
        save(row, **options)

    save = services.save_row
    monkeypatch.setattr(services, "hold_entries", not_held)
    monkeypatch.setattr(services, "save_row", stored_together)
    refused = add_at_once(matter)
    assert len(refused) == PEOPLE - 1
