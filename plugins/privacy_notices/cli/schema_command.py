"""`privacy-notices schema`: JSON Schemas, with which editors complete ids and show faults of form."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import click

from privacy_notices.check.editions import EDITIONS
from privacy_notices.cli.source_folder import DEFAULT, portal_of
from privacy_notices.cli.speaking import SpokenCommand, argument, language_option, option, say, wrong_usage
from privacy_notices.model.choices import choices_of
from privacy_notices.portal.reading import open_project
from privacy_notices.portal.whole_files import write_whole
from privacy_notices.schema.json_schema import schemas, to_text

KINDS: Final = ("notice", "words", "portal", "portal-words")
"""Kinds of files that have a JSON Schema."""


@click.command("schema", cls=SpokenCommand, help="cli.schema.help")
@argument("kind", "cli.metavar.kind", required=False, type=click.Choice(KINDS))
@option("--output", type=click.Path(file_okay=False, path_type=Path), default=None, help="cli.schema.output")
@option("--notices", "root", type=click.Path(path_type=Path), default=None, help="cli.schema.notices")
@language_option
def schema(kind: str | None, output: Path | None, root: Path | None) -> None:
    """Write JSON Schemas for editors: of KIND, or of all files."""
    project = None
    if root is not None or (DEFAULT / "portal.yml").is_file():
        project, _ = open_project(portal_of(root or DEFAULT))
    made: Mapping[str, object] = schemas(choices_of(project, EDITIONS))
    chosen = {name: value for name, value in made.items() if kind in (None, name)}
    if output is None:
        if kind is None:
            raise wrong_usage("cli.schema.nothing-named")
        click.echo(to_text(chosen[kind]), nl=False)
        return
    files = {output / f"{name}.schema.json": to_text(value).encode() for name, value in chosen.items()}
    write_whole(output, files.items())
    for path in files:
        say("cli.written", err=True, file=str(path))
