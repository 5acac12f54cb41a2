"""The data of a home stay its own: when it moves, when it is copied, when somebody else starts."""

import hashlib
import os
import shutil
from pathlib import Path

import psycopg2
import pytest

from civicforum.local import Problem, servers
from civicforum.local.home import read_json, write_json
from civicforum.local.place import Place
from civicforum.local.postgres import Postgres
from civicforum.local.processes import free_port
from civicforum.local.programs import SYSTEM_FOLDER
from tests.setup.watching import SERVE, Spawn, rest

SOMEBODY = 12345
AS_ROOT = os.geteuid() == 0


@pytest.fixture
def filled(home: Path) -> Path:
    """A home with a row in its database."""
    with servers.held(home, fast=True, valkey=False) as urls:
        connection = psycopg2.connect(urls.database_url)
        with connection, connection.cursor() as cursor:
            cursor.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        connection.close()
    return home


def answer(home: Path) -> int:
    """Start the servers and read the row."""
    with servers.held(home, fast=True, valkey=False) as urls:
        connection = psycopg2.connect(urls.database_url)
        with connection.cursor() as cursor:
            cursor.execute("SELECT answer FROM kept")
            (number,) = cursor.fetchone() or (0,)
        connection.close()
    return int(number)


def contents(home: Path) -> set[str]:
    """What lies in a home."""
    return {str(path.relative_to(home)) for path in home.rglob("*")}


def test_a_moved_home_finds_its_data_there_and_back(filled: Path) -> None:
    moved = filled.with_name("moved")
    for source, target in ((filled, moved), (moved, filled)):
        source.rename(target)
        assert answer(target) == 42


def test_a_new_home_at_the_old_place_leaves_the_moved_ones_data(filled: Path) -> None:
    moved = filled.with_name("moved")
    filled.rename(moved)
    with servers.held(filled, fast=True, valkey=False):
        pass
    if AS_ROOT:
        shutil.rmtree(Place(filled).base)
    shutil.rmtree(filled)
    assert answer(moved) == 42
    moved.rename(filled)


def test_a_copied_home_never_touches_the_database_of_the_first(filled: Path) -> None:
    copy = filled.with_name("copy")
    shutil.copytree(filled, copy)
    with servers.held(filled, fast=True, valkey=False):
        if AS_ROOT:  # the data are not in the home, so they were not copied
            with (
                pytest.raises(Problem, match=r"is a copy of .*delete .*to begin with an empty one"),
                servers.held(copy, fast=True, valkey=False),
            ):
                pass
        else:
            assert answer(copy) == 42
        assert Postgres(filled).running()
    assert answer(filled) == 42


def test_the_other_account_is_sent_away_and_changes_nothing(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root after an ordinary user, or the other way round."""
    before = contents(filled)
    with monkeypatch.context() as other:
        other.setattr(os, "geteuid", lambda: SOMEBODY if AS_ROOT else 0)
        sentence = "start as .*set CIVICFORUM_HOME to another folder to begin with an empty"
        with pytest.raises(Problem, match=sentence), servers.held(filled, fast=True):
            pass
    assert contents(filled) == before
    assert answer(filled) == 42


def test_make_run_as_root_in_the_home_of_a_user_writes_nothing(home: Path, spawn: Spawn) -> None:
    """As an ordinary user nobody can make a home of somebody else's: there is nothing to show."""
    if not AS_ROOT:
        return
    home.mkdir()
    os.chown(home, SOMEBODY, SOMEBODY)
    told = rest(portal := spawn(*SERVE, PORT=str(free_port(None))))
    assert portal.returncode == 1
    assert told.count("\n") == 1
    assert f"belongs to account {SOMEBODY}: start as that account, or set CIVICFORUM_HOME" in told
    assert not contents(home)


def test_a_password_is_never_replaced(filled: Path) -> None:
    place = Place(filled)
    password = read_json(place.kept)["password"]
    aside = place.base / "elsewhere"
    place.data.rename(aside)
    with servers.held(filled, fast=True, valkey=False):
        assert read_json(place.kept)["password"] == password
    shutil.rmtree(place.data)
    aside.rename(place.data)
    assert answer(filled) == 42


def test_a_home_of_an_earlier_release_is_taken_over(filled: Path) -> None:
    """It had the password in the home, and as root a folder named by the home's path."""
    as_before_the_move(filled)
    assert answer(filled) == 42
    moved = filled.with_name("moved")
    filled.rename(moved)
    assert answer(moved) == 42
    moved.rename(filled)


def test_one_that_was_moved_before_that_says_what_to_do(filled: Path) -> None:
    if not AS_ROOT:
        return  # its data moved with it
    named = as_before_the_move(filled)
    moved = filled.with_name("moved")
    filled.rename(moved)
    with pytest.raises(Problem, match="move this folder back"), servers.held(moved, fast=True):
        pass
    assert "password" in read_json(moved / "postgres.json")
    shutil.rmtree(named)


def as_before_the_move(home: Path) -> Path:
    """Lay out a home as the earlier release did; return the folder of its data."""
    place = Place(home)
    kept, base = read_json(place.kept), place.base
    if AS_ROOT:
        kept.pop("home")
        place.kept.unlink()
        base = base.rename(SYSTEM_FOLDER / hashlib.sha256(os.fsencode(home)).hexdigest()[:12])
    write_json(place.pointer, kept)
    return base
