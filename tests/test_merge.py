"""Every catalog is what the English one makes of it, and nobody's translation is lost or passed off as sure."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import merge_catalogs
from privacy_notices.languages.catalog import read_catalog
from privacy_notices.languages.catalog_file import Entry, from_po
from privacy_notices.languages.merge import Disagreement, merged
from privacy_notices.languages.shipped_catalogs import FOLDER_OF_FAULTS, FOLDER_OF_PAGES
from programs import needs

PACKAGE = merge_catalogs.PACKAGE
HEADER = (
    '# Words.\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals={forms}; plural={rule};\\n"\n'
)
ENGLISH = HEADER.format(forms=2, rule="(n != 1)")


def po(*messages: str, header: str = ENGLISH) -> bytes:
    return "\n".join((header, *messages)).encode()


def message(key: str, english: str, words: str = "", before: str = "") -> str:
    return f'{before}msgctxt "{key}"\nmsgid "{english}"\nmsgstr "{words}"\n'


def entries(data: bytes) -> Mapping[str, Entry]:
    return {entry.id: entry for entry in from_po(data, "").entries}


def after(english: str, finnish: str) -> Entry:
    """What becomes of a Finnish message when the English one with the id `a` is this."""
    return entries(merged({"en.po": po(english), "fi.po": po(finnish)})["fi.po"])["a"]


# --- the catalogs that ship ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [FOLDER_OF_PAGES, FOLDER_OF_FAULTS])
def test_every_catalog_is_what_the_command_would_write(folder: str) -> None:
    assert {path.name for path, _ in merge_catalogs.changes(PACKAGE / folder, merge_catalogs.why_of(folder))} == set()


@pytest.mark.site
@needs("msgfmt")
@pytest.mark.parametrize(
    "path", sorted(PACKAGE.glob("languages/*/*.po")), ids=lambda path: f"{path.parts[-2]}-{path.stem}"
)
def test_gettext_reads_every_catalog(path: Path) -> None:
    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", path], check=True)


def test_the_command_writes_what_has_changed_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folders = [tmp_path / folder for folder in (FOLDER_OF_PAGES, FOLDER_OF_FAULTS)]
    for folder in folders:
        folder.mkdir(parents=True)
        (folder / "en.po").write_bytes(po(message("a", "A")))
        (folder / "fi.po").write_bytes(po(message("a", "A", "Aa"), message("c", "C", "Cc")))
    (folders[1] / "en.T.po").write_bytes(po(message("b", "B", "B")))
    assert merge_catalogs.main(["--check"], tmp_path) == 1
    assert (folders[1] / "en.T.po").exists()
    assert merge_catalogs.main([], tmp_path) == 0
    assert sorted(path.name for path in folders[1].iterdir()) == ["en.po", "fi.po"]
    assert list(entries((folders[1] / "fi.po").read_bytes())) == ["a", "b"]
    assert "languages/faults/fi.po: written, 1 of 2 messages without words, 0 unsure" in capsys.readouterr().out
    assert merge_catalogs.main(["--check"], tmp_path) == 0
    assert capsys.readouterr().out == ""


# --- one message -----------------------------------------------------------------------------------------------------


def test_what_has_not_changed_stays_as_it_is() -> None:
    assert after(message("a", "A text"), message("a", "A text", "Teksti")) == Entry("a", ("A text",), ("Teksti",))


def test_other_words_in_english_make_a_translation_unsure_and_unseen() -> None:
    made = merged({"en.po": po(message("a", "A long text")), "fi.po": po(message("a", "A text", "Teksti"))})
    entry = entries(made["fi.po"])["a"]
    assert (entry.words, entry.is_fuzzy, entry.previous) == (("Teksti",), True, ("A text",))
    assert b'#, fuzzy\n#| msgid "A text"\nmsgctxt "a"\nmsgid "A long text"\nmsgstr "Teksti"\n' in made["fi.po"]
    assert read_catalog(made["fi.po"], "fi", "fi.po")[0].get("a") is None


@pytest.mark.parametrize("english", ["a text", "A text.", "A  text", "“A text”", "A\\ntext", "A text?"])
def test_capitals_signs_and_white_space_leave_a_translation_sure(english: str) -> None:
    assert not after(message("a", english), message("a", "A text", "Teksti")).is_fuzzy


@pytest.mark.parametrize("english", ["A {name}", "A {text} {n}", "{text} a", "A {{text}}", "A texts"])
def test_another_name_in_braces_or_another_order_makes_a_translation_unsure(english: str) -> None:
    assert after(message("a", english), message("a", "A {text}", "{text}")).is_fuzzy


def test_a_text_that_is_again_what_it_was_makes_its_translation_sure_again() -> None:
    unsure = message("a", "A long text", "Teksti", '#, fuzzy\n#| msgid "A text"\n')
    assert after(message("a", "A text"), unsure) == Entry("a", ("A text",), ("Teksti",))


def test_a_translation_stays_unsure_until_somebody_says_otherwise() -> None:
    unsure = message("a", "A long text", "Teksti", '#, fuzzy\n#| msgid "A text"\n')
    entry = after(message("a", "A longer text"), unsure)
    assert (entry.is_fuzzy, entry.previous) == (True, ("A text",))
    by_hand = after(message("a", "A text"), message("a", "A text", "Teksti", "#, fuzzy\n"))
    assert (by_hand.is_fuzzy, by_hand.previous) == (True, ())


def test_who_takes_the_mark_away_need_not_take_the_old_text_away() -> None:
    looked_at = message("a", "A long text", "Teksti", '#| msgid "A text"\n')
    assert after(message("a", "A long text"), looked_at) == Entry("a", ("A long text",), ("Teksti",))


def test_a_text_that_nobody_has_translated_is_never_unsure() -> None:
    assert after(message("a", "A long text"), message("a", "A text")) == Entry("a", ("A long text",), ("",))


def test_a_message_under_a_new_id_keeps_its_words() -> None:
    made = merged({"en.po": po(message("b", "A text")), "fi.po": po(message("a", "A text", "Teksti"))})
    assert entries(made["fi.po"]) == {"b": Entry("b", ("A text",), ("Teksti",))}


def test_a_message_that_is_gone_is_gone_and_a_new_one_waits() -> None:
    made = merged({"en.po": po(message("c", "C")), "fi.po": po(message("b", "B", "Bb"))})
    assert entries(made["fi.po"]) == {"c": Entry("c", ("C",), ("",))}


def test_what_translators_are_told_comes_from_english_and_what_they_note_stays() -> None:
    entry = after(message("a", "A", before="#. Said of {x}.\n"), message("a", "A", "Aa", "# Kysy Ainolta.\n#. Old.\n"))
    assert (entry.about, entry.notes) == (("Said of {x}.",), ("Kysy Ainolta.",))


def test_a_text_of_several_lines_and_its_old_one_are_read_again_as_they_were_written() -> None:
    finnish = po(message("a", 'Say \\"A\\"\\nand\\\\or', "Sano\\n\\tA"))
    once = merged({"en.po": po(message("a", "Say B\\nand C\\n")), "fi.po": finnish})
    assert entries(once["fi.po"])["a"] == Entry(
        "a", ("Say B\nand C\n",), ("Sano\n\tA",), previous=('Say "A"\nand\\or',), is_fuzzy=True
    )
    assert merged(once) == once


PLURAL = 'msgctxt "a"\nmsgid "{n} day"\nmsgid_plural "{n} days"\n'


def test_a_message_with_plural_forms_has_those_of_each_language() -> None:
    russian = HEADER.format(forms=3, rule="(n%10==1 ? 0 : 1)")
    made = merged(
        {
            "en.po": po(f'{PLURAL}msgstr[0] ""\nmsgstr[1] ""\n'),
            "ru.po": po(message("a", "{n} days", "дней"), header=russian),
            "fi.po": po(f'{PLURAL}msgstr[0] "{{n}} päivä"\nmsgstr[1] "{{n}} päivää"\n'),
        }
    )
    assert entries(made["fi.po"])["a"].words == ("{n} päivä", "{n} päivää")
    assert entries(made["ru.po"])["a"] == Entry(
        "a", ("{n} day", "{n} days"), ("дней", "", ""), previous=("{n} days",), is_fuzzy=True
    )
    assert read_catalog(made["en.po"], "en", "en.po", is_source=True)[0].get("a", 2) == "{n} days"


# --- files in parts --------------------------------------------------------------------------------------------------


def test_parts_become_one_catalog_in_the_order_of_the_ids() -> None:
    files = {
        "en.po": po(message("b", "B")),
        "en.T.po": po(message("c", "C", "C")),
        "en.L.po": po(message("a", "A", "A"), message("b", "B", "B")),
        "sv.L.po": po(message("a", "A", "Å")),
    }
    made = merged(files)
    assert list(made) == ["en.po", "sv.po"]
    assert [(key, entry.words) for key, entry in entries(made["en.po"]).items()] == [
        ("a", ("",)),
        ("b", ("",)),
        ("c", ("",)),
    ]
    assert [entry.words for entry in entries(made["sv.po"]).values()] == [("Å",), ("",), ("",)]
    assert b'"Language: sv\\n"' in made["sv.po"]


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ({"en.po": po(message("a", "A")), "en.T.po": po(message("a", "B"))}, "en: two texts for a"),
        (
            {
                "en.po": po(message("a", "A")),
                "fi.L.po": po(message("a", "A", "B")),
                "fi.T.po": po(message("a", "A", "C")),
            },
            "fi: two texts for a",
        ),
        ({"en.po": po(message("a", "A", "B"))}, "leave `msgstr` empty: a"),
        ({"en.po": po(message("a", "A"), message("a", "B"))}, "en.po: twice"),
        ({"en.po": po('msgid "A"\nmsgstr ""\n')}, "without `msgctxt`"),
        ({"en.po": po("rubbish\n")}, "en.po: "),
    ],
)
def test_what_cannot_be_merged_is_refused_with_its_place(files: Mapping[str, bytes], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        merged(files)


def test_two_texts_are_a_disagreement() -> None:
    with pytest.raises(Disagreement):
        merged({"en.po": po(message("a", "A")), "en.T.po": po(message("a", "B"))})


TEXTS = st.text('aB {}\n"\\.#|~', min_size=1, max_size=8)
CATALOG = st.dictionaries(st.sampled_from("abcd"), st.tuples(TEXTS, TEXTS | st.just("")), max_size=4)


def written(catalog: Mapping[str, tuple[str, str]]) -> bytes:
    def quoted(text: str) -> str:
        return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")

    return po(*(message(key, quoted(english), quoted(words)) for key, (english, words) in catalog.items()))


@given(CATALOG, CATALOG)
def test_merging_twice_changes_nothing_more_and_loses_no_words(
    english: Mapping[str, tuple[str, str]], finnish: Mapping[str, tuple[str, str]]
) -> None:
    source = {key: (text, "") for key, (text, _) in english.items()}
    once = merged({"en.po": written(source), "fi.po": written(finnish)})
    assert merged(once) == once
    kept = entries(once["fi.po"])
    assert {key: entry.source[0] for key, entry in kept.items()} == {key: text for key, (text, _) in source.items()}
    for key in english.keys() & finnish.keys():
        assert kept[key].words == (finnish[key][1],)
