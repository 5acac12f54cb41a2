"""What hangs from published minutes: attached lists, papers and photos."""

from typing import Any

from django.core.paginator import Page

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import PreparedList
from committees.models import AttachedList, Paper
from committees.models.withholding import shown
from committees.pictures import size_of

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
