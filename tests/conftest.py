"""What all tests share: two loops, expected files that one command rewrites, and the figures of what was looked at.

A test that builds a site, starts a process, a server or a browser carries the marker `site`. The quick loop is the rest,
`pytest -m "not site" -n 2`; `loops` sees to it that it stays quick.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import loops
import mutation

EXPECTED = Path(__file__).parent / "expected"

# The language of whoever runs the tests is none of theirs: commands and the log of a build follow the locale.
os.environ["LC_MESSAGES"] = "C"

settings.register_profile("untimed", deadline=None)
settings.register_profile("fast", deadline=None, max_examples=20)
# An example that failed once is kept and tried first: it would be held against every later change, whatever that is.
settings.register_profile("mutation", deadline=None, max_examples=20, derandomize=True, database=None)
settings.load_profile("untimed")

FIGURES = pytest.StashKey[Counter[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write the files of tests/expected anew; read the diff")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FIGURES] = Counter()
    is_quick = "not site" in config.option.markexpr and os.environ.get("CI") != "true"
    if is_quick and not config.getoption("--hypothesis-profile"):
        settings.load_profile("fast")
    if "MUTANT_UNDER_TEST" in os.environ:
        settings.load_profile("mutation")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    loops.running(None if item.get_closest_marker("site") else item.nodeid)
    yield
    loops.running(None)


# --- in several processes ----------------------------------------------------------------------------------------------


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In a worker, the files that take longest come first, so that no process waits for the other's last file."""
    if not hasattr(config, "workerinput"):
        return
    sizes = Counter(item.path for item in items)
    slow = Counter(item.path for item in items if item.get_closest_marker("site"))
    items.sort(key=lambda item: (-slow[item.path], -sizes[item.path], item.path))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A file stays in one process whatever is asked for: its sites are built once, its browser is started once."""
    from xdist.scheduler import LoadFileScheduling

    config.option.loadscopereorder = False  # as they were collected
    return LoadFileScheduling(config, log)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        mutation.tell_all_tests({item.nodeid.partition("::")[0] for item in session.items})
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["figures"] = dict(session.config.stash[FIGURES])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    figures = getattr(node, "workeroutput", {}).get("figures", {})
    node.config.stash[FIGURES].update(figures)


# --- figures -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def figures(request: pytest.FixtureRequest) -> Counter[str]:
    """What is counted here is printed at the end of the run."""
    return request.config.stash[FIGURES]


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if figures := config.stash[FIGURES]:
        terminalreporter.write_sep("=", "looked at")
        for name, number in sorted(figures.items()):
            terminalreporter.write_line(f"{number:8}  {name}")


# --- expected files ----------------------------------------------------------------------------------------------------


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with a file of tests/expected, or with --rewrite puts it there."""

    def compare(name: str, text: str) -> None:
        path = EXPECTED / name
        if request.config.getoption("--rewrite"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.read_text(encoding="utf-8") == text

    return compare
