"""`privacy-notices check`: everything that a build checks, told at the lines where it is."""

from __future__ import annotations

import datetime
import functools
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import click

from privacy_notices.check.checks import Checked, Silenced
from privacy_notices.check.explain import name_of
from privacy_notices.cli.source_folder import DEFAULT, cache_of, kept, portal_of, today_option
from privacy_notices.cli.speaking import SpokenCommand, argument, handbook_option, language_option, option, voice
from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity
from privacy_notices.incremental.cache_folder import CacheFolder
from privacy_notices.incremental.memo import Memo
from privacy_notices.pages.addresses import Site
from privacy_notices.pages.plan import plan
from privacy_notices.portal.examination import examine
from privacy_notices.portal.examination import today as day_of
from privacy_notices.portal.reading import beginning
from privacy_notices.report.as_github import to_github
from privacy_notices.report.as_json import to_json
from privacy_notices.report.as_sarif import to_sarif
from privacy_notices.report.as_text import escaped, shown, to_text

FORMATS: Final = ("text", "json", "github", "sarif")
"""How findings can be printed."""


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What was asked for at the prompt; the fields have the names of the options."""

    paths: tuple[Path, ...]
    form: str
    fail_on: str
    color: bool | None
    today: datetime.date | None
    cache: bool

    @property
    def day(self) -> datetime.date:
        """The day to go by."""
        return self.today or day_of(os.environ)

    @property
    def has_color(self) -> bool:
        """Whether to paint: on a terminal, when nothing was said."""
        return self.color if self.color is not None else sys.stdout.isatty() and not os.environ.get("NO_COLOR")


@click.command("check", cls=SpokenCommand, help="cli.check.help")
@argument("paths", "cli.metavar.path", nargs=-1, type=click.Path(path_type=Path))
@option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="cli.check.format")
@option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="cli.check.fail-on",
)
@option("--color/--no-color", "color", default=None, help="cli.check.color")
@today_option
@option("--cache/--no-cache", default=True, help="cli.check.cache")
@language_option
@handbook_option
def check(**options: Any) -> None:
    """Check the portal in the folder PATH."""
    request = CheckRequest(**options)
    found, silenced = _found(request)
    click.echo(_printed(request, found, silenced), nl=False, color=True)
    if any(item.severity >= Severity[request.fail_on.upper()] for item in found):
        raise SystemExit(1)


def _found(request: CheckRequest) -> tuple[list[Diagnostic], list[Silenced]]:
    """What concerns the paths: each portal is read whole, once."""
    roots = {path: portal_of(path) for path in request.paths or (DEFAULT,)}
    found: list[Diagnostic] = []
    silenced: list[Silenced] = []
    for root in dict.fromkeys(roots.values()):
        checked = check_folder(root, request.day, cache=request.cache)
        is_wanted = _within(path for path, owner in roots.items() if owner == root)
        found += (item for item in checked.diagnostics if is_wanted(item.mark))
        silenced += (item for item in checked.silenced if is_wanted(item.diagnostic.mark))
    return found, silenced


def _printed(request: CheckRequest, found: Sequence[Diagnostic], silenced: Sequence[Silenced]) -> str:
    speaking = voice()
    match request.form:
        case "json":
            return escaped(to_json(found, speaking))
        case "github":
            return shown(to_github(found, speaking))
        case "sarif":
            return escaped(to_sarif(found, speaking, silenced, name_of))
        case _:
            return to_text(found, speaking, source_text, silenced, color=request.has_color)


def check_folder(root: Path, day: datetime.date, *, cache: bool = False) -> Checked:
    """Everything that a build checks, of the portal whose source folder is `root`; places as seen from the current folder."""
    store = CacheFolder(cache_of(root), os.environ) if cache else None
    found = kept(examine(root, day, Memo(store)))
    if store is not None:
        store.close()
    clashes = kept(plan(found.project, Site(None, True), drafts=True))[1] if found.project else ()
    prefix = _seen_from_here(root)
    return Checked(
        tuple(sorted({_moved(item, prefix) for item in (*found.diagnostics, *clashes)})),
        tuple(replace(item, diagnostic=_moved(item.diagnostic, prefix)) for item in found.silenced),
    )


def _seen_from_here(root: Path) -> str:
    """What marks need in front of them to be a path from the current folder."""
    outside = Path(os.path.relpath(root.parent)).as_posix()
    return "" if outside == "." else f"{outside}/"


def _moved(item: Diagnostic, prefix: str) -> Diagnostic:
    return replace(item, mark=item.mark._replace(file=prefix + item.mark.file))


def _within(places: Iterable[Path]) -> Callable[[Mark], bool]:
    """Whether a mark is in one of these files or folders."""
    roots = {named for place in places for named in (Path(os.path.realpath(place)), _in_its_folder(place))}

    @functools.cache
    def is_within(file: str) -> bool:
        path = _in_its_folder(Path(file))
        return any(path == root or root in path.parents for root in roots)

    return lambda mark: is_within(mark.file)


def _in_its_folder(path: Path) -> Path:
    """Where a file is, also one that is a link: what is said of the link is not said of what it leads to."""
    return Path(os.path.realpath(path.parent), path.name)


def source_text(file: str) -> str | None:
    """The text of a file for an excerpt, with `\\n` at line ends; None where it cannot be shown."""
    try:
        return beginning(file).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except (OSError, UnicodeDecodeError):
        return None
