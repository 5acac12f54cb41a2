"""Two people at the editor of one meeting."""

import pytest

from civicforum.people.roles import Role
from committees.models import Meeting
from tests.committees.writing.desk import Desk, desk, place


@pytest.fixture
def meeting(db: None) -> Meeting:
    return place()


@pytest.fixture
def clerk(meeting: Meeting) -> Desk:
    return desk(meeting, "clerk")


@pytest.fixture
def other(meeting: Meeting) -> Desk:
    return desk(meeting, "other", Role.SUPPORTER)
