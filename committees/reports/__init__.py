"""What the public pages of bodies, meetings, projects and events read: every query is here."""

from committees.reports.body import below, meetings, seats, seats_elsewhere, shown_group
from committees.reports.discussion import (
    AGENDA_SIZE,
    discussions,
    item_link,
    place_of_speech,
    rows_before,
)
from committees.reports.finding import said_in
from committees.reports.lists import bodies, events, plans
from committees.reports.meeting import meeting_page
from committees.reports.meeting_head import Head, head
from committees.reports.plan import event_page, plan_page, steps

__all__ = [
    "AGENDA_SIZE", "Head", "below", "bodies", "discussions", "event_page", "events", "head",
    "item_link", "meeting_page", "meetings", "place_of_speech", "plan_page", "plans",
    "rows_before", "said_in", "seats", "seats_elsewhere", "shown_group", "steps",
]  # fmt: skip
