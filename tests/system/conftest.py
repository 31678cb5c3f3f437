"""System tests need Debian packages. One that is skipped proves nothing, so here a skip is a failure."""

from collections.abc import Generator, Iterator
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.system.oldest_server import Server, oldest_server
from tests.system.product import Product, served


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with oldest_server() as running:
        yield running


@pytest.fixture(scope="session")
def product(server: Server) -> Iterator[Product]:
    with served(server) as running:
        yield running


# What needs no product: the rooms on the oldest server, and pages served by the test itself.
BESIDE = ("components", "conformance", "inspecting", "postgresql_15", "sign_in", "signing", "verifier")


class TwoHalves(LoadScopeScheduling):  # type: ignore[misc]  # xdist tells no types
    """Two processes: the product and its browser in one, what needs none in the other."""

    def _split_scope(self, nodeid: str) -> str:
        return "beside" if any(f"/test_{name}.py" in nodeid for name in BESIDE) else "product"


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> TwoHalves:
    return TwoHalves(config, log)


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
