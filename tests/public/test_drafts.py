"""What is not published has no page and no mention anywhere."""

import pytest
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.test import Client

from civicforum.record import version
from civicforum.record.models import Entry
from civicforum.record.states import EntryState
from tests import making

DRAFTS = (
    ("roundtables", "roundtables/jeonju/round-1"),
    ("proposal", "roundtables/jeonju/round-1/session-1/team-1/proposal-1"),
    ("idea", "roundtables/jeonju/round-1/ideas/idea-1"),
    ("panel", "daulmadang/jeonju/panel-1"),
    ("outcome", "daulmadang/jeonju/panel-1/outcomes/1"),
    ("body", "committees/jeonju/council-1"),
    ("meeting", "committees/jeonju/council-1/1"),
    ("plan", "committees/jeonju/plans/plan-1"),
    ("project", "committees/jeonju/plans/plan-1/project-1"),
    ("event", "committees/jeonju/events/event-1"),
)

SPANNING = (
    "/", "/search/?q=제목", "/sources/", "/sitemap.xml",
    "/roundtables/", "/daulmadang/", "/committees/",
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("state", [EntryState.DRAFT, EntryState.SUBMITTED, EntryState.WITHDRAWN])
def test_what_is_not_published_has_no_page_and_no_mention(client: Client, state: str) -> None:
    city = making.city()
    making.roundtable(city)
    making.panel(city)
    making.meeting(making.body(city))
    making.plan(city)
    making.event(city)
    pk = Cast(F("pk"), CharField())
    Entry.objects.update(title=Concat(Value("제목("), pk, Value(")")))
    version.renew()
    titles = list(Entry.objects.values_list("title", flat=True))
    for _, address in DRAFTS:
        assert client.get(f"/{address}/").status_code == 200, address
    shown = "".join(client.get(path).content.decode() for path in SPANNING)
    assert not [title for title in titles if title not in shown]
    Entry.objects.update(state=state, is_public=False)
    version.renew()
    for _, address in DRAFTS:
        assert client.get(f"/{address}/").status_code == 404, address
    pages = {path: client.get(path).content.decode() for path in SPANNING}
    for path, page in pages.items():
        assert not [title for title in titles if title in page], path
        assert not [address for _, address in DRAFTS if address in page], path


@pytest.mark.parametrize("path", ["/nothing/", "/en/nothing/", "/roundtables/jeonju/nothing/"])
@pytest.mark.django_db
def test_an_unknown_address_gets_a_page_of_ours(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "<main" in response.content.decode()
