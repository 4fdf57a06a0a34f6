"""What stands around the text of a page: menu, languages, links for machines. No input or output.

A `Frame` is the variable `pn` of the theme's templates (`theme/pn/*.html`), for generated and hand-written pages alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from privacy_notices.languages.speaker import Speaker, direction_of
from privacy_notices.model.notice import Project
from privacy_notices.pages.addresses import Site
from privacy_notices.pages.article import Heading
from privacy_notices.pages.plan import LISTED, Page, Plan, site_name, speakers_of
from privacy_notices.pages.render import Content

ASSETS: Final = "assets"
"""Folder of the site for the portal's style sheets and scripts."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu."""

    title: str
    href: str
    current: bool = False
    children: tuple[Entry, ...] = ()


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
    nav: tuple[Entry, ...]
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


class Framer:
    """Makes the frame of each page of one portal."""

    def __init__(self, project: Project, plan: Plan, site: Site, written: Sequence[HandWritten] = (), *, search: bool = True, stylesheets: Sequence[str] = (), csp: str | None = None) -> None:  # fmt: skip
        """`written`: pages by hand; `stylesheets`: further ones by address below the root; `csp`: for a meta tag."""
        self.project = project
        self.plan = plan
        self.site = site
        self.written = tuple(written)
        self.search = search
        self.stylesheets = tuple(stylesheets)
        self.csp = csp
        self.speakers = speakers_of(project)
        self._menus = {language: self._titles(language) for language in self.speakers}

    def frame(self, page: Page, content: Content, *, edit_href: str | None = None) -> Frame:
        """The frame of a generated page."""
        pages = self.plan.counterparts(page)
        languages = tuple(self._language(page.path, page.language, key, pages.get(key)) for key in self.speakers)
        if page.kind in ("choose", "404", "404-all", "status", "status-translation"):
            current = "" if page.kind in ("choose", "404-all") else page.language
            languages = tuple(self._language(page.path, current, key, self._front(key)) for key in self.speakers)
        noindex = not self.plan.is_indexed(page)
        canonical = None if page.kind.startswith("404") else self.site.absolute(self.plan.canonical(page).path)
        return self._frame(
            page.path, page.language, page.kind, page.title, content, languages, self.alternates(page), canonical,
            noindex=noindex, draft=page.is_draft, edit_href=edit_href,
        )  # fmt: skip

    def frame_written(self, page: HandWritten, content: Content, *, edit_href: str | None = None) -> Frame:
        """The frame of a hand-written page; the one with the same name in another language is its translation."""
        others = self._written_versions(page)
        languages = tuple(
            LanguageEntry(
                key, speaker.endonym, self.site.link(page.path, others[key].path if key in others else self._front(key).path),
                key == page.language, key in others, *self._not_available(page.language, key, key in others),
            )
            for key, speaker in self.speakers.items()
        )  # fmt: skip
        return self._frame(
            page.path, page.language, "page", page.title, content, languages, self.alternates_written(page), self.site.absolute(page.path),
            noindex=False, draft=False, edit_href=edit_href,
        )  # fmt: skip

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

    def _frame(self, path: str, language: str, kind: str, title: str, content: Content, languages: tuple[LanguageEntry, ...], alternates: tuple[Alternate, ...], canonical: str | None, *, noindex: bool, draft: bool, edit_href: str | None) -> Frame:  # fmt: skip
        speaker = self.speakers[language]
        brand = self.project.portal.brand
        logo = {"logo": self.site.link_to_file(path, brand.logo)} if brand.logo else None
        sheets = (f"{ASSETS}/privacy-notices.css", *self.stylesheets)
        return Frame(
            language=language, dir=direction_of(language), kind=kind, title=title, description=content.description,
            site_name=site_name(self.project, language).text, home=self.site.link(path, self._front(language).path),
            languages=languages, alternates=alternates, canonical=canonical, noindex=noindex,
            nav=self.menu(path, language), contents=content.headings if kind not in ("front", "choose") else (), print_line=content.print_line,
            company_url=brand.url, company_name=speaker.name(brand.name) if brand.name else None, brand=logo,
            css=tuple(self.site.link_to_file(path, sheet) for sheet in sheets), edit_href=edit_href, draft=draft,
            search=self.search and kind not in ("choose", "404-all"), content=content.html or None, csp=self.csp,
            _speaker=speaker, _assets=self.site.link_to_file(path, ASSETS),
        )  # fmt: skip

    def menu(self, path: str, language: str) -> tuple[Entry, ...]:
        """The menu of a language: its single pages and what is written by hand, never the notices."""
        if path in ("", "404"):
            return ()
        return tuple(Entry(title, self.site.link(path, at), at == path) for title, at in self._menus[language])

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
            key, self.speakers[key].endonym, self.site.link(path, page.path), key == current, available,
            *self._not_available(current or key, key, available),
        )  # fmt: skip

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
