"""Addresses in two languages, Korean at /…, English at /en/…, and the words they reserve."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern
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


@cache
def reserved_words(name: str) -> frozenset[str]:
    """Return the fixed words that stand where other addresses have `<slug:name>`.

    With `<slug:city>/plans/<slug:plan>/` beside `<slug:city>/<slug:body>/<int:number>/`, a body
    called "plans" would lose the pages of its meetings.
    """
    routes = [route.split("/") for route in _routes(get_resolver())]
    before = [route[: route.index(step)] for route in routes if (step := f"<slug:{name}>") in route]
    return frozenset(
        route[len(steps)]
        for steps in before
        for route in routes
        if route[: len(steps)] == steps
        and not route[len(steps)].startswith("<")
        and "." not in route[len(steps)]  # no address name has a dot
    ) - {""}


def _routes(resolver: Any, prefix: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        is_language = isinstance(one.pattern, LocalePrefixPattern)
        route = prefix + ("" if is_language else str(one.pattern))
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from _routes(one, route)
