"""What the staff bar tells each persona about a page, and about a page that is a draft."""

import pytest
from django.test import Client

from daulmadang.models import Panel
from tests import making
from tests.personas import Town, browser, town

#: Whether the persona is offered to edit a panel of Jeonju's transport department.
EDITS = {
    "superuser": True,
    "jeonju_clerk": True,
    "approver": False,
    "taxi_officer": True,
    "yeongdeungpo_clerk": False,
    "supporter": False,
}


@pytest.fixture
def places(db: None) -> Town:
    return town()


@pytest.mark.parametrize("persona", EDITS)
@pytest.mark.parametrize("state", ["published", "draft"])
def test_only_who_may_edit_is_offered_it(places: Town, persona: str, state: str) -> None:
    making.field(places.jeonju)
    panel = making.panel(places.jeonju)
    if state == "draft":
        Panel.objects.filter(pk=panel.pk).update(state=state, is_public=False)
    signed_in = browser(persona, places)
    for path in (f"/{panel.address}/", f"/en/{panel.address}/"):
        answer = signed_in.get("/staff/here/", {"path": path}).json()
        assert answer["name"]
        assert (len(answer["links"]) == 2) is EDITS[persona]


def test_a_visitor_learns_nothing(places: Town, client: Client) -> None:
    panel = making.panel(places.jeonju)
    answer = client.get("/staff/here/", {"path": f"/{panel.address}/"})
    assert answer.json() == {"name": "", "links": []}
