"""A database that an earlier release made is brought up to what the models are."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import override_settings

from civicforum.kit.migrating import AddMissingColumns

TABLES = {"record_entry": "masked_names", "record_historicalprogramme": "other_text"}


def columns(table: str) -> set[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    return {column.name for column in found}


@pytest.mark.django_db
@override_settings(MIGRATION_MODULES={})  # tests make their tables from the models at once
def test_columns_that_an_older_database_lacks_are_added_and_others_left() -> None:
    state = MigrationLoader(connection).project_state()
    before = {table: columns(table) for table in TABLES}
    with connection.cursor() as cursor:
        for table, column in TABLES.items():
            cursor.execute(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
    for _ in range(2):  # the second time nothing is missing
        with connection.schema_editor() as editor:
            AddMissingColumns().database_forwards("record", editor, state, state)
        assert {table: columns(table) for table in TABLES} == before
