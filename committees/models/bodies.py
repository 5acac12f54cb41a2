"""Bodies that meet, and their seats."""

from collections.abc import Collection, Iterator
from typing import ClassVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Deferrable, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.address_names import AddressNameField
from civicforum.people.models import Department
from civicforum.people.scope import Scope
from civicforum.record.models import Entry, RecordModel
from civicforum.record.states import EntryState


class Body(Entry):
    """Any body that meets: a working council, a subcommittee, a Daul-madang panel.

    Attendance, agenda and minutes hang from here, so they exist once for all of them.
    """

    KIND: ClassVar = Entry.Kind.BODY

    # Named, because entries that are part of a body have a field of that name.
    entry_ptr = models.OneToOneField(
        Entry, models.CASCADE, parent_link=True, primary_key=True, related_name="as_body"
    )

    class Form(models.TextChoices):
        WORKING_COUNCIL = "working_council", _("Working council")
        SUBCOMMITTEE = "subcommittee", _("Subcommittee")
        PANEL = "panel", _("Panel")

    class Quorum(models.TextChoices):
        NONE = "", _("No rule")
        THIRD = "third", _("A third or more")
        HALF = "half", _("Half or more")
        MAJORITY = "majority", _("More than half")
        TWO_THIRDS = "two_thirds", _("Two thirds or more")

    form = models.CharField(_("form"), max_length=20, choices=Form)
    slug = AddressNameField(_("address name"))
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name=_("department"), null=True, blank=True
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("belongs to"), null=True, blank=True
    )
    # The rules it meets by, from its ordinance or its own bylaws.
    quorum = models.CharField(
        _("quorum"),
        max_length=12,
        choices=Quorum,
        blank=True,
        help_text=_("Of the seats that are filled on the day."),
    )
    delegates_count = models.BooleanField(
        _("delegates count"),
        default=False,
        help_text=_("Whether a seat that is delegated counts for the quorum."),
    )
    notice_days = models.PositiveSmallIntegerField(
        _("days of notice"),
        null=True,
        blank=True,
        help_text=_("How many days before a meeting its notice and agenda must be out."),
    )
    circulation_days = models.PositiveSmallIntegerField(
        _("days to confirm minutes"),
        default=7,
        help_text=_("How long members have to confirm the minutes or to ask for a change."),
    )
    publication_days = models.PositiveSmallIntegerField(
        _("days to publish minutes"),
        null=True,
        blank=True,
        help_text=_("Within how many days after a meeting its minutes must be public."),
    )
    attendance_fee = models.PositiveIntegerField(
        _("attendance fee (won)"), default=0, help_text=_("For each meeting and seat.")
    )
    rules_source = models.CharField(
        _("where its rules stand"),
        max_length=200,
        blank=True,
        help_text=_("The ordinance or bylaws, with the article."),
    )

    scope: ClassVar = Scope(city="city", department="department")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["address"]

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Refuse a body that belongs to itself."""
        super().clean_fields(exclude)
        if self.pk and self.parent_id == self.pk and "parent" not in (exclude or ()):
            raise ValidationError({"parent": _("A body cannot belong to itself.")})

    def compose_address(self) -> str:
        """`committees/yeongdeungpo/working-council`."""
        return f"committees/{self.city.slug}/{self.slug}"

    def told(self) -> Iterator[str]:
        """The department and the roles of the seats."""
        yield str(self.department or "")
        yield from self.seats.filter(Seat.public_besides()).values_list("role", flat=True)


class Seat(RecordModel):
    """A seat of a body: a role, and whom it stands for; its holder's name lives apart."""

    body = models.ForeignKey(Body, models.CASCADE, verbose_name=_("body"), related_name="seats")
    order = models.PositiveSmallIntegerField(_("order"))
    role = models.CharField(_("role"), max_length=50)
    stands_for = models.ForeignKey(
        Body,
        models.PROTECT,
        verbose_name=_("stands for (body)"),
        related_name="seats_elsewhere",
        null=True,
        blank=True,
    )
    stands_for_department = models.ForeignKey(
        Department,
        models.PROTECT,
        verbose_name=_("stands for (department)"),
        related_name="seats",
        null=True,
        blank=True,
    )
    no_fee = models.BooleanField(
        _("no attendance fee"),
        default=False,
        help_text=_("Such as the seat of an officer, who attends on duty."),
    )
    #: The draft whose list of attendance it was made from; it goes with it.
    made_with = models.ForeignKey(
        "committees.Meeting",
        models.CASCADE,
        verbose_name=_("made with the minutes of"),
        related_name="seats_made",
        null=True,
        editable=False,
    )

    scope: ClassVar = Scope(city="body__city", department="body__department")
    published_through: ClassVar = "body"
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["body", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "order"], name="seat_order", deferrable=Deferrable.IMMEDIATE
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.role}".strip()

    @property
    def group(self) -> str:
        """The name of the body or department the seat stands for, or ""; for staff and members."""
        return str(self.stands_for or self.stands_for_department or "")

    @property
    def shown_group(self) -> str:
        """What the public reads as its group: a body only while that is public.

        `committees.reports.shown_group` says it in a query.
        """
        body = self.stands_for if self.stands_for and self.stands_for.is_public else None
        return str(body or self.stands_for_department or "")

    @classmethod
    def public_besides(cls) -> Q:
        """A seat made with draft minutes becomes public with them, or with others that list it."""
        attended = apps.get_model("committees", "Attendance").objects.filter(seat=OuterRef("pk"))
        listed = attended.filter(meeting__state=EntryState.PUBLISHED, meeting__withheld="")
        return (
            Q(made_with=None)
            | Q(made_with__state=EntryState.PUBLISHED, made_with__withheld="")
            | Q(Exists(listed))
        )
