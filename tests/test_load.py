"""The loader: what it accepts, what it refuses and where, and that no bytes make it raise."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz_load import assert_sound
from loops import examples
from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity
from privacy_notices.faults.table import FAULTS, Fault
from privacy_notices.languages.shipped_catalogs import fault_catalog, languages_of_faults
from privacy_notices.languages.telling import teller
from privacy_notices.load.event_reader import EventReader
from privacy_notices.load.examples import EXAMPLES
from privacy_notices.load.limits import MAX_BYTES, MAX_FAULTS, MAX_VALUES
from privacy_notices.load.named_faults import CODES
from privacy_notices.load.places import Path, Value
from privacy_notices.load.yaml_file import SourceFile, load
from telling import hint, message

OF_FILES = [fault for fault in FAULTS if fault.code[:2] == "L0"]
"""The faults of one file. Those from L101 on are of catalogs and of the folder, which others read."""

both_parsers = pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])


NAMES = {code: name for name, code in CODES.items()}


def found(text: str | bytes, *, pure: bool = False) -> list[tuple[int, int, str]]:
    """Line, column and name of each fault."""
    return placed(read(text, pure=pure).diagnostics)


def placed(diagnostics: Iterable[Diagnostic]) -> list[tuple[int, int, str]]:
    """Line, column and name of each of these."""
    return [(found.mark.line, found.mark.column, NAMES[found.code]) for found in diagnostics]


def read(text: str | bytes, *, pure: bool = False) -> SourceFile:
    document = load(text.encode() if isinstance(text, str) else text, "fi.yml", pure=pure)
    assert_sound(document)
    return document


# ------------------------------------------------------------------------------------------ values


@both_parsers
@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", "Null"),
        ("true", True),
        ("false", False),
        ("True", "True"),
        ("yes", "yes"),
        ("no", "no"),
        ("off", "off"),
        ("0", 0),
        ("42", 42),
        ("-42", -42),
        ("-0", "-0"),
        ("00100", "00100"),
        ("+358", "+358"),
        ("0401234567", "0401234567"),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        ("1.10", "1.10"),
        ("1e3", "1e3"),
        ("12:30", "12:30"),
        ("2026-11-01", "2026-11-01"),
        ("2026-02-30", "2026-02-30"),
        ("=", "="),
        ("9" * 18, int("9" * 18)),
        ("9" * 19, "9" * 19),
        ("9" * 5000, "9" * 5000),
        ('"42"', "42"),
        ("'true'", "true"),
        ('""', ""),
        ("P2Y", "P2Y"),
        ("https://mittari.example/", "https://mittari.example/"),
        ("|\n  42\n", "42\n"),
        ("Foo  # a comment", "Foo"),
        ("draft # a comment", "draft"),
        ("# a comment", None),
        ("\n  Foo\n  bar", "Foo bar"),
        ("co\u00adoperation \u200d\u200c\u00a0x", "co\u00adoperation \u200d\u200c\u00a0x"),
        ('"a\\nb\\tc\\u00e4\\_\\\\u202e"', "a\nb\tcä\u00a0\\u202e"),
        ("”Foo” ja ”bar”.", "”Foo” ja ”bar”."),
        ('näyttö 15" & muut * [x] {y} | z', 'näyttö 15" & muut * [x] {y} | z'),
    ],
)
def test_only_what_cannot_be_misread_becomes_more_than_text(source: str, value: Value, pure: bool) -> None:
    document = read(f"a: {source}", pure=pure)
    assert document.diagnostics == ()
    assert document.value == {"a": value}
    assert type(document.value) is dict
    assert type(document.value["a"]) is type(value)


@both_parsers
@pytest.mark.parametrize("key", ["no", "2026-02-01", "1", "true", "null", "~", '"<<"', "'a b'", "ä"])
def test_keys_are_texts_as_they_are_written(key: str, pure: bool) -> None:
    assert read(f"{key}: x", pure=pure).value == {key.strip("\"'"): "x"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_change_nothing(end: str, mark: bytes) -> None:
    document = read(mark + end.join(["a: |", "  b", "  c", "d:", "  e: f", ""]).encode())
    assert document.value == {"a": "b\nc\n", "d": {"e": "f"}}
    assert document.at(("d", "e")) == Mark("fi.yml", 5, 6)
    assert document.lines == ["a: |", "  b", "  c", "d:", "  e: f", ""]


def test_flow_style_json_and_document_marks_are_read() -> None:
    assert read('---\n{"a": ["b", 1, true, null, {"c": "d"}], "e": {}}\n...\n').value == {
        "a": ["b", 1, True, None, {"c": "d"}],
        "e": {},
    }


# ------------------------------------------------------------------------------------------ places

PLACES = """\
format: 1
purposes:
  newsletter:
    data: [name, email]
    retention: {period: P2Y,
      after: end}
  empty:
list:
  - first
  - key: x
    other: "ä"
"""


@both_parsers
@pytest.mark.parametrize(
    ("path", "value_at", "key_at"),
    [
        ((), (1, 1), (1, 1)),
        (("format",), (1, 9), (1, 1)),
        (("purposes",), (3, 3), (2, 1)),
        (("purposes", "newsletter"), (4, 5), (3, 3)),
        (("purposes", "newsletter", "data"), (4, 11), (4, 5)),
        (("purposes", "newsletter", "data", 1), (4, 18), (4, 18)),
        (("purposes", "newsletter", "retention", "after"), (6, 14), (6, 7)),
        (("purposes", "empty"), (7, 9), (7, 3)),
        (("list", 0), (9, 5), (9, 5)),
        (("list", 1), (10, 5), (10, 5)),
        (("list", 1, "other"), (11, 12), (11, 5)),
        # What is not there is shown at what lacks it.
        (("purposes", "newsletter", "legal_basis"), (3, 3), (3, 3)),
        (("purposes", "newsletter", "data", 7, "x"), (4, 5), (4, 5)),
        (("list", 1, "missing", "deeper"), (10, 5), (10, 5)),
        (("missing",), (1, 1), (1, 1)),
    ],
)
def test_each_value_and_key_has_its_place(
    path: Path, value_at: tuple[int, int], key_at: tuple[int, int], pure: bool
) -> None:
    document = read(PLACES, pure=pure)
    assert document.diagnostics == ()
    assert document.at(path) == Mark("fi.yml", *value_at)
    assert document.at(path, key=True) == Mark("fi.yml", *key_at)


def test_columns_count_characters_not_bytes() -> None:
    assert found('ä: "äö😀\\x00"') == [(1, 8, "control-character")]


def test_the_empty_value_of_an_explicit_key_is_placed_at_its_key() -> None:
    assert read("? a").at(("a",)) == Mark("fi.yml", 1, 3)


def test_a_document_without_a_value_places_everything_at_its_beginning() -> None:
    assert read(b"\xff").at(("a", 1)) == Mark("fi.yml", 1, 1)


# ---------------------------------------------------------------------------------------- refusals

REFUSALS = [
    # characters
    ("a: b\x00c", (1, 5, "control-character")),
    ("a: b\x0cc", (1, 5, "control-character")),
    ("a: b\x7f", (1, 5, "control-character")),
    ("a: b\nc: x\x85y: z\n", (2, 5, "control-character")),
    ("a: b\u2028c", (1, 5, "control-character")),
    ("a: |\n  b\n  c\u202ed", (3, 4, "bidi-character")),
    ("a: b\u2066c", (1, 5, "bidi-character")),
    ("a: b\u200ec", (1, 5, "bidi-character")),
    ("a: b\u200bc", (1, 5, "invisible-character")),
    ("a: b\u2060c", (1, 5, "invisible-character")),
    ("a: b\ufeffc", (1, 5, "invisible-character")),
    ("a: b\U000e0041c", (1, 5, "invisible-character")),
    ("a: b\ufdd0c", (1, 5, "noncharacter")),
    ("a: b\U0010ffffc", (1, 5, "noncharacter")),
    ("a: \uf0b7 b", (1, 4, "private-use-character")),
    ("a: b\ufffdc", (1, 5, "replacement-character")),
    ('a: "b\\0"', (1, 6, "control-character")),
    ('a: "b\\x1b"', (1, 6, "control-character")),
    ('a: "b\\e"', (1, 6, "control-character")),
    ('a: "b\\N"', (1, 6, "control-character")),
    ('a: "b\\L"', (1, 6, "control-character")),
    ('a: "b\\\\\\u202e"', (1, 8, "bidi-character")),
    ('a: "b\n  c\\u200B"', (2, 4, "invisible-character")),
    ('a: "\\U0001FFFE"', (1, 5, "noncharacter")),
    ('a: "\\ud83d"', (1, 5, "noncharacter")),
    ('"a\\u200B": b', (1, 3, "invisible-character")),
    # what notices do not use
    ("a: &b c", (1, 4, "anchor")),
    ("a: &b\n  c: d", (1, 4, "anchor")),
    ("a: &b [c]", (1, 4, "anchor")),
    ("&b a: c", (1, 1, "anchor")),
    ("a: *b", (1, 4, "alias")),
    ("*b : c", (1, 1, "alias")),
    ("a: !!python/object:os.system x", (1, 4, "tag")),
    ("a: !!binary eA==", (1, 4, "tag")),
    ("a: !Uusi asia", (1, 4, "tag")),
    ("!x a: b", (1, 1, "tag")),
    ("%YAML 1.2\n---\na: b", (1, 1, "directive")),
    ("# c\n%TAG !x! y\n---\na: b", (2, 1, "directive")),
    ("%YAML 9.9\n---\na: b", (1, 1, "directive")),
    ("a: b\n%c: d", (2, 1, "directive")),
    ("a: b\n---\nc: d", (2, 1, "several-documents")),
    ("a: b\n---\n", (2, 1, "several-documents")),
    ("a: b\n...\nc: d", (3, 1, "several-documents")),
    ("a: b\n<<: {c: d}", (2, 1, "merge-key")),
    ("a: b\n[c]: d", (2, 1, "non-scalar-key")),
    ("? {c: d}\n: e\n", (1, 3, "non-scalar-key")),
    ("a: {{ nimi }}", (1, 5, "non-scalar-key")),
    ("a: b\nc: d\na: e", (3, 1, "duplicate-key")),
    ("a:\n  b: {c: 1, c: 2}", (2, 13, "duplicate-key")),
    ("a: b\n: c", (2, 1, "empty-key")),
    ('a: b\n"": c', (2, 1, "empty-key")),
    ("a: {: b}", (1, 5, "empty-key")),
    ("a: " + "[" * 30, (1, 23, "too-deep")),
    ("a: " + "[" * 100_000, (1, 23, "too-deep")),
    ("a:\n  " + "- " * 30 + "x", (2, 41, "too-deep")),
    ("a: [" + "b," * MAX_VALUES + "]", (1, 2 * MAX_VALUES + 1, "too-many-values")),
    ("- a: b", (1, 1, "top-level-list")),
    ("[a, b]", (1, 1, "top-level-list")),
    ("", (1, 1, "empty-file")),
    ("\n# c\n", (1, 1, "empty-file")),
    ("---\n", (1, 1, "empty-file")),
    # what people get wrong
    ("title: Seloste: asiakkaat", (1, 15, "colon-in-text")),
    ("a: b\ntitle: “Seloste: asiakkaat”\n", (2, 16, "colon-in-text")),
    ("text: Keräämme:\n  - nimi", (1, 15, "colon-in-text")),
    ("a: b\n  tämä on jatko: c", (2, 16, "colon-in-text")),
    ("a:\n  - b: c: d", (2, 9, "colon-in-text")),
    ("a: [x y: z: d]", (1, 11, "colon-in-text")),
    ("a: [x,\n  y: z: d]", (2, 7, "colon-in-text")),
    ("--- a: b", (1, 6, "colon-in-text")),
    ("title:Foo", (1, 6, "no-space-after-colon")),
    ("title:Foo\nb: c", (1, 6, "no-space-after-colon")),
    ("b: c\ntitle:Foo\nd: e", (2, 6, "no-space-after-colon")),
    ("b: c\ntitle:Foo", (2, 6, "no-space-after-colon")),
    ("title:\u00a0Foo", (1, 7, "no-break-space")),
    ("title:\u00a0Foo\nb: c", (1, 7, "no-break-space")),
    ("b: c\ntitle:\u202fFoo\n", (2, 7, "no-break-space")),
    ("a: b\n\u00a0\u00a0c: d", (2, 1, "no-break-space")),
    ("a: b\ntitle:\u00a0Foo: c", (2, 7, "no-break-space")),
    ("a: b\nc\u00a0: d", (2, 2, "no-break-space")),
    ("a: {b\n  c\u00a0}", (2, 4, "no-break-space")),
    ("p:\n\ta: x", (2, 1, "tab-indentation")),
    ("p:\n  a: x\n \tb: y", (3, 2, "tab-indentation")),
    ("a: b\n\tc", (2, 1, "tab-indentation")),
    ("a: |\n  b\n\tc", (3, 1, "tab-indentation")),
    ("a: b\n  jatko: c", (2, 3, "wrong-indentation")),
    ("a : b\n c : d", (2, 2, "wrong-indentation")),
    ("p:\n  a: x\n b: y", (3, 2, "wrong-indentation")),
    ("p:\n  a: x\n   b: y", (3, 4, "wrong-indentation")),
    ("p:\n    a: x\n  b: y", (3, 3, "wrong-indentation")),
    ("a:\n  - x\n - y", (3, 2, "wrong-indentation")),
    ("  a: b\nc: d", (2, 1, "wrong-indentation")),
    ("a: |\n  b\n c", (3, 2, "wrong-indentation")),
    ("a: b # x\n  c: d", (2, 3, "wrong-indentation")),
    ("a: b\ntämä on rivi\nc: d", (2, 1, "line-without-key")),
    ("a: b\ntämä on rivi", (2, 1, "line-without-key")),
    ("tämä on rivi\nc: d", (1, 1, "line-without-key")),
    ("tämä on rivi", (1, 1, "line-without-key")),
    ('"tämä on rivi"', (1, 1, "line-without-key")),
    ("a: |\n  b\nc\n", (3, 1, "line-without-key")),
    ("a: *tähti*", (1, 4, "special-first-character")),
    ("a: **lihava** b", (1, 4, "special-first-character")),
    ("a: *b c", (1, 4, "special-first-character")),
    ("a: & b", (1, 4, "special-first-character")),
    ("a: @b", (1, 4, "special-first-character")),
    ("a: `b`", (1, 4, "special-first-character")),
    ("a: %5", (1, 4, "special-first-character")),
    ("a: !b!c", (1, 4, "special-first-character")),
    ("a: [FI] b", (1, 4, "special-first-character")),
    ("a: {b} c", (1, 4, "special-first-character")),
    ("a: > 18", (1, 4, "special-first-character")),
    ("a: | b", (1, 4, "special-first-character")),
    ("a: >5\nb: c", (1, 4, "special-first-character")),
    ("a: ? b", (1, 4, "special-first-character")),
    ("a: , b", (1, 4, "special-first-character")),
    ("a: ] b", (1, 4, "special-first-character")),
    ("l: [@b]", (1, 5, "special-first-character")),
    ("a: - b", (1, 4, "list-beside-key")),
    ("a: b\n- c", (2, 1, "list-item-among-keys")),
    ("a:\n  b: c\n  - d", (3, 3, "list-item-among-keys")),
    ("a:\n  - b\n  c: d", (3, 3, "key-among-list-items")),
    ("a:\n  - b\n  c", (3, 3, "key-among-list-items")),
    ('a: b\nc: "d\ne: f', (2, 4, "unclosed-quote")),
    ('a: "b\nc: "d"', (1, 4, "unclosed-quote")),
    ('a: "b\nc: d"', (1, 4, "unclosed-quote")),
    ('a: "b\nc: d\ne: "f"', (1, 4, "unclosed-quote")),
    ("a: 'b\nc: 'd'\ne: 'f'", (1, 4, "unclosed-quote")),
    ('a:\n  - "b\n  - c"', (2, 5, "unclosed-quote")),
    ('l: ["a, b]\nc: "d"', (1, 5, "unclosed-quote")),
    ('"a: b', (1, 1, "unclosed-quote")),
    ('a: "b\n---\nc"', (1, 4, "unclosed-quote")),
    ('a: "b" c', (1, 8, "text-after-quote")),
    ('a: "b": c', (1, 7, "text-after-quote")),
    ("a: 'It's ours'", (1, 8, "text-after-quote")),
    ('a: "b""\nc: d', (1, 7, "text-after-quote")),
    ('"a" b: c', (1, 5, "text-after-quote")),
    ('"a" b', (1, 5, "text-after-quote")),
    ('l: ["a" b]', (1, 9, "text-after-quote")),
    ('a: "b\n  c" d', (2, 6, "text-after-quote")),
    ("l: [fi, sv", (1, 4, "unclosed-bracket")),
    ("l: [fi, sv\nc: d", (1, 4, "unclosed-bracket")),
    ('l: ["fi"\nc: d', (1, 4, "unclosed-bracket")),
    ("l: [fi, ", (1, 4, "unclosed-bracket")),
    ("l:\n  [", (2, 3, "unclosed-bracket")),
    ("l: [a:\n", (1, 4, "unclosed-bracket")),
    ("l: [\n\n\n", (1, 4, "unclosed-bracket")),
    ("l: {a: b\nc: d", (1, 4, "unclosed-bracket")),
    ('a: "C:\\users"', (1, 7, "wrong-escape")),
    ('a: "b \\. c"', (1, 7, "wrong-escape")),
    ('a: "b \\u\\U00109999"', (1, 7, "wrong-escape")),
    ('a: "\\\\ \\n\n  \\x4 "', (2, 3, "wrong-escape")),
    ('a: "b \\U00110000 c"', (1, 7, "wrong-escape")),
    ('a: "b \\UFFFFFFFF c"', (1, 7, "wrong-escape")),
    ("a: b #c\n  d", (1, 6, "comment-inside-text")),
    ("a: [b, , c]", (1, 8, "syntax")),
    # doubtful, still readable
    ("a: puhelin #123", (1, 12, "comment-after-text")),
    ("a: Osasto 2 # 5 on auki", (1, 13, "comment-after-text")),
    ("a: #metoo", (1, 4, "comment-after-text")),
    ('a: "b"#c', (1, 7, "comment-after-text")),
    ("a: “b”", (1, 4, "curly-quotes")),
    ("a: ”b”", (1, 4, "curly-quotes")),
    ("“a”: b", (1, 1, "curly-quotes")),
    ("l: [“a”, b]", (1, 5, "curly-quotes")),
    ("a: b\n  - c\n  - d", (2, 3, "list-joined-to-text")),
]


@both_parsers
@pytest.mark.parametrize(("text", "place"), REFUSALS, ids=[f"{p[2]}-{i}" for i, (_, p) in enumerate(REFUSALS)])
def test_a_fault_is_told_once_where_it_is(text: str, place: tuple[int, int, str], pure: bool) -> None:
    assert found(text, pure=pure) == [place]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"a" * (MAX_BYTES + 1), (1, 1, "file-too-large")),
        (b"PK\x03\x04\x14\x00", (1, 1, "not-a-text-file")),
        (b"{\\rtf1\\ansi", (1, 1, "not-a-text-file")),
        ("title: Käyttäjät\r\n".encode("utf-16"), (1, 1, "utf-16")),
        ("title: Käyttäjät\r\n".encode("utf-16-be"), (1, 1, "utf-16")),
        ("title: Käyttäjät\r\n".encode("utf-16-le"), (1, 1, "utf-16")),
        ("title: Käyttäjät\r\n".encode("utf-32"), (1, 1, "utf-16")),
        ("title: Käyttäjät\r\n".encode("utf-32-be"), (1, 1, "utf-16")),
        (b"\xff\xfea\x00\x00\xd8", (1, 1, "utf-16")),
        ("a: b\r\ntitle: Käyttäjät".encode("cp1252"), (2, 9, "windows-1252")),
        ("a: b\ntitle: ä".encode() + b"\xe4", (2, 9, "not-utf-8")),
        (b"a: b\ntitle: \x84\xa0", (2, 8, "not-utf-8")),
        (b"a: \xed\xa0\x80", (1, 4, "not-utf-8")),
    ],
)
def test_a_file_that_is_no_utf_8_is_refused_at_the_first_bad_byte(data: bytes, place: tuple[int, int, str]) -> None:
    assert found(data) == [place]


def test_the_largest_file_allowed_is_read() -> None:
    assert read(b"a: " + b"b" * (MAX_BYTES - 3)).diagnostics == ()


# ------------------------------------------------------------------------------------------- depth

LEVELS_20 = {
    "brackets": "a: " + "[" * 19 + "]" * 19,
    "braces": "{a: " * 20 + "1" + "}" * 20,
    "items": "a:\n  " + "- " * 19 + "x",
    "mixed": "a: " + "[{a: " * 9 + "[1]" + "}]" * 9,
    "a-line-each": "a: " + "[\n" * 19 + "]" * 19,
    "items-then-brackets": "a:\n  " + "- " * 10 + "[" * 9 + "]" * 9,
    "keys": "".join(" " * level + "a:\n" for level in range(20)),
}

LEVELS_21 = {
    "brackets": ("a: " + "[" * 20 + "]" * 20, (1, 23)),
    "braces": ("{a: " * 21 + "1" + "}" * 21, (1, 81)),
    "items": ("a:\n  " + "- " * 20 + "x", (2, 41)),
    "mixed": ("a: " + "[{a: " * 10 + "1" + "}]" * 10, (1, 50)),
    "a-line-each": ("a: " + "[\n" * 20 + "]" * 20, (20, 1)),
    "items-then-brackets": ("a:\n  " + "- " * 10 + "[" * 10 + "]" * 10, (2, 32)),
    "keys": ("".join(" " * level + "a:\n" for level in range(21)), (21, 21)),
}

LEVELS_100_000 = {
    "brackets": ("a: " + "[" * 100_000, (1, 23)),
    "braces": ("{a: " * 100_000, (1, 81)),
    "items": ("a:\n  " + "- " * 100_000 + "x", (2, 41)),
    "mixed": ("a: " + "[{a: " * 50_000, (1, 50)),
    "a-line-each": ("a: " + "[\n" * 100_000, (20, 1)),
    "items-then-brackets": ("a:\n  " + "- " * 10 + "[" * 100_000, (2, 32)),
    "keys": ("".join(" " * level + "a:\n" for level in range(1_000)), (21, 21)),
}
"""Of keys no file can have so many levels: each is indented by one space more."""


@both_parsers
@pytest.mark.parametrize("text", LEVELS_20.values(), ids=LEVELS_20)
def test_20_levels_of_maps_and_lists_are_read(text: str, pure: bool) -> None:
    assert found(text, pure=pure) == []


@both_parsers
@pytest.mark.parametrize(("text", "place"), LEVELS_21.values(), ids=LEVELS_21)
def test_21_levels_are_refused_at_the_last(text: str, place: tuple[int, int], pure: bool) -> None:
    assert found(text, pure=pure) == [(*place, "too-deep")]


@both_parsers
@pytest.mark.parametrize(("text", "place"), LEVELS_100_000.values(), ids=LEVELS_100_000)
def test_100_000_levels_are_refused_at_the_same_place(text: str, place: tuple[int, int], pure: bool) -> None:
    assert found(text, pure=pure) == [(*place, "too-deep")]


class Short(yaml.SafeLoader):
    """A parser that bears 21 brackets, or 21 levels of indentation, and says so in words of its own."""

    def fetch_flow_collection_start(self, token: type[yaml.Token]) -> None:
        if self.flow_level == 21:
            raise yaml.scanner.ScannerError("while reading", None, "enough is enough", self.get_mark())
        super().fetch_flow_collection_start(token)

    def add_indent(self, column: int) -> bool:
        if len(self.indents) == 21:
            raise yaml.scanner.ScannerError("while reading", None, "enough is enough", self.get_mark())
        return bool(super().add_indent(column))


@pytest.mark.parametrize(
    ("text", "place"),
    [*LEVELS_21.values(), *LEVELS_100_000.values()],
    ids=[*LEVELS_21, *(f"{k}-many" for k in LEVELS_100_000)],
)
def test_our_depth_comes_first_whatever_a_parser_bears(text: str, place: tuple[int, int]) -> None:
    faults: list[Diagnostic] = []
    EventReader(text, "fi.yml", faults, Short).read()
    assert placed(faults) == [(*place, "too-deep")]


def test_what_a_parser_refuses_for_another_reason_keeps_its_own_words() -> None:
    assert found("a: " + "[" * 19 + "@") == [(1, 23, "special-first-character")]


def test_a_file_in_windows_1252_is_searched_for_more_faults() -> None:
    assert found("title: Käyttäjät\ntitle: b".encode("cp1252")) == [
        (1, 9, "windows-1252"),
        (2, 1, "duplicate-key"),
    ]


def test_a_bracket_right_after_a_colon_lacks_a_space() -> None:
    # Only libyaml: PyYAML's own parser takes it for a map.
    assert found("retention: {days:[1]}") == [(1, 17, "no-space-after-colon")]


@both_parsers
def test_one_run_tells_every_fault_in_reading_order(pure: bool) -> None:
    text = 'a: !x b\nc: &y "d\\0"\na: \u200be\nf: *y\n? [g]\n: *y\nh: {i: j, i: k}\n<<: {}\nl: m: n\no: : p'
    assert found(text, pure=pure) == [
        (1, 4, "tag"),
        (2, 4, "anchor"),
        (2, 9, "control-character"),
        (3, 1, "duplicate-key"),
        (3, 4, "invisible-character"),
        (4, 4, "alias"),
        (5, 3, "non-scalar-key"),
        (6, 3, "alias"),
        (7, 11, "duplicate-key"),
        (8, 1, "merge-key"),
        (9, 5, "colon-in-text"),
    ]


@both_parsers
def test_an_anchor_beside_a_tag_is_told_beside_it(pure: bool) -> None:
    assert found("a: !x &y\n  b: c", pure=pure) == [(1, 4, "tag"), (1, 7, "anchor")]


def test_a_refused_character_hides_the_syntax_error_that_it_causes() -> None:
    assert found("a: b\nc\u200b\u00a0d\ne: f") == [(2, 2, "invisible-character")]


def test_many_faults_are_cut_with_a_word_that_says_so() -> None:
    for text in ("a: !x b\n" * 1000, "a: " + "\x00" * 1000, 'a: "' + "\\0" * 1000 + '"'):
        names = [name for _, _, name in found(text)]
        assert len(names) == MAX_FAULTS + 1
        assert names.count("too-many-faults") == 1
        assert names[-1] == "too-many-faults"


def test_a_billion_laughs_are_refused_without_being_laughed() -> None:
    lines = ["a: &a [x, x]"] + [f"{b}: &{b} [*{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    assert {name for _, _, name in found("\n".join(lines))} == {"anchor", "alias"}


def test_nothing_is_published_from_a_file_with_an_error_but_doubts_do_not_stop_it() -> None:
    assert read("a: b\na: c").value is None
    document = read("a: “b”")
    assert document.value == {"a": "“b”"}
    assert [diagnostic.severity for diagnostic in document.diagnostics] == [Severity.WARNING]


def test_messages_name_what_was_found() -> None:
    [diagnostic] = read("title: Asiakkaat\na: b\ntitle: Kaikki\n").diagnostics
    assert message(diagnostic) == "the key `title` is already on line 1"
    assert hint(diagnostic) == "keep one of the two"
    assert diagnostic.severity is Severity.ERROR
    assert diagnostic.code == "L027"
    [diagnostic] = read('a: "\\u202e"').diagnostics
    assert "`U+202E RIGHT-TO-LEFT OVERRIDE`" in message(diagnostic)
    [diagnostic] = read("a: 'It's'").diagnostics
    assert "`''`" in hint(diagnostic)
    [diagnostic] = read(b"PK\x03\x04").diagnostics
    assert message(diagnostic) == "the file is a Word, OpenDocument or zip document, not plain text"
    [diagnostic] = read(b"a" * (MAX_BYTES + 1)).diagnostics
    assert message(diagnostic) == "the file has 524289 bytes; 524288 are allowed"
    [diagnostic] = read("a: [b, , c]").diagnostics
    assert message(diagnostic).startswith("the line cannot be understood (while parsing a flow ")


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "U+0000 NULL"),
        ("\x1b", "U+001B ESCAPE"),
        ("\x7f", "U+007F DELETE"),
        ("\x85", "U+0085 NEXT LINE"),
        ("\x9f", "U+009F CONTROL CHARACTER"),
        ("\u200b", "U+200B ZERO WIDTH SPACE"),
        ("\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\ufffe", "U+FFFE NONCHARACTER"),
        ("\uf0b7", "U+F0B7 PRIVATE USE CHARACTER"),
        ("\U000e0fff", "U+E0FFF UNNAMED CHARACTER"),
    ],
)
def test_characters_are_called_by_code_point_and_name(character: str, name: str) -> None:
    [diagnostic] = read(f"a: b{character}c").diagnostics
    assert f"`{name}`" in message(diagnostic)


def test_messages_never_repeat_what_they_warn_of() -> None:
    document = read('"a\\u202e\\nb": 1\n"a\\u202e\\nb": 2\n' + f"{'k' * 99}: 1\n{'k' * 99}: 2")
    messages = [message(diagnostic) for diagnostic in document.diagnostics if diagnostic.code == "L027"]
    assert messages == [
        "the key `a\\u202E b` is already on line 1",
        f"the key `{'k' * 39}…` is already on line 3",
    ]


@pytest.mark.parametrize("first", range(0x20, 0x3000, 0x100))
def test_letters_of_every_script_pass(first: int) -> None:
    letters = "".join(chr(code) for code in range(first, first + 0x100) if chr(code).isprintable())
    assert read(f"a: |\n  x{letters}\n").value == {"a": f"x{letters}\n"}


# --------------------------------------------------------------------------------------- the table


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = list(CODES.values())
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"L\d{3}", code) for code in codes)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in CODES)


def test_every_fault_has_a_case_here() -> None:
    cases = {name for _, (_, _, name) in REFUSALS}
    of_their_own = {
        "file-too-large",
        "not-a-text-file",
        "utf-16",
        "windows-1252",
        "not-utf-8",
        "too-many-faults",
    }
    assert cases | of_their_own == {fault.name for fault in OF_FILES}


@both_parsers
@pytest.mark.parametrize("code", EXAMPLES)
def test_the_examples_of_the_handbook_say_the_truth(code: str, pure: bool) -> None:
    fails, passes = EXAMPLES[code]
    assert code in {diagnostic.code for diagnostic in read(fails, pure=pure).diagnostics}
    assert found(passes, pure=pure) == []


def test_only_what_no_page_can_show_lacks_an_example() -> None:
    lacking = {fault.name for fault in OF_FILES if fault.code not in EXAMPLES}
    assert lacking == {"file-too-large", "not-a-text-file", "utf-16", "windows-1252", "not-utf-8", "too-many-values"}


@pytest.mark.parametrize("fault", OF_FILES, ids=lambda fault: fault.name)
def test_messages_are_sentences_without_a_full_stop_and_explanations_with_one(fault: Fault) -> None:
    english = fault_catalog("en")
    for part in ("message", "hint"):
        template = english.get(f"{fault.code}.{part}")
        assert template
        assert not template.endswith(".")
        assert not template[0].isupper()
    assert teller("en").why(fault.code).endswith(".")


@pytest.mark.parametrize("language", languages_of_faults())
@pytest.mark.parametrize(("text", "place"), REFUSALS, ids=[f"{p[2]}-{i}" for i, (_, p) in enumerate(REFUSALS)])
def test_words_name_what_a_fault_has_and_nothing_else(text: str, place: tuple[int, int, str], language: str) -> None:
    for diagnostic in read(text).diagnostics:
        parts = [fault_catalog(language).get(f"{diagnostic.fault}.{part}") or "" for part in ("message", "hint")]
        named = {name for part in parts for _, name, _, _ in string.Formatter().parse(part) if name}
        if language == "en":
            assert named == set(diagnostic.values)
        else:
            assert named <= set(diagnostic.values)


# -------------------------------------------------------------------------------------- properties

FRAGMENTS = [
    *"ab:-?#&*!|>%@`'\"[]{},\\ \n\t",
    *["a: ", "- ", "  ", "\n  ", "\na: ", " #", ": ", '"\n', "---\n", "...\n"],
    *["<<: ", "&x ", "*x ", "!!str ", "%YAML 1.1\n"],
    *["\\u202e", "\\ud800", "\\U00110000", "\\x00", "\\N"],
    *"äå“”\u00a0\u0085\u2028\u200b\u202e\ufeff\ufffd\ufffe\uf0b7\r\x00😀",
]

yaml_like = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)


@settings(deadline=None)
@given(data=st.binary(max_size=200), pure=st.booleans())
def test_any_bytes_give_a_document(data: bytes, pure: bool) -> None:
    read(data, pure=pure)


@settings(deadline=None)
@given(text=st.text(max_size=100), codec=st.sampled_from(["utf-8", "utf-16", "utf-32", "cp1252", "utf-16-le"]))
def test_any_text_in_any_encoding_gives_a_document(text: str, codec: str) -> None:
    read(text.encode(codec, "replace"))


@settings(deadline=None, max_examples=examples(500))
@given(text=yaml_like, pure=st.booleans())
def test_anything_that_looks_like_yaml_gives_a_document(text: str, pure: bool) -> None:
    read(text, pure=pure)


texts = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp"]) | st.sampled_from("\n\t:#'\"\\"),
    max_size=100,
).filter(lambda text: "\ufffd" not in text and "\ufffc" not in text)
leaves = st.none() | st.booleans() | st.integers(-(10**18) + 1, 10**18 - 1) | texts
trees = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts.filter(bool), inner, max_size=4),
    max_leaves=12,
)


class Quoted(yaml.SafeDumper):
    """Writes every text between double quotes, and nothing by reference."""

    def ignore_aliases(self, data: object) -> bool:
        return True


Quoted.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


@settings(deadline=None)
@given(value=st.dictionaries(texts.filter(bool), trees, max_size=4), flow=st.booleans(), pure=st.booleans())
def test_what_another_program_wrote_comes_back_as_it_was(value: Value, flow: bool, pure: bool) -> None:
    source = yaml.dump(value, Dumper=Quoted, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    document = read(source, pure=pure)
    assert document.diagnostics == ()
    assert document.value == value


@settings(deadline=None)
@given(value=st.dictionaries(st.text(string.ascii_lowercase, min_size=1), texts, min_size=1, max_size=5))
def test_every_mark_points_at_the_value_it_is_of(value: dict[str, str]) -> None:
    document = read(yaml.dump(value, Dumper=Quoted, allow_unicode=True))
    for key in value:
        at, key_at = document.at((key,)), document.at((key,), key=True)
        assert document.lines[at.line - 1][at.column - 1] == '"'
        assert document.lines[key_at.line - 1][key_at.column - 1 :].startswith(f'"{key}"')
