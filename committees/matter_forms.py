"""The forms of matters: what a list shows of them, and a dated step."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees import reports
from committees.models import MatterStep
from committees.reports import Wanted


class MatterFilter(forms.Form):
    """Which matters of a city a list shows; sent by GET, so it needs no token."""

    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)
    body = forms.ChoiceField(label=gettext_lazy("Brought up in"), required=False)
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), required=False)

    def __init__(self, data: QueryDict, city: str) -> None:
        super().__init__(data, auto_id="filter-%s")
        choices: dict[str, list[tuple[Any, Any]]] = {
            "year": [(year, year) for year in reports.matter_years(city)],
            "body": [*reports.matter_bodies(city)],
            "stage": [*MatterStep.Kind.choices],
        }
        for name, found in choices.items():
            self.fields[name].choices = [("", _("All")), *found]  # type: ignore[attr-defined]
        self.fields["body"].widget.attrs["lang"] = "ko"
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_class = "filter-form"
        self.helper.attrs = {"aria-label": _("Choose matters")}
        self.helper.add_input(Submit("", _("Show"), css_id="filter-show"))

    @property
    def years(self) -> list[int]:
        """The years of which there are matters."""
        return [value for value, _label in self.fields["year"].choices if value]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Wanted:
        """What was asked for; what is no choice is left out."""
        self.full_clean()
        asked = self.cleaned_data
        return Wanted(int(asked.get("year") or 0), asked.get("body", ""), asked.get("stage", ""))
