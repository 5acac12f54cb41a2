"""Put the first list of members aside: a member becomes a term in a seat."""

from django.db import migrations


#: The names of indexes are the schema's: those of the tables to come must be free.
RENAME_INDEXES = """
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()
    AND tablename IN ('daulmadang_formermember', 'daulmadang_historicalformermember')
  LOOP EXECUTE format('ALTER INDEX %I RENAME TO %I', one.indexname, left('was_' || one.indexname, 63));
  END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("daulmadang", "0004_rules_of_bodies")]

    operations = [
        *(
            migrations.RemoveConstraint("member", name)
            for name in (
                "member_once",
                "member_one_chair",
                "member_released_after_appointed",
                "member_term_ends_after_appointed",
            )
        ),
        migrations.RenameModel("Member", "FormerMember"),
        migrations.RenameModel("HistoricalMember", "HistoricalFormerMember"),
        migrations.RunSQL(RENAME_INDEXES, migrations.RunSQL.noop),
    ]
