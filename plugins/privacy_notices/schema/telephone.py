"""Telephone numbers: what an author may write, and what of it is kept. No input or output.

A number keeps everything that was written of it. What libphonenumber would leave out (a second number, letters) or take
for something else (`116 117` for a town's subscriber) is refused, or kept as it is.
"""

from __future__ import annotations

import re
from typing import Final

import phonenumbers

from privacy_notices.schema.refusals import refused

_WRITTEN: Final = re.compile(
    r"(?P<number>\+?[0-9(](?:[0-9() .\-\u00a0\u2011\u2013]|/(?=(?:[^0-9]*[0-9]){5}))*)"
    r"(?:(?:;ext=|,?\s*(?:ext\.?|extension|x))\s*(?P<extension>[0-9]{1,7}))?",
    re.IGNORECASE,
)
_SHORT: Final = re.compile(r"[1-9][0-9]{2,5}")
_MAX_PREFIX: Final = 2
"""Digits of a trunk prefix at most: `0`, in Hungary `06`."""

EXTENSION: Final = ";ext="
"""What stands before an extension in a `tel:` address (RFC 3966, section 5.3)."""


def is_short(number: str) -> bool:
    """Whether a number is dialled as it is and from one country alone, as `116 117` and `112` are."""
    return _SHORT.fullmatch(_digits(number)) is not None and not number.startswith("+")


def read_phone(text: str) -> str:
    """A number in its international form (`+35891234567`, `+35891234567;ext=12`); another as it was written, since only
    whoever knows the country can read it. Errors: PydanticCustomError for what is no number."""
    written = " ".join(text.split())
    match = _WRITTEN.fullmatch(written)
    if not match or len(_digits(match["number"])) < 3:
        raise refused("phone")
    if written.startswith(("+", "00")):
        return _international(match, None)
    return written


def phone_in(country: str, number: str) -> str:
    """What `read_phone` gives, in its international form if it is a number of the country; a short number as it was
    written. Errors: PydanticCustomError for what is no number there."""
    match = _WRITTEN.fullmatch(number)
    if number.startswith("+") or match is None:
        return number
    if is_short(match["number"]):
        if match["extension"]:
            raise refused("phone")
        return number
    return _international(match, country)


def dialled(number: str) -> str:
    """What follows `tel:` in an address."""
    return number if number.startswith("+") else _digits(number)


def _international(match: re.Match[str], country: str | None) -> str:
    try:
        number = phonenumbers.parse(re.sub(r"^00", "+", match["number"]), country)
    except phonenumbers.NumberParseException:
        raise refused("phone") from None
    if not phonenumbers.is_possible_number(number) or not _is_all_of(match["number"], number):
        raise refused("phone")
    kept = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{kept}{EXTENSION}{match['extension']}" if match["extension"] else kept


def _is_all_of(written: str, number: phonenumbers.PhoneNumber) -> bool:
    """Whether every digit that was written is in the number, apart from a prefix that is not dialled from abroad."""
    digits = re.sub("^00", "", _digits(written))
    national = phonenumbers.national_significant_number(number)
    before = digits.removesuffix(national)
    return before + national == digits and len(before.removeprefix(str(number.country_code))) <= _MAX_PREFIX


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)
