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
    inside = root.resolve()
    files: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        for name in sorted(names):
            path = Path(folder, name)
            if not name.endswith(SUFFIXES) or name.startswith((".", "_")):
                continue
            key = path.relative_to(root).as_posix()
            mark = Mark(f"{root.name}/{key}")
            if not path.resolve().is_relative_to(inside):
                hint = "put the file itself here"
                faults.append(Diagnostic(mark, "L102", "this link leads out of the folder and is not followed", Severity.ERROR, hint))
                continue
            try:
                with path.open("rb") as stream:
                    files[key] = stream.read(MAX_FILE)
            except OSError as error:
                reason = (error.strerror or "unknown reason").lower()
                faults.append(Diagnostic(mark, "L103", f"this file cannot be read: {reason}", Severity.ERROR, "check that the file exists and may be read"))
    return files, tuple(faults)


def open_project(root: Path) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """Read and assemble the portal whose source folder is `root`, with everything that is wrong in it."""
    files, faults = read_files(root)
    project, found = assemble(files, shipped(), shipped_catalogs(), root.name)
    return project, tuple(sorted((*faults, *found)))
