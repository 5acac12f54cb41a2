"""Any minutes come back equal from every form in which the public gets them."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings

from civicforum.people.models import City
from committees.minutes.document import Minutes
from tests import making
from tests.committees.minutes import drawing, made_up
from tests.committees.minutes.giving_out import check_every_form

pytestmark = pytest.mark.django_db


def _city() -> City:
    return City.objects.filter(slug="jeonju").first() or making.city()


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_made_up_minutes(client: Client) -> None:
    check_every_form(client, _city(), made_up.minutes())


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawing.minutes())
def test_any_minutes(client: Client, minutes: Minutes) -> None:
    check_every_form(client, _city(), minutes)
