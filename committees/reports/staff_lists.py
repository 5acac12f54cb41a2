"""The lists of meetings and bodies that staff choose from, within their reach."""

import datetime as dt
from typing import Any

from django.core.paginator import Page
from django.db.models import Q, QuerySet

from civicforum.kit.pages import Turned, page_of
from civicforum.kit.search_terms import pattern, search_terms
from civicforum.people.models import User
from civicforum.people.policy import Action, rows
from committees.models import Body, Meeting
from committees.reports.standing import COLOURS, Stage, called_off, in_stage, stage_of

PAGE_SIZE = 30


def bodies_in_reach(user: User) -> QuerySet[Body]:
    """Return the bodies of which the person sees the meetings, panels among them."""
    return rows(user, Action.VIEW, Body).order_by("city", "title", "address")


def years_of_meetings(user: User) -> list[int]:
    """Return the years in which bodies in the person's reach met, the latest first; one query."""
    found = rows(user, Action.VIEW, Meeting).dates("date", "year", order="DESC")
    return [day.year for day in found]


def staff_meetings(user: User, asked: dict[str, Any], turned: Turned, now: dt.datetime) -> Page:
    """Return a page of the meetings in the person's reach that are asked for, the latest first.

    Each carries `stage` and its `colour`. Two queries.
    """
    found = rows(user, Action.VIEW, Meeting).select_related("city", "body")
    found = found.annotate(is_off=called_off())
    found = found.filter(_asked_for(asked, now)).order_by("-date", "-number", "address")
    page = page_of(found, turned, PAGE_SIZE)
    for meeting in page:
        meeting.stage = stage_of(meeting, now, is_off=meeting.is_off)
        meeting.colour = COLOURS[meeting.stage]
    return page


def _asked_for(asked: dict[str, Any], now: dt.datetime) -> Q:
    found = Q()
    if body := asked.get("body"):
        found &= Q(body=body)
    if year := asked.get("year"):
        found &= Q(date__year=year)
    if stage := asked.get("stage"):
        found &= in_stage(Stage(stage), now)
    for forms in search_terms(asked.get("q", "")):
        term = Q()
        for form in forms:
            term |= Q(title__iregex=pattern(form)) | Q(text__iregex=pattern(form))
            term |= Q(body__title__iregex=pattern(form))
        found &= term
    return found
