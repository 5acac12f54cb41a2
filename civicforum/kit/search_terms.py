"""What a visitor looks for: words, and dates however they are typed."""

import re
from collections.abc import Iterator

from civicforum.kit.dates import written_date

MOST_TERMS = 8

#: A date as people and documents write it: 2019-11-15, '19. 11. 15.(금), 2019년 11월 15일,
#: 20191115; 2019. 11., 2019년 11월; 11월 15일, 11/15.
_DATE = re.compile(
    r"""(?<![\d.])(?:
        ['’]?(?P<y>\d{4}|\d\d)\s*[-./년]\s*(?P<m>\d\d?)\s*[-./월]\s*(?P<d>\d\d?)\s*[일.]?
        | (?P<y1>20\d\d)(?P<m1>[01]\d)(?P<d1>[0-3]\d)
        | (?P<y2>\d{4})\s*[-./년]\s*(?P<m2>\d\d?)\s*[월.]?
        | (?P<m3>\d\d?)\s*[월/]\s*(?P<d3>\d\d?)\s*일?
    )(?:\s*\([월화수목금토일]\))?(?!\d)""",
    re.VERBOSE,
)


def search_terms(words: str) -> list[tuple[str, ...]]:
    """Return what must all occur, each as the forms of which one will do.

    A date becomes the form that searchable texts are written in; whatever else stands
    between spaces is a term by itself.
    """
    terms: list[tuple[str, ...]] = []
    end = 0
    for date in _DATE.finditer(words):
        forms = tuple(_forms(date))
        if forms:
            terms += [(word,) for word in words[end : date.start()].split()]
            terms.append(forms)
            end = date.end()
    terms += [(word,) for word in words[end:].split()]
    return terms[:MOST_TERMS]


def _forms(date: re.Match[str]) -> Iterator[str]:
    found = {name[0]: int(value) for name, value in date.groupdict().items() if value}
    year, month, day = found.get("y"), found["m"], found.get("d", 1)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return
    if year is None:
        yield f" {month}월 {day}일"  # the space keeps 1월 out of 11월
    elif "d" in found:
        yield written_date(f"{2000 + year if year < 100 else year}-{month}-{day}")
        yield date[0]
    else:
        yield written_date(f"{year}-{month}")
