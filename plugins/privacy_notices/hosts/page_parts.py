"""What stands in a finished page that a Content Security Policy has a say in. No input or output."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from html.parser import HTMLParser
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["script", "style", "other"]
"""`other`: what is fetched from another host, or framed."""


@dataclass(frozen=True, slots=True)
class PolicyPart:
    """Something in a page that a policy has a say in."""

    kind: Kind
    """What it is."""
    text: str
    line: int
    hash: str = ""
    """`'sha256-...'`, quotes included, of an element; attributes have none, and no policy of ours allows them."""

    @property
    def shown(self) -> str:
        """Its beginning on one line, for a message."""
        line = " ".join(self.text.replace("`", "'").split())
        return line if len(line) <= 60 else f"{line[:60]}…"


_FETCHING: Final = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
}
"""Attributes that a browser fetches something by, by element."""
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


def parts(html: str) -> tuple[PolicyPart, ...]:
    """What a policy has a say in, in the order of the page."""
    if _WORTH_READING.search(html) is None:
        return ()
    reader = _PartReader()
    reader.feed(html)
    reader.close()
    return tuple(reader.found)


class _PartReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[PolicyPart] = []
        self._open: tuple[Literal["script", "style"], int, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        attributes = {
            name: value or "" for name, value in reversed(attrs)
        }  # of two with one name browsers take the first
        self.found += [PolicyPart(kind, text, line) for kind, text in _parts_of(tag, attributes)]
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
            self.found.append(PolicyPart(kind, text, line, f"'sha256-{digest}'"))
            self._open = None


def _parts_of(tag: str, attributes: dict[str, str]) -> Iterator[tuple[Kind, str]]:
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
