"""Likely personal data in a text: names of people, and the numbers and places of their lives.

It finds more rather than less: a person looks at every finding before anything is published.
"""

from collections.abc import Iterable, Iterator

from committees.minutes.names.finding import Finding, Kind
from committees.minutes.names.numbers import find_numbers
from committees.minutes.names.people import find_people, looks_like_body, looks_like_name

__all__ = ["Finding", "Kind", "find_personal", "looks_like_body", "looks_like_name"]


def find_personal(
    text: str, roster: Iterable[str] = (), *, names_file: bool = False
) -> list[Finding]:
    """Every likely personal datum in the text, in order and without overlaps.

    `roster` are names that are known, which are found wherever they stand. `names_file` says that
    the text is the name of a file: few words with nothing around them, so a word is taken for a
    name there even where it may be that of a place.
    """
    people = find_people(text, roster, names_file=names_file)
    return list(_apart([*find_numbers(text), *people]))


def _apart(findings: list[Finding]) -> Iterator[Finding]:
    """Of findings that overlap, the one that begins first, and then the longest."""
    end = 0
    for finding in sorted(findings, key=lambda one: (one.start, -one.end)):
        if finding.start >= end:
            yield finding
            end = finding.end
