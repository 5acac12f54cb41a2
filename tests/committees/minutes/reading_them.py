"""Reads made-up minutes from a file, as the command does but in this process."""

from pathlib import Path
from typing import Any

from django.utils import translation

from committees.minutes.reading.reader import read_file
from committees.minutes.reading.result import Reading


def read(folder: Path, data: str | bytes, name: str = "minutes.txt") -> Reading:
    """Write the file and read it."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_file(path)


def contract(reading: Reading) -> dict[str, Any]:
    """What the command prints, its warnings in English."""
    with translation.override("en"):
        return reading.as_contract()


def speeches(reading: Reading) -> list[tuple[int | None, str, str]]:
    """Item, speaker and text of each speech."""
    return [(one.item, one.speaker, one.text) for one in reading.minutes.speeches]
