"""Addresses and texts follow the rows they are made of, and stay where they were public."""

import datetime as dt

import pytest
from django.test import Client

from civicforum.record import services
from civicforum.record.models import Entry
from civicforum.record.states import EntryState
from committees.models import Plan, Project
from daulmadang.models import Outcome
from roundtables.models import (
    Award,
    Idea,
    Proposal,
    ProposalLine,
    Roundtable,
    Session,
    Tally,
    Team,
)
from tests import making
from tests.admin.forms import admin_url, errors, send
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("jeonju_clerk", places)


def draft(places: Town) -> Roundtable:
    """A public roundtable whose two sittings have a team with a draft each."""
    table: Roundtable = making.roundtable(places.jeonju, parts=0)
    session = table.sessions.get()
    other = making.saved(Session(roundtable=table, number=2, date=dt.date(2021, 6, 4)))
    for number, sitting in ((1, session), (2, session), (1, other)):
        team = making.saved(Team(session=sitting, number=number))
        making.saved(Proposal(city=table.city, team=team, title=f"{sitting.number}-{number}"))
    return table


def ends() -> dict[str, str]:
    """What comes after the roundtable in each proposal's address."""
    rows = Proposal.objects.values_list("title", "address")
    return {title: address.split("/", 3)[3] for title, address in rows}


@pytest.mark.parametrize("what", ["teams", "sessions"])
def test_rows_whose_proposals_have_been_public_keep_their_numbers(
    clerk: Client, places: Town, what: str
) -> None:
    table = draft(places)
    services.move_entry(Proposal.objects.get(title="1-1"), EntryState.PUBLISHED)
    services.move_entry(Proposal.objects.get(title="1-1"), EntryState.WITHDRAWN)
    before = ends()
    whole = table if what == "sessions" else table.sessions.get(number=1)
    swap = {f"{what}-0-number": 2, f"{what}-1-number": 1}
    response = send(clerk, admin_url(whole), **swap)
    assert "“1-1” 항목은 이미 공개되어 주소를 바꿀 수 없습니다" in errors(response)
    assert ends() == before
    proposal = Proposal.objects.get(title="1-1")
    assert send(clerk, admin_url(proposal), tag="[병원]").status_code == 302


def test_drafts_move_with_their_team_and_their_sitting(clerk: Client, places: Town) -> None:
    table = draft(places)
    swap = {"teams-0-number": 2, "teams-1-number": 1}
    assert send(clerk, admin_url(table.sessions.get(number=1)), **swap).status_code == 302
    assert ends() == {
        "1-1": "session-1/team-2/proposal-1",
        "1-2": "session-1/team-1/proposal-1",
        "2-1": "session-2/team-1/proposal-1",
    }
    swap = {"sessions-0-number": 2, "sessions-1-number": 1}
    assert send(clerk, admin_url(table), **swap).status_code == 302
    assert ends() == {
        "1-1": "session-2/team-2/proposal-1",
        "1-2": "session-2/team-1/proposal-1",
        "2-1": "session-1/team-1/proposal-1",
    }


def test_drafts_move_with_what_they_are_part_of(clerk: Client, places: Town) -> None:
    plan = making.saved(Plan(city=places.jeonju, slug="old", title="계획"))
    project = making.saved(Project(city=places.jeonju, plan=plan, slug="p", number=1, title="사업"))
    assert send(clerk, admin_url(plan), slug="new").status_code == 302
    project.refresh_from_db()
    assert project.address == "committees/jeonju/plans/new/p"


def test_a_winner_who_is_moved_leaves_no_name_behind(clerk: Client, places: Town) -> None:
    a, b = (making.roundtable(places.jeonju, n, parts=0) for n in (1, 2))
    fields = {"kind": "best_citizen", "order": 1, "person_name": "송미나", "name_basis": "보도"}
    award = making.saved(Award(roundtable=a, **fields))
    assert send(clerk, admin_url(award), roundtable=b.pk).status_code == 302
    found = Entry.objects.filter(text__contains="송미나").values_list("pk", flat=True)
    assert [*found] == [b.pk]


def test_texts_follow_the_label_of_a_team_and_a_sitting(clerk: Client, places: Town) -> None:
    making.roundtable(places.jeonju)
    team, idea = Team.objects.get(), Idea.objects.get()
    making.saved(Tally(session=team.session, idea=idea, place=1, votes=32))
    assert send(clerk, admin_url(team), label="어린이").status_code == 302
    assert "어린이" in Proposal.objects.get().text
    assert send(clerk, admin_url(team.session), label="야간").status_code == 302
    assert "야간 1위 32표" in Idea.objects.get().text


def test_outcomes_follow_the_name_of_their_panel(clerk: Client, places: Town) -> None:
    panel = making.panel(places.jeonju)
    assert send(clerk, admin_url(panel), title="새 이름 다울마당").status_code == 302
    assert "새 이름 다울마당" in Outcome.objects.get().text


def test_a_line_stays_above_what_stands_below_it(clerk: Client, places: Town) -> None:
    making.roundtable(places.jeonju)
    proposal, top = Proposal.objects.get(), ProposalLine.objects.get()
    making.saved(ProposalLine(proposal=proposal, order=2, text="아래 줄", parent=top))
    for url, name in ((admin_url(proposal), "lines-0-order"), (admin_url(top), "order")):
        assert "“아래 줄” 줄이 이 줄의 아래에" in errors(send(clerk, url, **{name: 3}))
    both = {"lines-0-order": 3, "lines-1-order": 4}
    assert send(clerk, admin_url(proposal), **both).status_code == 302
