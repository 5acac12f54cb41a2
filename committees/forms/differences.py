"""The form with which a difference between a total and the attendance list is recorded."""

from typing import Any

from crispy_forms.layout import Hidden
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.forms.publishing import ActForm
from committees.reports.totals import Difference
from committees.services.differences import DOCUMENT, LIST


class DifferenceForm(ActForm):
    """Which of the two values is shown until the city decides, and why they differ."""

    do = "record"
    button = gettext_lazy("Record the difference")
    shown = forms.ChoiceField(label=gettext_lazy("Shown to the public"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Why they differ, as far as it is known"), max_length=100
    )

    def __init__(self, data: Any, one: Difference) -> None:
        sent = data if data is not None and data.get("code") == one.code else None
        super().__init__(sent, name=one.code, initial={"shown": DOCUMENT})
        self.helper.add_input(Hidden("code", one.code))
        choices = [(DOCUMENT, _("%s, as the document states") % one.stated)]
        if one.at_least == one.at_most:
            choices.append((LIST, _("%s, as the attendance list says") % one.listed))
        self.fields["shown"].choices = choices  # type: ignore[attr-defined]
