"""A portal held against the law: false alarms, the five samples, what is ignored, and coverage."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from privacy_notices.check.check import Checked, Item, State, check_notice, checklist, coverage
from privacy_notices.check.editions import EDITIONS, NEWEST, edition_of
from privacy_notices.faults.diagnostic import Severity
from privacy_notices.model.notice import Project
from privacy_notices.portal.reading import open_project
from rules.mutants import trials
from rules.overlay import TODAY, Drawing, check
from telling import hint, message

HERE = Path(__file__).parent


def opened(folder: Path) -> Project:
    project, faults = open_project(folder)
    assert project is not None
    assert [fault for fault in faults if fault.severity is Severity.ERROR] == []
    return project


# --- false alarms ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "folder", [HERE / "correct", HERE.parent / "notices"], ids=["ten correct notices", "the sample portal"]
)
def test_correct_notices_give_no_error_and_no_warning(folder: Path) -> None:
    checked = check(opened(folder), TODAY)
    assert [item for item in checked.diagnostics if item.severity is not Severity.INFO] == []
    assert checked.silenced == ()


def test_the_ten_correct_notices_are_complete_in_three_languages() -> None:
    project = opened(HERE / "correct")
    assert len(project.notices) == 10
    for notice in project.notices:
        items = coverage(project, notice, TODAY)
        assert set(notice.words) == {"fi", "sv", "en"}
        assert [item.id for item in items if item.state is State.GAP or item.untold_in] == [], notice.id


# --- the five samples --------------------------------------------------------------------------------------------------

ITEMS = {
    "controller": "controller", "dpo": "dpo", "purposes": "purposes", "legal_basis": "legal-basis legitimate-interests",
    "categories": "data-categories", "source": "source", "recipients": "recipients", "transfers": "transfers",
    "retention": "retention", "access": "rights", "rectification": "rights", "erasure": "rights", "restriction": "rights",
    "objection": "rights object-separately", "portability": "rights", "complaint": "complaint",
    "obligation": "obligation-to-provide", "adm": "automated-decisions", "version_date": "version",
}  # fmt: skip
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
    items = {item.id: item for item in coverage(project, notice, TODAY)}
    for column, told in zip(ITEMS, COVERAGE[sample].split(), strict=True):
        found = {items[key].state for key in ITEMS[column].split()}
        if told != "ok" and column not in SUPPLIED:
            assert State.GAP in found, column
        if (sample, column) in PARTLY_BY_TEXT:
            codes = {item.code for key in ("complaint", "rights", "object-separately") for item in items[key].findings}
            assert PARTLY_BY_TEXT[sample, column] in codes


ARTICLES = {
    "N103": "GDPR Art. 13(1)(c) and 14(1)(c)",
    "N104": "GDPR Art. 13(2)(a) and 14(2)(a)",
    "N105": "GDPR Art. 13(2)(e)",
    "N107": "GDPR Art. 14(1)(d)",
    "N112": "GDPR Art. 13(2)(f) and 14(2)(g)",
    "N113": "GDPR Art. 13(1)(b) and 14(1)(b)",
    "N119": "GDPR Art. 13(1)(d) and 14(2)(b)",
    "N202": "GDPR Art. 13(1)(e) and 14(1)(e)",
    "N208": "GDPR Art. 13(1)(f) and 14(1)(f)",
    "N214": "GDPR Art. 21(4)",
    "N302": "GDPR Art. 13(2)(d) and 14(2)(e)",
}


def test_findings_in_the_samples_cite_the_articles_that_concern_them() -> None:
    found = {item.code: item.article for item in check(opened(HERE / "samples"), TODAY).diagnostics}
    assert {code: found[code] for code in ARTICLES} == ARTICLES


@pytest.mark.parametrize(
    ("sources", "article"),
    [
        (["data-subject"], "GDPR Art. 13(1)(c)"),
        (["client-organisation"], "GDPR Art. 14(1)(c)"),
        (["data-subject", "client-organisation"], "GDPR Art. 13(1)(c) and 14(1)(c)"),
        (None, "GDPR Art. 13(1)(c) and 14(1)(c)"),
    ],
)
def test_the_provision_cited_follows_from_where_the_data_come_from(sources: list[str] | None, article: str) -> None:
    drawing = Drawing({"notice": {"sources": sources, "purposes": {"orders": {"legal_basis": None}}}})
    assert [item.article for item in drawing.check().diagnostics if item.code == "N103"] == [article]


@pytest.mark.parametrize(
    ("collected", "obtained"),
    [
        ("13(1)(a)", "14(1)(a)"),
        ("13(1)(b)", "14(1)(b)"),
        ("13(1)(c)", "14(1)(c)"),
        ("13(1)(d)", "14(2)(b)"),
        ("13(1)(e)", "14(1)(e)"),
        ("13(1)(f)", "14(1)(f)"),
        ("13(2)(a)", "14(2)(a)"),
        ("13(2)(b)", "14(2)(c)"),
        ("13(2)(c)", "14(2)(d)"),
        ("13(2)(d)", "14(2)(e)"),
        ("13(2)(e)", "13(2)(e)"),
        ("13(2)(f)", "14(2)(g)"),
        ("13(3)", "14(4)"),
        ("12(1)", "12(1)"),
        ("7(3), 13(2)(c)", "7(3), 14(2)(d)"),
    ],
)
def test_each_provision_of_article_13_has_its_counterpart_in_article_14(collected: str, obtained: str) -> None:
    drawing = Drawing({"notice": {"sources": ["client-organisation"]}})
    (trial, *_) = trials(next(rule for rule in EDITIONS[NEWEST] if rule.code == "N103"))
    assert trial.case.cite(f"GDPR Art. {collected}") == f"GDPR Art. {collected}"
    case = replace(trial.case, notice=drawing.project().notices[0])
    assert case.cite(f"GDPR Art. {collected}") == f"GDPR Art. {obtained}"


# --- editions ----------------------------------------------------------------------------------------------------------


def test_an_unknown_edition_is_told_with_the_known_ones_and_nothing_else_is_checked() -> None:
    drawing = Drawing({"portal": {"rules": "gdpr-2016-679/2026-12"}, "notice": {"recipients": None}})
    (found,) = drawing.check().diagnostics
    assert (found.code, found.severity) == ("S130", Severity.ERROR)
    assert drawing.files["portal.yml"].split("\n")[found.mark.line - 1].startswith('"rules"')
    assert "did you mean `gdpr-2016-679/2026-11`?" in hint(found)
    assert edition_of(drawing.project().portal.rules) == ()


def test_portals_name_the_newest_edition_when_they_name_none() -> None:
    assert edition_of(Drawing({"portal": {"rules": None}}).project().portal.rules) is EDITIONS[NEWEST]


# --- ignoring ----------------------------------------------------------------------------------------------------------


def gap(**ignore: str) -> Checked:
    return Drawing({"notice": {"recipients": None, "ignore": ignore}}).check()


def test_an_ignored_finding_is_kept_with_its_reason_and_its_notice() -> None:
    checked = gap(N110="the recipients are told in the covering letter")
    assert checked.diagnostics == ()
    (item,) = checked.silenced
    assert (item.diagnostic.code, item.reason, item.notice) == (
        "N110",
        "the recipients are told in the covering letter",
        "shop",
    )


def test_ignoring_one_check_leaves_the_others() -> None:
    assert {item.code for item in gap(N111="no reason").diagnostics} == {"N110", "N901"}


@pytest.mark.parametrize(
    ("code", "words"), [("N111", "finds nothing in this notice"), ("N999", "is not a check of this edition")]
)
def test_ignoring_what_is_not_there_is_told_as_information(code: str, words: str) -> None:
    (found,) = [item for item in gap(N110="told elsewhere", **{code: "no reason"}).diagnostics if item.code == "N901"]
    assert words in message(found)
    assert found.severity is Severity.INFO


def test_codes_of_other_stages_are_not_judged_here() -> None:
    assert gap(N110="told elsewhere", T101="comes in May").diagnostics == ()


def test_a_fault_of_shared_facts_is_told_once_although_several_notices_use_them() -> None:
    project = opened(HERE / "samples")
    assert [item.mark.file for item in check(project, TODAY).diagnostics if item.code == "N113"] == [
        "samples/portal.yml"
    ]
    assert all(
        any(item.code == "N113" for item in check_notice(project, notice, TODAY).diagnostics)
        for notice in project.notices
    )


def test_findings_come_in_reading_order() -> None:
    found = check(opened(HERE / "samples"), TODAY).diagnostics
    assert [item.mark for item in found] == sorted(item.mark for item in found)


def test_earlier_versions_are_not_checked() -> None:
    drawing = Drawing({"version": {"recipients": None, "sources": None}})
    assert drawing.project().notices[0].versions
    assert drawing.check() == Checked(())


# --- coverage ----------------------------------------------------------------------------------------------------------


def items(patch: dict[str, object]) -> dict[str, Item]:
    project = Drawing(patch).project()
    return {item.id: item for item in coverage(project, project.notices[0], TODAY)}


def test_the_checklist_has_the_27_items_and_names_only_checks_that_exist() -> None:
    assert len(checklist()) == 27
    codes = {rule.code for rule in EDITIONS[NEWEST]}
    assert {code for entry in checklist().values() for code in entry.gaps} <= codes


def test_none_is_an_answer_and_a_missing_key_is_not() -> None:
    assert items({})["transfers"].state is State.NONE
    assert items({"notice": {"transfers": None}})["transfers"].state is State.GAP
    told = items({"notice": {"transfers": [{"recipient": "hosting", "countries": ["CH"], "mechanism": "adequacy"}]}})
    assert told["transfers"].state is State.TOLD


def test_items_of_article_14_are_asked_for_only_where_data_come_from_elsewhere() -> None:
    assert items({})["source"].state is State.NOT_NEEDED
    elsewhere = items({"notice": {"sources": ["client-organisation"]}})
    assert elsewhere["source"].state is State.TOLD
    assert elsewhere["obligation-to-provide"].state is State.NOT_NEEDED
    assert elsewhere["legal-basis"].article == "GDPR Art. 14(1)(c)"


def test_a_gap_points_to_the_finding_and_an_ignored_one_stays_a_gap() -> None:
    item = items({"notice": {"recipients": None, "ignore": {"N110": "told elsewhere"}}})["recipients"]
    assert item.state is State.GAP
    assert [finding.code for finding in item.findings] == ["N110"]


def test_a_purpose_told_in_one_language_only_is_untold_in_the_others() -> None:
    patch = {"notice": {"purposes": {"letter": {"legal_basis": "contract", "data": ["email"], "provision": "contractual",
                                                "retention": {"until": "end-of-contract"}}}},
             "en": {"purposes": {"letter": "We send you a letter."}}}  # fmt: skip
    assert items(patch)["purposes"].untold_in == ("fi", "sv")
    assert items({"sv": None})["purposes"].untold_in == ("sv",)


@pytest.mark.parametrize(
    ("item", "patch"),
    [
        ("representative", {"portal": {"controllers": {"shop": {"country": "CH", "representative": "privacy"}}}}),
        ("dpo", {"portal": {"controllers": {"shop": {"dpo": "privacy"}}}}),
        ("legitimate-interests", {"notice": {"purposes": {"orders": {"legal_basis": "legitimate-interests"}}},
                                  "en": {"legitimate_interests": {"orders": "We want to prevent fraud."}}}),
        ("object-separately", {"notice": {"purposes": {"orders": {"direct_marketing": True}}}}),
        ("withdraw-consent", {"notice": {"purposes": {"orders": {"legal_basis": "consent", "provision": "voluntary"}}}}),
        ("cookies", {"notice": {"cookies": "none"}}),
        ("security", {"en": {"texts": {"security": "Our rooms are locked."}}}),
        ("automated-decisions", {"notice": {"automated_decisions": {"credit": {"basis": "contract"}}},
                                 "en": {"automated_decisions": {"credit": {"name": "Credit", "logic": "We look at payments.",
                                                                           "consequences": "You pay later."}}}}),
    ],
)  # fmt: skip
def test_an_item_is_told_when_its_condition_is_met_and_not_needed_or_none_before(
    item: str, patch: dict[str, object]
) -> None:
    assert items({})[item].state in (State.NOT_NEEDED, State.NONE)
    assert items(patch)[item].state is State.TOLD


@pytest.mark.parametrize(
    ("officers", "state"),
    [(("privacy", "none"), State.TOLD), (("none", "privacy"), State.TOLD), (("none", "none"), State.NONE)],
)
def test_one_of_several_controllers_with_a_data_protection_officer_is_enough(
    officers: tuple[str, str], state: State
) -> None:
    address = {"street": "Club Street 1", "postal_code": "00100", "city": "Helsinki"}
    other = {"name": "Example Club", "email": "club@club.example", "dpo": officers[1], "address": address}
    told = items(
        {
            "portal": {"controllers": {"shop": {"dpo": officers[0]}, "club": other}},
            "notice": {"controllers": ["shop", "club"]},
            "en": {"joint_controllers": "The shop and the club answer together."},
        }
    )
    assert told["dpo"].state is state


def test_the_clock_is_an_argument() -> None:
    project = Drawing({}).project()
    assert check(project, datetime.date(2027, 1, 31)).diagnostics == ()
    assert [item.code for item in check(project, datetime.date(2027, 2, 1)).diagnostics] == ["N308"]
