"""A long council session, 10,000 speeches, becomes a draft while a person waits."""

import time

import pytest

from committees.models import Speech
from committees.reports.document import document_of
from committees.services.writing_down import write_down
from tests.committees.test_writing_down import council
from tests.proof.test_long_minutes import SPEECHES, session

pytestmark = [pytest.mark.proof, pytest.mark.django_db]

SECONDS = 20


def test_ten_thousand_speeches_become_a_draft() -> None:
    body, minutes = council(), session()
    start = time.monotonic()
    meeting = write_down(body, minutes)
    took = time.monotonic() - start
    print(f"{took:.1f} s")  # noqa: T201
    assert took < SECONDS
    assert Speech.history.filter(meeting=meeting).count() == SPEECHES
    assert document_of(meeting) == minutes
