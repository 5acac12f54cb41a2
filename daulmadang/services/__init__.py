"""The writers of Daul-madang."""

from daulmadang.services.panels import save_duty, save_panel

__all__ = ["save_duty", "save_panel"]
