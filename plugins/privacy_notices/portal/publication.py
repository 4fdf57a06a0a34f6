"""A portal ready to be published: read, checked, planned, and rendered page by page on demand.

The shell that MkDocs and the command line share. It reads the source folder; it writes nothing.
"""

from __future__ import annotations

import datetime
import functools
import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Final

from markupsafe import Markup
from pydantic import TypeAdapter

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity
from privacy_notices.incremental.memo import Json, Memo, digest, to_text
from privacy_notices.languages.catalog import Catalog
from privacy_notices.load.yaml_file import Document
from privacy_notices.model.notice import Notice, Project
from privacy_notices.pages.addresses import Site
from privacy_notices.pages.article import Heading
from privacy_notices.pages.brand import stylesheet
from privacy_notices.pages.frame import ASSETS, Alternate, Frame, Framer, HandWritten
from privacy_notices.pages.plan import LISTED, Page, Plan, groups_of, plan, status_pages
from privacy_notices.pages.render import Content, Renderer, redirect_html
from privacy_notices.pages.status import EDITOR, Status
from privacy_notices.portal.examination import Examination, Read, examine
from privacy_notices.portal.reading import read_folders
from privacy_notices.schema.forms import Controller, Portal
from privacy_notices.search.entries import FOUND, entry
from privacy_notices.search.found import written as written_entry
from privacy_notices.search.index import Analysed, analyse, files_of
from privacy_notices.vocabulary.shipped import shipped, shipped_catalogs

BRAND_SHEET: Final = f"{ASSETS}/privacy-notices-brand.css"


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One address of the sitemap."""

    href: str
    alternates: tuple[Alternate, ...] = ()
    changed: str = ""
    """Date of the last change, `2026-02-01`; empty when it is not known."""


@dataclass(frozen=True, slots=True)
class Part:
    """A share of the portal's pages, for one machine of several. Every page of it is as it is in the whole."""

    languages: tuple[str, ...] = ()
    """Of all languages when empty."""
    groups: tuple[str, ...] = ()
    """Only the notices that concern these groups of people (`groups_of`); when empty, every page of the languages."""

    def select(self, project: Project) -> frozenset[str]:
        """The notices of the part."""
        groups = groups_of(project, project.notices)
        chosen = self.groups or tuple(groups)
        return frozenset(notice.id for group in chosen for notice in groups.get(group, ()))

    def whole_languages(self, portal: Portal) -> tuple[str, ...]:
        """The languages of which every page is in the part."""
        return () if self.groups else self.languages or portal.languages

    def pages(self, publication: Publication) -> Iterator[Page]:
        """The pages of the part."""
        selected = self.select(publication.project)
        for page in publication.plan.pages:
            is_of_language = page.path == page.language or page.path.startswith(f"{page.language}/")
            is_of_group = not self.groups or (page.notice is not None and page.notice.id in selected)
            if is_of_language and is_of_group and (not self.languages or page.language in self.languages):
                yield page


class Publication:
    """One reading of the source folder."""

    def __init__(self, project: Project, found: Examination, site: Site, *, written: Sequence[str] = (), drafts: bool = False, search: bool = True, last: Publication | None = None, memo: Memo | None = None, status: Callable[[Sequence[Diagnostic]], Status] | None = None) -> None:  # fmt: skip
        """`project`: what is shown, that of `found` or an earlier one; `status`: makes that of a preview of all faults."""
        self.project = project
        self.is_readable = found.project is not None
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
        planned, clashes = plan(project, site, drafts=drafts, taken=taken)
        self.diagnostics: tuple[Diagnostic, ...] = tuple(sorted(dict.fromkeys((*found.diagnostics, *fronts, *clashes))))
        self.plan = planned
        if drafts:
            places = _places(last.plan) if last else {}
            self.plan = _with_faults(planned, project, self.diagnostics, self.is_readable, places)
        shown = status(self.diagnostics) if status else None
        if shown is not None:
            self.plan = Plan.of((*self.plan.pages, *status_pages(project, shown.languages())), self.plan.redirects)
        self._has_search = search
        self._written_text: dict[str, str] = {}
        self._pages = {src_uri(page): page for page in self.plan.pages if not page.kind.startswith("404")}
        self._renderer = Renderer(project, self.plan, site, found.outdated, shown)
        self._is_preview = drafts
        self._digests = found.digests
        self._memo = memo or Memo()
        self._entries: dict[str, str] = {}

    @classmethod
    def open(cls, source: Path, day: datetime.date, *, written: Sequence[str] = (), url: str | None = None, directory_urls: bool = True, drafts: bool = False, search: bool = True, last: Publication | None = None, memo: Memo | None = None, part: Part | None = None, editor: str = EDITOR, read: Read = read_folders) -> Publication:  # fmt: skip
        """Read the folder `source` and check it against the law as of `day`.

        `written`: hand-written pages below the docs folder; `last`: the reading before, for a preview; `memo`: what
        earlier readings found; `part`: what is going to be written of it; `editor`: opens files from a preview's status;
        `read`: reads the folder.
        """
        found = examine(source, day, memo, part.select if part else None, read)
        project = found.project or (last.project if last else _nothing(source))

        def status(faults: Sequence[Diagnostic]) -> Status:
            return Status(project, faults, found.rows, day, source.parent.resolve().as_posix(), editor)

        return cls(
            project, found, Site(url, directory_urls), written=written, drafts=drafts, search=search, last=last, memo=memo,
            status=status if drafts else None,
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

    def finished(self, page: Page, show: Callable[[Frame], str], *, edit_href: str | None = None) -> str:
        """The whole page as HTML, from an earlier build where nothing that it depends on has changed since.

        `show`: the template of a page; always the same one. A preview, which also shows faults, makes each page anew.
        """

        def make() -> str:
            text = show(self.frame(page, edit_href=edit_href))
            if not self._is_preview:
                self.keep_entry(page)  # while the document of its notice is at hand
            return text

        return make() if self._is_preview else self._memo.written("page", self._key(page, edit_href), make)

    def anchors(self, page: Page) -> frozenset[str]:
        """The headings of a page that links can lead to."""
        return frozenset(heading.id for heading in self._renderer.render(page).headings)

    def _key(self, page: Page, edit_href: str | None) -> str:
        """A digest of everything that the HTML of a page depends on."""
        if page.notice is None:
            return digest(self._everything, repr((page, edit_href)))
        key, language = page.notice.id, page.language
        is_linking = bool(self.project.linking & {"", key})
        others = [
            [
                (one.kind, one.language, one.path, one.title, one.is_translation, one.is_draft)
                for one in versions.values()
            ]
            for versions in self._versions_of(page.notice)
        ]
        own = (
            page.kind,
            language,
            page.path,
            page.title,
            page.source,
            page.is_translation,
            page.is_draft,
            str(page.notice.version),
        )
        seen = (own, edit_href, page.faults, others, self._paths.get(language) if is_linking else None)
        return digest(self._digests[key], self._surroundings, repr(seen))

    def _versions_of(self, notice: Notice) -> Iterator[Mapping[str, Page]]:
        """The page of a notice and of each earlier version, by language."""
        for version in (None, *(one.version for one in self._by_id[notice.id].versions)):
            yield self.plan.by_key["notice" if version is None else "version", notice.id, str(version or "")]

    @functools.cached_property
    def _by_id(self) -> Mapping[str, Notice]:
        return {notice.id: notice for notice in self.project.notices}

    @functools.cached_property
    def _surroundings(self) -> str:
        """A digest of what is around the text of every page."""
        written = sorted((page.path, page.title) for page in self._written.values())
        singles = [
            (page.kind, page.language, page.path, page.title, page.is_translation)
            for page in self.plan.pages
            if page.notice is None and page.kind in LISTED
        ]
        return digest(self._digests[""], repr((self.site, self._has_search, written, singles)))

    @functools.cached_property
    def _paths(self) -> Mapping[str, str]:
        """By language a digest of where every notice is."""
        found: dict[str, list[tuple[str, str]]] = {}
        for page in self.plan.pages:
            if page.kind == "notice" and page.notice is not None:
                found.setdefault(page.language, []).append((page.notice.id, page.path))
        return {language: digest(repr(sorted(paths))) for language, paths in found.items()}

    @functools.cached_property
    def _everything(self) -> str:
        """A digest of the whole portal, for pages that tell of many notices."""
        paths = [(page.kind, page.language, page.path, page.title, page.is_draft) for page in self.plan.pages]
        return digest(self._surroundings, repr((sorted(self._digests.items()), paths)))

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
        """The search index of every language, by path below the root; complete once hand-written pages were read."""
        return {path: data for key in self.project.portal.languages for path, data in self.search_of(key).items()}

    def search_of(self, language: str) -> Mapping[str, bytes]:
        """The search index of one language."""
        if not self._has_search:
            return {}
        extra = [
            written_entry(
                page.title,
                self.site.address(page.path).removeprefix(f"{language}/"),
                html.unescape(self._written_text[uri]),
            )
            for uri, page in self._written.items()
            if page.language == language and uri in self._written_text
        ]
        pages = [page for page in self.plan.pages if page.language == language and page.kind in FOUND]
        # By what is said in an entry, not by what it was made from: a change that nobody can search for makes no new index.
        by_hand = [to_text(_analysed_to_json(analyse(found, language))) for found in extra]
        texts = [*(self._analysed(page) for page in pages), *by_hand]

        def make() -> Mapping[str, bytes]:
            try:
                return _index(texts, language)
            except ValueError:  # an entry that was kept has not the right form
                return _index([*(self._analysed(page, anew=True) for page in pages), *by_hand], language)

        return self._memo.stored("index", digest(language, *texts), make, _index_to_json, _index_of_json)

    def keep_entry(self, page: Page) -> None:
        """Keep what the search has to know of a page, for whoever makes the index: this build or a later one."""
        if self._has_search and page.kind in FOUND and page.notice is not None:
            text = self._analysed(page)
            if not self._memo.has_store:
                self._entries[self._entry_key(page)] = text

    def _analysed(self, page: Page, *, anew: bool = False) -> str:
        """What the search has to know of a page, as JSON."""

        def make() -> Analysed:
            found = entry(self._renderer, page)
            assert found is not None, "FOUND names the kinds that have one"
            return analyse(found, page.language)

        if page.notice is None or not self.is_readable:
            return to_text(_analysed_to_json(make()))
        key = self._entry_key(page)
        text = None if anew else self._entries.get(key) or self._memo.text("entry", key)
        return self._memo.keep("entry", key, make(), _analysed_to_json) if text is None else text

    def _entry_key(self, page: Page) -> str:
        """A digest of everything that the search knows of a notice depends on."""
        assert page.notice is not None
        where = (page.language, page.path, page.title, page.is_translation, self.site.directory_urls)
        return digest(self._digests[page.notice.id], repr(where))

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


_ANALYSED: Final = TypeAdapter(Analysed)


def _analysed_to_json(found: Analysed) -> Json:
    # Not `asdict`, which copies each of the thousands of stems.
    return {field.name: getattr(found, field.name) for field in fields(found)}


def _index(texts: Sequence[str], language: str) -> Mapping[str, bytes]:
    return files_of(map(_ANALYSED.validate_json, texts), language)


def _index_to_json(files: Mapping[str, bytes]) -> Json:
    return {name: data.decode() for name, data in files.items()}


def _index_of_json(stored: Json) -> Mapping[str, bytes]:
    if not isinstance(stored, dict):
        raise TypeError
    return {name: _only_text(data).encode() for name, data in stored.items()}


def _only_text(stored: Json) -> str:
    if not isinstance(stored, str):
        raise TypeError
    return stored


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

    by_file: dict[str, list[Diagnostic]] = {}
    for diagnostic in serious:
        by_file.setdefault(diagnostic.mark.file, []).append(diagnostic)

    by_version: dict[tuple[str, str, str], tuple[Diagnostic, ...]] = {}

    def of(page: Page) -> tuple[Diagnostic, ...]:
        if page.notice is not None and is_readable:
            if (found := by_version.get(page.key)) is None:
                documents = page.notice.documents.values()
                unsorted = [diagnostic for document in documents for diagnostic in by_file.get(document.file, ())]
                found = by_version[page.key] = tuple(sorted(unsorted))
            return found
        return tuple(serious) if page.kind in ("front", "choose") or not is_readable else ()

    def path(page: Page, faults: Sequence[Diagnostic]) -> str:
        if page.kind != "notice" or page.notice is None or page.is_translation:
            return page.path
        before = known.get((page.notice.id, page.language), page.path)
        words = f"/{page.notice.id}/{page.language}.yml"
        is_broken = any(fault.mark.file.endswith(words) and fault.severity is Severity.ERROR for fault in faults)
        return before if is_broken and before not in taken else page.path

    pages = [
        page._replace(faults=faults, path=path(page, faults)) if faults else page
        for page in plan.pages
        for faults in [of(page)]
    ]
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
