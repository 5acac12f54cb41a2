"""The states of minutes before they are public, and every legal move between them.

Publication itself is the entry's own move (`record.states`): only approved minutes make it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MinutesState(models.TextChoices):
    """Where the minutes of a meeting stand on their way to publication."""

    DRAFT = "draft", _("Being written")
    CIRCULATED = "circulated", _("With the members")
    APPROVED = "approved", _("Minutes agreed")


MINUTES_MOVES: frozenset[tuple[MinutesState, MinutesState]] = frozenset(
    {
        (MinutesState.DRAFT, MinutesState.CIRCULATED),
        (MinutesState.CIRCULATED, MinutesState.DRAFT),
        (MinutesState.CIRCULATED, MinutesState.APPROVED),
        (MinutesState.DRAFT, MinutesState.APPROVED),  # agreed elsewhere: old minutes, by hand
        (MinutesState.APPROVED, MinutesState.DRAFT),
    }
)


class FileState(models.TextChoices):
    """Where a file with minutes stands between its upload and the record."""

    WAITING = "waiting", _("Waiting to be read")
    READING = "reading", _("Being read")
    READ = "read", _("Read, to be reviewed")
    FAILED = "failed", _("Could not be read")
    ACCEPTED = "accepted", _("Became a draft")
    DISCARDED = "discarded", _("Discarded")
