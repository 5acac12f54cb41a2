"""Speeches in their places: added after any other, moved, deleted and brought back."""

from collections.abc import Mapping
from itertools import takewhile
from math import inf
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F, Max, Min, Q
from django.utils.translation import gettext as _

from civicforum.people.places import trading_places
from civicforum.record.services import delete_row, save_row
from civicforum.record.services.indexing import index_entry
from committees.models import AgendaItem, Meeting, Seat, Speech
from committees.sections import revision_of, seats_of, spoken_by
from committees.services.versions import as_written, fold_last, left_open_now, written
from committees.services.writing import Overtaken, held, store, write, writing

if TYPE_CHECKING:
    from civicforum.people.models import User


def add_speech(
    meeting: Meeting,
    key: UUID,
    values: Mapping[str, Any],
    *,
    item: AgendaItem | None,
    after: Speech | None,
    actor: "User",
) -> Speech:
    """Store a new speech after another one, else as the last of its agenda item; return it.

    The key was made by the editor: a speech sent twice is stored once. Raises Overtaken when
    something else is stored under it by now.
    """
    with writing(meeting, actor):
        known = Speech.objects.filter(meeting=meeting, key=key).first()
        if known is not None:
            stored: Speech = write(held(known), values, actor=actor, seen="")
            return stored
        after = meeting.speeches.filter(pk=after.pk).first() if after else None  # as it stands now
        item = after.agenda_item if after else item
        order = _place(meeting, item, after)
        _make_room(meeting, order)
        speech = Speech(meeting=meeting, key=key, agenda_item=item, order=order, **values)
        store(speech, actor)
        return speech


def move_speech(speech: Speech, *, up: bool, actor: "User") -> Speech:
    """Let a speech step over the one before or after it, at the edge of its agenda item go over
    to the next one, up to before the agenda, and return it."""
    with writing(speech.meeting, actor):
        moved: Speech = held(speech)
        beside = _beside(moved, up)
        if beside is not None:
            _step_over(moved, beside, actor)
        elif onward := _items_onward(moved, up):
            moved.agenda_item = onward[0]
            store(moved, actor)
        return moved


def settle_speaker(speech: Speech, seat: Seat | None, *, actor: "User") -> Speech:
    """Say in which of several seats the speaker sits, or that it stays open; return the speech."""
    with writing(speech.meeting, actor):
        settled: Speech = held(speech)
        if seat is None:
            save_row(settled, actor=actor, reason=left_open_now())
        else:
            said = {"speaker": spoken_by(seat), "seat": seat}
            write(settled, said, actor=actor, seen=revision_of(settled))
        return settled


def delete_speech(speech: Speech, *, actor: "User", seen: str) -> int:
    """Delete a speech as it was `seen` and return the number of the version that says so.

    That version is what brings it back. Raises Overtaken, Gone.
    """
    with writing(speech.meeting, actor):
        gone: Speech = held(speech)
        if revision_of(gone) != seen:
            raise Overtaken(gone)
        meeting, order = gone.meeting, gone.order
        versions = gone.history.order_by("-history_id")
        delete_row(gone, actor=actor)
        Speech.objects.filter(meeting=meeting, order__gt=order).update(order=F("order") - 1)
        number: int = versions.values_list("history_id", flat=True)[0]
        return number


def bring_back(meeting: Meeting, deleted: Any, *, actor: "User") -> Speech:
    """Store a deleted speech, given by the version that says so, and return it.

    It stands where it stood, or as near to that as its agenda item stands by now.
    """
    with writing(meeting, actor):
        known = Speech.objects.filter(pk=deleted.id).first()
        if known is not None:
            return known
        speech: Speech = as_written(deleted, seats_of(meeting.body))
        speech.agenda_item = meeting.agenda.filter(pk=deleted.agenda_item_id).first()
        speech.order = _place_again(meeting, speech)
        _make_room(meeting, speech.order)
        speech._state.adding = True
        save_row(speech, actor=actor, reason=_("Brought back after it was deleted"))
        return speech


def _place(meeting: Meeting, item: AgendaItem | None, after: Speech | None) -> int:
    """Where a new speech stands: speeches before the agenda come first."""
    if after is not None:
        return after.order + 1
    before = Q(agenda_item__isnull=True)
    if item is not None:
        before |= Q(agenda_item__number__lte=item.number)
    return _last(meeting.speeches.filter(before)) + 1


def _place_again(meeting: Meeting, speech: Speech) -> int:
    """The place nearest to the speech's old one among those of its agenda item."""
    own = meeting.speeches.filter(agenda_item=speech.agenda_item)
    ends = own.aggregate(first=Min("order"), last=Max("order"))
    if ends["last"] is None:
        return _place(meeting, speech.agenda_item, None)
    nearest: int = min(max(speech.order, ends["first"]), ends["last"] + 1)
    return nearest


def _last(speeches: Any) -> int:
    return speeches.aggregate(last=Max("order"))["last"] or 0


def _make_room(meeting: Meeting, order: int) -> None:
    """Let what follows stand one place later; its own text is as it was, so it has no version."""
    Speech.objects.filter(meeting=meeting, order__gte=order).update(order=F("order") + 1)


def _beside(speech: Speech, up: bool) -> Speech | None:
    """The speech of the same agenda item before or after it, held."""
    near = {"order__lt": speech.order} if up else {"order__gt": speech.order}
    rows = Speech.objects.select_for_update(no_key=True, of=("self",)).filter(
        meeting=speech.meeting, agenda_item=speech.agenda_item, **near
    )
    return rows.order_by("-order" if up else "order").first()


def _step_over(moved: Speech, beside: Speech, actor: "User") -> None:
    """Put a speech in the place of another one; what stands between keeps its order."""
    first, last = sorted((moved.order, beside.order))
    by = 1 if moved.order > beside.order else -1
    between = Speech.objects.filter(meeting=moved.meeting, order__range=(first, last))
    moved.order = beside.order
    with trading_places([moved]):
        between.exclude(pk=moved.pk).update(order=F("order") + by)
        save_row(moved, actor=actor, reason=written())
    fold_last(moved, actor)


def _items_onward(speech: Speech, up: bool) -> list[AgendaItem | None]:
    """The agenda items before or after that of the speech, the nearest first; None is no item."""
    items: list[AgendaItem | None] = [None, *speech.meeting.agenda.order_by("number")]
    at = items.index(speech.agenda_item)
    return items[:at][::-1] if up else items[at + 1 :]


def follow_agenda(meeting: Meeting) -> None:
    """Let the speeches stand in the order of the agenda, whose items have traded places.

    What was said before the agenda stays before it, what was said besides it comes last. No
    speech says anything else than before, so none has a version of this.
    """
    speeches = list(meeting.speeches.select_related("agenda_item").order_by("order"))
    places = [speech.order for speech in speeches]
    before = list(takewhile(lambda speech: speech.agenda_item is None, speeches))
    rest = sorted(speeches[len(before) :], key=_number)
    for speech, place in zip(before + rest, places, strict=True):
        speech.order = place
    Speech.objects.bulk_update(speeches, ["order"])
    index_entry(meeting)  # what search looks through has them in their order


def _number(speech: Speech) -> float:
    return speech.agenda_item.number if speech.agenda_item else inf
