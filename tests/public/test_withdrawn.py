"""What is withdrawn, each entry by itself, is named by no page and in no export any more."""

import json
import re

import pytest
from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.test import Client

import civicforum.record.export
import committees.export
import daulmadang.export
import roundtables.export
from civicforum.record import services, version
from civicforum.record.models import Entry, Programme
from civicforum.record.states import EntryState
from tests.public.test_pages import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


EXPORTS = {module.__name__: module for module in (
    civicforum.record.export, roundtables.export, committees.export, daulmadang.export,
)}  # fmt: skip


def read(client: Client, place: str) -> str:
    """A page as a visitor gets it, "" where there is none; or the tables of an export."""
    if place in EXPORTS:
        return json.dumps(EXPORTS[place].export(), ensure_ascii=False)
    response = client.get(place)
    return response.content.decode() if response.status_code == 200 else ""


def names_of(entry: Entry) -> re.Pattern[str]:
    """Find the entry's title or address; a programme has that of its city's list, which stays."""
    title, address = re.escape(entry.title), re.escape(entry.address)
    is_list = entry.kind == Entry.Kind.PROGRAMME
    return re.compile(title if is_list else rf"{title}|\b{address}(?![\w-])")


def test_a_withdrawn_entry_is_named_nowhere(client: Client) -> None:
    """Titles that occur nowhere else take the place of those that documents quote, too."""
    pk = Cast(F("pk"), CharField())
    Entry.objects.update(title=Concat(Value("제목("), pk, Value(")")))
    version.renew()
    texts = {place: read(client, place) for place in [*addresses(), *EXPORTS]}
    named, still = 0, []
    for entry in Entry.public.all():
        names = names_of(entry)
        naming = [place for place, text in texts.items() if names.search(text)]
        named += len(naming)
        with transaction.atomic():
            services.move_entry(entry, EntryState.WITHDRAWN)
            version.renew()
            left = [place for place in naming if names.search(read(client, place))]
            transaction.set_rollback(True)
        still += [(entry.address, place) for place in left]
    assert named > 350
    assert still == []


def test_a_withdrawn_programme_leaves_the_list_of_what_is_still_public(client: Client) -> None:
    """The page is the city's list as well: what the programme says goes, the rest stays."""
    for address in ("roundtables/jeonju", "daulmadang/jeonju", "committees/yeongdeungpo"):
        programme = Programme.objects.get(address=address)
        said = [programme.title, *programme.points.values_list("text", flat=True)]
        said += programme.commitments.values_list("title", flat=True)
        listed = Entry.public.filter(address__regex=f"^{address}/[^/]+$").first()
        services.move_entry(programme, EntryState.WITHDRAWN)
        version.renew()
        page = client.get(f"/{address}/")
        assert page.status_code == 200
        text = page.content.decode()
        assert not [words for words in said if words in text]
        assert listed is not None
        assert listed.title in text
        assert f"/{address}/</loc>" in mapped(client)
    assert client.get("/daulmadang/jeonju/calendar/2021/").status_code == 404
    assert client.get("/daulmadang/calendar/2021/").status_code == 404


def mapped(client: Client) -> str:
    """All site maps."""
    index = client.get("/sitemap.xml").content.decode()
    maps = re.findall(r"/sitemap-\d+\.xml", index)
    assert maps
    return "".join(client.get(path).content.decode() for path in maps)


def test_a_city_of_which_nothing_is_public_has_no_page(client: Client) -> None:
    for entry in Entry.public.filter(city__slug="yeongdeungpo", within=None):
        services.move_entry(entry, EntryState.WITHDRAWN)
    version.renew()
    assert client.get("/committees/yeongdeungpo/").status_code == 404
    assert "yeongdeungpo" not in mapped(client)
