"""manage.py brings the servers a command needs, and takes them away again."""

import signal
from pathlib import Path

import pytest

from tests.setup.watching import Spawn, processes_of

QUERY = """
from django.db import connection
from django.conf import settings
import redis
with connection.cursor() as cursor:
    cursor.execute("SELECT 6 * 7")
    print("answer", cursor.fetchone()[0], redis.from_url(settings.REDIS_URL).ping(), flush=True)
"""


def test_a_command_finds_working_servers_and_leaves_none(home: Path, spawn: Spawn) -> None:
    command = spawn("manage.py", "shell", "--no-imports", "-c", QUERY)
    assert "answer 42 True" in command.communicate(timeout=60)[0].decode()
    assert command.returncode == 0
    assert processes_of(home) == []


def test_a_terminated_command_gives_its_servers_back(home: Path, spawn: Spawn) -> None:
    sleeping = QUERY + "\nimport time; time.sleep(60)"
    command = spawn("manage.py", "shell", "--no-imports", "-c", sleeping)
    assert command.stdout
    assert b"answer 42" in command.stdout.readline()
    command.send_signal(signal.SIGTERM)
    assert command.wait(timeout=30) == 128 + signal.SIGTERM
    assert processes_of(home) == []


def test_a_command_that_needs_no_servers_starts_none(home: Path, spawn: Spawn) -> None:
    command = spawn("manage.py", "help")
    assert b"migrate" in command.communicate(timeout=60)[0]
    assert command.returncode == 0
    assert not (home / "postgres.json").exists()


def test_a_home_that_cannot_be_made_is_one_sentence(spawn: Spawn) -> None:
    command = spawn("manage.py", "check", CIVICFORUM_HOME="/proc/none")
    told = command.communicate(timeout=60)[0].decode()
    assert command.returncode == 1
    assert told.count("\n") == 1
    assert "set CIVICFORUM_HOME" in told


def test_a_database_without_tables_is_one_sentence(home: Path, spawn: Spawn) -> None:
    command = spawn("manage.py", "check_record")
    told = command.communicate(timeout=60)[0].decode()
    assert command.returncode == 1
    assert (
        told.strip().splitlines()[-1].startswith("The database has no tables yet: run `make run`")
    )
    assert "Traceback" not in told


@pytest.mark.parametrize("command", ["check", "load_record", "migrate"])
def test_a_bad_setting_is_one_sentence(home: Path, spawn: Spawn, command: str) -> None:
    unserved = {
        "DATABASE_URL": "postgres://127.0.0.1:9/none",
        "REDIS_URL": "redis://127.0.0.1:9/0",
    }
    run = spawn("manage.py", command, TRUSTED_PROXIES="10.0.0.1/8", **unserved)
    told = run.communicate(timeout=60)[0].decode()
    assert run.returncode == 1
    assert told.count("\n") == 1
    assert "TRUSTED_PROXIES: 10.0.0.1/8 is no address or network" in told
