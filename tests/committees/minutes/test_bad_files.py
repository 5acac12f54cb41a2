"""Files that cannot be read are refused with one sentence, whatever is in them."""

import re
import struct
from pathlib import Path

import pytest
from django.utils import translation

from committees.minutes.reading import limits
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.reader import read_file
from tests.committees.minutes.compound_files import compound_file
from tests.committees.minutes.files import docx, hwp, hwp_script, hwpx, pdf, zipped
from tests.committees.minutes.layouts import BRACKETS, council_form
from tests.committees.minutes.reading_them import read

LINES = BRACKETS.split("\n")
BILLION_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x><p>&b;</p></x>'
)
MANIFEST = '<m xmlns:odf="o"><odf:file-entry><odf:encryption-data/></odf:file-entry></m>'
NESTED = "<a>" * 500 + "</a>" * 500
CASES = {
    "empty": ("minutes.txt", b"", "is empty"),
    "blank": ("minutes.txt", b" \r\n\t \n", "is empty"),
    "only odd blanks": ("minutes.txt", "\u3000\u00a0\ufeff\n".encode(), "is empty"),
    "noise": ("minutes.txt", bytes(range(256)) * 20, "is no text"),
    "a picture": ("minutes.dat", b"\x89PNG\r\n\x1a\n" + bytes(50), "is a picture"),
    "an old word processor": ("minutes.dat", b"{\\rtf1 hello}", "of an old kind"),
    "old hwp": ("minutes.hwp", b"HWP Document File V3.00 \x1a\1\2\3", "of an old kind"),
    "old word": ("minutes.doc", compound_file({"WordDocument": b"x"}), "of an old kind"),
    "a spreadsheet": ("minutes.xlsx", zipped({"xl/workbook.xml": "<x/>"}), "no document of a kind"),
    "hwpx called pdf": ("minutes.pdf", hwpx(LINES), "called PDF but is HWPX"),
    "text called docx": ("minutes.DOCX", BRACKETS.encode(), "called DOCX but is TXT"),
    "a broken archive called pdf": ("minutes.pdf", hwpx(LINES)[:300], "PDF but is something else"),
    "a spreadsheet called hwp": (
        "minutes.hwp", zipped({"xl/workbook.xml": "<x/>"}), "HWP but is something else"
    ),
    "cut archive": ("minutes.hwpx", hwpx(LINES)[:300], "is broken"),
    "cut xml": ("minutes.hwpx", hwpx(LINES, {"Contents/section0.xml": "<a><b>"}), "XML"),
    "no sections": (
        "minutes.hwpx",
        zipped({"mimetype": "application/hwp+zip", "Contents/content.hpf": "<a/>"}),
        "is broken",
    ),
    "entities": (
        "minutes.hwpx", hwpx(LINES, {"Contents/section0.xml": BILLION_LAUGHS}), "entities"
    ),
    "nested too deep": (
        "minutes.docx", docx([], extra={"word/document.xml": NESTED}), "deeper inside"
    ),
    "unpacks to very much": (
        "minutes.docx",
        docx([], extra={"word/document.xml": b"<a>" + b" " * (limits.PART_BYTES + 1)}),
        "unpacks to more",
    ),
    "too many parts": (
        "minutes.docx",
        docx([], extra={f"{n}": b"" for n in range(limits.ARCHIVE_PARTS)}),
        "unpacks to more",
    ),
    "word with macros": (
        "minutes.docx", docx(LINES, extra={"word/vbaProject.bin": b"x"}), "macro"
    ),
    "word that says macros": (
        "minutes.docx",
        docx(LINES, extra={"[Content_Types].xml": "<Types a='x.macroEnabled.main+xml'/>"}),
        "macro",
    ),
    "hwpx with a script": (
        "minutes.hwpx",
        hwpx(LINES, {"Scripts/sourceScripts": "function OnDocument_Open() { steal(); }"}),
        "macro",
    ),
    "hwp with a script": (
        "minutes.hwp",
        hwp(LINES, extra={"Scripts/DefaultJScript": hwp_script("steal();")}),
        "macro",
    ),
    "hwpx with a password": (
        "minutes.hwpx", hwpx(LINES, {"META-INF/manifest.xml": MANIFEST}), "password"
    ),
    "word with a password": (
        "minutes.docx", compound_file({"EncryptedPackage": b"x"}), "password"
    ),
    "hwp with a password": ("minutes.hwp", hwp(LINES, flags=3), "password"),
    "hwp for distribution": ("minutes.hwp", hwp(LINES, flags=5), "배포용"),
    "hwp cut short": ("minutes.hwp", hwp(LINES)[:1024], "is broken"),
    "pdf cut short": ("minutes.pdf", b"%PDF-1.7\nnothing", "is broken"),
    "pdf of pictures": ("minutes.pdf", pdf([[], []]), "pictures of pages"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_one_sentence(case: str, tmp_path: Path) -> None:
    name, data, told = CASES[case]
    with translation.override("en"), pytest.raises(Unreadable, match=told) as refused:
        read(tmp_path, data, name)
    with translation.override("en"):
        sentence = str(refused.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    with translation.override("ko"):
        assert str(refused.value) != sentence


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 2 * limits.MEGABYTE)
    with translation.override("en"), pytest.raises(Unreadable, match="larger than 2 MB"):
        read(tmp_path, b"a" * (2 * limits.MEGABYTE + 1))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with translation.override("en"), pytest.raises(Unreadable, match="no file of that name"):
        read_file(tmp_path / "nothing.txt")
    with translation.override("en"), pytest.raises(Unreadable, match="cannot be opened"):
        read_file(tmp_path)
    with translation.override("ko"), pytest.raises(Unreadable, match="파일이 없습니다") as refused:
        read_file(tmp_path / "nothing.txt")
    with translation.override("ko"):
        assert not re.search("[A-Za-z]", str(refused.value))


def test_an_ordinary_script_of_the_word_processor_is_none(tmp_path: Path) -> None:
    empty = (
        "var Documents = XHwpDocuments;\r\nfunction OnDocument_New()\r\n{\r\n\t//todo : \r\n}\r\n"
    )
    data = hwp(council_form(), extra={"Scripts/DefaultJScript": hwp_script(empty)})
    assert read(tmp_path, data, "minutes.hwp").minutes.number == 7
    data = hwpx(council_form(), {"Scripts/sourceScripts": empty.encode("utf-16-le")})
    assert read(tmp_path, data, "minutes.hwpx").minutes.number == 7


def test_a_record_longer_than_its_stream_ends_with_it(tmp_path: Path) -> None:
    lying = struct.pack("<II", 67 | 1 << 10 | 0xFFF << 20, 0x7FFFFFFF) + "가나".encode("utf-16-le")
    data = hwp([], flags=0, extra={"BodyText/Section0": struct.pack("<I", 66) + lying})
    assert read(tmp_path, data, "minutes.hwp").minutes.title.startswith("가나")
