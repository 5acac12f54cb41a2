"""Names of people of whom the public reads only the family name."""

from collections.abc import Iterable


def mask(name: str) -> str:
    """Return 송○○ for a name of three syllables."""
    return name[:1] + "○" * (len(name) - 1)


def without_names(text: str, names: Iterable[str]) -> str:
    """Return the text with each of the names masked, wherever it stands."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, mask(name))
    return text
