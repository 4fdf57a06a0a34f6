"""`privacy-notices explain`: what a code means, why it matters and what to do."""

from __future__ import annotations

from pathlib import Path

import click

from privacy_notices.check.explain import codes, explanation, index, pages
from privacy_notices.cli.speaking import SpokenCommand, argument, language_option, option, say, voice, wrong_usage
from privacy_notices.portal.whole_files import write_whole
from privacy_notices.schema.nearest import nearest


@click.command("explain", cls=SpokenCommand, help="cli.explain.help")
@argument("code", "cli.metavar.code", required=False)
@option("--output", type=click.Path(file_okay=False, path_type=Path), default=None, help="cli.explain.output")
@language_option
def explain(code: str | None, output: Path | None) -> None:
    """Print what CODE means; without CODE, list all codes."""
    if output is not None:
        _write(output)
    elif code is None:
        for known, name, severity in index():
            click.echo(f"{known}  {voice().word(f'explain.severity.{severity}'):<10} {name}")
    elif (page := explanation(code.upper(), voice().language)) is not None:
        click.echo(page, nl=False)
    else:
        near = nearest(code.upper(), codes())
        raise wrong_usage("cli.explain.unknown-near" if near else "cli.explain.unknown", code=code, near=near or "")


def _write(folder: Path) -> None:
    written = pages(voice().language)
    write_whole(folder, ((folder / name, text.encode()) for name, text in written.items()))
    say("cli.explain.written", err=True, n=len(written), folder=str(folder))
