"""The rules of the Markdown dialect, for the parser.

What there is: paragraphs, `*emphasis*`, `**strong**`, bullet and numbered lists, line breaks (two spaces or a
backslash at the end of a line), character references such as `&nbsp;`, tables with a header (`| a | b |` above
`|---|---|`), `[label](address)`, `[label](annex.pdf)` for a file beside the notice, `<https://…>`, `<mailto:…>`, `<tel:…>`
and `<somebody@there.example>`. What there is not (headings, images, code, quotations, raw HTML, link definitions) is shown
as it was typed, and told of (`markdown.unknown`). No input, no output.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Sequence
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from privacy_notices.load.characters import REFUSED

MAX_TEXT: Final = 20_000
"""Characters. A longer text is not read as Markdown but shown in plain paragraphs: there are inputs that take
the parser time that grows with the square of their length."""

MAX_NESTING: Final = 20
"""Levels. When lists are nested deeper (each takes two), the whole text is shown in plain paragraphs,
because the parser would leave their words out; emphasis nested deeper is left out and its words stay."""

UNWANTED: Final = REFUSED
"""What nobody sees: controls, line separators, marks of no width or that turn the reading direction round, half surrogate
pairs. Files with them are refused before they come here, but `&#x202e;` and `&ZeroWidthSpace;` are only found out here."""

_LINE_END: Final = re.compile(r"\r\n?")

_HOST: Final = r"(?:[a-z0-9-]+\.)*[a-z0-9-]+"
_NO_CONTROL: Final = "(?!%(?:[01][0-9a-f]|7f))"
_HEADER: Final = rf"(?:subject=(?:{_NO_CONTROL}[!-%'-~])*|body=(?:%0d%0a|{_NO_CONTROL}[!-%'-~])*)"
_ALLOWED: Final = re.compile(
    r"https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.?(?::[0-9]{1,5})?(?:[/?#][!-~]*)?"
    rf"|mailto:(?:{_NO_CONTROL}[a-z0-9.!$%'*+^_`{{|}}~-])+@{_HOST}(?:\?{_HEADER}(?:&{_HEADER})*)?"
    r"|tel:\+?(?=[^0-9]*[0-9])[0-9().-]+(?:;ext=[0-9]{1,7})?",
    re.IGNORECASE,
)
"""After percent-encoding. No user name before the host (`https://bank.example@evil.example`), one
addressee, and no headers in mail but these two: some mail programs attach files when an address tells them
to. Of the characters that a mailbox may have, those that end it in an address (RFC 6068, section 2) must be
percent-encoded. A line break would begin another header, so there is none but in the body (section 5)."""
_ANCHOR: Final = re.compile(r"#[^\W_][\w.-]*")
NOTICE: Final = re.compile(r"notice:[a-z0-9]+(?:-[a-z0-9]+)*")
ATTACHMENT_TYPES: Final = ("csv", "docx", "jpg", "odp", "ods", "odt", "pdf", "png", "pptx", "txt", "xlsx")
"""Files that may stand beside a notice: what people read and what runs no script in the browser."""
ATTACHMENT: Final = re.compile(
    rf"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\.)(?=.{{1,100}}\Z)"
    rf"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*\.(?:{'|'.join(ATTACHMENT_TYPES)})",
    re.IGNORECASE,
)
"""The name of such a file: the same in every file system and in an address, and no path. Windows keeps some names for itself."""

CLEANER: Final = nh3.Cleaner(
    tags={"p", "br", "em", "strong", "ul", "ol", "li", "a", "div", "table", "thead", "tbody", "tr", "th", "td"},
    attributes={
        "*": set(),
        "a": {"href"},
        "ol": {"start"},
        "li": {"value"},
        "div": {"class", "role", "tabindex", "aria-label"},
        "th": {"scope"},
    },
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


def cleaned(text: str) -> str:
    """The text with one kind of line end, and a sign in the place of what nobody should see."""
    return UNWANTED.sub("\ufffd", _LINE_END.sub("\n", text))


def _href(target: str) -> str | None:
    """The address to be shown, or `None` when links of this kind are refused."""
    if NOTICE.fullmatch(target) or ATTACHMENT.fullmatch(target):
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
    return "href=" in CLEANER.clean(f'<a href="{attribute(href)}"></a>')


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
    parser.enable(["list", "table", "autolink", "link", "image", "emphasis", "entity", "escape", "newline"])
    for name, rule in (("link", _link), ("image", _link), ("autolink", _autolink)):
        parser.inline.ruler.at(name, rule)
    return parser


PARSER: Final = _parser()


@functools.lru_cache(maxsize=16)
def tokens_of(text: str) -> Sequence[Token]:
    """The parser's tokens; none when the text is blank, or too long or too deep for it.

    Kept for a moment, because who wants the tree of a text often wants its links.
    """
    if len(text) > MAX_TEXT:
        return []
    tokens = PARSER.parse(cleaned(text))
    is_too_deep = any(token.level >= MAX_NESTING - 1 for token in tokens if token.type == "list_item_open")
    return [] if is_too_deep else tokens


def attribute(value: str) -> str:
    """A value as it stands in a quoted attribute."""
    return html.escape(value, quote=False).replace('"', "&quot;")
