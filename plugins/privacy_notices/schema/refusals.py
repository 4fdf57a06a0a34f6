"""Why a form refuses a value: the kinds of refusals, pydantic's and ours, and the faults they are. No input or output."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic_core import PydanticCustomError

FAULT_OF: Final[Mapping[str, str]] = {
    # pydantic's
    "extra_forbidden": "S101",
    "missing": "S102",
    "string_type": "S103.text",
    "list_type": "S103.list",
    "tuple_type": "S103.list",
    "dict_type": "S103.keys",
    "mapping_type": "S103.keys",
    "model_type": "S103.keys",
    "model_attributes_type": "S103.keys",
    "dict_attributes_type": "S103.keys",
    "bool_type": "S103.boolean",
    "bool_parsing": "S103.boolean",
    "literal_error": "S104",
    "string_pattern_mismatch": "S107",
    "string_too_long": "S113",
    "too_short": "S126",
    # ours
    "lacks": "S102",
    "date": "S105",
    "period": "S106",
    "business_id": "S108",
    "phone": "S109",
    "email": "S110",
    "url": "S111",
    "country": "S112",
    "blank": "S114",
    "language": "S115",
    "several_lines": "S117",
    "twice": "S118",
    "unreachable": "S119",
    "retention_parts": "S120",
    "retention_after": "S121",
    "alias": "S122",
    "alias_setting": "S127",
    "alias_name": "S128",
    "alias_site": "S129",
    "colour": "S123",
    "undeclared_language": "S124",
    "ignore_code": "S125",
    "transfer_nowhere": "S140",
    "transfer_adequacy": "S141",
    "statute_unit": "S150",
    "statute_parts": "S151",
    "picture": "S401",
}
"""The fault that each kind of refusal is."""

OTHER: Final = "S116"
"""The fault of a kind that is not listed: pydantic may have new ones."""


def refused(kind: str, **values: str | int) -> PydanticCustomError:
    """The error to raise for a value; `kind`: a key of `FAULT_OF`.

    `value`: what the message shows; `at`: the key or position, below the value that is looked at, that shows the fault;
    `on`: `key` where the key itself does.
    """
    return PydanticCustomError(kind, kind, values)
