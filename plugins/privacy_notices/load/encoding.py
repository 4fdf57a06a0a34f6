"""Bytes to text: UTF-8, or what else a file is. No input, no output."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Term
from privacy_notices.load.characters import described
from privacy_notices.load.named_faults import at_offset, named

_OTHER_FORMATS: Final = {
    b"PK\x03\x04": Term("file-format.zip"),
    b"\xd0\xcf\x11\xe0": Term("file-format.word"),
    b"{\\rtf": Term("file-format.rtf"),
    b"%PDF-": Term("file-format.pdf"),
}
"""What files of other programs begin with."""

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)

_WIDE: Final = (
    (re.compile(rb"[^\0]\0\0\0", re.DOTALL), "UTF-32-LE"),
    (re.compile(rb"\0\0\0[^\0]", re.DOTALL), "UTF-32-BE"),
    (re.compile(rb"[^\0]\0[^\0]\0", re.DOTALL), "UTF-16-LE"),
    (re.compile(rb"\0[^\0]\0[^\0]", re.DOTALL), "UTF-16-BE"),
)
"""How the first four bytes of plain letters look where there is no byte order mark."""

_NORDIC: Final = re.compile("[åäöÅÄÖæøÆØéÉ]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, as far as it could be known."""

    text: str
    """With `\\n` at every line's end."""
    fault: Diagnostic | None = None
    """What is wrong with the encoding."""
    is_certain: bool = True
    """The letters are those that somebody wrote: it is worth reading on."""


def other_format(data: bytes, file: str) -> Diagnostic | None:
    """The fault of a file that another program wrote, or None."""
    for beginning, name in _OTHER_FORMATS.items():
        if data.startswith(beginning):
            return named("not-a-text-file", Mark(file), format=name)
    return None


def decode(data: bytes, file: str) -> Decoded:
    """The text of a file. Anything but UTF-8 is a fault, and read all the same where its letters can be known."""
    if (codec := _wide_codec(data)) is not None:
        return _decode_wide(data, codec, file)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return Decoded(_with_plain_ends(data.decode()))
    except UnicodeDecodeError as error:
        return _decode_bytes(data, error.start, file)


def _wide_codec(data: bytes) -> str | None:
    """The encoding of a file that has two or four bytes a letter."""
    marked = (name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark))
    return next(marked, None) or next((name for pattern, name in _WIDE if pattern.match(data)), None)


def _decode_wide(data: bytes, codec: str, file: str) -> Decoded:
    fault = named("utf-16", Mark(file), encoding=codec.removesuffix("-LE").removesuffix("-BE"))
    try:
        return Decoded(_with_plain_ends(data.decode(codec)), fault)
    except UnicodeDecodeError:
        return Decoded(_with_plain_ends(data.decode(codec, "replace")), fault, is_certain=False)


def _decode_bytes(data: bytes, start: int, file: str) -> Decoded:
    """A file whose byte at `start` is not UTF-8: Windows-1252 where that makes Nordic letters of it."""
    before = _with_plain_ends(data[:start].decode())
    mark = at_offset(file, before, len(before))
    byte = f"0x{data[start]:02X}"
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    # `Ã` is how a letter of UTF-8 looks here: such a file is UTF-8 with a damaged byte.
    if _NORDIC.search(text) and "Ã" not in text:
        character = data[start : start + 1].decode("cp1252")
        seen = character if character.isprintable() else described(character)
        return Decoded(_with_plain_ends(text), named("windows-1252", mark, byte=byte, character=seen))
    damaged = _with_plain_ends(data.decode(errors="replace"))
    return Decoded(damaged, named("not-utf-8", mark, byte=byte), is_certain=False)


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
