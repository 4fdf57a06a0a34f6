"""What people write in a text that the dialect does not have: it would stand on the page as it was typed. No input or output."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from markdown_it.token import Token

from privacy_notices.markdown.dialect import UNWANTED, tokens_of


class UnknownMarkup(NamedTuple):
    """Signs that are no markup here."""

    kind: str
    """What they are elsewhere: a key of `KINDS`, or `link`."""
    text: str
    """As they were typed, a line of them at most."""


_AT_LINE: Final = (
    ("heading", re.compile(r"#{1,6}[ \t]+\S.*")),
    ("code", re.compile(r"(?:```|~~~).*")),
    ("quotation", re.compile(r">[ \t]?[^\d\s].*")),
    ("rule", re.compile(r"(?:=+|-{2,}|_{3,}|\*{3,})[ \t]*")),
    ("definition", re.compile(r"\[[^\[\]]+\]:[ \t]*\S.*")),
    ("note", re.compile(r"(?:!!!|\?\?\?\+?|:::)[ \t]+\w.*")),
    ("table", re.compile(r"\|.*\|[ \t]*")),
)
_IN_LINE: Final = (
    ("code", re.compile(r"`[^`\n]+`")),
    ("html", re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--.*")),
    ("strike", re.compile(r"~~[^~\n]+~~")),
    ("footnote", re.compile(r"\[\^[^\[\]\n]+\]")),
    ("definition", re.compile(r"\[[^\[\]\n]+\]\[[^\[\]\n]*\]")),
)
_REFERENCE: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_STARS: Final = "**"
_ESCAPED: Final = re.compile(r"\\[!-/:-@\[-`{-~]")

KINDS: Final = tuple(dict.fromkeys((*(kind for kind, _ in (*_AT_LINE, *_IN_LINE)), "image", "stars", "unseen")))
"""What can be found beside links that are refused."""

_MAY_HAVE: Final = re.compile(r"[#>`<~|!?:=&\[]|--|__|\*\*")


def unknown_markup(text: str) -> Iterator[UnknownMarkup]:
    """What readers would see as signs, in reading order; links that are refused among it."""
    if not _MAY_HAVE.search(text):
        return
    for block in tokens_of(text):
        if block.type == "inline":
            yield from _in_block(block)


def _in_block(block: Token) -> Iterator[UnknownMarkup]:
    for line in block.content.split("\n"):
        typed = _ESCAPED.sub("  ", line.strip(" \t"))
        at_line = next((kind for kind, pattern in _AT_LINE if pattern.fullmatch(typed)), None)
        if at_line is not None:
            yield UnknownMarkup(at_line, line.strip())
            continue
        for kind, pattern in _IN_LINE:
            yield from (UnknownMarkup(kind, found[0]) for found in pattern.finditer(typed))
        for found in _REFERENCE.finditer(typed):
            if UNWANTED.search(html.unescape(found[0])):
                yield UnknownMarkup("unseen", found[0])
    for token in block.children or ():
        if token.type == "refused":
            yield UnknownMarkup("image" if token.content.startswith("!") else "link", token.content)
        elif token.type == "text" and _STARS in token.content and "\\*" not in block.content:
            yield UnknownMarkup("stars", token.content.strip())
