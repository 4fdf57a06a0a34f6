"""Texts are written into words files and nothing else in them changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loops import examples
from privacy_notices.load.yaml_file import load
from privacy_notices.translations.yaml_edit import UnwritableError, edit_words

FILE = """\
# Words of the customer register
title: Kundregister   # short

summary: >
  Vi sparar uppgifter
  om våra kunder.
purposes:
  # the most important one
  contract: "Vi sköter avtalet."
  news:
    name: 'Nyhetsbrev'
    text: |
      Vi skickar brev.

      - ett
      - två

rights: {access: Skriv till oss, erasure: 'Ring oss'}
changes:
  2026-02-01: Första versionen.
"""
PATHS = {
    ("title",): "Kundregister",
    ("summary",): "Vi sparar uppgifter om våra kunder.",
    ("purposes", "contract", "text"): "Vi sköter avtalet.",
    ("purposes", "news", "name"): "Nyhetsbrev",
    ("purposes", "news", "text"): "Vi skickar brev.\n\n- ett\n- två",
    ("rights", "access"): "Skriv till oss",
    ("rights", "erasure"): "Ring oss",
    ("changes", "2026-02-01"): "Första versionen.",
}
LIKE = load(
    b"title: a\nslug: a\nsummary: a\npurposes: {bill: a, contract: a, news: {name: a, text: a}}\n"
    b"retention_criteria: {news: a}\nrights: {access: a, erasure: a}\ntexts: {security: a}\nchanges: {2026-02-01: a}\n",
    "",
).value


def lines(written: bytes) -> list[str]:
    return written.decode().split("\n")


def read(data: bytes, path) -> str:
    value = load(data, "").value
    for position, step in enumerate(path):
        if isinstance(value, str) and path[position:] == ("text",):
            break
        value = value[step]
    return value.strip()


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"], include_characters="\n"), min_size=1
)
WORDS = st.lists(
    st.sampled_from(
        [
            "Kunder:",
            "- ett",
            "#1",
            '"a"',
            "'b'",
            "\\",
            "{x}",
            "[y]",
            "ja",
            "  ",
            "\n",
            "\n\n",
            "*a*",
            "åäö",
            "no",
            "|",
            ">",
            "a: b",
            "“c”",
            "%",
            "&d",
            "!e",
            "1",
            "2026-02-01",
            "---",
            "...",
        ]
    ),
    min_size=1,
).map(" ".join)


def clean(text: str) -> str:
    return text.strip()


@settings(max_examples=examples(200), deadline=None)
@given(st.sampled_from(sorted(PATHS)), (TEXTS | WORDS).map(clean).filter(bool), st.sampled_from(["\n", "\r\n"]))
@example(("title",), "a\n\n  b", "\n")
@example(("summary",), "ett\ntvå", "\r\n")
def test_a_changed_text_is_read_back_exactly_and_every_other_text_and_comment_stays(path, text, newline) -> None:
    data = FILE.replace("\n", newline).encode()
    try:
        written = edit_words(data, {path: text}, LIKE)
    except UnwritableError:
        # Only characters that a words file must not have.
        assert re.search(
            "[\x7f-\x9f\u2028\u2029\ufff0-\uffff\U000e0000-\U000e0fff]|[^\u0000-\uffff]|[\ufdd0-\ufdef]", text
        )
        return
    assert read(written, path) == text
    for other, value in PATHS.items():
        if other != path:
            assert read(written, other) == value
    assert written.count(b"\n") == written.count(newline.encode())
    for comment in ("# Words of the customer register", "# short", "  # the most important one"):
        assert comment in written.decode()


@settings(max_examples=examples(100), deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                *PATHS,
                ("slug",),
                ("purposes", "bill", "text"),
                ("purposes", "contract", "name"),
                ("retention_criteria", "news"),
                ("texts", "security"),
                ("rights", "objection"),
            ]
        ),
        WORDS.map(clean).filter(bool),
        max_size=8,
    )
)
def test_any_number_of_changed_and_new_texts_is_written_at_once(texts) -> None:
    written = edit_words(FILE.encode(), texts, LIKE)
    for path, value in {**PATHS, **texts}.items():
        assert read(written, path) == value
    assert edit_words(written, texts, LIKE) == written


@settings(max_examples=examples(60), deadline=None)
@given(st.dictionaries(st.sampled_from(list(PATHS)), WORDS.map(clean).filter(bool), min_size=1))
def test_a_new_file_holds_exactly_what_was_written(texts) -> None:
    written = edit_words(None, texts, LIKE)
    for path, value in texts.items():
        assert read(written, path) == value


def test_nothing_to_write_changes_no_byte() -> None:
    data = b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode()
    assert edit_words(data, {}, LIKE) == data


def test_writing_what_is_there_changes_no_byte() -> None:
    assert (
        edit_words(FILE.encode(), {("title",): "Kundregister", ("rights", "erasure"): "Ring oss"}, LIKE)
        == FILE.encode()
    )


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        (("title",), "Kunder", "title: Kunder   # short"),
        (("title",), "Kunder: register", 'title: "Kunder: register"   # short'),
        (("title",), 'Kunder: "register"', "title: 'Kunder: \"register\"'   # short"),
        (("purposes", "contract", "text"), "Avtal", '  contract: "Avtal"'),
        (("purposes", "news", "name"), "Ann's brev", "    name: 'Ann''s brev'"),
        (("rights", "access"), "Skriv, eller ring", "rights: {access: \"Skriv, eller ring\", erasure: 'Ring oss'}"),
    ],
)
def test_a_text_keeps_its_style_where_that_can_say_it(path, text, line) -> None:
    assert line in lines(edit_words(FILE.encode(), {path: text}, LIKE))


def test_a_block_keeps_its_mark_and_its_indentation() -> None:
    written = edit_words(FILE.encode(), {("purposes", "news", "text"): "Vi skickar brev.\n\n- tre"}, LIKE).decode()
    assert "    text: |\n      Vi skickar brev.\n\n      - tre\n\nrights:" in written


def test_new_keys_stand_where_the_source_has_them() -> None:
    texts = {
        ("slug",): "kundregister",
        ("purposes", "bill", "text"): "Vi fakturerar.",
        ("retention_criteria", "news"): "Så länge du vill.",
        ("texts", "security"): "Lås.",
    }
    written = lines(edit_words(FILE.encode(), texts, LIKE))
    keys = [line.split(":")[0] for line in written if re.match(r" {0,2}[a-z_]+:", line)]
    assert keys == [
        "title",
        "slug",
        "summary",
        "purposes",
        "  bill",
        "  contract",
        "  news",
        "retention_criteria",
        "  news",
        "rights",
        "texts",
        "  security",
        "changes",
    ]


def test_a_plain_purpose_becomes_a_map_when_it_gets_a_name() -> None:
    written = edit_words(FILE.encode(), {("purposes", "contract", "name"): "Avtal"}, LIKE).decode()
    assert "  contract:\n    name: Avtal\n    text: Vi sköter avtalet.\n  news:" in written


def test_a_note_is_put_replaced_and_taken_away_right_above_its_key() -> None:
    path = ("purposes", "news", "name")
    first, second = "# fi 0123456789ab/0123456789ab", "# fi ba9876543210/0123456789ab"
    once = edit_words(FILE.encode(), {}, notes={path: first})
    assert f"    {first}\n    name: 'Nyhetsbrev'" in once.decode()
    again = edit_words(once, {}, notes={path: second})
    assert first not in again.decode()
    assert edit_words(again, {}, notes={path: None}) == FILE.encode()


@pytest.mark.parametrize("text", ["a\u0000b", "a\u202eb", "a\ufffeb"])
def test_a_character_that_files_must_not_have_is_not_written(text) -> None:
    with pytest.raises(UnwritableError):
        edit_words(FILE.encode(), {("title",): text}, LIKE)
