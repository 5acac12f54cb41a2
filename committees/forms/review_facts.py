"""The form in which what was read of a meeting is corrected."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civicforum.kit.numbers import number_in
from committees.minutes.bodies import may_be_called
from committees.minutes.document import TOTALS, Minutes, Totals
from committees.models import Body, Meeting
from committees.services.accepting import Facts, called_meeting


class FactsForm(forms.ModelForm):
    """When, where and by whom, as it was read and as the reviewer corrects it."""

    present = forms.IntegerField(
        label=gettext_lazy("Total present"), min_value=0, max_value=10_000, required=False
    )
    delegated = forms.IntegerField(
        label=gettext_lazy("Total delegated"), min_value=0, max_value=10_000, required=False
    )
    absent = forms.IntegerField(
        label=gettext_lazy("Total absent"), min_value=0, max_value=10_000, required=False
    )
    not_present = forms.IntegerField(
        label=gettext_lazy("Total delegated or absent (column lost)"),
        min_value=0,
        max_value=10_000,
        required=False,
    )
    into_called = forms.BooleanField(
        label=gettext_lazy("These are the minutes of the meeting of this number that was called"),
        required=False,
    )

    other_body = forms.BooleanField(
        label=gettext_lazy("These are the minutes of the body that was chosen all the same"),
        required=False,
    )

    class Meta:
        model = Meeting
        fields = (
            "title", "number", "date", "starts", "ends", "place", "recorder", "next_meeting",
        )  # fmt: skip
        widgets = {
            "date": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "starts": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "ends": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "next_meeting": forms.Textarea({"rows": 2}),
        }

    def __init__(self, body: Body, named: str, *args: Any, **kwargs: Any) -> None:
        """Take the body that was chosen, and how the document names its own."""
        kwargs["instance"] = Meeting(body=body, city=body.city)
        super().__init__(*args, **kwargs)
        self.body = body
        self.called = self._called()
        if not self.called:
            del self.fields["into_called"]
        self.named = "" if may_be_called(body.title, named, body.city.name) else named
        if not self.named:
            del self.fields["other_body"]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def _called(self) -> Meeting | None:
        """The meeting of the number in the form, if it was called and has no minutes yet."""
        number = number_in(str(self["number"].value()))
        return called_meeting(self.body, number) if 0 <= number <= 32_767 else None

    def clean_number(self) -> int:
        """Refuse the number of another meeting, unless it waits for these very minutes."""
        number: int = self.cleaned_data["number"]
        if self.called:
            if self.data.get("into_called"):
                return number
            text = _("Meeting %(number)s was called and has no minutes yet. Tick below, if so.")
            raise forms.ValidationError(text % {"number": number})
        if self.body.meetings.filter(number=number).exists():
            text = _("Meeting %(number)s of this body is recorded already. Is it another one?")
            raise forms.ValidationError(text % {"number": number})
        return number

    def clean_other_body(self) -> bool:
        """Refuse the minutes of another body, until somebody says that they are none."""
        confirmed: bool = self.cleaned_data["other_body"]
        if not confirmed:
            text = _("The document names “%(named)s”, you chose “%(chosen)s”. Tick this, if so.")
            raise forms.ValidationError(text % {"named": self.named, "chosen": self.body.title})
        return confirmed

    def clean_next_meeting(self) -> str:
        """Keep the breaks of lines as documents have them."""
        text: str = self.cleaned_data["next_meeting"]
        return text.replace("\r\n", "\n")

    @property
    def facts(self) -> Facts:
        """What was said of the meeting, once the form is valid."""
        data = {**self.cleaned_data, "day": self.cleaned_data["date"]}
        return Facts(**{name: data[name] for name in Facts.__dataclass_fields__})

    @property
    def totals(self) -> Totals:
        """The totals that the document states, once the form is valid."""
        return Totals(**{code: self.cleaned_data[code] for code in TOTALS})


def facts_read(minutes: Minutes, lost_total: int | None) -> dict[str, Any]:
    """What the form of facts shows before anybody types."""
    return {
        "title": minutes.title,
        "number": minutes.number,
        "date": minutes.day,
        "starts": minutes.starts,
        "ends": minutes.ends,
        "place": minutes.place,
        "recorder": minutes.recorder,
        "next_meeting": minutes.next_meeting,
        **vars(minutes.totals),
        **({} if lost_total is None else {"not_present": lost_total}),
    }
