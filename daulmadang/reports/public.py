"""What the public pages of Daul-madang panels read."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.core.paginator import Page
from django.db.models import Case, Count, Max, Min, Q, Sum, When

from civicforum.kit.dates import format_partial
from civicforum.kit.pages import Turned
from civicforum.kit.prepared import Prepared, PreparedList
from civicforum.record.models import of_city
from committees.models import Body
from daulmadang.models import Member, Outcome, Panel


@dataclass(frozen=True)
class Totals:
    """How many panels, members and fields there are, and the days for which that is known."""

    panels: int = 0
    members: int | None = None
    fields: int = 0
    oldest: str = ""
    latest: str = ""

    @property
    def as_of(self) -> str:
        """The day of the numbers; a span where panels are known for different days."""
        first, last = format_partial(self.oldest), format_partial(self.latest)
        return last if first == last else f"{first} – {last}"


_PANELS = PreparedList(
    lambda city: Panel.public.filter(of_city(city)).order_by(
        "city__name", "field__order", "field__name", "field", "department__name", "title", "address"
    ),
    "title", "address", "purpose", "size", "city__name", "field", "field__name",
    "department__name",
    size=40,
)  # fmt: skip
#: One row, or none: all public panels together.
_TOTALS = Prepared(
    lambda city: Panel.public.filter(of_city(city))
    .values("is_public")
    .annotate(
        panels=Count("pk"),
        members=Sum("size"),
        fields=Count("field", distinct=True),
        oldest=Min("as_of", filter=~Q(as_of="")),
        latest=Max("as_of"),
    ),
    "panels", "members", "fields", "oldest", "latest",
    keys=(str,),
)  # fmt: skip


def panels(city: str, turned: Turned) -> Page:
    """Return a page of the public panels of a city or of all, by field and department."""
    return _PANELS.page(turned.asked(), city)


def totals(city: str = "") -> Totals:
    """Count the public panels, members and fields of a city or of all; one query."""
    rows = _TOTALS(city)
    return Totals(*rows[0].values()) if rows else Totals()


_HEADINGS = list(Outcome.Heading)
_HEADING_ORDER = Case(*(When(heading=one, then=n) for n, one in enumerate(_HEADINGS)))
_OUTCOME_COLUMNS = ("heading", "title", "address", "panel__title", "panel__address")
_OUTCOMES = PreparedList(
    lambda city: Outcome.public.filter(of_city(city)).order_by(_HEADING_ORDER, "order", "address"),
    *_OUTCOME_COLUMNS,
    size=40,
)
_OUTCOMES_OF_PANEL = PreparedList(
    lambda panel: Outcome.public.filter(panel=panel).order_by(_HEADING_ORDER, "order"),
    *_OUTCOME_COLUMNS,
    size=40,
    keys=(int,),
)


def outcomes(city: str, turned: Turned) -> Page:
    """Return a page of the public outcomes of a city or of all, by heading; one query."""
    return _with_headings(_OUTCOMES.page(turned.asked("outcomes"), city))


def outcomes_of(panel: Panel, turned: Turned) -> Page:
    """Return a page of a panel's public outcomes, by heading; one query."""
    return _with_headings(_OUTCOMES_OF_PANEL.page(turned.asked("outcomes"), panel.pk))


def _with_headings(page: Page) -> Page:
    page.object_list = [
        (str(Outcome.Heading(heading).label), list(own))
        for heading, own in groupby(page, key=itemgetter("heading"))
    ]
    return page


def names_of_members(body: Body) -> list[str]:
    """The names of all who belong or belonged to a panel; for no public page."""
    return list(Member.objects.filter(seat__body=body.pk).values_list("name", flat=True))
