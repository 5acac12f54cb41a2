"""The forms with which a file with minutes is uploaded and what was read of it is reviewed."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.minutes.document import Minutes, SeatLine, Status, Totals
from committees.minutes.reading import limits
from committees.minutes.reading.messages import Message
from committees.minutes.reading.messages import later as marked
from committees.models import Attendance, Body, Meeting, Seat
from committees.services.accepting import NOTES, REMARKS, Facts, seat_text
from committees.services.writing_down import LEFT_OUT, NEW_SEAT, OBSERVER

#: How many unplaced lines are settled one by one; more are settled together.
LINES = 200
TOO_LARGE = marked("The file is larger than %(size)s MB.")
_MEGABYTES = limits.FILE_BYTES // limits.MEGABYTE
ENDINGS = ".hwpx,.hwp,.docx,.pdf,.txt"


class UploadForm(forms.Form):
    """Whose minutes a file holds, and the file."""

    body = forms.ModelChoiceField(Body.objects.none(), label=gettext_lazy("Body"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        error_messages={"empty": gettext_lazy("The file is empty: there is no text in it.")},
        widget=forms.FileInput({"accept": ENDINGS}),
    )

    def __init__(
        self, bodies: QuerySet[Body], *args: Any, too_large: bool = False, **kwargs: Any
    ) -> None:
        """`too_large` says that a file came and was let go of for its size."""
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        text = _("HWPX, HWP, DOCX, PDF with text, or TXT; up to %(size)s MB.")
        self.fields["file"].help_text = text % {"size": _MEGABYTES}
        if too_large:
            self.fields["file"].error_messages["required"] = _too_large()
        self.helper = FormHelper()
        self.helper.add_input(Submit("upload", _("Read the file")))

    def clean_file(self) -> UploadedFile:
        """Refuse what the reader would refuse by its size alone."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > limits.FILE_BYTES:
            raise forms.ValidationError(_too_large())
        return file


def _too_large() -> str:
    return str(Message(TOO_LARGE, {"size": _MEGABYTES}))


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

    def __init__(self, body: Body, *args: Any, **kwargs: Any) -> None:
        kwargs["instance"] = Meeting(body=body, city=body.city)
        super().__init__(*args, **kwargs)
        self.body = body
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_number(self) -> int:
        """Refuse the number of another meeting."""
        number: int = self.cleaned_data["number"]
        if self.body.meetings.filter(number=number).exists():
            text = _("Meeting %(number)s of this body is recorded already. Is it another one?")
            raise forms.ValidationError(text % {"number": number})
        return number

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
        """The totals whose column is known."""
        return Totals(*(self.cleaned_data[name] for name in ("present", "delegated", "absent")))


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
        "not_present": lost_total,
    }


def _select(label: str, choices: Sequence[tuple[str, Any]], initial: str) -> forms.ChoiceField:
    widget = forms.Select({"aria-label": label, "class": "krds-form-select"})
    return forms.ChoiceField(
        choices=choices, initial=initial, required=False, widget=widget, label=label
    )


class SeatRow(NamedTuple):
    """A line of the attendance list with its two fields."""

    text: str
    seat: forms.BoundField
    status: forms.BoundField


class SeatsForm(forms.Form):
    """Whose each line of the attendance list is, and how the seat was filled."""

    def __init__(
        self,
        lines: Sequence[SeatLine],
        seats: Sequence[Seat],
        matched: Sequence[Seat | None],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        choices = [
            ("", _("Choose")),
            *((str(seat.pk), str(seat)) for seat in seats),
            (NEW_SEAT, _("A new seat of the body")),
            (OBSERVER, _("Attended without a seat")),
            (LEFT_OUT, _("Leave out")),
        ]
        for at, (line, seat) in enumerate(zip(lines, matched, strict=True)):
            found = str(seat.pk) if seat else "" if seats else NEW_SEAT
            text = seat_text(line)
            self.fields[f"seat-{at}"] = _select(_("Seat of “%s”") % text, choices, found)
            self.fields[f"status-{at}"] = _select(
                _("Attendance of “%s”") % text, Attendance.Status.choices, line.status.value
            )

    def clean(self) -> None:
        """Every line has its seat or another end, and no seat two lines."""
        taken: dict[str, int] = {}
        for at in range(len(self.lines)):
            choice = self.cleaned_data.get(f"seat-{at}")
            if choice is None:  # it is told of already
                continue
            if not choice:
                self.add_error(f"seat-{at}", _("Choose what becomes of this line."))
            elif choice.isdecimal() and choice in taken:
                self.add_error(f"seat-{at}", _("Another line has this seat already."))
            taken.setdefault(choice, at)

    @property
    def rows(self) -> list[SeatRow]:
        """The lines with their fields."""
        return [
            SeatRow(seat_text(line), self[f"seat-{at}"], self[f"status-{at}"])
            for at, line in enumerate(self.lines)
        ]

    @property
    def chosen(self) -> list[tuple[str, Status]]:
        """What becomes of each line and how it attended, once the form is valid."""
        data = self.cleaned_data
        return [
            (data[f"seat-{at}"], Status(data[f"status-{at}"] or Status.UNKNOWN))
            for at in range(len(self.lines))
        ]


class LinesForm(forms.Form):
    """Where each line goes that found no place in the minutes."""

    def __init__(self, lines: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        choices = [
            ("", _("Choose")),
            (REMARKS, _("Into the remarks")),
            (NOTES, _("Into the notes")),
            (LEFT_OUT, _("Not part of the minutes")),
        ]
        for at, text in enumerate(lines[:LINES]):
            self.fields[f"line-{at}"] = _select(_("Where “%s” goes") % text[:60], choices, "")
        if len(lines) > 1:
            label = _("All lines that are not chosen one by one")
            self.fields["others"] = _select(label, choices, "")

    def clean(self) -> None:
        """No line is left unsettled."""
        others = self.cleaned_data.get("others", "")
        for at in range(len(self.lines[:LINES])):
            if not (self.cleaned_data.get(f"line-{at}") or others):
                self.add_error(f"line-{at}", _("Choose where this line goes."))
        if len(self.lines) > LINES and not others:
            self.add_error("others", _("Choose where the other lines go."))

    @property
    def rows(self) -> list[tuple[str, forms.BoundField | None]]:
        """The lines with their field; None for those that are settled together."""
        own = len(self.lines[:LINES])
        return [
            (text, self[f"line-{at}"] if at < own else None) for at, text in enumerate(self.lines)
        ]

    @property
    def chosen(self) -> list[str]:
        """Where each line goes, once the form is valid."""
        others = self.cleaned_data.get("others", "")
        return [self.cleaned_data.get(f"line-{at}") or others for at in range(len(self.lines))]


def typed_in(data: Mapping[str, Any]) -> dict[str, str]:
    """What was typed into any of the forms of a review."""
    return {
        name: str(value)
        for name, value in data.items()
        if name not in {"csrfmiddlewaretoken", "act", "turn"}
    }
