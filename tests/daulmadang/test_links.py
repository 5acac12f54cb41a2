"""Outcomes and what they came from, presentations and their marks: shown at both ends."""

import pytest
from django.test import Client

from civicforum.record import services
from civicforum.record.models import Entry
from civicforum.record.states import EntryState
from daulmadang.models import CaseMark, Outcome, OutcomeLink, Panel
from roundtables.models import Proposal
from tests import making
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def panel(places: Town) -> Panel:
    row: Panel = making.panel(places.jeonju)
    return row


def text_of(row: Entry) -> str:
    response = Client().get(row.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def ends(places: Town, panel: Panel) -> list[Entry]:
    """A meeting, a proposal, an idea, a project and a matter."""
    table = making.roundtable(places.jeonju)
    project = making.plan(places.jeonju).projects.get()
    matter = making.matter(making.body(places.jeonju))
    proposal = Proposal.objects.get(team__session__roundtable=table)
    return [making.meeting(panel), proposal, table.ideas.get(), project, matter]


def test_an_outcome_and_what_it_is_linked_to_show_each_other(places: Town, panel: Panel) -> None:
    outcome = Outcome.objects.get()
    for entry in ends(places, panel):
        assert outcome.title not in text_of(entry)
        making.saved(OutcomeLink(outcome=outcome, entry=entry))
        assert outcome.title in text_of(entry), entry
        assert f"{entry.address}/" in text_of(outcome), entry


def test_what_is_not_public_is_shown_at_neither_end(places: Town, panel: Panel) -> None:
    outcome = Outcome.objects.get()
    meeting, project = making.meeting(panel), making.plan(places.jeonju).projects.get()
    for entry in (meeting, project):
        making.saved(OutcomeLink(outcome=outcome, entry=entry))
    services.move_entry(project, EntryState.WITHDRAWN)
    assert project.address not in text_of(outcome)
    services.move_entry(outcome, EntryState.WITHDRAWN)
    assert outcome.title not in text_of(meeting)


def test_a_link_stays_in_its_city(places: Town, panel: Panel) -> None:
    elsewhere = making.plan(places.yeongdeungpo)
    with pytest.raises(Exception, match="같은"):
        making.saved(OutcomeLink(outcome=Outcome.objects.get(), entry=elsewhere))


def test_a_presentation_shows_its_marks_at_the_event_and_at_the_panel(
    places: Town, panel: Panel
) -> None:
    event = making.event(places.jeonju)
    shown = making.presentation(event, panel)
    making.presentation(event, panel, 2, title="둘째 발표")
    for criterion, value in (("votes", 120), ("process", "8.5")):
        making.saved(CaseMark(presentation=shown, criterion=criterion, value=value))
    for row in (event, panel):
        page = text_of(row)
        assert page.index("민주적 과정 8.5") < page.index("득표 120"), row
        assert "둘째 발표" in page
    services.move_entry(event, EntryState.WITHDRAWN)
    assert "민주적 과정" not in text_of(panel)


def test_the_clerk_gives_marks_and_links_in_the_administration(places: Town, panel: Panel) -> None:
    client = browser("superuser", places)
    for row in (Outcome.objects.get(), making.presentation(making.event(places.jeonju), panel)):
        path = f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"
        page = client.get(path).content.decode()
        assert 'name="links-TOTAL_FORMS"' in page or 'name="marks-TOTAL_FORMS"' in page
