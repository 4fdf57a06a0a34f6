"""What a file may hold, and the ways to its values. No input, no output."""

from __future__ import annotations

from typing import TypeAlias

Value: TypeAlias = "None | bool | int | str | list[Value] | dict[str, Value]"
"""What a file may hold. Dates, decimals, `no`, `00100`, `12:30` are texts: the schema knows what they mean."""

Path: TypeAlias = "tuple[str | int, ...]"
"""The way to a value from the top of its file: keys of maps and indices of lists."""

Place: TypeAlias = "tuple[int, int, int, int]"
"""Line and column of a value, then of its key; counted from 0."""
