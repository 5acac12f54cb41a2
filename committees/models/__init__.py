"""Any body that meets: its seats, meetings and minutes; governance projects and events."""

from committees.models.attendance import Attendance, Observer
from committees.models.bodies import Body, Seat
from committees.models.circulation import Circulation, Confirmation, Convocation, Invitation
from committees.models.events import Presentation, ProgrammeItem, SharingEvent
from committees.models.matters import Matter, MatterStep
from committees.models.meetings import AgendaItem, Meeting, Reference
from committees.models.papers import AttachedList, Paper
from committees.models.projects import Plan, PlanStep, Project, ProjectStep
from committees.models.publication import Correction, MinutesFile, NameDecision
from committees.models.speeches import Speech
from committees.models.tenures import Person, Tenure

__all__ = [
    "AgendaItem",
    "AttachedList",
    "Attendance",
    "Body",
    "Circulation",
    "Confirmation",
    "Convocation",
    "Correction",
    "Invitation",
    "Matter",
    "MatterStep",
    "Meeting",
    "MinutesFile",
    "NameDecision",
    "Observer",
    "Paper",
    "Person",
    "Plan",
    "PlanStep",
    "Presentation",
    "ProgrammeItem",
    "Project",
    "ProjectStep",
    "Reference",
    "Seat",
    "SharingEvent",
    "Speech",
    "Tenure",
]
