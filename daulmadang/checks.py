"""What the rows of panels, duties and outcomes add up to."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from civicforum.record.checks import Computed, sourced
from civicforum.record.models import Programme
from daulmadang.models import Duty, Outcome, Panel


def computed() -> Iterator[Computed]:
    """Yield every figure of each city's panels, calendar and outcomes."""
    for programme in Programme.objects.filter(job=Programme.Job.DAULMADANG).select_related(
        "document"
    ):
        counts = {**_panels(programme), **_duties(programme), **_outcomes(programme)}
        for subject, value in counts.items():
            yield Computed(programme.address, subject, value)


def _panels(programme: Programme) -> dict[str, int]:
    rows = sourced(Panel).filter(city=programme.city_id)
    panels = [_as_stated(panel) for panel in rows.select_related("field", "document")]
    fields = Counter(panel.field.slug for panel in panels)
    return {
        "panels": len(panels),
        "members": sum(panel.size or 0 for panel in panels),
        "fields": len(fields),
        "departments": len({panel.department_id for panel in panels}),
        **{f"fields/{slug}/panels": number for slug, number in fields.items()},
    }


def _as_stated(panel: Any) -> Any:
    """The panel as its document knew it; it may be known for a later day by now."""
    known = panel.history.filter(as_of=panel.document.known_until)
    return panel if panel.as_of == panel.document.known_until else known.first() or panel


def _duties(programme: Programme) -> dict[str, int]:
    """Count duties by what the document could know, not by what was done since."""
    rows = sourced(Duty).filter(city=programme.city_id)
    duties = list(rows.select_related("document"))
    past = sum(duty.due <= duty.document.known_until for duty in duties if duty.document)
    return {
        "duties/past": past,
        "duties/planned": len(duties) - past,
        "duties/with_half": sum(duty.half is not None for duty in duties),
        **{f"duties/{year}": n for year, n in Counter(duty.year for duty in duties).items()},
        **{f"duties/{kind}": sum(duty.type == kind for duty in duties) for kind in Duty.Type},
    }


def _outcomes(programme: Programme) -> dict[str, int]:
    rows = sourced(Outcome).filter(city=programme.city_id)
    headings = Counter(rows.values_list("heading", flat=True))
    return {f"outcomes/{heading}": headings[heading] for heading in Outcome.Heading}
