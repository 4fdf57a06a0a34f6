"""A document's words as plain text. No format, no input."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from privacy_notices.document.words import (
    Day,
    EmailLink,
    Inline,
    InlineMarkdown,
    PageLink,
    PhoneLink,
    Phrase,
    PostalLine,
    ProperNoun,
    Series,
    WebLink,
    Wording,
)
from privacy_notices.markdown.tree import to_plain


@functools.lru_cache(maxsize=8192)
def plain(phrase: Phrase, language: str = "") -> str:
    """What stands on a line, with single spaces. `language`: leave out what is in another."""
    return " ".join(text_of(phrase, language).split())


def text_of(phrase: Phrase, language: str = "") -> str:
    """What stands on a line, with spaces as the language has them (narrow ones in Russian dates)."""
    return "".join(part for inline in phrase for part in _parts(inline, language))


def _parts(inline: Inline, language: str) -> Iterator[str]:
    match inline:
        case Wording(text, own):
            yield text if not language or own == language else ""
        case InlineMarkdown(wording):
            yield to_plain(wording.text) if not language or wording.language == language else ""
        case ProperNoun(wording) | Day(_, wording):
            yield from _parts(wording, language)
        case EmailLink(text) | WebLink(text) | PostalLine(text) | PhoneLink(_, text):
            yield text
        case PageLink(content):
            for said in content:
                yield from _parts(said, language)
        case Series(items, between):
            for sign, item in zip(("", *between), items, strict=True):
                yield sign
                for part in item:
                    yield from _parts(part, language)
