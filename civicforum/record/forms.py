"""What staff type about reminders."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy

from civicforum.record.states import NoticeState


class OutboxFilter(forms.Form):
    """Which messages the outbox lists; sent by GET."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("All")), *NoticeState.choices],
    )
    q = forms.CharField(
        label=gettext_lazy("Recipient, duty, panel or department"), max_length=100, required=False
    )

    helper = FormHelper()
    helper.form_tag = False  # its button has no name to be sent
    helper.disable_csrf = True

    @property
    def wanted(self) -> dict[str, str]:
        """What was asked for; what makes no sense is left out."""
        self.full_clean()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
