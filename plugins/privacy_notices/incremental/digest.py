"""Names for what something was worked out from. No input or output."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TypeAlias

Input: TypeAlias = "str | bytes | Mapping[str, bytes]"
"""One thing that a result depends on: a text, the bytes of a file, or files by name."""


def digest(*inputs: Input) -> str:
    """A name for the inputs: equal ones give equal digests, others practically never do (SHA-256, hexadecimal)."""
    found: list[bytes] = []

    def add(piece: str | bytes) -> None:
        data = piece.encode(errors="surrogatepass") if isinstance(piece, str) else piece
        found.extend((b"%d:" % len(data), data))

    for item in inputs:
        # With their number and lengths, so that no two lists of inputs run into each other.
        if isinstance(item, (str, bytes)):
            found.append(b"1;")
            add(item)
        else:
            found.append(b"%d;" % (2 * len(item)))
            for name in sorted(item):
                add(name)
                add(item[name])
    return hashlib.sha256(b"".join(found)).hexdigest()
