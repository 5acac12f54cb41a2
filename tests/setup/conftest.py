"""Homes and processes for the tests of the set-up; whatever a test starts ends with it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from civicforum.local.home import PROJECT
from civicforum.local.postgres import Postgres
from civicforum.local.processes import Process
from civicforum.local.valkey import Valkey
from tests.setup.watching import Spawn


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home of its own, not yet made."""
    yield from _home_below(tmp_path)


@pytest.fixture(scope="module")
def used_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home that the tests of a module share, so that only the first one waits for its making."""
    yield from _home_below(tmp_path_factory.mktemp("used"))


@pytest.fixture
def spawn(home: Path) -> Iterator[Spawn]:
    """Start Python programs that use `home`; kill what is left of them afterwards."""
    yield from _spawning_in(home)


@pytest.fixture
def spawn_there(used_home: Path) -> Iterator[Spawn]:
    """Start Python programs that use `used_home`; kill what is left of them afterwards."""
    yield from _spawning_in(used_home)


def _home_below(folder: Path) -> Iterator[Path]:
    """Put it below a folder only its owner enters, with a name that needs care."""
    private = folder / "내 폴더 $HOME 'quoted'"
    private.mkdir(mode=0o700)
    home = private / "data"
    yield home
    Postgres(home).stop()
    Valkey(home).stop()
    if os.geteuid() == 0:
        shutil.rmtree(Postgres(home).place.base, ignore_errors=True)


def _spawning_in(home: Path) -> Iterator[Spawn]:
    started: list[Process] = []

    def start(*arguments: str, cwd: Path = PROJECT, **environment: str) -> Process:
        variables = os.environ | {"CIVICFORUM_HOME": str(home)} | environment
        for name in ("DATABASE_URL", "REDIS_URL"):
            variables[name] = environment.get(name, "")
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=cwd,
            env=variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        with process:
            pass  # closes its pipes and waits
