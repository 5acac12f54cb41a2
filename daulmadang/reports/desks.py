"""Where the duties of the panels are seen to."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from civicforum.record.desks import Desk
from civicforum.record.models import Commitment
from daulmadang.models import Duty


def desk_of_duty(commitment: Commitment) -> Desk | None:
    """Return the sheet of an inspection, or the lines of the year where a duty is marked done."""
    if not isinstance(commitment, Duty):
        return None
    if sheet := getattr(commitment, "sheet", None):
        path = reverse("daulmadang_staff:sheet", args=[sheet.pk])
        return Desk(_("Complete and submit the sheet"), path)
    asked = {"city": commitment.city.slug}
    if commitment.panel_id:
        asked["panel"] = str(commitment.panel_id)
    path = reverse("daulmadang_staff:year", args=[commitment.year])
    return Desk(_("Say there that it is done"), f"{path}?{urlencode(asked)}")
