"""Addresses in two languages: Korean at /…, English at /en/…."""

from django.utils.translation import get_language


def prefix() -> str:
    """Return "/en" while English is in use, else ""."""
    return "/en" if (get_language() or "").startswith("en") else ""


def localized(path: str) -> str:
    """Return the path in the language in use."""
    return f"{prefix()}{path}"


def other_language(path: str) -> str:
    """Return the path of the same page in the other language."""
    if path == "/en" or path.startswith("/en/"):
        return "/" + path.removeprefix("/en").lstrip("/")  # never //elsewhere
    return f"/en{path}"
