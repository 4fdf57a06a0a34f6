"""The command: real runs over real folders."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from privacy_notices.check.explain import codes, table
from privacy_notices.cli.check_command import check as check_command
from privacy_notices.cli.main import COMMANDS, main
from privacy_notices.cli.translations_group import COMMANDS as OF_TRANSLATIONS
from privacy_notices.languages.telling import teller
from privacy_notices.portal.examination import Examination
from rules.overlay import Drawing

ROOT = Path(__file__).parent.parent
CLEAN = {"notice": {}}
BROKEN = {"notice": {"recipients": None}}
WARNED = {"notice": {"data_subjects": None}}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that commands run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, patch: dict[str, object], name: str = "notices") -> Path:
    for path, text in Drawing(patch).files.items():
        file = folder / name / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder / name


def run(*words: str) -> Result:
    return CliRunner().invoke(main, [*words], catch_exceptions=False)


def check(*words: str) -> Result:
    return run("check", "--today", "2026-11-21", *words)


# --- check -------------------------------------------------------------------------------------------------------------


def test_a_portal_without_errors_exits_with_0(folder: Path) -> None:
    write(folder, CLEAN)
    assert check().exit_code == 0


def test_an_error_exits_with_1_and_is_shown_with_its_line(folder: Path) -> None:
    write(folder, BROKEN)
    result = check()
    assert result.exit_code == 1
    assert "notices/shop/notice.yml:1:1: error[N110]" in result.output
    assert '    1 | "format": 1\n      | ^' in result.output
    assert "law: GDPR Art. 13(1)(e)" in result.output


def test_a_warning_fails_only_when_asked_to(folder: Path) -> None:
    write(folder, WARNED)
    assert check().exit_code == 0
    assert check("--fail-on", "warning").exit_code == 1


@pytest.mark.parametrize("words", [["nowhere"], ["."], ["--format", "xml"], ["--fail-on", "info"]])
def test_wrong_usage_exits_with_2(folder: Path, words: list[str]) -> None:
    assert check(*words).exit_code == 2


def test_a_folder_that_is_no_portal_is_wrong_usage_and_says_so(folder: Path) -> None:
    (folder / "docs").mkdir()
    result = check("docs")
    assert result.exit_code == 2
    assert "portal.yml" in result.output


def test_without_a_path_the_folder_notices_is_checked(folder: Path) -> None:
    assert check().exit_code == 2
    write(folder, CLEAN)
    assert check().exit_code == 0


def test_a_path_inside_the_portal_shows_only_what_concerns_it(folder: Path) -> None:
    write(folder, {**BROKEN, "portal": {"controllers": {"shop": {"dpo": None}}}})
    assert {"N110", "N113"} == {
        item["code"] for item in json.loads(check("--format", "json").output) if item["severity"] == "error"
    }
    for path in ("notices/shop", "notices/shop/notice.yml"):
        assert {"N110"} == {
            item["code"] for item in json.loads(check("--format", "json", path).output) if item["severity"] == "error"
        }
    assert check("notices/shop/en.yml").exit_code == 0


def test_files_are_named_as_seen_from_where_the_command_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "site", BROKEN)
    assert json.loads(check("--format", "json", "site/notices").output)[0]["file"].startswith("site/notices/")
    monkeypatch.chdir(folder / "site" / "notices" / "shop")
    (first, *_) = [item["file"] for item in json.loads(check("--format", "json", "notice.yml").output)]
    assert Path(first).resolve() == folder / "site" / "notices" / "shop" / "notice.yml"


def test_two_portals_are_checked_in_one_run(folder: Path) -> None:
    write(folder, BROKEN, "one")
    write(folder, BROKEN, "two")
    files = {
        item["file"] for item in json.loads(check("--format", "json", "one", "two").output) if item["code"] == "N110"
    }
    assert files == {"one/shop/notice.yml", "two/shop/notice.yml"}


def test_faults_of_form_law_translations_and_addresses_come_in_one_run(folder: Path) -> None:
    notices = write(folder, {**BROKEN, "en": {"slug": "My Orders"}, "sv": None})
    (notices / "other").mkdir()
    (notices / "other" / "notice.yml").write_text("format: 1\npurpose: {}\n", encoding="utf-8")
    letters = {item["code"][0] for item in json.loads(check("--format", "json").output)}
    assert letters == {"S", "N", "T", "P"}


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_every_format_tells_the_finding(folder: Path, form: str) -> None:
    write(folder, BROKEN)
    result = check("--format", form)
    assert "N110" in result.output
    assert result.exit_code == 1


def test_an_ignored_finding_is_printed_with_its_reason_and_does_not_fail(folder: Path) -> None:
    write(folder, {"notice": {"recipients": None, "ignore": {"N110": "told in the letter"}}})
    result = check()
    assert result.exit_code == 0
    assert "reason: told in the letter" in result.output
    (sarif,) = json.loads(check("--format", "sarif").output)["runs"]
    assert [s["justification"] for item in sarif["results"] for s in item.get("suppressions", [])] == [
        "told in the letter"
    ]


def test_colour_is_off_where_the_output_is_no_terminal(folder: Path) -> None:
    write(folder, BROKEN)
    assert "\x1b" not in check().output
    assert "\x1b[1;31m" in check("--color").output


def test_a_portal_yml_that_cannot_be_read_is_reported_and_not_raised(folder: Path) -> None:
    (folder / "notices").mkdir()
    (folder / "notices" / "portal.yml").write_bytes(b"\xff\xfe\x00 languages: [fi\n")
    result = check()
    assert result.exit_code == 1
    assert "error[L" in result.output


# --- explain -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", codes())
def test_every_code_has_a_page_that_names_it(code: str) -> None:
    result = run("explain", code)
    assert result.exit_code == 0
    assert result.output.startswith(f"# {code} ")
    assert "Severity:" in result.output


def test_explain_without_a_code_lists_all_of_them() -> None:
    listed = [line.split() for line in run("explain").output.splitlines()]
    assert [line[0] for line in listed] == list(codes())
    assert all(len(line) == 3 for line in listed)


def test_explain_takes_small_letters_and_offers_the_nearest_code() -> None:
    assert run("explain", "n103").exit_code == 0
    result = run("explain", "N193")
    assert result.exit_code == 2
    assert "did you mean" in result.output


def test_explain_writes_a_page_for_every_code(folder: Path) -> None:
    assert run("explain", "--output", "rules").exit_code == 0
    names = {path.name for path in (folder / "rules").iterdir()}
    assert names == {"index.md", *(f"{code}.md" for code in codes())}
    assert "(N103.md)" in (folder / "rules" / "index.md").read_text(encoding="utf-8")


def test_the_handbook_lists_every_check_with_its_severity() -> None:
    page = (ROOT / "docs" / "handbook" / "checks.md").read_text(encoding="utf-8")
    assert table("N") in page


def test_the_handbook_names_every_option_of_check() -> None:
    page = (ROOT / "docs" / "handbook" / "checks.md").read_text(encoding="utf-8")
    options = [name for item in check_command.params for name in item.opts if name.startswith("--")]
    assert all(f"`{name}" in page for name in options)


def test_every_code_in_the_package_has_an_explanation() -> None:
    found = {
        code
        for path in (ROOT / "plugins" / "privacy_notices").rglob("*.py")
        for code in re.findall(r'"([LSNTP]\d{3})"', path.read_text(encoding="utf-8"))
    }
    assert sorted(found - set(codes())) == []


# --- schema ------------------------------------------------------------------------------------------------------------


def test_schema_prints_one_kind_or_writes_all(folder: Path) -> None:
    assert json.loads(run("schema", "notice").stdout)["$id"].endswith("notice.schema.json")
    assert run("schema").exit_code == 2
    assert run("schema", "--output", "schemas").exit_code == 0
    assert sorted(path.name for path in (folder / "schemas").iterdir()) == [
        "notice.schema.json",
        "portal-words.schema.json",
        "portal.schema.json",
        "words.schema.json",
    ]


def test_schema_offers_the_own_words_of_the_portal(folder: Path) -> None:
    write(
        folder,
        {
            "portal": {"vocabulary": {"data": ["shoe-size"]}},
            "portal.en": {"vocabulary": {"data": {"shoe-size": "shoe size"}}},
        },
    )
    assert "shoe-size" in run("schema", "notice").stdout
    assert "shoe-size" in run("schema", "notice", "--notices", "notices/shop").stdout


# --- one run speaks one language -------------------------------------------------------------------------------------------

COMMANDS_IN_WORDS = (*((name,) for name in COMMANDS), *(("translations", name) for name in OF_TRANSLATIONS))


@pytest.mark.parametrize("where", ["group", "command"])
@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", r"virhe\[N110\]"), ("sv", r"fel\[N110\]"), ("en", r"error\[N110\]")],
)
def test_the_language_is_named_before_or_behind_the_command(
    folder: Path, where: str, language: str, words: str
) -> None:
    write(folder, BROKEN)
    chosen = ["--language", language]
    day = ["--today", "2026-11-21"]
    result = run(*chosen, "check", *day) if where == "group" else run("check", *day, *chosen)
    assert re.search(words, result.output)


def test_without_a_word_the_language_is_that_of_the_locale(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, BROKEN)
    monkeypatch.setenv("LC_MESSAGES", "sv_FI.UTF-8")
    assert "fel[N110]" in check().output
    assert "virhe[N110]" in check("--language", "fi").output


def test_of_two_languages_the_last_one_holds(folder: Path) -> None:
    write(folder, BROKEN)
    assert "virhe[N110]" in run("--language", "sv", "check", "--today", "2026-11-21", "--language", "fi").output


@pytest.mark.parametrize("language", ["xx", "FI", "et", ""])
def test_a_language_that_reports_are_not_in_is_wrong_usage(folder: Path, language: str) -> None:
    write(folder, CLEAN)
    result = check("--language", language)
    assert result.exit_code == (2 if language else 0)
    assert "`en`, `fi`, `sv`" in result.output or not language


@pytest.mark.parametrize("command", COMMANDS_IN_WORDS, ids=" ".join)
@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_help_is_in_the_language_of_the_run(language: str, command: tuple[str, ...]) -> None:
    arguments = ["--language", language, *command, "--help"]
    result = CliRunner().invoke(main, arguments, terminal_width=1000, max_content_width=1000)
    assert result.exit_code == 0
    shown = " ".join(result.output.split())
    word = teller(language).word
    item: click.Command = main
    for name in command:
        assert isinstance(item, click.Group)
        found = item.get_command(click.Context(item), name)
        assert found is not None
        item = found
    keys = [item.help, *(option.help for option in item.params if isinstance(option, click.Option))]
    assert len(keys) > 1
    for key in keys:
        assert key is not None and key.startswith("cli.") and word(key) != key
        assert " ".join(word(key).split()) in shown
    assert word("cli.heading.usage") in shown and word("cli.heading.options") in shown


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", ("Käyttö: ", "Ohjeen näyttää `main explain --help`", "Virhe: koodia `N193` ei ole; tarkoititko")),
        ("sv", ("Användning: ", "Hjälp fås med `main explain --help`", "Fel: koden `N193` finns inte; menade du")),
    ],
)
def test_wrong_usage_is_told_in_the_language_of_the_run(language: str, words: tuple[str, ...]) -> None:
    result = run("explain", "--language", language, "N193")
    assert result.exit_code == 2
    assert [word for word in words if word not in result.output] == []


OF_CLICK = re.compile(
    r"no such|missing|invalid|unexpected|did you mean|usage|error|\btry\b|options|command\b|args|argument '|directory|\bfile\b"
    r"|does not|is not|is a |requires|\bgot\b|choose|default|required|\bpath\b|aborted",
    re.IGNORECASE,
)
"""What click says in English when something is wrong, and in its help."""

WRONG_USAGES = {
    "check --nope": ("valitsinta `--nope` ei ole", "flaggan `--nope` finns inte"),
    "check -x": ("valitsinta `-x` ei ole", "flaggan `-x` finns inte"),
    "check --formta text": (
        "valitsinta `--formta` ei ole; tarkoititko `--format`?",
        "flaggan `--formta` finns inte; menade du `--format`?",
    ),
    "check --format xml": (
        "`--format`: `xml` ei ole mikään näistä: `text`, `json`, `github`, `sarif`",
        "`--format`: `xml` är inget av dessa: `text`, `json`, `github`, `sarif`",
    ),
    "check --format": ("valitsin `--format` tarvitsee arvon", "flaggan `--format` behöver ett värde"),
    "check --cache=1": ("valitsimelle `--cache` ei anneta arvoa", "flaggan `--cache` tar inget värde"),
    "check --no-cache=1": ("valitsimelle `--no-cache` ei anneta arvoa", "flaggan `--no-cache` tar inget värde"),
    "check --today tomorrow": (
        "`--today`: `tomorrow` ei ole päivä; kirjoita se näin: `2026-11-21`",
        "`--today`: `tomorrow` är ingen dag; skriv den så här: `2026-11-21`",
    ),
    "check nowhere": ("polkua `nowhere` ei ole", "`nowhere` finns inte"),
    "explain N101 N102": ("ylimääräinen argumentti: `N102`", "oväntat argument: `N102`"),
    "explain N101 N102 N103": ("ylimääräisiä argumentteja: `N102`, `N103`", "oväntade argument: `N102`, `N103`"),
    "schema notcie": (
        "`LAJI`: `notcie` ei ole mikään näistä: `notice`, `words`, `portal`, `portal-words`",
        "`SLAG`: `notcie` är inget av dessa: `notice`, `words`, `portal`, `portal-words`",
    ),
    "schema --output taken.txt": (
        "`--output`: `taken.txt` on tiedosto; tähän kuuluu kansio",
        "`--output`: `taken.txt` är en fil; här ska det stå en mapp",
    ),
    "build": ("valitsin `--to` puuttuu", "flaggan `--to` saknas"),
    "build --to site --cache-from a --cache-from taken.txt": (
        "`--cache-from`: `taken.txt` on tiedosto; tähän kuuluu kansio",
        "`--cache-from`: `taken.txt` är en fil; här ska det stå en mapp",
    ),
    "chekc": ("komentoa `chekc` ei ole; tarkoititko `check`?", "kommandot `chekc` finns inte; menade du `check`?"),
    "publish": ("komentoa `publish` ei ole", "kommandot `publish` finns inte"),
    "translations --handbook https://shop.example": (
        "komento puuttuu; komennot ovat `status`, `accept`",
        "kommandot saknas; dessa finns: `status`, `accept`",
    ),
    "translations statsu": ("tarkoititko `status`?", "menade du `status`?"),
    "translations accept shop": ("argumentti `KIELI` puuttuu", "argumentet `SPRÅK` saknas"),
    "translations import nothing.po": (
        "`TIEDOSTO`: tiedostoa `nothing.po` ei ole",
        "`FIL`: filen `nothing.po` finns inte",
    ),
    "translations import a-folder": (
        "`TIEDOSTO`: `a-folder` on kansio; tähän kuuluu tiedosto",
        "`FIL`: `a-folder` är en mapp; här ska det stå en fil",
    ),
    "translations export fi --notices nowhere": (
        "`--notices`: kansiota `nowhere` ei ole",
        "`--notices`: mappen `nowhere` finns inte",
    ),
}
"""By what is typed, why it is refused: in Finnish and in Swedish."""


@pytest.mark.parametrize("typed", WRONG_USAGES)
@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("where", ["first", "last"])
def test_nothing_that_click_refuses_is_told_in_english(folder: Path, where: str, language: str, typed: str) -> None:
    (folder / "taken.txt").write_text("")
    (folder / "a-folder").mkdir()
    chosen = ["--language", language]
    words = typed.split()
    # Behind an option without its value it would be taken for the value, and a group takes none behind its command.
    is_first = where == "first" or words[-1] == "--format"
    result = run(*chosen, *words) if is_first else run(*words, *chosen)
    assert result.exit_code == 2
    assert WRONG_USAGES[typed][["fi", "sv"].index(language)] in result.output
    own = re.sub(r"`[^`]*`|\bmain( \w+)*", "", result.output)
    assert OF_CLICK.findall(own) == []


@pytest.mark.parametrize("typed", WRONG_USAGES)
def test_in_english_wrong_usage_is_told_in_the_words_of_the_catalog(folder: Path, typed: str) -> None:
    (folder / "taken.txt").write_text("")
    (folder / "a-folder").mkdir()
    result = run("--language", "en", *typed.split())
    assert result.exit_code == 2
    assert re.search(r"^Error: [a-z`]", result.output, re.MULTILINE)
    assert "cli." not in result.output and "'" not in result.output


def test_the_language_of_what_is_shown_is_not_that_of_the_run(folder: Path) -> None:
    result = run("--language", "fi", "translations", "status", "--language", "sv", "--nope")
    assert "valitsinta `--nope` ei ole" in result.output


def test_a_word_behind_two_dashes_is_no_language(folder: Path) -> None:
    assert "there is no option `--nope`" in run("--language", "en", "check", "--nope", "--", "--language", "fi").output


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("command", [(), *COMMANDS_IN_WORDS], ids=" ".join)
def test_help_has_no_english_of_click(language: str, command: tuple[str, ...]) -> None:
    shown = run("--language", language, *command, "--help").output
    # Names of options and commands, and the values they take, are the same in every language.
    own = re.sub(r"`[^`]*`|--?[\w-]+|\[[a-z|-]+\]|\bmain( [\w-]+)*|:\s+[a-z]+\]|\([^)]*\)", "", shown)
    assert OF_CLICK.findall(own) == []
    assert re.findall(r"\b(?:PATH|CODE|KIND|NOTICE|LANGUAGE|KEY|FILE|GROUP|DIRECTORY|OPTIONS|COMMAND)\b", shown) == []


@pytest.mark.parametrize(("language", "words"), [("en", "stopped"), ("fi", "keskeytetty"), ("sv", "avbrutet")])
def test_a_run_that_is_stopped_says_so_in_its_language(
    folder: Path, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    def stop(path: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr("privacy_notices.cli.check_command.portal_of", stop)
    result = check("--language", language)
    assert result.exit_code == 1
    assert result.output == f"\n{words}\n"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_json_has_the_words_of_the_language_and_the_same_keys(folder: Path, language: str) -> None:
    write(folder, {**CLEAN, "en": {"slug": "My Orders"}})
    (item, *_) = json.loads(check("--format", "json", "--language", language).output)
    assert [*item] == ["code", "severity", "file", "line", "column", "message", "hint", "article", "url"]
    assert item["url"] == ""
    assert item["severity"] in ("error", "warning", "info")


def test_a_handbook_is_named_by_an_option_or_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, BROKEN)
    address = "https://docs.shop.example/rules"
    assert "http" not in check().output
    assert f"see: privacy-notices explain N110, {address}/N110/" in check("--handbook", address).output
    monkeypatch.setenv("PRIVACY_NOTICES_HANDBOOK", f"{address}/")
    assert f"{address}/N110/" in {item["url"] for item in json.loads(check("--format", "json").output)}
    assert check("--handbook", "rules").exit_code == 2


# --- the command as a whole --------------------------------------------------------------------------------------------


@pytest.mark.site
def test_the_command_line_does_not_import_mkdocs(folder: Path) -> None:
    write(folder, CLEAN)
    program = (
        "import sys\nfrom privacy_notices.cli.main import main\n"
        "try:\n    main(['check', '--today', '2026-11-21'])\n"
        "except SystemExit as error:\n    assert not error.code, error.code\n"
        "print([name for name in sys.modules if name.split('.')[0] == 'mkdocs'])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_what_a_program_has_read_of_a_portal_stays_until_it_ends(folder: Path) -> None:
    write(folder, CLEAN)
    until_the_end: list[object] = []
    assert CliRunner().invoke(main, ["check"], obj=until_the_end).exit_code == 0
    examined, planned = until_the_end
    assert isinstance(examined, Examination)
    assert examined.project is not None
    assert isinstance(planned, tuple)
    assert run("check").exit_code == 0  # no program, so nobody keeps anything


def test_help_names_every_command() -> None:
    output = run("--help").output
    assert all(f"  {command}" in output for command in COMMANDS)


def test_commands_of_other_modules_are_there() -> None:
    assert "status" in run("translations", "--help").output


def test_the_hook_for_pre_commit_runs_the_check_on_the_whole_portal() -> None:
    import yaml

    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["id"] == "privacy-notices-check"
    assert hook["entry"].split() == ["privacy-notices", "check"]
    assert hook["pass_filenames"] is False
