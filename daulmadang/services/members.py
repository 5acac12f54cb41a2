"""Appointing to a panel, appointing again, releasing: each holds the city and the panel.

A person may be appointed to two panels at once by two departments: whoever comes second waits
until the first is done, and sees what the first did.
"""

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from civicforum.kit.dates import format_date, format_partial
from civicforum.kit.languages import in_every_language
from civicforum.people.policy import Action
from civicforum.people.services import require
from civicforum.record.errors import RecordError
from civicforum.record.services import delete_row
from civicforum.record.services.entries import store
from civicforum.record.services.holding import hold_entries
from civicforum.record.version import record_write
from committees.models import Body, Person, Seat
from committees.services.people import hold_city
from committees.services.tenures import hand_over, save_tenure
from daulmadang.existing import has_ended
from daulmadang.models import Member, Panel
from daulmadang.reports.people import same_person
from daulmadang.reports.rules import rules_on
from daulmadang.reports.sitting import consecutive_terms, is_prolonged, over_limit, overlap

if TYPE_CHECKING:
    from civicforum.people.models import User

CHAIR, MEMBER = "위원장", "위원"
#: Why a term ended for another's, in whatever language its history says it.
_IN_THE_PLACE = gettext_noop("Somebody else was appointed in the place")


@record_write
def appoint(
    panel: Panel,
    member: Member,
    *,
    email: str = "",
    somebody_new: bool = False,
    in_place_of: Member | None = None,
    actor: "User | None" = None,
    reason: str = "",
    again_reason: str = "",
) -> None:
    """Appoint a member, who has no seat yet, to a panel (위촉).

    The seat is that of `in_place_of`, whose term ends the day before, or a vacant one of the
    role, or a new one. The person is found as `save_member` does, unless it is `somebody_new`.
    Raises ValidationError with one message per field, and NotAllowed out of the actor's reach.
    """
    held = _hold(panel)
    member.full_clean(exclude=["seat", "person", "account", "tenure_ptr", "document"])
    if somebody_new:
        member.person = Person(city=held.city, name=member.name, told_apart=member.affiliation)
        store(member.person, actor=actor, reason=reason, allowed=True)
    if in_place_of is not None:
        _make_room(held, in_place_of, member, actor)
    seat = in_place_of.seat if in_place_of else _vacant_seat(held, member)
    member.seat = seat or _new_seat(held, member, actor, reason)
    save_member(member, email=email, actor=actor, reason=reason, again_reason=again_reason)


@record_write
def save_member(
    member: Member,
    *,
    email: str,
    actor: "User | None" = None,
    reason: str = "",
    again_reason: str = "",
) -> None:
    """Store a member of a panel; mail goes to `email`. The one door for members.

    Where no person is named it is who has the same e-mail, or name and affiliation. Raises
    ValidationError where a second chair would sit, where the person sits on the panel already,
    on so many that it takes a reason, or had as many terms in a row as the city allows and no
    `again_reason` is given for another one or a longer one, where the term ends without a
    reason, and what `save_tenure` raises.
    """
    if member.ends_on and not member.end_reason.strip():
        raise ValidationError({"end_reason": _("Say why the member is released.")})
    panel = _hold(member.seat.body)
    stored = Member.objects.filter(pk=member.pk).first()
    if member.person is None:
        member.person = same_person(panel.city, member.name, member.affiliation, email)
    if not stored or _reaches_further(stored, member):
        _check_panel(panel, member)
        _check_chair(panel, member)
        if member.person is not None:
            _check_person(panel, member, member.person, actor)
    former = _prolonged(stored, member) if stored else _followed(panel, member)
    if former is not None:
        _check_reappointment(panel, member, former, again_reason)
    save_tenure(member, email=email, actor=actor, reason=reason)


@record_write
def reappoint(
    member: Member,
    *,
    starts_on: dt.date,
    term_ends: dt.date | None = None,
    reason: str = "",
    over_limit_reason: str = "",
    actor: "User | None" = None,
) -> Member:
    """Appoint a member again (재위촉): the term ends, and the next begins the day after.

    Returns the new term. Raises what `save_member` raises; RecordError where it has ended.
    """
    former = _held_member(member, actor)
    if starts_on <= former.starts_on:
        text = _("The next term must begin after the former one.")
        raise ValidationError({"starts_on": text})
    again = Member(
        seat=former.seat, person=former.person, starts_on=starts_on, term_ends=term_ends,
        over_limit_reason=over_limit_reason,
        **{name: getattr(former, name) for name in _KEPT},
    )  # fmt: skip
    told = ": ".join(filter(None, (_("Re-appointed"), reason)))
    _end(former, starts_on - dt.timedelta(days=1), told, actor)
    save_member(again, email=_email(former), actor=actor, reason=told, again_reason=reason)
    hand_over(former, again, actor=actor)
    return again


_KEPT = (
    "name", "affiliation", "kind", "is_chair", "sex", "age_band", "public_name_basis",
)  # fmt: skip


@record_write
def release(member: Member, *, day: dt.date, reason: str, actor: "User | None" = None) -> None:
    """Release a member (해촉) as of a last day, with the reason.

    Raises ValidationError without a reason or for a day before the appointment, RecordError
    where the member has been released, and NotAllowed out of the actor's reach.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the member is released.")})
    held = _held_member(member, actor)
    if day < held.starts_on:
        text = _("The release must not lie before the appointment.")
        raise ValidationError({"day": text})
    held.ends_on, held.end_reason = day, reason
    save_tenure(held, email=_email(held), actor=actor, reason=reason)


@record_write
def withdraw(member: Member, *, reason: str, actor: "User | None" = None) -> Member | None:
    """Take back an appointment that has not begun; the history keeps it with the reason.

    Where it was to follow another term, which was ended for it, that term goes on and is returned.
    Raises ValidationError without a reason, RecordError where the term has begun, and what
    `delete_row` raises.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the appointment is taken back.")})
    held = _held_member(member, actor)
    if held.starts_on <= timezone.localdate():
        text = _("The term of %(name)s has begun: release the member instead.")
        raise RecordError(text % {"name": held.name})
    former = _ended_for(held)
    if former is not None:
        former.ends_on, former.end_reason = None, ""
        hand_over(held, former, actor=actor)
    delete_row(held, actor=actor, reason=reason, allowed=True)  # who appoints takes it back
    if former is not None:
        save_tenure(former, email=_email(former), actor=actor, reason=reason)
    return former


def _ended_for(member: Member) -> Member | None:
    """The term in the seat that was ended the day before, so that the member's could follow."""
    before = member.starts_on - dt.timedelta(days=1)
    found = Member.objects.filter(seat=member.seat_id, ends_on=before)
    former = found.select_related("seat__body__city", "person", "account").first()
    if former is None:
        return None
    made_room = former.end_reason in in_every_language(_IN_THE_PLACE)
    return former if made_room or former.person_id == member.person_id else None


def _hold(body: Body) -> Panel:
    """Hold the city and the panel, and return the panel as it is stored."""
    hold_city(body.city_id)
    hold_entries(body)
    panel = Panel.objects.select_related("city").filter(pk=body.pk).first()
    if panel is None:
        raise ValidationError({"seat": _("Choose a seat of a panel.")})
    return panel


def _held_member(member: Member, actor: "User | None") -> Member:
    """Return the member as stored, once the panel is held; it sits there still."""
    _hold(member.seat.body)
    found = Member.objects.select_related("seat__body__city", "person", "account")
    held = found.get(pk=member.pk)
    require(actor, Action.CHANGE, held)
    if held.ends_on:
        text = _("%(name)s was released on %(day)s already.")
        raise RecordError(text % {"name": held.name, "day": format_date(held.ends_on)})
    return held


def _email(member: Member) -> str:
    return member.account.email if member.account else ""


def _end(member: Member, day: dt.date, reason: str, actor: "User | None") -> None:
    member.ends_on, member.end_reason = day, reason[:200]
    store(member, actor=actor, reason=reason)


def _make_room(panel: Panel, former: Member, member: Member, actor: "User | None") -> None:
    held = _held_member(former, actor)
    if held.seat.body_id != panel.pk:
        raise ValidationError({"in_place_of": _("Choose a member of this panel.")})
    if member.starts_on <= held.starts_on:
        text = _("The next term must begin after the former one.")
        raise ValidationError({"starts_on": text})
    held.ends_on = member.starts_on - dt.timedelta(days=1)
    held.end_reason = _(_IN_THE_PLACE)
    save_tenure(held, email=_email(held), actor=actor, reason=held.end_reason)


def _vacant_seat(panel: Panel, member: Member) -> Seat | None:
    """The first seat of the role that nobody else holds while the member would."""
    until = Q(tenures__starts_on__lte=member.ends_on) if member.ends_on else Q()
    after = Q(tenures__ends_on=None) | Q(tenures__ends_on__gte=member.starts_on)
    held = panel.seats.filter(until, after, tenures__isnull=False)
    role = CHAIR if member.is_chair else MEMBER
    free = panel.seats.filter(role=role).exclude(pk__in=held.values("pk"))
    return free.order_by("order").first()


def _new_seat(panel: Panel, member: Member, actor: "User | None", reason: str) -> Seat:
    """Appointing makes the place as well; whether the actor may appoint is asked by then."""
    last = panel.seats.aggregate(last=Max("order"))["last"] or 0
    role = CHAIR if member.is_chair else MEMBER
    seat = Seat(body=panel, order=last + 1, role=role)
    store(seat, actor=actor, reason=reason, allowed=True)
    return seat


def _reaches_further(stored: Member, member: Member) -> bool:
    """Whether a change gives the member more than it has: not where it only ends or is mended."""
    longer = stored.ends_on and (not member.ends_on or member.ends_on > stored.ends_on)
    return bool(
        longer
        or member.starts_on < stored.starts_on
        or (member.is_chair and not stored.is_chair)
        or (member.person_id, member.seat.body_id) != (stored.person_id, stored.seat.body_id)
    )


def _check_panel(panel: Panel, member: Member) -> None:
    if has_ended(panel.ended, member.starts_on):
        text = _("The panel ended %(day)s. Nobody is appointed to it any more.")
        raise ValidationError({"starts_on": text % {"day": format_partial(panel.ended)}})
    if member.is_chair and panel.without_chair:
        text = _("This panel deliberately has no chair.")
        raise ValidationError({"is_chair": text})


def _beside(panel: Panel, member: Member) -> Q:
    """The other terms on the panel that have a day in common with the member's."""
    begun = Q(starts_on__lte=member.ends_on) if member.ends_on else Q()
    lasting = Q(ends_on=None) | Q(ends_on__gte=member.starts_on)
    return Q(begun, lasting, ~Q(pk=member.pk), seat__body=panel.pk)


def _check_chair(panel: Panel, member: Member) -> None:
    if not member.is_chair:
        return
    chair = Member.objects.filter(_beside(panel, member), is_chair=True).first()
    if chair:
        text = _("%(name)s chairs the panel since %(day)s. Release that one first.")
        told = {"name": chair.name, "day": format_date(chair.starts_on, weekday=False)}
        raise ValidationError({"is_chair": text % told})


def _check_person(panel: Panel, member: Member, person: Person, actor: "User | None") -> None:
    if Member.objects.filter(_beside(panel, member), person=person).exists():
        text = _("%(name)s sits on this panel already: appoint the member again instead.")
        raise ValidationError({"name": text % {"name": member.name}})
    if member.over_limit_reason:
        return
    most = rules_on(panel.city, member.starts_on).panels_per_person
    found = overlap(person, member.starts_on, member.ends_on, panel=panel.pk, reader=actor)
    if found.panels >= most:
        raise ValidationError({"over_limit_reason": over_limit(member, found, most)})


def _followed(panel: Panel, member: Member) -> Member | None:
    """The person's last term on the panel, where the member's follows it: then it is one more."""
    day_before = member.starts_on - dt.timedelta(days=1)
    found = Member.objects.filter(
        seat__body=panel, person=member.person_id, starts_on__lt=member.starts_on,
        ends_on__gte=day_before,
    ).exclude(person=None)  # fmt: skip
    return found.select_related("seat").order_by("-starts_on").first()


def _prolonged(stored: Member, member: Member) -> Member | None:
    """The term as it is stored, where it is to last longer: that is one more as well."""
    return stored if is_prolonged(stored.term_ends, member.term_ends) else None


def _check_reappointment(panel: Panel, member: Member, former: Member, reason: str) -> None:
    """Whatever the door, beyond the city's number of re-appointments it takes a reason."""
    terms = consecutive_terms(former)
    most = rules_on(panel.city, member.starts_on).reappointments
    if terms > most and not reason.strip():
        text = _(
            "%(name)s has had %(terms)d terms in a row. The city allows %(most)d "
            "re-appointments: give a reason to appoint again nevertheless."
        )
        told = {"name": member.name, "terms": terms, "most": most}
        raise ValidationError({"reason": text % told})
