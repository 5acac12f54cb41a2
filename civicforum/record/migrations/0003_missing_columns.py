from django.db import migrations

from civicforum.kit.migrating import AddMissingColumns


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0002_address_names'),
    ]

    operations = [
        AddMissingColumns(),
    ]
