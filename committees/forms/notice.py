"""What a member answers to the notice of a meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.forms.meetings import helper
from committees.models import Invitation


class AnswerForm(forms.Form):
    """Whether a member will attend."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Will you attend?"),
        choices=[one for one in Invitation.Answer.choices if one[0]],
        widget=forms.RadioSelect,
    )
    delegated_to = forms.CharField(
        label=gettext_lazy("Whom do you send?"),
        help_text=gettext_lazy("By role, not by name, such as 부분과장."),
        max_length=50,
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Note for the organisers"), max_length=200, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Send the answer"))

    def clean(self) -> dict[str, Any]:
        """Refuse a delegate of whom nothing is said."""
        found = super().clean() or {}
        delegating = found.get("answer") == Invitation.Answer.DELEGATING
        if delegating and not found.get("delegated_to") and "delegated_to" not in self.errors:
            self.add_error("delegated_to", _("Say in which role the delegate comes."))
        return found
