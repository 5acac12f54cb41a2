"""Who sits on a panel, from when until when."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Left, Length
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.partial_dates import PartialDateField
from civicforum.people.scope import Scope
from civicforum.record.models import Sourced
from daulmadang.models.panels import Panel


def _not_before_appointed(name: str) -> Q:
    """The condition that a date is empty or, as far as both are known, not before `appointed`."""
    as_exact = Left("appointed", Length(name))
    return Q(**{name: ""}) | Q(appointed="") | Q(**{f"{name}__gte": as_exact})


class Member(Sourced):
    """A person appointed to a panel (위촉) and, one day, released (해촉).

    The list is for staff; no public page reads it.
    """

    class Kind(models.TextChoices):
        CITIZEN = "citizen", _("Citizen")
        EXPERT = "expert", _("Expert")
        GROUP = "group", _("Group")
        COUNCIL = "council", _("Council member")
        OFFICER = "officer", _("Officer")

    panel = models.ForeignKey(
        Panel, models.PROTECT, verbose_name=_("panel"), related_name="members"
    )
    name = models.CharField(_("name"), max_length=50)
    affiliation = models.CharField(_("affiliation"), max_length=100, blank=True)
    kind = models.CharField(_("kind of seat"), max_length=10, choices=Kind, default=Kind.CITIZEN)
    is_chair = models.BooleanField(_("chairs the panel"), default=False)
    appointed = PartialDateField(_("appointed"))
    term_ends = PartialDateField(_("term ends"))
    released = PartialDateField(_("released"))
    release_reason = models.CharField(_("reason of the release"), max_length=200, blank=True)

    scope: ClassVar = Scope(city="panel__city", department="panel__department")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["panel", "-is_chair", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "name", "appointed"],
                name="member_once",
                violation_error_message=_("This person was appointed to this panel already."),
            ),
            models.UniqueConstraint(
                fields=["panel"],
                condition=Q(is_chair=True, released=""),
                name="member_one_chair",
                violation_error_message=_("The panel has a chair already. Release that one first."),
            ),
            models.CheckConstraint(
                condition=_not_before_appointed("released"),
                name="member_released_after_appointed",
                violation_error_message=_("The release must not lie before the appointment."),
            ),
            models.CheckConstraint(
                condition=_not_before_appointed("term_ends"),
                name="member_term_ends_after_appointed",
                violation_error_message=_("The term must not end before the appointment."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
