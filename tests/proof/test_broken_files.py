"""Ten thousand broken files: none crashes the reader, hangs it or shows a traceback."""

import subprocess
import sys

import pytest

from civicforum.local.home import PROJECT

pytestmark = pytest.mark.proof
BATCHES, EACH = 10, 1_200


@pytest.mark.parametrize("seed", range(BATCHES))
def test_broken_files_are_read_or_refused(seed: int) -> None:
    command = [sys.executable, "-m", "tests.committees.minutes.fuzzing", str(seed), str(EACH)]
    result = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-3000:]
    read, refused = map(int, result.stdout.split())
    assert read + refused == EACH
    assert min(read, refused) > EACH / 10  # the changes neither miss nor destroy everything
