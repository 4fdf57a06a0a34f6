"""What a browser is told that the pages may do: a Content Security Policy, computed from the finished pages. No input or output.

The portal's own pages have no inline script, style or handler, so the policy allows none. The pages of the host's theme
have some, and they change with its version: the policy allows them by their hashes (CSP Level 3, "hash-source").

Which ones? A hash must not be had by writing a script into a text. So an inline script is known when it stands outside
of everything that people wrote (`Finished.written`); what stands inside is a fault (P110), and the page it stands on
lends its hashes to nobody. Of the portal's own pages everything counts as written.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from typing import Final, Literal

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity

HEADERS_FILE: Final = "_headers"
"""Name of the file that Netlify and Cloudflare Pages read, in the root of the site."""

NGINX_FILE: Final = "nginx-headers.conf"
"""Name of the file to `include` in a server of nginx."""

MAX_LINE: Final = 2_000
"""Characters of one line of `_headers` that Cloudflare Pages reads (developers.cloudflare.com/pages/configuration/headers)."""

OTHERS: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)  # fmt: skip
"""Headers that are the same for every portal."""

Hash = str
"""Of an inline script or style: `'sha256-...'`, quotes included."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A Content Security Policy: nothing from other hosts, nothing inline but what is named."""

    scripts: tuple[Hash, ...] = ()
    styles: tuple[Hash, ...] = ()

    def text(self, *, in_page: bool = False) -> str:
        """The policy as the header says it. `in_page`: without what browsers refuse to read in a meta element."""
        return "; ".join((
            "default-src 'none'", " ".join(("script-src 'self'", *self.scripts)), " ".join(("style-src 'self'", *self.styles)),
            "img-src 'self' data:", "font-src 'self'", "connect-src 'self'", "worker-src 'self'", "base-uri 'none'", "form-action 'none'",
            *(() if in_page else ("frame-ancestors 'self'",)),
        ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finished:
    """A page as it is written to the site."""

    file: str
    """Path below the root of the site, with `/`."""
    html: str
    written: str
    """The part of it that people wrote, as HTML: the text of a page in the host's theme; all of a page of the portal, and
    of a file that is copied as it is; nothing of a page that another plugin makes from the site's settings."""


def policy(pages: Iterable[Finished]) -> tuple[Policy, tuple[Diagnostic, ...]]:
    """The one policy that all pages of a site work under, and what it will stop, in the order of the pages."""
    scripts: set[Hash] = set()
    styles: set[Hash] = set()
    faults: list[Diagnostic] = []
    for page in pages:
        written = parts(page.written)
        faults += [_written(page, part) for part in written]
        if page.written == page.html or any(part.kind == "script" for part in written):
            continue
        inside = {part.text for part in written}
        for part in parts(page.html):
            if part.kind == "script" and part.hash:
                scripts.add(part.hash)
            elif part.kind == "style" and part.hash and part.text not in inside:
                styles.add(part.hash)
            elif not part.hash and part.text not in inside:
                faults.append(_stopped(page, part))
    found = Policy(tuple(sorted(scripts)), tuple(sorted(styles)))
    if len(line := headers_file(found)) > MAX_LINE:
        faults.append(Diagnostic(
            Mark(HEADERS_FILE), "P112", f"the policy has {len(line)} characters, and some hosts read {MAX_LINE} of them", Severity.WARNING,
            "use fewer pages with a script of their own, such as those that mkdocs-redirects makes; notices have `aliases` for that",
        ))  # fmt: skip
    return found, tuple(faults)


def headers(policy: Policy) -> tuple[tuple[str, str], ...]:
    """Every header, with its value."""
    return (("Content-Security-Policy", policy.text()), *OTHERS)


def headers_file(policy: Policy) -> str:
    """The file `_headers` in the root of a site, for Netlify and Cloudflare Pages."""
    return "\n".join(("/*", *(f"  {name}: {value}" for name, value in headers(policy)), ""))


def nginx_conf(policy: Policy) -> str:
    """A file to include in a server of nginx."""
    return "\n".join((
        "# Include this file in the `server` block, and again in each `location` that has an `add_header` of its own:",
        "# nginx forgets the headers of the outer block there.",
        *(f'add_header {name} "{value}" always;' for name, value in headers(policy)), "",
    ))  # fmt: skip


def meta(policy: Policy) -> str:
    """An element for the head of a page, where a host sends no headers. It must stand before every script and style."""
    return f'<meta http-equiv="Content-Security-Policy" content="{escape(policy.text(in_page=True))}">'


def with_meta(html: str, policy: Policy) -> str:
    """A page with the policy in it, after its encoding, which browsers look for in the first bytes; once is enough."""
    if 'http-equiv="Content-Security-Policy"' in html:
        return html
    start = re.search(r"<meta\s+charset=[^>]*>", html, re.IGNORECASE) or re.search(r"<head[^>]*>", html, re.IGNORECASE)
    return f"{html[: start.end()]}\n    {meta(policy)}{html[start.end() :]}" if start else html


def _written(page: Finished, part: Part) -> Diagnostic:
    mark = Mark(page.file, part.line if page.written == page.html else 1)
    if part.kind == "script":
        return Diagnostic(
            mark, "P110", f"a script stands in the text of this page: `{part.shown}`", Severity.ERROR,
            "put it into a file and name the file under `extra_javascript`; notices and the portal's pages never have any",
        )  # fmt: skip
    return _stopped(page, part, mark)


def _stopped(page: Finished, part: Part, mark: Mark | None = None) -> Diagnostic:
    if part.kind == "style":
        hint = "put the style into a file under `extra_css`; for tables, set `use_align_attribute: true` of the extension `tables`"
        severity = Severity.INFO
    else:
        hint = "put the file into the site, or set `csp: none` and write a policy of your own"
        severity = Severity.WARNING
    return Diagnostic(
        mark or Mark(page.file, part.line), "P111", f"browsers will not obey this: `{part.shown}`", severity, hint
    )


# --- reading pages -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """Something in a page that a policy has a say in."""

    kind: Literal["script", "style", "other"]
    """`other`: what is fetched from another host, or framed."""
    text: str
    line: int
    hash: Hash = ""
    """Of an element; attributes have none, and no policy of ours allows them."""

    @property
    def shown(self) -> str:
        """Its beginning on one line, for a message."""
        line = " ".join(self.text.replace("`", "'").split())
        return line if len(line) <= 60 else f"{line[:60]}…"


_FETCHING: Final = {
    "script": ("src",), "img": ("src", "srcset"), "source": ("src", "srcset"), "video": ("src", "poster"), "audio": ("src",), "track": ("src",),
    "image": ("href", "xlink:href"), "use": ("href", "xlink:href"),
}  # fmt: skip
_FETCHING_LINKS: Final = frozenset(
    ("stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "preconnect", "dns-prefetch")
)
_FRAMES: Final = frozenset(("iframe", "frame", "object", "embed", "base"))
_ADDRESSES: Final = frozenset(("href", "xlink:href", "src", "action", "formaction", "data"))
_OTHER_HOST: Final = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_SCRIPT_ADDRESS: Final = re.compile(
    r"[\x00-\x20]*j[\t\n\r]*a[\t\n\r]*v[\t\n\r]*a[\t\n\r]*s[\t\n\r]*c[\t\n\r]*r[\t\n\r]*i[\t\n\r]*p[\t\n\r]*t[\t\n\r]*:",
    re.IGNORECASE,
)
_RUNNING: Final = re.compile(
    r"|module|importmap|speculationrules|(?:text|application)/(?:x-)?(?:java|ecma)script(?:;.*)?",
    re.IGNORECASE | re.DOTALL,
)
"""Values of `type` with which a script runs, the empty one among them (HTML, "script" element); others are data."""

_WORTH_READING: Final = re.compile(
    r"<script\b(?! src=\"[^\"<>]*\"(?: defer)?></script>)|<style\b|\bstyle\s*=|[\s\"'/]on[a-z]+\s*=|j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:|<(?:iframe|frame|object|embed|base)\b"
    r"|\b(?:href|src|action|formaction|data)\s*=\s*[\"']?[^\"'>]*&(?:#|colon|tab|newline)"
    r"|<(?:script|img|source|video|audio|track|image|use)\b[^>]*//"
    r"|<link\b(?! rel=\"(?:canonical|alternate)\")[^>]*//",
    re.IGNORECASE,
)
"""A page without a match has none of the parts. Reading all pages of a large portal element by element takes longer than
making them; this is a hundred times as fast, and what it finds too much is read."""


def parts(html: str) -> tuple[Part, ...]:
    """What a policy has a say in, in the order of the page."""
    if _WORTH_READING.search(html) is None:
        return ()
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.found)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Part] = []
        self._open: tuple[Literal["script", "style"], int, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        attributes = {
            name: value or "" for name, value in reversed(attrs)
        }  # of two with one name browsers take the first
        self.found += [Part(kind, text, line) for kind, text in _parts_of(tag, attributes)]
        if tag == "style":
            self._open = ("style", line, [])
        elif tag == "script" and "src" not in attributes and _RUNNING.fullmatch(attributes.get("type", "").strip()):
            self._open = ("script", line, [])

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open[2].append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._open is not None and tag == self._open[0]:
            kind, line, texts = self._open
            text = "".join(texts)
            digest = b64encode(sha256(text.encode()).digest()).decode()
            self.found.append(Part(kind, text, line, f"'sha256-{digest}'"))
            self._open = None


def _parts_of(tag: str, attributes: dict[str, str]) -> Iterator[tuple[Literal["script", "style", "other"], str]]:
    for name, value in attributes.items():
        if name.startswith("on") or (name in _ADDRESSES and _SCRIPT_ADDRESS.match(value)):
            yield "script", f'{name}="{value}"'
        elif name == "style":
            yield "style", f'{name}="{value}"'
    fetched = _FETCHING.get(tag, ())
    if tag == "link" and _FETCHING_LINKS.intersection(attributes.get("rel", "").lower().split()):
        fetched = ("href",)
    if tag in _FRAMES or any(
        _OTHER_HOST.match(address) for name in fetched for address in attributes.get(name, "").split(",")
    ):
        yield "other", f"<{tag} {' '.join(f'{name}={value}' for name, value in attributes.items())}>"
