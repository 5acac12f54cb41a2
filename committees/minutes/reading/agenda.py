"""Items of the agenda, in the ways documents list them and take them up again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from committees.minutes.document import Item
from committees.minutes.reading.draft import Draft
from committees.minutes.reading.marks import is_listed, squeezed, without_bullet
from committees.minutes.reading.source import Line

_NAMED = re.compile(
    r"^\s*[□○◎■◆❍▣]?\s*(?P<bracket>[(\[<【〈])?\s*(?:제\s*(?P<before>\d{1,3})\s*호\s*)?"
    r"(?:(?:부의|상정|심의|보고)\s*)?(?:안\s*건|의사\s*일정)\s*(?:제\s*)?(?P<number>\d{1,3})?\s?(?:항|호)?"
    r"(?:[)\]>】〉]\s*[.:：]?|\s*[.:：)\-]|\s|$)\s*(?P<title>.*)$"
)
_LETTERS = "가나다라마바사아자차카타파하"
_LISTED = (
    re.compile(r"^\s*(?P<number>\d{1,2})\s*[.)]\s*(?P<title>\S.*)$"),
    re.compile(rf"^\s*(?P<number>[{_LETTERS}])\s*[.)]\s*(?P<title>\S.*)$"),
    re.compile(r"^\s*(?P<number>[①-⑳])\s*(?P<title>\S.*)$"),
)


@dataclass(frozen=True)
class ItemHead:
    """A line that names an item: its number, its title, whether brackets set it apart."""

    number: int
    title: str
    bracketed: bool = False


def item_head(text: str) -> ItemHead | None:
    """An item named as such: `안건 1. …`, `(안 건 1) …`, `제1호 안건 …`, `의사일정 제1항 …`."""
    found = _NAMED.match(text)
    number = (found["number"] or found["before"]) if found else None
    if not found or not number:
        return None
    return ItemHead(int(number), found["title"].strip(), bool(found["bracket"]))


def listed_item(text: str) -> tuple[int, int, str] | None:
    """The kind of numbering (0: 1., 1: 가., 2: ①), the number and the title of a numbered line."""
    for kind, pattern in enumerate(_LISTED):
        found = pattern.match(text)
        if found:
            number = found["number"]
            if kind == 0:
                return kind, int(number), found["title"].strip()
            order = _LETTERS.index(number) if kind == 1 else ord(number) - ord("①")
            return kind, order + 1, found["title"].strip()
    return None


@lru_cache(maxsize=1024)  # an agenda's few titles are compared with every line
def title_key(text: str) -> str:
    """A title without numbers before it, blanks and stops, to know it again."""
    named, listed = item_head(text), listed_item(text)
    title = named.title if named else listed[2] if listed else without_bullet(text)
    return re.sub(r"[\s.,:()\[\]「」“”\"'‘’]", "", title)


def read_agenda(lines: Sequence[Line], draft: Draft) -> None:
    """Read the list of items; the first line's numbering is theirs, any below it are notes."""
    first = _numbering(lines[0].plain) if lines else ""
    entries: list[tuple[list[Line], list[str]]] = []
    for line in lines:
        draft.place("agenda", line)
        numbering = _numbering(line.plain)
        goes_on = bool(entries) and not numbering and (first or _is_broken(entries[-1][0], draft))
        if goes_on:
            entries[-1][0].append(line)
        elif numbering == first or not entries:
            entries.append(([line], []))
        else:
            entries[-1][1].append(line.plain)
    for parts, notes in entries:
        _add(draft.join(parts).replace("\n", " "), notes, draft)


def _is_broken(lines: list[Line], draft: Draft) -> bool:
    return draft.joiner.is_broken(lines[-1])


def _add(text: str, notes: list[str], draft: Draft) -> None:
    """Add an item, unless another list in the same document named it already."""
    agenda = draft.minutes.agenda
    named, listed = item_head(text), listed_item(text)
    stated = named.number if named else listed[1] if listed else 0
    known = same_item(text, agenda)
    if known and stated in {0, known.number}:
        known.notes.extend(notes)
        return
    taken = {item.number for item in agenda}
    number = stated if stated and stated not in taken else max(taken, default=0) + 1
    agenda.append(Item(number, _title(text), notes))


def _numbering(text: str) -> str:
    if item_head(text):
        return "안건"
    listed = listed_item(text)
    if listed:
        return str(listed[0])
    return text.lstrip()[0] if is_listed(text) else ""


def _title(text: str) -> str:
    named, listed = item_head(text), listed_item(text)
    return named.title if named else listed[2] if listed else without_bullet(text)


def same_item(head: str, items: Sequence[Item]) -> Item | None:
    """The item of the agenda that a line names by its title."""
    key = title_key(head)
    return next((item for item in items if len(key) > 3 and key == title_key(item.title)), None)


def tells(title: str, head: str) -> bool:
    """Whether the agenda's title holds all that the head over the discussion says."""
    return squeezed(head) in squeezed(title)
