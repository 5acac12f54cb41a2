"""Meetings of a body: attendance, agenda, what was said and decided."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Deferrable
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.dates import format_date, written_date
from civicforum.kit.weekdays import WeekdayField
from civicforum.kit.years import DayField
from civicforum.people.scope import Scope
from civicforum.record.models import Entry, RecordModel
from committees.models.bodies import Body, Seat
from committees.models.withholding import shown
from committees.states import MinutesState


class WithheldField(models.CharField):
    """The legal ground on which something is withheld from the public; "" where it is shown."""

    def __init__(self, **options: Any) -> None:
        options |= {"max_length": 200, "blank": True}
        super().__init__(_("withheld on the ground of"), **options)

    def deconstruct(self) -> Any:
        """Leave out what every such field has."""
        name, path, args, options = super().deconstruct()
        for own in ("verbose_name", "max_length", "blank"):
            options.pop(own, None)
        return name, path, args, options


class Meeting(Entry):
    """The Nth meeting of a body, with what its minutes state of it."""

    KIND: ClassVar = Entry.Kind.MEETING
    freezes: ClassVar = True
    moved: ClassVar = ("minutes_state", "publish_at", "publish_by_id")

    class Form(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("In person and online")
        WRITING = "writing", _("In writing")

    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="meetings")
    number = models.PositiveSmallIntegerField(_("number"))
    date = DayField(_("date"))
    stated_weekday = WeekdayField(_("weekday the document states"))
    starts = models.TimeField(_("starts"), null=True, blank=True)
    ends = models.TimeField(_("ends"), null=True, blank=True)
    form = models.CharField(_("held"), max_length=10, choices=Form, default=Form.IN_PERSON)
    place = models.CharField(_("place"), max_length=100, blank=True)
    link = models.URLField(
        _("link"), blank=True, help_text=_("For those who attend online; never public.")
    )
    recorder = models.CharField(_("recorder (role)"), max_length=50, blank=True)
    main_points = models.TextField(_("main points"), blank=True, help_text=_("One per line."))
    next_meeting = models.CharField(_("next meeting"), max_length=200, blank=True)
    notes = models.TextField(
        _("notes before the agenda"), blank=True, help_text=_("What is no speech, one per line.")
    )
    remarks = models.TextField(_("remarks"), blank=True)
    withheld = WithheldField()
    minutes_state = models.CharField(
        _("state of the minutes"),
        max_length=10,
        choices=MinutesState,
        default=MinutesState.DRAFT,
        editable=False,
    )
    publish_at = models.DateTimeField(_("to be published at"), null=True, editable=False)
    publish_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("publication scheduled by"),
        null=True,
        editable=False,
        related_name="+",
    )
    check_in_code = models.CharField(
        _("code to check in"), max_length=22, blank=True, editable=False
    )

    scope: ClassVar = Scope(city="city", department="body__department")
    withheld_through: ClassVar = ("",)
    subject_rows: ClassVar = {
        "agenda": lambda own, number: own.agenda.filter(number=number),
        "stated": lambda own, code: own.stated_figures.filter(code=code),
    }
    # The page shows the totals of the minutes, not what the attendance list adds up to.
    subject_names: ClassVar = {
        "weekday": "stated_weekday",
        "present": "stated/present/value",
        "delegated": "stated/delegated/value",
        "absent": "stated/absent/value",
        "not_present": "stated/not_present/value",
    }
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["body", "number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="meeting_number_per_body"),
            models.UniqueConstraint(
                fields=["check_in_code"],
                condition=~models.Q(check_in_code=""),
                name="meeting_check_in_code",
            ),
        ]

    def container(self) -> Entry:
        """The body that met."""
        return self.body

    def compose_address(self) -> str:
        """`committees/yeongdeungpo/working-council/14`."""
        return f"{self.body.address}/{self.number}"

    def hindrances(self) -> Iterator[str]:
        """What is missing until its minutes can be public."""
        from committees.reports.readiness import sentences  # which reads the models

        return sentences(self)

    def closed_because(self) -> str:
        """The text of minutes stays as the members read and agreed it."""
        match self.minutes_state:
            case MinutesState.CIRCULATED:
                return gettext(
                    "The minutes are with the members, so their text is closed. "
                    "Take them back to draft first, then change them."
                )
            case MinutesState.APPROVED:
                return gettext(
                    "The minutes are agreed, so their text is closed. "
                    "Take them back to draft first, then change them."
                )
        return ""

    @property
    def day(self) -> str:
        """The date as the document gives it, with the weekday it states."""
        return format_date(self.date, stated=self.stated_weekday)

    @property
    def shown_title(self) -> str:
        """What the public calls it: its title, or only its number where it is withheld."""
        if self.withheld:
            return gettext("Meeting no. %(number)s") % {"number": self.number}
        return self.title

    def told(self) -> Iterator[str]:
        """Date, place, recorder, main points, agenda, decisions, and who said what.

        Nothing of it that is withheld.
        """
        if self.withheld:
            yield written_date(self.date)
            return
        yield f"{written_date(self.date)} {self.place}".strip()
        yield self.recorder
        yield from self.main_points.splitlines()
        yield from self.notes.splitlines()
        for item in shown(self.agenda):
            yield from item.told()
        for speaker, text, summary in shown(self.speeches).values_list(
            "speaker", "text", "summary"
        ):
            yield f"{speaker} {text or summary}"
        for title, lines in self.attached_lists.values_list("title", "lines"):
            yield from (title, *lines.splitlines())
        yield from shown(self.papers).values_list("title", flat=True)
        yield self.next_meeting
        yield from self.remarks.splitlines()


class AgendaItem(RecordModel):
    """An item of a meeting's agenda and what came out of it."""

    class Decision(models.TextChoices):
        NONE = "", _("Not recorded")
        INFORMED = "informed", _("Informed")
        AGREED = "agreed", _("Agreed")
        AMENDED = "amended", _("Agreed with changes")
        REJECTED = "rejected", _("Rejected")
        DEFERRED = "deferred", _("Deferred")
        REFERRED = "referred", _("Referred")

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="agenda"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True)
    outcome = models.TextField(_("what came out of it"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)
    notes = models.TextField(
        _("notes"), blank=True, help_text=_("What is no speech, one per line.")
    )
    withheld = WithheldField()

    scope: ClassVar = Scope(city="meeting__city", department="meeting__body__department")
    published_through: ClassVar = "meeting"
    withheld_through: ClassVar = ("", "meeting__")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="agenda_number", deferrable=Deferrable.IMMEDIATE
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def votes(self) -> dict[str, int]:
        """How the members voted, as far as that is recorded."""
        counts = {
            "for": self.votes_for, "against": self.votes_against, "abstained": self.abstentions
        }  # fmt: skip
        return {how: number for how, number in counts.items() if number is not None}

    def told(self) -> Iterator[str]:
        """Its title and what came out of it, its decision, conditions and notes."""
        yield f"{self.title} {self.outcome}".strip()
        if self.decision:
            yield str(self.get_decision_display())
        yield from self.conditions.splitlines()
        yield from self.notes.splitlines()


class Reference(RecordModel):
    """Something of the city's record that an agenda item is about: a plan, a project …"""

    agenda_item = models.ForeignKey(
        AgendaItem, models.CASCADE, verbose_name=_("agenda item"), related_name="references"
    )
    entry = models.ForeignKey(
        Entry, models.PROTECT, verbose_name=_("is about"), related_name="agenda_references"
    )

    speaks_about: ClassVar = True
    scope: ClassVar = Scope(
        city="agenda_item__meeting__city", department="agenda_item__meeting__body__department"
    )
    published_through: ClassVar = "agenda_item__meeting"
    withheld_through: ClassVar = ("agenda_item__", "agenda_item__meeting__")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["agenda_item", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agenda_item", "entry"], name="reference_once")
        ]

    def __str__(self) -> str:
        return f"{self.agenda_item} → {self.entry}"


class Attendance(RecordModel):
    """Whether a seat was filled at a meeting, as far as the minutes tell."""

    class Status(models.TextChoices):
        PRESENT = "present", _("Present")
        DELEGATED = "delegated", _("Delegated")
        ABSENT = "absent", _("Absent")
        UNKNOWN = "unknown", _("Not recorded")

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="attendance"
    )
    seat = models.ForeignKey(Seat, models.PROTECT, verbose_name=_("seat"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.UNKNOWN)
    delegated_to = models.CharField(
        _("delegated to"), max_length=50, blank=True, help_text=_("By role, never by name.")
    )
    is_excused = models.BooleanField(_("excused"), default=False)
    arrived = models.TimeField(_("came later, at"), null=True, blank=True)
    left = models.TimeField(_("left earlier, at"), null=True, blank=True)
    checked_in_at = models.DateTimeField(_("checked in at"), null=True, editable=False)
    note = models.CharField(_("note"), max_length=200, blank=True)

    scope: ClassVar = Scope(city="meeting__city", department="meeting__body__department")
    published_through: ClassVar = "meeting"
    withheld_through: ClassVar = ("meeting__",)
    together: ClassVar = {"seat": [("body", "meeting__body")]}
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["meeting", "seat__order"]
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_status_display()}"


class Observer(RecordModel):
    """Others who attended without a seat, by role: reporters, residents, officials."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="observers"
    )
    order = models.PositiveSmallIntegerField(_("order"))
    role = models.CharField(_("role"), max_length=100)
    people = models.PositiveSmallIntegerField(_("number of people"), default=1)

    scope: ClassVar = Scope(city="meeting__city", department="meeting__body__department")
    published_through: ClassVar = "meeting"
    withheld_through: ClassVar = ("meeting__",)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("observer")
        verbose_name_plural = _("observers")
        ordering = ["meeting", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "order"], name="observer_order", deferrable=Deferrable.IMMEDIATE
            )
        ]

    def __str__(self) -> str:
        return self.role


class Speech(RecordModel):
    """One speech in its place, by the speaker's role.

    `text` is what was said; `summary` is the portal's own, where only that is published.
    """

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="speeches"
    )
    agenda_item = models.ForeignKey(
        AgendaItem,
        models.RESTRICT,  # both go with their meeting
        verbose_name=_("agenda item"),
        related_name="speeches",
        null=True,
        blank=True,
    )
    order = models.PositiveSmallIntegerField(_("order"))
    speaker = models.CharField(_("speaker (role)"), max_length=50)
    seat = models.ForeignKey(
        Seat,
        models.PROTECT,
        verbose_name=_("speaker's seat"),
        related_name="speeches",
        null=True,
        blank=True,
    )
    text = models.TextField(_("what was said"), blank=True)
    summary = models.CharField(_("summary"), max_length=200, blank=True)
    said_at = models.PositiveIntegerField(_("seconds into the recording"), null=True, blank=True)
    withheld = WithheldField()
    #: Made by the editor that wrote it, so that a speech sent twice is stored once.
    key = models.UUIDField(_("key"), null=True, unique=True, editable=False)

    scope: ClassVar = Scope(city="meeting__city", department="meeting__body__department")
    published_through: ClassVar = "meeting"
    withheld_through: ClassVar = ("", "agenda_item__", "meeting__")
    together: ClassVar = {
        "agenda_item": [("meeting", "meeting")],
        "seat": [("body", "meeting__body")],
    }
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("speech")
        verbose_name_plural = _("speeches")
        ordering = ["meeting", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "order"], name="speech_order", deferrable=Deferrable.IMMEDIATE
            )
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.speaker}"
