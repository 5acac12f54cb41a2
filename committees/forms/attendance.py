"""The grid in which attendance is recorded, a line per seat, and that of the observers."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.forms.meetings import TIME
from committees.models import Attendance, Invitation, Meeting, Observer, Seat
from committees.reports.attendance import expected
from committees.seats import labelled
from committees.services.attendance import ATTENDED, too_early

_FIELDS = ("status", "delegated_to", "is_excused", "arrived", "left", "note")


class SeatForm(forms.Form):
    """A line of the grid; `told` is what the member wrote to the organisers, never public.

    Each field carries along what it showed when the page was opened, so that only what the
    clerk changed is stored: members may check in meanwhile.
    """

    status = forms.ChoiceField(
        choices=Attendance.Status, widget=forms.RadioSelect, show_hidden_initial=True
    )
    delegated_to = forms.CharField(
        label=gettext_lazy("delegated to"),
        max_length=50,
        required=False,
        show_hidden_initial=True,
    )
    is_excused = forms.BooleanField(
        label=gettext_lazy("excused"), required=False, show_hidden_initial=True
    )
    arrived = forms.TimeField(
        label=gettext_lazy("came later, at"), required=False, widget=TIME, show_hidden_initial=True
    )
    left = forms.TimeField(
        label=gettext_lazy("left earlier, at"),
        required=False,
        widget=TIME,
        show_hidden_initial=True,
    )
    note = forms.CharField(
        label=gettext_lazy("note"), max_length=200, required=False, show_hidden_initial=True
    )

    def __init__(
        self,
        data: Any,
        *,
        seat: Seat,
        label: str,
        holder: str,
        stored: dict[str, Any],
        answer: Invitation | None,
        is_stored: bool,
        too_early: str,
    ) -> None:
        told = expected(answer) if answer and not is_stored else {}
        if too_early and told.get("status") in ATTENDED:
            told = {}  # the answer stands on the page of the notice until the day has come
        self.is_expected, self._too_early = bool(told), too_early
        initial = stored | told
        super().__init__(data, prefix=f"seat-{seat.pk}", initial=initial)
        self.seat, self.label, self.holder = seat, label, holder
        self.told = answer.note if answer else ""
        self._stored = stored

    @property
    def was(self) -> list[tuple[str, str]]:
        """What was stored when the page was opened, as hidden fields: name and value."""
        names = [(field.html_initial_name, self._stored[field.name]) for field in self]
        return [
            (name, self.data.get(name, "" if value is None else str(value)))
            for name, value in names
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse who came before the day, a delegate without a role, leaving before coming."""
        found = super().clean() or {}
        if self._too_early and found.get("status") in ATTENDED and "status" in self.changed_data:
            self.add_error("status", self._too_early)
        delegated = found.get("status") == Attendance.Status.DELEGATED
        if delegated and not found.get("delegated_to") and "delegated_to" not in self.errors:
            self.add_error("delegated_to", _("Say in which role the delegate came."))
        arrived, left = found.get("arrived"), found.get("left")
        if arrived and left and left <= arrived:
            self.add_error("left", _("Nobody leaves before having come."))
        return found

    @property
    def changes(self) -> dict[str, Any]:
        """What the clerk changed, by name."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


def seat_forms(
    meeting: Meeting,
    seats: Iterable[Seat],
    *,
    holders: Mapping[int, str],
    answers: dict[int, Invitation],
    data: Any = None,
) -> list[SeatForm]:
    """Return a line for each seat: as stored, or, where nothing is, as its holder answered."""
    rows = {row.seat_id: row for row in meeting.attendance.all()}
    made, why = [], too_early(meeting)
    for seat, label in labelled(seats):
        row = rows.get(seat.pk) or Attendance(meeting=meeting, seat=seat)
        form = SeatForm(
            data,
            seat=seat,
            label=label,
            holder=holders.get(seat.pk, ""),
            stored={name: getattr(row, name) for name in _FIELDS},
            answer=answers.get(seat.pk),
            is_stored=seat.pk in rows,
            too_early=why,
        )
        made.append(form)
    return made


ObserverFormSet = forms.modelformset_factory(
    Observer, fields=("role", "people"), extra=2, can_delete=True
)
