"""Static files are collected again when, and only when, that would change something."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from civicforum.kit import statics


@pytest.fixture
def source(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    file = tmp_path / "source" / "page.css"
    file.parent.mkdir()
    file.write_text("old")
    statics.collect()
    return file


def test_nothing_is_collected_while_nothing_changed(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statics, "call_command", lambda *_, **__: pytest.fail("collected"))
    statics.collect()


def test_a_changed_file_is_collected(source: Path, settings: Any) -> None:
    source.write_text("new")
    later = time.time() + 2  # Django compares whole seconds
    os.utime(source, (later, later))
    statics.collect()
    assert (settings.STATIC_ROOT / "page.css").read_text() == "new"


def test_a_new_file_is_collected(source: Path, settings: Any) -> None:
    source.with_name("more.css").write_text("more")
    statics.collect()
    assert (settings.STATIC_ROOT / "more.css").is_file()


def test_what_was_collected_and_lost_is_collected_again(source: Path, settings: Any) -> None:
    (settings.STATIC_ROOT / "page.css").unlink()
    statics.collect()
    assert (settings.STATIC_ROOT / "page.css").is_file()
