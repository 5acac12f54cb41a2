"""A real portal and a real Chromium, for every test in this folder."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.serving import Portal, find_chromium, served

QUIET = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
TIMEOUT = 15_000  # milliseconds

Visitor = Callable[..., Page]


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The portal, made once for all browser tests of a worker."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with served(tmp_path_factory.mktemp("portal"), f"portal_{worker}_{os.getpid()}") as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser per file: while Playwright runs, Django would not let other tests query."""
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium on PATH: install it, for example `apt-get install chromium`")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *sandbox])
        yield browser
        browser.close()


@pytest.fixture
def visitor(portal: Portal, chromium: Browser) -> Iterator[Visitor]:
    """Open a page of a browser that has never been here; keywords are Playwright's."""
    contexts: list[BrowserContext] = []

    def new(width: int = 1440, height: int = 900, **options: Any) -> Page:
        options = {"locale": "ko-KR", "color_scheme": "light"} | options
        context = chromium.new_context(
            base_url=portal.url, viewport={"width": width, "height": height}, **options
        )
        context.set_default_timeout(TIMEOUT)
        contexts.append(context)
        return context.new_page()

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def page(visitor: Visitor) -> Page:
    """A visitor at a desk."""
    return visitor()
