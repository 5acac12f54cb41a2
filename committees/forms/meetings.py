"""The forms with which meetings are looked for, called and kept current."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.models import AgendaItem, Body, Meeting
from committees.reports.standing import Stage
from committees.services.meetings import number_taken

DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput({"type": "time"}, format="%H:%M")


def helper(label: str = "", **attrs: Any) -> FormHelper:
    """Return how a form is rendered: with a button, or within a form of the template's own."""
    made = FormHelper()
    made.form_tag = False
    made.attrs = attrs
    if label:
        made.form_tag = True
        made.add_input(Submit("send", label, css_class="krds-btn"))
    return made


class MeetingsFilter(forms.Form):
    """Which meetings are listed: of which body and year, how far they are, with which words."""

    q = forms.CharField(label=gettext_lazy("Words"), max_length=100, required=False)
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label=gettext_lazy("Body"),
        required=False,
        empty_label=gettext_lazy("All"),
    )
    year = forms.TypedChoiceField(
        label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("How far"),
        required=False,
        choices=[("", gettext_lazy("All")), *Stage.choices],
    )

    def __init__(self, data: QueryDict, bodies: QuerySet[Body], years: list[int]) -> None:
        super().__init__(data, auto_id="asked-%s")
        self.fields["q"].widget = forms.TextInput({"type": "search"})
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        choices = [("", _("All")), *((str(year), str(year)) for year in years)]
        self.fields["year"].choices = choices  # type: ignore[attr-defined]
        self.helper = helper()

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for; what is not valid is not asked for."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class MeetingForm(forms.ModelForm):
    """When, where and how a body meets."""

    link = forms.URLField(
        label=Meeting._meta.get_field("link").verbose_name,
        help_text=Meeting._meta.get_field("link").help_text,
        required=False,
        assume_scheme="https",
    )

    class Meta:
        model = Meeting
        fields: tuple[str, ...] = (
            "number",
            "date",
            "starts",
            "ends",
            "form",
            "place",
            "link",
            "recorder",
        )
        widgets = {"date": DAY, "starts": TIME, "ends": TIME}

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(label)

    def clean_number(self) -> int:
        """Refuse a number that another meeting of the body has."""
        number: int = self.cleaned_data["number"]
        others = Meeting.objects.filter(body=self.instance.body_id, number=number)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(number_taken(number))
        return number

    def clean(self) -> dict[str, Any]:
        """Refuse a meeting that ends before it begins, or online without a link."""
        found = super().clean() or {}
        starts, ends = found.get("starts"), found.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("The end must lie after the beginning."))
        online = found.get("form") in (Meeting.Form.ONLINE, Meeting.Form.HYBRID)
        if online and not found.get("link") and "link" not in self.errors:
            self.add_error("link", _("Say at which link those meet who attend online."))
        return found


class NewMeetingForm(MeetingForm):
    """A new meeting with its agenda; without a title it is called by body and number."""

    title = forms.CharField(
        label=Meeting._meta.get_field("title").verbose_name,
        help_text=gettext_lazy("Leave it empty to call the meeting by its body and number."),
        max_length=Meeting._meta.get_field("title").max_length,
        required=False,
    )

    agenda = forms.CharField(
        label=gettext_lazy("Agenda"),
        help_text=gettext_lazy("One item per line; it can be changed later."),
        widget=forms.Textarea({"rows": 5}),
        required=False,
    )

    class Meta(MeetingForm.Meta):
        fields: tuple[str, ...] = ("title", *MeetingForm.Meta.fields)

    def clean_agenda(self) -> list[str]:
        """The titles of the items. Refuses one that is too long."""
        titles = [line.strip() for line in self.cleaned_data["agenda"].splitlines()]
        longest = AgendaItem._meta.get_field("title").max_length or 0
        for title in titles:
            if len(title) > longest:
                text = _("“%(start)s…” is too long: an item has up to %(most)d letters.")
                raise forms.ValidationError(text % {"start": title[:20], "most": longest})
        return list(filter(None, titles))


class MeetingFactsForm(MeetingForm):
    """The facts of a meeting there is already, with its title."""

    class Meta(MeetingForm.Meta):
        fields: tuple[str, ...] = ("title", *MeetingForm.Meta.fields, "next_meeting")


#: The items of an agenda, with empty lines for new ones; their numbers say in which order.
AgendaFormSet = forms.modelformset_factory(
    AgendaItem, fields=("number", "title"), extra=4, can_delete=True
)
