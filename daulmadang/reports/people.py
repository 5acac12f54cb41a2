"""The people of a city as those see them who appoint: who may be whom."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from civicforum.people.models import City
from civicforum.people.policy import Action, rows
from committees.models import Person, Tenure
from daulmadang.reports.sitting import Overlap, overlap

if TYPE_CHECKING:
    from civicforum.people.models import User


def same_person(city: City, name: str, affiliation: str, email: str) -> Person | None:
    """Return the person of that name in the city whose e-mail or affiliation it is as well.

    An e-mail alone says nothing: an office or a couple may share one.
    """
    same = Q(tenures__account__email=email.strip().lower()) if email.strip() else Q(pk__in=())
    if affiliation.strip():
        same |= Q(told_apart=affiliation) | Q(tenures__affiliation=affiliation)
    return Person.objects.filter(same, city=city, name=name).order_by("pk").first()


@dataclass(frozen=True)
class Namesake:
    """Somebody of the name that was typed, and on how many panels that person sits.

    What tells people apart is personal: it is told only to whoever sees a term of theirs.
    """

    person: Person
    told_apart: str
    overlap: Overlap

    def __str__(self) -> str:
        known = f"{self.person.name} ({self.told_apart})" if self.told_apart else self.person.name
        return f"{known} · {self.overlap}" if self.overlap.panels else known


def namesakes(
    city: City, name: str, day: dt.date, reader: "User", *, panel: int | None = None
) -> list[Namesake]:
    """Return the people of a name in a city, as far as they concern who appoints."""
    found = list(Person.objects.filter(city=city, name=name).order_by("pk")[:20])
    known = rows(reader, Action.VIEW, Tenure).filter(person__in=found)
    seen = set(known.values_list("person", flat=True))
    return [
        Namesake(
            person,
            person.told_apart if person.pk in seen else "",
            overlap(person, day, panel=panel, reader=reader),
        )
        for person in found
    ]


def with_terms(people: QuerySet[Person], reader: "User") -> QuerySet[Person]:
    """Add to people, as `terms_seen`, their terms as far as the reader may see them, the latest
    first: what tells people of one name apart.
    """
    terms = rows(reader, Action.VIEW, Tenure).select_related("seat__body").order_by("-starts_on")
    return people.prefetch_related(Prefetch("tenures", terms, to_attr="terms_seen"))


def likely_same(reader: "User") -> QuerySet[Person]:
    """Return the people whose name another one of their city has, in the reader's reach."""
    reached = rows(reader, Action.VIEW, Person)
    alike = Person.objects.filter(city=OuterRef("city"), name=OuterRef("name")).order_by()
    count = alike.values("name").annotate(n=Count("pk")).values("n")
    return reached.annotate(alike=Subquery(count)).filter(alike__gt=1)
