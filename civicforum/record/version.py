"""The record's version: it changes with every write, and pages cached under it go stale.

It lives in Redis, shared by every process. It is a random token rather than a
counter, so that a Redis that lost its data can never return to an old version.
"""

import functools
import logging
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

import redis
from django.conf import settings
from django.db import connection, transaction

logger = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")

_of_thread = threading.local()
_is_unseen = ContextVar("_is_unseen", default=False)


@functools.cache
def client() -> redis.Redis:
    """Return the client that all of a process share; it answers within a second or fails."""
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)


def _key() -> str:
    return f"civicforum:{connection.settings_dict['NAME']}:version"


def current() -> bytes | None:
    """Return the version now, or None when Redis cannot tell (then nothing is cached)."""
    try:
        found = _read()
        if found is None:
            client().set(_key(), secrets.token_hex(8), nx=True)
            found = _read()
    except redis.RedisError:
        return None
    return found


def _read() -> bytes | None:
    """Read the version; once more on a new connection where the server had closed the old one."""
    try:
        return _ask()
    except redis.ConnectionError:
        return _ask()


def _ask() -> bytes | None:
    """Ask on a connection of this thread's own.

    Every cached page asks, and the client with its pool costs four times what asking does.
    """
    if getattr(_of_thread, "process", None) != os.getpid():  # a fork must not share the socket
        _of_thread.process = os.getpid()
        _of_thread.connection = client().connection_pool.make_connection()
    _of_thread.connection.send_command("GET", _key())
    found: bytes | None = _of_thread.connection.read_response()
    return found


def renew() -> None:
    """Give the record a new version, so that no page cached before is served again."""
    try:
        client().set(_key(), secrets.token_hex(8))
    except redis.RedisError:
        logger.exception("The record's version could not be renewed; cached pages age out instead.")


@contextmanager
def unseen() -> Iterator[None]:
    """Write what shows on no public page, such as a draft every few seconds: kept pages hold."""
    token = _is_unseen.set(True)
    try:
        yield
    finally:
        _is_unseen.reset(token)


def record_write(service: Callable[P, R]) -> Callable[P, R]:
    """Run a writing service in one transaction and renew the version once it is committed."""

    @functools.wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            if not _is_unseen.get():
                transaction.on_commit(renew)
            return service(*args, **kwargs)

    return run
