"""Files that are replaced whole: an old one stays as it was until all the new ones are on the disk."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from privacy_notices.portal.folder_lock import locked
from privacy_notices.portal.reading import require_file

_BEGINNING: Final = "._privacy-notices-"
"""Begins the names of files that are not in their places yet. What a process left that was killed, the next one removes."""


def write_whole(root: Path, files: Iterable[tuple[Path, bytes]]) -> None:
    """Write files below a folder. A full disk, or a place where nothing may be written, leaves all of the old ones alone.

    Errors: OSError; FolderInUseError where another process is writing below the same folder.
    """
    with locked(root):
        _replace(files)


def _replace(files: Iterable[tuple[Path, bytes]]) -> None:
    moves: list[tuple[Path, Path]] = []
    tidied: set[Path] = set()
    try:
        for path, data in files:
            place = _place(path)
            if place.parent not in tidied:
                _tidy(place.parent)
                tidied.add(place.parent)
            moves.append((_written_beside(place, data), place))
        while moves:
            written, path = moves[0]
            written.replace(path)
            moves.pop(0)
    finally:
        for written, _ in moves:
            written.unlink(missing_ok=True)


def _place(path: Path) -> Path:
    """Where a file is: of a symbolic link what it leads to, so that the link stays.

    Errors: OSError where something else is there, which a file would take the place of: `/dev/null`.
    """
    place = Path(os.path.realpath(path)) if path.is_symlink() else path
    with contextlib.suppress(FileNotFoundError):
        require_file(place)
    return place


def _tidy(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{_BEGINNING}*"):
        left.unlink(missing_ok=True)


def _written_beside(path: Path, data: bytes) -> Path:
    """A file beside its place, with the rights that the old one has. Errors: OSError; then there is none."""
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask()
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=_BEGINNING)
    written = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        written.chmod(mode)
    except BaseException:
        written.unlink(missing_ok=True)
        raise
    return written


def umask() -> int:
    """The rights that new files of this process do not get (umask(2))."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
