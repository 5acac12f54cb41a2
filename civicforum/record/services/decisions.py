"""Deciding where sources disagree: the statement, the row it is about and the mark at once."""

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from civicforum.people.policy import Action
from civicforum.people.services import require
from civicforum.record.errors import ChangedMeanwhile, RecordError
from civicforum.record.kinds import own_row
from civicforum.record.models import Change, Discrepancy, Statement
from civicforum.record.services.entries import check_content, store
from civicforum.record.services.holding import entry_of, held_row
from civicforum.record.subjects import Point, naming, point_of
from civicforum.record.version import record_write

if TYPE_CHECKING:
    from civicforum.people.models import User


@record_write
def decide(
    discrepancy: Discrepancy,
    statement: Statement,
    *,
    actor: "User | None" = None,
    reason: str,
) -> Point | None:
    """Let the city stand by a statement: show it, write its value to the row, mark it decided.

    Returns the field that now holds it, None where the subject names no single field.
    Raises RecordError when the value does not fit, NotAllowed when the actor may not decide.
    """
    if not reason.strip():
        raise RecordError(_("Say why the city stands by this value."))
    return _settle(discrepancy, statement, actor, reason, decision=reason)


@record_write
def undecide(
    discrepancy: Discrepancy,
    statement: Statement,
    *,
    actor: "User | None" = None,
    reason: str = "",
) -> Point | None:
    """Leave the point open again, and show the statement until the city decides.

    Returns and raises what `decide` does.
    """
    return _settle(discrepancy, statement, actor, reason, decision="")


def is_decided(row: Model) -> bool:
    """Whether the city stands by what the row says, though it may have changed nothing in it."""
    return any(point.decided for point in _about(row))


def is_disputed(row: Model, name: str) -> bool:
    """Whether a discrepancy says what the sources state of a field of the row, decided or not."""
    if isinstance(row, Discrepancy):
        return row.decided
    points = filter(None, map(point_of, _about(row)))
    return any(name in point.names for point in points)


def _about(row: Model) -> list[Discrepancy]:
    if isinstance(row, Discrepancy):
        return [row]
    entry = entry_of(row)
    return naming(row, entry) if entry is not None else []


def _settle(
    discrepancy: Discrepancy,
    statement: Statement,
    actor: "User | None",
    reason: str,
    *,
    decision: str,
) -> Point | None:
    check_content(discrepancy, actor)
    # Held, so that of two people at once the second sees what the first one decided.
    held = Discrepancy.objects.select_for_update(of=("self",)).get(pk=discrepancy.pk)
    require(actor, Action.CHANGE, held)
    statements = {one.pk: one for one in held.statements.all()}
    chosen = statements.get(statement.pk)
    if chosen is None:
        raise ChangedMeanwhile(_("“%s” was changed meanwhile. Reload and try again.") % held)
    point = _held_point(held)
    stood = point.text if point else ""
    values = [one.value for one in statements.values()]
    before = next((one.value for one in statements.values() if one.shown), "")
    if point and point.said(values) != chosen.value:
        _write(point, chosen.value, values, actor, reason)
    if not chosen.shown:
        chosen.shown = True
        store(chosen, actor=actor, reason=reason, allowed=True)
    held.decided, held.decision = bool(decision), decision
    store(held, actor=actor, reason=_told(chosen.value, before, reason), allowed=True)
    if point and actor is not None and point.text != stood:
        change = Change(point.row, point.field.name, stood, point.text)
        own_row(held.entry).after_decision(change, actor, reason)
    return point


def _told(now: str, before: str, reason: str) -> str:
    """What the history of the point says: the value is in none of its own fields."""
    shown = {"now": _short(now), "before": _short(before)}
    if before in ("", now):
        text = _("Shown: “%(now)s”.") % shown
    else:
        text = _("Shown: “%(now)s” (was “%(before)s”).") % shown
    return f"{text} {reason}".strip()


def _short(value: str) -> str:
    return Truncator(value).chars(15)


def _held_point(discrepancy: Discrepancy) -> Point | None:
    """The point with its row as it is now, which nobody else stores until we are done."""
    point = point_of(discrepancy)
    return replace(point, row=held_row(point.row)) if point else None


def _write(
    point: Point, value: str, values: Collection[str], actor: "User | None", reason: str
) -> None:
    """Write a value to the row, which says what one of the statements says."""
    what = {"field": point.field.verbose_name, "value": value, "row": point.row}
    said = point.said(values)
    if said is None:
        raise RecordError(
            _(
                "“%(field)s” of “%(row)s” is “%(now)s”, which none of the statements "
                "says. Correct the row or the statements first, then decide."
            )
            % {**what, "now": point.text}
        )
    if point.repeats(said):
        raise RecordError(
            _(
                "“%(said)s” stands more than once in “%(field)s” of “%(row)s”. Let the "
                "statements quote more words, so that they name one place, then decide."
            )
            % {**what, "said": said}
        )
    try:
        point.put(value, instead_of=said)
        store(point.row, actor=actor, reason=reason, allowed=True)
    except ValidationError as error:
        text = _(
            "“%(value)s” cannot stand in “%(field)s” of “%(row)s”: %(problem)s "
            "Correct the statement, then decide."
        )
        raise RecordError(text % {**what, "problem": " ".join(error.messages)}) from error
