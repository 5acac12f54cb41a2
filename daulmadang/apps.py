from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DaulmadangConfig(AppConfig):
    name = "daulmadang"
    verbose_name = _("Daul-madang")

    def ready(self) -> None:
        """Let the names of a panel's members be found in its minutes."""
        from committees.reports.roster import look_up_names_with
        from daulmadang.reports import names_of_members

        look_up_names_with(names_of_members)
