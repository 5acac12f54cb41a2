"""Numbered corrections: the only way to change minutes that are public."""

from copy import copy
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from civicforum.record.errors import ChangedMeanwhile, NotAllowed, RecordError
from civicforum.record.models import Change
from civicforum.record.services import hold_entries
from civicforum.record.services.entries import store
from civicforum.record.services.holding import held_row
from civicforum.record.services.statements import check_shown
from civicforum.record.states import EntryState
from civicforum.record.version import record_write
from committees.models import Attendance, Correction, Meeting, NameDecision, Speech
from committees.policy import can_correct
from committees.reports.corrections import CORRECTABLE, Place, fingerprint, said
from committees.reports.made_corrections import spot_decided
from committees.reports.personal import Datum, open_data, unsettled, write_mask
from committees.reports.readiness import total_sentence, unread_papers
from committees.reports.texts import Text
from committees.reports.totals import differences
from committees.services.later_texts import refuse_words
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

    `read` is the `fingerprint` of what stood there when it was read; `names` is what is decided
    of likely personal data in the new text. Raises NamesFound when that is missing, NotAllowed,
    ValidationError for a value that does not fit, ChangedMeanwhile, or RecordError, such as for a
    value that the footnote of a point in dispute contradicts.
    """
    meeting = _held(place, actor)
    if not reason.strip():
        raise RecordError(_("Say why it is corrected: the reason stands on the page."))
    place = Place(place.kind, held_row(place.row), place.name)
    stood = copy(place.row)
    where, before = said(place)
    if fingerprint(before) != read:
        raise ChangedMeanwhile(_("“%s” was changed meanwhile. Reload and try again.") % where)
    setattr(place.row, place.name, value)
    _check_said(place.row)
    correction = Correction(meeting=meeting, reason=reason.strip(), shows_before=shows_before)
    _settle_names(correction, place, names, actor)
    _check_before(correction, before)
    store(place.row, actor=actor, reason=correction.reason, allowed=True)
    check_shown(place.row, meeting, stood)
    place.row.refresh_from_db()
    after = said(place)[1]
    if after == before:
        raise RecordError(_("Nothing has changed: that stands there already."))
    _check_totals(meeting, place)
    _check_shown_again(place)
    spot = [place.kind, place.row.pk, place.name]
    correction.changes = [{"of": spot, "before": before, "after": after}]
    return _numbered(correction, actor)


def correct_by_decision(meeting: Meeting, change: Change, *, actor: "User", reason: str) -> None:
    """Put on record what a decision between sources changed in public minutes, as its part.

    The values are those of its statements, which are public. Raises RecordError when the reason
    holds likely personal data.
    """
    if meeting.state != EntryState.PUBLISHED:
        return
    with translation.override(settings.LANGUAGE_CODE):
        reason = reason.strip() or _("The decision between the sources is taken back.")
    correction = Correction(meeting=meeting, reason=reason)
    refuse_words(meeting, [Text(correction, "reason", reason)])
    labels = dict(change.row._meta.get_field(change.name).flatchoices)
    with translation.override(settings.LANGUAGE_CODE):
        before, after = (str(labels.get(one, one)) for one in (change.before, change.after))
    spot = spot_decided(change.row, change.name)
    correction.changes = [{"of": spot, "before": before, "after": after}]
    _numbered(correction, actor)


def _held(place: Place, actor: "User") -> Meeting:
    """The meeting as it is stored, which nobody else corrects until we are done."""
    owner = place.row if isinstance(place.row, Meeting) else place.row.meeting
    hold_entries(owner)
    meeting = Meeting.objects.select_related("city", "body").get(pk=owner.pk)
    if place.name not in CORRECTABLE[place.kind][1] or not can_correct(actor, meeting):
        raise NotAllowed(_("You may not correct “%s” now.") % meeting)
    return meeting


def _numbered(correction: Correction, actor: "User") -> Correction:
    """Store a correction under the next number; the entry is held, so nobody else takes it."""
    numbers = Correction.objects.filter(meeting=correction.meeting)
    correction.number = (numbers.aggregate(last=Max("number"))["last"] or 0) + 1
    correction.corrected_at, correction.corrected_by = timezone.now(), actor
    correction.save()
    prepare_soon(correction.meeting_id)
    return correction


def _settle_names(correction: Correction, place: Place, decision: str, actor: "User") -> None:
    """Mask what looks personal in the new text and in the reason, or note why it stays."""
    rows = [(place.row, place.name), (correction, "reason")]
    texts = [Text(row, name, str(getattr(row, name) or "")) for row, name in rows]
    data = unsettled(correction.meeting, texts)
    if data and decision not in Decision.values:
        raise NamesFound(data)
    if data and decision == Decision.MASKED:
        for text in texts:
            words = [
                (one.start, one.end) for datum in data for one in datum.places if one.at is text
            ]
            if words:
                write_mask(text.row, text.name, words)
    for datum in data:
        decide_name(correction.meeting, datum.key, decision, actor, correction.reason)


def _check_before(correction: Correction, before: str) -> None:
    """Refuse to go on showing what may be personal."""
    if correction.shows_before and unsettled(
        correction.meeting, [Text(correction, "reason", before)]
    ):
        text = _("What stood there holds likely personal data. Choose that it is not shown.")
        raise RecordError(text)


def _check_said(row: Any) -> None:
    """Refuse a speech of which nothing would be left: that is withheld, on a ground."""
    if isinstance(row, Speech) and not (row.text.strip() or row.summary.strip()):
        raise RecordError(_("Nothing of the speech would be left. Withhold it on a legal ground."))


def _check_totals(meeting: Meeting, place: Place) -> None:
    """Refuse an attendance that no longer adds up to what the document states."""
    if isinstance(place.row, Attendance):
        for one in differences(meeting):
            raise RecordError(total_sentence(one))


def _check_shown_again(place: Place) -> None:
    """Refuse to show again what nobody has looked through for personal data."""
    if place.name != "withheld" or place.row.withheld:
        return
    owner = place.row if isinstance(place.row, Meeting) else place.row.meeting
    meeting = Meeting.objects.select_related("city", "body").get(pk=owner.pk)  # as it is by now
    if found := open_data(meeting):
        text = _(
            "Likely personal data would become public: %s. Correct those places first, or withdraw "
            "the minutes and settle them in the draft."
        )
        raise RecordError(text % ", ".join(one.text for one in found[:10]))
    if unread := unread_papers(meeting):
        text = _(
            "The text of “%s” is not read yet or cannot be read, so names in it are not found: "
            "wait a moment, or withdraw the minutes and replace the file in the draft."
        )
        raise RecordError(text % ", ".join(unread[:10]))
