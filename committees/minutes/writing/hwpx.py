"""Minutes as HWPX, the form Korean offices edit: one table whose left column are the heads.

One table with merged cells rather than tables in a table: Hangul does not break an inner table
over pages. The discussion is a row per speech, with open cells beside it rather than a merged
one: neither a cell nor a merged row is then ever larger than a page can hold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from committees.minutes.document import Minutes
from committees.minutes.writing import styles
from committees.minutes.writing.form import (
    ATTACHMENT_COLUMNS,
    MARK_COLUMNS,
    TOTAL,
    Attached,
    Attendance,
    Form,
    Heads,
    Seat,
    Section,
    Speech,
    form_of,
)
from committees.minutes.writing.hwpx_package import (
    CELL,
    CHARACTERS_OF_SPEAKER,
    DECLARATION,
    NAMESPACES,
    OPEN_CELL,
    SHADED_CELL,
    SHADED_OPEN_CELL,
    TOP_CELL,
    UNSHADED,
    hwpx,
    units,
)
from committees.minutes.writing.outline import level
from committees.minutes.writing.photos import Photo, Print, developed
from committees.minutes.writing.styles import STYLES, Style
from committees.minutes.writing.text import one_line

_MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = units(210 * _MM), units(297 * _MM)
SIDE, TOP, BOTTOM, FOOT = (units(mm * _MM) for mm in (20, 15, 12, 10))
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE
HEAD_WIDTH, NUMBER_WIDTH, MARK_WIDTH, PHOTO_WIDTH = (units(mm * _MM) for mm in (23, 11, 14, 100))
CELL_MARGIN, CELL_MARGIN_ABOVE = 510, 200
LINE_HEIGHT = units(16)


@dataclass(frozen=True)
class _Cell:
    """A cell of the one table; `column` counts from the heads' column, 0."""

    column: int
    paragraphs: list[str]
    columns: int = 1
    rows: int = 1
    fill: int = CELL


_Rows = list[list[_Cell]]


def write_hwpx(minutes: Minutes, photos: Sequence[Photo] = ()) -> bytes:
    """Return the minutes as an HWPX file."""
    form = form_of(minutes)
    prints = {f"photo{place}": developed(photo) for place, photo in enumerate(photos, 1)}
    section = _section(form, prints)
    return hwpx(form.title, section, {name: photo.jpeg for name, photo in prints.items()})


def _section(form: Form, prints: dict[str, Print]) -> str:
    subtitle = _paragraph(styles.SUBTITLE, form.subtitle) if form.subtitle else ""
    return (
        f"{DECLARATION}<hs:sec {NAMESPACES}>"
        + _styled(styles.TITLE, _run(styles.TITLE, _PAGE) + _text(styles.TITLE, form.title))
        + subtitle
        + _styled(styles.NORMAL, _run(styles.NORMAL, _table(form, prints)))
        + "</hs:sec>"
    )


def _table(form: Form, prints: dict[str, Print]) -> str:
    widths = _widths(form.attendance)
    wide = len(widths) - 1

    def lines(texts: list[str]) -> _Rows:
        return [[_Cell(1, [_paragraph(styles.LINE, text) for text in texts], wide)]]

    blocks = {
        Heads.SCHEDULE: lines(form.schedule),
        Heads.SEATS: _seats(form.attendance, wide),
        Heads.AGENDA: lines(form.agenda),
        Heads.MAIN_POINTS: lines(form.main_points),
        Heads.NEXT_MEETING: lines(form.next_meeting),
        Heads.DISCUSSION: [row for one in form.discussion for row in _said(one, wide)],
        Heads.ATTACHMENTS: [row for one in form.attachments for row in _attached(one, wide)],
        Heads.PHOTOS: [[_Cell(1, _photo(name, photo), wide)] for name, photo in prints.items()],
        Heads.REMARKS: lines(form.remarks),
    }
    rows: _Rows = []
    for head, block in blocks.items():
        rows += _headed(head, block or lines([]), merged=head != Heads.DISCUSSION)
    return _drawn(rows, widths)


def _headed(head: str, block: _Rows, merged: bool) -> _Rows:
    """Rows with their head in the left column."""
    title = [_paragraph(styles.HEAD, head)]
    if merged:
        return [[_Cell(0, title, rows=len(block), fill=SHADED_CELL), *block[0]], *block[1:]]
    blank = _Cell(0, [_paragraph(styles.HEAD, "")], fill=SHADED_OPEN_CELL)
    first = _Cell(0, title, fill=SHADED_OPEN_CELL)
    return [[first, *block[0]], *([blank, *row] for row in block[1:])]


def _widths(attendance: Attendance) -> list[int]:
    marks = [MARK_WIDTH] * len(MARK_COLUMNS)
    named = len(attendance.columns) - 1 - len(marks)
    left = TEXT_WIDTH - HEAD_WIDTH - NUMBER_WIDTH - sum(marks)
    shares = [left // named] * (named - 1)
    return [HEAD_WIDTH, NUMBER_WIDTH, *shares, left - sum(shares), *marks]


def _seats(attendance: Attendance, wide: int) -> _Rows:
    head = _cells(1, attendance.columns, styles.COLUMN_HEAD, fill=SHADED_CELL)
    first_mark = 1 + len(attendance.columns) - len(MARK_COLUMNS)
    total = _Cell(1, [_paragraph(styles.COLUMN_HEAD, TOTAL)], first_mark - 1, fill=SHADED_CELL)
    totals = _cells(first_mark, attendance.totals, styles.COLUMN_HEAD)
    seats = [_seat(seat, attendance.named) for seat in attendance.seats]
    told = [_paragraph(styles.TOLD, line) for line in attendance.told]
    below = [[_Cell(1, told, wide)]] if told else []
    return [head, *seats, [total, *totals], *below]


def _seat(seat: Seat, named: bool) -> list[_Cell]:
    number, role = _paragraph(styles.CELL, seat.number), _paragraph(styles.CELL, seat.role)
    cells = [_Cell(1, [number])]
    if not seat.group:
        cells.append(_Cell(2, [role], columns=2))
    else:
        if seat.group_rows:
            group = _paragraph(styles.CELL, seat.group)
            cells.append(_Cell(2, [group], rows=seat.group_rows))
        cells.append(_Cell(3, [role]))
    return cells + _cells(4, [*([seat.name] if named else []), *seat.marks], styles.CELL)


def _cells(column: int, texts: Sequence[str], style: Style, fill: int = CELL) -> list[_Cell]:
    return [
        _Cell(place, [_paragraph(style, text)], fill=fill)
        for place, text in enumerate(texts, column)
    ]


def _said(section: Section, wide: int) -> _Rows:
    head = [_paragraph(styles.ITEM_HEAD, section.head)] if section.head else []
    notes = [_paragraph(styles.NOTES[level(note)], note) for note in section.notes]
    decided = [_paragraph(styles.DECISION, line) for line in section.decided]
    above = head + notes + decided
    top = [[_Cell(1, above, wide, fill=TOP_CELL)]] if above else []
    return top + [[_Cell(1, _speech(one), wide, fill=OPEN_CELL)] for one in section.speeches]


def _speech(speech: Speech) -> list[str]:
    first, *further = speech.paragraphs
    speaker = _run(styles.SPEECH, _letters(speech.opening), CHARACTERS_OF_SPEAKER)
    opening = _styled(styles.SPEECH, speaker + _text(styles.SPEECH, f" {first}"))
    return [opening, *(_paragraph(styles.SPEECH_CONTINUED, text) for text in further)]


def _attached(attached: Attached, wide: int) -> _Rows:
    number, content = (_paragraph(styles.COLUMN_HEAD, head) for head in ATTACHMENT_COLUMNS)
    return [
        [_Cell(1, [_paragraph(styles.ITEM_HEAD, attached.head)], wide)],
        [_Cell(1, [number], fill=SHADED_CELL), _Cell(2, [content], wide - 1, fill=SHADED_CELL)],
        *(
            [
                _Cell(1, [_paragraph(styles.CELL, str(place))]),
                _Cell(2, [_paragraph(styles.LINE, line)], wide - 1),
            ]
            for place, line in enumerate(attached.lines, 1)
        ),
    ]


def _photo(name: str, photo: Print) -> list[str]:
    description = one_line(photo.description)
    height = PHOTO_WIDTH * photo.height // photo.width
    picture = _picture(name, PHOTO_WIDTH, height, description)
    return [
        _styled(styles.PHOTO, _run(styles.PHOTO, picture)),
        _paragraph(styles.PHOTO, description),
    ]


def _paragraph(style: Style, text: str) -> str:
    return _styled(style, _text(style, text))


def _styled(style: Style, runs: str) -> str:
    number = STYLES.index(style)
    return (
        f'<hp:p id="0" paraPrIDRef="{number}" styleIDRef="{number}" pageBreak="0"'
        f' columnBreak="0" merged="0">{runs}</hp:p>'
    )


def _text(style: Style, text: str) -> str:
    return _run(style, _letters(text))


def _letters(text: str) -> str:
    return f"<hp:t>{escape(text, quote=False)}</hp:t>".replace("\n", "<hp:lineBreak/>")


def _run(style: Style, content: str, characters: int | None = None) -> str:
    number = STYLES.index(style) if characters is None else characters
    return f'<hp:run charPrIDRef="{number}">{content}</hp:run>'


def _drawn(rows: _Rows, widths: list[int]) -> str:
    drawn = "".join(
        f"<hp:tr>{''.join(_drawn_cell(cell, at, widths) for cell in row)}</hp:tr>"
        for at, row in enumerate(rows)
    )
    return (
        '<hp:tbl id="1" zOrder="0" numberingType="TABLE" textWrap="TOP_AND_BOTTOM"'
        ' textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" pageBreak="CELL" repeatHeader="0"'
        f' rowCnt="{len(rows)}" colCnt="{len(widths)}" cellSpacing="0" borderFillIDRef="{CELL}"'
        ' noAdjust="0">'
        f'<hp:sz width="{TEXT_WIDTH}" widthRelTo="ABSOLUTE" height="{LINE_HEIGHT * len(rows)}"'
        ' heightRelTo="ABSOLUTE" protect="0"/>'
        f"{_position(as_character=False)}"
        '<hp:outMargin left="0" right="0" top="0" bottom="0"/>'
        f"<hp:inMargin {_MARGINS}/>{drawn}</hp:tbl>"
    )


def _drawn_cell(cell: _Cell, row: int, widths: list[int]) -> str:
    width = sum(widths[cell.column : cell.column + cell.columns])
    return (
        '<hp:tc name="" header="0" hasMargin="1" protect="0" editable="0" dirty="0"'
        f' borderFillIDRef="{cell.fill}">'
        f'<hp:subList {_SUBLIST} vertAlign="CENTER">'
        f"{''.join(cell.paragraphs) or _paragraph(styles.LINE, '')}</hp:subList>"
        f'<hp:cellAddr colAddr="{cell.column}" rowAddr="{row}"/>'
        f'<hp:cellSpan colSpan="{cell.columns}" rowSpan="{cell.rows}"/>'
        f'<hp:cellSz width="{width}" height="{LINE_HEIGHT * cell.rows}"/>'
        f"<hp:cellMargin {_MARGINS}/></hp:tc>"
    )


def _position(as_character: bool) -> str:
    return (
        f'<hp:pos treatAsChar="{int(as_character)}" affectLSpacing="0" flowWithText="1"'
        ' allowOverlap="0" holdAnchorAndSO="0" vertRelTo="PARA" horzRelTo="COLUMN"'
        ' vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="0"/>'
    )


def _picture(name: str, width: int, height: int, description: str) -> str:
    number = name.removeprefix("photo")
    return (
        '<hp:pic textWrap="TOP_AND_BOTTOM" textFlow="BOTH_SIDES" reverse="0"'
        f' id="{number}" zOrder="{number}" numberingType="PICTURE" lock="0" dropcapstyle="None"'
        f' href="" groupLevel="0" instid="{number}"><hp:offset x="0" y="0"/>'
        f'<hp:orgSz width="{width}" height="{height}"/>'
        f'<hp:curSz width="{width}" height="{height}"/>'
        '<hp:flip horizontal="0" vertical="0"/>'
        f'<hp:rotationInfo angle="0" centerX="{width // 2}" centerY="{height // 2}"'
        ' rotateimage="1"/><hp:renderingInfo>'
        + "".join(
            f'<hc:{matrix} e1="1" e2="0" e3="0" e4="0" e5="1" e6="0"/>'
            for matrix in ("transMatrix", "scaMatrix", "rotMatrix")
        )
        + "</hp:renderingInfo><hp:imgRect>"
        f'<hc:pt0 x="0" y="0"/><hc:pt1 x="{width}" y="0"/>'
        f'<hc:pt2 x="{width}" y="{height}"/><hc:pt3 x="0" y="{height}"/></hp:imgRect>'
        f'<hp:imgClip left="0" right="{width}" top="0" bottom="{height}"/>'
        '<hp:inMargin left="0" right="0" top="0" bottom="0"/>'
        f'<hp:imgDim dimwidth="{width}" dimheight="{height}"/>'
        f'<hc:img binaryItemIDRef="{name}" bright="0" contrast="0" effect="REAL_PIC" alpha="0"/>'
        f'<hp:effects/><hp:sz width="{width}" height="{height}" widthRelTo="ABSOLUTE"'
        f' heightRelTo="ABSOLUTE" protect="0"/>{_position(as_character=True)}'
        '<hp:outMargin left="0" right="0" top="0" bottom="0"/>'
        f"<hp:shapeComment>{escape(description)}</hp:shapeComment></hp:pic>"
    )


_MARGINS = (
    f'left="{CELL_MARGIN}" right="{CELL_MARGIN}"'
    f' top="{CELL_MARGIN_ABOVE}" bottom="{CELL_MARGIN_ABOVE}"'
)
_SUBLIST = (
    'id="" textDirection="HORIZONTAL" lineWrap="BREAK" linkListIDRef="0" linkListNextIDRef="0"'
    ' textWidth="0" textHeight="0" hasTextRef="0" hasNumRef="0"'
)


def _notes_of(kind: str, place: str) -> str:
    """How footnotes or endnotes would look; Hangul wants to know even where there are none."""
    return (
        f"<hp:{kind}>"
        '<hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")" supscript="0"/>'
        '<hp:noteLine length="-1" type="SOLID" width="0.12 mm" color="#000000"/>'
        '<hp:noteSpacing betweenNotes="283" belowLine="567" aboveLine="850"/>'
        '<hp:numbering type="CONTINUOUS" newNum="1"/>'
        f'<hp:placement place="{place}" beneathText="0"/></hp:{kind}>'
    )


_PAGE = (
    '<hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000"'
    ' tabStopVal="4000" tabStopUnit="HWPUNIT" outlineShapeIDRef="1" memoShapeIDRef="0"'
    ' textVerticalWidthHead="0" masterPageCnt="0">'
    '<hp:grid lineGrid="0" charGrid="0" wonggojiFormat="0"/>'
    '<hp:startNum pageStartsOn="BOTH" page="0" pic="0" tbl="0" equation="0"/>'
    '<hp:visibility hideFirstHeader="0" hideFirstFooter="0" hideFirstMasterPage="0"'
    ' border="SHOW_ALL" fill="SHOW_ALL" hideFirstPageNum="0" hideFirstEmptyLine="0"'
    ' showLineNumber="0"/>'
    '<hp:lineNumberShape restartType="0" countBy="0" distance="0" startNumber="0"/>'
    f'<hp:pagePr landscape="WIDELY" width="{PAGE_WIDTH}" height="{PAGE_HEIGHT}"'
    ' gutterType="LEFT_ONLY">'
    f'<hp:margin header="{FOOT}" footer="{FOOT}" gutter="0" left="{SIDE}" right="{SIDE}"'
    f' top="{TOP}" bottom="{BOTTOM}"/></hp:pagePr>'
    + _notes_of("footNotePr", "EACH_COLUMN")
    + _notes_of("endNotePr", "END_OF_DOCUMENT")
    + "".join(
        f'<hp:pageBorderFill type="{kind}" borderFillIDRef="{UNSHADED}" textBorder="PAPER"'
        ' headerInside="0" footerInside="0" fillArea="PAPER">'
        '<hp:offset left="1417" right="1417" top="1417" bottom="1417"/></hp:pageBorderFill>'
        for kind in ("BOTH", "EVEN", "ODD")
    )
    + "</hp:secPr>"
    '<hp:ctrl><hp:colPr id="" type="NEWSPAPER" layout="LEFT" colCount="1" sameSz="1" sameGap="0"/>'
    "</hp:ctrl>"
    '<hp:ctrl><hp:pageNum pos="BOTTOM_CENTER" formatType="DIGIT" sideChar="-"/></hp:ctrl>'
)
