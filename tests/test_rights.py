"""Which rights a notice brings, purpose by purpose."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from privacy_notices.model.rights import RightStatus, direct_marketing, is_from_elsewhere, may_object, rights_of
from privacy_notices.schema.notice_form import LEGAL_BASES, NoticeFacts
from privacy_notices.schema.portal_form import OwnVocabulary, OwnWord
from privacy_notices.vocabulary.shipped_vocabulary import shipped

ALWAYS = {"access", "rectification", "restriction", "complaint"}
"""Rights that every basis brings, of those that a notice tells of."""


def facts(purposes: Mapping[str, Mapping[str, object]], **others: object) -> NoticeFacts:
    return NoticeFacts.model_validate({"format": 1, "controllers": ["shop"], "purposes": purposes, **others})


def rights(purposes: Mapping[str, Mapping[str, object]], **others: object) -> dict[str, RightStatus]:
    return {right.id: right for right in rights_of(facts(purposes, **others), shipped())}


@pytest.mark.parametrize(
    ("basis", "brings"),
    [
        ("consent", {"erasure", "portability", "withdraw-consent"}),
        ("contract", {"erasure", "portability"}),
        ("legal-obligation", set()),
        ("vital-interests", {"erasure"}),
        ("public-task", {"objection"}),
        ("legitimate-interests", {"erasure", "objection"}),
    ],
)
def test_a_legal_basis_brings_its_rights(basis: str, brings: set[str]) -> None:
    found = rights({"a": {"legal_basis": basis}})
    assert {key for key, right in found.items() if right.exists} == ALWAYS | brings


def test_a_right_says_where_the_regulation_has_it() -> None:
    found = rights({"a": {"legal_basis": "consent"}})
    articles = {
        key: found[key].article for key in ("access", "erasure", "portability", "withdraw-consent", "complaint")
    }
    assert articles == {
        "access": "15",
        "erasure": "17",
        "portability": "20",
        "withdraw-consent": "7(3)",
        "complaint": "77",
    }


def test_all_legal_bases_are_known_to_the_rights() -> None:
    assert rights({basis: {"legal_basis": basis} for basis in LEGAL_BASES})["access"].yes == LEGAL_BASES


def test_each_purpose_stands_once_under_each_right() -> None:
    purposes = {basis: {"legal_basis": basis} for basis in LEGAL_BASES}
    for right in rights(purposes).values():
        assert sorted((*right.yes, *right.on_condition, *right.no)) == sorted(purposes)


def test_a_right_holds_for_the_purposes_whose_basis_brings_it() -> None:
    found = rights(
        {
            "orders": {"legal_basis": "contract"},
            "books": {"legal_basis": "legal-obligation"},
            "news": {"legal_basis": "consent"},
        }
    )
    assert (found["erasure"].yes, found["erasure"].no) == (("orders", "news"), ("books",))
    assert (found["portability"].on_condition, found["portability"].no) == (("orders", "news"), ("books",))
    assert (found["withdraw-consent"].yes, found["withdraw-consent"].no) == (("news",), ("orders", "books"))


def test_a_purpose_without_a_basis_promises_nothing_and_denies_nothing() -> None:
    found = rights({"a": {}})
    assert {
        right.on_condition
        for key, right in found.items()
        if key not in ("objection-direct-marketing", "automated-decisions")
    } == {("a",)}


def test_direct_marketing_may_be_refused_whatever_it_rests_on() -> None:
    found = rights(
        {"news": {"legal_basis": "contract", "direct_marketing": True}, "orders": {"legal_basis": "contract"}}
    )
    assert (found["objection-direct-marketing"].yes, found["objection-direct-marketing"].no) == (
        ("news",),
        ("orders",),
    )


def test_explicit_consent_may_be_withdrawn_whatever_the_basis_is() -> None:
    found = rights({"care": {"legal_basis": "contract", "special_category_condition": "explicit-consent"}})
    assert found["withdraw-consent"].yes == ("care",)


def test_the_right_about_automated_decisions_goes_with_the_decisions() -> None:
    purposes = {"credit": {"legal_basis": "contract"}, "news": {"legal_basis": "consent"}}
    one = rights(purposes, automated_decisions={"limit": {"basis": "contract", "purposes": ["credit"]}})
    every = rights(purposes, automated_decisions={"limit": {"basis": "contract"}})
    none = rights(purposes, automated_decisions="none")
    assert [found["automated-decisions"].yes for found in (one, every, none)] == [
        ("credit",),
        ("credit", "news"),
        (),
    ]


def test_purposes_served_as_a_processor_bring_no_rights_here() -> None:
    purposes = {
        "own": {"legal_basis": "legitimate-interests"},
        "theirs": {"legal_basis": "legitimate-interests", "role": "processor", "direct_marketing": True},
    }
    for right in rights(purposes).values():
        assert "theirs" not in (*right.yes, *right.on_condition, *right.no)
    assert may_object(facts(purposes)) == ("own",)
    assert direct_marketing(facts(purposes)) == ()


def test_a_notice_tells_of_the_rights_that_articles_13_and_14_name() -> None:
    assert list(rights({"a": {"legal_basis": "consent"}})) == [
        "access",
        "rectification",
        "erasure",
        "restriction",
        "portability",
        "objection",
        "objection-direct-marketing",
        "automated-decisions",
        "withdraw-consent",
        "complaint",
    ]


def test_the_right_to_object_is_set_apart_for_the_bases_of_article_21() -> None:
    purposes = {basis: {"legal_basis": basis} for basis in LEGAL_BASES}
    assert may_object(facts(purposes)) == ("public-task", "legitimate-interests")
    assert may_object(facts({"a": {"legal_basis": "consent"}})) == ()
    assert direct_marketing(facts({"a": {"direct_marketing": True}, "b": {}})) == ("a",)


@pytest.mark.parametrize(
    ("sources", "elsewhere"),
    [
        (None, False),
        (["data-subject"], False),
        (["police"], True),
        (["data-subject", {"id": "schools", "public": True}], True),
        # What is observed of the person is collected from the person (CJEU C-422/24, WP260 paragraph 26).
        (["cameras", "access-control", "devices", "meters", "service-use", "system-logs"], False),
        (["data-subject", "cameras", "police"], True),
        (["gate"], False),
        (["neighbour"], True),
    ],
)
def test_article_14_applies_when_some_data_come_from_elsewhere(sources: object, elsewhere: bool) -> None:
    own = OwnVocabulary(sources={"gate": OwnWord(observed=True), "neighbour": OwnWord()})
    said = facts({"a": {}}, **({} if sources is None else {"sources": sources}))
    assert is_from_elsewhere(said, shipped().with_own(own)) is elsewhere
