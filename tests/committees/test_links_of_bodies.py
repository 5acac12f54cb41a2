"""What a body, a meeting and an event point at lies in the same city, and in the same whole."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.test import Client

from civicforum.people.models import RoleGrant, User
from civicforum.people.roles import Role
from civicforum.record import services
from civicforum.record.models import Commitment, Discrepancy, Document, Entry
from committees.models import (
    AgendaItem,
    Attendance,
    Body,
    Matter,
    Meeting,
    Plan,
    Presentation,
    Project,
    Seat,
    SharingEvent,
    Speech,
)
from daulmadang.models import Field, Member, Outcome, Panel
from tests import making
from tests.admin.forms import admin_url, as_sent, send
from tests.admin.rows import Rows, everything
from tests.personas import PERSONAS, Town, browser, town

pytestmark = pytest.mark.django_db

#: Every link that must not leave the city: (row, field, what it would point at).
LINKS: list[tuple[type[Model], str, Any]] = [
    (Body, "department", "department"),
    (Body, "parent", Body),
    (Body, "document", Document),
    (Panel, "department", "department"),
    (Panel, "field", Field),
    (Plan, "department", "department"),
    (SharingEvent, "department", "department"),
    (SharingEvent, "planned_at", Meeting),
    (Presentation, "body", Body),
    (Presentation, "project", Project),
    (Matter, "body", Body),
    (Matter, "became", Project),
    (Seat, "stands_for", Body),
    (Seat, "stands_for_department", "department"),
    (Attendance, "document", Document),
    (Commitment, "department", "department"),
    (Commitment, "entry", Entry),
    (Discrepancy, "entry", Entry),
    (Outcome, "document", Document),
    (Member, "document", Document),
    (RoleGrant, "department", "department"),
]


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def rows(places: Town) -> Rows:
    return everything(places.jeonju, places.transport)


@pytest.mark.parametrize(
    ("model", "field", "target"),
    LINKS,
    ids=[f"{row[0].__name__}.{row[1]}" for row in LINKS],
)
def test_no_link_leaves_the_city(
    places: Town, rows: Rows, model: type[Model], field: str, target: Any
) -> None:
    foreign = everything(places.yeongdeungpo, places.governance)
    row = rows[model]
    if model is RoleGrant:
        row.role = Role.DEPARTMENT_OFFICER
    own = places.transport if target == "department" else rows[target]
    setattr(row, field, own)
    if own.pk != row.pk:
        services.save_row(row)
    setattr(row, field, places.governance if target == "department" else foreign[target])
    with pytest.raises(ValidationError) as refused:
        services.save_row(row)
    assert list(refused.value.message_dict) == [field]


def test_two_roles_in_two_cities_do_not_reach_across(places: Town) -> None:
    """A supporter there who is an officer here makes no body here for the department there."""
    supporter = PERSONAS["supporter"](places)
    assert isinstance(supporter, User)
    grant = {"role": Role.DEPARTMENT_OFFICER, "city": places.jeonju, "department": places.transport}
    RoleGrant.objects.create(user=supporter, **grant)
    client = Client()
    client.force_login(supporter, backend="django.contrib.auth.backends.ModelBackend")
    sent = as_sent(client, admin_url(Body, "add"))
    sent |= {"city": places.jeonju.pk, "department": places.governance.pk}
    sent |= {"form": "subcommittee", "title": "남의 도시의 분과", "slug": "stray"}
    response = client.post(admin_url(Body, "add"), sent)
    assert "department" in response.context["adminform"].form.errors
    assert not Body.objects.exists()
    sent["city"] = places.yeongdeungpo.pk
    assert client.post(admin_url(Body, "add"), sent).status_code == 302


def test_a_speech_belongs_to_the_meeting_of_its_agenda_item(rows: Rows) -> None:
    other = making.meeting(rows[Body], number=2)
    rows[Speech].agenda_item = other.agenda.get()
    with pytest.raises(ValidationError, match="agenda_item"):
        services.save_row(rows[Speech])


def test_a_speech_from_before_the_rule_is_not_shown_at_another_meeting(
    client: Client, rows: Rows
) -> None:
    shown = making.meeting(making.body(rows[Body].city, 50))
    Speech.objects.filter(pk=rows[Speech].pk).update(
        agenda_item=shown.agenda.get(), summary="다른 회의의 말"
    )
    page = client.get(shown.get_absolute_url()).content.decode()
    assert "찬성" in page
    assert "다른 회의의 말" not in page


def test_who_attends_has_a_seat_of_the_body_that_met(places: Town, rows: Rows) -> None:
    other = making.body(places.jeonju, 99)
    rows[Attendance].seat = other.seats.first()
    with pytest.raises(ValidationError, match="seat"):
        services.save_row(rows[Attendance])


def test_the_form_says_so_beside_the_field(places: Town, rows: Rows) -> None:
    other = making.meeting(rows[Body], number=2)
    client = browser("jeonju_clerk", places)
    response = send(client, admin_url(rows[Speech]), agenda_item=other.agenda.get().pk)
    assert response.status_code == 200
    assert "agenda_item" in response.context["adminform"].form.errors


def test_a_bad_link_that_an_inline_does_not_show_is_said_without_a_traceback(
    places: Town, rows: Rows
) -> None:
    foreign = everything(places.yeongdeungpo, places.governance)
    AgendaItem.objects.update(document=foreign[Document])  # from before the rule
    client = browser("jeonju_clerk", places)
    response = send(client, admin_url(rows[Meeting]), **{"agenda-0-title": "고친 안건"})
    assert response.status_code == 200
    assert response.context["errors"]
    assert AgendaItem.objects.get(pk=rows[AgendaItem].pk).title == "안건"


def test_a_new_meeting_with_its_parts_is_stored_in_one_form(places: Town, rows: Rows) -> None:
    client = browser("jeonju_clerk", places)
    sent = as_sent(client, admin_url(Meeting, "add"))
    sent |= {"body": rows[Body].pk, "number": 7, "title": "7차 회의", "date": "2024-01-02"}
    sent |= {"agenda-TOTAL_FORMS": 1, "agenda-0-number": 1, "agenda-0-title": "새 안건"}
    assert client.post(admin_url(Meeting, "add"), sent).status_code == 302
    assert AgendaItem.objects.get(title="새 안건").meeting.number == 7
