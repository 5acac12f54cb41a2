"""What bodies are called in documents."""

import re

_SIGNS = re.compile(r"\([^)]*\)|[\s·ㆍ‧.,「」『』“”\"'-]+")


def may_be_called(title: str, named: str, city: str) -> bool:
    """Whether a document that names a body so may mean the body of a city with that title.

    It may where it names none. Blanks, signs and what stands in brackets do not matter, nor
    whether the city, or what that is part of, stands before.
    """
    own, other = (_bare(name, city) for name in (title, named))
    return not other or own == other


def _bare(name: str, city: str) -> str:
    plain, place = _SIGNS.sub("", name), _SIGNS.sub("", city)
    _before, found, after = plain.partition(place)
    return after if found and after else plain
