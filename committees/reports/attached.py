"""What hangs from published minutes: attached lists, papers and photos, corrections."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page
from django.db.models import Max, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import PreparedList
from committees.models import AttachedList, Correction, Paper
from committees.models.withholding import shown
from committees.photos import size_of

#: How many lines of an attached list stand on the page; the page to print has them all.
MOST_LINES = 60

_PAPERS = PreparedList(
    lambda meeting: Paper.public.filter(meeting=meeting).order_by("kind", "order"),
    "order", "kind", "title", "file", "file_name", "size", "agenda_item__number", "withheld",
    "agenda_item__withheld",
    size=24, keys=(int,),
)  # fmt: skip
_LISTS = PreparedList(
    lambda meeting: shown(AttachedList.public.filter(meeting=meeting)).order_by("order"),
    "title", "lines",
    size=6, keys=(int,),
)  # fmt: skip


def _silent(meeting: Any) -> Subquery:
    """The number of the last correction that took away what should not have been public."""
    rows = Correction.objects.filter(meeting=OuterRef("meeting"), shows_before=False)
    return Subquery(rows.order_by().values("meeting").annotate(last=Max("number")).values("last"))


_CORRECTIONS = PreparedList(
    lambda meeting: Correction.objects.filter(
        meeting=meeting, meeting__is_public=True, meeting__withheld=""
    )
    .annotate(silent=Coalesce(_silent(meeting), Value(0)))
    .order_by("number"),
    "number", "reason", "changes", "corrected_at", "silent",
    size=10, keys=(int,),
)  # fmt: skip


def papers(meeting: int, turned: Turned) -> Page:
    """Return a page of the papers and photos of a public meeting; one query."""
    page = _PAPERS.page(turned.asked("papers"), meeting)
    page.object_list = [_paper(row) for row in page]
    return page


def _paper(row: dict[str, Any]) -> dict[str, Any]:
    """A paper; a photo with its width and height; of a withheld one only the ground."""
    ground = row["agenda_item__withheld"] or row["withheld"]
    if ground:
        return {"order": row["order"], "kind": row["kind"], "withheld": ground}
    photo = row["kind"] == Paper.Kind.PHOTO
    return row | {"withheld": "", "pixels": size_of(row["file"]) if photo else None}


def attached_lists(meeting: int, turned: Turned) -> Page:
    """Return a page of the lists attached to public minutes; one query."""
    page = _LISTS.page(turned.asked("lists"), meeting)
    page.object_list = [_list(row["title"], row["lines"].splitlines()) for row in page]
    return page


def _list(title: str, lines: list[str]) -> dict[str, Any]:
    return {"title": title, "lines": lines[:MOST_LINES], "more": max(len(lines) - MOST_LINES, 0)}


def corrections(meeting: int, turned: Turned) -> Page:
    """Return a page of the corrections of public minutes, the first one first; one query."""
    page = _CORRECTIONS.page(turned.asked("corrections"), meeting)
    page.object_list = [row | {"changes": _changes(row)} for row in page]
    return page


def _changes(row: dict[str, Any]) -> list[dict[str, str]]:
    return told_changes(row["number"], json.loads(row["changes"]), row["silent"])


def last_silent(rows: Iterable[Correction]) -> int:
    """Return the number of the last correction that does not show what stood there before."""
    return max((row.number for row in rows if not row.shows_before), default=0)


def told_changes(number: int, changes: Any, silent: int) -> list[dict[str, str]]:
    """What the public is told of a correction's changes.

    One that took something away shows what stands there now, and no earlier one shows any
    words: they may hold what was taken away. `silent` is the number of the last such one.
    """
    told = ["place", "before", "after"]
    if number == silent:
        told.remove("before")
    elif number < silent:
        told = ["place"]
    return [{name: change.get(name, "") for name in told} for change in changes]
