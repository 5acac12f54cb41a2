"""`manage.py read_minutes`, and the process of its own in which it reads."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.utils import translation

from civicforum.local.home import PROJECT
from committees.minutes.reading import isolated, limits
from committees.minutes.reading.isolated import read_isolated
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.reader import read_file
from tests.committees.minutes.files import hwpx
from tests.committees.minutes.layouts import BRACKETS, COUNCIL_TEXT, council_form

KEYS = {
    *("title", "number", "held_at", "place", "recorder", "attendance", "totals", "agenda"),
    *("speeches", "projects", "unplaced", "names_found", "warnings"),
}


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "minutes.hwpx"
    path.write_bytes(hwpx(council_form()))
    return path


def command(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the command in a home of its own, where no servers are named."""
    nowhere = {"CIVICFORUM_HOME": str(home), "DATABASE_URL": "", "REDIS_URL": ""}
    return subprocess.run(
        [sys.executable, "manage.py", "read_minutes", *arguments],
        cwd=PROJECT,
        env=os.environ | nowhere,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_prints_the_contract_without_servers(minutes: Path, tmp_path: Path) -> None:
    result = command(tmp_path / "home", str(minutes), "--as", "hwpx", "--json")
    assert (result.returncode, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert set(found) >= KEYS
    assert found["number"] == 7
    assert found["speeches"][0] == {
        "order": 1,
        "agenda": 2,
        "speaker": "숲지원관",
        "text": "잔치를 어떻게 열지 이야기하겠습니다.\n뜻을 모아 주십시오.",
    }
    assert not (tmp_path / "home" / "postgres.json").exists()


def test_a_bad_file_is_one_sentence_and_exit_2(minutes: Path, tmp_path: Path) -> None:
    result = command(tmp_path / "home", str(minutes), "--as", "pdf", "--json")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert "HWPX" in result.stderr


def test_a_file_that_is_not_there_is_one_korean_sentence_and_exit_2(tmp_path: Path) -> None:
    result = command(tmp_path / "home", str(tmp_path / "nothing.txt"), "--json")
    assert (result.returncode, result.stdout) == (2, "")
    assert "그런 이름의 파일이 없습니다." in result.stderr
    assert "No such" not in result.stderr


def test_a_process_of_its_own_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text(COUNCIL_TEXT)
    seen: list[int] = []
    assert read_isolated(path, progress=seen.append) == read_file(path)
    assert seen == sorted(seen)
    assert seen[-1] == 100


def test_it_knows_the_roster(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text(BRACKETS)
    found = read_isolated(path, roster=["온라인"]).findings
    assert "온라인" in [one.text for one in found]


def test_it_hears_nothing_of_the_portal() -> None:
    os.environ["SECRET_OF_A_TEST"] = "x"
    assert not {"SECRET_OF_A_TEST", "DATABASE_URL", "SECRET_KEY"} & set(isolated._environment())


@pytest.mark.parametrize(
    ("limit", "value", "told"),
    [("SECONDS", 0.2, "takes longer"), ("RESIDENT_BYTES", 20 * limits.MEGABYTE, "more memory")],
)
def test_a_process_over_its_limits_is_ended(
    limit: str, value: float, told: str, minutes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, limit, value)
    begun = time.monotonic()
    with translation.override("en"), pytest.raises(Unreadable, match=told):
        read_isolated(minutes)
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("half", [b'{"reading": {"minu', '{"reading": "가'.encode()[:-1]])
def test_a_process_that_is_ended_in_the_middle_of_its_answer_is_over_its_limits(
    half: bytes, minutes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = tmp_path / "committees/minutes/reading/worker.py"
    worker.parent.mkdir(parents=True)
    worker.write_text(
        f"import sys, time; sys.stdout.buffer.write({half!r}); sys.stdout.flush(); time.sleep(60)"
    )
    monkeypatch.setattr(isolated, "PROJECT", tmp_path)
    monkeypatch.setattr(limits, "SECONDS", 1)
    with translation.override("en"), pytest.raises(Unreadable, match="takes longer"):
        read_isolated(minutes)


def test_a_process_that_breaks_is_one_sentence(
    minutes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolated, "PROJECT", minutes.parent)  # where there is no such module
    with translation.override("en"), pytest.raises(Unreadable, match="reading it failed"):
        read_isolated(minutes)
