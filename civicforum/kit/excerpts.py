"""Parts of texts in which something was found."""

import re

from civicforum.kit.search_terms import pattern, search_terms


def excerpt(text: str, words: str, around: int = 60) -> str:
    """Return the part of a text in which the first of the words or dates stands."""
    forms = [form for term in search_terms(words) for form in term]
    places = (re.search(pattern(form), text, re.IGNORECASE) for form in forms)
    at = next((place.start() for place in places if place), 0)
    begin = text.rfind(" ", 0, max(at - around, 0)) + 1
    end = at + around
    head, tail = ("…" if begin else ""), ("…" if end < len(text) else "")
    return f"{head}{text[begin:end].strip()}{tail}"
