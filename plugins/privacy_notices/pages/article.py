"""A document as HTML: the text of a notice's page. It walks sections and blocks, whatever they are about.

Nothing is known here of a notice but its document, and nothing of the portal but where its pages are. Every text is
escaped here, or was made safe by `markdown.safe_html`. Tags stand without space between, a line for each section.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Final, TypeAlias

from markupsafe import Markup, escape

from privacy_notices.document import blocks as kinds
from privacy_notices.document import words
from privacy_notices.document.notice_document import Document, Section, TranslationNote
from privacy_notices.languages.cldr import file_kind, language_attributes, locale_of
from privacy_notices.markdown.safe_html import FileLink, to_html, to_inline_html
from privacy_notices.pages.typography import held, opening

Address: TypeAlias = Callable[[words.PageKey, str], str | None]
"""From the key of a page and a language to its address; None where there is no such page."""

_NO_FILES: Final[Mapping[str, tuple[str, int]]] = MappingProxyType({})

CLASSES: Final[Mapping[str, str]] = {"in-short": "pn-short", "object": "pn-object"}
"""Sections with a look of their own."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A section of a page, for its table of contents."""

    id: str
    title: str


def heading_of(section: Section) -> Heading:
    """A section's line in the table of contents."""
    return Heading(section.id, " ".join(section.title.text.split()))


@functools.lru_cache(maxsize=8192)
def escaped(text: str) -> str:
    """Words that stand on page after page, as HTML."""
    return held(str(escape(text)))


class Article:
    """Shows documents in one language."""

    def __init__(self, language: str, address: Address, files: Mapping[str, tuple[str, int]] = _NO_FILES) -> None:
        """`address`: where a page is, as seen from the one that is shown; `files`: those that texts may link to, by
        name: where each is, and its bytes."""
        self._language = language
        self._address = address
        self._files = files

    def html(self, document: Document, above: str = "") -> Markup:
        """The text of a notice. `above`: HTML that stands below its title."""
        language = "" if document.is_translated else f' data-language="{escape(document.source_language)}"'
        lead = f'<div class="pn-lead">{self.block(document.summary)}</div>' if document.summary else ""
        dates = "".join(self._fact(fact) for fact in document.dates)
        return Markup(  # noqa: S704 -- every part is HTML
            f'<article class="pn-article"{language}><header class="pn-title"><h1>{self.inline(document.title)}</h1>'
            f'{lead}<dl class="pn-meta">{dates}</dl></header>{above}{"".join(map(self._note, document.notes))}'
            f"{chr(10).join(map(self._section, document.sections))}</article>"
        )

    def _note(self, note: TranslationNote) -> str:
        sections = "".join(f"<li>{self.phrase(title)}</li>" for title in note.sections)
        below = f"<ul>{sections}</ul>" if sections else ""
        return f'<div class="pn-note" role="note">{self.block(note.sentence)}{below}</div>'

    def _section(self, section: Section) -> str:
        look = CLASSES.get(section.id)
        opening = f'<section class="{look}">' if look else "<section>"
        title = self.inline(section.title)
        return f'{opening}<h2 id="{escape(section.id)}">{title}</h2>{self.blocks(section.blocks)}</section>'

    # --- blocks ----------------------------------------------------------------------------------------------------

    def block(self, value: kinds.Block | kinds.FactContent) -> str:
        """A block as HTML."""
        return self._of_block[type(value)](self, value)

    def blocks(self, values: Iterable[kinds.Block | kinds.FactContent]) -> str:
        """Blocks below each other."""
        return "".join(map(self.block, values))

    def _prose(self, value: kinds.Prose) -> str:
        html = to_html(value.wording.text, self._notice, self._file_in(value.wording.language))
        language = value.wording.language
        if language == self._language:
            return html
        return f'<div class="pn-untranslated" {language_attributes(language)}>{html}</div>'

    def _sentence(self, value: kinds.Sentence) -> str:
        said = self.phrase(value.phrase)
        return f"<p><strong>{said}</strong></p>" if value.is_strong else f"<p>{said}</p>"

    def _subheading(self, value: kinds.Subheading) -> str:
        return f"<h3>{self.opened(value.phrase)}</h3>"

    def _listing(self, value: kinds.Listing) -> str:
        return f"<ul>{''.join(map(self._entry, value.entries))}</ul>"

    def _entry(self, entry: kinds.ListEntry) -> str:
        notes = f" ({'; '.join(map(self.phrase, entry.notes))})" if entry.notes else ""
        aside = f' <span class="pn-basis">({self.phrase(entry.aside)})</span>' if entry.aside else ""
        return f"<li>{self.opened(entry.phrase)}{notes}{aside}</li>"

    def _overview(self, value: kinds.Overview) -> str:
        return f"<dl>{''.join(map(self._fact, value.entries))}</dl>"

    def _table(self, value: kinds.FactTable) -> str:
        return self._facts(value.entries)

    def _fact(self, fact: kinds.LabelledFact) -> str:
        content = self.opened(fact.phrase) if fact.phrase else self.blocks(fact.blocks)
        return f"<div><dt>{self.phrase(fact.label)}</dt><dd>{content}</dd></div>"

    def _facts(self, entries: Iterable[kinds.LabelledFact]) -> str:
        return f'<dl class="pn-facts">{"".join(map(self._fact, entries))}</dl>'

    def _terms(self, value: kinds.RetentionTerms) -> str:
        if len(value.terms) == 1 and value.terms[0].data is None:
            return self.opened(value.terms[0].phrase)
        return f"<ul>{''.join(f'<li>{self._term(term)}</li>' for term in value.terms)}</ul>"

    def _term(self, term: kinds.RetentionTerm) -> str:
        if term.data is None:
            return self.opened(term.phrase)
        return f"{self.opened((term.data,))}: {self.phrase(term.phrase)}"

    def _reason(self, value: kinds.Reason) -> str:
        named = f" {self._named(value.lead, value.purposes)}" if value.lead else ""
        return f"<p>{self.inline(value.wording)}{named}</p>"

    def _restriction(self, value: kinds.Restriction) -> str:
        named = f" {self._named(value.lead, value.purposes)}" if value.lead else ""
        text = "" if value.text is None else self._prose(value.text)
        return f"<p>{self.phrase(value.phrase)}{named}</p>{text}"

    def _named(self, lead: words.Wording, purposes: Iterable[words.Wording]) -> str:
        return f"{self.inline(lead)} {'; '.join(map(self.inline, purposes))}."

    def _contact(self, value: kinds.ContactCard) -> str:
        name = self.opened(value.name)
        if value.business_id and value.business_id_label:
            label = self.inline(value.business_id_label)
            name = f"<strong>{name}</strong><br>{label} <bdi>{escape(value.business_id)}</bdi>"
        elif name:
            name = f"<strong>{name}</strong>"
        named = f'<p class="pn-contact-name">{name}</p>' if name else ""
        lines = "<br>".join(f"<bdi>{escape(line)}</bdi>" for line in value.address)
        address = f"<address>{lines}</address>" if lines else ""
        ways = "".join(f"<li>{self.inline(way)}</li>" for way in (value.email, value.phone, value.web) if way)
        return f'<div class="pn-contact">{named}{address}<ul class="pn-reach">{ways}</ul></div>'

    def _authority(self, value: kinds.AuthorityCard) -> str:
        return self.authority(value)

    def authority(self, value: kinds.AuthorityCard, *, is_named: bool = True) -> str:
        """A supervisory authority. `is_named`: its name stands in the block rather than above it."""
        name = f'<p class="pn-authority-name">{self.inline(value.name)}</p>' if is_named else ""
        return f'<div class="pn-authority">{name}{self._facts(value.entries)}</div>'

    def _purposes(self, value: kinds.Purposes) -> str:
        return f'<div class="pn-purposes">{"".join(map(self._purpose, value.cards))}</div>'

    def _purpose(self, card: kinds.PurposeCard) -> str:
        text = "" if card.is_told_by_name else self._prose(card.text)
        return (
            f'<section class="pn-purpose"><h3 id="purpose-{escape(card.id)}">{self.inline(card.name)}</h3>'
            f"{text}{self._facts(card.entries)}</section>"
        )

    def _topic(self, value: kinds.Topic) -> str:
        text = "" if value.text is None else self._prose(value.text)
        return f"<h3>{self.opened(value.name)}</h3>{self._facts(value.entries)}{text}"

    def _rights(self, value: kinds.Rights) -> str:
        return f'<div class="pn-rights">{"".join(map(self._right, value.cards))}</div>'

    def _right(self, card: kinds.RightCard) -> str:
        named = f'<p class="pn-whom">{self._named(card.lead, card.purposes)}</p>' if card.lead else ""
        text = "" if card.text is None else self._prose(card.text)
        phrase = f"<p>{self.phrase(card.phrase)}</p>" if card.phrase else ""
        restriction = "" if card.restriction is None else self._restriction(card.restriction)
        return (
            f'<section class="pn-right"><h3 id="right-{escape(card.id)}">{self.inline(card.name)}</h3>'
            f"{phrase}{named}{text}{restriction}</section>"
        )

    def _lacking(self, value: kinds.LackingRights) -> str:
        summary = self.inline(value.title)
        return f'<details class="pn-rights-not"><summary>{summary}</summary>{self._facts(value.entries)}</details>'

    def _changes(self, value: kinds.ChangeLog) -> str:
        rows = (
            f"<div><dt>{self.inline(change.day)}</dt><dd>{self._prose(change.text) if change.text else ''}</dd></div>"
            for change in value.changes
        )
        return f'<dl class="pn-changes">{"".join(rows)}</dl>'

    # --- on a line -------------------------------------------------------------------------------------------------

    def phrase(self, phrase: words.Phrase) -> str:
        """What stands on a line."""
        return "".join(map(self.inline, phrase))

    def opened(self, phrase: words.Phrase) -> str:
        """What stands on a line and begins it."""
        return self.phrase((opening(phrase[0]), *phrase[1:])) if phrase else ""

    def inline(self, value: words.Inline) -> str:
        """Words, a name, a day or a link."""
        return self._of_inline[type(value)](self, value)

    def _words(self, value: words.Wording) -> str:
        return self._marked(value.language, escaped(value.text))

    def _marked(self, language: str, html: str) -> str:
        return html if language == self._language else f"<span {language_attributes(language)}>{html}</span>"

    def _inline_markdown(self, value: words.InlineMarkdown) -> str:
        return self._marked(
            value.wording.language,
            to_inline_html(value.wording.text, self._notice, self._file_in(value.wording.language)),
        )

    def _noun(self, value: words.ProperNoun) -> str:
        return f"<bdi>{self._words(value.wording)}</bdi>"

    def _day(self, value: words.Day) -> str:
        return f'<time datetime="{value.date.isoformat()}">{escaped(value.wording.text)}</time>'

    def _email(self, value: words.EmailLink) -> str:
        address = escape(value.address)
        return f'<a dir="ltr" href="mailto:{address}">{address}</a>'

    def _phone(self, value: words.PhoneLink) -> str:
        return f'<a dir="ltr" href="tel:{escape(value.number)}">{escape(value.text)}</a>'

    def _web(self, value: words.WebLink) -> str:
        address = escape(value.address)
        language = f' hreflang="{escape(value.language)}"' if value.language else ""
        return f'<a class="pn-url" dir="ltr" href="{address}"{language}>{address}</a>'

    def _postal(self, value: words.PostalLine) -> str:
        return f"<address><bdi>{escape(value.text)}</bdi></address>"

    def _link(self, value: words.PageLink) -> str:
        content = self.phrase(value.content)
        page = "" if value.page is None else self._address(value.page, value.language or self._language)
        if page is None:
            return content
        anchor = f"#{value.anchor}" if value.anchor else ""
        language = f' hreflang="{escape(value.language)}"' if value.language else ""
        return f'<a href="{escape(page + anchor)}"{language}>{content}</a>'

    def _series(self, value: words.Series) -> str:
        if not value.items:
            return ""
        first, *others = map(self.phrase, value.items)
        return first + "".join(f"{escaped(sign)}{item}" for sign, item in zip(value.between, others, strict=True))

    def _file_in(self, language: str) -> FileLink:
        """Where the files are, and what they are in a language."""

        def file_link(name: str) -> tuple[str, str] | None:
            if name not in self._files:
                return None
            address, size = self._files[name]
            return address, file_kind(name, size, locale_of(language))

        return file_link

    def _notice(self, notice: str, /) -> str | None:
        return self._address(("notice", notice, ""), self._language)

    _of_block: ClassVar[Mapping[type, Callable[..., str]]] = {
        kinds.Prose: _prose,
        kinds.Sentence: _sentence,
        kinds.Subheading: _subheading,
        kinds.Listing: _listing,
        kinds.FactTable: _table,
        kinds.Overview: _overview,
        kinds.ContactCard: _contact,
        kinds.AuthorityCard: _authority,
        kinds.Purposes: _purposes,
        kinds.Topic: _topic,
        kinds.Rights: _rights,
        kinds.LackingRights: _lacking,
        kinds.ChangeLog: _changes,
        kinds.RetentionTerms: _terms,
        kinds.Reason: _reason,
        kinds.Restriction: _restriction,
    }
    """How each kind of block is shown."""

    _of_inline: ClassVar[Mapping[type, Callable[..., str]]] = {
        words.Wording: _words,
        words.InlineMarkdown: _inline_markdown,
        words.ProperNoun: _noun,
        words.Day: _day,
        words.EmailLink: _email,
        words.PhoneLink: _phone,
        words.WebLink: _web,
        words.PostalLine: _postal,
        words.PageLink: _link,
        words.Series: _series,
    }
    """How each kind of thing on a line is shown."""
