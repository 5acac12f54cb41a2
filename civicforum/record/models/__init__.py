"""The shared record: documents, entries, commitments, notices and discrepancies."""

from civicforum.record.models.base import PublicManager, RecordModel, Sourced, if_public, of_city
from civicforum.record.models.commitments import Commitment
from civicforum.record.models.discrepancies import Discrepancy, StatedFigure, Statement
from civicforum.record.models.documents import Document
from civicforum.record.models.entries import Change, Entry, StateChange
from civicforum.record.models.notices import Channel, Message, Notice, ReminderRule
from civicforum.record.models.programmes import Programme, ProgrammePoint

__all__ = [
    "Change",
    "Channel",
    "Commitment",
    "Discrepancy",
    "Document",
    "Entry",
    "Message",
    "Notice",
    "Programme",
    "ProgrammePoint",
    "PublicManager",
    "RecordModel",
    "ReminderRule",
    "Sourced",
    "StateChange",
    "StatedFigure",
    "Statement",
    "if_public",
    "of_city",
]
