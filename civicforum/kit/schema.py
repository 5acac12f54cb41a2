"""The tables of the database: made at once where there are none, migrated where there are."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction


def bring_up_to_date() -> None:
    """Bring the tables to what the models are.

    An empty database is made from the models in one transaction, and every migration is noted as
    applied: to go through all that earlier releases were takes a minute and ends at the same
    tables. Any other database is migrated.
    """
    if not connection.introspection.table_names():
        with transaction.atomic():
            with _without_migrations():
                _migrate(run_syncdb=True)
            _migrate(fake=True)
    _migrate()


@contextmanager
def _without_migrations() -> Iterator[None]:
    """Let every app seem to have none, so that its tables are made from its models."""
    kept = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = dict.fromkeys(app.label for app in apps.get_app_configs())
    try:
        yield
    finally:
        settings.MIGRATION_MODULES = kept


def _migrate(**options: bool) -> None:
    call_command("migrate", interactive=False, verbosity=0, **options)
