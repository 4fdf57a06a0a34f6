"""A portal built by several machines: every part has the bytes of the whole, and the last build only puts them together."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from privacy_notices.cli.main import main
from privacy_notices.hosts.folder import MANIFEST
from sites import ANOTHER_NOTICE, PORTAL, draw, tree

pytestmark = pytest.mark.site

WORKFLOWS = Path(__file__).parent.parent / "docs" / "handbook" / "workflows"
URL = "https://shop.example/"
EMPLOYEES = {path: text.replace("[customers]", "[employees]") for path, text in ANOTHER_NOTICE.items()}
"""A notice of another group of people."""
VERSION = {
    f"notices/orders/versions/2025-05-05/{name}": PORTAL[f"notices/orders/{name}"]
    .replace("2026-02-01", "2025-05-05")
    .replace("aliases: [vanha/tilaukset.html]\n", "")
    for name in ("notice.yml", "fi.yml", "sv.yml")
}


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772323200")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return draw(tmp_path / "shop", PORTAL, EMPLOYEES, VERSION)


def build(root: Path, target: Path, *options: str) -> Result:
    command = ["build", str(root / "notices"), "--to", str(target), "--site-url", URL, *options]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def written(folder: Path) -> dict[str, bytes]:
    """The files of a build but for the list of them, which is another for each part."""
    return {path: data for path, data in tree(folder).items() if path != MANIFEST}


def made(cache: Path) -> set[str]:
    """Kinds of what a build had to make itself."""
    found = set()
    for path in cache.glob("*.sqlite3"):
        connection = sqlite3.connect(path)
        found |= {kind for (kind,) in connection.execute("SELECT kind FROM results")}
        connection.close()
    return found


def parts_of(root: Path, *options: str) -> list[dict[str, str]]:
    found = CliRunner().invoke(main, ["parts", str(root / "notices"), *options], catch_exceptions=False)
    include: list[dict[str, str]] = json.loads(found.output)["include"]
    return include


def test_six_parts_and_the_last_build_give_the_whole_byte_for_byte(shop: Path, tmp_path: Path) -> None:
    assert build(shop, tmp_path / "whole", "--no-cache").exit_code == 0
    whole = written(tmp_path / "whole")
    parts = parts_of(shop)
    assert len(parts) == 6
    seen: dict[str, bytes] = {}
    for part in parts:
        folder = tmp_path / "parts" / part["part"]
        assert (
            build(shop, folder / "site", "--cache-dir", str(folder / "kept"), *part["options"].split()).exit_code == 0
        )
        own = {path: data for path, data in written(folder / "site").items() if not path.startswith("assets/")}
        assert own
        assert not own.keys() & seen.keys()
        seen |= own
    notices = {
        path for path in whole if re.match(r"\w\w/(?:tilaukset|kirjeet|bestallningar|brev|orders|letters)/", path)
    }
    assert seen.keys() == notices
    assert {path for path in seen if seen[path] != whole[path]} == set()

    others = [option for part in parts for option in ("--cache-from", str(tmp_path / "parts" / part["part"] / "kept"))]
    assert build(shop, tmp_path / "site", "--cache-dir", str(tmp_path / "own"), *others).exit_code == 0
    assert written(tmp_path / "site") == whole
    # Reading, checking and showing notices is what the parts were for.
    kept = {key for path in (tmp_path / "own").glob("*.sqlite3") for key in _keys(path, "page")}
    assert not kept & {key for path in tmp_path.glob("parts/*/kept/*.sqlite3") for key in _keys(path, "page")}
    assert not {"told", "document", "entry"} & made(tmp_path / "own")


def _keys(path: Path, kind: str) -> set[str]:
    connection = sqlite3.connect(path)
    found = {key for (key,) in connection.execute("SELECT key FROM results WHERE kind = ?", (kind,))}
    connection.close()
    return found


def test_a_language_on_its_own_has_all_its_pages_and_its_search(shop: Path, tmp_path: Path) -> None:
    build(shop, tmp_path / "whole", "--no-cache")
    build(shop, tmp_path / "part", "--no-cache", "--languages", "sv")
    whole, part = written(tmp_path / "whole"), written(tmp_path / "part")
    assert {path for path in part if part[path] != whole[path]} == set()
    assert {path for path in whole if path.startswith("sv/")} == {
        path for path in part if not path.startswith("assets/")
    }


def test_a_part_is_stopped_by_its_own_errors_only_and_the_whole_by_all(shop: Path, tmp_path: Path) -> None:
    draw(
        shop,
        {
            "notices/letters/notice.yml": EMPLOYEES["notices/letters/notice.yml"].replace(
                "    legal_basis: contract\n", ""
            )
        },
    )
    assert build(shop, tmp_path / "customers", "--group", "customers", "--no-cache").exit_code == 0
    refused = build(shop, tmp_path / "employees", "--group", "staff", "--no-cache")
    assert refused.exit_code == 1
    assert "letters/notice.yml" in refused.output
    assert build(shop, tmp_path / "whole", "--no-cache").exit_code == 1
    assert not (tmp_path / "employees").exists()


@pytest.mark.parametrize(
    ("option", "name", "known"), [("--languages", "de", "fi, sv, en"), ("--group", "pets", "customers, staff")]
)
def test_a_part_that_is_not_there_is_refused_with_those_that_are(
    shop: Path, tmp_path: Path, option: str, name: str, known: str
) -> None:
    refused = build(shop, tmp_path / "part", option, name)
    assert refused.exit_code == 2
    assert f"`{name}`" in refused.output
    assert known in " ".join(refused.output.split())
    assert not (tmp_path / "part").exists()


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("language", ["fi", "sv", "en"]),
        ("group", ["customers", "staff"]),
        ("both", [f"{language}-{group}" for language in ("fi", "sv", "en") for group in ("customers", "staff")]),
    ],
)
def test_the_parts_are_named_for_a_matrix(shop: Path, by: str, expected: list[str]) -> None:
    assert [part["part"] for part in parts_of(shop, "--by", by)] == expected


# --- the workflows of the handbook ---------------------------------------------------------------------------------------


def shell(command: str, folder: Path, **environment: str) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        ["bash", "-e", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, **environment},
        check=True,
        timeout=120,
    )


def test_the_workflow_for_github_builds_the_whole(shop: Path, tmp_path: Path) -> None:
    jobs = yaml.safe_load((WORKFLOWS / "github.yml").read_text(encoding="utf-8"))["jobs"]

    def commands(job: str) -> list[str]:
        steps = (step["run"] for step in jobs[job]["steps"] if "run" in step)
        return [command for command in steps if not command.startswith("pip install")]

    output = tmp_path / "output"
    for command in commands("parts"):
        shell(command, shop, GITHUB_OUTPUT=str(output))
    name, _, matrix = output.read_text(encoding="utf-8").partition("=")
    assert f"steps.parts.outputs.{name}" in jobs["parts"]["outputs"]["matrix"]
    for part in json.loads(matrix)["include"]:
        for command in commands("part"):
            for name, value in part.items():
                command = command.replace(f"${{{{ matrix.{name} }}}}", value)
            shell(command, shop)
        (shop / "parts").mkdir(exist_ok=True)
        (shop / "kept").rename(shop / "parts" / f"kept-{part['part']}")
    for command in commands("site"):
        shell(command, shop)
    build(shop, tmp_path / "whole", "--no-cache", "--site-url", "https://privacy.company.example/")
    assert written(shop / "site") == written(tmp_path / "whole")


def test_the_workflow_for_gitlab_builds_the_whole(shop: Path, tmp_path: Path) -> None:
    jobs = yaml.safe_load((WORKFLOWS / "gitlab.yml").read_text(encoding="utf-8"))
    (matrix,) = jobs["part"]["parallel"]["matrix"]
    for language in matrix["LANGUAGE"]:
        for group in matrix["GROUP"]:
            for command in jobs["part"]["script"]:
                shell(command, shop, LANGUAGE=language, GROUP=group)
    for command in jobs["site"]["script"]:
        shell(command, shop)
    build(shop, tmp_path / "whole", "--no-cache", "--site-url", "https://privacy.company.example/")
    assert written(shop / "public") == written(tmp_path / "whole")
