"""The typeface of what we print, and which characters it can print."""

import unicodedata
from functools import cache

from django.conf import settings
from fontTools.ttLib import TTFont

_FAMILY = settings.BASE_DIR / "node_modules" / "@expo-google-fonts" / "noto-sans-kr"
FOLDERS = [_FAMILY / "400Regular", _FAMILY / "700Bold"]
# Marks of Korean documents that Noto Sans KR lacks and the typesetter's own DejaVu has.
_FROM_DEJAVU = frozenset(map(ord, "▸▹❍․∙✔☑"))


def printable(text: str) -> str:
    """Return the text with each character that no font here can draw as its code: 〔U+1F600〕.

    PDF/UA refuses a document with an undrawn character, and a box would tell nobody what stood
    there. Characters that have no shape at all go.
    """
    if _drawn().issuperset(map(ord, text)):
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if ord(character) in _drawn():
        return character
    return "" if _is_shapeless(character) else f"〔U+{ord(character):04X}〕"


def _is_shapeless(character: str) -> bool:
    return unicodedata.category(character) == "Cf"


@cache
def _drawn() -> frozenset[int]:
    with TTFont(FOLDERS[0] / "NotoSansKR_400Regular.ttf", lazy=True) as font:
        shapes = {code for code in font.getBestCmap() if not _is_shapeless(chr(code))}
    return _FROM_DEJAVU | shapes | {ord("\n")}
