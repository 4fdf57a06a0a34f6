"""What notices tell of Art. 13 and 14, item by item."""

from __future__ import annotations

from pathlib import Path

import pytest

from privacy_notices.check.editions import EDITIONS, NEWEST
from privacy_notices.document.compose import compose
from privacy_notices.document.coverage import Coverage, CoveredItem, checklist, coverage
from privacy_notices.document.phrasebook import Phrasebook
from privacy_notices.model.notice import Notice, Project
from privacy_notices.pages.plan import speakers_of
from privacy_notices.portal.reading import open_project
from rules.overlay import TODAY, Drawing

HERE = Path(__file__).parent


def opened(folder: Path) -> Project:
    project, _ = open_project(folder)
    assert project is not None
    return project


def covered(project: Project, notice: Notice) -> dict[str, CoveredItem]:
    book = Phrasebook(project, speakers_of(project)[notice.source_language])
    return {item.id: item for item in coverage(project, notice, compose(notice, book), TODAY)}


def test_the_correct_notices_are_complete_in_three_languages() -> None:
    project = opened(HERE / "correct")
    assert len(project.notices) >= 12
    for notice in project.notices:
        items = covered(project, notice).values()
        assert set(notice.words) == {"fi", "sv", "en"}
        assert [item.id for item in items if item.state is Coverage.GAP or item.untold_in] == [], notice.id


ITEMS = {
    "controller": "controller",
    "dpo": "dpo",
    "purposes": "purposes",
    "legal_basis": "legal-basis legitimate-interests",
    "categories": "data-categories",
    "source": "source",
    "recipients": "recipients",
    "transfers": "transfers",
    "retention": "retention",
    "access": "rights",
    "rectification": "rights",
    "erasure": "rights",
    "restriction": "rights",
    "objection": "rights object-separately",
    "portability": "rights",
    "complaint": "complaint",
    "obligation": "obligation-to-provide",
    "adm": "automated-decisions",
    "version_date": "version",
}
"""Columns of the table of the samples, and where the checklist has them."""

SUPPLIED = {"complaint"}
"""What no author has to write: the authority stands on every page, so its absence in an old document is no gap here."""

COVERAGE = {
    "000": "ok none ok none ok ok ok ok ok ok ok none none part none none none none none",
    "001": "ok none ok none ok ok ok ok none ok ok none none none none none none none none",
    "002": "ok none ok none ok ok part part part ok ok part none part none none none none none",
    "003": "ok none ok none part ok ok ok none ok ok none none none none none none none part",
    "004": "ok none ok part part ok ok part part ok ok part ok part ok part part none part",
}
"""What each sample tells: `ok`, `part` (partial, contradictory or out of date) or `none`, in the order of `ITEMS`."""

PARTLY_BY_TEXT = {("004", "complaint"): "N302", ("004", "erasure"): "N214"}
"""Faults of a sample's wording that show as findings rather than gaps."""


@pytest.mark.parametrize("sample", COVERAGE)
def test_each_sample_gives_at_least_the_gaps_that_people_found_in_it(sample: str) -> None:
    project = opened(HERE / "samples")
    notice = next(notice for notice in project.notices if notice.id == f"sample-{sample}")
    items = covered(project, notice)
    for column, told in zip(ITEMS, COVERAGE[sample].split(), strict=True):
        found = {items[key].state for key in ITEMS[column].split()}
        if told != "ok" and column not in SUPPLIED:
            assert Coverage.GAP in found, column
        if (sample, column) in PARTLY_BY_TEXT:
            codes = {item.code for key in ("complaint", "rights", "object-separately") for item in items[key].findings}
            assert PARTLY_BY_TEXT[sample, column] in codes


def items(patch: dict[str, object]) -> dict[str, CoveredItem]:
    project = Drawing(patch).project()
    return covered(project, project.notices[0])


def test_the_checklist_has_the_27_items_and_names_only_checks_that_exist() -> None:
    assert len(checklist()) == 27
    codes = {rule.code for rule in EDITIONS[NEWEST]}
    assert {code for entry in checklist().values() for code in entry.gaps} <= codes


def test_none_is_an_answer_and_a_missing_key_is_not() -> None:
    assert items({})["transfers"].state is Coverage.NONE
    assert items({"notice": {"transfers": None}})["transfers"].state is Coverage.GAP
    told = items({"notice": {"transfers": [{"recipient": "hosting", "countries": ["CH"], "mechanism": "adequacy"}]}})
    assert told["transfers"].state is Coverage.TOLD


def test_items_of_article_14_are_asked_for_only_where_data_come_from_elsewhere() -> None:
    assert items({})["source"].state is Coverage.NOT_NEEDED
    elsewhere = items({"notice": {"sources": ["client-organisation"]}})
    assert elsewhere["source"].state is Coverage.TOLD
    assert elsewhere["obligation-to-provide"].state is Coverage.NOT_NEEDED
    assert elsewhere["legal-basis"].article == "GDPR Art. 14(1)(c)"


def test_a_gap_points_to_the_finding_and_an_ignored_one_stays_a_gap() -> None:
    item = items({"notice": {"recipients": None, "ignore": {"N110": "told elsewhere"}}})["recipients"]
    assert item.state is Coverage.GAP
    assert [finding.code for finding in item.findings] == ["N110"]


def test_a_purpose_told_in_one_language_only_is_untold_in_the_others() -> None:
    patch = {
        "notice": {
            "purposes": {
                "letter": {
                    "legal_basis": "contract",
                    "data": ["email"],
                    "provision": "contractual",
                    "retention": {"until": "end-of-contract"},
                }
            }
        },
        "en": {"purposes": {"letter": "We send you a letter."}},
    }
    assert items(patch)["purposes"].untold_in == ("fi", "sv")
    assert items({"sv": None})["purposes"].untold_in == ("sv",)


@pytest.mark.parametrize(
    ("item", "patch"),
    [
        ("representative", {"portal": {"controllers": {"shop": {"country": "CH", "representative": "privacy"}}}}),
        ("dpo", {"portal": {"controllers": {"shop": {"dpo": "privacy"}}}}),
        (
            "legitimate-interests",
            {
                "notice": {"purposes": {"orders": {"legal_basis": "legitimate-interests"}}},
                "en": {"legitimate_interests": {"orders": "We want to prevent fraud."}},
            },
        ),
        ("object-separately", {"notice": {"purposes": {"orders": {"direct_marketing": True}}}}),
        (
            "withdraw-consent",
            {"notice": {"purposes": {"orders": {"legal_basis": "consent", "provision": "voluntary"}}}},
        ),
        ("cookies", {"notice": {"cookies": {"url": "https://shop.example/cookies"}}}),
        ("security", {"en": {"texts": {"security": "Our rooms are locked."}}}),
        (
            "automated-decisions",
            {
                "notice": {"automated_decisions": {"credit": {"basis": "contract"}}},
                "en": {
                    "automated_decisions": {
                        "credit": {"name": "Credit", "logic": "We look at payments.", "consequences": "You pay later."}
                    }
                },
            },
        ),
    ],
)
def test_an_item_is_told_when_its_condition_is_met_and_not_needed_or_none_before(
    item: str, patch: dict[str, object]
) -> None:
    assert items({})[item].state in (Coverage.NOT_NEEDED, Coverage.NONE)
    assert items(patch)[item].state is Coverage.TOLD


def test_that_there_are_no_cookies_is_an_answer_too() -> None:
    assert items({"notice": {"cookies": "none"}})["cookies"].state is Coverage.NONE
