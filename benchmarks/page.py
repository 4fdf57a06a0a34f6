"""The page `docs/handbook/performance.md` and its plot: everything that stands there is worked out from `results`."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape

from results import ROWS, Clock, Measured, Run, Saves, Split, exponent, missed, verdicts
from shares import PARTS, REST, START

IMAGE: Final = "images/performance.svg"
"""The plot, beside the page."""
MACHINES: Final = (1, 6, 30)
PROJECTED: Final = 100_000
"""Notices of the projection to several machines."""


def page(found: Sequence[Measured], clock: Clock) -> str:
    """The page of the handbook."""
    largest = found[-1]
    split = next((one for one in reversed(found) if one.split), None)
    watched = next((one for one in reversed(found) if one.shares), None)
    saves = next((one for one in reversed(found) if one.saves), None)
    return "\n".join(
        (
            "# Speed",
            "",
            *_about(found, clock),
            "",
            "## Bounds",
            "",
            "Judged at the size that the table names: the largest that can tell, and the preview at 1,000 notices."
            + (
                ""
                if largest.number >= 1000
                else " They are meant for 1,000 notices and more, so these runs do not prove them."
            ),
            "",
            *verdict_table(found, clock),
            "",
            f"Not kept: {'; '.join(not_kept)}."
            if (not_kept := missed(found, clock))
            else "All that was measured is kept.",
            "",
            "## Growth",
            "",
            f"![Seconds over notices, both axes logarithmic: {'; '.join(_said(found, clock))}]({IMAGE})",
            "",
            "The exponent is fitted from 300 notices on, before which the start of a program hides the growth: 1 means that",
            "twice as many notices take twice as long.",
            "",
            "## Measurements",
            "",
            *table(found, clock),
            "",
            *_reasons(found),
            *(_memory(saves.saves, saves.number) if saves and saves.saves else ()),
            *(_machines(split.split, split.number, clock) if split and split.split else ()),
            *(_where(watched) if watched else ()),
        )
    )


def _about(found: Sequence[Measured], clock: Clock) -> Iterator[str]:
    yield "Written by `python benchmarks/run.py`; every figure is what it measured. Each is the median of whole processes,"
    yield "started anew, the programs taking turns; the table has their number. The portals are made by"
    yield "`benchmarks/portals.py`: the sample's notices in three languages, no two texts alike, shared controllers and"
    yield "recipients, every tenth notice with outdated translations."
    yield ""
    for machine in dict.fromkeys(one.machine for one in found):
        yield f"- Machine: {machine}."
    yield (
        "- Portals and sites lie in memory where the machine has room for them there: a disk takes time of its own for"
        " every file, whichever program writes it."
    )
    days = ", ".join(f"{one.number:,} notices on {one.day} at {one.load:.1f}" for one in found)
    yield f"- Day, and load of the machine when a size began: {days}. Other work makes times longer."
    for versions in dict.fromkeys(one.versions for one in found):
        yield f"- Versions: {', '.join(versions)}."
    yield "- Programs are compared by " + (
        "the time on the clock."
        if clock == "seconds"
        else "processor time, because other work shared the machine; the preview by the time on the clock."
    )
    yield "- The floor is what MkDocs and Material need for the same text as Markdown with an empty menu."
    yield (
        "- mkdocs-static-i18n is measured as its users have it, with the menu that it makes of the folders; the second row"
        " has an empty menu, as the floor has, to tell what the menu costs and what the plugin."
    )


# --- tables ------------------------------------------------------------------------------------------------------------


def table(found: Sequence[Measured], clock: Clock) -> Iterator[str]:
    """A line for each size and program."""
    yield "| Notices | Pages | What | Runs | Seconds | Of processor | To the floor | Peak, MB | Written, MB | Files |"
    yield "| ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for one in found:
        for name, what in ROWS.items():
            if not (runs := one.runs.get(name)):
                continue
            peak, size, files = (one.median(name, key) or 0 for key in ("peak", "size", "files"))
            cells = (
                f"{one.number:,}",
                f"{one.pages:,}",
                what,
                str(len(runs)),
                f"{one.median(name, 'seconds'):.2f}",
                _if(one.median(name, "processor"), ".2f"),
                _if(one.ratio(name, "floor", clock), ".2f"),
                _if(peak / 1000, ".0f"),
                _if(size / 1e6, ".1f"),
                _if(files, ",.0f"),
            )
            yield f"| {' | '.join(cells)} |"


def _if(value: float | None, form: str) -> str:
    return f"{value:{form}}" if value else ""


def _reasons(found: Sequence[Measured]) -> Iterator[str]:
    """Why rows are missing from the table."""
    said = [f"- {ROWS[name]}, {one.number:,} notices: {why}." for one in found for name, why in one.left_out.items()]
    if said:
        yield from ("Left out:", "", *said, "")


def verdict_table(found: Sequence[Measured], clock: Clock) -> Iterator[str]:
    yield "| Bound | Notices | Measured | Promised | |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for bound, value in verdicts(found, clock):
        kept = "not measured" if value is None else "kept" if bound.holds(value[0]) else "**missed**"
        number, at = (f"{value[0]:.2f}", value[1]) if value else ("", "")
        yield f"| {bound.says} | {at} | {number} | at {'least' if bound.is_least else 'most'} {bound.limit:.2f} | {kept} |"


# --- sections ----------------------------------------------------------------------------------------------------------


def _memory(saves: Saves, number: int) -> Iterator[str]:
    yield "## Memory of a preview\n"
    yield f"One preview of {number:,} notices held {saves.early / 1000:.1f} MB after 20 saves and"
    yield f"{saves.late / 1000:.1f} MB after {saves.number}.\n"


def _machines(split: Split, number: int, clock: Clock) -> Iterator[str]:
    count, slowest, different = len(split.parts), split.slowest(clock), split.differing or "no"
    yield "## On several machines\n"
    yield "Each language and each group of people builds on its own, and a last build puts the site together from what the"
    yield "parts have found: [the workflow for GitHub](workflows/github.yml), [for GitLab](workflows/gitlab.yml)."
    yield f"Measured with {number:,} notices and {count} parts, one after the other on one machine, without a cache from"
    yield f"before; {different} files of the site put together differ from the whole.\n"
    yield "| `privacy-notices build` | Seconds | Of processor | Peak, MB |"
    yield "| --- | ---: | ---: | ---: |"
    named = {"the whole": split.whole, f"the slowest part, `{slowest}`": split.parts[slowest]}
    for what, run in {**named, "a part, mean": _mean(split.parts.values()), "the last build": split.last}.items():
        yield f"| {what} | {run.seconds:.2f} | {run.processor:.2f} | {run.peak / 1000:.0f} |"
    yield f"\nThe slowest part takes {split.extra(clock):.2f} s more than one of {count} equal shares of the whole: it loads the"
    yield "program, reads what every part must read, and parts are not equally large. That does not shrink with the number of"
    yield f"parts, nor does the last build. So the projection to {PROJECTED:,} notices, {3 * PROJECTED:,} pages, takes every"
    yield "time as growing in proportion to the number of notices, divides the whole by the number of machines, adds for each"
    yield "part what does not shrink, and then the last build. That is rather too long, as loading the program grows along in it;"
    yield "starting machines and carrying files between them is not in it.\n"
    yield "| Machines | Each part, minutes | Last build, minutes | Together, minutes |"
    yield "| ---: | ---: | ---: | ---: |"
    for machines in MACHINES:
        part, last = projection(split, number, machines, clock)
        cells = (f"{part / 60:.1f}", f"{last / 60:.1f}" if machines > 1 else "", f"{(part + last) / 60:.1f}")
        yield f"| {machines} | {' | '.join(cells)} |"
    yield ""


def _mean(runs: Collection[Run]) -> Run:
    seconds, processor, peak = (
        sum(getattr(run, key) for run in runs) / len(runs) for key in ("seconds", "processor", "peak")
    )
    return Run(seconds, processor, round(peak))


def projection(split: Split, number: int, machines: int, clock: Clock) -> tuple[float, float]:
    """Seconds of each part and of the last build for `PROJECTED` notices; `split` was measured with `number`."""
    times = PROJECTED / number
    if machines == 1:
        return times * split.whole.by(clock), 0.0
    return times * (split.whole.by(clock) / machines + split.extra(clock)), times * split.last.by(clock)


def _where(one: Measured) -> Iterator[str]:
    builds = [one.shares.get(name, {}) for name in ("cold", "again")]
    parts = sorted((START, *PARTS, REST), key=lambda part: -sum(found.get(part.name, 0.0) for found in builds))
    yield "## Where the time goes\n"
    yield f"Seconds of processor time of `mkdocs build` with {one.number:,} notices: a first build, and a second where nothing"
    yield "has changed. What runs is looked at 500 times a second; what Python's own library does counts for whoever called it."
    yield "Only the process itself is looked at: in a first build, others read and examine the notices for it.\n"
    yield "| Part | Whose | First build | | Nothing changed | | Why it cannot go |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | --- |"
    for part in parts:
        if any(_share(found, {part.name}) >= 0.005 for found in builds):
            cells = " | ".join(_both(found, {part.name}) for found in builds)
            yield f"| {part.name} | {part.whose} | {cells} | {part.why} |"
    for whose in ("host", "ours", "Python"):
        cells = " | ".join(_both(found, {part.name for part in parts if part.whose == whose}) for found in builds)
        yield f"| **together** | **{whose}** | {cells} | |"
    yield ""


def _share(found: Mapping[str, float], names: Collection[str]) -> float:
    return sum(found.get(name, 0.0) for name in names) / (sum(found.values()) or 1.0)


def _both(found: Mapping[str, float], names: Collection[str]) -> str:
    return f"{sum(found.get(name, 0.0) for name in names):.2f} s | {_share(found, names):.0%}"


# --- plot --------------------------------------------------------------------------------------------------------------

PLOTTED: Final = {
    "i18n": ("mkdocs-static-i18n", "#a3195b", "2 3"),
    "zensical": ("Zensical", "#7a5200", "8 3 2 3"),
    "floor": ("MkDocs alone", "#3d3d3d", "8 4"),
    "cold": ("this plugin, first build", "#0b4f9e", ""),
    "again": ("this plugin, nothing changed", "#0a6b45", ""),
}
"""Label, colour (readable on white) and dashes, so that lines are told apart without colour."""
_WIDTH, _HEIGHT = 860, 480
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 550, 24, 420
"""Edges of the field of the lines; the labels stand to its right."""
_TICKS: Final = tuple(float(f"{step}e{power}") for power in range(-3, 5) for step in (1, 2, 5))
"""Seconds that may have a line across."""


def _lines(found: Sequence[Measured], clock: Clock) -> dict[str, list[tuple[int, float]]]:
    """Notices and seconds of each line that has any."""
    lines = {name: [(one.number, seconds) for one in found if (seconds := one.median(name, clock))] for name in PLOTTED}
    return {name: line for name, line in lines.items() if line}


def _said(found: Sequence[Measured], clock: Clock) -> Iterator[str]:
    for name, line in _lines(found, clock).items():
        yield f"{PLOTTED[name][0]} {line[-1][1]:.1f} s at {line[-1][0]:,} notices"


def plot(found: Sequence[Measured], clock: Clock) -> str:
    """Seconds over notices as SVG, both axes logarithmic. On white, so that it is read on a dark page as well."""
    lines = _lines(found, clock)
    times = [seconds for line in lines.values() for _, seconds in line]
    first, last = found[0].number, max(found[-1].number, found[0].number + 1)
    low, high = max(tick for tick in _TICKS if tick <= min(times)), min(tick for tick in _TICKS if tick >= max(times))

    def across(number: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * math.log(number / first) / math.log(last / first)

    def up(seconds: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * math.log(seconds / low) / math.log(high / low)

    def drawn() -> Iterator[str]:
        yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" font-family="sans-serif" font-size="14" fill="#1a1a1a" role="img" aria-labelledby="title">'
        yield f'<title id="title">{escape("; ".join(_said(found, clock)))}</title>'
        yield f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>'
        for tick in _TICKS:
            if low <= tick <= high:
                yield f'<path d="M{_LEFT} {up(tick):.1f}H{_RIGHT}" stroke="#{"e4e4e4" if math.log10(tick) % 1 else "b5b5b5"}"/>'
                yield f'<text x="{_LEFT - 8}" y="{up(tick) + 5:.1f}" text-anchor="end">{tick:,g}</text>'
        for one in found:
            x = across(one.number)
            yield f'<path d="M{x:.1f} {_TOP}V{_BOTTOM}" stroke="#e4e4e4"/>'
            yield f'<text x="{x:.1f}" y="{_BOTTOM + 20}" text-anchor="middle">{one.number:,}</text>'
        yield f'<text x="{(_LEFT + _RIGHT) / 2}" y="{_BOTTOM + 46}" text-anchor="middle">notices in three languages</text>'
        yield f'<text transform="translate(18 {(_TOP + _BOTTOM) / 2}) rotate(-90)" text-anchor="middle">{"seconds" if clock == "seconds" else "seconds of processor time"}</text>'
        places = _apart({name: up(line[-1][1]) for name, line in lines.items()})
        for name, line in lines.items():
            label, colour, dashes = PLOTTED[name]
            points = [(across(number), up(seconds)) for number, seconds in line]
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dashes or "none"}"/>'
            yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in points)
            x, y = points[-1]
            slope = exponent(found, name, clock)
            growth = "" if slope is None else f" ({slope:.2f})"
            yield f'<path d="M{x + 6:.1f} {y:.1f}L{_RIGHT + 26} {places[name]:.1f}" stroke="{colour}" stroke-width=".75"/>'
            yield f'<text x="{_RIGHT + 30}" y="{places[name] + 5:.1f}" fill="{colour}">{label}{growth}</text>'
        yield f'<text x="{_RIGHT + 30}" y="{_BOTTOM + 46}" font-size="12">in brackets: growth, exponent</text>'
        yield "</svg>\n"

    return "\n".join(drawn())


def _apart(heights: Mapping[str, float], gap: float = 20) -> dict[str, float]:
    """The heights of labels, moved down where they would lie on each other, and all up where the last leaves the field."""
    places: dict[str, float] = {}
    low = -math.inf
    for name, height in sorted(heights.items(), key=lambda item: item[1]):
        low = places[name] = max(height, low + gap)
    limit = float(_BOTTOM)
    for name, height in reversed(places.items()):
        limit = places[name] = min(height, limit)
        limit -= gap
    return places
