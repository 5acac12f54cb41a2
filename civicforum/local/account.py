"""The operating system account PostgreSQL runs as: it refuses to run as root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from civicforum.local import Problem

NAME = "civicforum"


@dataclass(frozen=True)
class Account:
    """Who runs PostgreSQL. `uid` is None where the caller runs it as themselves."""

    uid: int | None = None
    gid: int | None = None

    def options(self) -> dict[str, Any]:
        """Return the `subprocess.Popen` options that start a program as this account."""
        if self.uid is None:
            return {"umask": 0o077}
        return {"umask": 0o077, "user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give a file or folder made by the caller to this account."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def server_account() -> Account:
    """Return the account to use: as root a system user (made when needed), else the caller.

    Raises `Problem` when root has no other account to give the server to.
    """
    if os.geteuid() != 0:
        return Account()
    entry = _entry(NAME) or _added() or _entry("nobody")
    if entry is None or entry.pw_uid == 0:
        raise Problem(
            "PostgreSQL does not run as root and this machine has no other account for it: "
            f"add a system user named {NAME}, or set DATABASE_URL."
        )
    return Account(entry.pw_uid, entry.pw_gid)


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _added() -> pwd.struct_passwd | None:
    command = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if command is None:
        return None
    nologin = shutil.which("nologin", path="/usr/sbin:/sbin") or "/bin/false"
    options = ["--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", nologin]
    subprocess.run([command, *options, NAME], capture_output=True, check=False)
    return _entry(NAME)
