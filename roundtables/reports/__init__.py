"""What the public pages of roundtables read: every query is here, and they are few."""

from roundtables.reports.awards import team_awards
from roundtables.reports.ideas import idea_tallies
from roundtables.reports.lists import listed
from roundtables.reports.roundtable import page
from roundtables.reports.teams import proposal_lines

__all__ = ["idea_tallies", "listed", "page", "proposal_lines", "team_awards"]
