"""One process at a time writes to a folder. Locks are neither in the folder nor beside it, where they would be published."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout


class FolderInUseError(Exception):
    """Another process is writing to the folder."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder


class FolderLock:
    """Keeps a folder for this process until it is released; also where the process ends without that."""

    def __init__(self, folder: Path) -> None:
        """`folder`: need not be there yet. Where a machine has no room for locks, as a container without `/tmp`, there is none.

        Errors: FolderInUseError.
        """
        self._lock: FileLock | None = None
        try:
            room = _room()
            if room is None:
                return
            name = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:24]
            lock = FileLock(room / f"{name}.lock")
            lock.acquire(timeout=0)
        except Timeout:
            raise FolderInUseError(str(folder)) from None
        except (OSError, NotImplementedError):
            return
        self._lock = lock

    def release(self) -> None:
        """Let others write."""
        if self._lock is not None:
            self._lock.release()


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep a folder meanwhile. Errors: FolderInUseError."""
    lock = FolderLock(folder)
    try:
        yield
    finally:
        lock.release()


def _room() -> Path | None:
    """A folder that nobody else can lay anything into, where everybody may make folders; None where there is none."""
    user = os.getuid() if hasattr(os, "getuid") else None
    room = Path(tempfile.gettempdir(), f"privacy-notices-{'locks' if user is None else user}")
    room.mkdir(mode=0o700, exist_ok=True)
    found = room.lstat()
    return room if stat.S_ISDIR(found.st_mode) and user in (None, found.st_uid) else None
