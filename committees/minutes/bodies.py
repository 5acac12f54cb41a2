"""What bodies are called in documents."""

import re

from committees.minutes.vocabulary import FORMS

_SIGNS = re.compile(r"\([^)]*\)|[\s·ㆍ‧.,「」『』“”\"'-]+")
#: Which of a body's terms it is, or the year.
_TERM = re.compile(r"^(?:제?\d{1,3}[기대]|(?:19|20)\d{2}년도?)")
_SPELLINGS = {"다올마당": "다울마당"}
_FORM = re.compile(f"(?P<own>.+?)(?P<form>{'|'.join(FORMS)})")


def may_be_called(title: str, named: str, city: str) -> bool:
    """Whether a document that names a body so may mean the body of a city with that title.

    It may where it names none. Blanks, signs and what stands in brackets do not matter, nor
    whether the city, or what that is part of, or the body's term stands before, nor whether the
    word for its form stands behind one of them only: `택시` and `택시 다울마당`.
    """
    own, other = (_bare(name, city) for name in (title, named))
    return not other or own == other or own in _formless(other) or other in _formless(own)


def _bare(name: str, city: str) -> str:
    plain, place = _SIGNS.sub("", name), _SIGNS.sub("", city)
    for spelling, right in _SPELLINGS.items():
        plain = plain.replace(spelling, right)
    _before, found, after = plain.partition(place)
    plain = after if found and after else plain
    return _TERM.sub("", plain) or plain


def _formless(name: str) -> list[str]:
    found = _FORM.fullmatch(name)
    return [found["own"]] if found else []
