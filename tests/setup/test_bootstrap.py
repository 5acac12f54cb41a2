"""The set-up before there is a virtualenv: what it says when something is missing."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from civicforum.local.home import PROJECT
from civicforum.local.processes import runs, wait_until
from setup.commands import Failure, run
from setup.stamps import Stamp, fingerprint

OLD_PYTHON = """
import runpy, sys
sys.version_info = (3, 9, 2)
runpy.run_module("setup.bootstrap", run_name="__main__")
"""
INTERRUPTED = """
import sys
from pathlib import Path
from setup.commands import Interrupted, notice_interrupts, run
notice_interrupts()
try:
    run("Sleeping", ["sh", "-c", "sleep 61.5 & sleep 61.5"], Path(sys.argv[1]), print)
except Interrupted:
    sys.exit(130)
"""


def test_an_old_python_is_told_what_to_do() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", OLD_PYTHON], capture_output=True, text=True, cwd=PROJECT, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "3.11 or newer" in ended.stderr
    assert "PYTHON=" in ended.stderr


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("Failed to establish a new connection: NewConnectionError", "check the network"),
        ("npm error code EAI_AGAIN", "check the network"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "where your packages come from"),
        ("note\nERROR: the actual reason", "the actual reason"),
    ],
)
def test_a_failing_program_becomes_one_sentence(tmp_path: Path, written: str, told: str) -> None:
    with pytest.raises(Failure, match=told) as failure:
        run("Installing", ["sh", "-c", f"echo '{written}' >&2; exit 1"], tmp_path / "log")
    assert "\n" not in str(failure.value)
    assert written in (tmp_path / "log").read_text()


def test_an_interrupted_set_up_leaves_no_process(tmp_path: Path) -> None:
    log = tmp_path / "log"
    setting_up = subprocess.Popen([sys.executable, "-c", INTERRUPTED, log], cwd=PROJECT)
    assert wait_until(lambda: len(_sleepers(setting_up.pid)) == 3, 10)
    sleepers = _sleepers(setting_up.pid)
    setting_up.send_signal(signal.SIGTERM)
    assert setting_up.wait(timeout=10) == 130
    assert wait_until(lambda: not any(runs(pid, "sleep") for pid in sleepers), 5)


def _sleepers(pid: int) -> list[int]:
    """Return a process's descendants."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children] + [
        grandchild for child in children for grandchild in _sleepers(int(child))
    ]


def test_a_step_is_done_again_only_when_its_inputs_changed(tmp_path: Path) -> None:
    source, stamp = tmp_path / "source", Stamp(tmp_path / "stamp")
    source.write_text("one")
    assert not stamp.fresh(fingerprint([source]))
    stamp.set(fingerprint([source]))
    assert stamp.fresh(fingerprint([source]))
    source.write_text("two")
    assert not stamp.fresh(fingerprint([source]))


@pytest.mark.parametrize("group", ["base", "dev", "node"])
def test_every_requirement_is_pinned_and_hashed(group: str) -> None:
    text = (PROJECT / "requirements" / f"{group}.txt").read_text()
    blocks = re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n", "", text, flags=re.M).strip())
    assert blocks
    for block in blocks:
        assert re.match(r"[a-z0-9.-]+==\S+", block), block
        assert "--hash=sha256:" in block, block


def test_lock_files_name_no_registry() -> None:
    for file in [*PROJECT.glob("requirements/*"), PROJECT / "package-lock.json"]:
        assert "://" not in file.read_text(), file
