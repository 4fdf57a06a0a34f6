"""What translators get wrong is told on its line, in their terms and language, and spoils nothing else."""

from __future__ import annotations

import datetime

import pytest

from minimal import read_files
from privacy_notices.faults.diagnostic import Diagnostic, Mark
from privacy_notices.languages.catalog import Catalog
from privacy_notices.load.yaml_file import FAULTS as LOAD_FAULTS
from privacy_notices.model.assembling import assemble
from privacy_notices.model.notice import Project
from privacy_notices.translations.mistakes import for_translators, translated_key
from privacy_notices.translations.speak import in_language
from privacy_notices.vocabulary.shipped import shipped, shipped_catalogs
from translations.shop import SHOP, diagnose, rows

SWEDISH = (SHOP / "orders/sv.yml").read_text(encoding="utf-8")


def read(words: bytes) -> tuple[Project, list[Diagnostic]]:
    """The shop with this Swedish file, and what there is to say of it."""
    files, _ = read_files(SHOP)
    project, found = assemble({**files, "orders/sv.yml": words}, shipped(), shipped_catalogs())
    assert project is not None
    told = for_translators(found)
    return project, [item for item in told if item.mark.file == "notices/orders/sv.yml"]


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
    assert found[0].hint.startswith("write `title:`")


@pytest.mark.parametrize(
    ("word", "key"),
    [("tarkoitukset", "purposes"), ("Tarkoitukset", "purposes"), ("ändamål", "purposes"), ("Eesmärgid", "purposes"),
     ("цели", "purposes"), ("oikeutetut edut", "legitimate_interests"), ("otsikko", "title"), ("muutokset", "changes"),
     ("säilytysperusteet", "retention_criteria"), ("الأغراض", "purposes"), ("vuoigatvuođat", "rights")],
)  # fmt: skip
def test_keys_are_known_in_the_languages_of_translators(word, key) -> None:
    assert translated_key(word) == key


@pytest.mark.parametrize("word", ["", "x", "purpose", "foo-bar", "asiakasrekisteri"])
def test_other_words_are_not_taken_for_keys(word) -> None:
    assert translated_key(word) is None


def test_facts_files_are_told_as_before() -> None:
    fault = Diagnostic(Mark("notices/orders/notice.yml", 3, 1), "S101", "unknown key `ändamål`")
    assert for_translators([fault]) == (fault,)


# --- languages -------------------------------------------------------------------------------------------------------

ENGLISH = Catalog("en", {
    "diagnostic.L051.message": ("the text begins with a quote that is not closed",),
    "diagnostic.L051.hint": ("write `{quote}` at the end of the text",),
    "diagnostic.S101.message": ("unknown key `{key}`",),
    "diagnostic.S101.hint": ("remove it, or use one of: {known}",),
    "diagnostic.S103.1.message": ("a text belongs here, not {found}",),
    "diagnostic.S103.2.message": ("a list belongs here, not {found}",),
    "diagnostic.did-you-mean": ("did you mean `{nearest}`?",),
})  # fmt: skip
SVENSKA = Catalog("sv", {
    "diagnostic.L051.message": ("texten börjar med ett citattecken som aldrig avslutas",),
    "diagnostic.L051.hint": ("skriv `{quote}` i slutet av texten",),
    "diagnostic.S101.message": ("okänd nyckel `{key}`",),
    "diagnostic.S101.hint": ("ta bort den, eller använd någon av dessa: {known}",),
    "diagnostic.S103.1.message": ("här ska det stå en text, men här står {found}",),
    "diagnostic.S103.2.message": ("här ska det stå en lista, men här står {found}",),
    "diagnostic.found.keys-and-values": ("nycklar och värden",),
    "diagnostic.did-you-mean": ("menade du `{nearest}`?",),
})  # fmt: skip


def said(code: str, message: str, hint: str = "") -> tuple[str, str]:
    found = in_language(Diagnostic(Mark("f"), code, message, hint=hint), ENGLISH, SVENSKA)
    return found.message, found.hint


def test_a_diagnostic_is_told_in_the_language_of_the_file() -> None:
    assert said("L051", "the text begins with a quote that is not closed", 'write `"` at the end of the text') == (
        "texten börjar med ett citattecken som aldrig avslutas", 'skriv `"` i slutet av texten',
    )  # fmt: skip


def test_what_the_diagnostic_names_is_kept_and_kinds_of_values_are_translated() -> None:
    assert (
        said("S103", "a list belongs here, not keys and values")[0]
        == "här ska det stå en lista, men här står nycklar och värden"
    )


def test_a_guess_is_translated_with_the_rest_of_the_hint() -> None:
    assert said("S101", "unknown key `titel`", "did you mean `title`? Remove it, or use one of: `title`, `slug`") == (
        "okänd nyckel `titel`", "menade du `title`? Ta bort den, eller använd någon av dessa: `title`, `slug`",
    )  # fmt: skip


def test_what_a_catalog_does_not_have_stays_english() -> None:
    assert said("S114", "this text is empty", "write the text, or remove the key") == (
        "this text is empty", "write the text, or remove the key",
    )  # fmt: skip


def test_a_text_with_braces_in_it_is_told_as_it_is() -> None:
    assert said("S101", "unknown key `{x}`")[0] == "okänd nyckel `{x}`"


def test_every_english_template_that_ships_says_what_the_loader_says() -> None:
    shipped_words = shipped_catalogs()["en"].messages
    for fault in LOAD_FAULTS:
        for part in ("message", "hint"):
            key = f"diagnostic.{fault.code}.{part}"
            assert shipped_words.get(key, (getattr(fault, part),)) == (getattr(fault, part),)
