"""The forms with which members are appointed, appointed again and released."""

from contextlib import suppress
from typing import Any

from crispy_forms.layout import Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civicforum.people.models import User
from committees.forms.meetings import DAY, helper
from daulmadang.models import Member, Panel
from daulmadang.reports.members import members_now
from daulmadang.reports.people import Namesake, namesakes, same_person

SOMEBODY_NEW = "new"


class AppointForm(forms.ModelForm):
    """Whom to appoint; people of the name that was typed are offered, with where they sit.

    Sent with `check`, it only shows them.
    """

    email = forms.EmailField(
        label=gettext_lazy("e-mail"),
        required=False,
        help_text=gettext_lazy("Notices and minutes go there."),
    )
    who = forms.ChoiceField(
        label=gettext_lazy("Who it is"),
        required=False,
        help_text=gettext_lazy("The city has people of this name already: say who it is."),
    )
    in_place_of = forms.ModelChoiceField(
        Member.objects.none(),
        label=gettext_lazy("In the place of"),
        required=False,
        help_text=gettext_lazy("That member's term then ends the day before."),
    )

    reason = forms.CharField(
        label=gettext_lazy("Why once more"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("Only where the city allows no further re-appointment."),
    )

    class Meta:
        model = Member
        fields = (
            "name", "affiliation", "kind", "is_chair", "starts_on", "term_ends", "sex",
            "age_band", "public_name_basis", "over_limit_reason",
        )  # fmt: skip
        widgets = {"starts_on": DAY, "term_ends": DAY}

    field_order = (
        "name", "affiliation", "email", "who", "kind", "is_chair", "starts_on", "term_ends",
        "in_place_of", "sex", "age_band", "public_name_basis", "over_limit_reason", "reason",
    )  # fmt: skip

    def __init__(self, panel: Panel, data: Any = None, *, reader: User) -> None:
        super().__init__(data, initial={"starts_on": timezone.localdate()})
        self.panel = panel
        self.namesakes: list[Namesake] = self._namesakes(reader)
        if not panel.asks_balance:
            del self.fields["sex"], self.fields["age_band"]
        if panel.without_chair:
            del self.fields["is_chair"]
        sitting = members_now(panel, timezone.localdate())
        self.fields["in_place_of"].queryset = sitting  # type: ignore[attr-defined]
        if self.namesakes:
            self.fields["who"].choices = self._choices()  # type: ignore[attr-defined]
        else:
            del self.fields["who"]
        self.helper = helper(_("Appoint"))
        look = Submit("check", _("Look first"), css_class="krds-btn secondary")
        self.helper.add_input(look)

    @property
    def only_looks(self) -> bool:
        """Whether nothing is to be stored yet."""
        return "check" in self.data

    def _namesakes(self, reader: User) -> list[Namesake]:
        name = str(self.data.get("name", "")).strip() if self.is_bound else ""
        day = timezone.localdate()
        if self.is_bound:
            typed = self.fields["starts_on"]
            with suppress(forms.ValidationError):  # said at the field
                day = typed.clean(self.data.get("starts_on")) or day
        return namesakes(self.panel.city, name, day, reader, panel=self.panel.pk) if name else []

    def _choices(self) -> list[tuple[str, str]]:
        found = [(str(one.person.pk), str(one)) for one in self.namesakes]
        return [("", "–"), *found, (SOMEBODY_NEW, _("Somebody else of the same name"))]

    def clean(self) -> dict[str, Any]:
        """Settle who it is; where nothing tells, the person who appoints has to."""
        found = super().clean() or {}
        who = found.get("who", "")
        chosen = {str(one.person.pk): one.person for one in self.namesakes}.get(who)
        affiliation, email = (found.get(name) or "" for name in ("affiliation", "email"))
        known = chosen or same_person(self.panel.city, found.get("name", ""), affiliation, email)
        self.instance.person = None if who == SOMEBODY_NEW else known
        if self.namesakes and not who and known is None and not self.only_looks:
            self.add_error("who", _("Say whether it is one of these, or somebody else."))
        return found


class ReappointForm(forms.Form):
    """From when until when somebody is appointed again."""

    starts_on = forms.DateField(label=gettext_lazy("Appointed again on"), widget=DAY)
    term_ends = forms.DateField(label=gettext_lazy("Term ends"), widget=DAY, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why once more"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("Only where the city allows no further re-appointment."),
    )
    over_limit_reason = forms.CharField(
        label=gettext_lazy("Why on one panel more than the city allows"),
        max_length=200,
        required=False,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="again")
        self.helper = helper(_("Appoint again"))
        self.helper.inputs[0].name = "reappoint"


class WithdrawForm(forms.Form):
    """Why an appointment that has not begun is taken back."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=100)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="withdraw")
        self.helper = helper(_("Take the appointment back"))
        self.helper.inputs[0].name = "withdraw"


class ReleaseForm(forms.Form):
    """When and why somebody is released."""

    day = forms.DateField(label=gettext_lazy("Last day"), widget=DAY)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)

    def __init__(self, data: Any = None) -> None:
        today = timezone.localdate()
        super().__init__(data, prefix="release", initial={"day": today})
        self.helper = helper(_("Release"))
        self.helper.inputs[0].name = "release"
