"""As of which day the public reads how a panel does.

Besides today these are the ends of months alone: figures count what is not public, too, and from
one day to the next they would tell when a meeting was held whose minutes are not.
"""

import datetime as dt

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civicforum.kit.years import validate_day


class AsOfForm(forms.Form):
    """The day as of which figures are told (기준일); sent by GET."""

    on = forms.DateField(
        label=gettext_lazy("As of"),
        required=False,
        validators=[validate_day],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: QueryDict, today: dt.date) -> None:
        given = data.copy()
        if not given.get("on"):
            given["on"] = today.isoformat()
        super().__init__(given, auto_id="as-of-%s")
        self._today = today
        #: Whether another day than today is asked for.
        self.is_asked = given["on"] != today.isoformat()
        self.helper = FormHelper()
        self.helper.form_tag = False  # its button has no name to be sent
        self.helper.disable_csrf = True

    def clean_on(self) -> dt.date:
        """Return the day. Raises ValidationError for one to come or amid an earlier month."""
        day: dt.date = self.cleaned_data["on"]
        if day > self._today:
            raise ValidationError(_("Choose a day up to today: what is to come is not recorded."))
        if day != self._today and (day + dt.timedelta(days=1)).day != 1:
            raise ValidationError(_("Choose today or the last day of a month."))
        return day

    @property
    def day(self) -> dt.date:
        """The day that is asked for; today where that is none."""
        self.full_clean()
        found: dt.date = self.cleaned_data.get("on", self._today)
        return found
