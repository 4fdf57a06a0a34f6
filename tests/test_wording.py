"""What a rule asks of one text: what it affirms and denies, and the place of a word in the file."""

from __future__ import annotations

import re

import pytest

from privacy_notices.check.patterns import Finder
from privacy_notices.check.wording import affirmed, bare_heading, denies, is_heading, judged, place_in
from privacy_notices.load.yaml_file import load
from privacy_notices.model.statements import Statement
from privacy_notices.schema.words_forms import PortalWords, Words

FILE = load(
    b"""title: Google orders
summary: We use no Google. The register is kept
  with Google, and with Google only.
texts:
  security: |
    Our people use the register.

    It is kept in the cloud of Google.
  recipients: "Nobody \\u0069s Google."
""",
    "notices/shop/en.yml",
)


def text(*path: str, said: str | None = None, language: str = "en") -> Statement:
    value: object = FILE.value
    for step in path:
        value = value[step]  # type: ignore[index]
    return Statement(language, path, str(value) if said is None else said, FILE, path)


def place(found: Statement, pattern: str, number: int = 0) -> tuple[int, int]:
    match = list(re.finditer(pattern, found.text))[number]
    mark = place_in(found, match)
    assert mark.file == "notices/shop/en.yml"
    return mark.line, mark.column


@pytest.mark.parametrize(
    ("path", "pattern", "number", "expected"),
    [
        # The same word before the text, in another one, is not meant.
        (("title",), "Google", 0, (1, 8)),
        (("summary",), "Google", 0, (2, 20)),
        (("summary",), "Google", 1, (3, 8)),
        (("summary",), "Google", 2, (3, 25)),
        # What the file folds over two lines is found where it begins.
        (("summary",), "kept with", 0, (2, 44)),
        (("texts", "security"), "Our", 0, (6, 5)),
        (("texts", "security"), "Google", 0, (8, 32)),
        # What the file writes otherwise than it is read is at the beginning of the text.
        (("texts", "recipients"), "is Google", 0, (9, 15)),
    ],
)
def test_a_word_is_placed_where_the_file_has_it(
    path: tuple[str, ...], pattern: str, number: int, expected: tuple[int, int]
) -> None:
    assert place(text(*path), pattern, number) == expected


def test_what_is_not_found_or_only_space_is_at_the_beginning_of_the_text() -> None:
    summary = text("summary")
    assert place_in(summary, None) == summary.mark
    assert place_in(summary, re.search(r"\s", summary.text)) == summary.mark
    assert summary.mark == ("notices/shop/en.yml", 2, 10)


def test_a_match_in_a_denial_is_not_affirmed_and_a_later_one_is() -> None:
    found = affirmed(text("summary"), Finder(["google"]))
    assert found is not None
    assert found.start() == text("summary").text.index("with Google") + len("with ")
    assert affirmed(text("summary", said="We use no Google."), Finder(["google"])) is None
    assert affirmed(text("summary", said="We use maps."), Finder(["google"])) is None
    # A sentence that says nothing of it ends no search.
    assert affirmed(text("summary", said="We sell books. The register is with Google."), Finder(["google"])) is not None


@pytest.mark.parametrize(
    ("said", "is_denial"),
    [("We do not.", True), ("We do. We do not.", False), ("We do not. We do.", True), ("", False), ("We do", False)],
)
def test_a_text_denies_when_its_first_sentence_does(said: str, is_denial: bool) -> None:
    assert denies(text("summary", said=said)) is is_denial


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("title",), True),
        (("site_name",), True),
        (("sections", "calls", "title"), True),
        (("automated_decisions", "credit", "name"), True),
        (("sections", "calls", "text"), False),
        (("summary",), False),
    ],
)
def test_titles_and_names_are_headings(path: tuple[str, ...], expected: bool) -> None:
    assert is_heading(Statement("en", path, "x", FILE, path)) is expected


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("12. How we protect the data", "how we protect the data"),
        ("3.1 Rights:", "rights"),
        ("Tarkastus- oikeus", "tarkastusoikeus"),
        ("Your rights?!", "your rights"),
        ("STRASSE Straße", "strasse strasse"),
    ],
)
def test_headings_are_compared_without_number_stop_capitals_and_hyphens(written: str, bare: str) -> None:
    assert bare_heading(written) == bare


def test_history_and_addresses_are_not_judged_and_everything_else_is() -> None:
    words = Words.model_validate(
        {
            "title": "Orders",
            "slug": "orders",
            "summary": "We sell.",
            "purposes": {"orders": "We send."},
            "changes": {"2026-02-01": "We might."},
            "rights": {"access": "Write."},
        }
    )
    assert [text.keys for text in judged(words, "en", FILE)] == [
        ("title",),
        ("summary",),
        ("purposes", "orders", "text"),
        ("rights", "access"),
    ]
    portal = PortalWords.model_validate({"site_name": "Privacy", "intro": "We sell.", "texts": {"ui.search": "Look"}})
    assert [text.keys[0] for text in judged(portal, "en", FILE)] == ["site_name", "intro", "texts"]
