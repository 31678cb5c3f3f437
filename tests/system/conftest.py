"""System tests need Debian packages. One that is skipped proves nothing, so here a skip is a failure."""

from collections.abc import Generator, Iterator
from typing import Any

import pytest

from tests.system.product import Product, served


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    with served() as running:
        yield running


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    return _failed_if_skipped(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, Any, Any]:
    report = yield
    return _failed_if_skipped(report)


def _failed_if_skipped[Report: (pytest.TestReport, pytest.CollectReport)](report: Report) -> Report:
    if report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, and a system test must run: {report.longrepr}"
    return report
