"""A sheet on its way: written, submitted, returned with remarks, accepted and frozen."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from civicforum.people.models import User
from civicforum.people.roles import Role
from civicforum.record.errors import ChangedMeanwhile, IllegalMove, NotAllowed, RecordError
from civicforum.record.services import move_entry
from civicforum.record.states import EntryState
from committees.models import Attendance, Meeting
from daulmadang import services
from daulmadang.export import export
from daulmadang.freezing import thaw
from daulmadang.health import Criterion, Light
from daulmadang.models import Duty, InspectionSheet, Panel, PanelRules
from daulmadang.reports.sheets import told_of
from daulmadang.services.members import release
from daulmadang.services.sheets import save_sheet, submit
from daulmadang.states import SheetState
from tests import clock, making
from tests.daulmadang.inspecting import (
    ANSWER,
    DUE,
    LIVE,
    OPENED,
    Inspected,
    accepted,
    inspected,
    returned,
    submitted,
)
from tests.personas import BACKEND, person
from tests.reminding import work

pytestmark = pytest.mark.django_db
LATER = dt.date(2026, 7, 31)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    clock.stop(monkeypatch, clock.at(OPENED))
    return monkeypatch


@pytest.fixture
def place() -> Inspected:
    return inspected()


@pytest.fixture
def sheet(place: Inspected) -> InspectionSheet:
    return place.sheet(place.round())


def test_what_was_typed_is_kept_a_field_at_a_time(place: Inspected, sheet: InspectionSheet) -> None:
    save_sheet(sheet, {"plan": "keep", "comment_meetings": "여는 중"}, actor=place.officer)
    save_sheet(sheet, {"comment_terms": "곧 위촉"}, actor=place.officer)
    sheet.refresh_from_db()
    assert (sheet.plan, sheet.plan_reason) == ("keep", "")
    assert sheet.comments == {"meetings": "여는 중", "terms": "곧 위촉"}
    assert sheet.history.first().history_user == place.officer
    with pytest.raises(ValidationError):
        save_sheet(sheet, {"plan": "nonsense"}, actor=place.officer)
    stranger = making.panel(making.city("iksan", "익산시"), 5)
    with pytest.raises(ValidationError):
        save_sheet(sheet, {"merge_into": stranger}, actor=place.officer)


@pytest.mark.parametrize(
    ("left_out", "field"),
    [("plan", "plan"), ("plan_reason", "plan_reason"), ("comment_meetings", "comment_meetings")],
)
def test_nothing_that_is_asked_may_be_missing(
    place: Inspected, sheet: InspectionSheet, left_out: str, field: str
) -> None:
    save_sheet(sheet, ANSWER | {left_out: ""}, actor=place.officer)
    sheet.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        submit(sheet, actor=place.officer)
    assert set(refused.value.message_dict) == {field}
    sheet.refresh_from_db()
    assert sheet.state == SheetState.OPEN
    assert not sheet.moves.exists()


def test_a_merger_names_another_panel(place: Inspected, sheet: InspectionSheet) -> None:
    for target in (None, place.panels[0]):
        save_sheet(sheet, ANSWER | {"plan": "merge", "merge_into": target}, actor=place.officer)
        sheet.refresh_from_db()
        with pytest.raises(ValidationError) as refused:
            submit(sheet, actor=place.officer)
        assert set(refused.value.message_dict) == {"merge_into"}
        sheet.refresh_from_db()
    save_sheet(sheet, {"merge_into": place.panels[1]}, actor=place.officer)
    sheet.refresh_from_db()
    submit(sheet, actor=place.officer)
    assert place.sheet(sheet.round).state == SheetState.SUBMITTED


def test_who_submitted_owes_nothing_until_it_is_returned(
    place: Inspected, sheet: InspectionSheet, now: pytest.MonkeyPatch
) -> None:
    work(now, clock.at(OPENED))
    submitted(sheet, place.officer)
    assert sheet.duty.done == OPENED.isoformat()
    late = work(now, clock.at(DUE + dt.timedelta(days=14)))
    assert [mail.to for mail in late] == [["clerk@example.org"]]  # of the other panel's sheet
    assert sheet.panel.title not in late[0].body
    clock.stop(now, clock.at(OPENED + dt.timedelta(days=1)))
    returned(sheet, "회의 계획 날짜를 적어 주세요.", LATER, place.clerk)
    sheet = place.sheet(sheet.round)
    assert (sheet.state, sheet.duty.done, sheet.duty.due_on) == (SheetState.RETURNED, "", LATER)
    (mail,) = work(now, clock.at(OPENED + dt.timedelta(days=1)))
    assert mail.to == ["officer@example.org"]
    assert sheet.panel.title in mail.body
    day = dt.date(2026, 8, 5)  # three working days after the new day
    to_officer = [one for one in work(now, clock.at(day)) if one.to == mail.to]
    assert [sheet.panel.title in one.body for one in to_officer] == [True]


def test_the_history_says_who_did_what_when(place: Inspected, sheet: InspectionSheet) -> None:
    submitted(sheet, place.officer)
    returned(sheet, "계획을 더 적어 주세요.", LATER, place.clerk)
    sheet.refresh_from_db()
    save_sheet(sheet, {"plan_reason": "9월과 11월에 회의"}, actor=place.officer)
    sheet.refresh_from_db()
    submit(sheet, actor=place.officer)
    sheet.refresh_from_db()
    accepted(sheet, place.clerk)
    told = [(move.old, move.new, move.actor, move.remarks) for move in sheet.moves.order_by("pk")]
    assert told == [
        ("open", "submitted", place.officer, ""),
        ("submitted", "returned", place.clerk, "계획을 더 적어 주세요."),
        ("returned", "submitted", place.officer, ""),
        ("submitted", "accepted", place.clerk, ""),
    ]
    assert place.sheet(sheet.round).duty.done == OPENED.isoformat()


@pytest.mark.parametrize(
    ("remarks", "due", "field"),
    [(" ", LATER, "remarks"), ("이유", OPENED, "due"), ("이유", DUE, "due")],
)
def test_it_is_returned_with_remarks_and_a_new_day(
    place: Inspected, sheet: InspectionSheet, remarks: str, due: dt.date, field: str
) -> None:
    submitted(sheet, place.officer)
    with pytest.raises(ValidationError) as refused:
        returned(sheet, remarks, due, place.clerk)
    assert set(refused.value.message_dict) == {field}
    assert place.sheet(sheet.round).state == SheetState.SUBMITTED


def test_only_what_is_with_the_department_is_written_and_only_what_is_submitted_judged(
    place: Inspected, sheet: InspectionSheet
) -> None:
    with pytest.raises(IllegalMove):
        accepted(sheet, place.clerk)
    with pytest.raises(IllegalMove):
        returned(sheet, "이유", LATER, place.clerk)
    submitted(sheet, place.officer)
    with pytest.raises(ChangedMeanwhile):
        save_sheet(sheet, {"plan": "close"}, actor=place.officer)
    accepted(sheet, place.clerk)
    sheet.refresh_from_db()
    with pytest.raises(ChangedMeanwhile):
        save_sheet(sheet, {"plan": "close"}, actor=place.officer)
    with pytest.raises(IllegalMove):
        returned(sheet, "이유", LATER, place.clerk)
    assert sheet.plan == "activate"


def test_what_was_accepted_stays_whatever_changes_later(
    place: Inspected, sheet: InspectionSheet
) -> None:
    rules = making.saved(PanelRules(city=place.city, valid_from=LIVE, dormant_after_days=90))
    submitted(sheet, place.officer)
    accepted(sheet, place.clerk)
    sheet.refresh_from_db()
    assert sheet.figures
    assert sheet.figures["light"] == Light.RED
    assert sheet.figures["rules"]["dormant_after_days"] == 90
    assert sheet.figures["on"] == "2026-06-30"
    rules.dormant_after_days = 9999
    making.saved(rules)
    making.saved(PanelRules(city=place.city, valid_from="2026-03-01", dormant_after_days=5000))
    other = place.sheet(sheet.round, 1)
    told = told_of([place.sheet(sheet.round), other])
    assert told[sheet.pk] == thaw(sheet.figures)
    assert told[sheet.pk].is_final
    assert told[sheet.pk].figures.meetings == 0
    assert "회의" in told[sheet.pk].judgement.reasons[0]
    assert told[other.pk].rules["dormant_after_days"] == 5000


def test_a_later_rule_does_not_change_an_old_round(
    place: Inspected, sheet: InspectionSheet
) -> None:
    before = told_of([sheet])[sheet.pk]
    assert before.light == Light.RED
    making.saved(
        PanelRules(city=place.city, valid_from=OPENED, dormant_after_days=9999, meetings_per_half=0)
    )
    assert told_of([sheet])[sheet.pk] == before


def test_each_does_what_the_role_may_and_only_in_the_own_department(
    place: Inspected, sheet: InspectionSheet
) -> None:
    def one(name: str, role: Role, office: object) -> User:
        return person(name, role, place.city, office)  # type: ignore[arg-type]

    own = [
        one("lead", Role.TEAM_LEAD, place.transport),
        one("head", Role.DEPARTMENT_HEAD, place.transport),
    ]
    strangers = [
        one("other", Role.DEPARTMENT_OFFICER, place.welfare),
        one("other_head", Role.DEPARTMENT_HEAD, place.welfare),
        one("approver", Role.APPROVER, None),
    ]
    for who in strangers:
        with pytest.raises(NotAllowed):
            save_sheet(sheet, ANSWER, actor=who)
        with pytest.raises(NotAllowed):
            submit(sheet, actor=who)
    save_sheet(sheet, ANSWER, actor=own[0])
    sheet.refresh_from_db()
    submit(sheet, actor=own[1])
    sheet.refresh_from_db()
    for who in (*own, *strangers, place.officer):
        with pytest.raises(NotAllowed):
            accepted(sheet, who)
        with pytest.raises(NotAllowed):
            returned(sheet, "이유", LATER, who)


def test_every_figure_is_frozen_and_thawed(place: Inspected, sheet: InspectionSheet) -> None:
    submitted(sheet, place.officer)
    live = told_of([sheet], korean=True)[sheet.pk]
    accepted(sheet, place.clerk)
    figures = place.sheet(sheet.round).figures
    assert figures
    kept = thaw(figures)
    assert kept.figures == live.figures
    assert kept.judgement == live.judgement
    assert {one.criterion for one in kept.judgement.verdicts} <= set(Criterion)
    assert Panel.objects.get(pk=kept.figures.panel) == place.panels[0]


def test_the_public_learns_the_light_and_figures_of_what_is_accepted(
    place: Inspected, sheet: InspectionSheet
) -> None:
    submitted(sheet, place.officer)
    assert export()["inspections"] == []
    accepted(sheet, place.clerk)
    (row,) = export()["inspections"]
    assert row["id"] == "daulmadang/jeonju/panel-1/inspections/2026-1"
    assert (row["light"], row["meetings"], row["as_of"]) == ("red", 0, "2026-06-30")
    assert not {"women", "young", "verdicts", "plan_reason", "comments"} & set(row)
    move_entry(place.panels[0], EntryState.WITHDRAWN)
    assert export()["inspections"] == []


def test_what_a_panel_has_of_its_own_is_kept_with_what_was_asked(
    place: Inspected, sheet: InspectionSheet
) -> None:
    panel = place.panels[0]
    Panel.objects.filter(pk=panel.pk).update(publication_days=7, asks_balance=True)
    sheet = submitted(place.sheet(sheet.round), place.officer)
    accepted(sheet, place.clerk)
    Panel.objects.filter(pk=panel.pk).update(publication_days=90, asks_balance=False)
    kept = told_of([place.sheet(sheet.round)])[sheet.pk]
    assert (kept.rules["publication_days"], kept.rules["asks_balance"]) == (7, 1)
    assert "women" in [one.criterion for one in kept.judgement.verdicts]


@pytest.mark.parametrize("is_public", [True, False])
def test_the_export_tells_of_delays_what_the_panels_page_tells(
    place: Inspected, sheet: InspectionSheet, is_public: bool
) -> None:
    held = making.meeting(place.panels[0])
    Meeting.objects.filter(pk=held.pk).update(is_public=is_public, date="2026-03-02")
    save_sheet(sheet, {"comment_publication": "담당자가 바뀜"}, actor=place.officer)
    accepted(submitted(place.sheet(sheet.round), place.officer), place.clerk)
    (row,) = export()["inspections"]
    figures = place.sheet(sheet.round).figures
    assert figures
    assert figures["longest_days_to_publish"] is not None
    told = row["longest_days_to_publish"], row["days_since_last"]
    own = figures["longest_days_to_publish"], figures["days_since_last"]
    assert told == (own if is_public else (None, None))
    assert row["overlaps"] is None  # nobody recorded the members


def test_the_export_tells_of_attendance_and_agenda_what_is_public(
    place: Inspected, sheet: InspectionSheet, now: pytest.MonkeyPatch
) -> None:
    panel = place.panels[0]
    clock.stop(now, clock.at(dt.date(2026, 5, 10)))
    members = [making.member(panel, n, starts_on="2025-02-01") for n in ("가", "나")]
    public, draft = making.meeting(panel), making.meeting(panel, 2)
    Meeting.objects.filter(pk=public.pk).update(date="2026-04-01")
    Meeting.objects.filter(pk=draft.pk).update(date="2026-06-29", state="draft", is_public=False)
    draft.state_changes.all().delete()
    for member in members:
        for meeting, status in ((public, "present"), (draft, "absent")):
            making.saved(Attendance(meeting=meeting, seat=member.seat, status=status))
    clock.stop(now, clock.at(OPENED))
    save_sheet(sheet, {"comment_publication": "담당자가 바뀜"}, actor=place.officer)
    accepted(submitted(place.sheet(sheet.round), place.officer), place.clerk)
    figures = place.sheet(sheet.round).figures
    assert figures
    assert (figures["attendance"], figures["agenda"]) == (0.5, 2)
    (row,) = export()["inspections"]
    assert (row["meetings"], row["attendance"], row["median_days_to_publish"]) == (2, 1.0, 39)
    assert (row["agenda"], row["decisions"]) == (None, None)
    public.refresh_from_db()
    move_entry(public, EntryState.WITHDRAWN, reason="개인정보")
    (row,) = export()["inspections"]
    assert (row["attendance"], row["median_days_to_publish"]) == (None, None)


def test_only_its_sheet_says_that_an_inspection_is_done(
    place: Inspected, sheet: InspectionSheet
) -> None:
    with pytest.raises(ValidationError):
        services.mark_done(sheet.duty, "2026-07-01", actor=place.officer)
    duty = Duty.objects.get(pk=sheet.duty_id)
    duty.done = "2026-07-01"
    with pytest.raises(ValidationError):
        services.save_duty(duty, actor=place.clerk)
    client = Client()
    client.force_login(place.clerk, backend=BACKEND)
    path, name = "/staff/daulmadang/year/2026/", f"duty-{duty.pk}"
    page = client.get(path).content.decode()
    assert (f'name="{name}-due"' in page, f'name="{name}-done"' in page) == (True, False)
    data = {f"{name}-due": "2026-07-31", f"initial-{name}-due": str(DUE), f"{name}-done": "2026"}
    assert client.post(path, {"act": "save", **data}).status_code == 302
    duty.refresh_from_db()
    assert (duty.due, duty.done) == ("2026-07-31", "")


def test_a_day_of_which_the_department_was_told_is_not_given_again(
    place: Inspected, sheet: InspectionSheet, now: pytest.MonkeyPatch
) -> None:
    day, of = OPENED, sheet.round
    for due in (LATER, LATER + dt.timedelta(days=3)):
        submitted(place.sheet(of), place.officer)
        day += dt.timedelta(days=1)
        clock.stop(now, clock.at(day))
        returned(place.sheet(of), "더 적어 주세요.", due, place.clerk)
        assert work(now, clock.at(day))
    again = submitted(place.sheet(of), place.officer)
    with pytest.raises(ValidationError) as refused:
        returned(again, "더 적어 주세요.", LATER, place.clerk)
    assert set(refused.value.message_dict) == {"due"}


def test_what_turned_red_since_is_commented_on_before_it_is_accepted(
    place: Inspected, sheet: InspectionSheet
) -> None:
    member = making.member(place.panels[0], starts_on="2025-02-01")
    submitted(sheet, place.officer)
    release(member, day=dt.date(2026, 6, 15), reason="사임")
    with pytest.raises(RecordError, match="인원"):
        accepted(sheet, place.clerk)
    sheet = place.sheet(sheet.round)
    assert (sheet.state, sheet.figures) == (SheetState.SUBMITTED, None)
    returned(sheet, "위원에 대한 의견을 적어 주세요.", LATER, place.clerk)
    save_sheet(place.sheet(sheet.round), {"comment_members": "곧 위촉"}, actor=place.officer)
    accepted(submitted(place.sheet(sheet.round), place.officer), place.clerk)
    assert place.sheet(sheet.round).state == SheetState.ACCEPTED
