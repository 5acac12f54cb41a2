"""The virtualenv `.venv` and the pinned, hashed Python packages in it."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from setup.commands import Argv, Failure, Progress, run
from setup.stamps import Stamp, fingerprint

# The Python below an activated virtualenv, which may be the very one that is made anew.
BASE_PYTHON = os.path.realpath(getattr(sys, "_base_executable", sys.executable))


class PythonPackages:
    """The project's own Python. `base` is enough to serve; `dev` holds base and the tools."""

    def __init__(self, project: Path) -> None:
        """Take the project folder."""
        self.requirements = project / "requirements"
        self.folder = project / ".venv"
        self.python = self.folder / "bin" / "python"
        self.log = self.folder / "setup.log"
        self.unfinished = Stamp(self.folder / "unfinished")

    def make(self, group: str) -> None:
        """Install a group of requirements (`base` or `dev`) unless it is there already."""
        self._make_virtualenv()
        if not self._installed(group):
            self.install(group)
            for covered in ("base", "dev") if group == "dev" else (group,):
                self._stamp(covered).set(self._inputs(covered))

    def install(self, group: str) -> None:
        """Install a requirements file with pip, checking every hash."""
        file = self.requirements / f"{group}.txt"
        progress = Progress(sum("==" in line for line in file.read_text().splitlines()))
        print(f"Installing Python packages ({progress.total}) …", flush=True)
        self.unfinished.set(group)  # a killed pip may leave half a package behind
        options = ["--require-hashes", "--retries", "2", "--progress-bar", "off"]
        options += ["--no-input", "--disable-pip-version-check", "--no-warn-script-location"]
        argv: Argv = [self.python, "-m", "pip", "install", *options, "-r", file]
        run("Installing the Python packages", argv, self.log, _shown(progress))
        self.unfinished.clear()
        progress.finish("installed")

    def _installed(self, group: str) -> bool:
        return self._stamp(group).fresh(self._inputs(group))

    def _stamp(self, group: str) -> Stamp:
        return Stamp(self.folder / f"installed-{group}")

    def _inputs(self, group: str) -> str:
        return fingerprint([self.requirements / f"{group}.txt"])

    def _make_virtualenv(self) -> None:
        made_from = Stamp(self.folder / "made-from")
        inputs = fingerprint([], sys.version, BASE_PYTHON, str(self.folder))
        if made_from.fresh(inputs) and not self.unfinished.path.exists() and self._works():
            return
        if (
            importlib.util.find_spec("venv") is None
            or importlib.util.find_spec("ensurepip") is None
        ):
            raise Failure(
                "This Python cannot make virtual environments: install the package "
                f"python{sys.version_info[0]}.{sys.version_info[1]}-venv (Debian, Ubuntu) and run "
                "the same command again."
            )
        print("Making .venv …", flush=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        run("Making .venv", [BASE_PYTHON, "-m", "venv", self.folder], self.log)
        made_from.set(inputs)

    def _works(self) -> bool:
        try:
            return subprocess.run([self.python, "-c", ""], check=False).returncode == 0
        except OSError:
            return False


def _shown(progress: Progress) -> Callable[[str], None]:
    def show(line: str) -> None:
        words = line.split()
        if words[:1] == ["Collecting"]:
            progress.advance(words[1].partition("==")[0])
        elif words[:2] == ["Installing", "collected"]:
            progress.finish("all downloaded, unpacking …")

    return show
