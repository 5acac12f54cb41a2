"""The small signs documents are written with: bullets, masks for hidden names, sentence ends."""

import re

BULLETS = "▸▶►▷▹○◯●◎❍□■◇◆•·‧∙\\-–➤☞※◦▪❏❑"
#: Signs that open an outline, above the dashes that go on below them.
OUTLINE = "○◯●◎❍□■◇◆❏❑※"
MASK = r"(?:[ㅇ○◯〇OＯ0]{2,4}|[*＊×Xx]{2,4})"

_LISTED = re.compile(rf"^\s*(?:[{BULLETS}]|\d{{1,2}}[.)]\s|[①-⑳]|\(\d{{1,2}}\))")
_BULLET = re.compile(rf"^\s*(?!※)[{BULLETS}]\s*")
_OUTLINE = re.compile(rf"^\s*[{OUTLINE}]")
_SENTENCE_END = re.compile(
    r"[.?!…。？！][\"'”’」』)\]]*\s*$|[다요까죠음함임됨](?:\s*\([^)]*\))?\s*$"
)
_STOP = re.compile(r"[.?!…。？！][\"'”’」』)\]]*\s*$")

_EVENT = re.compile(
    r"^\s*\(\s*(?:\d{1,2}\s*(?:시|:)\s*(?:\d{1,2}\s*분?)?"
    r"|[^()]{0,20}(?:개의|개회|산회|정회|속개|폐회|휴회|중지))\s*[^()]{0,12}\)\s*$"
)


#: What stands before a line of a speech's text that the speaker did not say.
NOT_SAID = "※ "
_CALL = re.compile(
    r"^\s*(?:※\s*)?\((?:[「“‘\"『][^()]{1,80}하는\s[^()]{1,20}"
    r"|[^()]{0,40}(?:박수|웃음|소란|거수|기립|퇴장|입장|묵념|호명|있음|없음|많음)[^()]{0,6})\)\s*$"
)


def is_call(text: str) -> bool:
    """Whether a line tells what was called or done by others: `(「없습니다」하는 의원 있음)`."""
    return bool(_CALL.match(text))


def as_not_said(text: str) -> str:
    """A line as it stands in a speech's text, marked as nothing the speaker said."""
    plain = text.strip()
    return plain if plain.startswith(NOT_SAID.strip()) else NOT_SAID + plain


def is_event(text: str) -> bool:
    """Whether a line tells what happened and nobody said: `(10시 05분 개의)`, `(14:30)`."""
    return bool(_EVENT.match(text))


def is_set_apart(text: str) -> bool:
    """Whether the whole line stands in brackets, such as a call from the floor."""
    return text.lstrip().startswith("(") and text.rstrip().endswith(")")


def is_listed(text: str) -> bool:
    """Whether a line begins with a bullet or a number, and so begins something new.

    A letter (`다. `) does not tell: it may be what a sentence ends with.
    """
    return bool(_LISTED.match(text))


def opens_outline(text: str) -> bool:
    """Whether a line opens an outline (□ ○ ※), rather than going on below one."""
    return bool(_OUTLINE.match(text))


def without_bullet(text: str) -> str:
    """The text behind a bullet."""
    return _BULLET.sub("", text, count=1).strip()


def ends_sentence(text: str) -> bool:
    """Whether a full stop or the like ends the line."""
    return bool(_STOP.search(text))


def reads_as_sentence(text: str) -> bool:
    """Whether the line ends as a sentence does, be it without its full stop."""
    return bool(_SENTENCE_END.search(text))


def squeezed(text: str) -> str:
    """The text without its blanks, to compare what was wrapped or spaced in two ways."""
    return re.sub(r"\s+", "", text)
