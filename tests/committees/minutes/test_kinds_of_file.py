"""The same minutes from every kind of file."""

import codecs
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from committees.minutes.document import Minutes
from tests.committees.minutes.files import WORD, Block, docx, hwp, hwpx, pdf, table, zipped
from tests.committees.minutes.layouts import (
    BRACKETS,
    COLUMNS,
    COUNCIL_TEXT,
    SEATS,
    TALK,
    council_form,
)
from tests.committees.minutes.reading_them import read, speeches

KINDS: dict[str, Callable[[Sequence[Block]], bytes]] = {"hwpx": hwpx, "hwp": hwp, "docx": docx}


@pytest.mark.parametrize("kind", KINDS)
def test_the_council_form(kind: str, tmp_path: Path) -> None:
    reading = read(tmp_path, KINDS[kind](council_form()), f"minutes.{kind}")
    minutes = reading.minutes
    assert (minutes.number, minutes.place, minutes.recorder) == (7, "숲마당 큰방", "숲지원관")
    assert [(seat.group, seat.role, _korean(seat.status.value)) for seat in minutes.seats] == SEATS
    assert _totals(minutes) == (5, 1, 1)
    assert [item.title for item in minutes.agenda] == ["숲 가꾸기 사업 안내", "가을 나눔잔치 준비"]
    assert minutes.main_points == ["숲 가꾸기 사업 소개", "나눔잔치 여는 방법"]
    assert minutes.next_meeting == "2023 가을 나눔잔치"
    assert speeches(reading) == [(2, speaker, text) for speaker, text in TALK]
    assert minutes.agenda[0].notes == ["○ 진행과정"]
    assert minutes.remarks == ["사진은 다음에 붙인다."]
    assert reading.unplaced == []
    assert reading.messages == []


@pytest.mark.parametrize("kind", KINDS)
def test_paragraphs_that_are_lines_of_a_text(kind: str, tmp_path: Path) -> None:
    """Each line of a copied text as a paragraph gives what the text gives."""
    data = KINDS[kind](COUNCIL_TEXT.replace("\ufffd", "\ue001").split("\n"))
    reading = read(tmp_path, data, f"minutes.{kind}")
    plain = read(tmp_path, COUNCIL_TEXT)
    assert _squeezed(speeches(reading)) == _squeezed(speeches(plain))
    assert reading.minutes.seats == plain.minutes.seats
    assert reading.unplaced == []


@pytest.mark.parametrize("middle", [False, True])
def test_columns_of_a_pdf_are_known_by_where_words_stand(middle: bool, tmp_path: Path) -> None:
    """The word of a merged cell comes with its first row, or in the middle of its rows."""
    reading = read(tmp_path, pdf([_page(middle=middle), [(40.0, 800.0, "- 2 -")]]), "minutes.pdf")
    seats = [(s.group, s.role, _korean(s.status.value)) for s in reading.minutes.seats]
    assert seats == SEATS
    assert _totals(reading.minutes) == (5, 1, 1)
    assert speeches(reading) == [(None, "나무분과장", "이름표를 만들면 좋겠습니다.")]
    assert reading.minutes.main_points == ["숲 가꾸기 사업 소개"]
    assert reading.unplaced == []


def _page(*, middle: bool) -> list[tuple[float, float, str]]:
    """A page with the council's table, as its words are written one after the other."""
    places = (40.0, 80.0, 160.0, 240.0, 280.0, 320.0)
    heads = zip(places, ["순번", "구분", "명단", *COLUMNS], strict=True)
    page = [(40.0, 800.0, "마을숲운영협의회 7차 회의록"), (40.0, 780.0, "참석명단")]
    page += [(x, 760.0, word) for x, word in heads]
    rows: list[tuple[float, float, str]] = []
    for number, (group, role, status) in enumerate(SEATS):
        y = 740.0 - 20 * number
        rows += [(40.0, y, str(number + 1)), (160.0, y, role)]
        rows.append((240.0 + 40 * COLUMNS.index(status) + 6, y, "o"))
        of_group = [place for place, seat in enumerate(SEATS) if seat[0] == group]
        if number == of_group[0]:
            down = 20.0 * (of_group[0] + of_group[-1]) / 2 if middle else 20.0 * number + 6
            rows.insert(len(rows) - 2, (80.0, 740.0 - down, group))
    if middle:
        rows.sort(key=lambda piece: (-piece[1], piece[0]))
    y = 740.0 - 20 * len(SEATS)
    page += [*rows, (40.0, y, "총 참석자"), (246.0, y, "5"), (286.0, y, "1"), (326.0, y, "1")]
    page += [(40.0, y - 20, "주요내용"), (120.0, y - 20, "▸ 숲 가꾸기 사업 소개")]
    page += [(40.0, y - 40, "회의내용")]
    return [*page, (40.0, y - 60, "▸ㅇㅇㅇ 나무분과장: 이름표를 만들면 좋겠습니다.")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-be"])
def test_text_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    mark = codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""
    reading = read(tmp_path, mark + BRACKETS.encode(encoding))
    assert reading.minutes.title == "2023년 제3차 도시농업위원회 회의록"
    assert len(reading.minutes.speeches) == 4


def test_a_broken_character_does_not_change_the_encoding(tmp_path: Path) -> None:
    data = BRACKETS.encode().replace("교육을".encode(), b"\xff" + "교육을".encode())
    assert speeches(read(tmp_path, data))[-1][2] == "교육을 늘립시다."


def test_what_was_deleted_in_word_is_not_read_and_what_was_added_is(tmp_path: Path) -> None:
    raw = (
        "<w:p><w:r><w:t>[위원장] 시작</w:t></w:r>"
        "<w:del><w:r><w:delText>끝</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>하겠습니다.</w:t></w:r></w:ins></w:p>"
    )
    footnote = f"<w:footnotes {WORD}><w:p><w:r><w:t>각주가 있다.</w:t></w:r></w:p></w:footnotes>"
    data = docx(["2차 회의록", "회의내용"], raw=raw, extra={"word/footnotes.xml": footnote})
    reading = read(tmp_path, data, "minutes.docx")
    assert speeches(reading) == [(None, "위원장", "시작하겠습니다.\n각주가 있다.")]


def test_what_was_deleted_in_hangul_is_not_read(tmp_path: Path) -> None:
    data = hwpx(["2차 회의록", "회의내용", "[위원장] 시작DELETED하겠습니다."])
    inside = "시작<hp:deleteBegin/>끝<hp:deleteEnd/>하겠습니다."
    changed = _with_section(data, "시작DELETED하겠습니다.", inside)
    assert speeches(read(tmp_path, changed, "minutes.hwpx")) == [
        (None, "위원장", "시작하겠습니다.")
    ]


def test_a_page_head_is_listed_and_not_spoken(tmp_path: Path) -> None:
    header = f"<w:hdr {WORD}><w:p><w:r><w:t>대외비</w:t></w:r></w:p></w:hdr>"
    data = docx(
        ["2차 회의록", "회의내용", "[위원장] 시작하겠습니다."], extra={"word/header1.xml": header}
    )
    reading = read(tmp_path, data, "minutes.docx")
    assert reading.unplaced == ["대외비"]


def test_a_table_inside_the_discussion_stays_in_its_rows(tmp_path: Path) -> None:
    talk: list[Block] = [
        "2차 회의록",
        "회의내용",
        "안건1) 발표",
        "○ 발표 순서",
        table(["분과", "사업"], ["새", "새집"]),
    ]
    reading = read(tmp_path, hwpx(talk), "minutes.hwpx")
    assert reading.minutes.agenda[0].notes == ["○ 발표 순서", "분과 사업", "새 새집"]


def _korean(status: str) -> str:
    return {"present": "참석", "delegated": "위임", "absent": "불참"}[status]


def _totals(minutes: Minutes) -> tuple[int | None, int | None, int | None]:
    return minutes.totals.present, minutes.totals.delegated, minutes.totals.absent


def _squeezed(rows: list[tuple[int | None, str, str]]) -> list[tuple[int | None, str, str]]:
    return [(item, speaker, "".join(text.split())) for item, speaker, text in rows]


def _with_section(data: bytes, old: str, new: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    section = parts["Contents/section0.xml"]
    assert isinstance(section, bytes)
    parts["Contents/section0.xml"] = section.decode().replace(old, new)
    return zipped(parts)


def test_styles_that_say_what_a_line_is_are_believed(tmp_path: Path) -> None:
    """In the portal's own documents a speech may hold what elsewhere begins another."""
    header = (
        "<head><styles><style id='1' name='발언'/><style id='2' name='발언 이어짐'/>"
        "<style id='3' name='알림 1'/><style id='4' type='CHAR' name='발언자' charPrIDRef='9'/>"
        "</styles></head>"
    )
    data = hwpx(["2차 회의록", "회의내용", "(안 건 1) 잔치", "NOTE", "SPEECH", "MORE"])
    data = _with_section(
        data, "<hp:p><hp:run><hp:t>NOTE", '<hp:p styleIDRef="3"><hp:run><hp:t>▸팀장: 메모'
    )
    data = _with_section(
        data,
        "<hp:p><hp:run><hp:t>SPEECH",
        '<hp:p styleIDRef="1"><hp:run charPrIDRef="9"><hp:t>▸새 친구:</hp:t></hp:run>'
        "<hp:run><hp:t> 맞습니다.",
    )
    data = _with_section(
        data, "<hp:p><hp:run><hp:t>MORE", '<hp:p styleIDRef="2"><hp:run><hp:t>비고'
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    path = zipped({**parts, "Contents/header.xml": header})
    reading = read(tmp_path, path, "minutes.hwpx")
    assert speeches(reading) == [(1, "새 친구", "맞습니다.\n비고")]
    assert reading.minutes.agenda[0].notes == ["▸팀장: 메모"]
