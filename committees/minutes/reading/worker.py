"""The process in which a file is read: `python -m committees.minutes.reading.worker FILE [KIND]`.

It knows neither the settings nor the database, takes the roster from its input, and writes one
JSON object per line: progress, and last the reading or why there is none.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import TextIO

from committees.minutes.reading import limits
from committees.minutes.reading.files.kinds import Kind
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.messages import later as _
from committees.minutes.reading.reader import read_file
from committees.minutes.reading.transfer import as_json

TOO_MUCH = _("The file takes more memory to read than a document should.")


def main() -> None:
    """Read the file named on the command line."""
    limit_itself()
    out = _own_output()
    path, *kind = sys.argv[1:]
    try:
        reading = read_file(
            Path(path),
            Kind(kind[0]) if kind else None,
            json.load(sys.stdin),
            lambda hundredths: _tell(out, "progress", hundredths),
        )
    except Unreadable as unreadable:
        message = unreadable.message
        _tell(out, "unreadable", [message.msgid, dict(message.values)])
    except MemoryError:
        _tell(out, "unreadable", [TOO_MUCH, {}])
    else:
        _tell(out, "reading", as_json(reading))


def limit_itself() -> None:
    """Bound what this process may take; it writes no file at all."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.ADDRESS_BYTES, limits.ADDRESS_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CPU_SECONDS, limits.CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _own_output() -> TextIO:
    """Keep the output for what is told; anything a library prints goes with the errors."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return out


def _tell(out: TextIO, what: str, value: object) -> None:
    json.dump({what: value}, out)
    out.write("\n")
    out.flush()


if __name__ == "__main__":
    main()
