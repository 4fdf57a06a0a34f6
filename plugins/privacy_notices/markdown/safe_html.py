"""A text in the Markdown dialect as safe HTML. No input, no output."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from markupsafe import Markup

from privacy_notices.markdown.dialect import CLEANER, MAX_TEXT, attribute
from privacy_notices.markdown.nodes import (
    Anchor,
    Break,
    Cell,
    Emphasis,
    MarkdownBlock,
    MarkdownInline,
    MarkdownList,
    MarkdownTable,
    Paragraph,
    PlainText,
    Strong,
)
from privacy_notices.markdown.tree import one_line, plain_cell, tree, without_markup

NoticeLink: TypeAlias = Callable[[str], str | None]
"""From a notice's id to the address of its page, or `None` when there is no such notice."""


FileLink: TypeAlias = Callable[[str], tuple[str, str] | None]
"""From the name of a file beside the notice to its address and what it is (`PDF, 1,2 Mt`), or `None` when it is not there."""


def no_files(name: str, /) -> None:
    """The `FileLink` of a text that has no notice: links to files are shown as their labels."""


def no_notices(notice_id: str, /) -> None:
    """The `NoticeLink` of a portal without notices: labels of `notice:` links are shown without a link."""


def to_html(text: str, notice_href: NoticeLink = no_notices, file_link: FileLink = no_files) -> Markup:
    """Paragraphs, lists and tables: nothing but `p`, `br`, `em`, `strong`, `ul`, `ol`, `li`, `a` and what a table is made of,
    without ids; empty when there are no words. A link to a notice that does not exist is shown as its label."""
    if (plain := without_markup(text)) is not None:
        return Markup("\n".join(f"<p>{words}</p>" for words in plain))  # noqa: S704 -- `plain` has no markup
    return _safe(text, blocks_html(tree(text), notice_href, file_link))


def to_inline_html(text: str, notice_href: NoticeLink = no_notices, file_link: FileLink = no_files) -> Markup:
    """One line for use inside a heading, a cell or a label: no `p`, `br` or list; line ends become spaces."""
    if (plain := without_markup(text)) is not None:
        return Markup(" ".join(plain))  # noqa: S704 -- `plain` has no markup
    return _safe(text, _inline_html(one_line(text), _Links(notice_href, file_link)))


def _safe(text: str, shown: str) -> Markup:
    """What was made of `text`, through the second net. A text that was too long to be read has nothing in it
    but escaped words, and the net would take half a minute for a megabyte of `&`."""
    return Markup(shown if len(text) > MAX_TEXT else CLEANER.clean(shown))  # noqa: S704 -- cleaned, or nothing but escaped words


def blocks_html(blocks: Iterable[MarkdownBlock], notice_href: NoticeLink, file_link: FileLink = no_files) -> str:
    """The HTML of blocks, before the second net."""
    return _blocks_html(blocks, _Links(notice_href, file_link))


class _Links(NamedTuple):
    """Where links lead."""

    notice: NoticeLink
    file: FileLink


def _blocks_html(blocks: Iterable[MarkdownBlock], to: _Links) -> str:
    return "\n".join(_block_html(block, to) for block in blocks)


def _block_html(block: MarkdownBlock, to: _Links) -> str:
    match block:
        case Paragraph(content, is_tight):
            words = _inline_html(content, to)
            return words if is_tight else f"<p>{words}</p>"
        case MarkdownList(items):
            numbers = [item.number for item in items]
            first = numbers[0]
            start = "" if first in (None, 1) else f' start="{first}"'
            tag = "ul" if first is None else "ol"
            rows = "\n".join(
                f"<li{value}>{_blocks_html(item.blocks, to)}</li>"
                for item, value in zip(items, _values(numbers), strict=True)
            )
            return f"<{tag}{start}>\n{rows}\n</{tag}>"
        case MarkdownTable():
            return _table_html(block, to)


def _table_html(table: MarkdownTable, to: _Links) -> str:
    """A table in a box that keys can scroll where it is wider than the screen; its columns name it (WCAG 2.1.1, 4.1.2)."""
    name = attribute(" ".join(", ".join(filter(None, map(plain_cell, table.header))).split()))
    box = f'<div class="pn-table" role="group" tabindex="0" aria-label="{name}">' if name else '<div class="pn-table">'
    header = "".join(_cell_html(cell, "col", to) for cell in table.header)
    rows = (
        "".join((_cell_html(first, "row", to), *(_cell_html(cell, "", to) for cell in others)))
        for first, *others in table.rows
    )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    below = f"<tbody>{body}</tbody>" if body else ""
    return f"{box}<table><thead><tr>{header}</tr></thead>{below}</table></div>"


def _cell_html(cell: Cell, scope: str, to: _Links) -> str:
    """A cell; one that is empty heads nothing."""
    words = _inline_html(cell, to)
    return f'<th scope="{scope}">{words}</th>' if scope and words else f"<td>{words}</td>"


def _values(numbers: list[int | None]) -> Iterator[str]:
    """A `value` attribute for each item whose number is not one more than the number before."""
    yield ""
    for before, number in pairwise(numbers):
        is_next = before is None or number == before + 1
        yield "" if is_next else f' value="{number}"'


def _inline_html(nodes: Iterable[MarkdownInline], to: _Links) -> str:
    return "".join(_node_html(node, to) for node in nodes)


def _node_html(node: MarkdownInline, to: _Links) -> str:
    match node:
        case PlainText(text):
            return html.escape(text, quote=False).replace("\u00a0", "&nbsp;")
        case Break():
            return "<br>"
        case Emphasis(content):
            return f"<em>{_inline_html(content, to)}</em>"
        case Strong(content):
            return f"<strong>{_inline_html(content, to)}</strong>"
        case Anchor(href, content):
            words = _inline_html(content, to)
            scheme, colon, notice_id = href.partition(":")
            if not colon and not href.startswith("#"):
                return _file_html(words, to.file(href))
            address = to.notice(notice_id) if scheme == "notice" else href
            return words if address is None else f'<a href="{attribute(address)}">{words}</a>'


def _file_html(words: str, file: tuple[str, str] | None) -> str:
    """A link to a file, which says what is going to be opened."""
    if file is None:
        return words
    address, kind = file
    said = html.escape(kind, quote=False).replace("\u00a0", "&nbsp;")
    return f'<a href="{attribute(address)}">{words} ({said})</a>'
