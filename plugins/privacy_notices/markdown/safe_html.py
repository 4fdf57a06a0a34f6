"""A text in the Markdown dialect as safe HTML. No input, no output."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import TypeAlias

from markupsafe import Markup

from privacy_notices.markdown.dialect import CLEANER, MAX_TEXT, attribute
from privacy_notices.markdown.nodes import (
    Anchor,
    Break,
    Emphasis,
    MarkdownBlock,
    MarkdownInline,
    MarkdownList,
    Paragraph,
    PlainText,
    Strong,
)
from privacy_notices.markdown.tree import one_line, tree, without_markup

NoticeLink: TypeAlias = Callable[[str], str | None]
"""From a notice's id to the address of its page, or `None` when there is no such notice."""


def no_notices(notice_id: str, /) -> None:
    """The `NoticeLink` of a portal without notices: labels of `notice:` links are shown without a link."""


def to_html(text: str, notice_href: NoticeLink = no_notices) -> Markup:
    """Paragraphs and lists: nothing but `p`, `br`, `em`, `strong`, `ul`, `ol`, `li` and `a`, without ids or
    classes; empty when there are no words. A link to a notice that does not exist is shown as its label."""
    if (plain := without_markup(text)) is not None:
        return Markup("\n".join(f"<p>{words}</p>" for words in plain))  # noqa: S704 -- `plain` has no markup
    return _safe(text, blocks_html(tree(text), notice_href))


def to_inline_html(text: str, notice_href: NoticeLink = no_notices) -> Markup:
    """One line for use inside a heading, a cell or a label: no `p`, `br` or list; line ends become spaces."""
    if (plain := without_markup(text)) is not None:
        return Markup(" ".join(plain))  # noqa: S704 -- `plain` has no markup
    return _safe(text, _inline_html(one_line(text), notice_href))


def _safe(text: str, shown: str) -> Markup:
    """What was made of `text`, through the second net. A text that was too long to be read has nothing in it
    but escaped words, and the net would take half a minute for a megabyte of `&`."""
    return Markup(shown if len(text) > MAX_TEXT else CLEANER.clean(shown))  # noqa: S704 -- cleaned, or nothing but escaped words


def blocks_html(blocks: Iterable[MarkdownBlock], notice_href: NoticeLink) -> str:
    """The HTML of blocks, before the second net."""
    return "\n".join(_block_html(block, notice_href) for block in blocks)


def _block_html(block: MarkdownBlock, notice_href: NoticeLink) -> str:
    match block:
        case Paragraph(content, is_tight):
            words = _inline_html(content, notice_href)
            return words if is_tight else f"<p>{words}</p>"
        case MarkdownList(items):
            numbers = [item.number for item in items]
            first = numbers[0]
            start = "" if first in (None, 1) else f' start="{first}"'
            tag = "ul" if first is None else "ol"
            rows = "\n".join(
                f"<li{value}>{blocks_html(item.blocks, notice_href)}</li>"
                for item, value in zip(items, _values(numbers), strict=True)
            )
            return f"<{tag}{start}>\n{rows}\n</{tag}>"


def _values(numbers: list[int | None]) -> Iterator[str]:
    """A `value` attribute for each item whose number is not one more than the number before."""
    yield ""
    for before, number in pairwise(numbers):
        is_next = before is None or number == before + 1
        yield "" if is_next else f' value="{number}"'


def _inline_html(nodes: Iterable[MarkdownInline], notice_href: NoticeLink) -> str:
    return "".join(_node_html(node, notice_href) for node in nodes)


def _node_html(node: MarkdownInline, notice_href: NoticeLink) -> str:
    match node:
        case PlainText(text):
            return html.escape(text, quote=False).replace("\u00a0", "&nbsp;")
        case Break():
            return "<br>"
        case Emphasis(content):
            return f"<em>{_inline_html(content, notice_href)}</em>"
        case Strong(content):
            return f"<strong>{_inline_html(content, notice_href)}</strong>"
        case Anchor(href, content):
            words = _inline_html(content, notice_href)
            scheme, _, notice_id = href.partition(":")
            address = notice_href(notice_id) if scheme == "notice" else href
            return words if address is None else f'<a href="{attribute(address)}">{words}</a>'
