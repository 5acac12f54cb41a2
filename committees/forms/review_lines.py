"""The forms in which each line of an attendance list and each unplaced line is settled."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _

from committees.minutes.document import SeatLine, Status
from committees.minutes.names import find_personal
from committees.models import Attendance, Seat
from committees.seats import labelled
from committees.services.accepting import NOTES, REMARKS, line_labels
from committees.services.minutes_rows import LEFT_OUT, NEW_SEAT, OBSERVER

#: How many unplaced lines are settled one by one; more are settled together.
LINES = 200


def select(label: str, choices: Sequence[tuple[str, Any]], initial: str) -> forms.ChoiceField:
    """Return a list to choose from that stands in a table; `label` is read out."""
    widget = forms.Select({"aria-label": label, "class": "krds-form-select"})
    return forms.ChoiceField(
        choices=choices, initial=initial, required=False, widget=widget, label=label
    )


def _named(line: SeatLine) -> str:
    """What looks personal in the role of a line, "" where nothing does."""
    return ", ".join(one.text for one in find_personal(line.role))


class SeatRow(NamedTuple):
    """A line of the attendance list with its two fields."""

    text: str
    seat: forms.BoundField
    status: forms.BoundField


class SeatsForm(forms.Form):
    """Whose each line of the attendance list is, and how the seat was filled."""

    def __init__(
        self,
        lines: Sequence[SeatLine],
        seats: Sequence[Seat],
        matched: Sequence[Seat | None],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        choices = [
            ("", _("Choose")),
            *((str(seat.pk), label) for seat, label in labelled(seats)),
            (NEW_SEAT, _("A new seat of the body")),
            (OBSERVER, _("Attended without a seat")),
            (LEFT_OUT, _("Leave out")),
        ]
        self.labels = line_labels(lines)
        for at, (line, seat) in enumerate(zip(lines, matched, strict=True)):
            found = str(seat.pk) if seat else "" if seats else NEW_SEAT
            text = self.labels[at]
            self.fields[f"seat-{at}"] = select(_("Seat of “%s”") % text, choices, found)
            self.fields[f"status-{at}"] = select(
                _("Attendance of “%s”") % text, Attendance.Status.choices, line.status.value
            )

    def clean(self) -> None:
        """Every line has its seat or another end, and no seat two lines."""
        taken: dict[str, int] = {}
        for at in range(len(self.lines)):
            choice = self.cleaned_data.get(f"seat-{at}")
            if choice is None:  # it is told of already
                continue
            if not choice:
                self.add_error(f"seat-{at}", _("Choose what becomes of this line."))
            elif choice == NEW_SEAT and (named := _named(self.lines[at])):
                text = _("A seat is called by its role, which is public; this holds “%s”.")
                self.add_error(f"seat-{at}", text % named)
            elif choice.isdecimal() and choice in taken:
                self.add_error(f"seat-{at}", _("Another line has this seat already."))
            taken.setdefault(choice, at)

    @property
    def rows(self) -> list[SeatRow]:
        """The lines with their fields."""
        return [
            SeatRow(text, self[f"seat-{at}"], self[f"status-{at}"])
            for at, text in enumerate(self.labels)
        ]

    @property
    def chosen(self) -> list[tuple[str, Status]]:
        """What becomes of each line and how it attended, once the form is valid."""
        data = self.cleaned_data
        return [
            (data[f"seat-{at}"], Status(data[f"status-{at}"] or Status.UNKNOWN))
            for at in range(len(self.lines))
        ]


class LinesForm(forms.Form):
    """Where each line goes that found no place in the minutes."""

    def __init__(self, lines: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        choices = [
            ("", _("Choose")),
            (REMARKS, _("Into the remarks")),
            (NOTES, _("Into the notes")),
            (LEFT_OUT, _("Not part of the minutes")),
        ]
        for at, text in enumerate(lines[:LINES]):
            self.fields[f"line-{at}"] = select(_("Where “%s” goes") % text[:60], choices, "")
        if len(lines) > 1:
            label = _("All lines that are not chosen one by one")
            self.fields["others"] = select(label, choices, "")

    def clean(self) -> None:
        """No line is left unsettled."""
        others = self.cleaned_data.get("others", "")
        for at in range(len(self.lines[:LINES])):
            if not (self.cleaned_data.get(f"line-{at}") or others):
                self.add_error(f"line-{at}", _("Choose where this line goes."))
        if len(self.lines) > LINES and not others:
            self.add_error("others", _("Choose where the other lines go."))

    @property
    def rows(self) -> list[tuple[str, forms.BoundField | None]]:
        """The lines with their field; None for those that are settled together."""
        own = len(self.lines[:LINES])
        return [
            (text, self[f"line-{at}"] if at < own else None) for at, text in enumerate(self.lines)
        ]

    @property
    def chosen(self) -> list[str]:
        """Where each line goes, once the form is valid."""
        others = self.cleaned_data.get("others", "")
        return [self.cleaned_data.get(f"line-{at}") or others for at in range(len(self.lines))]
