"""The recipes of the contributor's page work as they stand, in a scratch copy of the repository, and touch few files."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.site

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "handbook" / "contribute.md"
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "site", "mutants", "node_modules", "__pycache__", ".*_cache", ".cache", ".hypothesis"
)
WRITTEN = re.compile(r"docs/handbook/(rules/.*|format\.md|vocabulary\.md)|tests/expected/.*")
"""What a command writes."""
CATALOG = re.compile(r"plugins/privacy_notices/languages/(locale|faults)/[\w.]+\.po")


@dataclass(frozen=True)
class Followed:
    """What came of the commands under a heading."""

    copy: Path
    output: str
    status: int
    by_hand: list[str]
    """Files that were touched, but for the catalogs and what a command has written."""
    touched: list[str]


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@a.example")
    return subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, text=True, check=True).stdout


def follow(folder: Path, heading: str, without: str = "") -> Followed:
    """Do in a copy of the repository what the page says under a heading. `without`: leave out the block that says it."""
    copy = folder / "copy"
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    git(copy, "init", "-q")
    git(copy, "add", "-A")
    git(copy, "commit", "-q", "-m", "As it is")
    # The page speaks to somebody who has the environment of README.
    (copy / ".venv").symlink_to(sys.prefix)
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert section is not None
    blocks = re.findall(r"^```sh\n(.*?)^```", section[1], re.DOTALL | re.MULTILINE)
    followed = [block for block in blocks if not without or without not in block]
    assert len(blocks) - len(followed) == bool(without)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(followed)],
        cwd=copy,
        env=environment(copy),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert without or done.returncode == 0, done.stdout + done.stderr
    status = git(copy, "status", "--porcelain", "--untracked-files=all").splitlines()
    touched = [line[3:] for line in status if not line.endswith(".venv")]
    by_hand = [name for name in touched if not WRITTEN.fullmatch(name) and not CATALOG.fullmatch(name)]
    return Followed(copy, done.stdout + done.stderr, done.returncode, by_hand, touched)


def environment(copy: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return {**kept, "PYTHONPATH": str(copy / "plugins"), "LC_ALL": "C.UTF-8"}


def passed(found: Followed) -> list[int]:
    """How many tests passed, each time that they were run."""
    return [int(number) for number in re.findall(r"^(\d+) passed", found.output, re.MULTILINE)]


def test_what_is_written_by_commands_is_as_it_would_be_written(tmp_path: Path) -> None:
    found = follow(tmp_path, "What is written by commands")
    assert found.touched == []


def test_a_rule_is_three_files(tmp_path: Path) -> None:
    found = follow(tmp_path, "A rule")
    assert "# N399 review-date-far-away" in found.output
    assert len(passed(found)) == 2
    assert found.by_hand == [
        "plugins/privacy_notices/check/editions.py",
        "plugins/privacy_notices/check/rules/outdated_facts.py",
        "tests/rules/N399.yml",
    ]
    assert {f"docs/handbook/rules/{folder}N399.md" for folder in ("", "fi/", "sv/")} <= set(found.touched)
    assert "tuhannen päivän" in (found.copy / "docs/handbook/rules/fi/N399.md").read_text(encoding="utf-8")


FIELD = [
    "plugins/privacy_notices/document/checklist.yml",
    "plugins/privacy_notices/document/sections/flows.py",
    "plugins/privacy_notices/schema/notice_form.py",
    "plugins/privacy_notices/search/entries.py",
]

COVERED = """
import datetime
from pathlib import Path
from privacy_notices.document.compose import compose
from privacy_notices.document.coverage import coverage
from privacy_notices.document.phrasebook import Phrasebook
from privacy_notices.pages.plan import speakers_of
from rules.overlay import Drawing

def told(patch):
    found = Drawing(patch).project()
    notice = found.notices[0]
    document = compose(notice, Phrasebook(found, speakers_of(found)[notice.source_language]))
    items = {item.id: item for item in coverage(found, notice, document, datetime.date(2026, 6, 1))}
    return items["exemptions"].state

print(told({}), told({"notice": {"exemption": "law"}}))
"""


def test_a_field_is_four_files(tmp_path: Path) -> None:
    found = follow(tmp_path, "A field")
    assert found.by_hand == FIELD
    assert len(passed(found)) == 1
    assert "`exemption`" in found.output
    assert '"exemption": {' in found.output
    shown = set(re.findall(r"^tried-site/.*", found.output, re.MULTILINE))
    for language in ("fi", "sv", "en"):
        assert [name for name in shown if name.startswith(f"tried-site/{language}/") and name.endswith("index.html")]
        assert [name for name in shown if name.startswith(f"tried-site/{language}/search/")]
    path = os.pathsep.join((str(found.copy / "plugins"), str(found.copy / "tests")))
    covered = subprocess.run(
        [sys.executable, "-c", COVERED],
        env={**environment(found.copy), "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert covered.stdout.split() == ["not-needed", "told"]


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("sections/flows.py", "test_fields.py::test_a_field_is_told_by_a_section[exemption]"),
        ("search/entries.py", "test_fields.py::test_a_field_is_found_by_the_search[exemption]"),
        ("document/checklist.yml", "test_fields.py::test_a_field_answers_an_item_of_article_13_or_14[exemption]"),
        ("words en", "test_catalog.py::test_every_text_that_pages_ask_for_is_there[fi]"),
        ("schema/notice_form.py", "test_fields.py::test_a_section_reads_nothing_but_declared_fields"),
        ("python tests/write_reference.py", "test_reference.py::test_reference_pages_are_the_output"),
    ],
)
def test_a_step_of_a_field_that_is_left_out_is_told(tmp_path: Path, step: str, told: str) -> None:
    found = follow(tmp_path, "A field", without=step)
    assert found.status != 0
    assert told in found.output


def test_a_word_is_one_file(tmp_path: Path) -> None:
    found = follow(tmp_path, "A vocabulary word")
    assert "| `smart-card-number` | smart card number | älykortin numero | smartkortets nummer |" in found.output
    assert len(passed(found)) == 1
    assert found.by_hand == ["plugins/privacy_notices/vocabulary/data.yml"]


def test_an_output_is_one_file(tmp_path: Path) -> None:
    found = follow(tmp_path, "An output")
    assert "ASIAKASREKISTERI\n" in found.output
    assert len(passed(found)) == 1
    assert found.by_hand == ["plugins/privacy_notices/hosts/plain_text.py"]


def test_the_page_names_every_room() -> None:
    rooms = {path.parent.name for path in (ROOT / "plugins" / "privacy_notices").glob("*/__init__.py")}
    picture = (PAGE.parent / "images" / "flow.svg").read_text(encoding="utf-8")
    table = PAGE.read_text(encoding="utf-8").partition("## Two loops")[0]
    for room in rooms:
        assert f">{room}</text>" in picture, room
        assert f"`{room}`" in table, room
