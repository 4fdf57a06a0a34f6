"""The command `privacy-notices`. Works without MkDocs; every command reads, asks the core, and prints.

Exit status: 0 nothing to complain of, 1 findings, 2 wrong usage.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Final, NoReturn

import click

from privacy_notices import __version__
from privacy_notices.cli.speaking import SpokenGroup, SpokenOption, handbook_option, language_option
from privacy_notices.incremental.workers import collect_rarely

COMMANDS: Final = {
    "check": "privacy_notices.cli.check_command:check",
    "explain": "privacy_notices.cli.explain_command:explain",
    "schema": "privacy_notices.cli.schema_command:schema",
    "build": "privacy_notices.cli.build_command:build",
    "parts": "privacy_notices.cli.parts_command:parts",
    "translations": "privacy_notices.cli.translations_group:translations",
    "new-language": "privacy_notices.cli.new_language_command:new_language",
}
"""Every command, and where it is."""


@click.group(
    cls=SpokenGroup, modules=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}, help="cli.help"
)
@language_option
@handbook_option
@click.version_option(__version__, prog_name="privacy-notices", cls=SpokenOption, help="cli.option.version")
def main() -> None:
    """Privacy notices (GDPR Art. 13 and 14): check them, explain findings, write files for editors."""
    collect_rarely()


def run() -> NoReturn:
    """The command as a program. It ends without freeing the values of a large portal one by one.

    What was read stays until then (`source_folder.kept`), and the process ends at once (`os._exit`), which also runs
    nothing that others have registered with `atexit`: coverage of the command is measured by calling `main`. Everything
    the command opens is closed before, and its output is flushed here.
    """
    until_the_end: list[object] = []
    try:
        status = main(standalone_mode=True, obj=until_the_end)
    except SystemExit as end:
        status = end.code
    with contextlib.suppress(OSError):  # nobody reads any more
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status if isinstance(status, int) else 0)
