"""Daul-madang advisory panels, their members, their yearly duties and their outcomes."""

from daulmadang.models.duties import Duty
from daulmadang.models.members import Member
from daulmadang.models.outcomes import Outcome
from daulmadang.models.panels import Field, Panel

__all__ = ["Duty", "Field", "Member", "Outcome", "Panel"]
