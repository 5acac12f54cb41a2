"""Days and times as Korean documents write them."""

import datetime as dt
import re
from dataclasses import dataclass

_DAY = re.compile(
    r"(?P<year>(?:19|20)\d{2}|['‘’`´′]\s?\d{2})\s*[.년/-]\s*(?P<month>\d{1,2})\s*[.월/-]\s*"
    r"(?P<day>\d{1,2})\s*(?:일|\.)?\s*(?:[(\[（]?\s*(?P<weekday>[월화수목금토일])(?:요일)?\s*[)\]）]|(?P<long>[월화수목금토일])요일)?"
)
_WEEKDAY = re.compile(r"\(\s*([월화수목금토일])(?:요일)?\s*\)")
_HALF = r"오전|오후|낮|저녁|밤|새벽"
_TIME = re.compile(
    rf"(?P<half>{_HALF})?\s*(?P<hour>\d{{1,2}})\s*"
    r"(?::\s*(?P<minute>\d{2})|시(?:\s*(?P<min>\d{1,2})\s*분|\s*(?P<thirty>반))?)"
)
_LATER = frozenset({"오후", "저녁", "밤"})
_UNTIL = re.compile(r"[\s.]*[~∼〜～]")
_NOTHING = re.compile(r"[\s~∼〜～\-–.,/()\[\]:∙·]|부터|까지|오전|오후|경$")


@dataclass(frozen=True)
class When:
    """A day with the weekday stated beside it, from when until when, and the words left over."""

    day: dt.date | None = None
    weekday: str = ""
    starts: dt.time | None = None
    ends: dt.time | None = None
    rest: str = ""


def read_when(text: str) -> When:
    """The first day in the text and the times behind it."""
    day, weekday, before, after = _first_day(text)
    times: list[dt.time | None] = []
    rest = before
    at = 0
    for found in _TIME.finditer(after):
        time = _time(found)
        if time and len(times) < 2:
            times.append(time)
            rest += after[at : found.start()]
            at = found.end()
    rest = f"{rest} {after[at:]}"
    if len(times) == 1 and _UNTIL.match(after):
        times.insert(0, None)
    return When(
        day,
        weekday,
        times[0] if times else None,
        times[1] if len(times) > 1 else None,
        " ".join(rest.split()) if _NOTHING.sub("", rest) else "",
    )


def _first_day(text: str) -> tuple[dt.date | None, str, str, str]:
    for found in _DAY.finditer(text):
        year = re.sub(r"\D", "", found["year"])
        whole = int(year) if len(year) == 4 else 2000 + int(year)
        try:
            day = dt.date(whole, int(found["month"]), int(found["day"]))
        except ValueError:
            continue
        weekday = found["weekday"] or found["long"] or ""
        return day, weekday, text[: found.start()], text[found.end() :]
    weekday = _WEEKDAY.search(text)
    return (
        (None, weekday[1], text[: weekday.start()], text[weekday.end() :])
        if weekday
        else (None, "", "", text)
    )


def _time(found: re.Match[str]) -> dt.time | None:
    hour = int(found["hour"])
    minute = int(found["minute"] or found["min"] or (30 if found["thirty"] else 0))
    if found["half"] in _LATER and hour < 12:
        hour += 12
    if found["half"] == "오전" and hour == 12:
        hour = 0
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None
