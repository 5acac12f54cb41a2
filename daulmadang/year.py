"""What a template asks of a year: pure functions over its lines and the panels."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from civicforum.kit.partial_dates import PartialDate
from civicforum.kit.working_days import due_day, working_day_on_or_before
from daulmadang.existing import exists_on
from daulmadang.models import DutyTemplate, Panel


@dataclass(frozen=True)
class Asked:
    """A duty that a line of the template asks of a panel; of the city where there is no panel."""

    line: DutyTemplate
    panel: Panel | None
    year: int
    due: str
    due_on: dt.date

    @property
    def title(self) -> str:
        """What it is called in its year."""
        return self.line.title.replace("{year}", str(self.year))

    @property
    def identity(self) -> tuple[str, int | None, int | None]:
        """What tells it apart in its year, however its title and due day are changed."""
        return self.line.type, self.line.half, self.panel.pk if self.panel else None


def due_of(line: DutyTemplate, year: int) -> PartialDate:
    """Return when a line falls due in a year: its day, on a closed day the working day before.

    A line without a day is due in its month, which is the month's last working day; a day that
    the month does not have is the month's last.
    """
    if line.day is None:
        return PartialDate(f"{year}-{line.month:02}")
    last = calendar.monthrange(year, line.month)[1]
    day = dt.date(year, line.month, min(line.day, last))
    return PartialDate(working_day_on_or_before(day).isoformat())


def asked_of(
    lines: Iterable[DutyTemplate],
    panels: Iterable[Panel],
    year: int,
    live_since: dt.date | None = None,
) -> list[Asked]:
    """Return every duty that a template asks for in a year, in the order of their due days.

    A panel owes what falls due while it exists; nobody owes what fell due before the city
    was live.
    """
    panels, found = list(panels), []
    for line in lines:
        due = due_of(line, year)
        due_on = due_day(due)
        assert due_on is not None  # noqa: S101 - a line has a month
        if live_since and due_on < live_since:
            continue
        whose = [one for one in panels if exists_on(one, due_on)] if line.for_each_panel else [None]
        found += [Asked(line, one, year, due, due_on) for one in whose]
    return sorted(found, key=lambda one: one.due_on)
