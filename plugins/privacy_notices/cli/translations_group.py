"""`privacy-notices translations`: what is translated, what has become old, and files for translators' tools."""

from __future__ import annotations

from typing import Final

import click

from privacy_notices.cli.speaking import SpokenGroup, handbook_option, language_option

COMMANDS: Final = {
    "status": "privacy_notices.cli.status_command:status",
    "accept": "privacy_notices.cli.accept_command:accept",
    "export": "privacy_notices.cli.exchange_commands:export",
    "import": "privacy_notices.cli.exchange_commands:import_",
}
"""Every command of the group, and where it is."""


@click.group("translations", cls=SpokenGroup, modules=COMMANDS, help="cli.translations.help")
@language_option
@handbook_option
def translations() -> None:
    """What is translated, what has become old, and files for translators' tools."""
