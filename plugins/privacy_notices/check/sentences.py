"""Sentences and denials in plain text, as far as checks need them. No grammar: a wrong guess costs a hint, not a build."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from privacy_notices.languages.language import language_of

_ALPHABETS: Final = 0x530
"""Where the letters of Latin, Greek and Cyrillic end; what stands behind them is written without capitals, or by few."""
_SMALL: Final = "".join(filter(str.islower, map(chr, range(_ALPHABETS))))
_END: Final = re.compile(rf"[.!?…:]['\")\]”’*_]*\s+(?=[^{_SMALL}])|\n\s*\n|\n\s*(?:[-*+]|\d+[.)])\s+|\n\s*(?=\|)")
"""A stop before anything but a small letter (so not after "esim."), an empty line, the next item of a list or row of a table."""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each sentence and list item."""
    begin = 0
    for match in _END.finditer(text):
        yield begin, match.end()
        begin = match.end()
    if begin < len(text):
        yield begin, len(text)


def is_denied(sentence: str, language: str) -> bool:
    """Whether the sentence says no to something."""
    pattern = _denials(language)
    return pattern is not None and pattern.search(sentence) is not None


@cache
def _denials(language: str) -> re.Pattern[str] | None:
    """What says no in a language; None where that is not known."""
    words = language_of(language).denials
    if not words:
        return None
    known = "|".join(rf"{'' if word[0] == '-' else chr(92) + 'b'}{_literal(word.lstrip('-'))}" for word in words)
    return re.compile(rf"(?:{known})\b", re.IGNORECASE)


def _literal(word: str) -> str:
    return re.escape(word).replace("'", "['’]")
