"""What the public pages of bodies, meetings, projects and events read: every query is here."""

from committees.reports.body import below, meetings, seats, seats_elsewhere, shown_group
from committees.reports.coming import coming
from committees.reports.discussion import AGENDA_SIZE, discussions, item_link, rows_before
from committees.reports.lists import bodies, events, plans
from committees.reports.meeting import meeting_page
from committees.reports.plan import event_page, plan_page, steps

__all__ = [
    "AGENDA_SIZE", "below", "bodies", "coming", "discussions", "event_page", "events", "item_link",
    "meeting_page", "meetings", "plan_page", "plans", "rows_before", "seats", "seats_elsewhere",
    "shown_group", "steps",
]  # fmt: skip
