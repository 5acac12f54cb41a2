"""Speeches as a page shows them: whole, unless so much was said that the page outgrew its bound."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Room:
    """How many letters of speeches a list shows at once, and how many of each in any case."""

    letters: int
    sure: int


def fitted(rows: Iterable[dict[str, Any]], room: Room) -> dict[int, dict[str, Any]]:
    """Map the order of each speech to what is shown of it.

    `paragraphs` are its words, `is_summary` says that they are the portal's own, and `is_cut`
    that only the beginning fits on the page. Of a withheld one neither is left.
    """
    found = {row["order"]: _opened(row) for row in rows if row["order"] is not None}
    left = room.letters - sum(min(len(one["words"]), room.sure) for one in found.values())
    for one in found.values():
        words = one.pop("words")
        more = max(len(words) - room.sure, 0)
        fits = more <= left
        left -= more if fits else 0
        one["is_cut"] = not fits
        one["paragraphs"] = (words if fits else f"{words[: room.sure].rstrip()} …").split("\n")
    return found


def _opened(row: dict[str, Any]) -> dict[str, Any]:
    """A speech with the words the public gets."""
    shown = {name: row[name] for name in ("order", "speaker", "withheld")}
    if row["withheld"]:
        return shown | {"words": "", "is_summary": False}
    return shown | {"words": row["text"] or row["summary"], "is_summary": not row["text"]}
