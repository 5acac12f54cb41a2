"""Entry: the one row, identity and address of anything the public can see."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Deferrable
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from civicforum.kit.addresses import localized, reserved_words
from civicforum.kit.names import without_names
from civicforum.kit.partial_dates import PartialDateField
from civicforum.people.models import City
from civicforum.people.scope import Scope
from civicforum.record.models.base import RecordModel
from civicforum.record.silence import told_points
from civicforum.record.states import EntryState

if TYPE_CHECKING:
    from civicforum.people.models import User

_ADDRESS = RegexValidator(
    r"^[a-z0-9-]+(/[a-z0-9-]+)*$",
    _("Use lower-case letters, digits and hyphens, with / between the parts."),
)


@dataclass(frozen=True)
class Change:
    """What became of a field of a row of an entry, as documents write it."""

    row: Any
    name: str
    before: str
    after: str


class Entry(RecordModel):
    """One thing the public can see, whichever job it came from.

    Roundtables, proposals, bodies, meetings … are entries (their tables extend this
    one), so search, links across jobs and poll options need to know only this.
    The address never changes once the entry has been published.
    """

    class Kind(models.TextChoices):
        PROGRAMME = "programme", _("Programme")
        ROUNDTABLE = "roundtable", _("Roundtable")
        PROPOSAL = "proposal", _("Proposal")
        IDEA = "idea", _("Idea")
        PANEL = "panel", _("Panel")
        OUTCOME = "outcome", _("Outcome")
        BODY = "body", _("Body")
        MEETING = "meeting", _("Meeting")
        PLAN = "plan", _("Plan")
        PROJECT = "project", _("Project")
        EVENT = "event", _("Event")
        MATTER = "matter", _("Matter")

    KIND: ClassVar[str] = ""
    #: Whether the searchable text holds names that the city may choose to mask.
    names_people: ClassVar[bool] = False
    #: Whether what is published stays as it is, in every city: only a correction changes it.
    freezes: ClassVar[bool] = False
    #: What only moves write: a form that was open meanwhile must not bring back what was.
    moved: ClassVar[tuple[str, ...]] = ()
    #: Whether what it is part of tells of it only while it is public.
    told_by_whole: ClassVar[bool] = False
    #: What is kept for the search by `refresh_search`; nobody writes it.
    SEARCHED: ClassVar[tuple[str, ...]] = ("text", "other_text", "masked_names")

    city = models.ForeignKey(City, models.PROTECT, verbose_name=_("city"), related_name="entries")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, editable=False)
    title = models.CharField(_("title"), max_length=200)
    address = models.CharField(
        _("address"),
        max_length=200,
        validators=[_ADDRESS],
        help_text=_("The permanent part of the page's address, without the first and last /."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=EntryState, default=EntryState.DRAFT, editable=False
    )
    within = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("part of"),
        null=True,
        blank=True,
        editable=False,
        related_name="parts",
    )
    is_public = models.BooleanField(
        _("public"),
        default=False,
        editable=False,
        help_text=_("Published, and so is what it is part of; kept by the services."),
    )
    as_of = PartialDateField(_("as of"))
    text = models.TextField(_("searchable text"), blank=True, editable=False)
    other_text = models.TextField(
        _("values of other sources"),
        blank=True,
        editable=False,
        help_text=_("Searched, but shown in footnotes only."),
    )
    masked_names = ArrayField(
        models.CharField(max_length=50),
        verbose_name=_("masked names"),
        default=list,
        blank=True,
        editable=False,
    )

    scope: ClassVar = Scope(city="city")
    published_through: ClassVar = ""
    carried: ClassVar[Collection[str]] = ("address",)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["address"]
        constraints = [
            models.UniqueConstraint(  # a part that is numbered trades its address with its number
                fields=["address"], name="entry_address", deferrable=Deferrable.IMMEDIATE
            )
        ]
        indexes = [
            models.Index(
                fields=["kind", "address"], condition=models.Q(is_public=True), name="entry_public"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row under the kind of its class."""
        self.kind = self.KIND or self.kind
        super().save(*args, **kwargs)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Refuse an address name under which other pages lie: they would hide this one's."""
        super().clean_fields(exclude)
        slug = getattr(self, "slug", "")
        if "slug" not in (exclude or ()) and slug in reserved_words(self.KIND):
            text = _("“%(word)s” is a word of the portal's own addresses. Choose another.")
            raise ValidationError({"slug": text % {"word": slug}})

    def get_absolute_url(self) -> str:
        """The page's address in the language in use."""
        return localized(f"/{self.address}/")

    def compose_address(self) -> str:
        """The address a new row gets; every kind of entry says its own."""
        raise NotImplementedError

    def has_been_public(self) -> bool:
        """Whether it ever was published: then its address stays, and it is never deleted."""
        return self.state_changes.filter(new=EntryState.PUBLISHED).exists()

    def container(self) -> "Entry | None":
        """The entry this one is part of: it is public only while that one is."""
        return None

    def hindrances(self) -> Iterable[str]:
        """Why it cannot be released yet, a sentence each; kinds say their own."""
        return ()

    def after_move(self, actor: "User") -> None:
        """What a person's move of it to the state it is in brings about; kinds say their own."""

    def after_decision(self, change: "Change", actor: "User", reason: str) -> None:
        """What a person's decision on a point in dispute brings about that changed one of its rows.

        Kinds say their own.
        """

    def closed_because(self) -> str:
        """Why nobody changes its content though it is not public; kinds that freeze may say so."""
        return ""

    def carries(self) -> Iterable["Entry"]:
        """What is part of it."""
        return self.parts.all()

    def told(self) -> Iterable[str]:
        """What search looks through besides the title, a fact each; kinds say their own."""
        return ()

    def names_to_mask(self) -> Iterable[str]:
        """The names of which the public reads only a part; kinds say their own."""
        return ()

    def for_the_public(self, words: str) -> str:
        """What a source says, without the names that this entry or its whole masks."""
        whole = self.within.masked_names if self.within else []
        return without_names(words, [*self.masked_names, *whole])

    def refresh_search(self) -> bool:
        """Set anew what search looks through and what is masked, unsaved; True if it changed."""
        before = [getattr(self, name) for name in self.SEARCHED]
        self.masked_names = [*self.names_to_mask()]
        others = told_points(self.discrepancies.filter(statements__shown=False))
        values = others.order_by("pk", "statements__order").values_list("statements__value")
        with translation.override(settings.LANGUAGE_CODE):
            self.text = " · ".join(filter(None, self.told()))
        self.other_text = " · ".join(self.for_the_public(value) for (value,) in values)
        return before != [getattr(self, name) for name in self.SEARCHED]


class StateChange(models.Model):
    """Evidence of one move of one entry; never edited."""

    entry = models.ForeignKey(
        Entry, models.PROTECT, verbose_name=_("entry"), related_name="state_changes"
    )
    old = models.CharField(_("from"), max_length=10, choices=EntryState)
    new = models.CharField(_("to"), max_length=10, choices=EntryState)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("who"),
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.CharField(_("why"), max_length=200, blank=True)

    is_evidence: ClassVar = True
    scope: ClassVar = Scope(city="entry__city")

    class Meta:
        verbose_name = _("state change")
        verbose_name_plural = _("state changes")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_old_display()} → {self.get_new_display()}"
