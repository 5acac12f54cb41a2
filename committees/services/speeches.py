"""Speeches in their places: added after any other, moved, deleted and brought back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F, Max, Q
from django.utils.translation import gettext as _

from civicforum.people.places import trading_places
from civicforum.record.services import delete_row, save_row
from committees.models import AgendaItem, Meeting, Speech
from committees.sections import revision_of
from committees.services.versions import fold_last, written
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
    """Let a speech trade places with the one before or after it, at the edge of its agenda
    item go over to the next one, and return it."""
    with writing(speech.meeting, actor):
        moved: Speech = held(speech)
        beside = _beside(moved, up)
        if beside is not None:
            moved.order, beside.order = beside.order, moved.order
            with trading_places([moved, beside]):
                save_row(beside, actor=actor, reason=written())
                save_row(moved, actor=actor, reason=written())
            fold_last(beside, actor)
            fold_last(moved, actor)
        elif (item := _next_item(moved, up)) is not None:
            moved.agenda_item = item
            store(moved, actor)
        return moved


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
    """Store a deleted speech, given by the version that says so, where it stood; return it."""
    with writing(meeting, actor):
        known = Speech.objects.filter(pk=deleted.id).first()
        if known is not None:
            return known
        speech: Speech = deleted.instance
        speech.agenda_item = meeting.agenda.filter(pk=deleted.agenda_item_id).first()
        speech.order = min(speech.order, _last(meeting.speeches.all()) + 1)
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


def _next_item(speech: Speech, up: bool) -> AgendaItem | None:
    number = speech.agenda_item.number if speech.agenda_item else 0
    near = {"number__lt": number} if up else {"number__gt": number}
    return speech.meeting.agenda.filter(**near).order_by("-number" if up else "number").first()
