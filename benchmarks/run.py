"""Measure the portal beside the host alone, mkdocs-static-i18n and Zensical, and write `docs/handbook/performance.md`.

Every figure is of a whole process, started anew, in one run: start-up, reading and writing included. Programs that are
not installed are left out with a line. Exits with 1 where a bound of `BOUNDS` is missed.

    python benchmarks/run.py --sizes 10 100 300 1000 3000
"""

from __future__ import annotations

import argparse
import contextlib
import cProfile
import importlib.metadata
import importlib.util
import math
import os
import platform
import pstats
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

import yaml

HANDBOOK: Final = Path(__file__).parent.parent / "docs" / "handbook" / "performance.md"
PORTALS: Final = Path(__file__).with_name("portals.py")
CHANGED: Final = Path("notices/notice-00001/fi.yml")
"""The words file that is changed between builds and in the preview."""
PACKAGES: Final = ("mkdocs-privacy-notices", "mkdocs", "mkdocs-material", "mkdocs-static-i18n", "zensical", "pydantic")
MKDOCS: Final = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "{site}", "--config-file")
OURS: Final = (sys.executable, "-c", "from privacy_notices.cli import main; main()")
TIME_LIMIT: Final = 900
"""Seconds after which a process is ended and has no figure."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process. Seconds, kilobytes, bytes, files."""

    seconds: float
    processor: float
    """Seconds of the processors' own work."""
    peak: int
    size: int = 0
    files: int = 0


@dataclass(slots=True)
class Measured:
    """What one portal size gave, by what was run."""

    number: int
    pages: int
    clock: Literal["seconds", "processor"] = "seconds"
    """What programs are compared by."""
    runs: dict[str, list[Run]] = field(default_factory=dict)
    largest_notice: int = 0
    """Bytes of the largest page of a notice."""
    largest_list: int = 0
    """Bytes of the largest other page."""

    def median(self, name: str, what: str = "seconds") -> float | None:
        runs = self.runs.get(name)
        return statistics.median(getattr(run, what) for run in runs) if runs else None

    def ratio(self, one: str, other: str, what: str = "") -> float | None:
        """`what`: a field of `Run`; the clock of this measurement when left out."""
        what = what or self.clock
        ours, theirs = self.median(one, what), self.median(other, what)
        return None if ours is None or not theirs else ours / theirs


ROWS: Final[Mapping[str, str]] = {
    "cold": "this plugin, first build",
    "again": "this plugin, second build, nothing changed",
    "one": "this plugin, second build, one notice changed",
    "floor": "MkDocs and Material alone, empty menu",
    "i18n": "mkdocs-static-i18n, the same Markdown",
    "zensical": "Zensical, the same Markdown",
    "check": "`privacy-notices check`",
    "status": "`privacy-notices translations status`",
    "preview": "preview: one words file saved, until the browser has it",
}


# --- processes ---------------------------------------------------------------------------------------------------------


def run(command: Sequence[str], folder: Path, site: Path | None = None, allowed: tuple[int, ...] = (0,)) -> Run | None:
    """Run a command in `folder`; None when it fails or takes too long."""
    filled = [part.replace("{site}", str(site)) for part in command]
    with tempfile.TemporaryFile() as said:
        begin = time.perf_counter()
        process = subprocess.Popen(filled, cwd=folder, env=_environment(), stdout=said, stderr=said)
        try:
            # `wait4` gives the peak memory of this very process and of what it waited for.
            pid = 0
            while not pid:
                pid, status, usage = os.wait4(process.pid, os.WNOHANG)
                if not pid and time.perf_counter() - begin > TIME_LIMIT:
                    process.kill()
                    _, status, usage = os.wait4(process.pid, 0)
                    pid = process.pid
                if not pid:
                    time.sleep(0.002)
        finally:
            process.returncode = 0
        seconds = time.perf_counter() - begin
        if os.waitstatus_to_exitcode(status) not in allowed:
            said.seek(0)
            print(f"failed: {' '.join(filled)}\n{said.read().decode(errors='replace')[-1500:]}", file=sys.stderr)
            return None
    files = [path for path in site.rglob("*") if path.is_file()] if site else []
    processor = usage.ru_utime + usage.ru_stime
    return Run(seconds, processor, usage.ru_maxrss, sum(path.stat().st_size for path in files), len(files))


def _environment() -> dict[str, str]:
    return {**os.environ, "SOURCE_DATE_EPOCH": "1772323200", "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}


def saves(portal: Path, number: int) -> Iterator[Run]:
    """How long it takes from saving a words file until the preview gives the page with the new text."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path = portal / CHANGED
    before = path.read_bytes()
    words = yaml.safe_load(before)
    address = f"http://127.0.0.1:{port}/fi/{words['slug']}/"
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]
    with tempfile.TemporaryFile() as said:
        server = subprocess.Popen(command, cwd=portal, env=_environment(), stdout=said, stderr=said)
        try:
            _wait_for(address, "<html", server)
            for turn in range(number):
                # MkDocs looks at the files twice a second.
                time.sleep(1)
                marker = f"Tallennus numero {turn}."
                path.write_bytes(
                    yaml.safe_dump({**words, "summary": f"{words['summary']} {marker}"}, allow_unicode=True).encode()
                )
                begin = time.perf_counter()
                _wait_for(address, marker, server)
                yield Run(time.perf_counter() - begin, 0, 0)
        finally:
            server.terminate()
            server.wait()
            path.write_bytes(before)


def _wait_for(address: str, text: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.perf_counter() + TIME_LIMIT
    while time.perf_counter() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=TIME_LIMIT) as answer:
            if text in answer.read().decode(errors="replace"):
                return
        time.sleep(0.01)
    raise RuntimeError(f"`{text}` did not come up at {address}")


# --- measuring ---------------------------------------------------------------------------------------------------------


def measure(number: int, repeat: int, clock: Literal["seconds", "processor"], folder: Path) -> Measured:
    """Everything, with a portal of so many notices, the programs taking turns."""
    portal, floor, site = folder / "portal", folder / "floor", folder / "site"
    # In a process of its own: a process that is started from a large one counts its parent's memory as its own.
    command = [sys.executable, str(PORTALS), str(number), str(portal), "--markdown", str(floor)]
    subprocess.run(command, check=True, env=_environment())
    pages = sum(1 for _ in (floor / "docs").rglob("*.md"))
    measured = Measured(number, pages, clock)

    def note(name: str, command: Sequence[str], where: Path, into: Path | None = site, allowed: tuple[int, ...] = (0,), keep: bool = False) -> None:  # fmt: skip
        if into and not keep:
            shutil.rmtree(into, ignore_errors=True)
        found = run(command, where, into, allowed)
        if found:
            measured.runs.setdefault(name, []).append(found)
        print(f"{number:>6} {name:10} {f'{found.seconds:8.2f} s' if found else 'failed'}", file=sys.stderr, flush=True)

    words = portal / CHANGED
    before = words.read_bytes()
    for turn in range(repeat):
        shutil.rmtree(portal / ".cache", ignore_errors=True)
        note("cold", (*MKDOCS, "mkdocs.yml"), portal)
        if not turn:
            _largest(measured, site)
        note("again", (*MKDOCS, "mkdocs.yml"), portal, keep=True)
        words.write_bytes(before + b"\n# Read once more.\n")
        note("one", (*MKDOCS, "mkdocs.yml"), portal, keep=True)
        words.write_bytes(before)
        note("floor", (*MKDOCS, "mkdocs.yml"), floor)
        if has("mkdocs_static_i18n"):
            note("i18n", (*MKDOCS, "i18n.yml"), floor)
        if has("zensical"):
            shutil.rmtree(floor / ".cache", ignore_errors=True)
            note(
                "zensical",
                (sys.executable, "-m", "zensical", "build", "--config-file", "zensical.yml"),
                floor,
                floor / "site",
            )
            shutil.rmtree(floor / "site", ignore_errors=True)
        note("check", (*OURS, "check"), portal, None, (0, 1))
        note("status", (*OURS, "translations", "status"), portal, None, (0, 1))
    measured.runs["preview"] = list(saves(portal, max(2, repeat * 2)))
    print(f"{number:>6} preview    {measured.median('preview'):8.2f} s", file=sys.stderr, flush=True)
    return measured


def has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _largest(measured: Measured, site: Path) -> None:
    """Lists are the pages in the folders of the languages themselves; every other page is about one thing."""
    pages = {path: path.stat().st_size for path in site.rglob("*.html")}
    measured.largest_notice = max(size for path, size in pages.items() if path.parent.parent.parent == site)
    measured.largest_list = max(pages.values())


def exponent(found: Sequence[Measured], name: str) -> float | None:
    """How time grows with the number of notices: the slope of a line through the logarithms."""
    points = [(math.log(one.number), math.log(seconds)) for one in found if (seconds := one.median(name, one.clock))]
    if len(points) < 2:
        return None
    return statistics.linear_regression(*zip(*points, strict=True)).slope


# --- bounds ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bound:
    """What is promised, of the largest portal of a run."""

    says: str
    value: Callable[[Sequence[Measured]], float | None]
    """None when the run cannot tell."""
    limit: float
    is_least: bool = False

    def holds(self, value: float) -> bool:
        return value >= self.limit if self.is_least else value <= self.limit


BOUNDS: Final = (
    Bound("first build / host's floor, time", lambda found: found[-1].ratio("cold", "floor"), 0.6),
    Bound("mkdocs-static-i18n / first build, time", lambda found: found[-1].ratio("i18n", "cold"), 10, is_least=True),
    Bound("first build / mkdocs-static-i18n, bytes", lambda found: found[-1].ratio("cold", "i18n", "size"), 1 / 6),
    Bound("first build / host's floor, peak memory", lambda found: found[-1].ratio("cold", "floor", "peak"), 1.5),
    Bound("growth of the first build, exponent", lambda found: exponent(_large(found), "cold"), 1.1),
    Bound("nothing changed / first build, time", lambda found: found[-1].ratio("again", "cold"), 0.25),
    Bound("one notice changed / first build, time", lambda found: found[-1].ratio("one", "cold"), 0.25),
    Bound("check / first build, time", lambda found: found[-1].ratio("check", "cold"), 0.25),
    Bound("translations status / first build, time", lambda found: found[-1].ratio("status", "cold"), 0.25),
    Bound("one save in the preview, seconds", lambda found: found[-1].median("preview"), 1),
    Bound("one save / first build, time", lambda found: found[-1].ratio("preview", "cold", "seconds"), 0.1),
    Bound("largest page of a notice, kB", lambda found: found[-1].largest_notice / 1000, 60),
    Bound("largest page, kB", lambda found: found[-1].largest_list / 1000, 200),
)


def _large(found: Sequence[Measured]) -> Sequence[Measured]:
    """From 300 notices on: the start of a program hides growth in smaller portals."""
    return [one for one in found if one.number >= 300]


# --- the page ----------------------------------------------------------------------------------------------------------


def table(found: Sequence[Measured]) -> Iterator[str]:
    """A line for each program and size."""
    yield "| Notices | Pages | What | Seconds | Of processor | To the floor | Peak, MB | Written, MB | Files |"
    yield "| ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for one in found:
        for name, what in ROWS.items():
            if not (runs := one.runs.get(name)):
                continue
            seconds, own, ratio = one.median(name) or 0.0, one.median(name, "processor"), one.ratio(name, "floor")
            peak, size, files = (
                statistics.median(getattr(run, key) for run in runs) for key in ("peak", "size", "files")
            )
            yield (
                f"| {one.number} | {one.pages} | {what} | {seconds:.2f} | {f'{own:.2f}' if own else ''} | {f'{ratio:.2f}' if ratio else ''} | {f'{peak / 1000:.0f}' if peak else ''} |"
                f" {f'{size / 1e6:.1f}' if size else ''} | {f'{files:.0f}' if files else ''} |"
            )


def verdicts(found: Sequence[Measured]) -> Iterator[tuple[Bound, float | None]]:
    for bound in BOUNDS:
        yield bound, bound.value(found)


def verdict_table(found: Sequence[Measured]) -> Iterator[str]:
    yield "| Bound | Measured | Promised | |"
    yield "| --- | ---: | ---: | --- |"
    for bound, value in verdicts(found):
        kept = "not measured" if value is None else "kept" if bound.holds(value) else "**missed**"
        sign = "at least" if bound.is_least else "at most"
        yield f"| {bound.says} | {'' if value is None else f'{value:.2f}'} | {sign} {bound.limit:.2f} | {kept} |"


PARTS: Final = (
    ("the portal: reading YAML", ("/privacy_notices/load.py", "/yaml/")),
    ("the portal: schema and model", ("/privacy_notices/schema.py", "/privacy_notices/model.py", "/pydantic")),
    ("the portal: checks", ("/privacy_notices/check.py", "/privacy_notices/rules/")),
    ("the portal: translations", ("/privacy_notices/translations/",)),
    ("the portal: search index", ("/privacy_notices/search.py",)),
    ("the portal: pages", ("/privacy_notices/", "/babel/", "/markdown_it/", "/mdurl/")),
    ("templates of the portal and of Material", ("/jinja2/", ".html", "<template>", "/markupsafe/")),
    ("the host: MkDocs, Markdown, Material", ("/mkdocs/", "/markdown/", "/material/", "/pymdownx/")),
    ("start of the program", ("importlib", "/re/", "<frozen", "/inspect.py", "/typing.py", "/dataclasses.py")),
)
"""Where the time of a build goes, by where the code lies; the first that fits counts."""


def profile(portal: Path, folder: Path) -> Mapping[str, float]:
    """Shares of a build's own time, of 1. What Python does in C counts for whoever called it."""
    shutil.rmtree(portal / ".cache", ignore_errors=True)
    stats = folder / "profile"
    command = (sys.executable, str(Path(__file__)), "--profile-to", str(stats))
    if run(command, portal) is None:
        return {}
    shares: dict[str, float] = {}
    for (file, _, _), (_, _, own, _, callers) in pstats.Stats(str(stats)).stats.items():  # type: ignore[attr-defined]
        if file == "~" and callers:
            for (caller, _, _), (_, _, of_caller, _) in callers.items():
                shares[_part(caller)] = shares.get(_part(caller), 0.0) + of_caller
        else:
            shares[_part(file)] = shares.get(_part(file), 0.0) + own
    whole = sum(shares.values())
    return {part: seconds / whole for part, seconds in sorted(shares.items(), key=lambda item: -item[1])}


def _part(file: str) -> str:
    return next((part for part, where in PARTS if any(piece in file for piece in where)), "everything else")


def build_profiled(stats: Path) -> None:
    """`mkdocs build` in this process, its profile written to `stats`. Processor time, not that of the clock."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    profiler = cProfile.Profile(time.process_time)
    profiler.enable()
    build(load_config("mkdocs.yml", site_dir=str(stats.with_name("profiled"))))
    profiler.disable()
    profiler.dump_stats(stats)


def machine() -> str:
    """Processor, number of processors, system, Python."""
    model = platform.processor()
    with contextlib.suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), model)
    return f"{model}, {os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}"


def versions() -> Iterator[str]:
    for name in PACKAGES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            yield f"{name} {importlib.metadata.version(name)}"


def chart(found: Sequence[Measured]) -> Iterator[str]:
    """Seconds by number of notices, drawn with letters: each step of the bar is a doubling."""
    least = min(
        seconds for one in found for name in ("cold", "floor", "i18n") if (seconds := one.median(name, one.clock))
    )
    for name in ("cold", "floor", "i18n", "zensical"):
        if any(one.runs.get(name) for one in found):
            slope = exponent(found, name)
            yield f"{ROWS[name]}" + (f" (exponent {slope:.2f})" if slope is not None else "")
            for one in found:
                if seconds := one.median(name, one.clock):
                    yield f"  {one.number:>6} {'#' * (1 + max(0, round(4 * math.log2(seconds / least))))} {seconds:.2f} s"


def page(found: Sequence[Measured], shares: Mapping[str, float], repeat: int) -> str:
    """The page of the handbook."""
    missed = [bound.says for bound, value in verdicts(found) if value is not None and not bound.holds(value)]
    largest = found[-1].number
    times = "once" if repeat == 1 else f"{repeat} times, medians"
    return "\n".join((
        "# Speed", "",
        "Written by `python benchmarks/run.py`; every figure is what that run measured. Each is of a whole process,",
        f"started anew, the programs taking turns ({times}; the preview is the median of {max(2, repeat * 2)} saves).",
        "The portals are made by `benchmarks/portals.py`: the sample's notices in three languages, no two texts alike,",
        "shared controllers and recipients, every tenth notice with outdated translations.", "",
        f"- Machine: {machine()}. Load when the run began: {LOAD}; other work on the machine makes times longer.",
        "- Programs are compared by " + (
            "the time on the clock." if found[-1].clock == "seconds"
            else "processor time, because other work shared the machine; the preview by the time on the clock."
        ),
        f"- Versions: {', '.join(versions())}.",
        *(f"- {name} was not installed and is left out." for name in ("mkdocs-static-i18n", "zensical") if not has(name.replace("mkdocs-static", "mkdocs_static").replace("-", "_"))),
        f"- The floor is what MkDocs and Material need for the same text as {found[-1].pages} Markdown files.", "",
        "## Bounds", "",
        f"Judged at {largest} notices, the largest portal of this run" + (
            "." if largest >= 1000 else "; they are meant for 1,000 notices and more, so this run does not prove them."
        ), "",
        *verdict_table(found), "",
        f"Not kept: {'; '.join(missed)}." if missed else "All that was measured is kept.", "",
        "## Measurements", "", *table(found), "",
        "## Growth", "",
        "A bar grows by four signs where the time doubles. The exponent is fitted through all sizes: 1 means that twice",
        "as many notices take twice as long; below 1 the start of the program weighs more than the pages.", "",
        "```text", *chart(found), "```", "",
        "## Where the time of a first build goes", "",
        f"Processor time of a build with {largest} notices under a profiler, which makes small functions look dearer.", "",
        "| Part | Share |", "| --- | ---: |", *(f"| {part} | {share:.0%} |" for part, share in shares.items() if share >= 0.005), "",
    ))  # fmt: skip


LOAD: Final = f"{os.getloadavg()[0]:.1f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 300, 1000, 3000], help="notices")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument(
        "--by",
        choices=["seconds", "processor"],
        default="seconds",
        help="what programs are compared by; `processor` on a machine with other work",
    )
    parser.add_argument("--quick", action="store_true", help="10, 30 and 100 notices, once, and no page written")
    parser.add_argument("--folder", type=Path, help="where portals are written; a temporary folder when not given")
    parser.add_argument("--page", type=Path, default=HANDBOOK)
    parser.add_argument("--profile-to", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.profile_to:
        build_profiled(arguments.profile_to)
        return 0
    sizes, repeat = ([10, 30, 100], 1) if arguments.quick else (sorted(arguments.sizes), arguments.repeat)
    for name in ("mkdocs_static_i18n", "zensical"):
        if not has(name):
            print(f"{name} is not installed and is left out", file=sys.stderr)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        found = [measure(number, repeat, arguments.by, folder) for number in sizes]
        shares = profile(folder / "portal", folder)
    print("\n".join((*table(found), "", *verdict_table(found))))
    if not arguments.quick:
        arguments.page.write_text(page(found, shares, repeat), encoding="utf-8")
    return int(any(value is not None and not bound.holds(value) for bound, value in verdicts(found)))


if __name__ == "__main__":
    sys.exit(main())
