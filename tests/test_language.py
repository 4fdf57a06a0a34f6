"""What is known of languages is data: what ships is whole, and one more language needs no line of code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import privacy_notices
from privacy_notices.check.sentences import is_denied, sentences
from privacy_notices.languages.language import UNKNOWN, Language, language_of, languages
from privacy_notices.languages.shipped_catalogs import complete_languages, languages_of_faults, shipped_catalogs
from privacy_notices.schema import notice_form, portal_form, shapes, words_forms
from privacy_notices.translations.mistakes import translated_key
from privacy_notices.translations.terms import occurs

PACKAGE = Path(privacy_notices.__file__).parent
TESTS = Path(__file__).parent
KNOWN = languages()
COMPLETE = complete_languages()


def test_the_complete_languages_are_those_of_the_public_it_was_made_for() -> None:
    assert COMPLETE == ("en", "fi", "sv")


@pytest.mark.parametrize("tag", COMPLETE)
def test_of_a_complete_language_everything_is_known(tag: str) -> None:
    language = KNOWN[tag]
    assert language.alphabet
    assert language.denials
    assert len(language.number_words) == 12
    assert language.detection.words
    # English needs no names of keys: the keys are English.
    assert tag == "en" or {"title", "purposes", "retention", "rights"} <= language.keys.keys()


def test_every_language_with_a_catalog_or_words_of_faults_has_its_data() -> None:
    assert {*shipped_catalogs(), *languages_of_faults()} <= KNOWN.keys()


def test_names_of_keys_are_of_keys_that_there_are_and_mean_one_thing() -> None:
    keys = {
        key
        for module in (notice_form, portal_form, words_forms)
        for form in vars(module).values()
        if isinstance(form, type) and issubclass(form, shapes.Form)
        for key in form.model_fields
    }
    meant: dict[str, set[str]] = {}
    for language in KNOWN.values():
        assert language.keys.keys() <= keys
        for key, words in language.keys.items():
            for word in words:
                meant.setdefault(word, set()).add(key)
    assert {word: found for word, found in meant.items() if len(found) > 1 or word != word.casefold()} == {}


def test_endings_are_tried_on_long_words_first() -> None:
    for language in KNOWN.values():
        lengths = [inflection.letters for inflection in language.endings]
        assert lengths == sorted(lengths, reverse=True)
        assert all(0 < inflection.cut < inflection.letters for inflection in language.endings)


@pytest.mark.parametrize("tag", sorted(KNOWN))
def test_a_letter_stands_once_in_an_alphabet(tag: str) -> None:
    alphabet = KNOWN[tag].alphabet
    assert len(set(alphabet)) == len(alphabet)
    assert alphabet == alphabet.casefold()


def test_a_tag_with_a_region_is_known_by_its_language() -> None:
    assert language_of("sv-FI") is KNOWN["sv"]
    assert language_of("xx") is UNKNOWN
    assert Language() == UNKNOWN


# --- denials and sentences -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Emme luovuta tietoja.", "fi"),
        ("Tietoja käsitellään ILMAN suostumusta", "fi"),
        ("Vi gör det utan att fråga.", "sv"),
        ("Det sker aldrig.", "sv"),
        ("We don't sell data.", "en"),
        ("We don’t sell data.", "en"),
        ("Nobody sees them.", "en"),
    ],
)
def test_a_sentence_that_says_no_is_known(sentence: str, language: str) -> None:
    assert is_denied(sentence, language)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Eikö niin", "fi"),
        ("Vi gör det utan dröjsmål.", "sv"),
        ("We know it and note it.", "en"),
        ("Emme luovuta tietoja.", "sv"),
        ("Emme luovuta tietoja.", "xx"),
    ],
)
def test_a_sentence_that_says_nothing_of_the_kind_is_not_taken_for_one(sentence: str, language: str) -> None:
    assert not is_denied(sentence, language)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Yksi. Kaksi", ["Yksi. ", "Kaksi"]),
        ("Tiedot (esim. nimi) ovat", ["Tiedot (esim. nimi) ovat"]),
        ("Kysy ohj. õige ja ohj. äiti ja т. е. слово", ["Kysy ohj. õige ja ohj. äiti ja т. е. слово"]),
        ("Da. Нет. ن", ["Da. ", "Нет. ", "ن"]),
        ("A\n\nb\n- c\n- d", ["A\n\n", "b\n- ", "c\n- ", "d"]),
        ("A:\n\n| b | c |\n| d | e |", ["A:\n\n", "| b | c |\n", "| d | e |"]),
    ],
)
def test_a_sentence_ends_before_anything_but_a_small_letter(text: str, parts: list[str]) -> None:
    assert [text[begin:end] for begin, end in sentences(text)] == parts


@pytest.mark.parametrize(
    ("written", "key"),
    [("Otsikko", "title"), ("Käsittelyn tarkoitukset", "purposes"), ("цели", "purposes"), ("قائمة", None)],
)
def test_a_key_is_known_by_its_name_in_any_language(written: str, key: str | None) -> None:
    assert translated_key(written) == key


@pytest.mark.parametrize(
    ("term", "text", "language", "is_there"),
    [
        ("rekisterinpitäjä", "rekisterinpitäjällä on", "fi", True),
        ("controller", "the controllers are", "en", True),
        ("controller", "the controllers are", "xx", True),
        ("consent", "constant", "en", False),
    ],
)
def test_a_term_is_found_by_what_the_language_leaves_of_it(term: str, text: str, language: str, is_there: bool) -> None:
    assert occurs(term, text, language) is is_there


# --- one more language -----------------------------------------------------------------------------------------------

DUTCH = """
complete: true
locale: nl-BE
alphabet: abcdefghijklmnopqrstuvwxyz
denials: [niet, geen, nooit]
number_words: [[een], [twee], [drie]]
after_day: [e]
endings:
  - {letters: 6, cut: 2}
detection:
  words: de het een en van wij uw niet voor met wordt zijn gegevens persoonsgegevens verwerken
keys:
  title: titel_van_de_verklaring
"""
PAGES = """
msgctxt "section.rights"
msgid "Your rights"
msgstr "Uw rechten"

msgctxt "term.consent"
msgid "consent"
msgstr "toestemming"
"""
FAULTS = """
msgctxt "did-you-mean"
msgid "did you mean `{nearest}`?"
msgstr "bedoelt u `{nearest}`?"
"""
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n'

PROGRAM = """
import datetime, json
from dataclasses import replace

from privacy_notices.check.sentences import is_denied
from privacy_notices.faults.table import found
from privacy_notices.faults.diagnostic import Mark
from privacy_notices.languages.detection import detect
from privacy_notices.languages.shipped_catalogs import complete_languages, shipped_catalogs
from privacy_notices.languages.speaker import Speaker
from privacy_notices.languages.telling import teller
from privacy_notices.translations.consistency import inconsistencies
from privacy_notices.translations.mistakes import translated_key
from privacy_notices.translations.texts import bundles
from translations.shop import shop_with

project = shop_with({})
bundle = next(bundle for bundle in bundles(project) if bundle.id == "orders")
(key, text), *_ = bundle.source.items()

def codes(source, target):
    texts = {"fi": {key: replace(text, value=source)}, "nl": {key: replace(text, value=target)}}
    return [item.code for item in inconsistencies(replace(bundle, texts=texts), "nl", shipped_catalogs())]

speaker = Speaker([shipped_catalogs()["nl"]])
print(json.dumps({
    "complete": complete_languages(),
    "words": speaker.plain("section.rights"),
    "date": speaker.date(datetime.date(2026, 8, 3)),
    "order": sorted(["Zee", "Énig", "Eik"], key=speaker.order),
    "told": teller("nl").tell(found(Mark("a"), "L101.unreadable", nearest="x")).hint,
    "detected": detect("Wij verwerken uw persoonsgegevens niet voor de verkoop van het adres", ("fi", "nl")),
    "denied": is_denied("Wij verkopen geen gegevens", "nl"),
    "key": translated_key("Titel van de verklaring"),
    "number": codes("Vastaamme 2 päivässä.", "Wij antwoorden in twee dagen."),
    "other number": codes("Vastaamme 2 päivässä.", "Wij antwoorden in drie dagen."),
    "date of a text": codes("Voimassa 3. elokuuta 2026.", "Geldig vanaf 3e augustus 2026."),
    "term": codes("Pyydämme suostumuksesi.", "Wij vragen uw toestemmingen."),
    "other term": codes("Pyydämme suostumuksesi.", "Wij vragen uw mening."),
    "other language": codes("Tekstiä on tässä paljon.", "Käsittelemme tietoja, jotka ovat meillä ja joita säilytämme."),
}))
"""


@pytest.mark.site
def test_a_language_that_ships_is_data_and_no_code(tmp_path: Path) -> None:
    package = shutil.copytree(PACKAGE, tmp_path / "privacy_notices", ignore=shutil.ignore_patterns("__pycache__"))
    code = {path.relative_to(package): path.read_bytes() for path in package.rglob("*.py")}
    for folder, name, text in (
        ("data", "nl.yml", DUTCH),
        ("locale", "nl.po", HEADER + PAGES),
        ("faults", "nl.po", HEADER + FAULTS),
    ):
        (package / "languages" / folder / name).write_text(text, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(TESTS)))}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told.pop("told").startswith("bedoelt u `x`? Open and save it")
    assert told == {
        "complete": ["en", "fi", "nl", "sv"],
        "words": "Uw rechten",
        "date": "3 augustus 2026",
        "order": ["Eik", "Énig", "Zee"],
        "detected": "nl",
        "denied": True,
        "key": "title",
        "number": [],
        "other number": ["T202"],
        "date of a text": [],
        "term": [],
        "other term": ["T207"],
        "other language": ["T209"],
    }
    assert {path.relative_to(package): path.read_bytes() for path in package.rglob("*.py")} == code
