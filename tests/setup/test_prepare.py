"""What goes wrong while the portal is prepared is told in one plain sentence."""

from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from civicforum.local import servers
from civicforum.local.processes import Process
from tests.setup.watching import Spawn

PREPARE = ("-m", "civicforum.prepare")
FULL = Path("/dev/full")  # every write ends like one to a full disk
# The database server's own disk is full as soon as a table is to be made.
FULL_SERVER = """
    CREATE FUNCTION no_space() RETURNS event_trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
    CREATE EVENT TRIGGER no_space ON ddl_command_start EXECUTE FUNCTION no_space();
"""


@pytest.fixture(scope="module")
def given(used_home: Path) -> Iterator[servers.Urls]:
    """Servers whose database the first test fills."""
    with servers.held(used_home, fast=True) as urls:
        yield urls


@pytest.fixture
def log(used_home: Path) -> Iterator[Path]:
    """Where details are kept."""
    log = used_home / "prepare.log"
    yield log
    log.unlink(missing_ok=True)


def test_a_full_disk(used_home: Path, given: servers.Urls, log: Path, spawn_there: Spawn) -> None:
    stamp = used_home / "static.stamp"
    stamp.symlink_to(FULL)
    told = failed(spawn_there(*PREPARE, **given.environment()))
    stamp.unlink()
    assert told.startswith("Static files: no space is left on the disk.")
    assert not log.exists()  # there is nothing more to know


def test_a_full_disk_of_the_database(home: Path, spawn: Spawn) -> None:
    with servers.held(home, fast=True) as empty:
        connection = psycopg2.connect(empty.database_url)
        with connection, connection.cursor() as cursor:
            cursor.execute(FULL_SERVER)
        connection.close()
        told = failed(spawn(*PREPARE, **empty.environment()))
    assert told.startswith("Database schema: no space is left on the disk.")


@pytest.mark.parametrize("has_space", [True, False])
def test_an_error_nobody_foresaw(
    used_home: Path, given: servers.Urls, log: Path, spawn_there: Spawn, has_space: bool
) -> None:
    folder = used_home / "static.stamp"
    folder.mkdir()  # where a file should be
    if not has_space:
        log.symlink_to(FULL)
    told = failed(spawn_there(*PREPARE, **given.environment()))
    folder.rmdir()
    assert told.startswith("Static files: ")
    assert str(log) in told
    assert ("Traceback" in log.read_text()) if has_space else ("No space left" in told)


def failed(preparing: Process) -> str:
    """Return the one line that says why; no traceback may stand before it."""
    told = preparing.communicate(timeout=120)[0].decode()
    assert preparing.returncode == 1
    assert "Traceback" not in told
    return told.splitlines()[-1]
