"""Which points in dispute are withheld from the public, with what they are about."""

from django.db.models import CharField, Exists, ExpressionWrapper, OuterRef, Value
from django.db.models.functions import Cast, Concat

from committees.models.meetings import AgendaItem


def is_point_withheld(discrepancy: str) -> Exists:
    """Return the condition that a discrepancy is about an agenda item that is withheld.

    Its subject names the item by its number: `agenda/2/title` or `agenda-2/title`.
    """
    subject = ExpressionWrapper(OuterRef(f"{discrepancy}subject"), output_field=CharField())
    name = Concat(Value(r"^agenda[-/]\s*0*"), Cast("number", CharField()), Value(r"\s*(/|$)"))
    items = AgendaItem.objects.filter(meeting=OuterRef(f"{discrepancy}entry"), withheld__gt="")
    return Exists(items.annotate(subject=subject).filter(subject__regex=name))
