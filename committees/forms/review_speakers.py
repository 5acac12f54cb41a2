"""The form in which it is said which of several seats that are called alike spoke."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committees.forms.review_lines import select
from committees.minutes.document import SeatLine, SpeechLine
from committees.services.accepting import line_labels
from committees.services.seats import lines_called

#: How many speeches are settled one by one; of more it stays open who spoke.
SPEECHES = 200


class SpeakerRow(NamedTuple):
    """A speech whose speaker may be any of several seats, with its field."""

    speech: SpeechLine
    field: forms.BoundField


class SpeakersForm(forms.Form):
    """Whose each speech is that may be of several seats; it may stay open."""

    def __init__(
        self,
        speeches: Sequence[SpeechLine],
        lines: Sequence[SeatLine],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        called = {
            speaker: lines_called(speaker, lines) for speaker in {s.speaker for s in speeches}
        }
        self.labels = line_labels(lines)
        self.speeches = [one for one in speeches if len(called[one.speaker]) > 1]
        for one in self.speeches[:SPEECHES]:
            places = called[one.speaker]
            open_ = ngettext("One of %(n)s seat", "One of %(n)s seats: it stays open", len(places))
            choices = [
                ("", open_ % {"n": len(places)}),
                *((str(at), self.labels[at]) for at in places),
            ]
            label = _("Whose speech %(number)s is") % {"number": one.order}
            self.fields[f"speaker-{one.order}"] = select(label, choices, "")

    @property
    def rows(self) -> list[SpeakerRow]:
        """The speeches with their fields."""
        return [SpeakerRow(one, self[f"speaker-{one.order}"]) for one in self.speeches[:SPEECHES]]

    @property
    def chosen(self) -> dict[int, int]:
        """Which line of the attendance list spoke, by the order of the speech."""
        found = {
            one.order: self.cleaned_data[f"speaker-{one.order}"] for one in self.speeches[:SPEECHES]
        }
        return {order: int(at) for order, at in found.items() if at}
