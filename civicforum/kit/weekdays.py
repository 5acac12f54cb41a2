"""Weekdays as documents write them: 월, 화, 수 …"""

import datetime as dt
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

WEEKDAYS = "월화수목금토일"


def weekday(day: dt.date) -> str:
    """Return the weekday as documents write it, such as 월."""
    return WEEKDAYS[day.weekday()]


class WeekdayField(models.CharField):
    """The weekday that a document states; "" where it states none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {
            "max_length": 1,
            "blank": True,
            "validators": [RegexValidator(f"^[{WEEKDAYS}]$")],
            "help_text": _("Such as 월."),
        }
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave out what is the same for every such field."""
        name, path, args, kwargs = super().deconstruct()
        for key in ("max_length", "blank", "validators", "help_text"):
            kwargs.pop(key, None)
        return name, path, args, kwargs
