"""Search through everything public."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q

from civicforum.kit.search_terms import pattern, search_terms
from civicforum.record.models import Entry


def kinds_found(found: Any) -> dict[str, int]:
    """Count what a search has found by kind, in the order of the kinds; one query."""
    counts = dict(found.order_by().values_list("kind").annotate(number=Count("pk")))
    return {kind: counts[kind] for kind in Entry.Kind.values if kind in counts}


def search(words: str, kind: str = "") -> Any:
    """Return public entries in which every word and date occurs, newest knowledge first.

    Returns an empty query set for no words, so that a page can always be made of it.
    """
    terms = search_terms(words)
    if not terms:
        return Entry.public.none()
    matches = Q()
    for forms in terms:
        matches &= occurs(forms, "title", "text", "other_text", "city__name")
    entries = Entry.public.filter(matches)
    if kind:
        entries = entries.filter(kind=kind)
    return entries.select_related("city").order_by("-as_of", "address")


def occurs(forms: Iterable[str], *places: str) -> Q:
    """The condition that one of the forms of a term occurs in one of the columns."""
    return reduce(
        or_,
        (Q(**{f"{place}__iregex": pattern(form)}) for form in forms for place in places),
    )
