"""Many random minutes come back equal from every form in which the public gets them."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings

from civicforum.people.models import City
from committees.minutes.document import Minutes
from tests import making
from tests.committees.minutes import drawing
from tests.committees.minutes.giving_out import check_every_form

pytestmark = [pytest.mark.proof, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawing.minutes())
def test_any_minutes(client: Client, tmp_path: Path, minutes: Minutes) -> None:
    city = City.objects.filter(slug="jeonju").first() or making.city()
    check_every_form(client, city, minutes, tmp_path)
