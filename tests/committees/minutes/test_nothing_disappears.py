"""Whatever a document is made of, nothing in it disappears and no speech comes twice."""

import json
import re
from collections.abc import Sequence

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from committees.minutes.reading.draft import HEAD
from committees.minutes.reading.heads import HEADS
from committees.minutes.reading.marks import squeezed
from committees.minutes.reading.reader import read_source
from committees.minutes.reading.result import Reading
from committees.minutes.reading.source import Part, Raw, Source
from tests.committees.minutes.reading_them import contract

#: What is printed of a thing a second time, beside its own place.
AGAIN = ("names_found", "personal", "warnings", "body", "projects")
SHAPES = [
    *"""\
{}
  {}
{}입니다.
{} 합니다
○ {}
□ {}
- {}
※ {}
▸ {}
1. {}
2) {}
가. {}
① {}
({})
▸ㅇㅇㅇ 위원장: {}
▸ㅇㅇㅇ 팀장: {} 그렇습니다.
위원: {}
○의장 ○○○  {}
○위원 {} 좋습니다.
[위원장] {}
[간사]{}
위원(김○○): {}
안건1) {}
(안 건 1) {}
안건 2. {}
의사일정 제1항 {}
<안건 3> {}
별첨. {}
붙임: {}
1 {}
2 {}
3
12 {} o
{} o
위원 {} o
순번 구분 명단 참석 위임 불참
순번 내용
총 참석자 8 5
합계 3명 {}
참석자: {} 외 3명
불참위원: {}, {}
일시: 2020.1.2 {}
일시 : 2021. 3. 4.(목) 10:00 ~ 12:00
장소: {}
장소 : {} 일시: 2020.1.3
기록자 {}
차기회의: {}
2022.2.2 {}
{} 3차 회의록
- 3 -
(10시 20분 {})
(안건 외)""".splitlines(),
    *HEADS,
    *(f"{number}. {head}" for number, head in enumerate(HEADS)),
]
ODD = st.text(st.characters(codec="utf-8", exclude_characters="\n\r\x0b\x0c\x85\u2028\u2029"))
LINES = st.lists(st.sampled_from(SHAPES) | st.sampled_from(SHAPES[:22]), min_size=1, max_size=40)
SETTINGS = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def token(number: int) -> str:
    """A word that stands nowhere else and is nobody's name."""
    digits = "뷁쀍뾹쁅쁇쁗쁝쁠쁢쁣"
    return "뙓" + "".join(digits[int(digit)] for digit in f"{number:04}") + "뙓"


def document(shapes: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """The lines of a document, and the words of each that must not be lost."""
    lines, tokens, count = [], [], 0
    for shape in shapes:
        own = [token(count + place) for place in range(shape.count("{}"))]
        count += len(own)
        lines.append(shape.format(*own))
        tokens.append(own)
    return lines, tokens


def printed(reading: Reading) -> str:
    found = {key: value for key, value in contract(reading).items() if key not in AGAIN}
    return json.dumps(found, ensure_ascii=False)


@SETTINGS
@given(LINES, st.booleans())
def test_every_word_of_every_line_is_printed(shapes: list[str], wraps: bool) -> None:
    lines, tokens = document([*shapes, "{}"])
    reading = read_source(Source.of(Raw(line, wraps=wraps) for line in lines))
    shown = printed(reading)
    for own in tokens:
        for word in own:
            assert word in shown, lines


@SETTINGS
@given(LINES, st.booleans())
def test_every_speech_is_there_once_and_whole(shapes: list[str], wraps: bool) -> None:
    lines, _tokens = document([*shapes, "▸ㅇㅇㅇ 위원장: {}"])
    reading = read_source(Source.of(Raw(line, wraps=wraps) for line in lines))
    assert all(line.place for line in reading.lines)
    spoken = "".join(squeezed(line.text) for line in reading.lines if line.place == "speeches")
    told = [squeezed(one.text) for one in reading.minutes.speeches]
    assert [one.order for one in reading.minutes.speeches] == list(range(1, len(told) + 1))
    for text in told:  # what is left between the speeches are their openings
        opening, found, spoken = spoken.partition(text)
        assert found == text, lines
        assert len(opening) < 20, lines
    assert spoken == "" or not told[-1]


@SETTINGS
@given(st.lists(ODD, min_size=1, max_size=20))
@example(["위임", "위임", "위임"])
@example(["참석명단", "위임", "참석 불참"])
def test_any_text_at_all(texts: list[str]) -> None:
    source = Source.of([Raw("회의 내용"), *map(Raw, texts)])
    reading = read_source(source)
    assert all(line.place for line in reading.lines)
    shown = squeezed(json.loads(json.dumps(printed(reading))))
    for line in reading.lines:
        if line.place != HEAD:
            for word in re.findall(r"[가-힣]{2,}", line.text):
                assert word in shown


@SETTINGS
@given(st.lists(st.lists(st.sampled_from(SHAPES), min_size=2, max_size=5), max_size=12))
def test_rows_of_tables(rows: list[list[str]]) -> None:
    texts, tokens = document(["|".join(row) for row in rows])
    raws = [Raw("참석명단")]
    for text in texts:
        pieces = [piece.strip() for piece in text.split("|")]
        raws.append(Raw(" ".join(pieces), tuple(Part(n, one) for n, one in enumerate(pieces))))
    reading = read_source(Source.of(raws))
    shown = printed(reading)
    for word in (word for own in tokens for word in own):
        assert word in shown, texts
