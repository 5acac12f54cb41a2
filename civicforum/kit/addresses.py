"""Addresses in two languages: Korean at /…, English at /en/…."""

from django.conf import settings
from django.utils.translation import get_language


def prefix() -> str:
    """Return "/en" while English is in use, else ""."""
    return "/en" if (get_language() or "").startswith("en") else ""


def localized(path: str) -> str:
    """Return the path in the language in use."""
    return f"{prefix()}{path}"


def in_languages(path: str) -> dict[str, str]:
    """Return the paths of the same page by language."""
    korean = path
    if path == "/en" or path.startswith("/en/"):
        korean = "/" + path.removeprefix("/en").lstrip("/")  # never //elsewhere
    return {"ko": korean, "en": f"/en{korean}"}


def other_language(path: str) -> str:
    """Return the path of the same page in the other language."""
    both = in_languages(path)
    return both["ko"] if path != both["ko"] else both["en"]


def absolute(path: str) -> str:
    """Return the whole address of a path, the same whatever name the visitor called us by."""
    return f"{settings.SITE_URL}{path}"
