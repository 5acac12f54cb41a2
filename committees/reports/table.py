"""The table of a plan's projects, as rows of a sheet."""

from typing import Any

from django.utils.translation import gettext as _

from committees.models import Plan
from committees.reports.plan import all_projects


def project_table(plan: Plan) -> list[list[Any]]:
    """Return the header, a row for each public project, and the total; one query."""
    projects = all_projects(plan)
    header = [
        _("No."), _("Project"), _("Department"), _("Working group"), _("Budget (won)"),
        _("Stage"), _("Since"), _("Progress"), _("Result"),
    ]  # fmt: skip
    rows = [
        [
            row["number"], row["title"], row["department__name"] or "", row["working_group"],
            "" if row["budget"] is None else row["budget"], str(row["stage_label"]),
            row["stage_on"], row["stage_text"], row["result"],
        ]
        for row in projects
    ]  # fmt: skip
    total = sum(row["budget"] or 0 for row in projects)
    return [header, *rows, ["", _("Total"), "", "", total, "", "", "", ""]]
