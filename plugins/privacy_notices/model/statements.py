"""The texts of a words file, one by one, in the order of its form. No input or output.

The one walk over the form of words: whoever reads what people wrote, to judge or to translate it, begins here and leaves
out what does not concern him.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from privacy_notices.faults.diagnostic import Mark
from privacy_notices.load.places import Path
from privacy_notices.load.yaml_file import SourceFile
from privacy_notices.schema.shapes import Form


class Statement(NamedTuple):
    """One text that people wrote, with its place."""

    language: str
    path: Path
    """Where it stands in its file: `("rights", "access")`. A purpose written as a plain text: `("purposes", "news")`."""
    text: str
    """As the form has it: with the line breaks that the writer made."""
    file: SourceFile
    """The file it stands in."""
    keys: Path
    """Its place in the form, the same however a file writes it: `("purposes", "news", "text")`."""

    @property
    def mark(self) -> Mark:
        """The place of the text."""
        return self.file.at(self.path)


def statements_of(words: Form, language: str, file: SourceFile) -> Iterator[Statement]:
    """Every text of a words file in the order of the form's fields; those that are absent are left out.

    Addresses (`slug`), the history (`changes`) and a portal's other wordings (`texts`) are among them.
    """
    return (Statement(language, written_at(keys, file), text, file, keys) for keys, text in texts_in(words))


def texts_in(words: Form) -> list[tuple[Path, str]]:
    """The same texts, each with its place in the form alone: nobody has to look for places in the file."""
    found: list[tuple[Path, str]] = []
    _walk(words, (), found)
    return found


def _walk(value: Form | Mapping[str, object], keys: Path, found: list[tuple[Path, str]]) -> None:
    """Add what stands below a value. Most fields are empty, so they are passed over before anything is called."""
    fields = (
        value.items() if isinstance(value, Mapping) else ((name, getattr(value, name)) for name in _names(type(value)))
    )
    for key, item in fields:
        if isinstance(item, str):
            found.append(((*keys, key), item))
        elif item and isinstance(item, (Form, Mapping)):
            _walk(item, (*keys, key), found)


@cache
def _names(form: type[Form]) -> tuple[str, ...]:
    return tuple(form.model_fields)


def written_at(keys: Path, file: SourceFile) -> Path:
    """Where a text stands in its file. Only a purpose's may stand one level up: places take time to look for."""
    is_plain = len(keys) == 3 and keys[0] == "purposes" and keys[2] == "text" and keys not in file.places
    return keys[:-1] if is_plain else keys
