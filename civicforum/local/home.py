"""The folder that holds what must survive a restart and stay out of the repository."""

import json
import os
import pwd
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from civicforum.local import Problem

PROJECT = Path(__file__).resolve().parent.parent.parent


def chosen_home() -> Path:
    """Return `$CIVICFORUM_HOME`, or `data` in the project folder, as an absolute path."""
    return Path(os.environ.get("CIVICFORUM_HOME") or PROJECT / "data").resolve()


def make_home(home: Path) -> None:
    """Make the folder, private to its owner, and the secret key Django signs with."""
    make_private_folder(home)
    key_file = home / "secret_key"
    if not key_file.exists():
        write_private(key_file, secrets.token_urlsafe(50))


def take_home(home: Path) -> None:
    """`make_home` for who starts programs on it: what they write must be its owner's.

    Raises `Problem` where root would leave files of root's in the home of somebody else.
    """
    if os.geteuid() == 0 and home.exists() and home.stat().st_uid != 0:
        raise Problem(
            f"The folder {home} belongs to {_account(home.stat().st_uid)}: start as that account, "
            f"or {BEGIN_ANEW}."
        )
    make_home(home)


def _account(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"account {uid}"


def open_lock(path: Path) -> int:
    """Open the file that a lock is put on; return its number.

    Raises `Problem` where another account made it.
    """
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Problem(
            f"{path} cannot be written ({error.strerror}): start as the account that started here "
            f"before, or {BEGIN_ANEW}."
        ) from error


def make_private_folder(folder: Path) -> None:
    """Make a folder only its owner can enter; an existing one keeps its permissions.

    Raises `Problem` where the folder cannot be made or written to.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(
            f"The folder {folder} cannot be made ({error.strerror}): {ADVICE}."
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        owner = folder.stat().st_uid
        advice = ADVICE if owner == os.geteuid() else f"start as {_account(owner)}, or {BEGIN_ANEW}"
        raise Problem(f"The folder {folder} cannot be written to: {advice}.")


BEGIN_ANEW = "set CIVICFORUM_HOME to another folder to begin with an empty database"
ADVICE = "give yourself write permission there, or set CIVICFORUM_HOME to a folder of your own"


def write_private(path: Path, text: str) -> None:
    """Replace a file's content in one step; only its owner may read it."""
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
            stream.write(text)
            if os.geteuid() == 0:  # in somebody else's folder it is of use to them only
                os.fchown(stream.fileno(), path.parent.stat().st_uid, -1)
        new.replace(path)
    except OSError as error:
        raise Problem(f"{path} cannot be written ({error.strerror}): {ADVICE}.") from error


def read_json(path: Path) -> dict[str, Any]:
    """Return what `write_json` wrote; an empty dict where there is no readable file."""
    try:
        return dict(json.loads(path.read_text()))
    except (OSError, ValueError):
        return {}


def write_json(path: Path, values: Mapping[str, Any]) -> None:
    """Write a private file that `read_json` reads."""
    write_private(path, json.dumps(dict(values), indent=2) + "\n")
