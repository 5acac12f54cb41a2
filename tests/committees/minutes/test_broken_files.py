"""A sample of broken files; `make proof` reads ten thousand."""

from pathlib import Path

from tests.committees.minutes.fuzzing import read_broken


def test_broken_files_are_read_or_refused(tmp_path: Path) -> None:
    read, refused = read_broken(seed=42, count=150, folder=tmp_path)
    assert read > 15
    assert refused > 15
