"""`make bench`: requests per second and p95 of the public pages, as ratios to a yardstick.

Cached pages are held against a constant of the same size (limit 0.6 of it), uncached ones
against one SELECT of 200 rows through a template (limit 0.5). What makes it fair:

- Page and yardstick run under the same server with the same settings and connections; the
  yardsticks have no middleware, so everything the portal does counts against it.
- They are measured in the same run, in turns too short for the machine to change in between;
  the ratio is the median over the pairs, printed with the lowest and the highest.
- Uncached pages are asked for at addresses never asked for before.
- The page of 10,000 speeches is held against that of 26, likewise (limit a third of its speed:
  one visitor's first byte comes at most three times as late).
- A sweep of reminders with ten years of duties of 10,000 panels is held against one with a tenth
  of them (`bench/reminders.py`), and against a second and five queries.
- The client shares the machine with the server and costs both sides the same per request; its
  share of one processor is printed, because a client that is busy all the time would measure
  itself and push every ratio towards 1.
"""

import itertools
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from bench import long_minutes
from bench.client import Load, load, size_of
from bench.servers import PROJECT, environment, manage, serving
from civicforum.local import servers

FRESH = itertools.count()  # an address never asked for before misses every cache
SECONDS = 0.25
WARM_UPS = 8  # so that every worker has made the page once
ROUNDS = 21
CACHED_LIMIT = 0.6
UNCACHED_LIMIT = 0.5
LONG_LIMIT = 1 / 3
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
    """One page beside its yardstick, measured in turns."""

    name: str
    limit: float
    pairs: list[tuple[Load, Load]]

    @property
    def ratios(self) -> list[float]:
        """The page's speed as a share of its yardstick's, from the lowest to the highest."""
        return sorted(page.per_second / other.per_second for page, other in self.pairs)

    @property
    def ratio(self) -> float:
        """The median of the pairs."""
        return statistics.median(self.ratios)

    def line(self) -> str:
        """What is printed."""
        pages, others = zip(*self.pairs, strict=True)
        columns = (
            f"{self.name:24}",
            f"{statistics.median(one.per_second for one in pages):7.0f}",
            f"{statistics.median(one.p95 for one in pages):7.1f}",
            f"{statistics.median(one.per_second for one in others):10.0f}",
            f"{self.ratio:6.2f}",
            f"{self.ratios[0]:6.2f}–{self.ratios[-1]:.2f}",
            f"{self.limit:6.2f}",
            f"{max(one.client for pair in self.pairs for one in pair):7.0%}",
        )
        return " ".join(columns) + ("" if self.ratio >= self.limit else "  MISSED")


HEAD = (
    f"{'page':24} {'req/s':>7} {'p95 ms':>7} {'yardstick':>10} {'ratio':>6} {'spread':>11}"
    f" {'limit':>6} {'client':>7}"
)


def _pair(portal: int, path_of: Callable[[], str], bare: int, yardstick: str) -> tuple[Load, Load]:
    return load(portal, path_of, SECONDS), load(bare, lambda: yardstick, SECONDS)


def measure(portal: int, bare: int, page: str, path: str) -> list[Result]:
    """Measure one page, cached and uncached."""
    for _ in range(WARM_UPS):
        size_of(bare, "/select/")
    size = max(size_of(portal, path) for _ in range(WARM_UPS))
    cached, uncached = [], []
    for _ in range(ROUNDS):
        cached.append(_pair(portal, lambda: path, bare, f"/constant/{size}/"))
        uncached.append(_pair(portal, lambda: f"{path}?n={next(FRESH)}", bare, "/select/"))
    return [
        Result(f"{page}, cached", CACHED_LIMIT, cached),
        Result(f"{page}, uncached", UNCACHED_LIMIT, uncached),
    ]


def measure_long(portal: int, short: str, long: str) -> Result:
    """Measure the page of a long session beside that of a short meeting, both uncached."""
    for path in (short, long) * WARM_UPS:
        size_of(portal, path)
    pairs = []
    for _ in range(ROUNDS):
        pages = [
            load(portal, lambda path=path: f"{path}?n={next(FRESH)}", SECONDS, connections=1)  # type: ignore[misc]
            for path in (long, short)
        ]
        pairs.append((pages[0], pages[1]))
    return Result("10,000 speeches, uncached", LONG_LIMIT, pairs)


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
        manage(env, "shell", "-v", "0", "-c", "from bench.long_minutes import write; write()")
        with (
            serving("civicforum.wsgi", env) as portal,
            serving("bench.bare:application()", env) as bare,
        ):
            print(HEAD)
            found = []
            for page, path in PAGES.items():
                for result in measure(portal, bare, page, path):
                    print(result.line(), flush=True)
                    found.append(result)
            result = measure_long(portal, long_minutes.SHORT_PATH, long_minutes.LONG_PATH)
            print(result.line(), flush=True)
            found.append(result)
        env |= {"DJANGO_SETTINGS_MODULE": "civicforum.settings"}
        sweeps = subprocess.run([sys.executable, "-m", "bench.reminders"], cwd=PROJECT, env=env)
    return int(any(one.ratio < one.limit for one in found) or sweeps.returncode)


if __name__ == "__main__":
    sys.exit(main())
