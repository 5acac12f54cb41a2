#!/usr/bin/env python
"""Django's command line, with the embedded servers where none are named in the environment."""

import os
import signal
import sys

# These read or write files only; they get addresses at which nothing listens.
NEED_NO_SERVERS = {
    "collectstatic",
    "compile_catalogue",
    "compilemessages",
    "check_catalogue",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "read_minutes",
    "startapp",
    "version",
}
UNDEFINED_TABLE = "42P01"
NOWHERE = {"DATABASE_URL": "postgres://127.0.0.1:9/none", "REDIS_URL": "redis://127.0.0.1:9/0"}


def main() -> None:
    """Run one management command, holding for its lifetime the servers it needs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civicforum.settings")
    from civicforum.local import Problem

    try:
        _prepare_environment()
    except Problem as problem:
        sys.exit(str(problem))
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
        from django.db import ProgrammingError
    except ImportError:
        sys.exit("Django is not installed here: run `make run` once, then use .venv/bin/python.")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except ProgrammingError as error:
        if getattr(error.__cause__, "pgcode", "") != UNDEFINED_TABLE:
            raise
        sys.exit("The database has no tables yet: run `make run` once, or `manage.py migrate`.")


def _prepare_environment() -> None:
    from civicforum.local import home, servers

    empty = {name for name in NOWHERE if not os.environ.get(name)}
    home.make_home(home.chosen_home())
    if _needs_servers() and empty:
        for number in (signal.SIGTERM, signal.SIGHUP):  # so that the servers are given back
            signal.signal(number, lambda got, _frame: sys.exit(128 + got))
        urls = servers.hold(
            home.chosen_home(), postgres="DATABASE_URL" in empty, valkey="REDIS_URL" in empty
        )
        os.environ.update(urls.environment())
    os.environ.update({name: NOWHERE[name] for name in empty if not os.environ.get(name)})


def _needs_servers() -> bool:
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    return command not in NEED_NO_SERVERS and not {"--help", "-h", "--version"} & set(sys.argv[1:])


if __name__ == "__main__":
    main()
