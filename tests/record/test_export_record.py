"""The export of the record: everything public, nothing else, under stable ids."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civicforum.people.models import City
from civicforum.portal.management.commands.export_record import export
from civicforum.record import services
from civicforum.record.models import Entry
from civicforum.record.states import EntryState
from roundtables.models import Award, Roundtable
from tests import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

COUNTS = {
    "roundtables": 7, "sessions": 11, "teams": 28, "proposals": 21, "figures": 61, "awards": 22,
    "panels": 15, "duties": 27, "outcomes": 7, "bodies": 5, "seats": 13, "meetings": 1,
    "agenda": 3, "speeches": 26, "projects": 10, "discrepancies": 31,
}  # fmt: skip


def tables() -> dict[str, list[dict[str, Any]]]:
    """Return what the command prints."""
    out = io.StringIO()
    call_command("export_record", json=True, stdout=out)
    return json.loads(out.getvalue())


def withdraw(entry: Entry) -> None:
    """Take an entry away from the public."""
    services.move_entry(entry, EntryState.WITHDRAWN)


def test_every_table_has_every_public_row() -> None:
    found = tables()
    assert {name: len(found[name]) for name in COUNTS} == COUNTS


def test_rows_are_flat_and_ids_are_stable() -> None:
    found = tables()
    for name, rows in found.items():
        ids = [row["id"] for row in rows]
        assert len(set(ids)) == len(ids), name
        assert {type(value) for row in rows for value in row.values()} <= {
            str, int, bool, type(None),
        }, name  # fmt: skip
    call_command("load_record", overwrite=True, verbosity=0)
    assert tables() == found


def test_rows_say_what_the_documents_say() -> None:
    found = {name: {row["id"]: row for row in rows} for name, rows in tables().items()}
    taxi = found["panels"]["daulmadang/jeonju/taxi"]
    assert {key: taxi[key] for key in ("name", "field", "department", "members", "purpose")} == {
        "name": "택시",
        "field": "교통",
        "department": "시민교통과",
        "members": 28,
        "purpose": "택시 주요 현안 자문 및 논의",
    }
    hope = found["figures"]["roundtables/jeonju/2018-garden-city/figures/opinions/4"]
    assert (hope["label"], hope["value"]) == ("기대", 88)
    assert hope["roundtable"] == "roundtables/jeonju/2018-garden-city"
    winner = found["proposals"]["roundtables/jeonju/2018-garden-city/session-1/team-14/proposal-1"]
    assert winner["lines"].splitlines()[1] == "  ⇒ 정원관리 자격증 발급을 통한 일자리 창출"
    best = found["awards"]["roundtables/jeonju/2018-garden-city/awards/1"]
    assert (best["name"], best["prize_on"], best["honorary_mayor_on"]) == (
        "송민영",
        "",
        "2018-11-15",
    )
    weekday = found["discrepancies"][
        "roundtables/jeonju/2020-climate/discrepancies/session-1/weekday"
    ]
    assert (weekday["shown"], weekday["decided"]) == ("수", False)


def test_rows_say_how_the_documents_count_and_link() -> None:
    found = {name: {row["id"]: row for row in rows} for name, rows in tables().items()}
    plan = found["plans"]["committees/yeongdeungpo/plans/innovation-plan"]
    assert (plan["title"], plan["department"]) == ("2018 지역사회혁신계획", "지역협치팀")
    event = found["events"]["committees/yeongdeungpo/events/2018-results-sharing"]
    assert (event["department"], event["planned_on"]) == ("지역협치팀", "2018-11-22")
    assert event["planned_at"] == "committees/yeongdeungpo/working-council/14"
    session = found["sessions"]["roundtables/jeonju/2019-smart-city/session-1"]
    assert session["stated_weekday"] == "화"
    problem = found["figures"]["roundtables/jeonju/2019-smart-city/figures/problems/1"]
    assert (problem["value"], problem["stated_total"]) == (19, 122)
    tables_of = found["roundtables"]
    assert tables_of["roundtables/jeonju/2020-corona-baeksin"]["sittings_note"] == "3일(4회)"
    assert tables_of["roundtables/jeonju/2020-climate"]["attendance_note"] == "10개팀"
    kinds = [row["kind"] for row in found["commitments"].values()]
    assert (kinds.count("duty"), kinds.count("action")) == (27, 1)
    item = "committees/yeongdeungpo/working-council/14/agenda/1"
    about = [row["entry"] for row in found["agenda_references"].values()]
    assert {row["agenda_item"] for row in found["agenda_references"].values()} == {item}
    assert sorted(about) == sorted([plan["id"], *found["projects"]])


def test_matters_and_projects_tell_each_step_and_each_other() -> None:
    city = City.objects.get(slug="jeonju")
    body = making.body(city, 20)
    project = making.plan(city, 20).projects.get()
    matter = making.matter(body, 20, parts=2, became=project, summary="버스 안의 소식")
    making.presentation(making.event(city, 20), body, project=project)
    found = {name: {row["id"]: row for row in rows} for name, rows in tables().items()}
    told = found["matters"][matter.address]
    assert (told["stage"], told["became"], told["body"]) == (
        "deliberated", project.address, body.address
    )  # fmt: skip
    step = found["matter_steps"][f"{matter.address}/steps/2"]
    assert (step["kind"], step["on"], step["votes"]) == ("deliberated", "2018-02", None)
    assert found["project_steps"][f"{project.address}/steps/1"]["text"] == "추진 1"
    presented = [row["project_page"] for row in found["presentations"].values()]
    assert sorted(map(str, presented)) == ["None", "None", "None", project.address]
    for hidden in (body, project):
        withdraw(hidden)
    found = {name: {row["id"]: row for row in rows} for name, rows in tables().items()}
    told = found["matters"][matter.address]
    assert (told["body"], told["became"]) == (None, None)
    assert project.address not in json.dumps(found)


def test_what_is_not_public_is_absent_with_all_its_parts() -> None:
    withdraw(Roundtable.objects.get(number=6))
    services.save_row(
        Roundtable(city=City.objects.get(slug="jeonju"), slug="draft", number=8, title="초안")
    )
    text = json.dumps(tables(), ensure_ascii=False)
    assert "2021-equality" not in text
    assert "이은심" not in text
    assert "초안" not in text


def test_a_withdrawn_meeting_takes_its_speeches_along() -> None:
    withdraw(Entry.objects.get(address="committees/yeongdeungpo/working-council/14"))
    found = tables()
    for name in ("meetings", "agenda", "speeches", "attendance", "actions"):
        assert found[name] == [], name
    assert len(found["seats"]) == 13


def test_staff_only_fields_never_leave_and_names_can_be_masked() -> None:
    text = json.dumps(tables(), ensure_ascii=False)
    assert "금암1동" not in text
    assert "주민참여예산위원" not in text
    City.objects.filter(slug="jeonju").update(masks_winner_names=True)
    masked = json.dumps(tables(), ensure_ascii=False)
    assert "송○○" in masked
    for name in Award.objects.exclude(person_name="").values_list("person_name", flat=True):
        assert name in text
        assert name not in masked


def test_the_number_of_queries_does_not_grow() -> None:
    with CaptureQueriesContext(connection) as before:
        export()
    city = City.objects.get(slug="jeonju")
    making.roundtable(city, 20, parts=3)
    making.panel(city, 20)
    making.duty(city, 20)
    body = making.body(city, 20)
    making.meeting(body, parts=3)
    project = making.plan(city, 20, parts=3).projects.earliest("number")
    making.matter(body, 20, parts=3, became=project)
    making.presentation(making.event(city, 20), body, project=project)
    with CaptureQueriesContext(connection) as after:
        export()
    assert len(after) == len(before)
