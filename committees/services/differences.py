"""Putting on record that a total the document states and the attendance list differ."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext as _

from civicforum.record.errors import ChangedMeanwhile, RecordError
from civicforum.record.models import Discrepancy, Document, StatedFigure, Statement
from civicforum.record.services.entries import store
from civicforum.record.version import record_write
from committees.models import Meeting
from committees.reports.totals import Difference, differences, total_name
from committees.services.naming import check_unreleased

if TYPE_CHECKING:
    from civicforum.people.models import User

#: Which of the two values is shown until the city decides.
DOCUMENT, LIST = "document", "list"


@record_write
def record_difference(
    meeting: Meeting, code: str, shown: str, *, actor: "User", reason: str
) -> Discrepancy:
    """Record both values of a total as a point in dispute, and show one of them.

    Whoever may write the minutes may do so, while they are a draft. Raises ChangedMeanwhile where
    the two no longer differ or it is recorded already, NotAllowed, or RecordError.
    """
    check_unreleased(meeting, actor)
    one = next((one for one in differences(meeting) if one.code == code), None)
    if one is None:
        raise ChangedMeanwhile(_("This difference is recorded already, or there is none any more."))
    if shown == LIST and one.at_least != one.at_most:
        raise RecordError(_("The list says no single number: show what the document states."))
    figure = meeting.stated_figures.get(code=code)
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Total: %s") % total_name(code)
        grounds = _("total in the minutes"), _("attendance list")
    point = Discrepancy(
        city=meeting.city, entry=meeting, subject=code, title=title, note=reason.strip()
    )
    point.document, point.locator = _source(meeting, figure)
    store(point, actor=actor, reason=reason, allowed=True)
    rows: list[Model] = [*_statements(point, one, shown, grounds)]
    if shown == LIST:
        figure.value = one.at_least
        rows.append(figure)
    for row in rows:
        store(row, actor=actor, reason=reason, allowed=True)
    return point


def _source(meeting: Meeting, figure: StatedFigure) -> tuple[Document | None, str]:
    """Where the document states the total, as far as that is known."""
    return figure.document or meeting.document, figure.locator


def _statements(
    point: Discrepancy, one: Difference, shown: str, grounds: tuple[str, str]
) -> list[Statement]:
    stated = Statement(value=str(one.stated), basis=grounds[0], shown=shown == DOCUMENT)
    stated.document, stated.locator = point.document, point.locator
    listed = Statement(value=one.listed, basis=grounds[1], shown=shown == LIST)
    for order, row in enumerate((stated, listed), start=1):
        row.discrepancy, row.order = point, order
    return [stated, listed]
