"""What an agenda item can be about: the city's record, as far as the person may see it."""

from typing import Any

from django.db.models import Q, QuerySet

from civicforum.kit.search_terms import pattern, search_terms
from civicforum.people.models import User
from civicforum.people.policy import Action, rows
from civicforum.record.models import Entry
from committees.models import AgendaItem

MOST = 20


def subjects_found(item: AgendaItem, words: str, reader: User) -> list[Entry]:
    """Return the entries of the city in which the words occur, but those it is about; one query."""
    terms = search_terms(words)
    if not terms:
        return []
    found = offered(item, reader).exclude(agenda_references__agenda_item=item)
    for forms in terms:
        term = Q()
        for form in forms:
            term |= Q(title__iregex=pattern(form)) | Q(text__iregex=pattern(form))
        found = found.filter(term)
    return list(found.order_by("-is_public", "address")[:MOST])


def offered(item: AgendaItem, reader: User) -> QuerySet[Any]:
    """Return what is public of the item's city, and of the rest what the person may see."""
    public = Entry.public.filter(city=item.meeting.city_id)
    own = rows(reader, Action.VIEW, Entry).filter(city=item.meeting.city_id)
    return (public | own).exclude(pk=item.meeting_id)
