"""The lines of a year by month, folded but for the next one with something to do."""

import datetime as dt
from dataclasses import dataclass, field
from typing import TypeAlias

from daulmadang.forms.year import DutyForm
from daulmadang.reports.year import Planned

#: A line of the plan, with the form of its duty where the person may keep it.
Line: TypeAlias = tuple[Planned, DutyForm | None]


@dataclass
class Month:
    """The lines that fall due in a month; None for those without a day."""

    first: dt.date | None
    lines: list[Line] = field(default_factory=list)
    is_open: bool = False

    @property
    def done(self) -> int:
        """How many of them are done."""
        return sum(bool(one.duty and one.duty.done) for one, _form in self.lines)

    @property
    def overdue(self) -> int:
        """How many of them are overdue."""
        return sum(one.is_overdue for one, _form in self.lines)

    @property
    def has_errors(self) -> bool:
        """Whether something that was typed into one of them is refused."""
        return any(form.errors for _one, form in self.lines if form)


def by_month(lines: list[Line], today: dt.date) -> list[Month]:
    """Return lines in the order of their days by month.

    Open is the next month in which not all is done, and where something was refused; what is
    overdue in a folded month stands in its head.
    """
    months: dict[dt.date | None, Month] = {}
    for one, form in lines:
        first = one.due_on and one.due_on.replace(day=1)
        months.setdefault(first, Month(first)).lines.append((one, form))
    found = list(months.values())
    this = today.replace(day=1)
    coming = [one for one in found if one.first is None or one.first >= this]
    following = next((one for one in coming if one.done < len(one.lines)), None)
    for month in found:
        month.is_open = month is following or month.has_errors
    return found
