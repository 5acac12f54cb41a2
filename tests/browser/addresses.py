"""Which pages the browser looks at."""

from collections.abc import Iterable

from tests.browser.serving import Portal

ROUNDTABLE = "/roundtables/jeonju/2019-smart-city/"
MEETING = "/committees/yeongdeungpo/working-council/14/"
PANEL = "/daulmadang/jeonju/taxi/"
SEARCH = "/search/?q=전주"

#: Pages that belong to no entry, in every state they have.
FIXED = (
    "/", "/search/", SEARCH, "/search/?q=없는말없는말", "/search/?q=전주&kind=panel",
    "/sources/", "/sources/?page=2", "/roundtables/", "/daulmadang/", "/committees/",
    *(f"/daulmadang/jeonju/calendar/{year}/" for year in range(2018, 2023)),
    "/roundtables/yeongdeungpo/", "/daulmadang/yeongdeungpo/", "/committees/jeonju/",
    "/no-such-page/",
)  # fmt: skip

#: One page for every template of the public site.
TEMPLATES = (
    "/", SEARCH, "/sources/", "/roundtables/", ROUNDTABLE,
    "/roundtables/jeonju/2019-smart-city/session-1/team-5/proposal-1/",
    "/roundtables/jeonju/2020-corona-baeksin/ideas/daily-life-1/",
    "/daulmadang/", PANEL, "/daulmadang/jeonju/taxi/outcomes/5/",
    "/daulmadang/jeonju/calendar/2021/",
    "/committees/", "/committees/yeongdeungpo/working-council/", MEETING,
    "/committees/yeongdeungpo/plans/innovation-plan/",
    "/committees/yeongdeungpo/plans/innovation-plan/global-harmony-band/",
    "/committees/yeongdeungpo/events/2018-results-sharing/",
    "/no-such-page/",
)  # fmt: skip


def english(paths: Iterable[str]) -> list[str]:
    """Return the same pages in English."""
    return [f"/en{path}" for path in paths]


def every_page(portal: Portal) -> list[str]:
    """Return every address the public can open, and one that leads nowhere."""
    return list(dict.fromkeys([*FIXED, *(entry.path for entry in portal.entries)]))


def sample(portal: Portal) -> list[str]:
    """Return a page of every template and, of each kind, the longest title and the longest text."""
    kinds = {entry.kind for entry in portal.entries}
    longest = [
        max((entry for entry in portal.entries if entry.kind == kind), key=length).path
        for kind in sorted(kinds)
        for length in (lambda entry: len(entry.title), lambda entry: len(entry.text))
    ]
    return list(dict.fromkeys([*TEMPLATES, *longest]))
