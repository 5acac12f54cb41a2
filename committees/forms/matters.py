"""The forms of matters: what a list shows of them, and a dated step."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees import reports
from committees.models import Body, Matter, MatterStep
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
        self.helper.form_tag = False  # its button has no name to be sent
        self.helper.disable_csrf = True

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


class StaffFilter(forms.Form):
    """Which matters in a person's reach are listed; sent by GET."""

    q = forms.CharField(label=gettext_lazy("Words"), max_length=100, required=False)
    year = forms.IntegerField(label=gettext_lazy("Year"), required=False, min_value=0)
    stage = forms.ChoiceField(
        label=gettext_lazy("Stage"),
        required=False,
        choices=[("", gettext_lazy("All")), *MatterStep.Kind.choices],
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.helper = FormHelper()
        self.helper.form_tag = False  # its button has no name to be sent
        self.helper.disable_csrf = True

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for; what is not valid is left out."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class NewMatterForm(forms.ModelForm):
    """A new matter: what residents brought up, when and in which body."""

    class Meta:
        model = Matter
        fields = ("title", "body", "year", "summary", "slug")
        widgets = {"summary": forms.Textarea({"rows": 4})}

    def __init__(self, bodies: QuerySet[Body], data: Any = None) -> None:
        super().__init__(data, initial={"year": timezone.localdate().year})
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_class = "staff-form"
        self.helper.add_input(Submit("send", _("Add the matter")))


class StepForm(forms.ModelForm):
    """The next dated step of a matter."""

    class Meta:
        model = MatterStep
        fields = ("kind", "on", "votes", "place", "note")

    def __init__(self, matter: Matter, data: Any = None) -> None:
        today = timezone.localdate().isoformat()
        super().__init__(data, instance=MatterStep(matter=matter), initial={"on": today})
        self.fields["on"].help_text = _("A day, a month or a year: 2018-06-03, 2018-06 or 2018.")
        self.fields["votes"].help_text = _("Only of a public forum vote.")
        self.helper = FormHelper()
        self.helper.form_class = "staff-form"
        self.helper.add_input(Submit("send", _("Add the step")))
