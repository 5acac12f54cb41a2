"""What is drawn in an HWPX file: paragraphs, tables, and the page they stand on."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from civicforum.kit.papers.hwpx_package import CELL, UNSHADED, units
from civicforum.kit.papers.styles import Style

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = units(210 * MM), units(297 * MM)
SIDE, TOP, BOTTOM, FOOT = (units(mm * MM) for mm in (20, 15, 12, 10))
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE
CELL_MARGIN, CELL_MARGIN_ABOVE = 510, 200
LINE_HEIGHT = units(16)


@dataclass(frozen=True)
class Cell:
    """A cell of a table; `column` counts from 0."""

    column: int
    paragraphs: list[str]
    columns: int = 1
    rows: int = 1
    fill: int = CELL


Rows = Sequence[Sequence[Cell]]

_MARGINS = (
    f'left="{CELL_MARGIN}" right="{CELL_MARGIN}"'
    f' top="{CELL_MARGIN_ABOVE}" bottom="{CELL_MARGIN_ABOVE}"'
)
_SUBLIST = (
    'id="" textDirection="HORIZONTAL" lineWrap="BREAK" linkListIDRef="0" linkListNextIDRef="0"'
    ' textWidth="0" textHeight="0" hasTextRef="0" hasNumRef="0"'
)


@dataclass(frozen=True)
class Pen:
    """Draws with the styles of one document, which go by their places in it."""

    styles: Sequence[Style]

    def paragraph(self, style: Style, text: str) -> str:
        """Return a paragraph of a text."""
        return self.styled(style, self.text(style, text))

    def styled(self, style: Style, runs: str) -> str:
        """Return a paragraph of runs."""
        number = self.styles.index(style)
        return (
            f'<hp:p id="0" paraPrIDRef="{number}" styleIDRef="{number}" pageBreak="0"'
            f' columnBreak="0" merged="0">{runs}</hp:p>'
        )

    def text(self, style: Style, text: str) -> str:
        """Return a run of a text in the characters of a style."""
        return self.run(style, letters(text))

    def run(self, style: Style, content: str, characters: int | None = None) -> str:
        """Return a run of what was drawn, in characters of their own or in those of a style."""
        number = self.styles.index(style) if characters is None else characters
        return f'<hp:run charPrIDRef="{number}">{content}</hp:run>'

    def table(
        self, rows: Rows, widths: Sequence[int], *, empty: Style, number: int = 1, heads: int = 0
    ) -> str:
        """Return a table; its first `heads` rows stand on every page that it goes over.

        `number` tells it from the other tables of the document, `empty` is the style of cells in
        which nothing stands.
        """
        drawn = "".join(
            f"<hp:tr>{''.join(self._cell(cell, at, widths, empty, at < heads) for cell in row)}"
            "</hp:tr>"
            for at, row in enumerate(rows)
        )
        return (
            f'<hp:tbl id="{number}" zOrder="{number - 1}" numberingType="TABLE"'
            ' textWrap="TOP_AND_BOTTOM"'
            ' textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" pageBreak="CELL"'
            f' repeatHeader="{int(heads > 0)}"'
            f' rowCnt="{len(rows)}" colCnt="{len(widths)}" cellSpacing="0" borderFillIDRef="{CELL}"'
            ' noAdjust="0">'
            f'<hp:sz width="{TEXT_WIDTH}" widthRelTo="ABSOLUTE"'
            f' height="{LINE_HEIGHT * len(rows)}"'
            ' heightRelTo="ABSOLUTE" protect="0"/>'
            f"{position(as_character=False)}"
            '<hp:outMargin left="0" right="0" top="0" bottom="0"/>'
            f"<hp:inMargin {_MARGINS}/>{drawn}</hp:tbl>"
        )

    def _cell(
        self, cell: Cell, row: int, widths: Sequence[int], empty: Style, is_head: bool
    ) -> str:
        width = sum(widths[cell.column : cell.column + cell.columns])
        return (
            f'<hp:tc name="" header="{int(is_head)}" hasMargin="1" protect="0" editable="0"'
            f' dirty="0" borderFillIDRef="{cell.fill}">'
            f'<hp:subList {_SUBLIST} vertAlign="CENTER">'
            f"{''.join(cell.paragraphs) or self.paragraph(empty, '')}</hp:subList>"
            f'<hp:cellAddr colAddr="{cell.column}" rowAddr="{row}"/>'
            f'<hp:cellSpan colSpan="{cell.columns}" rowSpan="{cell.rows}"/>'
            f'<hp:cellSz width="{width}" height="{LINE_HEIGHT * cell.rows}"/>'
            f"<hp:cellMargin {_MARGINS}/></hp:tc>"
        )


def letters(text: str) -> str:
    """Return a text as it stands in a run; its line ends are kept."""
    return f"<hp:t>{escape(text, quote=False)}</hp:t>".replace("\n", "<hp:lineBreak/>")


def position(as_character: bool) -> str:
    """Return where a table or picture stands: among the letters, or below what is said."""
    return (
        f'<hp:pos treatAsChar="{int(as_character)}" affectLSpacing="0" flowWithText="1"'
        ' allowOverlap="0" holdAnchorAndSO="0" vertRelTo="PARA" horzRelTo="COLUMN"'
        ' vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="0"/>'
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


#: The page and its number; the first run of a document takes it along.
PAGE = (
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
