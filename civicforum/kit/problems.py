"""What is wrong with what was sent, as one list that leads to each field."""

from collections.abc import Iterable
from typing import NamedTuple

from django import forms


class Problem(NamedTuple):
    """A sentence and the id of the field it is about, "" where it is about all of it."""

    field: str
    text: str


def problems_of(sent: Iterable[forms.BaseForm]) -> list[Problem]:
    """Return every error of every form, in the order of the fields; first what is about all."""
    return [one for form in sent if form.is_bound for one in _of(form)]


def _of(form: forms.BaseForm) -> list[Problem]:
    found = [Problem("", str(text)) for text in form.non_field_errors()]
    found += [
        Problem(_target(bound), f"{bound.label}: {text}") for bound in form for text in bound.errors
    ]
    return found


def _target(bound: forms.BoundField) -> str:
    """What a link can put the focus on: the field, of several buttons the first."""
    return bound.id_for_label or next((one.id_for_label for one in bound.subwidgets), "")
