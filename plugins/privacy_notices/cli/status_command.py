"""`privacy-notices translations status`: how many texts are current, outdated, unconfirmed, missing and orphaned."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

from privacy_notices.cli.source_folder import notices_option, today_option
from privacy_notices.cli.speaking import SpokenCommand, option, say, voice
from privacy_notices.cli.translated_portal import day_of, open_translated, report
from privacy_notices.faults.diagnostic import Mark
from privacy_notices.report.as_text import shown
from privacy_notices.translations.difference import Run, to_plain
from privacy_notices.translations.judgement import refused
from privacy_notices.translations.memory import State
from privacy_notices.translations.standing import Count, Row, counts
from privacy_notices.translations.texts import PORTAL

_STATES: Final = (State.CURRENT, *(state for state in State if state is not State.CURRENT))
"""In the order of the columns."""


@dataclass(frozen=True, slots=True)
class StatusRequest:
    """What was asked for at the prompt; the fields have the names of the options."""

    root: Path
    today: datetime.date | None
    with_record: bool
    diff: bool
    form: str
    languages: tuple[str, ...]
    notices: tuple[str, ...]

    def wants(self, notice: str, language: str) -> bool:
        """Whether this was asked for: everything is, when nothing was named."""
        is_language = not self.languages or language in self.languages
        return is_language and (not self.notices or notice in self.notices)

    def wants_file(self, mark: Mark) -> bool:
        """Whether a words file is of a notice and language that was asked for."""
        *folders, name = mark.file.split("/")
        return self.wants(folders[-1] if len(folders) > 1 else PORTAL, name.removesuffix(".yml").rpartition(".")[2])


@click.command("status", cls=SpokenCommand, help="cli.status.help")
@option("--record", "with_record", is_flag=True, help="cli.status.record")
@option("--diff", is_flag=True, help="cli.status.diff")
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="cli.format")
@option("--language", "languages", multiple=True, help="cli.status.language")
@option("--notice", "notices", multiple=True, help="cli.status.notice")
@notices_option
@today_option
def status(**options: Any) -> None:
    """Show how many texts are current, outdated, unconfirmed, missing and orphaned."""
    request = StatusRequest(**options)
    day = day_of(request.today)
    opened = open_translated(request.root)
    if request.with_record and (written := opened.recorded(opened.memories, day)):
        say("cli.written", err=True, file=", ".join(written))
        opened = open_translated(request.root)
    standing, errors = refused(opened.project, opened.bundles, opened.memories, day)
    found = tuple(row for row in standing if request.wants(row.notice, row.language))
    if request.form == "json":
        click.echo(json.dumps([_as_json(row) for row in found], ensure_ascii=False, indent=1))
    else:
        click.echo(table(counts(found)))
        if request.diff:
            _show_differences(found)
    wanted = [item for item in errors if request.wants_file(item.mark)]
    report(wanted)
    raise SystemExit(1 if wanted else 0)


def table(found: Iterable[Count]) -> str:
    """A line for each notice and language, and one for each language in all."""
    word = voice().word
    heads = ("notice", "language", *(state.value for state in _STATES), "done")
    shown = list(found)
    lines = [tuple(word(f"cli.status.column.{head}") for head in heads)]
    lines += [_line(count.notice, count) for count in shown]
    for language in sorted({count.language for count in shown}):
        of_language = [count for count in shown if count.language == language]
        total = {state: sum(count.states.get(state, 0) for count in of_language) for state in State}
        lines.append(_line(word("cli.status.all"), Count("", language, total)))
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column < 2 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _line(name: str, count: Count) -> tuple[str, ...]:
    return (name, count.language, *(str(count.states.get(state, 0)) for state in _STATES), f"{count.percent} %")


def _as_json(row: Row) -> dict[str, str | None]:
    return {
        "notice": row.notice,
        "language": row.language,
        "key": row.key,
        "state": row.state.value,
        "source_changed": row.source_changed.isoformat() if row.source_changed else None,
    }


def _show_differences(found: Iterable[Row]) -> None:
    """Every text that needs work, with what has changed in its source."""
    for row in found:
        if row.state is not State.CURRENT:
            click.echo(f"\n{_heading(row)}")
            for line in _texts(row):
                click.echo(f"  {line}")


def _heading(row: Row) -> str:
    word = voice().word
    text = row.target or row.source
    place = shown(f" {text.mark.file}:{text.mark.line}") if text else ""
    state = click.style(word(f"cli.status.column.{row.state.value}"), bold=True)
    since = word("cli.status.since", state=state, day=row.source_changed) if row.source_changed else state
    return f"{since}: {row.notice} {row.language} {row.key}{place}"


def _texts(row: Row) -> Iterable[str]:
    word = voice().word
    if row.change:
        yield word("cli.status.source", text=_coloured(row.change))
    elif row.source:
        yield word("cli.status.source", text=" ".join(row.source.value.split()))
    if row.target:
        yield word("cli.status.translation", text=" ".join(row.target.value.split()))


def _coloured(change: tuple[Run, ...]) -> str:
    colours = {"insert": "green", "delete": "red"}
    return "".join(
        click.style(to_plain((run,)), fg=colours.get(run.change)) if run.change in colours else to_plain((run,))
        for run in change
    )
