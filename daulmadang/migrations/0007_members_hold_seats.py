"""Make a term in a seat of each member of the first list, and say what every duty is about."""

import datetime as dt

from django.db import migrations


def _day(partial, *, last=False):
    """The day of a partial date: the first it may mean, or the last."""
    parts = [int(part) for part in partial.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else (12 if last else 1)
    if not last:
        return dt.date(year, month, 1)
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def seat_members(apps, schema_editor):
    """Each former member becomes a person with a term in a new seat."""
    former, member = (apps.get_model("daulmadang", name) for name in ("FormerMember", "Member"))
    seat, person = apps.get_model("committees", "Seat"), apps.get_model("committees", "Person")
    history = apps.get_model("daulmadang", "HistoricalFormerMember")
    for old in former.objects.select_related("panel").order_by("panel", "-is_chair", "pk"):
        known = history.objects.filter(id=old.pk).order_by("history_date").first()
        since = known.history_date.date() if known else dt.date.today()
        starts_on = _day(old.appointed) if old.appointed else since
        order = seat.objects.filter(body=old.panel_id).count() + 1
        role = "위원장" if old.is_chair else "위원"
        member.objects.create(
            seat=seat.objects.create(body_id=old.panel_id, order=order, role=role),
            person=person.objects.create(
                city_id=old.panel.city_id, name=old.name, told_apart=old.affiliation
            ),
            name=old.name,
            affiliation=old.affiliation,
            kind=old.kind,
            is_chair=old.is_chair,
            starts_on=starts_on,
            term_ends=_day(old.term_ends, last=True) if old.term_ends else None,
            ends_on=_day(old.released, last=True) if old.released else None,
            end_reason=old.release_reason,
            document_id=old.document_id,
            locator=old.locator,
        )


def say_topics(apps, schema_editor):
    """A duty is about its kind of duty."""
    duty = apps.get_model("daulmadang", "Duty")
    for kind in duty.objects.order_by().values_list("type", flat=True).distinct():
        apps.get_model("record", "Commitment").objects.filter(
            pk__in=duty.objects.filter(type=kind).values("pk")
        ).update(topic=kind)


class Migration(migrations.Migration):
    dependencies = [("daulmadang", "0006_panels_alive")]

    operations = [
        migrations.RunPython(seat_members, migrations.RunPython.noop),
        migrations.RunPython(say_topics, migrations.RunPython.noop),
    ]
