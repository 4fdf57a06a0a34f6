"""The source folder on disk: the one module that reads what people write."""

from __future__ import annotations

import contextlib
import errno
import operator
import os
import re
import stat
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Term, in_reading_order
from privacy_notices.faults.table import found as fault_at
from privacy_notices.incremental.digest import digest
from privacy_notices.languages.shipped_catalogs import shipped_catalogs
from privacy_notices.markdown.dialect import ATTACHMENT, ATTACHMENT_TYPES
from privacy_notices.model.assembling import assemble
from privacy_notices.model.notice import Project
from privacy_notices.translations.texts import MEMORY
from privacy_notices.vocabulary.shipped_vocabulary import shipped

MAX_FILE = 1_000_000
"""Bytes that are read of one file. `load` refuses less than that; the rest of a longer file would only cost memory."""

_USUAL = 32_768
"""Bytes that are asked for first; hardly a file has more."""

SUFFIXES = (".yml", ".yaml", ".po")

ATTACHMENT_SUFFIXES: Final = tuple(f".{kind}" for kind in ATTACHMENT_TYPES)
"""How the names of files end that texts may link to."""


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """What was read of one folder below the source folder: that of a notice, or the files of the portal itself."""

    files: Mapping[str, bytes]
    """By path from the source folder on, with `/`, in a stable order."""
    memories: Mapping[str, bytes]
    """The files that remember translations, by path; without those that say nothing."""
    faults: tuple[Diagnostic, ...]
    has_links: bool
    """Its content may change where nobody looks."""
    digest: str
    """Of the files, and of the sizes of those that texts may link to."""
    digest_of_memories: str
    beside: Mapping[str, int] = field(default_factory=dict)
    """The files that texts may link to, by path, with their bytes. They are only copied, so nothing reads them."""


def read_folders(root: Path, known: Mapping[str, SourceFolder] = MappingProxyType({})) -> Mapping[str, SourceFolder]:
    """The source files below `root`, by name of the folder; under `""` what belongs to the portal itself: the files
    beside the folders, and the catalogs.

    Other names that begin with `.` or `_` than those of memories are left alone. A link that leads out of `root` is not
    followed: a notice must not be able to publish another file of the machine. `known`: folders that are not read again
    as long as they are there.
    """
    return dict(_each_folder(root, known))


def _each_folder(root: Path, known: Mapping[str, SourceFolder]) -> Iterator[tuple[str, SourceFolder]]:
    own = _Walk(root)
    folders = own.files_of(str(root), "") if root.is_dir() else []
    for path, below in folders:
        if below == _CATALOGS:
            own.all_of(path, below)
    yield "", own.folder()
    for path, below in folders:
        name = below.removesuffix("/")
        if name in known:
            yield name, known[name]
        elif below != _CATALOGS:
            walk = _Walk(root)
            walk.all_of(path, below)
            yield name, walk.folder()


class Reader:
    """Reads a source folder again and again: what nobody has told of a change is not read anew, unless `compare`d."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._root = Path()
        self._folders: Mapping[str, SourceFolder] = {}
        self._changed: set[str] = set()
        """Folders that were told of since."""
        self._is_known = False
        """False when something has changed, and nobody knows where."""
        self._lock = threading.Lock()
        """Must be held where these are used."""

    def read(self, root: Path) -> Mapping[str, SourceFolder]:
        """What `read_folders` reads."""
        with self._lock:
            is_known = self._is_known and root == self._root
            changed = self._changed
            self._root, self._changed, self._is_known = root, set(), True
            known = {
                name: folder
                for name, folder in self._folders.items()
                if is_known and name and name not in changed and not folder.has_links
            }
        found = read_folders(root, known)
        with self._lock:
            self._folders = found
        return found

    def tell(self, path: Path) -> None:
        """Something has changed here. A place that is not below the source may have another name there."""
        with self._lock:
            for root in (self._root, Path(os.path.realpath(self._root))):
                if path.is_relative_to(root):
                    self._changed.update(path.relative_to(root).parts[:1])
                    return
            self._is_known = False

    def compare(self) -> bool:
        """Read everything, and tell whether something is not as it was read, whoever has told of it."""
        with self._lock:
            root, known = self._root, self._folders
        # One after the other, not to have the whole portal in memory once more.
        there = {name: folder == known.get(name) for name, folder in _each_folder(root, {})}
        astray = (known.keys() - there.keys()) | {name for name, is_same in there.items() if not is_same}
        with self._lock:
            self._changed |= astray
        return bool(astray)


class _Walk:
    """Reads folders, each file once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[str, bytes] = {}
        self._memories: dict[str, bytes] = {}
        self._faults: list[Diagnostic] = []
        self._has_links = False
        self._beside: dict[str, int] = {}

    def folder(self) -> SourceFolder:
        """What was read."""
        memories = {path: data for path, data in self._memories.items() if data}
        faults = tuple(self._faults)
        sizes = {path: str(size).encode() for path, size in self._beside.items()}
        of_files = digest(self._files, sizes) if sizes else digest(self._files)
        return SourceFolder(self._files, memories, faults, self._has_links, of_files, digest(memories), self._beside)

    def all_of(self, folder: str, above: str) -> None:
        """Read a folder with all below it. `above`: its path from the source folder on, with `/` at its end."""
        for path, below in self.files_of(folder, above):
            self.all_of(path, below)

    def files_of(self, folder: str, above: str) -> list[tuple[str, str]]:
        """Read the files of a folder. The folders in it, each with its path from the source folder on."""
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=operator.attrgetter("name"))
        except OSError as error:
            self._unreadable(above.rstrip("/") or ".", error)
            return []
        folders = []
        for entry in entries:
            is_memory = MEMORY.fullmatch(entry.name) is not None and above.count("/") < 2
            if entry.name.startswith((".", "_")) and not is_memory:
                continue
            key = above + os.fsencode(entry.name).decode(errors="replace")
            is_folder = _is(entry.is_dir)
            if (is_folder or entry.name.endswith(SUFFIXES)) and NOT_SHOWN.search(key):
                # Read by no other name than its own, it would be written to every place where notices are listed.
                self._faults.append(fault_at(self._mark(NOT_SHOWN.sub("\N{REPLACEMENT CHARACTER}", key)), "L104"))
            elif is_folder:
                if entry.is_symlink():
                    self._faults.append(fault_at(self._mark(key), "L102.folder"))
                elif not is_memory:
                    folders.append((entry.path, f"{key}/"))
            elif entry.name.endswith(SUFFIXES):
                self._read(entry, key, self._memories if is_memory else self._files)
            elif above and ATTACHMENT.fullmatch(entry.name):
                self._look_at(entry, key)
        return folders

    def _look_at(self, entry: os.DirEntry[str], key: str) -> None:
        """A file that a text may link to, unless it is a link itself: it might lead to another file of the machine."""
        if not entry.is_symlink() and _is(entry.is_file):
            with contextlib.suppress(OSError):
                self._beside[key] = entry.stat().st_size

    def _read(self, entry: os.DirEntry[str], key: str, files: dict[str, bytes]) -> None:
        is_link = entry.is_symlink()
        self._has_links |= is_link
        # A file that is no link lies where its folder does; to follow every path would take longer than to read it.
        if is_link and not Path(os.path.realpath(entry.path)).is_relative_to(os.path.realpath(self._root)):
            self._faults.append(fault_at(self._mark(key), "L102.file"))
        elif not _is(entry.is_file) and os.path.exists(entry.path):  # noqa: PTH110
            # Reading a pipe would wait for ever.
            self._faults.append(fault_at(self._mark(key), "L103.no-file"))
        else:
            try:
                files[key] = beginning(entry.path)
            except OSError as error:
                self._unreadable(key, error)

    def _unreadable(self, key: str, error: OSError) -> None:
        reason = _REASONS.get(error.errno or 0)
        self._faults.append(
            fault_at(
                self._mark(key), "L103.error", reason=reason or (error.strerror or "").lower() or Term("error.unknown")
            )
        )

    def _mark(self, key: str) -> Mark:
        return Mark(f"{name_of(self._root)}/{key}")


_REASONS: Final = {
    errno.ENOENT: Term("error.no-such-file"),
    errno.EACCES: Term("error.no-permission"),
    errno.EPERM: Term("error.no-permission"),
    errno.ENOTDIR: Term("error.no-folder"),
    errno.ELOOP: Term("error.links-in-a-circle"),
}
"""What hinders reading, by the number of the system's error. The system has names for the others."""

NOT_SHOWN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that no name may have: line ends, and what a terminal obeys or does not show."""

_CATALOGS: Final = "locale/"


def beginning(path: str | Path) -> bytes:
    """The bytes of a file, at most `MAX_FILE`. Errors: OSError, also where it is a folder, a pipe or a device.

    Without a stream, which takes longer to make than a small file to read, and without asking for room for the largest:
    a preview reads thousands at every save.
    """
    return _bytes_of(path, MAX_FILE)


def whole(path: str | Path) -> bytes:
    """All bytes of a file that was named, however many. Errors: as `beginning`."""
    return _bytes_of(path, sys.maxsize)


def require_file(path: str | Path) -> None:
    """Errors: OSError where there is no file, or something else: to open a pipe would wait for ever, and to open a device
    can do something to it."""
    mode = Path(path).stat().st_mode
    if not stat.S_ISREG(mode):
        kind = errno.EISDIR if stat.S_ISDIR(mode) else errno.ENXIO
        raise OSError(kind, os.strerror(kind), os.fspath(path))


def _bytes_of(path: str | Path, limit: int) -> bytes:
    require_file(path)
    # Were it a pipe by now, opening would not wait either.
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        data = os.read(file, _USUAL)
        parts = [data]
        size = len(data)
        while data and size < limit and (data := os.read(file, min(limit - size, MAX_FILE))):
            parts.append(data)
            size += len(data)
    finally:
        os.close(file)
    return b"".join(parts)


def name_of(root: Path) -> str:
    """What the source folder is called in messages; a link by its own name, `.` by that of the folder."""
    return Path(os.path.abspath(root)).name


def _is(kind: Callable[[], bool]) -> bool:
    try:
        return kind()
    except OSError:
        return False  # links that lead to each other


def open_project(root: Path) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """Read and assemble the portal whose source folder is `root`, with everything that is wrong in it."""
    folders = read_folders(root)
    files = {path: data for folder in folders.values() for path, data in folder.files.items()}
    beside = {path: size for folder in folders.values() for path, size in folder.beside.items()}
    project, faults = assemble(files, shipped(), shipped_catalogs(), name_of(root), beside)
    return project, in_reading_order((*faults, *(fault for folder in folders.values() for fault in folder.faults)))
