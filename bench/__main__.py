"""`make bench`: requests per second and p95 of the public pages, as ratios to a limit.

Cached pages are held against a constant of the same size (limit 0.6 of it), uncached
ones against one SELECT of 200 rows through a template (limit 0.5), both measured in
the same run, in turns, so that a machine whose speed drifts is fair to both.
"""

import itertools
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass

from bench.client import Load, load, size_of
from bench.servers import PROJECT, environment, manage, serving
from civicforum.local import servers

FRESH = itertools.count()  # an address never asked for before misses every cache
SECONDS = 1.5
WARM_UPS = 8  # so that every worker has made the page once
ROUNDS = 3
CACHED_LIMIT = 0.6
UNCACHED_LIMIT = 0.5
PAGES = {
    "home": "/",
    "roundtables": "/roundtables/",
    "roundtable": "/roundtables/jeonju/2020-corona-baeksin/",
    "daulmadang": "/daulmadang/",
    "panel": "/daulmadang/jeonju/taxi/",
    "committees": "/committees/",
    "meeting": "/committees/yeongdeungpo/working-council/14/",
}


@dataclass(frozen=True)
class Result:
    """One page beside its yardstick."""

    name: str
    page: Load
    yardstick: Load
    ratio: float
    limit: float


def measure(
    name: str, portal: int, bare: int, path_of: Callable[[int], str], yardstick: str, limit: float
) -> Result:
    """Load the page and its yardstick in turns; the ratio is the median of the rounds."""
    pairs = []
    for _ in range(ROUNDS):
        page = load(portal, path_of, SECONDS)
        pairs.append((page, load(bare, lambda _: yardstick, SECONDS)))
    pairs.sort(key=lambda pair: pair[0].per_second / pair[1].per_second)
    page, other = pairs[ROUNDS // 2]
    ratio = statistics.median(page.per_second / other.per_second for page, other in pairs)
    return Result(name, page, other, ratio, limit)


def results(portal: int, bare: int) -> list[Result]:
    """Measure every page, cached and uncached."""
    found = []
    for _ in range(WARM_UPS):
        size_of(bare, "/select/")
    for name, path in PAGES.items():
        size = max(size_of(portal, path) for _ in range(WARM_UPS))
        found.append(
            measure(
                f"{name}, cached", portal, bare,
                lambda _, path=path: path, f"/constant/{size}/", CACHED_LIMIT,  # type: ignore[misc]
            )
        )  # fmt: skip
        found.append(
            measure(
                f"{name}, uncached", portal, bare,
                lambda _, path=path: f"{path}?n={next(FRESH)}", "/select/", UNCACHED_LIMIT,  # type: ignore[misc]
            )
        )  # fmt: skip
    return found


def main() -> int:
    """Run the benchmark and return 1 when a page misses its limit."""
    home = PROJECT / "data" / "bench"
    with servers.held(home) as urls:
        env = environment(home, urls.environment())
        for command in (
            ("compile_catalogue",), ("migrate", "-v", "0"), ("load_record", "--if-empty"),
            ("collectstatic", "--noinput", "-v", "0"),
        ):  # fmt: skip
            manage(env, *command)
        with (
            serving("civicforum.wsgi", env) as portal,
            serving("bench.bare:application()", env) as bare,
        ):
            found = results(portal, bare)
    print(f"{'page':28} {'req/s':>7} {'p95 ms':>7} {'yardstick':>10} {'ratio':>6} {'limit':>6}")
    for one in found:
        verdict = "" if one.ratio >= one.limit else "  MISSED"
        print(
            f"{one.name:28} {one.page.per_second:7.0f} {one.page.p95:7.1f}"
            f" {one.yardstick.per_second:10.0f} {one.ratio:6.2f} {one.limit:6.2f}{verdict}"
        )
    return int(any(one.ratio < one.limit for one in found))


if __name__ == "__main__":
    sys.exit(main())
