"""What nobody may do to the statements of a point in dispute besides deciding it."""

from django.db.models import Model
from django.utils.translation import gettext as _

from civicforum.record.errors import RecordError
from civicforum.record.models import Discrepancy, Entry, Statement
from civicforum.record.subjects import point_of

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
        touches = point is not None and (going or _differ(point, row, _OF_POINT))
        touches = touches and row.decided  # who loads a file anew takes it back at once
    else:
        return
    if touches and point and point.decided:
        raise RecordError(_("“%s” is decided. Take the decision back first.") % point)


def check_decided(row: Model, entry: Entry) -> None:
    """Refuse a stored row that says something else than what the city stands by."""
    for decided in entry.discrepancies.filter(decided=True):
        point, values = point_of(decided), decided.statements.order_by("-shown")
        said = [one.value for one in values]
        if point and point.row == row and point.said(said) != said[0]:
            text = _(
                "The city has decided that “%(what)s” is “%(value)s”. Take that decision back "
                "first (%(point)s)."
            )
            what = {"what": point.field.verbose_name, "value": said[0], "point": decided}
            raise RecordError(text % what)


def require_shown(point: Discrepancy) -> None:
    """Refuse a point of which no statement is shown, once all of them are stored."""
    if not point.statements.filter(shown=True).exists():
        raise RecordError(_("Choose the value that is shown for “%s”.") % point)


def _differ(stored: Model, row: Model, names: tuple[str, ...]) -> bool:
    return any(getattr(stored, name) != getattr(row, name) for name in names)
