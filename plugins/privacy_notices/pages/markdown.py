"""The Markdown that people may write in a notice: a small dialect, read into values and shown as safe HTML.

What there is: paragraphs, `*emphasis*`, `**strong**`, bullet and numbered lists, line breaks (two spaces or a
backslash at the end of a line), character references such as `&nbsp;`, `[label](address)`, `<https://…>`,
`<mailto:…>`, `<tel:…>` and `<somebody@there.example>`. What there is not (headings, images, code, quotations,
tables, raw HTML, link definitions) is shown as it was typed. No input, no output.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile
from typing import Final, TypeAlias

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

MAX_TEXT: Final = 20_000
"""Characters. A longer text is not read as Markdown but shown in plain paragraphs: there are inputs that take
the parser time that grows with the square of their length."""

MAX_NESTING: Final = 20
"""Levels. When lists are nested deeper (each takes two), the whole text is shown in plain paragraphs,
because the parser would leave their words out; emphasis nested deeper is left out and its words stay."""

NoticeLink: TypeAlias = Callable[[str], str | None]
"""From a notice's id to the address of its page, or `None` when there is no such notice."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words as the reader sees them, not escaped for any format; never a line end."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line end that the writer asked for."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link that may be shown; there is never one inside another."""

    href: str
    """Percent-encoded and safe, beginning with `https://`, `mailto:`, `tel:`, `#` or `notice:`."""
    content: tuple[Inline, ...]


Inline: TypeAlias = Text | Break | Emphasis | Strong | Anchor


@dataclass(frozen=True, slots=True)
class Paragraph:
    content: tuple[Inline, ...]
    is_tight: bool = False
    """In a list that was typed without empty lines: it stands without space around it."""


@dataclass(frozen=True, slots=True)
class Item:
    blocks: tuple[Block, ...]
    number: int | None = None
    """As it was typed, which CommonMark would not keep: in Finnish a paragraph may well begin `25.
    toukokuuta`, and the 25 must not become a 2 because such a paragraph comes first. `None` in a bullet
    list."""


@dataclass(frozen=True, slots=True)
class List:
    items: tuple[Item, ...]
    """At least one, and words in at least one of them. Either all have a number or none has."""


Block: TypeAlias = Paragraph | List


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it was written, shown or not. Images count, as links that are refused."""

    target: str
    """The address, without Markdown's escapes."""
    line: int
    """Where the link begins, in lines of the text, counted from 0."""
    allowed: bool
    """Whether the form of the address is allowed; not whether something is there."""
    is_notice: bool
    """Whether the target is `notice:` and an id."""


def no_notices(notice_id: str, /) -> None:
    """The `NoticeLink` of a portal without notices: labels of `notice:` links are shown without a link."""


def to_html(text: str, notice_href: NoticeLink = no_notices) -> Markup:
    """Paragraphs and lists: nothing but `p`, `br`, `em`, `strong`, `ul`, `ol`, `li` and `a`, without ids or
    classes; empty when there are no words. A link to a notice that does not exist is shown as its label."""
    if (plain := _without_markup(text)) is not None:
        return Markup("\n".join(f"<p>{words}</p>" for words in plain))  # noqa: S704 -- `plain` has no markup
    return _safe(text, _blocks_html(tree(text), notice_href))


def to_inline_html(text: str, notice_href: NoticeLink = no_notices) -> Markup:
    """One line for use inside a heading, a cell or a label: no `p`, `br` or list; line ends become spaces."""
    if (plain := _without_markup(text)) is not None:
        return Markup(" ".join(plain))  # noqa: S704 -- `plain` has no markup
    return _safe(text, _inline_html(_one_line(text), notice_href))


def to_plain(text: str) -> str:
    """The words that `to_html` shows, on one line with single spaces, not escaped: for descriptions and
    search."""
    return _SPACES.sub(" ", " ".join(_words(tree(text)))).strip(" ")


def links(text: str) -> tuple[Link, ...]:
    """Every link in the text, in reading order, with those that are refused (and therefore shown as
    typed)."""
    if "<" not in text and "](" not in text:
        return ()
    return tuple(
        Link(
            target=token.meta["target"],
            line=block.map[0] + token.meta["line"],
            allowed=token.type == "link_open",
            is_notice=bool(_NOTICE.fullmatch(token.meta["target"])),
        )
        for block in _tokens(text)
        if block.type == "inline" and block.map
        for token in block.children or ()
        if token.type in ("link_open", "refused")
    )


@functools.lru_cache(maxsize=4096)
def tree(text: str) -> tuple[Block, ...]:
    """The text as values, for outputs other than HTML.

    Kept for a while: checks, search and pages of several languages read the same text one after another.
    """
    if (plain := _without_markup(text)) is not None:
        return tuple(Paragraph((Text(words),)) for words in plain)
    return _settled(_blocks(iter(_tokens(text)))) or _plain_paragraphs(_cleaned(text))


# Reading

_UNWANTED: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Controls, line separators, marks that turn the reading direction round, half surrogate pairs. Files with
them are refused before they come here, but `&#x202e;` is only found out here."""

_LINE_END: Final = re.compile(r"\r\n?")
_SPACES: Final = re.compile(r"[ \t\n]+")
_LINES: Final = re.compile(r"(?<![ \t])[ \t]*+\\?\n[ \t\n]*")
_PLAIN_LINE: Final = (
    r"(?![-+ ]|[0-9]+[.)])"
    r"[^\x00-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028-\u202f\u205f\u2066-\u2069\u3000\ufeff\ud800-\udfff*_\[<>&\\]++"
    r"(?<! )"
)
_PLAIN: Final = re.compile(rf"{_PLAIN_LINE}(?:\n+{_PLAIN_LINE})*+")
"""Most texts are like this, and take a thirtieth of the time. The no-break space is kept out because HTML is
written with `&nbsp;`, other wide spaces because the parser takes them away at both ends of a paragraph."""
_BLANK_LINES: Final = re.compile(r"\n{2,}")

_HOST: Final = r"(?:[a-z0-9-]+\.)*[a-z0-9-]+"
_ALLOWED: Final = re.compile(
    r"https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.?(?::[0-9]{1,5})?(?:[/?#][!-~]*)?"
    rf"|mailto:[a-z0-9.!$%'*+^_`{{|}}~-]+@{_HOST}(?:\?(?:subject|body)=[!-%'-~]*(?:&(?:subject|body)=[!-%'-~]*)*)?"
    r"|tel:\+?(?=[^0-9]*[0-9])[0-9().-]+",
    re.IGNORECASE,
)
"""After percent-encoding. No user name before the host (`https://bank.example@evil.example`), one
addressee, and no headers in mail but these two: some mail programs attach files when an address tells them
to. Of the characters that a mailbox may have, those that end it in an address (RFC 6068, section 2) must be
percent-encoded."""
_ANCHOR: Final = re.compile(r"#[^\W_][\w.-]*")
_NOTICE: Final = re.compile(r"notice:[a-z0-9]+(?:-[a-z0-9]+)*")

_CLEANER: Final = nh3.Cleaner(
    tags={"p", "br", "em", "strong", "ul", "ol", "li", "a"},
    attributes={"*": set(), "a": {"href"}, "ol": {"start"}, "li": {"value"}},
    url_schemes={"https", "mailto", "tel"},
    link_rel=None,  # Links open in the same window: there is no opener to protect.
)
"""The second net. It finds nothing to do as long as what stands above it is right."""

_AUTOLINK: Final = re.compile(
    rf"<([a-z][a-z0-9+.-]{{1,31}}:[^<>\x00-\x20]*|[a-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_HOST})>", re.IGNORECASE
)
_LINK: Final = re.compile(
    r"""
    !?\[
    (?P<label>(?: \\[\s\S] | [^\[\]\\] | \[ (?:\\[\s\S] | [^\[\]\\])*+ \] (?!\() ){0,1000}+)
    \]\([ \t\n]*+
    (?: (?: <(?P<angled>[^<>\n]*)>
          | (?P<bare>(?!<)(?: \\\S | [^\s()\\] | \( (?:\\\S | [^\s()\\])*+ \) )*+) )
        (?: [ \t\n]++ (?: "[^"]*" | '[^']*' | \([^()]*\) )?+ )?+
        [ \t\n]*+
      | (?P<near>(?:https?|mailto|tel|notice): (?: [^()<>\n] | \( [^()<>\n]* \) )*+) )
    \)
    """,
    re.VERBOSE,
)
"""An inline link or image. A title is read and left out: it reaches nobody without a mouse. `near` is what
writers mean for a link and CommonMark does not take for one, a phone number with spaces: it is refused, so
that it gets reported. The label's length is bounded and no part can match in two ways, so the time stays in
proportion."""


def _without_markup(text: str) -> list[str] | None:
    """The paragraphs of a text in which nothing can be markup, is to be escaped, or is unwanted."""
    trimmed = text.strip(" \n")
    if not _PLAIN.fullmatch(trimmed):
        return None
    if "\n" not in trimmed:
        return [trimmed]
    return [paragraph.replace("\n", " ") for paragraph in _BLANK_LINES.split(trimmed)]


def _cleaned(text: str) -> str:
    return _UNWANTED.sub("\ufffd", _LINE_END.sub("\n", text))


def _href(target: str) -> str | None:
    """The address to be shown, or `None` when links of this kind are refused."""
    if _NOTICE.fullmatch(target):
        return target
    if _ANCHOR.fullmatch(target):
        return normalizeLink(target)
    # The normaliser knows schemes in lower case only, and leaves other hosts as they are.
    scheme, colon, rest = target.partition(":")
    href = normalizeLink(f"{scheme.lower()}{colon}{rest}")
    return href if _ALLOWED.fullmatch(href) and _is_readable(href) else None


def _is_readable(href: str) -> bool:
    """Whether browsers can read the address: `999.1.1.1` and `xn--a` are no hosts. The net reads addresses as
    they do (URL Standard) and would leave an `a` without `href`."""
    return "href=" in _CLEANER.clean(f'<a href="{_attribute(href)}"></a>')


def _link(state: StateInline, silent: bool) -> bool:
    """Parser rule for `[label](address)` and `![label](address)`."""
    match = _LINK.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        target = unescapeAll(match["angled"] or match["near"] or match["bare"] or "")
        is_image = state.src[state.pos] == "!"
        is_nameless = not match["label"].strip()
        if _open(state, match, target, is_refused=is_image or is_nameless or match["near"] is not None):
            end, state.posMax = state.posMax, match.end("label")
            state.pos = match.start("label")
            state.linkLevel += 1
            state.md.inline.tokenize(state)
            state.linkLevel -= 1
            state.posMax = end
            state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _autolink(state: StateInline, silent: bool) -> bool:
    """Parser rule for `<address>`. Inside a label it is text, for a link cannot hold another."""
    match = _AUTOLINK.match(state.src, state.pos, state.posMax)
    if not match or state.linkLevel:
        return False
    if not silent:
        written = match[1]
        target = written if ":" in written.partition("@")[0] else f"mailto:{written}"
        # An id tells the reader nothing: `<notice:some-id>` needs a label.
        if _open(state, match, target, is_refused=target.startswith("notice:")):
            state.push("text", "", 0).content = re.sub("^(?:mailto|tel):", "", written, flags=re.IGNORECASE)
            state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _open(state: StateInline, match: re.Match[str], target: str, *, is_refused: bool) -> bool:
    """Begin a link, or put what was typed in its place; say which."""
    href = None if is_refused else _href(target)
    token = state.push("refused", "", 0) if href is None else state.push("link_open", "a", 1)
    token.meta = {"target": target, "line": state.src.count("\n", 0, match.start())}
    if href is None:
        token.content = match[0]
    else:
        token.attrs = {"href": href}
    return href is not None


def _parser() -> MarkdownIt:
    # From `zero`, so that what a later version of the parser adds stays off.
    parser = MarkdownIt("zero", {"html": False, "maxNesting": MAX_NESTING})
    parser.enable(["list", "autolink", "link", "image", "emphasis", "entity", "escape", "newline"])
    for name, rule in (("link", _link), ("image", _link), ("autolink", _autolink)):
        parser.inline.ruler.at(name, rule)
    return parser


_PARSER: Final = _parser()


@functools.lru_cache(maxsize=16)
def _tokens(text: str) -> Sequence[Token]:
    """The parser's tokens; none when the text is blank, or too long or too deep for it.

    Kept for a moment, because who wants the tree of a text often wants its links.
    """
    if len(text) > MAX_TEXT:
        return []
    tokens = _PARSER.parse(_cleaned(text))
    is_too_deep = any(token.level >= MAX_NESTING - 1 for token in tokens if token.type == "list_item_open")
    return [] if is_too_deep else tokens


def _plain_paragraphs(cleaned: str) -> tuple[Block, ...]:
    groups = groupby(cleaned.split("\n"), key=lambda line: bool(line.strip(" \t")))
    return tuple(Paragraph(_text(" ".join(lines).strip(" \t"))) for has_words, lines in groups if has_words)


def _text(content: str) -> tuple[Text, ...]:
    return (Text(_UNWANTED.sub("\ufffd", content).replace("\n", " ")),) if content else ()


def _blocks(tokens: Iterator[Token]) -> Iterator[Block | str]:
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
            case "list_item_close":
                return


def _list(tokens: Iterator[Token]) -> List | str:
    """The list that `tokens` stand in, or what was typed when that was `-` or `* * *` and nothing else."""
    items = [
        (token, tuple(_blocks(tokens))) for token in takewhile(lambda token: token.type == "list_item_open", tokens)
    ]
    if all(isinstance(block, str) for _, blocks in items for block in blocks):
        return " ".join(word for token, blocks in items for word in (token.info + token.markup, *map(str, blocks)))
    return List(tuple(Item(_settled(blocks), int(token.info) if token.info else None) for token, blocks in items))


def _settled(blocks: Iterable[Block | str]) -> tuple[Block, ...]:
    return tuple(Paragraph(_text(block)) if isinstance(block, str) else block for block in blocks)


def _inlines(tokens: Iterable[Token]) -> tuple[Inline, ...]:
    opened: list[tuple[Token | None, list[Inline | str]]] = [(None, [])]
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


def _joined(content: list[Inline | str]) -> tuple[Inline, ...]:
    """No two texts stand side by side."""
    nodes: list[Inline] = []
    for _, run in groupby(content, key=lambda part: isinstance(part, str)):
        parts = list(run)
        words = [part for part in parts if isinstance(part, str)]
        nodes.extend(_text("".join(words)) if words else (part for part in parts if not isinstance(part, str)))
    return tuple(nodes)


def _node(opening: Token, content: tuple[Inline, ...]) -> Inline:
    match opening.type:
        case "em_open":
            return Emphasis(content)
        case "strong_open":
            return Strong(content)
        case _:
            return Anchor(str(opening.attrs["href"]), content)


def _one_line(text: str) -> tuple[Inline, ...]:
    line = _LINES.sub(" ", _cleaned(text)).strip(" \t")
    if len(text) > MAX_TEXT:
        return _text(line)
    return _inlines(token for block in _PARSER.parseInline(line) for token in block.children or ())


# Writing


def _safe(text: str, shown: str) -> Markup:
    """What was made of `text`, through the second net. A text that was too long to be read has nothing in it
    but escaped words, and the net would take half a minute for a megabyte of `&`."""
    return Markup(shown if len(text) > MAX_TEXT else _CLEANER.clean(shown))  # noqa: S704 -- cleaned, or nothing but escaped words


def _blocks_html(blocks: Iterable[Block], notice_href: NoticeLink) -> str:
    return "\n".join(_block_html(block, notice_href) for block in blocks)


def _block_html(block: Block, notice_href: NoticeLink) -> str:
    match block:
        case Paragraph(content, is_tight):
            words = _inline_html(content, notice_href)
            return words if is_tight else f"<p>{words}</p>"
        case List(items):
            numbers = [item.number for item in items]
            first = numbers[0]
            start = "" if first in (None, 1) else f' start="{first}"'
            tag = "ul" if first is None else "ol"
            rows = "\n".join(
                f"<li{value}>{_blocks_html(item.blocks, notice_href)}</li>"
                for item, value in zip(items, _values(numbers), strict=True)
            )
            return f"<{tag}{start}>\n{rows}\n</{tag}>"


def _values(numbers: list[int | None]) -> Iterator[str]:
    """A `value` attribute for each item whose number is not one more than the number before."""
    yield ""
    for before, number in pairwise(numbers):
        is_next = before is None or number == before + 1
        yield "" if is_next else f' value="{number}"'


def _inline_html(nodes: Iterable[Inline], notice_href: NoticeLink) -> str:
    return "".join(_node_html(node, notice_href) for node in nodes)


def _node_html(node: Inline, notice_href: NoticeLink) -> str:
    match node:
        case Text(text):
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
            return words if address is None else f'<a href="{_attribute(address)}">{words}</a>'


def _attribute(value: str) -> str:
    return html.escape(value, quote=False).replace('"', "&quot;")


def _words(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(content):
                yield "".join(_inline_words(content))
            case List(items):
                for item in items:
                    if item.number is not None:
                        yield f"{item.number}."
                    yield from _words(item.blocks)


def _inline_words(nodes: Iterable[Inline]) -> Iterator[str]:
    for node in nodes:
        match node:
            case Text(text):
                yield text
            case Break():
                yield " "
            case Emphasis(content) | Strong(content) | Anchor(_, content):
                yield from _inline_words(content)
