"""One person of a list: role, name and group, by what the words of it are like.

A word that nothing is known of is a name where it stands beside a role: a name that is taken for
part of a role would be published.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from committees.minutes import korean
from committees.minutes.names import looks_like_body, looks_like_name
from committees.minutes.names.numbers import find_numbers
from committees.minutes.names.words import BY_LAW, LONG_SURNAMES
from committees.minutes.reading.marks import MASK
from committees.minutes.reading.speakers import is_role
from committees.minutes.vocabulary import POSTS, words

_MASKED = re.compile(rf"{MASK}|[가-힣](?:[○◯〇ㅇ*＊×]|[OＯXx]){{1,3}}")
_DIGITS = re.compile(r"[\d().+~-]*\d[\d().+~-]{3,}|\S+@\S+")
_ONE = re.compile("[가-힣]")
_SHORT = re.compile("[가-힣]{1,2}")
_SPOKEN = re.compile(r"[^\W\d_][\w.'’-]*")
#: Words beside a role that are part of it, and nobody's name.
_OF_ROLES = frozenset(
    words("""
        직무대행 직무대리 권한대행 대행 대리 대참 겸 및 등 외 전원 일동 없음 당연직 위촉직 임시 명예
    """)
)
#: What ends the word for an occupation: `사회복지사`, unlike the bodies of `도시과`.
_OCCUPATIONS = tuple(
    words("복지사 간호사 교사 상담사 지도사 영양사 해설사 기사 전문가 대학생 상인")
)


@dataclass
class Person:
    """Who a piece of a list names; `unsure` says that the name was told by where it stands alone.

    `left` is what belongs to nobody's role: numbers and addresses.
    """

    role: str = ""
    group: str = ""
    name: str = ""
    unsure: bool = False
    left: list[str] = field(default_factory=list)


def is_name(word: str) -> bool:
    """Whether a word is surely a name, be it half hidden, and no role and no body."""
    if _MASKED.fullmatch(word):
        return True
    return looks_like_name(word) and not is_role(word) and not looks_like_body(word)


def names_somebody(text: str) -> bool:
    """Whether words by themselves tell that they name people: a role, or a number to call."""
    roles = any(is_role(word) or word.endswith(_OCCUPATIONS) for word in text.split())
    return roles or any(find_numbers(text))


def is_masked(word: str) -> bool:
    """Whether signs stand for a hidden name or for part of one."""
    return bool(_MASKED.fullmatch(word))


def person_of(text: str) -> Person:
    """Tell the words of one person apart."""
    person = Person()
    for found in sorted(find_numbers(text), key=lambda one: -one.start):
        person.left.insert(0, found.text)
        text = f"{text[: found.start]} {text[found.end :]}"
    told = re.sub(r"[()]", " ", text).split()
    person.left += [word for word in told if _DIGITS.fullmatch(word)]
    parts = joined([word for word in told if word not in person.left])
    at = next((at for at, part in enumerate(parts) if is_role(part)), None)
    if at is None:
        _without_role(parts, person)
        return person
    before, after = parts[:at], parts[at + 1 :]
    person.role = _and_roles(parts[at], after)
    after = [part for part in after if not _is_of_role(part)]
    _take_glued(person, [*before, *after])
    _take_after(after, person)
    _take_before(before, person)
    return person


def _and_roles(role: str, after: Sequence[str]) -> str:
    return " ".join([role, *(part for part in after if _is_of_role(part))])


def _is_of_role(part: str) -> bool:
    return part in _OF_ROLES or is_role(part)


def _take_glued(person: Person, others: Sequence[str]) -> None:
    """Part a name from the post it is written together with: `홍길동위원`."""
    post = next((one for one in _LONGEST_FIRST if person.role.endswith(one)), "")
    name = person.role.removesuffix(post)
    alone = not any(is_name(part) for part in others)
    if alone and len(name) > 2 and is_name(name) and not korean.is_several_words(name):
        person.role, person.name, person.unsure = post, name, True


_LONGEST_FIRST = sorted(POSTS, key=len, reverse=True)


def _take_after(parts: Sequence[str], person: Person) -> None:
    """Who is named behind a role; only what is surely a body is none."""
    names = [part for part in parts if not looks_like_body(part)]
    person.group = " ".join(part for part in parts if part not in names)
    _name(names, person)


def _take_before(parts: Sequence[str], person: Person) -> None:
    """Who is named before a role, and behind the body that the seat stands for."""
    last = len(parts) - 1
    sure = [
        part
        for at, part in enumerate(parts)
        if is_name(part) and (at == last or not part.endswith(BY_LAW))
    ]
    names = [] if person.name else sure[-1:] or _unknown_last(parts)
    groups = [part for part in parts if part not in names]
    person.group = " ".join([*groups, *filter(None, [person.group])])
    if names:
        _name(names, person)


def _unknown_last(parts: Sequence[str]) -> list[str]:
    """The words at the end that nothing is known of."""
    names: list[str] = []
    for part in reversed(parts):
        if not _is_unknown(part):
            break
        names.insert(0, part)
    return names


def _is_unknown(part: str) -> bool:
    known = looks_like_body(part) or korean.is_common_word(part) or korean.is_several_words(part)
    return bool(_SPOKEN.fullmatch(part)) and not known


def _name(parts: Sequence[str], person: Person) -> None:
    """Take the words as one name."""
    if not parts:
        return
    if person.name:
        person.name = f"{person.name} {' '.join(parts)}"
        person.unsure = True
        return
    person.name = " ".join(parts)
    person.unsure = not is_name(person.name)


def _without_role(parts: Sequence[str], person: Person) -> None:
    """A name and the words around it: an occupation is a role, all others are a group."""
    names = [part for part in parts if is_name(part)]
    person.name = names[-1] if names else ""
    rest = [part for part in parts if part != person.name]
    jobs = [part for part in rest if part.endswith(_OCCUPATIONS)]
    person.role = " ".join(jobs)
    person.group = " ".join(part for part in rest if part not in jobs)
    if jobs and not names:
        person.name, person.group = person.group, ""
        person.unsure = bool(person.name)


def joined(parts: Sequence[str]) -> list[str]:
    """The words, with what was spaced out put together: `위 원 홍 길 동`, `남궁 민수`."""
    words: list[str] = []
    at = 0
    while at < len(parts):
        ways = [parts[at : at + size] for size in range(min(6, len(parts) - at), 1, -1)]
        whole = next((way for ways_of in (_is_role_spaced, _is_name_spaced)
                      for way in ways if ways_of(way)), parts[at : at + 1])  # fmt: skip
        words.append("".join(whole))
        at += len(whole)
    return words


def _is_role_spaced(parts: Sequence[str]) -> bool:
    return all(map(_ONE.fullmatch, parts)) and "".join(parts) in POSTS


def _is_name_spaced(parts: Sequence[str]) -> bool:
    whole = "".join(parts)
    if len(parts) > 2:
        return all(map(_ONE.fullmatch, parts)) and len(whole) < 5 and looks_like_name(whole)
    surname, given = parts
    begins = surname in LONG_SURNAMES or bool(_ONE.fullmatch(surname))
    short = bool(_SHORT.fullmatch(given)) and not is_role(given)
    return begins and short and looks_like_name(whole)
