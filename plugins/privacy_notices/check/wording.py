"""What a rule asks of one text that people wrote: what it affirms, what it denies, and where a word of it stands."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from privacy_notices.check.patterns import Finder
from privacy_notices.check.sentences import is_denied, sentences
from privacy_notices.faults.diagnostic import Mark
from privacy_notices.load.yaml_file import SourceFile
from privacy_notices.model.statements import Statement, statements_of
from privacy_notices.schema.shapes import Form


def judged(words: Form, language: str, file: SourceFile) -> Iterator[Statement]:
    """The texts of a words file that rules judge.

    History (`changes`) and addresses (`slug`) are no statements about the processing.
    """
    return (text for text in statements_of(words, language, file) if text.keys[0] not in ("changes", "slug"))


def is_heading(text: Statement) -> bool:
    """Whether the text is a title or a name rather than a sentence."""
    return text.path[-1] in ("title", "name", "site_name")


@functools.lru_cache(maxsize=1024)
def bare_heading(title: str) -> str:
    """A heading for comparison: without number, stop, capitals or hyphens at line ends."""
    return re.sub(r"^[\d.\s]+|[.:?!\s]+$", "", re.sub(r"-\s+", "", title)).casefold()


def denies(text: Statement) -> bool:
    """Whether the first sentence says no to something."""
    first = next(sentences(text.text), None)
    return first is not None and is_denied(text.text[slice(*first)], text.language)


def affirmed(text: Statement, finder: Finder) -> re.Match[str] | None:
    """The first match that stands in a sentence without a denial: not in "we use no cloud services"."""
    if finder.search(text.text) is None:
        return None
    for start, end in sentences(text.text):
        match = finder.search(text.text, start, end)
        if match and not is_denied(text.text[start:end], text.language):
            return match
    return None


def place_in(text: Statement, match: re.Match[str] | None) -> Mark:
    """The place of what was found in a text; that of the text where nothing was.

    The file may fold, quote or indent the text, so the words found are looked up again in the source.
    """
    start = text.mark
    if match is None or not match[0].strip():
        return start
    words = re.compile(r"\s+".join(map(re.escape, match[0].split())))
    number = sum(1 for _ in words.finditer(match.string, 0, match.start()))
    source, lines = text.file.text, text.file.lines
    offset = sum(len(line) + 1 for line in lines[: start.line - 1]) + start.column - 1
    for position, found in enumerate(words.finditer(source, offset)):
        if position == number:
            line = source.count("\n", 0, found.start()) + 1
            return Mark(start.file, line, found.start() - source.rfind("\n", 0, found.start()))
    return start
