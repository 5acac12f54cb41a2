"""The states of an inspection's sheet, and every legal move between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SheetState(models.TextChoices):
    """Where the sheet of a panel stands between its department and the clerk."""

    OPEN = "open", _("Open")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")


#: (from, to): who may is in policy.py.
SHEET_MOVES: frozenset[tuple[SheetState, SheetState]] = frozenset(
    {
        (SheetState.OPEN, SheetState.SUBMITTED),
        (SheetState.RETURNED, SheetState.SUBMITTED),
        (SheetState.SUBMITTED, SheetState.RETURNED),
        (SheetState.SUBMITTED, SheetState.ACCEPTED),
    }
)
#: In which the department writes.
WRITABLE = frozenset({SheetState.OPEN, SheetState.RETURNED})
