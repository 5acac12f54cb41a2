"""The supervisor behind `make run`, as the person at the terminal meets it."""

import os
import re
import signal
import socket
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from civicforum.local import servers
from civicforum.local.postgres import Postgres
from civicforum.local.processes import free_port, wait_until
from civicforum.local.valkey import Valkey
from tests.setup.watching import SERVE, Spawn, processes_of, read_until, read_up_to, rest

SERVERS = re.compile("bin/postgres|valkey-server")


def test_ctrl_c_after_ready_ends_everything_and_is_no_error(
    used_home: Path, spawn_there: Spawn
) -> None:
    port = str(free_port(None))
    portal = spawn_there(*SERVE, PORT=port)
    assert f"http://127.0.0.1:{port}/" in read_until(portal, "ready")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
        assert page.status == 200
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/nothing-here/", timeout=20)
    for name in ("civicforum.web", "worker", "beat", "postgres", "valkey-server"):
        assert [line for line in processes_of(used_home) if name in line], f"no {name} runs"
    portal.send_signal(signal.SIGINT)
    portal.send_signal(signal.SIGINT)  # an impatient second one
    assert "nothing-here" not in rest(portal)
    assert portal.returncode == 0
    assert processes_of(used_home) == []


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        ("Starting PostgreSQL", signal.SIGINT),
        ("Preparing", signal.SIGTERM),
        ("Database schema", signal.SIGINT),
        ("Database schema", signal.SIGHUP),
    ],
)
def test_an_early_stop_leaves_nothing(
    home: Path, spawn: Spawn, moment: str, number: signal.Signals
) -> None:
    portal = spawn(*SERVE, PORT=str(free_port(None)))
    read_up_to(portal, moment)
    portal.send_signal(number)
    assert "before it was ready" in rest(portal)
    assert portal.returncode == 130
    assert processes_of(home) == []


def test_a_killed_supervisor_takes_web_worker_and_beat_along(
    used_home: Path, spawn_there: Spawn
) -> None:
    portal = spawn_there(*SERVE, PORT=str(free_port(None)))
    read_until(portal, "ready")
    portal.send_signal(signal.SIGKILL)
    portal.wait()

    def only_servers_left() -> bool:
        return all(SERVERS.search(line) for line in processes_of(used_home))

    assert wait_until(only_servers_left, 15)


def test_a_child_that_ends_by_itself_ends_the_portal(used_home: Path, spawn_there: Spawn) -> None:
    portal = spawn_there(*SERVE, PORT=str(free_port(None)))
    read_until(portal, "ready")
    beat = next(pid for pid in map(int, _pids()) if _is_beat(pid, used_home))
    os.kill(beat, signal.SIGKILL)
    assert "beat process ended by itself" in rest(portal)
    assert portal.returncode == 1
    assert processes_of(used_home) == []


def _pids() -> list[str]:
    return [name for name in os.listdir("/proc") if name.isdigit()]


def _is_beat(pid: int, home: Path) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return b"beat" in words and any(os.fsencode(home) in word for word in words)


def test_a_taken_port_is_told_with_the_way_out(home: Path, spawn: Spawn) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = rest(portal := spawn(*SERVE, PORT=str(port)))
    assert portal.returncode == 1
    assert told.count("\n") == 1
    assert f"Port {port}" in told
    assert "PORT=" in told


def test_nobody_gets_the_port_while_the_portal_is_prepared(
    used_home: Path, spawn_there: Spawn
) -> None:
    """Whoever could, would be taken for the portal, and worker and beat would start too early."""
    port = free_port(None)
    portal = spawn_there(*SERVE, PORT=str(port))
    read_up_to(portal, "Preparing")
    with pytest.raises(OSError, match="in use"):
        socket.create_server(("127.0.0.1", port))
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as early_visit:
        assert early_visit.status == 200
    lines = read_until(portal, "ready")
    assert lines.index("Demo accounts") < lines.index("Starting worker")


def test_a_second_portal_on_the_same_home_is_told_so(home: Path, spawn: Spawn) -> None:
    first = spawn(*SERVE, PORT=str(free_port(None)))
    read_up_to(first, "Starting PostgreSQL")
    second = spawn(*SERVE, PORT=str(free_port(None)))
    assert "already runs" in rest(second)
    assert second.returncode == 1
    first.send_signal(signal.SIGTERM)
    rest(first)


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"PORT": "eighty"}, "PORT=eighty is no port number"),
        ({"PORT": "70000"}, "PORT=70000 is no port number"),
        ({"PORT": "²"}, "PORT=² is no port number"),
        ({"WEB_CONCURRENCY": "two"}, "WEB_CONCURRENCY=two is no number"),
        ({"WEB_CONCURRENCY": "²"}, "WEB_CONCURRENCY=² is no number"),
        ({"HOST": "203.0.113.7"}, "HOST=203.0.113.7 is no address of this machine"),
        ({"HOST": "."}, "HOST=. is no address of this machine"),
        ({"CIVICFORUM_HOME": "/proc/none"}, "set CIVICFORUM_HOME to a folder of your own"),
    ],
)
def test_a_bad_setting_is_one_sentence(
    home: Path, spawn: Spawn, variables: dict[str, str], sentence: str
) -> None:
    told = rest(portal := spawn(*SERVE, **{"PORT": str(free_port(None))} | variables))
    assert portal.returncode == 1
    assert sentence in told
    assert told.count("\n") == 1


def test_an_unreachable_database_is_one_sentence(home: Path, spawn: Spawn) -> None:
    told = rest(
        portal := spawn(
            *SERVE,
            PORT=str(free_port(None)),
            DATABASE_URL=f"postgres://nobody:none@127.0.0.1:{free_port(None)}/none",
        )
    )
    assert portal.returncode == 1
    assert "DATABASE_URL" in told
    assert "Traceback" not in told
    assert processes_of(home) == []


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"TRUSTED_PROXIES": "10.0.0.0/8, foo"}, "Settings: TRUSTED_PROXIES: foo is no address"),
        ({"LOG_LEVEL": "LOUD"}, "Settings: LOG_LEVEL=LOUD is none of DEBUG, INFO, WARNING"),
    ],
)
def test_a_bad_setting_of_the_portal_is_told_in_one_sentence(
    home: Path, spawn: Spawn, variables: dict[str, str], sentence: str
) -> None:
    servers = {
        "DATABASE_URL": "postgres://127.0.0.1:9/none",
        "REDIS_URL": "redis://127.0.0.1:9/0",
    }
    told = rest(portal := spawn(*SERVE, **{"PORT": str(free_port(None))} | servers | variables))
    assert portal.returncode == 1
    assert sentence in told
    assert "Traceback" not in told
    assert "Starting worker" not in told


def test_empty_variables_count_as_unset(used_home: Path, spawn_there: Spawn) -> None:
    empty = dict.fromkeys(
        ("HOST", "SITE_URL", "TRUSTED_PROXIES", "WEB_CONCURRENCY", "REMINDER_SWEEP_SECONDS"), ""
    )
    portal = spawn_there(*SERVE, PORT=str(free_port(None)), **empty)
    assert "http://127.0.0.1:" in read_until(portal, "ready")


def test_servers_that_are_named_are_used_and_none_are_started(
    home: Path, used_home: Path, spawn: Spawn
) -> None:
    with servers.held(used_home) as given:
        portal = spawn(*SERVE, PORT=str(free_port(None)), **given.environment())
        read_until(portal, "ready")
        assert not [line for line in processes_of(home) if SERVERS.search(line)]
        portal.send_signal(signal.SIGINT)
        rest(portal)
        assert processes_of(home) == []
        assert Postgres(used_home).running()
        assert Valkey(used_home).running()
