"""`privacy-notices new-language`: prepares a portal for one more language. It reads and writes the source folder."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import click

from privacy_notices.faults.diagnostic import Diagnostic, Severity
from privacy_notices.languages.language import SOURCE
from privacy_notices.languages.new_language import Guess, unknown_language
from privacy_notices.languages.shipped import complete_languages, shipped_catalogs
from privacy_notices.languages.telling import teller
from privacy_notices.translations.preparation import NotEditable, Preparation, prepare

_WIDTH: Final = 100
"""Where lines are broken."""


@click.command("new-language")
@click.argument("language")
@click.option(
    "--notices",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("notices"),
    show_default=True,
    help="The source folder of the portal.",
)
def new_language(root: Path, language: str) -> None:
    """Prepare the portal for one more LANGUAGE, named by its code: `et`, `se`, `uk`.

    Adds it to portal.yml and writes a template for each file of words. Files that are there stay as they are.
    """
    from privacy_notices.portal.reading import open_project
    from privacy_notices.translations.memory_files import write

    if (guess := unknown_language(language)) is not None:
        raise click.UsageError(_not_a_language(language, guess))
    project, faults = open_project(root)
    if project is None:
        _report(faults)
        raise SystemExit(1)
    try:
        made = prepare(project, (root / "portal.yml").read_bytes(), language)
    except NotEditable:
        raise click.ClickException(
            f"add `{language}` to `languages` in portal.yml by hand, then run this again"
        ) from None
    there = [name for name in made.templates if (root / name).exists()]
    new = {name: data for name, data in made.templates.items() if name not in there}
    # portal.yml last: a language that is in it has its templates.
    written = (*write(root, new), *write(root, {"portal.yml": made.portal}))
    for name in written:
        click.echo(f"written: {root.name}/{name}")
    for name in there:
        click.echo(f"left as it is: {root.name}/{name}")
    click.echo(f"\n{_next_steps(made, language)}")


def _not_a_language(written: str, guess: Guess) -> str:
    meant = f"did you mean `{guess.code}` ({guess.name})?"
    return f"`{written}` is not a language code; {meant if guess.code else 'codes have two or three small letters: `et`, `se`, `uk`'}"


def _next_steps(made: Preparation, language: str) -> str:
    return "\n".join(
        textwrap.fill(step, _WIDTH, initial_indent=f"{number}. ", subsequent_indent="   ")
        for number, step in enumerate(_steps(made, language), 1)
    )


def _steps(made: Preparation, language: str) -> Iterator[str]:
    if made.becomes:
        template, file = next(iter(made.becomes.items()))
        yield f"Translate the texts in each file whose name begins with `_`, and rename it when they are written: {template} to {file}."
        yield f"Or work in Poedit or Weblate: `privacy-notices translations export {language}`; `translations import` writes the files."
    if (name := f"locale/{language}.po") in made.templates:
        yield f"The words of the interface are in {name}. What you leave empty there is shown in another language, marked."
    elif language not in complete_languages():
        lacking = len(shipped_catalogs()[SOURCE].messages.keys() - shipped_catalogs()[language].messages.keys())
        yield (
            f"{lacking} words of the interface are not known for sure in this language and are shown in another, marked. "
            f"Write those you need under `texts` in portal.{language}.yml."
        )
    yield f"See how far you are: `privacy-notices translations status --language {language}`."


def _report(faults: Iterable[Diagnostic]) -> None:
    for item in faults:
        if item.severity is Severity.ERROR:
            place = f"{item.mark.file}:{item.mark.line}:{item.mark.column}"
            click.echo(f"{place}: {item.severity}[{item.code}] {teller(SOURCE).tell(item).message}", err=True)
