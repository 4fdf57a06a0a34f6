"""The folder that a portal lies in below the root of a site. No input or output."""

from __future__ import annotations

import re
from typing import Final

from privacy_notices.pages.addresses import RESERVED

_STEP: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.ASCII | re.IGNORECASE)


def folder_of(written: str) -> str:
    """The path of a folder without `/` at its ends: `/privacy/` is `privacy`; the empty one is the root.

    Errors: ValueError for what is no address everywhere, or what the site keeps for itself.
    """
    folder = written.strip("/")
    if not folder:
        return ""
    steps = folder.split("/")
    if not all(map(_STEP.fullmatch, steps)) or any(step.lower() in RESERVED for step in steps):
        raise ValueError(written)
    return folder
