"""What the notices of a portal share in one language, each said once: words of the catalogs, contacts,
supervisory authorities. No format, no input. It is safe to share: what it keeps is what it has already said.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Final, TypeVar

from privacy_notices.document.blocks import AuthorityCard, ContactCard, LabelledFact
from privacy_notices.document.plain import plain
from privacy_notices.document.statutes import part_of_act
from privacy_notices.document.words import (
    Datum,
    Day,
    EmailLink,
    Inline,
    Origin,
    PhoneLink,
    Phrase,
    PostalLine,
    ProperNoun,
    Series,
    WebLink,
    Wording,
)
from privacy_notices.languages.provisions import article_in_parts
from privacy_notices.languages.speaker import Said, Speaker
from privacy_notices.model.notice import Project
from privacy_notices.model.supervision import Whereabouts, state_of
from privacy_notices.schema.address_form import Address
from privacy_notices.schema.period import Period
from privacy_notices.schema.portal_form import Contact, Controller
from privacy_notices.schema.statute_form import StatuteRef
from privacy_notices.schema.telephone import dialled

T = TypeVar("T", bound=Hashable)

_PLACE: Final = 0xF0000
"""Stands for the first thing of a list, the next code point for the second, while CLDR puts commas between them."""


class _SaidWords(dict[str, Wording]):
    """Words of the catalogs by id, kept once they were said."""

    def __init__(self, speaker: Speaker) -> None:
        super().__init__()
        self._speaker = speaker
        self.has_foreign = False

    def __missing__(self, key: str) -> Wording:
        self[key] = found = self.of(self._speaker.said(key))
        return found

    def of(self, said: Said) -> Wording:
        """What was said, with a note of it where it is in another language."""
        self.has_foreign |= said.language != self._speaker.language
        return Wording(said.text, said.language)


class _Punctuation(dict[str, Wording]):
    """Text of the language itself, kept."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, text: str) -> Wording:
        self[text] = found = Wording(text, self._language)
        return found


class Phrasebook:
    """What notices share, in one language."""

    def __init__(self, project: Project, speaker: Speaker, shared: str = "") -> None:
        """`shared`: the country of all controllers, where contacts are that say nothing else; empty for none."""
        self.project = project
        self.say = speaker
        self._shared = shared
        self._elsewhere: dict[Whereabouts, Phrasebook] = {}
        self.language = speaker.language
        self._words = _SaidWords(speaker)
        self.word: Mapping[str, Wording] = self._words
        """Words of the catalogs by id: `word["section.rights"]`."""
        self.sign: Mapping[str, Wording] = _Punctuation(speaker.language)
        """What stands between words, as words of the language: `sign[" ("]`."""
        self._kept: dict[Hashable, object] = {}

    def at(self, where: Whereabouts) -> Phrasebook:
        """The same for readers who take these things for granted; one for all notices of which that is true."""
        found = self._elsewhere.get(where)
        if found is None:
            territories = self.project.vocabulary.territories_of(where.home)
            speaker = self.say.elsewhere(where.home, territories=territories, countries=where.words)
            found = self._elsewhere[where] = Phrasebook(self.project, speaker, where.shared)
        return found

    # --- words -----------------------------------------------------------------------------------------------------

    @property
    def has_foreign(self) -> bool:
        """Whether a word was said in another language, for want of one in this."""
        return self._words.has_foreign

    def filled(self, key: str, **values: object) -> Wording:
        """A word of the catalogs with `{name}` filled in."""
        return Wording(self.say.plain(key, **values), self.word[key].language)

    def word_of(self, country: str, key: str) -> Wording:
        """A word of the catalogs as it is in a country, whatever country the readers are in."""
        state = state_of(country, self.project.vocabulary)
        return self.kept(("word", state, key), lambda: self._words.of(self.say.said_in(state, key)))

    def plain(self, text: str, origin: Origin = "fact") -> Wording:
        """A name or a fact, written as the language does."""
        return Wording(text, self.language, origin)

    def day(self, date: datetime.date) -> Day:
        """A day as the language writes it."""
        return self.kept(("day", date), lambda: Day(date, self.plain(self.say.date(date))))

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, from before where the same was asked for."""
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = make()
        return found  # type: ignore[return-value]  # a key always has a value of the same kind

    def series(self, items: Iterable[Phrase]) -> Series:
        """Things listed on a line, as CLDR lists them."""
        listed = tuple(items)
        number, has_conjunction = len(listed), self.say.has_conjunction(map(plain, listed))
        return Series(
            listed,
            self.kept(
                ("between", number, has_conjunction), lambda: self._between(number, has_conjunction=has_conjunction)
            ),
        )

    def _between(self, number: int, *, has_conjunction: bool) -> tuple[str, ...]:
        return (self.say.comma,) * (number - 1) if has_conjunction else _places_between(self.say, number)

    def listed(self, texts: Iterable[str]) -> Series:
        """Names or facts listed on a line."""
        return self.series((self.plain(text),) for text in texts)

    def list_of_words(self, kind: str, ids: Iterable[str]) -> Series:
        """Words of the vocabulary listed on a line."""
        return self.series((self.word[f"{kind}.{key}"],) for key in ids)

    def statutes(self, acts: Iterable[StatuteRef]) -> Series:
        """Acts with their numbers and sections: `kirjanpitolaki (1336/1997), 2 luku 10 §`."""
        return self.series(map(self._statute, acts))

    def _statute(self, act: StatuteRef) -> Phrase:
        number = self.project.vocabulary.words["statutes"][act.id].number
        name = self.word[f"statutes.{act.id}"]
        phrase: Phrase = (name, self.sign[f" ({number})"]) if number else (name,)
        where = part_of_act(self.say, act)
        return phrase if where is None else (*phrase, self.sign[", "], Wording(where.text, where.language))

    def article(self, article: str) -> Series:
        """Provisions of the GDPR as lawyers of the language cite them (`Speaker.article`); commas divide several."""
        return self.kept(("article", article), lambda: self.series((self._cited(one),) for one in article.split(", ")))

    def _cited(self, article: str) -> Wording:
        parts = article_in_parts(article)
        return self.plain(article) if parts is None else self.filled(parts[0], **parts[1])

    def of_portal(self, field_name: str, key: str) -> Wording | None:
        """A word that `portal.<lang>.yml` has for a contact or a recipient."""
        for language in dict.fromkeys((self.language, self.project.source_language)):
            words = self.project.words.get(language)
            if words is not None and key in getattr(words, field_name):
                return Wording(getattr(words, field_name)[key], language, "portal")
        return None

    # --- facts in words --------------------------------------------------------------------------------------------

    def period(self, period: Period, after: str | None) -> Phrase:
        """`2 vuotta sopimuksen päättymisestä`."""
        return self.kept(("period", period, after), lambda: self._period(period, after))

    def _period(self, period: Period, after: str | None) -> Phrase:
        length = self.plain(self.say.period(period))
        return (length, self.sign[" "], self.word[f"retention.after.{after}"]) if after else (length,)

    # --- who to turn to --------------------------------------------------------------------------------------------

    def controller(self, key: str) -> ContactCard:
        """A controller and how to reach it."""
        return self.kept(("controller", key), lambda: self._controller(key))

    def _controller(self, key: str) -> ContactCard:
        who = self.project.portal.controllers[key]
        name = ProperNoun(self.plain(self.say.name(who.name)))
        return self._card(f"controllers.{key}", (name,), key, who, who.country)

    def controller_name(self, key: str) -> str:
        """What a controller is called."""
        return self.say.name(self.project.portal.controllers[key].name)

    def contact(self, key: str) -> ContactCard:
        """A contact by the name of its role, and how to reach it."""
        return self.kept(("contact", key), lambda: self._contact(key))

    def _contact(self, key: str) -> ContactCard:
        owner = self.project.portal.controllers.get(self.project.portal.contacts[key].controller or "")
        return self._contact_card(key, owner.country if owner else self._shared)

    def representative(self, key: str) -> ContactCard:
        """A contact that stands for a controller: it is not in the controller's country, but where its address says."""
        return self.kept(("representative", key), lambda: self._contact_card(key, ""))

    def _contact_card(self, key: str, country: str) -> ContactCard:
        who = self.project.portal.contacts[key]
        return self._card(f"contacts.{key}", self.contact_name(key), key, who, country)

    def contact_name(self, key: str) -> Phrase:
        """What a contact is called: its own name, or the word for its role; nothing where it has neither."""
        contact = self.project.portal.contacts[key]
        if contact.name is not None:
            return (self.plain(self.say.name(contact.name)),)
        role = self.of_portal("contacts", key)
        return () if role is None else (role,)

    def _card(self, key: str, name: Phrase, fact: str, who: Controller | Contact, country: str) -> ContactCard:
        business_id = who.business_id if isinstance(who, Controller) else None
        number = self.word_of(country, "controller.business-id")
        return ContactCard(
            key,
            name,
            fact,
            business_id or "",
            number if business_id else None,
            self._address(who.address, country),
            EmailLink(who.email) if who.email else None,
            self.phone(who.phone) if who.phone else None,
            WebLink(who.url) if who.url else None,
        )

    def _address(self, address: Address | None, country: str) -> tuple[str, ...]:
        return tuple(self.say.address(address, country)) if address else ()

    def phone(self, number: str) -> PhoneLink:
        """A telephone number."""
        return PhoneLink(dialled(number), self.say.phone(number))

    def authority(self, key: str) -> AuthorityCard:
        """A supervisory authority and how to reach it."""
        return self.kept(("authority", key), lambda: self._authority(key))

    def _authority(self, key: str) -> AuthorityCard:
        it = self.project.vocabulary.authorities[key]
        entries: list[LabelledFact] = []

        def add(label: Wording, name: str, inline: Inline, fact: Datum) -> None:
            entries.append(LabelledFact(f"authority.{name}", (label,), fact, (inline,)))

        if it.visiting_address:
            text = self.say.name(it.visiting_address)
            add(self.word["authority.visiting-address"], "visiting-address", PostalLine(text), text)
        if it.postal_address:
            text = self.say.name(it.postal_address)
            add(self.word["authority.postal-address"], "postal-address", PostalLine(text), text)
        if it.email:
            add(self.word["contact.email"], "email", EmailLink(it.email), it.email)
        if it.phone:
            add(self.word["authority.phone"], "phone", self.phone(it.phone), it.phone)
        if it.phone_registry:
            add(
                self.word["authority.phone-registry"],
                "phone-registry",
                self.phone(it.phone_registry),
                it.phone_registry,
            )
        if site := self._local(it.website):
            add(self.word["contact.url"], "website", site, site.address)
        complaint, contact = self._local(it.complaint_page), self._local(it.contact_page)
        # A page in the reader's own language serves better than the right page in a language they may not read.
        is_own = contact is not None and contact.language == self.language
        if complaint and (complaint.language == self.language or not is_own):
            add(self.word["authority.complaint-page"], "complaint-page", complaint, complaint.address)
        elif contact:
            add(self.word["authority.contact-page"], "contact-page", contact, contact.address)
        return AuthorityCard("authority", self.plain(self.say.name(it.name)), tuple(entries), key)

    def _local(self, by_language: Mapping[str, str]) -> WebLink | None:
        """The address of an authority's page in this language, or else in one of the portal's."""
        for language in dict.fromkeys((self.language, *self.project.portal.languages, *by_language)):
            if language in by_language:
                return WebLink(by_language[language], language)
        return None


def period_fact(period: Period) -> str:
    """A length of time as ISO 8601 writes it: `P2Y6M`, `PT72H`."""
    days = ((period.years, "Y"), (period.months, "M"), (period.weeks, "W"), (period.days, "D"))
    date = "".join(f"{number}{unit}" for number, unit in days if number)
    return f"P{date}T{period.hours}H" if period.hours else f"P{date}"


def _places_between(speaker: Speaker, number: int) -> tuple[str, ...]:
    """What stands between so many things of a list."""
    if number < 2:
        return ()
    text = speaker.list(chr(_PLACE + at) for at in range(number))
    return tuple(re.split(f"[{chr(_PLACE)}-{chr(_PLACE + number - 1)}]", text)[1:-1])
