"""Where what is owed is seen to.

The record does not know the pages: the apps whose pages they are tell it once.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from django.urls import reverse
from django.utils.translation import gettext as _

from civicforum.record.models import Commitment


class Desk(NamedTuple):
    """A page on which a commitment is seen to: what one does there, and its path."""

    what: str
    path: str


#: Gets a commitment as the table of its kind has it; None where it is none of the app's.
LookUp: TypeAlias = Callable[[Commitment], Desk | None]

_LOOK_UPS: list[LookUp] = []


def look_up_desks_with(look_up: LookUp) -> None:
    """Ask an app as well where something is seen to."""
    if look_up not in _LOOK_UPS:
        _LOOK_UPS.append(look_up)


def desk_of(commitment: Commitment) -> Desk:
    """Return where a commitment is seen to; without such a page, where staff see who was told."""
    for look_up in _LOOK_UPS:
        if desk := look_up(commitment):
            return desk
    return Desk(_("Who was told"), reverse("reminders_staff:commitment", args=[commitment.pk]))
