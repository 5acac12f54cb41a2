"""The form in which a clerk decides between what sources state."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from civicforum.people.admin_fields import RefusableForm
from civicforum.record.models import Statement

DECISION = ("stands", "is_decided", "reason")


class _StatementChoice(forms.ModelChoiceField):
    """What each source says, with the place where it says so."""

    def label_from_instance(self, obj: Any) -> str:
        return " — ".join(filter(None, [obj.value, obj.locator or obj.basis]))


class DiscrepancyForm(RefusableForm):
    """A point in dispute, with the choice between its statements.

    The fields of the decision are not the model's own: only the services write it.
    """

    stands = _StatementChoice(
        Statement.objects.none(),
        label=_("value that is shown"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Saving writes the chosen value to its row, and the pages show it."),
    )
    is_decided = forms.BooleanField(
        label=_("decided"),
        required=False,
        help_text=_("The city stands by the value that is shown."),
    )
    reason = forms.CharField(
        label=_("reason of the decision"),
        max_length=200,
        required=False,
        help_text=_("It stands in the public footnote and in the history."),
    )

    class Meta:
        help_texts: ClassVar = {
            "subject": _(
                "Which value it is: title, attendance, session-1/venue. Where it names a value "
                "of the page, a decision is written there."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: Any = self.instance
        choice: Any = self.fields.get("stands")
        if choice and row.pk:
            choice.queryset = row.statements.all()
            self.initial["stands"] = next((one for one in choice.queryset if one.shown), None)
            self.initial["is_decided"] = row.decided
            self.initial["reason"] = row.decision

    @property
    def settles(self) -> bool:
        """Whether something of the decision was changed."""
        return not {*DECISION}.isdisjoint(self.changed_data)

    def clean(self) -> dict[str, Any] | None:
        """A decision needs a value and a reason, and a new reason a decision."""
        cleaned = super().clean() or {}
        decided, reason = cleaned.get("is_decided"), cleaned.get("reason")
        if self.settles and not cleaned.get("stands"):
            self.add_error("stands", gettext("Choose the value that is to be shown."))
        if decided and not reason:
            self.add_error("reason", gettext("Say why the city stands by this value."))
        if reason and not decided and not self.instance.decided:
            self.add_error("is_decided", gettext("Tick this, too, or leave the reason empty."))
        return cleaned
