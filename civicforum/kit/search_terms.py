"""What a visitor looks for: words, and dates however they are typed."""

import re

from civicforum.kit.dates import written_date

MOST_TERMS = 8
#: Letters from which on a word is found however it is spaced; a shorter one would be found
#: across the border of two others, as 가구 in 평가 구성.
_LONG = 4

#: A date as people and documents write it: 2019-11-15, '19. 11. 15.(금), 2019년 11월 15일,
#: 20191115; 2019. 11., 2019년 11월; 11월 15일, 11/15. A last number without its unit ends the
#: word: 2019년 1차, 3월 5명 and 1/4분기 are no dates.
_DATE = re.compile(
    r"""(?<![\d.])(?:
        ['’]?(?P<y>\d{4}|\d\d)\s*[-./년]\s*(?P<m>\d\d?)\s*[-./월]\s*(?P<d>\d\d?)
            (?:\s*일|\.?(?![\w./]))
        | (?P<y1>20\d\d)(?P<m1>[01]\d)(?P<d1>[0-3]\d)(?!\d)
        | (?P<y2>\d{4})\s*[-./년]\s*(?P<m2>\d\d?)(?:\s*월|\.?(?![\w./]))
        | (?P<m3>\d\d?)\s*[월/]\s*(?P<d3>\d\d?)(?:\s*일|(?![\w./]))
    )(?:\s*\([월화수목금토일]\))?""",
    re.VERBOSE,
)


def search_terms(words: str) -> list[tuple[str, ...]]:
    """Return what must all occur, each as the forms of which one will do.

    A date has two: as searchable texts write it, and as it was typed. Whatever else stands
    between spaces is a term by itself. Where a form begins with a space, no digit goes before
    it or after it: 1월 15일 is no part of 11월 15일. `pattern` says where a form occurs.
    """
    terms: list[tuple[str, ...]] = []
    end = 0
    for date in _DATE.finditer(words):
        if written := _written(date):
            typed = " ".join(date[0].split())
            terms += [(word,) for word in words[end : date.start()].split()]
            terms.append((written,) if typed == written.strip() else (written, f" {typed}"))
            end = date.end()
    terms += [(word,) for word in words[end:].split()]
    return terms[:MOST_TERMS]


def pattern(form: str) -> str:
    """Return a regular expression, for Python and PostgreSQL alike, of where a form occurs.

    Koreans space compounds as they like: 1인가구 finds 1인 가구.
    """
    if form.startswith(" "):
        return rf"(?<!\d){re.escape(form[1:])}(?!\d)"
    letters = [re.escape(letter) for letter in form]
    return (r"\s*" if len(letters) >= _LONG else "").join(letters)


def _written(date: re.Match[str]) -> str:
    """The date in the form of searchable texts; "" for what no calendar has."""
    found = {name[0]: int(value) for name, value in date.groupdict().items() if value}
    year, month, day = found.get("y"), found["m"], found.get("d", 1)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ""
    if year is None:
        return f" {month}월 {day}일"
    if "d" in found:
        return written_date(f"{2000 + year if year < 100 else year}-{month}-{day}")
    return written_date(f"{year}-{month}")
