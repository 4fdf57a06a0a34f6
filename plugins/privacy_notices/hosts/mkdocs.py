"""The portal in MkDocs. Only this module knows MkDocs; it asks the core for values and hands them over.

One build pass makes every language: `on_pre_build` reads and checks, `on_files` adds the pages. From there they go one of
two ways, which give the same bytes. Where another plugin or a template of the site's own looks at pages, they pass through
MkDocs like any page: `on_page_content` puts the finished HTML in, `on_page_context` gives the templates their `pn` (see
`frame`). Otherwise they are files that MkDocs only copies (`PageFile`): a build takes them from the cache where nothing they
depend on has changed, and a preview makes them when a browser asks.
"""

from __future__ import annotations

import functools
import gc
import html
import os
import posixpath
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any, Final, Literal

import click
from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache
from markupsafe import Markup
from mkdocs.config import config_options as c
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel, get_files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from privacy_notices.faults.diagnostic import Severity
from privacy_notices.faults.report import to_lines
from privacy_notices.hosts import policy as headers
from privacy_notices.hosts.on_demand import OnDemand
from privacy_notices.hosts.policy import Finished
from privacy_notices.hosts.watching import Watching
from privacy_notices.incremental.memo import Memo, digest
from privacy_notices.incremental.store import Folder
from privacy_notices.incremental.workers import collect_rarely
from privacy_notices.pages.frame import Frame
from privacy_notices.pages.plan import STATUS, Page
from privacy_notices.pages.status import EDITOR
from privacy_notices.portal.examination import today
from privacy_notices.portal.publication import Publication, SitemapEntry, src_uri
from privacy_notices.portal.reading import SUFFIXES, Reader, read_folders
from privacy_notices.search.index import FOLDER

log = get_plugin_logger(__name__)

THEME: Final = Path(__file__).parent.parent / "pages" / "theme"
TEMPLATE: Final = "pn/page.html"
QUIET: Final = 0.05
"""Seconds without a further change after which a preview builds. What an editor does at one save takes a tenth of it."""
AT_REST: Final = 3.0
"""Seconds after a build of a preview until all files are compared with what was read."""
MATERIAL_FONT: Final = {"text": "Roboto", "code": "Roboto Mono"}
"""What Material loads from Google where nobody has chosen a font."""


class EditorAddress(c.Type[str]):
    """An address that opens a file in an editor, with `{path}`, `{line}` and `{column}` in it."""

    def __init__(self) -> None:
        super().__init__(str, default=EDITOR)

    def run_validation(self, value: object) -> str:
        text = super().run_validation(value)
        try:
            text.format(path="", line=1, column=1)
        except (LookupError, ValueError, AttributeError):
            raise ValidationError(
                f"in `{text}` only {{path}}, {{line}} and {{column}} can stand in braces, as in `{EDITOR}`"
            ) from None
        return text


class Settings(Config):
    """What `mkdocs.yml` may say under `privacy-notices:`."""

    notices_dir = c.Type(str, default="notices")
    """The folder of the notices, relative to `mkdocs.yml`."""
    search = c.Type(bool, default=True)
    """A search of its own for each language."""
    cache = c.Type(bool, default=True)
    """Keep finished pages and findings from one build to the next."""
    cache_dir = c.Type(str, default=".cache/privacy-notices")
    """The folder they are kept in, relative to `mkdocs.yml`."""
    editor = EditorAddress()
    """What the preview's status opens files with."""
    csp = c.Choice(("headers", "meta", "none"), default="headers")
    """A Content Security Policy for the whole site: files for web servers, an element in each page, or none (`off` would be false in YAML)."""


class PrivacyNoticesPlugin(BasePlugin[Settings]):
    """Adds the portal's pages to a site."""

    def __init__(self) -> None:
        self._is_preview = False
        self._portal: Publication | None = None
        self._frames: dict[str, Frame] = {}
        self._env: Any = None
        self._last: Publication | None = None
        self._files: Files | None = None
        self._texts: dict[str, str] = {}
        """HTML of what stands in the pages of the host's theme, by file."""
        self._site: Any = None
        self._by_file: Mapping[str, Page] = {}
        self._is_direct = False
        """Pages of the portal are copied, not passed through MkDocs."""
        self._is_last = False
        """Nobody else changes files after they were written."""
        self._is_lazy = False
        """They are not even copied, but made when a browser asks for them."""
        self._reloads = False
        """The preview's server calls `on_serve`, so that it can be asked to make pages."""
        self._is_settled = False
        self._demand = OnDemand()
        self._reader = Reader()
        self._watching: Watching | None = None
        """Tells the reader of changes, in a preview that has a server."""
        self._comparison: threading.Timer | None = None
        self._compiled = CompiledTemplates()
        self._theme_files: dict[object, tuple[str, ...]] = {}
        self._store: Folder | None = None
        self._memo: Memo | None = None
        self._written: dict[str, str] = {}
        """Digests of pages of the portal that were copied, by file."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Defining this keeps the plugin's object over the rebuilds of a preview."""
        self.on_shutdown()
        self._is_preview = command == "serve"
        self._last = None
        self._watching = None
        collect_rarely()
        context = click.get_current_context(silent=True)
        self._reloads = self._is_preview and context is not None and bool(context.params.get("livereload"))

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Pages that the first build has left out, and all that come later, are made on demand."""
        self._reloads = True
        server.build_delay = min(server.build_delay, QUIET)
        # What MkDocs watches already goes to the new observer as well: the notices may lie in that folder.
        server.unwatch(config.docs_dir)
        self._watching = Watching(server.observer, self._is_source_or_page(config), self._reader.tell)
        server.observer = self._watching  # type: ignore[assignment]
        server.watch(config.docs_dir)
        self._compare_later()
        server.set_app(self._demand.around(server.get_app() or server.serve_request, server.mount_path))
        return server

    def _is_source_or_page(self, config: MkDocsConfig) -> Callable[[Path], bool]:
        """Whether a changed file is of use: not what an editor writes beside the one that is edited."""
        source, docs, cache = self._source(config), Path(config.docs_dir), self._cache(config)

        def is_of_use(path: Path) -> bool:
            # Every build writes to the cache, wherever that is.
            if path.name.startswith(".") or path.name.endswith("~") or path.is_relative_to(cache):
                return False
            return path.suffix in SUFFIXES or path.is_relative_to(docs) or not path.is_relative_to(source)

        return is_of_use

    def on_shutdown(self) -> None:
        """Keep what was found, also of a build that failed."""
        self._leave_comparing()
        if self._store is not None:
            self._store.close()
        self._store = self._memo = None

    # --- configuration ---------------------------------------------------------------------------------------------

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        if "i18n" in config.plugins or "mkdocs-static-i18n" in config.plugins:
            raise PluginError(
                "privacy-notices cannot share a site with mkdocs-static-i18n: both decide the language of every page. "
                "Remove `i18n` from `plugins`; hand-written pages go to docs/<language>/ and take part in the portal's languages."
            )
        # After the user's own folders, so that a template of theirs wins; before the theme's, so that ours does.
        own = 1 if config.theme.custom_dir else 0
        if str(THEME) not in config.theme.dirs:
            config.theme.dirs.insert(own, str(THEME))
        config.theme.static_templates.update(("404.html", "sitemap.xml"))
        if self._is_preview and not config.theme.custom_dir:
            known = (*config.theme.dirs, *sorted(config.theme.static_templates))
            config.theme.get_env = functools.partial(self._environment, config.theme.get_env, known)  # type: ignore[method-assign]
        source = self._source(config)
        # MkDocs ends the preview when it is to watch a folder that is not there.
        if source.is_dir() and str(source) not in config.watch:
            config.watch.append(str(source))
        # A site about privacy must not send its readers to third parties without somebody having decided so.
        if config.theme.get("font") == MATERIAL_FONT:
            config.theme["font"] = False
        return config

    def _environment(self, make: Callable[[], Environment], known: tuple[str, ...]) -> Environment:
        """The theme's templates. MkDocs goes through all its files at every save, some ten thousand of them icons; those
        of an installed theme stay the same while a preview runs. `known`: what the list depends on."""
        env = make()
        list_anew = env.list_templates

        def list_templates(extensions: Any = None, filter_func: Any = None) -> list[str]:
            key = (known, extensions, getattr(filter_func, "__qualname__", ""))
            if key not in self._theme_files:
                self._theme_files[key] = tuple(list_anew(extensions, filter_func))
            return [*self._theme_files[key]]

        env.list_templates = list_templates  # type: ignore[method-assign]
        return env

    def _source(self, config: MkDocsConfig) -> Path:
        return _beside(config, self.config.notices_dir)

    def _cache(self, config: MkDocsConfig) -> Path:
        return _beside(config, self.config.cache_dir)

    # --- reading and checking --------------------------------------------------------------------------------------

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read and check before the old site is touched."""
        self._demand.close()
        self._leave_comparing()
        if self._watching is None:
            self._reader = Reader()  # nobody tells this one of changes
        files = get_files(config).documentation_pages(inclusion=self._is_shown)
        portal = Publication.open(
            self._source(config), today(os.environ), written=[file.src_uri for file in files], url=config.site_url,
            directory_urls=config.use_directory_urls, drafts=self._is_preview, search=self.config.search, last=self._last,
            memo=self._open_memo(config), editor=self.config.editor, read=self._reader.read if self._is_preview else read_folders,
        )  # fmt: skip
        self._portal = portal
        has_other_pages = any(file.src_uri.partition("/")[0] not in portal.project.portal.languages for file in files)
        calls = tuple(third_parties(config, has_other_pages))
        for setting, host in calls:
            self._tell(
                Severity.WARNING, f"mkdocs.yml: `{setting}` makes the reader's browser call a third party ({host})"
            )
        # A preview tells of each finding once: what a save has brought could not be seen among hundreds.
        known = frozenset(self._last.diagnostics if self._last else ())
        new = [diagnostic for diagnostic in portal.diagnostics if diagnostic not in known]
        for diagnostic in new:
            self._tell(diagnostic.severity, to_lines(diagnostic))
        if before := len(portal.diagnostics) - len(new):
            self._tell(Severity.INFO, f"findings as before: {before}; all of them: {portal.site.absolute(STATUS)}")
        if self._is_preview:
            if portal.is_readable:
                self._last = portal
            return
        errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in portal.diagnostics)
        warnings = len(calls) + sum(diagnostic.severity is Severity.WARNING for diagnostic in portal.diagnostics)
        if errors or (config.strict and warnings):
            raise PluginError(f"privacy-notices: nothing was written (errors: {errors}, warnings: {warnings})")

    def _open_memo(self, config: MkDocsConfig) -> Memo:
        if self._memo is None:
            self._store = Folder(self._cache(config), environment=os.environ) if self.config.cache else None
            self._memo = Memo(self._store)
        return self._memo

    def _tell(self, severity: Severity, message: str) -> None:
        # As information in a preview: with --strict a warning would stop it, and it must survive every mistake.
        log.log(LEVELS[Severity.INFO if self._is_preview else severity], "%s", message)

    def _is_shown(self, inclusion: InclusionLevel) -> bool:
        return bool(inclusion.is_in_serve() if self._is_preview else inclusion.is_included())

    @event_priority(100)
    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add a page for every notice and language. Early, so that other plugins see the pages as they see the rest."""
        portal = self._require()
        self._frames = {}
        self._texts = {}
        self._written = {}
        self._is_direct = not _is_looked_at(config, self)
        self._is_last = not _others(config, self, ("post_build",))
        self._is_lazy = self._is_direct and self._reloads
        self._by_file = {portal.site.file(output.path): output for output in portal.pages()}
        # The preview's own pages are no target of a link in Markdown.
        shown = [page for page in portal.pages() if not (self._is_lazy and page.kind.startswith("status"))]
        pages = [self._file(output, config) for output in shown]
        taken = self._by_file.keys()
        for file in list(files):
            # A page by hand at an address of the portal is a fault (P104), but a preview goes on. And where the
            # notices lie in `docs_dir`, MkDocs would publish their sources, drafts included.
            if file.dest_uri in taken or self._is_source(file, config):
                files.remove(file)
            elif portal.is_written(file.src_uri):
                file.locale = file.src_uri.split("/")[0]  # type: ignore[attr-defined]
                if file.inclusion.is_included():
                    file.inclusion = InclusionLevel.NOT_IN_NAV
        for file in pages:
            files.append(file)
        for path, data in portal.files().items():
            if path not in files.src_uris:
                files.append(File.generated(config, path, content=data, inclusion=InclusionLevel.NOT_IN_NAV))
        return files

    def _file(self, output: Page, config: MkDocsConfig) -> File:
        if self._is_direct:
            return PageFile(output, self._require().site.file(output.path), config, self._copy, self._require().anchors)
        file = File.generated(config, src_uri(output), content="", inclusion=InclusionLevel.NOT_IN_NAV)
        source = self._source(config)
        # Other plugins take the path and dates of this file; without one mkdocs-rss-plugin fails.
        file.abs_src_path = str(source.parent / output.source if output.source else source / "portal.yml")
        if output.source is not None:
            file.edit_uri = edit_path(source.parent / output.source, Path(config.docs_dir))
        # Read by mkdocs-git-revision-date-localized-plugin.
        file.locale = output.language  # type: ignore[attr-defined]
        return file

    def _copy(self, file: PageFile) -> None:
        if not self._is_lazy:
            path = Path(file.abs_dest_path)
            path.parent.mkdir(parents=True, exist_ok=True)
            data = self._finished_page(file.output)
            self._written[file.dest_uri] = digest(data)
            path.write_bytes(data)

    def _finished_page(self, output: Page) -> bytes:
        template = self._env.get_template(TEMPLATE)
        return self._require().finished(output, lambda frame: str(template.render(pn=frame)), edit_href=self._edit_href(output)).encode(errors="xmlcharrefreplace")  # fmt: skip

    def _asked_for(self, name: str) -> Mapping[str, bytes]:
        """The files of the portal that are made together with one."""
        if (output := self._by_file.get(name)) is not None:
            return {name: self._finished_page(output)}
        folders = name.split("/")
        if len(folders) == 3 and folders[1] == FOLDER and folders[0] in self._require().project.portal.languages:
            return self._require().search_of(folders[0])
        if name == "sitemap.xml":
            return {name: self._env.get_template(name).render(pn_sitemap=self._sitemap(self._files or ())).encode()}
        return {}

    def _edit_href(self, output: Page) -> str | None:
        """Where the file can be edited, as MkDocs works it out for its own pages."""
        config = self._site
        if output.source is None or not (config.edit_uri or config.edit_uri_template):
            return None
        file = File.generated(config, src_uri(output), content="")
        file.edit_uri = edit_path(self._source(config).parent / output.source, Path(config.docs_dir))
        return MkDocsPage(output.title, file, config).edit_url

    def _is_source(self, file: File, config: MkDocsConfig) -> bool:
        path = file.abs_src_path
        return (
            path is not None and path.endswith((*SUFFIXES, ".xlf")) and Path(path).is_relative_to(self._source(config))
        )

    # --- pages -----------------------------------------------------------------------------------------------------

    def on_page_markdown(self, markdown: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        portal = self._require()
        output = portal.page(page.file.src_uri)
        if output is not None:
            # MkDocs' own templates do not escape titles, and macros must never see what people wrote.
            page.meta.update(
                template=TEMPLATE, title=html.escape(output.title), locale=output.language, render_macros=False,
                search={"exclude": True},
            )  # fmt: skip
            return ""
        if portal.is_written(page.file.src_uri):
            page.meta.setdefault("template", TEMPLATE)
            page.meta.setdefault("locale", page.file.src_uri.split("/")[0])
        return markdown

    def on_page_content(self, content: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        portal = self._require()
        output = portal.page(page.file.src_uri)
        if output is None:
            if portal.is_written(page.file.src_uri):
                portal.read_written(page.file.src_uri, html.unescape(str(page.title or "")), content)
            return content
        frame = portal.frame(output, edit_href=page.edit_url)
        self._frames[page.file.src_uri] = frame
        page.meta["description"] = html.escape(frame.description)
        page.toc = TableOfContents([AnchorLink(html.escape(item.title), item.id, 2) for item in frame.contents])
        page.present_anchor_ids = {item.id for item in frame.contents}
        return str(frame.content or "")

    @event_priority(-90)
    def on_page_context(self, context: TemplateContext, /, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> TemplateContext | None:  # fmt: skip
        portal = self._require()
        uri = page.file.src_uri
        if uri in self._frames:
            context["pn"] = self._frames.pop(uri)  # type: ignore[typeddict-unknown-key]
        elif portal.is_written(uri):
            headings = [(item.id, html.unescape(Markup(item.title).striptags())) for item in _level_two(page.toc)]  # noqa: S704 -- read, not shown
            context["pn"] = portal.frame_written(  # type: ignore[typeddict-unknown-key]
                uri, html.unescape(str(page.title or "")), page.content or "", headings,
                str(page.meta.get("description") or ""), edit_href=page.edit_url,
            )  # fmt: skip
        else:
            self._texts[page.file.dest_uri] = page.content or ""
        return context

    def on_env(self, env: Any, /, *, config: MkDocsConfig, files: Files) -> Any:
        """Every page has been read: the search index can be made, and MkDocs copies files only after this."""
        self._env = env
        self._site = config
        # MkDocs makes a new environment for every build, which would compile the same templates again.
        env.bytecode_cache = self._compiled
        self._files = files
        for path, data in ({} if self._is_lazy else self._require().search_files()).items():
            files.append(File.generated(config, path, content=data, inclusion=InclusionLevel.NOT_IN_NAV))
        return env

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The site's own 404 page, in every language, and its sitemap."""
        portal = self._require()
        if template_name == "404.html":
            context["pn"] = portal.not_found()  # type: ignore[typeddict-unknown-key]
        elif template_name == "sitemap.xml":
            context["pn_sitemap"] = () if self._is_lazy else self._sitemap(context["pages"])  # type: ignore[typeddict-unknown-key]
        return context

    def _sitemap(self, files: Iterable[File]) -> list[SitemapEntry]:
        portal = self._require()
        pages = (file.page for file in files if file.is_documentation_page() and not portal.is_written(file.src_uri))
        others = [page for page in pages if page and portal.page(page.file.src_uri) is None]
        return portal.sitemap(page.canonical_url for page in others)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """The 404 page of each language, for hosts that look for one in the folder. Then, as every file is there, the policy."""
        portal = self._require()
        template = self._env.get_template("404.html")
        for path, frame in () if self._is_lazy else portal.not_found_pages():
            target = Path(config.site_dir, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(template.render(pn=frame, config=config), encoding="utf-8", newline="\n")
        if self._is_preview:
            self._tidy()
            self._compare_later()
        if self._is_lazy:
            self._demand.open(Path(config.site_dir), self._asked_for)
        if self._store is not None:
            self._store.complete(prune=not self._is_preview)
        if self.config.csp != "none" and not self._is_preview:  # a preview has a script of its own, to reload pages
            self._keep_policy(Path(config.site_dir))

    def _tidy(self) -> None:
        """Give back what the last build has left: each leaves its pages and templates tied to each other.

        The portal itself, which stays, is set aside the first time, so that nobody looks through it at every save.
        """
        if self._is_settled:
            gc.collect()
        else:
            gc.freeze()
            self._is_settled = True

    def on_build_error(self, *, error: Exception) -> None:
        """A build of a preview that another plugin or a template has ended."""
        self._compare_later()

    def _compare_later(self) -> None:
        """Have all files compared with what was read, once nobody has saved for a while.

        A changed file is read at once because the system tells of it. This is for what it has not told of.
        """
        if (watching := self._watching) is None:
            return
        reader = self._reader

        def compare() -> None:
            if reader.compare():
                watching.tell()

        self._leave_comparing()
        self._comparison = threading.Timer(AT_REST, compare)
        self._comparison.daemon = True
        self._comparison.start()

    def _leave_comparing(self) -> None:
        if self._comparison is not None:
            self._comparison.cancel()
            self._comparison = None

    def _keep_policy(self, root: Path) -> None:
        """Tell browsers what the finished pages may do, or fail where a text would do more."""
        # What the portal's own templates make needs nothing; whatever others change later is another matter.
        ours = self._written.keys() if self._is_last else ()
        pages = (page for page in self._finished(root, ours) if self._written.get(page.file) != digest(page.html))
        policy, faults = headers.policy(pages)
        for fault in faults:
            log.log(LEVELS[fault.severity], "%s", to_lines(fault))
        if any(fault.severity is Severity.ERROR for fault in faults):
            raise PluginError("privacy-notices: no policy was written; mend the pages, or set `csp: none`")
        if self.config.csp == "headers":
            (root / headers.HEADERS_FILE).write_text(headers.headers_file(policy), encoding="utf-8", newline="\n")
            (root / headers.NGINX_FILE).write_text(headers.nginx_conf(policy), encoding="utf-8", newline="\n")
        else:
            for page in self._finished(root):
                (root / page.file).write_text(headers.with_meta(page.html, policy), encoding="utf-8", newline="\n")

    def _finished(self, root: Path, without: Collection[str] = ()) -> Iterator[Finished]:
        """Every page as it was written, one at a time: all at once would need the memory of the whole site."""
        copied = {file.dest_uri for file in self._files or ()} | {path for path, _ in self._require().not_found_pages()}
        for path in sorted(root.rglob("*.html")):
            name = path.relative_to(root).as_posix()
            if name in without:
                continue
            text = path.read_text(encoding="utf-8")
            # What is in none of these, another plugin has made of the site's settings.
            yield Finished(name, text, self._texts.get(name, text if name in copied or name == "404.html" else ""))

    def _require(self) -> Publication:
        assert self._portal is not None, "MkDocs calls on_pre_build first"
        return self._portal


class CompiledTemplates(BytecodeCache):
    """Templates compiled in this process, by source text."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if (code := self._code.get((bucket.key, bucket.checksum))) is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


class PageFile(File):
    """A finished page that MkDocs copies. Links in Markdown find it by `src_uri`, as they find any page."""

    def __init__(self, output: Page, file: str, config: MkDocsConfig, copy: Callable[[PageFile], None], anchors: Callable[[Page], frozenset[str]]) -> None:  # fmt: skip
        # What `File` does, without taking paths apart that have only `/`: thousands of them at every save would be felt.
        self.src_uri = src_uri(output)
        self.src_dir = None
        self.dest_dir = config.site_dir
        self.use_directory_urls = config.use_directory_urls
        self.inclusion = InclusionLevel.NOT_IN_NAV
        self.dest_uri = file
        self.output = output
        self.generated_by = "privacy-notices"
        self._copy = copy
        self.page = _Anchors(output, anchors)  # type: ignore[assignment]

    def is_documentation_page(self) -> bool:
        return False

    def copy_file(self, dirty: bool = False) -> None:
        self._copy(self)


class _Anchors:
    """What MkDocs asks of a page to see whether the anchor of a link exists."""

    def __init__(self, output: Page, anchors: Callable[[Page], frozenset[str]]) -> None:
        self._output = output
        self._anchors = anchors

    @property
    def present_anchor_ids(self) -> frozenset[str]:
        return self._anchors(self._output)


PAGE_EVENTS: Final = (
    "files", "nav", "env", "pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page",
)  # fmt: skip
"""Events in which plugins see the pages of a site, or may change how they are made."""

SEARCH: Final = ("mkdocs.contrib.search", "material.plugins.search")
"""Plugins that see every page, and leave out those of the portal."""


def _others(config: MkDocsConfig, own: object, events: Iterable[str]) -> bool:
    """Whether a plugin or a hook, other than a search, takes part in one of these events."""
    methods = (method for event in events for method in config.plugins.events[event])
    others = (getattr(method, "__self__", None) for method in methods)
    return any(other is not own and not type(other).__module__.startswith(SEARCH) for other in others)


def _is_looked_at(config: MkDocsConfig, own: object) -> bool:
    """Whether something of the site's own takes part in making the portal's pages: a plugin, a hook, a template."""
    if _others(config, own, PAGE_EVENTS):
        return True
    before = config.theme.dirs[: config.theme.dirs.index(str(THEME))]
    return any(Path(folder, "pn").exists() for folder in before)


def _beside(config: MkDocsConfig, folder: str) -> Path:
    # Absolute and without `..`, as MkDocs has its own paths; that of the settings may be relative (`mkdocs build -f`).
    return Path(os.path.abspath(Path(os.path.abspath(config.config_file_path)).parent / folder))


LEVELS: Final = {Severity.ERROR: 40, Severity.WARNING: 30, Severity.INFO: 20}
"""By the numbers of the logging module; strict mode counts what is 30 or more."""


def third_parties(config: MkDocsConfig, has_other_pages: bool) -> Iterable[tuple[str, str]]:
    """Settings of the site that make a reader's browser call somebody else, with whom.

    `has_other_pages`: the site has pages in the theme's own frame, beside those of the portal.
    """
    font = config.theme.get("font")
    if font:
        yield "theme.font", "Google Fonts"
    if config.extra.get("analytics"):
        yield "extra.analytics", "the analytics provider"
    # The portal's own pages do not show the repository.
    if has_other_pages and config.theme.name == "material" and "github.com" in (config.repo_url or ""):
        yield "repo_url", "api.github.com, for the number of stars; an absolute `edit_uri` makes edit links without it"
    for name in ("extra_css", "extra_javascript"):
        for item in config[name]:
            address = str(getattr(item, "path", item))
            if address.startswith(("http://", "https://", "//")):
                yield name, address
    fences = config.mdx_configs.get("pymdownx.superfences", {}).get("custom_fences", [])
    local = any("mermaid" in str(getattr(item, "path", item)) for item in config.extra_javascript)
    if not local and any(fence.get("name") == "mermaid" for fence in fences):
        yield "pymdownx.superfences", "unpkg.com, for diagrams"


def edit_path(source: PurePath, docs_dir: PurePath) -> str:
    """The path of a source file as an edit link needs it: from the folder of hand-written pages on, with `/`."""
    return posixpath.relpath(source.as_posix(), docs_dir.as_posix())


def _level_two(toc: TableOfContents) -> Iterable[AnchorLink]:
    for item in toc:
        yield from item.children if item.level == 1 else [item]
