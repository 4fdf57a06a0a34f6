"""YAML text to plain values and the places they were read from. No input, no output.

What people who know no YAML get wrong has words of its own: every fault has a code (`faults.table`), words in the
catalogs, and an example (`load.examples`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import yaml

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity
from privacy_notices.load.encoding import decode, other_format
from privacy_notices.load.event_reader import EventReader
from privacy_notices.load.limits import MAX_BYTES
from privacy_notices.load.named_faults import named
from privacy_notices.load.places import Path, Place, Value

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file as it was read."""

    file: str
    """As in `Mark.file`."""
    value: Value
    """A map. None when any diagnostic is an error: nothing is published from half a file."""
    diagnostics: tuple[Diagnostic, ...]
    """In reading order."""
    text: str = field(repr=False, default="")
    """The source with `\\n` at every line's end. Empty when the file was too large or no text."""
    places: Mapping[Path, Place] = field(repr=False, compare=False, default_factory=dict)
    """Where each value begins; `at` makes marks of them."""

    @property
    def lines(self) -> list[str]:
        """The source by line: `lines[mark.line - 1]` is what an editor shows. Never empty."""
        return self.text.split("\n")

    def at(self, path: Path, *, key: bool = False) -> Mark:
        """The place of a value, or with `key` that of its key (of an item of a list, the item itself).

        A path that does not exist leads to the key of the nearest value around it: whatever lacks it.
        """
        while path and path not in self.places:
            path, key = path[:-1], True
        line, column, key_line, key_column = self.places.get(path, (0, 0, 0, 0))
        return Mark(self.file, key_line + 1, key_column + 1) if key else Mark(self.file, line + 1, column + 1)

    def __reduce__(self) -> tuple[object, ...]:
        """From one process to another without the places, which are far more than the value."""
        if self.diagnostics:
            return SourceFile, (self.file, self.value, self.diagnostics, self.text, self.places)
        return Remembered, (self.file, self.text.encode(errors="surrogatepass"), self.value)


class Remembered(SourceFile):
    """A file without a fault whose value is known; the text is read only when somebody asks for a place."""

    __slots__ = ("_data", "_read")
    _data: bytes
    _read: SourceFile | None

    def __init__(self, file: str, data: bytes, value: Value) -> None:
        """`data`: the bytes that the value was once read from."""
        for name, item in (("file", file), ("value", value), ("diagnostics", ()), ("_data", data), ("_read", None)):
            object.__setattr__(self, name, item)

    @property
    def text(self) -> str:
        """As in `SourceFile`."""
        return self._again().text

    @property
    def places(self) -> Mapping[Path, Place]:
        """As in `SourceFile`."""
        return self._again().places

    def _again(self) -> SourceFile:
        read = self._read
        if read is None:
            read = load(self._data, self.file)
            object.__setattr__(self, "_read", read)
        return read


def load(data: bytes, file: str, *, pure: bool = False) -> SourceFile:
    """Read one file. Whatever the bytes are, the result is a value and never an exception.

    `file`: as in `Mark.file`. `pure` reads with PyYAML's own parser, which is used anyway where libyaml is missing:
    some fifteen times slower, the same places, and stricter about tabs at the end of a line.
    """
    if len(data) > MAX_BYTES:
        return SourceFile(file, None, (named("file-too-large", Mark(file), size=len(data), limit=MAX_BYTES),))
    if (fault := other_format(data, file)) is not None:
        return SourceFile(file, None, (fault,))
    decoded = decode(data, file)
    found = [] if decoded.fault is None else [decoded.fault]
    if not decoded.is_certain:
        return SourceFile(file, None, tuple(found), decoded.text)
    reader = EventReader(decoded.text, file, found, yaml.SafeLoader if pure else _LOADER)
    value = reader.read()
    found.sort(key=lambda fault: (fault.mark, fault.code))
    if any(fault.severity is Severity.ERROR for fault in found):
        value = None
    return SourceFile(file, value, tuple(found), decoded.text, reader.places)
