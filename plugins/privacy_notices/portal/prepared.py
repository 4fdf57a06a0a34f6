"""A portal that was read and checked, with the pages it will have.

Of the disk it sees names of files alone, where portal.yml has never been readable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from privacy_notices.faults.diagnostic import Diagnostic, in_reading_order
from privacy_notices.incremental.memo import Memo
from privacy_notices.languages.catalog import Catalog
from privacy_notices.languages.shipped_catalogs import shipped_catalogs
from privacy_notices.load.yaml_file import SourceFile
from privacy_notices.model.notice import Project
from privacy_notices.pages.addresses import Site
from privacy_notices.pages.plan import Plan, plan, status_pages
from privacy_notices.pages.render import Renderer
from privacy_notices.pages.status import Status
from privacy_notices.portal.examination import Examination
from privacy_notices.portal.faults_on_pages import places, with_faults
from privacy_notices.portal.options import Options
from privacy_notices.portal.share import Planned
from privacy_notices.portal.written_pages import at_front_pages, taken_paths
from privacy_notices.schema.portal_form import Controller, Portal
from privacy_notices.vocabulary.shipped_vocabulary import shipped


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a publication shows, however often its pages by hand are read."""

    project: Project
    """The portal, or where portal.yml is broken the last that could be read, or an empty one."""
    found: Examination
    options: Options
    site: Site
    plan: Plan
    diagnostics: tuple[Diagnostic, ...]
    """Everything that is wrong, addresses included, in reading order."""
    renderer: Renderer
    memo: Memo
    source: Path
    """The folder that was read."""

    @property
    def is_readable(self) -> bool:
        """False when portal.yml is broken."""
        return self.found.project is not None

    def without_choice(self) -> Prepared:
        """The same without the page where a language is chosen."""
        pages = (page for page in self.plan.pages if page.kind != "choose")
        planned = Plan.of(pages, self.plan.redirects)
        renderer = Renderer(self.project, planned, self.site, self.renderer.outdated, self.renderer.status)
        return replace(self, plan=planned, renderer=renderer)


def prepare(
    found: Examination, source: Path, options: Options, uris: Sequence[str], last: Planned | None, memo: Memo
) -> Prepared:
    """What was found in the folder `source`, with its pages. `uris`: pages by hand; `last`: the reading before."""
    project = found.project or (last.project if last else empty_portal(source))
    site = Site(options.url, options.directory_urls, options.folder)
    languages = project.portal.languages
    planned, clashes = plan(project, site, drafts=options.drafts, taken=taken_paths(uris, languages, site))
    diagnostics = in_reading_order((*found.diagnostics, *at_front_pages(uris, languages, site), *clashes))
    status: Status | None = None
    if options.drafts:
        before = places(last.plan) if last else {}
        is_readable = found.project is not None
        planned = with_faults(planned, project, diagnostics, before, is_readable=is_readable)
        root = source.parent.resolve().as_posix()
        status = Status(project, diagnostics, found.rows, options.day, root, options.editor)
        planned = Plan.of((*planned.pages, *status_pages(project, status.languages())), planned.redirects)
    renderer = Renderer(project, planned, site, found.outdated, status)
    return Prepared(project, found, options, site, planned, diagnostics, renderer, memo, source)


def empty_portal(source: Path) -> Project:
    """A portal without notices, for the preview of one whose portal.yml has never been readable."""
    catalogs = shipped_catalogs()
    names = sorted(path.name.split(".")[1] for path in source.glob("portal.*.yml")) if source.is_dir() else []
    languages = tuple(key for key in names if key in catalogs) or ("fi", "sv", "en")
    facts = Portal.model_construct(
        format=1, languages=languages, controllers={"-": Controller.model_construct(name={"*": "–"})}
    )
    documents = {"portal": SourceFile(f"{source.name}/portal.yml", None, ())}
    return Project(
        facts, {}, {key: catalogs.get(key, Catalog(key, {})) for key in languages}, shipped(), (), {}, documents
    )
