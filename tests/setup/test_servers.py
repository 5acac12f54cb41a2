"""The embedded servers: shared while anyone uses them, gone afterwards, hard to break."""

import os
import signal
import socket
import stat
from pathlib import Path

import psycopg2
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from civicforum.local import servers
from civicforum.local.home import read_json
from civicforum.local.postgres import Postgres
from civicforum.local.processes import Process, wait_until
from civicforum.local.valkey import Valkey
from tests.setup.watching import Spawn, processes_of

# Holds the servers, tells their addresses, and leaves when its input ends.
USER = """
import sys
from civicforum.local import home, servers
with servers.held(home.chosen_home(), fast=True) as urls:
    print(urls.database_url, urls.redis_url, flush=True)
    sys.stdin.read()
"""


def addresses(user: Process) -> tuple[str, ...]:
    """Wait until a user holds the servers; return what it was told."""
    assert user.stdout
    return tuple(user.stdout.readline().decode().split())


def leave(user: Process) -> None:
    """Let a user end by itself."""
    user.communicate(timeout=30)
    assert user.returncode == 0


def works(database_url: str, redis_url: str) -> bool:
    """Say whether both servers do their work."""
    connection = psycopg2.connect(database_url)
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower('ÀÉ') || '전주'")
        row = cursor.fetchone()
    connection.close()
    with redis.from_url(redis_url) as client:
        return row == ("àé전주",) and client.set("seen", 1) is True


def test_users_share_the_servers_and_the_last_one_out_stops_them(home: Path, spawn: Spawn) -> None:
    first, second = spawn("-c", USER), spawn("-c", USER)
    urls = addresses(first)
    assert addresses(second) == urls
    leave(first)
    assert works(*urls)
    leave(second)
    assert processes_of(home) == []


def test_a_killed_user_neither_stops_the_servers_nor_keeps_them_up(
    home: Path, spawn: Spawn
) -> None:
    killed, other = spawn("-c", USER), spawn("-c", USER)
    urls = addresses(killed)
    addresses(other)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert works(*urls)
    leave(other)
    assert processes_of(home) == []


def test_servers_whose_only_user_was_killed_are_taken_over(home: Path, spawn: Spawn) -> None:
    killed = spawn("-c", USER)
    urls = addresses(killed)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    with servers.held(home, fast=True) as taken_over:
        assert (taken_over.database_url, taken_over.redis_url) == urls
        assert works(*urls)
    assert processes_of(home) == []


def test_data_survive_a_restart(home: Path) -> None:
    with servers.held(home) as urls:
        connection = psycopg2.connect(urls.database_url)
        with connection, connection.cursor() as cursor:
            cursor.execute("CREATE TABLE kept AS SELECT 41 + 1 AS answer")
        connection.close()
        with redis.from_url(urls.redis_url) as client:
            client.set("kept", "답")
    with servers.held(home) as urls:
        connection = psycopg2.connect(urls.database_url)
        with connection.cursor() as cursor:
            cursor.execute("SELECT answer FROM kept")
            assert cursor.fetchone() == (42,)
        connection.close()
        with redis.from_url(urls.redis_url, decode_responses=True) as client:
            assert client.get("kept") == "답"


def test_a_first_start_killed_half_way_is_made_good(home: Path, spawn: Spawn) -> None:
    user = spawn("-c", USER)
    place = Postgres(home).place
    assert wait_until(lambda: any(place.base.glob("pgdata.new.*/base")), 20, pause=0.001)
    user.send_signal(signal.SIGKILL)
    user.wait()
    assert not place.data.exists()
    with servers.held(home, fast=True) as urls:
        assert works(urls.database_url, urls.redis_url)
    assert not list(place.base.glob("pgdata.new.*"))


def test_a_pid_file_that_names_a_stranger_is_no_obstacle(home: Path) -> None:
    with servers.held(home, fast=True):
        written = (Postgres(home).place.data / "postmaster.pid").read_text().splitlines()
    strangers = "\n".join([str(os.getpid()), *written[1:]])
    (Postgres(home).place.data / "postmaster.pid").write_text(strangers)
    (home / "valkey" / "valkey.pid").write_text(str(os.getpid()))
    with servers.held(home, fast=True) as urls:
        assert works(urls.database_url, urls.redis_url)


def test_ports_are_kept_unless_someone_else_took_them(home: Path) -> None:
    with servers.held(home, fast=True) as first:
        pass
    with servers.held(home, fast=True) as again:
        assert again == first
    with socket.socket() as taken, socket.socket() as taken_too:
        taken.bind(("127.0.0.1", read_json(Postgres(home).place.kept)["port"]))
        taken_too.bind(("127.0.0.1", read_json(Valkey(home).kept)["port"]))
        with servers.held(home, fast=True) as moved:
            assert moved.database_url != first.database_url
            assert moved.redis_url != first.redis_url
            assert works(moved.database_url, moved.redis_url)


def test_data_without_their_password_are_set_aside_not_lost(home: Path) -> None:
    with servers.held(home, fast=True):
        pass
    Postgres(home).place.kept.unlink()
    with servers.held(home, fast=True) as urls:
        assert works(urls.database_url, urls.redis_url)
    assert len(list(Postgres(home).place.base.glob("pgdata.[0-9]*"))) == 1


def test_only_the_password_opens_the_servers_and_nobody_can_see_it(home: Path) -> None:
    with servers.held(home, fast=True) as urls:
        for server in (Postgres(home).place, Valkey(home)):
            password = read_json(server.kept)["password"]
            assert not [line for line in processes_of(home) if password in line]
            assert stat.S_IMODE(server.kept.stat().st_mode) == 0o600
        with pytest.raises(psycopg2.OperationalError, match="password"):
            psycopg2.connect(
                urls.database_url.replace(read_json(Postgres(home).place.kept)["password"], "x")
            )
        port = read_json(Valkey(home).kept)["port"]
        with (
            redis.Redis(port=port, retry=Retry(NoBackoff(), 0)) as stranger,
            pytest.raises(redis.AuthenticationError),
        ):
            stranger.ping()


def test_private_folders_stay_private(home: Path) -> None:
    def modes() -> list[int]:
        return [stat.S_IMODE(path.stat().st_mode) for path in home.parents]

    before = modes()
    with servers.held(home, fast=True):
        assert modes() == before
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        assert stat.S_IMODE(Postgres(home).place.data.stat().st_mode) == 0o700


def test_only_what_is_asked_for_is_started(home: Path) -> None:
    with servers.held(home, fast=True, postgres=False) as urls:
        assert not urls.database_url
        assert not Postgres(home).running()
        assert Valkey(home).running()
    assert processes_of(home) == []
