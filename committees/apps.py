from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitteesConfig(AppConfig):
    name = "committees"
    verbose_name = _("Committees")

    def ready(self) -> None:
        """Let the pages of every job tell where something was discussed."""
        from civicforum.record.reports import keep_silent_about, look_up_discussions_with
        from committees.reports import discussions

        look_up_discussions_with(discussions)
        keep_silent_about(meeting__withheld__gt="")
