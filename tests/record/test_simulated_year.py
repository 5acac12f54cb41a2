"""A year day by day on a clock that stands still: the exact list of reminders."""

import pytest

from tests.record.simulated_year import Year, assert_exact


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_a_small_city_is_told_exactly_what_the_rule_says(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_exact(Year(panels=6, departments=4, seed=seed), monkeypatch)
