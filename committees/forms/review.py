"""The forms of a review as one: facts, attendance list, speakers, unplaced lines."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from civicforum.kit.problems import Problem, problems_of
from committees.forms.review_facts import FactsForm, facts_read
from committees.forms.review_lines import LinesForm, SeatsForm
from committees.forms.review_speakers import SpeakersForm
from committees.minutes.reading.result import Reading
from committees.models import MinutesFile
from committees.reports.review import lost_total
from committees.reports.terms import seats_in_order, terms_on
from committees.services.accepting import Review, to_settle
from committees.services.matching import match_seats


class ReviewForms:
    """What the reviewer fills in; what was typed before and kept comes first."""

    def __init__(self, file: MinutesFile, reading: Reading, data: QueryDict | None) -> None:
        """Take the file, what was read of it, and what was sent."""
        self.reading = reading
        kept = (file.review or {}).get("typed", {})
        lines, unplaced = to_settle(reading)
        seats = list(seats_in_order(file.body))
        matched = match_seats(lines, seats, terms_on(file.body, reading.minutes.day))
        read = facts_read(reading.minutes, lost_total(reading))
        named = reading.minutes.body
        self.facts = FactsForm(file.body, named, data, initial={**read, **kept})
        self.seats = SeatsForm(lines, seats, matched, data, initial=kept)
        speeches = reading.minutes.speeches
        self.speakers = SpeakersForm(speeches, lines, data, initial=kept)
        self.lines = LinesForm(unplaced, data, initial=kept)

    def __iter__(self) -> Iterator[forms.BaseForm]:
        return iter((self.facts, self.seats, self.speakers, self.lines))

    def are_valid(self) -> bool:
        """Whether all of them are; each has its errors."""
        return all(form.is_valid() for form in self)

    @property
    def others(self) -> forms.BoundField | None:
        """Where all lines go that are not chosen one by one, where there are several."""
        return self.lines["others"] if "others" in self.lines.fields else None

    @property
    def problems(self) -> list[Problem]:
        """Every error of every form."""
        return problems_of(self)

    @property
    def review(self) -> Review:
        """What was decided, once they are valid."""
        return Review(
            facts=self.facts.facts,
            totals=self.facts.totals,
            seats=self.seats.chosen,
            speakers=self.speakers.chosen,
            lines=self.lines.chosen,
            into_called=self.facts.cleaned_data.get("into_called", False),
        )


def typed_in(data: Mapping[str, Any]) -> dict[str, str]:
    """What was typed into any of the forms of a review."""
    return {
        name: str(value)
        for name, value in data.items()
        if name not in {"csrfmiddlewaretoken", "act", "turn"}
    }
