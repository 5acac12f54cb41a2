"""Citizen roundtables: their sittings, teams, proposals, ideas, votes and awards."""

from roundtables.models.figures import Figure, FigureGroup
from roundtables.models.outcome import Award, Honour
from roundtables.models.proposals import Idea, Proposal, ProposalLine
from roundtables.models.roundtables import Roundtable, Session, Team
from roundtables.models.voting import Tally, VotingRule

__all__ = [
    "Award",
    "Figure",
    "FigureGroup",
    "Honour",
    "Idea",
    "Proposal",
    "ProposalLine",
    "Roundtable",
    "Session",
    "Tally",
    "Team",
    "VotingRule",
]
