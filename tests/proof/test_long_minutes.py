"""A long council session, 10,000 speeches, is written in reasonable time and memory."""

import resource
import time
from collections.abc import Callable

import pypdfium2
import pytest

from committees.minutes.document import Minutes, SpeechLine
from committees.minutes.writing.docx import write_docx
from committees.minutes.writing.hwpx import write_hwpx
from committees.minutes.writing.pdf import write_pdf
from tests.committees.minutes import made_up

pytestmark = pytest.mark.proof

SPEECHES = 10_000
MEGABYTES = 1_000


def session() -> Minutes:
    """The made-up council talks on and on."""
    minutes = made_up.minutes()
    words = " ".join(speech.text for speech in minutes.speeches).replace("\n", " ")
    minutes.speeches = [
        SpeechLine(at, f"위원 {at % 40}", words[at % 90 : at % 90 + 60], 1 + at * 3 // SPEECHES)
        for at in range(SPEECHES)
    ]
    return minutes


@pytest.mark.parametrize(
    ("write", "seconds"), [(write_hwpx, 10), (write_docx, 60), (write_pdf, 60)]
)
def test_ten_thousand_speeches(write: Callable[[Minutes], bytes], seconds: int) -> None:
    start = time.monotonic()
    written = write(session())
    took = time.monotonic() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{write.__name__}: {took:.1f} s, {len(written) / 1e6:.2f} MB, up to {most} MB")  # noqa: T201
    assert took < seconds
    assert most < MEGABYTES
    if write is write_pdf:
        with pypdfium2.PdfDocument(written) as document:
            assert len(document) > 300
