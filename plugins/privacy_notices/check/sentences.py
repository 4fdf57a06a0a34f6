"""Sentences and denials in plain text, as far as checks need them. No grammar: a wrong guess costs a hint, not a build."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

_END: Final = re.compile(r"[.!?…:]['\")\]”’*_]*\s+(?=[^a-zåäöæøšž])|\n\s*\n|\n\s*(?:[-*+]|\d+[.)])\s+")
"""A stop before anything but a small letter (so not after "esim."), an empty line, or the next item of a list."""

_DENIALS: Final[Mapping[str, re.Pattern[str]]] = {
    "fi": re.compile(r"(?i)\b(?:ei|eikä|en|emme|emmekä|eivät|eivätkä|et|ette|älä|ilman)\b"),
    "sv": re.compile(r"(?i)\b(?:inte|ej|icke|inga|inget|ingen|aldrig|utan att|varken)\b"),
    "en": re.compile(r"(?i)\b(?:not|no|none|nothing|nobody|nor|never|without|cannot)\b|n['’]t\b"),
}


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
    pattern = _DENIALS.get(language)
    return pattern is not None and pattern.search(sentence) is not None
