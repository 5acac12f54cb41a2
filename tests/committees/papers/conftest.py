"""A meeting whose papers a clerk keeps, in a folder of its own."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from committees import tasks
from committees.models import Meeting
from tests.committees.meetings import calling
from tests.personas import Town, browser, town


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own; the text is read when the test says so."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(tasks.read_paper, "apply_async", lambda *_args, **_kwargs: None)
    return tmp_path


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("yeongdeungpo_clerk", places)


@pytest.fixture
def meeting(places: Town) -> Meeting:
    return calling.meeting(calling.body(places.yeongdeungpo))
