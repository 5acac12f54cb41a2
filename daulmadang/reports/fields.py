"""What a policy field was called when a panel ended."""

from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from civicforum.kit.partial_dates import as_last_day
from daulmadang.models import FormerName


def field_then() -> Coalesce:
    """The name of a panel's field, for a query: of one that ended, the name it had by then."""
    former = FormerName.objects.annotate(last_day=as_last_day("until")).filter(
        field=OuterRef("field"), last_day__gte=NullIf(OuterRef("ended"), Value(""))
    )
    return Coalesce(
        Subquery(former.order_by("until").values("name")[:1]),
        F("field__name"),
        output_field=CharField(),
    )
