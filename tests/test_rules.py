"""The rules: each is found where it should be and nowhere else, and says what a reader of the handbook needs."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy_notices.check.editions import EDITIONS, NEWEST
from privacy_notices.check.patterns import Corpus, Sieve, literals_in, needed, patterns
from privacy_notices.check.rules.outdated_words import entries
from privacy_notices.faults.diagnostic import Severity
from rules.overlay import Drawing, examples_of, read_cases
from telling import hint, message

CASES = Path(__file__).parent / "rules"
RULES = EDITIONS[NEWEST]
BY_CODE = {rule.code: rule for rule in RULES}


def test_the_minimal_notice_has_no_finding_at_all() -> None:
    assert Drawing({}).found() == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_example_under_fails_gives_the_code_and_the_one_under_passes_does_not(rule) -> None:
    fails, passes = examples_of(rule)
    assert rule.code in {item.code for item in fails.check().diagnostics}
    assert [
        item for item in passes.check().diagnostics if item.severity is not Severity.INFO or item.code == rule.code
    ] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_failing_and_passing_cases_in_a_file(rule) -> None:
    cases = read_cases(CASES / f"{rule.code}.yml")
    assert cases["fails"]
    assert cases["passes"]


FAILING = [
    pytest.param(drawing, id=f"{path.stem}-{number}")
    for path in sorted(CASES.glob("N*.yml"))
    for number, drawing in enumerate(read_cases(path)["fails"])
]
PASSING = [
    pytest.param(path.stem, drawing, id=f"{path.stem}-{number}")
    for path in sorted(CASES.glob("N*.yml"))
    for number, drawing in enumerate(read_cases(path)["passes"])
]


@pytest.mark.parametrize("drawing", FAILING)
def test_findings_stand_where_the_case_says_and_nothing_else_is_found(drawing: Drawing) -> None:
    assert drawing.expected()
    assert drawing.found() == drawing.expected()


def test_a_finding_names_what_it_is_about() -> None:
    found = [item for param in FAILING for item in param.values[0].check().diagnostics]
    assert [item for item in found if None in dict(item.parameters).values()] == []
    assert [told for item in found if re.search(r"\bNone\b|\{\w+\}", told := message(item))] == []


@pytest.mark.parametrize(("code", "drawing"), PASSING)
def test_a_passing_case_does_not_give_the_code(code: str, drawing: Drawing) -> None:
    assert code not in {found for _, _, found in drawing.found()}
    assert drawing.found() == drawing.expected()


def test_codes_are_unique_and_belong_to_a_module_of_their_letter_group() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    for rule in RULES:
        assert (sys.modules[rule.function.__module__].__doc__ or "").startswith(f"{rule.code[:2]}: "), rule.code


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_an_error_cites_the_provision_it_rests_on(rule) -> None:
    if rule.severity is Severity.ERROR:
        assert re.search(r"Art\. \d+|\d+ §", rule.article)


@pytest.mark.parametrize("drawing", FAILING)
def test_messages_are_lower_case_without_stop_and_hints_say_what_to_do(drawing: Drawing) -> None:
    for diagnostic in drawing.check().diagnostics:
        for text in (message(diagnostic), hint(diagnostic)):
            assert text[0] == "`" or text[0].islower()
            assert not text.endswith(".")


# --- patterns --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", entries())
def test_what_has_gone_out_of_date_is_found_in_inflected_forms_and_spares_what_looks_alike(name: str) -> None:
    entry = entries()[name]
    searches = [re.compile(pattern, re.IGNORECASE) for pattern in entry.patterns]
    assert all(any(search.search(text) for search in searches) for text in entry.finds)
    assert not any(search.search(text) for search in searches for text in entry.spares)


@pytest.mark.parametrize("name", entries())
def test_the_quick_look_for_a_literal_never_hides_a_match(name: str) -> None:
    entry = entries()[name]
    for pattern in entry.patterns:
        for text in entry.finds:
            if re.search(pattern, text, re.IGNORECASE):
                assert all(literal in text.lower() for literal in literals_in(pattern))


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        (r"\bhenkilötietola(?:ki|in)\b", ("henkilötietola",)),
        (r"\bharbou?r", ("harbo", "r")),
        (r"a|b", ()),
        (r"(?:\b0|\+358\s?)29\s56\s66700\b", ("29", "56", "66700")),
        (r"[abc]{3}", ()),
        (r"\bwww\.tietosuoja\.fi\b", ("www.tietosuoja.fi",)),
        (r"\[(?:add|insert)[^\]\n]*\](?!\()", ("[", "]")),
        (r"\brätt(?:en)? till insyn", ("rätt", " till insyn")),
    ],
)
def test_the_literals_of_an_expression_are_in_every_match(pattern: str, literals: tuple[str, ...]) -> None:
    assert literals_in(pattern) == literals


@dataclass(frozen=True)
class Words:
    text: str
    language: str = "en"


EXPRESSIONS = sorted(
    {
        *(pattern for entry in entries().values() for pattern in entry.patterns),
        *(pattern for found in patterns().sources.values() for those in found.values() for pattern in those),
    }
)
SIEVE = Sieve(EXPRESSIONS)
LETTERS = st.characters(codec="utf-8", exclude_characters="ſıİ")
"""Without those that count as `s` and `i` where case is ignored, and stay as they are in small letters."""


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_the_sieve_lets_every_match_through(expression: str) -> None:
    """Whatever stands around it, in whatever letters: a rule never sees the texts that the sieve keeps back."""
    ignoring_case = re.compile(expression, re.IGNORECASE)

    @settings(max_examples=5, deadline=None, database=None)
    @given(st.from_regex(ignoring_case, alphabet=LETTERS), st.text("äÄ ßİ.,\n", max_size=5))
    def look(match: str, around: str) -> None:
        texts = [Words("Nothing of it here."), Words(around + match + around), Words("")]
        if ignoring_case.search(texts[1].text):
            assert texts[1] in SIEVE.promising(Corpus(texts, "en"))(expression)

    look()


def test_the_sieve_keeps_back_the_texts_that_certainly_have_no_match() -> None:
    texts = [Words("We use cookies."), Words("We follow the Safe Harbour principles."), Words("Safe and sound.")]
    sieve = Sieve([r"\bsafe\s+harbou?r", r"\bprivacy shield"])
    promising = sieve.promising(Corpus(texts, "en"))
    assert promising(r"\bsafe\s+harbou?r") == [texts[1]]
    assert promising(r"\bprivacy shield") == []


def test_every_pattern_of_the_package_is_a_regular_expression_for_all_three_languages() -> None:
    found = patterns()
    for subject in found.sources:
        if not subject.startswith("vague"):
            assert all(found.get(subject, language) for language in ("fi", "sv", "en")), subject


def test_an_unknown_language_has_no_patterns_and_raises_nothing() -> None:
    texts = {"portal": {"languages": ["en", "fi", "sv", "se"]}}
    assert Drawing(texts).found() == []


def test_case_files_carry_their_comments_to_the_merged_file() -> None:
    drawing = read_cases(CASES / "N103.yml")["fails"][0]
    assert yaml.safe_load(drawing.files["shop/notice.yml"])["format"] == 1
    assert drawing.expected()[0][2] == "N103"


def test_what_a_pattern_needs_is_known_of_groups_inside_groups_too() -> None:
    assert needed(r"sent to (?:the )?(?:(?-i:USA?)(?!\w)|Great (?:Britain|Wall)|China)") == (
        ("sent to",),
        ("us", "great", "china"),
    )
    assert needed(r"(?:a|(?:bc|de)f?)") == (("a", "bc", "de"),)


@pytest.mark.parametrize("pattern", [r"(?!not )", r"(?:one|two)?", r"(?:one|\d+)", r"one|two", r"(?P<name>\w+)"])
def test_a_pattern_that_needs_nothing_for_certain_needs_nothing(pattern) -> None:
    assert needed(pattern) == ()
