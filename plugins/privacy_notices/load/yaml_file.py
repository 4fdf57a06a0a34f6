"""YAML text to plain values and the places they were read from. No input, no output.

Only libyaml's *events* are used: no constructor runs, no alias is followed, and anything but maps, lists,
texts, whole numbers, true/false and nothing is refused. What people who know no YAML get wrong has words of
its own: `FAULTS` holds every code with its message, its explanation and an example.
"""

from __future__ import annotations

import codecs
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

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

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity

Value: TypeAlias = "None | bool | int | str | list[Value] | dict[str, Value]"
"""What a file may hold. Dates, decimals, `no`, `00100`, `12:30` are texts: the schema knows what they mean."""

Path: TypeAlias = "tuple[str | int, ...]"
"""The way to a value from the top of its file: keys of maps and indices of lists."""

MAX_BYTES: Final = 512 * 1024
"""Some two hundred pages of text; bounds what hostile input can cost."""
MAX_DEPTH: Final = 20
"""Levels of maps and lists in each other; a notice needs fewer than ten."""
MAX_VALUES: Final = 20_000
"""Texts, numbers, maps and lists of one file together, each counted once."""
MAX_FAULTS: Final = 100
"""Faults told of one file; more are the consequence of one mistake, and would hide it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault, with all its words: `message`, `hint`, `why` are what a catalog translates."""

    code: str
    """`L` and three digits, never used twice."""
    name: str
    """Reads after "ignore"."""
    message: str
    """What is wrong. A `str.format` template; the names in braces are keys of `Occurrence.parameters`."""
    hint: str
    """What to do. A template over the same names."""
    why: str
    """The explanation of the fault's page in the handbook."""
    fails: str = ""
    """A file that has the fault. Empty where a page cannot show one: size and encoding."""
    passes: str = "title: Customer register\n"
    """The same file put right."""
    severity: Severity = Severity.ERROR


FAULTS: Final = (
    Fault(
        "L001",
        "file-too-large",
        "the file has {size} bytes; {limit} are allowed",
        "split the notice, or remove what was pasted into it by mistake",
        "A notice is text. A file of this size is something else, and reading it could stop the portal.",
    ),
    Fault(
        "L002",
        "not-a-text-file",
        "the file is a {format} document, not plain text",
        "open it in its own program, copy the text into a new file in a text editor and save that one",
        "Renaming a word processor's file to `.yml` does not change what is in it.",
    ),
    Fault(
        "L003",
        "utf-16",
        "the file is saved as {encoding}, not as UTF-8",
        "save it again and choose the encoding `UTF-8`",
        'Notepad calls UTF-16 "Unicode". Everything that reads notices expects UTF-8.',
    ),
    Fault(
        "L004",
        "windows-1252",
        "the file is saved as Windows-1252, not as UTF-8 (byte `{byte}` is `{character}`)",
        "save it again and choose the encoding `UTF-8` (some programs say `Unicode (UTF-8)`)",
        "Older Windows programs write ä, ö and å as one byte each. Read as UTF-8, they would be lost.",
    ),
    Fault(
        "L005",
        "not-utf-8",
        "byte `{byte}` is not UTF-8",
        "save the file again and choose the encoding `UTF-8`",
        "The bytes of the file are no text in UTF-8, so some letters cannot be known.",
    ),
    Fault(
        "L010",
        "control-character",
        "control character `{character}`",
        "delete it; it may help to write the word again",
        "Control characters come with text pasted from other programs. They are invisible, and browsers and "
        "screen readers do not agree on what they mean.",
        'title: "Customer\\0register"\n',
    ),
    Fault(
        "L011",
        "bidi-character",
        "the character `{character}` changes the direction of the text around it",
        "delete it",
        "Characters that turn the writing direction can make a text look different from what it says.",
        'title: "Customer \\u202Eretsiger"\n',
    ),
    Fault(
        "L012",
        "invisible-character",
        "the character `{character}` is invisible",
        "delete it; it may help to write the word again",
        "A word with an invisible character in it looks right and is found by no search. "
        "Soft hyphens and the joiners of some scripts are allowed.",
        'title: "Customer\\u200Bregister"\n',
    ),
    Fault(
        "L013",
        "noncharacter",
        "`{character}` is not a character",
        "delete it, or write the character itself: `ä` rather than its code",
        "Unicode sets these codes aside for the inner work of programs: no font and no browser shows them.",
        'title: "Customer\\uFFFEregister"\n',
    ),
    Fault(
        "L014",
        "private-use-character",
        "`{character}` has no meaning outside the font it was typed in",
        "write what it should show; begin the item of a list with `-`",
        "Word processors draw bullets and arrows with symbol fonts. On a web page they become empty boxes.",
        'title: "\\uF0B7 Customer register"\n',
        severity=Severity.WARNING,
    ),
    Fault(
        "L015",
        "replacement-character",
        "`{character}` stands where a letter was lost",
        "write the letter again; the file was once saved in a wrong encoding",
        "Programs write this character where they could not read a letter, and the letter is gone.",
        'title: "Asiakask\\uFFFDynti"\n',
        "title: Asiakaskäynti\n",
        severity=Severity.WARNING,
    ),
    Fault(
        "L020",
        "anchor",
        "`{token}` is read as an anchor, which notices do not use",
        'put the text between straight quotes (`"`) if it begins with `&`; otherwise remove `{token}`',
        "In YAML a text that begins with `&` gives a name to what follows, and the word itself is lost. "
        "Such names can be nested until a small file fills the memory.",
        "title: &register Customer register\n",
        'title: "&register Customer register"\n',
    ),
    Fault(
        "L021",
        "alias",
        "`{token}` is read as an alias, which notices do not use",
        'put the text between straight quotes (`"`) if it begins with `*`; otherwise write out what is meant',
        "In YAML a text that begins with `*` stands for something that was given a name elsewhere.",
        "title: *register\n",
        'title: "*register"\n',
    ),
    Fault(
        "L022",
        "tag",
        "`{token}` is read as a tag, which notices do not use",
        'put the text between straight quotes (`"`) if it begins with `!`; otherwise remove `{token}`',
        "In YAML a text that begins with `!` names a type, and the word itself is lost.",
        "title: !New customer register\n",
        'title: "!New customer register"\n',
    ),
    Fault(
        "L023",
        "directive",
        "a line that begins with `%` is an instruction to the parser, which notices do not use",
        "remove the line; if it is text, indent it",
        "Instructions such as `%YAML 1.1` change how the rest of the file is read.",
        "%YAML 1.1\n---\ntitle: Customer register\n",
    ),
    Fault(
        "L024",
        "several-documents",
        "a second document begins here",
        "remove the line; in a text that needs it, indent it",
        "A line of `---` ends one document and begins another. Only the first would be read.",
        "title: Customer register\n---\nsummary: Whom we keep in mind.\n",
        "title: Customer register\nsummary: Whom we keep in mind.\n",
    ),
    Fault(
        "L025",
        "merge-key",
        "the key `<<` copies another map, which notices do not use",
        "write the keys out",
        "Who reads the file must see what it says without following references.",
        "title: Customer register\n<<: {summary: Customers}\n",
        "title: Customer register\nsummary: Customers\n",
    ),
    Fault(
        "L026",
        "non-scalar-key",
        "a list or a map stands where a key belongs",
        'put the text between straight quotes (`"`) if it begins with `{{` or `[`',
        "A key is a word. A text that begins with two braces is read as a map inside a map.",
        "title: {{ name }}\n",
        'title: "{{ name }}"\n',
    ),
    Fault(
        "L027",
        "duplicate-key",
        "the key `{key}` is already on line {first}",
        "keep one of the two",
        "Other programs keep one of the two without a word, and nobody can know which one was meant.",
        "title: Customers\ntitle: Customer register\n",
    ),
    Fault(
        "L028",
        "empty-key",
        "a key is missing before `:`",
        'write the key before the colon; put a text that begins with a colon between straight quotes (`"`)',
        "Every value is found by its key.",
        "title: Customer register\n: Customers\n",
    ),
    Fault(
        "L029",
        "too-deep",
        "more than {limit} levels of maps and lists stand in each other",
        'put a text that begins with brackets between straight quotes (`"`)',
        "No notice needs so many levels; deep nesting is a known way to crash programs that read YAML.",
        "title: " + "[" * 21 + "]" * 21 + "\n",
    ),
    Fault(
        "L030",
        "too-many-values",
        "the file has more than {limit} values",
        "split the notice",
        "No notice needs so many. The limit keeps one file from stopping the whole portal.",
    ),
    Fault(
        "L031",
        "top-level-list",
        "the file is a list; it must consist of keys with values",
        "begin with a line such as `title: ...`, without `-`",
        "The parts of a notice are found by their keys.",
        "- title: Customer register\n",
    ),
    Fault(
        "L032",
        "empty-file",
        "the file is empty",
        "write at least one line `key: value`, or `{{}}` if nothing is to be said",
        "An empty file is more often lost work than a decision.",
        "# To be translated\n",
    ),
    Fault(
        "L033",
        "too-many-faults",
        "the file has more than {limit} faults; the others are not listed",
        "mend these and check again",
        "So many faults usually have one cause, for example a file of another kind.",
        "l: [" + "!t a, " * 101 + "]\n",
        "l: [a, a]\n",
    ),
    Fault(
        "L040",
        "syntax",
        "the line cannot be understood ({problem})",
        "compare it with the lines around it: colon, quotes, brackets and indentation",
        "The file does not follow the rules of YAML. The words in parentheses are the parser's own.",
        "title: [a, , b]\n",
        "title: [a, b]\n",
    ),
    Fault(
        "L041",
        "colon-in-text",
        "a colon stands in a text without quotes",
        'put the whole text between straight quotes (`"`), or on the lines below after `|`',
        "A colon with a space after it ends a key, so a second one in the same line has no meaning.",
        "title: Notice: customers\n",
        'title: "Notice: customers"\n',
    ),
    Fault(
        "L042",
        "no-space-after-colon",
        "there is no space after `{key}:`",
        "write a space after the colon",
        "Without the space the colon is part of a word, as in a web address.",
        "title:Customers\nsummary: Whom we keep in mind.\n",
        "title: Customers\nsummary: Whom we keep in mind.\n",
    ),
    Fault(
        "L043",
        "no-break-space",
        "`{character}` stands where an ordinary space belongs",
        "delete it and press the space bar",
        "No-break spaces look like spaces and come with text pasted from web pages and word processors, "
        "but YAML takes them for letters. Within a text they are welcome.",
        "title:\u00a0Customers\nsummary: Whom we keep in mind.\n",
        "title: Customers\nsummary: Whom we keep in mind.\n",
    ),
    Fault(
        "L044",
        "tab-indentation",
        "the line is indented with a tab",
        "use two spaces for each level instead",
        "A tab is as wide as each editor likes, so YAML does not accept it at the beginning of a line.",
        "purposes:\n\tnewsletter: We send news.\n",
        "purposes:\n  newsletter: We send news.\n",
    ),
    Fault(
        "L045",
        "wrong-indentation",
        "the line does not begin below any line that it could belong to",
        "begin keys that belong together in the same column, and indent a text deeper than its key",
        "The indentation says what belongs to what. With one space too many a line belongs to nothing.",
        "purposes:\n    newsletter: We send news.\n  invoices: We send invoices.\n",
        "purposes:\n  newsletter: We send news.\n  invoices: We send invoices.\n",
    ),
    Fault(
        "L046",
        "line-without-key",
        "the line has no key",
        "begin it with a key and `: `; if it continues the text above, indent it",
        "A line at the level of keys must be a key, a colon and a value.",
        "title: Customer\nregister\n",
        "title: Customer\n  register\n",
    ),
    Fault(
        "L047",
        "special-first-character",
        "a text without quotes begins with {character}",
        'put the whole text between straight quotes (`"`), or on the lines below after `|`',
        "YAML gives a meaning of its own to a text that begins with one of * & ! @ ` % [ ] { } , ? > or |.",
        "title: @Mittari\n",
        'title: "@Mittari"\n',
    ),
    Fault(
        "L048",
        "list-beside-key",
        "a list begins on the line of its key",
        'begin the list on the next line; put a text that begins with `-` between straight quotes (`"`)',
        "An item that begins with `-` needs a line of its own.",
        "languages: - fi\n",
        "languages:\n  - fi\n",
    ),
    Fault(
        "L049",
        "list-item-among-keys",
        "an item of a list stands among keys",
        "remove the `-` and write a key, or move the item under the key it belongs to",
        "What stands together is either keys with values or a list, never both.",
        "title: Customers\n- summary\n",
        "title: Customers\nsummary: Whom we keep in mind.\n",
    ),
    Fault(
        "L050",
        "key-among-list-items",
        "a line without `-` stands among the items of a list",
        "begin the line with `- `, or indent it differently if it does not belong to the list",
        "What stands together is either keys with values or a list, never both.",
        "languages:\n  - fi\n  sv\n",
        "languages:\n  - fi\n  - sv\n",
    ),
    Fault(
        "L051",
        "unclosed-quote",
        "the text begins with a quote that is not closed",
        "write `{quote}` at the end of the text",
        "Without the closing quote the following lines become part of the text.",
        'title: "Customers\nsummary: Whom we keep in mind.\n',
        'title: "Customers"\nsummary: Whom we keep in mind.\n',
    ),
    Fault(
        "L052",
        "text-after-quote",
        "the text goes on after its closing quote",
        "put the quotes around the whole text; a `{quote}` inside it is written `{escaped}`",
        "A text that begins with a quote ends at the next one.",
        'title: "Mittari" customers\n',
        "title: '\"Mittari\" customers'\n",
    ),
    Fault(
        "L053",
        "unclosed-bracket",
        "`{bracket}` is not closed",
        'write `{closing}` at the end; put a text that begins with `{bracket}` between straight quotes (`"`)',
        "A list or map in brackets goes on until its closing bracket.",
        "languages: [fi, sv\nstatus: draft\n",
        "languages: [fi, sv]\nstatus: draft\n",
    ),
    Fault(
        "L054",
        "wrong-escape",
        "`{escape}` has no meaning between double quotes",
        "write `\\\\` for a backslash, or put the text between single quotes (`'`)",
        "Between double quotes a backslash begins a code for a character, such as `\\n` for a new line.",
        'title: "C:\\users"\n',
        "title: 'C:\\users'\n",
    ),
    Fault(
        "L055",
        "comment-inside-text",
        "` #` begins a comment in the middle of a text",
        'put the whole text between straight quotes (`"`), or on the lines below after `|`',
        "Everything from ` #` to the end of the line is a comment, and ends the text.",
        "title: Customers #1\n  and others\n",
        'title: "Customers #1\n  and others"\n',
    ),
    Fault(
        "L060",
        "comment-after-text",
        "the text is cut at ` #`: the rest of the line is a comment",
        'put the whole text between straight quotes (`"`), or write two spaces before `#` if it is a comment',
        "A `#` after a space begins a comment, which no reader of the notice sees.",
        "title: Customers #1\n",
        'title: "Customers #1"\nslug: customers  # made from the title\n',
        severity=Severity.WARNING,
    ),
    Fault(
        "L061",
        "curly-quotes",
        "the quotes around the text are curly and will be part of it",
        'use straight quotes (`"`), or put straight quotes around the text to keep the curly ones',
        "Word processors turn straight quotes into curly ones. To YAML those are letters like any other.",
        "title: “Customers”\n",
        'title: "Customers"\n',
        severity=Severity.WARNING,
    ),
    Fault(
        "L062",
        "list-joined-to-text",
        "the item that begins with `-` becomes part of the text above",
        "begin the list right after its key; write a text with a list in it after `|`",
        "Lines below a text that has begun beside its key are joined to it, dashes and all.",
        "title: Customers\n  - and others\n",
        "title: |\n  Customers\n\n  - and others\n",
        severity=Severity.WARNING,
    ),
)
"""Every fault of this stage, in the order of its codes."""

CODES: Final[Mapping[str, Fault]] = {fault.code: fault for fault in FAULTS}
"""The faults by code."""

_NAMED: Final[Mapping[str, Fault]] = {fault.name: fault for fault in FAULTS}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A fault at a place, still without a language."""

    fault: Fault
    mark: Mark
    parameters: Mapping[str, str]
    """What the templates of the fault name in braces: facts, the same in every language."""

    @property
    def diagnostic(self) -> Diagnostic:
        """The occurrence in English."""
        return Diagnostic(
            self.mark,
            self.fault.code,
            self.fault.message.format_map(self.parameters),
            self.fault.severity,
            self.fault.hint.format_map(self.parameters),
        )


_Place: TypeAlias = "tuple[int, int, int, int]"
"""Line and column of a value, then of its key; counted from 0."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it was read."""

    file: str
    """As in `Mark.file`."""
    value: Value
    """A map. None when any occurrence is an error: nothing is published from half a file."""
    occurrences: tuple[Occurrence, ...]
    """In reading order."""
    text: str = field(repr=False, default="")
    """The source with `\\n` at every line's end. Empty when the file was too large or no text."""
    places: Mapping[Path, _Place] = field(repr=False, compare=False, default_factory=dict)
    """Where each value begins; `at` makes marks of them."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The occurrences in English."""
        return tuple(occurrence.diagnostic for occurrence in self.occurrences)

    @property
    def lines(self) -> list[str]:
        """The source by line: `lines[mark.line - 1]` is what an editor shows. Never empty."""
        return self.text.split("\n")

    def at(self, path: Path, *, key: bool = False) -> Mark:
        """The place of a value, or with `key` that of its key (of an item of a list, the item itself).

        A path that does not exist leads to the key of the nearest value around it: whatever lacks it.
        """
        while path and path not in self.places:
            path, key = path[:-1], True
        line, column, key_line, key_column = self.places.get(path, (0, 0, 0, 0))
        return Mark(self.file, key_line + 1, key_column + 1) if key else Mark(self.file, line + 1, column + 1)

    def __reduce__(self) -> tuple[object, ...]:
        """From one process to another without the places, which are far more than the value."""
        if self.occurrences:
            return Document, (self.file, self.value, self.occurrences, self.text, self.places)
        return Remembered, (self.file, self.text.encode(errors="surrogatepass"), self.value)


class Remembered(Document):
    """A document without a fault whose value is known; the text is read only when somebody asks for a place."""

    __slots__ = ("_data", "_read")
    _data: bytes
    _read: Document | None

    def __init__(self, file: str, data: bytes, value: Value) -> None:
        for name, item in (("file", file), ("value", value), ("occurrences", ()), ("_data", data), ("_read", None)):
            object.__setattr__(self, name, item)

    @property
    def text(self) -> str:
        return self._document().text

    @property
    def places(self) -> Mapping[Path, _Place]:
        return self._document().places

    def _document(self) -> Document:
        document = self._read
        if document is None:
            document = load(self._data, self.file)
            object.__setattr__(self, "_read", document)
        return document


def load(data: bytes, file: str, *, pure: bool = False) -> Document:
    """Read one file. Whatever the bytes are, the result is a document and never an exception.

    `pure` reads with PyYAML's own parser, which is used anyway where libyaml is missing: some fifteen times
    slower, the same places, and stricter about tabs at the end of a line.
    """
    if len(data) > MAX_BYTES:
        too_large = _at_start(file, "file-too-large", size=str(len(data)), limit=str(MAX_BYTES))
        return Document(file, None, (too_large,))
    for magic, name in _OTHER_FORMATS.items():
        if data.startswith(magic):
            return Document(file, None, (_at_start(file, "not-a-text-file", format=name),))
    text, occurrence, is_certain = _decode(data, file)
    found = [] if occurrence is None else [occurrence]
    if not is_certain:
        return Document(file, None, tuple(found), text)
    reader = _Reader(text, file, found, yaml.SafeLoader if pure else _LOADER)
    value = reader.read()
    found.sort(key=lambda occurrence: (occurrence.mark, occurrence.fault.code))
    if any(occurrence.fault.severity is Severity.ERROR for occurrence in found):
        value = None
    return Document(file, value, tuple(found), text, reader.places)


# ----------------------------------------------------------------------------------- bytes to text

_OTHER_FORMATS: Final = {
    b"PK\x03\x04": "Word, OpenDocument or zip",
    b"\xd0\xcf\x11\xe0": "Word",
    b"{\\rtf": "rich text (RTF)",
    b"%PDF-": "PDF",
}

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


def _decode(data: bytes, file: str) -> tuple[str, Occurrence | None, bool]:
    """The text, the fault of its encoding, and whether the text is worth reading on."""
    wide = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None) or next(
        (name for pattern, name in _WIDE if pattern.match(data)), None
    )
    if wide:
        fault = _at_start(file, "utf-16", encoding=wide.removesuffix("-LE").removesuffix("-BE"))
        try:
            return _normalise(data.decode(wide)), fault, True
        except UnicodeDecodeError:
            return _normalise(data.decode(wide, "replace")), fault, False
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return _normalise(data.decode()), None, True
    except UnicodeDecodeError as error:
        start = error.start
    before = _normalise(data[:start].decode())
    byte = f"0x{data[start]:02X}"
    mark = _mark(file, before, len(before))
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    # `Ã` is how a letter of UTF-8 looks here: such a file is UTF-8 with a damaged byte.
    if _NORDIC.search(text) and "Ã" not in text:
        character = data[start : start + 1].decode("cp1252")
        shown = character if character.isprintable() else _described(character)
        fault = Occurrence(_NAMED["windows-1252"], mark, {"byte": byte, "character": shown})
        return _normalise(text), fault, True
    return (
        _normalise(data.decode(errors="replace")),
        Occurrence(_NAMED["not-utf-8"], mark, {"byte": byte}),
        False,
    )


def _normalise(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _at_start(file: str, name: str, **parameters: str) -> Occurrence:
    return Occurrence(_NAMED[name], Mark(file), parameters)


def _mark(file: str, text: str, offset: int) -> Mark:
    return Mark(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


# -------------------------------------------------------------------------------------- characters

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
_REFUSED: Final = re.compile(f"[{_CONTROL}{_BIDI}{_INVISIBLE}{_NO_CHARACTER}]")
_ODD: Final = re.compile(f"[{_CONTROL}{_BIDI}{_INVISIBLE}{_NO_CHARACTER}{_PRIVATE_USE}{_REPLACEMENT}]")

_ORDINARY: Final = re.compile("[\\t\\n -~\u00a0-\u0617\u2010-\u2027\u2030-\u205f\u2070-\u2fff]*")
"""Most texts match, and this is found thirty times faster than that nothing in them is odd."""

_CONTROL_NAMES: Final = (
    "NULL", "START OF HEADING", "START OF TEXT", "END OF TEXT", "END OF TRANSMISSION", "ENQUIRY",
    "ACKNOWLEDGE", "BELL", "BACKSPACE", "CHARACTER TABULATION", "LINE FEED", "LINE TABULATION", "FORM FEED",
    "CARRIAGE RETURN", "SHIFT OUT", "SHIFT IN", "DATA LINK ESCAPE", "DEVICE CONTROL ONE",
    "DEVICE CONTROL TWO", "DEVICE CONTROL THREE", "DEVICE CONTROL FOUR", "NEGATIVE ACKNOWLEDGE",
    "SYNCHRONOUS IDLE", "END OF TRANSMISSION BLOCK", "CANCEL", "END OF MEDIUM", "SUBSTITUTE", "ESCAPE",
    "INFORMATION SEPARATOR FOUR", "INFORMATION SEPARATOR THREE", "INFORMATION SEPARATOR TWO",
    "INFORMATION SEPARATOR ONE",
)  # fmt: skip
"""`unicodedata` has no names for these: the standard's aliases for U+0000 to U+001F."""
_OTHER_NAMES: Final = {
    "control-character": "CONTROL CHARACTER",
    "noncharacter": "NONCHARACTER",
    "private-use-character": "PRIVATE USE CHARACTER",
}


def _fault_of(character: str) -> str:
    return next(name for pattern, name in _CHARACTER_FAULTS if pattern.match(character))


def _described(character: str) -> str:
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
        name = unicodedata.name(character, "") or _OTHER_NAMES.get(_fault_of(character), "UNNAMED CHARACTER")
    return f"U+{code:04X} {name}"


def _shown(text: str) -> str:
    """A piece of the file for a message: one short line in which nothing is hidden."""
    text = " ".join(text.split())
    text = text if len(text) <= 40 else text[:39] + "…"
    return "".join(character if character.isprintable() else f"\\u{ord(character):04X}" for character in text)


# -------------------------------------------------------------------------------- events to values

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,17}")
"""Longer numbers, `007` and `+358` are texts: as numbers they would lose something."""

_ESCAPE: Final = re.compile(
    r"\\(?:x(?P<two>[0-9a-fA-F]{2})|u(?P<four>[0-9a-fA-F]{4})|U(?P<eight>[0-9a-fA-F]{8})|(?P<letter>.))",
    re.DOTALL,
)
_ESCAPE_LETTERS: Final = dict(zip("0abefrvNLP", "\0\a\b\x1b\f\r\v\x85\u2028\u2029", strict=True))
"""The letters that stand for a refused character."""

_ESCAPABLE: Final = frozenset('0abt\tnvfre "/\\N_LP\n')
"""What may follow a backslash between double quotes, beside `x`, `u` and `U` with their digits."""

_KEY: Final = r"""(?:[\w.-]+|"[^"\n]*"|'[^'\n]*')"""
_ENTRY: Final = re.compile(rf" *(?:- +)*{_KEY} *:(?: |$)")
_NEXT_ENTRY: Final = re.compile(rf"\n(?P<indentation> *)(?:- |{_KEY} *:(?:[ \n]|$))")
_ODD_SPACE: Final = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
"""Spaces that YAML takes for letters."""
_TIGHT_KEY: Final = re.compile(r"(?P<key>[\w.-]+):(?=[^\s/])")
_ODD_SPACE_AFTER_KEY: Final = re.compile(rf"[\w.-]+:(?={_ODD_SPACE})")
_ODD_SPACE_IN_KEY: Final = re.compile(rf"^(?={_ODD_SPACE})|(?<=:)(?={_ODD_SPACE})|(?={_ODD_SPACE}$)")
_CURLY: Final = re.compile("[“”„‟‘’‚‛].*[“”„‟‘’‚‛]", re.DOTALL)
_JOINED_ITEM: Final = re.compile(r"\n *(?=- )")
_COMMENT: Final = re.compile(r"[ \t]+(?=#)")
_SIZED_BLOCK: Final = re.compile(r"[|>][0-9]")
_PROPERTY: Final = re.compile(r"\s*(?P<token>[&!][^\s,\[\]{}]*)")
_ALIAS: Final = re.compile(r"\*[^\s,\[\]{}]*")
_TOLD_BETTER: Final = frozenset({"alias", "anchor", "tag", "comment-after-text"})
"""Faults that the reason for a later stop at the same place replaces."""
_EXPECTED_DOCUMENT: Final = re.compile("expected '?<document start>")
_SPECIAL: Final = frozenset("*&!@`%[]{},?>|")
_CLOSING: Final = {"[": "]", "{": "}"}
_ESCAPED_QUOTE: Final = {'"': '\\"', "'": "''"}

_Explained: TypeAlias = "tuple[str, int, int, dict[str, str]]"
"""Name of a fault, line and column counted from 0, parameters."""


class _Stopped(Exception):
    """Reading on makes no sense; the occurrence that says why is already noted."""


class _Reader:
    """Builds the value of one text and notes what is wrong. Recursive: `MAX_DEPTH` bounds it.

    Events and marks are `Any` here: PyYAML's types call every mark optional, which no event of a text has.
    """

    def __init__(self, text: str, file: str, found: list[Occurrence], loader: Any) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.file = file
        self.found = found
        self.places: dict[Path, _Place] = {}
        self.has_escapes = "\\" in text
        self.has_comments = " #" in text
        self.refused_on: set[int] = set()
        """Lines with a refused character, counted from 0: what the parser says of them is a consequence."""
        self.loader = loader
        self.next_event: Callable[[], Any]
        self.last: Any = None
        """The event read last."""
        self.quoted: Any = None
        """The text between quotes read last."""
        self.collection: Any = None
        """The beginning of the innermost map or list that is being read."""
        self.ended: Any = None
        """The beginning of the map or list that ended last."""

    def read(self) -> Value:
        """The value of the text; None when it is not a map or cannot be read to its end."""
        try:
            source = self.without_refused_characters()
            try:
                self.next_event = self.loader(source).get_event
                self.last = self.next_event()  # the beginning of the stream
                return self.document()
            except yaml.YAMLError as error:
                self.note_syntax(error)
            except (ValueError, OverflowError):
                # PyYAML's own scanner hands any number to `chr`: "\UFFFFFFFF".
                self.note_impossible_escape()
        except _Stopped:
            pass
        return None

    def without_refused_characters(self) -> str:
        """The text with one visible letter for each: places stay right, and U+0085 breaks no line."""
        if _ORDINARY.fullmatch(self.text):
            return self.text
        for match in _ODD.finditer(self.text):
            mark = _mark(self.file, self.text, match.start())
            if _REFUSED.match(match[0]):
                self.refused_on.add(mark.line - 1)
            self.note_character(match[0], mark)
        return _REFUSED.sub("\ufffd", self.text)

    # ---- notes

    def note(self, name: str, line: int, column: int, **parameters: str) -> None:
        """Note a fault at a line and column counted from 0, as the parser counts them."""
        last = len(self.lines) - 1
        if line > last or (line == last and not self.lines[last]):
            # The parser speaks of the end of the file; editors show the end of its last line.
            line = next((index for index in range(last, -1, -1) if self.lines[index]), 0)
            column = len(self.lines[line])
        self.add(Occurrence(_NAMED[name], Mark(self.file, line + 1, column + 1), parameters))

    def add(self, occurrence: Occurrence) -> None:
        self.found.append(occurrence)
        if len(self.found) > MAX_FAULTS:
            self.found[-1] = Occurrence(_NAMED["too-many-faults"], occurrence.mark, {"limit": str(MAX_FAULTS)})
            raise _Stopped

    def note_character(self, character: str, mark: Mark) -> None:
        self.add(Occurrence(_NAMED[_fault_of(character)], mark, {"character": _described(character)}))

    def note_properties(self, event: Any) -> None:
        """Note the anchor and the tag that an event begins with."""
        offset = event.start_mark.index
        while match := _PROPERTY.match(self.text, offset):
            name = "anchor" if match["token"][0] == "&" else "tag"
            mark = _mark(self.file, self.text, match.start("token"))
            self.add(Occurrence(_NAMED[name], mark, {"token": _shown(match["token"])}))
            offset = match.end()

    def note_alias(self, event: Any) -> None:
        match = _ALIAS.match(self.text, event.start_mark.index)
        token = match[0] if match else "*"
        self.note("alias", event.start_mark.line, event.start_mark.column, token=_shown(token))

    def note_escapes(self, event: Any) -> None:
        """Note the refused characters that a text between double quotes writes as codes."""
        for match in _ESCAPE.finditer(self.text, event.start_mark.index, event.end_mark.index):
            character = _escaped_character(match)
            if character and _ODD.match(character):
                self.note_character(character, _mark(self.file, self.text, match.start()))

    # ---- values

    def document(self) -> Value:
        value: Value = None
        root: Any = None
        while (kind := type(event := self.next_event())) is not StreamEndEvent:
            if kind is DocumentStartEvent:
                self.last = event
                mark = event.start_mark
                if root is not None:
                    self.note("several-documents", mark.line, mark.column)
                    break
                if event.version or event.tags:
                    self.note("directive", mark.line, mark.column)
                root = self.next_event()
                value = self.node(root, (), 0, None)
        self.check_root(root)
        return value

    def check_root(self, event: Any) -> None:
        """Note it unless the file is a map; None stands for a file without a document."""
        if isinstance(event, SequenceStartEvent):
            self.note("top-level-list", *_place(event))
        elif event is None or (isinstance(event, ScalarEvent) and not event.value and not event.style):
            self.note("empty-file", 0, 0)
        elif isinstance(event, ScalarEvent):
            name, line, column, parameters = self.explain_line_without_key(*_place(event))
            self.note(name, line, column, **parameters)

    def node(self, event: Any, path: Path, depth: int, key: Any) -> Value:
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
            self.note("too-many-values", start.line, start.column, limit=str(MAX_VALUES))
            raise _Stopped
        if kind is AliasEvent:
            self.note_alias(event)
            return None
        if event.anchor is not None or event.tag is not None:
            self.note_properties(event)
        if kind is ScalarEvent:
            return self.scalar(event)
        if depth == MAX_DEPTH:
            self.note("too-deep", start.line, start.column, limit=str(MAX_DEPTH))
            raise _Stopped
        outer = self.collection
        if not event.flow_style or self.text[start.index] in _CLOSING:  # `[a: b]` holds a map without brackets
            self.collection = event
        value: Value = self.entries(path, depth + 1) if kind is MappingStartEvent else self.items(path, depth + 1)
        self.collection, self.ended = outer, event
        return value

    def items(self, path: Path, depth: int) -> list[Value]:
        values: list[Value] = []
        while type(event := self.next_event()) is not SequenceEndEvent:
            values.append(self.node(event, (*path, len(values)), depth, None))
        self.last = event
        return values

    def entries(self, path: Path, depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        while type(event := self.next_event()) is not MappingEndEvent:
            mark = event.start_mark
            key = self.key(event, path, depth)
            if key is None:
                self.node(self.next_event(), path, depth, mark)
                continue
            child = (*path, key)
            if key in values:
                first = str(self.places[child][2] + 1)
                self.note("duplicate-key", mark.line, mark.column, key=_shown(key), first=first)
                self.node(self.next_event(), child, depth, mark)
            else:
                values[key] = self.node(self.next_event(), child, depth, mark)
        self.last = event
        return values

    def key(self, event: Any, path: Path, depth: int) -> str | None:
        """The key as it is written, or None when it is nothing that a value can be found by."""
        self.last = event
        start, kind = event.start_mark, type(event)
        if kind is AliasEvent:
            self.note_alias(event)
            return None
        if kind is not ScalarEvent:
            self.note("non-scalar-key", start.line, start.column)
            self.node(event, path, depth, None)
            return None
        if event.anchor is not None or event.tag is not None:
            self.note_properties(event)
        key: str = event.value
        if event.style:
            self.check_quoted(event)
        elif key == "<<":
            self.note("merge-key", start.line, start.column)
            return None
        elif not key.isascii():
            if _CURLY.fullmatch(key):
                self.note("curly-quotes", start.line, start.column)
            if match := _ODD_SPACE_IN_KEY.search(self.text[start.index : event.end_mark.index]):
                mark = _mark(self.file, self.text, start.index + match.end())
                character = _described(self.text[start.index + match.end()])
                self.add(Occurrence(_NAMED["no-break-space"], mark, {"character": character}))
        if not key:
            self.note("empty-key", start.line, start.column)
            return None
        return key

    def scalar(self, event: Any) -> Value:
        text: str = event.value
        if event.style:
            self.check_quoted(event)
            return text
        self.check_plain(event)
        if text in ("", "~", "null"):
            return None
        if text in ("true", "false"):
            return text == "true"
        return int(text) if _INTEGER.fullmatch(text) else text

    def check_quoted(self, event: Any) -> None:
        """Note what is odd about a text between quotes, or after `|` or `>`."""
        if event.style not in _ESCAPED_QUOTE:
            if not event.value and _SIZED_BLOCK.match(self.text, event.start_mark.index):
                # `>18` is a text to its author, and to YAML an empty one indented by 18.
                name, line, column, parameters = _special(event.style, event.start_mark)
                self.note(name, line, column, **parameters)
            return
        self.quoted = event
        if self.has_escapes and event.style == '"' and _ODD.search(event.value):
            self.note_escapes(event)
        start, end = event.start_mark, event.end_mark
        if end.line > start.line and self.runs_on(event):
            self.note("unclosed-quote", start.line, start.column, quote=event.style)
        if self.text.startswith("#", end.index):
            self.note("comment-after-text", end.line, end.column)

    def check_plain(self, event: Any) -> None:
        """Note what is odd about a text without quotes."""
        text, start, end = event.value, event.start_mark, event.end_mark
        if self.has_comments and self.text.startswith(" #", end.index):
            # Two spaces before `#`, or one after it and a single word before, are how people write comments.
            is_comment = " " not in text and not self.text[end.index + 2 : end.index + 3].strip()
            if not is_comment:
                self.note("comment-after-text", end.line, end.column + 1)
        if end.line > start.line and (match := _JOINED_ITEM.search(self.text, start.index, end.index)):
            mark = _mark(self.file, self.text, match.end())
            self.add(Occurrence(_NAMED["list-joined-to-text"], mark, {}))
        if not text.isascii() and _CURLY.fullmatch(text):
            self.note("curly-quotes", start.line, start.column)

    def runs_on(self, quoted: Any) -> bool:
        """Whether a text of several lines swallows what looks like the next key or item.

        YAML asks for such lines to be indented deeper than their key; libyaml does not look.
        """
        start = quoted.start_mark
        if self.collection is None or self.collection.flow_style:
            line = self.lines[start.line]
            limit = _indentation(line)
        else:
            limit = self.collection.start_mark.column
        entries = _NEXT_ENTRY.finditer(self.text, start.index, quoted.end_mark.index)
        return any(len(match["indentation"]) <= limit for match in entries)

    # ---- what the parser could not read

    def note_impossible_escape(self) -> None:
        for match in _ESCAPE.finditer(self.text, self.last.end_mark.index):
            if match["eight"] and int(match["eight"], 16) > sys.maxunicode:
                mark = _mark(self.file, self.text, match.start())
                self.add(Occurrence(_NAMED["wrong-escape"], mark, {"escape": match[0][:2]}))
                return
        self.note("syntax", 0, 0, problem="impossible character")

    def note_syntax(self, error: yaml.YAMLError) -> None:
        """Note the parser's own fault in words that help, unless it follows from one already noted."""
        if any(occurrence.fault.name == "unclosed-quote" for occurrence in self.found):
            return  # from there on, what is text and what is not has changed places
        problem = getattr(error, "problem_mark", None)
        if problem is None:
            self.note("syntax", 0, 0, problem=_shown(str(error)))
            return
        context = getattr(error, "context_mark", None) or problem
        words = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or ''}"
        if problem.line in self.refused_on or ("scanning" in words and context.line in self.refused_on):
            return
        name, line, column, parameters = self.explain(words, context, problem)
        place = (line + 1, column + 1)
        # `*this text` is both an alias and a text that begins with `*`: it is told once.
        self.found[:] = [
            occurrence
            for occurrence in self.found
            if occurrence.fault.name not in _TOLD_BETTER or (occurrence.mark.line, occurrence.mark.column) != place
        ]
        self.note(name, line, column, **parameters)

    def explain(self, words: str, context: Any, problem: Any) -> _Explained:
        """Find the likely mistake. Only those of the parser's words count that libyaml and PyYAML share."""
        line = self.line(problem.line)
        here = line[problem.column : problem.column + 1]
        indentation = len(line) - len(line.lstrip(" \t"))
        if "\t" in line[:indentation] and problem.column <= indentation:
            return "tab-indentation", problem.line, line.index("\t"), {}
        if "quoted scalar" in words or "double-quoted" in words:
            return self.explain_quoted(words, context, problem)
        for mark in (context, problem):
            if self.line(mark.line).startswith("%"):
                return "directive", mark.line, 0, {}
        if here == ":" and (not (before := line[: problem.column].strip(" -")) or before[-1] in "[{,"):
            return "empty-key", problem.line, problem.column, {}
        if here and (explained := self.explain_text_after(problem)):
            return explained
        if "flow sequence" in words or "flow mapping" in words:
            return self.explain_flow(context, problem)
        if "flow node" in words and not here and self.collection is not None:
            return self.explain_flow(self.collection.start_mark, problem)
        if "plain scalar" in words and here == ":":  # `{days:[1]}`
            return self.explain_line_without_key(context.line, context.column)
        if "simple key" in words:
            return self.explain_line_without_key(context.line, context.column)
        if "mapping values" in words:
            return self.explain_colon(problem)
        if _EXPECTED_DOCUMENT.search(words):
            return self.explain_end(problem)
        if "block mapping" in words or "block collection" in words:
            return self.explain_block(words, context, problem)
        if "sequence entries" in words:
            return "list-beside-key", problem.line, problem.column, {}
        character = self.line(context.line)[context.column : context.column + 1]
        if character in _SPECIAL and "flow node" not in words:
            return _special(character, context)
        return self.unexplained(words, problem)

    def line(self, number: int) -> str:
        """A line by its number from 0; empty when the parser looked past the end."""
        return self.lines[number] if number < len(self.lines) else ""

    def unexplained(self, words: str, problem: Any) -> _Explained:
        return "syntax", problem.line, problem.column, {"problem": words.strip()}

    def explain_quoted(self, words: str, context: Any, problem: Any) -> _Explained:
        if "end of stream" in words or "document" in words:
            line = self.line(context.line)
            quote = line[context.column]
            before = self.quoted.end_mark if self.quoted else None
            if before and before.line == context.line and not line[before.column : context.column].strip():
                return self.text_after_quote(context)
            return "unclosed-quote", context.line, context.column, {"quote": quote}
        for match in _ESCAPE.finditer(self.text, context.index):
            letter, character = match["letter"], _escaped_character(match)
            mark = _mark(self.file, self.text, match.start())
            if letter not in _ESCAPABLE if letter else not character:
                return "wrong-escape", mark.line - 1, mark.column - 1, {"escape": _shown(match[0][:2])}
            if not letter and "\ud800" <= character <= "\udfff":
                return "noncharacter", mark.line - 1, mark.column - 1, {"character": _described(character)}
        return self.unexplained(words, problem)

    def text_after_quote(self, mark: Any) -> _Explained:
        quote = self.quoted.style
        return "text-after-quote", mark.line, mark.column, {"quote": quote, "escaped": _ESCAPED_QUOTE[quote]}

    def explain_text_after(self, problem: Any) -> _Explained | None:
        """A text that begins with a quote, a bracket or `*` and goes on where it ends for YAML."""
        line = self.line(problem.line)
        if self.quoted:
            end = self.quoted.end_mark
            if end.line == problem.line and not line[end.column : problem.column].strip():
                start = self.quoted.start_mark
                if self.runs_on(self.quoted):
                    return "unclosed-quote", start.line, start.column, {"quote": self.quoted.style}
                return self.text_after_quote(problem)
        if self.last.end_mark.line != problem.line:
            return None
        if line[self.last.end_mark.column : problem.column].strip():
            return None
        start = self.last.start_mark
        if type(self.last) in (MappingEndEvent, SequenceEndEvent) and self.ended.flow_style:
            start = self.ended.start_mark
        elif type(self.last) is not AliasEvent:
            return None
        character = self.line(start.line)[start.column]
        return _special(character, start) if character in _SPECIAL else None

    def explain_flow(self, context: Any, problem: Any) -> _Explained:
        first, line = self.line(context.line), self.line(problem.line)
        is_inside = problem.line == context.line or _indentation(line) > _indentation(first)
        if is_inside and line[problem.column : problem.column + 1] == ":":
            return "colon-in-text", problem.line, problem.column, {}
        bracket = first[context.column : context.column + 1]
        if bracket not in _CLOSING:
            return self.unexplained("unfinished list or map", problem)
        parameters = {"bracket": bracket, "closing": _CLOSING[bracket]}
        return "unclosed-bracket", context.line, context.column, parameters

    def explain_line_without_key(self, line: int, column: int) -> _Explained:
        text = self.line(line)
        if match := _ODD_SPACE_AFTER_KEY.match(text, column):
            return "no-break-space", line, match.end(), {"character": _described(text[match.end()])}
        if match := _TIGHT_KEY.match(text, column):
            return "no-space-after-colon", line, match.end() - 1, {"key": _shown(match["key"])}
        inside = self.collection
        is_list = isinstance(inside, SequenceStartEvent)
        if is_list and inside.start_mark.column == column:
            return "key-among-list-items", line, column, {}
        return "line-without-key", line, column, {}

    def explain_colon(self, problem: Any) -> _Explained:
        """A colon where none may be, after a text without quotes."""
        line = self.line(problem.line)
        start, end = self.last.start_mark, self.last.end_mark
        follows = isinstance(self.last, ScalarEvent) and not self.text[end.index : problem.index].strip()
        if follows and start.line < problem.line:
            indentation = _indentation(line)
            if not self.line(start.line)[: start.column].strip(" -") and start.column == indentation:
                return self.explain_line_without_key(start.line, start.column)
            if _ENTRY.match(line):
                return "wrong-indentation", problem.line, indentation, {}
        return "colon-in-text", problem.line, problem.column, {}

    def explain_block(self, words: str, context: Any, problem: Any) -> _Explained:
        """Something that is no key among keys, or no item among items."""
        line = self.line(problem.line)
        here = line[problem.column : problem.column + 1]
        end = self.last.end_mark
        is_plain = getattr(self.last, "value", "") and not self.last.style
        if is_plain and not _ENTRY.match(line) and (match := _COMMENT.match(self.text, end.index)):
            return "comment-inside-text", end.line, end.column + len(match[0]), {}
        if problem.column != context.column:
            return "wrong-indentation", problem.line, problem.column, {}
        if "block collection" in words:
            return "key-among-list-items", problem.line, problem.column, {}
        if here == "-":
            return "list-item-among-keys", problem.line, problem.column, {}
        if here in _SPECIAL:
            return _special(here, problem)
        return self.unexplained(words, problem)

    def explain_end(self, problem: Any) -> _Explained:
        """Something after the map that should be the whole file."""
        if any(line.startswith("...") for line in self.lines[: problem.line]):
            return "several-documents", problem.line, problem.column, {}
        return "wrong-indentation", problem.line, problem.column, {}


def _escaped_character(match: re.Match[str]) -> str:
    """What a code between double quotes stands for, as far as it could be refused; else empty."""
    if match["letter"]:
        return _ESCAPE_LETTERS.get(match["letter"], "")
    code = int(match["two"] or match["four"] or match["eight"], 16)
    return chr(code) if code <= sys.maxunicode else ""


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line, event.start_mark.column


def _special(character: str, mark: Any) -> _Explained:
    shown = "`` ` ``" if character == "`" else f"`{character}`"
    return "special-first-character", mark.line, mark.column, {"character": shown}
