from importlib import import_module

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The composition root: pages and commands that span all three jobs."""

    name = "civicforum.portal"
    label = "portal"

    def ready(self) -> None:
        """Make Celery's app the current one, so that tasks reach the portal's own broker."""
        import_module("civicforum.celery")
