"""The house itself: how large its rooms and their parts are, what they are called, and what they may touch.

ruff holds complexity, parameters and docstrings, the import contract in pyproject.toml the arrows between rooms; here is
what neither of them can say.
"""

from __future__ import annotations

import ast
import statistics
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "plugins" / "privacy_notices"
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MODULES = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
TREES = {name: ast.parse(text) for name, text in MODULES.items()}

MOST_LINES = 450
MEDIAN_LINES = 150
MOST_LINES_OF_A_FUNCTION = 60

TABLES = ("check/editions.py", "faults/table.py")
"""Modules that are tables of data: they are as long as what they list."""

SHELL = ("cli", "hosts", "incremental", "portal")
"""Rooms that may read, write, start processes and look at the clock. All others are values in, values out."""

NOT_TO_BE_TOLD_APART = ("Meta",)
"""Names that a library asks for inside a class of ours."""


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_no_module_is_longer_than_can_be_read_in_one_sitting() -> None:
    lines = {name: text.count("\n") for name, text in MODULES.items() if name not in TABLES}
    assert [name for name, number in lines.items() if number > MOST_LINES] == []


def test_half_of_the_modules_are_short() -> None:
    lines = [text.count("\n") for name, text in MODULES.items() if not name.endswith("__init__.py")]
    assert statistics.median(lines) <= MEDIAN_LINES


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{name}: {function.name}"
        for name, tree in TREES.items()
        for function in functions(tree)
        if (function.end_lineno or 0) - function.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    ]
    assert long == []


def test_modules_are_told_apart_by_their_names_alone() -> None:
    by_name = defaultdict(list)
    for name in MODULES:
        path = Path(name)
        by_name[path.parent.name if path.stem == "__init__" else path.stem].append(name)
    assert [names for names in by_name.values() if len(names) > 1] == []


def test_classes_are_told_apart_by_their_names_alone() -> None:
    by_name = defaultdict(list)
    for name, tree in TREES.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and node.name not in NOT_TO_BE_TOLD_APART:
                by_name[node.name.strip("_")].append(name)
    assert {name: places for name, places in by_name.items() if len(places) > 1} == {}


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "manager"])
def test_no_name_says_nothing(word: str) -> None:
    assert [name for name in MODULES if word in Path(name).stem.split("_")] == []


def test_no_function_is_two_things() -> None:
    two = [
        f"{name}: {one.name}" for name, tree in TREES.items() for one in functions(tree) if "and" in one.name.split("_")
    ]
    assert two == []


@pytest.mark.parametrize("folder", ["plugins", "tests", "benchmarks"])
def test_the_formatter_lays_out_everything(folder: str) -> None:
    mark = "# fmt" + ": "
    found = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*.py")
        if mark in path.read_text(encoding="utf-8")
    ]
    assert found == []


def test_inside_hosts_only_the_modules_of_mkdocs_know_it() -> None:
    known = {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        for imported in _imported(node)
        if imported.partition(".")[0] in ("mkdocs", "properdocs", "material")
    }
    assert known == {name for name in known if name.startswith("hosts/mkdocs")}


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield node.module or ""


def test_the_import_contract_covers_every_room_of_the_core() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    contracts = {contract["name"].split()[0]: contract for contract in SETTINGS["tool"]["importlinter"]["contracts"]}
    assert set(contracts) == {"Data", "Nothing", "The"}
    without_mkdocs, core = (
        {name.partition(".")[2] for name in contracts[key]["source_modules"]} for key in ("Nothing", "The")
    )
    assert core == rooms - set(SHELL)
    assert without_mkdocs == rooms - {"hosts"}
    assert contracts["Data"]["exhaustive"]


def test_every_dependency_has_a_lowest_version() -> None:
    """Without one the gate would test the first release there ever was, and an installer might take it."""
    project = SETTINGS["project"]
    listed = [
        *project["dependencies"],
        *(item for extra in project["optional-dependencies"].values() for item in extra),
    ]
    assert [item for item in listed if ">=" not in item] == []
