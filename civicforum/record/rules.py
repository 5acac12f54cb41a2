"""The cities' rules of reminding, as they are stored."""

from civicforum.record.models import ReminderRule
from civicforum.record.reminders import Rule, Rules


def stored_rules() -> Rules:
    """Read every city's rules; one query."""
    fields = ("city_id", "topic", "days_before", "overdue_every")
    return {
        (city, topic): Rule(tuple(days), every)
        for city, topic, days, every in ReminderRule.objects.order_by().values_list(*fields)
    }
