"""How words are set on a page, whatever they say. No input or output."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from privacy_notices.document import words

_HANGING: Final = re.compile(r"(?<![^\s(])[-\u2010]\w")
"""A hyphen that begins a word, with its first letter: `Hyvä askel -ohjelma`."""


def held(html: str) -> str:
    """HTML without tags in which no line ends behind a hyphen that begins a word: browsers break there."""
    return _HANGING.sub(r'<span class="pn-held">\g<0></span>', html)


def opening(inline: words.Inline) -> words.Inline:
    """What begins a line of its own, as sentences begin: with a capital. A name keeps the letter that it has, and what
    authors wrote is left to them."""
    match inline:
        case words.Wording():
            return _opening_words(inline)
        case words.ProperNoun(wording):
            return words.ProperNoun(_opening_words(wording))
        case words.Series(((first, *others), *items)):
            return replace(inline, items=((opening(first), *others), *items))
        case _:
            return inline


def _opening_words(wording: words.Wording) -> words.Wording:
    if wording.origin not in ("catalog", "portal"):
        return wording
    return replace(wording, text=wording.text[:1].upper() + wording.text[1:])
