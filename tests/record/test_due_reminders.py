"""The command that prints the reminders of a day, over the record of the documents."""

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from civicforum.people.models import City
from civicforum.people.roles import Role
from civicforum.record.models import Commitment, Message, Notice
from committees.models import Meeting
from daulmadang.models import Panel
from tests import making
from tests.personas import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def printed(*options: str) -> Any:
    out = io.StringIO()
    call_command("due_reminders", *options, stdout=out)
    return json.loads(out.getvalue()) if "--json" in options else out.getvalue()


def test_the_planned_duties_of_2022_show_up_in_2022() -> None:
    found = printed("--on", "2022-05-17", "--json")
    assert [(one["duty"], one["rule"], one["due"], one["panel"]) for one in found] == [
        ("2022 다울마당 실무자 간담회(상반기)", "D-14", "2022-05-31", None),
        ("2022 다울마당 운영실태 일제점검(상반기)", "D-14", "2022-05-31", None),
    ]
    assert {one["recipient"] for one in found} == {str(Role.CITY_CLERK.label)}
    assert not Notice.objects.exists()
    assert not Message.objects.exists()


def test_a_panel_is_named_by_its_address_as_the_health_of_panels_names_it() -> None:
    panel = Panel.objects.get(address="daulmadang/jeonju/taxi")
    of_panel = {"city": panel.city, "due": "2022-05-31"}
    making.saved(Commitment(key="a", kind="action", title="자문", entry=panel, **of_panel))
    meeting = Meeting(city=panel.city, body=panel, number=1, title="1차 회의", date="2022-05-02")
    making.saved(meeting)
    key = f"jeonju/publication/minutes-{meeting.pk}"
    making.saved(Commitment(key=key, kind="publication", title="회의록 공개", **of_panel))
    found = printed("--on", "2022-05-17", "--json")
    named = {one["duty"]: one["panel"] for one in found if one["panel"]}
    assert named == {"자문": panel.address, "회의록 공개": panel.address}
    assert panel.address in printed("--on", "2022-05-17")


def test_what_was_done_later_was_open_on_the_day() -> None:
    meeting = Commitment.objects.filter(due_on="2022-05-31", title__contains="간담회")
    for done, number in (("2022-05", 2), ("2023", 2), ("2022-05-17", 1), ("2021", 1)):
        meeting.update(done=done)
        assert len(printed("--on", "2022-05-17", "--json")) == number


def test_who_holds_the_role_on_the_day_is_named() -> None:
    person("clerk", Role.CITY_CLERK, City.objects.get(slug="jeonju"))
    found = printed("--on", "2022-05-17", "--json", "--city", "jeonju")
    assert {one["recipient"] for one in found} == {"clerk@example.org"}
    assert "D-14" in printed("--on", "2022-05-17")
    assert printed("--on", "2022-05-17", "--json", "--city", "yeongdeungpo") == []


def test_what_the_documents_report_of_their_own_time_reminds_nobody() -> None:
    assert printed("--on", "2021-05-17", "--json") == []
    assert printed("--on", "2021-12-31", "--json") == []
    assert [one["rule"] for one in printed("--on", "2022-01-14", "--json")] == ["D-14"]


@pytest.mark.parametrize(
    "options",
    [
        (), ("--on", "2022-5-17"), ("--on", "20220517"), ("--on", "2022-02-30"),
        ("--on", "2022-W20-2"), ("--on", "2022-05-17", "--city", "nowhere"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_with_one_sentence(options: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as refused:
        printed(*options)
    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)
