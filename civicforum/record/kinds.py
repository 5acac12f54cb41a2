"""Which table holds each kind of entry and of commitment."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps

from civicforum.record.models import Commitment, Entry


@cache
def model_of_kind(base: Any = Entry) -> dict[str, Any]:
    """Map each kind of entry, or of commitment, to its model."""
    models: list[Any] = [model for model in apps.get_models() if issubclass(model, base)]
    return {model.KIND: model for model in models if model.KIND}


def own_row(row: Any) -> Any:
    """Return an entry or a commitment as the table of its kind has it; any other row as it is."""
    bases: tuple[Any, ...] = (Entry, Commitment)
    for base in bases:
        models = model_of_kind(base)
        if type(row) is base and row.kind in models:
            return models[row.kind].objects.get(pk=row.pk)
    return row


def own_rows(found: Iterable[Commitment]) -> dict[int, Any]:
    """Map commitments to their rows as the tables of their kinds have them; a query per kind."""
    own: dict[int, Any] = {row.pk: row for row in found}
    for kind, model in model_of_kind(Commitment).items():
        keys = [pk for pk, row in own.items() if row.kind == kind and type(row) is Commitment]
        if keys:
            own |= model.objects.select_related(*model.told_with).in_bulk(keys)
    return own


def topics() -> dict[str, Any]:
    """What a rule of reminding may be about, with the name of each: kinds, or what they tell."""
    own = model_of_kind(Commitment)
    plain = {str(kind): kind.label for kind in Commitment.Kind if kind not in own}
    return plain | {topic: name for model in own.values() for topic, name in model.topics().items()}
