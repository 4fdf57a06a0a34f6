"""What the forms say of a place in a file: the keys that it takes, what a key means, the values allowed. No input or output."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from typing import Annotated, Final, Literal

from privacy_notices.load.places import Path
from privacy_notices.schema.meanings import meanings_of
from privacy_notices.schema.shapes import Form

_UNIONS: Final = (types.UnionType, typing.Union, Annotated)


def keys_at(form: type[Form], path: Path) -> tuple[str, ...]:
    """The keys that may stand in the map at `path`; none where no form stands there."""
    found = _form_at(form, path)
    return tuple(found.model_fields) if found else ()


def meaning_of(form: type[Form], path: Path) -> str:
    """The first line of what the key at `path` is said to mean, without a full stop; empty where it is not known."""
    found = _form_at(form, path[:-1])
    first = meanings_of(found).get(str(path[-1]), "").split("\n")[0] if found and path else ""
    return f"{first[0].lower()}{first[1:].rstrip('.')}" if first else ""


def choices_at(form: type[Form], path: Path) -> tuple[str, ...]:
    """The values of which one must stand at `path`, as an author writes them; none where any may."""
    return tuple(str(value) for value in literals_of(_annotation_at(form, path)))


def literals_of(annotation: object) -> Iterator[object]:
    """The values that a type lists, alone or beside None."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Literal:
        yield from arguments
    elif origin in _UNIONS:
        for inner in arguments:
            yield from literals_of(inner)


def forms_in(annotation: object) -> Iterator[type[Form]]:
    """Every form in a type, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, Form):
        yield annotation
    for inner in typing.get_args(annotation):
        yield from forms_in(inner)


def _form_at(form: type[Form], path: Path) -> type[Form] | None:
    """The form that stands at `path`, followed through maps and lists."""
    return _form_in(_annotation_at(form, path))


def _annotation_at(form: type[Form], path: Path) -> object:
    current: object = form
    for step in path:
        current = _step_into(current, step)
    return current


def _step_into(annotation: object, step: str | int) -> object:
    """The type of what stands under a key, or at a position, of a type; None where it has none."""
    if (form := _form_in(annotation)) is not None:
        field = form.model_fields.get(str(step))
        return field.annotation if field else None
    arguments = typing.get_args(annotation)
    origin = typing.get_origin(annotation)
    if origin is Mapping:
        return arguments[1]
    if origin is tuple:
        return arguments[0]
    return next((found for inner in arguments if (found := _step_into(inner, step)) is not None), None)


def _form_in(annotation: object) -> type[Form] | None:
    """The form itself, alone or beside None."""
    inside = typing.get_args(annotation) if typing.get_origin(annotation) in _UNIONS else ()
    found = (inner for inner in (annotation, *inside) if isinstance(inner, type) and issubclass(inner, Form))
    return next(found, None)
