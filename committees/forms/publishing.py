"""The forms with which minutes are brought to their members, published and corrected."""

import datetime as dt
from collections.abc import Collection
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Hidden, Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civicforum.kit.working_days import working_day_on_or_after
from committees.grounds import GROUNDS
from committees.models import Confirmation, Meeting, NameDecision
from committees.reports.corrections import Place

_NAMES = [
    (NameDecision.Decision.MASKED, _("Mask them (ㅇㅇㅇ)")),
    (NameDecision.Decision.KEPT, _("Keep them, for the reason of the correction")),
    (NameDecision.Decision.DISMISSED, _("They are not personal")),
]


class ActForm(forms.Form):
    """A form of a page that has several: it is bound if it is the one that was sent."""

    do: ClassVar[str]
    button: ClassVar[Any]
    style: ClassVar[str] = ""

    def __init__(self, data: Any = None, **options: Any) -> None:
        sent = data if data is not None and data.get("do") == self.do else None
        super().__init__(sent or None, auto_id=f"{options.pop('name', self.do)}-%s", **options)
        self.helper = FormHelper()
        self.helper.form_class = "act"
        self.helper.form_action = "."
        self.helper.add_input(Hidden("do", self.do))
        self.helper.add_input(Submit(f"{self.do}-button", self.button, css_class=self.style))


class CirculateForm(ActForm):
    """Until when the members answer: a working day, counted from today by the body's rule."""

    do = "circulate"
    button = _("Send to the members")
    due = forms.DateField(
        label=_("Answer by"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("A working day. The members are reminded seven days and one day before."),
    )

    def __init__(self, data: Any, meeting: Meeting) -> None:
        days = dt.timedelta(days=max(meeting.body.circulation_days, 1))
        due = working_day_on_or_after(timezone.localdate() + days)
        super().__init__(data, initial={"due": due})


class ApproveForm(ActForm):
    """That the minutes are agreed; with a reason where the members have not all confirmed."""

    do = "approve"
    button = _("Approve the minutes")
    reason = forms.CharField(label=_("Reason"), max_length=100, required=False)

    def __init__(self, data: Any, *, needs_reason: bool) -> None:
        super().__init__(data)
        self.fields["reason"].required = needs_reason
        self.fields["reason"].help_text = _(
            "How they were agreed, such as “read and confirmed at the meeting of 3 May”."
        )


class ReopenForm(ActForm):
    """That the text is to be changed."""

    do = "reopen"
    button = _("Back to draft")
    style = "secondary"
    reason = forms.CharField(label=_("Reason"), max_length=100, required=False)


class AnswerForm(ActForm):
    """Whether a member confirms, and what should be changed if not."""

    do = "answer"
    button = _("Send the answer")
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (Confirmation.Answer.CONFIRMED, _("The minutes are right: I confirm them")),
            (Confirmation.Answer.CHANGE, _("Something should be changed")),
        ],
        widget=forms.RadioSelect,
    )
    wish = forms.CharField(
        label=_("What should be changed"),
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Which place, and how it should read."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words where something should be changed."""
        values = super().clean() or {}
        if values.get("answer") == Confirmation.Answer.CHANGE and not values.get("wish"):
            self.add_error("wish", _("Write what should be changed."))
        return values


class AnswerForMemberForm(AnswerForm):
    """What a member told the staff, by phone or in person."""

    button = _("Record the answer")
    style = "secondary"

    def __init__(self, data: Any, confirmation: Confirmation) -> None:
        mine = data is not None and data.get("of") == str(confirmation.pk)
        super().__init__(data if mine else None, name=f"answer-{confirmation.pk}")
        self.helper.add_input(Hidden("of", str(confirmation.pk)))
        self.fields["answer"].label = _("What the member said")
        self.fields["wish"].label = _("Note")
        self.fields["wish"].required = True
        self.fields["wish"].widget.attrs["rows"] = 3
        self.fields["wish"].help_text = _(
            "How and when, such as “by phone on 3 May”, and what should be changed."
        )


class NamesForm(forms.Form):
    """What is decided of the likely personal data that are chosen."""

    keys = forms.MultipleChoiceField(
        error_messages={
            "required": _("Choose at least one."),
            "invalid_choice": _("Nothing of it is open any more. Choose from the list."),
        }
    )
    decision = forms.ChoiceField(choices=NameDecision.Decision)
    reason = forms.CharField(max_length=200, required=False)

    def __init__(self, data: Any, keys: Collection[str]) -> None:
        super().__init__(data)
        self.fields["keys"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]


class AheadForm(ActForm):
    """Words that are to be written about public minutes, in which something looks personal."""

    do = "look"
    button = _("Look through it")
    words = forms.CharField(
        label=_("The text as you want to write it"),
        max_length=5000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("The text that was refused, with the words around what looks personal."),
    )


class AheadNamesForm(NamesForm):
    """What is decided of them before they are written, so that nothing is there to be masked."""

    decision = forms.ChoiceField(
        choices=[one for one in NameDecision.Decision.choices if one[0] != "masked"]
    )


class ReleaseForm(ActForm):
    """That the minutes go out now, in the edition that the page is about."""

    do = "release"
    button = _("Publish now")
    reason = forms.CharField(label=_("Note"), max_length=200, required=False)
    read = forms.CharField(widget=forms.HiddenInput)


class SubmitForm(ReleaseForm):
    """That the approver is asked."""

    do = "submit"
    button = _("Submit for approval")


class ScheduleForm(ActForm):
    """When the minutes are to be published."""

    do = "schedule"
    button = _("Publish at this time")
    style = "secondary"
    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    time = forms.TimeField(
        label=_("Time"), widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    read = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Make a moment of the city's time of the two, and refuse one that has passed."""
        values = super().clean() or {}
        if "day" in values and "time" in values:
            at = timezone.make_aware(dt.datetime.combine(values["day"], values["time"]))
            if at <= timezone.now():
                self.add_error("day", _("Choose a time to come, or publish now."))
            values["at"] = at
        return values


class UnscheduleForm(ActForm):
    """That the minutes are not published at that time."""

    do = "unschedule"
    button = _("Do not publish at this time")
    style = "secondary"


class WithholdForm(ActForm):
    """Which part is withheld, and on what ground."""

    do = "withhold"
    button = _("Withhold")
    style = "secondary"
    part = forms.CharField(
        label=_("What is withheld"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is withheld.")},
    )
    ground = forms.CharField(
        label=_("Legal ground"),
        max_length=200,
        widget=forms.TextInput({"list": "grounds", "autocomplete": "off"}),
        help_text=_("It stands on the page in place of what is withheld."),
    )
    grounds = GROUNDS

    def __init__(
        self, data: Any, parts: Collection[tuple[str, str]], *, turned_to: str = ""
    ) -> None:
        """`parts` are those that are shown; `turned_to` is the query that shows them again."""
        super().__init__(data)
        self.helper.form_action = f".{turned_to}#withhold"
        self.fields["part"].widget.choices = parts


class CorrectionForm(ActForm):
    """What a place should read, why, and whether what stood there may still be shown."""

    do = "correct"
    button = _("Correct and publish")
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("It stands on the page.")
    )
    shows_before = forms.BooleanField(
        label=_("What stood there before may be shown"), required=False, initial=True
    )
    names = forms.ChoiceField(
        label=_("The likely personal data in it"),
        choices=_NAMES,
        required=False,
        widget=forms.RadioSelect,
    )
    read = forms.CharField(widget=forms.HiddenInput)

    field_order = ("value", "names", "reason", "shows_before", "read")

    def __init__(self, data: Any, place: Place, read: str, *, is_personal: bool = False) -> None:
        """`is_personal` says that what stands there looks personal, whatever was decided of it."""
        value = getattr(place.row, place.name)
        initial = {"value": value, "read": read, "shows_before": not is_personal}
        super().__init__(data, initial=initial)
        self.fields["value"] = place.row._meta.get_field(place.name).formfield(
            label=_("What should stand there")
        )
        self.order_fields(self.field_order)

    def asks_names(self, *, asks: bool) -> None:
        """Ask what is to be done with likely personal data, or leave that out."""
        if not asks:
            del self.fields["names"]

    def clean_value(self) -> Any:
        """Keep line ends as the record has them."""
        value = self.cleaned_data["value"]
        return value.replace("\r\n", "\n") if isinstance(value, str) else value
