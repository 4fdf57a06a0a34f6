"""How the words of a language are reduced to stems, by a table of endings. No input or output but the tables that ship.

The table (`search/words/<language>.yml`) travels with the index: the script in the browser
(`theme/assets/privacy-notices-search.js`) reduces the words of a question in the same way. A language without a table
is found by the beginnings of words.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter

from privacy_notices.load.package_data import data_document
from privacy_notices.schema.shapes import Form

LEAST_STEM: Final = 3
"""Letters that endings leave. The script has the same number."""

SEPARATORS: Final = re.compile(
    r"[\s!-/:-@\[-`{-~\u00a1-\u00bf\u00d7\u00f7\u060c\u061b\u061f\u0964\u0965\u2000-\u206f\u3000-\u303f]+"
)
"""What stands between words; the script has the same. Letters cannot be named in the same way in both:
Python's `\\w` leaves out the vowel signs of some scripts."""


class SearchWords(Form):
    """`search/words/<language>.yml`."""

    endings: tuple[str, ...] = ()
    """Steps. Each takes off the longest of its endings, or with `a>b` puts `b` in its place, where enough
    letters stay. `a>a` names the end of a word that only looks like an ending."""
    doubled: str = ""
    """Letters that count as one where they are doubled, before the last step."""
    compounds: bool = False
    """The language writes compounds as one word."""
    stop: str = ""
    """Words that nobody looks for."""
    synonyms: tuple[str, ...] = ()
    """Words that stand for each other, with commas between; a word may be several."""
    parts: str = ""
    """Further words that compounds are made of."""


@dataclass(frozen=True, eq=False)
class StemRules:
    """How the words of a language are read. There is one value for each language."""

    words: SearchWords
    steps: tuple[tuple[int, Mapping[str, str]], ...] = ()
    """Of each step its longest ending and what is put in the place of each."""
    stop: frozenset[str] = frozenset()

    def terms(self, text: str) -> list[str]:
        """The stems of a text in reading order, without words that nobody looks for."""
        return [_stem(self, word) for word in split(text) if self.is_term(word)]

    def is_term(self, word: str) -> bool:
        """Whether anybody looks for the word."""
        return len(word) > 1 and word not in self.stop

    def stem(self, word: str) -> str:
        """What the forms of a word have in common: `tiedoistasi` and `tieto` are `tiet`."""
        return _stem(self, word)


@functools.lru_cache(maxsize=1 << 17)
def _stem(rules: StemRules, word: str) -> str:
    for number, (longest, step) in enumerate(rules.steps, 1):
        if number == len(rules.steps):
            for letter in rules.words.doubled:
                word = word.replace(letter + letter, letter)
        for length in range(min(len(word), longest), 0, -1):
            ending = step.get(word[-length:])
            if ending is not None and len(word) - length + len(ending) >= LEAST_STEM:
                word = word[:-length] + ending
                break
    return word


@functools.cache
def rules_of(language: str) -> StemRules:
    """The rules of a language; none at all where the package has no file for it."""
    try:
        data = data_document(f"search/words/{language.partition('-')[0]}.yml")
    except FileNotFoundError:
        return StemRules(SearchWords())
    words = TypeAdapter(SearchWords).validate_python(data)
    rules = ([rule.partition(">") for rule in step.split()] for step in words.endings)
    steps = tuple((max(len(rule[0]) for rule in step), {rule[0]: rule[2] for rule in step}) for step in rules)
    return StemRules(words, steps, frozenset(words.stop.split()))


def split(text: str) -> list[str]:
    """The words of a text in lower case. Soft hyphens are no part of a word."""
    plain = unicodedata.normalize("NFC", text).replace("\u00ad", "").lower()
    return [word for word in SEPARATORS.split(plain) if word]


def fold(word: str) -> str:
    """The word without accents: `lämpö` is `lampo`."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word)
    return "".join(part for part in parts if not unicodedata.category(part).startswith("M"))
