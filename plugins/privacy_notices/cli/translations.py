"""`privacy-notices translations`: what is translated, what has become old, and files for translators' tools."""

from __future__ import annotations

from typing import Final

import click

from privacy_notices.cli.speaking import SpokenGroup, handbook_option, language_option

COMMANDS: Final = {
    "status": "privacy_notices.cli.translation_status:status",
    "accept": "privacy_notices.cli.acceptance:accept",
    "export": "privacy_notices.cli.translator_files:export",
    "import": "privacy_notices.cli.translator_files:import_",
}
"""Every command of the group, and where it is."""


@click.group("translations", cls=SpokenGroup, modules=COMMANDS, help="cli.translations.help")
@language_option
@handbook_option
def translations() -> None:
    """What is translated, what has become old, and files for translators' tools."""
