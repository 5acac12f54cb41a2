"""Make a person of each account that holds terms, and of each term without an account."""

from django.db import migrations


def make_people(apps, schema_editor):
    """Terms to which one account belongs are one person's; of others nobody knows."""
    tenure, person = apps.get_model("committees", "Tenure"), apps.get_model("committees", "Person")
    of_account = {}
    for term in tenure.objects.filter(person=None).select_related("seat__body").order_by("pk"):
        city = term.seat.body.city_id
        key = (city, term.account_id) if term.account_id else (city, "term", term.pk)
        if key not in of_account:
            of_account[key] = person.objects.create(
                city_id=city, name=term.name, told_apart=term.affiliation
            )
        tenure.objects.filter(pk=term.pk).update(person=of_account[key])


class Migration(migrations.Migration):
    dependencies = [("committees", "0008_groundwork_of_panels")]

    operations = [migrations.RunPython(make_people, migrations.RunPython.noop)]
