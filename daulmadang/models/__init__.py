"""Daul-madang advisory panels, their members, duties, inspections and outcomes."""

from daulmadang.models.calendars import CalendarAddress
from daulmadang.models.duties import Duty
from daulmadang.models.inspections import InspectionRound, InspectionSheet, SheetMove
from daulmadang.models.members import Member
from daulmadang.models.outcomes import CaseMark, Outcome, OutcomeLink
from daulmadang.models.panels import Field, FormerName, Panel, TermOfOffice
from daulmadang.models.rules import Coverage, DutyTemplate, PanelRules

__all__ = [
    "CalendarAddress",
    "CaseMark",
    "Coverage",
    "Duty",
    "DutyTemplate",
    "Field",
    "FormerName",
    "InspectionRound",
    "InspectionSheet",
    "Member",
    "Outcome",
    "OutcomeLink",
    "Panel",
    "PanelRules",
    "SheetMove",
    "TermOfOffice",
]
