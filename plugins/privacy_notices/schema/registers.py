"""Registers of organisations: whether a number can stand in the register of a country. No input or output."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import import_module
from typing import cast

from privacy_notices.load.package_data import data_document


def can_be_in_register(number: str, country: str) -> bool:
    """Whether the check digit of a number is right; so it is where nobody knows how the country's are made."""
    modules = _modules().get(country, ())
    return not modules or any(import_module(f"stdnum.{name}").is_valid(number) for name in modules)


@functools.cache
def _modules() -> Mapping[str, tuple[str, ...]]:
    """The modules of `stdnum` that know the numbers of a country (`business_ids.yml`)."""
    return cast("Mapping[str, tuple[str, ...]]", data_document("vocabulary/business_ids.yml"))
