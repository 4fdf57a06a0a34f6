"""A words file as it is typed: its nodes, the places between them, and the edits that are due. No input or output."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from privacy_notices.load.places import Path

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class EditableFile:
    """A file, the nodes in it, and the way between the parser's places and offsets."""

    text: str
    """With the line ends it has."""
    starts: tuple[int, ...]
    """Offset of the beginning of each line."""
    newline: str
    nodes: Mapping[Path, tuple[ScalarNode, Node]]
    """Key and value by path."""
    root: MappingNode | None
    is_bold: bool = False
    """Texts are written in styles that can say everything."""
    found: list[tuple[int, int, int, str]] = field(default_factory=list)
    """The edits: from, to, order among edits at one place, what to write. With `\\n`."""

    def line(self, number: int) -> str:
        """A line, counted from 0, without its end."""
        if number >= len(self.starts):
            return ""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : end].rstrip("\r\n")

    def offset(self, line: int, column: int) -> int:
        """The offset of a place, both counted from 0."""
        return self.starts[line] + column if line < len(self.starts) else len(self.text)

    def rest(self, mark: yaml.Mark) -> str:
        """What stands behind a place on its line."""
        return self.line(mark.line)[mark.column :]

    def is_flow(self, path: Path) -> bool:
        """Whether the map around a key is written in braces."""
        around = self.nodes[path[:-1]][1] if path[:-1] else self.root
        return isinstance(around, MappingNode) and bool(around.flow_style)

    def last_line(self, path: Path) -> int:
        """The last line, counted from 0, that belongs to the value at `path`."""
        key, node = self.nodes[path]
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            last = line = node.start_mark.line
            while (line := line + 1) < len(self.starts):
                content = self.line(line)
                if content.strip():
                    if len(content) - len(content.lstrip(" ")) <= key.start_mark.column:
                        break
                    last = line
            return last
        if isinstance(node, MappingNode) and not node.flow_style and node.value:
            return self.last_line((*path, str(node.value[-1][0].value)))
        return max(int(node.end_mark.line), int(key.end_mark.line))

    def replace(self, start: int, end: int, text: str) -> None:
        """Write a text in place of another."""
        self.found.append((start, end, 0, text))

    def note(self, start: int, end: int, line: str) -> None:
        """Write a line above others that are written at the same place."""
        self.found.append((start, end, 1, line))

    def insert_below(self, line: int, column: int, text: str) -> None:
        """Whole lines, each ended, below a line; what is indented deeper comes first."""
        if line + 1 < len(self.starts):
            at = self.starts[line + 1]
            self.found.append((at, at, -column, text))
        else:
            at = len(self.text)
            self.found.append((at, at, -column, "\n" + text.removesuffix("\n")))

    def edited(self) -> str:
        """The file with all edits in it."""
        parts = []
        done = 0
        for start, end, _, text in sorted(self.found, key=lambda item: item[:3]):
            parts += [self.text[done:start], text.replace("\n", self.newline)]
            done = end
        return "".join((*parts, self.text[done:]))


def editable(data: bytes, *, is_bold: bool = False) -> EditableFile:
    """A words file that can be read, to be edited; a byte order mark is left out."""
    text = data.removeprefix(codecs.BOM_UTF8).decode()
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    starts = tuple(accumulate(map(len, lines[:-1]), initial=0))
    newline = "\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n"
    root = yaml.compose(text.replace("\r\n", "\n").replace("\r", "\n"), _LOADER) if text.strip() else None
    nodes = dict(_nodes(root, ())) if isinstance(root, MappingNode) else {}
    return EditableFile(text, starts, newline, nodes, root if isinstance(root, MappingNode) else None, is_bold)


def _nodes(node: Node, path: Path) -> Iterator[tuple[Path, tuple[ScalarNode, Node]]]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            at = (*path, str(key.value))
            yield at, (key, value)
            yield from _nodes(value, at)
