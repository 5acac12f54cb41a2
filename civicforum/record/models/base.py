"""What every row of the record has in common."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from civicforum.people.belonging import Belonging
from civicforum.people.places import Placed
from civicforum.people.scope import Scope
from civicforum.record.models.documents import Document


class PublicManager(models.Manager[Any]):
    """Sees only what is public: the one manager that public pages use.

    A model says in `published_through` which lookup path leads to the entry that
    decides; "" means the row is that entry itself. `public_besides` says what else it takes.
    """

    def get_queryset(self) -> models.QuerySet[Any]:
        path = self.model.published_through
        lookup = f"{path}__is_public" if path else "is_public"
        return super().get_queryset().filter(self.model.public_besides(), **{lookup: True})


def if_public(entry: str, column: str) -> Case:
    """A column reached through a related entry, for a query: null unless that entry is public.

    The public manager looks at the entry a row belongs to; a row may name others as well.
    """
    return Case(When(**{f"{entry}__is_public": True}, then=F(column)))


def of_city(slug: str) -> Q:
    """The condition that a row is of the city with this slug; of any city for ""."""
    return Q(city__slug=slug) | Q(Exact(Value(slug), Value("")))


class Sourced(Belonging):
    """A fact that knows the document, and the place in it, that it was taken from."""

    document = models.ForeignKey(
        Document,
        models.PROTECT,
        verbose_name=_("source document"),
        null=True,
        blank=True,
        related_name="+",
    )
    locator = models.CharField(_("place in the document"), max_length=100, blank=True)

    class Meta:
        abstract = True


class RecordModel(Placed, Sourced):
    """A row of the record that is public when the entry it belongs to is."""

    scope: ClassVar[Scope]
    published_through: ClassVar[str]
    #: Which rows of its own the first step of a discrepancy's subject can name, by what
    #: comes after it: {"session": lambda own, number: own.sessions.filter(number=number)}.
    subject_rows: ClassVar[Mapping[str, Callable[[Any, str], models.QuerySet[Any]]]] = {}
    #: What a subject calls by another name than the record does: {"weekday": "stated_weekday"}.
    subject_names: ClassVar[Mapping[str, str]] = {}

    #: Whether it speaks about its entry rather than being what was released of it.
    speaks_about: ClassVar[bool] = False

    #: Of which fields the addresses and texts of other entries are made, those of `carries`.
    carried: ClassVar[Collection[str]] = ()

    objects: ClassVar[models.Manager[Any]] = models.Manager()
    public: ClassVar[PublicManager] = PublicManager()

    class Meta:
        abstract = True

    @classmethod
    def public_besides(cls) -> Q:
        """The condition, besides its entry's being public, on which a row is; kinds say theirs."""
        return Q()

    def carries(self) -> Iterable[Any]:
        """The entries, besides the one it belongs to, whose address or text tells of the row."""
        return ()
