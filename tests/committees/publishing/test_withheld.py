"""What is withheld stands nowhere else either: not in footnotes, lists, the export or search."""

import pytest
from django.test import Client

from civicforum.people.models import User
from civicforum.record import version
from civicforum.record.export import export
from civicforum.record.models import Discrepancy, Statement
from civicforum.record.services import move_entry
from civicforum.record.states import EntryState
from committees.models import Body, Meeting
from committees.reports.corrections import fingerprint
from committees.services.withholding import withhold
from tests import making
from tests import minutes_on_their_way as way
from tests.personas import PERSONAS, Town, browser, town

pytestmark = pytest.mark.django_db

OTHER = "감춘 다른 말"


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def body(places: Town) -> Body:
    return way.body(places.yeongdeungpo, places.governance)


@pytest.fixture
def clerk(places: Town) -> User:
    user = PERSONAS["yeongdeungpo_clerk"](places)
    assert user
    return user


def disputed(meeting: Meeting, subject: str, shown: str) -> None:
    """Record that another source says something else."""
    point = making.saved(
        Discrepancy(city=meeting.city, entry=meeting, subject=subject, title="다른 말")
    )
    for order, value in enumerate((shown, OTHER), start=1):
        making.saved(
            Statement(discrepancy=point, order=order, value=value, shown=order == 1, basis="달력")
        )


def telling(meeting: Meeting, words: str) -> list[str]:
    """Where the public reads the words."""
    version.renew()
    body, client = meeting.body.address, Client()
    paths = [f"/{meeting.address}/", f"/{body}/", f"/{body}/years/{way.DAY.year}/", "/sources/"]
    found = [path for path in paths if words in client.get(path).content.decode()]
    if client.get("/search/", {"q": words}).context["page"].paginator.count:
        found.append("search")
    return found + ["export"] * (words in str(export()))


@pytest.mark.parametrize("subject", ["agenda/1/title", "agenda-1/title", "title"])
@pytest.mark.parametrize("is_withheld", [True, False])
def test_what_sources_say_of_it_differently(
    clerk: User, body: Body, subject: str, is_withheld: bool
) -> None:
    meeting = way.agreed(body)
    item = meeting.agenda.get(number=1)
    disputed(meeting, subject, meeting.title if subject == "title" else item.title)
    part = meeting if subject == "title" else item
    withhold(meeting, part, "제5호" if is_withheld else "", actor=clerk)
    meeting.refresh_from_db()
    move_entry(meeting, EntryState.PUBLISHED)
    found = telling(meeting, OTHER)
    assert found == [] if is_withheld else {f"/{meeting.address}/", "search", "export"} <= {*found}


def test_of_another_item_it_is_told(clerk: User, body: Body) -> None:
    meeting = way.agreed(body)
    disputed(meeting, "agenda/2/title", "다음 행사")
    withhold(meeting, meeting.agenda.get(number=1), "제5호", actor=clerk)
    move_entry(meeting, EntryState.PUBLISHED)
    assert f"/{meeting.address}/" in telling(meeting, OTHER)


def test_the_title_of_a_withheld_meeting(clerk: User, body: Body) -> None:
    meeting, later = way.agreed(body), way.agreed(body, 2)
    Meeting.objects.filter(pk=meeting.pk).update(title="감춘 회의")
    meeting.refresh_from_db()
    making.refer(later.agenda.get(number=1), meeting)
    withhold(meeting, meeting, "제5호", actor=clerk)
    for one in (meeting, later):
        one.refresh_from_db()
        move_entry(one, EntryState.PUBLISHED)
    assert telling(meeting, "감춘 회의") == telling(later, "감춘 회의") == []
    assert f"/{later.address}/" in telling(later, "1차 회의")


@pytest.mark.parametrize("subject", ["agenda/1/title", "title"])
def test_search_forgets_what_sources_say_of_it_in_that_moment(
    places: Town, body: Body, subject: str
) -> None:
    meeting = way.agreed(body)
    item = meeting.agenda.get(number=1)
    disputed(meeting, subject, meeting.title if subject == "title" else item.title)
    meeting.refresh_from_db()
    assert OTHER in meeting.other_text
    clerk = browser("yeongdeungpo_clerk", places)
    part = "meeting" if subject == "title" else f"agenda-{item.pk}"
    page = f"/staff/committees/meetings/{meeting.pk}/publish/"
    clerk.post(page, {"do": "withhold", "part": part, "ground": "제5호"})
    meeting.refresh_from_db()
    assert meeting.other_text == ""
    clerk.post(page, {"show": part})
    meeting.refresh_from_db()
    assert OTHER in meeting.other_text


@pytest.mark.parametrize("subject", ["agenda/1/title", "title"])
def test_and_when_a_correction_withholds_it(places: Town, body: Body, subject: str) -> None:
    meeting = way.public(body)
    item = meeting.agenda.get(number=1)
    disputed(meeting, subject, meeting.title if subject == "title" else item.title)
    kind, row = ("meeting", meeting) if subject == "title" else ("agenda", item)
    clerk = browser("yeongdeungpo_clerk", places)
    page = f"/staff/committees/meetings/{meeting.pk}/correct/{kind}/{row.pk}/withheld/"
    sent = {"do": "correct", "value": "제5호", "reason": "비공개 결정", "read": fingerprint("")}
    assert clerk.post(page, sent).status_code == 302
    meeting.refresh_from_db()
    assert meeting.other_text == ""
    assert telling(meeting, OTHER) == []
