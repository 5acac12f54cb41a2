"""Which seat of a body each line of a list of attendance is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from committees.minutes.document import SeatLine
from committees.minutes.reading.attendance.people import is_masked
from committees.minutes.reading.marks import squeezed
from committees.minutes.seats import bare_lines
from committees.models import Seat, Tenure
from committees.seats import labelled


def match_seats(
    lines: Sequence[SeatLine], seats: Iterable[Seat], holders: Iterable[Tenure] = ()
) -> list[Seat | None]:
    """Return the seat of each line, each once: by its holder's name, then by group and role.

    Of namesakes a line is whoever has the role it says; where that tells nobody apart it stays
    open. Lines that are called alike, such as two vice-chairs, take the seats of that call in
    order, unless a number tells them apart as it does the seats; a line that names somebody takes
    none of them that somebody else holds.
    """
    matching = _Matching(lines, seats, holders)
    matching.by_name()
    matching.by_role()
    return [matching.found.get(at) for at in range(len(lines))]


class _Matching:
    """Takes the seats for the lines, one way after the other."""

    def __init__(
        self, lines: Sequence[SeatLine], seats: Iterable[Seat], holders: Iterable[Tenure]
    ) -> None:
        self.lines = lines
        self.said = [_call(line) for line in lines]
        self.plain = [_call(line) for line in bare_lines(lines)]
        self.free = {seat: squeezed(label) for seat, label in labelled(seats)}
        self.alike = Counter(squeezed(str(seat)) for seat in self.free)
        self.names: defaultdict[int, set[str]] = defaultdict(set)
        for holder in holders:
            self.names[holder.seat_id].add(squeezed(holder.name))
        self.found: dict[int, Seat] = {}
        self.open: set[int] = set()

    def by_name(self) -> None:
        """Take seats whose holder is named: in the role that is said, else in full."""
        for is_of in (self._is_named_in_role, self._is_named_in_full):
            waiting = [at for at in range(len(self.lines)) if at not in self.found]
            pairs = [(at, seat) for at in waiting for seat in self.free if is_of(at, seat)]
            seats_of, lines_of = Counter(at for at, _ in pairs), Counter(seat for _, seat in pairs)
            for at, seat in pairs:
                if seats_of[at] == lines_of[seat] == 1:
                    self._take(at, seat)
                else:
                    self.open.add(at)

    def by_role(self) -> None:
        """Take seats for the other lines in order: by their whole label, then without number."""
        for is_of in (self._is_labelled, self._is_called):
            for at in range(len(self.lines)):
                if at not in self.found and at not in self.open:
                    fits = (seat for seat in self.free if is_of(at, seat))
                    seat = next((one for one in fits if not self._is_anothers(at, one)), None)
                    if seat is not None:
                        self._take(at, seat)

    def _take(self, at: int, seat: Seat) -> None:
        self.found[at] = seat
        del self.free[seat]

    def _is_named_in_role(self, at: int, seat: Seat) -> bool:
        """A name that is hidden but for the surname may be that of everybody who has it."""
        said, names = squeezed(self.lines[at].name), self.names[seat.pk]
        is_named = said in names or (is_masked(said) and said[0] in {name[0] for name in names})
        return is_named and (self._is_labelled(at, seat) or self._is_called(at, seat))

    def _is_named_in_full(self, at: int, seat: Seat) -> bool:
        return squeezed(self.lines[at].name) in self.names[seat.pk]

    def _is_labelled(self, at: int, seat: Seat) -> bool:
        return self.said[at] == self.free[seat]

    def _is_called(self, at: int, seat: Seat) -> bool:
        return self.plain[at] == squeezed(str(seat))

    def _is_anothers(self, at: int, seat: Seat) -> bool:
        """Whether the line names somebody, and of several such seats this is somebody else's."""
        is_one_of_many = self.alike[squeezed(str(seat))] > 1
        return is_one_of_many and bool(self.lines[at].name and self.names[seat.pk])


def _call(line: SeatLine) -> str:
    return squeezed(line.group + line.role)
