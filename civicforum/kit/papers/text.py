"""Text fit for every format: without what XML forbids, with one kind of line end."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNWRITABLE = re.compile("[^\n\x20-\x7e\x80-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return the text composed, with plain line ends and blanks, without what XML forbids."""
    plain = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _UNWRITABLE.sub("", plain))


def one_line(text: str) -> str:
    """Return the text on one line, for a head or a cell."""
    return " ".join(line.strip() for line in clean(text).split("\n")).strip()
