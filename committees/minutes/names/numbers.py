"""Numbers and places that belong to a person: phones, addresses, resident numbers and others."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from committees.minutes.names.finding import Finding, Kind

A_NUMBER = "a number of this form"
CHECKED = "a number whose check digit is right"
BY_WORD = "a number beside the word for it"
A_PLACE = "a street or lot with its number"

_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_DASH = r"[-‐‑–.\s]"
_PLATE_LETTERS = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주하허호배아바사자"
_REGIONS = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주"

#: Every one of them has a digit or an @ in it, which most lines have not.
_TELLING = re.compile(r"^.*[\d@].*$", re.MULTILINE)
_PHONE = re.compile(
    rf"(?<![\d-])(?:(?:\+?82{_DASH}?\(?0?|\(?0)(?:2|1[016-9]|[3-6][1-5]|70|50[2-8]?|80)\)?{_DASH}{{0,2}})"
    rf"\d{{3,4}}{_DASH}\d{{4}}(?![\d-])|(?<!\d)01[016-9]\d{{7,8}}(?!\d)"
    rf"|(?<![\d-])1[568]\d{{2}}{_DASH}\d{{4}}(?![\d-])"
)
_EMAIL = re.compile(r"[\w.+-]+\s?@\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_RESIDENT = re.compile(
    rf"(?<!\d)(?P<birth>\d{{6}})\s?{_DASH}?\s?(?P<rest>[1-8](?:\d{{6}}|[*●xX]{{6}}))(?!\d)"
)
_PASSPORT = re.compile(
    r"(?<![A-Za-z0-9])[MSRODG]\d{8}(?!\d)|(?<![A-Za-z0-9])M\d{3}[A-Z]\d{4}(?!\d)"
)
_LICENCE = re.compile(r"(?<![\d-])(?:\d{2}|[가-힣]{2})-\d{2}-\d{6}-\d{2}(?![\d-])")
_CARD = re.compile(r"(?<![\d-])\d{4}[- ]\d{4}[- ]\d{4}[- ]\d{4}(?![\d-])")
_ACCOUNT = re.compile(
    r"(?:계좌|은행|농협|신협|수협|새마을금고|우체국|예금주|입금)[^\n\d]{0,20}(?P<number>\d[\d-]{8,18}\d)(?!\d)"
)
_PLATE = re.compile(
    rf"(?<![\d가-힣])(?:(?:{_REGIONS})\s?)?\d{{2,3}}[{_PLATE_LETTERS}]\s?\d{{4}}(?!\d)"
)
_STREET = re.compile(
    r"(?:[가-힣]{1,8}(?:시|도|구|군|읍|면)\s){0,4}[가-힣0-9]{1,10}[가-힣](?:로|길)\s?(?:\d{1,4}(?:번?[가나다라]?길)\s?)?\d{1,4}"
    r"(?:-\d{1,4})?(?![\d.:,년월일명개원차회%~억천만]|\s?(?:년|월|일|명|개|원|차|회|%))(?:\s?\([^()\n]{1,20}\)|\s?[가-힣0-9]{1,8}(?:동|층|호))*"
)
_LOT = re.compile(
    r"(?:[가-힣]{1,8}(?:시|도|구|군|읍|면)\s){0,4}[가-힣]{1,6}\d{0,2}(?:동|리|가)\s(?:산\s?)?"
    r"(?:\d{1,4}-\d{1,4}(?:번지)?|\d{1,4}번지)(?!\d)"
)
_BIRTHDAY = re.compile(
    r"(?:생년월일|출생일|생일)\s{0,3}[:：]?\s{0,3}(?P<number>(?:19|20)?\d{2}[.\-/년]?\s?\d{1,2}[.\-/월]?\s?\d{1,2}[.일]?)"
)


def find_numbers(text: str) -> Iterator[Finding]:
    """Everything but names, in no particular order."""
    for line in _TELLING.finditer(text):
        for found in _in_line(line[0]):
            start = line.start()
            yield replace(found, start=found.start + start, end=found.end + start)


def _in_line(text: str) -> Iterator[Finding]:
    for kind, pattern, holds, why in _FORMS:
        for match in pattern.finditer(text):
            if holds(match):
                group = "number" if "number" in pattern.groupindex else 0
                yield Finding(kind, match[group], match.start(group), match.end(group), why)
    for match in _RESIDENT.finditer(text):
        if _is_born(match["birth"], match["rest"][0]):
            why = CHECKED if _is_checked(match["birth"] + match["rest"]) else A_NUMBER
            yield Finding(Kind.RESIDENT_NUMBER, match[0], match.start(), match.end(), why)


def _always(_match: re.Match[str]) -> bool:
    return True


def _is_card(match: re.Match[str]) -> bool:
    """Luhn's sum, which every card number fulfils."""
    digits = [int(digit) for digit in re.sub(r"\D", "", match[0])][::-1]
    doubled = [2 * digit - 9 * (digit > 4) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_born(birth: str, digit: str) -> bool:
    """Whether the first six digits are a day and the next one fits its century."""
    century = {"1": 19, "2": 19, "5": 19, "6": 19}.get(digit, 20)
    try:
        dt.date(century * 100 + int(birth[:2]), int(birth[2:4]), int(birth[4:]))
    except ValueError:
        return False
    return True


def _is_checked(number: str) -> bool:
    """The check digit; numbers given since October 2020 need not have one that fits."""
    if not number.isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return (11 - total % 11) % 10 == int(number[-1])


_FORMS: tuple[tuple[Kind, re.Pattern[str], Callable[[re.Match[str]], bool], str], ...] = (
    (Kind.PHONE, _PHONE, _always, A_NUMBER),
    (Kind.EMAIL, _EMAIL, _always, A_NUMBER),
    (Kind.PASSPORT, _PASSPORT, _always, A_NUMBER),
    (Kind.DRIVING_LICENCE, _LICENCE, _always, A_NUMBER),
    (Kind.CARD, _CARD, _is_card, CHECKED),
    (Kind.ACCOUNT, _ACCOUNT, _always, BY_WORD),
    (Kind.PLATE, _PLATE, _always, A_NUMBER),
    (Kind.ADDRESS, _STREET, _always, A_PLACE),
    (Kind.ADDRESS, _LOT, _always, A_PLACE),
    (Kind.BIRTHDAY, _BIRTHDAY, _always, BY_WORD),
)
