"""Where the PostgreSQL data of a home lie, and for whom."""

import hashlib
import os
import secrets
import sys
from pathlib import Path

from civicforum.local import Problem
from civicforum.local.home import BEGIN_ANEW, make_private_folder, read_json, write_json
from civicforum.local.programs import SYSTEM_FOLDER, make_system_folder

LONGEST_PATH = 700  # bytes; PostgreSQL holds paths in buffers of 1024


class Place:
    """The folder of a home's data.

    As an ordinary user that is the home. As root the server runs as another account, which must
    not be let into the home; the data then lie in a folder in `/var/lib/civicforum` that the home
    names, so that a moved home finds them. The password is kept beside the data it opens.
    """

    def __init__(self, home: Path) -> None:
        """Take the home's absolute path."""
        self.home = home
        self.as_root = os.geteuid() == 0
        self.pointer = home / "postgres.json"

    @property
    def base(self) -> Path:
        """The folder with the data and what is kept about them."""
        return Path(read_json(self.pointer).get("folder") or self.home)

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder."""
        return self.base / "pgdata"

    @property
    def kept(self) -> Path:
        """The file with the password, the port and, outside the home, whose they are."""
        return self.base / "postgres.json"

    def is_ours(self) -> bool:
        """Say whether the data are this home's: it may be a copy of the one they belong to."""
        return self.base == self.home or read_json(self.kept).get("home") == str(self.home)

    def settle(self) -> None:
        """Make the folder when there is none yet.

        Raises `Problem` where it cannot be made, and where there are data that only another
        account, or another home, can use.
        """
        if self.as_root:
            self._settle_outside()
            self._claim()
        else:
            self._settle_inside()

    def _settle_inside(self) -> None:
        if self.base != self.home:
            raise Problem(
                f"The database of {self.home} was made by root and lies in {self.base}: start as "
                f"root again, or {BEGIN_ANEW}."
            )
        if self.kept.exists() and not os.access(self.kept, os.R_OK):
            raise Problem(
                f"{self.kept} belongs to another account: start as that one, or {BEGIN_ANEW}."
            )
        if len(os.fsencode(self.data)) > LONGEST_PATH:
            raise Problem(
                f"The path of {self.home} is too long for PostgreSQL: set CIVICFORUM_HOME to a "
                f"shorter one, of at most {LONGEST_PATH - 10} bytes."
            )
        make_private_folder(self.base)

    def _settle_outside(self) -> None:
        known = read_json(self.pointer)
        if "folder" in known:
            if not self.base.exists():
                note(f"The PostgreSQL data in {self.base} are gone; the database starts empty.")
            make_system_folder(self.base)
            return
        if (self.home / "pgdata").exists():
            raise Problem(
                f"The database in {self.home} was made by an ordinary user: start as that user, or "
                f"{BEGIN_ANEW}."
            )
        folder = SYSTEM_FOLDER / secrets.token_hex(6)
        if "password" in known:  # an earlier release named the folder by the home's path
            folder = self._by_path()
        make_system_folder(folder)
        write_json(folder / "postgres.json", known)
        write_json(self.pointer, {"folder": str(folder)})

    def _by_path(self) -> Path:
        path = hashlib.sha256(os.fsencode(self.home)).hexdigest()
        folder = SYSTEM_FOLDER / path[:12]
        if not (folder / "pgdata").exists():
            raise Problem(
                f"The database of {self.home} is not where it was: move this folder back to its "
                f"old place for one start, or delete {self.pointer} to begin with an empty one."
            )
        return folder

    def _claim(self) -> None:
        """Note whose the folder is: a home that was moved keeps it, a copy does not get it."""
        kept = read_json(self.kept)
        other = Path(kept.get("home", self.home))
        if other != self.home and Place(other).base == self.base:
            raise Problem(
                f"{self.home} is a copy of {other} and would share its database: start that one, "
                f"or delete {self.pointer} to begin with an empty one here."
            )
        write_json(self.kept, kept | {"home": str(self.home)})


def note(sentence: str) -> None:
    """Tell what the person at the terminal should know."""
    print(sentence, file=sys.stderr)  # the output proper belongs to the command that runs
