"""Likely personal data in the minutes of a meeting: what is open, what is settled, and where."""

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from committees.minutes.names import Finding, find_personal
from committees.minutes.names import Kind as PersonalKind
from committees.minutes.names.people import KNOWN
from committees.models import AgendaItem, Meeting, NameDecision
from committees.reports.roster import roster
from committees.reports.texts import Text, texts_of

#: What a decision is about: the kind of the datum, and its text (see `key_of`).
Key: TypeAlias = tuple[str, str]

#: What stands in the place of what was masked.
MASK = "ㅇㅇㅇ"
#: How much of the text is shown on either side of a finding.
AROUND = 40
#: From this length on a word is a name wherever it stands; shorter ones may be a part of others.
TELLING = 3
#: How much of a text a decision keeps.
KEPT_LENGTH = 200
SETTLED = frozenset({NameDecision.Decision.KEPT, NameDecision.Decision.DISMISSED})


@dataclass(frozen=True)
class Found:
    """One place of a datum: the text it stands in, and from where to where."""

    at: Text
    start: int
    end: int

    @property
    def before(self) -> str:
        """What is shown of the text before it."""
        begin = max(self.start - AROUND, 0)
        return ("…" if begin else "") + self.at.text[begin : self.start]

    @property
    def word(self) -> str:
        """The datum itself."""
        return self.at.text[self.start : self.end]

    @property
    def after(self) -> str:
        """What is shown of the text behind it."""
        end = self.end + AROUND
        return self.at.text[self.end : end] + ("…" if end < len(self.at.text) else "")


@dataclass
class Datum:
    """A likely personal datum with all its places, and what was decided of it."""

    kind: str
    text: str
    why: str
    places: list[Found] = field(default_factory=list)
    decision: NameDecision | None = None

    @property
    def key(self) -> Key:
        """What a decision on it is kept under."""
        return key_of(self.kind, self.text)

    @property
    def is_open(self) -> bool:
        """Whether it still has to be settled; one that was masked and came back is open again."""
        return self.decision is None or self.decision.decision not in SETTLED

    @property
    def in_files(self) -> list[Found]:
        """The places in files, where no mask can be written."""
        return [one for one in self.places if one.at.is_file]

    @property
    def elsewhere(self) -> list[Found]:
        """The places in other entries, which the minutes only show."""
        return [one for one in self.places if not one.at.is_own]


def key_of(kind: str, text: str) -> Key:
    """What a decision on a datum is kept under: a longer text than fits by its beginning."""
    if len(text) > KEPT_LENGTH:
        text = f"{text[:150]}… {hashlib.sha256(text.encode()).hexdigest()[:16]}"
    return kind, text


def key_written(key: Key) -> str:
    """A key as a form sends it."""
    return "|".join(key)


def key_read(written: str) -> Key:
    """The key that a form sent."""
    kind, _bar, text = written.partition("|")
    return kind, text


def personal_data(meeting: Meeting) -> list[Datum]:
    """Every likely personal datum that would be public with the minutes, in their order."""
    return _judged(meeting, list(texts_of(meeting)))


def unsettled(meeting: Meeting, texts: Collection[Text]) -> list[Datum]:
    """What looks personal in the texts, and of which nobody has said that it stays."""
    return [one for one in _judged(meeting, texts) if one.is_open]


def unsettled_later(meeting: Meeting, texts: Collection[Text]) -> list[Datum]:
    """What is unsettled in texts about public minutes; what a seat is called is public as it is."""
    data = unsettled(meeting, texts)
    roles = list(meeting.body.seats.values_list("role", flat=True)) if data else []
    return [one for one in data if not any(one.text in role for role in roles)]


def unsettled_in(meeting: Meeting, words: str) -> list[Datum]:
    """What is unsettled in words that are still to be written about public minutes."""
    return unsettled_later(meeting, [Text(meeting, "remarks", words)])


def _judged(meeting: Meeting, texts: Collection[Text]) -> list[Datum]:
    decided = {(one.kind, one.text): one for one in meeting.name_decisions.all()}
    data = find_in(texts, roster(meeting))
    for datum in data:
        datum.decision = decided.get(datum.key)
    return data


def open_data(meeting: Meeting) -> list[Datum]:
    """Those that still have to be settled."""
    return [one for one in personal_data(meeting) if one.is_open]


def open_in_notice(meeting: Meeting) -> list[Datum]:
    """Those that still have to be settled in what a notice says of the meeting to the public."""
    return [one for one in open_data(meeting) if any(map(_is_announced, one.places))]


def _is_announced(found: Found) -> bool:
    announced = {Meeting: ("title", "place"), AgendaItem: ("title",)}
    return found.at.name in announced.get(type(found.at.row), ())


def find_in(texts: Collection[Text], known: Collection[str]) -> list[Datum]:
    """Find in all the texts what looks personal; a name found in one is known in the others."""
    found = [(text, find_personal(text.text, known, names_file=text.names_file)) for text in texts]
    names = {
        one.text
        for _, findings in found
        for one in findings
        if one.kind == PersonalKind.NAME and len(one.text) >= TELLING
    }
    data: dict[Key, Datum] = {}
    for text, findings in found:
        for one in _once_more(text, findings, names, known):
            made = Datum(one.kind, one.text, one.why)
            datum = data.setdefault(made.key, made)
            datum.places.append(Found(text, one.start, one.end))
    _everywhere(data, texts, known)
    return list(data.values())


def _once_more(
    text: Text, findings: list[Finding], names: set[str], known: Collection[str]
) -> list[Finding]:
    """The findings of a text with the names that others gave away."""
    told = {one.text for one in findings}
    more = [name for name in names - told if name in text.text]
    if not more:
        return findings
    return find_personal(text.text, {*known, *more}, names_file=text.names_file)


def _everywhere(data: dict[Key, Datum], texts: Iterable[Text], known: Iterable[str]) -> None:
    """Add where a datum stands in the middle of other words; a mask is written there, too."""
    kinds = {name: str(PersonalKind.NAME) for name in known}
    kinds |= {datum.text: datum.kind for datum in data.values()}
    telling = sorted((text for text in kinds if len(text) >= TELLING), key=len, reverse=True)
    if not telling:
        return
    seen = {(key, one.at, one.start) for key, datum in data.items() for one in datum.places}
    pattern = re.compile("|".join(map(re.escape, telling)))
    for text in texts:
        for match in pattern.finditer(text.text):
            made = Datum(kinds[match[0]], match[0], KNOWN)
            if (made.key, text, match.start()) not in seen:
                datum = data.setdefault(made.key, made)
                datum.places.append(Found(text, match.start(), match.end()))


def write_mask(row: Any, name: str, words: Collection[tuple[int, int]]) -> None:
    """Mask words in a field of a row, by a shorter mask where a whole one has no room."""
    text, room = getattr(row, name), row._meta.get_field(name).max_length
    for mask in (MASK, MASK[:2], MASK[:1]):
        setattr(row, name, masked(text, words, mask))
        if room is None or len(getattr(row, name)) <= room:
            return


def masked(text: str, words: Iterable[tuple[int, int]], mask: str = MASK) -> str:
    """Return the text with the mask in place of what stands from one index to another."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(set(words)):
        if spans and start < spans[-1][1]:  # of two that overlap, one mask covers both
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    for start, end in reversed(spans):
        text = text[:start] + mask + text[end:]
    return text
