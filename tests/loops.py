"""Watches that only tests with the marker `site` start programs and servers or build sites.

So the quick loop (`pytest -m "not site"`) stays quick by itself: a test without the marker that does fails and says so.
"""

from __future__ import annotations

import sys
from typing import Any, Final

from hypothesis import settings

EVENTS: Final = {
    "os.fork": "starts a process",
    "os.posix_spawn": "starts a process",
    "socket.bind": "starts a server",
    "subprocess.Popen": "starts a process",
}
"""What only a test with the marker may do, by the name of Python's own audit event."""

ALL_EXAMPLES: Final = settings.get_profile("default").max_examples
"""What the profiles but that of the quick loop look at."""

_unmarked: str | None = None


def examples(number: int) -> int:
    """How many examples a test that wants `number` of them looks at: all in the gate, a fifth in the quick loop."""
    return max(5, number * settings.default.max_examples // ALL_EXAMPLES)


def running(unmarked: str | None) -> None:
    """Say which test runs: its id where it lacks the marker, None for any other and for none."""
    global _unmarked
    _unmarked = unmarked


def needs_marker(what: str) -> None:
    """Fail where the test that runs lacks the marker and does `what`."""
    if _unmarked is not None:
        raise RuntimeError(f"{_unmarked} {what}: mark it `site`")


def _watch(event: str, _: tuple[Any, ...]) -> None:
    if event in EVENTS:
        needs_marker(EVENTS[event])


sys.addaudithook(_watch)  # for the life of the process: Python has no way to take one off
