"""The versions of a section: one per person and stretch of time, and all that others have read."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from committees.models import Meeting, Seat, Speech
from committees.sections import KINDS, Section

if TYPE_CHECKING:
    from civicforum.people.models import User

STRETCH = 600  # seconds: what one person writes within them is one version


def written() -> str:
    """The reason that versions of the editor carry until somebody else has read them."""
    return _("Written in the editor")


def _read() -> str:
    return _("Written in the editor; somebody else has read it")


def left_open() -> list[str]:
    """The reason of the version in which it was left open which seat spoke, in every language."""
    found = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.append(left_open_now())
    return found


def left_open_now() -> str:
    """The same in the language in use."""
    return _("It stays open which of the seats spoke")


def as_written(version: Any, seats: Mapping[str, Seat]) -> Any:
    """Return the section as a version has it; its seat is none once the body has it no more."""
    row = version.instance
    if isinstance(row, Speech):
        row.seat = next((seat for seat in seats.values() if seat.pk == row.seat_id), None)
    return row


def fold_last(row: Section, actor: "User") -> None:
    """Let the version just stored take the place of the one before, where nobody misses that.

    A version that somebody else wrote, has read or gave a reason for stays.
    """
    versions: Any = row.history
    last, before = [*versions.order_by("-history_id")[:2], None][:2]
    if before is None or not _is_one(last, before, actor):
        return
    if before.history_type != last.history_type:
        last.history_type = before.history_type  # it is still the one that began the row
        last.save(update_fields=["history_type"])
    before.delete()


def _is_one(last: Any, before: Any, actor: "User") -> bool:
    return (
        before.history_type != "-"
        and {last.history_user_id, before.history_user_id} == {actor.pk}
        and {last.history_change_reason, before.history_change_reason} == {written()}
        and _stretch(last.history_date) == _stretch(before.history_date)
    )


def _stretch(moment: dt.datetime) -> int:
    return int(moment.timestamp()) // STRETCH


def keep_read(meeting: Meeting, reader: "User | None" = None) -> None:
    """Keep the versions of a meeting's sections that the reader is about to be shown.

    Only what was written just now could still be folded, and nobody misses his own. Without a
    reader nobody's versions are left out.
    """
    since = dt.datetime.fromtimestamp(_stretch(timezone.now()) * STRETCH, dt.UTC)
    for model in KINDS.values():
        own: Any = model
        of_meeting = "entry_ptr" if model is Meeting else "meeting"
        versions = own.history.filter(
            **{of_meeting: meeting.pk}, history_date__gte=since, history_change_reason=written()
        )
        if reader is not None:
            versions = versions.exclude(history_user=reader)
        versions.update(history_change_reason=_read())
