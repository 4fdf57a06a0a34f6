"""What was worked out before, remembered by what it was worked out from: the one door to incremental work.

A result is found again under its kind and its stated inputs, so it is never out of date: what changes is another
input. Time stamps play no part. Nothing in this room knows what is remembered.

An object is remembered in this process for as long as each reading (`Memo.turn`) asks for it, and over processes where
there is a store and the result has a form as JSON. A long text is kept in the store alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeAlias, TypeVar

from privacy_notices.incremental.digest import digest
from privacy_notices.incremental.workers import spread

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"
"""What a result is while it is stored. Never code: reading a stored result cannot run anything."""

Inputs: TypeAlias = "tuple[str, ...]"
"""Everything that a result depends on, beside the program itself. What is long goes by its name (`digest`): inputs are
kept as long as the result."""

_Place: TypeAlias = "tuple[str, Inputs]"
"""Kind and inputs. In this process they are compared as they are; only a store needs a name for them."""

K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class JsonForm(Generic[T]):
    """How results of a kind are stored."""

    to_json: Callable[[T], Json]
    """None for a result that shall be made anew each time."""
    from_json: Callable[[Json], T]
    """Its opposite. What is not of the right form may raise ValueError, TypeError, LookupError or AttributeError: it is
    as good as nothing."""


class Store(Protocol):
    """Where results outlive the process (`cache_folder.CacheFolder`)."""

    def get(self, kind: str, key: str) -> str | None:
        """The text that was put, or None where there is none that can be trusted."""

    def put(self, kind: str, key: str, text: str) -> None:
        """Remember a text."""


class Memo:
    """Results of earlier work: objects of this process and, with a store, texts of earlier ones."""

    def __init__(self, store: Store | None = None) -> None:
        """`store`: where results outlive the process; without one they do not."""
        self._store = store
        self._now: dict[_Place, object] = {}
        self._before: dict[_Place, object] = {}

    @property
    def has_store(self) -> bool:
        """Whether results outlive the process."""
        return self._store is not None

    def remembered(self, kind: str, inputs: Inputs, make: Callable[[], T], form: JsonForm[T] | None = None) -> T:
        """What was made of the same inputs before, or what `make` makes now. One `kind` is always of one type.

        `form`: how it is stored for later processes; without one it lives in this process alone.
        """
        place = (kind, inputs)
        if not self._is_here(place):
            found = self._stored(place, form) if form is not None else None
            self._now[place] = self._put(place, make(), form) if found is None else found
        return self._held(place)  # type: ignore[return-value]

    def remembered_each(
        self,
        kind: str,
        inputs: Mapping[K, Inputs],
        make: Callable[[K], T],
        form: JsonForm[T] | None = None,
        made: Mapping[K, T] | None = None,
    ) -> Iterator[tuple[K, T]]:
        """The same for many items, in their order; what nobody remembers is made on all processors (`spread`).

        `made`: results of items that somebody has just made on the way.
        """
        places = {item: (kind, stated) for item, stated in inputs.items()}
        at_hand = made or {}
        new: list[K] = []
        for item, place in places.items():
            if item in at_hand:
                self._now[place] = self._put(place, at_hand[item], form)
            elif not self._is_here(place):
                found = self._stored(place, form) if form is not None else None
                if found is None:
                    new.append(item)
                else:
                    self._now[place] = found
        for item, result in zip(new, spread(make, new), strict=True):
            self._now[places[item]] = self._put(places[item], result, form)
        for item, place in places.items():
            yield item, self._held(place)  # type: ignore[misc]

    def has(self, kind: str, inputs: Inputs) -> bool:
        """Whether the object is remembered in this process."""
        return self._is_here((kind, inputs))

    def known(self, kind: str, inputs: Inputs, form: JsonForm[T]) -> T | None:
        """What is remembered of the same inputs, or None."""
        place = (kind, inputs)
        if not self._is_here(place):
            if (found := self._stored(place, form)) is None:
                return None
            self._now[place] = found
        return self._held(place)  # type: ignore[return-value]

    def text(self, kind: str, inputs: Inputs, make: Callable[[], str], *, anew: bool = False) -> str:
        """A text over the end of the process, kept as it is and never in this process.

        `anew`: what is stored is of no use, so it is made and stored again.
        """
        if self._store is None:
            return make()
        key = digest(*inputs)
        text = None if anew else self._store.get(kind, key)
        if text is None:
            text = make()
            self._store.put(kind, key, text)
        return text

    def turn(self) -> None:
        """A reading is complete: forget what it had no use for, so that memory does not grow with the changes."""
        self._before, self._now = self._now, {}

    def _is_here(self, place: _Place) -> bool:
        return place in self._now or place in self._before

    def _held(self, place: _Place) -> object:
        if place not in self._now:
            self._now[place] = self._before[place]
        return self._now[place]

    def _stored(self, place: _Place, form: JsonForm[T] | None) -> T | None:
        if self._store is None or form is None:
            return None
        kind, inputs = place
        text = self._store.get(kind, digest(*inputs))
        try:
            return None if text is None else form.from_json(json.loads(text))
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return None

    def _put(self, place: _Place, result: T, form: JsonForm[T] | None) -> T:
        if self._store is not None and form is not None and (plain := form.to_json(result)) is not None:
            self._store.put(place[0], digest(*place[1]), to_text(plain))
        return result


def to_text(plain: Json) -> str:
    """A result as it is stored."""
    return json.dumps(plain, ensure_ascii=True, separators=(",", ":"))
