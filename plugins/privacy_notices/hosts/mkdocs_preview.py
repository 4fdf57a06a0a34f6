"""What lives over the builds of a preview: what was read last, who tells of changes, who makes pages when asked."""

from __future__ import annotations

import contextlib
import functools
import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click
import yaml
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.utils.yaml import yaml_load

from privacy_notices.hosts.comparing import Comparison
from privacy_notices.hosts.host_names import only_answered
from privacy_notices.hosts.on_demand import OnDemand
from privacy_notices.hosts.watching import Watching
from privacy_notices.portal.examination import Read
from privacy_notices.portal.publication import Publication
from privacy_notices.portal.reading import ATTACHMENT_SUFFIXES, SUFFIXES, Reader
from privacy_notices.report.voice import voice_of

QUIET: Final = 0.05
"""Seconds without a further change after which a preview builds. What an editor does at one save takes a tenth of it."""


class Preview:
    """One run of `mkdocs serve`."""

    def __init__(self) -> None:
        context = click.get_current_context(silent=True)
        self.has_server = context is not None and bool(context.params.get("livereload"))
        """Its server calls `on_serve`, so that it can be asked to make pages."""
        self.last: Publication | None = None
        """The last reading of which portal.yml could be read."""
        self.demand = OnDemand()
        """Makes pages when a browser asks for them."""
        self._reader = Reader()
        self._watching: Watching | None = None
        """Tells the reader of changes."""
        self._comparison: Comparison | None = None
        self._theme_files: dict[object, tuple[str, ...]] = {}
        self._is_settled = False

    # --- the server ----------------------------------------------------------------------------------------------------

    def serve(self, server: LiveReloadServer, config: MkDocsConfig, source: Path, cache: Path) -> None:
        """Hear of changes by the system, and stand before the server: pages that the first build has left out, and all
        that come later, are made on demand."""
        self.has_server = True
        server.build_delay = min(server.build_delay, QUIET)
        # What MkDocs watches already goes to the new observer as well: the notices may lie in that folder.
        server.unwatch(config.docs_dir)
        is_of_use = is_source_or_page(source, Path(config.docs_dir), cache)
        self._watching = Watching(server.observer, is_of_use, self._reader.tell)
        server.observer = self._watching  # type: ignore[assignment]
        server.watch(config.docs_dir)
        self._comparison = Comparison(self._reader.compare, self._watching.tell)
        self._comparison.later()
        application = self.demand.around(server.get_app() or server.serve_request, server.mount_path)
        server.set_app(only_answered(application, str(server.server_address[0]), _public_address(config), _refusal))

    # --- one build -----------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """A build begins: the folder of the site is going to be emptied."""
        self.demand.close()
        self.leave()
        if self._watching is None:
            self._reader = Reader()  # nobody tells this one of changes

    @property
    def read(self) -> Read:
        """Reads the sources: what nobody has told of a change, not anew."""
        return self._reader.read

    def keep(self, portal: Publication) -> None:
        """A reading is the last one."""
        if portal.is_readable:
            self.last = portal

    def end(self) -> None:
        """A build is complete. Give back what the last one has left: each leaves its pages and templates tied to each other.

        The portal itself, which stays, is set aside the first time, so that nobody looks through it at every save.
        """
        if self._is_settled:
            gc.collect()
        else:
            gc.freeze()
            self._is_settled = True
        self.compare_later()

    def compare_later(self) -> None:
        """Have all files compared with what was read, also after a build that another plugin or a template has ended."""
        if self._comparison is not None:
            self._comparison.later()

    def leave(self) -> None:
        """Compare no more."""
        if self._comparison is not None:
            self._comparison.leave()

    # --- templates -----------------------------------------------------------------------------------------------------

    def remember_theme(self, config: MkDocsConfig) -> None:
        """Go through the files of the theme once. MkDocs does so at every save, some ten thousand of them icons; those of
        an installed theme stay the same while a preview runs."""
        if config.theme.custom_dir:
            return
        known = (*config.theme.dirs, *sorted(config.theme.static_templates))
        config.theme.get_env = functools.partial(self._environment, config.theme.get_env, known)  # type: ignore[method-assign]

    def _environment(self, make: Callable[[], Environment], known: tuple[str, ...]) -> Environment:
        """The theme's templates. `known`: what the list depends on."""
        env = make()
        list_anew = env.list_templates

        def list_templates(extensions: Any = None, filter_func: Any = None) -> list[str]:
            key = (known, extensions, getattr(filter_func, "__qualname__", ""))
            if key not in self._theme_files:
                self._theme_files[key] = tuple(list_anew(extensions, filter_func))
            return [*self._theme_files[key]]

        env.list_templates = list_templates  # type: ignore[method-assign]
        return env


def is_source_or_page(source: Path, docs: Path, cache: Path) -> Callable[[Path], bool]:
    """Whether a changed file is of use: not what an editor writes beside the one that is edited."""

    def is_of_use(path: Path) -> bool:
        # Every build writes to the cache, wherever that is.
        if path.name.startswith(".") or path.name.endswith("~") or path.is_relative_to(cache):
            return False
        return (
            path.suffix.lower() in (*SUFFIXES, *ATTACHMENT_SUFFIXES)
            or path.is_relative_to(docs)
            or not path.is_relative_to(source)
        )

    return is_of_use


def _public_address(config: MkDocsConfig) -> str:
    """The address that mkdocs.yml has; in a preview `site_url` is that of the preview."""
    with (
        contextlib.suppress(OSError, MkDocsException, yaml.YAMLError),
        Path(config.config_file_path).open("rb") as file,
    ):
        written = yaml_load(file).get("site_url")
        return written if isinstance(written, str) else ""
    return ""


def _refusal(name: str) -> str:
    return voice_of().word("host.strange-name", name=name)
