"""The sample portal, built and served once a process, and a browser to look at it with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from machine import launch, missing
from portals import ROOT, Site, build, served
from programs import IS_REQUIRED

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # before a marker expression chooses among the tests
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    lacking = missing()
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.site)
            if lacking and not IS_REQUIRED:
                item.add_marker(pytest.mark.skipif(True, reason=f"THIS MACHINE LACKS {', '.join(lacking)}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if missing() and not IS_REQUIRED and "not site" not in config.option.markexpr:
        terminalreporter.write_sep("=", "NOTHING WAS LOOKED AT IN A BROWSER", red=True, bold=True)
        for name in missing():
            terminalreporter.write_line(f"not on this machine: {name}")


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
