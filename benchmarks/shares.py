"""Where the processor time of `mkdocs build` goes: what runs is looked at 500 times a second, and costs nothing else.

python benchmarks/shares.py shares.json mkdocs.yml site
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Final, Literal

INTERVAL: Final = 0.002
"""Seconds of processor time between two looks."""


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of work."""

    name: str
    whose: Literal["Python", "host", "ours"]
    why: str
    """Why it cannot go."""
    files: tuple[str, ...]
    """Pieces of paths of the code that does it."""


START: Final = Part(
    "start: loading code",
    "Python",
    "Every process loads MkDocs, Material, Pydantic and the plugin anew; it does not grow with the portal.",
    ("<frozen importlib",),
)
REST: Final = Part(
    "everything else", "Python", "Ending the process, giving memory back, moments between the others.", ()
)
PARTS: Final = (
    Part(
        "files of the theme and the site",
        "host",
        "MkDocs lists every file of the theme, more than 10,000 icons among them, empties the folder of the site and copies everything again.",
        ("/mkdocs/structure/files.py", "/mkdocs/utils/__init__.py", "/mkdocs/theme.py"),
    ),
    Part(
        "settings, menu, events",
        "host",
        "MkDocs reads its settings and asks every plugin at every step.",
        ("/mkdocs/", "/material/", "/markdown/", "/pymdownx/", "/ghp_import"),
    ),
    Part(
        "finding what has changed",
        "ours",
        "Every source file is read and hashed, because changes are found by content; every result has a seal that is checked before it is trusted.",
        (
            "/privacy_notices/incremental/",
            "/privacy_notices/portal/reading.py",
            "/privacy_notices/portal/assembly.py",
        ),
    ),
    Part(
        "reading YAML",
        "ours",
        "Every word must be known with its place, so that a fault is told with line and column. A file read before is taken from the cache.",
        ("/privacy_notices/load/", "/yaml/"),
    ),
    Part(
        "schema and model",
        "ours",
        "Pages, addresses and checks need all notices as values, also those whose pages are in the cache.",
        ("/privacy_notices/schema/", "/privacy_notices/model/", "/privacy_notices/vocabulary/", "/pydantic"),
    ),
    Part(
        "checks",
        "ours",
        "Each rule looks at each notice in each language; findings of unchanged notices are in the cache.",
        (
            "/privacy_notices/check/",
            "/privacy_notices/portal/examination.py",
            "/privacy_notices/portal/findings.py",
        ),
    ),
    Part(
        "translations",
        "ours",
        "Whether a translation is older than its source is seen by comparing each text with the memory.",
        ("/privacy_notices/translations/",),
    ),
    Part(
        "search",
        "ours",
        "Each language has an index of all words on its pages; what each page adds to it is in the cache.",
        ("/privacy_notices/search/",),
    ),
    Part(
        "policy of the finished site",
        "ours",
        "The Content Security Policy is made from the files as they were written: each is read back once.",
        ("/privacy_notices/hosts/policy.py",),
    ),
    Part(
        "texts: Markdown and sentences",
        "ours",
        "Each text is parsed, freed of what could do harm, and written as HTML; pages in the cache need none of it.",
        ("/privacy_notices/markdown/", "/privacy_notices/languages/", "/markdown_it/", "/mdurl/", "/nh3/"),
    ),
    Part(
        "templates",
        "ours",
        "Each page is filled in once, every value escaped. Templates are compiled once a process.",
        (
            "/jinja2/",
            "/markupsafe/",
            "/privacy_notices/pages/theme/",
            "/privacy_notices/pages/templates/",
            "<template>",
        ),
    ),
    Part(
        "what stands on which page",
        "ours",
        "The plan of all pages and addresses; links, languages and lists depend on it, so it is made of the whole portal.",
        ("/privacy_notices/",),
    ),
)
"""The innermost frame of the stack that lies in one of these counts, for the first part that it fits."""


def part_of(frame: FrameType | None) -> Part:
    """What Python's own library and C do counts for whoever called it; what happens while code is loaded is loading."""
    found: Part | None = None
    while frame is not None:
        file = frame.f_code.co_filename.replace("\\", "/")
        if START.files[0] in file:
            return START
        if found is None:
            found = next((part for part in PARTS if any(piece in file for piece in part.files)), None)
        frame = frame.f_back
    return found or REST


def build_watched(config: str, site: str) -> dict[str, float]:
    """Seconds of processor time of `mkdocs build` in this process, by part."""
    seconds: defaultdict[str, float] = defaultdict(float)
    last = time.process_time()

    def look(_signal: int, frame: FrameType | None) -> None:
        # By the clock, not by the number of looks: while C works nobody can look.
        nonlocal last
        now = time.process_time()
        seconds[part_of(frame).name] += now - last
        last = now

    signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)
    from mkdocs.__main__ import cli

    cli(["build", "--quiet", "--config-file", config, "--site-dir", site], standalone_mode=False)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return dict(seconds)


if __name__ == "__main__":
    target, config_file, site_dir = sys.argv[1:]
    Path(target).write_text(json.dumps(build_watched(config_file, site_dir)), encoding="utf-8")
