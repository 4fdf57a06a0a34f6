"""Acts as a document cites them: their sections in words, and as plain facts. No format, no input."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from privacy_notices.document.words import Datum, record
from privacy_notices.languages.speaker import Said, Speaker
from privacy_notices.schema.statute_form import StatuteRef


def part_of_act(say: Speaker, act: StatuteRef) -> Said | None:
    """Where in an act: `2 luku 10 §`; None for the whole of it.

    The words are those of `statute.section-paragraph` and the like. The last part decides between one and several.
    """
    kind, above = ("article", act.article) if act.article else ("section", act.section)
    parts = [
        (name, units) for name, units in ((kind, above), ("paragraph", act.paragraph), ("point", act.point)) if units
    ]
    if not parts:
        return None if act.chapter is None else _said(say, "statute.chapter", 1, chapter=act.chapter)
    values = {name: _listed(say, units) for name, units in parts}
    said = _said(say, f"statute.{'-'.join(values)}", _number(parts[-1][1]), **values)
    if act.chapter is None:
        return said
    return _said(say, "statute.in-chapter", 1, chapter=act.chapter, part=said.text)


def facts_of_acts(acts: Iterable[StatuteRef]) -> tuple[Datum, ...]:
    """Acts as plain facts: an id, or a record with the parts that are cited."""
    return tuple(_fact(act) for act in acts)


def _fact(act: StatuteRef) -> Datum:
    parts = {name: getattr(act, name) or None for name in ("chapter", "section", "article", "paragraph", "point")}
    return record(id=act.id, **parts) if any(parts.values()) else act.id


def _said(say: Speaker, key: str, number: int, /, **values: str) -> Said:
    return Said(say.plain(key, number, **values), say.said(key).language)


def _listed(say: Speaker, units: Iterable[str]) -> str:
    return say.list(unit.replace("-", "\N{EN DASH}") for unit in units)


def _number(units: Sequence[str]) -> int:
    """How many are cited: one, or more."""
    return 2 if len(units) > 1 or any("-" in unit for unit in units) else 1
