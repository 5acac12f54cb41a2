"""Commitments: who owes what by when."""

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _translated
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.dates import format_partial
from civicforum.kit.mail import Letter
from civicforum.kit.partial_dates import PartialDateField
from civicforum.people.models import City, Department
from civicforum.people.scope import Scope
from civicforum.record.models.base import PublicManager, RecordModel
from civicforum.record.models.entries import Entry

#: Of the city's own time with the portal, or asked by the portal itself.
OWN = Q(due_on__gte=F("city__live_since")) | Q(asked_on__isnull=False, due_on__isnull=False)


def overdue_on(day: Any) -> Q:
    """Return the condition that a commitment is owed and its day lies before another."""
    return Q(OWN, done="", due_on__lt=day)


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def own(self) -> "CommitmentQuerySet":
        """Commitments of the city's own time with the portal, done or not."""
        return self.filter(OWN)

    def live(self) -> "CommitmentQuerySet":
        """Open commitments of the city's own time with the portal: `is_owed` in SQL."""
        return self.own().filter(done="")

    def telling_on(self, on: dt.date, horizon: dt.timedelta) -> "CommitmentQuerySet":
        """Open commitments of which somebody may have to be told on the day."""
        asked = Q(asked_on__lte=on, due_on__gte=on)
        return self.live().filter(Q(due_on__lte=on + horizon) | asked)


class Commitment(RecordModel):
    """Something owed: yearly duties, inspections, answers, action items, publications.

    `due` is as exact as it was promised; `due_on` is the day it falls due (the last
    working day of a month) and is set by the services. `done` is when it was done.
    """

    class Kind(models.TextChoices):
        DUTY = "duty", _("Yearly duty")
        ACTION = "action", _("Action item")
        ANSWER = "answer", _("Answer")
        PUBLICATION = "publication", _("Publication")
        INVITATION = "invitation", _("Invitation")
        CONFIRMATION = "confirmation", _("Confirmation")

    KIND: ClassVar[str] = ""
    #: Whether its letter is for its owner alone and stands in no digest, as one with a secret link.
    told_alone: ClassVar[bool] = False
    #: What its line in a digest is made of, to be read with it.
    told_with: ClassVar[tuple[str, ...]] = ("city", "department", "entry__within")

    key = models.CharField(_("identifier"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    city = models.ForeignKey(
        City, models.PROTECT, verbose_name=_("city"), related_name="commitments"
    )
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name=_("owed by"), null=True, blank=True
    )
    owed_by = models.CharField(_("owed by (role)"), max_length=100, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("owed by (person)"),
        null=True,
        blank=True,
        editable=False,
        related_name="commitments",
        help_text=_("Told instead of the department's officers."),
    )
    entry = models.ForeignKey(
        Entry,
        models.PROTECT,
        verbose_name=_("concerns"),
        null=True,
        blank=True,
        related_name="commitments",
    )
    due = PartialDateField(_("due"))
    due_on = models.DateField(_("falls due on"), null=True, blank=True, editable=False)
    asked_on = models.DateField(
        _("asked on"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("From this day whoever owes it is told, until a nearer reminder is due."),
    )
    done = PartialDateField(_("done"))
    topic = models.CharField(
        _("topic"),
        max_length=30,
        blank=True,
        editable=False,
        help_text=_("What decides by which rule it reminds; set by the services."),
    )
    due_since = models.DateField(
        _("due then since"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Since when it falls due on that day: no reminder is late before it."),
    )

    speaks_about: ClassVar = True
    scope: ClassVar = Scope(city="city", department="department")
    published_through: ClassVar = "entry"
    objects: ClassVar[models.Manager[Any]] = CommitmentQuerySet.as_manager()
    public: ClassVar[Any] = PublicManager.from_queryset(CommitmentQuerySet)()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["due", "key"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(done=""), name="commitment_open_due"),
            # A sweep looks for either; without both it would read all that is still to come.
            models.Index(
                fields=["asked_on"],
                condition=Q(done="", asked_on__isnull=False),
                name="commitment_open_asked",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def compose_topic(self) -> str:
        """What it is about, for the city's rules of reminding: its kind; kinds may be finer."""
        return self.kind

    @classmethod
    def topics(cls) -> dict[str, Any]:
        """What its kind may be about, with the name of each."""
        return {cls.KIND: cls.Kind(cls.KIND).label}

    def about(self) -> str:
        """The panel, body or other whole it is about; "" where its title names it, or none is."""
        entry = self.entry
        if entry is None or entry.kind == Entry.Kind.PROGRAMME:
            return ""
        whole = (entry.within or entry).title
        return "" if whole in self.title else whole

    def whose(self) -> str:
        """Who owes it."""
        return str(self.department or self.owed_by)

    def letter(self) -> Letter:
        """What whoever owes it is told by mail, in the language in use; kinds say their own."""
        due = format_partial(str(self.due_on), weekday=True)
        what = {"city": self.city, "title": self.title, "due": due}
        subject = _translated("[%(city)s] %(title)s is due on %(due)s") % what
        body = _translated("%(title)s falls due on %(due)s. Open the portal: %(url)s") % {
            **what,
            "url": f"{settings.SITE_URL}/admin/",
        }
        return Letter(subject, body)
