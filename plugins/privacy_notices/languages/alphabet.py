"""The order of texts in a list, by the alphabet of a language. No input or output."""

from __future__ import annotations

import functools
import unicodedata
from typing import Final

_PLACE_IN_ALPHABET: Final = 0xE000
_OTHER_LETTER: Final = "\uf8ff"
"""Both in the private use area: behind signs and digits."""


class _Places(dict[int, str]):
    """By code point what it is sorted by: signs and digits come first, then the alphabet, then other letters."""

    def __init__(self, alphabet: str) -> None:
        self._alphabet = alphabet

    def __missing__(self, code: int) -> str:
        letter = chr(code) if chr(code) in self._alphabet else unicodedata.normalize("NFD", chr(code))[0]
        place = self._alphabet.find(letter)
        found = chr(_PLACE_IN_ALPHABET + place) if place >= 0 else _OTHER_LETTER * letter.isalpha() + letter
        self[code] = found
        return found


@functools.cache
def _places(alphabet: str) -> _Places:
    return _Places(alphabet)


@functools.lru_cache(maxsize=65_536)
def sorting_key(text: str, alphabet: str) -> str:
    """What a text is sorted by. `alphabet`: small letters in their order; without it, by code point."""
    return unicodedata.normalize("NFC", text).casefold().translate(_places(alphabet))
