"""What each code means: complete, in three languages, and the same in the command and in the handbook."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from privacy_notices.check import explain
from privacy_notices.check.editions import EDITIONS, NEWEST
from privacy_notices.check.explain import codes, explanation, index, name_of, pages, table
from privacy_notices.faults.diagnostic import Severity
from privacy_notices.faults.table import Fault
from privacy_notices.languages.catalog import Catalog
from privacy_notices.languages.shipped_catalogs import fault_catalog
from privacy_notices.languages.telling import Teller

HANDBOOK = Path(__file__).parent.parent / "docs" / "handbook" / "rules"
LANGUAGES = ("en", "fi", "sv")
RULES = {rule.code: rule for rule in EDITIONS[NEWEST]}
SEVERITIES = {
    "en": "Severity: (error|warning|info)",
    "fi": "Vakavuus: (virhe|varoitus|huomautus)",
    "sv": "Allvarlighetsgrad: (fel|varning|anmärkning)",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_handbook_has_a_page_for_every_code(language: str) -> None:
    """Write them anew with `privacy-notices explain --output docs/handbook/rules`, and with `--language fi` into `fi`."""
    folder = HANDBOOK if language == "en" else HANDBOOK / language
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")} == dict(pages(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", codes())
def test_a_page_names_the_code_and_says_how_grave_it_is_in_its_language(code: str, language: str) -> None:
    page = explanation(code, language)
    assert page is not None
    heading, severity, *_ = page.split("\n\n")
    assert heading == f"# {code} {name_of(code)}"
    assert re.match(rf"{SEVERITIES[language]}\.", severity)
    assert not page.startswith("\n")
    assert page.endswith("\n") and not page.endswith("\n\n")
    assert "explain." not in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [code for code in codes() if code not in RULES])
def test_a_page_has_no_gap_where_a_message_names_what_a_file_says(code: str, language: str) -> None:
    english = {
        name
        for key, forms in fault_catalog("en").messages.items()
        if key.startswith(f"{code}.") and not key.endswith(".why")
        for _, name, _, _ in Formatter().parse(forms[0])
        if name
    }
    page = explanation(code, language) or ""
    assert not [name for name in english if f"{{{name}}}" in page]


@pytest.mark.parametrize("code", [code for code in codes() if code not in RULES])
def test_a_page_says_what_it_is_about_in_more_than_a_line(code: str) -> None:
    page = explanation(code) or ""
    assert len(page.split("\n\n")) >= 3


@pytest.mark.parametrize("code", RULES)
def test_the_page_of_a_rule_says_what_why_and_shows_both_examples(code: str) -> None:
    page = explanation(code) or ""
    assert "This does not pass" in page
    assert "This passes" in page
    assert f"  {code}: the reason" in page
    what, why = (RULES[code].function.__doc__ or "").split("\n\n")[:2]
    assert what.endswith(".")
    assert len(why) > 60
    assert what.strip() in page


def test_a_rule_is_explained_by_the_words_of_the_language_where_it_has_them() -> None:
    own = Catalog("fi", {"diagnostic.N103.why": ("Tarkoituksella ei ole perustetta.\n\nNäin on.",)})
    said = list(explain._of_rule(RULES["N103"], Teller("fi", own)))
    assert said[0] == "Tarkoituksella ei ole perustetta.\n\nNäin on."
    assert list(explain._of_rule(RULES["N103"], Teller("fi")))[1:] == said[1:]


def paragraphs(said: dict[str, str]) -> list[str]:
    """The page of a code, if these were all the words there are for it."""
    english = {f"S130.{key}": text for key, text in said.items()}
    own = Catalog("en", {f"diagnostic.{key}": (text,) for key, text in english.items()})
    return list(explain._of_fault(Fault("S130", "name"), Teller("en", own), english))


def test_a_code_that_says_one_thing_says_what_is_seen_then_why_then_what_to_do() -> None:
    said = paragraphs({"message": "`{id}` is odd", "hint": "mend `{id}`", "why": "It matters."})
    assert said == ["What you see: `…` is odd.", "It matters.", "What to do: mend `…`."]


def test_a_code_that_says_several_things_says_why_first_and_a_shared_hint_once() -> None:
    said = paragraphs(
        {
            "a.message": "one",
            "a.hint": "mend",
            "b.message": "two",
            "b.hint": "mend",
            "c.message": "three",
            "why": "It matters.",
        }
    )
    seen = ["What you see: one.", "What you see: two.", "What to do: mend.", "What you see: three."]
    assert said == ["It matters.", *seen]


def test_an_unknown_code_has_no_page_and_no_name() -> None:
    assert explanation("N999") is None
    assert name_of("N999") is None


def test_codes_come_in_the_order_of_the_stages() -> None:
    assert "".join(dict.fromkeys(code[0] for code in codes())) == "LSNTP"
    assert list(codes()) == sorted(codes(), key=lambda code: ("LSNTP".index(code[0]), code))
    assert [code for code, _, _ in index()] == list(codes())


def test_the_list_and_the_table_are_in_the_language_asked_for() -> None:
    assert "- [N103 purpose-without-legal-basis](N103.md), virhe\n" in pages("fi")["index.md"]
    assert pages("sv")["index.md"].startswith("# Koder\n")
    assert "| N901 | ignore-without-effect | anmärkning |\n" in table("N", "sv")
    assert {severity for _, _, severity in index()} == set(Severity)


def test_names_are_unique() -> None:
    names = [name for _, name, _ in index()]
    assert sorted(names) == sorted(set(names))
