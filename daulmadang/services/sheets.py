"""A sheet on its way: written by the department, submitted, returned or accepted by the clerk."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.people.policy import Action
from civicforum.people.services import require
from civicforum.record.errors import ChangedMeanwhile, IllegalMove, RecordError
from civicforum.record.services.entries import store
from civicforum.record.services.holding import held_row
from civicforum.record.version import record_write, unseen
from daulmadang.answers import ASKED, COMMENT, NOTHING, answer, mark_of, marks_of
from daulmadang.existing import has_ended
from daulmadang.freezing import freeze
from daulmadang.health import Criterion
from daulmadang.models import Duty, InspectionRound, InspectionSheet, SheetMove
from daulmadang.reports.sheets import edition_of, red_verdicts, told_of
from daulmadang.states import SHEET_MOVES, SheetState

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from civicforum.people.models import User


class Overtaken(ChangedMeanwhile):
    """Somebody else answered the same meanwhile; `answers` is what stands there, by field."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        super().__init__(_("Somebody else changed this section while you were writing it."))
        self.answers = answers


def save_sheet(
    sheet: InspectionSheet,
    values: Mapping[str, Any],
    *,
    actor: "User",
    seen: Mapping[str, str] | None = None,
) -> None:
    """Store what the department typed so far, as far as it differs from what it saw there.

    Comments go by `comment_` and the criterion. `seen` are the marks of what stood in each field
    when it was read; without them it was read in `sheet`. Raises Overtaken where another text
    stands there by now, ValidationError with a message per field, ChangedMeanwhile when the sheet
    is not the department's to write any more, and NotAllowed.
    """
    require(actor, Action.CHANGE, sheet)
    with unseen():  # no public page shows it
        _keep(sheet, values, marks_of(sheet, values) if seen is None else seen, actor)


@record_write
def _keep(
    sheet: InspectionSheet, values: Mapping[str, Any], seen: Mapping[str, str], actor: "User"
) -> None:
    held = _held(sheet)
    if why := _closed_because(held):
        raise ChangedMeanwhile(why)
    typed = {
        name: said for name, said in values.items() if mark_of(said) != seen.get(name, NOTHING)
    }
    _refuse_overtaken(held, typed, seen)
    for name in ASKED:
        if name in typed:
            setattr(held, name, typed[name])
    said = {
        criterion: str(typed[COMMENT + criterion]).strip()
        for criterion in Criterion.values
        if COMMENT + criterion in typed
    }
    held.comments = {**held.comments, **said}
    store(held, actor=actor, allowed=True, index=False)


def _refuse_overtaken(
    held: InspectionSheet, typed: Mapping[str, Any], seen: Mapping[str, str]
) -> None:
    """Where the same stands there already, it was this save whose receipt was lost."""
    stored = {name: answer(held, name) for name in typed}
    overtaken = {
        name: other
        for name, other in stored.items()
        if mark_of(other) not in (seen.get(name, NOTHING), mark_of(typed[name]))
    }
    if overtaken:
        raise Overtaken(overtaken)


def _held(sheet: InspectionSheet) -> InspectionSheet:
    """The sheet as it is stored now; until we are done nobody moves it or calls its duty off."""
    held_row(sheet.duty)  # before its sheet, as whoever opens a round
    held: InspectionSheet = InspectionSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    return held


def _closed_because(sheet: InspectionSheet) -> str:
    """Why the department does not write it, "" where it does."""
    if sheet.state == SheetState.ACCEPTED:
        return _("The sheet is accepted and cannot be changed any more.")
    if sheet.state == SheetState.SUBMITTED:
        return _("The sheet is submitted. It can be changed only when the clerk returns it.")
    if sheet.is_dropped:
        return _("The panel has ended, so its sheet is not asked for any more.")
    return ""


@record_write
def submit(sheet: InspectionSheet, *, actor: "User") -> None:
    """Hand the sheet in, so that the department owes nothing; all that is asked must be there.

    Raises ValidationError with a message per field, IllegalMove, ChangedMeanwhile when somebody
    else was faster, and NotAllowed.
    """
    require(actor, Action.SUBMIT, sheet)
    stored = _held(sheet)
    if stored.is_dropped:
        raise ChangedMeanwhile(_closed_because(stored))
    held = _move(sheet, SheetState.SUBMITTED, actor)
    if missing := missing_answers(held):
        raise ValidationError(missing)
    _settle(held.duty, timezone.localdate().isoformat(), actor)


def missing_answers(sheet: InspectionSheet) -> dict[str, str]:
    """Return what the sheet still lacks to be submitted, by the field of the form."""
    missing = {}
    if not sheet.plan:
        missing["plan"] = _("Choose what is planned with the panel.")
    if not sheet.plan_reason.strip():
        missing["plan_reason"] = _("Give the reason of the plan.")
    if sheet.plan == InspectionSheet.Plan.MERGE and sheet.merge_into is None:
        missing["merge_into"] = _("Choose the panel into which it is to be merged.")
    if sheet.merge_into_id == sheet.panel_id:
        missing["merge_into"] = _("A panel cannot be merged into itself.")
    for verdict in red_verdicts(told_of([sheet])[sheet.pk]):
        if not sheet.comments.get(verdict.criterion):
            missing[COMMENT + verdict.criterion] = _("Say what is behind this red figure.")
    return missing


@record_write
def return_(
    sheet: InspectionSheet, remarks: str, due: dt.date, read: str, *, actor: "User"
) -> None:
    """Give the sheet back with remarks, to be completed by a new day; the officer is told.

    `read` is the edition in which the clerk read it. Raises ValidationError with a message per
    field, RecordError where the panel has ended by that day, so that nobody is asked, IllegalMove,
    ChangedMeanwhile where it has another edition by now, NotAllowed.
    """
    require(actor, Action.PUBLISH, sheet)
    today = timezone.localdate()
    stored = _held(sheet)
    _check_return(stored.duty, remarks, due, today)
    _require_read(stored, read)
    if has_ended(stored.panel.ended, due):
        text = _("“%s” has ended by then, so nobody is asked. Accept the sheet as it is.")
        raise RecordError(text % stored.panel)
    held = _move(sheet, SheetState.RETURNED, actor, remarks=remarks.strip())
    held.duty.asked_on, held.duty.due = today, due.isoformat()
    held.duty.department = held.panel.department  # what is open is owed where the panel is
    _settle(held.duty, "", actor)


def _check_return(duty: Duty, remarks: str, due: dt.date, today: dt.date) -> None:
    """Whoever is reminded is told of a day once, so the new day is another than before."""
    wrong = {}
    if not remarks.strip():
        wrong["remarks"] = _("Say what is to be completed or corrected.")
    if due <= today:
        wrong["due"] = _("Choose a day after today, so that the department can answer.")
    elif due == duty.due_on or duty.notices.filter(moment__startswith=f"{due} ").exists():
        wrong["due"] = _("Choose another day than before, so that the department is told anew.")
    if wrong:
        raise ValidationError(wrong)


@record_write
def accept(sheet: InspectionSheet, read: str, *, actor: "User") -> None:
    """Accept the sheet: its figures, its light and the rules they were judged by stay as they are.

    `read` is the edition in which the clerk read it. Raises RecordError where a figure turned red
    since it was submitted, of which the department says nothing, IllegalMove, ChangedMeanwhile
    where it has another edition by now, and NotAllowed.
    """
    require(actor, Action.PUBLISH, sheet)
    sheet.round = _held_round(sheet)
    _require_read(_held(sheet), read)
    told = told_of([sheet], korean=True)[sheet.pk]
    held = _move(sheet, SheetState.ACCEPTED, actor, figures=freeze(told))
    _check_comments(held)
    if not held.duty.done:
        _settle(held.duty, timezone.localdate().isoformat(), actor)


def _held_round(sheet: InspectionSheet) -> InspectionRound:
    """The round as it is stored: its as-of date stays while figures are told and frozen."""
    return InspectionRound.objects.select_for_update(no_key=True).get(pk=sheet.round_id)


def _require_read(held: InspectionSheet, read: str) -> None:
    """Raise ChangedMeanwhile unless the sheet, held, is in the edition that was read."""
    if edition_of(held) != read:
        text = _("The sheet has changed since you opened it. Read it again, then decide.")
        raise ChangedMeanwhile(text)


def _check_comments(sheet: InspectionSheet) -> None:
    """Figures go on until they are frozen, so one may be red that was not at submission.

    Of a panel that has ended nobody is asked any more.
    """
    if has_ended(sheet.panel.ended, timezone.localdate() + dt.timedelta(days=1)):
        return
    missing = missing_answers(sheet)
    unsaid = [str(one.label) for one in Criterion if COMMENT + one in missing]
    if unsaid:
        text = _(
            "Red since the sheet was submitted, and without a comment: %(figures)s. Return the "
            "sheet, so that the department can comment."
        )
        raise RecordError(text % {"figures": ", ".join(unsaid)})


def _move(
    sheet: InspectionSheet, to: SheetState, actor: "User", *, remarks: str = "", **more: Any
) -> InspectionSheet:
    """Move the sheet if nobody moved it meanwhile; return it as it is stored, held by us."""
    old = SheetState(sheet.state)
    if (old, to) not in SHEET_MOVES:
        text = _("A sheet cannot go from “%(old)s” to “%(new)s”.")
        raise IllegalMove(text % {"old": old.label, "new": to.label})
    if not _as_read(sheet).update(state=to, **more):
        raise ChangedMeanwhile(_("The sheet was changed meanwhile. Reload and look at it again."))
    SheetMove.objects.create(sheet=sheet, old=old, new=to, actor=actor, remarks=remarks)
    held: InspectionSheet = InspectionSheet.objects.select_related(
        "round", "panel", "duty__city", "merge_into"
    ).get(pk=sheet.pk)
    return held


def _as_read(sheet: InspectionSheet) -> "QuerySet[InspectionSheet]":
    """The sheet, as long as it is in the state in which it was read."""
    return InspectionSheet.objects.filter(pk=sheet.pk, state=sheet.state)


def _settle(duty: Duty, done: str, actor: "User") -> None:
    duty.done = done
    reason = _("Sheet submitted") if done else _("Sheet returned")
    store(duty, actor=actor, reason=reason, allowed=True, index=False)
