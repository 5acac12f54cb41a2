"""What the public pages of bodies, meetings, projects and events read: every query is here."""

from committees.reports.body import below, meetings, seats, seats_elsewhere, shown_group
from committees.reports.coming import coming, coming_of
from committees.reports.discussion import (
    AGENDA_SIZE,
    discussions,
    item_link,
    place_of_speech,
    rows_before,
)
from committees.reports.event import event_page
from committees.reports.finding import said_in
from committees.reports.lists import bodies, events, plans
from committees.reports.matters import (
    Wanted,
    matter_bodies,
    matter_years,
    matters,
    matters_in_reach,
    stage_label,
    staged,
)
from committees.reports.meeting import meeting_page
from committees.reports.meeting_head import Head, head
from committees.reports.plan import all_projects, plan_page, project_page
from committees.reports.steps import matter_steps, points_of_steps
from committees.reports.thread import points_of_thread, thread
from committees.reports.year import all_years, points_presented, year_page, years

__all__ = [
    "AGENDA_SIZE", "Head", "Wanted", "all_projects", "all_years", "below", "bodies", "coming",
    "coming_of", "discussions", "event_page", "events", "head", "item_link", "matter_bodies",
    "matter_steps", "matter_years", "matters", "matters_in_reach", "meeting_page", "meetings",
    "place_of_speech", "plan_page", "plans", "points_of_steps", "points_of_thread",
    "points_presented", "project_page", "rows_before", "said_in", "seats", "seats_elsewhere",
    "shown_group", "stage_label", "staged", "thread", "year_page", "years",
]  # fmt: skip
