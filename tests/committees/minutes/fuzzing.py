"""Broken files: sound ones of every kind, changed at random outside and inside their archives.

`python -m tests.committees.minutes.fuzzing SEED COUNT` reads that many and ends with a traceback
at the first that is neither read nor refused with a sentence, or takes too long.
"""

import io
import random
import resource
import signal
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from committees.minutes.reading import limits
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.reader import read_file
from tests.committees.minutes.files import Block, docx, hwp, hwpx, pdf, table, txt, zipped
from tests.committees.minutes.layouts import COUNCIL_SESSION, COUNCIL_TEXT, council_form

#: Of computing, so that a busy machine does not count; and until it is surely stuck.
SECONDS, STUCK = 10, limits.SECONDS
LINES: list[Block] = [*COUNCIL_SESSION.split("\n"), table(["순번", "내용"], ["1", "나무 이름표"])]


def broken_files(seed: int) -> Iterator[tuple[str, bytes]]:
    """Endlessly, the name and the bytes of a broken file."""
    chance = random.Random(seed)  # noqa: S311
    lines = COUNCIL_TEXT.split("\n")
    page = [(40.0, 800.0 - 12 * n, text) for n, text in enumerate(lines[:60]) if text.strip()]
    sound = {
        "txt": [COUNCIL_TEXT.encode(), COUNCIL_TEXT.encode("utf-16"), txt(council_form()),
                COUNCIL_SESSION.encode("cp949")],
        "hwpx": [hwpx(council_form()), hwpx(LINES)],
        "docx": [docx(council_form()), docx(LINES)],
        "hwp": [hwp(council_form(), flags=0), hwp(LINES, flags=0), hwp(council_form())],
        "pdf": [pdf([page, page])],
    }  # fmt: skip
    while True:
        kind = chance.choice(list(sound))
        data = chance.choice(sound[kind])
        inside = kind in {"hwpx", "docx"} and chance.random() < 0.8
        yield f"minutes.{kind}", (_inside if inside else mutated)(data, chance)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few changes."""
    changed = bytearray(data)
    for _time in range(chance.choice((1, 1, 2, 3, 8, 40))):
        chance.choice(_CHANGES)(changed, chance)
    return bytes(changed)


def _inside(data: bytes, chance: random.Random) -> bytes:
    """The archive with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name in parts if parts[name]])
    part = parts[name]
    parts[name] = mutated(part if isinstance(part, bytes) else part.encode(), chance)
    return zipped(parts)


def _flip(data: bytearray, chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _set(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at : at + 4] = chance.choice(
        (b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff", b"<a/>", b"&x;")
    )


def _cut(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    del data[at : at + chance.randrange(1, 200)]


def _repeat(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at:at] = data[at : at + chance.randrange(1, 200)] * chance.choice((1, 2, 50))


def _end(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data) + 1) :]


def _noise(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at:at] = chance.randbytes(chance.randrange(1, 50))


def _repack(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at : at + 64] = zlib.compress(chance.randbytes(40))


_CHANGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip, _flip, _set, _cut, _repeat, _end, _noise, _repack,
)  # fmt: skip


def read_broken(seed: int, count: int, folder: Path) -> tuple[int, int]:
    """Read that many; return how many were read and how many were refused.

    Raises whatever is no refusal, and `TimeoutError` for what takes too long.
    """
    read = refused = 0
    for late in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(late, _too_slow)
    for (name, data), _time in zip(broken_files(seed), range(count), strict=False):
        path = folder / name
        path.write_bytes(data)
        _allow(SECONDS, STUCK)
        try:
            read_file(path)
        except Unreadable:
            refused += 1
        else:
            read += 1
        finally:
            _allow(0, 0)
    return read, refused


def _allow(computing: int, waiting: int) -> None:
    signal.setitimer(signal.ITIMER_PROF, computing)
    signal.alarm(waiting)


def _too_slow(_signal: int, _frame: object) -> None:
    raise TimeoutError


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        files = Path(made)
        resource.setrlimit(resource.RLIMIT_AS, (limits.ADDRESS_BYTES, limits.ADDRESS_BYTES))
        print(*read_broken(int(sys.argv[1]), int(sys.argv[2]), files))  # noqa: T201
