"""200 panels in 30 departments, a year day by day: the exact list of reminders."""

import pytest

from tests.record.simulated_year import Year, assert_exact

pytestmark = [pytest.mark.proof, pytest.mark.django_db]


def test_two_hundred_panels_are_told_exactly_what_the_rule_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert_exact(Year(panels=200, departments=30, seed=2027), monkeypatch)
