"""What files say beside their text: properties, comments, changes and who made them."""

import re
import struct
import zlib
from collections.abc import Iterator

import pytest

from committees.minutes.reading import limits
from committees.minutes.reading.files.kinds import Kind
from committees.minutes.reading.files.properties import properties
from committees.minutes.reading.messages import Unreadable
from tests.committees.minutes.files import WORD, docx, hwp, hwpx, pdf

PAGE = [[(40.0, 800.0, "minutes")]]
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 pdf:Keywords="황보하늘"><dc:creator><rdf:Seq><rdf:li>남궁보람</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def with_object(data: bytes, about: bytes, stream: bytes) -> bytes:
    """A PDF with one more object before its table of them, which readers find again."""
    made = b"\n99 0 obj\n<<%s/Length %d>>\nstream\n%s\nendstream\nendobj\n"
    before, mark, after = data.rpartition(b"startxref")
    return before + made % (about, len(stream), stream) + mark + after


@pytest.mark.parametrize(
    ("about", "stream"),
    [
        (b"/Type/Metadata/Subtype/XML", XMP),
        (b"/Subtype /XML /Type /Metadata ", XMP),
        (b"/Type/Metadata/Subtype/XML/Filter/FlateDecode", zlib.compress(XMP)),
    ],
)
def test_xmp_of_a_pdf(about: bytes, stream: bytes) -> None:
    told = properties(with_object(pdf(PAGE), about, stream), Kind.PDF)
    assert "작성자: 남궁보람" in told
    assert "핵심어: 황보하늘" in told


def test_broken_xmp_is_looked_through_all_the_same() -> None:
    data = with_object(pdf(PAGE), b"/Type/Metadata/Subtype/XML", XMP.replace(b"</rdf:li>", b""))
    assert any("남궁보람" in one for one in properties(data, Kind.PDF))


def test_xmp_that_unpacks_to_too_much_is_refused() -> None:
    bomb = zlib.compress(b"<" * (5 * limits.MEGABYTE))
    data = with_object(pdf(PAGE), b"/Type/Metadata/Subtype/XML/Filter/FlateDecode", bomb)
    with pytest.raises(Unreadable):
        properties(data, Kind.PDF)


def test_notes_on_the_pages_of_a_pdf() -> None:
    note = b"/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/T<FEFF%s>/Contents<FEFF%s>>>]" % (
        "남궁보람".encode("utf-16-be").hex().encode(),
        "확인".encode("utf-16-be").hex().encode(),
    )
    data = re.sub(rb"/Type\s*/Page\b", lambda found: found[0] + note, pdf(PAGE), count=1)
    told = properties(data, Kind.PDF)
    assert "메모·변경한 사람: 남궁보람" in told
    assert "메모: 확인" in told


def test_comments_changes_and_pictures_of_word() -> None:
    raw = (
        '<w:p><w:ins w:author="남궁보람"><w:r><w:t>더한 글</w:t></w:r></w:ins>'
        '<w:del w:author="제갈바다"><w:r><w:delText>홍길동 </w:delText></w:r>'
        "<w:r><w:delText>위원</w:delText></w:r></w:del>"
        '<w:r><w:docPr id="1" name="a" descr="선우나무.jpg"/></w:r></w:p>'
    )
    comments = (
        f'<w:comments {WORD}><w:comment w:author="황보하늘"><w:p><w:r><w:t>독고바람</w:t></w:r>'
        "<w:r><w:t> 확인</w:t></w:r></w:p></w:comment></w:comments>"
    )
    people = f'<w:people {WORD}><w:person w:author="사공가람"/></w:people>'
    extra = {"word/comments.xml": comments, "word/people.xml": people}
    assert properties(docx(["글"], raw=raw, extra=extra), Kind.DOCX) == [
        "메모·변경한 사람: 황보하늘",
        "메모: 독고바람 확인",
        "메모·변경한 사람: 남궁보람",
        "메모·변경한 사람: 제갈바다",
        "지운 글: 홍길동 위원",
        "그림 설명: 선우나무.jpg",
        "메모·변경한 사람: 사공가람",
    ]


def test_comments_changes_and_pictures_of_hwpx() -> None:
    header = '<head><trackChangeAuthor id="1" name="남궁보람"/></head>'
    section = (
        '<sec><p><run><ctrl><fieldBegin type="MEMO"><parameters>'
        '<stringParam name="Author">황보하늘</stringParam></parameters></fieldBegin></ctrl>'
        "<t>남은 글<deleteBegin/>홍길동</t><t> 위원<deleteEnd/>끝</t>"
        "<pic><shapeComment>원본 그림의 이름: 선우나무.jpg</shapeComment></pic></run></p></sec>"
    )
    extra = {"Contents/header.xml": header, "Contents/section1.xml": section}
    assert properties(hwpx(["글"], extra), Kind.HWPX) == [
        "메모·변경한 사람: 남궁보람",
        "메모·변경한 사람: 황보하늘",
        "그림 설명: 원본 그림의 이름: 선우나무.jpg",
        "지운 글: 홍길동 위원",
    ]


def summary(texts: dict[int, str], *, wide: bool = True) -> bytes:
    """A stream of properties as a word processor writes it."""
    values, places = b"", []
    start = 8 + 8 * len(texts)
    for number, text in texts.items():
        places.append((number, start + len(values)))
        coded = f"{text}\0".encode("utf-16-le" if wide else "cp949")
        size = len(text) + 1 if wide else len(coded)
        coded = coded.ljust(-(-len(coded) // 4) * 4, b"\0")
        values += struct.pack("<II", 31 if wide else 30, size) + coded
    table = b"".join(struct.pack("<II", *place) for place in places)
    section = struct.pack("<II", start + len(values), len(texts)) + table + values
    return struct.pack("<HHI16sI16sI", 0xFFFE, 0, 0, bytes(16), 1, bytes(16), 48) + section


@pytest.mark.parametrize(
    ("name", "wide"), [("\x05HwpSummaryInformation", True), ("\x05SummaryInformation", False)]
)
def test_the_summary_of_hwp(name: str, wide: bool) -> None:
    texts = {2: "결과 보고", 4: "남궁보람", 8: "황보하늘"}
    told = properties(hwp(["글"], extra={name: summary(texts, wide=wide)}), Kind.HWP)
    assert told == ["제목: 결과 보고", "작성자: 남궁보람", "마지막 작성자: 황보하늘"]


def test_a_broken_summary_of_hwp_harms_nothing() -> None:
    extra = {"\x05HwpSummaryInformation": b"\xff" * 60}
    assert properties(hwp(["글"], extra=extra), Kind.HWP) == []


def records(*which: tuple[int, int, bytes]) -> Iterator[bytes]:
    for tag, level, data in which:
        yield struct.pack("<I", tag | level << 10 | len(data) << 20) + data


def test_who_changed_an_hwp_and_its_hidden_comments() -> None:
    name = "남궁보람".encode("utf-16-le")
    author = b"".join(records((97, 0, struct.pack("<IH", 1, 4) + name)))
    hidden = b"".join(
        records(
            (66, 0, bytes(22)), (71, 1, b"tmct"), (72, 2, bytes(8)), (66, 2, bytes(22)),
            (67, 3, "홍길동 위원".encode("utf-16-le")),
        )
    )  # fmt: skip
    extra = {"DocInfo": author, "BodyText/Section1": hidden}
    told = properties(hwp(["글"], flags=0, extra=extra), Kind.HWP)
    assert told == ["메모: 홍길동 위원", "메모·변경한 사람: 남궁보람"]


def test_a_file_that_says_more_of_itself_than_minutes_could_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "CHARACTERS", 100)
    raw = "".join(f'<w:p><w:ins w:author="{number:09}"/></w:p>' for number in range(20))
    with pytest.raises(Unreadable):
        properties(docx(["글"], raw=raw), Kind.DOCX)
