"""A copy of the loaded record in memory: loading it takes many seconds, putting it back one.

The record is loaded by the portal's own services, once in each process of the tests.
"""

import io

from django.db import connection, transaction

from civicforum.record import version

_copies: dict[str, bytes] = {}


def keep() -> None:
    """Remember every row there is."""
    with connection.cursor() as cursor:
        for table in _tables():
            copy = io.BytesIO()
            cursor.copy_expert(f'COPY "{table}" TO STDOUT', copy)
            _copies[table] = copy.getvalue()


def put_back() -> bool:
    """Bring the rows back into an empty database; False where none are remembered."""
    if not _copies:
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # rows come in any order
        cursor.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in _copies))
        for table, copy in _copies.items():
            cursor.copy_expert(f'COPY "{table}" FROM STDIN', io.BytesIO(copy))
        cursor.execute(_SEQUENCES)
    version.renew()
    return True


#: Every sequence goes on after the last number of its column.
_SEQUENCES = """
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT c.table_name, c.column_name,
      pg_get_serial_sequence(quote_ident(c.table_name), c.column_name) AS sequence
      FROM information_schema.columns c
      WHERE c.table_schema = 'public' AND c.is_identity = 'YES' LOOP
    EXECUTE format('SELECT setval(%L, coalesce(max(%I), 0) + 1, false) FROM %I',
                   found.sequence, found.column_name, found.table_name);
  END LOOP;
END $$
"""


def _tables() -> list[str]:
    return [name for name in connection.introspection.table_names() if name != "django_migrations"]
