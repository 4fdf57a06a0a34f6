"""What stands around the text of a page: menu, languages, links for machines. No input or output.

A `Frame` is the variable `pn` of the theme's templates (`theme/pn/*.html`), for generated and hand-written pages alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from privacy_notices.languages.cldr import direction_of
from privacy_notices.languages.speaker import Speaker
from privacy_notices.model.notice import Project
from privacy_notices.pages.addresses import Site
from privacy_notices.pages.article import Heading
from privacy_notices.pages.plan import LISTED, Page, Plan, site_name, speakers_of
from privacy_notices.pages.render import Content

ASSETS: Final = "assets"
"""Folder of the site for the portal's style sheets and scripts."""


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of the menu."""

    title: str
    href: str
    current: bool = False
    children: tuple[MenuEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class LanguageEntry:
    """A language of the language menu."""

    code: str
    name: str
    """In the language itself."""
    href: str
    current: bool
    available: bool
    """This page exists in it."""
    note: str
    """What is said when it does not."""
    note_lang: str


@dataclass(frozen=True, slots=True)
class Alternate:
    """A language version, for search engines."""

    hreflang: str
    href: str


@dataclass(frozen=True, slots=True)
class HandWritten:
    """A page that somebody wrote in Markdown for one language (`docs/<language>/...`)."""

    path: str
    """Address without suffix: `fi/tietoa`."""
    title: str

    @property
    def language(self) -> str:
        """The language in whose folder it lies."""
        return self.path.split("/")[0]

    @property
    def name(self) -> str:
        """The same for the page in every language."""
        return self.path.partition("/")[2]


@dataclass(frozen=True)
class Frame:
    """One page's surroundings, all text plain; templates escape it. Only `content` is finished HTML."""

    language: str
    dir: str
    kind: str
    title: str
    description: str
    site_name: str
    home: str
    languages: tuple[LanguageEntry, ...]
    alternates: tuple[Alternate, ...]
    canonical: str | None
    noindex: bool
    nav: tuple[MenuEntry, ...]
    contents: tuple[Heading, ...]
    print_line: str
    company_url: str | None
    company_name: str | None
    brand: Mapping[str, str] | None
    css: tuple[str, ...]
    edit_href: str | None
    draft: bool
    search: bool
    content: Markup | None
    csp: str | None
    _speaker: Speaker
    _assets: str

    def t(self, key: str) -> str:
        """A word of the interface."""
        return self._speaker.plain(key)

    def asset(self, name: str) -> str:
        """Link to a style sheet or script of the portal."""
        return f"{self._assets}/{name}"


@dataclass(frozen=True, slots=True)
class _Framed:
    """What a frame is made for: a generated page, or one written by hand."""

    path: str
    language: str
    kind: str
    title: str
    canonical: str | None
    noindex: bool = False
    draft: bool = False


class Framer:
    """Makes the frame of each page of one portal."""

    def __init__(
        self,
        project: Project,
        plan: Plan,
        site: Site,
        written: Sequence[HandWritten] = (),
        *,
        search: bool = True,
        stylesheets: Sequence[str] = (),
    ) -> None:
        """`written`: pages by hand; `stylesheets`: further ones by address below the root."""
        self.project = project
        self.plan = plan
        self.site = site
        self.written = tuple(written)
        self.search = search
        self.stylesheets = tuple(stylesheets)
        self.speakers = speakers_of(project)
        self._menus = {language: self._titles(language) for language in self.speakers}

    def frame(self, page: Page, content: Content, *, edit_href: str | None = None) -> Frame:
        """The frame of a generated page."""
        pages = self.plan.counterparts(page)
        languages = tuple(self._language(page.path, page.language, key, pages.get(key)) for key in self.speakers)
        if page.kind in ("choose", "404", "404-all", "status", "status-translation"):
            current = "" if page.kind in ("choose", "404-all") else page.language
            languages = tuple(self._language(page.path, current, key, self._front(key)) for key in self.speakers)
        shown = _Framed(
            page.path,
            page.language,
            page.kind,
            page.title,
            None if page.kind.startswith("404") else self.site.absolute(self.plan.canonical(page).path),
            noindex=not self.plan.is_indexed(page),
            draft=page.is_draft,
        )
        return self._frame(shown, content, languages, self.alternates(page), edit_href)

    def frame_written(self, page: HandWritten, content: Content, *, edit_href: str | None = None) -> Frame:
        """The frame of a hand-written page; the one with the same name in another language is its translation."""
        others = self._written_versions(page)
        languages = tuple(self._of_written(page, key, others.get(key)) for key in self.speakers)
        shown = _Framed(page.path, page.language, "page", page.title, self.site.absolute(page.path))
        return self._frame(shown, content, languages, self.alternates_written(page), edit_href)

    def _of_written(self, page: HandWritten, key: str, other: HandWritten | None) -> LanguageEntry:
        """A language of the menu of a hand-written page. `other`: that page in the language."""
        path = self._front(key).path if other is None else other.path
        is_there = other is not None
        return LanguageEntry(
            key,
            self.speakers[key].endonym,
            self.site.link(page.path, path),
            key == page.language,
            is_there,
            *self._not_available(page.language, key, is_there),
        )

    def alternates(self, page: Page) -> tuple[Alternate, ...]:
        """The language versions of a generated page; the choice of a language is nobody's, so it is `x-default`."""
        if page.kind in ("choose", "front") and page.is_translation:
            fronts = self.plan.by_key["front", "", ""].values()
            return self._alternates(
                {front.language: front.path for front in fronts if front.is_translation}, x_default=""
            )
        return self._alternates({other.language: other.path for other in self.plan.alternates(page)})

    def alternates_written(self, page: HandWritten) -> tuple[Alternate, ...]:
        """The language versions of a hand-written page."""
        return self._alternates({key: other.path for key, other in self._written_versions(page).items()})

    def _written_versions(self, page: HandWritten) -> Mapping[str, HandWritten]:
        return {other.language: other for other in self.written if other.name == page.name}

    def _frame(
        self,
        page: _Framed,
        content: Content,
        languages: tuple[LanguageEntry, ...],
        alternates: tuple[Alternate, ...],
        edit_href: str | None,
    ) -> Frame:
        speaker, path = self.speakers[page.language], page.path
        brand = self.project.portal.brand
        sheets = (f"{ASSETS}/privacy-notices.css", *self.stylesheets)
        return Frame(
            language=page.language,
            dir=direction_of(page.language),
            kind=page.kind,
            title=page.title,
            description=content.description,
            site_name=site_name(self.project, page.language).text,
            home=self.site.link(path, self._front(page.language).path),
            languages=languages,
            alternates=alternates,
            canonical=page.canonical,
            noindex=page.noindex,
            nav=self.menu(path, page.language),
            contents=content.headings if page.kind not in ("front", "choose") else (),
            print_line=content.print_line,
            company_url=brand.url,
            company_name=speaker.name(brand.name) if brand.name else None,
            brand={"logo": self.site.link_to_file(path, brand.logo)} if brand.logo else None,
            css=tuple(self.site.link_to_file(path, sheet) for sheet in sheets),
            edit_href=edit_href,
            draft=page.draft,
            search=self.search and page.kind not in ("choose", "404-all"),
            content=content.html or None,
            csp=None,
            _speaker=speaker,
            _assets=self.site.link_to_file(path, ASSETS),
        )

    def menu(self, path: str, language: str) -> tuple[MenuEntry, ...]:
        """The menu of a language: its single pages and what is written by hand, never the notices."""
        if path in ("", "404"):
            return ()
        return tuple(MenuEntry(title, self.site.link(path, at), at == path) for title, at in self._menus[language])

    def _titles(self, language: str) -> tuple[tuple[str, str], ...]:
        """What the menu of a language lists, each with its path."""
        front = self.speakers[language].plain("menu.front")
        single = [page for page in self.plan.pages if page.language == language and page.kind in LISTED]
        own = [page for page in self.written if page.language == language and page.name]
        status = self.plan.by_key.get(("status", "", ""), {}).values()
        return (
            *((front if page.kind == "front" else page.title, page.path) for page in single),
            *((page.title, page.path) for page in own),
            *((page.title, page.path) for page in status),
        )

    def _front(self, language: str) -> Page:
        return self.plan.by_key["front", "", ""][language]

    def _language(self, path: str, current: str, key: str, target: Page | None) -> LanguageEntry:
        page = target or self._front(key)
        available = target is not None and target.is_translation
        return LanguageEntry(
            key,
            self.speakers[key].endonym,
            self.site.link(path, page.path),
            key == current,
            available,
            *self._not_available(current or key, key, available),
        )

    def _not_available(self, language: str, key: str, available: bool) -> tuple[str, str]:
        if available:
            return "", language
        speaker = self.speakers[language]
        return speaker.plain("translation.not-available", language=speaker.language_name(key)), speaker.said(
            "translation.not-available"
        ).language

    def _alternates(self, paths: Mapping[str, str], x_default: str | None = None) -> tuple[Alternate, ...]:
        """Absolute, reciprocal and with the page itself; `x-default` is the portal's first language of them."""
        if self.site.url is None or not paths:
            return ()
        found = [Alternate(key, f"{self.site.absolute(path)}") for key, path in paths.items()]
        first = next((key for key in self.project.portal.languages if key in paths), None)
        default = x_default if x_default is not None else paths[first] if first else None
        return (*found, *([Alternate("x-default", f"{self.site.absolute(default)}")] if default is not None else []))
