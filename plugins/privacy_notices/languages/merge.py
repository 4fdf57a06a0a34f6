"""Catalogs brought up to date with the English one. No input or output; `tests/merge_catalogs.py` is the command.

The English catalog says which messages there are, in what order they stand (that of their ids), what translators are
told of each, and its text: once, as `msgid`. The other catalogs keep their words:

- A message that is new has none. One that has a new id and the same text keeps those it had under the old one.
- A message that is gone takes its words along; git remembers them.
- Where the English text has other words than the one that was translated, the translation is unsure: it is marked
  `fuzzy`, which is not shown, and the English text it was made from stands in `#| msgid`. Whoever has looked at it takes
  the mark away.
- Where only capitals, white space, or signs other than braces differ, it is still sure: the meaning has not changed.
- An English text that becomes again what it was makes its translations sure again.

New messages may be written in files of their own, `en.L.po` beside `en.po`, so that several people can add some at a
time; merging makes one file of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from privacy_notices.languages.catalog_file import CatalogFile, Entry, empty_catalog, from_po, to_po
from privacy_notices.languages.language import SOURCE


class Disagreement(ValueError):
    """Catalogs that cannot be merged: it says which messages have two texts."""


def merged(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The catalogs of one folder, one for each language, by name.

    `files`: those that are there by name, `fi.po` or `fi.L.po`. The result names whole catalogs only; what else is
    there is to be deleted. Errors: `Disagreement`; ValueError for a file that cannot be read.
    """
    read = {name: _read(name, data) for name, data in sorted(files.items())}
    found = {language: _together(language, read) for language in {SOURCE, *(part.language for part in read.values())}}
    english = found.pop(SOURCE)
    catalogs = {language: up_to_date(catalog, english) for language, catalog in found.items()}
    emptied = (replace(entry, words=("",) * len(entry.source)) for entry in english.entries)
    catalogs[SOURCE] = replace(english, entries=tuple(emptied))
    return {f"{language}.po": to_po(catalog) for language, catalog in sorted(catalogs.items())}


def _read(name: str, data: bytes) -> CatalogFile:
    language = name.partition(".")[0]
    try:
        catalog = from_po(data, language)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error
    return _with_english(catalog) if language == SOURCE else catalog


def _with_english(catalog: CatalogFile) -> CatalogFile:
    """The English catalog without `msgstr`. A text there that is not `msgid` is a change made in the wrong place."""
    other = [entry.id for entry in catalog.entries if any(entry.words) and entry.words != entry.source]
    if other:
        raise Disagreement(f"write the English text as `msgid` and leave `msgstr` empty: {', '.join(other)}")
    return replace(catalog, entries=tuple(replace(entry, words=entry.source) for entry in catalog.entries))


def _together(language: str, files: Mapping[str, CatalogFile]) -> CatalogFile:
    """One catalog of several. Of a message that stands in two, the one that is translated is taken."""
    parts = [catalog for catalog in files.values() if catalog.language == language]
    found: dict[str, Entry] = {}
    twofold = set()
    for entry in (entry for part in parts for entry in part.entries):
        there = found.get(entry.id)
        if there is None or not there.is_translated:
            found[entry.id] = entry
        elif entry.is_translated and (there.source, there.words) != (entry.source, entry.words):
            twofold.add(entry.id)
    if twofold:
        raise Disagreement(f"{language}: two texts for {', '.join(sorted(twofold))}")
    whole = files.get(f"{language}.po") or empty_catalog(language)
    return replace(whole, entries=tuple(found[key] for key in sorted(found)))


def up_to_date(catalog: CatalogFile, english: CatalogFile) -> CatalogFile:
    """A catalog with the messages of the English one and its own words for them."""
    own = {entry.id: entry for entry in catalog.entries}
    wanted = {entry.id for entry in english.entries}
    renamed = {entry.source: entry for key, entry in own.items() if key not in wanted}
    entries = (
        _translated(entry, own.get(entry.id) or renamed.get(entry.source), catalog.forms) for entry in english.entries
    )
    return replace(catalog, entries=tuple(entries), comment=english.comment)


def _translated(english: Entry, own: Entry | None, forms: int) -> Entry:
    number = forms if len(english.source) > 1 else 1
    if own is None or not any(own.words):
        return replace(english, words=("",) * number, notes=own.notes if own else ())
    # What stands there of a source that somebody has looked at since, without taking it away, tells nothing.
    made_from = own.previous if own.is_fuzzy and own.previous else own.source
    is_sure = same_words(made_from, english.source) and not (own.is_fuzzy and not own.previous)
    return replace(
        english,
        words=(*own.words, *[""] * number)[:number],
        notes=own.notes,
        is_fuzzy=not is_sure,
        previous=() if is_sure or made_from == english.source else made_from,
    )


def same_words(before: Iterable[str], after: Iterable[str]) -> bool:
    """Whether two English texts have the same words and the same names in braces, in the same order."""
    return [_words(text) for text in before] == [_words(text) for text in after]


def _words(text: str) -> list[str]:
    return re.findall(r"[\w{}]+", text.casefold())
