"""The form of what a meeting leaves to be done."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civicforum.record.models import Commitment
from committees.forms.meetings import DAY, helper
from committees.models import Meeting


class ActionForm(forms.ModelForm):
    """Who does what by when."""

    due = forms.DateField(label=gettext_lazy("By when"), widget=DAY)

    class Meta:
        model = Commitment
        fields = ("title", "owed_by", "department", "due")
        labels = {"title": gettext_lazy("What")}
        help_texts = {
            "owed_by": gettext_lazy("By role, not by name, such as 부분과장."),
            "department": gettext_lazy("Its officers are reminded; of none, the city's clerks."),
        }

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = meeting.city.departments.all()
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]
        self.helper = helper(_("Save"))

    def clean_due(self) -> str:
        """The day as the record keeps it."""
        day: str = self.cleaned_data["due"].isoformat()
        return day
