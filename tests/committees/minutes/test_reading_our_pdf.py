"""A PDF of ours is read back as what it was made of, and its pages where something was changed."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from PIL import Image

from committees.minutes.document import Attachment, Minutes, SpeechLine
from committees.minutes.reading.files import pdf
from committees.minutes.writing import pdf as writing
from committees.minutes.writing.lines import lines_file
from committees.minutes.writing.pdf import write_pdf
from committees.minutes.writing.photos import Photo
from tests.committees.minutes import drawing, made_up
from tests.committees.minutes.reading_them import read, speeches

SAID = (
    "저희 도시숲분과 과장님께서 말씀하신 대로 우리 구의 산책로를 함께 걷는 주민이 많아지면 "
    "좋겠다는 뜻을 여러 번 모아 왔고 앞으로도 계속 모아 갈 생각입니다. 다음에 우리 분과 "
    "과장님께서 다시 말씀하시겠습니다."
)


def long_minutes() -> Minutes:
    """Minutes of several pages, with a list that goes on on the next."""
    short = made_up.minutes()
    more = [SpeechLine(at, "팀장", f"{at} {SAID}", 3) for at in range(7, 37)]
    rows = [f"사업 {at}: 우리 구의 산책로" for at in range(1, 81)]
    return replace(
        short,
        speeches=[*short.speeches, *more],
        attachments=[Attachment("승인 사업 목록", rows)],
        totals=replace(short.totals, not_present=5),
    )


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawing.minutes())
def test_any_minutes_come_back_equal(tmp_path: Path, minutes: Minutes) -> None:
    reading = read(tmp_path, write_pdf(minutes), "minutes.pdf")
    assert (reading.minutes, reading.unplaced) == (minutes, [])


def test_minutes_of_several_pages_come_back_equal(tmp_path: Path) -> None:
    reading = read(tmp_path, write_pdf(long_minutes()), "minutes.pdf")
    assert (reading.minutes, reading.unplaced) == (long_minutes(), [])


def test_what_stands_below_a_photo_is_listed(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (80, 40), "teal").save(out, "JPEG")
    data = write_pdf(made_up.minutes(), [Photo(out.getvalue(), "회의하는 모습")])
    reading = read(tmp_path, data, "minutes.pdf")
    assert (reading.minutes, reading.unplaced) == (made_up.minutes(), ["회의하는 모습"])


def test_pages_alone_keep_lists_and_totals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "own_lines", lambda *_: None)
    minutes = long_minutes()
    reading = read(tmp_path, write_pdf(minutes), "minutes.pdf")
    assert len([line for line in reading.lines if line.place == "page"]) > 3
    assert reading.minutes.attachments == minutes.attachments
    assert reading.minutes.totals == minutes.totals
    assert reading.minutes.remarks == minutes.remarks
    assert {text for _item, _who, text in speeches(reading)[6:]} == {
        one.text for one in minutes.speeches[6:]
    }
    assert reading.unplaced == []


def _with_other_words(data: bytes) -> bytes:
    return data.replace("실내".encode(), "실외".encode())


def _with_a_line_more(data: bytes) -> bytes:
    return json.dumps([*json.loads(data), ["몰래 더한 줄", "Line", "", []]]).encode()


def _without_its_last(data: bytes) -> bytes:
    return json.dumps(json.loads(data)[:-1]).encode()


@pytest.mark.parametrize(
    "changed",
    [
        _with_other_words, _with_a_line_more, _without_its_last, lambda data: data[:-9],
        lambda _data: b"[[1]]", lambda _data: b"[" * 100_000, lambda _data: b"",
    ],
)  # fmt: skip
def test_lines_that_are_not_those_of_the_pages_are_not_believed(
    changed: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "lines_file", lambda *given: changed(lines_file(*given)))
    reading = read(tmp_path, write_pdf(made_up.minutes()), "minutes.pdf")
    read_of_pages = "".join(line.text for line in reading.lines)
    assert "실내" in read_of_pages
    assert "몰래" not in read_of_pages
    assert "회의록은 다음 회의에서 확인함" in read_of_pages
    assert any(line.place == "page" for line in reading.lines)
