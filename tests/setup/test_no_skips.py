"""Under CI=true a skipped test fails the run; elsewhere it does not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from civicforum.local.home import PROJECT

ONE_SKIPPED = """
import pytest
def test_passes(): pass
def test_skipped(): pytest.skip("no browser")
"""
WHOLE_FILE_SKIPPED = """
import pytest
pytest.importorskip("there_is_no_such_module")
"""
ALL_PASS = "def test_passes(): pass"


def run_pytest(folder: Path, text: str, ci: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run pytest with the plugin on one file of its own."""
    (folder / "test_it.py").write_text(text)
    (folder / "test_also.py").write_text(ALL_PASS)
    (folder / "pytest.ini").write_text("[pytest]\n")
    plugins = ["-p", "tests.no_skips", "-p", "no:django", "-p", "no:cacheprovider"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *plugins, *options, "-c", folder / "pytest.ini", folder],
        cwd=PROJECT,
        env=os.environ | {"CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("text", [ONE_SKIPPED, WHOLE_FILE_SKIPPED], ids=["one", "file"])
@pytest.mark.parametrize("options", [(), ("-n", "1")], ids=["alone", "xdist"])
def test_a_skip_fails_only_in_ci(tmp_path: Path, text: str, options: tuple[str, ...]) -> None:
    in_ci = run_pytest(tmp_path, text, "true", *options)
    assert in_ci.returncode == pytest.ExitCode.TESTS_FAILED
    assert "skipped tests are failures here" in in_ci.stdout
    assert run_pytest(tmp_path, text, "", *options).returncode == pytest.ExitCode.OK


def test_a_run_without_skips_passes_in_ci(tmp_path: Path) -> None:
    assert run_pytest(tmp_path, ALL_PASS, "true").returncode == pytest.ExitCode.OK
