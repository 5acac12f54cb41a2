"""Remove the first list of members, whose rows are terms in seats now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("daulmadang", "0007_members_hold_seats")]

    operations = [
        migrations.DeleteModel("FormerMember"),
        migrations.DeleteModel("HistoricalFormerMember"),
    ]
