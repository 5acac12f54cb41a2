from django.db import migrations

from civicforum.kit.migrating import AddMissingColumns


class Migration(migrations.Migration):

    dependencies = [
        ('committees', '0003_address_names_and_days'),
    ]

    operations = [
        AddMissingColumns(),
    ]
