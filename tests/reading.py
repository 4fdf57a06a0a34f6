"""What a browser would find in the HTML of a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from privacy_notices.pages.addresses import Site
from privacy_notices.pages.render import Content

VOID = frozenset({"br", "img", "input", "link", "meta", "hr"})


class Reading(HTMLParser):
    """One piece of HTML, read once."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.headings: list[tuple[int, str]] = []
        self.unbalanced: list[str] = []
        self.texts: list[tuple[str, str]] = []
        """Each text with the language it is marked with; empty where it is that of the page."""
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        self.unbalanced.extend(tag for tag, _ in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        if tag not in VOID:
            self._open.append((tag, found.get("lang") or self.language))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            self._open.pop()
        elif tag not in VOID:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        if any(re.fullmatch("h[1-6]", tag) for tag, _ in self._open):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)
        if data.strip():
            self.texts.append((data.strip(), self.language))

    @property
    def language(self) -> str:
        return self._open[-1][1] if self._open else ""

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    @property
    def links(self) -> list[str]:
        return [attributes["href"] for tag, attributes in self.tags if tag == "a"]

    @property
    def text(self) -> str:
        return " ".join(text for text, _ in self.texts)

    def languages_of(self, words: str) -> set[str]:
        """The languages that texts with these words are marked with."""
        return {language for text, language in self.texts if words in text}


def lost_links(contents: Mapping[str, Content], site: Site) -> list[tuple[str, str]]:
    """Links to no page of the portal, or to no place on it, each with the path of the page it is on."""
    root = site.url or "https://portal.example/"
    found = {urljoin(root, site.address(path)): (path, Reading(content.html)) for path, content in contents.items()}
    lost = []
    for here, (path, page) in found.items():
        for link in page.links:
            address, fragment = urldefrag(urljoin(here, link))
            target = found.get(unquote(address))
            if not urlsplit(link).scheme and (target is None or (fragment and unquote(fragment) not in target[1].ids)):
                lost.append((path, link))
    return lost
