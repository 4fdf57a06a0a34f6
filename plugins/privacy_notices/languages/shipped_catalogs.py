"""The catalogs that ship, read when they are asked for. It reads files of the package and nothing else."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from privacy_notices.languages.catalog import Catalog, read_catalog
from privacy_notices.languages.language import SOURCE, languages
from privacy_notices.load.package_data import data_file, data_files

FOLDER_OF_PAGES: Final = "languages/locale"
"""Folder of the words of pages."""
FOLDER_OF_FAULTS: Final = "languages/faults"
"""Folder of the words of faults."""


@functools.cache
def complete_languages() -> tuple[str, ...]:
    """Languages whose catalogs have every word, that of the source first."""
    complete = (tag for tag, language in languages().items() if language.complete)
    return tuple(dict.fromkeys((SOURCE, *complete)))


class _ShippedCatalogs(Mapping[str, Catalog]):
    """Each catalog is read when it is first asked for: that takes some 35 ms, and a portal needs few of them."""

    def __init__(self, tags: tuple[str, ...]) -> None:
        self._tags = tags

    def __getitem__(self, language: str) -> Catalog:
        if language not in self._tags:
            raise KeyError(language)
        return _shipped_catalog(f"{FOLDER_OF_PAGES}/{language}.po", language)

    def __contains__(self, language: object) -> bool:
        return language in self._tags

    def __iter__(self) -> Iterator[str]:
        return iter(self._tags)

    def __len__(self) -> int:
        return len(self._tags)


@functools.cache
def _shipped_catalog(path: str, language: str) -> Catalog:
    catalog, faults = read_catalog(data_file(path), language, path, is_source=language == SOURCE)
    if faults:
        raise ValueError(f"{path}: {faults}")
    return catalog


@functools.cache
def shipped_catalogs() -> Mapping[str, Catalog]:
    """The words of pages by language, the complete catalogs first."""
    return _ShippedCatalogs(tuple(dict.fromkeys((*complete_languages(), *data_files(FOLDER_OF_PAGES, ".po")))))


@functools.cache
def fault_catalog(language: str) -> Catalog:
    """The words of faults in a language; empty where the package has none.

    They may still lie in several files, `en.po` and `en.L.po`, until `languages.merge` has made one of them.
    """
    names = [name for name in data_files(FOLDER_OF_FAULTS, ".po") if name.partition(".")[0] == language]
    found = [_shipped_catalog(f"{FOLDER_OF_FAULTS}/{name}.po", language) for name in names]
    messages = {key: forms for catalog in found for key, forms in catalog.messages.items()}
    return replace(found[0], messages=messages) if found else Catalog(language, {})


@functools.cache
def languages_of_faults() -> tuple[str, ...]:
    """Languages that the package has words of faults in."""
    return tuple(dict.fromkeys(name.partition(".")[0] for name in data_files(FOLDER_OF_FAULTS, ".po")))
