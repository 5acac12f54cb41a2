"""The list of roundtables."""

from django.core.paginator import Page
from django.db.models import F, OuterRef, Subquery

from civicforum.kit.prepared import PreparedList
from civicforum.kit.rows import CountOf
from civicforum.record.models import of_city
from roundtables.models import Award, Roundtable, Session

_SESSIONS = Session.public.filter(roundtable=OuterRef("pk"))
_WINNERS = Award.public.filter(roundtable=OuterRef("pk"), kind=Award.Kind.EXCELLENT_POLICY)

_LISTED = PreparedList(
    lambda city: Roundtable.public.filter(of_city(city))
    .annotate(
        first_day=Subquery(_SESSIONS.order_by("date").values("date")[:1]),
        session_count=CountOf(_SESSIONS),
        winner_count=CountOf(_WINNERS),
    )
    .order_by(F("first_day").desc(nulls_last=True), "-number", "address"),
    "title", "slogan", "number", "address", "as_of", "city__name",
    "attendance", "attendance_is_about", "first_day", "session_count", "winner_count",
    size=20,
)  # fmt: skip


def listed(city: str, number: int) -> Page:
    """Return a page of the public roundtables of a city or of all, newest first; one query."""
    return _LISTED.page(number, city)
