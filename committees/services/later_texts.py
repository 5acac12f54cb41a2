"""What is written about minutes that are public already: nobody looks through those again.

So each text is looked at as it is written, whichever door it comes through.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from civicforum.record.errors import RecordError
from civicforum.record.services.holding import entry_of
from committees.models import Meeting
from committees.reports.personal import unsettled_later
from committees.reports.texts import Text, kind_of, texts_in


def refuse_personal(row: Model, stored: Model | None) -> None:
    """Refuse likely personal data that a row would bring to the page of public minutes.

    What was settled of these minutes, and what the row said before, may stay. Raises RecordError.
    """
    if kind_of(row) is None:
        return
    entry = entry_of(row)
    written = list(_written(row, stored)) if entry is not None else []
    if not written or entry is None:
        return
    meeting = Meeting.objects.select_related("body").filter(pk=entry.pk, is_public=True).first()
    if meeting:
        refuse_words(meeting, written)


def refuse_words(meeting: Meeting, written: Sequence[Text]) -> None:
    """Raise RecordError where texts about public minutes hold likely personal data."""
    if found := unsettled_later(meeting, written):
        text = _(
            "The minutes of “%(meeting)s” are public, and this looks like personal data: "
            "%(words)s. Mask it (ㅇㅇㅇ) or write the role instead. If it may stand there, first "
            "settle it on the page “Personal data” of these minutes, with the reason."
        )
        words = ", ".join(one.text for one in found[:10])
        raise RecordError(text % {"meeting": meeting, "words": words})


def _written(row: Any, stored: Any) -> Iterator[Text]:
    """The texts of the row that are new, or new at this entry."""
    before, now = (entry_of(one) if one else None for one in (stored, row))
    moved = before is None or now is None or before.pk != now.pk
    for text in texts_in(row):
        if moved or getattr(stored, text.name) != getattr(row, text.name):
            yield text
