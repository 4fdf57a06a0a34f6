"""What was measured, the file it is kept in, and the bounds it is judged by."""

from __future__ import annotations

import dataclasses
import json
import math
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, TypeAlias

Clock: TypeAlias = Literal["seconds", "processor"]
"""What programs are compared by: the time that passes, or the processors' own work."""

ROWS: Final[Mapping[str, str]] = {
    "cold": "this plugin, first build",
    "again": "this plugin, second build, nothing changed",
    "one": "this plugin, second build, one notice changed",
    "floor": "MkDocs and Material alone, empty menu",
    "i18n": "mkdocs-static-i18n, the same Markdown",
    "i18n-lean": "mkdocs-static-i18n with an empty menu",
    "zensical": "Zensical, the same Markdown",
    "check": "`privacy-notices check`, nothing kept",
    "check-again": "`privacy-notices check` after a build",
    "status": "`privacy-notices translations status`",
    "preview": "preview: one words file saved, until the browser has it",
}
"""What is measured, in the order of the tables."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process."""

    seconds: float
    processor: float
    """Seconds of the processors' own work."""
    peak: int
    """Most memory, in kilobytes."""
    size: int = 0
    """Bytes written."""
    files: int = 0

    def by(self, clock: Clock) -> float:
        return self.seconds if clock == "seconds" else self.processor


@dataclass(frozen=True, slots=True)
class Saves:
    """Memory of a preview over many saves, in kilobytes."""

    number: int
    early: int
    """After the twentieth save, when everything has been loaded and made once."""
    late: int
    """After the last."""

    @property
    def growth(self) -> float:
        return self.late / self.early


@dataclass(frozen=True, slots=True)
class Split:
    """One portal as a whole and in parts."""

    whole: Run
    parts: dict[str, Run]
    last: Run
    """The build that puts the site together."""
    differing: int
    """Files in which the site put together differs from the whole."""

    def slowest(self, clock: Clock) -> str:
        return max(self.parts, key=lambda name: self.parts[name].by(clock))

    def extra(self, clock: Clock) -> float:
        """Seconds that the slowest part needs beyond an equal share of the whole."""
        slowest = self.parts[self.slowest(clock)]
        return max(0.0, slowest.by(clock) - self.whole.by(clock) / len(self.parts))


@dataclass(slots=True)
class Measured:
    """What one portal gave."""

    number: int
    """Notices."""
    day: str
    """ISO 8601."""
    load: float
    """Processes that wanted a processor when the measurement began, mean of a minute."""
    machine: str
    versions: tuple[str, ...]
    pages: int = 0
    runs: dict[str, list[Run]] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    """Why a program has no figure here, by its row."""
    is_complete: bool = False
    """All programs had their turns."""
    differing: int = 0
    """Files that differ between a first and a second build, over all turns."""
    largest_notice: int = 0
    """Bytes of the largest page of a notice."""
    largest_list: int = 0
    """Bytes of the largest page of all."""
    saves: Saves | None = None
    split: Split | None = None
    shares: dict[str, dict[str, float]] = field(default_factory=dict)
    """Seconds of processor time by part of the program (`shares.PARTS`), of the builds `cold` and `again`."""

    def median(self, name: str, what: str) -> float | None:
        """The median of a field of `Run`; None where there is no run."""
        runs = self.runs.get(name)
        return statistics.median(getattr(run, what) for run in runs) if runs else None

    def ratio(self, one: str, other: str, what: str) -> float | None:
        ours, theirs = self.median(one, what), self.median(other, what)
        return None if ours is None or not theirs else ours / theirs

    def spent(self, name: str) -> float:
        """Seconds that the runs of a program took together."""
        return sum(run.seconds for run in self.runs.get(name, ()))


class Results:
    """Portals by size, kept in a file after every step when there is one."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        found = json.loads(file.read_text(encoding="utf-8")) if file and file.exists() else []
        self._by_number = {one["number"]: _measured(one) for one in found}

    def get(self, number: int) -> Measured | None:
        return self._by_number.get(number)

    def keep(self, measured: Measured) -> None:
        self._by_number[measured.number] = measured
        if self._file:
            text = json.dumps([dataclasses.asdict(one) for one in self.all()], indent=1)
            # Beside it first: a run that is interrupted while it writes loses nothing.
            beside = self._file.with_name(f"{self._file.name}.new")
            beside.write_text(f"{text}\n", encoding="utf-8")
            beside.replace(self._file)

    def all(self) -> Sequence[Measured]:
        """From the smallest portal to the largest."""
        return [self._by_number[number] for number in sorted(self._by_number)]


def _measured(found: dict[str, object]) -> Measured:
    one = Measured(**found)  # type: ignore[arg-type]
    one.versions = tuple(one.versions)
    one.runs = {name: [_run(run) for run in runs] for name, runs in one.runs.items()}
    if isinstance(found["saves"], dict):
        one.saves = Saves(**found["saves"])
    if isinstance(split := found["split"], dict):
        parts = {name: _run(run) for name, run in split["parts"].items()}
        one.split = Split(_run(split["whole"]), parts, _run(split["last"]), split["differing"])
    return one


def _run(found: object) -> Run:
    assert isinstance(found, dict)
    return Run(**found)


def at_most(numbers: Iterable[int], limit: int) -> int:
    """The largest of these sizes that does not pass the limit; the smallest of all when each does."""
    sizes = sorted(numbers)
    return max((size for size in sizes if size <= limit), default=sizes[0])


def at_least(numbers: Iterable[int], limit: int) -> int:
    """The smallest of these sizes that reaches the limit; the largest of all when none does."""
    sizes = sorted(numbers)
    return min((size for size in sizes if size >= limit), default=sizes[-1])


def exponent(found: Iterable[Measured], name: str, clock: Clock, start: int = 300) -> float | None:
    """How time grows with the number of notices, from `start` on: the slope of a line through the logarithms.

    Before 300 notices the start of a program hides the growth.
    """
    points = [
        (math.log(one.number), math.log(seconds))
        for one in found
        if one.number >= start and (seconds := one.median(name, clock))
    ]
    return statistics.linear_regression(*zip(*points, strict=True)).slope if len(points) > 1 else None


# --- bounds ------------------------------------------------------------------------------------------------------------

Value: TypeAlias = tuple[float, str]
"""What was measured, and of how many notices."""
Find: TypeAlias = Callable[[Sequence[Measured], Clock], Value | None]
"""None when the measurements cannot tell."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What is promised."""

    says: str
    find: Find
    limit: float
    is_least: bool = False

    def holds(self, value: float) -> bool:
        return value >= self.limit if self.is_least else value <= self.limit


def _largest(what: Callable[[Measured, Clock], float | None]) -> Find:
    """Of the largest portal that can tell."""

    def find(found: Sequence[Measured], clock: Clock) -> Value | None:
        values = ((what(one, clock), one.number) for one in reversed(found))
        return next(((value, f"{number:,}") for value, number in values if value is not None), None)

    return find


def _ratio(one: str, other: str, what: str = "") -> Find:
    return _largest(lambda measured, clock: measured.ratio(one, other, what or clock))


def _at_a_thousand(what: Callable[[Measured, Clock], float | None]) -> Find:
    def find(found: Sequence[Measured], clock: Clock) -> Value | None:
        able = {one.number: value for one in found if (value := what(one, clock)) is not None}
        return (able[number], f"{number:,}") if able and (number := at_least(able, 1000)) else None

    return find


def _growth(found: Sequence[Measured], clock: Clock) -> Value | None:
    sizes = [one.number for one in found if one.number >= 300]
    slope = exponent(found, "cold", clock)
    return None if slope is None else (slope, f"{sizes[0]:,} to {sizes[-1]:,}")


def _differing(found: Sequence[Measured], _: Clock) -> Value | None:
    told = [one for one in found if one.runs.get("again")]
    return (sum(one.differing for one in told), "all") if told else None


BOUNDS: Final = (
    Bound("first build / host's floor, time", _ratio("cold", "floor"), 0.6),
    Bound("mkdocs-static-i18n / first build, time", _ratio("i18n", "cold"), 10, is_least=True),
    Bound("first build / mkdocs-static-i18n, bytes", _ratio("cold", "i18n", "size"), 1 / 6),
    Bound("first build / host's floor, peak memory", _ratio("cold", "floor", "peak"), 1.5),
    Bound("growth of the first build, exponent", _growth, 1.1),
    Bound("nothing changed / first build, time", _ratio("again", "cold"), 0.25),
    Bound("one notice changed / first build, time", _ratio("one", "cold"), 0.25),
    Bound("files that differ between a first and a second build", _differing, 0),
    Bound("check, nothing kept / first build, time", _ratio("check", "cold"), 0.25),
    Bound("check after a build / first build, time", _ratio("check-again", "cold"), 0.25),
    Bound("translations status / first build, time", _ratio("status", "cold"), 0.25),
    Bound("one save in the preview, seconds", _at_a_thousand(lambda one, _: one.median("preview", "seconds")), 1),
    Bound("one save / first build, time", _at_a_thousand(lambda one, _: one.ratio("preview", "cold", "seconds")), 0.1),
    Bound(
        "memory of the preview after many saves / after 20",
        _largest(lambda one, _: one.saves.growth if one.saves else None),
        1.05,
    ),
    Bound(
        "files that differ between the whole and what parts were put together to",
        _largest(lambda one, _: one.split.differing if one.split else None),
        0,
    ),
    Bound("largest page of a notice, kB", _largest(lambda one, _: one.largest_notice / 1000 or None), 60),
    Bound("largest page, kB", _largest(lambda one, _: one.largest_list / 1000 or None), 200),
)


def verdicts(found: Sequence[Measured], clock: Clock) -> Iterator[tuple[Bound, Value | None]]:
    for bound in BOUNDS:
        yield bound, bound.find(found, clock)


def missed(found: Sequence[Measured], clock: Clock) -> list[str]:
    return [bound.says for bound, value in verdicts(found, clock) if value and not bound.holds(value[0])]
