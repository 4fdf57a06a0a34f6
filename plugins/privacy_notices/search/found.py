"""What can be found on a page, as plain sentences. No input or output."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from privacy_notices.markdown.tree import plain_lines


@dataclass(frozen=True, slots=True)
class FoundSection:
    """Sentences of a page that belong together."""

    sentences: tuple[str, ...]
    heading: str = ""
    """Shown before the first sentence."""
    is_standard: bool = False
    """The heading is the same on all pages, so nothing is found by it."""
    weight: float = 1.0
    """Of one occurrence of a word."""


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page that can be found. All text is plain."""

    title: str
    address: str
    """Relative to the front page of the language: `laskutus/`."""
    kind: Literal["notice", "page"]
    """Notices come before other pages that fit as well."""
    sections: tuple[FoundSection, ...]
    keywords: tuple[str, ...] = ()
    """Found, never shown."""


def written(title: str, address: str, text: str) -> FoundPage:
    """The entry of a page written by hand. `text`: its words, plain, a line for each paragraph."""
    paragraphs = tuple(sentence for line in text.splitlines() for sentence in _sentences(line))
    return FoundPage(title, address, "page", (FoundSection(paragraphs),))


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text in Markdown, plain; an item of a list is a sentence."""
    blocks = _BLOCK_ENDS.split(text)
    return tuple(sentence for block in blocks for line in plain_lines(block) for sentence in _sentences(line))


_BLOCK_ENDS: Final = re.compile(r"\n\s*\n|\n(?=\s*(?:[-+*]|\d+[.)])\s)")
_SENTENCE_ENDS: Final = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-zåäö])")


def _sentences(text: str) -> Iterator[str]:
    """The sentences of one line: a new one begins with a capital letter, or one of a script without them."""
    return filter(None, _SENTENCE_ENDS.split(text.strip()))
