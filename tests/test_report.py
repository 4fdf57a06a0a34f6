"""Findings as text, JSON, GitHub annotations and SARIF."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_notices.check.check import Silenced
from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity
from privacy_notices.faults.report import MAX_LINE, summary, to_github, to_json, to_lines, to_sarif, to_text

SOURCE = "format: 1\npurposes:\n  newsletter:\n    data: [email]\n"
FOUND = Diagnostic(
    Mark("notices/shop/notice.yml", 3, 3), "N103", "purpose `newsletter` has no legal basis", Severity.ERROR,
    "add `legal_basis`", "GDPR Art. 13(1)(c)",
)  # fmt: skip
PLAIN = Diagnostic(Mark("notices/shop/fi.yml", 1, 1), "N402", "this sentence has 40 words", Severity.INFO)


def text(found: Sequence[Diagnostic], source: str | None = SOURCE, **more: object) -> str:
    return to_text(found, lambda file: source, **more)  # type: ignore[arg-type]


def test_text_shows_the_line_with_a_caret_the_hint_the_provision_and_a_link() -> None:
    assert text([FOUND]) == (
        "notices/shop/notice.yml:3:3: error[N103] purpose `newsletter` has no legal basis\n"
        "    3 |   newsletter:\n"
        "      |   ^\n"
        "  help: add `legal_basis`\n"
        "  law: GDPR Art. 13(1)(c)\n"
        f"  see: {FOUND.url}\n"
        "\n"
        "1 error in 1 file\n"
    )


def test_the_caret_stands_under_the_column_even_behind_tabs_and_in_long_lines() -> None:
    for line, column in (("\t\tbad", 3), ("x" * 300 + "BAD" + "y" * 300, 301)):
        found = Diagnostic(Mark("a.yml", 1, column), "L040", "this line cannot be understood")
        shown, caret = text([found], line).split("\n")[1:3]
        assert shown[caret.index("^")] == line[column - 1]
        assert len(shown) <= MAX_LINE + 10


def test_a_place_without_a_line_is_shown_without_an_excerpt() -> None:
    for source in (None, "", "one line\n", "\n\n\n"):
        assert " | " not in text([FOUND], source)


def test_color_is_used_only_when_asked_for() -> None:
    assert "\x1b" not in text([FOUND])
    assert "\x1b[1;31merror[N103]\x1b[0m" in text([FOUND], color=True)


@given(st.text(), st.text())
def test_nothing_from_a_file_reaches_the_terminal_as_a_control_sequence(message: str, line: str) -> None:
    found = Diagnostic(Mark("a.yml", 1, 1), "S101", message, hint=message, article=message)
    for shown in (text([found], line, silenced=[Silenced(found, message, "shop")]), to_lines(found)):
        assert not set(shown) & set("\x00\x07\x08\x1b\x7f\x9b\u202e\u2066")


def test_what_is_ignored_is_printed_with_the_reason() -> None:
    shown = text([], silenced=[Silenced(FOUND, "told in the letter", "shop")])
    assert "ignored, with the reason given in notice.yml:" in shown
    assert "N103 purpose `newsletter` has no legal basis\n    reason: told in the letter" in shown
    assert shown.endswith("nothing found\n")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([], "nothing found"),
        ([FOUND], "1 error in 1 file"),
        ([FOUND, FOUND, PLAIN], "2 errors, 1 note in 2 files"),
    ],
)
def test_the_sum_counts_findings_and_files(found: list[Diagnostic], words: str) -> None:
    assert summary(found) == words


def test_a_finding_in_lines_has_place_hint_provision_and_link_without_the_source() -> None:
    assert to_lines(FOUND).split("\n") == [
        "notices/shop/notice.yml:3:3: error[N103] purpose `newsletter` has no legal basis",
        "  help: add `legal_basis`",
        "  law: GDPR Art. 13(1)(c)",
        f"  see: {FOUND.url}",
    ]
    assert to_lines(PLAIN).count("\n") == 1


def test_json_is_a_list_of_objects_with_the_promised_keys() -> None:
    first, second = json.loads(to_json([FOUND, PLAIN]))
    assert first == {
        "code": "N103", "severity": "error", "file": "notices/shop/notice.yml", "line": 3, "column": 3,
        "message": "purpose `newsletter` has no legal basis", "hint": "add `legal_basis`", "article": "GDPR Art. 13(1)(c)",
        "url": FOUND.url,
    }  # fmt: skip
    assert list(first) == list(second)
    assert json.loads(to_json([])) == []


def test_github_annotations_escape_what_would_end_them() -> None:
    found = Diagnostic(Mark("a,b:c/100%.yml", 2, 4), "S101", "50% of `::` or\nmore", Severity.WARNING, "fix it")
    line = to_github([found])
    assert line.startswith(
        "::warning file=a%2Cb%3Ac/100%25.yml,line=2,col=4,title=S101::50%25 of `::` or%0Amore%0Afix it%0A"
    )
    assert line.count("\n") == 1


@pytest.mark.parametrize(
    ("severity", "word"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")],
)
def test_github_has_a_word_for_each_severity(severity: Severity, word: str) -> None:
    assert to_github([Diagnostic(Mark("a.yml"), "N103", "m", severity)]).startswith(f"::{word} ")


def test_sarif_names_the_rule_the_place_and_what_is_suppressed() -> None:
    silenced = Silenced(PLAIN, "a quotation", "shop")
    document = json.loads(to_sarif([FOUND], [silenced], {"N103": "purpose-without-legal-basis"}.get))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["N103", "N402"]
    assert run["tool"]["driver"]["rules"][0]["name"] == "purpose-without-legal-basis"
    first, second = run["results"]
    assert (first["ruleId"], first["level"], first["ruleIndex"]) == ("N103", "error", 0)
    location = first["locations"][0]["physicalLocation"]
    assert location == {
        "artifactLocation": {"uri": "notices/shop/notice.yml"},
        "region": {"startLine": 3, "startColumn": 3},
    }
    assert "suppressions" not in first
    assert second["suppressions"] == [{"kind": "inSource", "justification": "a quotation"}]


def test_sarif_writes_paths_as_uris() -> None:
    found = Diagnostic(Mark("my notices/ä.yml"), "N103", "m")
    location = json.loads(to_sarif([found]))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "my%20notices/%C3%A4.yml"
