"""N2: what a notice says against itself. What follows from texts is a warning, because words can mislead a machine."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from privacy_notices.check.patterns import patterns
from privacy_notices.check.rule import Case, Finding, Text
from privacy_notices.faults.diagnostic import Mark
from privacy_notices.load.yaml_file import Path
from privacy_notices.schema.forms import SECTIONS

# --- recipients and transfers --------------------------------------------------------------------------------------


def no_recipients_but_service_named(case: Case) -> Iterator[Finding]:
    """The notice says that nobody receives the data, and a text names a service that does.

    Whoever hosts, sends or stores the data for the controller is a recipient (Art. 4(9)) and is told (Art.
    13(1)(e), 14(1)(e)). A sentence that says no ("we use no cloud services") is left alone.

    Fails:
        notice: {recipients: none}
        en: {texts: {security: The register is kept in Google's cloud.}}

    Passes:
        notice: {recipients: none}
        en: {texts: {security: We do not use cloud services.}}
    """
    if case.facts.recipients == ():
        told: set[tuple[str, Path]] = set()
        for subject in ("service-names", "service-words"):
            for text, finder in case.texts_like(subject):
                if (match := text.affirmed(finder)) and (text.language, text.path) not in told:
                    told.add((text.language, text.path))
                    yield Finding(
                        text.mark(match),
                        f"`recipients: none`, but this text names `{match[0]}`",
                        "list the service under `recipients` in notice.yml, or take it out of the text",
                    )


def service_named_but_no_processor(case: Case) -> Iterator[Finding]:
    """A text names a well-known service, and no service provider is among the recipients.

    Processors are recipients too (Art. 4(9), 13(1)(e), 14(1)(e)). A category such as `cloud-service-providers` is
    enough.

    Fails:
        notice: {recipients: [authorities]}
        en: {texts: {security: The register is kept in Google's cloud.}}

    Passes:
        notice: {recipients: [authorities, cloud-service-providers]}
        en: {texts: {security: The register is kept in Google's cloud.}}
    """
    if not case.facts.recipients:
        return
    portal, words = case.context.recipients, case.vocabulary.words["recipients"]
    roles = {portal[key].role if key in portal else words[key].role for key in case.facts.recipients}
    if "processor" in roles:
        return
    names = " ".join(
        name.lower() for key in case.facts.recipients if key in portal for name in (portal[key].name or {}).values()
    )
    for text, finder in case.texts_like("service-names"):
        if (match := text.affirmed(finder)) and match[0].lower() not in names:
            yield Finding(
                text.mark(match),
                f"this text names `{match[0]}`, and no service provider is among the recipients",
                "add the service or its category to `recipients` in notice.yml",
            )


def recipient_outside_eea_without_transfer(case: Case) -> Iterator[Finding]:
    """A recipient is outside the European Economic Area, and no transfer is told.

    Giving data to somebody in a third country is a transfer (Art. 44). The notice tells it together with the ground
    it rests on (Art. 13(1)(f), 14(1)(f)).

    Fails:
        portal: {recipients: {hosting: {country: IN}}}

    Passes:
        portal: {recipients: {hosting: {country: SE}}}
    """
    if case.facts.transfers is None:
        return
    told = {transfer.recipient for transfer in case.facts.transfers}
    for position, key in enumerate(case.facts.recipients or ()):
        recipient = case.context.recipients.get(key)
        if recipient and recipient.country not in case.vocabulary.eea and key not in told:
            yield Finding(
                case.at("recipients", position),
                f"recipient `{key}` is outside the EEA (`{recipient.country}`), but `transfers` does not have it",
                "add the transfer with countries and mechanism; if the data stay in the EEA, correct `country` in portal.yml",
            )


def transfer_inside_eea(case: Case) -> Iterator[Finding]:
    """A transfer goes to a country of the European Economic Area.

    Inside the EEA there is nothing to allow: only transfers to third countries are told (Art. 13(1)(f), 14(1)(f)).

    Fails:
        notice: {transfers: [{recipient: hosting, countries: ["NO"], mechanism: adequacy}]}

    Passes:
        notice: {transfers: [{recipient: hosting, countries: [CH], mechanism: adequacy}]}
    """
    for position, transfer in enumerate(case.facts.transfers or ()):
        for number, country in enumerate(transfer.countries):
            if country in case.vocabulary.eea:
                yield Finding(
                    case.at("transfers", position, "countries", number),
                    f"`{country}` belongs to the EEA, so this is no transfer to a third country",
                    "remove the country",
                )


def transfer_to_unlisted_recipient(case: Case) -> Iterator[Finding]:
    """Data are transferred to somebody who is not among the recipients.

    Who gets the data in a third country is a recipient and is told as one (Art. 13(1)(e), 14(1)(e)).

    Fails:
        notice: {recipients: [authorities], transfers: [{recipient: hosting, countries: [CH], mechanism: adequacy}]}

    Passes:
        notice: {recipients: [hosting], transfers: [{recipient: hosting, countries: [CH], mechanism: adequacy}]}
    """
    for position, transfer in enumerate(case.facts.transfers or ()):
        if case.facts.recipients is not None and transfer.recipient not in case.facts.recipients:
            yield Finding(
                case.at("transfers", position, "recipient"),
                f"`{transfer.recipient}` receives data in a third country but is not among the recipients",
                f"add `{transfer.recipient}` to `recipients`",
            )


def adequacy_without_decision(case: Case) -> Iterator[Finding]:
    """A transfer rests on an adequacy decision that does not exist.

    Without a decision of the Commission on that country (Art. 45(3)) the transfer needs other safeguards (Art. 46),
    and the notice would tell people what is not so (Art. 13(1)(f), 14(1)(f)).

    Fails:
        notice: {transfers: [{recipient: hosting, countries: [IN], mechanism: adequacy}]}

    Passes:
        notice: {transfers: [{recipient: hosting, countries: [JP], mechanism: adequacy}]}
    """
    for position, transfer in enumerate(case.facts.transfers or ()):
        for number, country in enumerate(transfer.countries):
            if transfer.mechanism == "adequacy" and country not in (
                *case.vocabulary.adequacy,
                *case.vocabulary.eea,
            ):
                yield Finding(
                    case.at("transfers", position, "countries", number),
                    f"there is no adequacy decision for `{country}`",
                    "name the safeguard the transfer rests on, e.g. `mechanism: scc` (standard contractual clauses)",
                )


def transfer_to_the_us_without_certification(case: Case) -> Iterator[Finding]:
    """A transfer to the United States rests on the adequacy decision, and nothing says that the recipient is covered.

    Decision (EU) 2023/1795 covers only organisations that are certified under the EU-US Data Privacy Framework (Art.
    45(3)). The list of them is public.

    Fails:
        notice: {transfers: [{recipient: hosting, countries: [US], mechanism: adequacy}]}

    Passes:
        notice: {transfers: [{recipient: hosting, countries: [US], mechanism: adequacy, certified: true}]}
    """
    for position, transfer in enumerate(case.facts.transfers or ()):
        if transfer.mechanism == "adequacy" and "US" in transfer.countries and not transfer.certified:
            yield Finding(
                case.at("transfers", position, "mechanism"),
                "the adequacy decision for the United States covers certified recipients only",
                "look the recipient up in the Data Privacy Framework list and add `certified: true`, or name another mechanism",
            )


def no_transfers_with_exceptions(case: Case) -> Iterator[Finding]:
    """ "No transfers" is said with an exception.

    "Not outside the EU unless it is necessary" tells nobody whether their data leave the EU. The notice says yes,
    with country and ground, or no (Art. 13(1)(f), 14(1)(f)).

    Fails:
        en: {texts: {transfers: Data are not transferred outside the EU unless the technical service requires it.}}

    Passes:
        en: {texts: {transfers: Data are not transferred outside the EU.}}
    """
    if case.facts.transfers:
        return
    for text, finder in case.texts_like("transfer-exception"):
        if match := finder.search(text.text):
            yield Finding(
                text.mark(match),
                "this text says that data stay in the EU or EEA, with an exception",
                "say `transfers: none` and drop the exception, or list the transfers with country and mechanism",
            )


def no_transfers_but_country_named(case: Case) -> Iterator[Finding]:
    """The notice says that data stay in the EEA, and a text sends them elsewhere.

    Fails:
        en: {texts: {recipients: Orders are also sent to our supplier in the United States.}}

    Passes:
        en: {texts: {recipients: Data are not sent to the United States.}}
    """
    if case.facts.transfers != ():
        return
    for text, finder in case.texts_like("third-country"):
        if match := text.affirmed(finder):
            yield Finding(
                text.mark(match),
                "`transfers: none`, but this text sends data outside the EEA",
                "list the transfer with country and mechanism, or correct the text",
            )


# --- rights ----------------------------------------------------------------------------------------------------------


def consent_withdrawal_without_consent(case: Case) -> Iterator[Finding]:
    """The notice speaks of withdrawing consent, and nothing in it rests on consent.

    Art. 7(3) gives the right only where there is consent; Art. 13(2)(c) and 14(2)(d) ask for it only then. Readers
    are promised what they do not have, or the legal basis is wrong.

    Fails:
        en: {rights: {withdraw-consent: Send us a message.}}

    Passes:
        notice: {purposes: {orders: {legal_basis: consent, provision: voluntary}}}
        en: {rights: {withdraw-consent: Send us a message.}}
    """
    if case.uses_consent:
        return
    own = ("rights", "withdraw-consent")
    for text in case.texts_under("rights"):
        if text.path == own and not text.denies:
            yield Finding(text.mark(), *_WITHDRAWAL)
    for text, finder in case.texts_like("withdraw-consent"):
        if text.path != own and (match := text.affirmed(finder)):
            yield Finding(text.mark(match), *_WITHDRAWAL)


_WITHDRAWAL: Final = (
    "this text speaks of withdrawing consent, but no purpose rests on consent",
    "remove the text, or set `legal_basis: consent` for the purpose that rests on it",
)


def portability_without_basis(case: Case) -> Iterator[Finding]:
    """The notice promises data portability, and no purpose gives the right.

    Art. 20(1) gives it only where the processing rests on consent or a contract and is automated.

    Fails:
        notice: {purposes: {orders: {legal_basis: legitimate-interests, provision: voluntary}}}
        en: {rights: {portability: You can take your data with you.}, legitimate_interests: {orders: We want to know our customers.}}

    Passes:
        en: {rights: {portability: You can take your data with you.}}
    """
    if any(purpose.legal_basis in ("consent", "contract", None) for _, purpose in case.purposes) or case.uses_consent:
        return
    for text in case.texts_under("rights"):
        if text.path == ("rights", "portability") and not text.denies:
            yield Finding(
                text.mark(),
                "this text promises data portability, but no purpose rests on consent or a contract",
                "remove the text; the page explains why the right does not apply",
            )


def portability_denied(case: Case) -> Iterator[Finding]:
    """The notice denies data portability although a purpose rests on consent or a contract.

    Art. 20(1) gives the right for such purposes when the data are processed by automated means. Only a register kept
    wholly on paper is outside it.

    Fails:
        en: {rights: {portability: You do not have this right.}}

    Passes:
        en: {rights: {portability: You do not have this right for data that we keep because the law requires it.}}
    """
    if not any(purpose.legal_basis in ("consent", "contract") for _, purpose in case.purposes):
        return
    for text in case.texts_under("rights"):
        # A denial with reasons or limits is longer; a flat one fits on a line.
        if text.path == ("rights", "portability") and text.denies and len(text.text) <= 60:
            yield Finding(
                text.mark(),
                "this text denies data portability, but a purpose rests on consent or a contract",
                "remove the text, or say which data the right does not cover and why",
            )


_OBJECTION: Final = ("objection", "objection-direct-marketing")


def objection_without_basis(case: Case) -> Iterator[Finding]:
    """The notice promises a right to object that no purpose gives.

    Art. 21(1) gives it for a public task and legitimate interests, Art. 21(2) for direct marketing. Elsewhere a
    promise to stop is not a right of the Regulation.

    Fails:
        en: {rights: {objection: You can object at any time.}}

    Passes:
        notice: {purposes: {orders: {legal_basis: legitimate-interests, provision: voluntary}}}
        en: {rights: {objection: You can object at any time.}, legitimate_interests: {orders: We want to know our customers.}}
    """
    if any(p.legal_basis in ("public-task", "legitimate-interests", None) for _, p in case.purposes):
        return
    marketing = any(purpose.direct_marketing for _, purpose in case.purposes)
    for text in case.texts_under("rights"):
        if text.path[1] in _OBJECTION and not marketing and not text.denies:
            yield Finding(
                text.mark(),
                "this text promises a right to object, but no purpose gives it",
                "remove the text, or correct the legal basis; for direct marketing set `direct_marketing: true`",
            )


def objection_text_of_another_right(case: Case) -> Iterator[Finding]:
    """The text on the right to object speaks of rectification or erasure.

    The right to object must be brought to people's attention clearly and apart from other information (Art. 21(4)).
    A text on other rights hides it.

    Fails:
        notice: {purposes: {orders: {legal_basis: legitimate-interests, provision: voluntary}}}
        en: {rights: {objection: You can ask us to correct or erase your data.}, legitimate_interests: {orders: We want to know our customers.}}

    Passes:
        notice: {purposes: {orders: {legal_basis: legitimate-interests, provision: voluntary}}}
        en: {rights: {objection: You can object in your account. We then erase your data.}, legitimate_interests: {orders: We want to know our customers.}}
    """
    for text in case.texts_under("rights", "sections"):
        if not _is_on_objection(case, text):
            continue
        match = patterns().search("other-right-words", text)
        if match and not patterns().search("objection-words", text):
            yield Finding(
                text.mark(match),
                "this text on the right to object speaks of other rights",
                "say how people object, and what then happens; write the rest under `rights.erasure` and `rights.rectification`",
            )


def _is_on_objection(case: Case, text: Text) -> bool:
    if text.path[0] == "rights":
        return text.path[1] in _OBJECTION
    if text.path[0] == "sections" and text.path[-1] == "text":
        title = case.notice.words[text.language].sections[str(text.path[1])].title
        heading = patterns().get("heading-object", text.language)
        return heading is not None and heading.fullmatch(_heading(title)) is not None
    return False


# --- texts and headings ------------------------------------------------------------------------------------------------

_PARAGRAPH: Final = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_WORD: Final = re.compile(r"\w+")
_SHORTEST: Final = 80
"""Letters. Shorter paragraphs ("Write to the address above.") may well stand twice."""


def repeated_paragraph(case: Case) -> Iterator[Finding]:
    """The same paragraph stands under several headings.

    One of the headings then has a text that does not answer it, and readers have to compare (Art. 12(1): concise,
    transparent, intelligible). Purposes may share a criterion or an interest.

    Fails:
        en:
          texts:
            recipients: The data are used in our own shop only, by the people who handle orders and answer questions about them.
            retention: The data are used in our own shop only, by the people who handle orders and answer questions about them.

    Passes:
        en:
          texts:
            recipients: The data are used in our own shop only, by the people who handle orders and answer questions about them.
    """
    found = [
        (text, match)
        for text in case.texts
        if len(text.text) >= _SHORTEST
        for match in _PARAGRAPH.finditer(text.text)
        if match.end() - match.start() >= _SHORTEST
    ]
    # Paragraphs that do not begin alike are not the same; comparing all their words takes far longer.
    beginnings = [_beginning(text, match) for text, match in found]
    common = {beginning for beginning, number in Counter(beginnings).items() if number > 1}
    seen: dict[tuple[str, str], tuple[str, ...]] = {}
    for (text, match), own in zip(found, beginnings, strict=True):
        if own in common:
            depth = 2 if text.path[0] in ("texts", "sections", "rights") else 1
            place = tuple(str(step) for step in text.path[:depth])
            if len(words := " ".join(_WORD.findall(match[0].casefold()))) < _SHORTEST:
                continue
            first = seen.setdefault((text.language, words), place)
            if first != place:
                beginning = re.match(r"\S+(?:\s+\S+){0,4}", match[0])
                yield Finding(
                    text.mark(
                        re.compile(re.escape(beginning[0])).search(text.text, match.start()) if beginning else None
                    ),
                    f"this paragraph already stands under `{'.'.join(first)}`",
                    "keep it where it answers the heading, and write here what this heading asks for",
                )


_BEGINNING: Final = re.compile(r"\w+(?:\W+\w+){0,3}")


def _beginning(text: Text, match: re.Match[str]) -> tuple[str, ...]:
    """The language of a paragraph and its first words."""
    first = _BEGINNING.search(text.text, match.start(), match.end())
    return (text.language, *_WORD.findall(first[0].casefold())) if first else (text.language,)


def placeholder_text(case: Case) -> Iterator[Finding]:
    """A text is only a dash, a dummy or a note to complete it.

    Under its heading the reader finds nothing, and the duty to inform is not met by a heading (Art. 12(1)). Where
    there is nothing to tell, `none` in notice.yml makes a sentence of it, or the key is left out.

    Fails:
        en: {texts: {security: "-"}}

    Passes:
        en: {texts: {security: Our rooms are locked.}}
    """
    for text in case.texts:
        bare = text.text.strip().strip(".!").strip()
        if len(bare) >= _SHORTEST:
            continue
        pattern = patterns().get("placeholder", text.language)
        if not _WORD.search(bare) or (pattern and pattern.fullmatch(bare)):
            yield Finding(text.mark(), "this text says nothing", "write the text, or remove the key")
    for text, finder in case.texts_like("template-gap"):
        if (match := finder.search(text.text)) and match[0] != text.text:
            yield Finding(
                text.mark(match),
                f"`{match[0]}` was left over from a template",
                "write what belongs here, or remove it",
            )


_ANSWERED: Final = ("recipients", "transfers", "automated_decisions", "sources", "cookies")


def text_says_none(case: Case) -> Iterator[Finding]:
    """A text says "none" where the facts say something, or where words are needed.

    Under `texts.recipients` "None." is harmless when the facts say `recipients: none`; beside a list of recipients it
    is a contradiction (Art. 12(1)). As the text of a purpose or an interest it leaves the question open.

    Fails:
        en: {texts: {recipients: None.}}

    Passes:
        notice: {recipients: none}
        en: {texts: {recipients: None.}}
    """
    for text in case.texts:
        bare = text.text.strip().rstrip(".!")
        if len(bare) >= _SHORTEST or text.is_heading:
            continue
        pattern = patterns().get("none", text.language)
        if pattern is None or not pattern.fullmatch(bare):
            continue
        if text.path[0] == "texts":
            fact = getattr(case.facts, str(text.path[1]), None) if text.path[1] in _ANSWERED else ()
            if not fact or text.path[1] == "cookies":
                continue
            message = f"this text says that there is none, but notice.yml lists `{text.path[1]}`"
        elif text.path[0] in (
            "purposes",
            "legitimate_interests",
            "retention_criteria",
            "joint_controllers",
            "automated_decisions",
        ):
            message = "this text says that there is none where the reader needs an answer"
        else:
            continue
        yield Finding(text.mark(), message, "write what the reader should know, or remove the text")


def section_repeats_standard_heading(case: Case) -> Iterator[Finding]:
    """A section of its own has a heading that the page has anyway.

    The page then has the heading twice, and readers who jump to one miss the other (Art. 12(1)). A text for a
    standard heading belongs under `texts`.

    Fails:
        en: {sections: {more: {title: How we protect the data, text: Our rooms are locked.}}}

    Passes:
        en: {texts: {security: Our rooms are locked.}}
    """
    for text in case.texts_under("sections"):
        if text.path[-1] != "title":
            continue
        title = _heading(text.text)
        for key in (*SECTIONS, "purposes", "rights", "object", "controller", "dpo", "changes"):
            catalog = case.context.headings.get(text.language)
            standard = catalog.get(f"section.{key.replace('_', '-')}") if catalog else None
            pattern = patterns().get(f"heading-{key.replace('_', '-')}", text.language)
            if (standard and title == _heading(standard)) or (pattern and pattern.fullmatch(title)):
                where = f"write the text under `texts.{key}`" if key in SECTIONS else _ELSEWHERE[key]
                yield Finding(text.mark(), f"the page has a section on this already (`{key}`)", where)
                break


_ELSEWHERE: Final[Mapping[str, str]] = {
    "purposes": "write the text under `purposes`",
    "rights": "write the text under `rights`, each right for itself",
    "object": "write the text under `rights.objection`",
    "controller": "the controller's details come from portal.yml; remove the section",
    "dpo": "the data protection officer's details come from portal.yml; remove the section",
    "changes": "write the text under `changes`, with its date",
}


@functools.lru_cache(maxsize=1024)
def _heading(title: str) -> str:
    """A heading for comparison: without number, stop, capitals or hyphens at line ends."""
    return re.sub(r"^[\d.\s]+|[.:?!\s]+$", "", re.sub(r"-\s+", "", title)).casefold()


def other_sources_in_text(case: Case) -> Iterator[Finding]:
    """The facts say that all data come from the person, and a text names another source.

    Data from elsewhere bring the duties of Art. 14: the source, and whether it is public (Art. 14(2)(f)), and the
    categories of data (Art. 14(1)(d)).

    Fails:
        en: {texts: {sources: We update your address from the Population Information System.}}

    Passes:
        notice: {sources: [data-subject, population-information-system]}
        en: {texts: {sources: We update your address from the Population Information System.}}
    """
    if case.facts.sources is None or case.is_from_elsewhere:
        return
    for text, finder in case.texts_like("other-source"):
        is_about_sources = text.path[0] in ("texts", "sections", "purposes", "summary")
        if is_about_sources and (match := text.affirmed(finder)):
            yield Finding(
                text.mark(match),
                f"`sources` names only the person, but this text names another source (`{match[0]}`)",
                "add the source to `sources` in notice.yml, or correct the text",
            )


# --- facts against facts ---------------------------------------------------------------------------------------------


def retention_of_unlisted_data(case: Case) -> Iterator[Finding]:
    """A time is given for data that the purpose does not use.

    Readers then do not know whether the data are kept, or for which purpose (Art. 13(2)(a), 14(2)(a)).

    Fails:
        notice: {purposes: {orders: {retention: [{data: [phone], period: P1Y, after: order}, {data: [name, email], period: P2Y, after: order}]}}}

    Passes:
        notice: {purposes: {orders: {retention: [{data: [name], period: P1Y, after: order}, {data: [email], period: P2Y, after: order}]}}}
    """
    for key, purpose in case.purposes:
        for position, part in enumerate(purpose.retention or ()):
            for number, word in enumerate(part.data):
                if purpose.data and word not in purpose.data:
                    yield Finding(
                        _part(case, key, position, "data", number),
                        f"purpose `{key}` says how long `{word}` is kept but does not use it",
                        "add it to the `data` of the purpose, or remove it here",
                    )


def several_retention_times(case: Case) -> Iterator[Finding]:
    """A purpose gives several times for the same data.

    Two times in one answer leave open which one holds (Art. 13(2)(a), 14(2)(a)).

    Fails:
        notice: {purposes: {orders: {retention: [{period: P10Y, after: order}, {until: objection}]}}}

    Passes:
        notice: {purposes: {orders: {retention: [{data: [name], period: P10Y, after: order}, {data: [email], until: account-closed}]}}}
    """
    for key, purpose in case.purposes:
        seen: set[str] = set()
        for position, part in enumerate(purpose.retention or ()):
            data = set(part.data) or {""}
            # One part without data beside parts with data is the rule for the rest.
            if seen & data:
                what = ", ".join(f"`{word}`" for word in sorted(seen & data) if word) or "the same data"
                yield Finding(
                    _part(case, key, position),
                    f"purpose `{key}` gives more than one time for {what}",
                    "say with `data` which time holds for which data, or keep one of them",
                )
            seen |= data


def _part(case: Case, key: str, position: int, *path: str | int) -> Mark:
    """The place of one part of a retention; a single part may stand without a list."""
    document = case.notice.documents["notice"]
    listed = ("purposes", key, "retention", position)
    return case.at(*listed, *path) if listed in document.places else case.at("purposes", key, "retention", *path)


def retention_tied_to_another_basis(case: Case) -> Iterator[Finding]:
    """Data are kept until people use a right that this purpose does not give them.

    "Until you withdraw your consent" has a meaning only with consent, "until you object" only where Art. 21 applies.
    Readers would wait for an end that cannot come (Art. 13(2)(a), 14(2)(a)).

    Fails:
        notice: {purposes: {orders: {retention: {until: withdrawal-of-consent}}}}

    Passes:
        notice: {purposes: {orders: {legal_basis: consent, provision: voluntary, retention: {until: withdrawal-of-consent}}}}
    """
    for key, purpose in case.purposes:
        for position, part in enumerate(purpose.retention or ()):
            known = case.vocabulary.events.until if part.until else case.vocabulary.events.after
            event = known.get(part.until or part.after or "")
            if event is None or not event.legal_basis or purpose.legal_basis in (None, *event.legal_basis):
                continue
            # Marketing may be objected to whatever it rests on; explicit consent is withdrawn like any other.
            if purpose.direct_marketing and "legitimate-interests" in event.legal_basis:
                continue
            if purpose.special_category_condition == "explicit-consent" and "consent" in event.legal_basis:
                continue
            yield Finding(
                _part(case, key, position, "until" if part.until else "after"),
                f"`{part.until or part.after}` does not go with the legal basis `{purpose.legal_basis}` of purpose `{key}`",
                "name the event that ends the need for the data, or correct the legal basis",
            )


def contact_of_another_controller(case: Case) -> Iterator[Finding]:
    """A contact belongs to a controller that this notice does not have.

    Requests would go to an organisation that does not decide about these data (Art. 12(2), 13(1)(a), 14(1)(a)).

    Fails:
        portal:
          controllers: {other: {name: Example Club, email: "club@club.example", address: {street: Club Street 1, postal_code: "00100", city: Helsinki}, dpo: none}}
          contacts: {privacy: {controller: other}}

    Passes:
        portal: {contacts: {privacy: {controller: shop}}}
    """
    places: list[tuple[tuple[str | int, ...], str]] = [
        (("contacts", i), key) for i, key in enumerate(case.facts.contacts)
    ]
    if case.facts.requests:
        places += [(("requests", "contacts", i), key) for i, key in enumerate(case.facts.requests.contacts)]
    for path, key in places:
        owner = case.context.contacts[key].controller
        if owner is not None and owner not in case.facts.controllers:
            yield Finding(
                case.at(*path),
                f"contact `{key}` belongs to `{owner}`, which is not a controller of this notice",
                "name a contact of the notice's own controller",
            )


def representative_inside_eea(case: Case) -> Iterator[Finding]:
    """A controller in the EEA has a representative.

    The representative of Art. 27 is for controllers outside the Union. The contact person of older Finnish forms
    (yhteyshenkilö) is not one.

    Fails:
        portal: {controllers: {shop: {representative: privacy}}}

    Passes:
        portal: {controllers: {shop: {country: CH, representative: privacy}}}
    """
    for key, controller in case.controllers:
        if controller.representative is not None and controller.country in case.vocabulary.eea:
            yield Finding(
                case.in_portal("controllers", key, "representative"),
                f"controller `{key}` is in the EEA and needs no representative",
                "remove `representative`; name contact persons under `contacts` of the notice",
            )


def authority_as_own_contact(case: Case) -> Iterator[Finding]:
    """A contact of the organisation is the supervisory authority.

    The data protection officer (tietosuojavastaava, dataskyddsombud) works for the organisation; the Data Protection
    Ombudsman (tietosuojavaltuutettu, dataombudsmannen) supervises it. Art. 13(1)(a) and (b) ask for the first.

    Fails:
        portal: {contacts: {privacy: {email: tietosuoja@om.fi}}}

    Passes:
        portal: {contacts: {privacy: {email: tietosuoja@shop.example}}}
    """
    addresses = {authority.email: key for key, authority in case.vocabulary.authorities.items() if authority.email}
    used = dict.fromkeys((
        *case.facts.contacts,
        *(case.facts.requests.contacts if case.facts.requests else ()),
        *(controller.dpo for _, controller in case.controllers if controller.dpo),
    ))  # fmt: skip
    for key in used:
        contact = case.context.contacts.get(key)
        if contact and contact.email in addresses:
            yield Finding(
                case.in_portal("contacts", key, "email"),
                f"contact `{key}` is the supervisory authority, not your organisation",
                "give the organisation's own address; the page adds the authority by itself",
            )


def authority_of_another_country(case: Case) -> Iterator[Finding]:
    """The supervisory authority is that of another country than the controller's.

    People may complain where they live, where they work or where it happened (Art. 77(1)); the authority named in the
    notice (Art. 13(2)(d), 14(2)(e)) is normally the controller's own (Art. 55).

    Fails:
        portal: {controllers: {shop: {country: SE, business_id: null}}}

    Passes:
        portal: {authority: se, controllers: {shop: {country: SE, business_id: null}}}
    """
    key = case.facts.authority or case.context.authority
    authority = case.vocabulary.authorities[key].country
    countries = {controller.country for _, controller in case.controllers}
    # The authority of Åland supervises Åland's public administration only; everybody else there is Finland's.
    if "AX" in countries or authority == "AX":
        countries |= {"FI", "AX"}
    if countries <= case.vocabulary.eea | {"AX"} and authority not in countries:
        mark = case.at("authority") if case.facts.authority else case.at("controllers")
        yield Finding(
            mark,
            f"the supervisory authority `{key}` is not that of the controller's country (`{', '.join(sorted(countries))}`)",
            "set `authority` in notice.yml or portal.yml",
        )


def dates_out_of_order(case: Case) -> Iterator[Finding]:
    """The dates of a notice contradict each other.

    A review that lies in the future, a deadline before publication or a change that holds before it is published
    leaves readers in doubt which version they read (Art. 5(2), 12(1)).

    Fails:
        notice: {dates: {review_by: 2026-01-31}}

    Passes:
        notice: {dates: {review_by: 2027-01-31}}
    """
    dates = case.facts.dates
    if dates.reviewed and dates.reviewed > case.today:
        yield Finding(
            case.value_at("dates", "reviewed"),
            "the day of the last review is in the future",
            "give the day on which it was read through",
        )
    begin = max((day for day in (dates.published, dates.reviewed) if day), default=None)
    if dates.review_by and begin and dates.review_by < begin:
        yield Finding(
            case.value_at("dates", "review_by"),
            f"the next review is due before the last one or the publication (`{begin}`)",
            "give a later day",
        )
    if dates.effective and dates.published and dates.effective < dates.published and case.notice.versions:
        yield Finding(
            case.value_at("dates", "effective"),
            f"this version holds before it was published (`{dates.published}`)",
            "give the day of publication or a later one: people must be able to read of a change before it holds",
        )
