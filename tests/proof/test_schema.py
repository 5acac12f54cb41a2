"""An empty database is made from the models at once, and is what all migrations lead to."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest

pytestmark = pytest.mark.proof

WAYS = {
    "made": "from civicforum.kit import schema; schema.bring_up_to_date()",
    "migrated": "from django.core.management import call_command; call_command('migrate')",
}
#: Columns, constraints and indexes, as the database itself describes them. Django's own link of
#: groups and permissions, which nothing here uses, has a wider key when it is made anew.
DESCRIBED = (
    """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,
              is_identity FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name <> 'auth_group_permissions'""",
    # Checks by name: old rows may be exempt from one, and a set in one has no order.
    """SELECT conrelid::regclass::text,
              CASE contype WHEN 'c' THEN conname ELSE pg_get_constraintdef(oid) END
         FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    # Not by name: a table that was once renamed keeps the names of its indexes.
    r"""SELECT tablename, regexp_replace(indexdef, 'INDEX \S+ ON', 'INDEX ON') FROM pg_indexes
         WHERE schemaname = 'public'""",
    "SELECT app, name FROM django_migrations",
    "SELECT app_label, model FROM django_content_type",
)


@pytest.fixture
def databases() -> Iterator[dict[str, str]]:
    """The addresses of two empty databases, by the way in which their tables come."""
    server = urlsplit(os.environ["DATABASE_URL"])
    urls = {way: urlunsplit(server._replace(path=f"/{way}_{os.getpid()}")) for way in WAYS}
    names = [urlsplit(url).path[1:] for url in urls.values()]
    with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for name in names:
                cursor.execute(f'CREATE DATABASE "{name}"')
            yield urls
            for name in names:
                cursor.execute(f'DROP DATABASE "{name}"')


def described(url: str) -> list[list[str]]:
    """Everything of the schema that matters, in one order."""
    found = []
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        for query in DESCRIBED:
            cursor.execute(query)
            found.append(sorted(map(repr, cursor.fetchall())))
    return found


def test_both_ways_lead_to_the_same_tables(databases: dict[str, str]) -> None:
    for way, url in databases.items():
        script = f"import django; django.setup(); {WAYS[way]}"
        environment = os.environ | {"DATABASE_URL": url}
        subprocess.run([sys.executable, "-c", script], check=True, env=environment)
    made, migrated = (described(url) for url in databases.values())
    for query, one, other in zip(DESCRIBED, made, migrated, strict=True):
        assert set(one) ^ set(other) == set(), query
        assert len(one) == len(other) > 10
