"""Writes the same paragraphs and tables as each kind of file, in the plainest form of each."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.committees.minutes.compound_files import compound_file


@dataclass(frozen=True)
class Cell:
    """A cell of a table; line breaks part its paragraphs."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


Block = str | list[Cell]


def table(*rows: Sequence[str]) -> list[Cell]:
    """A table without merged cells."""
    return [
        Cell(text, number, column)
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
    ]


def txt(blocks: Sequence[Block]) -> bytes:
    """The text alone, a row of a table on a line."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            lines.append(block)
        else:
            rows = sorted({cell.row for cell in block})
            lines += [" ".join(c.text for c in block if c.row == row and c.text) for row in rows]
    return "\n".join(lines).encode()


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def hwpx(blocks: Sequence[Block], extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """HWPX: paragraphs, and tables each anchored in a paragraph of its own."""
    body = "".join(map(_hwpx_block, blocks))
    section = (
        '<?xml version="1.0" encoding="UTF-8"?><hs:sec '
        'xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" '
        f'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph">{body}</hs:sec>'
    )
    return zipped(
        {
            "mimetype": "application/hwp+zip",
            "Contents/content.hpf": "<package/>",
            "Contents/section0.xml": section,
            **(extra or {}),
        }
    )


def _hwpx_block(block: Block) -> str:
    if isinstance(block, str):
        return f"<hp:p><hp:run><hp:t>{escape(block)}</hp:t></hp:run></hp:p>"
    rows = sorted({cell.row for cell in block})
    cells = {row: "".join(_hwpx_cell(c) for c in block if c.row == row) for row in rows}
    inside = "".join(f"<hp:tr>{cells[row]}</hp:tr>" for row in rows)
    return f"<hp:p><hp:run><hp:tbl>{inside}</hp:tbl></hp:run></hp:p>"


def _hwpx_cell(cell: Cell) -> str:
    paragraphs = "".join(_hwpx_block(text) for text in cell.text.split("\n"))
    return (
        f"<hp:tc><hp:subList>{paragraphs}</hp:subList>"
        f'<hp:cellAddr colAddr="{cell.column}" rowAddr="{cell.row}"/>'
        f'<hp:cellSpan colSpan="{cell.columns}" rowSpan="{cell.rows}"/></hp:tc>'
    )


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(
    blocks: Sequence[Block], *, raw: str = "", extra: Mapping[str, str | bytes] | None = None
) -> bytes:
    """DOCX: paragraphs and tables, then `raw` as it is."""
    body = "".join(map(_docx_block, blocks)) + raw
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
            **(extra or {}),
        }
    )


def _docx_block(block: Block) -> str:
    if isinstance(block, str):
        return f'<w:p><w:r><w:t xml:space="preserve">{escape(block)}</w:t></w:r></w:p>'
    width = max(cell.column + cell.columns for cell in block)
    rows = "".join(
        f"<w:tr>{_docx_row(block, row, width)}</w:tr>" for row in sorted({c.row for c in block})
    )
    return f"<w:tbl>{rows}</w:tbl>"


def _docx_row(cells: list[Cell], row: int, width: int) -> str:
    """In Word a cell merged downwards goes on as an empty one in each row."""
    out, column = "", 0
    while column < width:
        cell = next(
            (
                c
                for c in cells
                if c.row <= row < c.row + c.rows and c.column <= column < c.column + c.columns
            ),
            Cell("", row, column),
        )
        own = "".join(_docx_block(text) for text in cell.text.split("\n"))
        merged = "" if cell.row == row else "<w:vMerge/>"
        out += (
            f'<w:tc><w:tcPr><w:gridSpan w:val="{cell.columns}"/>{merged}</w:tcPr>'
            f"{own if cell.row == row else '<w:p/>'}</w:tc>"
        )
        column += cell.columns
    return out


def hwp(
    blocks: Sequence[Block], *, flags: int = 1, extra: Mapping[str, bytes] | None = None
) -> bytes:
    """HWP 5: the records of one section, compressed."""
    records = b"".join(_hwp_block(block, 0) for block in blocks)
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05000300, flags)
    packed = _deflated(records) if flags & 1 else records
    return compound_file(
        {"FileHeader": header.ljust(256, b"\0"), "BodyText/Section0": packed, **(extra or {})}
    )


def hwp_script(code: str) -> bytes:
    """The stream in which HWP keeps a script."""
    text = code.encode("utf-16-le")
    return _deflated(struct.pack("<I", len(text) // 2) + text + struct.pack("<I", 0xFFFFFFFF))


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def _record(tag: int, level: int, data: bytes) -> bytes:
    size = min(len(data), 0xFFF)
    head = struct.pack("<I", tag | level << 10 | size << 20)
    return head + (struct.pack("<I", len(data)) if size == 0xFFF else b"") + data


def _hwp_block(block: Block, level: int) -> bytes:
    head = _record(66, level, bytes(24))
    if isinstance(block, str):
        return head + _record(67, level + 1, f"{block}\r".encode("utf-16-le"))
    anchor = struct.pack("<8H", 11, 0, 0, 0, 0, 0, 0, 11)
    out = head + _record(67, level + 1, anchor) + _record(71, level + 1, b" lbt" + bytes(40))
    out += _record(77, level + 2, bytes(20))
    for cell in block:
        place = struct.pack("<8x4H", cell.column, cell.row, cell.columns, cell.rows)
        out += _record(72, level + 2, place + bytes(20))
        out += b"".join(_hwp_block(text, level + 2) for text in cell.text.split("\n"))
    return out


def pdf(pages: Sequence[Sequence[tuple[float, float, str]]]) -> bytes:
    """PDF: pieces of text at their places, in a font that need not be there."""
    characters = sorted({c for page in pages for _x, _y, text in page for c in text})
    codes = {character: number + 1 for number, character in enumerate(characters)}
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids "
        f"[{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H "
        "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /DW 1000 /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(_to_unicode(codes)),
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * number} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        shown = "".join(
            f"BT /F 10 Tf 1 0 0 1 {x} {y} Tm <{''.join(f'{codes[c]:04x}' for c in text)}> Tj ET\n"
            for x, y, text in page
        )
        objects.append(_stream(shown))
    return _with_table("%PDF-1.4\n", objects)


def _stream(text: str) -> str:
    return f"<< /Length {len(text.encode())} >>\nstream\n{text}\nendstream"


def _to_unicode(codes: Mapping[str, int]) -> str:
    pairs = [f"<{code:04x}> <{one.encode('utf-16-be').hex()}>" for one, code in codes.items()]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    maps = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{maps}\nendcmap end end"
    )


def _with_table(start: str, objects: Sequence[str]) -> bytes:
    out, places = start, []
    for number, body in enumerate(objects, 1):
        places.append(len(out.encode()))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    begin = len(out.encode())
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{begin}\n%%EOF\n"
    return out.encode()
