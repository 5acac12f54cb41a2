"""Minutes as DOCX: the council's order and words as headings, paragraphs and simple tables.

No table around the whole: Word's navigation and screen readers find no heading in a table, and
Word repeats the head of a table only where it is in no other.
"""

import io
from collections.abc import Sequence
from typing import Any, cast

from docx import Document
from docx.document import Document as DocumentFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from civicforum.kit.papers.archive import without_traces
from civicforum.kit.papers.text import one_line
from committees.minutes.document import Minutes
from committees.minutes.writing import styles
from committees.minutes.writing.form import (
    ATTACHMENT_COLUMNS,
    MARK_COLUMNS,
    TOTAL,
    Attached,
    Attendance,
    Heads,
    Section,
    Speech,
    form_of,
)
from committees.minutes.writing.outline import level
from committees.minutes.writing.photos import Photo, Print, developed
from committees.minutes.writing.styles import Style

FONT = "맑은 고딕"
SHADE = "EEEEEE"
WIDTH = Mm(170)
NUMBER_WIDTH, MARK_WIDTH, PHOTO_WIDTH = Mm(13), Mm(16), Mm(100)


def write_docx(minutes: Minutes, photos: Sequence[Photo] = ()) -> bytes:
    """Return the minutes as a DOCX file."""
    form = form_of(minutes)
    sheet = _Sheet()
    sheet.add(styles.TITLE, form.title)
    if form.subtitle:
        sheet.add(styles.SUBTITLE, form.subtitle)
    sheet.add_block(Heads.SCHEDULE, form.schedule)
    sheet.add_block(Heads.SEATS)
    sheet.add_attendance(form.attendance)
    sheet.add_block(Heads.AGENDA, form.agenda)
    sheet.add_block(Heads.MAIN_POINTS, form.main_points)
    sheet.add_block(Heads.NEXT_MEETING, form.next_meeting)
    sheet.add_block(Heads.DISCUSSION)
    for section in form.discussion:
        sheet.add_section(section)
    sheet.add_block(Heads.ATTACHMENTS)
    for attached in form.attachments:
        sheet.add_attached(attached)
    sheet.add_block(Heads.PHOTOS)
    for photo in photos:
        sheet.add_photo(developed(photo))
    sheet.add_block(Heads.REMARKS, form.remarks)
    return without_traces(sheet.saved(), form.title)


class _Sheet:
    """A Word document in our styles, written from top to bottom."""

    def __init__(self) -> None:
        self.file: DocumentFile = Document()
        self.end = self.file.element.body.sectPr
        self.styles = _styles(self.file)
        self.speaker = _speaker(self.file)
        _set_paper(self.file)

    def saved(self) -> bytes:
        out = io.BytesIO()
        self.file.save(out)
        return out.getvalue()

    def add(self, style: Style, text: str) -> Paragraph:
        """Add a paragraph; the library's own way looks for the end and the style anew each time."""
        element = OxmlElement("w:p")
        element.style = self.styles[style]
        self.end.addprevious(element)
        paragraph = Paragraph(element, self.file._body)
        if text:
            paragraph.add_run(text)
        return paragraph

    def add_block(self, head: str, lines: Sequence[str] = ()) -> None:
        self.add(styles.HEAD, head)
        for line in lines:
            self.add(styles.LINE, line)

    def add_section(self, section: Section) -> None:
        if section.head:
            self.add(styles.ITEM_HEAD, section.head)
        for note in section.notes:
            self.add(styles.NOTES[level(note)], note)
        for line in section.decided:
            self.add(styles.DECISION, line)
        for speech in section.speeches:
            self.add_speech(speech)

    def add_speech(self, speech: Speech) -> None:
        first, *further = speech.paragraphs
        paragraph = self.add(styles.SPEECH, "")
        paragraph.add_run(speech.opening)._r.style = self.speaker
        paragraph.add_run(f" {first}")
        for text in further:
            self.add(styles.SPEECH_CONTINUED, text)

    def add_attendance(self, attendance: Attendance) -> None:
        columns = attendance.columns
        named = len(columns) - 1 - len(MARK_COLUMNS)
        share = (WIDTH - NUMBER_WIDTH - MARK_WIDTH * len(MARK_COLUMNS)) // named
        widths = [NUMBER_WIDTH, *[share] * named, *[MARK_WIDTH] * len(MARK_COLUMNS)]
        table = self.add_table(Heads.SEATS, columns, widths, len(attendance.seats) + 1)
        rows = [row.cells for row in table.rows]
        for at, (seat, cells) in enumerate(zip(attendance.seats, rows[1:], strict=False), 1):
            self.fill(cells[0], seat.number)
            if not seat.group:
                self.fill(cells[1].merge(cells[2]), seat.role)
            else:
                if seat.group_rows:
                    last = rows[at + seat.group_rows - 1][1]
                    self.fill(cells[1].merge(last), seat.group)
                self.fill(cells[2], seat.role)
            for cell, text in zip(cells[-len(MARK_COLUMNS) :], seat.marks, strict=True):
                self.fill(cell, text)
            if attendance.named:
                self.fill(cells[3], seat.name)
        total = rows[-1]
        label = total[0].merge(total[-len(MARK_COLUMNS) - 1])
        self.fill(label, TOTAL, styles.COLUMN_HEAD)
        for cell, text in zip(total[-len(MARK_COLUMNS) :], attendance.totals, strict=True):
            self.fill(cell, text, styles.COLUMN_HEAD)
        for line in attendance.told:
            self.add(styles.TOLD, line)

    def add_attached(self, attached: Attached) -> None:
        self.add(styles.ITEM_HEAD, attached.head)
        widths = [NUMBER_WIDTH, WIDTH - NUMBER_WIDTH]
        table = self.add_table(attached.head, ATTACHMENT_COLUMNS, widths, len(attached.lines))
        for place, (line, row) in enumerate(zip(attached.lines, table.rows[1:], strict=True), 1):
            number, content = row.cells
            self.fill(number, str(place))
            self.fill(content, line, styles.LINE)

    def add_table(
        self, title: str, heads: Sequence[str], widths: Sequence[int], rows: int
    ) -> Table:
        table = self.file.add_table(rows + 1, len(heads), "Table Grid")
        table.autofit = False
        caption = OxmlElement("w:tblCaption", {qn("w:val"): title})
        table._tbl.tblPr.append(caption)
        for row in table.rows:
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        head = table.rows[0]
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, text in zip(head.cells, heads, strict=True):
            self.fill(cell, text, styles.COLUMN_HEAD)
            cell._tc.get_or_add_tcPr().append(_shading())
        return table

    def fill(self, cell: _Cell, text: str, style: Style = styles.CELL) -> None:
        paragraph = cell.paragraphs[0]
        paragraph._p.style = self.styles[style]
        if text:
            paragraph.add_run(text)

    def add_photo(self, photo: Print) -> None:
        description = one_line(photo.description)
        run = self.add(styles.PHOTO, "").add_run()
        picture = run.add_picture(io.BytesIO(photo.jpeg), width=PHOTO_WIDTH)
        picture._inline.docPr.set("descr", description)
        self.add(styles.PHOTO, description)


def _styles(file: DocumentFile) -> dict[Style, str]:
    """Make our styles; return what paragraphs call them."""
    return {style: _style(file, style) for style in styles.STYLES}


def _style(file: DocumentFile, ours: Style) -> str:
    known = ours.english in file.styles
    style = cast(
        ParagraphStyle,
        file.styles[ours.english]
        if known
        else file.styles.add_style(ours.english, WD_STYLE_TYPE.PARAGRAPH),
    )
    _bare(style)
    layout = style.paragraph_format
    layout.alignment = getattr(WD_ALIGN_PARAGRAPH, ours.align)
    layout.left_indent, layout.first_line_indent = Pt(ours.left), Pt(ours.first)
    layout.space_before, layout.space_after = Pt(ours.before), Pt(ours.after)
    layout.line_spacing = 1.25
    properties: Any = style.element.get_or_add_pPr()
    if ours.outline is not None:
        layout.keep_with_next = True
        properties.append(OxmlElement("w:outlineLvl", {qn("w:val"): str(ours.outline)}))
    if ours is styles.HEAD:
        layout.space_before = Pt(10)
        layout.space_after = Pt(4)
        properties.insert_element_before(_shading(), "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    if ours is styles.TITLE:
        properties.insert_element_before(
            parse_xml(
                f"<w:pBdr {nsdecls('w')}>"
                '<w:top w:val="single" w:sz="12" w:space="4" w:color="000000"/>'
                '<w:bottom w:val="single" w:sz="6" w:space="4" w:color="000000"/></w:pBdr>'
            ),
            "w:spacing",
            "w:ind",
            "w:jc",
        )
    _set_font(style, ours)
    return style.style_id


def _speaker(file: DocumentFile) -> str:
    name = styles.SPEAKER.english
    style = cast(CharacterStyle, file.styles.add_style(name, WD_STYLE_TYPE.CHARACTER))
    style.font.bold = True
    return style.style_id


def _bare(style: ParagraphStyle) -> None:
    """Take from a style of Word's own what it looks like; its name is what we want."""
    for name in ("w:link", "w:pPr", "w:rPr"):
        for found in style.element.findall(qn(name)):
            style.element.remove(found)


def _set_font(style: ParagraphStyle, ours: Style) -> None:
    style.font.name = FONT
    style.font.size = Pt(ours.size)
    style.font.bold = ours.bold or None
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    style.element.rPr.append(OxmlElement("w:lang", {qn("w:eastAsia"): "ko-KR"}))


def _shading() -> Any:
    attributes = {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): SHADE}
    return OxmlElement("w:shd", attributes)


def _set_paper(file: DocumentFile) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    pages = section.footer.paragraphs[0]
    pages.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for instruction, between in (("PAGE", " / "), ("NUMPAGES", "")):
        pages._p.append(
            parse_xml(
                f'<w:fldSimple {nsdecls("w")} w:instr="{instruction}">'
                "<w:r><w:t>1</w:t></w:r></w:fldSimple>"  # until Word counts
            )
        )
        pages.add_run(between)
    relations = file.part.package.rels
    for key in [
        key for key, one in relations.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL
    ]:
        del relations[key]  # a picture of an empty page, from the library's own template
