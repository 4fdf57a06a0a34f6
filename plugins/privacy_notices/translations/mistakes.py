"""Mistakes that translators make, told in terms of translating. No input or output.

The loader and the schema say what is wrong with a file as a file. Someone who has put a key into their own language,
or written a fact into a words file, is better told that than that a key is unknown.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from privacy_notices.faults.diagnostic import Diagnostic
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
    told: list[Diagnostic] = []
    explained: set[tuple[str, str]] = set()
    for diagnostic in diagnostics:
        better = _better(diagnostic) if _is_of_words(diagnostic) else diagnostic
        if better.code == "T401" and (key := re.search(r"`(\w+):`", better.hint)):
            explained.add((better.mark.file, key[1]))
        told.append(better)
    return tuple(
        item for item in told if not (item.code == "S102" and (item.mark.file, item.values["key"]) in explained)
    )


def _is_of_words(diagnostic: Diagnostic) -> bool:
    name = diagnostic.mark.file.rpartition("/")[2]
    return name.endswith(".yml") and name not in ("notice.yml", "portal.yml") and not name.startswith("_")


def _better(diagnostic: Diagnostic) -> Diagnostic:
    match diagnostic.code:
        case "S101":
            key = str(diagnostic.values["key"])
            if (meant := translated_key(key)) is not None:
                return replace(
                    diagnostic, fault="T401", message=f"the key `{key}` has been translated",
                    hint=f"write `{meant}:` as in the other languages; only what stands behind the colon is translated",
                )  # fmt: skip
            if key in _FACTS and key not in _WORDS:
                return replace(
                    diagnostic, fault="T402", message=f"`{key}` is a fact and stands in no words file",
                    hint="remove it here; facts are written once, in `notice.yml` or `portal.yml`, for all languages",
                )  # fmt: skip
        case "S202" if not diagnostic.hint.startswith("did you mean"):
            hint = "ids are the same in every language: write it as in the other files; if it is left over, remove it"
            return replace(diagnostic, hint=hint)
    return diagnostic
