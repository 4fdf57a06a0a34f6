"""What the handbook tells people to type, set and follow is there: commands, options, settings, codes, files, links."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

import privacy_notices
from privacy_notices.check.explain import codes
from privacy_notices.cli.main import main
from privacy_notices.cli.translations_group import COMMANDS as OF_TRANSLATIONS
from privacy_notices.hosts.mkdocs_settings import Settings

ROOT = Path(__file__).parent.parent
PACKAGE = Path(privacy_notices.__file__).parent
HANDBOOK = ROOT / "docs" / "handbook"
BY_HAND = [*sorted(HANDBOOK.glob("*.md")), ROOT / "README.md", ROOT / "CHANGELOG.md"]
OF_CODES = sorted(HANDBOOK.glob("rules/**/*.md"))
WORKFLOWS = sorted((HANDBOOK / "workflows").glob("*.yml"))

FENCED = re.compile(r"^```\w*\n(.*?)^```", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    return COMMENT.sub("", page.read_text(encoding="utf-8"))


def inline(page: Path) -> list[str]:
    """What is set as code within sentences and tables, each in one line."""
    return [" ".join(code.split()) for code in INLINE.findall(FENCED.sub("", text_of(page)))]


def fenced(page: Path) -> list[str]:
    return FENCED.findall(text_of(page))


# --- commands ----------------------------------------------------------------------------------------------------------


def words_of(line: str) -> Iterator[list[str]]:
    """The words behind each `privacy-notices` of a line; what the shell or CI puts in is left out."""
    plain = re.sub(r"\$\{\{.*?\}\}|\$\((?!privacy-notices)[^)]*\)", "", line)
    for rest in re.findall(r"(?:^|[\s(]|bin/)privacy-notices (.*?)(?=[)|;>]|&&| #|$)", plain):
        # `[KEY]...` may be left out.
        if words := [word for word in shlex.split(rest) if not word.startswith("[")]:
            yield words


def whole(code: str) -> str:
    """A command as it is typed: within sentences those of a group are named by their ends, `... status --diff`."""
    ending = code.removeprefix("... ").removeprefix("translations ")
    is_ending = ending.partition(" ")[0] in OF_TRANSLATIONS
    return f"privacy-notices translations {ending}" if is_ending else code


def commands() -> Iterator[tuple[str, list[str]]]:
    for page in BY_HAND:
        said = map(whole, inline(page)) if page.parent == HANDBOOK else inline(page)
        for line in (*said, *(line for block in fenced(page) for line in block.splitlines())):
            yield from ((name_of(page), words) for words in words_of(line))
    for workflow in WORKFLOWS:
        for line in workflow.read_text(encoding="utf-8").splitlines():
            if not line.lstrip().startswith("#"):
                yield from ((name_of(workflow), words) for words in words_of(line))


def parsed(words: list[str]) -> None:
    """Read words as the command would, and do nothing. Errors: click.UsageError."""
    command: click.Command = main
    context = click.Context(main, info_name="privacy-notices")
    while True:
        values, rest, _ = command.make_parser(context).parse_args(list(words))
        for parameter in command.params:
            value = values.get(parameter.name)
            if isinstance(value, str) and (isinstance(parameter.type, click.Choice) or parameter.name in SPOKEN):
                parameter.process_value(context, value)
        if not isinstance(command, click.Group):
            assert rest == [], f"too many words: {rest}"
            return
        if not rest:
            return
        found = command.get_command(context, rest[0])
        assert found is not None, f"no command {rest[0]}"
        context, command, words = click.Context(found, parent=context, info_name=rest[0]), found, rest[1:]


SPOKEN = ("language_of_run", "handbook_of_run")
"""Options whose values are looked at by a function of their own."""

COMMANDS = list(commands())


@pytest.mark.parametrize(("page", "words"), COMMANDS, ids=[f"{page}: {' '.join(words)}" for page, words in COMMANDS])
def test_a_command_of_the_handbook_exists_with_its_options(page: str, words: list[str]) -> None:
    parsed(words)


def test_commands_are_found_where_they_are_written() -> None:
    pages = {page for page, _ in COMMANDS}
    assert {f"docs/handbook/{name}.md" for name in ("checks", "languages", "publish", "translate")} <= pages
    assert {name_of(path) for path in WORKFLOWS} <= pages
    assert [
        "build",
        "--to",
        "part",
        "--languages",
        "sv",
        "--group",
        "customers",
        "--cache-dir",
        "kept/sv-customers",
    ] in [words for _, words in COMMANDS]


@pytest.mark.parametrize(
    "line",
    [
        "privacy-notices chekc",
        "privacy-notices check --formt json",
        "privacy-notices check --format yaml",
        "privacy-notices check --language et",
        "privacy-notices --language fi explain N103 N104",
        "privacy-notices translations acept",
    ],
)
def test_a_command_that_does_not_exist_would_be_noticed(line: str) -> None:
    (words,) = words_of(line)
    with pytest.raises((click.UsageError, AssertionError)):
        parsed(words)


def every_option(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        yield from (*parameter.opts, *parameter.secondary_opts)
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from every_option(found)


@pytest.mark.parametrize(
    "page", [page for page in BY_HAND if page.stem not in ("contribute", "performance")], ids=name_of
)
def test_an_option_that_is_named_alone_exists(page: Path) -> None:
    named = {code.split()[0] for code in inline(page) if code.startswith("--")}
    # `merge_catalogs.py` is for those who change the tool.
    assert named - set(every_option(main)) <= ({"--check"} if page.stem == "languages" else set())


# --- settings, codes, files --------------------------------------------------------------------------------------------


def test_the_handbook_names_every_setting_of_the_plugin_with_its_default() -> None:
    section = text_of(HANDBOOK / "publish.md").partition("\n## Options\n")[2]
    block = FENCED.search(section)
    assert block is not None
    shown = yaml.safe_load(block[1])["plugins"][0]["privacy-notices"]
    settings = Settings()
    assert settings.validate() == ([], [])
    assert shown == dict(settings)


@pytest.mark.parametrize("page", [page for page in BY_HAND if page.stem != "contribute"], ids=name_of)
def test_a_code_that_is_named_exists(page: Path) -> None:
    assert set(re.findall(r"\b[LSNTP]\d{3}\b", text_of(page))) <= set(codes())


def test_translators_are_told_every_code_about_translations() -> None:
    told = set()
    rows = re.findall(r"^\| T(\d{3})(?:–T(\d{3}))? \|", text_of(HANDBOOK / "translate.md"), re.MULTILINE)
    for first, last in rows:
        told |= {f"T{number}" for number in range(int(first), int(last or first) + 1)}
    assert told == {code for code in codes() if code.startswith("T")}


@pytest.mark.parametrize("page", BY_HAND, ids=name_of)
def test_a_file_of_the_project_that_is_named_exists(page: Path) -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    for code in inline(page):
        # Danish is the example of a language that is added.
        path = code.replace("<language>", "fi").replace("/da.", "/fi.")
        if not re.fullmatch(r"[\w.-]+(/[\w.-]+)+/?", path):
            continue
        first = path.partition("/")[0]
        if first in ("plugins", "tests", "benchmarks", ".ci"):
            assert (ROOT / path).exists(), code
        elif first in rooms and path.endswith((".py", ".yml", ".po")):
            # The page on languages speaks of one folder.
            folder = PACKAGE / "languages" if page.stem == "languages" else PACKAGE
            assert (PACKAGE / path).exists() or (folder / path).exists(), code


@pytest.mark.parametrize(("folder", "suffix"), [("locale", "po"), ("faults", "po"), ("data", "yml")])
def test_the_handbook_says_which_languages_have_which_files(folder: str, suffix: str) -> None:
    row = rf"^\| `{folder}/<language>\.{suffix}` \|.*\| ([^|]*) \|$"
    told = re.search(row, text_of(HANDBOOK / "languages.md"), re.MULTILINE)
    assert told is not None
    there = sorted(path.stem for path in (PACKAGE / "languages" / folder).glob(f"*.{suffix}"))
    assert told[1] == ", ".join(f"`{language}`" for language in there)


def test_the_hook_of_the_handbook_is_the_one_that_the_project_has() -> None:
    blocks = [block for block in fenced(HANDBOOK / "checks.md") if block.startswith("repos:")]
    (repository,) = yaml.safe_load(blocks[0])["repos"]
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert repository["rev"] == f"v{privacy_notices.__version__}"
    assert [hook["id"] for hook in repository["hooks"]] == [hook["id"] for hook in hooks]


# --- what is shown -----------------------------------------------------------------------------------------------------


def draw_portal_of_write_a_notice(folder: Path) -> None:
    """Write the four files that the page begins with."""
    names = ("portal.yml", "portal.en.yml", "newsletter/notice.yml", "newsletter/en.yml")
    blocks = re.findall(r"```yaml\n(.*?)```", text_of(HANDBOOK / "write.md"), re.DOTALL)
    for name, content in zip(names, blocks, strict=False):
        path = folder / "notices" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def checked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(folder)
    return CliRunner().invoke(main, ["check", "--no-cache", "--today", "2026-11-21"]).output


def test_the_portal_of_write_a_notice_is_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw_portal_of_write_a_notice(tmp_path)
    assert checked(tmp_path, monkeypatch) == "nothing found\n"


def test_what_write_a_notice_shows_further_down_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw_portal_of_write_a_notice(tmp_path)
    blocks = re.findall(r"```yaml\n(.*?)```", text_of(HANDBOOK / "write.md"), re.DOTALL)[4:]
    facts, words = tmp_path / "notices/newsletter/notice.yml", tmp_path / "notices/newsletter/en.yml"
    for block in blocks:
        ((key, value),) = yaml.safe_load(block).items()
        # What holds instead of a restricted right is words; the act is a fact.
        is_words = key == "restricted_rights" and all(isinstance(one, str) for one in value.values())
        path = words if is_words or key in ("texts", "sections", "changes") else facts
        others = re.sub(rf"^{key}:.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        path.write_text(others + block, encoding="utf-8")
    assert checked(tmp_path, monkeypatch) == "nothing found\n"


def test_the_report_that_the_handbook_shows_is_what_the_check_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw_portal_of_write_a_notice(tmp_path)
    facts = tmp_path / "notices/newsletter/notice.yml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("    legal_basis: consent\n", ""), encoding="utf-8")
    block = next(block for block in fenced(HANDBOOK / "checks.md") if "error[N103]" in block)
    assert re.search(re.escape(block).replace(re.escape("..."), ".*"), checked(tmp_path, monkeypatch))


# --- links -------------------------------------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """Of the headings of a page, as the sites that show repositories make them."""
    found: list[str] = []
    for heading in re.findall(r"^#+ (.*)$", FENCED.sub("", text_of(page)), re.MULTILINE):
        slug = re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
        found.append(f"{slug}-{found.count(slug)}" if slug in found else slug)
    return set(found)


def links(page: Path) -> list[str]:
    text = INLINE.sub("", FENCED.sub("", text_of(page)))
    return [
        target for target in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"https?:|mailto:|notice:", target)
    ]


def broken(page: Path) -> Iterator[str]:
    """Links that lead to no file, or to no heading of it."""
    for target in links(page):
        path, _, anchor = target.partition("#")
        other = (page.parent / path).resolve() if path else page
        if not other.exists() or (anchor and anchor not in anchors(other)):
            yield target


@pytest.mark.parametrize("page", BY_HAND, ids=name_of)
def test_a_link_leads_to_a_page_and_a_heading_that_exist(page: Path) -> None:
    assert list(broken(page)) == []


def test_links_between_the_pages_of_the_codes_lead_somewhere() -> None:
    assert len(OF_CODES) > 3 * len(codes())
    assert [(name_of(page), target) for page in OF_CODES for target in broken(page)] == []


def test_a_link_that_leads_nowhere_would_be_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# One thing\n\n[a](#one-thing) [b](#other) [c](page.md#one-thing) [d](no.md) `[e](no.md)`\n", "utf-8"
    )
    assert list(broken(page)) == ["#other", "no.md"]


@pytest.mark.parametrize("page", ["checks.md", "index.md"])
def test_the_pages_of_the_codes_are_linked_in_every_language_they_are_written_in(page: str) -> None:
    written = {path.relative_to(HANDBOOK).as_posix() for path in HANDBOOK.glob("rules/**/index.md")}
    assert len(written) == 3
    assert written <= set(links(HANDBOOK / page))
