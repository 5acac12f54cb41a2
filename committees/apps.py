from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitteesConfig(AppConfig):
    name = "committees"
    verbose_name = _("Committees")

    def ready(self) -> None:
        """Let the pages of every job tell where something was discussed, and nothing withheld."""
        from civicforum.record.reports import look_up_discussions_with
        from civicforum.record.silence import keep_silent_about, keep_silent_about_points
        from committees.models.points import is_point_withheld
        from committees.reports import discussions

        look_up_discussions_with(discussions)
        keep_silent_about(meeting__withheld__gt="")
        keep_silent_about_points(is_point_withheld)
