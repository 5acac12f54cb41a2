from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DaulmadangConfig(AppConfig):
    name = "daulmadang"
    verbose_name = _("Daul-madang")

    def ready(self) -> None:
        """Let names of members be found in minutes, and pages of every job tell what came of it.

        Minutes of panels are owed by the rule that judges them. Of duties that were called off
        nothing is given out.
        """
        from civicforum.record.desks import look_up_desks_with
        from civicforum.record.reports import look_up_results_with
        from civicforum.record.silence import keep_silent_about_commitments
        from committees.reports.event import look_up_marks_with
        from committees.reports.publication import look_up_days_with
        from committees.reports.roster import look_up_names_with
        from daulmadang.reports import names_of_members
        from daulmadang.reports.desks import desk_of_duty
        from daulmadang.reports.duties import CALLED_OFF_AMONG_ALL
        from daulmadang.reports.links import came_of, marks_of
        from daulmadang.reports.rules import publication_days

        look_up_desks_with(desk_of_duty)
        look_up_days_with(publication_days)
        look_up_names_with(names_of_members)
        look_up_results_with(came_of)
        look_up_marks_with(marks_of)
        keep_silent_about_commitments(CALLED_OFF_AMONG_ALL)
