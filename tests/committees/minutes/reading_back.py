"""Reads what we wrote with other people's libraries, going by styles, rows and tags alone."""

import ctypes
import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from docx import Document
from docx.table import Table
from hwpx import HwpxDocument

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
from committees.minutes.writing.form import Form


@dataclass
class Block:
    """A paragraph by its style's name; `speaker` is what stands in the Speaker style."""

    style: str
    text: str
    speaker: str = ""


Grid = list[list[str]]


@dataclass
class Contents:
    """A document as its heads with what stands under each."""

    title: str = ""
    under: dict[str, list[Block]] = field(default_factory=dict)
    grids: dict[str, list[Grid]] = field(default_factory=dict)


def from_docx(data: bytes) -> Contents:
    """Read a DOCX with python-docx."""
    contents, head = Contents(), ""
    for part in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(part, Table):
            contents.grids.setdefault(head, []).append(_rows_of(part))
            continue
        speaker = "".join(
            run.text for run in part.runs if run.style is not None and run.style.name == "Speaker"
        )
        style = part.style.name if part.style is not None else ""
        block = Block(style or "", part.text, speaker)
        if block.style == "Title":
            contents.title = block.text
        elif block.style == "Heading 1":
            head = block.text
            contents.under[head] = []
        else:
            contents.under[head].append(block)
    return contents


def _rows_of(table: Table) -> Grid:
    return [[cell.text for cell in row.cells] for row in table.rows]


def from_hwpx(data: bytes) -> Contents:
    """Read an HWPX with python-hwpx: paragraphs by style, rows of one table by address."""
    document = HwpxDocument.open(io.BytesIO(data))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        styles = {str(key): style.eng_name or "" for key, style in document.styles.items()}
    speaker = next(key for key, name in styles.items() if name == "Speaker")
    contents = Contents()
    table: Any = None
    for paragraph in document.paragraphs:
        if styles[str(paragraph.style_id_ref)] == "Title":
            contents.title = paragraph.text
        for found in paragraph.tables:
            table = found
    rows: dict[int, list[tuple[int, int, Any]]] = {}
    heads: list[tuple[str, int, int]] = []
    for row in table.rows:
        for cell in row.cells:
            (at, column), (high, wide) = cell.address, cell.span
            if column == 0 and not cell.text:  # open to the head above it
                head, first, _end = heads.pop()
                heads.append((head, first, at + high))
            elif column == 0:
                heads.append((cell.text, at, at + high))
            if column == 0:
                continue
            for covered in range(at, at + high):
                rows.setdefault(covered, []).append((column, wide, cell))
    for head, first, end in heads:
        contents.under[head], contents.grids[head] = [], []
        for at in range(first, end):
            cells = sorted(rows[at], key=lambda entry: entry[0])
            if len(cells) == 1:
                blocks = [_block(part, styles, speaker) for part in cells[0][2].paragraphs]
                contents.under[head] += [block for block in blocks if not _is_of_empty_cell(block)]
                if blocks[0].style == "Heading 2" and head == "별첨":
                    contents.grids[head].append([])
            else:
                texts = [cell.text for _column, wide, cell in cells for _ in range(wide)]
                if not contents.grids[head]:
                    contents.grids[head].append([])
                contents.grids[head][-1].append(texts)
    return contents


def _is_of_empty_cell(block: Block) -> bool:
    return block.style == "Line" and not block.text


def _block(paragraph: Any, styles: dict[str, str], speaker: str) -> Block:
    said = "".join(run.text for run in paragraph.runs if str(run.char_pr_id_ref) == speaker)
    return Block(styles[str(paragraph.style_id_ref)], paragraph.text, said)


def minutes_of(contents: Contents) -> Minutes:
    """Make minutes again of what was read."""
    under = contents.under
    found = re.fullmatch(r"(.+) (\d+)차 회의록", contents.title)
    assert found, contents.title
    minutes = Minutes(title=contents.title, body=found[1], number=int(found[2]))
    _read_schedule(minutes, [block.text for block in under["일정"]])
    _read_seats(minutes, contents.grids["참석명단"][0])
    _read_told(minutes, under["참석명단"])
    for block in under["회의안건"]:
        stated = re.match(r"안건(\d+)\) ", block.text)
        assert stated
        minutes.agenda.append(Item(int(stated[1]), block.text[stated.end() :]))
    minutes.main_points = [block.text.removeprefix("▸ ") for block in under["주요내용"]]
    minutes.next_meeting = "\n".join(block.text for block in under["다음회의"])
    _read_discussion(minutes, under["회의내용"])
    minutes.attachments = [
        Attachment(block.text.removeprefix("별첨. "), [line for _number, line in _two(grid[1:])])
        for block, grid in zip(under["별첨"], contents.grids.get("별첨", []), strict=True)
    ]
    for block in under["비고"]:
        stated = re.fullmatch(r"위임 또는 불참 합계: (\d+)", block.text)
        if stated:
            minutes.totals.not_present = int(stated[1])
        else:
            minutes.remarks.append(block.text)
    return minutes


def _two(rows: Grid) -> Iterator[tuple[str, str]]:
    return ((row[0], row[1]) for row in rows)


def _read_schedule(minutes: Minutes, lines: list[str]) -> None:
    for line in lines:
        label, _, said = line.removeprefix("❍ ").partition(" : ")
        if label == "장소":
            minutes.place = said
        elif label == "기록자":
            minutes.recorder = said
        else:
            found = re.fullmatch(
                r"(?:(\d+)\. (\d+)\. (\d+)\.)?(?:\((.)\))? ?(\d\d:\d\d)?(?:~(\d\d:\d\d))?", said
            )
            assert found, said
            year, month, day, weekday, starts, ends = found.groups()
            minutes.day = dt.date(int(year), int(month), int(day)) if year else None
            minutes.stated_weekday = weekday or ""
            minutes.starts = dt.time.fromisoformat(starts) if starts else None
            minutes.ends = dt.time.fromisoformat(ends) if ends else None


def _read_seats(minutes: Minutes, grid: Grid) -> None:
    heads, *rows, total = grid
    named = "성명" in heads
    for row in rows:
        marked = [status for status, mark in zip(_MARKED, row[-3:], strict=True) if mark == "o"]
        # A seat without a group: one cell wide as both columns.
        alone = row[1] == row[2]
        seat = SeatLine(
            role=row[2],
            group="" if alone else row[1],
            status=marked[0] if marked else Status.UNKNOWN,
            name=row[3] if named else "",
        )
        minutes.seats.append(seat)
    minutes.totals = Totals(*(int(count) if count else None for count in total[-3:]))


def _read_told(minutes: Minutes, blocks: list[Block]) -> None:
    """How seats attended beside their marks, and who attended without one."""
    for block in blocks:
        assert block.style == "Attendance note", block
        observers = re.fullmatch(r"※ 참관: (.+) (\d+)명", block.text)
        if observers:
            minutes.observers.append(ObserverLine(observers[1], int(observers[2])))
            continue
        found = re.fullmatch(r"※ 순번 (\d+) (.+?)(?:: (.+))?", block.text)
        assert found, block
        seat, what, said = minutes.seats[int(found[1]) - 1], found[2], found[3]
        if what == "사유 있음":
            seat.excused = True
        elif what in ("늦게 참석", "먼저 이석"):
            setattr(seat, "arrived" if what == "늦게 참석" else "left", dt.time.fromisoformat(said))
        else:
            setattr(seat, {"위임받은 사람": "delegated_to", "비고": "note"}[what], said)


def _read_decision(decision: Decision, text: str) -> None:
    what, _, said = text.removeprefix("※ ").partition(": ")
    if what in ("결과", "조건"):
        (decision.outcome if what == "결과" else decision.conditions).append(said)
        return
    found = re.fullmatch(r"([^(]+) \((.+)\)", said) if what == "결정" else None
    kind, votes = (found[1], found[2]) if found else (said, "") if what == "결정" else ("", said)
    decision.kind = _KINDS[kind]
    for vote in filter(None, votes.split(", ")):
        word, count = vote.split(" ")
        setattr(decision, _VOTES[word], int(count))


_KINDS = {"": "", "안내": "informed", "합의": "agreed", "수정 의결": "amended", "부결": "rejected",
          "보류": "deferred", "이송": "referred"}  # fmt: skip
_VOTES = {"찬성": "votes_for", "반대": "votes_against", "기권": "abstentions"}
_MARKED = (Status.PRESENT, Status.DELEGATED, Status.ABSENT)


def _read_discussion(minutes: Minutes, blocks: list[Block]) -> None:
    item: Item | None = None
    for block in blocks:
        if block.style == "Heading 2":
            stated = re.match(r"\(안 건 (\d+)\) ", block.text)
            assert stated, block
            item = next(one for one in minutes.agenda if one.number == int(stated[1]))
            assert block.text[stated.end() :] == item.title
        elif block.style == "Decision":
            assert item, block
            _read_decision(item.decision, block.text)
        elif block.style.startswith("Note"):
            (item or minutes).notes.append(block.text)
        elif block.style == "Speech":
            speech = SpeechLine(
                order=len(minutes.speeches) + 1,
                speaker=block.speaker.removeprefix("▸").removesuffix(":"),
                text=block.text.removeprefix(f"{block.speaker} "),
                item=item.number if item else None,
            )
            minutes.speeches.append(speech)
        else:
            assert block.style == "Speech continued", block
            minutes.speeches[-1].text += "\n" + block.text


Tagged = tuple[str, str]


def from_pdf(data: bytes) -> list[Tagged]:
    """Read a tagged PDF with PDFium: the texts in reading order, each with its tag."""
    with pypdfium2.PdfDocument(data) as document:
        return [block for page in document for block in _tagged_on(page)]


def _tagged_on(page: pypdfium2.PdfPage) -> Iterator[Tagged]:
    text_page = page.get_textpage()
    texts: dict[int, str] = {}
    for shown in page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT]):
        mark = pdfium.FPDFPageObj_GetMarkedContentID(shown.raw)
        texts[mark] = texts.get(mark, "") + _utf16(
            lambda buffer, size, shown=shown: pdfium.FPDFTextObj_GetText(
                shown.raw,
                text_page.raw,
                ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)) if buffer else None,
                size,
            )
        )
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        yield from _walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at), texts, "")


_BLOCKS = {"H1", "H2", "H3", "P", "TH", "TD", "Figure"}


def _walk(element: Any, texts: dict[int, str], block: str) -> Iterator[Tagged]:
    tag = _utf16(lambda buffer, size: pdfium.FPDF_StructElement_GetType(element, buffer, size))
    said = ""
    for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, at)
        if child:
            parts = list(_walk(child, texts, tag if tag in _BLOCKS else block))
            if tag in _BLOCKS:
                said += "".join(text for _tag, text in parts)
            else:
                yield from parts
        else:
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, at)
            said += texts.get(mark, "") if mark >= 0 else ""
    if tag in _BLOCKS or said:
        yield tag, said


def _utf16(read: Any) -> str:
    size = read(None, 0)
    buffer = ctypes.create_string_buffer(max(size, 2))
    read(buffer, size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le")


def bare(text: str) -> str:
    """The text without blanks, which a page sets as it likes."""
    return "".join(text.split())


def strings_of(form: Form) -> list[str]:
    """All that is printed, in reading order."""
    attendance = form.attendance
    return [
        form.title,
        form.subtitle,
        "일정",
        *form.schedule,
        "참석명단",
        *attendance.columns,
        *(
            text
            for seat in attendance.seats
            for text in (
                seat.number,
                seat.group if seat.group_rows else "",
                seat.role,
                seat.name if attendance.named else "",
                *seat.marks,
            )
        ),
        "총 참석자",
        *attendance.totals,
        *attendance.told,
        "회의안건",
        *form.agenda,
        "주요내용",
        *form.main_points,
        "다음회의",
        *form.next_meeting,
        "회의내용",
        *(
            text
            for section in form.discussion
            for text in (
                section.head,
                *section.notes,
                *section.decided,
                *(
                    part
                    for speech in section.speeches
                    for part in (speech.opening, *speech.paragraphs)
                ),
            )
        ),
        "별첨",
        *(
            text
            for attached in form.attachments
            for text in (
                attached.head,
                "순번내용",
                *(f"{place}{line}" for place, line in enumerate(attached.lines, 1)),
            )
        ),
        "회의사진",
        "비고",
        *form.remarks,
    ]
