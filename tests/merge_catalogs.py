"""Bring every catalog that ships up to date with the English one: `python tests/merge_catalogs.py [--check]`.

`languages/merge.py` says what becomes of which message. With `--check` nothing is written, and the status is 1 where
something would be.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import privacy_notices
from privacy_notices.languages.catalog_file import from_po
from privacy_notices.languages.language import SOURCE
from privacy_notices.languages.merge import merged
from privacy_notices.languages.shipped import FOLDER_OF_FAULTS, FOLDER_OF_PAGES

FOLDERS = (FOLDER_OF_PAGES, FOLDER_OF_FAULTS)
PACKAGE = Path(privacy_notices.__file__).parent


def changes(folder: Path) -> Iterator[tuple[Path, bytes | None]]:
    """The files of a folder that are to be written, or deleted where there are no bytes."""
    there = {path.name: path.read_bytes() for path in sorted(folder.glob("*.po"))}
    wanted = merged(there)
    yield from ((folder / name, data) for name, data in wanted.items() if there.get(name) != data)
    yield from ((folder / name, None) for name in there if name not in wanted)


def main(arguments: Sequence[str] = sys.argv[1:], package: Path = PACKAGE) -> int:
    """Write what has changed, and say so; the status of the command."""
    found = [change for folder in FOLDERS for change in changes(package / folder)]
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
