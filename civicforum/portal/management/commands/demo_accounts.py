"""One account per persona, so that a newcomer can try the portal in every role."""

import json
import secrets
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from civicforum.local.home import write_private
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
NONE_WORKS = (
    "There are accounts already, and none of the demo accounts works. "
    "`manage.py demo_accounts --reset` makes them."
)


@dataclass(frozen=True)
class Known:
    """The password of an account, and what the database stored for it: comparing that is quick."""

    password: str
    stored: str = ""

    def opens(self, user: User) -> bool:
        return user.password == self.stored or user.check_password(self.password)


class Command(BaseCommand):
    """Make the accounts in a portal that never had any, and print those that work.

    What was deleted or taken away afterwards stays so, until `--reset`.
    """

    help = "Make one account per persona in a portal without accounts; print those that work."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--reset",
            action="store_true",
            help="make every persona's account and role again, with a new password",
        )

    def handle(self, *, reset: bool, **_: Any) -> None:
        known = {} if reset else _read()
        with transaction.atomic():
            if reset or not (User.objects.exists() or User.history.exists()):
                known = {who.email: _made(who, known.get(who.email)) for who in PERSONAS}
            works = {who.email: one for who in PERSONAS if (one := _working(who, known))}
            _write(known | works)
            _tell(works)
        self.stdout.write(_table(works) if works else NONE_WORKS)


def _made(who: Persona, known: Known | None) -> Known:
    """Make what is missing of the account, with the known password or a new one."""
    password = known.password if known else secrets.token_urlsafe(9)
    user = User.objects.filter(email=who.email).first()
    user = user or User(email=who.email, name=who.name)
    user.is_active, user.is_superuser = True, who.role is None
    user.set_password(password)
    save_row(user)
    if who.role:
        grant = {"user": user, "role": who.role, **_scope(who)}
        if not RoleGrant.objects.filter(**grant).current(timezone.localdate()).exists():
            save_row(RoleGrant(**grant))
    return Known(password, user.password)


def _working(who: Persona, known: dict[str, Known]) -> Known | None:
    """Return the password when it opens the admin in the persona's role."""
    user = User.objects.filter(email=who.email, is_active=True).first()
    one = known.get(who.email)
    if user is None or one is None:
        return None
    roles = {grant.role for grant in user.current_grants}
    holds = who.role in roles if who.role else user.is_superuser
    return Known(one.password, user.password) if holds and one.opens(user) else None


def _table(works: dict[str, Known]) -> str:
    """Return the lines that tell who signs in with what."""
    width = max(map(len, works))
    rows = [
        f"{who.email:<{width}}  {works[who.email].password}  {who.what}"
        for who in PERSONAS
        if who.email in works
    ]
    return "\n".join(["Accounts to try the portal with, at /admin/:", *rows, *NO_ACCOUNT, ""])


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


def _read() -> dict[str, Known]:
    """What earlier starts kept; an earlier release kept only what it printed."""
    kept, printed = _kept(), _printed()
    if kept.is_file():
        return {email: Known(*one) for email, one in json.loads(kept.read_text()).items()}
    lines = printed.read_text().splitlines() if printed.is_file() else []
    words = [line.split() for line in lines if "@" in line]
    return {line[0]: Known(line[1]) for line in words if len(line) > 1}


def _write(known: dict[str, Known]) -> None:
    if known:
        lines = {email: [one.password, one.stored] for email, one in known.items()}
        write_private(_kept(), json.dumps(lines, indent=2))


def _tell(works: dict[str, Known]) -> None:
    """Keep what `make run` prints, which may be nothing."""
    if works:
        write_private(_printed(), _table(works))
    else:
        _printed().unlink(missing_ok=True)


def _kept() -> Path:
    return settings.HOME / "demo_accounts.json"


def _printed() -> Path:
    return settings.HOME / "demo_accounts.txt"
