"""Making and ending the secret addresses of calendars."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from civicforum.people.models import Department, User
from civicforum.people.policy import Action, can
from civicforum.record.errors import NotAllowed, RecordError
from daulmadang.models import CalendarAddress, Duty, Panel

#: More open addresses than this one person has no use for.
MOST = 10


@transaction.atomic
def make_address(
    person: User, department: Department | None = None, panel: Panel | None = None
) -> CalendarAddress:
    """Make an address at which a person's calendar program fetches what the person may see.

    Raises NotAllowed for a department or panel out of reach, RecordError when there are many.
    """
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    for row in filter(None, (department, panel)):
        if not can(person, Action.VIEW, type(row), row):
            raise NotAllowed(_("“%s” is outside your role.") % row)
    if not can(person, Action.VIEW, Duty):
        raise NotAllowed(_("“%s” is outside your role.") % Duty._meta.verbose_name)
    if CalendarAddress.objects.filter(user=person, ended_at=None).count() >= MOST:
        raise RecordError(_("You have many addresses already. End one that you do not use."))
    return CalendarAddress.objects.create(user=person, department=department, panel=panel)


def end_address(person: User, pk: int, now: dt.datetime) -> bool:
    """End one of a person's own addresses for good; False if the person has no such open one."""
    own = CalendarAddress.objects.filter(user=person, pk=pk, ended_at=None)
    return own.update(ended_at=now) == 1
