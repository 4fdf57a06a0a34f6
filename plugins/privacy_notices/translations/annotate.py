"""Putting notes above the texts whose source has changed, and taking them away again. No input or output."""

from __future__ import annotations

from privacy_notices.load.places import Path
from privacy_notices.translations.memory import Memory, State, fingerprint, states
from privacy_notices.translations.notes import note_line, notes, shown_change
from privacy_notices.translations.texts import Bundle
from privacy_notices.translations.yaml_edit import edit_words


def annotated(bundle: Bundle, language: str, memory: Memory, data: bytes) -> bytes:
    """The words file with a note above each text that needs a look, and short ones where later edits need them.

    `memory` is that of after `remember`. Each note names the text below it as it is now, so that only a later edit
    counts; the result equals `data` when nothing changes.
    """
    targets = bundle.texts.get(language, {})
    there = notes(targets.values())
    wanted: dict[Path, str | None] = {}
    for key, state in states(bundle, language, memory).items():
        target, source, record = targets.get(key), bundle.source.get(key), memory.records.get(key)
        if target is None:
            continue
        note = None
        if source is not None and record is not None and record.source is not None:
            now, ours = fingerprint(source.value), fingerprint(target.value)
            if state is State.CURRENT:
                # Only where the memory has known one source alone can it judge an edit without a note.
                note = None if record.only == now else note_line(bundle.source_language, now, ours)
            elif record.source == now:
                note = note_line(bundle.source_language, now, ours)
            else:
                shown = shown_change(record.text, source.value)
                note = note_line(bundle.source_language, now, ours, record.since, shown)
        if note is not None or key in there:
            wanted[target.path] = note
    return edit_words(data, {}, notes=wanted) if wanted else data
