"""The form in which the holders of a body's seats are entered, a line per term."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.models import Seat, Tenure
from committees.reports.terms import Line

_DAY: dict[str, Any] = {
    "widget": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    "required": False,
}
_NEW_NAME = r"seat-\d+-name"


class TermForm(forms.Form):
    """Who holds a seat, and where mail to the person goes; an empty line says that nobody does.

    Each field carries what was shown, so that only what was typed is written.
    """

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=50, required=False, show_hidden_initial=True
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False, show_hidden_initial=True)
    starts_on = forms.DateField(label=gettext_lazy("First day"), show_hidden_initial=True, **_DAY)
    ends_on = forms.DateField(label=gettext_lazy("Until"), show_hidden_initial=True, **_DAY)

    def __init__(self, line: Line, data: Any = None) -> None:
        self.line = line
        term = line.term
        told = (
            {name: getattr(term, name) for name in ("name", "starts_on", "ends_on")} if term else {}
        )
        email = term.account.email if term and term.account else ""
        super().__init__(data, prefix=line.ref, initial={**told, "email": email})
        for name, field in self.fields.items():
            field.widget.attrs |= {"aria-label": f"{line.label}: {field.label}"}
            if name == "name":
                field.widget.attrs["lang"] = "ko"

    def clean(self) -> dict[str, Any]:
        """Refuse a term without a name or a beginning, or that ends before it begins."""
        found = super().clean() or {}
        if not self.has_changed():
            return found
        if not found.get("name"):
            self._say("name", _("Enter the name. To end a term, enter its last day."))
        if not found.get("starts_on"):
            self._say("starts_on", _("Enter the day from which the term counts."))
        starts, ends = found.get("starts_on"), found.get("ends_on")
        if starts and ends and ends < starts:
            self._say("ends_on", _("The last day must not lie before the first."))
        return found

    def _say(self, name: str, text: str) -> None:
        if name not in self.errors:
            self.add_error(name, text)

    @property
    def entry(self) -> tuple[Tenure, str]:
        """The term with what was typed, and the address mail goes to."""
        seat: Seat = self.line.seat
        term = self.line.term or Tenure(seat=seat)
        for name in self.changed_data:
            if name != "email":
                setattr(term, name, self.cleaned_data[name])
        kept = term.account.email if term.account else ""
        return term, self.cleaned_data["email"] if "email" in self.changed_data else kept


class TermForms:
    """The lines of a body's seats as one form; `problem` says what is wrong with all of it."""

    def __init__(self, lines: list[Line], data: Any = None) -> None:
        self.forms = [TermForm(line, data) for line in lines]
        self.problem: list[str] = []
        if _is_filled_meanwhile(lines, data or {}):
            self.problem.append(
                _("A seat you entered somebody for has a holder by now: look at the lines again.")
            )

    def __iter__(self) -> Iterator[TermForm]:
        return iter(self.forms)

    def are_valid(self) -> bool:
        """Whether all of them are; each has its errors."""
        return not self.problem and not [form for form in self.forms if not form.is_valid()]

    @property
    def entries(self) -> list[tuple[Tenure, str]]:
        """The terms in which something was typed, with the address of each."""
        return [form.entry for form in self.forms if form.has_changed()]


def _is_filled_meanwhile(lines: list[Line], data: Mapping[str, Any]) -> bool:
    """Whether a name was typed into the empty line of a seat that has none any more."""
    shown = {f"{line.ref}-name" for line in lines}
    typed = {name for name, value in data.items() if value and re.fullmatch(_NEW_NAME, name)}
    return bool(typed - shown)
