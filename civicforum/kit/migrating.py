"""What migrations of every app need."""

from typing import Any

from django.db.migrations.operations.base import Operation


class AddMissingColumns(Operation):
    """Adds the columns that an app's tables should have by now and lack.

    The first migrations gained some after databases had been made with them; a database made
    since has them already, and is left alone.
    """

    reversible = True
    elidable = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change nothing: the columns are known."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Compare every table with its model."""
        connection = schema_editor.connection
        for model in to_state.apps.get_app_config(app_label).get_models():
            with connection.cursor() as cursor:
                table = model._meta.db_table
                found = connection.introspection.get_table_description(cursor, table)
            known = {column.name for column in found}
            for field in model._meta.local_concrete_fields:
                if field.column not in known:
                    schema_editor.add_field(model, field)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Leave the columns: the first migrations have them."""

    def describe(self) -> str:
        """Say what it does."""
        return "Add the columns that the tables lack"
