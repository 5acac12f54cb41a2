"""What is owed, and what documents report as still to come."""

import datetime as dt
from typing import Any

from civicforum.kit.prepared import Prepared
from civicforum.record.models import Commitment
from civicforum.record.silence import told

_OWED = Prepared(
    lambda until: told(Commitment.public.live())
    .filter(due_on__lte=until)
    .order_by("due_on")[:6],
    "key", "title", "due_on", "owed_by", "department__name", "city__name", "entry__address",
    keys=(dt.date,),
)  # fmt: skip
_PROMISED = Prepared(
    lambda: told(Commitment.public.filter(done="", city__live_since__isnull=True)).order_by(
        "due", "key"
    )[:8],
    "key", "title", "due", "city__name", "owed_by", "document__known_until", "entry__address",
    keys=(),
)  # fmt: skip


def owed(on: dt.date) -> list[dict[str, Any]]:
    """Return the first public commitments that are overdue or due within 30 days of the day."""
    return _OWED(on + dt.timedelta(days=30))


def promised() -> list[dict[str, Any]]:
    """Return what documents report as still to come: open, yet owed to nobody by the portal."""
    return _PROMISED()
