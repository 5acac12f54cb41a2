from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from civicforum.people.models import City


class RecordConfig(AppConfig):
    name = "civicforum.record"
    label = "record"
    verbose_name = _("Public record")

    def ready(self) -> None:
        """Public pages show the names of cities and departments: renew with those, too."""
        from civicforum.people.models import City, Department

        post_save.connect(_mask, sender=City, dispatch_uid="mask-City")
        for model in (City, Department):
            post_save.connect(_renew, sender=model, dispatch_uid=f"renew-{model.__name__}")
            post_delete.connect(_renew, sender=model, dispatch_uid=f"renew-{model.__name__}")


def _mask(instance: "City", **_signal: Any) -> None:
    from civicforum.record.services import reindex_names

    reindex_names(instance)


def _renew(**_signal: Any) -> None:
    from django.db import transaction

    from civicforum.record.version import renew

    transaction.on_commit(renew)
