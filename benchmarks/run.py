"""Measure the portal beside the host alone, mkdocs-static-i18n and Zensical, and write `docs/handbook/performance.md`.

Every figure is of a whole process, started anew: start-up, reading and writing included. Programs that are not
installed are left out with a line. Exits with 1 where a bound of `results.BOUNDS` is missed.

    python benchmarks/run.py --sizes 10 100 300 1000 3000 --results results.json

A run that was interrupted goes on where it stopped when it is given the same file of results.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import hashlib
import importlib.metadata
import importlib.util
import json
import math
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

import yaml

from page import IMAGE, page, plot, table, verdict_table
from results import ROWS, Measured, Results, Run, Saves, Split, at_most, missed

HERE: Final = Path(__file__).parent
HANDBOOK: Final = HERE.parent / "docs" / "handbook" / "performance.md"
CHANGED: Final = Path("notices/notice-00001/fi.yml")
"""The words file that is changed between builds and in the preview."""
_KIND_NOTICE: Final = b'class="pn-kind-notice"'
PACKAGES: Final = ("mkdocs-privacy-notices", "mkdocs", "mkdocs-material", "mkdocs-static-i18n", "zensical", "pydantic")
OTHERS: Final = {"i18n": "mkdocs_static_i18n", "i18n-lean": "mkdocs_static_i18n", "zensical": "zensical"}
"""Modules without which a row cannot be measured."""
LARGEST: Final = {"i18n-lean": 100}
"""Notices up to which a row is measured."""
MKDOCS: Final = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "{site}", "--config-file")
ZENSICAL: Final = (sys.executable, "-m", "zensical", "build", "--config-file", "zensical.yml")
OURS: Final = (sys.executable, "-c", "from privacy_notices.cli.main import run; run()")
ADDRESS: Final = "https://portal.example/"
TIME_LIMIT: Final = 900
"""Seconds after which a process is ended and has no figure."""
DAY: Final = "1790812800"
"""1 October 2026: every notice of the sample is in force, and none is due to be reviewed."""
MEMORY: Final = Path("/dev/shm")
"""Where Linux keeps files in memory."""
ROOM: Final = 8_000_000_000
"""Bytes that the sites of the largest portals need."""
SAVES: Final = 10
"""Saves in a preview of which the median is taken."""


# --- processes ---------------------------------------------------------------------------------------------------------


def run(command: Sequence[str], folder: Path, site: Path | None = None, allowed: tuple[int, ...] = (0,)) -> Run | str:
    """Run a command in `folder`; why there is no figure when it fails or takes too long."""
    filled = [part.replace("{site}", str(site)) for part in command]
    with tempfile.TemporaryFile() as said:
        begin = time.perf_counter()
        process = subprocess.Popen(filled, cwd=folder, env=_environment(), stdout=said, stderr=said)
        # `wait4` gives the peak memory of this very process and of what it waited for.
        pid, is_late = 0, False
        while not pid:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if not pid and time.perf_counter() - begin > TIME_LIMIT:
                is_late = True
                process.kill()
                pid, status, usage = os.wait4(process.pid, 0)
            elif not pid:
                time.sleep(0.002)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if is_late:
            return f"was ended after {TIME_LIMIT} s"
        if process.returncode not in allowed:
            said.seek(0)
            print(f"failed: {' '.join(filled)}\n{said.read().decode(errors='replace')[-1500:]}", file=sys.stderr)
            return f"ended with {process.returncode}"
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()] if site else []
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, sum(sizes), len(sizes))


def _must(found: Run | str) -> Run:
    if isinstance(found, str):
        raise RuntimeError(found)
    return found


def _environment() -> dict[str, str]:
    # As people have it: modules that were compiled once stay so.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "SOURCE_DATE_EPOCH": DAY, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}


def digests(site: Path) -> dict[str, str]:
    """Name and digest of every file of a site."""
    found = {}
    for path in site.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                found[path.relative_to(site).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def differing(one: dict[str, str], other: dict[str, str]) -> int:
    """In how many files two sites differ; one that only one of them has counts."""
    return len({name for name, _ in one.items() ^ other.items()})


# --- preview -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Preview:
    """A running `mkdocs serve`, and the one page that is looked at."""

    server: subprocess.Popen[bytes]
    path: Path
    address: str
    _words: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._words = yaml.safe_load(self.path.read_bytes())
        self.address += f"fi/{self._words['slug']}/"
        self.wait_for("<html")

    def save(self, turn: int) -> float:
        """Seconds from saving the words file until the page with the new text is served."""
        marker = f"Tallennus numero {turn}."
        text = yaml.safe_dump({**self._words, "summary": f"{self._words['summary']} {marker}"}, allow_unicode=True)
        begin = time.perf_counter()
        self.path.write_text(text, encoding="utf-8")
        self.wait_for(marker)
        return time.perf_counter() - begin

    def wait_for(self, text: str) -> None:
        deadline = time.perf_counter() + TIME_LIMIT
        while time.perf_counter() < deadline and self.server.poll() is None:
            with contextlib.suppress(OSError), urllib.request.urlopen(self.address, timeout=TIME_LIMIT) as answer:
                if text in answer.read().decode(errors="replace"):
                    return
            time.sleep(0.01)
        raise RuntimeError(f"`{text}` did not come up at {self.address}")

    def memory(self) -> int:
        """Kilobytes that the server holds."""
        lines = Path(f"/proc/{self.server.pid}/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


@contextlib.contextmanager
def preview(portal: Path) -> Iterator[Preview]:
    """A preview as an author starts it. The words file is as it was in the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    path = portal / CHANGED
    before = path.read_bytes()
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", place]
    with tempfile.TemporaryFile() as said:
        server = subprocess.Popen(command, cwd=portal, env=_environment(), stdout=said, stderr=said)
        try:
            yield Preview(server, path, f"http://{place}/")
        finally:
            server.terminate()
            server.wait()
            path.write_bytes(before)


def saves(portal: Path) -> Iterator[Run]:
    with preview(portal) as shown:
        for turn in range(SAVES):
            # MkDocs looks at the files twice a second; the next save shall meet it at rest.
            time.sleep(1)
            yield Run(shown.save(turn), 0, 0)


def memory_over(portal: Path, number: int) -> Saves:
    """Save so many times, each as soon as the one before is shown."""
    early = late = 0
    with preview(portal) as shown:
        for turn in range(1, number + 1):
            shown.save(turn)
            if turn == min(20, number):
                early = shown.memory()
        late = shown.memory()
    return Saves(number, early, late)


# --- measuring ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bench:
    """One portal, the same pages as Markdown, and what is measured of them."""

    folder: Path
    measured: Measured
    keep: Callable[[Measured], None]
    """Called after every step."""

    @property
    def portal(self) -> Path:
        return self.folder / "portal"

    @property
    def floor(self) -> Path:
        return self.folder / "floor"

    def write(self) -> None:
        # In a process of its own: a process that is started from a large one counts its parent's memory as its own.
        command = [sys.executable, str(HERE / "portals.py"), str(self.measured.number), str(self.portal)]
        subprocess.run([*command, "--markdown", str(self.floor)], check=True, env=_environment())
        self.measured.pages = sum(1 for _ in (self.floor / "docs").rglob("*.md"))

    def note(
        self, name: str, command: Sequence[str], where: Path, site: Path | None = None, allowed: tuple[int, ...] = (0,)
    ) -> None:
        found = run(command, where, site, allowed)
        if isinstance(found, Run):
            self.measured.runs.setdefault(name, []).append(found)
        else:
            self.measured.left_out[name] = found
        self.say(name, f"{found.seconds:8.2f} s" if isinstance(found, Run) else found)

    def say(self, name: str, what: str) -> None:
        print(f"{self.measured.number:>6} {name:10} {what}", file=sys.stderr, flush=True)

    # What takes turns. Each begins without anything of the turn before.

    def ours(self) -> None:
        """A first build and two second ones, all of which must give the same site: `one` changes only a comment."""
        site, command = self.folder / "site", (*MKDOCS, "mkdocs.yml")
        for old in (site, self.portal / ".cache"):
            shutil.rmtree(old, ignore_errors=True)
        self.note("cold", command, self.portal, site)
        first = digests(site)
        pages = {path: path.stat().st_size for path in site.rglob("*.html")}
        # site/<language>/<notice>/index.html
        # Lists stand beside notices; what a page is, it says itself.
        notices = (size for path, size in pages.items() if _KIND_NOTICE in path.read_bytes())
        self.measured.largest_notice = max(notices, default=0)
        self.measured.largest_list = max(pages.values(), default=0)
        self.note("again", command, self.portal, site)
        self.measured.differing += differing(first, digests(site))
        words = self.portal / CHANGED
        before = words.read_bytes()
        words.write_bytes(before + b"\n# Read once more.\n")
        self.note("one", command, self.portal, site)
        self.measured.differing += differing(first, digests(site))
        words.write_bytes(before)

    def host(self, name: str, config: str) -> None:
        site = self.folder / "other"
        shutil.rmtree(site, ignore_errors=True)
        self.note(name, (*MKDOCS, config), self.floor, site)
        shutil.rmtree(site, ignore_errors=True)

    def zensical(self) -> None:
        site = self.floor / "site"
        for old in (site, self.floor / ".cache"):
            shutil.rmtree(old, ignore_errors=True)
        self.note("zensical", ZENSICAL, self.floor, site)
        shutil.rmtree(site, ignore_errors=True)

    def programs(self, repeat: int, budget: float) -> None:
        """Every program so many times, or as often as it begins within its budget of seconds; they take turns."""
        turns: dict[str, Callable[[], None]] = {
            "cold": self.ours,
            "floor": lambda: self.host("floor", "mkdocs.yml"),
            "i18n": lambda: self.host("i18n", "i18n.yml"),
            "i18n-lean": lambda: self.host("i18n-lean", "i18n-lean.yml"),
            "zensical": self.zensical,
            "check": lambda: self.note("check", (*OURS, "check", "--no-cache"), self.portal, None, (0, 1)),
            "check-again": lambda: self.note("check-again", (*OURS, "check"), self.portal, None, (0, 1)),
            "status": lambda: self.note("status", (*OURS, "translations", "status"), self.portal, None, (0, 1)),
        }
        one = self.measured
        for _ in range(repeat):
            for name, turn in turns.items():
                done = len(one.runs.get(name, ()))
                is_asked = has(name) and one.number <= LARGEST.get(name, one.number) and name not in one.left_out
                if is_asked and (not done or (done < repeat and one.spent(name) < budget)):
                    turn()
                    self.keep(one)
        one.runs["preview"] = list(saves(self.portal))
        self.say("preview", f"{one.median('preview', 'seconds'):8.2f} s")
        one.is_complete = True
        self.keep(one)

    def memory(self, number: int) -> None:
        self.measured.saves = memory_over(self.portal, number)
        self.say("memory", f"{self.measured.saves.early} kB, after {number} saves {self.measured.saves.late} kB")
        self.keep(self.measured)

    def split(self) -> None:
        """The whole without a cache, each part with one of its own, and the site put together from those."""
        place = self.folder / "parts"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()

        def build(to: str, *options: str) -> Run:
            command = (*OURS, "build", "--to", str(place / to), "--site-url", ADDRESS, *options)
            found = _must(run(command, self.portal, place / to))
            self.say("parts", f"{found.seconds:8.2f} s {to}")
            return found

        whole = build("whole", "--no-cache")
        listed = subprocess.run([*OURS, "parts"], cwd=self.portal, check=True, env=_environment(), capture_output=True)
        options = {each["part"]: each["options"].split() for each in json.loads(listed.stdout)["include"]}
        parts = {name: build(name, "--cache-dir", str(place / f"kept-{name}"), *of) for name, of in options.items()}
        kept = [option for name in options for option in ("--cache-from", str(place / f"kept-{name}"))]
        last = build("together", "--cache-dir", str(place / "kept"), *kept)
        different = differing(digests(place / "whole"), digests(place / "together"))
        self.measured.split = Split(whole, parts, last, different)
        shutil.rmtree(place)
        self.keep(self.measured)

    def shares(self) -> None:
        """Where the time of a first and of a second build goes."""
        site, told = self.folder / "site", self.folder / "shares.json"
        shutil.rmtree(self.portal / ".cache", ignore_errors=True)
        for name in ("cold", "again"):
            command = (sys.executable, str(HERE / "shares.py"), str(told), "mkdocs.yml", str(site))
            _must(run(command, self.portal))
            self.measured.shares[name] = json.loads(told.read_text(encoding="utf-8"))
        self.keep(self.measured)


def has(name: str) -> bool:
    """Whether what a row needs is installed."""
    return name not in OTHERS or importlib.util.find_spec(OTHERS[name]) is not None


def foresee(one: Measured, smaller: Sequence[Measured]) -> None:
    """Leave out programs that would pass the limit: they were too slow for a smaller portal, or would be for this one."""
    for name in OTHERS:
        told = [other for other in smaller if name in other.runs or name in other.left_out]
        if not told or name in one.runs or one.number > LARGEST.get(name, one.number):
            continue
        last, seconds = told[-1], told[-1].median(name, "seconds")
        likely = (seconds or 0.0) * (one.number / last.number) ** 1.5
        if name in last.left_out:
            one.left_out[name] = f"left out at {last.number:,} already"
        elif likely > TIME_LIMIT:
            one.left_out[name] = f"took {seconds:.0f} s with {last.number:,}, so it would pass {TIME_LIMIT} s"


def without_disk() -> Path:
    """Where files are written without a disk, whose speed is not that of the programs; a temporary folder otherwise."""
    has_room = file_system(MEMORY) == "tmpfs" and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if has_room else Path(tempfile.gettempdir())


def file_system(folder: Path) -> str:
    """The kind of file system that a folder is in; empty where the system does not tell."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return ""
    around = [(Path(where), kind) for _, where, kind, *_ in mounts if folder.is_relative_to(where)]
    return max(around, key=lambda mount: len(mount[0].parts), default=(Path(), ""))[1]


def begun(number: int, folder: Path) -> Measured:
    model = platform.processor()
    with contextlib.suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), model)
    machine = f"{model}, {os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}"
    if kind := file_system(folder):
        machine += f", files in {'memory (tmpfs)' if kind == 'tmpfs' else kind}"
    versions = []
    for name in PACKAGES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            versions.append(f"{name} {importlib.metadata.version(name)}")
    one = Measured(number, datetime.date.today().isoformat(), os.getloadavg()[0], machine, tuple(versions))
    one.left_out = {name: "it is not installed" for name in OTHERS if not has(name)}
    return one


def measure(
    sizes: Sequence[int],
    results: Results,
    folder: Path,
    repeat: int,
    budget: float,
    saved: int,
    only: Sequence[str] = tuple(ROWS),
) -> None:
    """What the results lack: programs for each size, memory at 100, parts and shares at 1,000 or the next smaller."""
    numbers = {*sizes, *(one.number for one in results.all())}
    for number in sizes:
        one = results.get(number) or begun(number, folder)
        bench = Bench(folder, one, results.keep)
        steps: list[Callable[[], None]] = []
        if not one.is_complete:
            foresee(one, [other for other in results.all() if other.number < number])
            one.left_out |= {name: "it was not asked for" for name in ROWS if name not in only}
            steps.append(partial(bench.programs, repeat, budget))
        if saved and not one.saves and number == at_most(numbers, 100) and Path("/proc/self/status").exists():
            steps.append(partial(bench.memory, saved))
        if number == at_most(numbers, 1000):
            steps += [] if one.split else [bench.split]
            steps += [] if one.shares.keys() >= {"cold", "again"} else [bench.shares]
        if steps:
            bench.write()
        for step in steps:
            step()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 300, 1000, 3000], help="notices")
    parser.add_argument("--repeat", type=int, default=5, help="runs of each program")
    parser.add_argument(
        "--only", nargs="+", default=list(ROWS), choices=ROWS, metavar="ROW", help="rows to measure: " + ", ".join(ROWS)
    )
    parser.add_argument(
        "--budget",
        type=float,
        default=math.inf,
        help="seconds after which a program is not run again; no limit when left out, which takes some hours",
    )
    parser.add_argument("--saves", type=int, default=200, help="saves over which memory is watched; 0: not at all")
    parser.add_argument(
        "--by",
        choices=["seconds", "processor"],
        default="seconds",
        help="what programs are compared by; `processor` on a machine with other work",
    )
    parser.add_argument("--quick", action="store_true", help="10, 30 and 100 notices, once, and no page written")
    parser.add_argument(
        "--folder",
        type=Path,
        help="where portals are written; a temporary folder, in memory where there is room, when not given",
    )
    parser.add_argument("--results", type=Path, help="JSON in which sizes are kept; those in it are not measured again")
    parser.add_argument("--only-page", action="store_true", help="write the page from the results, measure nothing")
    parser.add_argument("--page", type=Path, default=HANDBOOK)
    arguments = parser.parse_args()
    results = Results(arguments.results)
    if arguments.only_page and not results.all():
        parser.error("--only-page needs --results with a file that has some")
    if not arguments.only_page:
        sizes, repeat = ([10, 30, 100], 1) if arguments.quick else (sorted(arguments.sizes), arguments.repeat)
        with tempfile.TemporaryDirectory(dir=without_disk()) as temporary:
            folder = (arguments.folder or Path(temporary)).absolute()
            measure(sizes, results, folder, repeat, arguments.budget, arguments.saves, arguments.only)
    found, clock = results.all(), arguments.by
    print("\n".join((*table(found, clock), "", *verdict_table(found, clock))))
    if not arguments.quick:
        image = arguments.page.parent / IMAGE
        image.parent.mkdir(parents=True, exist_ok=True)
        image.write_text(plot(found, clock), encoding="utf-8")
        arguments.page.write_text(page(found, clock), encoding="utf-8")
    return int(bool(missed(found, clock)))


if __name__ == "__main__":
    sys.exit(main())
