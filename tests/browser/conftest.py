"""The sample portal, built and served once, a browser to look at it with, and the figures of what was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from machine import IS_REQUIRED, launch, missing
from portals import ROOT, Site, build, served

FIGURES = pytest.StashKey[Counter[str]]()
HERE = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FIGURES] = Counter()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    lacking = missing()
    if lacking and not IS_REQUIRED:
        reason = f"THIS MACHINE LACKS {', '.join(lacking)}"
        for item in items:
            if HERE in item.path.parents:
                item.add_marker(pytest.mark.skipif(True, reason=reason))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    figures = config.stash[FIGURES]
    if missing() and not IS_REQUIRED:
        terminalreporter.write_sep("=", "NOTHING WAS LOOKED AT IN A BROWSER", red=True, bold=True)
        for name in missing():
            terminalreporter.write_line(f"not on this machine: {name}")
    elif figures:
        terminalreporter.write_sep("=", "looked at in a browser")
        for name, number in figures.items():
            terminalreporter.write_line(f"{number:6}  {name}")


@pytest.fixture(scope="session")
def figures(request: pytest.FixtureRequest) -> Counter[str]:
    """What is counted here is printed at the end of the run."""
    return request.config.stash[FIGURES]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The portal of this repository."""
    return build(ROOT, tmp_path_factory.mktemp("sample"), "--strict")


@pytest.fixture(scope="session")
def address(sample: Site) -> Iterator[str]:
    """Where the sample portal is served."""
    with served(sample) as url:
        yield url


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Ends with its module: there can be one at a time, and other tests start their own."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    chromium = launch(playwright)
    yield chromium
    chromium.close()
