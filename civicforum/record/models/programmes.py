"""Why and how a city runs one of the jobs: its aims and principles."""

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.db.models import Deferrable
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.dates import written_date
from civicforum.people.scope import Scope
from civicforum.record.models.base import RecordModel
from civicforum.record.models.entries import Entry


class Programme(Entry):
    """A city's standing programme for one job; its page lists what the city did in it."""

    KIND: ClassVar = Entry.Kind.PROGRAMME

    class Job(models.TextChoices):
        ROUNDTABLES = "roundtables", _("Citizen roundtables")
        DAULMADANG = "daulmadang", _("Daul-madang")
        COMMITTEES = "committees", _("Committees")

    job = models.CharField(_("job"), max_length=12, choices=Job)

    subject_rows: ClassVar = {
        "points": lambda own, order: own.points.filter(order=order),
        "duties": lambda own, key: own.commitments.filter(key=f"{own.address}/duties/{key}"),
    }
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def compose_address(self) -> str:
        """`roundtables/jeonju`: there is one programme per job and city."""
        return f"{self.job}/{self.city.slug}"

    def told(self) -> Iterator[str]:
        """The points of the programme and what is to be done in it, by when."""
        yield from self.points.values_list("text", flat=True)
        for title, due in self.commitments.values_list("title", "due"):
            yield f"{title} {written_date(due)}".strip()


class ProgrammePoint(RecordModel):
    """One aim, principle or frame of a programme.

    Aims and frames carry over as they stand; what a document explains at length is summed up.
    """

    class Kind(models.TextChoices):
        BACKGROUND = "background", _("Background")
        AIM = "aim", _("Aim")
        PRINCIPLE = "principle", _("Principle")
        SCOPE = "scope", _("Subject")
        COMPOSITION = "composition", _("Composition")

    #: The kinds that are summaries in the portal's words.
    SUMMARIES: ClassVar = (Kind.BACKGROUND, Kind.PRINCIPLE)

    programme = models.ForeignKey(
        Programme, models.CASCADE, verbose_name=_("programme"), related_name="points"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("text"), max_length=300)

    scope: ClassVar = Scope(city="programme__city")
    published_through: ClassVar = "programme"
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("programme point")
        verbose_name_plural = _("programme points")
        ordering = ["programme", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "order"],
                name="programme_point_order",
                deferrable=Deferrable.IMMEDIATE,
            )
        ]

    def __str__(self) -> str:
        return self.text
