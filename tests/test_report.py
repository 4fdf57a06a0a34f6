"""Findings as text, JSON, GitHub annotations and SARIF, each in the language of the run."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_notices.check.checks import Silenced
from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity
from privacy_notices.faults.table import found
from privacy_notices.languages.shipped_catalogs import fault_catalog
from privacy_notices.report.as_github import to_github
from privacy_notices.report.as_json import to_json
from privacy_notices.report.as_sarif import to_sarif
from privacy_notices.report.as_text import MAX_LINE, summary, to_lines, to_text
from privacy_notices.report.voice import (
    Voice,
    has_words_of_reports,
    is_address,
    language_of_locale,
    languages_of_reports,
    voice_of,
)

ENGLISH, FINNISH, SWEDISH = voice_of("en"), voice_of("fi"), voice_of("sv")
HANDBOOK = voice_of("en", "https://docs.shop.example/rules")

SOURCE = "<html>\n<head>\n  <script>x()</script>\n</head>\n"
FOUND = found(Mark("fi/shop/index.html", 3, 3), "P110", article="GDPR Art. 32", script="x()")
PLAIN = found(Mark("fi/index.html", 1, 1), "P111.style", severity=Severity.INFO, element='style="color:red"')
MESSAGE = "a script stands in the text of this page: `x()`"
HINT = "put it into a file and name the file under `extra_javascript`; notices and the portal's pages never have any"


def text(items: Sequence[Diagnostic], source: str | None = SOURCE, voice: Voice = ENGLISH, **more: object) -> str:
    return to_text(items, voice, lambda file: source, **more)  # type: ignore[arg-type]


# --- text ----------------------------------------------------------------------------------------------------------------


def test_text_shows_the_line_with_a_caret_the_hint_the_provision_and_where_to_read_on() -> None:
    assert text([FOUND]) == (
        f"fi/shop/index.html:3:3: error[P110] {MESSAGE}\n"
        "    3 |   <script>x()</script>\n"
        "      |   ^\n"
        f"  help: {HINT}\n"
        "  law: GDPR Art. 32\n"
        "  see: privacy-notices explain P110\n"
        "\n"
        "1 error in 1 file\n"
    )


def test_an_address_is_named_only_where_somebody_has_named_a_handbook() -> None:
    assert "http" not in text([FOUND])
    assert "  see: privacy-notices explain P110, https://docs.shop.example/rules/P110/\n" in text(
        [FOUND], voice=HANDBOOK
    )


def test_the_caret_stands_under_the_column_even_behind_tabs_and_in_long_lines() -> None:
    for line, column in (("\t\tbad", 3), ("x" * 300 + "BAD" + "y" * 300, 301)):
        shown, caret = text([found(Mark("a.html", 1, column), "P110", script="x")], line).split("\n")[1:3]
        assert shown[caret.index("^")] == line[column - 1]
        assert len(shown) <= MAX_LINE + 10


def test_a_place_without_a_line_is_shown_without_an_excerpt() -> None:
    for source in (None, "", "one line\n", "\n\n\n"):
        assert " | " not in text([FOUND], source)


def test_color_is_used_only_when_asked_for() -> None:
    assert "\x1b" not in text([FOUND])
    assert "\x1b[1;31merror[P110]\x1b[0m" in text([FOUND], color=True)


@given(st.text(), st.text())
def test_nothing_from_a_file_reaches_the_terminal_as_a_control_sequence(script: str, line: str) -> None:
    item = found(Mark("a.yml", 1, 1), "P110", script=script, article=script)
    for shown in (text([item], line, ignored=[Silenced(item, script, "shop")]), to_lines(item, ENGLISH)):
        assert not set(shown) & set("\x00\x07\x08\x1b\x7f\x9b\u202e\u2066")


def test_what_is_ignored_is_printed_with_the_reason() -> None:
    shown = text([], ignored=[Silenced(FOUND, "told in the letter", "shop")])
    assert "ignored, with the reason given in notice.yml:" in shown
    assert f"P110 {MESSAGE}\n    reason: told in the letter" in shown
    assert shown.endswith("nothing found\n")


@pytest.mark.parametrize(
    ("items", "voice", "words"),
    [
        ([], ENGLISH, "nothing found"),
        ([FOUND], ENGLISH, "1 error in 1 file"),
        ([FOUND, FOUND, PLAIN], ENGLISH, "2 errors, 1 note in 2 files"),
        ([], FINNISH, "ei huomautettavaa"),
        ([FOUND], FINNISH, "1 virhe 1 tiedostossa"),
        ([FOUND, FOUND, PLAIN], FINNISH, "2 virhettä, 1 huomautus 2 tiedostossa"),
        ([], SWEDISH, "inget att anmärka på"),
        ([FOUND], SWEDISH, "1 fel i 1 fil"),
        ([FOUND, FOUND, PLAIN], SWEDISH, "2 fel, 1 anmärkning i 2 filer"),
    ],
)
def test_the_sum_counts_findings_and_files(items: list[Diagnostic], voice: Voice, words: str) -> None:
    assert summary(items, voice) == words


def test_a_finding_in_lines_has_place_hint_provision_and_where_to_read_on_without_the_source() -> None:
    assert to_lines(FOUND, ENGLISH).split("\n") == [
        f"fi/shop/index.html:3:3: error[P110] {MESSAGE}",
        f"  help: {HINT}",
        "  law: GDPR Art. 32",
        "  see: privacy-notices explain P110",
    ]


# --- one run speaks one language -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("voice", "words"),
    [
        (
            FINNISH,
            (
                "virhe[P110]",
                "  ohje: ",
                "  säännös: yleinen tietosuoja-asetus, 32 artikla\n",
                "  katso: privacy-notices explain",
                "peruste: syy",
            ),
        ),
        (
            SWEDISH,
            (
                "fel[P110]",
                "  hjälp: ",
                "  bestämmelse: allmänna dataskyddsförordningen, artikel 32\n",
                "  se: privacy-notices explain",
                "skäl: syy",
            ),
        ),
    ],
)
def test_the_words_of_the_report_are_in_the_language_of_the_run(voice: Voice, words: tuple[str, ...]) -> None:
    shown = text([FOUND], voice=voice, ignored=[Silenced(FOUND, "syy", "shop")])
    assert [word for word in words if word not in shown] == []
    assert [word for word in ("help:", "law:", "see:", "error", "ignored") if f" {word}" in shown] == []


def test_reports_are_in_finnish_swedish_and_english_with_every_word() -> None:
    assert set(languages_of_reports()) >= {"fi", "sv", "en"}
    own = ("report.", "cli.", "host.")
    words = {
        language: {key: forms for key, forms in fault_catalog(language).messages.items() if key.startswith(own)}
        for language in languages_of_reports()
    }
    for language in ("fi", "sv"):
        assert words[language].keys() == words["en"].keys()
        same = [key for key, forms in words[language].items() if forms == words["en"][key]]
        # A text is called one in Swedish, too.
        assert same == (["cli.metavar.text"] if language == "sv" else [])


def test_what_a_word_names_is_named_in_every_language() -> None:
    import re

    for language in ("fi", "sv"):
        for key, forms in fault_catalog("en").messages.items():
            if key.startswith(("report.", "cli.", "host.")):
                names = {name for form in forms for name in re.findall(r"\{\w+\}", form)}
                others = {
                    name for form in fault_catalog(language).messages[key] for name in re.findall(r"\{\w+\}", form)
                }
                assert others == names, key


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("fi_FI.UTF-8", "fi"),
        ("sv_FI", "sv"),
        ("en_GB.UTF-8", "en"),
        ("C", "en"),
        ("de_DE", "en"),
        ("sv:fi", "sv"),
        ("", "en"),
        ("%", "en"),
    ],
)
def test_the_language_is_that_of_the_locale_or_english(
    locale: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANGUAGE", locale)
    assert language_of_locale() == language


@pytest.mark.parametrize(
    ("entry", "is_one"),
    [
        ('#. A sum.\nmsgctxt "report.sum"\nmsgid "{findings}"\nmsgstr "{findings}"\n', True),
        ('msgctxt "report.sum"\nmsgid "{findings}"\nmsgstr ""\n', False),
        ('#, fuzzy\nmsgctxt "report.sum"\nmsgid "{findings}"\nmsgstr "{findings}"\n', False),
        ('msgctxt "report.see"\nmsgid "{place}"\nmsgstr "{place}"\n', False),
    ],
)
def test_a_run_is_in_a_language_only_if_that_has_the_words_of_reports(entry: str, is_one: bool) -> None:
    """Or a sentence would be in Estonian, and the next one in English."""
    assert has_words_of_reports(f'msgid ""\nmsgstr ""\n\n{entry}'.encode()) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://docs.example/rules/", True),
        ("http://localhost:8000", True),
        ("docs/rules", False),
        ("https://", False),
    ],
)
def test_a_handbook_is_an_address_that_a_browser_opens(text: str, is_one: bool) -> None:
    assert is_address(text) is is_one


# --- programs ------------------------------------------------------------------------------------------------------------


def test_json_is_a_list_of_objects_with_the_promised_keys() -> None:
    first, second = json.loads(to_json([FOUND, PLAIN], ENGLISH))
    assert first == {
        "code": "P110",
        "severity": "error",
        "file": "fi/shop/index.html",
        "line": 3,
        "column": 3,
        "message": MESSAGE,
        "hint": HINT,
        "article": "GDPR Art. 32",
        "url": "",
    }
    assert list(first) == list(second)
    assert json.loads(to_json([], ENGLISH)) == []


def test_json_has_an_address_where_somebody_has_named_a_handbook() -> None:
    (item,) = json.loads(to_json([FOUND], HANDBOOK))
    assert item["url"] == "https://docs.shop.example/rules/P110/"


def test_github_annotations_escape_what_would_end_them() -> None:
    item = found(Mark("a,b:c/100%.yml", 2, 4), "P111.other", element="50% of `::` or\nmore")
    line = to_github([item], ENGLISH)
    assert line.startswith(
        "::warning file=a%2Cb%3Ac/100%25.yml,line=2,col=4,title=P111::browsers will not obey this: `50%25 of `::` or%0Amore`%0A"
    )
    assert line.endswith("%0Asee: privacy-notices explain P111\n")
    assert line.count("\n") == 1


def test_github_cites_the_provision_in_the_language_of_the_run() -> None:
    assert "title=P110 (GDPR Art. 32)::" in to_github([FOUND], ENGLISH)
    assert "title=P110 (yleinen tietosuoja-asetus%2C 32 artikla)::" in to_github([FOUND], FINNISH)


@pytest.mark.parametrize("voice", [ENGLISH, FINNISH, SWEDISH])
def test_programs_get_the_provision_as_it_is_in_every_language(voice: Voice) -> None:
    (item,) = json.loads(to_json([FOUND], voice))
    assert item["article"] == "GDPR Art. 32"
    (run,) = json.loads(to_sarif([FOUND], voice))["runs"]
    assert run["results"][0]["message"]["text"].endswith(": GDPR Art. 32.")


@pytest.mark.parametrize(
    ("severity", "word"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")],
)
@pytest.mark.parametrize("voice", [ENGLISH, FINNISH])
def test_github_has_a_word_for_each_severity_whatever_the_language(severity: Severity, word: str, voice: Voice) -> None:
    assert to_github([found(Mark("a.yml"), "P110", severity=severity, script="x")], voice).startswith(f"::{word} ")


def test_sarif_names_the_rule_the_place_and_what_is_suppressed() -> None:
    silenced = Silenced(PLAIN, "a quotation", "shop")
    document = json.loads(to_sarif([FOUND], ENGLISH, [silenced], {"P110": "script-in-text"}.get))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    assert run["tool"]["driver"]["rules"] == [{"id": "P110", "name": "script-in-text"}, {"id": "P111"}]
    assert run["language"] == "en"
    first, second = run["results"]
    assert (first["ruleId"], first["level"], first["ruleIndex"]) == ("P110", "error", 0)
    assert first["message"]["text"] == f"{MESSAGE}. Help: {HINT}. Law: GDPR Art. 32."
    location = first["locations"][0]["physicalLocation"]
    assert location == {
        "artifactLocation": {"uri": "fi/shop/index.html"},
        "region": {"startLine": 3, "startColumn": 3},
    }
    assert "suppressions" not in first
    assert second["suppressions"] == [{"kind": "inSource", "justification": "a quotation"}]


def test_sarif_has_addresses_only_where_somebody_has_named_a_handbook() -> None:
    assert "Uri" not in to_sarif([FOUND], ENGLISH)
    (run,) = json.loads(to_sarif([FOUND], HANDBOOK))["runs"]
    assert run["tool"]["driver"]["informationUri"] == "https://docs.shop.example/rules/"
    assert run["tool"]["driver"]["rules"][0]["helpUri"] == "https://docs.shop.example/rules/P110/"


def test_sarif_writes_paths_as_uris() -> None:
    item = found(Mark("my notices/ä.yml"), "P110", script="x")
    location = json.loads(to_sarif([item], ENGLISH))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "my%20notices/%C3%A4.yml"
