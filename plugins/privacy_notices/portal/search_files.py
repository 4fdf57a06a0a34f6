"""The search index of each language, from what is known of its pages. No input or output but what is remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Final

from pydantic import TypeAdapter

from privacy_notices.incremental.digest import digest
from privacy_notices.incremental.memo import Json, JsonForm, to_text
from privacy_notices.pages.plan import Page
from privacy_notices.portal.page_keys import PageKeys
from privacy_notices.portal.prepared import Prepared
from privacy_notices.portal.written_pages import WrittenPages
from privacy_notices.search.entries import FOUND, entry
from privacy_notices.search.found import FoundPage, written
from privacy_notices.search.index import Analysed, analyse, files_of


class SearchFiles:
    """Makes the search index of one portal."""

    def __init__(self, portal: Prepared, written: WrittenPages, keys: PageKeys) -> None:
        """`written`: pages by hand, as far as the host has read them; `keys`: what each page depends on."""
        self._portal = portal
        self._written = written
        self._keys = keys
        self._memo = portal.memo
        self._entries: dict[tuple[str, str], str] = {}
        """What was kept in this build, where nothing outlives it."""

    def of(self, language: str) -> Mapping[str, bytes]:
        """The files of one language, by path below the root; none where there is no search."""
        if not self._portal.options.search:
            return {}
        pages = [page for page in self._portal.plan.pages if page.language == language and page.kind in FOUND]
        # By what is said in an entry, not by what it was made from: what nobody can search for makes no new index.
        by_hand = [to_text(_analysed_to_json(analyse(found, language))) for found in self._by_hand(language)]
        texts = [*(self._analysed(page) for page in pages), *by_hand]

        def make() -> Mapping[str, bytes]:
            try:
                return _index(texts, language)
            except ValueError:  # an entry that was kept has not the right form
                return _index([*(self._analysed(page, anew=True) for page in pages), *by_hand], language)

        found = self._memo.remembered("index", (language, digest(*texts)), make, _INDEX)
        return {self._portal.site.below(name): data for name, data in found.items()}

    def keep(self, page: Page) -> None:
        """Keep what the search has to know of a page, for whoever makes the index: this build or a later one."""
        if self._portal.options.search and page.kind in FOUND and page.notice is not None:
            text = self._analysed(page)
            if not self._memo.has_store:
                self._entries[page.path, page.language] = text

    def _by_hand(self, language: str) -> Sequence[FoundPage]:
        site = self._portal.site
        return [
            written(page.title, site.link(language, page.path), self._written.texts[uri])
            for uri, page in self._written.pages.items()
            if page.language == language and uri in self._written.texts
        ]

    def _analysed(self, page: Page, *, anew: bool = False) -> str:
        """What the search has to know of a page, as JSON."""

        def make() -> str:
            found = entry(self._portal.renderer, page)
            assert found is not None, "FOUND names the kinds that have one"
            return to_text(_analysed_to_json(analyse(found, page.language)))

        if page.notice is None or not self._portal.is_readable:
            return make()
        if not anew and (page.path, page.language) in self._entries:
            return self._entries[page.path, page.language]
        return self._memo.text("entry", self._keys.of_entry(page), make, anew=anew)


_ANALYSED: Final = TypeAdapter(Analysed)


def _analysed_to_json(found: Analysed) -> Json:
    # Not `asdict`, which copies each of the thousands of stems.
    return {field.name: getattr(found, field.name) for field in fields(found)}


def _index(texts: Sequence[str], language: str) -> Mapping[str, bytes]:
    return files_of(map(_ANALYSED.validate_json, texts), language)


def _index_to_json(files: Mapping[str, bytes]) -> Json:
    return {name: data.decode() for name, data in files.items()}


def _index_from_json(stored: Json) -> Mapping[str, bytes]:
    if not isinstance(stored, dict):
        raise TypeError(f"no files: {stored!r}")
    return {name: _text(data).encode() for name, data in stored.items()}


def _text(stored: Json) -> str:
    if not isinstance(stored, str):
        raise TypeError(f"no text: {stored!r}")
    return stored


_INDEX: Final = JsonForm(_index_to_json, _index_from_json)
