"""The page of a meeting with everything in it, and what goes with it, under axe-core."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from committees.models import Meeting
from tests import making
from tests.browser.conftest import QUIET
from tests.browser.serving import find_chromium
from tests.browser.test_accessibility import AXE, DESK, PHONE, RUN_AXE, TABLET, TOO_WIDE
from tests.committees.rich_meeting import GROUND, rich_meeting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MODES = ("light", "dark", "high-contrast")
#: At which widths each of the pages is looked at.
WIDTHS = ((PHONE, TABLET, DESK), (PHONE,), (PHONE, DESK), (PHONE,))


@pytest.fixture
def paths(settings: Any, tmp_path: Path) -> list[str]:
    """The pages of a rich meeting and of one that is withheld."""
    settings.MEDIA_ROOT = tmp_path
    body = making.body(making.city())
    own = f"/{rich_meeting(body).address}/"
    withheld = making.meeting(body, 3)
    Meeting.objects.filter(pk=withheld.pk).update(withheld=GROUND)
    return [own, f"/en{own}", f"{own}print/", f"/{withheld.address}/"]


@pytest.fixture
def browser(paths: list[str]) -> Iterator[Browser]:
    """A browser that starts after the rows are made: beside it this thread may not query."""
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium on PATH: install it, for example `apt-get install chromium`")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *sandbox])
        yield browser
        browser.close()


def test_it_is_accessible_at_every_width_in_every_mode(
    live_server: Any, paths: list[str], browser: Browser
) -> None:
    found = {}
    for mode in MODES:
        page = browser.new_page(bypass_csp=True, reduced_motion="reduce")
        page.add_init_script(path=AXE)
        page.add_init_script(f"localStorage.setItem('civicforum-mode', '{mode}')")
        for path, widths in zip(paths, WIDTHS, strict=True):
            page.goto(f"{live_server.url}{path}")
            for width in widths:
                page.set_viewport_size({"width": width, "height": 900})
                for script in (RUN_AXE, TOO_WIDE):
                    if wrong := page.evaluate(script):
                        found[f"{path} at {width}, {mode}"] = wrong
        page.close()
    assert not found
