"""Where rules begin and where they end: every id, number and condition in their source is in a case, and tables by id.

A rule may fire on its examples and still leave out an id, be one off, or ask for `all` where one is enough. So each id
is left out of its source in turn, each number is moved by one, and so on (`rules/mutants.py`); the rule's own cases have
to give another answer then. What is changed and cannot be noticed is listed here with the reason.
"""

from __future__ import annotations

import pkgutil
import re
import typing
from collections.abc import Mapping
from dataclasses import replace

import pytest

from privacy_notices.check import rules
from privacy_notices.check.editions import EDITIONS, NEWEST
from privacy_notices.check.rule import Rule
from privacy_notices.check.rules import outdated_words, plain_language
from privacy_notices.check.rules.law_of_special_data import special_categories
from privacy_notices.faults.diagnostic import Severity
from privacy_notices.languages.shipped_catalogs import fault_catalog
from privacy_notices.load.yaml_file import load
from privacy_notices.model.statements import Statement
from privacy_notices.schema.flow_forms import TransferMechanism
from privacy_notices.schema.notice_form import LEGAL_BASES, Provision, SpecialCondition
from privacy_notices.schema.portal_form import ControllerKind
from privacy_notices.vocabulary.shipped_vocabulary import shipped
from rules.mutants import RULES, findings, is_noticed, is_noticed_in_cases, mutants, trials
from rules.overlay import Drawing

MODULES = [f"{rules.__name__}.{module.name}" for module in pkgutil.iter_modules(rules.__path__)]
NEVER_EMPTY = "every language has patterns of this subject; the condition is for the type checker"
REMEMBERED = "how many answers are remembered changes none"
REGION = "no case has a language with a region; `test_a_language_with_a_region_has_the_words_of_the_language` has"
UNKNOWN = "a case has no unknown id; `test_an_id_that_the_vocabulary_lacks_is_of_no_special_category` has"

UNNOTICED: Mapping[str, str] = {
    "contradicting_contacts.authority_of_another_country: LtE -> Lt in states <= case.vocabulary.eea": "no notice has a controller in every country of the EEA",
    'contradicting_retention.retention_tied_to_another_basis: without "" in part.until or part.after or ""': "None is as unknown an event as an empty text; the text is for the type checker",
    "contradicting_texts.repeated_paragraph: Gt -> GtE in number > 1": "a quick look: paragraphs that begin alike are compared in full anyway",
    "contradicting_texts.repeated_paragraph: 1 -> 0": "the same quick look",
    "contradicting_texts.placeholder_text: without pattern in pattern and pattern.fullmatch(bare)": NEVER_EMPTY,
    "contradicting_texts.text_says_none: without pattern is None in pattern is None or not pattern.fullmatch(bare)": NEVER_EMPTY,
    "contradicting_texts.text_says_none: without len(bare) >= _SHORTEST in len(bare) >= _SHORTEST or is_heading(text)": "a quick look: no way to say none is so long",
    "contradicting_texts.text_says_none: GtE -> Gt in len(bare) >= _SHORTEST": "the same quick look",
    "law_of_special_data.special_categories: without key in words in key in words and words[key].special": UNKNOWN,
    "law_of_special_data.criminal_data_without_statute: without word in words in word in words and "
    "words[word].criminal and not acts": UNKNOWN,
    'outdated_times.time_that_an_act_counts_otherwise: without "" in part.after or ""': "None is as unknown an event as an empty text",
    'outdated_habits.signature_demanded: without finder in finder and text.path[0] in ("rights", "texts", "sections") '
    "and (match := affirmed(text, finder))": "texts without a finder are kept back before; for the type checker",
    "outdated_habits.reader_told_to_check_this_page: without finder in finder and (match := affirmed(text, finder))": "texts without a finder are kept back before; for the type checker",
    "outdated_words._searches: 0 -> -1": REGION,
    "outdated_words._findings: 0 -> -1": REGION,
    "plain_language._words: 0 -> -1": REGION,
    "outdated_words._matches: 8 -> 7": REMEMBERED,
    "outdated_words._matches: 8 -> 9": REMEMBERED,
    "outdated_words._outdated: 8 -> 7": REMEMBERED,
    "outdated_words._outdated: 8 -> 9": REMEMBERED,
    "outdated_words._are_one: 0 -> -1": "`test_two_things_are_one_where_they_overlap` says it with places",
    "outdated_words._are_one: 0 -> 1": "`test_two_things_are_one_where_they_overlap` says it with places",
    "outdated_words._is_history: without finder is not None in finder is not None and around is not None and "
    "finder.search(text[slice(*around)]) is not None": NEVER_EMPTY,
    "outdated_words._is_history: without around is not None in finder is not None and around is not None and "
    "finder.search(text[slice(*around)]) is not None": "every place of a text is in a sentence; for the type checker",
    "plain_language.long_sentence: LtE -> Lt in end - begin <= 2 * MAX_WORDS": "a quick look: 31 words are longer than 60 letters by themselves",
    "plain_language.long_sentence: 2 -> 1": "the same quick look, which then lets more through",
}


@pytest.mark.parametrize("module", MODULES, ids=lambda name: name.rpartition(".")[2])
def test_every_id_number_and_condition_of_the_rules_is_in_a_case(module: str) -> None:
    unnoticed = {str(mutant) for mutant in mutants(module) if not is_noticed(mutant)}
    known = {key for key in UNNOTICED if key.partition(".")[0] == module.rpartition(".")[2]}
    assert unnoticed == known


def test_every_id_number_and_condition_of_what_rules_see_is_in_a_case() -> None:
    changes = (mutant for mutant in mutants("privacy_notices.check.rule") if "Case" in mutant.names)
    assert [str(mutant) for mutant in changes if not is_noticed_in_cases(mutant)] == []


# --- what the cases cannot draw ------------------------------------------------------------------------------------------


def test_a_language_with_a_region_has_the_words_of_the_language() -> None:
    file = load(b"summary: Registeransvarig\n", "sv-FI.yml")
    text = Statement("sv-FI", ("summary",), "Registeransvarig kan vara butiken.", file, ("summary",))
    (found,) = outdated_words.outdated_term(text)
    assert dict(found.parameters)["instead"] == outdated_words.entries()["register-holder"].instead["sv"]
    assert [dict(found.parameters)["found"] for found in plain_language.vague_word(text)] == ["kan"]


@pytest.mark.parametrize("name", outdated_words.entries())
def test_what_is_out_of_date_has_what_to_say_today_in_each_of_its_languages(name: str) -> None:
    entry = outdated_words.entries()[name]
    assert set(entry.languages) <= set(entry.instead)


@pytest.mark.parametrize(("begin", "is_one"), [(9, True), (10, False)])
def test_two_things_are_one_where_they_overlap(begin: int, is_one: bool) -> None:
    """Two things with other names today are one only where a letter is of both: the first stands at 5 to 10."""
    first = outdated_words.Search("old-term", Severity.INFO, re.compile("x"), {"en": "one"})
    other = outdated_words.Search("old-term", Severity.INFO, re.compile("y+"), {"en": "another"})
    after = re.compile("y+").search("-" * begin + "yyyyy")
    assert after is not None
    assert outdated_words._are_one(other, after, 5, 10, first) is is_one
    before = re.compile("y+").search("-" * (10 - begin) + "yyyyy")
    assert before is not None
    assert outdated_words._are_one(other, before, 15 - begin + 4, 30, first) is False
    assert outdated_words._are_one(other, before, 10 - begin + 4, 30, first) is True


def test_an_id_that_the_vocabulary_lacks_is_of_no_special_category() -> None:
    """It is told where it stands (S201); the rules that look it up must not fall over it."""
    drawing = Drawing({"notice": {"purposes": {"orders": {"data": ["name", "health-data"]}}}})
    notice = drawing.project().notices[0]
    purpose = notice.facts.purposes["orders"].model_copy(update={"data": ("shoe-inserts", "health-data")})
    facts = notice.facts.model_copy(update={"purposes": {"orders": purpose}})
    (trial, *_) = trials(next(rule for rule in RULES if rule.code == "N510"))
    case = replace(trial.case, notice=replace(notice, facts=facts))
    assert special_categories(case, purpose) == ("health-data",)
    for rule in RULES:
        if isinstance(rule, Rule) and rule.code.startswith("N5"):
            list(rule.function(case))


# --- tables by id --------------------------------------------------------------------------------------------------------


def codes(notice: Mapping[str, object], **others: object) -> set[str]:
    return {item.code for item in Drawing({"notice": notice, **others}).check().diagnostics}


@pytest.mark.parametrize("kind", typing.get_args(ControllerKind))
def test_only_a_public_body_is_held_to_what_the_law_asks_of_public_bodies(kind: str) -> None:
    found = codes(
        {"purposes": {"orders": {"legal_basis": "legitimate-interests", "data": ["name", "offences"]}}},
        portal={"controllers": {"shop": {"kind": kind}}},
        en={"legitimate_interests": {"orders": "We want to know who buys from us."}},
    )
    assert ("N501" in found) is (kind == "public-body")
    assert ("N506" in found) is (kind == "public-body")
    assert ("N510" in found) is (kind != "public-body")


BY_BASIS: Mapping[str, tuple[set[str], Mapping[str, object], Mapping[str, object]]] = {
    # code: the bases it is found with, the purpose, the words
    "N210": (
        {"contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interests"},
        {},
        {"rights": {"withdraw-consent": "Call us."}},
    ),
    "N211": (
        {"legal-obligation", "vital-interests", "public-task", "legitimate-interests"},
        {},
        {"rights": {"portability": "Take your data with you."}},
    ),
    "N212": ({"consent", "contract"}, {}, {"rights": {"portability": "You do not have this right."}}),
    "N213": (
        {"consent", "contract", "legal-obligation", "vital-interests"},
        {},
        {"rights": {"objection": "You can object."}},
    ),
    "N504": ({"legal-obligation"}, {}, {}),
    "N505": ({"public-task"}, {}, {}),
    "N507": ({"contract"}, {"provision": "voluntary"}, {}),
    "N508": ({"legal-obligation"}, {"provision": "voluntary"}, {}),
    "N509": ({"consent"}, {"provision": "necessary"}, {}),
    "N514": ({"legal-obligation", "vital-interests", "public-task"}, {"direct_marketing": True}, {}),
}


@pytest.mark.parametrize("basis", LEGAL_BASES)
@pytest.mark.parametrize("code", BY_BASIS)
def test_a_rule_on_legal_bases_is_found_with_those_it_is_about(code: str, basis: str) -> None:
    bases, purpose, words = BY_BASIS[code]
    interests = {"legitimate_interests": {"orders": "We want to know."}} if basis == "legitimate-interests" else {}
    found = codes({"purposes": {"orders": {"legal_basis": basis, **purpose}}}, en={**words, **interests})
    assert (code in found) is (basis in bases)


BY_PROVISION = """
                     statutory contractual necessary voluntary not-asked
consent              N509      N509        N509      -         -
contract             N242      -           -         N507      -
legal-obligation     -         N242        -         N508      -
vital-interests      N242      N242        N242      -         -
public-task          -         N242        N242      -         -
legitimate-interests N242      -           -         -         -
"""
"""What is found of each legal basis together with each answer to whether the data must be given."""


def test_every_pair_of_legal_basis_and_provision_is_judged() -> None:
    """A fault of the kind: the law demands the data and one may refuse, or a public task that a contract asks for."""
    head, *rows = (line.split() for line in BY_PROVISION.strip().splitlines())
    assert tuple(head) == typing.get_args(Provision)
    assert tuple(basis for basis, *_ in rows) == LEGAL_BASES
    for basis, *answers in rows:
        for provision, expected in zip(head, answers, strict=True):
            found = codes(
                {"purposes": {"orders": {"legal_basis": basis, "provision": provision}}},
                en={"legitimate_interests": {"orders": "We want to know."}} if basis == "legitimate-interests" else {},
            )
            assert found & {"N242", "N507", "N508", "N509"} == {expected} - {"-"}, (basis, provision)


@pytest.mark.parametrize("condition", typing.get_args(SpecialCondition))
def test_a_condition_that_rests_on_law_asks_for_an_act_and_consent_for_a_way_back(condition: str) -> None:
    found = codes(
        {"purposes": {"orders": {"data": ["name", "health-data"], "special_category_condition": condition}}},
        en={"rights": {"withdraw-consent": "Call us."}},
    )
    assert ("N516" in found) is (condition in {"employment-law", "public-interest", "public-health", "research"})
    assert ("N210" in found) is (condition != "explicit-consent")
    assert "N502" not in found


@pytest.mark.parametrize("mechanism", typing.get_args(TransferMechanism))
def test_a_copy_is_offered_of_every_safeguard_and_of_nothing_else(mechanism: str) -> None:
    found = codes({"transfers": [{"recipient": "hosting", "countries": ["CH"], "mechanism": mechanism}]})
    without = {
        "adequacy",
        "derogation-consent",
        "derogation-contract",
        "derogation-contract-interest",
        "derogation-public-interest",
        "derogation-claims",
        "derogation-vital",
        "derogation-register",
    }
    assert ("N118" in found) is (mechanism not in without)


def test_the_vocabulary_has_what_the_forms_accept() -> None:
    """Rules look conditions and mechanisms up without asking whether they are there."""
    assert set(shipped().special_conditions) == set(typing.get_args(SpecialCondition))
    assert set(shipped().transfer_mechanisms) == set(typing.get_args(TransferMechanism))


# --- words ---------------------------------------------------------------------------------------------------------------


def said_by_rules() -> dict[str, set[str]]:
    """By fault the names of the values that the cases give."""
    names: dict[str, set[str]] = {}
    for rule in EDITIONS[NEWEST]:
        for trial in trials(rule):
            for found in findings(rule, trial):
                fault = f"{rule.code}.{found.variant}" if found.variant else rule.code
                names.setdefault(fault, set()).update(name for name, _ in found.parameters)
    return names


def test_everything_that_rules_say_has_words_and_every_word_is_said_by_a_case() -> None:
    beside = {"N901.finds-nothing", "N901.unknown"}
    catalog = fault_catalog("en").messages
    messages = {key.removesuffix(".message") for key in catalog if re.match(r"N\d{3}\b.*\.message$", key)}
    hints = {key.removesuffix(".hint") for key in catalog if re.match(r"N\d{3}\b.*\.hint$", key)}
    assert set(said_by_rules()) == messages - beside
    assert messages == hints


def test_words_name_the_values_that_rules_give_and_all_of_them() -> None:
    catalog = fault_catalog("en").messages
    for fault, given in said_by_rules().items():
        words = catalog[f"{fault}.message"][0] + catalog[f"{fault}.hint"][0]
        assert set(re.findall(r"(?<!\{)\{(\w+)\}(?!\})", words)) == given, fault
