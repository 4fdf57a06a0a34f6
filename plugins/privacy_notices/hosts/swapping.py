"""Two folders that change places in one step, where the system can. No other module of the house calls the system by hand.

POSIX has no such step: `rename` replaces a folder only by one where nothing is left in it. Linux has `renameat2` with
RENAME_EXCHANGE (rename(2), since 3.15), macOS `renamex_np` with RENAME_SWAP (rename(2), since 10.12); Python's library
has neither, and the packages that have them are compiled for Linux alone.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

_HERE: Final = -100
"""AT_FDCWD: paths are as they stand."""
_EXCHANGE: Final = 2
"""RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS."""

_CANNOT: Final = frozenset((errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV, errno.EPERM))
"""What systems and file systems answer that cannot do it: network folders, older kernels, sandboxes."""


def exchange(one: Path, other: Path) -> bool:
    """Let two folders of a file system change places; whether it was done, and at once.

    Errors: OSError where the system can, and may not: a folder that is mounted or may not be written to.
    """
    call = _call()
    if call is None or call(os.fsencode(one), os.fsencode(other)) == 0:
        return call is not None
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


def _call() -> Callable[[bytes, bytes], int] | None:
    """What the system has for it, from two paths to 0; None where it has nothing."""
    if sys.platform not in ("linux", "darwin"):
        return None
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        swap = getattr(library, "renamex_np", None)
        return None if swap is None else lambda one, other: int(swap(one, other, _EXCHANGE))
    rename = getattr(library, "renameat2", None)
    return None if rename is None else lambda one, other: int(rename(_HERE, one, _HERE, other, _EXCHANGE))
