"""The council's own layout of minutes: what stands where, before any format draws it."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import groupby, takewhile

from civicforum.kit.papers.text import clean, one_line
from committees.minutes.document import Item, Minutes, SpeechLine, Status
from committees.minutes.telling import attendance_lines, decision_lines
from committees.minutes.vocabulary import NOT_PRESENT

MARK = "o"
MARKED = (Status.PRESENT, Status.DELEGATED, Status.ABSENT)


class Heads:
    """The heads of the left column, in their order."""

    SCHEDULE = "일정"
    SEATS = "참석명단"
    AGENDA = "회의안건"
    MAIN_POINTS = "주요내용"
    NEXT_MEETING = "다음회의"
    DISCUSSION = "회의내용"
    ATTACHMENTS = "별첨"
    PHOTOS = "회의사진"
    REMARKS = "비고"


NUMBER, GROUP, ROLE, NAME = "순번", "구분", "명단", "성명"
MARK_COLUMNS = ("참석", "위임", "불참")
TOTAL = "총 참석자"
ATTACHMENT_COLUMNS = (NUMBER, "내용")
BESIDES_THE_AGENDA = "(안건 외)"


@dataclass(frozen=True)
class Seat:
    """A row of the attendance table; `group_rows` is 0 where the group above covers it.

    The role of a seat without a group takes the place of both.
    """

    number: str
    group: str
    group_rows: int
    role: str
    name: str
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Attendance:
    """The attendance table; it has a column of names only where the minutes hold names.

    `told` stands below it: what no column can say, and who attended without a seat.
    """

    seats: list[Seat]
    totals: tuple[str, ...]
    named: bool
    told: list[str]

    @property
    def columns(self) -> list[str]:
        """The heads of its columns."""
        return [NUMBER, GROUP, ROLE, *([NAME] if self.named else []), *MARK_COLUMNS]


@dataclass(frozen=True)
class Speech:
    """A speech: the words that open it (▸speaker:) and its paragraphs."""

    opening: str
    paragraphs: list[str]


@dataclass(frozen=True)
class Section:
    """What was said on an item: its head (none before the first item), notes and speeches.

    `decided` is what came out of it, which stands before what was said.
    """

    head: str
    notes: list[str] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)
    speeches: list[Speech] = field(default_factory=list)


@dataclass(frozen=True)
class Attached:
    """An attached list; its lines are numbered from 1."""

    head: str
    lines: list[str]


@dataclass(frozen=True)
class Form:
    """All that is printed; a format adds no word of its own."""

    title: str
    subtitle: str
    schedule: list[str]
    attendance: Attendance
    agenda: list[str]
    main_points: list[str]
    next_meeting: list[str]
    discussion: list[Section]
    attachments: list[Attached]
    remarks: list[str]


def form_of(minutes: Minutes) -> Form:
    """Lay minutes out; nothing they hold is left out and nothing is added."""
    title, subtitle = _titles(minutes)
    return Form(
        title=title,
        subtitle=subtitle,
        schedule=schedule(minutes),
        attendance=_attendance(minutes),
        agenda=[f"안건{item.number}) {one_line(item.title)}" for item in minutes.agenda],
        main_points=[f"▸ {one_line(point)}" for point in minutes.main_points],
        next_meeting=_lines(minutes.next_meeting),
        discussion=_discussion(minutes),
        attachments=[
            Attached(
                f"별첨. {one_line(attached.title)}", [one_line(line) for line in attached.lines]
            )
            for attached in minutes.attachments
        ],
        remarks=[*_beside(minutes), *(one_line(remark) for remark in minutes.remarks)],
    )


def meeting_name(minutes: Minutes) -> str:
    """Return which meeting of which body it is; the title where neither is known."""
    number = "" if minutes.number is None else f"{minutes.number}차"
    known = " ".join(filter(None, (one_line(minutes.body), number)))
    return f"{known} 회의" if known else one_line(minutes.title)


def schedule(minutes: Minutes) -> list[str]:
    """Return when and where it met and who took the minutes, as far as that is known."""
    weekday = one_line(minutes.stated_weekday)
    held = "" if minutes.day is None else _day(minutes.day)
    held += f"({weekday})" if weekday else ""
    times = "" if minutes.starts is None else f"{minutes.starts:%H:%M}"
    times += "" if minutes.ends is None else f"~{minutes.ends:%H:%M}"
    stated = {
        "일시": " ".join(filter(None, (held, times))),
        "장소": one_line(minutes.place),
        "기록자": one_line(minutes.recorder),
    }
    return [f"❍ {what} : {said}" for what, said in stated.items() if said]


def _day(day: dt.date) -> str:
    return f"{day.year}. {day.month}. {day.day}."


def _titles(minutes: Minutes) -> tuple[str, str]:
    """The title, and below it the meeting's name where the title does not tell it."""
    title, name = one_line(minutes.title), meeting_name(minutes)
    if not title:
        return f"{name}록", ""
    told = all(part in title for part in name.removesuffix(" 회의").rsplit(maxsplit=1))
    return title, "" if told else name


def _attendance(minutes: Minutes) -> Attendance:
    seats: list[Seat] = []
    for group, together in groupby(minutes.seats, key=lambda line: one_line(line.group)):
        rows = list(together)
        for place, line in enumerate(rows):
            seat = Seat(
                number=str(len(seats) + 1),
                group=group,
                group_rows=0 if place else len(rows),
                role=one_line(line.role),
                name=one_line(line.name),
                marks=tuple(MARK if line.status is status else "" for status in MARKED),
            )
            seats.append(seat)
    totals = minutes.totals
    stated = (totals.present, totals.delegated, totals.absent)
    return Attendance(
        seats=seats,
        totals=tuple("" if count is None else str(count) for count in stated),
        named=any(seat.name for seat in seats),
        told=[one_line(line) for line in attendance_lines(minutes)],
    )


def _beside(minutes: Minutes) -> list[str]:
    """The total for which the table has no column."""
    total = minutes.totals.not_present
    return [] if total is None else [f"{NOT_PRESENT}: {total}"]


def _discussion(minutes: Minutes) -> list[Section]:
    """The speeches in their order under their items; an item nobody spoke to keeps its place."""
    in_order = sorted(minutes.speeches, key=lambda speech: speech.order)
    first = list(takewhile(lambda speech: speech.item is None, in_order))
    notes = [one_line(note) for note in minutes.notes]
    opening = Section("", notes, speeches=[_speech(speech) for speech in first])
    sections = [opening] if notes or first else []
    waiting = list(minutes.agenda)
    for number, together in groupby(in_order[len(first) :], key=lambda speech: speech.item):
        said = [_speech(speech) for speech in together]
        ahead = next((at for at, item in enumerate(waiting) if item.number == number), None)
        if number is None:
            sections.append(Section(BESIDES_THE_AGENDA, speeches=said))
        elif ahead is None:  # taken up again, or never announced
            titles = [item.title for item in minutes.agenda if item.number == number]
            sections.append(Section(_item_head(number, *titles[:1]), speeches=said))
        else:
            sections += [_section(item, []) for item in waiting[:ahead]]
            sections.append(_section(waiting[ahead], said))
            del waiting[: ahead + 1]
    return sections + [_section(item, []) for item in waiting]


def _section(item: Item, said: list[Speech]) -> Section:
    notes = [one_line(note) for note in item.notes]
    decided = [one_line(line) for line in decision_lines(item.decision)]
    return Section(_item_head(item.number, item.title), notes, decided, said)


def _item_head(number: int, title: str = "") -> str:
    return f"(안 건 {number}) {one_line(title)}".strip()


def _speech(line: SpeechLine) -> Speech:
    return Speech(f"▸{one_line(line.speaker)}:", clean(line.text).split("\n"))


def _lines(text: str) -> list[str]:
    return clean(text).split("\n") if text else []
