"""What a message says: the digest of a recipient's day, or the letter of what is told alone."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civicforum.kit.channels import EMAIL
from civicforum.kit.dates import format_date
from civicforum.kit.mail import Letter
from civicforum.record.desks import desk_of
from civicforum.record.kinds import own_row, own_rows
from civicforum.record.models import Commitment, Message, Notice
from civicforum.record.reminders import lost_notice, nearness, rule_in_words, rule_of


@dataclass(frozen=True)
class Line:
    """One duty in a digest: the nearest rule that speaks of it, and whether it did not arrive."""

    rule: str
    commitment: Commitment
    undelivered_to: tuple[str, ...] = ()

    def is_late(self, today: dt.date) -> bool:
        """Whether the day it was due is over."""
        return bool(self.commitment.due_on and self.commitment.due_on < today)

    @property
    def what(self) -> str:
        """The duty, and which panel or body it is about."""
        title, about = " ".join(self.commitment.title.split()), self.commitment.about()
        return f"{title} ({about})" if about else title

    def __str__(self) -> str:
        one, desk = self.commitment, desk_of(self.commitment)
        due = _("due %s") % format_date(one.due_on) if one.due_on else ""
        to = _("to: %s") % ", ".join(self.undelivered_to) if self.undelivered_to else ""
        facts = " | ".join(filter(None, (due, one.whose(), to)))
        head = f"- [{rule_in_words(self.rule)}] {self.what}"
        return f"{head}\n  {facts}\n  {desk.what}: {settings.SITE_URL}{desk.path}"


def letter_of(message: Message, notices: Collection[Notice], today: dt.date) -> Letter:
    """Return what a message says to its recipient, in the language in use.

    `notices` are those that it takes along, with their commitments.
    """
    if not message.is_digest:
        letter: Letter = own_row(next(iter(notices)).commitment).letter()
        return letter
    lines = lines_of(notices)
    subject = _subject(lines, today)
    if message.channel != EMAIL:  # a text message is short
        return Letter(subject, f"{settings.SITE_URL}/staff/")
    return Letter(subject, _body(message, lines, today))


def lines_of(notices: Iterable[Notice]) -> list[Line]:
    """Return a line per duty, those due first before the others; then those that did not arrive."""
    notices = list(notices)
    own = own_rows({notice.commitment_id: notice.commitment for notice in notices}.values())
    rules: dict[int, list[str]] = defaultdict(list)
    for notice in notices:
        if rule := _rule(notice):
            rules[notice.commitment_id].append(rule)
    lines = [Line(max(some, key=nearness), own[pk]) for pk, some in rules.items()]
    return sorted([*lines, *_undelivered(notices, own)], key=_order)


def _rule(notice: Notice) -> str:
    """The rule that speaks; "" where the notice tells that another did not arrive."""
    return "" if lost_notice(notice.moment) else rule_of(notice.moment)


def _undelivered(notices: Iterable[Notice], own: dict[int, Commitment]) -> Iterator[Line]:
    """A line per moment that did not arrive, with the names of those it did not reach."""
    news = {pk: one for one in notices if (pk := lost_notice(one.moment))}
    if not news:
        return
    lost = Notice.objects.filter(pk__in=news).order_by("pk")
    names: dict[tuple[int, str], list[str]] = defaultdict(list)
    for pk, name in lost.values_list("pk", "recipient__name"):
        names[news[pk].commitment_id, rule_of(news[pk].moment)].append(name)
    for (commitment, rule), unreached in names.items():
        yield Line(rule, own[commitment], tuple(dict.fromkeys(unreached)))


def _order(line: Line) -> tuple[bool, str, str, int]:
    """What is overdue longest or due first; what is due on one day by what it is about."""
    one = line.commitment
    return bool(line.undelivered_to), str(one.due_on), line.what, one.pk


def _subject(lines: Collection[Line], today: dt.date) -> str:
    cities = ", ".join(dict.fromkeys(str(line.commitment.city) for line in lines))
    if len(lines) == 1:
        (line,) = lines
        due = line.commitment.due_on
        what = {"city": cities, "title": line.what, "due": due and format_date(due)}
        if line.undelivered_to:
            return _("[%(city)s] A reminder did not arrive: %(title)s") % what
        if line.is_late(today):
            return _("[%(city)s] Overdue: %(title)s was due on %(due)s") % what
        return _("[%(city)s] %(title)s is due on %(due)s") % what
    late = sum(line.is_late(today) for line in lines if not line.undelivered_to)
    count = {"city": cities, "n": len(lines), "late": late}
    if late:
        text = ngettext(
            "[%(city)s] %(n)s duty to look at, %(late)s overdue",
            "[%(city)s] %(n)s duties to look at, %(late)s overdue",
            len(lines),
        )
        return text % count
    text = ngettext(
        "[%(city)s] %(n)s duty to look at", "[%(city)s] %(n)s duties to look at", len(lines)
    )
    return text % count


def _body(message: Message, lines: Collection[Line], today: dt.date) -> str:
    told = [line for line in lines if not line.undelivered_to]
    parts = (
        (_("Overdue"), [line for line in told if line.is_late(today)]),
        (_("Falling due"), [line for line in told if not line.is_late(today)]),
        (_("Reminders that did not arrive"), [line for line in lines if line.undelivered_to]),
    )
    who = {"name": message.recipient.name, "day": format_date(today)}
    return "\n\n".join(
        [
            _("Dear %(name)s, these are your duties as of %(day)s.") % who,
            *(f"■ {head}\n" + "\n".join(map(str, some)) for head, some in parts if some),
            _(
                "The address below each duty leads to the page on which it is seen to. "
                "Once it is done there, it reminds you no more."
            ),
        ]
    )
