"""Names of people, by what stands around them and how Korean names are built."""

import re
from collections.abc import Iterable, Iterator

from committees.minutes import korean
from committees.minutes.names.finding import Finding, Kind
from committees.minutes.names.words import (
    BODY_ENDINGS,
    BY_LAW,
    LABELS,
    LONG_SURNAMES,
    NO_NAMES,
    PLACE_ENDINGS,
    SURNAMES,
    TITLES,
    YOUNG,
)

KNOWN = "a name that is known"
BY_TITLE = "a name and a post"
LABELLED = "a name behind its label"
BY_SHAPE = "a word built like a name that no dictionary knows"

_LONG = "|".join(LONG_SURNAMES)
_THREE = rf"(?:[{SURNAMES}][가-힣]{{2}}|(?:{_LONG})[가-힣]{{1,2}})"
_NAME = rf"(?:{_THREE}|[{SURNAMES}][가-힣])"
_TITLE = "(?:{})".format("|".join(sorted(TITLES, key=len, reverse=True)))
_PARTICLE = (
    "(?:께서는|께서|에게서|에게|한테|으로|이라고|라고|이며|이고|이랑|이나|입니다"
    "|이|가|은|는|을|를|와|과|의|도|만|로|님|씨)"
)
_BEFORE_TITLE = re.compile(rf"(?<![가-힣])(?P<name>{_NAME})(?P<gap>\s{{0,3}}\(?){_TITLE}")
_BEFORE_YOUNG = re.compile(rf"(?<![가-힣])(?P<name>{_THREE})\s(?:{'|'.join(YOUNG)})(?![가-힣])")
_AFTER_TITLE = re.compile(
    rf"(?:{_TITLE}|교사|인솔자)\s{{0,3}}[(:]?\s?(?<=[\s(:])(?P<name>{_NAME}){_PARTICLE}?(?![가-힣])"
)
_LABELLED = re.compile(
    rf"(?:{'|'.join(LABELS)})\s{{0,3}}[:：)]?\s{{0,3}}(?P<name>{_NAME})(?![가-힣])"
)
#: Behind a day in digits and before a number as well, as in names of files.
_ALONE = re.compile(
    rf"(?:(?<![가-힣A-Za-z0-9])|(?<=\d{{6}}))(?P<name>{_THREE}){_PARTICLE}?"
    r"(?![가-힣A-Za-z]|\d+[가-힣A-Za-z])"
)
_WHOLE = re.compile(_NAME)
_POST_BEHIND = re.compile(rf"{_TITLE}님?$")
_WORD = re.compile("[가-힣]+")
#: How many different words are judged by their shape alone in one text.
_JUDGED = 2_000


def looks_like_name(word: str) -> bool:
    """Whether a word is built like a name and is no ordinary word or place."""
    return bool(_WHOLE.fullmatch(word)) and word not in NO_NAMES and not korean.is_common_word(word)


def looks_like_body(word: str) -> bool:
    """Whether a word is an ordinary one with what bodies are called: `안전분과`, `문화과`."""
    ending = next((one for one in BODY_ENDINGS if word.endswith(one)), "")
    return bool(ending) and not looks_like_name(word.removesuffix(ending))


def find_people(
    text: str, roster: Iterable[str] = (), *, names_file: bool = False
) -> Iterator[Finding]:
    """Every likely name in the text; a name that was found once is known from there on."""
    known = {name for name in roster if len(name) > 1}
    found = list(_told(text))
    yield from found
    yield from _shaped(text, BY_LAW if names_file else PLACE_ENDINGS)
    known |= {finding.text for finding in found if len(finding.text) > 2}
    if known:
        pattern = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
        for match in re.finditer(rf"(?<![가-힣])(?:{pattern})", text):
            yield Finding(Kind.NAME, match[0], match.start(), match.end(), KNOWN)


def _told(text: str) -> Iterator[Finding]:
    for match in _BEFORE_TITLE.finditer(text):
        name = match["name"] if match["gap"] else _POST_BEHIND.sub("", match[0])
        if _is_holder(name) and (match["gap"] or not korean.is_several_words(name)):
            start = match.start()
            yield Finding(Kind.NAME, name, start, start + len(name), BY_TITLE)
    for pattern, why in (
        (_BEFORE_YOUNG, BY_TITLE),
        (_AFTER_TITLE, BY_TITLE),
        (_LABELLED, LABELLED),
    ):
        for match in pattern.finditer(text):
            name, word = match["name"], _WORD.match(text, match.start("name"))
            whole = word[0] if word else name
            held = _is_holder(name) and not looks_like_body(whole)
            if held and not korean.is_several_words(name):
                yield _finding(match, why)


def _is_holder(word: str) -> bool:
    """Whether a word beside a post is who holds it, and not the body whose post it is."""
    return looks_like_name(word) and not looks_like_body(word)


def _shaped(text: str, places: tuple[str, ...]) -> Iterator[Finding]:
    """Words that only their shape gives away; past the budget the rest are left."""
    judged: dict[str, bool] = {}
    for match in _ALONE.finditer(text):
        if match[0] not in judged:
            if len(judged) >= _JUDGED:
                return
            judged[match[0]] = _is_nothing_else(match["name"], match[0], places)
        if judged[match[0]]:
            yield _finding(match, BY_SHAPE)


def _is_nothing_else(word: str, text: str, places: tuple[str, ...]) -> bool:
    ends_otherwise = word.endswith((*places, *TITLES))
    return not ends_otherwise and word not in NO_NAMES and korean.is_proper_noun(word, text)


def _finding(match: re.Match[str], why: str) -> Finding:
    return Finding(Kind.NAME, match["name"], match.start("name"), match.end("name"), why)
