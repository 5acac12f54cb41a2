"""What staff ask for on the pages of Daul-madang."""

import datetime as dt

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civicforum.kit.years import validate_day
from daulmadang.health import Light

_ALL = ("", gettext_lazy("All"))


class BoardFilter(forms.Form):
    """As of which day the board is shown, and what of it; sent by GET."""

    on = forms.DateField(
        label=gettext_lazy("As of"),
        required=False,
        validators=[validate_day],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    department = forms.ChoiceField(label=gettext_lazy("Department"), required=False)
    light = forms.ChoiceField(
        label=gettext_lazy("Traffic light"), required=False, choices=[_ALL, *Light.choices]
    )

    def __init__(self, data: QueryDict) -> None:
        given = data.copy()
        if not given.get("on"):
            given["on"] = timezone.localdate().isoformat()
        super().__init__(given, auto_id="filter-%s")
        self.helper = FormHelper()
        self.helper.form_tag = False  # its button has no name to be sent
        self.helper.disable_csrf = True

    def offer(self, departments: list[tuple[str, str]]) -> None:
        """Offer the departments that the board has."""
        self.fields["department"].choices = [_ALL, *departments]  # type: ignore[attr-defined]

    @property
    def told_of_day(self) -> str:
        """What is to be said of the day that is asked for; "" where it is a day up to today."""
        if "on" in self.errors:
            text = _("“%(asked)s” is no day that the board can show. It is shown as of today.")
            return text % {"asked": self.data["on"]}
        if self.on_day > timezone.localdate():
            return _("This day is still to come: the board tells only what is recorded by today.")
        return ""

    @property
    def on_day(self) -> dt.date:
        """The day that is asked for; today where it is none."""
        self.full_clean()
        found: dt.date | None = self.cleaned_data.get("on")
        return found or timezone.localdate()
