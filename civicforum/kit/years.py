"""The years that a record can speak of; any other is a slip of the keyboard."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

YEARS = range(1900, 2200)


def validate_year(year: int) -> None:
    """Raise ValidationError unless the record can speak of the year."""
    if year not in YEARS:
        text = _("The year must lie between %(first)d and %(last)d.")
        raise ValidationError(text, params={"first": YEARS[0], "last": YEARS[-1]})


def validate_day(day: dt.date) -> None:
    """Raise ValidationError unless the day lies in such a year."""
    validate_year(day.year)


class YearField(models.PositiveSmallIntegerField):
    """A year."""

    default_validators = [validate_year]


class DayField(models.DateField):
    """A day that is known exactly."""

    default_validators = [validate_day]


def day_in(text: str) -> dt.date | None:
    """Return the day that a text such as `2018-06-03` says; None where it says none."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None
