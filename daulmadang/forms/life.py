"""The forms with which a panel's end is recorded, and taken back."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civicforum.kit.partial_dates import PartialDate, validate_partial_date
from committees.forms.meetings import helper
from daulmadang.existing import lasting_on
from daulmadang.models import Panel

_REACHED = [
    ("", gettext_lazy("Nothing is said of it")),
    ("yes", gettext_lazy("Yes")),
    ("no", gettext_lazy("No")),
]


class EndForm(forms.Form):
    """How, when and why a panel ends."""

    how = forms.ChoiceField(label=gettext_lazy("How it ends"), choices=Panel.End.choices)
    on = forms.CharField(
        label=gettext_lazy("Ended"),
        max_length=10,
        validators=[validate_partial_date],
        help_text=gettext_lazy("A day, a month or a year: 2018-06-03, 2018-06 or 2018."),
    )
    merged_into = forms.ModelChoiceField(
        Panel.objects.none(), label=gettext_lazy("Merged into"), required=False
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)
    purpose_reached = forms.ChoiceField(
        label=gettext_lazy("Purpose reached"), choices=_REACHED, required=False
    )

    def __init__(self, panel: Panel, data: Any = None) -> None:
        super().__init__(data, initial={"on": timezone.localdate().isoformat()})
        typed = str(self.data.get("on", ""))
        day = PartialDate(typed).last_day if PartialDate.is_valid(typed) else None
        lasting = lasting_on((day or timezone.localdate()).isoformat())
        others = Panel.objects.filter(lasting, city=panel.city_id).exclude(pk=panel.pk)
        self.fields["merged_into"].queryset = others.order_by("title")  # type: ignore[attr-defined]
        self.helper = helper(_("End the panel"))

    def clean_purpose_reached(self) -> bool | None:
        """Whether it was reached; None where nothing is said."""
        return {"yes": True, "no": False}.get(self.cleaned_data["purpose_reached"])


class ReopenForm(forms.Form):
    """Why a panel goes on after all."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=100)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.helper = helper(_("The panel goes on after all"))
