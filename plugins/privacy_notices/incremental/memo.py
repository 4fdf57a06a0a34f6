"""What was worked out before, by what it was worked out from. No input or output.

A result is found again under the digest of everything it depends on, so it is never out of date: what changes has
another digest. Time stamps play no part.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Protocol, TypeAlias, TypeVar

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"
"""What a result is while it is stored. Never code: reading a stored result cannot run anything."""

T = TypeVar("T")


class Store(Protocol):
    """Where results outlive the process (`store.Folder`)."""

    def get(self, kind: str, key: str) -> str | None:
        """The text that was put, or None where there is none that can be trusted."""

    def put(self, kind: str, key: str, text: str) -> None:
        """Remember a text."""


class Memo:
    """Results of earlier work: objects of this process and, with a store, texts of earlier ones."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store
        self._now: dict[tuple[str, str], object] = {}
        self._before: dict[tuple[str, str], object] = {}

    @property
    def has_store(self) -> bool:
        """Whether results outlive the process."""
        return self._store is not None

    def held(self, kind: str, key: str, make: Callable[[], T]) -> T:
        """The object made before from the same, or a new one. One `kind` is always of one type.

        What a reading (see `turn`) does not ask for is forgotten, so memory does not grow with the changes.
        """
        found = (kind, key)
        if found not in self._now:
            self._now[found] = self._before[found] if found in self._before else make()
        return self._now[found]  # type: ignore[return-value]

    def holds(self, kind: str, key: str) -> bool:
        """Whether `held` would make nothing."""
        return (kind, key) in self._now or (kind, key) in self._before

    def stored(self, kind: str, key: str, make: Callable[[], T], to_json: Callable[[T], Json], of_json: Callable[[Json], T]) -> T:  # fmt: skip
        """The same over the end of the process. `to_json` gives None for what shall be made anew each time."""
        found = self.find(kind, key, of_json)
        if found is not None:
            return found
        result = make()
        if self._store is not None:
            self.keep(kind, key, result, to_json)
        return result

    def written(self, kind: str, key: str, make: Callable[[], str]) -> str:
        """A text over the end of the process, kept as it is."""
        text = self.text(kind, key)
        if text is None:
            text = make()
            if self._store is not None:
                self._store.put(kind, key, text)
        return text

    def find(self, kind: str, key: str, of_json: Callable[[Json], T]) -> T | None:
        """What was kept, or None.

        `of_json` may raise ValueError, TypeError, LookupError or AttributeError for what is not of the right form,
        which is as good as nothing.
        """
        text = self.text(kind, key)
        try:
            return None if text is None else of_json(json.loads(text))
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return None

    def keep(self, kind: str, key: str, value: T, to_json: Callable[[T], Json]) -> str:
        """Keep a value for later processes, unless `to_json` gives None. The text that is kept."""
        plain = to_json(value)
        text = to_text(plain)
        if self._store is not None and plain is not None:
            self._store.put(kind, key, text)
        return text

    def text(self, kind: str, key: str) -> str | None:
        """The text that is kept, of whatever form."""
        return self._store.get(kind, key) if self._store is not None else None

    def turn(self) -> None:
        """A reading is complete: forget what it had no use for."""
        self._before, self._now = self._now, {}


def to_text(plain: Json) -> str:
    """A result as it is kept."""
    return json.dumps(plain, ensure_ascii=True, separators=(",", ":"))


def digest(*parts: str | bytes | Mapping[str, bytes]) -> str:
    """A name for what something depends on: equal parts give equal digests, others practically never do."""
    found: list[bytes] = []

    def add(piece: str | bytes) -> None:
        data = piece.encode(errors="surrogatepass") if isinstance(piece, str) else piece
        found.extend((b"%d:" % len(data), data))

    for part in parts:
        # With their number and lengths, so that no two lists of parts run into each other.
        if isinstance(part, (str, bytes)):
            found.append(b"1;")
            add(part)
        else:
            found.append(b"%d;" % (2 * len(part)))
            for name in sorted(part):
                add(name)
                add(part[name])
    return hashlib.sha256(b"".join(found)).hexdigest()
