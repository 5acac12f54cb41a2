"""What a point in dispute keeps, and that its footnote says what its row says."""

from django.db.models import Model
from django.utils.translation import gettext as _

from civicforum.record.errors import RecordError
from civicforum.record.models import Discrepancy, Entry, Statement
from civicforum.record.subjects import Point, as_stated, point_of

#: What a decided point is, and what the city stands by.
_OF_POINT = ("entry_id", "subject", "words_only")
_OF_STATEMENT = ("value", "shown")


def check_point(row: Model, *, going: bool = False) -> None:
    """Refuse to contradict a decision, and to give what one point's sources say to another."""
    if isinstance(row, Statement):
        stored = Statement.objects.filter(pk=row.pk).first()
        point = Discrepancy.objects.filter(pk=row.discrepancy_id).first()
        if stored and stored.discrepancy_id != row.discrepancy_id:
            raise RecordError(_("“%s” stays with the point that it speaks of.") % stored)
        touches = row.shown if stored is None else going or _differ(stored, row, _OF_STATEMENT)
    elif isinstance(row, Discrepancy):
        point = Discrepancy.objects.filter(pk=row.pk).first()
        _keep_public(point, row, going=going)
        touches = point is not None and (going or _differ(point, row, _OF_POINT))
        touches = touches and row.decided  # who loads a file anew takes it back at once
    else:
        return
    if touches and point and point.decided:
        raise RecordError(_("“%s” is decided. Take the decision back first.") % point)


def check_shown(row: Model, entry: Entry, before: Model | None) -> None:
    """Refuse a row, once it is stored, that says something else than the footnotes on it.

    `before` is the row as it was. What it said of an open point already then may stay.
    """
    for dispute in entry.discrepancies.all():
        point = point_of(dispute)
        if point is None or point.row != row:
            continue
        shown = _shown_falsely(dispute, point)
        if shown is None:
            continue
        what = {"what": point.field.verbose_name, "value": shown, "point": dispute}
        if dispute.decided:
            text = _(
                "The city has decided that “%(what)s” is “%(value)s”. Take that decision back "
                "first (%(point)s)."
            )
            raise RecordError(text % what)
        if before is None or as_stated(before, point.field.name) != point.text:
            text = _(
                "The sources differ on “%(what)s”, and the footnote says that “%(value)s” is "
                "shown. To show another value, choose it where the point is recorded (%(point)s); "
                "add it there first if no statement says it."
            )
            raise RecordError(text % what)


def require_shown(point: Discrepancy) -> None:
    """Refuse a point of which no statement is shown, once all of them are stored."""
    if not point.statements.filter(shown=True).exists():
        raise RecordError(_("Choose the value that is shown for “%s”.") % point)


def require_true(point: Discrepancy) -> None:
    """Refuse, once all of it is stored, a point that says something else than its row."""
    require_shown(point)
    named = point_of(point)
    shown = _shown_falsely(point, named) if named else None
    if named and shown is not None:
        text = _(
            "“%(field)s” of “%(row)s” is “%(now)s”, but “%(value)s” is the value that is shown. "
            "Add a statement that says “%(now)s” and choose it, or correct the row."
        )
        what = {"field": named.field.verbose_name, "row": named.row, "now": named.text}
        raise RecordError(text % {**what, "value": shown})


def _shown_falsely(dispute: Discrepancy, point: Point) -> str | None:
    """The value that is said to be shown while the row says another; None if it is true."""
    said = {one.value: one.shown for one in dispute.statements.order_by("shown")}
    shown = next((value for value, is_shown in said.items() if is_shown), None)
    return None if point.said(said) == shown else shown


def _keep_public(stored: Discrepancy | None, row: Discrepancy, *, going: bool) -> None:
    """Refuse to take a point from a page that has been public: what sources say is kept."""
    leaves = going or (stored is not None and stored.entry_id != row.entry_id)
    if stored and leaves and stored.entry.has_been_public():
        text = _(
            "“%(point)s” stands on a page that has been public (%(page)s), so it stays there. "
            "Decide which value the city stands by instead."
        )
        raise RecordError(text % {"point": stored, "page": stored.entry})


def _differ(stored: Model, row: Model, names: tuple[str, ...]) -> bool:
    return any(getattr(stored, name) != getattr(row, name) for name in names)
