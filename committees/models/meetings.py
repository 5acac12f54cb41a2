"""Meetings of a body and their agenda: what was decided, and what it was about."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

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
from civicforum.record.models import Change, Entry, RecordModel
from committees.models.bodies import Body
from committees.models.withholding import WithheldField, shown
from committees.states import MinutesState

if TYPE_CHECKING:
    from civicforum.people.models import User


class Meeting(Entry):
    """The Nth meeting of a body, with what its minutes state of it."""

    KIND: ClassVar = Entry.Kind.MEETING
    freezes: ClassVar = True
    told_by_whole: ClassVar = True
    carried: ClassVar = (*Entry.carried, "withheld")
    moved: ClassVar = ("minutes_state", "publish_at", "publish_by_id", "publish_edition")

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
    publish_edition = models.CharField(
        _("edition to be published"), max_length=50, blank=True, editable=False
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

    def carries(self) -> Iterator[Entry]:
        """What is part of it, and its body, which tells of seats that came with public minutes."""
        yield self.body
        yield from super().carries()

    def compose_address(self) -> str:
        """`committees/yeongdeungpo/working-council/14`."""
        return f"{self.body.address}/{self.number}"

    def hindrances(self) -> Iterator[str]:
        """What is missing until its minutes can be public."""
        from committees.reports.readiness import sentences  # which reads the models

        return sentences(self)

    def after_move(self, actor: "User") -> None:
        """No time stands any more; what goes with being public is done."""
        from committees.services.publication import settle_move  # which writes the models

        settle_move(self, actor)

    def after_decision(self, change: Change, actor: "User", reason: str) -> None:
        """Of public minutes it is a correction like any other, with its number."""
        from committees.services.corrections import correct_by_decision  # which writes the models

        correct_by_decision(self, change, actor=actor, reason=reason)

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
        return title_shown(self.title, self.number, self.withheld)

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


def title_shown(title: str, number: int | None, withheld: str | None) -> str:
    """What the public calls a meeting; any other entry has neither number nor ground."""
    if withheld:
        return gettext("Meeting no. %(number)s") % {"number": number}
    return title


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
