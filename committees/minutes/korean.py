"""Korean morphology: Kiwi, loaded only when it is asked something.

Its dictionaries of proper nouns are left out: what they hold are names, which are what is looked
for, and they would double the memory it takes.
"""

import os
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiwipiepy import Kiwi

#: Tags of nouns, pronouns, numerals and the like, of verbs, and of what follows either.
_NOUNS = ("NNG", "NNB", "NP", "NR", "MM", "MA", "XR", "IC")
_VERBS = ("VV", "VA", "VX")
_ENDINGS = ("J", "XS", "VCP", "E")
_AFTER_NAMES = ("J", "VCP", "E")


@cache
def _kiwi() -> "Kiwi":
    # numpy, which Kiwi brings, would start a thread for every core.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from kiwipiepy import Kiwi

    return Kiwi(num_workers=1, load_default_dict=False, load_multi_dict=False, load_typo_dict=False)


@cache
def is_common_word(word: str) -> bool:
    """Whether the dictionary knows the word as an ordinary one, with or without a particle."""
    first, *rest = _kiwi().tokenize(word)
    if first.oov:
        return False
    if first.tag.startswith(_VERBS):
        return bool(rest) and rest[-1].tag == "ETM"  # `계신 위원`, unlike `정하나 위원`
    return first.tag.startswith(_NOUNS) and all(token.tag.startswith(_ENDINGS) for token in rest)


@cache
def is_several_words(word: str) -> bool:
    """Whether a word is put together of ordinary ones, such as `민관협치`."""
    tokens = _kiwi().tokenize(word)
    ordinary = (*_NOUNS, *_VERBS, *_ENDINGS)
    return len(tokens) > 1 and all(
        not token.oov and token.tag.startswith(ordinary) for token in tokens
    )


@lru_cache(maxsize=50_000)  # minutes repeat their words, and each is asked of at every look
def is_proper_noun(word: str, text: str) -> bool:
    """Whether the text is that word, unknown to the dictionary or a proper noun, and particles.

    A surname with an ordinary word behind it (`김안전`) is one, too.
    """
    first, *rest = _kiwi().tokenize(text)
    if first.tag == "NNP" and rest and first.form + rest[0].form == word:
        return all(token.tag.startswith(_AFTER_NAMES) for token in rest[1:])
    proper = first.form == word and (first.oov or first.tag == "NNP")
    return proper and all(token.tag.startswith(_AFTER_NAMES) for token in rest)


def stand_apart(before: str, after: str) -> bool:
    """Whether a blank belongs between the end of one line and the beginning of the next."""
    _text, blanks = _kiwi().glue([before, after], return_space_insertions=True)
    return bool(blanks[0])
