"""A reading as JSON and back, to leave the process that made it."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from committees.minutes.reading.result import Reading


def as_json(reading: Reading) -> str:
    """All of a reading on one line."""
    return json.dumps(asdict(reading), ensure_ascii=False, default=lambda day: day.isoformat())


def as_data(reading: Reading) -> Any:
    """The same, for a column of the database."""
    return json.loads(as_json(reading))


def from_json(text: str) -> Reading:
    """What `as_json` wrote. Raises `ValueError`, `KeyError` or `TypeError` for anything else."""
    return from_data(json.loads(text))


def from_data(data: Any) -> Reading:
    """The same, of what a column of the database holds."""
    reading = _made(Reading, data)
    if not isinstance(reading, Reading):
        raise TypeError(type(data))
    return reading


def _made(kind: Any, value: Any) -> Any:
    """The value of that type; only the types of the document and of its reading are known."""
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _made(hints[name], one) for name, one in value.items()})
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is list:
        return [_made(arguments[0], one) for one in value]
    if origin is UnionType and value is not None and NoneType in arguments:
        return _made(next(one for one in arguments if one is not NoneType), value)
    if kind in (dt.date, dt.time):
        return kind.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return dict(value) if origin is Mapping else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
