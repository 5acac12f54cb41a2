"""The demo accounts: one per persona, made once, their passwords for the owner only."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from civicforum.people import services
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
    for private in (file, home / "demo_accounts.json"):
        assert private.stat().st_mode & 0o777 == 0o600
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


def test_what_was_taken_away_stays_away_after_a_restart(home: Path, places: Town) -> None:
    made = passwords(accounts())
    User.objects.get(email="superuser@civicforum.example").delete()
    RoleGrant.objects.filter(user__email="taxi@civicforum.example").delete()
    services.save_row(changed("jeonju", is_active=False))
    approver = changed("approver")
    approver.set_password("a password of their own")
    approver.save()
    left = passwords(accounts())
    assert set(left) == {"yeongdeungpo@civicforum.example", "supporter@civicforum.example"}
    assert left.items() <= made.items()
    assert passwords((home / "demo_accounts.txt").read_text()) == left
    assert (User.objects.count(), RoleGrant.objects.count()) == (5, 4)
    assert not User.objects.filter(is_superuser=True).exists()


def test_once_all_are_gone_none_come_back_unasked(home: Path, places: Town) -> None:
    accounts()
    User.objects.all().delete()
    assert "--reset" in accounts()
    assert not User.objects.exists()
    assert not (home / "demo_accounts.txt").exists()
    assert len(passwords(accounts("--reset"))) == 6


def test_passwords_survive_a_look_into_another_database(home: Path, places: Town) -> None:
    first = accounts()
    with transaction.atomic():
        User.objects.all().delete()
        User.history.all().delete()
        User.objects.create_user("somebody@example.org", name="somebody")
        assert "--reset" in accounts()
        transaction.set_rollback(True)
    assert accounts() == first


def test_the_file_of_an_earlier_release_is_understood(home: Path, places: Town) -> None:
    first = accounts()
    (home / "demo_accounts.json").unlink()
    assert accounts() == first


def changed(login: str, **values: object) -> User:
    """A demo account with other values, not yet stored."""
    user = User.objects.get(email=f"{login}@civicforum.example")
    for name, value in values.items():
        setattr(user, name, value)
    return user


def test_without_the_record_it_says_what_to_do(home: Path) -> None:
    making.city()
    with pytest.raises(CommandError, match="load_record"):
        accounts()
    assert not User.objects.exists()
