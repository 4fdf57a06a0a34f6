"""Bring every catalog that ships up to date with the English one: `python tests/merge_catalogs.py [--check]`.

`languages/merge.py` says what becomes of which message. Why a rule matters is written in the docstring of its function,
and goes from there into the English catalog of faults. With `--check` nothing is written, and the status is 1 where
something would be.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import privacy_notices
from privacy_notices.check.explain import reasons
from privacy_notices.languages.catalog_file import Entry, from_po, to_po
from privacy_notices.languages.language import SOURCE
from privacy_notices.languages.merge import merged
from privacy_notices.languages.shipped_catalogs import FOLDER_OF_FAULTS, FOLDER_OF_PAGES

FOLDERS = (FOLDER_OF_PAGES, FOLDER_OF_FAULTS)
PACKAGE = Path(privacy_notices.__file__).parent


def changes(folder: Path, why: Mapping[str, str]) -> Iterator[tuple[Path, bytes | None]]:
    """The files of a folder that are to be written, or deleted where there are no bytes."""
    there = {path.name: path.read_bytes() for path in sorted(folder.glob("*.po"))}
    wanted = merged(with_reasons(there, why) if why else there)
    yield from ((folder / name, data) for name, data in wanted.items() if there.get(name) != data)
    yield from ((folder / name, None) for name in there if name not in wanted)


def why_of(folder: str) -> Mapping[str, str]:
    """What the docstrings of rules say, for the catalogs of faults; nothing for others."""
    return reasons() if folder == FOLDER_OF_FAULTS else {}


def with_reasons(files: Mapping[str, bytes], why: Mapping[str, str]) -> Mapping[str, bytes]:
    """The catalogs of faults with what the docstrings of rules say today in the English one."""
    name = f"{SOURCE}.po"
    english = from_po(files[name], SOURCE)
    others = [entry for entry in english.entries if entry.id not in why]
    written = [Entry(key, (text,), (text,)) for key, text in why.items()]
    return {**files, name: to_po(replace(english, entries=(*others, *written)))}


def main(arguments: Sequence[str] = sys.argv[1:], package: Path = PACKAGE) -> int:
    """Write what has changed, and say so; the status of the command."""
    found = [
        change
        for folder in FOLDERS
        for change in changes(package / folder, why_of(folder) if package == PACKAGE else {})
    ]
    for path, data in found:
        print(f"{path.relative_to(package)}: {'would be ' if '--check' in arguments else ''}", end="")
        print("merged into the whole catalog" if data is None else f"written{_counts(data, path)}")
        if "--check" in arguments:
            continue
        if data is None:
            path.unlink()
        else:
            path.write_bytes(data)
    return int(bool(found) and "--check" in arguments)


def _counts(data: bytes, path: Path) -> str:
    entries = from_po(data, path.stem).entries
    if path.stem == SOURCE:
        return f", {len(entries)} messages"
    lacking = sum(not entry.is_translated for entry in entries)
    return f", {lacking} of {len(entries)} messages without words, {sum(entry.is_fuzzy for entry in entries)} unsure"


if __name__ == "__main__":
    sys.exit(main())
