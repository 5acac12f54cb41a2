"""Lines, awards and votes belong to the proposal, the roundtable and the sitting they name."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.test import Client

from civicforum.kit.lines import as_text
from civicforum.record import services, version
from civicforum.record.states import EntryState
from roundtables import export
from roundtables.models import Award, Idea, Proposal, ProposalLine, Roundtable, Session, Tally, Team
from tests import making
from tests.admin.forms import admin_url, errors, send
from tests.admin.rows import Rows, everything
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def rows(places: Town) -> Rows:
    return everything(places.jeonju, places.transport)


@pytest.fixture
def other(rows: Rows) -> Roundtable:
    """Another roundtable of the same city, with one of everything."""
    return making.roundtable(rows[Roundtable].city, 20)


def refused(row: Model) -> set[str]:
    """The fields for which the service refuses the row."""
    with pytest.raises(ValidationError) as error:
        services.save_row(row)
    return set(error.value.message_dict)


def test_a_line_stands_below_an_earlier_line_of_its_own_proposal(
    rows: Rows, other: Roundtable
) -> None:
    first = rows[ProposalLine]
    second = making.saved(
        ProposalLine(proposal=first.proposal, order=2, text="둘째 줄", parent=first)
    )
    foreign = ProposalLine.objects.get(proposal__team__session__roundtable=other)
    for line, parent in ((first, second), (first, first), (second, foreign)):
        line.parent = parent
        assert refused(line) == {"parent"}
    first.order = 3  # a line does not come before itself, either
    first.parent = ProposalLine.objects.get(pk=first.pk)
    assert refused(first) == {"parent"}


def test_an_award_names_a_sitting_and_a_team_of_its_roundtable(
    rows: Rows, other: Roundtable
) -> None:
    award = rows[Award]
    award.session, award.team = other.sessions.first(), None
    assert refused(award) == {"session"}
    award.session, award.team = None, Team.objects.get(session__roundtable=other)
    assert refused(award) == {"team"}
    evening = making.saved(Session(roundtable=award.roundtable, number=2, date="2021-06-04"))
    award.session, award.team = evening, rows[Team]
    assert refused(award) == {"team"}
    award.session = None
    services.save_row(award)


def test_votes_are_of_a_sitting_of_the_ideas_roundtable(rows: Rows, other: Roundtable) -> None:
    rows[Tally].session = other.sessions.first()
    assert refused(rows[Tally]) == {"session"}


def test_the_form_of_a_proposal_refuses_a_line_below_a_later_one(places: Town, rows: Rows) -> None:
    proposal, first = rows[Proposal], rows[ProposalLine]
    second = making.saved(ProposalLine(proposal=proposal, order=2, text="둘째 줄"))
    client = browser("jeonju_clerk", places)
    response = send(client, admin_url(proposal), **{"lines-0-parent": second.pk})
    assert response.status_code == 200
    assert "“첫 줄”" in errors(response)
    first.refresh_from_db()
    assert first.parent is None


def test_lines_that_point_at_each_other_are_all_shown(rows: Rows) -> None:
    """From before the rule: a page or an export must not fail on them, nor lose one."""
    first = rows[ProposalLine]
    second = making.saved(ProposalLine(proposal=first.proposal, order=2, text="둘째 줄"))
    third = making.saved(
        ProposalLine(proposal=first.proposal, order=3, text="셋째 줄", parent=first)
    )
    ProposalLine.objects.filter(pk=first.pk).update(parent=second)
    ProposalLine.objects.filter(pk=second.pk).update(parent=first)
    lines = ProposalLine.objects.filter(proposal=third.proposal)
    assert as_text(lines) == "첫 줄\n  둘째 줄\n  셋째 줄"


def test_a_draft_with_evidence_of_its_way_is_not_deleted(places: Town, rows: Rows) -> None:
    idea = rows[Idea]
    services.delete_row(rows[Tally])
    services.move_entry(idea, EntryState.SUBMITTED)
    services.move_entry(idea, EntryState.DRAFT)
    client = browser("jeonju_clerk", places)
    response = client.post(admin_url(idea, "delete"), {"post": "yes"}, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert idea.state_changes.count() == 2


def test_an_award_from_before_the_rule_names_no_withdrawn_sitting(
    client: Client, rows: Rows, other: Roundtable
) -> None:
    table, sitting = rows[Roundtable], other.sessions.get(number=1)
    sitting.label = "철회된 주간"
    services.save_row(sitting)
    services.move_entry(table, EntryState.PUBLISHED)
    team = Team.objects.get(session=sitting)
    Award.objects.filter(roundtable=table).update(session=sitting, team=team)
    assert "철회된 주간" in client.get(table.get_absolute_url()).content.decode()
    services.move_entry(other, EntryState.WITHDRAWN)
    version.renew()
    assert "철회된 주간" not in client.get(table.get_absolute_url()).content.decode()
    assert other.address not in str(export.export())
