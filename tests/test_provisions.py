"""Provisions as lawyers of a language cite them: every one that the tables have, and how each form is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from privacy_notices.check.editions import EDITIONS
from privacy_notices.check.rule import SUCCESSORS
from privacy_notices.document.coverage import checklist
from privacy_notices.faults.table import FAULTS
from privacy_notices.languages.catalog import Catalog
from privacy_notices.languages.provisions import CitedProvision, article_in_parts, cited, cited_with, several_in_words
from privacy_notices.languages.shipped_catalogs import shipped_catalogs
from privacy_notices.translations.judgement import LANGUAGE_ACT
from privacy_notices.vocabulary.shipped_vocabulary import shipped

OF_RULES = {rule.article for rules in EDITIONS.values() for rule in rules}
CONDITIONS = {f"GDPR Art. {condition.article}" for condition in shipped().special_conditions.values()}
SUCCEEDING = {f"GDPR Art. {one} and {other}" for one, other in SUCCESSORS.items()}
COVERED = {
    f"GDPR Art. {', '.join(filter(None, (one.collected, one.obtained, one.other)))}"
    for one in checklist().values()
    if one.collected or one.obtained or one.other
}
TABLES = sorted(
    {*OF_RULES, *CONDITIONS, *SUCCEEDING, *COVERED, LANGUAGE_ACT, *(fault.article for fault in FAULTS)} - {""}
)


@pytest.mark.parametrize("provision", TABLES)
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_provision_of_the_tables_is_said_in_the_language(language: str, provision: str) -> None:
    text, spoken = cited(provision, language)
    assert spoken == language
    assert [word for word in ("GDPR", "Art.", " and ", "Act", "section", "(1)", "{") if word in text] == []
    together = {"GDPR Art. 12(2), 12(6)", "GDPR Art. 9, 10", "GDPR Art. 45(3), 45(5)"}
    assert provision in together or text.count("artik") == provision.count("Art.") + provision.count(", ") * (
        "Art." in provision
    ) + provision.count(" and ")


@pytest.mark.parametrize("provision", TABLES)
def test_in_english_a_provision_is_said_as_it_is(provision: str) -> None:
    assert cited(provision, "en") == CitedProvision(provision, "en")


@pytest.mark.parametrize(
    ("provision", "finnish", "swedish"),
    [
        ("GDPR Art. 44", "yleinen tietosuoja-asetus, 44 artikla", "allmänna dataskyddsförordningen, artikel 44"),
        (
            "GDPR Art. 12(1)",
            "yleinen tietosuoja-asetus, 12 artiklan 1 kohta",
            "allmänna dataskyddsförordningen, artikel 12.1",
        ),
        (
            "GDPR Art. 13(1)(c)",
            "yleinen tietosuoja-asetus, 13 artiklan 1 kohdan c alakohta",
            "allmänna dataskyddsförordningen, artikel 13.1 c",
        ),
        (
            "GDPR Art. 12(2), 13(1)(a) and 14(1)(a)",
            "yleinen tietosuoja-asetus, 12 artiklan 2 kohta, 13 artiklan 1 kohdan a alakohta ja 14 artiklan 1 kohdan a alakohta",
            "allmänna dataskyddsförordningen, artikel 12.2, artikel 13.1 a och artikel 14.1 a",
        ),
        (
            "GDPR Art. 87; Data Protection Act (1050/2018) 29 §",
            "yleinen tietosuoja-asetus, 87 artikla; tietosuojalaki (1050/2018), 29 §",
            "allmänna dataskyddsförordningen, artikel 87; dataskyddslagen (1050/2018), 29 §",
        ),
        (
            "GDPR Art. 12(2), 12(6)",
            "yleinen tietosuoja-asetus, 12 artiklan 2 ja 6 kohta",
            "allmänna dataskyddsförordningen, artikel 12.2 och 12.6",
        ),
        (
            "GDPR Art. 9, 10",
            "yleinen tietosuoja-asetus, 9 ja 10 artikla",
            "allmänna dataskyddsförordningen, artiklarna 9 och 10",
        ),
        ("Language Act (423/2003), section 32", "kielilaki (423/2003), 32 §", "språklagen (423/2003), 32 §"),
        ("WCAG 2.2, 1.4.3", "WCAG 2.2, onnistumiskriteeri 1.4.3", "WCAG 2.2, framgångskriterium 1.4.3"),
    ],
)
def test_each_form_is_said_as_lawyers_of_the_language_say_it(provision: str, finnish: str, swedish: str) -> None:
    assert cited(provision, "fi") == CitedProvision(finnish, "fi")
    assert cited(provision, "sv") == CitedProvision(swedish, "sv")


@pytest.mark.parametrize(
    "provision",
    [
        "",
        "GDPR Art. ",
        "GDPR Art. 13(1)(c) or 14",
        "GDPR Art. 13, x",
        "GDPR Art. 44; Treaty 1",
        "Language Act, section 32",
    ],
)
def test_what_is_no_provision_of_the_grammar_is_said_as_it_is(provision: str) -> None:
    assert cited(provision, "fi") == CitedProvision(provision, "en")


def test_a_language_that_lacks_words_for_a_part_says_all_of_it_in_english() -> None:
    provision = "GDPR Art. 87; Data Protection Act (1050/2018) 29 §"
    assert cited(provision, "de") == CitedProvision(provision, "en")
    gdpr = {"law.gdpr": ("Reglement: {article}",), "law.article": ("A {article}",)}
    assert cited_with(Catalog("xx", gdpr), "GDPR Art. 87") == "Reglement: A 87"
    assert cited_with(Catalog("xx", gdpr), provision) is None
    assert cited_with(Catalog("xx", gdpr), "GDPR Art. 87(1)") is None


def test_a_region_has_the_words_of_its_language() -> None:
    assert cited("GDPR Art. 44", "sv-FI") == CitedProvision("allmänna dataskyddsförordningen, artikel 44", "sv-FI")


def test_the_english_words_say_the_values_themselves() -> None:
    english = shipped_catalogs()["en"]
    for provision in ("Data Protection Act (1050/2018) 29 §", LANGUAGE_ACT, "WCAG 2.2, 1.4.3"):
        assert cited_with(english, provision) == provision


@pytest.mark.parametrize(
    ("article", "parts"),
    [
        ("77", ("law.article", {"article": "77"})),
        ("21(1)", ("law.article-paragraph", {"article": "21", "paragraph": "1"})),
        ("6(1)(c)", ("law.article-paragraph-point", {"article": "6", "paragraph": "1", "point": "c"})),
        ("4(a)", ("law.article-point", {"article": "4", "point": "a"})),
        ("recital 47", None),
    ],
)
def test_an_article_of_the_regulation_has_three_parts(article: str, parts: object) -> None:
    assert article_in_parts(article) == parts


@pytest.mark.parametrize("words", ["{}", "{0} {article", "{article.__class__}", "}{", "{paragraphs!r}"])
def test_a_wording_with_other_braces_is_said_as_it_is(words: str) -> None:
    """A portal may say what ships in other words, and none of them may end the build."""
    shipped = shipped_catalogs()["fi"]
    catalog = replace(shipped, messages={**shipped.messages, "law.paragraphs": (words,)})
    assert several_in_words(catalog, ["21(2)", "21(3)"], " ".join) == words
