"""What a file of a notice says, kept from one process to the next: its value, and what stands in its texts.

What lies beside the notice is held against it at each reading, so a file that appears or vanishes needs no new entry.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, cast

from privacy_notices.incremental.digest import digest
from privacy_notices.incremental.memo import Inputs, Json, JsonForm, Memo
from privacy_notices.load.places import Value
from privacy_notices.load.yaml_file import Remembered, SourceFile, load
from privacy_notices.markdown.unknown import UnknownMarkup
from privacy_notices.model.markup import MarkedText, Markup, markup_of
from privacy_notices.schema.words_forms import Words


class KeptDocument(NamedTuple):
    """A file as it was read."""

    document: SourceFile
    markup: Markup | None
    """None for a file without texts."""


@dataclass(slots=True)
class KeptDocuments:
    """Reads the files of one notice with what is known of them."""

    memo: Memo
    has_new: bool = False
    """A file was read of which nothing was known."""
    _markup: dict[str, Markup] = field(default_factory=dict)
    """By file."""

    def knows(self, data: bytes, file: str) -> bool:
        """Whether the same bytes were read before under the same name."""
        return self.memo.known(_KIND, _inputs(data, file), _form(data, file)) is not None

    def load(self, data: bytes, file: str) -> SourceFile:
        """The document, its value from an earlier reading of the same bytes."""
        known = self.memo.known(_KIND, _inputs(data, file), _form(data, file))
        if known is None:
            self.has_new = True
            return load(data, file)
        if known.markup is not None:
            self._markup[file] = known.markup
        return known.document

    def look(self, words: Words, document: SourceFile) -> Markup:
        """What stands in the texts of a document that `load` gave."""
        known = self._markup.get(document.file)
        return markup_of(words) if known is None else known

    def keep(self, data: bytes, read: KeptDocument) -> None:
        """Let later processes know what a file says."""
        file = read.document.file
        self.memo.remembered(_KIND, _inputs(data, file), lambda: read, _form(data, file))


_KIND = "document"


def _inputs(data: bytes, file: str) -> Inputs:
    return file, digest(data)


def _form(data: bytes, file: str) -> JsonForm[KeptDocument]:
    """How a document is stored. One with anything to tell is read anew."""

    def to_json(kept: KeptDocument) -> Json:
        if kept.document.diagnostics:
            return None
        return [cast("Json", kept.document.value), None if kept.markup is None else _markup_to_json(kept.markup)]

    def from_json(stored: Json) -> KeptDocument:
        match stored:
            case [dict() as value, markup]:
                document = Remembered(file, data, cast("Value", value))
                return KeptDocument(document, None if markup is None else _markup_from_json(markup))
        raise TypeError(f"no value of a file: {stored!r}")

    return JsonForm(to_json, from_json)


def _markup_to_json(markup: Markup) -> Json:
    return [[[*one.keys], [[*unknown] for unknown in one.unknown], [*one.files]] for one in markup]


def _markup_from_json(stored: Json) -> Markup:
    if not isinstance(stored, list):
        raise TypeError(f"no markup: {stored!r}")
    return tuple(map(_marked_text, stored))


def _marked_text(stored: Json) -> MarkedText:
    match stored:
        case [[*keys], [*unknown], [*files]]:
            return MarkedText(_texts(keys), tuple(UnknownMarkup(*_pair(one)) for one in unknown), _texts(files))
    raise TypeError(f"no text with markup: {stored!r}")


def _pair(stored: Json) -> tuple[str, str]:
    match stored:
        case [str(kind), str(text)]:
            return kind, text
    raise TypeError(f"no markup: {stored!r}")


def _texts(stored: list[Json]) -> tuple[str, ...]:
    texts = tuple(text for text in stored if isinstance(text, str))
    if len(texts) != len(stored):
        raise TypeError(f"no texts: {stored!r}")
    return texts
