"""Whether a document is of a body, by what both are called."""

import re
import unicodedata

#: What stands before a body's own name: its city, and which of its terms it is.
_PLACE = re.compile(r"^[가-힣]{1,5}?(?:특별자치시|특별자치도|특별시|광역시|시|군|구|도)$")
_TERM = re.compile(r"^제?\s?\d{1,3}\s?(?:기|대|회|차)$|^(?:19|20)\d{2}(?:년도?)?$")
_SIGNS = re.compile(r"[^\w\s]|_")
#: Two spellings of one word.
_SPELLINGS = {"다올마당": "다울마당"}


def is_of(body_title: str, document_body: str) -> bool:
    """Return whether a document may be one of the body it is said to be of.

    `document_body` is what was recognised in the document; where that is nothing, or says only a
    part of the body's title or more than it, nothing speaks against it.
    """
    title, told = _words(body_title), _words(document_body)
    if not title or not told:
        return True
    whole, said = "".join(title), "".join(told)
    return (
        whole == said
        or set(told) <= set(title)
        or set(title) <= set(told)
        or (_without_place(whole) == _without_place(said))
    )


def _words(name: str) -> list[str]:
    """The words of a name that tell bodies apart."""
    plain = _SIGNS.sub(" ", unicodedata.normalize("NFC", name))
    for spelling, right in _SPELLINGS.items():
        plain = plain.replace(spelling, right)
    words = [word for word in plain.split() if not _TERM.match(word)]
    own = [word for word in words if not _PLACE.match(word)]
    return own or words


def _without_place(name: str) -> str:
    """A name written without blanks, without the city before it."""
    found = re.match(r"[가-힣]{2,4}?(?:특별시|광역시|시|군|구)(?=[가-힣]{4})", name)
    return name[found.end() :] if found else name
