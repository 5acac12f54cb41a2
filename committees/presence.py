"""Who has the editor of a meeting's minutes open, and where; forgotten soon after they leave.

It lives in Redis and is a courtesy: what is written is guarded without it.
"""

import json
import logging
import time
from dataclasses import dataclass

import redis
from django.db import connection

from civicforum.record.version import client

logger = logging.getLogger(__name__)
STAYS = 35  # seconds since a page last told that it is open
_EXPIRES = 120


@dataclass(frozen=True)
class Writer:
    """A person with the page open, and the section that has the cursor ("" for none)."""

    tab: str
    name: str
    section: str


def here(meeting: int, tab: str, name: str, section: str) -> list[Writer]:
    """Note that a page is open and return the other pages that are, those longest open first."""
    key = _key(meeting)
    told = json.dumps([name, section, int(time.time())])
    try:
        with client().pipeline() as asked:
            asked.hset(key, tab, told)
            asked.expire(key, _EXPIRES)
            asked.hgetall(key)
            told_by = asked.execute()[-1]
        found = {tab: _read(tab, said) for tab, said in told_by.items()}
        if over := [tab for tab, one in found.items() if one is None]:
            client().hdel(key, *over)
    except redis.RedisError:
        logger.warning("Who else writes cannot be told: Redis does not answer.")
        return []
    return [one for one in found.values() if one and one.tab != tab]


def left(meeting: int, tab: str) -> None:
    """Forget a page that was closed."""
    try:
        client().hdel(_key(meeting), tab)
    except redis.RedisError:
        logger.warning("That a writer has left cannot be told: Redis does not answer.")


def _key(meeting: int) -> str:
    return f"civicforum:{connection.settings_dict['NAME']}:writing:{meeting}"


def _read(tab: bytes, told: bytes) -> Writer | None:
    name, section, at = json.loads(told)
    return Writer(tab.decode(), name, section) if time.time() - at < STAYS else None
