"""Dates as the city writes them: `2018. 9. 17.(월) 14:00`."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import get_language

from civicforum.kit.partial_dates import PartialDate
from civicforum.kit.weekdays import WEEKDAYS

_ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def _english() -> bool:
    return (get_language() or "ko").startswith("en")


def format_date(value: dt.date, *, weekday: bool = True, stated: str = "") -> str:
    """Return `2018. 9. 17.(월)`, in English `17 September 2018 (Mon)`.

    `stated` is the weekday (such as 월) that a document gives; it is shown even where
    the calendar disagrees, because the record never corrects silently.
    """
    day = WEEKDAYS.index(stated) if stated else value.weekday()
    if _english():
        text = f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
        return f"{text} ({_ENGLISH_DAYS[day]})" if weekday else text
    text = f"{value.year}. {value.month}. {value.day}."
    return f"{text}({WEEKDAYS[day]})" if weekday else text


def written_date(value: dt.date | str) -> str:
    """Return `2018년 9월 17일`, as far as the date is known: the one form that search knows."""
    known = value if isinstance(value, str) else value.isoformat()
    parts = zip(known.split("-"), "년월일", strict=False)
    return " ".join(f"{int(part)}{unit}" for part, unit in parts if part)


def format_time(value: dt.time) -> str:
    """Return `14:00`."""
    return f"{value:%H:%M}"


def format_datetime(value: dt.datetime) -> str:
    """Return `2018. 9. 17.(월) 14:00` in the city's time zone."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{format_date(local.date())} {local:%H:%M}"


def format_partial(value: PartialDate | str, *, weekday: bool = False) -> str:
    """Return a partial date as exactly as it is known; "" when undated."""
    known = PartialDate.stored(value)
    match known.precision:
        case "day":
            return format_date(dt.date.fromisoformat(known), weekday=weekday)
        case "month":
            year, month = int(known[:4]), int(known[5:7])
            return f"{_MONTHS[month - 1]} {year}" if _english() else f"{year}. {month}."
        case "year":
            return str(known) if _english() else f"{known}."
    return ""
