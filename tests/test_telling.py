"""Diagnostics in words: each sentence in one language, the reader's as far as there are words in it."""

from __future__ import annotations

import datetime
import re
import string
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_ids import faults_found
from privacy_notices.faults.diagnostic import Diagnostic, Mark, Parameter, Term, parameters
from privacy_notices.faults.table import FAULTS, Fault
from privacy_notices.languages.catalog import Catalog
from privacy_notices.languages.shipped_catalogs import fault_catalog, languages_of_faults
from privacy_notices.languages.telling import Teller, Told, teller

CATALOGS = {
    "en": Catalog(
        "en",
        {
            "did-you-mean": ("did you mean `{nearest}`?",),
            "N1.message": ("purpose `{purpose}` has no legal basis",),
            "N1.hint": ("add `legal_basis`",),
            "N1.why": ("Because.\n\nAnd so.",),
            "N2.message": ("it ends on {day} with {found}",),
            "N2.hint": ("known are {ids}",),
            "N3.text.message": ("{n} day is missing", "{n} days are missing"),
            "N4.message": ("write `{{name}}` or `{{{name}}}`, not {0} { {Name} } {other}",),
            "found.list": ("a list",),
            "found.map": ("a map",),
        },
    ),
    "fi": Catalog(
        "fi",
        {
            "did-you-mean": ("tarkoititko `{nearest}`?",),
            "N1.message": ("tarkoituksella `{purpose}` ei ole perustetta",),
            "N2.hint": ("tunnetut ovat {ids} ja {found}",),
            "found.list": ("luettelo",),
        },
    ),
    "lt": Catalog("lt", {"N3.text.message": ("{n} diena", "{n} dienos", "{n} dienų")}, "(n==1 ? 0 : n<10 ? 1 : 2)"),
}


def words_of(tag: str) -> Catalog:
    return CATALOGS.get(tag, Catalog(tag, {}))


def told(fault: str, language: str = "fi", own: Catalog | None = None, /, **values: Parameter) -> Told:
    diagnostic = Diagnostic(Mark("a.yml"), fault, parameters=parameters(values))
    return Teller(language, own, words_of).tell(diagnostic)


def test_a_sentence_is_told_in_the_language_asked_for_and_each_falls_back_by_itself() -> None:
    assert told("N1", purpose="x") == ("tarkoituksella `x` ei ole perustetta", "add `legal_basis`")
    assert told("N1", "sv", purpose="x") == ("purpose `x` has no legal basis", "add `legal_basis`")
    assert told("N1", "en", purpose="x") == ("purpose `x` has no legal basis", "add `legal_basis`")


def test_a_language_with_a_region_has_the_words_of_the_language() -> None:
    assert told("N1", "fi-FI", purpose="x").message == "tarkoituksella `x` ei ole perustetta"


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "it ends on 3 August 2026 with a list"),
        # No Finnish sentence, so neither day nor word is Finnish.
        ("fi", "it ends on 3 August 2026 with a list"),
    ],
)
def test_a_sentence_is_never_of_two_languages(language: str, message: str) -> None:
    assert told("N2", language, day=datetime.date(2026, 8, 3), found=Term("found.list")).message == message


def test_a_day_is_written_as_the_language_of_the_sentence_writes_it() -> None:
    day = datetime.date(2026, 8, 3)
    for language, said in (("fi", "3. elokuuta 2026"), ("sv", "3 augusti 2026"), ("en", "3 August 2026")):
        own = Catalog(language, {"diagnostic.N2.message": ("{day}",)})
        assert told("N2", language, own, day=day).message == said


@pytest.mark.parametrize(("language", "said"), [("fi", "4,0"), ("sv", "4,0"), ("en", "4.0")])
def test_a_number_with_decimals_is_written_as_the_language_of_the_sentence_writes_it(language: str, said: str) -> None:
    own = Catalog(language, {"diagnostic.N2.message": ("{ratio}",)})
    assert told("N2", language, own, ratio=Decimal("4.0")).message == said


def test_a_word_in_a_sentence_is_english_only_where_the_language_lacks_it() -> None:
    assert told("N2", ids=("a",), found=Term("found.list")).hint == "tunnetut ovat `a` ja luettelo"
    assert told("N2", ids=("a",), found=Term("found.map")).hint == "tunnetut ovat `a` ja a map"
    assert told("N2", ids=("a",), found=Term("found.hat")).hint == "tunnetut ovat `a` ja found.hat"


def test_ids_are_in_backticks_with_commas_between() -> None:
    assert told("N2", "en", ids=("a", "b", "c")).hint == "known are `a`, `b`, `c`"
    assert told("N2", "en", ids=()).hint == "known are "


def test_what_was_probably_meant_is_asked_before_the_hint() -> None:
    assert told("N1", "en", nearest="y").hint == "did you mean `y`? Add `legal_basis`"
    assert told("N2", nearest="y", ids=(), found="-").hint == "tarkoititko `y`? Tunnetut ovat  ja -"
    assert told("N3.text", nearest="y", n=1).hint == "tarkoititko `y`?"
    assert told("N1", "en", nearest="").hint == "add `legal_basis`"


@pytest.mark.parametrize(
    ("language", "number", "message"),
    [
        ("en", 1, "1 day is missing"),
        ("en", 2, "2 days are missing"),
        ("lt", 1, "1 diena"),
        ("lt", 5, "5 dienos"),
        ("lt", 20, "20 dienų"),
        ("fi", 2, "2 days are missing"),
    ],
)
def test_the_number_n_chooses_among_the_plural_forms_of_the_sentence(language: str, number: int, message: str) -> None:
    assert told("N3.text", language, n=number).message == message


def test_the_own_words_of_a_portal_win_and_those_they_lack_are_what_ships() -> None:
    own = Catalog("fi", {"diagnostic.N1.message": ("{purpose}: peruste puuttuu ({found})",), "N1.hint": ("ei tämä",)})
    found = told("N1", "fi", own, purpose="x", found=Term("found.list"))
    assert found == ("x: peruste puuttuu (luettelo)", "add `legal_basis`")
    lists = Catalog("fi", {"diagnostic.found.list": ("lista",)})
    assert told("N2", "fi", lists, ids=(), found=Term("found.list")).hint == "tunnetut ovat  ja lista"
    # An English sentence takes no word of another language.
    assert told("N2", "fi", lists, day="-", found=Term("found.list")).message == "it ends on - with a list"
    english = Catalog("en", {"diagnostic.found.list": ("an array",)})
    assert told("N2", "en", english, day="-", found=Term("found.list")).message == "it ends on - with an array"


def test_braces_that_hold_no_name_and_names_without_a_value_stay() -> None:
    assert told("N4", name="x").message == "write `{name}` or `{x}`, not {0} { {Name} } {other}"


def test_a_value_is_not_looked_into() -> None:
    assert told("N1", "en", purpose="{purpose} {{").message == "purpose `{purpose} {{` has no legal basis"


def test_a_fault_without_words_is_told_by_its_id() -> None:
    assert told("N9.map") == ("N9.map", "")
    assert Teller("fi", None, words_of).word("nothing") == "nothing"


def test_words_and_reasons_are_told_by_themselves() -> None:
    finnish = Teller("fi", None, words_of)
    assert finnish.word("did-you-mean", nearest="x") == "tarkoititko `x`?"
    assert finnish.why("N1") == "Because.\n\nAnd so."
    assert finnish.why("N9") == ""


@given(st.text("{}ab_ `0", max_size=20), st.text("{}a", max_size=4))
def test_no_wording_of_a_portal_can_fail(template: str, value: str) -> None:
    own = Catalog("fi", {"diagnostic.N1.message": (template,)})
    message = told("N1", "fi", own, a=value).message
    if not set(template) & set("{}"):
        assert message == template or not template


@given(st.dictionaries(st.sampled_from(("a", "b_c")), st.text(string.ascii_letters, max_size=5)))
def test_every_value_that_is_named_is_in_the_sentence(values: dict[str, str]) -> None:
    own = Catalog("fi", {"diagnostic.N1.message": (" ".join(f"<{{{name}}}>" for name in values) + ".",)})
    message = told("N1", "fi", own, **values).message
    assert all(f"<{value}>" in message for value in values.values())


def test_the_words_that_ship_are_told_by_who_is_asked_for_a_language() -> None:
    assert teller("en").word("did-you-mean", nearest="x") == "did you mean `x`?"
    assert teller("en") is teller("en")


# --- the catalogs that ship ------------------------------------------------------------------------------------------


def test_every_fault_that_is_found_and_every_word_in_a_message_has_words() -> None:
    assert {key: file for key, file in faults_found().items() if fault_catalog("en").get(key) is None} == {}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.code)
def test_every_fault_of_the_table_has_a_message_and_says_why_it_matters(fault: Fault) -> None:
    english = fault_catalog("en").messages
    assert f"{fault.code}.why" in english
    assert [key for key in english if key.partition(".")[0] == fault.code and key.endswith(".message")]


@pytest.mark.parametrize("language", languages_of_faults())
def test_a_translation_names_what_its_source_names(language: str) -> None:
    english, words = fault_catalog("en").messages, fault_catalog(language).messages
    assert words.keys() <= english.keys()
    for key, forms in words.items():
        for form in forms:
            lacking = {"n"} if len(forms) > 1 else set()
            assert names(form) <= names(english[key][-1]) <= names(form) | lacking, key


def names(text: str) -> set[str]:
    return set(re.findall(r"(?<!\{)\{([a-z_]+)\}", text))
