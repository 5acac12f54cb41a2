"""How far reading is, is told while it goes on: by pages, bytes and lines, and not too often."""

from pathlib import Path

import pytest

from committees.minutes.document import SpeechLine
from committees.minutes.reading import telling
from committees.minutes.reading.files import xml
from committees.minutes.reading.reader import read_file
from committees.minutes.reading.telling import Telling
from committees.minutes.writing.docx import write_docx
from committees.minutes.writing.hwpx import write_hwpx
from committees.minutes.writing.pdf import write_pdf
from tests.committees.minutes import made_up

OPENED, CUT, READ, DONE = 55, 60, 75, 100


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """A folder with minutes of several pages in each kind of file that we write."""
    minutes = made_up.minutes()
    minutes.speeches = [
        SpeechLine(at, "위원장", f"{at}번째 말씀을 드리겠습니다. " * 3, 1) for at in range(1, 200)
    ]
    for write in (write_hwpx, write_docx, write_pdf):
        name = write.__name__.removeprefix("write_")
        (tmp_path / f"long.{name}").write_bytes(write(minutes, []))
    return tmp_path


@pytest.mark.parametrize("kind", ["hwpx", "docx", "pdf"])
def test_it_is_told_within_each_stage(
    long: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(telling, "_EVERY", 0)
    monkeypatch.setattr(xml, "_AT_ONCE", 1024)
    seen: list[int] = []
    read_file(long / f"long.{kind}", progress=seen.append)
    assert seen == sorted(seen)
    assert [at for at in seen if 0 < at < OPENED]
    assert [at for at in seen if CUT < at < READ]
    assert seen[-1] == DONE


@pytest.mark.parametrize("kind", ["hwpx", "docx"])
def test_what_is_parsed_piece_by_piece_is_the_same(
    long: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    whole = read_file(long / f"long.{kind}")
    monkeypatch.setattr(xml, "_AT_ONCE", 7)  # in the middle of letters and of tags
    assert read_file(long / f"long.{kind}") == whole


def test_it_is_told_twice_a_second_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(telling.time, "monotonic", lambda: now)
    seen: list[int] = []
    whole = Telling(seen.append)
    tell = whole.until(50)
    for line in range(1_000):  # ten seconds
        tell(line, 1_000)
        now += 0.01
    assert 15 < len(seen) <= 20
    assert seen == sorted(set(seen))
    whole.reached(50)  # a stage is told at once
    assert seen[-1] == 50
