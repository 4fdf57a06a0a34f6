"""The conditions of Art. 9(2), one by one: which of them gives a right to withdraw, and in how much of a notice."""

from __future__ import annotations

import typing
from collections.abc import Mapping

import pytest

from privacy_notices.model.rights import RightStatus, rights_of
from privacy_notices.schema.notice_form import LEGAL_BASES, NoticeFacts, SpecialCondition
from privacy_notices.vocabulary.shipped_vocabulary import shipped

CONDITIONS = typing.get_args(SpecialCondition)


def right(key: str, purposes: Mapping[str, Mapping[str, object]]) -> RightStatus:
    facts = NoticeFacts.model_validate({"format": 1, "controllers": ["shop"], "purposes": purposes})
    return next(found for found in rights_of(facts, shipped()) if found.id == key)


def test_all_conditions_of_the_article_are_there() -> None:
    articles = {key: condition.article for key, condition in shipped().special_conditions.items()}
    assert articles == {
        "explicit-consent": "9(2)(a)",
        "employment-law": "9(2)(b)",
        "vital-interests": "9(2)(c)",
        "non-profit-body": "9(2)(d)",
        "made-public": "9(2)(e)",
        "legal-claims": "9(2)(f)",
        "public-interest": "9(2)(g)",
        "health-care": "9(2)(h)",
        "public-health": "9(2)(i)",
        "research": "9(2)(j)",
    }


@pytest.mark.parametrize("basis", [basis for basis in LEGAL_BASES if basis != "consent"])
@pytest.mark.parametrize("condition", CONDITIONS)
def test_only_explicit_consent_is_withdrawn(condition: str, basis: str) -> None:
    """Art. 7(3): whatever the basis of Art. 6 is, what rests on consent under Art. 9(2)(a) can be taken back."""
    found = right("withdraw-consent", {"a": {"legal_basis": basis, "special_category_condition": condition}})
    assert found.yes == (("a",) if condition == "explicit-consent" else ())
    assert found.on_condition == ()
    assert found.exists is (condition == "explicit-consent")


@pytest.mark.parametrize("condition", CONDITIONS)
def test_consent_of_article_6_is_withdrawn_under_every_condition(condition: str) -> None:
    found = right("withdraw-consent", {"a": {"legal_basis": "consent", "special_category_condition": condition}})
    assert found.yes == ("a",)


def test_explicit_consent_gives_the_right_where_no_basis_is_named_and_to_its_own_purpose_only() -> None:
    purposes = {
        "health": {"special_category_condition": "explicit-consent"},
        "orders": {"legal_basis": "contract"},
        "claims": {"legal_basis": "contract", "special_category_condition": "legal-claims"},
    }
    found = right("withdraw-consent", purposes)
    assert (found.yes, found.on_condition, found.no) == (("health",), (), ("orders", "claims"))


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_changes_no_other_right(condition: str) -> None:
    plain = {key.id: key for key in _all({"a": {"legal_basis": "contract"}})}
    other = {key.id: key for key in _all({"a": {"legal_basis": "contract", "special_category_condition": condition}})}
    assert {key for key in plain if plain[key] != other[key]} <= {"withdraw-consent"}


def _all(purposes: Mapping[str, Mapping[str, object]]) -> tuple[RightStatus, ...]:
    facts = NoticeFacts.model_validate({"format": 1, "controllers": ["shop"], "purposes": purposes})
    return rights_of(facts, shipped())
