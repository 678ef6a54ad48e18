"""Pytest plugin: a skipped test is a failure in CI, where everything must be installed.

It also chooses the kernels of OpenBLAS for all tests, since it is loaded before any of them.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest

from bot.processor import choose_kernels

choose_kernels(os.environ)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, None]:
    outcome = yield
    _fail_if_skipped(outcome.get_result())


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, None]:
    outcome = yield
    _fail_if_skipped(outcome.get_result())


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    is_expected_failure = hasattr(report, "wasxfail")
    if os.environ.get("CI") and report.outcome == "skipped" and not is_expected_failure:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"A skipped test is a failure in CI: {reason}"
