"""A portal ready to be published: read, checked, planned, and rendered page by page on demand.

The shell that MkDocs and the command line share. It reads the source folder; it writes nothing.
"""

from __future__ import annotations

import datetime
import functools
import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from markupsafe import Markup

from privacy_notices import search
from privacy_notices.addresses import Site
from privacy_notices.brand import stylesheet
from privacy_notices.catalog import Catalog
from privacy_notices.diagnostics import Diagnostic, Mark, Severity
from privacy_notices.examination import examine
from privacy_notices.frame import ASSETS, Alternate, Frame, Framer, HandWritten
from privacy_notices.load import Document
from privacy_notices.model import Project
from privacy_notices.pages import Content, Heading, Page, Plan, Renderer, plan, redirect_html, status_pages
from privacy_notices.schema import Controller, Portal
from privacy_notices.status import Status, outdated
from privacy_notices.translations.status import Row
from privacy_notices.vocabulary import shipped, shipped_catalogs

BRAND_SHEET: Final = f"{ASSETS}/privacy-notices-brand.css"


def today(environment: Mapping[str, str]) -> datetime.date:
    """The day to check against: that of SOURCE_DATE_EPOCH, where it is set, so that a build can be repeated."""
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    moment = (
        datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
        if epoch.isascii() and epoch.isdigit()
        else datetime.datetime.now(datetime.UTC)
    )
    return moment.date()


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One address of the sitemap."""

    href: str
    alternates: tuple[Alternate, ...] = ()
    changed: str = ""
    """Date of the last change, `2026-02-01`; empty when it is not known."""


class Publication:
    """One reading of the source folder."""

    def __init__(self, project: Project, is_readable: bool, diagnostics: Sequence[Diagnostic], site: Site, *, written: Sequence[str], drafts: bool, search: bool, last: Publication | None, rows: Sequence[Row] = (), status: Status | None = None) -> None:  # fmt: skip
        self.project = project
        self.is_readable = is_readable
        """False when portal.yml is broken; `project` is then the last that could be read, or an empty one."""
        self.site = site
        languages = project.portal.languages
        ours = [uri for uri in written if uri.partition("/")[0] in languages and "/" in uri]
        self._written = {uri: HandWritten(_path(uri), "") for uri in ours if _path(uri) not in languages}
        fronts = [
            Diagnostic(Mark(uri), "P104", f"`{uri}` stands where the portal's front page is", hint=FRONT)
            for uri in ours
            if _path(uri) in languages
        ]
        taken = {page.path for page in self._written.values()} | ({""} & {_path(uri) for uri in written})
        planned, found = plan(project, site, drafts=drafts, taken=taken)
        self.diagnostics: tuple[Diagnostic, ...] = tuple(sorted(dict.fromkeys((*diagnostics, *fronts, *found))))
        self.plan = planned
        if drafts:
            self.plan = _with_faults(
                planned, project, self.diagnostics, is_readable, _places(last.plan) if last else {}
            )
        if status is not None:
            self.plan = Plan.of((*self.plan.pages, *status_pages(project, status.languages())), self.plan.redirects)
        self._has_search = search
        self._written_text: dict[str, str] = {}
        self._pages = {src_uri(page): page for page in self.plan.pages if not page.kind.startswith("404")}
        self._renderer = Renderer(project, self.plan, site, outdated(rows), status)

    @classmethod
    def open(cls, source: Path, day: datetime.date, *, written: Sequence[str] = (), url: str | None = None, directory_urls: bool = True, drafts: bool = False, search: bool = True, last: Publication | None = None) -> Publication:  # fmt: skip
        """Read the folder `source` and check it against the law as of `day`.

        `written`: hand-written pages below the docs folder; `last`: the reading before, for a preview.
        """
        found = examine(source, day)
        project, diagnostics, rows = found.project, found.diagnostics, found.rows
        shown = project or (last.project if last else _nothing(source))
        status = Status(shown, diagnostics, rows, day, source.parent.resolve().as_posix()) if drafts else None
        return cls(
            shown, project is not None, diagnostics, Site(url, directory_urls), written=written, drafts=drafts, search=search, last=last,
            rows=rows, status=status,
        )  # fmt: skip

    # --- pages -----------------------------------------------------------------------------------------------------

    def pages(self) -> Iterable[Page]:
        """Every page but those for addresses that do not exist."""
        return self._pages.values()

    def page(self, uri: str) -> Page | None:
        """The page at a source address such as `fi/asiakkaat.md`."""
        return self._pages.get(uri)

    def is_written(self, uri: str) -> bool:
        """Whether a hand-written page takes part in the portal's languages: it lies in the folder of one."""
        return uri in self._written and uri not in self._pages

    def frame(self, page: Page, *, edit_href: str | None = None) -> Frame:
        return self._framer.frame(page, self._renderer.render(page), edit_href=edit_href)

    def frame_written(self, uri: str, title: str, content: str, headings: Iterable[tuple[str, str]], description: str, *, edit_href: str | None = None) -> Frame:  # fmt: skip
        """The frame of a hand-written page whose HTML the host has made."""
        page = replace(self._written[uri], title=title)
        said = Content(Markup(content), tuple(Heading(*item) for item in headings), description, title)  # noqa: S704
        return self._framer.frame_written(page, said, edit_href=edit_href)

    def read_written(self, uri: str, title: str, content: str) -> None:
        """Tell the menu and the search of a hand-written page, once the host has read it. `content`: its HTML."""
        self._written[uri] = replace(self._written[uri], title=title)
        self._written_text[uri] = re.sub(r"<[^>]*>", "", re.sub(r"</(?:p|li|h\d|t[dhr]|dd|dt)>", "\n", content))
        self.__dict__.pop("_framer", None)

    @functools.cached_property
    def _framer(self) -> Framer:
        sheets = (BRAND_SHEET,) if self.project.portal.brand.color else ()
        return Framer(
            self.project,
            self.plan,
            self.site,
            tuple(self._written.values()),
            search=self._has_search,
            stylesheets=sheets,
        )

    def not_found(self) -> Frame:
        """The 404 page of the site, in every language."""
        return next(self.frame(page) for page in self.plan.pages if page.kind == "404-all")

    def not_found_pages(self) -> Iterator[tuple[str, Frame]]:
        """The 404 page of each language, with its file."""
        return ((self.site.file(page.path), self.frame(page)) for page in self.plan.pages if page.kind == "404")

    # --- other files -----------------------------------------------------------------------------------------------

    def files(self) -> Mapping[str, bytes]:
        """Files beside the pages, by path below the root: old addresses, the brand's colours."""
        files: dict[str, bytes] = {}
        speakers = self._renderer.speakers
        for redirect in self.plan.redirects:
            files[redirect.file] = redirect_html(redirect, speakers[redirect.language], self.site).encode()
        if self.project.portal.brand.color:
            files[BRAND_SHEET] = stylesheet(self.project.portal.brand.color).encode()
        return files

    def search_files(self) -> Mapping[str, bytes]:
        """The search index of each language, by path below the root; complete once hand-written pages were read."""
        files: dict[str, bytes] = {}
        for language in self.project.portal.languages if self._has_search else ():
            pages = [
                (uri, page)
                for uri, page in self._written.items()
                if page.language == language and uri in self._written_text
            ]
            extra = [
                search.written(
                    page.title,
                    self.site.address(page.path).removeprefix(f"{language}/"),
                    html.unescape(self._written_text[uri]),
                )
                for uri, page in pages
            ]
            files.update(search.files(self.project, self.plan, self.site, language, extra))
        return files

    def sitemap(self, others: Iterable[str | None] = ()) -> list[SitemapEntry]:
        """What search engines may list: real translations that are in force. `others`: addresses of the host's pages."""
        entries = []
        for page in self.plan.pages:
            address = self.site.absolute(page.path)
            if address is None or page.faults or not self.plan.is_indexed(page):
                continue
            dates = page.notice.facts.dates if page.notice else None
            changed = dates.published.isoformat() if dates and dates.published else ""
            entries.append(SitemapEntry(address, self._framer.alternates(page), changed))
        entries += [
            SitemapEntry(f"{self.site.absolute(page.path)}", self._framer.alternates_written(page))
            for page in self._written.values()
            if self.site.url
        ]
        return [*entries, *(SitemapEntry(address) for address in others if address)]


def src_uri(page: Page) -> str:
    """The source address MkDocs derives a page's file from: `fi/index.md`, `fi/asiakkaat.md`."""
    return f"{page.path}/index.md".lstrip("/") if "/" not in page.path else f"{page.path}.md"


def _path(uri: str) -> str:
    """The path of a hand-written page: `fi/tietoa.md` is `fi/tietoa`, `fi/ohje/index.md` is `fi/ohje`."""
    path = uri.rpartition(".")[0]
    folder, _, name = path.rpartition("/")
    return folder if name in ("index", "README") else path


FRONT: Final = (
    "give it another name; the text at the top of the front page stands under `intro` in portal.<language>.yml"
)


def _places(plan: Plan) -> Mapping[tuple[str, str], str]:
    """The path of each notice by id and language, whether it can be read or not."""
    pages = (page for page in plan.pages if page.kind in ("notice", "error"))
    return {(page.notice.id if page.notice else page.broken, page.language): page.path for page in pages}


def _with_faults(plan: Plan, project: Project, diagnostics: Sequence[Diagnostic], is_readable: bool, known: Mapping[tuple[str, str], str]) -> Plan:  # fmt: skip
    """For the preview: what is wrong stands on the page it concerns, and a notice that cannot be read has an error page.

    `known`: where each notice, by id and language, was before. A page whose words cannot be read stays there, so that
    the browser of the person who writes them keeps showing it.
    """
    serious = [diagnostic for diagnostic in diagnostics if diagnostic.severity > Severity.INFO]
    taken = {page.path for page in plan.pages}

    def of(page: Page) -> tuple[Diagnostic, ...]:
        if page.notice is not None and is_readable:
            files = {document.file for document in page.notice.documents.values()}
            return tuple(diagnostic for diagnostic in serious if diagnostic.mark.file in files)
        return tuple(serious) if page.kind in ("front", "choose") or not is_readable else ()

    def path(page: Page, faults: Sequence[Diagnostic]) -> str:
        if page.kind != "notice" or page.notice is None or page.is_translation:
            return page.path
        before = known.get((page.notice.id, page.language), page.path)
        words = f"/{page.notice.id}/{page.language}.yml"
        is_broken = any(fault.mark.file.endswith(words) and fault.severity is Severity.ERROR for fault in faults)
        return before if is_broken and before not in taken else page.path

    pages = [replace(page, faults=faults, path=path(page, faults)) for page in plan.pages for faults in [of(page)]]
    for key, faults in project.broken.items():
        for language in project.portal.languages:
            before = known.get((key, language), f"{language}/{key}")
            pages.append(
                Page(
                    "error", language, f"{before}-{key}" if before in taken else before, key, faults=faults, broken=key
                )
            )
    return Plan.of(pages, plan.redirects)


def _nothing(source: Path) -> Project:
    """A portal without notices, for the preview of one whose portal.yml has never been readable."""
    catalogs = shipped_catalogs()
    found = sorted(path.name.split(".")[1] for path in source.glob("portal.*.yml")) if source.is_dir() else []
    languages = tuple(key for key in found if key in catalogs) or ("fi", "sv", "en")
    facts = Portal.model_construct(
        format=1, languages=languages, controllers={"-": Controller.model_construct(name={"*": "–"})}
    )
    documents = {"portal": Document(f"{source.name}/portal.yml", None, ())}
    return Project(
        facts, {}, {key: catalogs.get(key, Catalog(key, {})) for key in languages}, shipped(), (), {}, documents
    )
