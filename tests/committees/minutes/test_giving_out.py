"""Any minutes come back equal from every form in which the public gets them."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings

from civicforum.people.models import City
from committees.minutes.document import Minutes
from committees.reports.edition import Edition
from committees.services import outputs
from tests import making
from tests.committees.minutes import drawing, made_up
from tests.committees.minutes.giving_out import check_every_form

pytestmark = pytest.mark.django_db


def _city() -> City:
    return City.objects.filter(slug="jeonju").first() or making.city()


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_made_up_minutes(client: Client, tmp_path: Path) -> None:
    check_every_form(client, _city(), made_up.minutes(), tmp_path)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawing.minutes())
def test_any_minutes(client: Client, tmp_path: Path, minutes: Minutes) -> None:
    check_every_form(client, _city(), minutes, tmp_path)


def test_a_file_that_is_removed_right_before_it_is_given_out_is_made_anew(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, paths = outputs.file_of, list[Path | None]()

    def removed_once(edition: Edition, kind: str) -> Path | None:
        paths.append(found(edition, kind))
        if len(paths) == 1 and paths[0]:
            paths[0].unlink()
        return paths[-1]

    monkeypatch.setattr(outputs, "file_of", removed_once)
    meeting = making.meeting(making.body(_city()))
    answer = client.get(f"/{meeting.address}/minutes.docx")
    assert (answer.status_code, len(paths)) == (200, 2)
