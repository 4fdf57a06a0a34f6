"""The folder that MkDocs writes a site to, and empties before: the plugin has it write beside, and puts that in its place."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import CountHandler

from privacy_notices.hosts.replacement import Replacement


class SiteDir:
    """The folder of one build."""

    def __init__(self, config: MkDocsConfig, *, in_place: bool) -> None:
        """From now on MkDocs writes elsewhere, and every plugin finds the folder in `config.site_dir`.

        Errors: FolderInUseError, OSError (`Replacement`).
        """
        self._config = config
        self._named = config.site_dir
        self._replacement = Replacement(Path(config.site_dir), in_place=in_place)
        self.is_whole = self._replacement.is_whole
        """False where MkDocs writes the folder itself, since it cannot be replaced."""
        if self.is_whole:
            config.site_dir = str(self._replacement.folder)

    def publish(self) -> None:
        """Put the site in its place. Errors: OSError; then the old one is as it was."""
        if not _is_refused(self._config):
            self._replacement.publish(_stays)
        self.close()

    def close(self) -> None:
        """The build has ended: what was not published goes."""
        self._config.site_dir = self._named
        self._replacement.close()


def _stays(name: str) -> bool:
    """MkDocs leaves alone what begins with a dot, at the top of its folder: `.git`, `.well-known`."""
    return name.startswith(".")


def _is_refused(config: MkDocsConfig) -> bool:
    """Whether MkDocs is about to end the build since a warning was logged: it counts them after every plugin."""
    counters = (one for one in logging.getLogger("mkdocs").handlers if isinstance(one, CountHandler))
    return bool(config.strict) and any(counter.get_counts() for counter in counters)
