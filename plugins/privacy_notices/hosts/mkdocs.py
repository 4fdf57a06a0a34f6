"""The portal in MkDocs: the hooks, and nothing else. Only modules of this folder whose names begin like this one's know MkDocs.

One build pass makes every language: `on_pre_build` reads and checks, `on_files` adds the pages. From there they go one of
two ways, which give the same bytes. Where another plugin or a template of the site's own looks at pages, they pass through
MkDocs like any page (`Through`). Otherwise they are files that MkDocs only copies (`Beside`), which a preview makes when a
browser asks (`OnRequest`).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from privacy_notices.faults.diagnostic import Severity
from privacy_notices.hosts.kept_readings import KeptReadings
from privacy_notices.hosts.mkdocs_beside import Beside, OnRequest
from privacy_notices.hosts.mkdocs_log import BuildLog
from privacy_notices.hosts.mkdocs_pages import PortalPages
from privacy_notices.hosts.mkdocs_preview import Preview
from privacy_notices.hosts.mkdocs_reading import read_site
from privacy_notices.hosts.mkdocs_room import ROOT_NOT_FOUND
from privacy_notices.hosts.mkdocs_settings import Settings, cache_of, source_of, terms_of
from privacy_notices.hosts.mkdocs_site import (
    PAGE_MAKERS,
    lookers,
    others,
    own_templates,
    prepare,
    refuse_address,
    refuse_rivals,
)
from privacy_notices.hosts.mkdocs_site_dir import SiteDir
from privacy_notices.hosts.mkdocs_through import Through
from privacy_notices.hosts.templates import SITEMAP, CompiledTemplates
from privacy_notices.incremental.workers import collect_rarely
from privacy_notices.portal.folder_lock import FolderInUseError
from privacy_notices.portal.publication import Publication
from privacy_notices.report.voice import Voice, voice_of


class PrivacyNoticesPlugin(BasePlugin[Settings]):
    """Adds the portal's pages to a site."""

    def __init__(self) -> None:
        self._preview: Preview | None = None
        """What lives over the builds of a preview; None for a single build."""
        self._readings: KeptReadings | None = None
        self._portal: Publication | None = None
        """As this build has read it, until it has pages."""
        self._pages: PortalPages | None = None
        """The pages of this build, and the way they go."""
        self._publishes = False
        """The command publishes what it builds, all of it."""
        self._site_dir: SiteDir | None = None
        """The folder of this build, until it is published."""
        self._compiled = CompiledTemplates()

    @property
    def pages(self) -> PortalPages:
        """The pages of this build."""
        assert self._pages is not None, "MkDocs calls on_files before it asks for pages"
        return self._pages

    @property
    def _voice(self) -> Voice:
        return voice_of(handbook=self.config.handbook)

    @property
    def _log(self) -> BuildLog:
        return BuildLog(self._voice, is_preview=self._preview is not None)

    # --- the command -----------------------------------------------------------------------------------------------------

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Defining this keeps the plugin's object over the rebuilds of a preview."""
        self.on_shutdown()
        self._preview = Preview() if command == "serve" else None
        self._publishes = command != "serve" and not dirty
        collect_rarely()

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """The first build is complete, and the server is about to start."""
        if self._preview is None:  # another tool has begun the preview, without `on_startup`
            self._preview = Preview()
        self._preview.serve(server, config, source_of(config, self.config), cache_of(config, self.config))
        return server

    def on_shutdown(self) -> None:
        """Keep what was found, also of a build that failed."""
        if self._preview is not None:
            self._preview.leave()
        if self._readings is not None:
            self._readings.close()
        self._readings = None
        self._leave_site_dir()

    def on_build_error(self, *, error: Exception) -> None:
        """A build that a fault has ended. Errors: Abort, where the system cannot write, which MkDocs tells as a traceback."""
        self._leave_site_dir()
        if self._preview is not None:
            self._preview.compare_later()
        elif isinstance(error, OSError):
            raise Abort(self._log.not_written(error)) from None

    def _leave_site_dir(self) -> None:
        if self._site_dir is not None:
            self._site_dir.close()
            self._site_dir = None

    # --- reading and checking --------------------------------------------------------------------------------------------

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make room for the portal. Early, so that every plugin finds the folder that the site is written to."""
        refuse_rivals(config, self._voice)
        refuse_address(config, self._voice)
        if self._publishes:
            self._site_dir = self._opened(config)
        prepare(config, source_of(config, self.config))
        if self._preview is not None:
            self._preview.remember_theme(config)
        return config

    def _opened(self, config: MkDocsConfig) -> SiteDir:
        try:
            found = SiteDir(config, in_place=self.config.in_place)
        except FolderInUseError as error:
            raise PluginError(self._log.in_use(error.folder)) from None
        if not found.is_whole and not self.config.in_place:
            self._log.in_place(config.site_dir)
        return found

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read and check before the old site is touched."""
        if self._preview is not None:
            self._preview.begin()
        if self._pages is not None:
            self._pages.release()
            self._pages = None
        if self._readings is None:
            cache = cache_of(config, self.config) if self.config.cache else None
            self._readings = KeptReadings(cache, os.environ)
        reading = read_site(config, self.config, self._readings, self._preview)
        self._portal = reading.portal
        reading.tell(self._log)
        if self._preview is not None:
            self._preview.keep(reading.portal)
        elif reading.is_refused(strict=config.strict):
            raise PluginError(self._log.nothing_written(reading.diagnostics, reading.calls))

    # --- pages -----------------------------------------------------------------------------------------------------------

    @event_priority(100)
    def _add_pages(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add the pages. Early, so that other plugins see them as they see the rest."""
        self._pages = self._on_its_way(config)
        self._pages.add_to(files)
        return files

    @event_priority(-100)
    def _add_choice(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add the page at the root, unless somebody else has made one by now."""
        found = self.pages.add_last(files, others(config, self, ("files",)))
        self._log.findings(found)
        if found and self._preview is None:
            raise PluginError(self._log.nothing_written(found, ()))
        return files

    on_files = CombinedEvent(_add_pages, _add_choice)

    @event_priority(-100)
    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        """The menu is known. Late, since another plugin may make it."""
        self.pages.show_menu(nav)
        return nav

    def _on_its_way(self, config: MkDocsConfig) -> PortalPages:
        portal, source = self._portal, source_of(config, self.config)
        assert portal is not None, "MkDocs calls on_pre_build first"
        self._portal = None
        if looking := lookers(config, self):
            self._log.looked_at(looking)
            return Through(portal, config, source)
        if self._preview is not None and self._preview.has_server:
            return OnRequest(portal, config, source, self._preview.demand)
        return Beside(portal, config, source, is_last=not others(config, self, ("post_build",)))

    def on_page_markdown(self, markdown: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """A page is about to be read."""
        return self.pages.markdown(page, markdown)

    @event_priority(100)
    def _hear(self, content: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """A page has been read, and nobody else has added anything to it yet."""
        self.pages.hear(page, content)
        return content

    @event_priority(0)
    def _read(self, content: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """A page has been read."""
        return self.pages.read(page, content)

    on_page_content = CombinedEvent(_hear, _read)

    @event_priority(-90)
    def on_page_context(
        self, context: TemplateContext, /, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """A page is about to be shown, by the portal's templates where they have a frame for it."""
        if (frame := self.pages.frame(page)) is not None:
            context["pn"] = frame  # type: ignore[typeddict-unknown-key]
        return context

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Every page has been read."""
        # MkDocs makes a new environment for every build, which would compile the same templates again.
        env.bytecode_cache = self._compiled
        self.pages.complete(env, files)
        return env

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """What is no page: the sitemap, and what is shown where there is none."""
        if template_name == ROOT_NOT_FOUND:  # a template of the site's own may show it in the portal's frame
            context["pn"] = self.pages.portal.not_found()  # type: ignore[typeddict-unknown-key]
        elif template_name == SITEMAP:
            context["pn_sitemap"] = self.pages.sitemap(context["pages"])  # type: ignore[typeddict-unknown-key]
        return context

    # --- the finished site -----------------------------------------------------------------------------------------------

    @event_priority(-100)
    def _on_post_build_keep(self, *, config: MkDocsConfig) -> None:
        """What MkDocs does not make. Then, as every file is there, the policy."""
        folder = Path(config.site_dir)
        self.pages.finish(folder)
        if self._readings is not None:
            self._readings.complete(prune=self._preview is None)
        if self._preview is not None:
            self._preview.end()
            return  # a preview has a script of its own, to reload pages
        makers = (*others(config, self, PAGE_MAKERS), *own_templates(config))
        faults = self.pages.finished_site(folder, makers).keep_policy(terms_of(self.config))
        self._log.findings(faults)
        if any(fault.severity is Severity.ERROR for fault in faults):
            raise PluginError(self._log.no_policy())

    @event_priority(-1000)
    def _on_post_build_publish(self, *, config: MkDocsConfig) -> None:
        """After everybody: the site takes the place of the old one."""
        if self._site_dir is not None:
            self._site_dir.publish()
            self._site_dir = None

    on_post_build = CombinedEvent(_on_post_build_keep, _on_post_build_publish)
