"""A roundtable, its sittings and the teams of each sitting."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from django.db import models
from django.db.models import Deferrable
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.address_names import AddressNameField
from civicforum.kit.dates import written_date
from civicforum.kit.weekdays import WeekdayField
from civicforum.kit.years import DayField
from civicforum.people.scope import Scope
from civicforum.record.models import Entry, RecordModel
from roundtables.names import shown_name


class Roundtable(Entry):
    """One topic that citizens deliberated (시민 원탁회의, 대토론회)."""

    KIND: ClassVar = Entry.Kind.ROUNDTABLE
    names_people: ClassVar = True

    # Named, because entries that are part of a roundtable have a field of that name.
    entry_ptr = models.OneToOneField(
        Entry, models.CASCADE, parent_link=True, primary_key=True, related_name="as_roundtable"
    )

    slug = AddressNameField(_("address name"))
    number = models.PositiveSmallIntegerField(_("number"))
    slogan = models.CharField(_("slogan"), max_length=200, blank=True)
    team_word = models.CharField(
        _("word for a team"), max_length=5, default="팀", help_text=_("The city says 조 or 팀.")
    )
    attendance = models.PositiveIntegerField(_("attendance"), null=True, blank=True)
    attendance_is_about = models.BooleanField(_("attendance is approximate"), default=False)
    attendance_note = models.CharField(_("who attended"), max_length=200, blank=True)
    method = models.TextField(_("method"), blank=True)
    sittings_note = models.CharField(
        _("how often, in the document's words"),
        max_length=50,
        blank=True,
        help_text=_("Such as 3일(4회)."),
    )

    scope: ClassVar = Scope(city="city")
    subject_rows: ClassVar = {
        "session": lambda own, number: own.sessions.filter(number=number),
        "figures": lambda own, code: own.figure_groups.filter(code=code),
    }
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("roundtable")
        verbose_name_plural = _("roundtables")
        ordering = ["number"]

    def compose_address(self) -> str:
        """`roundtables/jeonju/2018-garden-city`."""
        return f"roundtables/{self.city.slug}/{self.slug}"

    def names_to_mask(self) -> Iterator[str]:
        """The winners whose names the public does not read whole."""
        for award in self.awards.exclude(person_name=""):
            if shown_name(award.person_name, award.name_basis, self.city) != award.person_name:
                yield award.person_name

    def told(self) -> Iterator[str]:
        """All that its page states; of winners only the names that it shows."""
        yield self.slogan
        yield self.method
        if self.attendance:
            about = "여" if self.attendance_is_about else ""
            yield f"참석 {self.attendance}{about}명 {self.attendance_note}".strip()
        yield self.sittings_note
        for session in self.sessions.all():
            words = [written_date(session.date), session.label, session.venue, session.topic]
            yield " ".join(filter(None, words))
            for team in session.teams.exclude(label=""):
                yield f"{team.number}{self.team_word} {team.label}"
        for group in self.figure_groups.prefetch_related("figures"):
            total = "" if group.stated_total is None else f"{group.stated_total}{group.unit}"
            yield f"{group.title} {total}".strip()
            yield from (f"{one.label} {one.value}{group.unit}" for one in group.figures.all())
        for award in self.awards.prefetch_related("honours"):
            name = shown_name(award.person_name, award.name_basis, self.city)
            yield f"{award.get_kind_display()} {name}".strip()
            for honour in award.honours.all():
                yield f"{honour.get_kind_display()} {written_date(honour.on)}".strip()


class Session(RecordModel):
    """One sitting of a roundtable; team numbers start again in each."""

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        HYBRID = "hybrid", _("In person and online")
        ONLINE = "online", _("Online")

    roundtable = models.ForeignKey(
        Roundtable, models.CASCADE, verbose_name=_("roundtable"), related_name="sessions"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    date = DayField(_("date"))
    stated_weekday = WeekdayField(_("weekday the document states"))
    starts = models.TimeField(_("starts"), null=True, blank=True)
    ends = models.TimeField(_("ends"), null=True, blank=True)
    label = models.CharField(_("label"), max_length=30, blank=True)
    venue = models.CharField(_("venue"), max_length=100, blank=True)
    rooms = models.PositiveSmallIntegerField(_("rooms"), default=1)
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.IN_PERSON)
    streams = models.CharField(_("broadcast"), max_length=100, blank=True)
    topic = models.CharField(_("topic"), max_length=100, blank=True)

    scope: ClassVar = Scope(city="roundtable__city")
    published_through: ClassVar = "roundtable"
    subject_names: ClassVar = {"weekday": "stated_weekday"}
    carried: ClassVar = ("roundtable_id", "number", "label")
    trades_along: ClassVar = ("entry_address",)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["roundtable", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["roundtable", "number"],
                name="session_number",
                deferrable=Deferrable.IMMEDIATE,
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gt=models.F("starts")),
                name="session_ends_after_start",
                violation_error_message=_("The end must lie after the start."),
            ),
        ]

    def __str__(self) -> str:
        return " · ".join(filter(None, [str(self.date), self.label, str(self.roundtable)]))

    def carries(self) -> Iterator[Entry]:
        """The proposals of its teams, and the ideas that were voted on."""
        for team in self.teams.all():
            yield from team.carries()
        for tally in self.tallies.select_related("idea"):
            yield tally.idea


class Team(RecordModel):
    """A table of a sitting (조, 팀)."""

    session = models.ForeignKey(
        Session, models.CASCADE, verbose_name=_("session"), related_name="teams"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    label = models.CharField(_("label"), max_length=50, blank=True)

    scope: ClassVar = Scope(city="session__roundtable__city")
    published_through: ClassVar = "session__roundtable"
    carried: ClassVar = ("session_id", "number", "label")
    trades_along: ClassVar = ("entry_address",)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["session", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"],
                name="team_number_per_session",
                deferrable=Deferrable.IMMEDIATE,
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.session}"

    def carries(self) -> Iterable[Entry]:
        """Its proposals."""
        return self.proposals.all()

    @property
    def name(self) -> str:
        """The number with the city's own word, such as 1조; reads session and roundtable."""
        return f"{self.number}{self.session.roundtable.team_word}"
