"""What was stored of minutes: what others changed since a page was read, and every version."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.kit.numbers import number_in
from civicforum.record.services import hold_entries
from committees.forms.writing import shown_values
from committees.models import Meeting, Seat, Speech
from committees.sections import KINDS, Section, kind_of, ref_of, revision_of
from committees.services.versions import keep_read

if TYPE_CHECKING:
    from civicforum.people.models import User

#: Of how many sections the editor is told what changed; of more it reads the page again.
MOST = 60


def in_order(meeting: Meeting) -> QuerySet[Speech]:
    """The speeches as the editor shows them: by agenda item, those before the agenda first."""
    return meeting.speeches.select_related("agenda_item").order_by(
        F("agenda_item__number").asc(nulls_first=True), "order"
    )


def _history(kind: str, meeting: Meeting) -> Any:
    model: Any = KINDS[kind]
    of_meeting = "entry_ptr" if model is Meeting else "meeting"
    return model.history.filter(**{of_meeting: meeting.pk})


def mark_of(meeting: Meeting) -> str:
    """The newest version of each kind; whoever writes holds the meeting, so they only grow."""
    newest = (
        _history(kind, meeting).aggregate(newest=Max("history_id"))["newest"] for kind in KINDS
    )
    return ".".join(str(number or 0) for number in newest)


def changes(
    meeting: Meeting, mark: str, reader: "User", seats: Mapping[str, Seat]
) -> dict[str, Any]:
    """Return the sections stored since the mark, as the editor shows them, and the next mark.

    `reload` says that there are too many to tell, or that the mark is none.
    """
    known = [number for part in mark.split(".") if (number := number_in(part)) >= 0]
    if len(known) != len(KINDS):
        return {"reload": True, "mark": mark_of(meeting)}
    if mark_of(meeting) == mark:
        return {"mark": mark, "sections": []}
    with transaction.atomic():
        hold_entries(meeting)
        keep_read(meeting, reader)
        touched = [
            version
            for kind, since in zip(KINDS, known, strict=True)
            for version in _newest(_history(kind, meeting).filter(history_id__gt=since))
        ]
        told = {"mark": mark_of(meeting), "reload": len(touched) > MOST}
        if not told["reload"]:
            told["sections"] = list(_told(meeting, touched, seats))
        return told


def _newest(versions: Any) -> Any:
    """The newest version of each row, of at most one more than is told."""
    pk = versions.model.instance_type._meta.pk.attname
    newest = versions.order_by().values(pk).annotate(newest=Max("history_id")).values("newest")
    return versions.filter(history_id__in=newest).select_related("history_user")[: MOST + 1]


def _told(
    meeting: Meeting, versions: Iterable[Any], seats: Mapping[str, Seat]
) -> Iterable[dict[str, Any]]:
    before = _neighbours(meeting)
    for version in versions:
        model = version.instance_type
        row = model._default_manager.filter(pk=version.instance.pk).first()
        by = {"by": who(version), "at": when(version)}
        if row is None:
            gone = version.instance
            yield {"kind": kind_of(gone), "ref": ref_of(gone), "gone": True, **by}
        else:
            placed = before.get(row.pk, {}) if isinstance(row, Speech) else {}
            yield {**section(row, seats), **placed, **by}


def _neighbours(meeting: Meeting) -> dict[int, dict[str, str]]:
    """Under which item each speech stands and after which other one, by its number."""
    rows = list(in_order(meeting).values_list("pk", "key", "agenda_item_id"))
    found = {}
    for before, (pk, _key, item) in pairwise([(0, None, None), *rows]):
        beside = before[0] and before[2] == item
        after = str(before[1] or before[0]) if beside else ""
        found[pk] = {"item": str(item or ""), "after": after}
    return found


def section(row: Section, seats: Mapping[str, Seat]) -> dict[str, Any]:
    """Return a section as the editor's scripts read it."""
    return {
        "kind": kind_of(row),
        "ref": ref_of(row),
        "revision": revision_of(row),
        "values": shown_values(row, seats),
    }


def placed_section(speech: Speech, seats: Mapping[str, Seat]) -> dict[str, Any]:
    """Return a speech as the editor's scripts read it, with its place."""
    return section(speech, seats) | _neighbours(speech.meeting)[speech.pk]


def last_version(row: Any) -> Any:
    """Return the newest version of a section, None where nobody stored it through the portal."""
    return row.history.select_related("history_user").order_by("-history_id").first()


def versions(row: Any) -> Any:
    """Return the versions of a section, the newest first."""
    return row.history.select_related("history_user").order_by("-history_id")


def deletions(meeting: Meeting) -> Any:
    """Return the versions that say which speeches were deleted, the newest first."""
    gone = _history("speeches", meeting).filter(history_type="-")
    return gone.select_related("history_user").order_by("-history_id")


def deleted_speeches(meeting: Meeting) -> Any:
    """Return those of the `deletions` after which the speech did not come back."""
    return deletions(meeting).exclude(id__in=meeting.speeches.values("pk"))


def who(version: Any) -> str:
    """Return who stored a version."""
    return version.history_user.name if version and version.history_user else _("The portal")


def when(version: Any) -> str:
    """Return the time of day at which a version was stored."""
    moment = version.history_date if version else timezone.now()
    return f"{timezone.localtime(moment):%H:%M}"
