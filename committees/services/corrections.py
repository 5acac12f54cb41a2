"""Numbered corrections: the only way to change minutes that are public."""

from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.record.errors import ChangedMeanwhile, NotAllowed, RecordError
from civicforum.record.services import hold_entries
from civicforum.record.services.entries import store
from civicforum.record.services.holding import held_row
from civicforum.record.version import record_write
from committees.models import Attendance, Correction, Meeting, NameDecision
from committees.models.withholding import is_withheld
from committees.policy import can_correct
from committees.reports.corrections import CORRECTABLE, Place, said
from committees.reports.personal import Datum, find_in, masked
from committees.reports.readiness import total_sentence
from committees.reports.roster import roster
from committees.reports.texts import Text
from committees.reports.totals import differences
from committees.services.naming import decide_name
from committees.services.outputs import prepare_soon

if TYPE_CHECKING:
    from civicforum.people.models import User

Decision = NameDecision.Decision


class NamesFound(RecordError):
    """The new text holds likely personal data, and nobody has said what is to be done."""

    def __init__(self, data: list[Datum]) -> None:
        super().__init__(_("The new text holds likely personal data. Say what is to be done."))
        self.data = data


@record_write
def correct(
    place: Place,
    value: Any,
    *,
    actor: "User",
    reason: str,
    read: str,
    shows_before: bool = True,
    names: str = "",
) -> Correction:
    """Change one place of published minutes and put the correction on record, with its number.

    `read` is what stood there when it was read; `names` is what is decided of likely personal
    data in the new text. Raises NamesFound when that is missing, NotAllowed, ValidationError for
    a value that does not fit, ChangedMeanwhile, or RecordError.
    """
    meeting = _held(place, actor)
    if not reason.strip():
        raise RecordError(_("Say why it is corrected: the reason stands on the page."))
    place = Place(place.kind, held_row(place.row), place.name)
    where, before = said(place)
    if before != read:
        raise ChangedMeanwhile(_("“%s” was changed meanwhile. Reload and try again.") % where)
    setattr(place.row, place.name, value)
    if isinstance(value, str):
        _settle_names(meeting, place, names, actor, reason)
    store(place.row, actor=actor, reason=reason, allowed=True)
    place.row.refresh_from_db()
    after = said(place)[1]
    if after == before:
        raise RecordError(_("Nothing has changed: that stands there already."))
    _check_totals(meeting, place)
    change: dict[str, Any] = {"place": where, "before": before, "after": after}
    if is_withheld(place.row):
        change["hides"] = True
    prepare_soon(meeting.pk)
    return Correction.objects.create(
        meeting=meeting,
        number=_next_number(meeting),
        reason=reason.strip(),
        changes=[change],
        shows_before=shows_before,
        corrected_at=timezone.now(),
        corrected_by=actor,
    )


def _held(place: Place, actor: "User") -> Meeting:
    """The meeting as it is stored, which nobody else corrects until we are done."""
    owner = place.row if isinstance(place.row, Meeting) else place.row.meeting
    hold_entries(owner)
    meeting = Meeting.objects.select_related("city", "body").get(pk=owner.pk)
    if place.name not in CORRECTABLE[place.kind][1] or not can_correct(actor, meeting):
        raise NotAllowed(_("You may not correct “%s” now.") % meeting)
    return meeting


def _next_number(meeting: Meeting) -> int:
    last = Correction.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _settle_names(
    meeting: Meeting, place: Place, decision: str, actor: "User", reason: str
) -> None:
    """Mask what looks personal in the new text, or note why it stays."""
    text = Text(place.row, place.name, getattr(place.row, place.name))
    settled = set(
        meeting.name_decisions.exclude(decision=Decision.MASKED).values_list("kind", "text")
    )
    data = [one for one in find_in([text], roster(meeting)) if one.key not in settled]
    if data and decision not in Decision.values:
        raise NamesFound(data)
    if data and decision == Decision.MASKED:
        words = [(found.start, found.end) for one in data for found in one.places]
        setattr(place.row, place.name, masked(text.text, words))
    for datum in data:
        decide_name(meeting, datum.key, decision, actor, reason)


def _check_totals(meeting: Meeting, place: Place) -> None:
    """Refuse an attendance that no longer adds up to what the document states."""
    if isinstance(place.row, Attendance):
        for one in differences(meeting):
            raise RecordError(total_sentence(one))
