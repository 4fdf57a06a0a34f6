"""The memories and words files on disk, read and written, each whole or not at all."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path

from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.model.notice import Project
from privacy_notices.portal.reading import beginning
from privacy_notices.portal.whole_files import write_whole
from privacy_notices.translations.annotate import annotated
from privacy_notices.translations.exchange import Memories
from privacy_notices.translations.memory import Memory, remember
from privacy_notices.translations.memory_format import memories_of, write_memory
from privacy_notices.translations.texts import Bundle, bundles


def read_memories(root: Path, everything: Iterable[Bundle]) -> tuple[Memories, tuple[Diagnostic, ...]]:
    """The memory of every words file, and what is damaged in them. `root`: the source folder; `everything`: its bundles."""
    memories: dict[tuple[str, str], Memory] = {}
    faults: list[Diagnostic] = []
    for bundle in everything:
        files = ((language, _read(root / bundle.memory_file(language))) for language in bundle.targets)
        found, damage = memories_of(bundle, {language: data for language, data in files if data is not None})
        memories.update(found)
        faults += damage
    return memories, tuple(faults)


def read_words(root: Path, project: Project) -> Mapping[str, bytes]:
    """Every words file of the portal, from the source folder on."""
    names = [bundle.file(language) for bundle in bundles(project) for language in bundle.documents]
    return {name: data for name in names if (data := _read(root / name)) is not None}


def record(
    root: Path, project: Project, memories: Memories, today: datetime.date, *, with_notes: bool = False
) -> tuple[str, ...]:
    """Bring the memories up to date with what is there, and with `with_notes` the notes in the words files.

    Returns the files that were written, from the source folder on. Recording twice writes nothing more.
    """
    written: dict[str, bytes] = {}
    for bundle in bundles(project):
        for language in bundle.targets:
            before = memories.get((bundle.id, language), Memory())
            after = remember(bundle, language, before, today)
            if after.records:
                written[bundle.memory_file(language)] = write_memory(after)
            if with_notes:
                written |= _notes(root, bundle, language, after)
    return write(root, written)


def _notes(root: Path, bundle: Bundle, language: str, memory: Memory) -> Mapping[str, bytes]:
    name = bundle.file(language)
    data = _read(root / name) if bundle.is_readable(language) else None
    return {} if data is None else {name: annotated(bundle, language, memory, data)}


def save(root: Path, project: Project, memories: Memories) -> tuple[str, ...]:
    """Write memories, by notice and language; returns the files that changed."""
    by_id: Mapping[str, Bundle] = {bundle.id: bundle for bundle in bundles(project)}
    files = {by_id[key].memory_file(language): write_memory(memory) for (key, language), memory in memories.items()}
    return write(root, files)


def write(root: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write the files whose content changes, each whole or not at all, and return their names."""
    changed = [name for name, data in sorted(files.items()) if _read(root / name) != data]
    write_whole(root, ((root / name, files[name]) for name in changed))
    return tuple(changed)


def _read(path: Path) -> bytes | None:
    try:
        return beginning(path)
    except FileNotFoundError:
        return None
