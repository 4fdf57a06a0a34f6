"""A folder that readers are served from, replaced whole: what is new is made beside it, and then the two change places.

A process that is killed leaves the old folder or the new one, at every moment. What it leaves beside the folder the next
one removes, or puts back where the old folder had just been moved away (`swapping` says which systems need that).

That takes a folder which may be renamed. One that is mounted, or lies where nothing may be written, is written in place.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

from privacy_notices.hosts.swapping import exchange
from privacy_notices.portal.folder_lock import FolderLock
from privacy_notices.portal.whole_files import umask

Exchange: TypeAlias = Callable[[Path, Path], bool]
"""Lets two folders change places; False where it cannot."""

_OLD: Final = "-old"
"""Ends the name of a folder that was moved away and must not be lost before the new one is in its place."""


class Replacement:
    """One folder that is about to be replaced. `close` ends it, whatever happened."""

    def __init__(self, target: Path, *, in_place: bool = False) -> None:
        """`target`: the folder; of a symbolic link what it leads to, so that the link stays. `in_place`: it must stay the
        folder that it is, as where another machine has it mounted.

        Errors: FolderInUseError; OSError where nothing can be written at all.
        """
        self.target = Path(os.path.realpath(target))
        self._lock = FolderLock(self.target)
        try:
            _recover(self.target)
            beside = None if in_place else _make_beside(self.target)
        except BaseException:
            self._lock.release()
            raise
        self.is_whole = beside is not None
        """False where the folder itself must be written to: it is mounted, or nothing may lie beside it."""
        self.folder = beside or self.target
        """Where to write what is new."""

    def publish(self, stays: Callable[[str], bool]) -> None:
        """Put the new folder in the place of the old one.

        `stays`: which files and folders of the old folder, by their path with `/`, go over into the new one where it has
        none; what is in a folder goes with it, so far as it stays itself.
        Errors: OSError where the folder cannot be moved, as on Windows while somebody has a file of it open; it is as it was.
        """
        if not self.is_whole:
            return
        if self.target.is_dir():
            _take_along(self.target, self.folder, stays)
            shutil.copystat(self.target, self.folder)
        put_in_place(self.folder, self.target)
        self._forget()

    def close(self) -> None:
        """Remove what was not published, and let others write the folder."""
        if self.is_whole:
            self._forget()
        self._lock.release()

    def _forget(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


@contextlib.contextmanager
def replacing(target: Path, *, in_place: bool = False) -> Iterator[Replacement]:
    """A replacement that is closed at the end. Errors: as `Replacement`."""
    replacement = Replacement(target, in_place=in_place)
    try:
        yield replacement
    finally:
        replacement.close()


def _beginning(target: Path) -> str:
    return f".{target.name}.privacy-notices-"


def _recover(target: Path) -> None:
    """Put in order what a process left that was killed. Nobody else writes the folder meanwhile (`_lock`)."""
    left = [path for path in target.parent.glob(f"{_glob_safe(_beginning(target))}*") if path.is_dir()]
    for path in left:
        if path.name.endswith(_OLD) and not target.exists():
            path.rename(target)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _glob_safe(name: str) -> str:
    return "".join(f"[{character}]" if character in "*?[" else character for character in name)


def _make_beside(target: Path) -> Path | None:
    """An empty folder beside the target, with the rights that the target has or will have; None where there can be none."""
    if os.path.ismount(target):
        return None
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder = Path(tempfile.mkdtemp(prefix=_beginning(target), dir=target.parent))
    except PermissionError:
        return None
    except OSError as error:
        if target.is_dir() and error.errno == errno.EROFS:
            return None
        raise
    # `mkdtemp` makes folders that nobody else may enter, such as the web server.
    folder.chmod(stat.S_IMODE(target.stat().st_mode) if target.is_dir() else 0o777 & ~umask())
    return folder


def _take_along(old: Path, new: Path, stays: Callable[[str], bool]) -> None:
    """Let files of the old folder stand in the new one too, those that it has itself excepted."""
    for above, folders, files in os.walk(old, onerror=_raise):
        here = Path(above).relative_to(old)
        empty = () if folders or files else ("",)
        # What is in a folder that does not stay is not even looked at.
        folders[:] = [name for name in folders if stays((here / name).as_posix())]
        links = [name for name in folders if Path(above, name).is_symlink()]
        for name in (*filter(lambda one: stays((here / one).as_posix()), (*files, *empty)), *links):
            if not os.path.lexists(place := new / here / name):
                _link_or_copy(Path(above, name), place)


def _raise(error: OSError) -> None:
    raise error  # `os.walk` would pass over what it cannot read, and it would be lost


def _link_or_copy(path: Path, place: Path) -> None:
    """The same file or empty folder at another place: at once where the file system has hard links, else a copy."""
    is_folder = path.is_dir() and not path.is_symlink()
    try:
        (place if is_folder else place.parent).mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        return  # a new file has the place of the old folder
    if is_folder:
        return
    try:
        os.link(path, place, follow_symlinks=False)
    except OSError:
        shutil.copy2(path, place, follow_symlinks=False)


def put_in_place(new: Path, target: Path, exchange: Exchange = exchange) -> None:
    """Move a new folder to where the target is; the old one may stay where the new one was.

    `exchange`: what the system has to let two folders change places. Errors: OSError; then the target is as it was.
    """
    if not target.exists():
        new.rename(target)
    elif not exchange(new, target):
        old = new.with_name(new.name + _OLD)
        target.rename(old)
        try:
            new.rename(target)
        except BaseException:
            old.rename(target)
            raise
        shutil.rmtree(old, ignore_errors=True)
