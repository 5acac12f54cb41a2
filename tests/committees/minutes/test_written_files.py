"""The files themselves: whole, the same every time, and silent about who wrote them where."""

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from zipfile import ZIP_STORED, ZipFile

import pypdfium2
import pytest
from django.conf import settings
from docx import Document
from docx.oxml.ns import qn
from hwpx.tools.package_validator import validate_editor_open_safety, validate_package
from hwpx.tools.validator import validate_document
from lxml import etree
from PIL import Image

from committees.minutes.writing.docx import write_docx
from committees.minutes.writing.fee_sheet import write_fee_sheet
from committees.minutes.writing.hwpx import write_hwpx
from committees.minutes.writing.pdf import write_pdf
from committees.minutes.writing.photos import Photo
from committees.minutes.writing.sign_in import write_sign_in
from tests.committees.minutes import made_up

PHOTOGRAPHER = "Hong the photographer"
HP = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"


def photo() -> Photo:
    """A sideways photo that tells who took it."""
    exif = Image.Exif()
    exif[0x013B], exif[0x0112] = PHOTOGRAPHER, 6  # artist; turned by a quarter
    out = io.BytesIO()
    Image.new("RGB", (80, 40), "teal").save(out, "JPEG", exif=exif, comment=PHOTOGRAPHER.encode())
    return Photo(out.getvalue(), "회의하는 모습")


def all_files() -> dict[str, bytes]:
    minutes, photos = made_up.minutes(), [photo()]
    return {
        "hwpx": write_hwpx(minutes, photos),
        "docx": write_docx(minutes, photos),
        "pdf": write_pdf(minutes, photos),
        "xlsx": write_fee_sheet(minutes, made_up.fees()),
        "sign-in": write_sign_in(minutes, made_up.CHECK_IN),
    }


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_minutes_are_the_same_bytes_whoever_writes_them_wherever_and_when() -> None:
    script = (
        "import django, hashlib, os; django.setup(); os.chdir('/')\n"
        "from tests.committees.minutes import test_written_files as t\n"
        "for n, d in t.all_files().items(): print(n, hashlib.sha256(d).hexdigest())\n"
    )
    there = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Apia", "USER": "somebody", "LANG": "C"}
    environment = {**os.environ, **there, "PYTHONPATH": str(settings.BASE_DIR)}
    written = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    ).stdout
    here = {name: hashlib.sha256(data).hexdigest() for name, data in all_files().items()}
    assert dict(line.split() for line in written.splitlines()) == here


def test_files_tell_no_author_no_clock_and_no_path() -> None:
    files = all_files()
    for name in ("hwpx", "docx", "xlsx"):
        with ZipFile(io.BytesIO(files[name])) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        told = b"".join(parts(files[name]).values())
        for trace in (PHOTOGRAPHER.encode(), str(settings.BASE_DIR).encode(), b"python-docx",
                      b"openpyxl", b"creator>", b"lastModifiedBy", b"dcterms"):  # fmt: skip
            assert trace not in told, (name, trace)
    for name in ("pdf", "sign-in"):
        assert PHOTOGRAPHER.encode() not in files[name]
        with pypdfium2.PdfDocument(files[name]) as document:
            told_by_pdf = {key for key, value in document.get_metadata_dict().items() if value}
        assert told_by_pdf == {"Title", "Creator"}  # the creator is the typesetter


@pytest.mark.parametrize("write", [write_hwpx, write_docx])
def test_photos_are_turned_upright_and_described(
    write: Callable[..., bytes],
) -> None:
    inside = parts(write(made_up.minutes(), [photo()]))
    (picture,) = [data for name, data in inside.items() if name.endswith(".jpg")]
    with Image.open(io.BytesIO(picture)) as image:
        assert image.size == (40, 80)
    body = inside.get("word/document.xml") or inside["Contents/section0.xml"]
    assert body.decode().count("회의하는 모습") == 2  # for the eye and for the ear


def test_an_hwpx_is_a_package_that_hangul_opens() -> None:
    data = write_hwpx(made_up.minutes(), [photo()])
    assert validate_package(data).issues == ()
    assert validate_document(data).issues == ()
    assert validate_editor_open_safety(data).reopen_ok
    with ZipFile(io.BytesIO(data)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert archive.read(first) == b"application/hwp+zip"
    inside = parts(data)
    assert list(inside) == [
        "mimetype", "version.xml", "Contents/header.xml", "Contents/section0.xml",
        "Preview/PrvText.txt", "settings.xml", "META-INF/container.xml",
        "META-INF/container.rdf", "META-INF/manifest.xml", "Contents/content.hpf",
        "BinData/photo1.jpg",
    ]  # fmt: skip
    for name, data in inside.items():
        if name.endswith((".xml", ".hpf", ".rdf")):
            etree.fromstring(data)
    listed = set(re.findall(r'href="([^"]+)"', inside["Contents/content.hpf"].decode()))
    assert listed <= set(inside)
    assert "BinData/photo1.jpg" in listed


def test_the_cells_of_an_hwpx_cover_the_table_once() -> None:
    (table,) = _section().iter(f"{HP}tbl")
    covered = [
        (row, column)
        for cell in table.iter(f"{HP}tc")
        for row in _span(cell, "row")
        for column in _span(cell, "col")
    ]
    rows, columns = int(table.get("rowCnt", "")), int(table.get("colCnt", ""))
    assert sorted(covered) == [(row, column) for row in range(rows) for column in range(columns)]
    assert table.get("pageBreak") == "CELL"
    assert table.find(f"{HP}pos").get("treatAsChar") == "0"  # else it is cut at the page's end


def test_an_hwpx_numbers_its_pages_and_uses_only_styles_it_has() -> None:
    section = _section()
    assert section.find(f".//{HP}pageNum").get("pos") == "BOTTOM_CENTER"
    header = etree.fromstring(parts(write_hwpx(made_up.minutes()))["Contents/header.xml"])
    for used, kind in (
        ("styleIDRef", "style"),
        ("paraPrIDRef", "paraPr"),
        ("charPrIDRef", "charPr"),
        ("borderFillIDRef", "borderFill"),
    ):
        known = {found.get("id") for found in header.iter(f"{{*}}{kind}")}
        assert {found.get(used) for found in section.iter() if found.get(used)} <= known


def test_a_docx_is_korean_and_its_tables_repeat_their_heads() -> None:
    document = Document(io.BytesIO(write_docx(made_up.minutes())))
    assert document.core_properties.title == made_up.minutes().title
    for table in document.tables:
        first, *others = [row._tr.trPr for row in table.rows]
        assert first.find(qn("w:tblHeader")) is not None
        assert all(other.find(qn("w:tblHeader")) is None for other in others)
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
    for name in ("Title", "Heading 1", "Heading 2", "Speech", "Speech continued", "Note 1"):
        fonts = document.styles[name].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia")} == {
            "맑은 고딕"
        }
    footer = document.sections[0].footer._element.xml
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer


def _section() -> etree._Element:
    return etree.fromstring(parts(write_hwpx(made_up.minutes()))["Contents/section0.xml"])


def _span(cell: etree._Element, way: str) -> range:
    first = int(cell.find(f"{HP}cellAddr").get(f"{way}Addr"))
    return range(first, first + int(cell.find(f"{HP}cellSpan").get(f"{way}Span")))
