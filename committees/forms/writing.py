"""What may be written in each section of minutes."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from committees.models import AgendaItem, Meeting, Seat, Speech
from committees.sections import (
    FIELDS,
    LONGEST_SPEAKER,
    UNNAMED,
    Section,
    ref_of,
    speaker_shown,
    spoken_by,
)


class WrittenText(forms.CharField):
    """A text of several lines, kept as it is typed, with one kind of line end."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea({"rows": 3}))
        super().__init__(required=False, strip=False, **options)

    def to_python(self, value: Any) -> str:
        """Return the text with the line ends that scripts and forms send alike."""
        text: str = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class RecordingTime(forms.Field):
    """A place in the recording as `1:02:03` or `2:03`; a number of seconds in the row."""

    def to_python(self, value: Any) -> int | None:
        """Return the seconds, None for nothing. Raises ValidationError."""
        text = str(value or "").strip()
        parts = text.split(":")
        if not text:
            return None
        if len(parts) > 3 or not all(part.isdecimal() and len(part) <= 4 for part in parts):
            raise ValidationError(_("Write the time as hours:minutes:seconds, such as 1:02:03."))
        seconds = 0
        for part in parts:
            seconds = seconds * 60 + int(part)
        return seconds

    def prepare_value(self, value: Any) -> Any:
        """Return the seconds as they are written."""
        return clock(value) if isinstance(value, int) else value


def clock(seconds: int) -> str:
    """Return a place in the recording as it is written: `2:03`, `1:02:03`."""
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"


class SectionForm(forms.ModelForm):
    """A section; its page adds the token and the buttons. `values` are what it says."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"{self._meta.model._meta.model_name}-{ref_of(self.instance)}-%s"
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def is_storable(self) -> bool:
        """Whether what was written can be stored, though something else of it may be wrong."""
        return self.is_valid()

    @property
    def values(self) -> dict[str, Any]:
        """What was written and can be stored, by the fields of the row."""
        written = self.cleaned_data
        return {name: written[name] for name in FIELDS[self._meta.model] if name in written}


class FactsForm(SectionForm):
    """What minutes say besides agenda and speeches."""

    main_points = WrittenText(label=_("Main points"), help_text=_("One per line."))
    notes = WrittenText(
        label=_("Notes before the agenda"), help_text=_("What is no speech, one per line.")
    )
    remarks = WrittenText(label=_("Remarks"))

    class Meta:
        model = Meeting
        fields = ("main_points", "next_meeting", "notes", "remarks")


class ItemForm(SectionForm):
    """An item of the agenda and what came out of it."""

    notes = WrittenText(label=_("Notes"), help_text=_("What is no speech, one per line."))
    outcome = WrittenText(label=_("What came out of it"))
    conditions = WrittenText(label=_("Conditions"), widget=forms.Textarea({"rows": 2}))

    class Meta:
        model = AgendaItem
        fields = FIELDS[AgendaItem]

    _DECIDED = FIELDS[AgendaItem][2:]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        votes = Div("decision", "votes_for", "votes_against", "abstentions", css_class="in-a-row")
        self.helper.layout = Layout(
            "title",
            "notes",
            HTML(self._begin()),
            votes,
            "outcome",
            "conditions",
            HTML("</details>"),
        )

    def _begin(self) -> str:
        """What was decided is folded away until something was."""
        decided = any(self[name].value() not in ("", None) for name in self._DECIDED)
        head = _("Decision and votes")
        return f'<details class="decided"{" open" * decided}><summary>{head}</summary>'


class SpeechForm(SectionForm):
    """A speech; its speaker is one of the seats, chosen by its words, or a role typed."""

    speaker = forms.CharField(label=_("Speaker"), required=False)
    text = WrittenText(label=_("What was said"))
    said_at = RecordingTime(label=_("Time in the recording"), required=False)

    class Meta:
        model = Speech
        fields = ("speaker", "text", "said_at")

    def __init__(self, *args: Any, seats: Mapping[str, Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seats = seats
        self._was = self.instance.speaker, self.instance.seat
        self.initial["speaker"] = speaker_written(self.instance, seats)

    @property
    def is_storable(self) -> bool:
        """The text does not wait for a speaker that is right."""
        return not self.errors.keys() - {"speaker"}

    @property
    def values(self) -> dict[str, Any]:
        """What was written; a speaker that is wrong stays who it was."""
        speaker, seat = self._was
        return {"speaker": speaker or str(UNNAMED), "seat": seat} | super().values

    def clean_speaker(self) -> str:
        """Find the seat that the words stand for; the text of nobody is kept, too."""
        typed: str = self.cleaned_data["speaker"] or str(UNNAMED)
        seat = self._seats.get(typed)
        if seat is None and len(typed) > LONGEST_SPEAKER:
            text = _("A speaker has at most %(most)d letters. Write a shorter role.")
            raise ValidationError(text % {"most": LONGEST_SPEAKER})
        speaker, own = self._was
        self.cleaned_data["seat"] = seat or (own if typed == speaker else None)
        return spoken_by(seat) if seat else typed

    def clean(self) -> dict[str, Any] | None:
        """Give the row its seat as well."""
        self.instance.seat = self.cleaned_data.get("seat")
        return super().clean()


def speaker_written(speech: Speech, seats: Mapping[str, Seat]) -> str:
    """Return what stands in the field of the speaker."""
    shown = speaker_shown(speech, seats)
    return "" if shown == str(UNNAMED) else shown


def form_of(row: Section, seats: Mapping[str, Seat], data: Any = None) -> SectionForm:
    """Return the form of a section, filled with what it says or with what was sent."""
    if isinstance(row, Speech):
        return SpeechForm(data, instance=row, seats=seats)
    return (
        FactsForm(data, instance=row) if isinstance(row, Meeting) else ItemForm(data, instance=row)
    )


def shown_values(row: Section, seats: Mapping[str, Seat]) -> dict[str, str]:
    """Return what stands in each field of the section's form."""
    if isinstance(row, Speech):
        at = "" if row.said_at is None else clock(row.said_at)
        return {"speaker": speaker_written(row, seats), "text": row.text, "said_at": at}
    said = {name: getattr(row, name) for name in FIELDS[type(row)]}
    return {name: "" if value is None else str(value) for name, value in said.items()}
