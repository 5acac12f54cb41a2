"""The states of an inspection's sheet, and every legal move between them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class SheetState(models.TextChoices):
    """Where the sheet of a panel stands between its department and the clerk."""

    OPEN = "open", pgettext_lazy("sheet", "Open")
    SUBMITTED = "submitted", pgettext_lazy("sheet", "Submitted")
    RETURNED = "returned", pgettext_lazy("sheet", "Returned")
    ACCEPTED = "accepted", pgettext_lazy("sheet", "Accepted")


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
