"""The heads that part a document of minutes, and the words cities use for them."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Section(StrEnum):
    """What the lines below a head are about."""

    TITLE = "title"
    SCHEDULE = "schedule"
    PLACE = "place"
    RECORDER = "recorder"
    ATTENDANCE = "attendance"
    AGENDA = "agenda"
    POINTS = "points"
    NEXT = "next"
    CONTENT = "content"
    ATTACHMENTS = "attachments"
    PHOTOS = "photos"
    REMARKS = "remarks"


#: Heads without their blanks; a head may be spread over the lines of a narrow column.
_WORDS = {
    Section.TITLE: "회의명",
    Section.SCHEDULE: "일정 일시 회의일시 개최일시 회의일정 개최일정 회의일자 개최일자 날짜 때",
    Section.PLACE: "장소 회의장소 개최장소 곳",
    Section.RECORDER: "기록자 작성자 서기 회의록작성자 기록",
    Section.ATTENDANCE: (
        "참석 출석 참석명단 참석자 참석자명단 참석위원 출석위원 출석의원 참석의원 출석자 참석현황 "
        "출석현황 참석인원 참석대상 참석공무원 출석공무원 배석자 배석 방청 참관 불참자 불참위원 "
        "불참의원 결석위원 결석의원 청가의원 청가위원 불참 결석 위임"
    ),
    Section.AGENDA: "안건 회의안건 의사일정 심의안건 상정안건 부의안건 심사된안건 회의안건명 의제",
    Section.POINTS: (
        "주요내용 주요논의사항 주요회의내용 회의결과 논의결과 주요결과 주요결정사항 결정사항 "
        "의결사항 심의결과 합의사항"
    ),
    Section.NEXT: "다음회의 차기회의 다음회의일정 차기회의일정 향후일정",
    Section.CONTENT: (
        "회의내용 발언내용 논의내용 회의진행내용 토의내용 세부내용 회의경과 회의록 논의사항"
    ),
    Section.ATTACHMENTS: "별첨 붙임 첨부",
    Section.PHOTOS: "회의사진 사진 현장사진",
    Section.REMARKS: "비고 특이사항 기타 기타사항",
}
HEADS = {word: section for section, words in _WORDS.items() for word in words.split()}
#: Heads that may stand beside another on one line or in one row: `일시 … 장소 …`.
ASIDE = frozenset({Section.SCHEDULE, Section.PLACE, Section.RECORDER})
_LONGEST = max(map(len, HEADS))

_MARK = r"^\s*(?P<mark>[○❍□■◦•▪◆◇▶▸❏❑ㅇ\-–·*]|\d{1,2}[.)]|[가-하][.)]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨ]+[.)]?)?\s*"
_LETTERS = r"[\[<【〈(]?\s*(?P<head>[가-힣](?:\s{0,4}[가-힣]){0,11})\s*[\]>】〉)]?"
_ALONE = re.compile(_MARK + _LETTERS + r"\s*[:：]?\s*$")
_VALUE = re.compile(
    _MARK + _LETTERS + r"\s*(?:\(\s*\d+\s*[명인]\s*\)\s*)?(?:[:：]|\s{2})\s*(?P<rest>\S.*)$"
)
_SHORT_VALUE = re.compile(
    _MARK + r"(?P<head>기록자|작성자|서기|일\s?시|장\s?소|회의일시|회의장소)\s(?P<rest>\S.*)$"
)
#: Tried last, for a value that itself has a colon: `비고   위임 또는 불참 합계: 2`.
_APART = re.compile(_MARK + r"(?P<head>[가-힣]{2,6})\s{2,}(?P<rest>\S.*)$")
_COUNTED = re.compile(_MARK + r"(?P<head>[가-힣]{2,6})\s*(?P<rest>\(\s*\d+\s*[명인]\s*\))\s*$")
_ASIDE_WORDS = "|".join(
    r"\s?".join(word) for word, section in HEADS.items() if section in ASIDE and len(word) > 1
)
_BESIDE = re.compile(rf"[\s/,|]+(?=(?:{_ASIDE_WORDS})\s*[:：])")


#: Signs that open a part of a document wherever they stand before its head.
SQUARES = frozenset("□■◇◆❏❑")


@dataclass(frozen=True)
class Head:
    """A head: its section, its word, the kind of mark before it, and a value on its line."""

    section: Section
    word: str
    mark: str = ""
    value: str = ""


def section_of(text: str) -> Section | None:
    """The section a bare word is the head of, whatever blanks and brackets are in it."""
    return HEADS.get(_bare(text)) if len(text) <= 4 * _LONGEST else None


def head_of(text: str) -> Head | None:
    """The head that a line is, alone or with its value behind a colon or wide blanks."""
    for pattern in (_ALONE, _VALUE, _SHORT_VALUE, _COUNTED, _APART):
        found = pattern.match(text)
        word = _bare(found["head"]) if found else ""
        if found and word in HEADS:
            value = found.groupdict().get("rest", "") or ""
            return Head(HEADS[word], word, _kind(found["mark"] or ""), value.strip())
    return None


def head_of_two(first: str, second: str) -> Head | None:
    """The head that two lines of a narrow column are together, such as `회의` and `안건`."""
    together = _bare(first) + _bare(second)
    if not _bare(first) or not _bare(second):  # brackets alone are no part of a head
        return None
    if len(first.strip()) > _LONGEST or len(second.strip()) > _LONGEST or together not in HEADS:
        return None
    return Head(HEADS[together], together)


def beside(value: str) -> list[str]:
    """The value of a head, and each `장소: …` that stands beside it on its line."""
    return _BESIDE.split(value)


def _bare(text: str) -> str:
    return re.sub(r"[\s\[\]<>【】〈〉():：]", "", text)


def _kind(mark: str) -> str:
    """Marks that count on, such as `1.` and `2.`, are of one kind."""
    return re.sub(r"[가-하](?=[.)])", "가", re.sub(r"\d+", "1", re.sub(r"[Ⅰ-Ⅸ]+", "Ⅰ", mark)))
