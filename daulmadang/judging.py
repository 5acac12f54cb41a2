"""What light a panel's figures call for, and why in words. Pure, without a database.

| Criterion | yellow | red |
|---|---|---|
| meetings | fewer than the city asks for, or none in a quarter | none in half a year, or dormant |
| attendance | below the city's threshold | below half of it |
| publication | minutes late | a delay of more than twice the days allowed |
| members | vacancies, or no chair | nobody |
| women, the young | below the share | |
| overlaps, terms, answers | any | |

What the record does not cover is grey. A panel is as bad as its worst criterion; it is grey when
nobody knows whether it met and nothing else is wrong.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civicforum.kit.dates import format_date
from daulmadang.health import (
    BAD,
    Criterion,
    Figures,
    Judgement,
    Light,
    Verdict,
    days_allowed,
    founding,
    percent,
)
from daulmadang.life import Quiet

if TYPE_CHECKING:
    from daulmadang.models import Panel, PanelRules

#: From so many covered days on, what is asked of a half-year can be asked.
HALF_YEAR = 180
#: From so many days on, all of them covered, no meeting at all is worth a look.
QUARTER = HALF_YEAR // 2
_ORDER = [Light.RED, Light.YELLOW, Light.GREY, Light.GREEN]


def judge(figures: Figures, rules: "PanelRules", panel: "Panel") -> Judgement:
    """Return the light of a panel and a verdict for each criterion, the worst first.

    The reasons are in the language in use.
    """
    verdicts = list(_verdicts(figures, rules, panel))
    verdicts.sort(key=lambda one: _ORDER.index(Light(one.light)))
    return Judgement(_light(verdicts), tuple(verdicts))


def is_dormant(figures: Figures, rules: "PanelRules") -> bool:
    """Whether the record tells that there was no meeting for longer than the city allows."""
    return Quiet(rules.dormant_after_days, figures.quiet_days).is_dormant


def tells_of_silence(covered: int, days: int, rules: "PanelRules") -> bool:
    """Return whether so many covered ones of the days looked at tell that nobody met at all.

    All of them do, and so many that the city asks for a meeting in them.
    """
    is_enough = covered >= min(days, HALF_YEAR) or _asked(rules.meetings_per_half, covered)
    return covered > 0 and bool(is_enough)


def told_in_public(
    figures: Figures,
    found: Judgement,
    rules: "PanelRules",
    panel: "Panel",
    *,
    keeps_last: bool,
    keeps_any: bool,
) -> tuple[Figures, Judgement]:
    """Return figures and a judgement that tell nothing of minutes that are not public.

    Where the last meeting is kept (`keeps_last`), no day of it is told; where `keeps_any` is,
    neither how long minutes are waited for. The lights stay as they are.
    """
    told = replace(figures, attendance=figures.attendance_in_public)
    if keeps_last:
        quiet = figures.quiet_days
        told = replace(
            told,
            last_meeting=None,
            days_since_last=None,
            quiet_days=None if quiet is None else min(quiet, rules.dormant_after_days + 1),
        )
    if keeps_any:
        told = replace(told, longest_days_to_publish=None)
    words = {one.criterion: one.reason for one in _verdicts(told, rules, panel)}
    if told.attendance != figures.attendance:
        words[Criterion.ATTENDANCE] = _("Attendance is told once all minutes are public.")
    verdicts = (replace(one, reason=words[one.criterion]) for one in found.verdicts)
    return told, Judgement(found.light, tuple(verdicts))


def _light(verdicts: list[Verdict]) -> Light:
    lights = {one.criterion: one.light for one in verdicts}
    for bad in BAD:
        if bad in lights.values():
            return bad
    return Light.GREY if lights[Criterion.MEETINGS] == Light.GREY else Light.GREEN


def _verdicts(figures: Figures, rules: "PanelRules", panel: "Panel") -> Iterator[Verdict]:
    limit = days_allowed(panel, rules.publication_days)
    yield _said(figures, Criterion.MEETINGS, *_meetings(figures, rules, panel))
    yield _said(figures, Criterion.ATTENDANCE, *_attendance(figures, rules.attendance_percent))
    yield _said(figures, Criterion.PUBLICATION, *_publication(figures, limit))
    yield _said(figures, Criterion.MEMBERS, *_members(figures, panel))
    if panel.asks_balance:
        women, young = figures.women, figures.young
        yield _said(figures, Criterion.WOMEN, *_women(women, rules.women_percent))
        yield _said(figures, Criterion.YOUNG, *_young(young, rules.young_percent))
    yield Verdict(Criterion.OVERLAPS, *_overlaps(figures, rules.panels_per_person))
    yield _said(figures, Criterion.TERMS, *_terms(figures))
    yield Verdict(Criterion.ANSWERS, *_answers(figures))


#: Which kind of record tells what a criterion looks at.
_KINDS = {
    Criterion.MEETINGS: "meetings",
    Criterion.ATTENDANCE: "attendance",
    Criterion.PUBLICATION: "publication",
}


def _said(figures: Figures, criterion: Criterion, light: Light, reason: str) -> Verdict:
    """Say of what is known only until an earlier day that it is told as of that day."""
    day = figures.known_until.get(_KINDS.get(criterion, "members"))
    if day and reason:
        until = format_date(dt.date.fromisoformat(day), weekday=False)
        reason = _("%(reason)s (recorded until %(day)s)") % {"reason": reason, "day": until}
    return Verdict(criterion, light, reason)


def _asked(per_half: int, days: int) -> int:
    """How many meetings so many days ask for; a half-year that is not over asks for none."""
    return per_half * days // HALF_YEAR


def _meetings(figures: Figures, rules: "PanelRules", panel: "Panel") -> tuple[Light, str]:
    held, covered = figures.meetings or 0, figures.covered_days or 0
    if is_dormant(figures, rules):
        quiet = figures.quiet_days or 0
        until = _span_of_meetings(figures, panel)[1]
        return Light.RED, _silence(figures, until - dt.timedelta(days=quiet - 1), until, quiet)
    if not covered:
        return _partly_told(figures, rules, held)
    asked = _asked(rules.meetings_per_half, covered)
    if held >= asked and (held or covered >= HALF_YEAR or not rules.meetings_per_half):
        return Light.GREEN, _held(figures, held)
    if held:
        text = _("%(held)d meetings were held; the city asks for %(asked)d.")
        return Light.YELLOW, text % {"held": held, "asked": asked}
    if covered >= HALF_YEAR:
        return Light.RED, _silence(figures, *_span_of_meetings(figures, panel), covered)
    is_whole = covered >= _days_of_window(figures, panel)
    if asked or (is_whole and covered >= QUARTER):
        return Light.YELLOW, _silence(figures, *_span_of_meetings(figures, panel), covered)
    return Light.GREEN if is_whole else Light.GREY, _too_early(covered, panel)


def _span_of_meetings(figures: Figures, panel: "Panel") -> tuple[dt.date, dt.date]:
    """Of which days meetings are told: up to the last known one, at most from the founding."""
    known = figures.known_until.get(_KINDS[Criterion.MEETINGS])
    on = dt.date.fromisoformat(known) if known else figures.on
    since = figures.since - (figures.on - on)
    return max(since, founding(panel) or since), on


def _days_of_window(figures: Figures, panel: "Panel") -> int:
    since, on = _span_of_meetings(figures, panel)
    return (on - since).days + 1


def _partly_told(figures: Figures, rules: "PanelRules", held: int) -> tuple[Light, str]:
    """A meeting that is recorded is one, but nobody knows whether there were more."""
    window = (figures.on - figures.since).days + 1
    if held and held >= _asked(rules.meetings_per_half, window):
        return Light.GREEN, _held(figures, held)
    if held:
        text = _("The record of meetings is not whole; it has %(held)d.")
        return Light.GREY, text % {"held": held}
    return Light.GREY, _("Meetings are not recorded, so nobody can tell whether it met.")


def _silence(figures: Figures, since: dt.date, until: dt.date, days: int) -> str:
    """Say from when until when nobody met; of these days so many are recorded."""
    last = figures.last_meeting
    if last and figures.days_since_last is not None and figures.days_since_last <= days:
        text = _("No meeting for %(days)d days, since %(last)s.")
        return text % {"days": figures.days_since_last, "last": format_date(last)}
    what = {
        "since": format_date(since, weekday=False),
        "until": format_date(until, weekday=False),
        "days": days,
    }
    if until == figures.on:
        text = _(
            "No meeting from %(since)s until the as-of date, %(until)s: %(days)d recorded days."
        )
    else:
        text = _("No meeting from %(since)s until %(until)s: %(days)d recorded days.")
    return text % what


def _too_early(covered: int, panel: "Panel") -> str:
    start = founding(panel)
    if start:
        what = {"day": format_date(start, weekday=False), "days": covered}
        text = _("No meeting yet; judged since %(day)s, for %(days)d days: too early to tell.")
        return text % what
    text = _("No meeting in the %(days)d days that are recorded: too few to tell.")
    return text % {"days": covered}


def _held(figures: Figures, held: int) -> str:
    if not held:
        return _("The city asks for no meeting.")
    if figures.last_meeting is None:  # its day is not told
        text = ngettext("%(held)d meeting was held.", "%(held)d meetings were held.", held)
        return text % {"held": held}
    what = {"held": held, "last": format_date(figures.last_meeting)}
    text = ngettext(
        "%(held)d meeting was held, on %(last)s.",
        "%(held)d meetings were held, the last on %(last)s.",
        held,
    )
    return text % what


def _attendance(figures: Figures, asked: int) -> tuple[Light, str]:
    if figures.attendance is None:
        return Light.GREY, _("No meeting has a whole attendance list.")
    rate = percent(figures.attendance)
    what = {"rate": rate, "asked": asked}
    if rate >= asked:
        return Light.GREEN, _("%(rate)d %% attended.") % what
    text = _("Only %(rate)d %% attended; the city asks for %(asked)d %%.") % what
    return Light.RED if 200 * figures.attendance < asked else Light.YELLOW, text


def _publication(figures: Figures, limit: int) -> tuple[Light, str]:
    late, published = figures.minutes_late, figures.minutes_published or 0
    if late is None:
        return Light.GREY, _("When minutes were published is not recorded.")
    longest = figures.longest_days_to_publish or 0
    what = {"late": late, "limit": limit, "longest": longest, "published": published}
    if late:
        text = ngettext(
            "Minutes of %(late)d meeting are late: after %(longest)d days instead of %(limit)d.",
            "Minutes of %(late)d meetings are late: after up to %(longest)d days instead of "
            "%(limit)d.",
            late,
        )
        if figures.longest_days_to_publish is None:  # how long ago is not told
            text = ngettext(
                "Minutes of %(late)d meeting are late: the city allows %(limit)d days.",
                "Minutes of %(late)d meetings are late: the city allows %(limit)d days.",
                late,
            )
        return Light.RED if longest > 2 * limit else Light.YELLOW, text % what
    if published:
        return Light.GREEN, _("All minutes were published within %(limit)d days.") % what
    return Light.GREEN, _("No minutes are overdue.")


def _members(figures: Figures, panel: "Panel") -> tuple[Light, str]:
    if figures.members is None:
        return Light.GREY, _("The members are not recorded.")
    if not figures.members:
        return Light.RED, _("Nobody is a member any more.")
    what = {"members": figures.members, "vacant": figures.vacancies or 0}
    told = []
    if figures.vacancies:
        told.append(_("%(members)d members, %(vacant)d places are vacant.") % what)
    if figures.has_chair is False and not panel.without_chair:
        told.append(_("Nobody chairs it."))
    if told:
        return Light.YELLOW, " ".join(told)
    return Light.GREEN, _("All %(members)d places are taken.") % what


def _women(share: float | None, asked: int) -> tuple[Light, str]:
    if share is None:
        return Light.GREY, _("The sex of the appointed members is not recorded of all.")
    what = {"share": percent(share), "asked": asked}
    if percent(share) >= asked:
        return Light.GREEN, _("%(share)d %% are women.") % what
    return Light.YELLOW, _("Only %(share)d %% are women; the law asks for %(asked)d %%.") % what


def _young(share: float | None, asked: int) -> tuple[Light, str]:
    if share is None:
        return Light.GREY, _("The age of the appointed members is not recorded of all.")
    what = {"share": percent(share), "asked": asked}
    if percent(share) >= asked:
        return Light.GREEN, _("%(share)d %% are young.") % what
    return Light.YELLOW, _("Only %(share)d %% are young; the law asks for %(asked)d %%.") % what


def _overlaps(figures: Figures, limit: int) -> tuple[Light, str]:
    what = {"people": figures.overlaps, "limit": limit}
    if figures.overlaps:
        text = ngettext(
            "%(people)d member sits on more than %(limit)d panels.",
            "%(people)d members sit on more than %(limit)d panels.",
            figures.overlaps,
        )
        return Light.YELLOW, text % what
    if figures.recorded("overlaps") is None:
        return Light.GREY, _("On how many panels its members sit is not recorded.")
    return Light.GREEN, _("No member sits on more than %(limit)d panels.") % what


def _terms(figures: Figures) -> tuple[Light, str]:
    ended = figures.terms_ended
    if ended is None:
        return Light.GREY, _("The terms of the members are not recorded.")
    if not ended:
        return Light.GREEN, _("No term is over.")
    text = ngettext(
        "The term of %(ended)d member is over without a re-appointment or release.",
        "The terms of %(ended)d members are over without a re-appointment or release.",
        ended,
    )
    return Light.YELLOW, text % {"ended": ended}


def _answers(figures: Figures) -> tuple[Light, str]:
    owed = figures.answers_owed
    if owed:
        text = ngettext("%(owed)d answer is overdue.", "%(owed)d answers are overdue.", owed)
        return Light.YELLOW, text % {"owed": owed}
    if figures.recorded("answers_owed") is None:
        return Light.GREY, _("What it is owed is not recorded.")
    return Light.GREEN, _("No answer is overdue.")
