"""`privacy-notices translations export` and `import`: files for translators' tools, and back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

from privacy_notices.cli.source_folder import notices_option, today_option
from privacy_notices.cli.speaking import SpokenCommand, argument, language_option, option, say, voice, wrong_usage
from privacy_notices.cli.translated_portal import TranslatedPortal, day_of, open_translated, report
from privacy_notices.faults.diagnostic import Diagnostic, Severity
from privacy_notices.portal.memory_files import read_words, record, save, write
from privacy_notices.portal.reading import open_project, whole
from privacy_notices.portal.whole_files import write_whole
from privacy_notices.translations import exchange
from privacy_notices.translations.exchange import Exchange
from privacy_notices.translations.intake import Delivery, Taken, take
from privacy_notices.translations.po import from_po, to_po
from privacy_notices.translations.xliff import from_xliff, to_xliff

_SUFFIXES: Final = {"po": "po", "xliff": "xlf"}
"""How the names of files end, by format."""

_TAKEN: Final = ("new", "confirmed", "older", "left")
"""What can become of a translator's text, in the order of the sum."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What was asked for at the prompt; the fields have the names of the arguments and options."""

    root: Path
    today: datetime.date | None
    language: str
    form: str
    output: Path | None
    notices: tuple[str, ...]
    todo: bool

    @property
    def path(self) -> Path:
        """The file to write."""
        return self.output or Path(f"{self.language}.{_SUFFIXES[self.form]}")


@click.command("export", cls=SpokenCommand, help="cli.export.help")
@argument("language", "cli.metavar.language")
@option("--format", "form", type=click.Choice(["po", "xliff"]), default="po", show_default=True, help="cli.format")
@option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="cli.export.output")
@option("--notice", "notices", multiple=True, help="cli.status.notice")
@option("--todo", is_flag=True, help="cli.export.todo")
@notices_option
@today_option
@language_option
def export(**options: Any) -> None:
    """Write the texts for a translator's tool: PO for Poedit, Weblate and Lokalize, XLIFF 1.2 for agencies."""
    request = ExportRequest(**options)
    day = day_of(request.today)
    opened = open_translated(request.root)
    opened.require_language(request.language)
    known = {bundle.id for bundle in opened.bundles}
    if unknown := tuple(notice for notice in request.notices if notice not in known):
        raise wrong_usage("cli.no-notice", notices=unknown)
    record(request.root, opened.project, opened.memories, day)
    opened = open_translated(request.root)
    made = exchange.export(opened.project, opened.memories, request.language, request.notices, request.todo)
    data = to_po(made, day) if request.form == "po" else to_xliff(made, day)
    write_whole(request.path.parent, [(request.path, data)])
    work = sum(1 for message in made.messages if message.needs_work or not message.target)
    say("cli.export.done", file=str(request.path), n=len(made.messages), work=work)


@click.command("import", cls=SpokenCommand, help="cli.import.help")
@argument("file", "cli.metavar.file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option("--overwrite", is_flag=True, help="cli.import.overwrite")
@notices_option
@today_option
@language_option
def import_(root: Path, today: datetime.date | None, file: Path, overwrite: bool) -> None:
    """Take the translations of a PO or XLIFF file into the words files."""
    day = day_of(today)
    opened = open_translated(root)
    read = _read(file)
    if isinstance(read, Diagnostic):
        report([read])
        raise SystemExit(1)
    words = read_words(root, opened.project)
    taken = take(opened.project, opened.memories, words, Delivery(read, file.name, day, overwrite))
    _keep(opened, taken, day)
    report(taken.diagnostics)
    if taken.counts:
        word = voice().word
        click.echo(", ".join(word(f"cli.import.{kind}", n=taken.counts[kind]) for kind in _TAKEN))
    raise SystemExit(1 if any(item.severity is Severity.ERROR for item in taken.diagnostics) else 0)


def _read(file: Path) -> Exchange | Diagnostic:
    """What a translator has sent, in whichever form it is."""
    data = whole(file)
    is_xml = data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<")
    return from_xliff(data, file.name) if is_xml else from_po(data, file.name)


def _keep(opened: TranslatedPortal, taken: Taken, day: datetime.date) -> None:
    """Write what was taken, remember from what it was translated, and mark what is still old."""
    if not taken.memories:
        return
    write(opened.root, taken.words)
    save(opened.root, opened.project, taken.memories)
    again, _ = open_project(opened.root)
    if again is not None:
        record(opened.root, again, {**opened.memories, **taken.memories}, day, with_notes=True)
