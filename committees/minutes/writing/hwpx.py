"""Minutes as HWPX, the form Korean offices edit: one table whose left column are the heads.

One table with merged cells rather than tables in a table: Hangul does not break an inner table
over pages. The discussion is a row per speech, with open cells beside it rather than a merged
one: neither a cell nor a merged row is then ever larger than a page can hold.
"""

from collections.abc import Sequence
from html import escape

from civicforum.kit.papers.hwpx_drawing import MM, PAGE, TEXT_WIDTH, Cell, Pen, letters, position
from civicforum.kit.papers.hwpx_package import (
    CELL,
    DECLARATION,
    NAMESPACES,
    OPEN_CELL,
    SHADED_CELL,
    SHADED_OPEN_CELL,
    TOP_CELL,
    Styles,
    hwpx,
    units,
)
from civicforum.kit.papers.styles import Style
from civicforum.kit.papers.text import one_line
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
from committees.minutes.writing.outline import level
from committees.minutes.writing.photos import Photo, Print, developed
from committees.minutes.writing.styles import SPEAKER, STYLES

HEAD_WIDTH, NUMBER_WIDTH, MARK_WIDTH, PHOTO_WIDTH = (units(mm * MM) for mm in (23, 11, 14, 100))

_PEN = Pen(STYLES)
_SPEAKER = len(STYLES)
_paragraph, _styled, _text, _run = _PEN.paragraph, _PEN.styled, _PEN.text, _PEN.run

_Rows = list[list[Cell]]


def write_hwpx(minutes: Minutes, photos: Sequence[Photo] = ()) -> bytes:
    """Return the minutes as an HWPX file."""
    form = form_of(minutes)
    prints = {f"photo{place}": developed(photo) for place, photo in enumerate(photos, 1)}
    section = _section(form, prints)
    images = {name: photo.jpeg for name, photo in prints.items()}
    return hwpx(form.title, section, Styles(STYLES, (SPEAKER,)), images)


def _section(form: Form, prints: dict[str, Print]) -> str:
    subtitle = _paragraph(styles.SUBTITLE, form.subtitle) if form.subtitle else ""
    return (
        f"{DECLARATION}<hs:sec {NAMESPACES}>"
        + _styled(styles.TITLE, _run(styles.TITLE, PAGE) + _text(styles.TITLE, form.title))
        + subtitle
        + _styled(styles.NORMAL, _run(styles.NORMAL, _table(form, prints)))
        + "</hs:sec>"
    )


def _table(form: Form, prints: dict[str, Print]) -> str:
    widths = _widths(form.attendance)
    wide = len(widths) - 1

    def lines(texts: list[str]) -> _Rows:
        return [[Cell(1, [_paragraph(styles.LINE, text) for text in texts], wide)]]

    blocks = {
        Heads.SCHEDULE: lines(form.schedule),
        Heads.SEATS: _seats(form.attendance, wide),
        Heads.AGENDA: lines(form.agenda),
        Heads.MAIN_POINTS: lines(form.main_points),
        Heads.NEXT_MEETING: lines(form.next_meeting),
        Heads.DISCUSSION: [row for one in form.discussion for row in _said(one, wide)],
        Heads.ATTACHMENTS: [row for one in form.attachments for row in _attached(one, wide)],
        Heads.PHOTOS: [[Cell(1, _photo(name, photo), wide)] for name, photo in prints.items()],
        Heads.REMARKS: lines(form.remarks),
    }
    rows: _Rows = []
    for head, block in blocks.items():
        rows += _headed(head, block or lines([]), merged=head != Heads.DISCUSSION)
    return _PEN.table(rows, widths, empty=styles.LINE)


def _headed(head: str, block: _Rows, merged: bool) -> _Rows:
    """Rows with their head in the left column."""
    title = [_paragraph(styles.HEAD, head)]
    if merged:
        return [[Cell(0, title, rows=len(block), fill=SHADED_CELL), *block[0]], *block[1:]]
    blank = Cell(0, [_paragraph(styles.HEAD, "")], fill=SHADED_OPEN_CELL)
    first = Cell(0, title, fill=SHADED_OPEN_CELL)
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
    total = Cell(1, [_paragraph(styles.COLUMN_HEAD, TOTAL)], first_mark - 1, fill=SHADED_CELL)
    totals = _cells(first_mark, attendance.totals, styles.COLUMN_HEAD)
    seats = [_seat(seat, attendance.named) for seat in attendance.seats]
    told = [_paragraph(styles.TOLD, line) for line in attendance.told]
    below = [[Cell(1, told, wide)]] if told else []
    return [head, *seats, [total, *totals], *below]


def _seat(seat: Seat, named: bool) -> list[Cell]:
    number, role = _paragraph(styles.CELL, seat.number), _paragraph(styles.CELL, seat.role)
    cells = [Cell(1, [number])]
    if not seat.group:
        cells.append(Cell(2, [role], columns=2))
    else:
        if seat.group_rows:
            group = _paragraph(styles.CELL, seat.group)
            cells.append(Cell(2, [group], rows=seat.group_rows))
        cells.append(Cell(3, [role]))
    return cells + _cells(4, [*([seat.name] if named else []), *seat.marks], styles.CELL)


def _cells(column: int, texts: Sequence[str], style: Style, fill: int = CELL) -> list[Cell]:
    return [
        Cell(place, [_paragraph(style, text)], fill=fill)
        for place, text in enumerate(texts, column)
    ]


def _said(section: Section, wide: int) -> _Rows:
    head = [_paragraph(styles.ITEM_HEAD, section.head)] if section.head else []
    notes = [_paragraph(styles.NOTES[level(note)], note) for note in section.notes]
    decided = [_paragraph(styles.DECISION, line) for line in section.decided]
    above = head + notes + decided
    top = [[Cell(1, above, wide, fill=TOP_CELL)]] if above else []
    return top + [[Cell(1, _speech(one), wide, fill=OPEN_CELL)] for one in section.speeches]


def _speech(speech: Speech) -> list[str]:
    first, *further = speech.paragraphs
    speaker = _run(styles.SPEECH, letters(speech.opening), _SPEAKER)
    opening = _styled(styles.SPEECH, speaker + _text(styles.SPEECH, f" {first}"))
    return [opening, *(_paragraph(styles.SPEECH_CONTINUED, text) for text in further)]


def _attached(attached: Attached, wide: int) -> _Rows:
    number, content = (_paragraph(styles.COLUMN_HEAD, head) for head in ATTACHMENT_COLUMNS)
    return [
        [Cell(1, [_paragraph(styles.ITEM_HEAD, attached.head)], wide)],
        [Cell(1, [number], fill=SHADED_CELL), Cell(2, [content], wide - 1, fill=SHADED_CELL)],
        *(
            [
                Cell(1, [_paragraph(styles.CELL, str(place))]),
                Cell(2, [_paragraph(styles.LINE, line)], wide - 1),
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
        f' heightRelTo="ABSOLUTE" protect="0"/>{position(as_character=True)}'
        '<hp:outMargin left="0" right="0" top="0" bottom="0"/>'
        f"<hp:shapeComment>{escape(description)}</hp:shapeComment></hp:pic>"
    )
