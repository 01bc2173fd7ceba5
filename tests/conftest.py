"""What holds for every test: a skip is a failure; one browser, and one PostgreSQL server, for all."""

import os
from collections.abc import Generator, Iterator

import pytest
from argon2 import PasswordHasher
from hypothesis import settings
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.chromium import NEWEST, OLDEST, newest, oldest
from tests.cluster import Cluster, running
from tests.simulator import summary
from yajian.accounts import secrets

os.environ.pop("YAJIAN_DATABASE_URL", None)  # whoever runs the tests may keep real books there

# How long an example takes says how busy the machine is, not whether the property holds.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

ALLOWED_SKIPS: frozenset[str] = frozenset()  # whole reasons, as given to pytest.skip


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turns a skip into a failure; an expected failure (xfail) did run and stays as it is."""
    if not report.skipped or hasattr(report, "wasxfail") or not isinstance(report.longrepr, tuple):
        return
    reason = str(report.longrepr[2]).removeprefix("Skipped: ")
    if reason not in ALLOWED_SKIPS:
        report.outcome = "failed"
        report.longrepr = (
            f"Skipped ({reason}). Let it run, or list the reason in ALLOWED_SKIPS in tests/conftest.py."
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    refuse_skip(report)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the simulator played, however many workers it was spread over."""
    tally = summary.of(terminalreporter.getreports(""))
    for line in summary.lines(tally) if tally is not None else ():
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest, playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium; in tests/office, which ask for both, the oldest in its turn."""
    wanted = getattr(request, "param", NEWEST)
    found = oldest(playwright) if wanted == OLDEST else newest(playwright)
    yield found
    found.close()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One for all: a second beside it in the same process cannot start."""
    with sync_playwright() as found:
        yield found


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords hashed with next to no work, where the work is not what is tested."""
    monkeypatch.setattr(secrets, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    secrets._nobodys.cache_clear()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server, started when the first test asks for it."""
    with running() as found:
        yield found


@pytest.fixture(scope="session")
def shared_database(cluster: Cluster) -> str:
    return cluster.fresh()


@pytest.fixture
def database(cluster: Cluster, shared_database: str) -> Iterator[str]:
    """The address of empty books in PostgreSQL. Their tables and settings are to be left as they are."""
    yield shared_database
    cluster.empty(shared_database)


@pytest.fixture
def own_database(cluster: Cluster) -> Iterator[str]:
    """The address of new, empty books with which a test may do what it likes."""
    url = cluster.fresh()
    yield url
    cluster.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def either_store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The test runs on both stores. The address of the database, or nothing; offices find it by the setting."""
    url: str = request.getfixturevalue("database") if request.param == "postgresql" else ""
    monkeypatch.setenv("YAJIAN_DATABASE_URL", url)
    return url
