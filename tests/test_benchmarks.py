"""The page of measurements says what was measured, and a missed bound is not passed over."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

pytestmark = pytest.mark.site

ROOT = Path(__file__).parent.parent
BENCHMARKS = ROOT / "benchmarks"
RUN = {"seconds": 1.0, "processor": 1.0, "peak": 100_000, "size": 1_000_000, "files": 10}
KEPT = {"cold": 5.0, "again": 1.0, "one": 1.0, "floor": 10.0, "i18n": 60.0, "check": 1.0, "status": 1.0, "preview": 0.4}
"""Seconds by row at 1,000 notices: every bound is kept."""


def measured(number: int, **seconds: float) -> dict[str, object]:
    runs = {
        name: [{**RUN, "seconds": value, "size": 7_000_000 if name == "i18n" else 1_000_000}]
        for name, value in {**KEPT, **seconds}.items()
    }
    part = {**RUN, "seconds": 1.5}
    return {
        "number": number,
        "day": "2026-03-01",
        "load": 0.1,
        "machine": "a machine",
        "versions": ["mkdocs 1.6.1"],
        "pages": 3 * number,
        "runs": runs,
        "left_out": {"zensical": "it is not installed"},
        "is_complete": True,
        "differing": 0,
        "largest_notice": 40_000,
        "largest_list": 90_000,
        "saves": {"number": 200, "early": 100_000, "late": 101_000},
        "split": {"whole": {**RUN, "seconds": 6.0}, "parts": {"fi-a": part, "fi-b": part}, "last": RUN, "differing": 0},
        "shares": {"cold": {"search": 3.0, "reading YAML": 1.0}, "again": {"search": 1.0}},
    }


def write(folder: Path, *found: dict[str, object]) -> tuple[int, str, str]:
    """Exit code of a run that only writes the page, the page and its plot."""
    (folder / "results.json").write_text(json.dumps(found), encoding="utf-8")
    page = folder / "performance.md"
    command = [BENCHMARKS / "run.py", "--only-page", "--results", folder / "results.json", "--page", page]
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    assert page.exists(), done.stderr
    plot = folder / "images" / "performance.svg"
    return done.returncode, page.read_text(encoding="utf-8"), plot.read_text(encoding="utf-8")


def test_the_page_says_what_was_measured_and_the_plot_shows_it(tmp_path: Path) -> None:
    code, page, plot = write(tmp_path, measured(300, cold=1.5), measured(1000))
    assert (code, "missed" in page) == (0, False)
    assert "| first build / host's floor, time | 1,000 | 0.50 | at most 0.60 | kept |" in page
    assert "- Zensical, the same Markdown, 1,000 notices: it is not installed." in page
    # 1.5 s and 5 s at 300 and 1,000 notices are exactly in proportion.
    assert "| growth of the first build, exponent | 300 to 1,000 | 1.00 | at most 1.10 | kept |" in page
    assert "| search | ours | 3.00 s | 75% | 1.00 s | 100% |" in page
    texts = {text.text for text in ElementTree.fromstring(plot).iter("{http://www.w3.org/2000/svg}text")}
    assert {"300", "1,000", "this plugin, first build (1.00)"} <= texts


def test_the_projection_keeps_what_does_not_shrink_with_the_number_of_machines(tmp_path: Path) -> None:
    part = {**RUN, "seconds": 4.0}
    split = {"whole": {**RUN, "seconds": 6.0}, "parts": {"fi": part, "sv": part}, "last": RUN, "differing": 0}
    _, page, _ = write(tmp_path, {**measured(1000), "split": split})
    # 100 times as many notices: 600 s in all, 100 s that every part needs, 100 s for the last build.
    assert "| 1 | 10.0 |  | 10.0 |" in page
    assert "| 6 | 3.3 | 1.7 | 5.0 |" in page
    assert "| 30 | 2.0 | 1.7 | 3.7 |" in page


@pytest.mark.parametrize(
    "fault",
    [
        measured(1000, again=1.3),
        measured(1000, check=1.3),
        {**measured(1000), "differing": 1},
        {**measured(1000), "saves": {"number": 200, "early": 100_000, "late": 106_000}},
        {**measured(1000), "largest_list": 201_000},
    ],
    ids=["again", "check", "bytes", "memory", "page"],
)
def test_a_missed_bound_is_told_and_fails_the_run(tmp_path: Path, fault: dict[str, object]) -> None:
    code, page, _ = write(tmp_path, fault)
    assert code == 1
    assert page.count("**missed**") == 1


def test_what_is_in_the_file_of_results_is_not_measured_again(tmp_path: Path) -> None:
    (tmp_path / "results.json").write_text(json.dumps([measured(1000)]), encoding="utf-8")
    command = [
        "--sizes",
        "1000",
        "--results",
        tmp_path / "results.json",
        "--folder",
        tmp_path / "made",
        "--page",
        tmp_path / "page.md",
    ]
    subprocess.run([sys.executable, BENCHMARKS / "run.py", *command], check=True, capture_output=True)
    assert not (tmp_path / "made").exists()
    assert (tmp_path / "page.md").exists()
