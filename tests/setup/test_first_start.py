"""The very first start: nothing is compiled, no database is there."""

import shutil
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from civicforum.local.home import PROJECT
from civicforum.local.processes import free_port
from tests.setup.watching import SERVE, Spawn, read_until

NOT_CLONED = (".git", ".venv", "node_modules", "data", "*.mo", "__pycache__", ".*_cache")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The project as a clone brings it, without what earlier starts have made."""
    copy = tmp_path / "clone"
    shutil.copytree(PROJECT, copy, ignore=shutil.ignore_patterns(*NOT_CLONED))
    (copy / "node_modules").symlink_to(PROJECT / "node_modules")
    return copy


def test_it_speaks_korean_and_finds_korean_words(clone: Path, spawn: Spawn) -> None:
    assert not list(clone.rglob("*.mo"))
    port = free_port(None)
    read_until(spawn(*SERVE, cwd=clone, PORT=str(port)), "is ready")
    assert "<title>시민이 말한 것" in page(port, "/")
    assert "우수정책상" in page(port, "/roundtables/jeonju/2019-smart-city/")
    found = page(port, f"/search/?q={urllib.parse.quote('우수정책상')}")
    assert "/roundtables/jeonju/2019-smart-city/" in found


def page(port: int, path: str) -> str:
    """What a visitor reads there."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        return str(answer.read().decode())
