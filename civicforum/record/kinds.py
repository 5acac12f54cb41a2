"""Which table holds each kind of entry."""

from functools import cache

from django.apps import apps

from civicforum.record.models import Entry


@cache
def model_of_kind() -> dict[str, type[Entry]]:
    """Map each kind of entry to its model."""
    return {
        model.KIND: model for model in apps.get_models() if issubclass(model, Entry) and model.KIND
    }
