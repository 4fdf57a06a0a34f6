"""Makes the HTML of a portal's pages: a notice from its document, other pages from templates. No input or output.

No host either: MkDocs, a page tree and a preview take the same `Page` and `Content`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from markupsafe import Markup, escape

from privacy_notices.document.compose import UP_TO_DATE, compose
from privacy_notices.document.notice_document import Document
from privacy_notices.document.phrasebook import Phrasebook
from privacy_notices.document.plain import text_of
from privacy_notices.languages.speaker import Speaker
from privacy_notices.markdown.tree import shorter, to_plain
from privacy_notices.model.notice import Project
from privacy_notices.model.supervision import shared_country
from privacy_notices.pages.addresses import Redirect, Site
from privacy_notices.pages.article import Article, Heading, heading_of
from privacy_notices.pages.environment import environment
from privacy_notices.pages.list_view import StatusView
from privacy_notices.pages.plan import Page, Plan, file_beside, speakers_of
from privacy_notices.pages.status import Status
from privacy_notices.pages.view import Surroundings

KEPT: Final = 8
"""Documents that are kept: page, search and table of contents of the same one are asked for one after another."""


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


class Renderer:
    """Makes the HTML of pages. Holds values only; the same input gives the same bytes."""

    def __init__(
        self, project: Project, plan: Plan, site: Site, outdated: Outdated | None = None, status: Status | None = None
    ) -> None:
        """`outdated`: texts whose source has changed since they were translated; `status`: in a preview."""
        self.project = project
        self.plan = plan
        self.site = site
        self.outdated = outdated or {}
        self.status = status
        self.speakers = speakers_of(project)
        shared = shared_country(project.portal.controllers.values(), project.vocabulary)
        self.books = {language: Phrasebook(project, speaker, shared) for language, speaker in self.speakers.items()}
        """What is the same on every page of a language, said when the first of them needs it."""
        self._around = Surroundings(project, plan, site, self.speakers, self.books)
        self._documents: dict[tuple[tuple[str, str, str], str], Document] = {}

    def render(self, page: Page) -> Content:
        """What a page says."""
        view = StatusView(self._around, page, self.status)
        if page.notice is not None:
            return self._notice(page, view)
        template = {"404-all": "404"}.get(page.kind, page.kind)
        html = environment().get_template(f"{template}.html").render(self._names(view))
        html = self._faults(page, view) + html.strip() if page.kind != "error" else html.strip()
        return Content(Markup(html), tuple(view.headings), view.description(), view.print_line())  # noqa: S704

    def document(self, page: Page) -> Document:
        """What the notice of a page says in the page's language."""
        assert page.notice is not None, "only notices have documents"
        key = page.key, page.language
        found = self._documents.get(key)
        if found is None:
            is_current = page.notice.version is None
            outdated = self.outdated.get((page.notice.id, page.language)) if is_current else None
            found = compose(page.notice, self.books[page.language], outdated or UP_TO_DATE)
            if len(self._documents) >= KEPT:
                self._documents.clear()
            self._documents[key] = found
        return found

    def _notice(self, page: Page, view: StatusView) -> Content:
        document = self.document(page)
        files = {
            name: (self.site.link_to_file(page.path, file_beside(page, name, self.site)), size)
            for name, size in document.attachments
        }
        html = Article(page.language, view.address, files).html(document, self._is_old(document, view))
        return Content(
            Markup(self._faults(page, view)) + html,  # noqa: S704 -- it is HTML
            tuple(map(heading_of, document.sections)),
            shorter(to_plain(document.summary.wording.text)) if document.summary else page.title,
            print_line(document, page.title),
        )

    def _is_old(self, document: Document, view: StatusView) -> str:
        """What is said above an earlier version: it was in force, and which is now."""
        if document.version is None:
            return ""
        t, day = view.words_said, view.say.date(document.version)
        current = escape(view.address(("notice", document.notice, ""), document.language))
        link = f'<a href="{current}">{t["version.current"]}</a>'
        return f'<div class="pn-warning" role="note"><p>{t("version.old", date=day)} {link}</p></div>'

    def _faults(self, page: Page, view: StatusView) -> str:
        return environment().get_template("faults.html").render(self._names(view)) if page.faults else ""

    def _names(self, view: StatusView) -> Mapping[str, object]:
        return {"view": view, "say": view.say, "t": view.words_said, "page": view.page, "project": self.project}


def print_line(document: Document, title: str) -> str:
    """Company, title and version, for the top of a printed page."""
    published = [text_of(fact.phrase) for fact in document.dates if fact.key == "dates.published"]
    return " · ".join((text_of((document.controllers,)), title, *published))


def redirect_html(redirect: Redirect, speaker: Speaker, site: Site) -> str:
    """A page at an old address that leads on, without a script."""
    depth = redirect.file.count("/")
    target = "../" * depth + site.address(redirect.target)
    template = environment().get_template("redirect.html")
    return template.render(say=speaker, target=target, canonical=site.absolute(redirect.target))
