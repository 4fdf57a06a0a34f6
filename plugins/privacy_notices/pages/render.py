"""The portal's pages as values: `plan` says which there are and where, `Renderer.render` makes the HTML of one.

No input or output, and no host: MkDocs, a page tree and a preview take the same `Page` and `Content`.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, TypeAlias

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.languages.catalog import Catalog
from privacy_notices.languages.cldr import language_attributes
from privacy_notices.languages.speaker import Said, Speaker
from privacy_notices.model.notice import Notice, Project
from privacy_notices.model.rights import RightStatus, direct_marketing, is_from_elsewhere, may_object, rights_of
from privacy_notices.pages import markdown
from privacy_notices.pages.addresses import (
    MAX_SLUG_BYTES,
    Redirect,
    Site,
    further_parts_by_hand,
    list_paths,
    redirects,
    resolve,
    single_paths,
)
from privacy_notices.pages.status import NoticeStatus, Status
from privacy_notices.schema.notice_form import Retention, Source, Transfer
from privacy_notices.schema.period import Period
from privacy_notices.schema.portal_form import Contact, TranslationPolicy
from privacy_notices.vocabulary.shipped import Authority

Kind = Literal[
    "choose",
    "front",
    "list",
    "notice",
    "version",
    "rights",
    "authority",
    "accessibility",
    "404",
    "404-all",
    "error",
    "status",
    "status-translation",
]

BODY_OF_RIGHTS: Final = tuple(
    f"right.{key}.text" for key in ("access", "rectification", "erasure", "objection", "complaint")
)
"""Words without which the glossary of rights is no translation, whatever its title says."""

STATUS: Final = "_status"
"""Path of the preview's status pages. No language is called that, and a build never has them."""

MAX_ENTRIES: Final = 150
"""Notices on one page. Of usual length they are some 60 kB, and a person still finds one among them by eye."""

MAX_ENTRIES_BYTES: Final = 150_000
"""Bytes of the notices on one page, however long their titles and summaries: with all around them it stays below 200 kB."""

MAX_IN_LIST: Final = 200
"""Characters of a summary in a list of its own. The front page of a small portal has room for all of it."""

MAX_STATUS: Final = 15
"""Notices on one page of the preview's status; each has a table of what it tells, some 8 kB."""

NEAR: Final = 20
"""Parts before and after the shown one that its page leads to, beside the first and the last."""

LISTED: Final = ("front", "rights", "authority", "accessibility")
"""The pages of a language's menu. Notices are not in it: a menu of a thousand entries is no menu."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one page of a divided list shows."""

    number: int
    """Counted from 1."""
    count: int
    """Parts of the list."""
    notices: tuple[str, ...]
    """Ids in the order of their titles."""
    total: int
    """Notices in all parts."""
    group: str = ""
    """Whom the notices concern; empty in the status of a preview."""


class Page(NamedTuple):
    """One page: what it is, where it is, in which language."""

    kind: Kind
    language: str
    path: str
    """Address without suffix: `fi/asiakkaat`; the empty path is the root."""
    title: str
    """Plain text."""
    notice: Notice | None = None
    source: str | None = None
    """The file a person edits to change it, relative to the project root."""
    is_translation: bool = True
    """False where the words are another language's, shown for want of its own."""
    is_draft: bool = False
    faults: tuple[Diagnostic, ...] = ()
    """What is wrong with it; only a preview shows it."""
    broken: str = ""
    """On an error page the id of the notice that cannot be read; on a page of its translation `id/language`."""
    part: Part | None = None
    """Of a list, or of the preview's status."""

    @property
    def key(self) -> tuple[str, str, str]:
        """The same for a page in every language."""
        if self.part is not None:
            return _key_of_part(self.kind, self.part.group, self.part.number)
        return (
            self.kind,
            self.notice.id if self.notice else self.broken,
            str((self.notice and self.notice.version) or ""),
        )


def _key_of_part(kind: Kind, group: str, number: int) -> tuple[str, str, str]:
    return kind, group, str(number) if number > 1 else ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Every page of a portal, with the ways between them."""

    pages: tuple[Page, ...]
    redirects: tuple[Redirect, ...]
    by_key: Mapping[tuple[str, str, str], Mapping[str, Page]] = field(repr=False)
    """By `Page.key`, then language."""

    @classmethod
    def of(cls, pages: Iterable[Page], redirects: Iterable[Redirect]) -> Plan:
        by_key: dict[tuple[str, str, str], dict[str, Page]] = {}
        pages = tuple(pages)
        for page in pages:
            by_key.setdefault(page.key, {})[page.language] = page
        return cls(pages, tuple(redirects), by_key)

    def versions_in(self, page: Page) -> Mapping[str, Page]:
        """The page in each language, itself included."""
        return self.by_key[page.key]

    def counterparts(self, page: Page) -> Mapping[str, Page]:
        """Where a reader of the page goes in each language. A list may have fewer parts there: to its first, then."""
        pages = self.versions_in(page)
        return pages if page.part is None else {**self.by_key[_key_of_part(page.kind, page.part.group, 1)], **pages}

    def parts(self, page: Page) -> tuple[Page, ...]:
        """All parts of the list that the page is one of."""
        assert page.part is not None
        keys = (_key_of_part(page.kind, page.part.group, number + 1) for number in range(page.part.count))
        return tuple(self.by_key[key][page.language] for key in keys)

    def alternates(self, page: Page) -> tuple[Page, ...]:
        """The language versions to tell search engines of: real translations only, and only of such a page.

        A further part of a list has none: the alphabet puts other notices into the part with its number elsewhere.
        """
        if not self.is_indexed(page) or (page.part is not None and page.part.number > 1):
            return ()
        return tuple(other for other in self.versions_in(page).values() if other.is_translation)

    @staticmethod
    def is_indexed(page: Page) -> bool:
        """Whether search engines may list the page: in force, in its own language, not an error."""
        return (
            page.is_translation
            and not page.is_draft
            and page.kind in ("choose", "front", "list", "notice", "rights", "authority", "accessibility")
        )

    def canonical(self, page: Page) -> Page:
        """The page itself, or the one whose words it shows."""
        if page.is_translation or page.notice is None:
            return page
        return self.versions_in(page)[page.notice.source_language]


def status_pages(project: Project, rows: Mapping[str, Iterable[str]]) -> Iterator[Page]:
    """The preview's pages about the portal; `rows`: the languages each notice is translated to."""
    language = project.portal.languages[0]
    speaker = speakers_of(project)[language]
    ids = sorted((*(notice.id for notice in project.notices), *project.broken))
    shares = [tuple(ids[at : at + MAX_STATUS]) for at in range(0, len(ids), MAX_STATUS)] or [()]
    for number, share in enumerate(shares, 1):
        path = f"{STATUS}/{number}" if number > 1 else STATUS  # no clash: the id of a notice begins with a letter
        title = speaker.plain("status.title")  # as it is on the first part, which the menu leads to
        title = _title_of_part(speaker, title, number, len(shares)) if number > 1 else title
        yield Page("status", language, path, title, part=Part(number, len(shares), share, len(ids)))
    for notice, targets in rows.items():
        for target in targets:
            yield Page(
                "status-translation",
                language,
                f"{STATUS}/{notice}/{target}",
                f"{notice} ({target})",
                broken=f"{notice}/{target}",
            )


def home_of(project: Project) -> str:
    """The country that a portal is at home in: that of the authority which supervises it."""
    country = project.vocabulary.authorities[project.portal.authority].country
    return project.vocabulary.within.get(country, country)


def speakers_of(project: Project) -> Mapping[str, Speaker]:
    """A speaker for each language: it falls back to the source language, then to the other catalogs."""
    order = dict.fromkeys((project.source_language, *project.portal.languages, *project.catalogs))
    empty = {language: Catalog(language, {}) for language in project.portal.languages}
    catalogs = {**empty, **project.catalogs}
    home = home_of(project)
    return {
        language: Speaker([catalogs[key] for key in dict.fromkeys((language, *order)) if key in catalogs], home)
        for language in project.portal.languages
    }


def plan(
    project: Project, site: Site, *, drafts: bool = False, taken: Collection[str] = ()
) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """The pages of a portal. `drafts`: show notices that are not published; `taken`: paths written by hand."""
    speakers = speakers_of(project)
    shown = [notice for notice in project.notices if drafts or notice.is_published]
    groups = groups_of(project, shown)
    # In all languages or in none, so that every list has its counterparts.
    is_divided = not all(_fits_one_page(project, speaker, shown) for speaker in speakers.values())
    paths, faults = resolve(project, speakers, taken, tuple(groups) if is_divided else ())
    pages: list[Page] = []
    default = project.portal.languages[0]
    pages.append(Page("404-all", default, "404", speakers[default].plain("ui.404.title")))
    if "" not in taken:
        pages.append(Page("choose", default, "", site_name(project, default).text))
    for language, speaker in speakers.items():
        has_words = language in project.words
        source = project.documents[language].file if has_words else project.documents["portal"].file
        if language not in taken:
            pages.append(
                Page(
                    "front",
                    language,
                    language,
                    site_name(project, language).text,
                    source=source,
                    is_translation=has_words,
                )
            )
        for kind, path in single_paths(project.portal, speaker).items():
            title = speaker.said(f"{kind}.title")
            told = (f"{kind}.title", f"{kind}.lead", *(BODY_OF_RIGHTS if kind == "rights" else ()))
            own = all(speaker.said(word).language == language for word in told)
            pages.append(Page(kind, language, path, title.text, is_translation=own))
        pages.append(Page("404", language, f"{language}/404", speaker.plain("ui.404.title")))
        notices = [page for notice in shown for page in _pages_of(notice, language, paths[notice.id, language])]
        if is_divided:
            pages.extend(_lists(project, speaker, groups, notices))
        pages.extend(notices)
    covered = further_parts_by_hand((page.path for page in pages if page.part), taken)
    used = {page.path for page in pages}
    found, more = redirects(project, paths, site, (*used, *taken))
    kept = [redirect for redirect in found if redirect.target in used]
    return Plan.of(pages, kept), (*faults, *covered, *more)


def _pages_of(notice: Notice, language: str, path: str) -> Iterable[Page]:
    for version in (notice, *notice.versions):
        own = language in version.words
        document = version.documents[language if own else version.source_language]
        yield Page(
            "notice" if version.version is None else "version", language,
            path if version.version is None else f"{path}/{version.version}", version.text(language).title, version,
            document.file, own, not notice.is_published,
        )  # fmt: skip


def groups_of(project: Project, notices: Iterable[Notice]) -> Mapping[str, list[Notice]]:
    """The notices by whom they concern, in the portal's order of groups."""
    subjects = project.vocabulary.words["data_subjects"]
    by_group: dict[str, list[Notice]] = {}
    for notice in notices:
        first = next(iter(notice.facts.data_subjects), None)
        group = notice.facts.group or (subjects[first].group if first else None) or "public"
        by_group.setdefault(group, []).append(notice)
    shipped = dict.fromkeys(word.group for word in subjects.values() if word.group)
    order = dict.fromkeys((*project.portal.groups, *shipped, *by_group))
    return {group: by_group[group] for group in order if group in by_group}


def _by_title(pages: Iterable[Page], speaker: Speaker) -> list[Page]:
    return sorted(pages, key=lambda page: (speaker.order(page.title), page.path))


def _lists(project: Project, speaker: Speaker, groups: Mapping[str, list[Notice]], pages: Iterable[Page]) -> Iterator[Page]:  # fmt: skip
    """The lists of a language, one for each group of people concerned. `pages`: of all notices in the language."""
    current = {page.notice.id: page for page in pages if page.kind == "notice" and page.notice}
    paths = list_paths(project.portal, speaker, tuple(groups))
    for group, members in groups.items():
        entries = _by_title((current[notice.id] for notice in members), speaker)
        weights = _weights(project, speaker, (page.notice for page in entries if page.notice), MAX_IN_LIST)
        shares = list(_divided([page.notice.id for page in entries if page.notice], weights))
        word = speaker.said(f"group.{group}")
        own = speaker.language in project.words and word.language == speaker.language
        for number, share in enumerate(shares, 1):
            yield Page(
                "list", speaker.language, paths[group] if number == 1 else f"{paths[group]}/{number}",
                _title_of_part(speaker, word.text, number, len(shares)), is_translation=own,
                part=Part(number, len(shares), share, len(entries), group),
            )  # fmt: skip


def _title_of_part(speaker: Speaker, title: str, number: int, count: int) -> str:
    return speaker.plain("list.part", title=title, part=number, count=count) if count > 1 else title


def _divided(ids: Iterable[str], weights: Iterable[int]) -> Iterator[tuple[str, ...]]:
    """Ids in parts that fit a page each, full from the first on: a new notice moves few others."""
    part: list[str] = []
    weight = 0
    for key, own in zip(ids, weights, strict=True):
        if part and (len(part) == MAX_ENTRIES or weight + own > MAX_ENTRIES_BYTES):
            yield tuple(part)
            part, weight = [], 0
        part.append(key)
        weight += own
    if part:
        yield tuple(part)


def _fits_one_page(project: Project, speaker: Speaker, notices: Sequence[Notice]) -> bool:
    return len(notices) <= MAX_ENTRIES and sum(_weights(project, speaker, notices)) <= MAX_ENTRIES_BYTES


def _weights(project: Project, speaker: Speaker, notices: Iterable[Notice], limit: int | None = None) -> Iterator[int]:
    """Bytes that each notice takes in a list, not less than it does as far as its texts have no markup.

    `limit`: characters of a summary that are shown; in HTML none has more than five bytes.
    """
    mark, frame = 45, 250  # `lang` and `dir` of words in another language; the tags of an entry
    said = {key: speaker.said(f"data_subjects.{key}") for key in project.vocabulary.words["data_subjects"]}
    labels = {key: _bytes(word.text) + 2 + mark * (word.language != speaker.language) for key, word in said.items()}
    for notice in notices:
        words = notice.text(speaker.language)
        summary = _bytes(words.summary or "")
        texts = _bytes(words.title) + (summary if limit is None else min(summary, 5 * limit + 5))
        slug = min(MAX_SLUG_BYTES, _bytes(words.slug or words.title))
        marks = 0 if speaker.language in notice.words else 2 * mark
        yield frame + texts + slug + marks + sum(labels[key] for key in notice.facts.data_subjects)


@functools.lru_cache(maxsize=16_384)
def _bytes(text: str) -> int:
    return len(escape(text).encode())


def site_name(project: Project, language: str) -> Said:
    """The portal's name in a language."""
    for key in (language, project.source_language, *project.words):
        if key in project.words:
            return Said(project.words[key].site_name, key)
    return Said("", language)


@dataclass(frozen=True, slots=True)
class Heading:
    """A section of a page, for its table of contents."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a page says."""

    html: Markup
    headings: tuple[Heading, ...]
    description: str
    """Plain text for search engines and feeds."""
    print_line: str = ""
    """Company, title and version, for the top of a printed page."""


Outdated: TypeAlias = Mapping[tuple[str, str], Mapping[str, datetime.date | None]]
"""By notice and language: the keys of outdated texts (`purposes.newsletter.text`), each with the day since when."""


@dataclass(frozen=True, slots=True)
class Piece:
    """HTML that stands on several pages of a language."""

    html: Markup
    foreign: tuple[str, ...]
    """Other languages in it, for want of words in the page's own."""


class Renderer:
    """Makes the HTML of pages. Holds values only; the same input gives the same bytes."""

    def __init__(self, project: Project, plan: Plan, site: Site, outdated: Outdated | None = None, status: Status | None = None) -> None:  # fmt: skip
        """`outdated`: texts whose source has changed since they were translated; `status`: in a preview."""
        self.project = project
        self.plan = plan
        self.site = site
        self.outdated = outdated or {}
        self.status = status
        self.speakers = speakers_of(project)
        self.pieces: dict[Hashable, Piece] = {}
        """What is the same on every page of a language, made when the first of them needs it."""
        self._env = _environment()

    def piece(self, name: str) -> Callable[..., Markup]:
        """A macro of `parts.html`."""
        macro: Callable[..., Markup] = getattr(self._env.get_template("parts.html").module, name)
        return macro

    def render(self, page: Page) -> Content:
        view = View(self, page)
        template = {"version": "notice", "404-all": "404"}.get(page.kind, page.kind)
        names = {"view": view, "say": view.say, "t": view.words_said, "page": page, "project": self.project}
        html = self._env.get_template(f"{template}.html").render(names)
        if page.faults and page.kind != "error":
            html = self._env.get_template("faults.html").render(names) + html
        return Content(Markup(html.strip()), tuple(view.headings), view.description(), view.print_line())  # noqa: S704


def redirect_html(redirect: Redirect, speaker: Speaker, site: Site) -> str:
    """A page at an old address that leads on, without a script."""
    depth = redirect.file.count("/")
    target = "../" * depth + site.address(redirect.target)
    return _environment().get_template("redirect.html").render(
        say=speaker, target=target, canonical=site.absolute(redirect.target)
    )  # fmt: skip


@functools.cache
def _environment() -> Environment:
    env = Environment(
        loader=DenseLoader("privacy_notices.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    env.globals["fact"] = fact
    env.globals["shorter"] = shorter
    return env


class DenseLoader(PackageLoader):
    """Leaves line ends and indentation out, which are for whoever reads the template: they are a twentieth of a page.

    An empty line becomes a line end, so that a page has a line for each section. Where words must be apart, the
    template has a space on the same line.
    """

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool] | None]:
        source, file, is_current = super().get_source(environment, template)
        dense = re.sub(r"\s*\n\s*", lambda gap: "\n" if gap[0].count("\n") > 1 else "", source)
        return dense, file, is_current


def fact(name: str | Markup, value: str | Markup) -> Markup:
    """A line of a list of facts."""
    return Markup(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>")  # noqa: S704 -- every part is escaped


def shorter(text: str, limit: int = 160) -> str:
    """The first sentences or words of a text, at most `limit` characters."""
    if len(text) <= limit:
        return text
    cut = text[:limit].rpartition(". ")[0]
    return f"{cut}." if len(cut) > limit // 3 else f"{text[:limit].rpartition(' ')[0] or text[:limit]}…"


class Words(dict[str, Markup]):
    """The words of a page: `t["section.rights"]` is one, `t("version.old", date=day)` one with values filled in.

    Words in another language are told of above the page, so each page has to be asked for them; those in its own
    language are there already when another page has said them.
    """

    def __init__(self, view: View) -> None:
        super().__init__(view.say.own)
        self._view = view

    def __missing__(self, key: str) -> Markup:
        return self._view.t(key)

    def __call__(self, key: str, number: int | None = None, /, **values: object) -> Markup:
        return self._view.t(key, number, **values)


class Names(dict[str, Markup]):
    """The short name of each purpose, kept where a page need not be told again that it is another language's."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view

    def __missing__(self, key: str) -> Markup:
        name, is_own = self._view.purpose_name(key)
        if is_own:
            self[key] = name
        return name


class View:
    """What the templates of one page see: its words in its language, links from where it stands."""

    def __init__(self, renderer: Renderer, page: Page) -> None:
        self._renderer = renderer
        self.page = page
        self.project = renderer.project
        self.portal = renderer.project.portal
        self.say = renderer.speakers[page.language]
        self.headings: list[Heading] = []
        self.foreign: dict[str, list[str]] = {}
        """Sections that show another language's words, by that language."""
        self.outdated: dict[str, datetime.date | None] = {}
        """Sections with a translation older than its source, and since when."""
        self.words_said = Words(self)
        self._section = ""
        self.names = Names(self)
        notice = page.notice
        is_current = notice is not None and notice.version is None
        self._outdated = renderer.outdated.get((notice.id, page.language), {}) if notice and is_current else {}
        self._policy = self.portal.translations.get(page.language, TranslationPolicy())

    def t(self, key: str, number: int | None = None, /, **values: object) -> Markup:
        """A word of the catalog as HTML. One in another language is told of above the page."""
        html = self.say.html(key, number, **values)
        if (language := self.say.foreign.get(key)) is not None:
            self.foreign.setdefault(language, [])
        return html

    def piece(self, name: str, *values: Hashable) -> Markup:
        """A macro of `parts.html` whose HTML depends on the language and on `values` alone. It is made once."""
        return self._piece(
            (name, *values), lambda: self._renderer.piece(name)(self, self.words_said, self.say, *values)
        )

    def _piece(self, key: tuple[Hashable, ...], make: Callable[[], Markup]) -> Markup:
        pieces = self._renderer.pieces
        key = (self.page.language, *key)
        known = pieces.get(key)
        if known is None:
            before, self.foreign = self.foreign, {}
            html = make()
            known = pieces[key] = Piece(html, tuple(self.foreign))
            self.foreign = before
        for language in known.foreign:
            self.foreign.setdefault(language, [])
        return known.html

    # --- structure -------------------------------------------------------------------------------------------------

    def heading(self, key: str, title: str | Markup, level: int = 2) -> Markup:
        """A heading with an id, listed in the table of contents when it is of the second level."""
        said = escape(title)
        if level == 2:
            self._section = said.striptags() if "<" in said or "&" in said else " ".join(said.split())
            self.headings.append(Heading(key, self._section))
        return Markup(f'<h{level} id="{escape(key)}">{said}</h{level}>')  # noqa: S704 -- every part is escaped

    def link(self, kind: Kind, notice: Notice | None = None) -> str:
        """Relative link to a page of the same language."""
        wanted = (kind, notice.id if notice else "", str((notice and notice.version) or ""))
        return self._renderer.site.link(self.page.path, self._renderer.plan.by_key[wanted][self.page.language].path)

    def link_to(self, page: Page) -> str:
        return self._renderer.site.link(self.page.path, page.path)

    def link_to_current(self) -> str:
        """From an earlier version to the one that holds now."""
        return self._renderer.site.link(
            self.page.path, self._renderer.plan.by_key["notice", self.notice.id, ""][self.page.language].path
        )

    def not_found(self) -> list[tuple[Speaker, str]]:
        """Languages in which a missing page is told of, each with the link to its front page."""
        fronts = [
            (speaker, page)
            for speaker, page, _ in self.front_pages()
            if self.page.kind == "404-all" or speaker is self.say
        ]
        return [(speaker, self.link_to(page)) for speaker, page in fronts]

    def front_pages(self) -> list[tuple[Speaker, Page, Said]]:
        """The front page of each language with the portal's name in it."""
        fronts = self._renderer.plan.by_key[("front", "", "")]
        return [(self._renderer.speakers[key], page, site_name(self.project, key)) for key, page in fronts.items()]

    def _notice_href(self, key: str) -> str | None:
        pages = self._renderer.plan.by_key.get(("notice", key, ""))
        return self._renderer.site.link(self.page.path, pages[self.page.language].path) if pages else None

    # --- words of the notice -----------------------------------------------------------------------------------------

    @property
    def notice(self) -> Notice:
        assert self.page.notice is not None
        return self.page.notice

    def said(self, *path: str, notice: Notice | None = None) -> Said | None:
        """A text of the notice in the page's language, or in its source language, or None."""
        notice = notice or self.notice
        own = self.page.language
        is_outdated = bool(self._outdated) and notice is self.page.notice and ".".join(path) in self._outdated
        for language in (own,) if own == notice.source_language else (own, notice.source_language):
            if language == own and is_outdated and self._policy.outdated == "source":
                continue
            if language in notice.words:
                value: object = notice.words[language]
                for step in path:
                    value = value.get(step) if isinstance(value, Mapping) else getattr(value, step, None)
                if isinstance(value, str):
                    return Said(value, language)
        return None

    def shown(self, *path: str) -> Said | None:
        """`said` for a text that is put on the page: remembers which section has to be told of as not translated, or
        as older than its source."""
        said = self.said(*path)
        if said is not None and said.language != self.page.language:
            sections = self.foreign.setdefault(said.language, [])
            if self._section and self._section not in sections:
                sections.append(self._section)
        elif said is not None and (key := ".".join(path)) in self._outdated:
            days = [day for day in (self.outdated.get(self._section), self._outdated[key]) if day is not None]
            self.outdated[self._section] = min(days, default=None)
        return said

    def keys(self, name: str) -> list[str]:
        """What the notice has `sections` or `changes` on, in its source language or in the page's."""
        source, own = self.notice.text(self.notice.source_language), self.notice.text(self.page.language)
        return list(dict.fromkeys((*getattr(source, name), *getattr(own, name))))

    def above(self) -> str:
        """The template turns to what stands above all sections."""
        self._section = ""
        return ""

    def original(self) -> str:
        """Link to the page in its source language."""
        return self.link_to(self._renderer.plan.versions_in(self.page)[self.notice.source_language])

    def block(self, *path: str) -> Markup:
        """A text of the notice as paragraphs; nothing where there is none."""
        said = self.shown(*path)
        return self.paragraphs(said) if said else Markup()

    def paragraphs(self, said: Said) -> Markup:
        html = markdown.to_html(said.text, self._notice_href)
        if said.language == self.page.language:
            return html
        return Markup(f'<div class="pn-untranslated" {language_attributes(said.language)}>{html}</div>')  # noqa: S704 -- every part is HTML

    def line(self, *path: str) -> Markup:
        """A text of the notice on one line."""
        said = self.shown(*path)
        return self.say.mark(said, escape(said.text)) if said else Markup()

    def own_heading(self, key: str) -> Markup:
        """The heading of a section that the notice adds."""
        said = self.said("sections", key, "title")
        assert said is not None
        html = self.heading(f"section-{key}", self.say.mark(said, escape(said.text)))
        self.shown("sections", key, "title")
        return html

    def inline(self, said: Said) -> Markup:
        """A text on one line."""
        return self.say.mark(said, markdown.to_inline_html(said.text, self._notice_href))

    def title(self, notice: Notice) -> Markup:
        said = self.shown("title") if notice is self.page.notice else self.said("title", notice=notice)
        assert said is not None
        return self.say.mark(said, escape(said.text))

    def summary(self, notice: Notice) -> Markup:
        said = self.said("summary", notice=notice)
        return self.inline(said) if said else Markup()

    def purpose_name(self, key: str) -> tuple[Markup, bool]:
        """The short name of a purpose: its own, or the first sentence of its text. And whether there is nothing to tell
        about it above the page: it is in the page's language, and up to date."""
        name = self.said("purposes", key, "name")
        text = self.said("purposes", key, "text")
        if name is not None and (
            text is None or name.language == self.page.language or text.language != self.page.language
        ):
            said, short = self.shown("purposes", key, "name"), name.text
        else:
            said = self.shown("purposes", key, "text")
            assert said is not None
            # A full stop after a number ("1. toukokuuta") ends no sentence.
            first = re.split(r"(?<=[^\W\d][.!?])\s", markdown.to_plain(said.text), maxsplit=1)[0].rstrip(".")
            short = shorter(first, 120)
        assert said is not None
        return self.say.mark(said, escape(short)), said.language == self.page.language and not self._outdated

    def purpose_has_name(self, key: str) -> bool:
        """Whether the text says more than the name does, so that both are shown."""
        text = self.said("purposes", key, "text")
        name = self.said("purposes", key, "name")
        return text is not None and (
            name is not None or len(markdown.to_plain(text.text)) > len(self.names[key].striptags()) + 1
        )

    # --- facts in words ----------------------------------------------------------------------------------------------

    def words(self, kind: str, ids: Iterable[str]) -> Markup:
        """Words of the vocabulary as a list on one line."""
        return self.say.html_list([self.words_said[f"{kind}.{key}"] for key in ids])

    def statutes(self, ids: Iterable[str]) -> Markup:
        """Acts with their numbers: `kirjanpitolaki (1336/1997)`."""
        return self.say.html_list([self._statute(key) for key in ids])

    def _statute(self, key: str) -> Markup:
        number = self.project.vocabulary.words["statutes"][key].number
        name = self.words_said[f"statutes.{key}"]
        return Markup(f"{name} ({escape(number)})") if number else name  # noqa: S704 -- every part is escaped

    def special_data(self) -> list[str]:
        """Data of the notice that belong to a special category (Art. 9(1)), each once."""
        known = self.project.vocabulary.words["data"]
        used = dict.fromkeys(item for purpose in self.notice.facts.purposes.values() for item in purpose.data)
        return [key for key in used if known[key].special]

    def is_public(self, source: Source) -> bool:
        """Whether a source is publicly accessible (Art. 14(2)(f))."""
        return self.project.vocabulary.words["sources"][source.id].public if source.public is None else source.public

    def limits(self, transfer: Transfer) -> list[Markup]:
        """Whom the Commission's decisions cover, where not everybody in the country."""
        known = self.project.vocabulary.adequacy
        limited = [
            code
            for code in transfer.countries
            if transfer.mechanism == "adequacy" and code in known and known[code].limit
        ]
        return [self.t(f"adequacy.{code}.limit") for code in limited]

    def decisions(self, transfer: Transfer) -> list[str]:
        """The Commission's decisions that a transfer rests on."""
        known = self.project.vocabulary.adequacy
        if transfer.mechanism != "adequacy":
            return []
        return list(dict.fromkeys(known[code].decision for code in transfer.countries if code in known))

    def recipient(self, key: str) -> Markup:
        """A recipient by name with what it does and where; or a category."""
        return self._piece(("recipient", key), lambda: self._recipient(key))

    def _recipient(self, key: str) -> Markup:
        named = self.portal.recipients.get(key)
        if named is None:
            return self.t(f"recipients.{key}")
        parts: list[Markup] = []
        if (does := self._portal_word("recipients", key)) is not None:
            parts.append(self.say.mark(does, escape(does.text)))
        elif named.category is not None:
            parts.append(self.t(f"recipients.{named.category}"))
        parts.append(self.t(f"recipient-role.{named.role}"))
        if named.country != self.say.home:
            parts.append(escape(self.say.country(named.country)))
        if named.name is not None:
            parts.insert(0, escape(self.say.name(named.name)))
        return Markup("{} ({})").format(parts[0], Markup("; ").join(parts[1:])) if parts[1:] else parts[0]

    def recipient_name(self, key: str) -> Markup:
        """A recipient's name only."""
        return self._piece(("recipient-name", key), lambda: self._recipient_name(key))

    def _recipient_name(self, key: str) -> Markup:
        named = self.portal.recipients.get(key)
        if named is not None and named.name is not None:
            return escape(self.say.name(named.name))
        does = self._portal_word("recipients", key) if named is not None else None
        if does is not None:
            return self.say.mark(does, escape(does.text))
        return self.t(f"recipients.{named.category if named is not None and named.category else key}")

    def _portal_word(self, field_name: str, key: str) -> Said | None:
        for language in dict.fromkeys((self.page.language, self.project.source_language)):
            words = self.project.words.get(language)
            if words is not None and key in getattr(words, field_name):
                return Said(getattr(words, field_name)[key], language)
        return None

    def retention(self, key: str, part: Retention) -> Markup:
        """How long, as a phrase without a verb: `2 vuotta sopimuksen päättymisestä`."""
        if part.period is not None:
            period, after = part.period, part.after
            return self._piece(("period", period, after), lambda: self._period(period, after))
        if part.until is not None:
            return self.t(f"retention.until.{part.until}")
        said = self.shown("retention_criteria", key)
        return self.inline(said) if said else Markup()

    def _period(self, period: Period, after: str | None) -> Markup:
        length = escape(self.say.period(period))
        return Markup("{} {}").format(length, self.t(f"retention.after.{after}")) if after else length

    def retentions(self) -> list[Markup]:
        """The different lengths of time in the notice, each once, in the order of the purposes."""
        parts = (
            self.retention(key, part)
            for key, purpose in self.notice.facts.purposes.items()
            for part in purpose.retention or ()
        )
        return list(dict.fromkeys(parts))

    def contact_name(self, key: str) -> Markup:
        """What a contact is called: its own name, or the word for its role."""
        contact = self.portal.contacts[key]
        if contact.name is not None:
            return escape(self.say.name(contact.name))
        said = self._portal_word("contacts", key)
        return self.say.mark(said, escape(said.text)) if said else Markup()

    def contact_country(self, contact: Contact) -> str:
        controller = self.portal.controllers.get(contact.controller or "")
        return controller.country if controller else self.say.home

    def requests(self) -> tuple[str, ...]:
        """Contacts that take requests: those named for it, else the notice's own."""
        facts = self.notice.facts
        return facts.requests.contacts if facts.requests else facts.contacts

    def dpos(self) -> list[tuple[str, list[str]]]:
        """Data protection officers (the contact, or `none`), each once, with the names of their controllers."""
        found: dict[str, list[str]] = {}
        for controller in self.project.controllers(self.notice):
            if controller.dpo is not None:
                found.setdefault(controller.dpo, []).append(self.say.name(controller.name))
        return list(found.items())

    @property
    def authority(self) -> tuple[str, Authority]:
        key = (self.page.notice.facts.authority if self.page.notice else None) or self.portal.authority
        return key, self.project.vocabulary.authorities[key]

    def authorities(self) -> list[tuple[str, Authority]]:
        """The portal's authority and those that notices name, each once."""
        keys = dict.fromkeys(
            (self.portal.authority, *(n.facts.authority for n in self.project.notices if n.facts.authority))
        )
        return [(key, self.project.vocabulary.authorities[key]) for key in keys]

    def local(self, by_language: Mapping[str, str]) -> Said | None:
        """The address of an authority's page in this language, or else in one of the portal's."""
        for language in dict.fromkeys((self.page.language, *self.portal.languages, *by_language)):
            if language in by_language:
                return Said(by_language[language], language)
        return None

    # --- rights ------------------------------------------------------------------------------------------------------

    @functools.cached_property
    def rights(self) -> tuple[RightStatus, ...]:
        return rights_of(self.notice.facts, self.project.vocabulary)

    def lacking(self) -> list[RightStatus]:
        """Rights that some purposes do not bring. What follows from no basis but from an act (direct marketing, an
        automated decision) is told only where there is no such act at all."""
        by_act = ("objection-direct-marketing", "automated-decisions")
        return [right for right in self.rights if right.no and not (right.exists and right.id in by_act)]

    @property
    def is_processor(self) -> bool:
        """Whether some data are handled on behalf of somebody else."""
        return any(purpose.role == "processor" for purpose in self.notice.facts.purposes.values())

    def why_not(self, status: RightStatus) -> list[tuple[Markup, list[Markup]]]:
        """Reasons for which a right does not exist, each with the purposes it holds for."""
        reasons: dict[Markup, list[Markup]] = {}
        for key in status.no:
            basis = self.notice.facts.purposes[key].legal_basis
            word = f"right.{status.id}.no.{basis}"
            reason = self.t(word if self.say.has(word) else f"right.{status.id}.no")
            reasons.setdefault(reason, []).append(self.names[key])
        return list(reasons.items())

    def purpose_names(self, keys: Iterable[str]) -> list[Markup]:
        return [self.names[key] for key in keys]

    @property
    def objections(self) -> tuple[str, ...]:
        return may_object(self.notice.facts)

    @property
    def marketing(self) -> tuple[str, ...]:
        return direct_marketing(self.notice.facts)

    @property
    def is_from_elsewhere(self) -> bool:
        return is_from_elsewhere(self.notice.facts)

    # --- about the page ------------------------------------------------------------------------------------------------

    def groups(self) -> list[tuple[str, Markup, list[Page]]]:
        """The notices of the front page by whom they concern, in the portal's order of groups."""
        pages = {
            page.notice.id: page
            for page in self._renderer.plan.pages
            if page.kind == "notice" and page.notice and page.language == self.page.language
        }
        groups = groups_of(self.project, (page.notice for page in pages.values() if page.notice))
        return [
            (group, self.t(f"group.{group}"), _by_title((pages[notice.id] for notice in notices), self.say))
            for group, notices in groups.items()
        ]

    def lists(self) -> list[tuple[Part, Page]]:
        """The lists that the front page leads to, each by its first part; none where it has all notices itself."""
        keys = (key for key in self._renderer.plan.by_key if key[0] == "list" and not key[2])
        pages = (self._renderer.plan.by_key[key][self.page.language] for key in keys)
        return [(page.part, page) for page in pages if page.part]

    @property
    def part(self) -> Part:
        assert self.page.part is not None
        return self.page.part

    def entries(self) -> list[Page]:
        """The notices of a list."""
        return [self._renderer.plan.by_key["notice", key, ""][self.page.language] for key in self.part.notices]

    def short_summary(self, notice: Notice) -> Markup:
        """The summary as a list has it: its first sentences or words, without markup."""
        said = self.said("summary", notice=notice)
        return self.say.mark(said, escape(shorter(markdown.to_plain(said.text), MAX_IN_LIST))) if said else Markup()

    def parts(self) -> list[tuple[Page, list[Markup]]]:
        """The parts around the shown one and the outermost, each with the first and the last that it lists."""
        here = self.part.number
        return [
            (page, self._ends(page.part))
            for page in self._renderer.plan.parts(self.page)
            if page.part and (page.part.number in (1, page.part.count) or abs(page.part.number - here) <= NEAR)
        ]

    def _ends(self, part: Part) -> list[Markup]:
        ends = dict.fromkeys((*part.notices[:1], *part.notices[-1:]))
        return [self._short_title(key) if part.group else escape(key) for key in ends]

    def _short_title(self, key: str) -> Markup:
        notice = self._renderer.plan.by_key["notice", key, ""][self.page.language].notice
        said = self.said("title", notice=notice)
        assert said is not None
        return self.say.mark(said, escape(shorter(said.text, 60)))

    def beside(self) -> tuple[Page | None, Page | None]:
        """The parts before and after the shown one."""
        parts = self._renderer.plan.parts(self.page)
        at = self.part.number - 1
        return parts[at - 1] if at else None, parts[at + 1] if at + 1 < len(parts) else None

    def broken(self) -> list[Page]:
        """In a preview: notices that cannot be read."""
        return [
            page for page in self._renderer.plan.pages if page.kind == "error" and page.language == self.page.language
        ]

    # --- the preview's own pages -----------------------------------------------------------------------------------------

    @property
    def status(self) -> Status:
        assert self._renderer.status is not None
        return self._renderer.status

    def status_notices(self) -> tuple[NoticeStatus, ...]:
        """The notices of this part of the status."""
        first = (self.part.number - 1) * MAX_STATUS
        return self.status.notices[first : first + MAX_STATUS]

    @property
    def status_notice(self) -> str:
        return self.page.broken.partition("/")[0]

    @property
    def status_language(self) -> str:
        return self.page.broken.partition("/")[2]

    @property
    def status_source(self) -> str:
        """The language that the texts of this page are translated from."""
        notice = next((notice for notice in self.project.notices if notice.id == self.status_notice), None)
        return notice.source_language if notice else self.project.source_language

    def fault_language(self, fault: Diagnostic) -> str:
        """The language a finding is told in: that of the words file it is about, else English."""
        name = fault.mark.file.rpartition("/")[2].removeprefix("portal.").removesuffix(".yml")
        catalog = self.project.catalogs.get(name)
        # `diagnostic.L053.message`, or with a number where one code says several things.
        told = (key for key in (catalog.messages if catalog else ()) if key.startswith(f"diagnostic.{fault.code}."))
        return name if any(key.endswith(".message") for key in told) else "en"

    def status_link(self, notice: str = "", language: str = "") -> str:
        """Link to the status of the portal, or of one translation."""
        return self._renderer.site.link(self.page.path, f"{STATUS}/{notice}/{language}" if notice else STATUS)

    def preview_link(self, notice: Notice) -> str:
        """Link to a notice in its source language."""
        return self.link_to(self._renderer.plan.by_key["notice", notice.id, ""][notice.source_language])

    def site_name(self) -> Said:
        return site_name(self.project, self.page.language)

    def portal_text(self, name: str) -> Said | None:
        """A text of `portal.<lang>.yml`."""
        for language in dict.fromkeys((self.page.language, self.project.source_language)):
            words = self.project.words.get(language)
            value = getattr(words, name) if words else None
            if value:
                return Said(value, language)
        return None

    def description(self) -> str:
        if self.page.notice is not None:
            said = self.said("summary")
            return shorter(markdown.to_plain(said.text)) if said else self.page.title
        if self.page.kind == "list":
            return f"{self.page.title}: {self.say.plain('list.count', self.part.total, count=self.part.total)}"
        said = self.portal_text("site_description")
        return said.text if said and self.page.kind in ("front", "choose") else self.page.title

    def print_line(self) -> str:
        """Company, title and version."""
        if self.page.notice is None:
            return " · ".join(dict.fromkeys((self.site_name().text, self.page.title)))
        facts = self.page.notice.facts
        names = self.say.list(self.say.name(self.portal.controllers[key].name) for key in facts.controllers)
        version = [self.say.date(facts.dates.published)] if facts.dates.published else []
        return " · ".join((names, self.page.title, *version))

    @staticmethod
    def day(text: str) -> datetime.date:
        return datetime.date.fromisoformat(text)

    def date(self, day: datetime.date) -> Markup:
        return Markup(f'<time datetime="{day.isoformat()}">{escape(self.say.date(day))}</time>')  # noqa: S704 -- escaped
