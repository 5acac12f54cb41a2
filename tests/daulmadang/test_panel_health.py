"""The command that says how every panel does."""

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db

KEYS = [
    "panel", "light", "meetings", "days_since_last", "attendance", "median_days_to_publish",
    "overlaps", "reasons",
]  # fmt: skip


def printed(capsys: pytest.CaptureFixture[str], *options: str) -> Any:
    call_command("panel_health", "--json", *options)
    return json.loads(capsys.readouterr().out)


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
    [
        ["--on", "2022-06"],
        ["--on", "tomorrow"],
        ["--on", "2022-02-30"],
        ["--on", "2999-01-01"],
        ["--city", "nowhere"],
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(options: list[str]) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("panel_health", *options)
    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)
