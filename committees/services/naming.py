"""Settling likely personal data in minutes before they are public."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from civicforum.people.policy import Action
from civicforum.people.services import require
from civicforum.record.errors import ChangedMeanwhile, RecordError
from civicforum.record.services import hold_entries
from civicforum.record.services.entries import store
from civicforum.record.services.indexing import index_entry
from civicforum.record.states import EntryState
from civicforum.record.version import record_write
from committees.models import Meeting, NameDecision
from committees.reports.personal import Datum, Key, personal_data, unsettled_in, write_mask

if TYPE_CHECKING:
    from civicforum.people.models import User

Decision = NameDecision.Decision


@record_write
def settle_names(
    meeting: Meeting, keys: Collection[Key], decision: str, *, actor: "User", reason: str = ""
) -> list[Datum]:
    """Mask likely personal data everywhere, keep them with a reason, or dismiss them.

    A mask is written into the rows themselves. Returns those that also stand where no mask can
    be written: in a file, or in another entry. Raises RecordError when none of them is open any
    more, a reason is missing, or the minutes are released.
    """
    check_unreleased(meeting, actor)
    _check_ground(decision, reason)
    chosen = [one for one in personal_data(meeting) if one.is_open and one.key in keys]
    if not chosen:
        raise ChangedMeanwhile(_("Nothing of it is open any more. Choose from the list."))
    if decision == Decision.MASKED:
        _mask(meeting, chosen, actor)
    for datum in chosen:
        decide_name(meeting, datum.key, decision, actor, reason)
    left = [one for one in chosen if one.in_files or one.elsewhere]
    return left if decision == Decision.MASKED else []


@record_write
def settle_ahead(
    meeting: Meeting,
    words: str,
    keys: Collection[Key],
    decision: str,
    *,
    actor: "User",
    reason: str = "",
) -> None:
    """Keep or dismiss what looks personal in words that are to be written about public minutes.

    Raises RecordError when the words hold none of it any more, a reason is missing, or the minutes
    are not public: then it is settled once it stands there.
    """
    require(actor, Action.CHANGE, meeting)
    if not hold_entries(meeting)[meeting.pk].is_public:
        raise RecordError(_("These minutes are not public: settle it where it stands in them."))
    if decision not in (Decision.KEPT, Decision.DISMISSED):
        raise RecordError(_("Say whether it stays, or is not personal."))
    _check_ground(decision, reason)
    chosen = [one for one in unsettled_in(meeting, words) if one.key in keys]
    if not chosen:
        raise ChangedMeanwhile(_("Nothing of it is open any more. Choose from the list."))
    for datum in chosen:
        decide_name(meeting, datum.key, decision, actor, reason)


def _check_ground(decision: str, reason: str) -> None:
    if decision == Decision.KEPT and not reason.strip():
        raise RecordError(_("Say on what ground these stay, such as a public office."))


@record_write
def reopen_name(meeting: Meeting, decision: NameDecision, *, actor: "User") -> None:
    """Take back that something stays or is not personal: it is open again.

    A mask is not taken back: what stood there is only in the history. Raises RecordError.
    """
    check_unreleased(meeting, actor)
    kept = meeting.name_decisions.filter(pk=decision.pk).exclude(decision=Decision.MASKED)
    if not kept.delete()[0]:
        raise ChangedMeanwhile(_("Nothing of it is open any more. Choose from the list."))


def decide_name(meeting: Meeting, key: Key, decision: str, actor: "User", reason: str = "") -> None:
    """Keep what was decided of a datum, as a part of a service."""
    kind, text = key
    NameDecision.objects.update_or_create(
        meeting=meeting,
        kind=kind,
        text=text,
        defaults={"decision": decision, "reason": reason.strip(), "decided_by": actor},
    )


def check_unreleased(meeting: Meeting, actor: "User") -> None:
    """Hold the entry; raise NotAllowed, or RecordError when it is on its way out or public."""
    require(actor, Action.CHANGE, meeting)
    held = hold_entries(meeting)[meeting.pk]
    if held.state != EntryState.DRAFT:
        text = _("“%s” is no draft any more. Bring it back first, or correct it once it is public.")
        raise RecordError(text % meeting)


def _mask(meeting: Meeting, data: Iterable[Datum], actor: "User") -> None:
    """Write the mask into every row, and once for all of them what search looks through."""
    spots: dict[Any, dict[str, list[tuple[int, int]]]] = {}
    for datum in data:
        for found in datum.places:
            if found.at.can_mask:
                of_row = spots.setdefault(found.at.row, {})
                of_row.setdefault(found.at.name, []).append((found.start, found.end))
    for row, of_row in spots.items():
        for name, words in of_row.items():
            write_mask(row, name, words)
        store(row, actor=actor, reason=_("Personal data masked"), allowed=True, index=False)
    index_entry(Meeting.objects.get(pk=meeting.pk))  # as it is stored now, not as it was read
