"""A language that a portal is to have: whether there is one, and its catalog with nothing in it. No input or output."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Final

from privacy_notices.languages.catalog_file import empty_catalog, from_po, to_po
from privacy_notices.languages.cldr import locale_of
from privacy_notices.languages.language import SOURCE

_TAG: Final = re.compile(r"([a-z]{2,3})(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
"""Language tags (BCP 47) as portal.yml takes them."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What was probably meant by a text that is no language tag."""

    code: str
    """A language tag; empty where nothing is near."""
    name: str
    """What that language is called in English."""


def unknown_language(tag: str) -> Guess | None:
    """What was probably meant by a text that is no language tag; None when it is one."""
    names = {code: name for code, name in locale_of(SOURCE).languages.items() if _TAG.fullmatch(code)}
    match = _TAG.fullmatch(tag)
    if match and match[1] in names:
        return None
    by_name = {name.casefold(): code for code, name in names.items()}
    folded = tag.replace("_", "-").casefold()
    close = difflib.get_close_matches(folded, by_name, n=1, cutoff=0.75)
    code = folded if folded in names else by_name[close[0]] if close else ""
    return Guess(code, names.get(code, ""))


def catalog_template(english: bytes, language: str) -> bytes:
    """The package's catalog without translations, for Poedit or any other editor of PO files."""
    shipped = from_po(english, SOURCE)
    return to_po(empty_catalog(language, shipped.entries, shipped.comment))
