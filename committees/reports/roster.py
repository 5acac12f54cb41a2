"""The names that are known of a body: they are found in its minutes wherever they stand.

Some bodies keep lists of members of their own, in apps that this one must not know. Such an app
says once how to look them up.
"""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from committees.minutes.names import Kind
from committees.models import Body, Meeting, NameDecision, Tenure

LookUp: TypeAlias = Callable[[Body], Iterable[str]]

_look_ups: list[LookUp] = []


def look_up_names_with(look_up: LookUp) -> None:
    """Tell how to find more names of those who belong to a body."""
    if look_up not in _look_ups:
        _look_ups.append(look_up)


def roster(meeting: Meeting) -> set[str]:
    """Every name of whoever held or holds a seat of the body, and each that was masked before."""
    masked = meeting.name_decisions.filter(
        kind=Kind.NAME, decision=NameDecision.Decision.MASKED
    ).values_list("text", flat=True)
    held = Tenure.objects.filter(seat__body=meeting.body_id).values_list("name", flat=True)
    names = {*held, *masked, *(name for look_up in _look_ups for name in look_up(meeting.body))}
    return {name.strip() for name in names if name.strip()}
