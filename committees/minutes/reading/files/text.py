"""Plain text, in the encodings Korean offices use."""

import codecs
import re
from collections.abc import Iterator

from committees.minutes.reading import limits
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.messages import later as _
from committees.minutes.reading.source import Raw
from committees.minutes.reading.telling import Told, untold

_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


def lines(data: bytes, _told: Told = untold) -> Iterator[Raw]:
    """The lines of a text file; any of them may have been wrapped by what wrote it.

    Raises `Unreadable` for what is no text in any of these encodings.
    """
    text = decode(data)
    odd = len(_NO_TEXT.findall(text)) + text.count("\ufffd")
    # A few broken characters are cleaned and counted; a file full of them is no text. The signs
    # that stand for lost ones in a file that says so itself are not held against it.
    stated = text.count("\ufffd") if "\ufffd".encode() in data else 0
    if odd - stated > limits.UNREADABLE_SHARE * len(text):
        raise Unreadable(_("The file is no text: too many of its characters cannot be read."))
    return (Raw(line, wraps=True) for line in _BREAKS.split(text))


def decode(data: bytes) -> str:
    """The text in the encoding its mark names, or in the one that loses least of it."""
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        unmarked = ("utf-16-le", "utf-16-be") if data.count(0) > len(data) // 20 else ()
        texts = [data.decode(name, "replace") for name in ("utf-8", "cp949", *unmarked)]
        return min(texts, key=lambda text: _strangeness(text) / max(1, len(text)))


def _strangeness(text: str) -> int:
    return text.count("\ufffd") + len(_NO_TEXT.findall(text))
