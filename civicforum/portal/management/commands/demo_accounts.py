"""One account per persona, so that a newcomer can try the portal in every role."""

import os
import secrets
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from civicforum.people.models import City, Department, RoleGrant, User
from civicforum.people.roles import Role
from civicforum.people.services import save_row


@dataclass(frozen=True)
class Persona:
    """Who signs in, and the role and scope the person has; a superuser has neither."""

    login: str
    name: str
    what: str
    role: Role | None = None
    city: str = ""
    department: str = ""

    @property
    def email(self) -> str:
        return f"{self.login}@civicforum.example"


PERSONAS = (
    Persona("superuser", "관리자", "superuser: everything"),
    Persona("jeonju", "전주 소통담당", "city clerk of Jeonju", Role.CITY_CLERK, "jeonju"),
    Persona("approver", "전주 결재권자", "approver of Jeonju", Role.APPROVER, "jeonju"),
    Persona(
        "taxi",
        "전주 교통담당",
        "department officer: Jeonju, 시민교통과",
        Role.DEPARTMENT_OFFICER,
        "jeonju",
        "시민교통과",
    ),
    Persona(
        "yeongdeungpo", "영등포 담당", "city clerk of Yeongdeungpo", Role.CITY_CLERK, "yeongdeungpo"
    ),
    Persona(
        "supporter",
        "협치지원관",
        "local-governance supporter: Yeongdeungpo, 지역협치팀",
        Role.SUPPORTER,
        "yeongdeungpo",
        "지역협치팀",
    ),
)
NO_ACCOUNT = (
    "facilitator of a table: no account needed",
    "visitor, citizen, journalist: no account needed",
)


class Command(BaseCommand):
    """Make what is missing and print the table; a password is made once and kept in a file."""

    help = "Make one account per persona and print their passwords; safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--reset", action="store_true", help="give every persona a new password"
        )

    def handle(self, *, reset: bool, **_: Any) -> None:
        file = settings.HOME / "demo_accounts.txt"
        known = {} if reset else _read(file)
        if not known and not reset and User.objects.exists():
            self.stdout.write(
                "There are accounts already, so no demo accounts were made. "
                "`manage.py demo_accounts --reset` makes them."
            )
            return
        with transaction.atomic():
            passwords = {who.email: _account(who, known.get(who.email)) for who in PERSONAS}
            _write(file, table(passwords))
        self.stdout.write(table(passwords))


def table(passwords: dict[str, str]) -> str:
    """Return the lines that tell who signs in with what."""
    width = max(map(len, passwords))
    rows = [f"{who.email:<{width}}  {passwords[who.email]}  {who.what}" for who in PERSONAS]
    return "\n".join(["Accounts to try the portal with, at /admin/:", *rows, *NO_ACCOUNT, ""])


def _account(who: Persona, password: str | None) -> str:
    """Make the account, or give it a password where none is known; return the password."""
    user = User.objects.filter(email=who.email).first()
    if user is None or password is None:
        password = password or secrets.token_urlsafe(9)
        user = user or User(email=who.email, name=who.name, is_superuser=who.role is None)
        user.set_password(password)
        save_row(user)
    if who.role:
        grant = {"user": user, "role": who.role, **_scope(who)}
        if not RoleGrant.objects.filter(**grant).exists():
            save_row(RoleGrant(**grant))
    return password


def _scope(who: Persona) -> dict[str, Any]:
    city = City.objects.filter(slug=who.city).first()
    if city is None:
        raise CommandError(f"There is no city “{who.city}”: run `manage.py load_record` first")
    scope: dict[str, Any] = {"city": city, "department": None}
    if who.department:
        scope["department"] = Department.objects.filter(city=city, name=who.department).first()
        if scope["department"] is None:
            raise CommandError(
                f"{city} has no department “{who.department}”: run `manage.py load_record` first"
            )
    return scope


def _read(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    words = [line.split() for line in file.read_text().splitlines() if "@" in line]
    return {line[0]: line[1] for line in words if len(line) > 1}


def _write(file: Path, text: str) -> None:
    """Write the file for its owner only, whole or not at all."""
    new = file.with_suffix(".new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as target:
        target.write(text)
    new.replace(file)
