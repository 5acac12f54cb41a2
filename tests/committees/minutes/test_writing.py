"""What we write says what the minutes say, whole and in order, in every format."""

from collections.abc import Callable, Sequence

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings

from civicforum.kit.papers.fonts import printable
from committees.minutes.document import Item, Minutes, SpeechLine
from committees.minutes.writing.docx import write_docx
from committees.minutes.writing.form import form_of
from committees.minutes.writing.hwpx import write_hwpx
from committees.minutes.writing.pdf import write_pdf
from tests.committees.minutes import drawing, made_up
from tests.committees.minutes.reading_back import (
    Contents,
    bare,
    from_docx,
    from_hwpx,
    from_pdf,
    minutes_of,
    strings_of,
)

Write = Callable[[Minutes], bytes]


def drawn(times: int) -> settings:
    """How often minutes are drawn; a machine under load is no failure."""
    return settings(max_examples=times, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize(("write", "read"), [(write_hwpx, from_hwpx), (write_docx, from_docx)])
def test_made_up_minutes_come_back_equal(write: Write, read: Callable[[bytes], Contents]) -> None:
    assert minutes_of(read(write(made_up.minutes()))) == made_up.minutes()


@drawn(25)
@given(drawing.minutes())
def test_any_minutes_come_back_equal_from_hwpx(minutes: Minutes) -> None:
    assert minutes_of(from_hwpx(write_hwpx(minutes))) == minutes


@drawn(25)
@given(drawing.minutes())
def test_any_minutes_come_back_equal_from_docx(minutes: Minutes) -> None:
    assert minutes_of(from_docx(write_docx(minutes))) == minutes


@drawn(25)
@given(drawing.minutes())
def test_a_pdf_says_every_string_in_order(minutes: Minutes) -> None:
    said = "".join(text for _tag, text in from_pdf(write_pdf(minutes)))
    assert bare(said) == bare(printable("".join(strings_of(form_of(minutes)))))


def test_a_pdf_tags_heads_paragraphs_and_cells() -> None:
    form = form_of(made_up.minutes())
    tagged = from_pdf(write_pdf(made_up.minutes()))

    def all_in(*tags: str) -> list[str]:
        return [bare(text) for tag, text in tagged if tag in tags]

    def bared(texts: Sequence[str]) -> list[str]:
        return [bare(text) for text in texts]

    assert all_in("H1") == bared([form.title])
    assert all_in("H2") == ["일정", "참석명단", "회의안건", "주요내용", "다음회의", "회의내용",
                            "별첨", "회의사진", "비고"]  # fmt: skip
    assert all_in("H3") == bared(
        [section.head for section in form.discussion] + [one.head for one in form.attachments]
    )
    discussed = [
        text
        for section in form.discussion
        for text in [
            *section.notes,
            *section.decided,
            *(
                part
                for speech in section.speeches
                for part in [speech.opening + speech.paragraphs[0], *speech.paragraphs[1:]]
            ),
        ]
    ]
    told = form.attendance.told
    paragraphs = [*form.schedule, *told, *form.agenda, *form.main_points, *form.next_meeting]
    assert all_in("P") == bared([*paragraphs, *discussed, *form.remarks])
    assert all_in("TH") == bared([*form.attendance.columns, "순번", "내용"])


def test_a_pdf_sets_a_speech_apart_from_what_is_quoted_in_one() -> None:
    """A speech hangs out to the margin; lines of it run on one step in, its paragraphs two."""
    quoting = "첫 줄\n▸간사: 인용\n" + "긴 문단 " * 40
    speeches = [SpeechLine(1, "위원장", quoting), SpeechLine(2, "간사", "발언")]
    with pypdfium2.PdfDocument(write_pdf(Minutes(title="회의록", speeches=speeches))) as document:
        page = document[0].get_textpage()
        text = page.get_text_range().replace("\r\n", "\n")
        edges = {
            line: round(page.get_charbox(page.search(line).get_next()[0], loose=True)[0])
            for line in text.split("\n")
            if line.startswith(("▸", "긴 문단 긴"))
        }
    assert [line[:6] for line in edges] == [
        "▸위원장: ",
        "▸간사: 인",
        "긴 문단 긴",
        "▸간사: 발",
    ]
    margin, quoted, paragraph, following = edges.values()
    assert margin == following
    assert quoted == paragraph == margin + 20


def test_a_pdf_has_bookmarks_and_numbered_pages_and_repeats_heads_of_tables() -> None:
    minutes = made_up.minutes()
    minutes.seats = minutes.seats * 10
    with pypdfium2.PdfDocument(write_pdf(minutes)) as document:
        marks = [(mark.level, mark.get_title()) for mark in document.get_toc()]
        pages = [page.get_textpage().get_text_range() for page in document]
    assert (0, minutes.title) in marks
    assert (1, "회의내용") in marks
    assert (2, "(안 건 2) 하반기 운영계획(안) 논의") in marks
    assert [page.split()[-3:] for page in pages] == [
        [str(number), "/", str(len(pages))] for number in range(1, len(pages) + 1)
    ]
    assert "순번 구분 명단 참석 위임 불참" in pages[1]


def test_what_no_typeface_draws_is_printed_as_its_code() -> None:
    minutes = Minutes(title="회의록", remarks=["좋습니다 😀", "\ud83d반\u00ad쪽\x00\u200b"])
    said = "".join(text for _tag, text in from_pdf(write_pdf(minutes)))
    assert "좋습니다〔U+1F600〕" in bare(said)
    assert bare(said).endswith("반쪽")


@pytest.mark.parametrize("word", ["민-관", "02-2670-3114", "A-Z", "well-known"])
def test_no_line_of_a_pdf_ends_in_a_hyphen_that_a_reader_would_drop(word: str) -> None:
    for blanks in range(12):
        minutes = Minutes(title="회의록", remarks=[f"{'가' * blanks} {f'{word} ' * 40}"])
        assert "".join(_text_of(write_pdf(minutes)).split()).count(word) == 40


@pytest.mark.parametrize("write", [write_hwpx, write_docx, write_pdf])
def test_minutes_of_nothing_are_an_empty_form(write: Write) -> None:
    assert write(Minutes())


@pytest.mark.parametrize(("write", "read"), [(write_hwpx, from_hwpx), (write_docx, from_docx)])
def test_what_xml_forbids_is_left_out(write: Write, read: Callable[[bytes], Contents]) -> None:
    minutes = Minutes(title="가 협의회 1차 회의록", place="1층\x00\x1b 회의실\ud800")
    assert minutes_of(read(write(minutes))).place == "1층 회의실"


def test_an_item_nobody_spoke_to_keeps_its_place_and_one_taken_up_again_is_named_again() -> None:
    minutes = Minutes(
        agenda=[Item(1, "첫째", ["○ 자료"]), Item(2, "둘째"), Item(3, "셋째")],
        speeches=[
            SpeechLine(3, "간사", "다시 첫째", 1),
            SpeechLine(1, "위원장", "개회", None),
            SpeechLine(2, "간사", "둘째 말", 2),
            SpeechLine(4, "위원장", "폐회", None),
            SpeechLine(5, "간사", "없던 안건", 9),
        ],
    )
    sections = form_of(minutes).discussion
    assert [(section.head, section.notes, len(section.speeches)) for section in sections] == [
        ("", [], 1),
        ("(안 건 1) 첫째", ["○ 자료"], 0),
        ("(안 건 2) 둘째", [], 1),
        ("(안 건 1) 첫째", [], 1),
        ("(안건 외)", [], 1),
        ("(안 건 9)", [], 1),
        ("(안 건 3) 셋째", [], 0),
    ]


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("", ("물빛회 2차 회의록", "")),
        ("물빛회 2차 회의록", ("물빛회 2차 회의록", "")),
        ("회의 결과", ("회의 결과", "물빛회 2차 회의")),
    ],
)
def test_a_title_that_does_not_tell_the_meeting_has_it_told_below(
    title: str, printed: tuple[str, str]
) -> None:
    form = form_of(Minutes(title=title, body="물빛회", number=2))
    assert (form.title, form.subtitle) == printed


def _text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
