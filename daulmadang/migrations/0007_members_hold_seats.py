"""Make a term in a seat of each member of the first list, and say what every duty is about."""

import datetime as dt

from django.db import migrations
from django.utils import timezone


def _day(partial, *, last=False):
    """The day of a partial date: the first it may mean, or the last."""
    parts = [int(part) for part in partial.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else (12 if last else 1)
    if not last:
        return dt.date(year, month, 1)
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def _term(row, known_since):
    """What a term says that a row of the first list says: also of a version of it.

    Whose first day nobody wrote down has a term since the row is known, but none that ends before
    it begins.
    """
    term_ends = _day(row.term_ends, last=True) if row.term_ends else None
    ends_on = _day(row.released, last=True) if row.released else None
    return {
        "name": row.name,
        "affiliation": row.affiliation,
        "kind": row.kind,
        "is_chair": row.is_chair,
        "starts_on": _day(row.appointed)
        if row.appointed
        else min(filter(None, (known_since, term_ends, ends_on))),
        "term_ends": term_ends,
        "ends_on": ends_on,
        "end_reason": row.release_reason,
        "document_id": row.document_id,
        "locator": row.locator,
    }


def seat_members(apps, schema_editor):
    """Each former member becomes a term in a new seat, with who appointed and released whom.

    Rows of one city, name and affiliation are one person's; of others nobody knows.
    """
    former, member = (apps.get_model("daulmadang", name) for name in ("FormerMember", "Member"))
    seat, person = apps.get_model("committees", "Seat"), apps.get_model("committees", "Person")
    history = apps.get_model("daulmadang", "HistoricalFormerMember")
    versions = apps.get_model("daulmadang", "HistoricalMember")
    for old in former.objects.select_related("panel").order_by("panel", "-is_chair", "pk"):
        known = list(history.objects.filter(id=old.pk).order_by("history_date", "history_id"))
        since = timezone.localdate(known[0].history_date if known else None)
        order = seat.objects.filter(body=old.panel_id).count() + 1
        role = "위원장" if old.is_chair else "위원"
        place = seat.objects.create(body_id=old.panel_id, order=order, role=role)
        whose = {"city_id": old.panel.city_id, "name": old.name, "told_apart": old.affiliation}
        known_as = person.objects.filter(**whose).exclude(told_apart="").order_by("pk")
        who = known_as.first() or person.objects.create(**whose)
        row = member.objects.create(seat=place, person=who, **_term(old, since))
        for one in known:
            versions.objects.create(
                id=row.pk,
                tenure_ptr_id=row.pk,
                seat_id=place.pk,
                person_id=who.pk,
                **_term(one, since),
                history_date=one.history_date,
                history_type=one.history_type,
                history_change_reason=one.history_change_reason,
                history_user_id=one.history_user_id,
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
