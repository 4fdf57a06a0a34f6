"""The source folder on disk: the one module that reads what people write."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from privacy_notices.diagnostics import Diagnostic, Mark, Severity
from privacy_notices.model import Project, assemble
from privacy_notices.vocabulary import shipped, shipped_catalogs

MAX_FILE = 1_000_000
"""Bytes that are read of one file. `load` refuses less than that; the rest of a longer file would only cost memory."""

SUFFIXES = (".yml", ".yaml", ".po")


def read_files(root: Path) -> tuple[Mapping[str, bytes], tuple[Diagnostic, ...]]:
    """The source files below `root` by path with `/`, in a stable order.

    Names that begin with `.` or `_` are left alone. A link that leads out of the folder is not followed: a notice
    must not be able to publish another file of the machine.
    """
    inside = Path(os.path.realpath(root))
    shown = _name(root)
    files: dict[str, bytes] = {}
    faults: list[Diagnostic] = []

    def fault(path: str | Path, code: str, message: str, hint: str) -> None:
        faults.append(Diagnostic(Mark(f"{shown}/{_key(Path(path), root)}"), code, message, Severity.ERROR, hint))

    def unreadable(error: OSError) -> None:
        reason = (error.strerror or "unknown reason").lower()
        fault(
            error.filename, "L103", f"this file cannot be read: {reason}", "check that the file exists and may be read"
        )

    for folder, folders, names in os.walk(root, onerror=unreadable if root.is_dir() else None):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        for name in folders:
            if Path(folder, name).is_symlink():
                fault(Path(folder, name), "L102", "this link to a folder is not followed", "put the folder itself here")
        for name in sorted(names):
            path = Path(folder, name)
            if not name.endswith(SUFFIXES) or name.startswith((".", "_")):
                continue
            # `Path.resolve` raises where links lead to each other; this does not.
            real = Path(os.path.realpath(path))
            if not real.is_relative_to(inside):
                fault(path, "L102", "this link leads out of the folder and is not followed", "put the file itself here")
            elif real.exists() and not real.is_file():
                # Reading a pipe would wait for ever.
                fault(path, "L103", "this file cannot be read: it is not a file", "put a text file here")
            else:
                try:
                    with path.open("rb") as stream:
                        files[_key(path, root)] = stream.read(MAX_FILE)
                except OSError as error:
                    unreadable(error)
    return files, tuple(faults)


def _name(root: Path) -> str:
    """What the source folder is called in messages; a link by its own name, `.` by that of the folder."""
    return Path(os.path.abspath(root)).name


def _key(path: Path, root: Path) -> str:
    """The path below `root`, as text that can be printed even where the name is no text."""
    return os.fsencode(path.relative_to(root).as_posix()).decode(errors="replace")


def open_project(root: Path) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """Read and assemble the portal whose source folder is `root`, with everything that is wrong in it."""
    files, faults = read_files(root)
    project, found = assemble(files, shipped(), shipped_catalogs(), _name(root))
    return project, tuple(sorted((*faults, *found)))
