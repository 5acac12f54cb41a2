from django.db import migrations

from civicforum.kit.migrating import AddMissingColumns


class Migration(migrations.Migration):

    dependencies = [
        ('daulmadang', '0002_address_names_years_and_terms'),
    ]

    operations = [
        AddMissingColumns(),
    ]
