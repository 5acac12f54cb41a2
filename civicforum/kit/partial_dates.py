"""Dates that are only as exact as the document that gave them."""

import calendar
import datetime as dt
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import RPad
from django.utils.translation import gettext_lazy as _

from civicforum.kit.years import YEARS, validate_year

_FORM = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?\Z")


class PartialDate(str):
    """An ISO date cut where knowledge ends: "2018", "2018-08", "2018-08-17" or "" (undated).

    It is a string, so it sorts and stores as one; a month sorts before its days.
    Raises ValueError for anything else, and for years of which no record speaks.
    """

    __slots__ = ()

    def __new__(cls, text: str = "") -> "PartialDate":
        if not (isinstance(text, cls) or cls.is_valid(text)):
            raise ValueError(f"not a year, month or day: {text!r}")
        return super().__new__(cls, text)

    @classmethod
    def stored(cls, text: str) -> "PartialDate":
        """Return a date as it was stored, whatever the rule was then."""
        return str.__new__(cls, text)

    @staticmethod
    def is_valid(text: str) -> bool:
        """Whether a text is a year, a month, a day or empty."""
        if not text:
            return True
        match = _FORM.match(text)
        if not match or int(match[1]) not in YEARS:
            return False
        if match[3] is None:
            return True
        try:
            dt.date.fromisoformat(text)
        except ValueError:
            return False
        return True

    @property
    def precision(self) -> str:
        """One of "undated", "year", "month", "day"."""
        return {0: "undated", 4: "year", 7: "month", 10: "day"}[len(self)]

    @property
    def year(self) -> int | None:
        """The year, or None when undated."""
        return int(self[:4]) if self else None

    @property
    def last_day(self) -> dt.date | None:
        """The last day this date may mean; None when undated."""
        match self.precision:
            case "day":
                return dt.date.fromisoformat(self)
            case "month":
                year, month = int(self[:4]), int(self[5:7])
                return dt.date(year, month, calendar.monthrange(year, month)[1])
            case "year":
                return dt.date(int(self), 12, 31)
        return None


def validate_partial_date(value: str) -> None:
    """Raise ValidationError unless the value is a year, month, day or empty."""
    if PartialDate.is_valid(value):
        return
    if match := _FORM.match(value):
        validate_year(int(match[1]))
    raise ValidationError(_("Write a date as 2018, 2018-08 or 2018-08-17, or leave it empty."))


class PartialDateField(models.CharField):
    """Stores a PartialDate as its text; an empty string means undated."""

    default_validators = [validate_partial_date]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        kwargs.setdefault("default", "")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_: Any) -> PartialDate:
        return PartialDate.stored(value or "")  # an aggregate over no rows gives None

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return PartialDate(text) if text and PartialDate.is_valid(text) else text


def as_last_day(name: str) -> RPad:
    """A partial date in a query, as text that compares with days as ISO writes them.

    "2018-08" is not before "2018-08-31"; an empty date comes before all.
    """
    return RPad(name, 10, models.Value("-99-99"), output_field=models.CharField())
