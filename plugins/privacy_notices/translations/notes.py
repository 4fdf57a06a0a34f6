"""Notes for translators: comments that the tool writes into a words file above texts whose source has changed.

    # fi 3f9c1a2b4d5e/77aa01bc23de 2026-03-02: Lähetämme uutiskirjeen {+kaksi kertaa +}kuussa.
    newsletter: Vi skickar ett nyhetsbrev i månaden.

The language and the first number name the source as it is now, the second the translation as it was when the note was
written; then the day and what has changed. Whoever edits the text below has the new source before their eyes, so the
edit brings the text up to date. `ok` after the `#` says that the text is right as it stands.

A note says this only for the text right below it, and editing counts only where the text is on the line of its key:
two branches that both touch neighbouring lines make git stop, so a merge can't put the note of one above the old
text of the other. In a text of several lines an edit further down merges without a word; there `ok` is asked for.

A note whose text is current again shrinks to its numbers: they tell later edits from those of older branches.
No input or output.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from privacy_notices.load.yaml_file import SourceFile
from privacy_notices.translations.difference import to_plain, word_difference
from privacy_notices.translations.texts import KeyedText

_NOTE: Final = re.compile(
    r" *#[ \t]*(?P<ok>ok\b[ \t]*)?(?P<language>[a-z]{2,3}(?:-[A-Za-z]+)*) (?P<source>[0-9a-f]{12})/(?P<target>[0-9a-f]{12})(?: .*)?",
    re.IGNORECASE,
)
_LENGTH: Final = 12
"""Hexadecimal digits of a fingerprint in a note: enough to tell the versions of one sentence apart."""
_CONTEXT: Final = 30
"""Characters of unchanged words shown on each side of a change."""
_MAX_SHOWN: Final = 600
"""Characters of the difference that a note shows."""


@dataclass(frozen=True, slots=True)
class Note:
    """What the note above a text says."""

    source: str
    """Beginning of the fingerprint of the source it was written for."""
    target: str
    """Beginning of the fingerprint of the text below it when it was written."""
    is_ok: bool = False
    """Somebody has written `ok` into it."""
    is_beside_line: bool = True
    """The text below stands on the line of its key."""

    def confirms(self, source: str, target: str, *, is_known_old: bool = False) -> bool:
        """Whether this is evidence that a translation says what the source says. A text of which the memory knows that
        it was made from another source needs the `ok`."""
        is_edited = self.is_beside_line and not target.startswith(self.target) and not is_known_old
        return source.startswith(self.source) and (self.is_ok or is_edited)


def notes(texts: Iterable[KeyedText]) -> Mapping[str, Note]:
    """The notes above these texts, by key."""
    found = {}
    document, above = None, dict[int, re.Match[str]]()
    for text in texts:
        if text.document is not document:
            document, above = text.document, _notes_above(text.document)
        if not above:
            continue  # as in most files, and places take time
        match = above.get(document.at(text.path, key=True).line)
        if match and begins_line(text):
            is_ok = match["ok"] is not None
            found[text.key] = Note(match["source"], match["target"], is_ok, _is_on_line_of_key(text))
    return found


def _notes_above(document: SourceFile) -> dict[int, re.Match[str]]:
    """The notes of a file by the number of the line below, counted from 1."""
    if "#" not in document.text:
        return {}
    matches = ((number, _NOTE.fullmatch(line)) for number, line in enumerate(document.lines, 2) if "#" in line)
    return {number: match for number, match in matches if match}


def note_line(language: str, source: str, target: str, today: datetime.date | None = None, shown: str = "") -> str:
    """The comment, without indentation. Without a day it is the short form."""
    numbers = f"# {language} {source[:_LENGTH]}/{target[:_LENGTH]}"
    return f"{numbers} {today.isoformat()}: {shown}" if today else numbers


def shown_change(before: str | None, after: str) -> str:
    """What a note shows of a change of the source, on one line."""
    change = " ".join(after.split()) if before is None else to_plain(word_difference(before, after), _CONTEXT)
    return change if len(change) <= _MAX_SHOWN else change[: _MAX_SHOWN - 1] + "…"


def is_note(line: str) -> bool:
    """Whether a line of a words file is a note."""
    return _NOTE.fullmatch(line) is not None


def begins_line(text: KeyedText) -> bool:
    """Whether nothing but spaces stands before the key, so that a comment can stand above it."""
    mark = text.document.at(text.path, key=True)
    return not text.document.lines[mark.line - 1][: mark.column - 1].strip(" ")


def _is_on_line_of_key(text: KeyedText) -> bool:
    document = text.document
    key, value = document.at(text.path, key=True), document.at(text.path)
    written = document.lines[value.line - 1][value.column - 1 :].rstrip()
    if written[:1] in ("'", '"') and (len(written) == 1 or written[-1] != written[0]):
        return False
    following = next((line for line in document.lines[key.line :] if line.strip()), "")
    indentation = len(following) - len(following.lstrip(" "))
    return key.line == value.line and indentation < key.column
