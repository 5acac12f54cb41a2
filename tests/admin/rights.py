"""The matrix of rights: what a role may do with rows in its scope.

View, Add, Change, Delete; what is not named is out of reach.
"""

from django.db.models import Model

EVIDENCE = {"record.StateChange": "V", "record.Notice": "V", "record.Entry": "V"}
#: Opened, written and accepted on their staff pages alone.
INSPECTIONS = {
    "daulmadang.InspectionRound": "V",
    "daulmadang.InspectionSheet": "V",
    "daulmadang.SheetMove": "V",
}
CLERK = {
    "people.City": "VC",
    "people.Department": "VACD",
    "people.Leave": "VACD",
    "record": "VACD",
    "roundtables": "VACD",
    "committees": "VACD",
    "daulmadang": "VACD",
    **EVIDENCE,
    **INSPECTIONS,
}
TABLE: dict[str, dict[str, str]] = {
    "superuser": {**CLERK, "people": "VACD", "people.City": "VACD"},
    "jeonju_clerk": CLERK,
    "yeongdeungpo_clerk": CLERK,
    "approver": {
        "people.City": "V",
        "people.Department": "VCD",
        "people.Leave": "VACD",
        "record": "V",
        "record.Document": "VCD",
        "record.Commitment": "VACD",
        "record.Discrepancy": "VACD",
        "record.StatedFigure": "VACD",
        "record.Statement": "VACD",
        "roundtables": "V",
        "committees": "V",
        "daulmadang": "V",
        "daulmadang.Duty": "VACD",
        "daulmadang.Field": "VCD",
        "daulmadang.FormerName": "VCD",
        "daulmadang.TermOfOffice": "VCD",
    },
    "taxi_officer": {
        "people.City": "V",
        "people.Department": "V",
        "people.Leave": "VACD",
        "record.Commitment": "V",
        "record.Notice": "V",
        "committees.Body": "V",
        "committees.Seat": "VACD",
        "committees.Tenure": "VAC",
        "committees.Meeting": "VACD",
        "committees.AgendaItem": "VACD",
        "committees.Reference": "VACD",
        "committees.Attendance": "VACD",
        "committees.Speech": "VACD",
        "daulmadang.Panel": "VC",
        "daulmadang.Member": "VAC",
        "daulmadang.Outcome": "VAC",
        "daulmadang.OutcomeLink": "VACD",
        "daulmadang.Duty": "V",
        "daulmadang.InspectionSheet": "V",
        "daulmadang.SheetMove": "V",
    },
    "supporter": {
        "people.City": "V",
        "people.Department": "V",
        "people.Leave": "VACD",
        "record.Commitment": "V",
        "record.Notice": "V",
        "committees": "VACD",
        "committees.Person": "",
    },
}
#: The right that each page asks for; POST asks for the second.
PAGES = {
    "changelist": "VV",
    "add": "AA",
    "change": "VC",
    "delete": "DD",
    "history": "VV",
    "simple_history": "VC",
    "move": "VV",
    "import": "AA",
    "process_import": "AA",
    "export": "VV",
    "password_change": "CC",
}


#: The addresses that belong to no model, by name, with what anybody with a role gets there.
SHARED = {
    "index": 200,
    "login": 302,  # who is signed in goes on
    "logout": 405,  # it takes a POST
    "password_change": 200,
    "password_change_done": 200,
    "jsi18n": 200,
    "(?P<url>.*)$": 404,
}
#: The addresses that have a test of their own below, or a walk through every model.
WALKED = {"app_list", "autocomplete", "<path:object_id>/"}
#: The moves that a draft takes when the persona makes them; Jeonju wants approval.
MOVES = {
    "superuser": ["submitted", "published"],
    "jeonju_clerk": ["submitted"],
    "taxi_officer": ["submitted"],
    "yeongdeungpo_clerk": ["published"],
}


def rights(persona: str, model: type[Model]) -> str:
    table = TABLE[persona]
    return table.get(model._meta.label, table.get(model._meta.app_label, ""))
