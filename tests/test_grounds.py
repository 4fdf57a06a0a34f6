"""On what ground: a page says no more of consent, of decisions and of rights than the facts do, in three languages."""

from __future__ import annotations

import re

import pytest

from privacy_notices.document.compose import compose
from privacy_notices.document.notice_document import Document, told
from privacy_notices.document.phrasebook import Phrasebook
from privacy_notices.document.words import record
from privacy_notices.languages.shipped_catalogs import shipped_catalogs
from privacy_notices.languages.speaker import Speaker
from privacy_notices.model.assembling import assemble
from privacy_notices.model.context import Contexts
from privacy_notices.pages.article import Article
from privacy_notices.schema.notice_form import LEGAL_BASES
from privacy_notices.vocabulary.shipped_vocabulary import shipped
from rules.overlay import Drawing

LANGUAGES = ("fi", "sv", "en")
ACT = {"id": "whistleblower-protection-act", "section": 31}
SECTION_31 = {
    "fi": "ilmoittajansuojelulaki (1171/2022), 31 §",
    "sv": "visselblåsarlagen (1171/2022), 31 §",
    "en": "(1171/2022), section 31",
}
DECIDED = {"credit": {"name": "Credit", "logic": "We look at payments.", "consequences": "You pay later."}}


def document(language: str, facts: object, words: object = None) -> Document:
    """The document of the minimal notice with other facts, whose words are there in English alone."""
    project = Drawing({"notice": facts, "en": words or {}}).project()
    catalogs = [shipped_catalogs()[tag] for tag in dict.fromkeys((language, "en"))]
    return compose(project.notices[0], Phrasebook(project, Speaker(catalogs, "FI")))


def sections(found: Document) -> dict[str, str]:
    """What a reader is told, by section."""
    html = str(Article(found.language, lambda page, language: "x").html(found))
    return {
        part.partition('"')[0]: re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", part.partition(">")[2]))
        for part in html.split('<h2 id="')[1:]
    }


def said(language: str, facts: object, words: object = None) -> dict[str, str]:
    return sections(document(language, facts, words))


def word(language: str, key: str) -> str:
    text = shipped_catalogs()[language].get(key)
    assert text is not None
    return text


# --- consent -----------------------------------------------------------------------------------------------------------

CONSENTS = {
    "legal basis": {"purposes": {"orders": {"legal_basis": "consent", "provision": "voluntary"}}},
    "special data": {"purposes": {"orders": {"special_category_condition": "explicit-consent"}}},
    "decision": {"automated_decisions": {"credit": {"basis": "explicit-consent"}}},
    "decision for a purpose": {
        "automated_decisions": {"credit": {"basis": "explicit-consent", "purposes": ["orders"]}}
    },
    "transfer": {"transfers": [{"recipient": "hosting", "countries": ["IN"], "mechanism": "derogation-consent"}]},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("facts", CONSENTS.values(), ids=CONSENTS)
def test_nobody_is_told_that_there_is_no_consent_where_there_is(facts: dict[str, object], language: str) -> None:
    told_of_rights = said(language, facts, {"automated_decisions": DECIDED})["rights"]
    assert word(language, "right.withdraw-consent.short") in told_of_rights
    assert word(language, "right.withdraw-consent.no") not in told_of_rights


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_is_lacking_where_nothing_rests_on_consent(language: str) -> None:
    facts = {"automated_decisions": {"credit": {"basis": "contract"}}}
    told_of_rights = said(language, facts, {"automated_decisions": DECIDED})["rights"]
    assert word(language, "right.withdraw-consent.no") in told_of_rights


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_to_withdraw_stands_in_the_card_of_its_purpose(language: str) -> None:
    found = document(language, CONSENTS["legal basis"], {"withdrawal": {"orders": "Use the link in each letter."}})
    assert f"{word(language, 'purpose.withdrawal')} Use the link in each letter." in sections(found)["purposes"]
    assert "purposes.orders.withdrawal" in dict(told(found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_consent_to_take_part_is_told_as_what_it_is_and_gives_no_right_of_article_7(language: str) -> None:
    facts = {"purposes": {"orders": {"legal_basis": "public-task", "consent_to_participate": True}}}
    found = said(language, facts)
    assert word(language, "purpose.consent-to-participate.yes") in found["purposes"]
    assert word(language, "right.withdraw-consent.short") not in found["rights"]


PAST = {"fi": r"\bolet antanut\b", "sv": r"\bhar gett\b", "en": r"\bhave given\b"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("basis", LEGAL_BASES)
def test_no_reader_is_told_what_he_has_done(basis: str, language: str) -> None:
    facts = {
        "purposes": {"orders": {"legal_basis": basis}},
        "automated_decisions": {"credit": {"basis": "explicit-consent"}},
    }
    found = said(language, facts, {"automated_decisions": DECIDED, "legitimate_interests": {"orders": "To sell."}})
    assert not re.search(PAST[language], f"{found['purposes']} {found['automated-decisions']}")


# --- decisions ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("bases", "keys"),
    [
        (("contract",), ["decision.safeguards"]),
        (("explicit-consent",), ["decision.safeguards"]),
        (("law",), ["decision.safeguards.law"]),
        (("law", "contract"), ["decision.safeguards.some", "decision.safeguards.law"]),
    ],
)
def test_the_safeguards_of_article_22_are_promised_where_they_hold(
    bases: tuple[str, ...], keys: list[str], language: str
) -> None:
    names = [f"one-{basis}" for basis in bases]
    facts = {"automated_decisions": {name: {"basis": basis} for name, basis in zip(names, bases, strict=True)}}
    found = said(language, facts, {"automated_decisions": dict.fromkeys(names, DECIDED["credit"])})
    of_safeguards = ("decision.safeguards", "decision.safeguards.some", "decision.safeguards.law")
    assert [key for key in of_safeguards if word(language, key) in found["automated-decisions"]] == keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_decisions_of_article_22_are_denied(language: str) -> None:
    found = said(language, {"automated_decisions": "none"})
    effects = {"fi": "oikeusvaikutuksia", "sv": "rättsliga följder", "en": "legal effects"}
    assert effects[language] in found["automated-decisions"]
    assert effects[language] in word(language, "right.automated-decisions.no")


# --- rights that another act restricts ---------------------------------------------------------------------------------

TWO = {
    "purposes": {
        "orders": {"legal_basis": "legitimate-interests"},
        "reports": {"legal_basis": "public-task", "data": ["name"], "provision": "voluntary"},
    }
}
NAMES = {"purposes": {"reports": "We look into reports."}, "legitimate_interests": {"orders": "We want to sell."}}


def restricted(right: str, effect: str, purposes: tuple[str, ...] = ()) -> tuple[dict[str, object], dict[str, object]]:
    facts = {**TWO, "restricted_rights": {right: {"statutes": [ACT], "effect": effect, "purposes": list(purposes)}}}
    return facts, {
        **NAMES,
        "restricted_rights": {right: "Ask the ombudsman instead."},
        "rights": {right: "Write to us."},
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("effect", ["removed", "changed"])
@pytest.mark.parametrize("right", ["access", "erasure", "restriction"])
def test_a_restricted_right_says_the_act_and_what_holds_instead_and_nothing_else(
    right: str, effect: str, language: str
) -> None:
    found = said(language, *restricted(right, effect))["rights"]
    assert word(language, f"right.restricted.{effect}") in found
    assert SECTION_31[language] in found
    assert "Ask the ombudsman instead." in found
    assert "Write to us." not in found
    assert word(language, f"right.{right}.short") not in found
    assert word(language, "right.does-not-hold-for") not in found.partition("Ask the ombudsman")[0].rpartition("31")[2]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("effect", ["removed", "changed"])
def test_a_right_that_is_restricted_for_one_purpose_stays_for_the_other(effect: str, language: str) -> None:
    found = said(language, *restricted("access", effect, ("reports",)))["rights"]
    assert word(language, "right.access.short") in found
    assert "Write to us." in found
    names = f"{word(language, 'right.does-not-hold-for')} We look into reports . Ask the ombudsman instead ."
    assert names in re.sub(r" *\.", " .", found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_box_of_article_21_offers_no_right_that_an_act_takes_away(language: str) -> None:
    assert "object" not in said(language, *restricted("objection", "removed"))
    one = said(language, *restricted("objection", "removed", ("reports",)))["object"]
    assert word(language, "object.text") in one
    assert "We look into reports" not in one


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_box_of_article_21_says_how_an_act_changes_the_right(language: str) -> None:
    found = said(language, *restricted("objection", "changed"))
    assert word(language, "object.text") not in found["object"]
    assert "Write to us." not in found["object"]
    assert SECTION_31[language] in found["object"]
    # What holds instead is told once.
    assert [key for key, text in found.items() if "Ask the ombudsman instead." in text] == ["object"]


OFFERS = {"fi": "Voit vastustaa", "sv": "Du kan invända", "en": "You can object"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_other_sentence_offers_a_right_to_object_that_an_act_takes_away(language: str) -> None:
    assert OFFERS[language] not in " ".join(said(language, *restricted("objection", "removed")).values())


def test_direct_marketing_that_an_act_changes_is_not_offered_in_the_box() -> None:
    facts, words = restricted("objection-direct-marketing", "changed", ("orders",))
    facts["purposes"] = {"orders": {"legal_basis": "contract", "direct_marketing": True}}
    found = said("en", facts, {"restricted_rights": words["restricted_rights"]})
    assert word("en", "object.marketing") not in found["object"]
    assert "Ask the ombudsman instead." in found["object"]


def test_a_restriction_is_a_fact_of_the_document() -> None:
    facts = list(told(document("en", *restricted("access", "removed", ("reports",)))))
    acts = (record(id="whistleblower-protection-act", section=("31",)),)
    assert ("restricted_rights.access", record(effect="removed", purposes=("reports",), statutes=acts)) in facts
    assert ("rights.access", ("orders",)) in facts


def test_the_reasons_why_a_right_is_lacking_name_their_purposes_where_there_are_several() -> None:
    purposes = {"orders": {"legal_basis": "legitimate-interests"}, "books": {"legal_basis": "legal-obligation"}}
    found = said("en", {"purposes": purposes}, {**NAMES, "purposes": {"books": "We keep books."}})["rights"]
    for basis, name in (("legitimate-interests", "We send"), ("legal-obligation", "We keep books")):
        assert re.search(rf"{re.escape(word('en', f'right.portability.no.{basis}'))} This applies to: +{name}", found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_use_for_research_can_be_objected_to_where_nothing_else_can(language: str) -> None:
    still = word(language, "right.objection.still")
    assert still in said(language, {"purposes": {"orders": {"legal_basis": "contract"}}})["rights"]
    removed = {"objection": {"statutes": ["data-protection-act"], "effect": "removed"}}
    words = {"restricted_rights": {"objection": "Ask us."}}
    assert still not in said(language, {"restricted_rights": removed}, words)["rights"]


# --- acts and people ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_purpose_names_its_people_and_the_acts_on_special_and_on_criminal_data(language: str) -> None:
    purpose = {
        "data_subjects": ["customers"],
        "special_category_statutes": [{"id": "data-protection-act", "section": 6, "paragraph": 1, "point": 7}],
        "criminal_data_statutes": [{"id": "data-protection-act", "section": 7}],
    }
    found = said(language, {"purposes": {"orders": purpose}})["purposes"]
    acts = {
        "fi": ("tietosuojalaki (1050/2018), 6 §:n 1 momentin 7 kohta", "tietosuojalaki (1050/2018), 7 §"),
        "sv": ("dataskyddslagen (1050/2018), 6 § 1 mom. 7 punkten", "dataskyddslagen (1050/2018), 7 §"),
        "en": ("(1050/2018), section 6, subsection 1, paragraph 7", "(1050/2018), section 7"),
    }[language]
    labels = ("purpose.special-category-statutes", "purpose.criminal-data-statutes")
    for label, act in zip(labels, acts, strict=True):
        assert re.search(rf"{re.escape(word(language, label))}[^§]*{re.escape(act)}", found, re.IGNORECASE)
    people = f"{word(language, 'purpose.data-subjects')} {word(language, 'data_subjects.customers')}"
    # Whether a line begins with a capital is the affair of pages.
    assert people.casefold() in found.casefold()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_says_of_which_law_its_articles_are(language: str) -> None:
    assert "2016/679" in said(language, {})["purposes"]


def test_own_words_for_an_act_that_restricts_a_right_are_among_what_findings_depend_on() -> None:
    own = {"vocabulary": {"statutes": {"own-act": {"number": "1/2026"}}}}
    facts = {"restricted_rights": {"access": {"statutes": ["own-act"], "effect": "removed"}}}
    words = {"restricted_rights": {"access": "Ask us."}}
    project = Drawing(
        {"portal": own, "portal.en": {"vocabulary": {"statutes": {"own-act": "Own Act"}}}, "notice": facts, "en": words}
    ).project()
    assert list(Contexts(project).of(project.notices[0]).own_words["statutes"]) == ["own-act"]


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"restricted_rights": {"acess": {"statutes": ["data-protection-act"], "effect": "removed"}}}, "S201.right"),
        ({"restricted_rights": {"access": {"statutes": ["no-act"], "effect": "removed"}}}, "S201.statutes"),
        (
            {"restricted_rights": {"access": {"statutes": ["archives-act"], "effect": "removed", "purposes": ["no"]}}},
            "S201.purpose",
        ),
        ({"purposes": {"orders": {"data_subjects": ["nobody"]}}}, "S201.data-subjects"),
        ({"purposes": {"orders": {"special_category_statutes": ["no-act"]}}}, "S201.statutes"),
        ({"purposes": {"orders": {"criminal_data_statutes": ["no-act"]}}}, "S201.statutes"),
    ],
)
def test_an_id_that_leads_nowhere_is_told(facts: dict[str, object], fault: str) -> None:
    words = {"restricted_rights": dict.fromkeys(facts.get("restricted_rights", {}), "Ask us.")}  # type: ignore[call-overload]
    files = {path: text.encode() for path, text in Drawing({"notice": facts, "en": words}).files.items()}
    assert fault in {found.fault for found in assemble(files, shipped(), shipped_catalogs())[1]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("right", ["portability", "withdraw-consent", "objection", "automated-decisions"])
def test_what_an_author_writes_of_a_right_that_does_not_exist_is_not_lost(language: str, right: str) -> None:
    acts = {"orders": {"legal_basis": "legal-obligation", "statutes": ["accounting-act"]}}
    shown = said(language, {"purposes": acts}, {"rights": {right: "Words of the author."}})
    assert sum(text.count("Words of the author.") for text in shown.values()) == 1
