"""What the system says when it will not read or write, in the words of the catalogs. No input or output."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import Final

from privacy_notices.faults.diagnostic import Parameter, Term

_KNOWN: Final = {
    "EACCES": "system.not-allowed",
    "EPERM": "system.not-allowed",
    "EROFS": "system.read-only",
    "ENOSPC": "system.disk-full",
    "EDQUOT": "system.disk-full",
    "EFBIG": "system.disk-full",
    "EIO": "system.disk-broken",
    "ENXIO": "system.no-file",
    "ENOENT": "system.not-there",
    "EEXIST": "system.other-there",
    "EISDIR": "system.is-folder",
    "ENOTDIR": "system.is-file",
    "ENOTEMPTY": "system.other-there",
    "ELOOP": "system.link-loop",
    "ENAMETOOLONG": "system.long-name",
    "EBUSY": "system.busy",
    "ETXTBSY": "system.busy",
    "EMFILE": "system.many-files",
    "ENFILE": "system.many-files",
}
"""Ids of words by the name of the fault (errno.h of POSIX); not every system has all of them."""


def refusal_of_system(error: OSError) -> tuple[str, Mapping[str, Parameter]]:
    """Id and values of the words for what the system refused: which file, where that is known, and why.

    Of faults that are rare the reason is what the system says itself, in its own language.
    """
    known = _KNOWN.get(errno.errorcode.get(error.errno or 0, ""))
    reason = Term(known) if known else (error.strerror or str(error))
    if error.filename is None:
        return "system.refused-somewhere", {"reason": reason}
    return "system.refused", {"file": str(error.filename), "reason": reason}
