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

    output: str
    by_hand: list[str]
    """Files that were touched, but for the catalogs and what a command has written."""
    touched: list[str]


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@a.example")
    return subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, text=True, check=True).stdout


def follow(folder: Path, heading: str) -> Followed:
    """Do in a copy of the repository what the page says under a heading."""
    copy = folder / "copy"
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    git(copy, "init", "-q")
    git(copy, "add", "-A")
    git(copy, "commit", "-q", "-m", "As it is")
    # The page speaks to somebody who has the environment of README.
    (copy / ".venv").symlink_to(sys.prefix)
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert section is not None
    commands = "\n".join(re.findall(r"^```sh\n(.*?)^```", section[1], re.DOTALL | re.MULTILINE))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=copy,
        env={**environment, "PYTHONPATH": str(copy / "plugins")},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    status = git(copy, "status", "--porcelain", "--untracked-files=all").splitlines()
    touched = [line[3:] for line in status if not line.endswith(".venv")]
    by_hand = [name for name in touched if not WRITTEN.fullmatch(name) and not CATALOG.fullmatch(name)]
    return Followed(done.stdout, by_hand, touched)


def test_a_rule_is_three_files(tmp_path: Path) -> None:
    found = follow(tmp_path, "A rule")
    assert "# N399 review-date-far-away" in found.output
    assert re.search(r"^\d+ passed", found.output, re.MULTILINE)
    assert found.by_hand == [
        "plugins/privacy_notices/check/editions.py",
        "plugins/privacy_notices/check/rules/stale.py",
        "tests/rules/N399.yml",
    ]
    assert "docs/handbook/rules/N399.md" in found.touched


def test_a_word_is_one_file(tmp_path: Path) -> None:
    found = follow(tmp_path, "A vocabulary word")
    assert "| `smart-card-number` | smart card number | älykortin numero | smartkortets nummer |" in found.output
    assert re.search(r"^\d+ passed", found.output, re.MULTILINE)
    assert found.by_hand == ["plugins/privacy_notices/vocabulary/data.yml"]


def test_the_page_names_every_room() -> None:
    rooms = {path.parent.name for path in (ROOT / "plugins" / "privacy_notices").glob("*/__init__.py")}
    picture = (PAGE.parent / "images" / "flow.svg").read_text(encoding="utf-8")
    table = PAGE.read_text(encoding="utf-8").partition("## Two loops")[0]
    for room in rooms:
        assert f">{room}</text>" in picture, room
        assert f"`{room}`" in table, room
