"""The command `privacy-notices`. Works without MkDocs; every command reads, asks the core, and prints.

Exit status: 0 nothing to complain of, 1 findings, 2 wrong usage.
"""

from __future__ import annotations

import contextlib
import datetime
import functools
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from privacy_notices import __version__
from privacy_notices.check.check import Checked, Silenced
from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity
from privacy_notices.incremental.workers import collect_rarely
from privacy_notices.languages.new_language import new_language
from privacy_notices.portal.reading import open_project

if TYPE_CHECKING:
    from privacy_notices.model.notice import Project
    from privacy_notices.portal.publication import Part

DEFAULT: Final = Path("notices")
"""The source folder when none is named."""

FORMATS: Final = ("text", "json", "github", "sarif")
KINDS: Final = ("notice", "words", "portal", "portal-words")
"""Kinds of files that have a JSON Schema."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="privacy-notices")
def main() -> None:
    """Privacy notices (GDPR Art. 13 and 14): check them, explain findings, write files for editors."""
    collect_rarely()


# --- check -----------------------------------------------------------------------------------------------------------


@main.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to print what is found.",
)
@click.option("--fail-on", type=click.Choice(["error", "warning"]), default="error", show_default=True,
              help="The mildest finding that makes the exit status 1.")  # fmt: skip
@click.option("--color/--no-color", "color", default=None, help="Colour; only on a terminal when not said.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day to go by instead of today.")
@click.option("--cache/--no-cache", default=True, help="Keep findings for the next check or build.")
def check_command(
    paths: tuple[Path, ...], form: str, fail_on: str, color: bool | None, today: datetime.datetime | None, cache: bool
) -> None:
    """Check the portal in the folder PATH (`notices` when left out).

    PATH may also be the folder or a file of a single notice: the whole portal is read, and only what concerns these
    places is shown.
    """
    from privacy_notices.check.explain import name_of
    from privacy_notices.faults import report
    from privacy_notices.portal.examination import today as day_of

    wanted = paths or (DEFAULT,)
    roots = {path: portal_of(path) for path in wanted}
    day = today.date() if today else day_of(os.environ)
    found: list[Diagnostic] = []
    silenced: list[Silenced] = []
    for root in dict.fromkeys(roots.values()):
        checked = check_folder(root, day, cache=cache)
        is_wanted = _within(path for path, owner in roots.items() if owner == root)
        found += (item for item in checked.diagnostics if is_wanted(item.mark))
        silenced += (item for item in checked.silenced if is_wanted(item.diagnostic.mark))
    match form:
        case "json":
            output = report.to_json(found)
        case "github":
            output = report.to_github(found)
        case "sarif":
            output = report.to_sarif(found, silenced, name_of)
        case _:
            has_color = color if color is not None else sys.stdout.isatty() and not os.environ.get("NO_COLOR")
            output = report.to_text(found, source_of, silenced, color=has_color)
    click.echo(output, nl=False, color=True)
    if any(item.severity >= Severity[fail_on.upper()] for item in found):
        raise SystemExit(1)


def cache_of(root: Path) -> Path:
    """The folder where builds and checks of the portal in the folder `root` keep what they have found."""
    return Path(os.path.abspath(root)).parent / ".cache" / "privacy-notices"


def check_folder(root: Path, day: datetime.date, *, cache: bool = False) -> Checked:
    """Everything that a build checks, of the portal whose source folder is `root`; places as seen from the current folder."""
    from privacy_notices.incremental.memo import Memo
    from privacy_notices.incremental.store import Folder
    from privacy_notices.pages.addresses import Site
    from privacy_notices.pages.plan import plan
    from privacy_notices.portal.examination import examine

    store = Folder(cache_of(root), os.environ) if cache else None
    found = examine(root, day, Memo(store))
    if store is not None:
        store.close()
    clashes = plan(found.project, Site(None, True), drafts=True)[1] if found.project else ()
    faults, silenced = (*found.diagnostics, *clashes), found.silenced
    prefix = _seen_from_here(root)
    return Checked(
        tuple(sorted({_moved(item, prefix) for item in faults})),
        tuple(replace(item, diagnostic=_moved(item.diagnostic, prefix)) for item in silenced),
    )


def portal_of(path: Path) -> Path:
    """The source folder that `path` is, or lies in: the nearest one with a portal.yml."""
    if not path.exists():
        raise click.UsageError(f"there is no `{path}`")
    resolved = path.resolve()
    for folder in (resolved, *resolved.parents):
        if (folder / "portal.yml").is_file():
            return folder
    raise click.UsageError(f"`{path}` is not the folder of a portal: there is no portal.yml in it or above it")


def _seen_from_here(root: Path) -> str:
    """What marks need in front of them to be a path from the current folder."""
    outside = Path(os.path.relpath(root.parent)).as_posix()
    return "" if outside == "." else f"{outside}/"


def _moved(item: Diagnostic, prefix: str) -> Diagnostic:
    return replace(item, mark=item.mark._replace(file=prefix + item.mark.file))


def _within(places: Iterable[Path]) -> Callable[[Mark], bool]:
    """Whether a mark is in one of these files or folders."""
    roots = [place.resolve() for place in places]

    @functools.cache
    def is_within(file: str) -> bool:
        path = Path(file).resolve()
        return any(path == root or root in path.parents for root in roots)

    return lambda mark: is_within(mark.file)


def source_of(file: str) -> str | None:
    """The text of a file for an excerpt, with `\\n` at line ends; None where it cannot be shown."""
    try:
        return Path(file).read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except (OSError, UnicodeDecodeError):
        return None


# --- explain ---------------------------------------------------------------------------------------------------------


@main.command()
@click.argument("code", required=False)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Write the pages of all codes into this folder, as Markdown.",
)
def explain(code: str | None, output: Path | None) -> None:
    """Print what CODE means, why it matters and what to do; without CODE, list all codes."""
    from privacy_notices.check.explain import codes, explanation, index, pages
    from privacy_notices.schema.forms import nearest

    if output is not None:
        output.mkdir(parents=True, exist_ok=True)
        for name, text in pages().items():
            (output / name).write_text(text, encoding="utf-8", newline="\n")
        click.echo(f"written: {len(pages())} pages in {output}", err=True)
        return
    if code is None:
        for known, name, severity in index():
            click.echo(f"{known}  {severity!s:<8} {name}")
        return
    page = explanation(code.upper())
    if page is None:
        near = nearest(code.upper(), codes())
        raise click.UsageError(f"there is no code `{code}`{f'; did you mean `{near}`?' if near else ''}")
    click.echo(page, nl=False)


# --- schema ----------------------------------------------------------------------------------------------------------


@main.command("schema")
@click.argument("kind", required=False, type=click.Choice(KINDS))
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Write the schemas into this folder.",
)
@click.option("--notices", "root", type=click.Path(path_type=Path), default=None,
              help="The portal whose own words are offered too; `notices` where it exists.")  # fmt: skip
def schema_command(kind: str | None, output: Path | None, root: Path | None) -> None:
    """Write JSON Schemas for editors: of KIND (notice, words, portal, portal-words), or of all files.

    With an editor that uses yaml-language-server, ids are completed and faults are shown while you write.
    """
    from privacy_notices.schema.json_schema import schemas, to_text

    project = None
    if root is not None or (DEFAULT / "portal.yml").is_file():
        project, _ = open_project(portal_of(root or DEFAULT))
    made: Mapping[str, object] = schemas(project)
    chosen = {name: value for name, value in made.items() if kind in (None, name)}
    if output is None:
        if kind is None:
            raise click.UsageError("name a kind, or a folder with --output")
        click.echo(to_text(chosen[kind]), nl=False)
        return
    output.mkdir(parents=True, exist_ok=True)
    for name, value in chosen.items():
        path = output / f"{name}.schema.json"
        path.write_text(to_text(value), encoding="utf-8", newline="\n")
        click.echo(f"written: {path}", err=True)


# --- build -----------------------------------------------------------------------------------------------------------


@main.command("build")
@click.argument("root", type=click.Path(path_type=Path), default=DEFAULT, metavar="[PATH]")
@click.option(
    "--to",
    "target",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder that the pages are written to.",
)
@click.option("--site-url", default=None, help="Public address of the site, for canonical addresses and the sitemap.")
@click.option("--files/--directories", "files", default=False, help="Write `fi/x.html` rather than `fi/x/index.html`.")
@click.option("--strict", is_flag=True, help="Stop at warnings too.")
@click.option(
    "--languages", multiple=True, metavar="LANGUAGE", help="Only these languages. May be given several times."
)
@click.option("--group", "groups", multiple=True, metavar="GROUP", help="Only the notices of this group of people.")
@click.option("--cache/--no-cache", default=True, help="Keep finished pages and findings for the next build.")
@click.option("--cache-dir", type=click.Path(file_okay=False, path_type=Path), help="Where they are kept; beside PATH `.cache/privacy-notices` when left out.")  # fmt: skip
@click.option("--cache-from", "others", multiple=True, type=click.Path(file_okay=False, path_type=Path), help="A folder that a build on another machine has filled. May be given several times.")  # fmt: skip
def build_command(root: Path, target: Path, site_url: str | None, files: bool, strict: bool, languages: tuple[str, ...], groups: tuple[str, ...], cache: bool, cache_dir: Path | None, others: tuple[Path, ...]) -> None:  # fmt: skip
    """Write the portal in the folder PATH (`notices` when left out) as finished pages, without MkDocs.

    Nothing is written when the portal has errors. Files in the folder that the portal did not write are left alone.

    With --languages or --group only a part of the pages is written, and only that is checked, so that several machines
    share the work. What they have found lies in their --cache-dir; a last build takes it with --cache-from and has only
    the shared pages left to make.
    """
    from privacy_notices.faults import report
    from privacy_notices.hosts.folder import write_tree
    from privacy_notices.incremental.memo import Memo
    from privacy_notices.incremental.store import Folder
    from privacy_notices.portal.examination import today
    from privacy_notices.portal.publication import Part, Publication

    source = portal_of(root)
    part = Part(languages, groups) if languages or groups else None
    store = Folder(cache_dir or cache_of(source), os.environ, others) if cache else None
    try:
        publication = Publication.open(source, today(os.environ), url=site_url, directory_urls=not files, memo=Memo(store), part=part)  # fmt: skip
        if part is not None:
            _refuse_unknown(part, publication.project)
        worst = Severity.WARNING if strict else Severity.ERROR
        for diagnostic in publication.diagnostics:
            if diagnostic.severity > Severity.INFO:
                click.echo(report.to_lines(diagnostic), err=True)
        if any(diagnostic.severity >= worst for diagnostic in publication.diagnostics):
            click.echo("nothing was written", err=True)
            sys.exit(1)
        click.echo(f"written: {write_tree(publication, target, part)} files in {target}", err=True)
        if store is not None:
            store.complete(prune=part is None)
    finally:
        if store is not None:
            store.close()


def _refuse_unknown(part: Part, project: Project) -> None:
    from privacy_notices.pages.plan import groups_of

    for option, chosen, known in (
        ("--languages", part.languages, project.portal.languages),
        ("--group", part.groups, groups_of(project, project.notices)),
    ):
        for name in chosen:
            if name not in known:
                raise click.BadParameter(f"the portal has no `{name}`; it has: {', '.join(known)}", param_hint=option)


@main.command("parts")
@click.argument("root", type=click.Path(path_type=Path), default=DEFAULT, metavar="[PATH]")
@click.option("--by", type=click.Choice(["both", "language", "group"]), default="both", help="What a part is.")
def parts_command(root: Path, by: str) -> None:
    """Print the parts that the portal in the folder PATH can be built in, as a matrix for CI: the options of `build`.

    The form is that of `strategy.matrix` of GitHub Actions: `{"include": [{"part": "...", "options": "..."}]}`.
    """
    import json

    from privacy_notices.pages.plan import groups_of

    project, _ = open_project(portal_of(root))
    if project is None:
        raise click.ClickException("portal.yml cannot be read; `privacy-notices check` says why")
    languages = project.portal.languages if by != "group" else ("",)
    groups = tuple(groups_of(project, project.notices)) if by != "language" else ("",)
    parts = [(language, group) for language in languages for group in groups]
    include = [
        {
            "part": "-".join(filter(None, (language, group))),
            "options": " ".join(
                f"--{name} {value}" for name, value in (("languages", language), ("group", group)) if value
            ),
        }
        for language, group in parts
    ]
    click.echo(json.dumps({"include": include}, separators=(",", ":")))


# --- commands of other modules ---------------------------------------------------------------------------------------


class _Later(click.Group):
    """A group that is imported when it is used, so that `check` does not pay for it."""

    def __init__(self, name: str, module: str, help: str) -> None:
        super().__init__(name, help=help)
        self._module = module

    def _group(self) -> click.Group:
        import importlib

        found = getattr(importlib.import_module(self._module), self.name or "")
        assert isinstance(found, click.Group)
        return found

    def list_commands(self, ctx: click.Context) -> list[str]:
        return self._group().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return self._group().get_command(ctx, cmd_name)


main.add_command(
    _Later(
        "translations",
        "privacy_notices.cli.translations",
        "What is translated, what has become old, and files for translators' tools.",
    )
)
main.add_command(new_language)


def run() -> NoReturn:
    """The command as a program. It ends without freeing the values of a large portal one by one."""
    try:
        status = main(standalone_mode=True)
    except SystemExit as end:
        status = end.code
    with contextlib.suppress(OSError):  # nobody reads any more
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status if isinstance(status, int) else 0)
