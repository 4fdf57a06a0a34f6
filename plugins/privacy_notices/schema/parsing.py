"""Files to typed values: the only way in. Every fault that pydantic finds becomes a diagnostic at its place in the file.

No input or output.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from privacy_notices.faults.diagnostic import Diagnostic, Parameter, Term
from privacy_notices.faults.table import found
from privacy_notices.load.places import Path
from privacy_notices.load.yaml_file import SourceFile
from privacy_notices.schema.form_paths import choices_at, keys_at, meaning_of
from privacy_notices.schema.nearest import nearest
from privacy_notices.schema.refusals import FAULT_OF, OTHER
from privacy_notices.schema.shapes import Form

F = TypeVar("F", bound=Form)

_MAX_SHOWN: Final = 60
"""Characters of a value that a message quotes."""


def parse(form: type[F], source: SourceFile) -> tuple[F | None, tuple[Diagnostic, ...]]:
    """The typed value of a file, or None with every fault in it.

    What the loader found comes first; a file that could not be read gives no second list of faults.
    """
    if source.value is None:
        return None, source.diagnostics
    try:
        return form.model_validate(source.value), source.diagnostics
    except ValidationError as error:
        faults = (_diagnostic(form, source, item) for item in error.errors(include_url=False))
        return None, (*source.diagnostics, *dict.fromkeys(faults))


def written_path(source: SourceFile, path: Path) -> Path:
    """The path of a value as the author wrote it: one item for a list of them, a text for a map, an id for an entry."""
    written: Path = ()
    for step in path:
        here = _value_at(source.value, written)
        if isinstance(here, list if isinstance(step, int) else dict):
            written = (*written, step)
        elif isinstance(here, list) and step in here:
            written = (*written, here.index(step))
    return written


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A value that a form does not accept."""

    fault: str
    form: type[Form]
    """The form of the whole file."""
    path: Path
    value: object
    """What stands there; None also where nothing does."""
    is_key: bool
    """The key is at fault rather than the value."""
    context: Mapping[str, Any]
    """What pydantic, or who has refused it, says beside the kind."""
    detail: str
    """pydantic's own words."""

    @property
    def key(self) -> str:
        """The last step of the path."""
        return str(self.path[-1]) if self.path else ""

    @property
    def shown(self) -> str:
        """What a message quotes: the value, or the key where that is at fault."""
        return _shown(self.context.get("value", self.key if self.is_key else self.value))


def _diagnostic(form: type[Form], source: SourceFile, error: ErrorDetails) -> Diagnostic:
    context = error.get("ctx", {})
    # The step "[key]" is pydantic's, not the author's.
    path: Path = tuple(step for step in error["loc"] if step != "[key]")
    if "at" in context:
        path = (*path, context["at"])
    written = written_path(source, path)
    value = _value_at(source.value, written)
    kind = "string_type" if error["type"] == "literal_error" and isinstance(value, (dict, list)) else error["type"]
    fault = FAULT_OF.get(kind, OTHER)
    is_key = fault == "S101" or "[key]" in error["loc"] or context.get("on") == "key"
    refusal = _Refusal(fault, form, path, value, is_key, context, error["msg"])
    values: Mapping[str, Any] = _VALUES[fault](refusal) if fault in _VALUES else {}
    # What is missing is shown at the item that lacks it.
    mark = source.at(written[:-1], key=True) if fault == "S102" else source.at(written, key=is_key)
    return found(mark, fault, **values)


# --- what the words of each fault name


def _of_unknown_key(refusal: _Refusal) -> Mapping[str, Parameter]:
    known = keys_at(refusal.form, refusal.path[:-1])
    return {"key": _shown(refusal.key), "known": known, "nearest": nearest(refusal.key, known) or ""}


def _of_missing_key(refusal: _Refusal) -> Mapping[str, Parameter]:
    return {"key": _shown(refusal.key), "about": meaning_of(refusal.form, refusal.path)}


def _of_wrong_kind(refusal: _Refusal) -> Mapping[str, Parameter]:
    return {"found": _KINDS.get(type(refusal.value), Term("found.nothing"))}


def _of_choice(refusal: _Refusal) -> Mapping[str, Parameter]:
    known = choices_at(refusal.form, refusal.path)
    near = nearest(refusal.value, known) if isinstance(refusal.value, str) else None
    return {"value": refusal.shown, "known": known, "nearest": near or ""}


def _of_value(refusal: _Refusal) -> Mapping[str, Parameter]:
    return {"value": refusal.shown}


_VALUES: Final[Mapping[str, Callable[[_Refusal], Mapping[str, Parameter]]]] = {
    "S101": _of_unknown_key,
    "S102": _of_missing_key,
    "S103.text": _of_wrong_kind,
    "S103.list": _of_wrong_kind,
    "S103.keys": _of_wrong_kind,
    "S103.boolean": _of_wrong_kind,
    "S104": _of_choice,
    "S107": _of_value,
    "S113": lambda refusal: {"limit": int(refusal.context["max_length"])},
    "S116": lambda refusal: {"detail": refusal.detail},
    "S118": _of_value,
    "S124": _of_value,
    "S125": _of_value,
    "S127": _of_value,
    "S128": _of_value,
    "S129": _of_value,
    "S141": _of_value,
}
"""By fault; the others name nothing."""

_KINDS: Final[Mapping[type, Term]] = {
    dict: Term("found.keys"),
    list: Term("found.list"),
    bool: Term("found.boolean"),
    int: Term("found.number"),
    str: Term("found.text"),
}
"""What an author has written, by its type."""


def _shown(value: object) -> str:
    """A value as a message quotes it: one line, not the whole of a long text."""
    if isinstance(value, bool):
        return str(value).lower()
    text = " ".join(str(value).split())
    return text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN - 1]}…"


def _value_at(value: object, path: Path) -> object:
    """What stands at a path; None also where nothing does."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value
