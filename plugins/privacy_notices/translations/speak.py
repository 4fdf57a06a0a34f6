"""Diagnostics in the language of a translator, where a catalog has them. No input or output.

A catalog has a diagnostic's words under `diagnostic.<code>.message` and `.hint`, or with a number where one code says
several things (`diagnostic.S103.2.message`). The English catalog has the same templates; what they name in braces is
found again in the English diagnostic, so a stage that finds a fault need not know any language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from string import Formatter
from typing import Final

from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.languages.catalog import Catalog
from privacy_notices.languages.telling import teller

PREFIX: Final = "diagnostic."
_NEAREST: Final = re.compile(r"did you mean `(?P<nearest>[^`]+)`\?(?: (?P<rest>.+))?", re.DOTALL)


def in_english(diagnostic: Diagnostic) -> Diagnostic:  # to go with `Diagnostic.message`
    """The diagnostic with its words in English, if it has none yet."""
    if diagnostic.message:
        return diagnostic
    told = teller("en").tell(diagnostic)
    return replace(diagnostic, message=told.message, hint=told.hint)


def in_language(diagnostic: Diagnostic, english: Catalog, catalog: Catalog) -> Diagnostic:
    """The diagnostic in the language of `catalog`; what that does not have stays English."""
    diagnostic = in_english(diagnostic)
    message = _said(diagnostic.code, "message", diagnostic.message, english, catalog) or diagnostic.message
    return replace(diagnostic, message=message, hint=_hint(diagnostic, english, catalog))


def _hint(diagnostic: Diagnostic, english: Catalog, catalog: Catalog) -> str:
    found = _NEAREST.fullmatch(diagnostic.hint)
    question = catalog.get(f"{PREFIX}did-you-mean")
    if found is None or question is None:
        return _said(diagnostic.code, "hint", diagnostic.hint, english, catalog) or diagnostic.hint
    question = _filled(question, {"nearest": found["nearest"]})
    if not found["rest"]:
        return question
    rest = found["rest"][0].lower() + found["rest"][1:]
    said = _said(diagnostic.code, "hint", rest, english, catalog)
    return f"{question} {said[0].upper()}{said[1:]}" if said else diagnostic.hint


def _said(code: str, part: str, text: str, english: Catalog, catalog: Catalog) -> str | None:
    for key, forms in english.messages.items():
        if not (key.startswith(f"{PREFIX}{code}.") and key.endswith(f".{part}")):
            continue
        match = _pattern(forms[0]).fullmatch(text)
        translated = catalog.get(key)
        if match and translated:
            return _filled(translated, {name: _value(value, catalog) for name, value in match.groupdict().items()})
    return None


def _value(value: str, catalog: Catalog) -> str:
    """A kind of value has a name in each language; everything else is as the author wrote it."""
    key = re.sub(r"[^a-z]+", "-", value.lower()).strip("-")
    return catalog.get(f"{PREFIX}found.{key}") or value


@cache
def _pattern(template: str) -> re.Pattern[str]:
    seen: set[str] = set()
    parts = []
    for literal, name, _, _ in Formatter().parse(template):
        parts.append(re.escape(literal))
        if name:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.*?)")
            seen.add(name)
    return re.compile("".join(parts), re.DOTALL)


def _filled(template: str, values: Mapping[str, str]) -> str:
    """The template with what it names in braces; a name that the English text does not have is left as it is."""
    return "".join(
        literal + ("" if name is None else values.get(name, f"{{{name}}}"))
        for literal, name, _, _ in Formatter().parse(template)
    )
