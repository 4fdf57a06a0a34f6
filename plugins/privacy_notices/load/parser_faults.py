"""What an author has done where the parser gives up, in words that help. No input, no output.

The parser says what it expected; an author has forgotten a quote. `explain` finds the likely mistake, from the parser's
words and places, and from the text around them. Only those words count that libyaml and PyYAML share.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias

from yaml.events import AliasEvent, MappingEndEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from privacy_notices.faults.diagnostic import Mark, Parameter, Term
from privacy_notices.load.characters import ESCAPABLE, ESCAPE, described, escaped_character, shown
from privacy_notices.load.named_faults import at_offset
from privacy_notices.load.progress import KEY, Progress, indentation_of

CLOSING: Final = {"[": "]", "{": "}"}
"""Brackets that a list or a map in one line begins with, and those that end it."""
ESCAPED_QUOTE: Final = {'"': '\\"', "'": "''"}
"""How a quote is written between its like."""
ODD_SPACE: Final = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
"""Spaces that YAML takes for letters."""

_ENTRY: Final = re.compile(rf" *(?:- +)*{KEY} *:(?: |$)")
_TIGHT_KEY: Final = re.compile(r"(?P<key>[\w.-]+):(?=[^\s/])")
_ODD_SPACE_AFTER_KEY: Final = re.compile(rf"[\w.-]+:(?={ODD_SPACE})")
_COMMENT: Final = re.compile(r"[ \t]+(?=#)")
_EXPECTED_DOCUMENT: Final = re.compile("expected '?<document start>")
_SPECIAL: Final = frozenset("*&!@`%[]{},?>|")


class Explained(NamedTuple):
    """A mistake at its place."""

    name: str
    """Of the fault, as the table has it."""
    line: int
    """Counted from 0, as the parser counts."""
    column: int
    """Counted from 0."""
    values: Mapping[str, Parameter] = MappingProxyType({})
    """What the words of the fault name."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a parser has given up, and why."""

    words: str
    """What it was doing and what it expected, in its own words."""
    context: Any
    """The mark where that began."""
    problem: Any
    """The mark where it could not go on."""
    line: str
    """The line of the problem."""

    @property
    def here(self) -> str:
        """The character at the problem; empty at a line's end."""
        return self.line[self.problem.column : self.problem.column + 1]

    def says(self, *phrases: str) -> bool:
        """Whether the parser's words have one of these."""
        return any(phrase in self.words for phrase in phrases)


def explain(read: Progress, words: str, context: Any, problem: Any) -> Explained:
    """The likely mistake where a parser has stopped; the parser's own words where none is known."""
    stop = Stop(words, context, problem, read.line(problem.line))
    guesses = (guess(read, stop) for guess in _GUESSES)
    return next((guess for guess in guesses if guess is not None), None) or _unexplained(stop, words.strip())


def special_first_character(character: str, mark: Any) -> Explained:
    """A text without quotes that begins with a character of YAML's own."""
    quoted = "`` ` ``" if character == "`" else f"`{character}`"
    return Explained("special-first-character", mark.line, mark.column, {"character": quoted})


def line_without_key(read: Progress, line: int, column: int) -> Explained:
    """A line that should begin with a key."""
    text = read.line(line)
    if match := _ODD_SPACE_AFTER_KEY.match(text, column):
        return Explained("no-break-space", line, match.end(), {"character": described(text[match.end()])})
    if match := _TIGHT_KEY.match(text, column):
        return Explained("no-space-after-colon", line, match.end() - 1, {"key": shown(match["key"])})
    is_list = isinstance(read.collection, SequenceStartEvent)
    is_item = is_list and read.collection.start_mark.column == column
    return Explained("key-among-list-items" if is_item else "line-without-key", line, column)


def _unexplained(stop: Stop, problem: Parameter) -> Explained:
    return Explained("syntax", stop.problem.line, stop.problem.column, {"problem": problem})


# --- guesses, each None where it does not know


def _tab(_read: Progress, stop: Stop) -> Explained | None:
    indentation = len(stop.line) - len(stop.line.lstrip(" \t"))
    if "\t" in stop.line[:indentation] and stop.problem.column <= indentation:
        return Explained("tab-indentation", stop.problem.line, stop.line.index("\t"))
    return None


def _quoted(read: Progress, stop: Stop) -> Explained | None:
    """A text between quotes that is not closed, or has a code that does not exist."""
    if not stop.says("quoted scalar", "double-quoted"):
        return None
    if stop.says("end of stream", "document"):
        line, start = read.line(stop.context.line), stop.context
        before = read.quoted.end_mark if read.quoted else None
        if before and before.line == start.line and not line[before.column : start.column].strip():
            return _text_after_quote(read, start)
        return Explained("unclosed-quote", start.line, start.column, {"quote": line[start.column]})
    for match in ESCAPE.finditer(read.text, stop.context.index):
        letter, character = match["letter"], escaped_character(match)
        mark = at_offset("", read.text, match.start())
        if letter not in ESCAPABLE if letter else not character:
            return _at(mark, "wrong-escape", escape=shown(match[0][:2]))
        if not letter and "\ud800" <= character <= "\udfff":
            return _at(mark, "noncharacter", character=described(character))
    return _unexplained(stop, stop.words.strip())


def _at(mark: Mark, name: str, **values: Parameter) -> Explained:
    return Explained(name, mark.line - 1, mark.column - 1, values)


def _text_after_quote(read: Progress, mark: Any) -> Explained:
    quote = read.quoted.style
    return Explained("text-after-quote", mark.line, mark.column, {"quote": quote, "escaped": ESCAPED_QUOTE[quote]})


def _directive(read: Progress, stop: Stop) -> Explained | None:
    marks = (mark for mark in (stop.context, stop.problem) if read.line(mark.line).startswith("%"))
    return next((Explained("directive", mark.line, 0) for mark in marks), None)


def _empty_key(_read: Progress, stop: Stop) -> Explained | None:
    before = stop.line[: stop.problem.column].strip(" -")
    if stop.here == ":" and (not before or before[-1] in "[{,"):
        return Explained("empty-key", stop.problem.line, stop.problem.column)
    return None


def _text_after_end(read: Progress, stop: Stop) -> Explained | None:
    """A text that begins with a quote, a bracket or `*` and goes on where it ends for YAML."""
    if not stop.here:
        return None
    if read.quoted and _is_right_before(read.quoted.end_mark, stop):
        if read.runs_on(read.quoted):
            start = read.quoted.start_mark
            return Explained("unclosed-quote", start.line, start.column, {"quote": read.quoted.style})
        return _text_after_quote(read, stop.problem)
    if not _is_right_before(read.last.end_mark, stop):
        return None
    start = read.last.start_mark
    if type(read.last) in (MappingEndEvent, SequenceEndEvent) and read.ended.flow_style:
        start = read.ended.start_mark
    elif type(read.last) is not AliasEvent:
        return None
    character = read.line(start.line)[start.column]
    return special_first_character(character, start) if character in _SPECIAL else None


def _is_right_before(end: Any, stop: Stop) -> bool:
    return end.line == stop.problem.line and not stop.line[end.column : stop.problem.column].strip()


def _flow(read: Progress, stop: Stop) -> Explained | None:
    """A list or a map in brackets."""
    if stop.says("flow sequence", "flow mapping"):
        return _unclosed_bracket(read, stop, stop.context)
    if stop.says("flow node") and not stop.here and read.collection is not None:
        return _unclosed_bracket(read, stop, read.collection.start_mark)
    return None


def _unclosed_bracket(read: Progress, stop: Stop, start: Any) -> Explained:
    first = read.line(start.line)
    is_inside = stop.problem.line == start.line or indentation_of(stop.line) > indentation_of(first)
    if is_inside and stop.here == ":":
        return Explained("colon-in-text", stop.problem.line, stop.problem.column)
    bracket = first[start.column : start.column + 1]
    if bracket not in CLOSING:
        return _unexplained(stop, Term("parser.unfinished"))
    return Explained("unclosed-bracket", start.line, start.column, {"bracket": bracket, "closing": CLOSING[bracket]})


def _no_key(read: Progress, stop: Stop) -> Explained | None:
    """A line without a key among keys; `{days:[1]}` is one to libyaml."""
    if (stop.says("plain scalar") and stop.here == ":") or stop.says("simple key"):
        return line_without_key(read, stop.context.line, stop.context.column)
    return None


def _colon(read: Progress, stop: Stop) -> Explained | None:
    """A colon where none may be, after a text without quotes."""
    if not stop.says("mapping values"):
        return None
    start, end = read.last.start_mark, read.last.end_mark
    follows = isinstance(read.last, ScalarEvent) and not read.text[end.index : stop.problem.index].strip()
    if follows and start.line < stop.problem.line:
        indentation = indentation_of(stop.line)
        if not read.line(start.line)[: start.column].strip(" -") and start.column == indentation:
            return line_without_key(read, start.line, start.column)
        if _ENTRY.match(stop.line):
            return Explained("wrong-indentation", stop.problem.line, indentation)
    return Explained("colon-in-text", stop.problem.line, stop.problem.column)


def _after_the_end(read: Progress, stop: Stop) -> Explained | None:
    """Something after the map that should be the whole file."""
    if not _EXPECTED_DOCUMENT.search(stop.words):
        return None
    has_ended = any(line.startswith("...") for line in read.lines[: stop.problem.line])
    name = "several-documents" if has_ended else "wrong-indentation"
    return Explained(name, stop.problem.line, stop.problem.column)


def _block(read: Progress, stop: Stop) -> Explained | None:
    """Something that is no key among keys, or no item among items."""
    if not stop.says("block mapping", "block collection"):
        return None
    end, place = read.last.end_mark, (stop.problem.line, stop.problem.column)
    is_plain = getattr(read.last, "value", "") and not read.last.style
    if is_plain and not _ENTRY.match(stop.line) and (match := _COMMENT.match(read.text, end.index)):
        return Explained("comment-inside-text", end.line, end.column + len(match[0]))
    if stop.problem.column != stop.context.column:
        return Explained("wrong-indentation", *place)
    if stop.says("block collection"):
        return Explained("key-among-list-items", *place)
    if stop.here == "-":
        return Explained("list-item-among-keys", *place)
    if stop.here in _SPECIAL:
        return special_first_character(stop.here, stop.problem)
    return _unexplained(stop, stop.words.strip())


def _list_beside_key(_read: Progress, stop: Stop) -> Explained | None:
    if stop.says("sequence entries"):
        return Explained("list-beside-key", stop.problem.line, stop.problem.column)
    return None


def _special(read: Progress, stop: Stop) -> Explained | None:
    character = read.line(stop.context.line)[stop.context.column : stop.context.column + 1]
    if character in _SPECIAL and not stop.says("flow node"):
        return special_first_character(character, stop.context)
    return None


_Guess: TypeAlias = Callable[[Progress, Stop], Explained | None]

_GUESSES: Final[tuple[_Guess, ...]] = (
    _tab,
    _quoted,
    _directive,
    _empty_key,
    _text_after_end,
    _flow,
    _no_key,
    _colon,
    _after_the_end,
    _block,
    _list_beside_key,
    _special,
)
"""In this order: the first that knows the mistake is believed."""
