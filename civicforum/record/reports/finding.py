"""Search through everything public."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q

from civicforum.kit.search_terms import pattern, search_terms
from civicforum.record.models import Entry


def kinds_found(words: str) -> dict[str, int]:
    """Count what a search finds by kind, in the order of the kinds; one query."""
    found = dict(search(words).order_by().values_list("kind").annotate(number=Count("pk")))
    return {kind: found[kind] for kind in Entry.Kind.values if kind in found}


def search(words: str, kind: str = "") -> Any:
    """Return public entries in which every word and date occurs, newest knowledge first.

    Returns an empty query set for no words, so that a page can always be made of it.
    """
    terms = search_terms(words)
    if not terms:
        return Entry.public.none()
    matches = Q()
    for forms in terms:
        matches &= reduce(or_, map(_occurs, forms))
    entries = Entry.public.filter(matches)
    if kind:
        entries = entries.filter(kind=kind)
    return entries.select_related("city").order_by("-as_of", "address")


def _occurs(form: str) -> Q:
    places = ("title", "text", "other_text", "city__name")
    return reduce(or_, (Q(**{f"{place}__iregex": pattern(form)}) for place in places))
