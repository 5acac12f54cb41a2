"""The states of what the public can see, and every legal move between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryState(models.TextChoices):
    """Where an entry stands on its way to the public."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted for approval")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


#: (from, to): who is asked for it is in policy.py.
ENTRY_MOVES: frozenset[tuple[EntryState, EntryState]] = frozenset(
    {
        (EntryState.DRAFT, EntryState.SUBMITTED),
        (EntryState.SUBMITTED, EntryState.DRAFT),
        (EntryState.DRAFT, EntryState.PUBLISHED),
        (EntryState.SUBMITTED, EntryState.PUBLISHED),
        (EntryState.PUBLISHED, EntryState.WITHDRAWN),
        (EntryState.WITHDRAWN, EntryState.DRAFT),
    }
)


class NoticeState(models.TextChoices):
    """Where a notice stands between the ledger and the recipient."""

    PENDING = "pending", _("Waiting")
    CLAIMED = "claimed", _("Being sent")
    SENT = "sent", _("Sent")
    DROPPED = "dropped", _("No longer needed")
    FAILED = "failed", _("Failed")
    UNCERTAIN = "uncertain", _("Uncertain")
    BOUNCED = "bounced", _("Came back")


#: What did not arrive, or may not have.
IN_TROUBLE = (NoticeState.FAILED, NoticeState.UNCERTAIN, NoticeState.BOUNCED)
