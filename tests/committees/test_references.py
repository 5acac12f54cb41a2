"""What an agenda item was about is linked both ways, and only to what is public."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civicforum.people.models import City
from civicforum.record import services, version
from civicforum.record.errors import RecordError
from civicforum.record.models import Discrepancy, Entry, Statement
from civicforum.record.states import EntryState
from committees.models import AgendaItem, Meeting, Reference
from tests import making
from tests.admin.forms import admin_url, as_sent
from tests.personas import PERSONAS, Town, browser, town

pytestmark = pytest.mark.django_db


def read(client: Client, path: str) -> str:
    """A page as it is now: the transaction of a test never commits."""
    version.renew()
    return client.get(path).content.decode()


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def item(places: Town) -> AgendaItem:
    return making.meeting(making.body(places.jeonju)).agenda.get()


def test_the_meeting_and_the_plan_name_each_other_while_both_are_public(
    client: Client, places: Town, item: AgendaItem
) -> None:
    plan = making.plan(places.jeonju)
    making.saved(Reference(agenda_item=item, entry=plan))
    making.saved(Reference(agenda_item=item, entry=plan.projects.get()))
    pages = {
        "meeting": item.meeting.get_absolute_url(),
        "plan": plan.get_absolute_url(),
        "project": plan.projects.get().get_absolute_url(),
    }
    for part in ("plan", "project"):
        assert f'href="{pages[part]}"' in read(client, pages["meeting"])
        assert f'href="{pages["meeting"]}#agenda-1"' in read(client, pages[part])
    meeting = Meeting.objects.get()
    services.move_entry(meeting, EntryState.WITHDRAWN)
    assert meeting.title not in read(client, pages["plan"])
    services.move_entry(meeting, EntryState.DRAFT)
    services.move_entry(meeting, EntryState.PUBLISHED)
    services.move_entry(plan, EntryState.WITHDRAWN)
    assert plan.title not in read(client, pages["meeting"])


def one_of(kind: str, city: City) -> Entry:
    """A public entry of a kind that has a page of its own."""
    row: Any = None
    match kind:
        case "roundtable" | "proposal" | "idea":
            row = making.roundtable(city)
        case "panel" | "outcome":
            row = making.panel(city)
        case "body" | "meeting":
            row = making.body(city, 2)
            making.meeting(row)
        case "plan" | "project":
            row = making.plan(city)
        case "matter":
            row = making.matter(making.body(city, 2))
        case _:
            row = making.event(city)
    return Entry.objects.filter(kind=kind).latest("pk") if row.kind != kind else row


KINDS = [kind for kind in Entry.Kind if kind != Entry.Kind.PROGRAMME]  # has no page of its own


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_any_entry_tells_where_it_was_discussed(
    client: Client, places: Town, item: AgendaItem, kind: str
) -> None:
    entry = one_of(kind, places.jeonju)
    path, link = entry.get_absolute_url(), f'href="{item.meeting.get_absolute_url()}#agenda-1"'
    assert link not in read(client, path)
    making.saved(Reference(agenda_item=item, entry=entry))
    assert f'href="{path}"' in read(client, item.meeting.get_absolute_url())
    assert link in read(client, path)
    differs(item.meeting, "agenda/1/title", item.title)
    assert re.search(rf'>{item.title}</span>[^<]*<sup[^>]*><a href="#note-1"', read(client, path))
    services.move_entry(Meeting.objects.get(pk=item.meeting_id), EntryState.WITHDRAWN)
    assert link not in read(client, path)


def differs(entry: Entry, subject: str, value: str) -> None:
    """Another source says something else on this point."""
    row = making.saved(
        Discrepancy(city=entry.city, entry=entry, subject=subject, title="안건 이름")
    )
    making.saved(Statement(discrepancy=row, order=1, value=value, shown=True))
    making.saved(Statement(discrepancy=row, order=2, value="다른 이름"))


@pytest.mark.parametrize("kind", KINDS)
def test_it_costs_no_more_how_often_it_was_discussed(
    client: Client, places: Town, item: AgendaItem, kind: str
) -> None:
    def cost() -> int:
        version.renew()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(entry.get_absolute_url()).status_code == 200
        return len(queries)

    entry = one_of(kind, places.jeonju)
    making.saved(Reference(agenda_item=item, entry=entry))
    one = cost()
    for number in (8, 9):
        other = making.meeting(item.meeting.body, number)
        making.saved(Reference(agenda_item=other.agenda.get(), entry=entry))
    assert cost() == one <= (16 if kind == "panel" else 12)  # a panel's page tells how it does


def test_it_is_never_an_entry_of_another_city(places: Town, item: AgendaItem) -> None:
    foreign = making.plan(places.yeongdeungpo)
    with pytest.raises(ValidationError, match="entry"):
        services.save_row(Reference(agenda_item=item, entry=foreign))


def test_in_a_city_with_approval_it_is_part_of_what_was_approved(places: Town) -> None:
    item = making.meeting(making.body(places.jeonju)).agenda.get()
    plan = making.plan(places.jeonju)
    places.jeonju.needs_approval = True
    services.save_row(places.jeonju)
    row = Reference(agenda_item=AgendaItem.objects.get(pk=item.pk), entry=plan)
    with pytest.raises(RecordError):
        services.save_row(row, actor=PERSONAS["jeonju_clerk"](places))


@pytest.mark.parametrize("persona", ["supporter", "yeongdeungpo_clerk"])
def test_who_writes_the_minutes_chooses_it_in_the_form_of_the_item(
    places: Town, persona: str
) -> None:
    body = making.body(places.yeongdeungpo)
    body.department = places.governance
    services.save_row(body)
    item = making.meeting(body).agenda.get()
    plan, foreign = making.plan(places.yeongdeungpo), making.plan(places.jeonju)
    client = browser(persona, places)
    url = admin_url(item)
    page = client.get(url).content.decode()
    assert plan.title in page
    assert f'value="{foreign.pk}"' not in page
    sent = as_sent(client, url) | {"references-TOTAL_FORMS": 1, "references-0-entry": plan.pk}
    assert client.post(url, sent).status_code == 302
    assert Reference.objects.get().entry_id == plan.pk
    assert Reference.history.get().history_user is not None
