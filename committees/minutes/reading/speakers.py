"""Who speaks: the ways documents begin a speech, and which of them this one uses."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from committees.minutes.korean import is_common_word, is_several_words
from committees.minutes.names import looks_like_name
from committees.minutes.reading.marks import MASK, reads_as_sentence
from committees.minutes.vocabulary import POLITE, POSTS, words

_BULLET = r"[▸▶►▷▹○◯●◎❍□■◇◆•·‧∙\-–➤☞❏❑]"
_WORD = r"[가-힣A-Za-z0-9()·,/*＊○◯〇ㅇ×]{1,20}"
#: Words that a speaker's name ends with: a post, or a part in the meeting.
_ROLES = [
    *POSTS,
    *POLITE,
    *words("""
        사회자 사회 진행자 진행 촉진자 발제자 발표자 토론자 참석자 참가자 참여자 방청인 실무자
        관계자 담당자 담당 주민 시민 구민 청년
    """),
]
_ROLE_END = re.compile(rf"(?:{'|'.join(sorted(_ROLES, key=len, reverse=True))})\s?[0-9A-Z]?$")
#: What stands before a colon in an outline and only looks like a part in the meeting.
_LABELS = frozenset(
    words("""
        일시 장소 대상 내용 기간 주최 주관 참석 참석자 안건 안 비고 목적 문의 주제 결과 예산 방법
        시간 일정 사업명 사업비 추진 현황 개요 근거 의견 제안 결정 조치 담당부서 담당자 담당 첨부
        붙임 별첨 인원 발표자 진행자 진행 사회 사회자 기록자 작성자 서기 질문 답변 건의 의결 대표
        위원 구성 감사 참가자 참여자 발제자 토론자 배석자 불참자 출석위원 불참위원 참석위원
    """)
)
_COLON = re.compile(
    rf"^\s*(?P<mark>{_BULLET}?)\s*(?P<who>{_WORD}(?:\s{{1,2}}{_WORD}){{0,3}}?)\s*[:：]\s*(?P<text>.*)$"
)
_BRACKET = re.compile(
    r"^\s*(?P<mark>[\[【<〈])\s*(?P<who>[^\[\]【】<>〈〉:]{1,24}?)\s*[\]】>〉]\s*:?\s*(?P<text>.*)$"
)
_COUNCIL = re.compile(r"^\s*(?P<mark>[○◯●◎◇◆❍])\s*(?P<text>[가-힣].*)$")
_COUNCIL_ROLE = re.compile(
    rf"^(?P<role>[가-힣·]{{0,14}}?(?:{'|'.join(sorted(_ROLES, key=len, reverse=True))}))"
    rf"(?:(?P<gap>\s{{1,3}}|(?=[(○◯〇ㅇ]))(?P<name>\(?(?:{MASK}|[가-힣][○◯〇ㅇ*]{{1,3}}|[가-힣]{{2,4}})\)?))?(?=\s|$)"
)
_COUNCIL_NAME = re.compile(
    rf"^(?P<name>{MASK}|[가-힣][○◯〇ㅇ*]{{1,3}}|[가-힣]{{2,4}})\s?"
    r"(?P<role>위원장|부위원장|위원|의원|의장|부의장|회장|대표|교수|과장|팀장|국장)(?=\s|$)"
)
_FULL_MASK = re.compile(rf"(?<![가-힣A-Za-z0-9]){MASK}(?![A-Za-z0-9○◯〇])|\(\s*{MASK}\s*\)")


_MASKED = re.compile(MASK)


class Way(StrEnum):
    """A way to begin a speech."""

    COLON = "역할: …"
    BRACKET = "[역할] …"
    COUNCIL = "○역할 이름 …"


@dataclass(frozen=True)
class Start:
    """The beginning of a speech: the speaker without a mask, and the first words."""

    way: Way | None
    mark: str
    speaker: str
    text: str


def is_role(word: str) -> bool:
    """Whether a word ends like a post, an office or a part in the meeting."""
    return bool(_ROLE_END.search(word))


def unmasked(speaker: str) -> str:
    """The speaker without the signs that stand for a hidden name."""
    bare = re.sub(r"\s+", " ", _FULL_MASK.sub(" ", speaker)).strip()
    return bare or speaker.strip()


@dataclass(frozen=True)
class Style:
    """How one document begins its speeches; a document keeps to one way and one sign."""

    way: Way | None = None
    mark: str = ""
    speakers: frozenset[str] = frozenset()
    #: Roles after which the next word of a council's line is speech and no name.
    nameless: frozenset[str] = frozenset()

    def start(self, text: str) -> Start | None:
        """The start of a speech that the line is, in this document's way."""
        for start in _starts(text, self.nameless):
            known = start.mark == self.mark or start.speaker in self.speakers
            if start.way == self.way and known and _is_speaker(start, self.speakers):
                return start
        return None


def style_of(texts: Iterable[str]) -> Style:
    """The way most lines that may begin a speech begin one."""
    lines = list(texts)
    nameless = _nameless(lines)
    starts = [start for text in lines for start in _starts(text, nameless)]
    often = Counter((start.way, start.speaker) for start in starts)
    told = [
        start
        for start in starts
        if _is_speaker(start) or (often[start.way, start.speaker] > 1 and _may_speak(start))
    ]
    ways = Counter((start.way, start.mark) for start in told if _is_talk(start))
    if not ways:
        return Style()
    (way, mark), _count = ways.most_common(1)[0]
    speakers = frozenset(s.speaker for s in told if (s.way, s.mark) == (way, mark))
    return Style(way, mark, speakers, nameless)


def _starts(text: str, nameless: frozenset[str]) -> Iterator[Start]:
    council = _COUNCIL.match(text)
    start = _council(council["mark"], council["text"], nameless) if council else None
    if start:
        yield start
    for way, pattern in ((Way.COLON, _COLON), (Way.BRACKET, _BRACKET)):
        found = pattern.match(text)
        if found:
            yield Start(way, found["mark"], unmasked(found["who"]), found["text"].lstrip())


def _council(mark: str, text: str, nameless: frozenset[str]) -> Start | None:
    role = _COUNCIL_ROLE.match(text)
    if role:
        named = role["name"] and role["role"] not in nameless and _names(role["name"])
        who = role[0] if named else role["role"]
        rest = text[len(who) :]
    else:
        name = _COUNCIL_NAME.match(text)
        if not name or not _names(name["name"]):
            return None
        who, rest = name[0], text[name.end() :]
    if rest.lstrip().startswith((":", "：")):
        return None  # the colon says it more exactly
    return Start(Way.COUNCIL, mark, unmasked(who), rest.lstrip())


def _names(word: str) -> bool:
    bare = word.strip("()")
    return bool(re.search(r"[○◯〇ㅇ*＊×OＯ]", bare)) or looks_like_name(bare)


def _nameless(lines: list[str]) -> frozenset[str]:
    """Roles that are followed by ever new words: they speak without a name."""
    after: dict[str, list[str]] = defaultdict(list)
    for text in lines:
        council = _COUNCIL.match(text)
        role = _COUNCIL_ROLE.match(council["text"]) if council else None
        if role and role["name"]:
            after[role["role"]].append(role["name"])
    return frozenset(
        role
        for role, words in after.items()
        if role not in {"위원", "의원"} and len(words) > 2 and len(set(words)) > len(words) / 2
    )


def _is_speaker(start: Start, known: frozenset[str] = frozenset()) -> bool:
    """Whether the words are a part in the meeting: by how they end, or because they were told."""
    who = start.speaker
    plain = who.replace(" ", "")
    if _is_role_and_name(start):
        return True
    if plain in _LABELS or who.split()[0] in _LABELS:
        talks = bool(start.text) and _is_talk(start) and is_role(who)
        return talks or (who in known and start.mark != "")
    if who in known or start.way == Way.COUNCIL:
        return True
    bare = re.sub(r"\([^)]*\)", "", who).strip()
    return bool(_MASKED.fullmatch(who)) or any(is_role(word) for word in (bare, *bare.split()[:1]))


def _is_role_and_name(start: Start) -> bool:
    """Whether the words are a post and who holds it: `위원 이○○`, `위원 존스미스`.

    A name that nothing is known of is one only before what is said.
    """
    post, *name = start.speaker.split()
    if post not in POSTS or not name or len(name) > 3 or _LABELS.intersection(name):
        return False
    if all(map(_names, name)):
        return True
    known = any(is_common_word(word) or is_several_words(word) for word in name)
    return not known and bool(start.text) and _is_talk(start)


def may_begin(text: str) -> bool:
    """Whether a line looks like the start of a speech, whatever the document's way is."""
    found = _COLON.match(text)
    return any(is_role(word) for word in found["who"].split()) if found else False


def _may_speak(start: Start) -> bool:
    """Whether one that opens several lines does so as a speaker."""
    return start.way == Way.COUNCIL or looks_like_name(start.speaker)


def _is_talk(start: Start) -> bool:
    """Whether the words are more than the value of a label: none yet, many, or a sentence."""
    return not start.text or len(start.text) > 20 or reads_as_sentence(start.text)
