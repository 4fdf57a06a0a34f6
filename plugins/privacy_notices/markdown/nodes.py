"""A text in the Markdown dialect as values. No input, no output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class PlainText:
    """Words as the reader sees them, not escaped for any format; never a line end."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line end that the writer asked for."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words with stress."""

    content: tuple[MarkdownInline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Words of importance."""

    content: tuple[MarkdownInline, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link that may be shown; there is never one inside another."""

    href: str
    """Percent-encoded and safe, beginning with `https://`, `mailto:`, `tel:`, `#` or `notice:`, or the name of a file
    beside the notice."""
    content: tuple[MarkdownInline, ...]


MarkdownInline: TypeAlias = PlainText | Break | Emphasis | Strong | Anchor


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that belong together."""

    content: tuple[MarkdownInline, ...]
    is_tight: bool = False
    """In a list that was typed without empty lines: it stands without space around it."""


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list."""

    blocks: tuple[MarkdownBlock, ...]
    number: int | None = None
    """As it was typed, which CommonMark would not keep: in Finnish a paragraph may well begin `25.
    toukokuuta`, and the 25 must not become a 2 because such a paragraph comes first. `None` in a bullet
    list."""


@dataclass(frozen=True, slots=True)
class MarkdownList:
    """A bullet list or a numbered one."""

    items: tuple[ListItem, ...]
    """At least one, and words in at least one of them. Either all have a number or none has."""


Cell: TypeAlias = tuple[MarkdownInline, ...]
"""Words in a table; empty where there are none."""


@dataclass(frozen=True, slots=True)
class MarkdownTable:
    """A table. The first row says what stands in each column, the first cell of a row what the row is about."""

    header: tuple[Cell, ...]
    """At least one."""
    rows: tuple[tuple[Cell, ...], ...]
    """Each with as many cells as the header."""


MarkdownBlock: TypeAlias = Paragraph | MarkdownList | MarkdownTable


@dataclass(frozen=True, slots=True)
class WrittenLink:
    """A link as it was written, shown or not. Images count, as links that are refused."""

    target: str
    """The address, without Markdown's escapes."""
    line: int
    """Where the link begins, in lines of the text, counted from 0."""
    allowed: bool
    """Whether the form of the address is allowed; not whether something is there."""
    is_notice: bool
    """Whether the target is `notice:` and an id."""
    is_attachment: bool = False
    """Whether the target is the name of a file beside the notice."""
