"""What members are told by mail of a meeting, in the language in use."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from civicforum.kit.mail import Attached, Letter
from committees.calendars import CALENDAR, one_meeting
from committees.told import NoticeContent

if TYPE_CHECKING:
    from committees.models import Convocation, Invitation


def invitation_letter(invitation: "Invitation") -> Letter:
    """Return the mail to a member: when, where, what about, and the address to answer at."""
    convocation = invitation.convocation
    subject, body = notice_text(convocation, answer_address(invitation))
    file = one_meeting(convocation, invitation.owner.email if invitation.owner else "")
    method = "CANCEL" if convocation.is_cancelled else "REQUEST"
    attached = Attached("meeting.ics", file, f"{CALENDAR}; method={method}")
    return Letter(subject, body, (attached,))


def answer_address(invitation: "Invitation") -> str:
    """Return the address at which a member answers."""
    return f"{settings.SITE_URL}/members/invitations/{invitation.token}/"


def notice_text(convocation: "Convocation", answer_at: str) -> tuple[str, str]:
    """Return subject and text of the notice; a preview shows them before anything is stored."""
    meeting = convocation.meeting
    told = NoticeContent(convocation.content)
    what = {"city": meeting.city, "title": told.title, "when": told.when}
    if convocation.is_cancelled:
        subject = _("[%(city)s] Called off: %(title)s, %(when)s") % what
        return subject, _("%(title)s on %(when)s is called off.") % what
    if convocation.number > 1:
        subject = _("[%(city)s] Changed: %(title)s, %(when)s") % what
    else:
        subject = _("[%(city)s] %(title)s, %(when)s") % what
    return subject, "\n".join(_lines(convocation, told, answer_at))


def _lines(convocation: "Convocation", told: NoticeContent, answer_at: str) -> list[str]:
    body = convocation.meeting.body
    first = _("This replaces the notice sent before.") if convocation.number > 1 else ""
    lines = [first] if first else []
    lines += [_("%(body)s invites you to its meeting.") % {"body": body}, ""]
    lines.append(_("When: %(when)s") % {"when": told.when})
    if told.place:
        lines.append(_("Where: %(place)s") % {"place": told.place})
    if told.link:
        lines.append(_("Link: %(link)s") % {"link": told.link})
    if told.agenda:
        lines += ["", _("Agenda"), *(f"{n}. {title}" for n, title in enumerate(told.agenda, 1))]
    answer = _("Please say at this address whether you will attend. It is yours alone:")
    return [*lines, "", answer, answer_at]
