"""People whom a list in words names and a table shows as well: they were there once."""

from collections import Counter
from collections.abc import Sequence

from committees.minutes.document import SeatLine, Status
from committees.minutes.reading.attendance.table import WORD_FOR
from committees.minutes.reading.draft import Draft
from committees.minutes.reading.marks import squeezed
from committees.minutes.reading.messages import later as _
from committees.minutes.seats import unnumbered


def take_once(listed: list[SeatLine], shown: Sequence[SeatLine], draft: Draft) -> None:
    """Leave out the listed seats that the table shows; its rows learn what only the list says.

    `listed` are those of the draft's seats that come from lists; they are kept up to date.
    """
    pairs = _pairs(listed, shown)
    for one, row in pairs:
        row.name, row.group = row.name or one.name, row.group or one.group
        if row.status is Status.UNKNOWN:
            row.status = one.status
        elif row.status is not one.status:
            draft.say(
                _("%(who)s stands in a list of those %(listed)s and in the table as %(shown)s."),
                who=f"{row.group} {row.role} {row.name}".strip(),
                listed=WORD_FOR[one.status],
                shown=WORD_FOR[row.status],
            )
    if pairs:
        draft.say(
            _("%(count)s people stand both in a list and in a table: they were taken once."),
            count=len(pairs),
        )
    gone = {id(one) for one, _row in pairs}
    listed[:] = [seat for seat in listed if id(seat) not in gone]
    draft.minutes.seats[:] = [seat for seat in draft.minutes.seats if id(seat) not in gone]


def _pairs(
    listed: Sequence[SeatLine], shown: Sequence[SeatLine]
) -> list[tuple[SeatLine, SeatLine]]:
    """Those of one name, then those of one role where the table has as many of it."""
    pairs: list[tuple[SeatLine, SeatLine]] = []
    left, rows = list(listed), list(shown)
    for is_one in (_is_namesake, _is_role_mate):
        enough = _enough(left, rows)
        for one in list(left):
            row = next((row for row in rows if is_one(one, row)), None)
            if row and (is_one is _is_namesake or _role(one) in enough):
                pairs.append((one, row))
                left.remove(one)
                rows = [other for other in rows if other is not row]
    return pairs


def _enough(left: Sequence[SeatLine], rows: Sequence[SeatLine]) -> set[str]:
    wanted, found = Counter(map(_role, left)), Counter(map(_role, rows))
    return {role for role, count in wanted.items() if count <= found[role]}


def _role(seat: SeatLine) -> str:
    return squeezed(unnumbered(seat.role))


def _is_namesake(one: SeatLine, row: SeatLine) -> bool:
    return bool(one.name) and squeezed(one.name) == squeezed(row.name)


def _is_role_mate(one: SeatLine, row: SeatLine) -> bool:
    apart = (one.name and row.name) or (one.group and row.group and one.group != row.group)
    return _role(one) == _role(row) and not apart
