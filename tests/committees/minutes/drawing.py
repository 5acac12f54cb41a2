"""Random minutes, as unlike one another as clerks and word processors make them."""

import datetime as dt

from hypothesis import strategies as st

from committees.minutes.document import (
    Attachment,
    Decision,
    Item,
    Minutes,
    ObserverLine,
    SeatLine,
    SpeechLine,
    Status,
    Totals,
)
from committees.minutes.vocabulary import DECISIONS

# What could be taken for the next speech, a head, a note, markup or a formula.
TRAPS = (
    """
▸분과장: 아닙니다|(안 건 2) 다음|○ 진행과정|- 조명|※ 별첨|회의내용|비고|별첨. 목록
※ 결정: 합의 (찬성 3)|※ 조건: 없음|※ 순번 1 비고: 말|※ 참관: 기자 2명
일시 : 2031. 1. 1.|1. 가로등|“매월”이라고|'31. 2. 3|18:00~21:00
#strong[x]|$x$|*굵게*|_밑줄_|@수신|=1+1|\\n|<hp:t/>|&amp; & <|]]>
500㎡|①|漢字|A-Z|민-관|02-123-4567|…|ㅇㅇㅇ|〔〕|📌
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

syllables = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
words = st.one_of(st.text(syllables, min_size=1, max_size=12), st.sampled_from(TRAPS))
lines = st.lists(words, min_size=1, max_size=12).map(" ".join)
heads = st.lists(words, min_size=1, max_size=4).map(" ".join)
long_lines = st.lists(words, min_size=1, max_size=120).map(" ".join)
speeches = st.lists(st.one_of(lines, long_lines, st.just("")), min_size=1, max_size=4).map(
    "\n".join
)


@st.composite
def minutes(draw: st.DrawFn) -> Minutes:
    """Minutes whose title tells body and number, with speeches in the order of the agenda."""
    body = draw(st.text(syllables, min_size=1, max_size=10)) + " 협의회"
    number = draw(st.integers(1, 999))
    numbers = list(range(1, draw(st.integers(0, 4)) + 1))
    spoken_to = sorted(
        draw(st.lists(st.sampled_from([0, *numbers]), max_size=10)) if numbers else []
    )
    count = st.none() | st.integers(0, 99)
    return Minutes(
        title=f"{body} {number}차 회의록",
        body=body,
        number=number,
        day=draw(st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))),
        stated_weekday=draw(st.sampled_from(["", *"월화수목금토일"])),
        starts=draw(st.none() | _times),
        ends=draw(st.none() | _times),
        place=draw(st.just("") | heads),
        recorder=draw(st.just("") | heads),
        seats=draw(st.lists(_seats(), max_size=8)),
        observers=draw(st.lists(st.builds(ObserverLine, heads, st.integers(1, 999)), max_size=3)),
        totals=Totals(draw(count), draw(count), draw(count), draw(count)),
        agenda=[
            Item(at, draw(heads), draw(st.lists(lines, max_size=3)), draw(_decisions()))
            for at in numbers
        ],
        main_points=draw(st.lists(lines, max_size=3)),
        next_meeting=draw(st.just("") | lines),
        notes=draw(st.lists(lines, max_size=2)),
        speeches=[
            SpeechLine(order, draw(heads), draw(speeches), at or None)
            for order, at in enumerate(spoken_to, 1)
        ],
        attachments=draw(st.lists(_attachments(), max_size=2)),
        remarks=draw(st.lists(lines, max_size=2)),
    )


_times = st.builds(dt.time, st.integers(0, 23), st.integers(0, 59))


@st.composite
def _seats(draw: st.DrawFn) -> SeatLine:
    groups = st.sampled_from(["", "도시숲분과", "안전분과", "(안 건 1)"])
    names, said = st.just("") | heads, st.just("") | st.just("") | heads
    seat = SeatLine(draw(heads), draw(groups), draw(st.sampled_from(Status)), draw(names))
    seat.note = draw(said)
    if seat.status is Status.DELEGATED:
        seat.delegated_to = draw(said)
    if seat.status is Status.ABSENT:
        seat.excused = draw(st.booleans())
    if seat.status in (Status.PRESENT, Status.DELEGATED):
        seat.arrived, seat.left = draw(st.none() | _times), draw(st.none() | _times)
    return seat


def _decisions() -> st.SearchStrategy[Decision]:
    """What came out of an item, of every kind, in part or not at all."""
    kinds = st.sampled_from(["", *DECISIONS])
    count, told = st.none() | st.integers(0, 999), st.lists(lines, max_size=2)
    return st.builds(Decision) | st.builds(Decision, kinds, count, count, count, told, told)


@st.composite
def _attachments(draw: st.DrawFn) -> Attachment:
    return Attachment(draw(heads), draw(st.lists(lines, max_size=4)))
