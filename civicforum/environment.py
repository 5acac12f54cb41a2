"""How settings.py reads the environment."""

import contextlib
import os
from collections.abc import Iterator
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured


class Environment(environ.Env):
    """Reads variables: an empty one counts as unset, one that makes no sense is named.

    Raises `ImproperlyConfigured` with one plain sentence for the latter.
    """

    def __init__(self) -> None:
        """Take the variables as they are now."""
        super().__init__()
        self.ENVIRON = {name: value for name, value in os.environ.items() if value.strip()}

    def get_value(self, var: str, *args: Any, **kwargs: Any) -> Any:
        """Return a variable as the type that is asked for."""
        with _named(var):
            return super().get_value(var, *args, **kwargs)

    def list(self, var: str, *args: Any, **kwargs: Any) -> list[str]:
        """Return what stands between the commas, without the spaces around it."""
        items = (item.strip() for item in super().list(var, *args, **kwargs))
        return [item for item in items if item]

    def db_url(self, var: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the database an address names."""
        with _named(var):
            return dict(super().db_url(var, *args, **kwargs))

    def email_url(self, var: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the mail server an address names."""
        with _named(var):
            return dict(super().email_url(var, *args, **kwargs))


@contextlib.contextmanager
def _named(var: str) -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{var} cannot be read ({error}): docs/deployment.md says what it takes."
        ) from error
