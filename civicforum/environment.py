"""How settings.py reads the environment."""

import os
from collections.abc import Callable, Collection
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}


class Environment:
    """Reads variables: an empty one counts as unset, one that makes no sense is named.

    Raises `ImproperlyConfigured` with one plain sentence for the latter.
    """

    def __init__(self) -> None:
        """Take the variables as they are now."""
        self._values = {name: text.strip() for name, text in os.environ.items() if text.strip()}

    def __contains__(self, name: str) -> bool:
        """Say whether a variable is set."""
        return name in self._values

    def text(self, name: str, default: str) -> str:
        """Return a text."""
        return self._values.get(name, default)

    def items(self, name: str, default: list[str]) -> list[str]:
        """Return what stands between the commas, without the spaces around it."""
        if name not in self:
            return default
        return [item.strip() for item in self._values[name].split(",") if item.strip()]

    def flag(self, name: str, default: bool) -> bool:
        """Return a yes or no."""
        text = self._values.get(name, "1" if default else "0").lower()
        if text not in YES | NO:
            raise _wrong(name, text, "is neither 1 nor 0")
        return text in YES

    def number(self, name: str, default: int, lowest: int, highest: int) -> int:
        """Return a whole number."""
        text = self._values.get(name, f"{default}")
        if not text.isdecimal() or not lowest <= int(text) <= highest:
            raise _wrong(name, text, f"is no whole number from {lowest} to {highest}")
        return int(text)

    def one_of(self, name: str, choices: Collection[str], default: str) -> str:
        """Return one of some words, however it is capitalised."""
        text = self._values.get(name, default).upper()
        if text not in choices:
            raise _wrong(name, text, f"is none of {', '.join(choices)}")
        return text

    def url(self, name: str, schemes: Collection[str], like: str, default: str = "") -> str:
        """Return an address with one of the schemes and a host; `like` is one to show."""
        text = self._values.get(name, default)
        try:
            parts = urlsplit(text)
            whole = parts.scheme in schemes and parts.hostname and parts.port != 0
        except ValueError:  # a port or an IPv6 address that is none
            whole = False
        if not whole:
            raise _no_address(name, like)
        return text

    def database(self, name: str) -> dict[str, Any]:
        """Return the PostgreSQL database an address names."""
        like = "postgres://user:password@host:port/name"
        if self._values[name].partition("://")[0] not in {"postgres", "postgresql"}:
            raise _no_address(name, like)
        return self._parsed(name, "", environ.Env.db_url_config, like)

    def mail(self, name: str, default: str) -> dict[str, Any]:
        """Return the mail server an address names."""
        like = "smtp+tls://user:password@host:587"
        return self._parsed(name, default, environ.Env.email_url_config, like)

    def _parsed(
        self, name: str, default: str, parse: Callable[[str], dict[str, Any]], like: str
    ) -> dict[str, Any]:
        try:
            return dict(parse(self._values.get(name, default)))
        except (ImproperlyConfigured, ValueError) as error:
            raise _no_address(name, like) from error


def _wrong(name: str, text: str, why: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name}={text} {why}.")


def _no_address(name: str, like: str) -> ImproperlyConfigured:
    """Without what was written: it may hold a password."""
    return ImproperlyConfigured(f"{name} is no whole address: write it like {like}.")
