"""How far a reader has come in a text: what it reads on from, and what explains a fault of the parser's.

Events and marks are `Any` in this room: PyYAML's types call every mark optional, which no event of a text has. No
input, no output.
"""

from __future__ import annotations

import re
from typing import Any, Final

KEY: Final = r"""(?:[\w.-]+|"[^"\n]*"|'[^'\n]*')"""
"""What a key of a map looks like."""

_NEXT_ENTRY: Final = re.compile(rf"\n(?P<indentation> *)(?:- |{KEY} *:(?:[ \n]|$))")


class Progress:
    """The text and the events that were read last."""

    def __init__(self, text: str) -> None:
        """Nothing is read yet."""
        self.text = text
        """With `\\n` at every line's end."""
        self.lines = text.split("\n")
        """The text by line. Never empty."""
        self.last: Any = None
        """The event read last."""
        self.quoted: Any = None
        """The text between quotes read last."""
        self.collection: Any = None
        """The beginning of the innermost map or list that is being read."""
        self.ended: Any = None
        """The beginning of the map or list that ended last."""

    def line(self, number: int) -> str:
        """A line by its number from 0; empty when the parser looked past the end."""
        return self.lines[number] if number < len(self.lines) else ""

    def runs_on(self, quoted: Any) -> bool:
        """Whether a text of several lines swallows what looks like the next key or item.

        YAML asks for such lines to be indented deeper than their key; libyaml does not look.
        """
        start = quoted.start_mark
        if self.collection is None or self.collection.flow_style:
            limit = indentation_of(self.lines[start.line])
        else:
            limit = self.collection.start_mark.column
        entries = _NEXT_ENTRY.finditer(self.text, start.index, quoted.end_mark.index)
        return any(len(match["indentation"]) <= limit for match in entries)


def indentation_of(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))
