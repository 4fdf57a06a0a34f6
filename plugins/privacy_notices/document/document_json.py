"""A document as JSON and back. No input or output.

A value is an object with its kind (`"kind": "prose"`) and its fields; fields with their default are left out. The
form is read from the declarations of the values, so that a new block needs no line here.
"""

from __future__ import annotations

import datetime
import functools
import json
import re
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Final, TypeAlias

from privacy_notices.document import blocks, words
from privacy_notices.document import notice_document as document
from privacy_notices.document.notice_document import EDITION, Document
from privacy_notices.document.words import Datum, FactRecord

Json: TypeAlias = "str | int | bool | None | list[Json] | dict[str, Json]"
_Read: TypeAlias = Callable[[object], object]

KINDS: Final[Mapping[str, type]] = {
    re.sub(r"(?<=.)([A-Z])", r"-\1", kind.__name__).lower(): kind
    for module in (words, blocks, document)
    for kind in vars(module).values()
    if isinstance(kind, type) and kind.__module__ == module.__name__ and kind is not FactRecord
}
"""The values of a document by what they are called in JSON: `fact-table`."""

_NAMES: Final[Mapping[type, str]] = {kind: name for name, kind in KINDS.items()}


class DocumentError(ValueError):
    """A text is no document of this edition. The message says what is wrong, for whoever reads logs."""


def to_json(value: Document) -> str:
    """A document as JSON, one line. The same document gives the same text."""
    return json.dumps(_written(value), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str | bytes) -> Document:
    """The document that `to_json` made. Errors: DocumentError, and nothing else."""
    try:
        plain = json.loads(text)
        edition = plain.get("edition") if isinstance(plain, dict) else None
        if type(edition) is not int or edition != EDITION:
            raise DocumentError(f"the edition is {edition!r:.40}, not {EDITION}")
        found = _one_of((Document,))(plain)
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise error if isinstance(error, DocumentError) else DocumentError(str(error)) from error
    assert isinstance(found, Document), "only a document is read"
    return found


def _written(value: object) -> Json:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if isinstance(value, FactRecord):
        return {name: _written(part) for name, part in value.parts}
    if value is None or isinstance(value, (str, int)):
        return value
    kind: type = type(value)
    found: dict[str, Json] = {"kind": _NAMES[kind]}
    for field in fields(kind):
        part = getattr(value, field.name)
        if field.default is MISSING or part != field.default or field.name == "edition":
            found[field.name] = _written(part)
    return found


# --- reading


def _fields_of(kind: type, plain: Mapping[str, object]) -> object:
    """A value from its fields."""
    readers = _readers(kind)
    if unknown := plain.keys() - readers.keys() - {"kind"}:
        raise DocumentError(f"`{_NAMES[kind]}` has no `{min(unknown)}`")
    return kind(**{name: read(plain[name]) for name, read in readers.items() if name in plain})


@functools.cache
def _readers(kind: type) -> Mapping[str, _Read]:
    """By field, what reads it."""
    hints = typing.get_type_hints(kind)
    # A fact is known by its name: the type of a value that holds itself has no equal.
    return {field.name: _datum if field.type == "Datum" else _reader(hints[field.name]) for field in fields(kind)}


def _reader(hint: object) -> _Read:
    """What reads a value of a type."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return _choice(arguments)
    if origin is tuple:
        return _tuple(arguments)
    if origin in (types.UnionType, typing.Union):
        return _union(arguments)
    if hint is datetime.date:
        return _date
    if isinstance(hint, type) and hint in _NAMES:
        return _one_of((hint,))
    return _exactly(hint)


def _exactly(hint: object) -> _Read:
    """A text, a number, a truth."""

    def read(plain: object) -> object:
        if type(plain) is not hint:
            raise DocumentError(f"{plain!r:.40} is not of {hint}")
        return plain

    return read


def _choice(allowed: Sequence[object]) -> _Read:
    def read(plain: object) -> object:
        if plain not in allowed:
            raise DocumentError(f"{plain!r:.40} is none of {allowed}")
        return plain

    return read


def _tuple(arguments: Sequence[object]) -> _Read:
    """A list: of any length where the type says `...`, else of one form."""
    is_open = arguments[-1] is ...
    readers = [_reader(argument) for argument in arguments if argument is not ...]

    def read(plain: object) -> object:
        if not isinstance(plain, list) or (not is_open and len(plain) != len(readers)):
            raise DocumentError(f"{plain!r:.40} is not the list that belongs here")
        each = readers * len(plain) if is_open else readers
        return tuple(reader(item) for reader, item in zip(each, plain, strict=True))

    return read


def _union(arguments: Sequence[object]) -> _Read:
    """One of several values, or nothing where nothing may be."""
    is_optional = type(None) in arguments
    kinds = tuple(one for one in arguments if isinstance(one, type) and one in _NAMES)
    others = [one for one in arguments if one not in kinds and one is not type(None)]
    read_other = _reader(others[0]) if others else _one_of(kinds)

    def read(plain: object) -> object:
        return None if plain is None and is_optional else read_other(plain)

    return read


def _one_of(kinds: tuple[type, ...]) -> _Read:
    def read(plain: object) -> object:
        kind = KINDS.get(str(plain.get("kind"))) if isinstance(plain, dict) else None
        if kind is None or kind not in kinds or not isinstance(plain, dict):
            raise DocumentError(f"{plain!r:.40} does not belong here")
        return _fields_of(kind, plain)

    return read


def _date(plain: object) -> datetime.date:
    if not isinstance(plain, str) or datetime.date.fromisoformat(plain).isoformat() != plain:
        raise DocumentError(f"{plain!r:.40} is not a day")
    return datetime.date.fromisoformat(plain)


def _datum(plain: object) -> Datum:
    """A fact: lists become tuples, objects records, so that it can be a key."""
    if isinstance(plain, list):
        return tuple(map(_datum, plain))
    if isinstance(plain, dict):
        return FactRecord(tuple((str(name), _datum(part)) for name, part in plain.items()))
    if plain is None or isinstance(plain, (str, int)):
        return plain
    raise DocumentError(f"{plain!r:.40} is no fact")
