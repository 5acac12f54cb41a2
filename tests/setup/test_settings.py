"""What settings.py makes of the environment, and what it says of a variable it cannot use."""

import os
import subprocess
import sys

import psycopg2
import pytest

from civicforum.local.home import PROJECT

# Without Django: what is wrong is told by reading the settings alone.
READ = """
import sys
from django.core.exceptions import ImproperlyConfigured
try:
    from civicforum import settings
except ImproperlyConfigured as error:
    sys.exit(str(error))
print(eval(sys.argv[1]))
"""
SERVERS = {"DATABASE_URL": "postgres://127.0.0.1:9/none", "REDIS_URL": "redis://127.0.0.1:9/0"}


def read(expression: str, **variables: str) -> str:
    """What a start with these variables finds, or what it says instead."""
    done = subprocess.run(
        [sys.executable, "-c", READ, expression],
        cwd=PROJECT,
        env=os.environ | SERVERS | {"SECRET_KEY": "any"} | variables,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip() or done.stderr.strip()


@pytest.mark.parametrize(
    ("variable", "text", "sentence"),
    [
        ("BEHIND_TLS", "maybe", "BEHIND_TLS=maybe is neither 1 nor 0."),
        ("OFFICIAL_BANNER", "ja", "OFFICIAL_BANNER=ja is neither 1 nor 0."),
        ("REMINDER_SWEEP_SECONDS", "often", "REMINDER_SWEEP_SECONDS=often is no whole number"),
        ("REMINDER_SWEEP_SECONDS", "0", "REMINDER_SWEEP_SECONDS=0 is no whole number from 1"),
        ("REMINDER_SWEEP_SECONDS", "-5", "REMINDER_SWEEP_SECONDS=-5 is no whole number"),
        ("REMINDER_SWEEP_SECONDS", "²", "REMINDER_SWEEP_SECONDS=² is no whole number"),
        ("PORT", "²", "PORT=² is no whole number from 1 to 65535."),
        ("SITE_URL", "http://[bad", "SITE_URL is no whole address: write it like https://"),
        ("SITE_URL", "record.example.org", "SITE_URL is no whole address"),
        ("SITE_URL", "https://record.example.org:web", "SITE_URL is no whole address"),
        ("REDIS_URL", "redis://[x", "REDIS_URL is no whole address: write it like redis://"),
        ("REDIS_URL", "127.0.0.1:6379", "REDIS_URL is no whole address"),
        ("EMAIL_URL", "junk", "EMAIL_URL is no whole address: write it like smtp+tls://"),
        ("EMAIL_URL", "smtp://mail.example.org:many", "EMAIL_URL is no whole address"),
        ("DATABASE_URL", "junk", "DATABASE_URL is no whole address: write it like postgres://"),
        ("DATABASE_URL", "postgres://127.0.0.1:port/none", "DATABASE_URL is no whole address"),
        ("DATABASE_URL", "mysql://127.0.0.1/none", "DATABASE_URL is no whole address"),
    ],
)
def test_a_variable_that_makes_no_sense_is_named_with_what_it_takes(
    variable: str, text: str, sentence: str
) -> None:
    told = read("settings.DEBUG", **{variable: text})
    assert told.startswith(sentence)
    assert told.count("\n") == 0


def test_an_address_with_a_password_is_not_repeated() -> None:
    assert "geheim" not in read("0", DATABASE_URL="postgres://me:geheim@127.0.0.1:port/none")


@pytest.mark.parametrize(
    ("variable", "text", "expression", "value"),
    [
        ("BEHIND_TLS", "Yes", "settings.BEHIND_TLS", "True"),
        ("BEHIND_TLS", "0", "settings.BEHIND_TLS", "False"),
        ("BEHIND_TLS", " ", "settings.BEHIND_TLS", "False"),
        ("LOG_LEVEL", "info", "settings.LOGGING['root']['level']", "INFO"),
        ("TRUSTED_PROXIES", "10.0.0.1, ,::1", "settings.TRUSTED_PROXIES", "['10.0.0.1', '::1']"),
        ("SITE_URL", "https://a.example/", "settings.SITE_URL", "https://a.example"),
        ("EMAIL_URL", "smtp+tls://a:b@mail.example:587", "settings.EMAIL_HOST", "mail.example"),
    ],
)
def test_what_makes_sense_is_taken(variable: str, text: str, expression: str, value: str) -> None:
    assert read(expression, **{variable: text}) == value


def test_connection_options_of_the_database_url_hold_beside_our_own() -> None:
    url = os.environ["DATABASE_URL"]
    options = read(
        "settings.DATABASES['default']['OPTIONS']['options']",
        DATABASE_URL=f"{url}?options=-c%20search_path%3Drecord%20-c%20jit%3Don",
    )
    connection = psycopg2.connect(url, options=options)
    with connection.cursor() as cursor:
        found: list[str] = []
        for name in ("search_path", "jit", "join_collapse_limit"):
            cursor.execute(f"SHOW {name}")
            found.append(*cursor.fetchone() or ())
    connection.close()
    assert found == ["record", "on", "2"]


@pytest.mark.parametrize(("level", "told"), [("WARNING", "40"), ("INFO", "20"), ("ERROR", "40")])
def test_a_visitors_mistake_is_told_only_to_who_asks_for_more(level: str, told: str) -> None:
    enabled = "__import__('logging.config').config.dictConfig(settings.LOGGING) or "
    enabled += "__import__('logging').getLogger('django.request').getEffectiveLevel()"
    assert read(enabled, LOG_LEVEL=level) == told
