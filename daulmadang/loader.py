"""Loading panels, their calendar of duties and their outcomes from fixture files."""

from collections import Counter

from civicforum.record.fixtures import Row
from civicforum.record.loader import Loader
from civicforum.record.models import Commitment, Programme
from committees.models import Body
from daulmadang.models import Duty, Field, Outcome, Panel


def load_panels(loader: Loader, top: Row) -> None:
    """The policy fields and the panels that work in them."""
    for order, row in enumerate(top.rows("fields"), start=1):
        key = {"city": loader.city, "slug": row.pop("slug")}
        loader.store(Field, row, ["name"], key=key, order=order)
    for row in top.rows("panels"):
        field = loader.find(row, "field", Field, city=loader.city, name=row.pop("field"))
        loader.store(
            Panel,
            row,
            ["slug", "title", "size", "purpose"],
            form=Body.Form.PANEL,
            department=loader.department(row),
            field=field,
        )


def load_duties(loader: Loader, top: Row) -> None:
    """The calendar: past duties are done in the month they fell due, planned ones are open."""
    programme = loader.find(
        top, "duties", Programme, city=loader.city, job=Programme.Job.DAULMADANG
    )
    alike: Counter[str] = Counter()  # the file's order numbers what falls together
    for block, is_past in (("past", True), ("planned", False)):
        for rows in top.rows(block):
            for row in rows.rows("duties"):
                _load_duty(loader, row, programme, alike, is_past=is_past)


def _load_duty(
    loader: Loader, row: Row, programme: Programme, alike: Counter[str], *, is_past: bool
) -> None:
    when = {name: row.pop(name) for name in ("due", "type", "year")}
    duty = Duty(city=loader.city, **when)
    alike[duty.compose_key()] += 1
    loader.store(
        Duty,
        row,
        ["title", "half"],
        key={"key": duty.compose_key(alike[duty.compose_key()])},
        **when,
        kind=Commitment.Kind.DUTY,
        done=when["due"] if is_past else "",
        city=loader.city,
        entry=programme,
    )


def load_outcomes(loader: Loader, top: Row) -> None:
    """What came of the panels, numbered through under the city's three headings."""
    order = 0
    for heading in top.rows("headings"):
        name = heading.pop("heading")
        for row in heading.rows("outcomes"):
            order += 1
            panel = loader.find(row, "panel", Panel, city=loader.city, slug=row.pop("panel"))
            loader.store(Outcome, row, ["title"], panel=panel, heading=name, order=order)
