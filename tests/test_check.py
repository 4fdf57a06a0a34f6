"""A portal held against the law: false alarms, the five samples, and what is ignored."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from privacy_notices.check.checks import Checked, check_notice
from privacy_notices.check.editions import EDITIONS, NEWEST, edition_of
from privacy_notices.faults.diagnostic import Severity
from privacy_notices.model.context import Contexts
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
    "folder", [HERE / "correct", HERE.parent / "notices"], ids=["correct notices of many kinds", "the sample portal"]
)
def test_correct_notices_give_no_error_and_no_warning(folder: Path) -> None:
    checked = check(opened(folder), TODAY)
    assert [item for item in checked.diagnostics if item.severity is not Severity.INFO] == []
    assert checked.silenced == ()


KINDS = {
    "early-education": "early childhood education of a municipality",
    "clinic": "patients",
    "research": "research at a university",
    "shop": "web shop",
    "bank": "bank with separate companies of its group",
    "members": "association",
    "church": "parish",
    "job-applicants": "recruitment",
    "whistleblowing": "reporting channel",
    "cameras": "camera surveillance",
    "app": "app with analytics",
    "aland-company": "company in Åland",
}
"""The kinds of notices that people read most often, by the folder of each in `correct`."""


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_notice_is_there_in_three_languages_without_a_finding(kind: str) -> None:
    project = opened(HERE / "correct")
    notice = next((notice for notice in project.notices if notice.id == kind), None)
    assert notice is not None, KINDS[kind]
    assert set(notice.words) == {"fi", "sv", "en"}
    found = [item for item in check(project, TODAY).diagnostics if item.severity is not Severity.INFO]
    assert [item for item in found if f"/{kind}/" in item.mark.file] == []


# --- the five samples --------------------------------------------------------------------------------------------------

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
        any(item.code == "N113" for item in check_notice(Contexts(project).of(notice), notice, TODAY).diagnostics)
        for notice in project.notices
    )


def test_findings_come_in_reading_order() -> None:
    found = check(opened(HERE / "samples"), TODAY).diagnostics
    assert [item.mark for item in found] == sorted(item.mark for item in found)


def test_earlier_versions_are_not_checked() -> None:
    drawing = Drawing({"version": {"recipients": None, "sources": None}})
    assert drawing.project().notices[0].versions
    assert drawing.check() == Checked(())


def test_the_clock_is_an_argument() -> None:
    project = Drawing({}).project()
    assert check(project, datetime.date(2027, 1, 31)).diagnostics == ()
    assert [item.code for item in check(project, datetime.date(2027, 2, 1)).diagnostics] == ["N308"]
