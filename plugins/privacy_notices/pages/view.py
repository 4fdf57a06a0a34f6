"""What the templates of a page see: its words in its language, links from where it stands. No input or output.

Pages of notices have no template: `pages.article` shows their document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from privacy_notices.document.blocks import AuthorityCard, ContactCard, Sentence
from privacy_notices.document.notice_document import wordings
from privacy_notices.document.phrasebook import Phrasebook
from privacy_notices.document.sections.your_rights import how_requests_work
from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.languages.cldr import language_attributes
from privacy_notices.languages.provisions import CitedProvision, cited
from privacy_notices.languages.shipped_catalogs import fault_catalog
from privacy_notices.languages.speaker import Said, Speaker
from privacy_notices.languages.telling import FALLBACK, Told, teller
from privacy_notices.markdown.safe_html import to_html, to_inline_html
from privacy_notices.markdown.tree import shorter, to_plain
from privacy_notices.model.notice import Notice, Project
from privacy_notices.model.supervision import authorities_of
from privacy_notices.pages.addresses import Site
from privacy_notices.pages.article import Article, Heading
from privacy_notices.pages.plan import Kind, Page, Plan, by_title, groups_of, site_name
from privacy_notices.pages.typography import held
from privacy_notices.schema.words_forms import Words
from privacy_notices.vocabulary.shipped_vocabulary import Authority


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the views of all pages share."""

    project: Project
    plan: Plan
    site: Site
    speakers: Mapping[str, Speaker]
    books: Mapping[str, Phrasebook]


class ShownWords(dict[str, Markup]):
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
        """The word with values filled in."""
        return self._view.t(key, number, **values)


class View:
    """What the templates of one page see."""

    def __init__(self, around: Surroundings, page: Page) -> None:
        self.around = around
        self.page = page
        self.project = around.project
        self.portal = around.project.portal
        self.say = around.speakers[page.language]
        self.headings: list[Heading] = []
        self.foreign: dict[str, None] = {}
        """Other languages that the page shows words in."""
        self.words_said = ShownWords(self)
        self._article = Article(page.language, self.address)

    def t(self, key: str, number: int | None = None, /, **values: object) -> Markup:
        """A word of the catalog as HTML. One in another language is told of above the page."""
        html = self.say.html(key, number, **values)
        if (language := self.say.foreign.get(key)) is not None:
            self.foreign[language] = None
        return html

    # --- structure -------------------------------------------------------------------------------------------------

    def heading(self, key: str, title: str | Markup, level: int = 2) -> Markup:
        """A heading with an id, listed in the table of contents when it is of the second level."""
        said = escape(title)
        if level == 2:
            plain = said.striptags() if "<" in said or "&" in said else " ".join(said.split())
            self.headings.append(Heading(key, plain))
        return Markup(f'<h{level} id="{escape(key)}">{said}</h{level}>')  # noqa: S704 -- every part is escaped

    def address(self, key: tuple[str, str, str], language: str) -> str | None:
        """From here to a page by its key; None where there is none."""
        pages = self.around.plan.by_key.get(key)
        return self.link_to(pages[language]) if pages else None

    def link(self, kind: Kind) -> str:
        """Relative link to a page that the language has once."""
        return self.link_to(self.around.plan.by_key[kind, "", ""][self.page.language])

    def link_to(self, page: Page) -> str:
        """Relative link to a page."""
        return self.around.site.link(self.page.path, page.path)

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
        fronts = self.around.plan.by_key[("front", "", "")]
        return [(self.around.speakers[key], page, site_name(self.project, key)) for key, page in fronts.items()]

    # --- texts that people wrote -----------------------------------------------------------------------------------

    def _notice_href(self, key: str) -> str | None:
        return self.address(("notice", key, ""), self.page.language)

    def _of_notice(self, notice: Notice, read: Callable[[Words], str | None]) -> Said | None:
        """A text of a notice in the page's language, or in its source language, or None."""
        for language in dict.fromkeys((self.page.language, notice.source_language)):
            text = read(notice.words[language]) if language in notice.words else None
            if text is not None:
                return Said(text, language)
        return None

    def title(self, notice: Notice) -> Markup:
        """What a notice is called."""
        said = self._of_notice(notice, lambda words: words.title)
        assert said is not None, "a notice without a title is not read"
        return self.say.mark(said, Markup(held(str(escape(said.text)))))  # noqa: S704 -- escaped just here

    def summary(self, notice: Notice) -> Markup:
        """What a notice is about, on one line."""
        said = self._of_notice(notice, lambda words: words.summary)
        return self.say.mark(said, to_inline_html(said.text, self._notice_href)) if said else Markup()

    def short_summary(self, notice: Notice, limit: int) -> Markup:
        """The summary as a list has it: its first sentences or words, without markup."""
        said = self._of_notice(notice, lambda words: words.summary)
        return self.say.mark(said, escape(shorter(to_plain(said.text), limit))) if said else Markup()

    def short_title(self, notice: Notice) -> Markup:
        """What a notice is called, at most 60 characters."""
        said = self._of_notice(notice, lambda words: words.title)
        assert said is not None, "a notice without a title is not read"
        return self.say.mark(said, escape(shorter(said.text, 60)))

    def paragraphs(self, said: Said) -> Markup:
        """A text in Markdown."""
        html = to_html(said.text, self._notice_href)
        if said.language == self.page.language:
            return html
        return Markup(f'<div class="pn-untranslated" {language_attributes(said.language)}>{html}</div>')  # noqa: S704 -- every part is HTML

    def words(self, kind: str, ids: Iterable[str]) -> Markup:
        """Words of the vocabulary as a list on one line."""
        return self.say.html_list([self.words_said[f"{kind}.{key}"] for key in ids])

    # --- what notices show as well ---------------------------------------------------------------------------------

    @property
    def _book(self) -> Phrasebook:
        return self.around.books[self.page.language]

    def contact(self, key: str) -> Markup:
        """How to reach a contact."""
        return self._shown(self._book.contact(key))

    def authority(self, key: str) -> Markup:
        """How to reach a supervisory authority, without its name."""
        card = self._book.authority(key)
        self._tell_of(card)
        return Markup(self._article.authority(card, is_named=False))  # noqa: S704 -- it is HTML

    def how_requests_work(self) -> Markup:
        """What holds for every request."""
        return Markup().join(map(self._shown, how_requests_work(self._book)))

    def _shown(self, block: ContactCard | Sentence) -> Markup:
        self._tell_of(block)
        return Markup(self._article.block(block))  # noqa: S704 -- it is HTML

    def _tell_of(self, block: ContactCard | Sentence | AuthorityCard) -> None:
        for wording in wordings(block):
            if wording.language != self.page.language and wording.origin == "catalog":
                self.foreign[wording.language] = None

    # --- about the portal ------------------------------------------------------------------------------------------

    def authorities(self) -> list[tuple[str, Authority]]:
        """The authorities that the portal tells of."""
        return [(key, self.project.vocabulary.authorities[key]) for key in authorities_of(self.project)]

    def groups(self) -> list[tuple[str, Markup, list[Page]]]:
        """The notices of the front page by whom they concern, in the portal's order of groups."""
        pages = {
            page.notice.id: page
            for page in self.around.plan.pages
            if page.kind == "notice" and page.notice and page.language == self.page.language
        }
        groups = groups_of(self.project, (page.notice for page in pages.values() if page.notice))
        return [
            (group, self.t(f"group.{group}"), by_title((pages[notice.id] for notice in notices), self.say))
            for group, notices in groups.items()
        ]

    def broken(self) -> list[Page]:
        """In a preview: notices that cannot be read."""
        pages = self.around.plan.pages
        return [page for page in pages if page.kind == "error" and page.language == self.page.language]

    def site_name(self) -> Said:
        """The portal's name."""
        return site_name(self.project, self.page.language)

    def portal_text(self, name: str) -> Said | None:
        """A text of `portal.<lang>.yml`."""
        for language in dict.fromkeys((self.page.language, self.project.source_language)):
            words = self.project.words.get(language)
            value = getattr(words, name) if words else None
            if value:
                return Said(value, language)
        return None

    def told(self, fault: Diagnostic) -> Told:
        """What is wrong, in the page's language or else in English."""
        return teller(self.page.language).tell(fault)

    def told_in(self, fault: Diagnostic) -> str:
        """The language that `told` speaks, where it is not the page's; else empty."""
        own = self.page.language.split("-")[0]
        has_words = fault_catalog(own).get(f"{fault.fault}.message") is not None
        return "" if has_words else FALLBACK

    def cited(self, provision: str) -> CitedProvision:
        """A provision in the page's language or else in English."""
        return cited(provision, self.page.language)

    # --- about the page --------------------------------------------------------------------------------------------

    def description(self) -> str:
        """Plain text for search engines."""
        if self.page.kind == "list" and self.page.part is not None:
            total = self.page.part.total
            return f"{self.page.title}: {self.say.plain('list.count', total, count=total)}"
        said = self.portal_text("site_description")
        return said.text if said and self.page.kind in ("front", "choose") else self.page.title

    def print_line(self) -> str:
        """The portal's name and the title."""
        return " · ".join(dict.fromkeys((self.site_name().text, self.page.title)))
