"""The sheets that go with a meeting: who signs in, and who is paid."""

import io

import pypdfium2
import segno
from openpyxl import load_workbook

from committees.minutes.document import Minutes
from committees.minutes.writing.fee_sheet import COLUMNS, NOBODY, Fee, write_fee_sheet
from committees.minutes.writing.sign_in import write_sign_in
from tests.committees.minutes import made_up
from tests.committees.minutes.reading_back import bare, from_pdf


def fee_rows(fees: list[Fee]) -> list[list[object]]:
    book = load_workbook(io.BytesIO(write_fee_sheet(made_up.minutes(), fees)))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


def test_a_fee_sheet_lists_who_is_paid_and_sums_by_formula() -> None:
    rows = fee_rows(made_up.fees())
    assert rows[0][0] == "참석수당 지급명세서"
    assert rows[1][0] == "강변마을 실무협의회 3차 회의"
    assert rows[5:] == [
        list(COLUMNS),
        [1, "도시숲분과장", "가나다", "물빛주민회", 100_000, None, None],
        [2, "안전분과장", "라마바", "=HYPERLINK(1)", 70_000, None, None],
        ["합계", None, None, None, "=SUM(E7:E8)", '=COUNT(E7:E8)&"명"', None],
    ]


def test_a_text_on_a_fee_sheet_is_never_a_formula() -> None:
    book = load_workbook(io.BytesIO(write_fee_sheet(made_up.minutes(), made_up.fees())))
    sheet = book.worksheets[0]
    assert [sheet[place].data_type for place in ("D8", "E9", "F9")] == ["s", "f", "f"]


def test_a_fee_sheet_of_nobody_says_so_and_adds_nothing_up() -> None:
    rows = fee_rows([])
    assert rows[6:] == [[NOBODY, *[None] * (len(COLUMNS) - 1)]]


def test_a_fee_sheet_repeats_its_heads_on_paper() -> None:
    book = load_workbook(io.BytesIO(write_fee_sheet(made_up.minutes(), made_up.fees())))
    assert book.worksheets[0].print_title_rows == "$6:$6"


def test_a_sign_in_sheet_has_a_row_for_each_seat_and_some_for_others() -> None:
    cells = [
        bare(text)
        for tag, text in from_pdf(write_sign_in(made_up.minutes(), blank_rows=2))
        if tag == "TD"
    ]
    assert cells == ["1", "도시숲분과", "분과장", "2", "부분과장", "3", "안전분과", "분과장", "4",
                     "부분과장(1)", "5", "부분과장(2)", "6", "지역협치팀", "팀장", "7",
                     "협치조정관", "8", "참관인", "9", "10"]  # fmt: skip


def test_a_sign_in_sheet_carries_the_code_of_its_address() -> None:
    written = write_sign_in(made_up.minutes(), made_up.CHECK_IN)
    (text,) = _pages(written)
    assert made_up.CHECK_IN in text.replace("\r\n", "")
    assert _modules_on(written) == [
        [bool(dark) for dark in row] for row in segno.make(made_up.CHECK_IN, error="m").matrix
    ]
    assert "등록할 수" not in "".join(_pages(write_sign_in(made_up.minutes())))


def test_blank_rows_fill_the_first_page_of_a_sign_in_sheet_and_no_other() -> None:
    for seats, address in ((1, ""), (13, made_up.CHECK_IN), (16, made_up.CHECK_IN), (15, "")):
        minutes = Minutes(body="물빛회", number=1, seats=made_up.minutes().seats[:1] * seats)
        (page,) = _pages(write_sign_in(minutes, address))
        rows = page.split("서명")[-1].split("1 / 1")[0]
        blank = max(int(word) for word in rows.split() if word.isdigit()) - seats
        assert blank > 0
        assert len(_pages(write_sign_in(minutes, address, blank_rows=blank + 1))) == 2


def test_a_long_sign_in_sheet_repeats_its_heads() -> None:
    minutes = Minutes(body="물빛회", number=1, seats=made_up.minutes().seats * 6)
    pages = _pages(write_sign_in(minutes))
    assert len(pages) > 2
    assert all("순번 구분 명단 성명 서명" in page for page in pages)


def _pages(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


def _modules_on(data: bytes) -> list[list[bool]]:
    """The squares of the code as a camera would see them on the page."""
    with pypdfium2.PdfDocument(data) as document:
        image = document[0].render(scale=6).to_pil().convert("L")
    width, height = image.size
    corner = image.crop((width * 2 // 3, height // 9, width, height // 3))
    dark = corner.point(lambda value: 255 if value < 128 else 0)
    _, top, _, _ = dark.getbbox() or (0, 0, 0, 0)
    left, _, right, _ = dark.crop((0, top + 2, dark.width, top + 3)).getbbox() or (0, 0, 0, 0)
    size = len(segno.make(made_up.CHECK_IN, error="m").matrix)
    middles = [(at + 0.5) * (right - left) / size for at in range(size)]
    return [[bool(dark.getpixel((int(left + x), int(top + y)))) for x in middles] for y in middles]
