"""Pytest plugin: under `CI=true` a skipped test, or an expected failure, fails the run.

A skip is how a missing browser or a missing server would pass unnoticed.
"""

import os

import pytest

_skipped: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note each skipped test; with xdist the controlling process hears of all of them."""
    if report.skipped:
        _skipped.append(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Note each file that skipped itself as a whole."""
    if report.skipped:
        _skipped.append(report.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Turn a run that would pass into a failed one."""
    if os.environ.get("CI") == "true" and _skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why."""
    if os.environ.get("CI") == "true" and _skipped:
        terminalreporter.section("skipped tests are failures here")
        for nodeid in sorted(set(_skipped)):
            terminalreporter.line(nodeid)
