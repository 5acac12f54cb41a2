"""The demo accounts: one per persona, made once, their passwords for the owner only."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from civicforum.people.models import RoleGrant, User
from tests import making
from tests.personas import Town, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    settings.HOME = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return tmp_path


@pytest.fixture
def places() -> Town:
    return town()


def accounts(*options: str) -> str:
    out = io.StringIO()
    call_command("demo_accounts", *options, stdout=out)
    return out.getvalue()


def passwords(text: str) -> dict[str, str]:
    lines = [line.split() for line in text.splitlines() if "@" in line]
    return {line[0]: line[1] for line in lines}


def test_every_persona_gets_an_account_that_opens_the_admin(home: Path, places: Town) -> None:
    made = passwords(accounts())
    assert len(made) == 6
    assert len(set(made.values())) == 6
    for email, password in made.items():
        client = Client()
        sent = {"username": email, "password": password, "next": "/admin/"}
        assert client.post("/admin/login/", sent).status_code == 302
        assert client.get("/admin/").status_code == 200


def test_the_file_is_its_owners_alone_and_says_what_was_printed(home: Path, places: Town) -> None:
    printed = accounts()
    file = home / "demo_accounts.txt"
    assert file.read_text().strip() == printed.strip()
    assert file.stat().st_mode & 0o777 == 0o600
    assert "no account needed" in printed


def test_a_second_start_changes_nothing(home: Path, places: Town) -> None:
    first = accounts()
    versions = User.history.count()
    assert accounts() == first
    assert (User.objects.count(), RoleGrant.objects.count()) == (6, 5)
    assert User.history.count() == versions


def test_a_portal_with_accounts_of_its_own_gets_none_unasked(home: Path, places: Town) -> None:
    User.objects.create_user("somebody@example.org", name="somebody")
    assert "--reset" in accounts()
    assert User.objects.count() == 1
    assert len(passwords(accounts("--reset"))) == 6


def test_without_the_record_it_says_what_to_do(home: Path) -> None:
    making.city()
    with pytest.raises(CommandError, match="load_record"):
        accounts()
    assert not User.objects.exists()
