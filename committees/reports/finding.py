"""Where in the minutes that a search has found the words were said."""

import re
from collections.abc import Iterable
from functools import reduce
from operator import add, or_
from typing import Any

from django.db.models import Case, QuerySet, Value, When

from civicforum.kit.search_terms import pattern, search_terms
from civicforum.record.models import Entry
from civicforum.record.reports import occurs
from committees.models import Speech
from committees.models.withholding import shown
from committees.reports.discussion import SPEECH_PLACE, speech_link, speech_place


def said_in(found: Iterable[Entry], words: str) -> dict[str, str]:
    """Map the addresses of found meetings to the place of the speech that holds the words.

    Of several it is the one with the most of them, of these the first; a meeting whose title
    holds them all has no entry. Two queries at most.
    """
    terms = search_terms(words)
    meetings = [entry for entry in found if _was_said(entry, terms)]
    if not meetings:
        return {}
    keys = list(_speeches([entry.pk for entry in meetings], terms).values_list("pk", flat=True))
    rows = speech_place(Speech.public.filter(pk__in=keys)).values(*SPEECH_PLACE)
    return {row["meeting__address"]: speech_link(row) for row in rows}


def _was_said(entry: Entry, terms: list[tuple[str, ...]]) -> bool:
    """Whether it is a meeting that was not found by its title alone."""
    return entry.kind == Entry.Kind.MEETING and not all(
        any(re.search(pattern(form), entry.title, re.IGNORECASE) for form in forms)
        for forms in terms
    )


def _speeches(meetings: list[int], terms: list[tuple[str, ...]]) -> QuerySet[Any]:
    """The speech of each meeting that holds most of the terms."""
    holds = [occurs(forms, "text", "summary") for forms in terms]
    number = reduce(add, (Case(When(one, then=Value(1)), default=Value(0)) for one in holds))
    rows = shown(Speech.public.filter(meeting__in=meetings)).filter(reduce(or_, holds))
    ranked = rows.annotate(number=number)
    return ranked.order_by("meeting_id", "-number", "order").distinct("meeting_id")
