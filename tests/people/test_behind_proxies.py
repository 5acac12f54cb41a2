"""Whose wrong passwords are counted, where proxies stand between; and how a mail calls us."""

import subprocess
import sys

import pytest
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings as current
from django.test import Client, RequestFactory
from pytest_django import Settings

from civicforum.kit.client import client_address

VISITOR, PROXY, INNER, STRANGER = "203.0.113.7", "10.0.0.1", "10.0.0.2", "198.51.100.9"
EVERY_ADDRESS = ["0.0.0.0", "::"]  # noqa: S104


@pytest.mark.parametrize(
    ("caller", "told", "believed"),
    [
        (STRANGER, None, STRANGER),
        (STRANGER, VISITOR, STRANGER),  # nobody we know says so
        (PROXY, VISITOR, VISITOR),
        (PROXY, f"{VISITOR}, {INNER}", VISITOR),
        (PROXY, f"1.2.3.4, {VISITOR}", VISITOR),  # 1.2.3.4 is what the visitor wrote
        (PROXY, f"{PROXY}, {VISITOR}", VISITOR),
        (PROXY, None, PROXY),
        (PROXY, "nonsense", PROXY),
        (PROXY, f"{VISITOR}, nonsense", PROXY),
        ("2001:db8::1", "2001:db8:9::7", "2001:db8:9::7"),
        ("", VISITOR, ""),
        (f"::ffff:{STRANGER}", VISITOR, STRANGER),  # IPv4 at a socket that serves both
        (f"::ffff:{PROXY}", VISITOR, VISITOR),
        (PROXY, f"::ffff:{VISITOR}", VISITOR),
        (PROXY, f"{VISITOR}, ::ffff:{INNER}", VISITOR),
    ],
)
def test_only_our_own_proxies_are_believed(
    settings: Settings, caller: str, told: str | None, believed: str
) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "2001:db8::1"]
    headers = {} if told is None else {"X-Forwarded-For": told}
    assert (
        client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=caller)) == believed
    )


def guess(caller: str, told: str) -> int:
    sent = {"username": "clerk@example.org", "password": "wrong"}
    return (
        Client(REMOTE_ADDR=caller, headers={"X-Forwarded-For": told})
        .post("/admin/login/", sent)
        .status_code
    )


@pytest.mark.django_db
def test_a_guesser_does_not_get_round_the_limit_by_writing_addresses(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = [PROXY]
    limit = current.AXES_FAILURE_LIMIT
    reset()
    seen = [guess(STRANGER, f"1.1.1.{n}") for n in range(limit)]
    assert seen == [200] * (limit - 1) + [429]
    reset()
    seen = [guess(PROXY, f"1.1.1.{n}, {VISITOR}") for n in range(limit)]
    assert seen == [200] * (limit - 1) + [429]
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {VISITOR}


@pytest.mark.django_db
def test_one_visitor_behind_a_proxy_does_not_lock_out_another(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = [PROXY]
    reset()
    for _ in range(current.AXES_FAILURE_LIMIT):
        guess(PROXY, VISITOR)
    assert guess(PROXY, VISITOR) == 429
    assert guess(PROXY, "203.0.113.8") == 200


def told_by_settings(name: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a fresh process makes of an environment."""
    unserved = {
        "SECRET_KEY": "x",
        "DATABASE_URL": "postgres://127.0.0.1:9/none",
        "REDIS_URL": "redis://127.0.0.1:9/0",
    }
    code = f"from civicforum import settings; print(settings.{name})"
    return subprocess.run(
        [sys.executable, "-c", code],
        env=unserved | environment, capture_output=True, text=True, cwd=current.BASE_DIR,
    )  # fmt: skip


@pytest.mark.parametrize("host", EVERY_ADDRESS)
def test_mails_never_lead_to_an_address_that_is_none(host: str) -> None:
    url = told_by_settings("SITE_URL", HOST=host, PORT="8123").stdout.strip()
    assert url.startswith("http://")
    assert url.endswith(":8123")
    assert host not in url.removesuffix(":8123")


def test_who_names_the_site_is_believed() -> None:
    site = {"HOST": EVERY_ADDRESS[0], "SITE_URL": "https://record.example.org/"}
    named = told_by_settings("SITE_URL", **site)
    assert named.stdout.strip() == "https://record.example.org"
    assert told_by_settings("SITE_URL", HOST="::1").stdout.strip() == "http://[::1]:8000"


def test_an_address_without_its_scheme_names_no_site() -> None:
    for url in (
        "record.example.org",
        "record.example.org:8000",
        "//record.example.org",
        "https://",
    ):
        refused = told_by_settings("SITE_URL", SITE_URL=url)
        assert refused.returncode == 1
        assert "SITE_URL is no whole address: write it like https://" in refused.stderr


@pytest.mark.parametrize("name", ["TRUSTED_PROXIES", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS"])
def test_spaces_around_the_items_of_a_list_are_no_part_of_them(name: str) -> None:
    listed = told_by_settings(name, **{name: " 10.0.0.0/8 , ::1,, "})
    assert listed.stdout.strip() == "['10.0.0.0/8', '::1']"


@pytest.mark.parametrize("name", ["PORT", "HOST", "SITE_URL", "ALLOWED_HOSTS", "CIVICFORUM_HOME"])
@pytest.mark.parametrize("setting", ["SITE_URL", "ALLOWED_HOSTS", "HOME"])
def test_an_empty_variable_counts_as_unset(name: str, setting: str) -> None:
    unset = told_by_settings(setting)
    assert unset.returncode == 0
    assert told_by_settings(setting, **{name: ""}).stdout == unset.stdout


def test_a_proxy_that_is_no_address_stops_the_start() -> None:
    refused = told_by_settings("TRUSTED_PROXIES", TRUSTED_PROXIES="10.0.0.0/8,proxy")
    assert refused.returncode == 1
    assert "proxy is no address" in refused.stderr
