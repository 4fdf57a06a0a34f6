"""A text in the Markdown dialect read into values, and as plain words. No input, no output."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from itertools import groupby, takewhile
from typing import Final

from markdown_it.token import Token

from privacy_notices.markdown.dialect import (
    ATTACHMENT,
    MAX_NESTING,
    MAX_TEXT,
    NOTICE,
    PARSER,
    UNWANTED,
    cleaned,
    tokens_of,
)
from privacy_notices.markdown.nodes import (
    Anchor,
    Break,
    Cell,
    Emphasis,
    ListItem,
    MarkdownBlock,
    MarkdownInline,
    MarkdownList,
    MarkdownTable,
    Paragraph,
    PlainText,
    Strong,
    WrittenLink,
)

_SPACES: Final = re.compile(r"[ \t\n]+")

_LINES: Final = re.compile(r"(?<![ \t])[ \t]*+\\?\n[ \t\n]*")

_PLAIN_LINE: Final = (
    r"(?![-+ ]|[0-9]+[.)])"
    r"[^\x00-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028-\u202f\u205f\u2066-\u2069\u3000\ufeff\ud800-\udfff*_\[<>&|\\]++"
    r"(?<! )"
)
_PLAIN: Final = re.compile(rf"{_PLAIN_LINE}(?:\n+{_PLAIN_LINE})*+")
"""Most texts are like this, and take a thirtieth of the time. The no-break space is kept out because HTML is
written with `&nbsp;`, other wide spaces because the parser takes them away at both ends of a paragraph."""
_BLANK_LINES: Final = re.compile(r"\n{2,}")


def to_plain(text: str) -> str:
    """The words that `to_html` shows, on one line with single spaces, not escaped: for descriptions and
    search."""
    return _SPACES.sub(" ", " ".join(_words(tree(text)))).strip(" ")


def plain_lines(text: str) -> tuple[str, ...]:
    """The same where each row of a table is a line of its own."""
    if "|" not in text:
        return (to_plain(text),)
    blocks = tree(text)
    lines = (_rows(block) if isinstance(block, MarkdownTable) else _words((block,)) for block in blocks)
    return tuple(_SPACES.sub(" ", line).strip(" ") for those in lines for line in those)


def links(text: str) -> tuple[WrittenLink, ...]:
    """Every link in the text, in reading order, with those that are refused (and therefore shown as
    typed)."""
    if "<" not in text and "](" not in text:
        return ()
    return tuple(
        WrittenLink(
            target=token.meta["target"],
            line=block.map[0] + token.meta["line"],
            allowed=token.type == "link_open",
            is_notice=bool(NOTICE.fullmatch(token.meta["target"])),
            is_attachment=bool(ATTACHMENT.fullmatch(token.meta["target"])),
        )
        for block in tokens_of(text)
        if block.type == "inline" and block.map
        for token in block.children or ()
        if token.type in ("link_open", "refused")
    )


@functools.lru_cache(maxsize=4096)
def tree(text: str) -> tuple[MarkdownBlock, ...]:
    """The text as values, for outputs other than HTML.

    Kept for a while: checks, search and pages of several languages read the same text one after another.
    """
    if (plain := without_markup(text)) is not None:
        return tuple(Paragraph((PlainText(words),)) for words in plain)
    return _settled(_blocks(iter(tokens_of(text)))) or _plain_paragraphs(cleaned(text))


def shorter(text: str, limit: int = 160) -> str:
    """The first sentences or words of a plain text, at most `limit` characters."""
    if len(text) <= limit:
        return text
    cut = text[:limit].rpartition(". ")[0]
    return f"{cut}." if len(cut) > limit // 3 else f"{text[:limit].rpartition(' ')[0] or text[:limit]}…"


def without_markup(text: str) -> list[str] | None:
    """The paragraphs of a text in which nothing can be markup, is to be escaped, or is unwanted."""
    trimmed = text.strip(" \n")
    if not _PLAIN.fullmatch(trimmed) or UNWANTED.search(trimmed):
        return None
    if "\n" not in trimmed:
        return [trimmed]
    return [paragraph.replace("\n", " ") for paragraph in _BLANK_LINES.split(trimmed)]


def _plain_paragraphs(cleaned: str) -> tuple[MarkdownBlock, ...]:
    groups = groupby(cleaned.split("\n"), key=lambda line: bool(line.strip(" \t")))
    return tuple(Paragraph(_text(" ".join(lines).strip(" \t"))) for has_words, lines in groups if has_words)


def _text(content: str) -> tuple[PlainText, ...]:
    return (PlainText(UNWANTED.sub("\ufffd", content).replace("\n", " ")),) if content else ()


def _blocks(tokens: Iterator[Token]) -> Iterator[MarkdownBlock | str]:
    """The blocks up to the end of the item that `tokens` stand in; a string for a list without words."""
    is_tight = False
    for token in tokens:
        match token.type:
            case "paragraph_open":
                is_tight = token.hidden
            case "inline":
                yield Paragraph(_inlines(token.children or []), is_tight)
            case "bullet_list_open" | "ordered_list_open":
                yield _list(tokens)
            case "table_open":
                yield _table(tokens)
            case "list_item_close":
                return


def _list(tokens: Iterator[Token]) -> MarkdownList | str:
    """The list that `tokens` stand in, or what was typed when that was `-` or `* * *` and nothing else."""
    items = [
        (token, tuple(_blocks(tokens))) for token in takewhile(lambda token: token.type == "list_item_open", tokens)
    ]
    if all(isinstance(block, str) for _, blocks in items for block in blocks):
        return " ".join(word for token, blocks in items for word in (token.info + token.markup, *map(str, blocks)))
    return MarkdownList(
        tuple(ListItem(_settled(blocks), int(token.info) if token.info else None) for token, blocks in items)
    )


def _table(tokens: Iterator[Token]) -> MarkdownTable:
    """The table that `tokens` stand in."""
    rows: list[list[Cell]] = []
    for token in takewhile(lambda token: token.type != "table_close", tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_inlines(token.children or []))
    header, *others = map(tuple, rows)
    return MarkdownTable(header, tuple(others))


def _settled(blocks: Iterable[MarkdownBlock | str]) -> tuple[MarkdownBlock, ...]:
    return tuple(Paragraph(_text(block)) if isinstance(block, str) else block for block in blocks)


def _inlines(tokens: Iterable[Token]) -> tuple[MarkdownInline, ...]:
    opened: list[tuple[Token | None, list[MarkdownInline | str]]] = [(None, [])]
    for token in tokens:
        match token.type:
            case "em_open" | "strong_open" | "link_open":
                is_left_out = len(opened) > MAX_NESTING and token.type != "link_open"
                opened.append((None, opened[-1][1]) if is_left_out else (token, []))
            case "em_close" | "strong_close" | "link_close":
                opening, content = opened.pop()
                if opening:
                    opened[-1][1].append(_node(opening, _joined(content)))
            case "hardbreak":
                opened[-1][1].append(Break())
            case "softbreak":
                opened[-1][1].append(" ")
            case _:
                opened[-1][1].append(token.content)
    return _joined(opened[0][1])


def _joined(content: list[MarkdownInline | str]) -> tuple[MarkdownInline, ...]:
    """No two texts stand side by side."""
    nodes: list[MarkdownInline] = []
    for _, run in groupby(content, key=lambda part: isinstance(part, str)):
        parts = list(run)
        words = [part for part in parts if isinstance(part, str)]
        nodes.extend(_text("".join(words)) if words else (part for part in parts if not isinstance(part, str)))
    return tuple(nodes)


def _node(opening: Token, content: tuple[MarkdownInline, ...]) -> MarkdownInline:
    match opening.type:
        case "em_open":
            return Emphasis(content)
        case "strong_open":
            return Strong(content)
        case _:
            return Anchor(str(opening.attrs["href"]), content)


def one_line(text: str) -> tuple[MarkdownInline, ...]:
    """A text as what stands on one line: no paragraphs, no lists."""
    line = _LINES.sub(" ", cleaned(text)).strip(" \t")
    if len(text) > MAX_TEXT:
        return _text(line)
    return _inlines(token for block in PARSER.parseInline(line) for token in block.children or ())


def _words(blocks: Iterable[MarkdownBlock]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(content):
                yield "".join(_inline_words(content))
            case MarkdownList(items):
                for item in items:
                    if item.number is not None:
                        yield f"{item.number}."
                    yield from _words(item.blocks)
            case MarkdownTable():
                yield "; ".join(_rows(block))


def _rows(table: MarkdownTable) -> Iterator[str]:
    """The words of each row that has some, with commas between its cells."""
    for row in (table.header, *table.rows):
        if words := ", ".join(filter(None, map(plain_cell, row))):
            yield words


def plain_cell(cell: Cell) -> str:
    """The words of a cell."""
    return "".join(_inline_words(cell)).strip()


def _inline_words(nodes: Iterable[MarkdownInline]) -> Iterator[str]:
    for node in nodes:
        match node:
            case PlainText(text):
                yield text
            case Break():
                yield " "
            case Emphasis(content) | Strong(content) | Anchor(_, content):
                yield from _inline_words(content)
