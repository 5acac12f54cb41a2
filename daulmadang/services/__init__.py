"""The writers of Daul-madang."""

from daulmadang.services.duties import follow_panel, mark_done, save_duty
from daulmadang.services.panels import save_panel
from daulmadang.services.year import make_coming_years, make_year, take_standard_template

__all__ = [
    "follow_panel",
    "make_coming_years",
    "make_year",
    "mark_done",
    "save_duty",
    "save_panel",
    "take_standard_template",
]
