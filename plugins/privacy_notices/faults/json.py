"""Diagnostics as plain JSON values and back, for where findings outlive the process. No words, no input or output."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Final, TypeAlias

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Parameter, Severity, Term

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"

_DECIMAL: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def to_json(diagnostic: Diagnostic) -> Json:
    """A diagnostic as a list: place, fault, severity, provision, parameters. `from_json` reads it."""
    mark = diagnostic.mark
    values: dict[str, Json] = {name: _plain(value) for name, value in diagnostic.parameters}
    return [
        mark.file,
        mark.line,
        mark.column,
        diagnostic.fault,
        int(diagnostic.severity),
        diagnostic.article,
        values,
    ]


def from_json(stored: Json) -> Diagnostic:
    """The diagnostic that `to_json` made a list of. Errors: ValueError or TypeError for anything else."""
    if not isinstance(stored, list):
        raise TypeError(f"a list belongs here, not {stored!r}")
    file, line, column, fault, severity, article, values = stored
    if not isinstance(values, dict):
        raise TypeError(f"parameters by name belong here, not {values!r}")
    return Diagnostic(
        Mark(_text(file), _number(line), _number(column)),
        _text(fault),
        Severity(_number(severity)),
        _text(article),
        tuple((name, _parameter(value)) for name, value in values.items()),
    )


def _plain(value: Parameter) -> Json:
    """Text and number as they are; what is neither says its kind, so that no text is ever taken for a day."""
    if isinstance(value, Term):
        return {"term": value.key}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    if isinstance(value, Decimal):
        return {"decimal": format(value, "f")}
    if isinstance(value, tuple):
        return [*value]
    return value


def _parameter(stored: Json) -> Parameter:
    match stored:
        case {"term": str(key), **rest} if not rest:
            return Term(key)
        case {"date": str(day), **rest} if not rest:
            return datetime.date.fromisoformat(day)
        case {"decimal": str(number), **rest} if not rest and _DECIMAL.fullmatch(number):
            return Decimal(number)
        case list():
            return tuple(_text(item) for item in stored)
        case bool() | float() | None | dict():
            raise TypeError(f"no parameter: {stored!r}")
        case _:
            return stored


def _text(stored: Json) -> str:
    if not isinstance(stored, str):
        raise TypeError(f"a text belongs here, not {stored!r}")
    return stored


def _number(stored: Json) -> int:
    if not isinstance(stored, int) or isinstance(stored, bool):
        raise TypeError(f"a number belongs here, not {stored!r}")
    return stored
