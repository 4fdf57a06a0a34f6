"""`privacy-notices new-language`: prepares a portal for one more language. It reads and writes the source folder."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from privacy_notices.cli.source_folder import notices_option
from privacy_notices.cli.speaking import SpokenCommand, argument, failure, language_option, say, voice, wrong_usage
from privacy_notices.cli.translated_portal import report, stop_at_unread
from privacy_notices.faults.diagnostic import Severity
from privacy_notices.languages.language import SOURCE
from privacy_notices.languages.new_language import unknown_language
from privacy_notices.languages.shipped_catalogs import complete_languages, shipped_catalogs
from privacy_notices.portal.memory_files import write
from privacy_notices.portal.reading import beginning, open_project
from privacy_notices.translations.preparation import NotEditable, Preparation, prepare

_WIDTH: Final = 100
"""Where lines are broken."""


@click.command("new-language", cls=SpokenCommand, help="cli.new-language.help")
@argument("language", "cli.metavar.language")
@notices_option
@language_option
def new_language(root: Path, language: str) -> None:
    """Prepare the portal for one more LANGUAGE, named by its code: `et`, `se`, `uk`."""
    if (guess := unknown_language(language)) is not None:
        key = "cli.new-language.unknown-near" if guess.code else "cli.new-language.unknown"
        raise wrong_usage(key, written=language, code=guess.code, name=guess.name)
    project, faults = open_project(root)
    stop_at_unread(faults)
    if project is None:
        report(item for item in faults if item.severity is Severity.ERROR)
        raise SystemExit(1)
    try:
        made = prepare(project, beginning(root / "portal.yml"), language)
    except NotEditable:
        raise failure("cli.new-language.by-hand", language=language) from None
    there = [name for name in made.templates if (root / name).exists()]
    new = {name: data for name, data in made.templates.items() if name not in there}
    # portal.yml last: a language that is in it has its templates.
    for name in (*write(root, new), *write(root, {"portal.yml": made.portal})):
        say("cli.written", file=f"{root.name}/{name}")
    for name in there:
        say("cli.left", file=f"{root.name}/{name}")
    steps = (
        textwrap.fill(step, _WIDTH, initial_indent=f"{number}. ", subsequent_indent="   ")
        for number, step in enumerate(_next_steps(made, language), 1)
    )
    click.echo("\n" + "\n".join(steps))


def _next_steps(made: Preparation, language: str) -> Iterator[str]:
    """What is left to people, in the order in which it is best done."""
    word = voice().word
    if made.becomes:
        template, file = next(iter(made.becomes.items()))
        yield word("cli.new-language.translate", template=template, file=file)
        yield word("cli.new-language.tools", language=language)
    if (name := f"locale/{language}.po") in made.templates:
        yield word("cli.new-language.catalog", file=name)
    elif language not in complete_languages():
        there = shipped_catalogs()[language].messages
        lacking = sum(1 for key in shipped_catalogs()[SOURCE].messages if key not in there)
        yield word("cli.new-language.lacking", n=lacking, file=f"portal.{language}.yml")
    yield word("cli.new-language.status", language=language)
