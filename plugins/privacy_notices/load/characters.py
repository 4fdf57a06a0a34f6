"""Characters: those that no text may have, what each is called, and how they are written between double quotes.

No input, no output.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import Final

_CONTROL: Final = "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029"
_BIDI: Final = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"
_INVISIBLE: Final = (
    "\\u180e\\u200b\\u2060-\\u2065\\u206a-\\u206f\\ufeff\\ufff0-\\ufffc\\U0001d173-\\U0001d17a"
    "\\U000e0000-\\U000e00ff\\U000e01f0-\\U000e0fff"
)
"""Joiners (U+200C, U+200D), the soft hyphen and variation selectors are not among them: words need them."""
_NO_CHARACTER: Final = "\\ud800-\\udfff\\ufdd0-\\ufdef" + "".join(
    f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(17)
)
_PRIVATE_USE: Final = "\\ue000-\\uf8ff\\U000f0000-\\U000ffffd\\U00100000-\\U0010fffd"
_REPLACEMENT: Final = "\\ufffd"

_CHARACTER_FAULTS: Final = (
    (re.compile(f"[{_CONTROL}]"), "control-character"),
    (re.compile(f"[{_BIDI}]"), "bidi-character"),
    (re.compile(f"[{_INVISIBLE}]"), "invisible-character"),
    (re.compile(f"[{_NO_CHARACTER}]"), "noncharacter"),
    (re.compile(f"[{_PRIVATE_USE}]"), "private-use-character"),
    (re.compile(f"[{_REPLACEMENT}]"), "replacement-character"),
)
REFUSED: Final = re.compile(f"[{_CONTROL}{_BIDI}{_INVISIBLE}{_NO_CHARACTER}]")
"""Characters that no file may have."""
ODD: Final = re.compile(f"[{_CONTROL}{_BIDI}{_INVISIBLE}{_NO_CHARACTER}{_PRIVATE_USE}{_REPLACEMENT}]")
"""Those, and the ones that are very likely a mistake."""

ORDINARY: Final = re.compile("[\\t\\n -~\u00a0-\u0617\u2010-\u2027\u2030-\u205f\u2070-\u2fff]*")
"""Most texts match, and this is found thirty times faster than that nothing in them is odd."""

_CONTROL_NAMES: Final = (
    "NULL",
    "START OF HEADING",
    "START OF TEXT",
    "END OF TEXT",
    "END OF TRANSMISSION",
    "ENQUIRY",
    "ACKNOWLEDGE",
    "BELL",
    "BACKSPACE",
    "CHARACTER TABULATION",
    "LINE FEED",
    "LINE TABULATION",
    "FORM FEED",
    "CARRIAGE RETURN",
    "SHIFT OUT",
    "SHIFT IN",
    "DATA LINK ESCAPE",
    "DEVICE CONTROL ONE",
    "DEVICE CONTROL TWO",
    "DEVICE CONTROL THREE",
    "DEVICE CONTROL FOUR",
    "NEGATIVE ACKNOWLEDGE",
    "SYNCHRONOUS IDLE",
    "END OF TRANSMISSION BLOCK",
    "CANCEL",
    "END OF MEDIUM",
    "SUBSTITUTE",
    "ESCAPE",
    "INFORMATION SEPARATOR FOUR",
    "INFORMATION SEPARATOR THREE",
    "INFORMATION SEPARATOR TWO",
    "INFORMATION SEPARATOR ONE",
)
"""`unicodedata` has no names for these: the standard's aliases for U+0000 to U+001F."""
_OTHER_NAMES: Final = {
    "control-character": "CONTROL CHARACTER",
    "noncharacter": "NONCHARACTER",
    "private-use-character": "PRIVATE USE CHARACTER",
}


def fault_of(character: str) -> str:
    """The name of the fault that a character of `ODD` is. Errors: StopIteration for any other."""
    return next(name for pattern, name in _CHARACTER_FAULTS if pattern.match(character))


def described(character: str) -> str:
    """Code point and Unicode name, e.g. `U+200B ZERO WIDTH SPACE`."""
    code = ord(character)
    if code < len(_CONTROL_NAMES):
        name = _CONTROL_NAMES[code]
    elif code == 0x85:
        name = "NEXT LINE"
    elif code == 0x7F:
        name = "DELETE"
    elif 0xD800 <= code <= 0xDFFF:
        name = "SURROGATE"
    else:
        name = unicodedata.name(character, "") or _OTHER_NAMES.get(fault_of(character), "UNNAMED CHARACTER")
    return f"U+{code:04X} {name}"


def shown(text: str) -> str:
    """A piece of the file for a message: one short line in which nothing is hidden."""
    text = " ".join(text.split())
    text = text if len(text) <= 40 else text[:39] + "…"
    return "".join(character if character.isprintable() else f"\\u{ord(character):04X}" for character in text)


ESCAPE: Final = re.compile(
    r"\\(?:x(?P<two>[0-9a-fA-F]{2})|u(?P<four>[0-9a-fA-F]{4})|U(?P<eight>[0-9a-fA-F]{8})|(?P<letter>.))",
    re.DOTALL,
)
"""A backslash between double quotes with what it begins."""
_ESCAPE_LETTERS: Final = dict(zip("0abefrvNLP", "\0\a\b\x1b\f\r\v\x85\u2028\u2029", strict=True))
"""The letters that stand for a refused character."""

ESCAPABLE: Final = frozenset('0abt\tnvfre "/\\N_LP\n')
"""What may follow a backslash between double quotes, beside `x`, `u` and `U` with their digits."""


def escaped_character(match: re.Match[str]) -> str:
    """What a code between double quotes stands for, as far as it could be refused; else empty."""
    if match["letter"]:
        return _ESCAPE_LETTERS.get(match["letter"], "")
    code = int(match["two"] or match["four"] or match["eight"], 16)
    return chr(code) if code <= sys.maxunicode else ""
