"""The events of YAML to values and the places they were read from. No input, no output.

Only the parser's *events* are used: no constructor runs, no alias is followed, and anything but maps, lists, texts,
whole numbers, true/false and nothing is refused.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any, Final

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Parameter, Term
from privacy_notices.load.characters import (
    ESCAPE,
    ODD,
    ORDINARY,
    REFUSED,
    described,
    escaped_character,
    fault_of,
    shown,
)
from privacy_notices.load.depth import first_too_deep
from privacy_notices.load.limits import MAX_DEPTH, MAX_FAULTS, MAX_VALUES
from privacy_notices.load.named_faults import CODES, at_offset, named
from privacy_notices.load.parser_faults import (
    CLOSING,
    ESCAPED_QUOTE,
    ODD_SPACE,
    Explained,
    explain,
    line_without_key,
    special_first_character,
)
from privacy_notices.load.places import Path, Place, Value
from privacy_notices.load.progress import Progress

_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,17}")
"""Longer numbers, `007` and `+358` are texts: as numbers they would lose something."""

_ODD_SPACE_IN_KEY: Final = re.compile(rf"^(?={ODD_SPACE})|(?<=:)(?={ODD_SPACE})|(?={ODD_SPACE}$)")
_CURLY: Final = re.compile("[“”„‟‘’‚‛].*[“”„‟‘’‚‛]", re.DOTALL)
_JOINED_ITEM: Final = re.compile(r"\n *(?=- )")
_SIZED_BLOCK: Final = re.compile(r"[|>][0-9]")
_PROPERTY: Final = re.compile(r"\s*(?P<token>[&!][^\s,\[\]{}]*)")
_ALIAS: Final = re.compile(r"\*[^\s,\[\]{}]*")
_TOLD_BETTER: Final = frozenset(CODES[name] for name in ("alias", "anchor", "tag", "comment-after-text"))
"""Faults that the reason for a later stop at the same place replaces."""


class _Stopped(Exception):
    """Reading on makes no sense; the fault that says why is already noted."""


class EventReader(Progress):
    """Builds the value of one text and notes what is wrong. Recursive: `MAX_DEPTH` bounds it."""

    def __init__(self, text: str, file: str, found: list[Diagnostic], loader: Any) -> None:
        """`found`: where faults are noted; `loader`: PyYAML's, with or without libyaml."""
        super().__init__(text)
        self.places: dict[Path, Place] = {}
        """Where each value begins."""
        self._file = file
        self._found = found
        self._loader = loader
        self._source = text
        """The text as the parser gets it."""
        self._has_escapes = "\\" in text
        self._has_comments = " #" in text
        self._refused_on: set[int] = set()
        """Lines with a refused character, counted from 0: what the parser says of them is a consequence."""
        self._next_event: Callable[[], Any]

    def read(self) -> Value:
        """The value of the text; None when it is not a map or cannot be read to its end."""
        try:
            self._source = self._without_refused_characters()
            try:
                self._next_event = self._loader(self._source).get_event
                self.last = self._next_event()  # the beginning of the stream
                return self._document()
            except yaml.YAMLError as error:
                self._note_syntax(error)
            except (ValueError, OverflowError):
                # PyYAML's own scanner hands any number to `chr`: "\UFFFFFFFF".
                self._note_impossible_escape()
        except _Stopped:
            pass
        return None

    def _without_refused_characters(self) -> str:
        """The text with one visible letter for each: places stay right, and U+0085 breaks no line."""
        if ORDINARY.fullmatch(self.text):
            return self.text
        for match in ODD.finditer(self.text):
            mark = self._mark(match.start())
            if REFUSED.match(match[0]):
                self._refused_on.add(mark.line - 1)
            self._note_character(match[0], mark)
        return REFUSED.sub("\ufffd", self.text)

    # --- notes

    def _note(self, name: str, line: int, column: int, **values: Parameter) -> None:
        """Note a fault at a line and column counted from 0, as the parser counts them."""
        last = len(self.lines) - 1
        if line > last or (line == last and not self.lines[last]):
            # The parser speaks of the end of the file; editors show the end of its last line.
            line = next((index for index in range(last, -1, -1) if self.lines[index]), 0)
            column = len(self.lines[line])
        self._add(name, Mark(self._file, line + 1, column + 1), **values)

    def _note_explained(self, explained: Explained) -> None:
        self._note(explained.name, explained.line, explained.column, **explained.values)

    def _add(self, name: str, mark: Mark, **values: Parameter) -> None:
        self._found.append(named(name, mark, **values))
        if len(self._found) > MAX_FAULTS:
            self._found[-1] = named("too-many-faults", mark, limit=MAX_FAULTS)
            raise _Stopped

    def _mark(self, offset: int) -> Mark:
        return at_offset(self._file, self.text, offset)

    def _note_character(self, character: str, mark: Mark) -> None:
        self._add(fault_of(character), mark, character=described(character))

    def _note_properties(self, event: Any) -> None:
        """Note the anchor and the tag that an event begins with."""
        offset = event.start_mark.index
        while match := _PROPERTY.match(self.text, offset):
            name = "anchor" if match["token"][0] == "&" else "tag"
            self._add(name, self._mark(match.start("token")), token=shown(match["token"]))
            offset = match.end()

    def _note_alias(self, event: Any) -> None:
        match = _ALIAS.match(self.text, event.start_mark.index)
        token = match[0] if match else "*"
        self._note("alias", event.start_mark.line, event.start_mark.column, token=shown(token))

    def _note_escapes(self, event: Any) -> None:
        """Note the refused characters that a text between double quotes writes as codes."""
        for match in ESCAPE.finditer(self.text, event.start_mark.index, event.end_mark.index):
            character = escaped_character(match)
            if character and ODD.match(character):
                self._note_character(character, self._mark(match.start()))

    # --- values

    def _document(self) -> Value:
        value: Value = None
        root: Any = None
        while (kind := type(event := self._next_event())) is not StreamEndEvent:
            if kind is DocumentStartEvent:
                self.last = event
                mark = event.start_mark
                if root is not None:
                    self._note("several-documents", mark.line, mark.column)
                    break
                if event.version or event.tags:
                    self._note("directive", mark.line, mark.column)
                root = self._next_event()
                value = self._node(root, (), 0, None)
        self._check_root(root)
        return value

    def _check_root(self, event: Any) -> None:
        """Note it unless the file is a map; None stands for a file without a document."""
        if isinstance(event, SequenceStartEvent):
            self._note("top-level-list", *_place(event))
        elif event is None or (isinstance(event, ScalarEvent) and not event.value and not event.style):
            self._note("empty-file", 0, 0)
        elif isinstance(event, ScalarEvent):
            self._note_explained(line_without_key(self, *_place(event)))

    def _node(self, event: Any, path: Path, depth: int, key: Any) -> Value:
        """The value that begins with `event`; `key` is the mark of its key, if it has one."""
        self.last = event
        start = place = event.start_mark
        kind = type(event)
        if key is None:
            key = start
        elif kind is ScalarEvent and start.line > key.line and not event.value and not event.style:
            place = key  # after `? key` the parser looks for a value on the line below
        self.places.setdefault(path, (place.line, place.column, key.line, key.column))
        if len(self.places) > MAX_VALUES:
            self._note("too-many-values", start.line, start.column, limit=MAX_VALUES)
            raise _Stopped
        if kind is AliasEvent:
            self._note_alias(event)
            return None
        if event.anchor is not None or event.tag is not None:
            self._note_properties(event)
        return self._scalar(event) if kind is ScalarEvent else self._collection(event, path, depth)

    def _collection(self, event: Any, path: Path, depth: int) -> Value:
        start = event.start_mark
        if depth == MAX_DEPTH:
            self._note("too-deep", start.line, start.column, limit=MAX_DEPTH)
            raise _Stopped
        outer = self.collection
        if not event.flow_style or self.text[start.index] in CLOSING:  # `[a: b]` holds a map without brackets
            self.collection = event
        is_map = type(event) is MappingStartEvent
        value: Value = self._entries(path, depth + 1) if is_map else self._items(path, depth + 1)
        self.collection, self.ended = outer, event
        return value

    def _items(self, path: Path, depth: int) -> list[Value]:
        values: list[Value] = []
        while type(event := self._next_event()) is not SequenceEndEvent:
            values.append(self._node(event, (*path, len(values)), depth, None))
        self.last = event
        return values

    def _entries(self, path: Path, depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        while type(event := self._next_event()) is not MappingEndEvent:
            mark = event.start_mark
            key = self._key(event, path, depth)
            if key is None:
                self._node(self._next_event(), path, depth, mark)
                continue
            child = (*path, key)
            if key in values:
                first = self.places[child][2] + 1
                self._note("duplicate-key", mark.line, mark.column, key=shown(key), first=first)
                self._node(self._next_event(), child, depth, mark)
            else:
                values[key] = self._node(self._next_event(), child, depth, mark)
        self.last = event
        return values

    def _key(self, event: Any, path: Path, depth: int) -> str | None:
        """The key as it is written, or None when it is nothing that a value can be found by."""
        self.last = event
        start, kind = event.start_mark, type(event)
        if kind is AliasEvent:
            self._note_alias(event)
            return None
        if kind is not ScalarEvent:
            self._note("non-scalar-key", start.line, start.column)
            self._node(event, path, depth, None)
            return None
        if event.anchor is not None or event.tag is not None:
            self._note_properties(event)
        key: str = event.value
        if event.style:
            self._check_quoted(event)
        elif key == "<<":
            self._note("merge-key", start.line, start.column)
            return None
        elif not key.isascii():
            self._check_plain_key(event)
        if not key:
            self._note("empty-key", start.line, start.column)
            return None
        return key

    def _check_plain_key(self, event: Any) -> None:
        """Note what is odd about a key without quotes that has other letters than those of ASCII."""
        start = event.start_mark
        if _CURLY.fullmatch(event.value):
            self._note("curly-quotes", start.line, start.column)
        if match := _ODD_SPACE_IN_KEY.search(self.text[start.index : event.end_mark.index]):
            offset = start.index + match.end()
            self._add("no-break-space", self._mark(offset), character=described(self.text[offset]))

    def _scalar(self, event: Any) -> Value:
        text: str = event.value
        if event.style:
            self._check_quoted(event)
            return text
        self._check_plain(event)
        if text in ("", "~", "null"):
            return None
        if text in ("true", "false"):
            return text == "true"
        return int(text) if _INTEGER.fullmatch(text) else text

    def _check_quoted(self, event: Any) -> None:
        """Note what is odd about a text between quotes, or after `|` or `>`."""
        if event.style not in ESCAPED_QUOTE:
            if not event.value and _SIZED_BLOCK.match(self.text, event.start_mark.index):
                # `>18` is a text to its author, and to YAML an empty one indented by 18.
                self._note_explained(special_first_character(event.style, event.start_mark))
            return
        self.quoted = event
        if self._has_escapes and event.style == '"' and ODD.search(event.value):
            self._note_escapes(event)
        start, end = event.start_mark, event.end_mark
        if end.line > start.line and self.runs_on(event):
            self._note("unclosed-quote", start.line, start.column, quote=event.style)
        if self.text.startswith("#", end.index):
            self._note("comment-after-text", end.line, end.column)

    def _check_plain(self, event: Any) -> None:
        """Note what is odd about a text without quotes."""
        text, start, end = event.value, event.start_mark, event.end_mark
        if self._has_comments and self.text.startswith(" #", end.index):
            # Two spaces before `#`, or one after it and a single word before, are how people write comments.
            is_comment = " " not in text and not self.text[end.index + 2 : end.index + 3].strip()
            if not is_comment:
                self._note("comment-after-text", end.line, end.column + 1)
        if end.line > start.line and (match := _JOINED_ITEM.search(self.text, start.index, end.index)):
            self._add("list-joined-to-text", self._mark(match.end()))
        if not text.isascii() and _CURLY.fullmatch(text):
            self._note("curly-quotes", start.line, start.column)

    # --- what the parser could not read

    def _note_impossible_escape(self) -> None:
        for match in ESCAPE.finditer(self.text, self.last.end_mark.index):
            if match["eight"] and int(match["eight"], 16) > sys.maxunicode:
                self._add("wrong-escape", self._mark(match.start()), escape=match[0][:2])
                return
        self._note("syntax", 0, 0, problem=Term("parser.impossible-character"))

    def _note_syntax(self, error: yaml.YAMLError) -> None:
        """Note the parser's own fault in words that help, unless it follows from one already noted."""
        if any(fault.code == CODES["unclosed-quote"] for fault in self._found):
            return  # from there on, what is text and what is not has changed places
        problem = getattr(error, "problem_mark", None)
        if problem is None:
            self._note("syntax", 0, 0, problem=shown(str(error)))
            return
        if too_deep := first_too_deep(self._source, problem.index, self._loader):
            self._note("too-deep", too_deep.line, too_deep.column, limit=MAX_DEPTH)
            return
        context = getattr(error, "context_mark", None) or problem
        words = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or ''}"
        if problem.line in self._refused_on or ("scanning" in words and context.line in self._refused_on):
            return
        explained = explain(self, words, context, problem)
        place = (explained.line + 1, explained.column + 1)
        # `*this text` is both an alias and a text that begins with `*`: it is told once.
        self._found[:] = [
            fault
            for fault in self._found
            if fault.code not in _TOLD_BETTER or (fault.mark.line, fault.mark.column) != place
        ]
        self._note_explained(explained)


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line, event.start_mark.column
