"""Mistakes that translators make, told in terms of translating. No input or output.

The loader and the schema say what is wrong with a file as a file. Someone who has put a key into their own language,
or written a fact into a words file, is better told that than that a key is unknown.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.faults.table import found
from privacy_notices.languages.language import languages
from privacy_notices.schema.notice_form import NoticeFacts, Purpose
from privacy_notices.schema.portal_form import Controller, Portal
from privacy_notices.schema.words_forms import PortalWords, Words

_FACTS: Final = frozenset(
    {*NoticeFacts.model_fields, *Portal.model_fields, *Purpose.model_fields, *Controller.model_fields}
)
_WORDS: Final = frozenset({*Words.model_fields, *PortalWords.model_fields})


def translated_key(key: str) -> str | None:
    """The key that a word of another language stands for."""
    translated = _translated()
    folded = re.sub(r"[\s-]+", "_", key.strip().casefold())
    # Close enough for a slip of the pen; any nearer guess would take a made-up key for a translated one.
    close = difflib.get_close_matches(folded, translated, n=1, cutoff=0.85) if len(folded) > 7 else []
    return translated.get(folded) or (translated[close[0]] if close else None)


@cache
def _translated() -> Mapping[str, str]:
    """The keys by what people call them in any language."""
    known = (language.keys for language in languages().values())
    return {word: key for keys in known for key, words in keys.items() for word in words}


def for_translators(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics, those of words files in terms of translating; what only follows from another is left out."""
    told = tuple(_better(item) if _is_of_words(item) else item for item in diagnostics)
    explained = {(item.mark.file, item.values["meant"]) for item in told if item.code == "T401"}
    return tuple(item for item in told if not _follows(item, explained))


def _follows(diagnostic: Diagnostic, explained: Collection[tuple[str, object]]) -> bool:
    """Whether a key is only missing because it stands there translated. `explained`: such keys, each with its file."""
    return diagnostic.code == "S102" and (diagnostic.mark.file, diagnostic.values.get("key")) in explained


def _is_of_words(diagnostic: Diagnostic) -> bool:
    name = diagnostic.mark.file.rpartition("/")[2]
    return name.endswith(".yml") and name not in ("notice.yml", "portal.yml") and not name.startswith("_")


def _better(diagnostic: Diagnostic) -> Diagnostic:
    if diagnostic.fault in _LEFT_OVER and not diagnostic.values.get("nearest"):
        return replace(diagnostic, fault=_LEFT_OVER[diagnostic.fault])
    key = diagnostic.values.get("key")
    if diagnostic.code != "S101" or not isinstance(key, str):
        return diagnostic
    if (meant := translated_key(key)) is not None:
        return found(diagnostic.mark, "T401", key=key, meant=meant)
    if key in _FACTS and key not in _WORDS:
        return found(diagnostic.mark, "T402", key=key)
    return diagnostic


_LEFT_OVER: Final[Mapping[str, str]] = {"S202.text": "S202.translated-text", "S202.word": "S202.translated-word"}
"""What is told of words without a fact, and what translators are told: that ids are the same in every language."""
