"""A report in the city's form: whole in every format, and read back by other people's programs."""

import io
from zipfile import ZipFile

import pypdfium2
import pytest
from hwpx import HwpxDocument
from hwpx.tools.package_validator import validate_editor_open_safety, validate_package
from hwpx.tools.validator import validate_document
from lxml import etree
from openpyxl import load_workbook

from civicforum.kit.papers.document import Column, Line, Paper, Table, head
from civicforum.kit.papers.hwpx import write_hwpx
from civicforum.kit.papers.pdf import write_pdf
from civicforum.kit.papers.workbook import SUMMARY, write_workbook

COLUMNS = (Column("다울마당", 3, is_text=True), Column("회의"), Column("비율"))
PAPER = Paper(
    "2026년 상반기 점검 & <결과>",
    "기준일 2026. 6. 30.(화)",
    (
        head("요약"),
        Line("=SUM(A1:A9)로 시작하는 줄"),
        Line("둘째 줄\n이어짐\x0b", 2),
        Table("표: 하나/둘", COLUMNS, [("가", 1, 0.5), ("=1+1", None, 12.25)]),
        Table("표: 하나/둘", COLUMNS[:1], [("나",)]),
        Line("더 아래", 3),
    ),
)
LINES = [
    "□ 요약",
    "○ =SUM(A1:A9)로 시작하는 줄",
    "- 둘째 줄 이어짐",
    "· 더 아래",
]


def test_hwpx_is_read_back_with_its_lines_and_tables() -> None:
    data = write_hwpx(PAPER)
    document = HwpxDocument.open(io.BytesIO(data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:2] == [PAPER.title, PAPER.as_of]
    assert [text for text in texts if text[:1] in "□○-·" and text] == LINES
    tables = [table for paragraph in document.paragraphs for table in paragraph.tables]
    cells = [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]
    assert cells == [
        [["다울마당", "회의", "비율"], ["가", "1", "0.5"], ["=1+1", "", "12.25"]],
        [["다울마당"], ["나"]],
    ]


def test_hwpx_is_a_package_that_hangul_opens() -> None:
    data = write_hwpx(PAPER)
    assert validate_package(data).issues == ()
    assert validate_document(data).issues == ()
    assert validate_editor_open_safety(data).reopen_ok
    with ZipFile(io.BytesIO(data)) as archive:
        section = etree.fromstring(archive.read("Contents/section0.xml"))
        header = etree.fromstring(archive.read("Contents/header.xml"))
    for used, kind in (("styleIDRef", "style"), ("paraPrIDRef", "paraPr"),
                       ("charPrIDRef", "charPr"), ("borderFillIDRef", "borderFill")):  # fmt: skip
        known = {found.get("id") for found in header.iter(f"{{*}}{kind}")}
        assert {found.get(used) for found in section.iter() if found.get(used)} <= known
    tables = [*section.iter("{*}tbl")]
    assert len({table.get("id") for table in tables}) == len(tables) == 2
    assert {table.get("repeatHeader") for table in tables} == {"1"}


def test_pdf_has_every_line_and_cell_in_order() -> None:
    with pypdfium2.PdfDocument(write_pdf(PAPER)) as document:
        text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    places = [text.index("".join(line.split())) for line in LINES]
    assert places == sorted(places)
    assert "가10.5=1+112.25" in text


def test_a_workbook_has_numbers_as_numbers_and_runs_nothing() -> None:
    book = load_workbook(io.BytesIO(write_workbook(PAPER)))
    first, *tables = book.worksheets
    assert first.title == SUMMARY
    assert [cell.value for cell in first["A"]] == [PAPER.title, PAPER.as_of, *LINES]
    assert {cell.data_type for cell in first["A"]} == {"s"}
    assert list(tables[0].iter_rows(values_only=True))[1:] == [
        ("가", 1, 0.5),
        ("=1+1", None, 12.25),
    ]
    assert tables[0]["A3"].data_type == "s"
    assert len(tables) == 2


@pytest.mark.parametrize("write", [write_hwpx, write_pdf, write_workbook])
def test_the_same_document_is_the_same_bytes(write: object) -> None:
    assert callable(write)
    assert write(PAPER) == write(PAPER)
