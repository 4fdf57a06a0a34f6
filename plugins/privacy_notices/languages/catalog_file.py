"""A catalog as a file: what translators see of it beside the words, to be written again. No input or output.

Babel reads it. It is written here: Babel's writer puts its own version and the time into the header and breaks lines
where the release at hand does (2.19 breaks them elsewhere than 2.17), so that a catalog would change by being written.
Here a text stands on one line, however long, and is broken only where it has a break itself: a changed word is a
changed line. The header says what gettext needs and nobody's name.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from babel.core import UnknownLocaleError
from babel.messages.catalog import Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, denormalize, escape, read_po

_NAMES: Final = re.compile(r"\{[a-z_]+\}|\{\{|\}\}")
"""What a text says with braces: a name that is filled in, or braces that are shown."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a catalog."""

    id: str
    """Its `msgctxt`."""
    source: tuple[str, ...]
    """The English text, and the one for several things where there are two."""
    words: tuple[str, ...]
    """The text in the language of the catalog; as many forms as that has where `source` has two."""
    about: tuple[str, ...] = ()
    """What translators are told of it, line by line."""
    notes: tuple[str, ...] = ()
    """What translators have noted."""
    previous: tuple[str, ...] = ()
    """The English text that the words were made from, where it is another than `source`."""
    is_fuzzy: bool = False
    """Whether somebody has to look whether the words still say what `source` says."""

    @property
    def is_translated(self) -> bool:
        """Whether every form has words."""
        return bool(self.words) and all(self.words)


@dataclass(frozen=True, slots=True)
class CatalogFile:
    """A catalog with all that its file says."""

    language: str
    forms: int
    """How many plural forms the language has."""
    plural_rule: str
    """The `plural` expression (gettext manual, "Plural forms")."""
    entries: tuple[Entry, ...]
    comment: str = ""
    """What stands above the header, with `#` before each line."""


def from_po(data: bytes, language: str) -> CatalogFile:
    """The catalog in a PO file. Errors: ValueError where it cannot be read, or has a message twice or without an id."""
    try:
        read = read_po(io.BytesIO(data), abort_invalid=True)
    except PoFileError as error:
        raise ValueError(str(error)) from error
    entries = tuple(map(_entry, (message for message in read if message.id)))
    ids = [entry.id for entry in entries]
    if twice := sorted({key for key in ids if not key or ids.count(key) > 1}):
        raise ValueError(f"twice in one catalog, or without `msgctxt`: {', '.join(twice)}")
    return CatalogFile(language, read.num_plurals, read.plural_expr, entries, read.header_comment)


def _entry(message: Message) -> Entry:
    return Entry(
        message.context or "",
        (message.id,) if isinstance(message.id, str) else tuple(message.id),
        (message.string,) if isinstance(message.string, str) else tuple(message.string),
        tuple(message.auto_comments),
        tuple(note for note in message.user_comments if not note.startswith("|")),
        tuple(_previous(note.removeprefix("|").strip() for note in message.user_comments if note.startswith("|"))),
        message.fuzzy,
    )


def _previous(lines: Iterable[str]) -> Iterator[str]:
    """The texts of `#| msgid` and `#| msgid_plural`, which Babel takes for notes."""
    for text in re.split(r"^msgid(?:_plural)? ", "\n".join(lines), flags=re.MULTILINE)[1:]:
        yield denormalize(text.strip())


def empty_catalog(language: str, entries: Iterable[Entry] = (), comment: str = "") -> CatalogFile:
    """A catalog of a language with nothing translated, and the plural forms that CLDR has for it."""
    forms, rule = plural_forms(language)
    untranslated = (
        Entry(entry.id, entry.source, ("",) * (forms if len(entry.source) > 1 else 1), entry.about) for entry in entries
    )
    return CatalogFile(language, forms, rule, tuple(untranslated), comment)


def plural_forms(language: str) -> tuple[int, str]:
    """How many plural forms a language has, and the rule that chooses one; English ones where CLDR has none."""
    try:
        number, rule = get_plural(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return 2, "(n != 1)"
    return number, rule


def to_po(catalog: CatalogFile) -> bytes:
    """The PO file; a catalog that is read and written again keeps its bytes from then on."""
    header = {
        "Project-Id-Version": "mkdocs-privacy-notices",
        "Language": catalog.language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": f"nplurals={catalog.forms}; plural={catalog.plural_rule};",
    }
    lines = [*catalog.comment.splitlines(), 'msgid ""', 'msgstr ""']
    lines += [escape(f"{name}: {value}\n") for name, value in header.items()]
    for entry in catalog.entries:
        lines += ["", *_lines(entry)]
    return "\n".join((*lines, "")).encode()


def _lines(entry: Entry) -> Iterator[str]:
    yield from (f"# {note}".rstrip() for note in entry.notes)
    yield from (f"#. {line}" for line in entry.about)
    flags = ["fuzzy"] * entry.is_fuzzy + ["python-brace-format"] * any(map(_NAMES.search, entry.source))
    if flags:
        yield f"#, {', '.join(flags)}"
    for keyword, text in zip(("msgid", "msgid_plural"), entry.previous, strict=False):
        # On one line, however long: Babel takes these for notes, and of two notes that are alike it reads one.
        yield f"#| {keyword} {escape(text)}"
    yield from _field("msgctxt", entry.id)
    for keyword, text in zip(("msgid", "msgid_plural"), entry.source, strict=False):
        yield from _field(keyword, text)
    for number, text in enumerate(entry.words):
        yield from _field(f"msgstr[{number}]" if len(entry.source) > 1 else "msgstr", text)


def _field(keyword: str, text: str) -> list[str]:
    parts = re.findall(r"[^\n]*\n|[^\n]+", text)
    if len(parts) < 2:
        return [f"{keyword} {escape(text)}"]
    return [f'{keyword} ""', *map(escape, parts)]
