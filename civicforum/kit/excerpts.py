"""Parts of texts in which something was found."""


def excerpt(text: str, words: str, around: int = 60) -> str:
    """Return the part of a text in which the first of the words stands."""
    first = (words.split() or [""])[0].lower()
    at = max(text.lower().find(first), 0)
    begin = text.rfind(" ", 0, max(at - around, 0)) + 1
    end = at + around
    head, tail = ("…" if begin else ""), ("…" if end < len(text) else "")
    return f"{head}{text[begin:end].strip()}{tail}"
