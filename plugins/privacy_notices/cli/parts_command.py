"""`privacy-notices parts`: what a portal can be built in, for machines that share the work."""

from __future__ import annotations

import json
from pathlib import Path

import click

from privacy_notices.cli.source_folder import DEFAULT, portal_of
from privacy_notices.cli.speaking import SpokenCommand, argument, failure, language_option, option
from privacy_notices.cli.translated_portal import stop_at_unread
from privacy_notices.pages.plan import groups_of
from privacy_notices.portal.reading import open_project


@click.command("parts", cls=SpokenCommand, help="cli.parts.help")
@argument("root", "cli.metavar.path", type=click.Path(path_type=Path), default=DEFAULT)
@option("--by", type=click.Choice(["both", "language", "group"]), default="both", help="cli.parts.by")
@language_option
def parts(root: Path, by: str) -> None:
    """Print the parts of the portal in the folder PATH as a matrix for CI: the options of `build`."""
    project, faults = open_project(portal_of(root))
    stop_at_unread(faults)
    if project is None:
        raise failure("cli.parts.unreadable")
    languages = project.portal.languages if by != "group" else ("",)
    groups = tuple(groups_of(project, project.notices)) if by != "language" else ("",)
    include = [_part(language, group) for language in languages for group in groups]
    click.echo(json.dumps({"include": include}, separators=(",", ":")))


def _part(language: str, group: str) -> dict[str, str]:
    """One part, as `strategy.matrix` of GitHub Actions has it."""
    options = (f"--{name} {value}" for name, value in (("languages", language), ("group", group)) if value)
    return {"part": "-".join(filter(None, (language, group))), "options": " ".join(options)}
