from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitteesConfig(AppConfig):
    name = "committees"
    verbose_name = _("Committees")

    def ready(self) -> None:
        """Let pages tell where something was discussed, nothing withheld, and no new names."""
        from civicforum.record.desks import look_up_desks_with
        from civicforum.record.lookouts import look_first_with
        from civicforum.record.reports import look_up_discussions_with
        from civicforum.record.silence import keep_silent_about, keep_silent_about_points
        from committees.models.points import is_point_withheld
        from committees.reports import discussions
        from committees.reports.desks import desk_of_meeting
        from committees.services.later_texts import refuse_personal

        look_up_desks_with(desk_of_meeting)
        look_up_discussions_with(discussions)
        keep_silent_about(meeting__withheld__gt="")
        keep_silent_about_points(is_point_withheld)
        look_first_with(refuse_personal)
