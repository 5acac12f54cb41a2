from django.db import migrations

from civicforum.kit.migrating import AddMissingColumns


class Migration(migrations.Migration):

    dependencies = [
        ('roundtables', '0003_lines_below'),
    ]

    operations = [
        AddMissingColumns(),
    ]
