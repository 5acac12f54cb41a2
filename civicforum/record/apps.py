from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class RecordConfig(AppConfig):
    name = "civicforum.record"
    label = "record"
    verbose_name = _("Public record")

    def ready(self) -> None:
        """Public pages show the names of cities and departments: renew with those, too."""
        from civicforum.people.models import City, Department

        for model in (City, Department):
            post_save.connect(_renew, sender=model, dispatch_uid=f"renew-{model.__name__}")
            post_delete.connect(_renew, sender=model, dispatch_uid=f"renew-{model.__name__}")


def _renew(**_signal: Any) -> None:
    from django.db import transaction

    from civicforum.record.version import renew

    transaction.on_commit(renew)
