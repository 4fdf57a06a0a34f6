"""What a text must have in common with its translation, whatever its words are. No input or output."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from privacy_notices.markdown.dialect import ATTACHMENT
from privacy_notices.markdown.nodes import (
    Anchor,
    Emphasis,
    MarkdownBlock,
    MarkdownInline,
    MarkdownList,
    MarkdownTable,
    Paragraph,
    Strong,
)
from privacy_notices.markdown.tree import links, tree
from privacy_notices.translations.figures import DIGITS, after_noon, figures, has_month


class Signs(NamedTuple):
    """What a text must have in common with its translation, each in alphabetical order."""

    links: tuple[str, ...] = ()
    """Where they lead; of a web address the site alone."""
    numbers: tuple[str, ...] = ()
    """Without those of dates."""
    dates: tuple[str, ...] = ()
    """As ISO 8601 writes them."""
    placeholders: tuple[str, ...] = ()
    """What the program fills in, with its braces."""
    emphasis: tuple[str, ...] = ()
    """The marks, as Markdown writes them."""
    lists: tuple[str, ...] = ()
    """How many items each has; of tables, how many columns and rows."""


@lru_cache(maxsize=512)
def look(text: str, language: str) -> tuple[Sequence[object], ...] | None:
    """What is to be compared as it is typed. Texts that look alike read alike, and reading them takes far longer.

    None where only reading tells: dates, hours after noon, addresses, and what is written otherwise than it is shown.
    Remembered while one notice is compared with each of its languages.
    """
    if not _SIGN.search(text) and text[:1] not in ("-", "+"):
        return ()
    shown = _TARGET.sub("]", text) if "](" in text else text
    numbers = _NUMERALS.findall(shown)
    if _is_unlike(shown) or (numbers and _has_more_than_numbers(shown, language)):
        return None
    return (
        sorted(numbers),
        [shown.count("*"), sorted(_OPENING.findall(shown)), sorted(_CLOSING.findall(shown))] if "*" in shown else (),
        list(map(_beginning, shown.split("\n"))) if _has_item(shown) else (),
        sorted(_TARGET.findall(text)) if shown is not text else (),
        sorted(_PLACEHOLDER.findall(shown)) if "{" in shown or "%" in shown else (),
    )


def _is_unlike(text: str) -> bool:
    """Whether something may be written otherwise than it is shown; `text` without the links that are plain."""
    return (
        _UNLIKE.search(text) is not None
        or "](" in text
        or ("*" in text and _BETWEEN_LETTERS.search(text) is not None)
        or _WITHOUT_WORDS.search(text) is not None
    )


def _has_more_than_numbers(text: str, language: str) -> bool:
    """Whether there may be hours after noon in a text, a date with the name of a month, or an address."""
    return (
        after_noon().search(text) is not None
        or (_LIKE_YEAR.search(text) is not None and has_month(text, language))
        or "://" in text
        or "www." in text
        or "tel:" in text
    )


_ODD: Final = r"_<&|\\@\u0250-\u1fff\u2100-\uffff"
"""What may read otherwise than it is written, and letters of scripts that have digits of their own."""
_UNLIKE: Final = re.compile(f"[{_ODD}]")
_SIGN: Final = re.compile(rf"[0-9*\[{{%\n{_ODD}]")
"""What every text has in which there is something to compare, apart from lists of one item."""
_WITHOUT_WORDS: Final = re.compile(r"^[ \t]*(?:[-*+]|[0-9]+[.)])[ \t]*$", re.MULTILINE)
"""An item of a list with nothing in it, which is one between others and none below a paragraph."""
_TARGET: Final = re.compile(r"\]\(([^()\s]*)\)")
_OPENING: Final = re.compile(r"(?<!\S)\*+(?=\S)|(?<!\w)\*+(?=\w)")
_BETWEEN_LETTERS: Final = re.compile(r"(?<=\w)\*+(?=\w)")
"""Stars that may open or close, by what stands elsewhere in the text."""
_CLOSING: Final = re.compile(r"(?<=\S)\*+(?!\S)|(?<=\w)\*+(?!\w)")
# These begin with one character of a class, which `re` finds many times faster than a class repeated, `\d` or `\b`.
_NUMERALS: Final = re.compile(r"[0-9][0-9]*(?:[ \u00a0\u202f,.':][0-9]+)*")
"""With what stands between them, which tells groups of three and the parts of a date from numbers side by side."""
_LIKE_YEAR: Final = re.compile(r"[0-9][0-9]{3}")


def _beginning(line: str) -> str:
    """The indentation of a line and what makes it an item of a list."""
    item = _ITEM.match(line)
    return item[0] if item else re.sub(r"\S.*", ".", line)


@lru_cache(maxsize=512)
def signs(text: str, language: str) -> Signs:
    """What is compared of a text. Remembered while one notice is compared with each of its languages."""
    dates, numbers = figures(text, language) if DIGITS.search(text) else ((), ())
    return Signs(
        tuple(sorted(_link(link.target) for link in links(text))),
        tuple(sorted(numbers)),
        tuple(sorted(dates)),
        tuple(sorted(_PLACEHOLDER.findall(text))),
        tuple(sorted(_marks(tree(text)))) if "*" in text else (),
        _lengths(text),
    )


def _link(target: str) -> str:
    """What a link leads to. Sites have pages for each language, so of a web address only the site counts."""
    if ATTACHMENT.fullmatch(target):
        return f"*{target[target.rindex('.') :].lower()}"  # each language may have a file of its own
    match = _WEB_ADDRESS.fullmatch(target)
    return ".".join(match[1].lower().split(".")[-2:]) if match else target


_WEB_ADDRESS: Final = re.compile(r"https?://([^/?#]+).*", re.IGNORECASE)
_PLACEHOLDER: Final = re.compile(r"\{\{?[^{}\n]{1,60}\}\}?|%\(\w+\)[sd]|%[sd]\b")


def _marks(blocks: Iterable[MarkdownBlock]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _inline_marks(block.content)
        elif isinstance(block, MarkdownTable):
            for cell in (*block.header, *(cell for row in block.rows for cell in row)):
                yield from _inline_marks(cell)
        else:
            for item in block.items:
                yield from _marks(item.blocks)


def _inline_marks(content: Iterable[MarkdownInline]) -> Iterator[str]:
    for node in content:
        if isinstance(node, Emphasis | Strong):
            yield "**…**" if isinstance(node, Strong) else "*…*"
        if isinstance(node, Emphasis | Strong | Anchor):
            yield from _inline_marks(node.content)


def _lengths(text: str) -> tuple[str, ...]:
    if not _has_item(text) and "|" not in text:
        return ()
    return tuple(sorted(filter(None, map(_length, tree(text)))))


def _length(block: MarkdownBlock) -> str:
    """How many items a list has, or how many columns and rows a table; empty for what is neither."""
    if isinstance(block, MarkdownTable):
        return f"{len(block.header)} × {len(block.rows)}"
    if isinstance(block, MarkdownList) and (len(block.items) > 1 or block.items[0].number is None):
        return str(len(block.items))
    return ""


def _has_item(text: str) -> bool:
    return any(map(_ITEM.match, text.split("\n")))


_ITEM: Final = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")
