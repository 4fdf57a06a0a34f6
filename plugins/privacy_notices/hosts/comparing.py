"""A look at all files of a preview, once nobody has saved for a while.

A changed file is read at once because the system tells of it. This is for what it has not told of.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

AT_REST: Final = 3.0
"""Seconds after a build until all files are compared with what was read."""


class Comparison:
    """Looks later, and later still when something happens in the meantime."""

    def __init__(self, compare: Callable[[], bool], tell: Callable[[], object]) -> None:
        """`compare`: whether something is not as it was read (`Reader.compare`); `tell`: called when it is."""
        self._compare = compare
        self._tell = tell
        self._timer: threading.Timer | None = None

    def later(self) -> None:
        """Begin to wait, anew where that had begun."""
        self.leave()
        self._timer = threading.Timer(AT_REST, self._look)
        self._timer.daemon = True
        self._timer.start()

    def leave(self) -> None:
        """Wait no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        if self._compare():
            self._tell()
