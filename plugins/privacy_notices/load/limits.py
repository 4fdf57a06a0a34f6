"""How much of a file is read. Each bounds what hostile input can cost, and none is met by a notice."""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 512 * 1024
"""Some two hundred pages of text."""
MAX_DEPTH: Final = 20
"""Levels of maps and lists in each other; a notice needs fewer than ten."""
MAX_VALUES: Final = 20_000
"""Texts, numbers, maps and lists of one file together, each counted once."""
MAX_FAULTS: Final = 100
"""Faults told of one file; more are the consequence of one mistake, and would hide it."""
