"""What translators get wrong is told on its line, in their terms and language, and spoils nothing else."""

from __future__ import annotations

import datetime

import pytest

from minimal import read_files
from privacy_notices.faults.diagnostic import Diagnostic, Mark, Parameter, parameters
from privacy_notices.languages.shipped_catalogs import shipped_catalogs
from privacy_notices.model.assembling import assemble
from privacy_notices.model.notice import Project
from privacy_notices.translations.mistakes import for_translators, translated_key
from privacy_notices.vocabulary.shipped_vocabulary import shipped
from telling import hint, message
from translations.shop import SHOP, diagnose, rows

SWEDISH = (SHOP / "orders/sv.yml").read_text(encoding="utf-8")


def read(words: bytes) -> tuple[Project, list[Diagnostic]]:
    """The shop with this Swedish file, and what there is to say of it."""
    files, _ = read_files(SHOP)
    project, found = assemble({**files, "orders/sv.yml": words}, shipped(), shipped_catalogs())
    assert project is not None
    better = for_translators(found)
    return project, [item for item in better if item.mark.file == "notices/orders/sv.yml"]


TITLE, SUMMARY = "title: Beställningar", "summary: Så behandlar vi dina uppgifter när du beställer skor."
ORDERS = "  orders: Vi levererar din beställning och svarar på dina frågor inom två dagar."

SPOILED = {
    "a colon in a text without quotes": (SUMMARY, "summary: Uppgifter: så behandlar vi dem.", "L041", SUMMARY),
    "a tab": (ORDERS, ORDERS.replace("  orders", "\torders"), "L044", ORDERS),
    "a lost closing quote": (TITLE, 'title: "Beställningar', "L051", TITLE),
    "a lost opening quote": (TITLE, 'title: "Beställ" ningar', "L052", TITLE),
    "one space too many": (ORDERS, ORDERS.replace("  orders", "  news: x\n   orders"), "L045", "NEXT"),
    "text that is not indented": (SUMMARY, "summary: Så behandlar vi\ndina uppgifter.", "L046", "NEXT"),
    "no space after the colon": (TITLE, "title:Beställningar", "L042", TITLE),
    "a no-break space": (TITLE, "title:\u00a0Beställningar", "L043", TITLE),
    "an invisible character": (TITLE, "title: Beställ\u200bningar", "L012", TITLE),
    "a text that begins with an at sign": (TITLE, "title: @Exempelbutiken", "L047", TITLE),
    "a text that begins with a percent sign": (TITLE, "title: '%' är procent", "L052", TITLE),
    "a key that is there twice": (SUMMARY, f"{SUMMARY}\n{SUMMARY}", "L027", "NEXT"),
    "a list where a text belongs": (TITLE, "title:\n  - Beställningar", "S103", "NEXT"),
    "keys where a text belongs": (TITLE, "title:\n  sv: Beställningar", "S103", "NEXT"),
    "a heading of two paragraphs": (TITLE, "title: |\n  Beställ\n\n  ningar", "S117", TITLE),
    "an empty text": (TITLE, 'title: ""', "S114", TITLE),
    "a key left without a text": (TITLE, "title:", "S103", TITLE),
    "a translated key": ("purposes:", "ändamål:", "T401", "purposes:"),
    "a translated key of one's own spelling": ("rights:", "Rättigheter:", "T401", "rights:"),
    "a translated title": (TITLE, "rubrik: Beställningar", "T401", TITLE),
    "a misspelt key": ("purposes:", "purpose:", "S101", "purposes:"),
    "a translated id": ("  orders: Vi", "  bestallningar: Vi", "S202", ORDERS),
    "a fact in a words file": (SUMMARY, f"legal_basis: contract\n{SUMMARY}", "T402", SUMMARY),
    "curly quotes": (TITLE, "title: ”Beställningar”", "L061", TITLE),
    "a bracket that is not closed": (TITLE, "title: [Beställningar", "L053", TITLE),
    "a comment that was meant as text": (TITLE, "title: Beställningar #1", "L060", TITLE),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_file_is_told_on_its_line_and_the_rest_of_the_portal_stays(name) -> None:
    old, new, code, at = SPOILED[name]
    line = (
        SWEDISH.split("\n").index(
            next(item for item in SWEDISH.split("\n") if item.startswith(old)) if at == "NEXT" else at
        )
        + 1
    )
    project, found = read(SWEDISH.replace(old, new, 1).encode())
    assert (code, line + (at == "NEXT")) in [(item.code, item.mark.line) for item in found]
    assert [notice.id for notice in project.notices] == ["orders"]
    assert project.notices[0].words["fi"].title == "Tilaukset"
    assert project.words["sv"].site_name == "Exempelbutikens dataskyddsbeskrivningar"
    assert all(row.key for row in rows(project, {}))


@pytest.mark.parametrize(
    ("encoding", "code", "line"),
    [("cp1252", "L004", 1), ("utf-16", "L003", 1), ("utf-16-le", "L003", 1), ("utf-32", "L003", 1)],
)
def test_a_file_in_another_encoding_is_told_and_the_rest_of_the_portal_stays(encoding, code, line) -> None:
    project, found = read(SWEDISH.encode(encoding))
    assert (code, line) in [(item.code, item.mark.line) for item in found]
    assert project.notices[0].words["fi"].title == "Tilaukset"


def test_a_file_that_cannot_be_read_is_not_called_untranslated_as_well() -> None:
    project, _ = read(SWEDISH.replace(TITLE, 'title: "Beställningar').encode())
    assert [
        item for item in diagnose(project, {}, datetime.date(2026, 3, 1)) if item.mark.file.endswith("orders/sv.yml")
    ] == []


def test_a_translated_title_is_not_also_called_missing() -> None:
    _, found = read(SWEDISH.replace(TITLE, "rubrik: Beställningar").encode())
    assert [item.code for item in found] == ["T401"]
    assert hint(found[0]).startswith("write `title:`")


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("tarkoitukset", "purposes"),
        ("Tarkoitukset", "purposes"),
        ("ändamål", "purposes"),
        ("Eesmärgid", "purposes"),
        ("цели", "purposes"),
        ("oikeutetut edut", "legitimate_interests"),
        ("otsikko", "title"),
        ("muutokset", "changes"),
        ("säilytysperusteet", "retention_criteria"),
        ("الأغراض", "purposes"),
        ("vuoigatvuođat", "rights"),
    ],
)
def test_keys_are_known_in_the_languages_of_translators(word, key) -> None:
    assert translated_key(word) == key


@pytest.mark.parametrize("word", ["", "x", "purpose", "foo-bar", "asiakasrekisteri"])
def test_other_words_are_not_taken_for_keys(word) -> None:
    assert translated_key(word) is None


# --- by parameters, whatever the words are -----------------------------------------------------------------------------

WORDS, FACTS = "notices/orders/sv.yml", "notices/orders/notice.yml"


def made(fault: str, file: str = WORDS, line: int = 3, **values: Parameter) -> Diagnostic:
    return Diagnostic(Mark(file, line, 1), fault, parameters=parameters(values))


def told(*diagnostics: Diagnostic) -> list[tuple[str, dict[str, Parameter]]]:
    return [(item.fault, dict(item.values)) for item in for_translators(diagnostics)]


@pytest.mark.parametrize("file", [WORDS, "notices/portal.sv.yml"])
def test_an_unknown_key_that_is_a_translated_one_is_told_as_such(file) -> None:
    unknown = made("S101", file, key="ändamål", nearest="changes", known=("title", "purposes"))
    assert told(unknown) == [("T401", {"key": "ändamål", "meant": "purposes"})]


def test_a_fact_in_a_words_file_is_told_as_such() -> None:
    assert told(made("S101", key="legal_basis")) == [("T402", {"key": "legal_basis"})]


@pytest.mark.parametrize("key", ["purpose", "transfers", "title"])
def test_another_unknown_key_stays_what_it_is(key) -> None:
    unknown = made("S101", key=key)
    assert for_translators([unknown]) == (unknown,)


@pytest.mark.parametrize("file", [FACTS, "notices/portal.yml", "notices/orders/_translations.sv.yml", "notices/sv.po"])
@pytest.mark.parametrize("fault", ["S101", "S202.text"])
def test_files_that_no_translator_writes_are_told_as_before(file, fault) -> None:
    fault_of_facts = made(fault, file, key="ändamål")
    assert for_translators([fault_of_facts]) == (fault_of_facts,)


def test_a_key_that_stands_there_translated_is_not_also_called_missing() -> None:
    missing = made("S102", key="title", line=1)
    assert [fault for fault, _ in told(missing, made("S101", key="rubrik"))] == ["T401"]


@pytest.mark.parametrize("missing", [made("S102", key="site_name"), made("S102", "notices/orders/fi.yml", key="title")])
def test_a_key_that_is_missing_elsewhere_or_is_another_is_told(missing) -> None:
    assert [item.code for item in for_translators([missing, made("S101", key="rubrik")])] == ["S102", "T401"]


@pytest.mark.parametrize(
    ("fault", "better"), [("S202.text", "S202.translated-text"), ("S202.word", "S202.translated-word")]
)
def test_a_text_without_its_fact_reminds_translators_that_ids_stay(fault, better) -> None:
    (item,) = for_translators([made(fault, key="bestallningar", field="purposes")])
    assert (item.fault, item.values) == (better, {"key": "bestallningar", "field": "purposes"})
    assert hint(item).startswith("ids are the same in every language")
    assert "`bestallningar`" in message(item)


@pytest.mark.parametrize("nearest", ["", None])
def test_a_guess_that_was_not_made_is_none(nearest) -> None:
    values = {} if nearest is None else {"nearest": nearest}
    assert told(made("S202.text", key="x", **values))[0][0] == "S202.translated-text"


def test_a_guess_at_an_id_is_better_than_a_reminder() -> None:
    left = made("S202.text", key="order", nearest="orders")
    assert for_translators([left]) == (left,)


def test_a_translated_key_is_told_in_the_languages_of_translators() -> None:
    (item,) = for_translators([made("S101", key="otsikko")])
    assert message(item) == "the key `otsikko` has been translated"
    assert message(item, "fi") == "avain `otsikko` on käännetty"
    assert message(item, "sv") == "nyckeln `otsikko` har översatts"
    assert hint(item).startswith("write `title:` as in the other languages")
