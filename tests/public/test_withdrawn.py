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
from civicforum.record.models import Entry
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
