"""Glyphs that a word processor left behind: made plain, and counted."""

import re
import unicodedata
from collections import Counter
from enum import StrEnum


class Glyph(StrEnum):
    """A kind of character that does not belong in plain text."""

    BLANK = "blank"
    UNKNOWN = "unknown"
    INVISIBLE = "invisible"
    CONTROL = "control"


# Unknown glyphs mostly stand where a blank was; the invisible ones stood for nothing.
_KINDS = {
    Glyph.BLANK: ("\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\t", " "),
    Glyph.UNKNOWN: ("\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff\ud800-\udfff", " "),
    Glyph.INVISIBLE: ("\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff", ""),
    Glyph.CONTROL: ("\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f", ""),
}  # fmt: skip
_PATTERNS = [(kind, re.compile(f"[{odd}]"), plain) for kind, (odd, plain) in _KINDS.items()]
_ODD = re.compile("[{}]".format("".join(odd for odd, _ in _KINDS.values())))


def clean(text: str) -> tuple[str, Counter[Glyph]]:
    """Return the text in plain characters, syllables composed, and what was made plain."""
    counts: Counter[Glyph] = Counter()
    if _ODD.search(text):
        for kind, pattern, plain in _PATTERNS:
            text, found = pattern.subn(plain, text)
            counts[kind] += found
    return unicodedata.normalize("NFC", text), counts
