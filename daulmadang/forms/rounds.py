"""The forms with which an inspection is opened, its sheets written, returned and accepted."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from civicforum.kit.working_days import working_day_on_or_after
from civicforum.kit.years import validate_day, validate_year
from civicforum.people.models import City, User
from committees.forms.publishing import ActForm
from daulmadang.answers import COMMENT, answer, mark_of, marks_of
from daulmadang.freezing import Frozen
from daulmadang.health import Criterion
from daulmadang.models import Duty, InspectionSheet, Panel
from daulmadang.reports.rounds import due_of_calendar
from daulmadang.reports.sheets import edition_of, red_verdicts

#: How long the departments have where the calendar says nothing.
USUAL_DAYS = 21
#: How long they have for what was returned.
DAYS_TO_MEND = 7


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        validators=[validate_day],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )


class OpenRoundForm(forms.Form):
    """Which half-year is inspected, as of which day, and by when the departments answer."""

    city = forms.ModelChoiceField(City.objects.none(), label=_("City"))
    year = forms.IntegerField(label=_("Year"), validators=[validate_year])
    half = forms.TypedChoiceField(label=_("Half-year"), choices=Duty.Half.choices, coerce=int)
    starts_on = _day(_("Inspected from"))
    as_of = _day(_("As of"), _("The figures are those of this day."))
    due = _day(_("Sheets due"), _("The departments are told at once, and reminded before."))

    def __init__(self, cities: list[City], person: User, data: Any = None) -> None:
        super().__init__(data, initial=self._usual(cities[0], person))
        found = City.objects.filter(pk__in=[city.pk for city in cities])
        self.fields["city"].queryset = found  # type: ignore[attr-defined]
        if len(cities) == 1:
            self.fields["city"].widget = forms.HiddenInput()
        self.helper = FormHelper()
        self.helper.form_class = "staff-form"
        self.helper.add_input(Submit("send", gettext("Open the inspection")))

    @staticmethod
    def _usual(city: City, person: User) -> dict[str, Any]:
        """The half-year of today, by the calendar's day where it has one."""
        today = timezone.localdate()
        half = Duty.Half.FIRST if today.month <= 6 else Duty.Half.SECOND
        usual = working_day_on_or_after(today + dt.timedelta(days=USUAL_DAYS))
        return {
            "city": city.pk,
            "year": today.year,
            "half": half.value,
            "starts_on": dt.date(today.year, 1 if half == Duty.Half.FIRST else 7, 1),
            "as_of": today,
            "due": due_of_calendar(person, city, today.year, half.value, today) or usual,
        }


class AddPanelForm(ActForm):
    """One more panel to be inspected."""

    do = "add"
    button = _("Add its sheet")
    style = "secondary"
    panel = forms.ModelChoiceField(Panel.objects.none(), label=_("Panel"))

    def __init__(self, data: Any, panels: list[Panel]) -> None:
        super().__init__(data)
        chosen = Panel.objects.filter(pk__in=[panel.pk for panel in panels])
        self.fields["panel"].queryset = chosen  # type: ignore[attr-defined]


class AsOfDateForm(ActForm):
    """As of which day the figures of a round are told."""

    do = "as_of"
    button = _("Change the as-of date")
    style = "secondary"
    day = _day(_("As of"), _("Possible until the first sheet is accepted."))


class CloseRoundForm(ActForm):
    """That the round is over; with a reason where not every sheet is accepted."""

    do = "close"
    button = _("Close the round")
    style = "secondary"
    reason = forms.CharField(label=_("Reason"), max_length=100, required=False)

    def __init__(self, data: Any, *, needs_reason: bool) -> None:
        super().__init__(data)
        self.fields["reason"].required = needs_reason
        if needs_reason:
            self.fields["reason"].help_text = _("Not every sheet is accepted yet. Say why.")


def _box(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class SheetForm(forms.Form):
    """What a department is asked for; nothing of it has to be there to be saved.

    `seen` carries the mark of what stood in each field when it was read.
    """

    plan = forms.ChoiceField(
        label=_("Plan"),
        required=False,
        choices=InspectionSheet.Plan.choices,
        widget=forms.RadioSelect,
    )
    merge_into = forms.ModelChoiceField(
        Panel.objects.none(),
        label=_("To be merged into"),
        required=False,
        help_text=_("Only if it is to be merged."),
    )
    plan_reason = forms.CharField(label=_("Reason of the plan"), required=False, max_length=300)
    results = forms.CharField(
        label=_("What came of its advice"),
        required=False,
        max_length=5000,
        widget=_box(4),
        help_text=_("What was taken up in this half-year, one per line."),
    )
    difficulties = forms.CharField(
        label=_("Difficulties and requests"), required=False, max_length=5000, widget=_box(3)
    )

    seen = forms.CharField(required=False, widget=forms.HiddenInput({"autocomplete": "off"}))

    def __init__(
        self, sheet: InspectionSheet, told: Frozen, panels: QuerySet[Panel], data: Any = None
    ) -> None:
        """`panels` are those into which it may be merged."""
        super().__init__(None if data is None else data.copy())
        self.fields["merge_into"].queryset = panels  # type: ignore[attr-defined]
        self.fields["merge_into"].widget.attrs["lang"] = "ko"
        for verdict in red_verdicts(told):
            name = Criterion(verdict.criterion).label
            self.fields[COMMENT + verdict.criterion] = forms.CharField(
                label=gettext("Comment on: %(figure)s") % {"figure": name},
                required=False,
                max_length=2000,
                widget=_box(3),
                help_text=verdict.reason,
            )
        self.order_fields([name for name in self.fields if name.startswith(COMMENT)])
        asked = [name for name in self.fields if name != "seen"]
        self.initial = {name: answer(sheet, name) for name in asked}
        self.initial["seen"] = json.dumps(marks_of(sheet, asked))
        self.helper = FormHelper()
        self.helper.form_tag = False  # its two buttons stand in the page

    def clean_seen(self) -> dict[str, str]:
        """Read the marks; who sends none has seen nothing."""
        try:
            seen = json.loads(self.cleaned_data["seen"] or "{}")
        except ValueError:
            return {}
        return seen if isinstance(seen, dict) else {}

    @property
    def answers(self) -> dict[str, Any]:
        """What is answered, without the marks."""
        return {name: said for name, said in self.cleaned_data.items() if name != "seen"}

    def sees(self, answers: Mapping[str, Any]) -> dict[str, str]:
        """Take it that these answers are read, and return their marks."""
        marks = {name: mark_of(said) for name, said in answers.items()}
        self.data["seen"] = json.dumps(self.cleaned_data["seen"] | marks)  # type: ignore[index]
        return marks

    def shows_others(self, answers: Mapping[str, Any]) -> None:
        """Say beside each field what somebody else wrote there; saved again, what is typed wins."""
        text = gettext(
            "Somebody else wrote here meanwhile: “%(other)s”. What you typed is kept; save again "
            "to put it in its place."
        )
        self.sees(answers)
        for name, other in self.others(answers).items():
            self.add_error(name, text % {"other": other["said"]})

    @staticmethod
    def others(answers: Mapping[str, Any]) -> dict[str, dict[str, str]]:
        """Return what somebody else answered, by field: in words, as its value, and its mark."""
        plans = dict(InspectionSheet.Plan.choices)
        return {
            name: {
                "said": str(plans.get(other, other) if name == "plan" else other or "–"),
                "value": str(getattr(other, "pk", other) or ""),
                "mark": mark_of(other),
            }
            for name, other in answers.items()
        }


class ReturnForm(ActForm):
    """Why a sheet is given back, and by when it is to be completed."""

    do = "return"
    button = _("Return with remarks")
    style = "secondary"
    read = forms.CharField(widget=forms.HiddenInput)
    remarks = forms.CharField(
        label=_("Remarks for the department"),
        max_length=5000,
        widget=_box(4),
        help_text=_("What is to be completed or corrected; it stands on top of the sheet."),
    )
    due = _day(_("To be completed by"), _("The department is told, and reminded anew."))

    def __init__(self, data: Any, sheet: InspectionSheet) -> None:
        wanted = timezone.localdate() + dt.timedelta(days=DAYS_TO_MEND)
        due = working_day_on_or_after(wanted)
        if due == sheet.duty.due_on:
            due = working_day_on_or_after(due + dt.timedelta(days=1))
        super().__init__(data, initial={"due": due, "read": edition_of(sheet)})


class AcceptForm(ActForm):
    """That the sheet is accepted and its figures stay as they are."""

    do = "accept"
    button = _("Accept")
    read = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, sheet: InspectionSheet) -> None:
        super().__init__(data, initial={"read": edition_of(sheet)})
