"""Pytest plugin: the whole run uses embedded servers of its own, never the portal's.

Loaded with `-p tests.local_servers`, before Django's settings are read. With xdist only the
controlling process starts the servers; its workers inherit the addresses. It compiles the Korean
catalogue too, before any process could read an old one or none.
"""

import os
import sys

from civicforum.local import Problem, home, servers

os.environ["CIVICFORUM_HOME"] = str(home.PROJECT / "data" / "test")
os.environ.setdefault(
    "STATICFILES_STORAGE", "django.contrib.staticfiles.storage.StaticFilesStorage"
)  # nothing is collected for tests


def _use_servers() -> None:
    home.make_home(home.chosen_home())
    (home.chosen_home() / "static").mkdir(exist_ok=True)
    empty = {name for name in ("DATABASE_URL", "REDIS_URL") if not os.environ.get(name)}
    if empty:
        urls = servers.hold(
            home.chosen_home(),
            fast=True,
            postgres="DATABASE_URL" in empty,
            valkey="REDIS_URL" in empty,
        )
        os.environ.update(urls.environment())


def _compile_catalogue() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civicforum.settings")
    from civicforum.kit import catalogue

    catalogue.compile_catalogue()


try:
    _use_servers()
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _compile_catalogue()
except Problem as problem:
    sys.exit(f"The tests need their servers. {problem}")
