"""Fixtures that every test may use."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from tests import record_copy


@pytest.fixture(scope="module")
def record(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole record of both documents, for the tests of one module (none transactional)."""
    with django_db_blocker.unblock():
        if not record_copy.put_back():
            call_command("load_record", verbosity=0)
            record_copy.keep()
    yield
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)
