"""`privacy-notices translations`: what is translated, what has become old, and files for translators' tools."""

from __future__ import annotations

import datetime
import itertools
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, TypeVar

import click

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity
from privacy_notices.languages.telling import teller
from privacy_notices.model.notice import Project
from privacy_notices.portal.reading import open_project
from privacy_notices.translations.difference import Run, to_plain
from privacy_notices.translations.exchange import Exchange, Memories, export
from privacy_notices.translations.intake import Delivery, Taken, take
from privacy_notices.translations.judgement import refused
from privacy_notices.translations.memory import State, accept, states
from privacy_notices.translations.memory_files import read_memories, read_words, record, save, write
from privacy_notices.translations.po import from_po, to_po
from privacy_notices.translations.standing import Count, Row, counts
from privacy_notices.translations.texts import PORTAL, Bundle, bundles
from privacy_notices.translations.xliff import from_xliff, to_xliff

ALL: Final = "_all"
"""Stands for every notice and the portal itself. No notice can have this id."""

F = TypeVar("F", bound=Callable[..., None])


def _options(command: F) -> F:
    notices = click.option(
        "--notices", "root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("notices"),
        show_default=True, help="The source folder of the portal.",
    )  # fmt: skip
    today = click.option(
        "--today", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day to go by instead of today."
    )
    return notices(today(command))


@click.group()
def translations() -> None:
    """What is translated, what has become old, and files for translators' tools."""


@translations.command()
@click.option(
    "--record",
    "with_record",
    is_flag=True,
    help="Remember what is there, and put a note above each text whose source has changed.",
)
@click.option("--diff", is_flag=True, help="List the texts that need work, with what has changed in their source.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--language", "languages", multiple=True, help="Only this language; may be repeated.")
@click.option("--notice", "notices", multiple=True, help="Only this notice; may be repeated.")
@_options
def status(
    root: Path, today: datetime.datetime | None, with_record: bool, diff: bool, form: str,
    languages: tuple[str, ...], notices: tuple[str, ...],
) -> None:  # fmt: skip
    """Show how many texts are current, outdated, unconfirmed, missing and orphaned.

    The exit status is 1 when the policy of the portal (`translations` in portal.yml) refuses what is there.
    """
    day = _day(today)
    project, everything, memories = _open_all(root)
    if with_record and (written := record(root, project, memories, day, with_notes=True)):
        click.echo(f"written: {', '.join(written)}", err=True)
        project, everything, memories = _open_all(root)
    standing, errors = refused(project, everything, memories, day)
    found = tuple(
        row
        for row in standing
        if (not languages or row.language in languages) and (not notices or row.notice in notices)
    )
    if form == "json":
        click.echo(json.dumps([_as_json(row) for row in found], ensure_ascii=False, indent=1))
    else:
        click.echo(table(counts(found)))
        if diff:
            _show_differences(found)
    wanted = [item for item in errors if _is_wanted(item.mark, languages, notices)]
    _report(wanted)
    raise SystemExit(1 if wanted else 0)


def table(found: Iterable[Count]) -> str:
    """A line for each notice and language, and one for each language in all."""
    heads = ("notice", "language", "current", *(state.value for state in State if state is not State.CURRENT), "done")
    shown = list(found)
    lines = [heads, *(_line(count.notice, count) for count in shown)]
    for language in sorted({count.language for count in shown}):
        of_language = [count for count in shown if count.language == language]
        total = {state: sum(count.states.get(state, 0) for count in of_language) for state in State}
        lines.append(_line("all", Count("", language, total)))
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column < 2 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _line(name: str, count: Count) -> tuple[str, ...]:
    others = (str(count.states.get(state, 0)) for state in State if state is not State.CURRENT)
    return (name, count.language, str(count.states.get(State.CURRENT, 0)), *others, f"{count.percent} %")


def _as_json(row: Row) -> dict[str, str | None]:
    changed = row.source_changed.isoformat() if row.source_changed else None
    return {
        "notice": row.notice, "language": row.language, "key": row.key, "state": row.state.value,
        "source_changed": changed,
    }  # fmt: skip


def _show_differences(found: Iterable[Row]) -> None:
    for row in found:
        if row.state is State.CURRENT:
            continue
        text = row.target or row.source
        place = f" {text.mark.file}:{text.mark.line}" if text else ""
        since = f" since {row.source_changed.isoformat()}" if row.source_changed else ""
        click.echo(f"\n{click.style(row.state.value, bold=True)}{since}: {row.notice} {row.language} {row.key}{place}")
        if row.change:
            click.echo(f"  source:      {_coloured(row.change)}")
        elif row.source:
            click.echo(f"  source:      {' '.join(row.source.value.split())}")
        if row.target:
            click.echo(f"  translation: {' '.join(row.target.value.split())}")


def _coloured(change: tuple[Run, ...]) -> str:
    colours = {"insert": "green", "delete": "red"}
    return "".join(
        click.style(to_plain((run,)), fg=colours.get(run.change)) if run.change in colours else to_plain((run,))
        for run in change
    )


@translations.command("accept")
@click.argument("notice")
@click.argument("language")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@_options
def accept_command(
    root: Path, today: datetime.datetime | None, notice: str, language: str, keys: tuple[str, ...]
) -> None:
    """Say that translations are right as they are: those with the KEYs, or all of the NOTICE in that LANGUAGE.

    A KEY may be the beginning of several: `purposes` or `purposes.newsletter`. NOTICE `_portal` means the portal's own
    words, `_all` everything.
    """
    day = _day(today)
    project, memories = _open(root)
    if language not in project.portal.languages:
        raise click.UsageError(
            f"the portal does not have the language `{language}`; it has {', '.join(project.portal.languages)}"
        )
    chosen = [bundle for bundle in bundles(project) if notice in (ALL, bundle.id) and language in bundle.targets]
    if not chosen:
        raise click.UsageError(f"there is no notice `{notice}` that is translated into `{language}`")
    changed = dict(memories)
    accepted: set[str] = set()
    for bundle in chosen:
        memory = memories[bundle.id, language]
        wanted = [
            key
            for key, state in states(bundle, language, memory).items()
            if state in (State.OUTDATED, State.UNCONFIRMED, State.CURRENT)
            and (not keys or any(key == item or key.startswith(f"{item}.") for item in keys))
        ]
        accepted.update(wanted)
        changed[bundle.id, language] = accept(bundle, language, memory, wanted, day)
    idle = [item for item in keys if not any(key == item or key.startswith(f"{item}.") for key in accepted)]
    if idle:
        raise click.UsageError(f"no translated text has the key {', '.join(f'`{item}`' for item in idle)}")
    save(root, project, {key: memory for key, memory in changed.items() if memory != memories[key]})
    # Notes above texts that are right now have done their work.
    record(root, project, changed, day, with_notes=True)
    click.echo(f"accepted: {len(accepted)} texts of {notice} in {language}")


@translations.command("export")
@click.argument("language")
@click.option("--format", "form", type=click.Choice(["po", "xliff"]), default="po", show_default=True)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write.  [default: LANGUAGE.po or LANGUAGE.xlf]",
)
@click.option("--notice", "notices", multiple=True, help="Only this notice; may be repeated.")
@click.option("--todo", is_flag=True, help="Only texts that are missing, outdated or unconfirmed.")
@_options
def export_command(
    root: Path, today: datetime.datetime | None, language: str, form: str, output: Path | None,
    notices: tuple[str, ...], todo: bool,
) -> None:  # fmt: skip
    """Write the texts for a translator's tool: PO for Poedit, Weblate and Lokalize, XLIFF 1.2 for agencies."""
    day = _day(today)
    project, memories = _open(root)
    if language not in project.portal.languages:
        raise click.UsageError(
            f"the portal does not have the language `{language}`; it has {', '.join(project.portal.languages)}"
        )
    known = {bundle.id for bundle in bundles(project)}
    if unknown := [notice for notice in notices if notice not in known]:
        raise click.UsageError(f"there is no notice {', '.join(f'`{notice}`' for notice in unknown)}")
    record(root, project, memories, day)
    project, memories = _open(root)
    exchange = export(project, memories, language, notices, todo)
    data = to_po(exchange, day) if form == "po" else to_xliff(exchange, day)
    path = output or Path(f"{language}.{'po' if form == 'po' else 'xlf'}")
    path.write_bytes(data)
    work = sum(1 for message in exchange.messages if message.needs_work or not message.target)
    click.echo(f"{path}: {len(exchange.messages)} texts, {work} of them to be worked on")


@translations.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--overwrite", is_flag=True, help="Take the file's texts also where the portal has newer ones of its own."
)
@_options
def import_command(root: Path, today: datetime.datetime | None, file: Path, overwrite: bool) -> None:
    """Take the translations of a PO or XLIFF file into the words files.

    Texts that are marked as needing work stay out. A file that is broken or belongs to another portal changes nothing.
    """
    day = _day(today)
    project, memories = _open(root)
    data, name = file.read_bytes(), file.name
    exchange: Exchange | Diagnostic
    exchange = from_xliff(data, name) if data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<") else from_po(data, name)
    if isinstance(exchange, Diagnostic):
        _report([exchange])
        raise SystemExit(1)
    taken = take(project, memories, read_words(root, project), Delivery(exchange, name, day, overwrite))
    _keep(root, project, memories, taken, day)
    _report(taken.diagnostics)
    if taken.counts:
        names = {
            "new": "written",
            "confirmed": "confirmed as they were",
            "older": "kept as outdated",
            "left": "left out",
        }
        click.echo(", ".join(f"{taken.counts[key]} {text}" for key, text in names.items()))
    raise SystemExit(1 if any(item.severity is Severity.ERROR for item in taken.diagnostics) else 0)


def _keep(root: Path, project: Project, memories: Memories, taken: Taken, day: datetime.date) -> None:
    if not taken.memories:
        return
    write(root, taken.words)
    save(root, project, taken.memories)
    again, _ = open_project(root)
    if again is not None:
        record(root, again, {**memories, **taken.memories}, day, with_notes=True)


def _open(root: Path) -> tuple[Project, Memories]:
    """The portal and its memories; damage is told, and a portal that cannot be read ends the command."""
    project, _, memories = _open_all(root)
    return project, memories


def _open_all(root: Path) -> tuple[Project, tuple[Bundle, ...], Memories]:
    """What `_open` gives, with the bundles of the portal."""
    project, faults = open_project(root)
    if project is None:
        _report(faults)
        raise SystemExit(1)
    everything = bundles(project)
    memories, damage = read_memories(root, everything)
    _report(itertools.chain((item for found in project.broken.values() for item in found), damage))
    return project, everything, memories


def _report(found: Iterable[Diagnostic]) -> None:
    for item in found:
        told = teller("en").tell(item)
        click.echo(
            f"{item.mark.file}:{item.mark.line}:{item.mark.column}: {item.severity}[{item.code}] {told.message}"
            + (f"\n  help: {told.hint}" if told.hint else ""),
            err=True,
        )


def _is_wanted(mark: Mark, languages: tuple[str, ...], notices: tuple[str, ...]) -> bool:
    *folders, name = mark.file.split("/")
    notice = folders[-1] if len(folders) > 1 else PORTAL
    language = name.removesuffix(".yml").rpartition(".")[2]
    return (not languages or language in languages) and (not notices or notice in notices)


def _day(today: datetime.datetime | None) -> datetime.date:
    return today.date() if today else datetime.date.today()
