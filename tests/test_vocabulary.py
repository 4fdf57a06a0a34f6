"""The vocabulary that ships: what it holds, and that it says what the Regulation says."""

from __future__ import annotations

from typing import get_args

import pytest

from privacy_notices.schema import flow_forms, notice_form
from privacy_notices.schema.portal_form import OwnVocabulary, OwnWord
from privacy_notices.vocabulary.shipped_vocabulary import WORD_KINDS, shipped

VOCABULARY = shipped()
WORDS = VOCABULARY.words


def test_there_are_words_for_most_notices() -> None:
    assert len(WORDS["data"]) >= 60
    assert len(WORDS["data_subjects"]) >= 25
    assert min(len(WORDS[kind]) for kind in WORD_KINDS if kind != "international_organisations") >= 25


# By the articles themselves. "if": the right exists on a condition that the basis alone does not decide.
#   17(3)(b): no erasure where a legal obligation or a task in the public interest needs the data.
#   20(1)(a): portability with consent or a contract, for data that the person gave and machines handle.
#   21(1): objection with 6(1)(e) and (f). 21(2)-(3), 22: by the act, not by the basis. 7(3): withdrawal.
EXPECTED = """
                           consent contract legal-obligation vital-interests public-task legitimate-interests
information                yes     yes      yes              yes             yes         yes
access                     yes     yes      yes              yes             yes         yes
rectification              yes     yes      yes              yes             yes         yes
erasure                    yes     yes      no               yes             no          yes
restriction                yes     yes      yes              yes             yes         yes
notification-to-recipients yes     yes      yes              yes             yes         yes
portability                if      if       no               no              no          no
objection                  no      no       no               no              yes         yes
objection-direct-marketing if      if       if               if              if          if
automated-decisions        if      if       if               if              if          if
withdraw-consent           yes     no       no               no              no          no
complaint                  yes     yes      yes              yes             yes         yes
judicial-remedy            yes     yes      yes              yes             yes         yes
"""


def test_rights_follow_the_legal_bases_as_the_articles_say() -> None:
    head, *rows = [line.split() for line in EXPECTED.strip().splitlines()]
    assert tuple(head) == notice_form.LEGAL_BASES
    assert {key: dict(right.applies) for key, right in VOCABULARY.rights.items()} == {
        key: dict(zip(head, answers, strict=True)) for key, *answers in rows
    }


def test_a_right_stands_where_the_regulation_has_it() -> None:
    assert {key: right.article for key, right in VOCABULARY.rights.items()} == {
        "information": "12, 13, 14",
        "access": "15",
        "rectification": "16",
        "erasure": "17",
        "restriction": "18",
        "notification-to-recipients": "19",
        "portability": "20",
        "objection": "21(1)",
        "objection-direct-marketing": "21(2), 21(3)",
        "automated-decisions": "22",
        "withdraw-consent": "7(3)",
        "complaint": "77",
        "judicial-remedy": "79, 82",
    }


def test_the_legal_bases_are_those_of_the_form_in_the_order_of_the_article() -> None:
    assert {key: basis.article for key, basis in VOCABULARY.legal_bases.items()} == {
        key: f"6(1)({letter})" for key, letter in zip(notice_form.LEGAL_BASES, "abcdef", strict=True)
    }


def test_the_conditions_for_special_categories_are_those_of_the_form() -> None:
    conditions = VOCABULARY.special_conditions
    assert tuple(conditions) == notice_form.SpecialCondition.__args__  # type: ignore[attr-defined]
    assert [item.article for item in conditions.values()] == [f"9(2)({letter})" for letter in "abcdefghij"]


def test_the_grounds_for_transfers_are_those_of_the_form_and_tell_of_copies_where_the_notice_must() -> None:
    mechanisms = VOCABULARY.transfer_mechanisms
    assert tuple(mechanisms) == get_args(flow_forms.TransferMechanism)
    by_kind = {
        kind: {item.article.split("(")[0] for item in mechanisms.values() if item.kind == kind}
        for kind in ("adequacy", "safeguard", "derogation")
    }
    assert by_kind == {"adequacy": {"45"}, "safeguard": {"46"}, "derogation": {"49"}}
    # Art. 13(1)(f): Article 46, 47 or the second subparagraph of 49(1).
    assert {key for key, item in mechanisms.items() if item.copy_needed} == {
        *(key for key, item in mechanisms.items() if item.kind == "safeguard"),
        "derogation-compelling",
    }


def test_the_finnish_authority_has_its_address_in_each_language() -> None:
    office = VOCABULARY.authorities["fi"]
    assert office.name == {
        "fi": "Tietosuojavaltuutetun toimisto",
        "sv": "Dataombudsmannens byrå",
        "en": "Office of the Data Protection Ombudsman",
    }
    assert office.visiting_address is not None
    assert office.postal_address is not None
    assert [office.visiting_address[key].split(",")[0] for key in ("fi", "sv")] == [
        "Lintulahdenkuja 4",
        "Fågelviksgränden 4",
    ]
    assert [office.postal_address[key] for key in ("fi", "sv")] == [
        "PL 800, 00531 Helsinki",
        "PB 800, 00531 Helsingfors",
    ]
    assert (office.email, office.phone) == ("tietosuoja@om.fi", "+358295666700")
    assert set(office.website) == {"fi", "sv", "en"}


def test_every_authority_has_a_name_and_a_site_and_a_country_that_exists() -> None:
    for key, authority in VOCABULARY.authorities.items():
        assert authority.name, key
        assert authority.website, key
        assert authority.country.lower() == key


def test_every_state_of_the_european_economic_area_has_its_authority() -> None:
    assert {code.lower() for code in VOCABULARY.eea} <= set(VOCABULARY.authorities)


def test_the_european_economic_area_has_thirty_states_and_the_land_islands() -> None:
    union = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
    assert VOCABULARY.eea == {*union.split(), "IS", "LI", "NO", "AX"}


def test_the_adequate_countries_are_those_of_the_decisions_and_none_of_the_area() -> None:
    assert {key for key in VOCABULARY.adequacy if key.isupper()} == {
        "AD",
        "AR",
        "BR",
        "CA",
        "CH",
        "FO",
        "GB",
        "GG",
        "IL",
        "IM",
        "JE",
        "JP",
        "KR",
        "NZ",
        "US",
        "UY",
    }
    assert {code for code, decision in VOCABULARY.adequacy.items() if decision.limit} == {
        "BR",
        "CA",
        "IL",
        "JP",
        "KR",
        "US",
    }
    assert {code for code, decision in VOCABULARY.adequacy.items() if decision.certification} == {"US"}
    assert {decision.contested for decision in VOCABULARY.adequacy.values()} == {None, "C-703/25 P"}
    assert not VOCABULARY.eea & set(VOCABULARY.adequacy)
    assert VOCABULARY.adequacy["US"].decision == "(EU) 2023/1795"


def test_the_adequate_organisations_are_words_that_ship() -> None:
    adequate = {key for key in VOCABULARY.adequacy if not key.isupper()}
    assert adequate == {"epo"} <= set(WORDS["international_organisations"])
    assert VOCABULARY.adequacy["epo"].decision == "(EU) 2025/1382"


def test_what_is_observed_of_the_person_is_marked() -> None:
    observed = {key for key, word in WORDS["sources"].items() if word.observed}
    assert observed == {"cameras", "devices", "meters", "access-control", "service-use", "system-logs"}


def test_the_lapsed_decisions_are_those_that_the_court_declared_invalid() -> None:
    assert {item.judgment for item in VOCABULARY.lapsed.values()} == {"C-362/14", "C-311/18"}


@pytest.mark.parametrize("kind", ["data", "data_subjects"])
def test_every_word_is_in_a_group(kind: str) -> None:
    assert not [key for key, word in WORDS[kind].items() if not word.group]


def test_special_categories_are_those_of_article_9() -> None:
    categories = {
        "racial-ethnic",
        "political",
        "belief",
        "trade-union",
        "genetic",
        "biometric",
        "health",
        "sex-life",
    }
    assert shipped().special_categories.keys() == categories
    assert {word.special for word in WORDS["data"].values() if word.special} <= categories
    assert {"health", "biometric", "trade-union"} <= {word.special for word in WORDS["data"].values()}


def test_every_act_has_its_number() -> None:
    assert not [key for key, word in WORDS["statutes"].items() if not word.number]


def test_an_event_of_a_legal_basis_goes_with_bases_that_exist() -> None:
    events = {**VOCABULARY.events.after, **VOCABULARY.events.until}
    assert {basis for event in events.values() for basis in event.legal_basis} <= set(notice_form.LEGAL_BASES)
    # Only consent is withdrawn, only Art. 21(1) is objected to.
    assert VOCABULARY.events.until["withdrawal-of-consent"].legal_basis == ("consent",)
    assert set(VOCABULARY.events.until["objection"].legal_basis) == {"public-task", "legitimate-interests"}


def test_own_words_are_added_and_win_over_those_that_ship() -> None:
    own = OwnVocabulary(data={"shoe-size": OwnWord(), "email": OwnWord(special="health")})
    extended = VOCABULARY.with_own(own)
    assert set(extended.words["data"]) == {*WORDS["data"], "shoe-size"}
    assert extended.words["data"]["email"].special == "health"
    assert WORDS["data"]["email"].special is None
    assert extended.words["sources"] == WORDS["sources"]
