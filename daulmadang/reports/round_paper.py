"""The report of an inspection in the city's document form; Korean whatever the portal's language.

Its first lines name what matters: which panels never met, whose minutes are late, who sits on too
many panels. Names of people stand in it, so it is for staff alone.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from django.conf import settings
from django.utils import translation

from civicforum.kit.dates import format_date
from civicforum.kit.papers.document import Column, Line, Paper, Table, Value, head
from civicforum.people.models import User
from civicforum.people.policy import Action, can, rows
from daulmadang.health import Criterion, Light, never_met, percent
from daulmadang.models import Duty, InspectionRound, InspectionSheet, Member
from daulmadang.reports.rounds import (
    LIGHTS,
    Progress,
    SheetLine,
    closed_because,
    lines_of,
    progress,
)
from daulmadang.reports.sheet_page import facts_of
from daulmadang.states import SheetState

Block: TypeAlias = Line | Table
_HALVES = {Duty.Half.FIRST: "상반기", Duty.Half.SECOND: "하반기"}
_NOTHING = "–"
_DROPPED = "제출 면제(다울마당 종료)"
_EMPTY = "빈칸은 기록되지 않은 수치"


def paper_of(
    of: InspectionRound, sheets: Iterable[InspectionSheet], today: dt.date, reader: User
) -> Paper:
    """Return the report of a round as far as its sheets are; people are named for who sees them."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = lines_of(of, sheets, today, korean=True)
        blocks: list[Block] = [
            head("총괄"),
            *_summary(of, lines, reader),
            head("부서별 현황"),
            _departments(lines),
            head("다울마당별 점검 결과"),
            _results(lines),
            *(block for line in lines for block in _panel(line)),
            head("지난 점검과 비교"),
            *_comparison(of, lines),
        ]
        return Paper(f"{of.city} {_name(of)} 결과 보고", _as_of(of), tuple(blocks))


def file_name(of: InspectionRound, kind: str) -> str:
    """Return what the file of a report is called."""
    return f"{of.city} {_name(of)} 결과 보고.{kind}"


def _name(of: InspectionRound) -> str:
    return f"{of.year}년 {_HALVES[Duty.Half(of.half)]} 다울마당 운영실태 일제점검"


def _as_of(of: InspectionRound) -> str:
    since, on = format_date(of.starts_on, weekday=False), format_date(of.as_of)
    return f"기준일: {on} · 점검 기간: {since} ~ {format_date(of.as_of, weekday=False)}"


def _summary(of: InspectionRound, lines: list[SheetLine], reader: User) -> Iterator[Line]:
    lights = ", ".join(f"{light.label} {n}개" for light, n in Progress(None, lines).lights)
    yield Line(f"점검 대상 다울마당: {len(lines)}개 ({lights})")
    yield from _named("점검 기간에 회의를 한 번도 열지 않은 다울마당", lines, _never_met)
    if any(_silent_so_far(line) for line in lines):
        what = "기록이 있는 기간이 짧으며 그 기간에 회의가 없는 다울마당"
        yield from _named(what, lines, _silent_so_far)
    yield from _named("회의록 공개가 늦은 다울마당", lines, _late_minutes)
    yield from _named("회의 기록이 모자라 판단할 수 없는 다울마당", lines, _unrecorded)
    yield from _crowded(lines, reader)
    whole = Progress(None, lines)
    states = [f"{state.label} {n}건" for state, n in whole.by_state if n]
    states += [f"{_DROPPED} {whole.dropped}건"] if whole.dropped else []
    yield Line(f"점검표 진행: {', '.join(states)}")
    yield from _named("기한이 지난 점검표", lines, _overdue)
    if of.closed_on:
        reason = closed_because(of)
        told = f" (사유: {reason})" if reason else ""
        yield Line(f"점검 종료: {format_date(of.closed_on)}{told}")


def _named(
    what: str, lines: Iterable[SheetLine], told: Callable[[SheetLine], str | None]
) -> Iterator[Line]:
    """A line with the number of panels of which something is to be told, and their names below."""
    found = [text for line in lines if (text := told(line)) is not None]
    yield Line(f"{what}: {len(found)}개" if found else f"{what}: 없음")
    if found:
        yield Line(", ".join(found), 2)


def _never_met(line: SheetLine) -> str | None:
    told = line.told
    is_silent = never_met(told.figures, told.judgement) and told.figures.is_whole
    return line.title if is_silent else None


def _silent_so_far(line: SheetLine) -> str | None:
    """A panel of whose days only some are recorded, because it or its record is younger."""
    told = line.told
    if told.figures.is_whole or not never_met(told.figures, told.judgement):
        return None
    return f"{line.title}({told.figures.covered_days or 0}일)"


def _unrecorded(line: SheetLine) -> str | None:
    told = line.told
    is_known = told.figures.meetings or told.judgement.light_of(Criterion.MEETINGS) != Light.GREY
    return None if is_known else line.title


def _late_minutes(line: SheetLine) -> str | None:
    told = line.told.figures
    if not told.minutes_late:
        return None
    days = told.longest_days_to_publish
    return f"{line.title}({told.minutes_late}건, 최장 {days}일)"


def _overdue(line: SheetLine) -> str | None:
    if not line.is_late:
        return None
    return f"{line.title}({line.department or '담당부서 없음'})"


def _crowded(lines: list[SheetLine], reader: User) -> Iterator[Line]:
    """Who sits on more panels than the city allows, as the sheets say, by the rules of each."""
    limits: dict[int, dict[str, int]] = {}
    for line in lines:
        people = limits.setdefault(line.told.rules["panels_per_person"], {})
        for person, panels in line.told.figures.crowded.items():
            people[person] = max(panels, people.get(person, 0))
    for limit, people in sorted(limits.items()):
        text = f"{limit}개를 넘는 다울마당에 속한 위원"
        yield Line(f"{text}: {len(people)}명" if people else f"{text}: 없음")
        if people and can(reader, Action.VIEW, Member):
            seen = rows(reader, Action.VIEW, Member).filter(person__in=people)
            names = dict(seen.values_list("person", "person__name"))
            named = sorted((-people[str(pk)], name) for pk, name in names.items())
            yield Line(", ".join(f"{name}({-panels}개)" for panels, name in named), 2)


def _departments(lines: list[SheetLine]) -> Table:
    columns = [
        Column("담당부서", 3, is_text=True), Column("다울마당", 1.4),
        *(Column(str(light.label)) for light in LIGHTS),
        *(Column(str(state.label)) for state in SheetState),
        Column("제출 면제"), Column("기한 경과"),
    ]  # fmt: skip
    rows_of = [_department(one) for one in progress(lines)]
    return Table("부서별 신호와 점검표", columns, rows_of)


def _department(one: Progress) -> list[Value]:
    lights, states = dict(one.lights), one.states
    return [
        str(one.department or _NOTHING), len(one.lines),
        *(lights.get(light, 0) for light in LIGHTS),
        *(states.get(state, 0) for state in SheetState), one.dropped, one.late,
    ]  # fmt: skip


def _results(lines: list[SheetLine]) -> Table:
    columns = [
        Column("다울마당", 3, is_text=True), Column("담당부서", 2, is_text=True),
        Column("신호", 1.1), Column("회의"), Column("마지막 회의 후(일)", 1.2),
        Column("참석률(%)", 1.1), Column("위원"), Column("결원"), Column("회의록 지연", 1.1),
        Column("중복 위촉", 1.1), Column("계획", 1.2),
    ]  # fmt: skip
    return Table("다울마당별 지표", columns, [_result(line) for line in lines], _EMPTY)


def _result(line: SheetLine) -> list[Value]:
    told = line.told.figures
    attendance = None if told.attendance is None else int(percent(told.attendance))
    known = [
        told.meetings, told.days_since_last, attendance, told.members, told.vacancies,
        told.minutes_late, told.recorded("overlaps"),
    ]  # fmt: skip
    return [
        line.title,
        line.department or _NOTHING,
        str(line.light.label),
        *known,
        line.sheet.get_plan_display() or _NOTHING,
    ]


def _panel(line: SheetLine) -> Iterator[Line]:
    """A panel: its light, why, its figures, and what its department says and plans."""
    sheet = line.sheet
    yield Line(f"{line.title} ({line.department or '담당부서 없음'}): {line.light.label}")
    for reason in line.told.judgement.reasons:
        yield Line(reason, 2)
    yield Line(_figures(line), 2)
    for criterion, text in sheet.comments.items():
        if text:
            yield Line(f"부서 의견({Criterion(criterion).label}): {text}", 2)
    yield Line(f"계획: {_plan(sheet)}", 2)
    for what, text in (("자문 결과 반영", sheet.results), ("애로 및 건의", sheet.difficulties)):
        if text:
            yield Line(f"{what}: {' / '.join(text.split(chr(10)))}", 2)
    if sheet.is_dropped:
        yield Line(f"점검표 {_DROPPED}", 2)
    elif sheet.state != SheetState.ACCEPTED:
        yield Line(f"점검표 {sheet.get_state_display()}: 확정 전 수치", 2)


def _figures(line: SheetLine) -> str:
    judged = [one.criterion for one in line.told.judgement.verdicts]
    facts = facts_of(line.told.figures)
    ordered = [one for one in Criterion if one in judged]
    return ", ".join(f"{name} {value}" for one in ordered for name, value in facts[one])


def _plan(sheet: InspectionSheet) -> str:
    if not sheet.plan:
        return "미제출"
    into = (
        f"({sheet.merge_into.title})" if sheet.plan == sheet.Plan.MERGE and sheet.merge_into else ""
    )
    reason = f" – {sheet.plan_reason}" if sheet.plan_reason else ""
    return f"{sheet.get_plan_display()}{into}{reason}"


def _comparison(of: InspectionRound, lines: Sequence[SheetLine]) -> Iterator[Block]:
    """How many panels had which light in the last rounds, and each panel's own."""
    earlier = sorted({one for line in lines for one, _light in line.earlier}, key=_when)
    if not earlier:
        yield Line("비교할 지난 점검이 없음")
        return
    for round_ in earlier:
        lights = Counter(
            light for line in lines for one, light in line.earlier if one.pk == round_.pk
        )
        yield Line(f"{_short(round_)}: {_counted(lights)}")
    yield Line(f"{_short(of)}: {_counted(Counter(line.light for line in lines))}")
    columns = [
        Column("다울마당", 3, is_text=True),
        *(Column(_short(one)) for one in [*earlier, of]),
    ]
    rows_of = [[line.title, *_lights(line, earlier), str(line.light.label)] for line in lines]
    yield Table("신호의 변화", columns, rows_of)


def _lights(line: SheetLine, earlier: Iterable[InspectionRound]) -> list[str]:
    own = {one.pk: str(light.label) for one, light in line.earlier}
    return [own.get(one.pk, _NOTHING) for one in earlier]


def _counted(lights: "Counter[Light]") -> str:
    return ", ".join(f"{light.label} {lights[light]}개" for light in LIGHTS if lights[light])


def _when(of: InspectionRound) -> dt.date:
    return of.as_of


def _short(of: InspectionRound) -> str:
    return f"{of.year} {_HALVES[Duty.Half(of.half)]}"
