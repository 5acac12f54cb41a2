"""Results-sharing events and what is presented there."""

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.db.models import Deferrable
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.address_names import AddressNameField
from civicforum.kit.dates import written_date
from civicforum.kit.years import DayField
from civicforum.people.models import Department
from civicforum.people.scope import Scope
from civicforum.record.models import Entry, RecordModel
from committees.models.bodies import Body
from committees.models.meetings import Meeting
from committees.models.projects import Project


class SharingEvent(Entry):
    """An event at which bodies share their results (성과공유회)."""

    KIND: ClassVar = Entry.Kind.EVENT

    slug = AddressNameField(_("address name"))
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name=_("department"), null=True, blank=True
    )
    planned_at = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("planned at"), null=True, blank=True
    )
    date = DayField(_("date"))
    starts = models.TimeField(_("starts"), null=True, blank=True)
    ends = models.TimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    audience = models.CharField(_("audience"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    scope: ClassVar = Scope(city="city", department="department")
    subject_rows: ClassVar = {
        "programme": lambda own, order: own.programme.filter(order=order),
        "presentations": lambda own, order: own.presentations.filter(order=order),
    }
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("results-sharing event")
        verbose_name_plural = _("results-sharing events")
        ordering = ["-date"]

    def compose_address(self) -> str:
        """`committees/yeongdeungpo/events/2018-results-sharing`."""
        return f"committees/{self.city.slug}/events/{self.slug}"

    def told(self) -> Iterator[str]:
        """Date, place, audience, programme and the presented projects."""
        yield f"{written_date(self.date)} {self.place}".strip()
        yield self.audience
        yield from self.programme.values_list("text", flat=True)
        yield from self.presentations.values_list("title", flat=True)


class ProgrammeItem(RecordModel):
    """A point of an event's programme."""

    event = models.ForeignKey(
        SharingEvent, models.CASCADE, verbose_name=_("event"), related_name="programme"
    )
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("text"), max_length=200)

    scope: ClassVar = Scope(city="event__city", department="event__department")
    published_through: ClassVar = "event"
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("programme item")
        verbose_name_plural = _("programme items")
        ordering = ["event", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "order"],
                name="programme_item_order",
                deferrable=Deferrable.IMMEDIATE,
            )
        ]

    def __str__(self) -> str:
        return self.text


class Presentation(RecordModel):
    """A project that a subcommittee presents; the presenter by role, without a name."""

    event = models.ForeignKey(
        SharingEvent, models.CASCADE, verbose_name=_("event"), related_name="presentations"
    )
    order = models.PositiveSmallIntegerField(_("order"))
    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("presented by (body)"))
    title = models.CharField(_("project"), max_length=200)
    presenter = models.CharField(_("presenter (role)"), max_length=50)
    project = models.ForeignKey(
        Project,
        models.PROTECT,
        verbose_name=_("project of a plan"),
        null=True,
        blank=True,
        related_name="presentations",
        help_text=_("Where what was presented is a project that has a page here."),
    )

    scope: ClassVar = Scope(city="event__city", department="event__department")
    published_through: ClassVar = "event"
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("presentation")
        verbose_name_plural = _("presentations")
        ordering = ["event", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "order"],
                name="presentation_order",
                deferrable=Deferrable.IMMEDIATE,
            )
        ]

    def __str__(self) -> str:
        return self.title
