"""What pages and exports of Daul-madang read."""

from daulmadang.reports.duties import (
    by_panel,
    calendar,
    calendars,
    duties_of_panel,
    duties_of_panels,
    year_duties,
    years,
)
from daulmadang.reports.public import names_of_members, outcomes, outcomes_of, panels, totals

__all__ = [
    "by_panel",
    "calendar",
    "calendars",
    "duties_of_panel",
    "duties_of_panels",
    "names_of_members",
    "outcomes",
    "outcomes_of",
    "panels",
    "totals",
    "year_duties",
    "years",
]
