"""Who is who: the person of each term, two rows that are one human being, one row that is two."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from civicforum.people.models import City
from civicforum.people.policy import Action
from civicforum.people.services import require
from civicforum.record.errors import RecordError
from civicforum.record.services.entries import delete_row, save_row, store
from civicforum.record.version import record_write
from committees.models import Person, Tenure

if TYPE_CHECKING:
    from civicforum.people.models import User


def settle_person(tenure: Tenure, *, actor: "User | None" = None, reason: str = "") -> None:
    """Give a term its person before it is stored, found or made.

    Whom staff chose stays. Otherwise it is who has that name and another term with the same
    account in the city, or somebody new: an office or a couple may share an address. A person who
    is known by this one term alone follows its name.
    """
    hold_city(tenure.seat.body.city_id)
    if tenure.person is None:
        tenure.person = _of_account(tenure) or _new(tenure, actor, reason)
    elif tenure.person.name != tenure.name and not _others(tenure).exists():
        tenure.person.name = tenure.name
        store(tenure.person, actor=actor, reason=reason, allowed=True)


def _of_account(tenure: Tenure) -> Person | None:
    if not tenure.account_id:
        return None
    found = Person.objects.filter(
        city=tenure.seat.body.city_id, name=tenure.name, tenures__account=tenure.account_id
    ).exclude(tenures=tenure.pk)
    return found.order_by("pk").first()


def _new(tenure: Tenure, actor: "User | None", reason: str) -> Person:
    """Whoever may give a seat to somebody need not be let see the people of the whole city."""
    person = Person(
        city=tenure.seat.body.city, name=tenure.name, told_apart=tenure.affiliation[:100]
    )
    store(person, actor=actor, reason=reason, allowed=True)
    return person


def _others(tenure: Tenure) -> Any:
    return Tenure.objects.filter(person=tenure.person_id).exclude(pk=tenure.pk)


def hold_city(pk: int) -> None:
    """Let nobody else say who is who in a city until we are done.

    Whoever holds entries, terms or people besides holds the city first.
    """
    City.objects.select_for_update(no_key=True).get(pk=pk)


@record_write
def merge_people(
    kept: Person, others: Iterable[Person], *, reason: str, actor: "User | None" = None
) -> None:
    """Make one person of several: all terms go to `kept`, the other rows go.

    Every term keeps its own name and affiliation, and the history says whose it was and why.
    Raises ValidationError without a reason, Refused where one is of another city or gone, and
    NotAllowed out of the actor's reach.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why they are one person.")})
    gone = [person for person in others if person.pk != kept.pk]
    hold_city(kept.city_id)
    held = Person.objects.in_bulk([kept.pk, *(person.pk for person in gone)])
    if not gone or len(held) != len(gone) + 1:
        raise RecordError(_("Choose at least two people who are still listed."))
    if {person.city_id for person in held.values()} != {kept.city_id}:
        raise RecordError(_("People of two cities stay apart."))
    require(actor, Action.CHANGE, held[kept.pk])
    for person in gone:
        for term in Tenure.objects.filter(person=person.pk).order_by("pk"):
            _give(term, held[kept.pk], actor, reason)
        delete_row(held[person.pk], actor=actor, reason=reason)


@record_write
def part_term(
    tenure: Tenure, *, reason: str, told_apart: str = "", actor: "User | None" = None
) -> Person:
    """Part a term from its person: it is somebody else of that name, who gets a row of their own.

    Returns the new person. Raises ValidationError without a reason, Refused where the person has
    no other term, and NotAllowed out of the actor's reach.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is somebody else.")})
    if tenure.person is None:
        raise RecordError(_("The term has no person yet."))
    hold_city(tenure.person.city_id)
    tenure.refresh_from_db(fields=["person"])
    require(actor, Action.CHANGE, tenure.person)
    if not _others(tenure).exists():
        raise RecordError(_("It is the only term of this person."))
    person = Person(
        city=tenure.person.city,
        name=tenure.name,
        told_apart=(told_apart or tenure.affiliation)[:100],
    )
    save_row(person, actor=actor, reason=reason)
    _give(tenure, person, actor, reason)
    return person


def _give(tenure: Tenure, person: Person, actor: "User | None", reason: str) -> None:
    own = own_term(tenure)
    own.person = person
    store(own, actor=actor, reason=reason, allowed=True)


def own_term(tenure: Tenure) -> Any:
    """Return a term as the table of its kind has it, such as the member of a panel."""
    return next((getattr(tenure, kind) for kind in _kinds() if hasattr(tenure, kind)), tenure)


def with_own_kind(tenures: QuerySet[Tenure]) -> QuerySet[Tenure]:
    """Return terms with what `own_term` tells of each, by the same query."""
    return tenures.select_related(*_kinds())


def _kinds() -> list[str]:
    """What leads from a term to the row of its kind."""
    links = (link for link in Tenure._meta.related_objects if getattr(link, "parent_link", False))
    return [name for link in links if (name := link.get_accessor_name())]
