"""The source folder on disk: the one module that reads what people write."""

from __future__ import annotations

import operator
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from privacy_notices.diagnostics import Diagnostic, Mark, Severity
from privacy_notices.memo import Memo
from privacy_notices.model import Notice, Project, assemble_and
from privacy_notices.vocabulary import shipped, shipped_catalogs

T = TypeVar("T")

MAX_FILE = 1_000_000
"""Bytes that are read of one file. `load` refuses less than that; the rest of a longer file would only cost memory."""

_USUAL = 32_768
"""Bytes that are asked for first; hardly a file has more."""

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

    def fault(key: str, code: str, message: str, hint: str) -> None:
        faults.append(Diagnostic(Mark(f"{shown}/{key}"), code, message, Severity.ERROR, hint))

    def unreadable(key: str, error: OSError) -> None:
        reason = (error.strerror or "unknown reason").lower()
        fault(key, "L103", f"this file cannot be read: {reason}", "check that the file exists and may be read")

    def read(entry: os.DirEntry[str], key: str) -> None:
        # A file that is no link lies where its folder does; to follow every path would take longer than to read it.
        if entry.is_symlink() and not Path(os.path.realpath(entry.path)).is_relative_to(inside):
            fault(key, "L102", "this link leads out of the folder and is not followed", "put the file itself here")
        elif not _is(entry.is_file) and Path(entry.path).exists():
            # Reading a pipe would wait for ever.
            fault(key, "L103", "this file cannot be read: it is not a file", "put a text file here")
        else:
            try:
                files[key] = beginning(entry.path)
            except OSError as error:
                unreadable(key, error)

    def walk(folder: str, above: str) -> None:
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=operator.attrgetter("name"))
        except OSError as error:
            unreadable(above.rstrip("/") or ".", error)
            return
        folders = []
        for entry in entries:
            if entry.name.startswith((".", "_")):
                continue
            key = above + os.fsencode(entry.name).decode(errors="replace")
            if _is(entry.is_dir):
                if entry.is_symlink():
                    fault(key, "L102", "this link to a folder is not followed", "put the folder itself here")
                else:
                    folders.append((entry.path, f"{key}/"))
            elif entry.name.endswith(SUFFIXES):
                read(entry, key)
        for path, below in folders:
            walk(path, below)

    if root.is_dir():
        walk(str(root), "")
    return files, tuple(faults)


def beginning(path: str | Path) -> bytes:
    """The bytes of a file, at most `MAX_FILE`. Errors: OSError.

    Without a stream, which takes longer to make than a small file to read, and without asking for room for the largest:
    a preview reads thousands at every save.
    """
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        data = os.read(file, _USUAL)
        while len(data) < MAX_FILE and (more := os.read(file, MAX_FILE - len(data))):
            data += more
    finally:
        os.close(file)
    return data


def _name(root: Path) -> str:
    """What the source folder is called in messages; a link by its own name, `.` by that of the folder."""
    return Path(os.path.abspath(root)).name


def _is(kind: Callable[[], bool]) -> bool:
    try:
        return kind()
    except OSError:
        return False  # links that lead to each other


def open_project(root: Path, memo: Memo | None = None) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """Read and assemble the portal whose source folder is `root`, with everything that is wrong in it."""
    project, faults, _ = open_and(None, root, memo)
    return project, faults


def open_and(look: Callable[[Project], Callable[[Notice], T]] | None, root: Path, memo: Memo | None = None) -> tuple[Project | None, tuple[Diagnostic, ...], Mapping[str, T]]:  # fmt: skip
    """`open_project`, and what `look` says of each notice (`assemble_and`)."""
    files, faults = read_files(root)
    project, found, looked = assemble_and(look, files, shipped(), shipped_catalogs(), _name(root), memo)
    return project, tuple(sorted((*faults, *found))), looked
