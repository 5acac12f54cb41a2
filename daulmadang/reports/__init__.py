"""What pages and exports of Daul-madang read."""

from daulmadang.reports.public import (
    calendar,
    calendars,
    names_of_members,
    outcomes,
    outcomes_of,
    panels,
    totals,
    year_duties,
    years,
)

__all__ = [
    "calendar",
    "calendars",
    "names_of_members",
    "outcomes",
    "outcomes_of",
    "panels",
    "totals",
    "year_duties",
    "years",
]
