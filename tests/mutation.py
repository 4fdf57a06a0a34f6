"""Changes one thing at a time in the pure modules and says which changes no test has noticed.

    .venv/bin/pip install -e ".[mutation]"
    .venv/bin/python tests/mutation.py                        all modules, at most 20 minutes each
    .venv/bin/python tests/mutation.py model/rights --minutes 5

It is no part of the gate: a survivor may be a change that nothing can notice, which somebody has to judge. The work is
done in a scratch copy of the repository by mutmut, which needs the package in a folder `src` and mutates only what the
tests named here reach. It changes the bodies of functions that have no decorator; the tables of the rules are changed
one entry at a time by `rules/mutants.py`, in the gate.

What is remembered hides changes: a test that is given what another one had made before the change is no test of it.
Therefore each change has a process of its own, in which neither the package nor a test has been imported before, and
all the tests named here, not those alone that were first to ask (`tell_all_tests`).
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PACKAGE: Final = ROOT / "plugins" / "privacy_notices"
RULES: Final = ("test_rules", "test_rule_boundaries", "test_check")

MODULES: Final[Mapping[str, Sequence[str]]] = {
    "model/rights": ("test_rights", "test_special_conditions"),
    "pages/addresses": ("test_addresses", "test_lists"),
    "translations/memory": ("test_translation_memory", "test_translation_exchange", "test_translation_status"),
    "languages/speaker": ("test_speaker", "test_cldr"),
    **{f"check/rules/{path.stem}": RULES for path in sorted((PACKAGE / "check" / "rules").glob("[a-z]*.py"))},
}
"""The tests that hold a module, by its path in the package without the ending."""

SETTINGS: Final = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["src/privacy_notices/{module}.py"]
also_copy = ["src", "docs", "notices", "README.md", "mkdocs.yml"]
pytest_add_cli_args = ["-p", "no:cacheprovider", "-m", "not site", "-k", "not {source}"]
pytest_add_cli_args_test_selection = [{tests}]
process_isolation = "forkserver"
forkserver_warmup = "import"
preload_modules_file = "preload"
"""
SOURCE: Final = "every_id_number_and_condition"
"""Tests that read the source of the rules, which mutmut writes anew."""
PRELOADED: Final = ("jinja2", "markdown_it", "mkdocs", "nh3", "phonenumbers", "pydantic", "pytest", "yaml")
"""What takes time to import and is of others: each change finds it in its process. No plugin of pytest may be here."""


def mutate(module: str, minutes: float, processes: int) -> tuple[Counter[str], list[str]]:
    """How many changes of a module came to which end, and as differences those that no test is known to have noticed.

    Time that ran out is among them: mutmut says so of an error of its own as well.
    """
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        scratch = Path(folder)
        copy_repository(scratch)
        (scratch / "plugins").rename(scratch / "src")
        (scratch / "preload").write_text("\n".join(PRELOADED), encoding="utf-8")
        tests = ", ".join(f'"tests/{name}.py"' for name in MODULES[module])
        with (scratch / "pyproject.toml").open("a", encoding="utf-8") as settings:
            settings.write(SETTINGS.format(module=module, tests=tests, source=SOURCE))
        run_mutmut(scratch, minutes, processes)
        lines = mutmut(scratch, "results", "--all", "True").splitlines()
        ends = dict(line.strip().rsplit(": ", 1) for line in lines if ": " in line)
        survivors = [
            f"{end}: {change(scratch, name)}" for name, end in ends.items() if end not in ("killed", "not checked")
        ]
        return Counter(ends.values()), survivors


def copy_repository(to: Path) -> None:
    """Every file that git knows or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, to / name)


def run_mutmut(scratch: Path, minutes: float, processes: int) -> None:
    """Try the changes until all are tried or the time is over."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(processes)]
    with (scratch / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=scratch, stdout=log, stderr=log, env=environment(), start_new_session=True
        )
        try:
            status = process.wait(minutes * 60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return
    if status:
        sys.exit((scratch / "log").read_text(encoding="utf-8", errors="replace")[-3000:])


def mutmut(scratch: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", *arguments],
        cwd=scratch,
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
    )
    return done.stdout


def environment() -> dict[str, str]:
    """That of this process but for what would lead to the package as it is, or away from the quick tests."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "CI")}


def tell_all_tests(files: Iterable[str]) -> None:
    """For `conftest.py`, after the run in which mutmut learns which test reaches which function: all files do.

    It sees the first test to reach one. Those that are given the same answer later, out of a cache or a fixture of
    their file, are left out by it, and may be those that would notice.
    """
    from mutmut.state import state

    every = set(files)
    durations = state().duration_by_test
    durations.update(
        {file: sum(durations[test] for test in durations if test.startswith(f"{file}::")) for file in every}
    )
    reached = state().tests_by_mangled_function_name
    for function in reached:
        reached[function] = every


def change(scratch: Path, name: str) -> str:
    """What a change took away and put in its place."""
    lines = mutmut(scratch, "show", name).splitlines()
    changed = [line for line in lines if line.startswith(("-", "+")) and not line.startswith(("---", "+++"))]
    return "\n".join((name.rpartition(".")[2], *changed))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", default=list(MODULES), metavar="MODULE", help=", ".join(MODULES))
    parser.add_argument("--minutes", type=float, default=20, help="at most so long for each module")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="at most so many at a time")
    chosen = parser.parse_args()
    if unknown := sorted(set(chosen.modules) - set(MODULES)):
        parser.error(f"{unknown[0]} is none of {', '.join(MODULES)}")
    figures = []
    for module in chosen.modules:
        ends, survivors = mutate(module, chosen.minutes, chosen.processes)
        print(f"\n=== {module}")
        for survivor in survivors:
            print(f"\n{survivor}")
        told = ", ".join(f"{number} {end}" for end, number in sorted(ends.items()))
        figures.append(f"{module}: {ends.total()} changes, {told}")
        print(f"\n{figures[-1]}", flush=True)
    print("\n" + "\n".join(figures))


if __name__ == "__main__":
    main()
