"""Paragraph styles that say for certain what a line is: the portal's own documents have them."""

from enum import StrEnum


class Meant(StrEnum):
    """What a line is by its style."""

    SPEECH = "speech"
    CONTINUED = "speech continued"
    NOTE = "note"
    LINE = "line"
    TOLD = "attendance note"
    DECISION = "decision"
    UNSAID = ""


_NAMES = {
    "speech": Meant.SPEECH,
    "발언": Meant.SPEECH,
    "speech continued": Meant.CONTINUED,
    "발언 이어짐": Meant.CONTINUED,
    "note": Meant.NOTE,
    "알림": Meant.NOTE,
    "line": Meant.LINE,
    "줄": Meant.LINE,
    "attendance note": Meant.TOLD,
    "참석 알림": Meant.TOLD,
    "decision": Meant.DECISION,
    "결정": Meant.DECISION,
}


def meaning(style: str) -> Meant:
    """What a style's name says; its level, as in `Note 2`, does not matter."""
    return _NAMES.get(style.lower().rstrip(" 0123456789"), Meant.UNSAID)


def is_speaker(style: str) -> bool:
    """Whether characters of that style name who speaks."""
    return style.lower() in {"speaker", "발언자"}


def is_own_line(style: str) -> bool:
    """Whether the line is one of the portal's own, where only points have bullets."""
    return meaning(style) in {Meant.LINE, Meant.TOLD}


def is_text(style: str) -> bool:
    """Whether a line of that style belongs to the discussion and can be no head."""
    return meaning(style) in {Meant.SPEECH, Meant.CONTINUED, Meant.NOTE, Meant.DECISION}
