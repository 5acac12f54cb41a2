"""What the home page shows of all three jobs."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef

from civicforum.kit.addresses import localized
from civicforum.kit.pages import Turned
from civicforum.kit.prepared import Prepared
from civicforum.record import reports as record
from civicforum.record.models import Entry
from committees import reports as meetings
from committees.models import AgendaItem
from committees.models.withholding import shown
from daulmadang import reports as panels
from roundtables.models import Award, Proposal, Roundtable

_EXCELLENT = Award.public.filter(team=OuterRef("team"), kind=Award.Kind.EXCELLENT_POLICY)
#: Proposals that won, the latest roundtable first.
_WINNERS = Prepared(
    lambda: Proposal.public.filter(Exists(_EXCELLENT)).order_by(
        "-team__session__date", "-team__session__number", "team__number", "order"
    )[:6],
    "title", "address", "is_untitled", "text", "team__number", "team__session__date",
    "team__session__roundtable__title", "team__session__roundtable__address",
    "team__session__roundtable__team_word",
    keys=(),
)  # fmt: skip
#: Agenda items of public meetings that were agreed or deferred, the latest first.
_DECISIONS = Prepared(
    lambda: shown(AgendaItem.public.filter(decision__in=["agreed", "deferred"]))
    .annotate(before=meetings.rows_before())
    .order_by("-meeting__date", "number")[:4],
    "number", "title", "decision", "meeting__title", "meeting__address", "meeting__date", "before",
    keys=(),
)  # fmt: skip


#: Pages that are there whatever the record holds.
FIXED_PAGES = ("/", "/roundtables/", "/daulmadang/", "/committees/", "/sources/")


def paths() -> list[str]:
    """Return the Korean path of every public page, each once; three queries.

    A job's page of a city is there while anything of it is public: every entry of the
    job stands below it. So does the list of a city's matters above each of them.
    """
    entries = list(Entry.public.order_by("address").values_list("kind", "address"))
    addresses = [address for _kind, address in entries]
    lists = ["/".join(address.split("/")[:2]) for address in addresses]
    lists += [one.rpartition("/")[0] for kind, one in entries if kind == Entry.Kind.MATTER]
    calendars = [f"daulmadang/{city}/calendar/{year}" for city, year in panels.calendars()]
    years = [f"{body}/years/{year}" for body, year in meetings.all_years()]
    own = [f"/{address}/" for address in [*lists, *calendars, *years, *addresses]]
    return list(dict.fromkeys([*FIXED_PAGES, *own]))


def search(words: str, kind: str = "") -> Any:
    """Return what a search finds, and of each whether its title is ours (`is_untitled`).

    A meeting that is withheld is not found: its page tells nothing that anybody looks for.
    """
    untitled = Proposal.public.filter(pk=OuterRef("pk"), is_untitled=True)
    found = record.told(record.search(words, kind), "")
    return found.annotate(is_untitled=Exists(untitled))


def kinds_found(words: str) -> dict[str, int]:
    """Count what a search finds by kind; one query."""
    return record.kinds_found(search(words))


def places(found: Iterable[Entry], words: str) -> dict[str, str]:
    """Map the addresses of what a search found to where the words stand in it."""
    entries = list(found)
    said = meetings.said_in(entries, words)
    own = {entry.address: f"/{entry.address}/" for entry in entries}
    return {address: localized(said.get(address, path)) for address, path in own.items()}


def home(on: dt.date, turned: Turned) -> dict[str, Any]:
    """Read the home page for a day: what was decided, what is owed, where to go on."""
    page: dict[str, Any] = {
        "proposals": _WINNERS(),
        "decisions": list(map(_with_link, _DECISIONS())),
        "owed": record.owed(on),
        "promised": record.promised(),
    }
    return {
        **page,
        "roundtable_count": Roundtable.public.count(),
        "totals": panels.totals(on),
        **record.notes_on(turned, points=_points(**page)).context,
    }


def _with_link(item: dict[str, Any]) -> dict[str, Any]:
    """A decision with the path to where it stands."""
    path = meetings.item_link(item["meeting__address"], item["number"], item["before"])
    return item | {"link": path}


def _points(
    proposals: list[dict[str, Any]],
    decisions: list[dict[str, Any]],
    owed: list[dict[str, Any]],
    promised: list[dict[str, Any]],
) -> list[record.Point]:
    """What the lists of the home page show."""
    commitments = [(row["entry__address"], row["key"]) for row in [*owed, *promised]]
    return [
        *record.titles((row["address"] for row in proposals), "lines"),
        *record.titles(row["team__session__roundtable__address"] for row in proposals),
        *((row["meeting__address"], f"agenda/{row['number']}/title") for row in decisions),
        *record.titles(row["meeting__address"] for row in decisions),
        *record.titles_owed(commitments),
    ]
