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
    for item in inputs:
        # With their number and lengths, so that no two lists of inputs run into each other.
        if isinstance(item, str):
            data = item.encode(errors="surrogatepass")
            found += (b"1;%d:" % len(data), data)
        elif isinstance(item, bytes):
            found += (b"1;%d:" % len(item), item)
        else:
            found.append(b"%d;" % (2 * len(item)))
            for name in sorted(item):
                key, data = name.encode(errors="surrogatepass"), item[name]
                found += (b"%d:" % len(key), key, b"%d:" % len(data), data)
    return hashlib.sha256(b"".join(found)).hexdigest()
