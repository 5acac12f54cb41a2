"""The list of roundtables."""

from typing import Any

from django.db.models import Count, F, Min, Q

from roundtables.models import Award, Roundtable


def listed(city: str = "") -> Any:
    """Return public roundtables as rows, newest first, with their first day and counts."""
    winners = Q(awards__kind=Award.Kind.EXCELLENT_POLICY)
    rows = Roundtable.public.filter(city__slug=city) if city else Roundtable.public.all()
    return (
        rows.values(
            "title", "slogan", "number", "address", "attendance", "attendance_is_about",
            city_name=F("city__name"),
            first_day=Min("sessions__date"),
            session_count=Count("sessions", distinct=True),
            winner_count=Count("awards", filter=winners, distinct=True),
        )
        .order_by("-first_day", "-number")
    )  # fmt: skip
