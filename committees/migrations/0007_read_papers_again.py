"""Papers that were read before the reader knew what files say beside their text."""

from django.db import migrations


def read_again(apps, schema_editor):
    """Let the sweep read every paper once more; photos have no text."""
    papers = apps.get_model("committees", "Paper").objects.filter(kind="paper")
    papers.update(read_at=None, problem=None)


class Migration(migrations.Migration):
    dependencies = [("committees", "0006_seats_of_drafts")]

    operations = [migrations.RunPython(read_again, migrations.RunPython.noop)]
