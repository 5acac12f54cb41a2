"""The command that says how every panel does, and the case that a newspaper counted by hand."""

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.daulmadang.newspaper import (
    EIGHT_MONTHS,
    FIVE_AT_ONCE,
    IN_ORDER,
    QUIET,
    STOPPED,
    YEAR,
    newspaper,
)

pytestmark = pytest.mark.django_db

KEYS = [
    "panel", "light", "meetings", "days_since_last", "attendance", "median_days_to_publish",
    "overlaps", "reasons",
]  # fmt: skip


def printed(capsys: pytest.CaptureFixture[str], *options: str) -> Any:
    call_command("panel_health", "--json", *options)
    return json.loads(capsys.readouterr().out)


def test_the_newspapers_case_is_counted_by_the_portal(capsys: pytest.CaptureFixture[str]) -> None:
    case = newspaper()
    rows = {one["panel"]: one for one in printed(capsys, "--on", f"{YEAR}")}
    assert len(rows) == 32
    assert {address for address, one in rows.items() if one["meetings"] == 0} == case.addresses(
        QUIET
    )
    stopped = case.addresses(STOPPED)
    for address in case.addresses(QUIET) | stopped:
        assert rows[address]["light"] == "red"
        assert any("회의" in reason for reason in rows[address]["reasons"])
    assert all(rows[address]["days_since_last"] > 180 for address in stopped)
    five = rows[case.panels[FIVE_AT_ONCE].address]
    assert (five["meetings"], five["light"]) == (5, "red")
    late = rows[case.panels[EIGHT_MONTHS].address]
    assert any("244일" in reason for reason in late["reasons"])
    assert {rows[one]["light"] for one in case.addresses(IN_ORDER)} == {"green"}
    # Two people sit on four panels and three on three; the city allows two.
    assert sum(one["overlaps"] for one in rows.values()) == 2 * 4 + 3 * 3


def test_what_documents_never_recorded_is_grey(
    record: None, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = printed(capsys, "--on", "2022-06-30", "--city", "jeonju")
    assert len(rows) == 15
    assert [list(one) for one in rows] == [KEYS] * 15
    assert {one["light"] for one in rows} == {"grey"}
    assert {one["meetings"] for one in rows} == {None}
    assert all(one["reasons"] for one in rows)
    assert printed(capsys, "--on", "2022-06-30", "--city", "yeongdeungpo") == []
    call_command("panel_health", "--on", "2022-06-30")
    assert capsys.readouterr().out.count("기록 없음\t") == 15


@pytest.mark.parametrize(
    "options",
    [["--on", "2022-06"], ["--on", "tomorrow"], ["--on", "2022-02-30"], ["--city", "nowhere"]],
)
def test_bad_input_is_one_sentence_and_exit_2(options: list[str]) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("panel_health", *options)
    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)
