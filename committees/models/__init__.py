"""Any body that meets: its seats, meetings and minutes; governance projects and events."""

from committees.models.bodies import Body, Seat
from committees.models.events import Presentation, ProgrammeItem, SharingEvent
from committees.models.meetings import AgendaItem, Attendance, Meeting, Reference, Speech
from committees.models.projects import Plan, PlanStep, Project

__all__ = [
    "AgendaItem",
    "Attendance",
    "Body",
    "Meeting",
    "Plan",
    "PlanStep",
    "Presentation",
    "ProgrammeItem",
    "Project",
    "Reference",
    "Seat",
    "SharingEvent",
    "Speech",
]
