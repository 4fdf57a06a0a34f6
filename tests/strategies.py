"""What people may write, drawn field by field for each form, and whole portals that hold together.

A field that is added to a form has to be added here; `test_schema.py` says so.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from attacks import ATTACKS
from privacy_notices.schema import (
    flow_forms,
    handling_forms,
    notice_form,
    portal_form,
    rights_form,
    statute_form,
    words_forms,
)
from privacy_notices.schema.address_form import Address
from privacy_notices.schema.shapes import Form
from privacy_notices.vocabulary.shipped_vocabulary import shipped

Drawn = SearchStrategy[object]

LANGUAGES: Final = ("fi", "sv", "en")
WORDS: Final = shipped().words
EVENTS: Final = shipped().events

FILES: Final[tuple[type[Form], ...]] = (
    portal_form.Portal,
    words_forms.PortalWords,
    notice_form.NoticeFacts,
    words_forms.Words,
)
"""The forms that are files."""

# Ids that a portal of `portals` defines, so that a notice may name them.
CONTROLLERS: Final = ("board", "shop")
CONTACTS: Final = ("desk", "officer")
RECIPIENTS: Final = ("host", "mailer")
PURPOSES: Final = ("orders", "newsletter", "staff")
SPECIAL: Final = tuple(key for key, word in WORDS["data"].items() if word.special)[:2]
DECISIONS: Final = ("credit", "price")
SECTIONS: Final = ("calls", "text")
RESTRICTED: Final = ("access", "objection")

HOSTILE: Final = (
    *ATTACKS,
    "{{ 7 * 7 }}",
    "{% raw %}",
    "{name}",
    "[a](notice:customers)",
    "[a](notice:nothing)",
)
HARMLESS: Final = (
    "Me käsittelemme tietojasi.",
    "Vi behandlar dina uppgifter.",
    "We handle your data.",
    "*erittäin*",
    "**tärkeää**",
    "- yksi\n- kaksi",
    "1. ensin\n2. sitten",
    "[sivu](https://a.example/)",
    "العربية",
    "ǩ đ ŋ",
    "2. toukokuuta",
    "🙂",
    "a & b < c",
)

PARTS: Final = HOSTILE + HARMLESS

# Values are picked from lists made beforehand: a portal has some hundred of them, and a pick is one choice.
texts = st.sampled_from(
    (*PARTS, *map("\n\n".join, itertools.pairwise(PARTS)), *map(" ".join, itertools.pairwise(PARTS)))
)
lines = st.sampled_from(tuple(part for part in PARTS if "\n" not in part))
dates = st.sampled_from(("2025-12-31", "2026-02-01", "2026-11-21"))
booleans = st.booleans()
languages = st.sampled_from(LANGUAGES)
countries = st.sampled_from(("FI", "SE", "US", "GB", "JP", "NO"))
emails = st.sampled_from(("shop@shop.example", "o'neil+x@shop.example"))
phones = st.sampled_from(("+358 9 000 1000", "+46 8 123 456", "+358 29 566 6700 ext. 12", "116 117"))
urls = st.sampled_from(("https://shop.example/", "https://shop.example/a?b=c&d=e#f"))
periods = st.sampled_from(("P2Y", "P2Y6M", "P14D", "PT72H", "P1Y"))
names = st.sampled_from(
    (
        *ATTACKS[:8],
        "Kauppa Oy",
        {"fi": "Kaupunki", "sv": "Staden"},
        {"sv": "Ålands landskap"},
        {"de": "Stadt <b>", "en": "Town"},
    )
)


def ids(known: tuple[str, ...], *, at_least: int = 0) -> SearchStrategy[list[str]]:
    """Some of the ids, in some order."""
    lists = [[], known[:1], known[-1:], known, known[::-1], known[1:3]]
    return st.sampled_from([list(one) for one in lists if len(one) >= at_least])


def by(known: tuple[str, ...], values: Drawn) -> Drawn:
    """A map of some of the ids."""
    return st.fixed_dictionaries({}, optional=dict.fromkeys(known[:2], values))


def none_or(values: Drawn) -> Drawn:
    return st.just("none") | values


def choice(form: type[Form], field: str) -> Drawn:
    """The values of a field that has a list of them."""
    return st.sampled_from(_literals(form.model_fields[field].annotation))


def _literals(annotation: object) -> list[object]:
    inner = getattr(annotation, "__args__", ())
    if inner and not isinstance(inner[0], type) and isinstance(inner[0], str):
        return list(inner)
    return [value for part in inner for value in _literals(part)]


def form(kind: type[Form], **fixed: Drawn) -> SearchStrategy[dict[str, object]]:
    """A map that the form accepts; `fixed` are fields with values of their own, always there."""
    fields = {name: values for name, values in FIELDS[kind].items() if name not in fixed}
    needed = {name: values for name, values in fields.items() if kind.model_fields[name].is_required()}
    return st.fixed_dictionaries(
        {**needed, **fixed}, optional={name: values for name, values in fields.items() if name not in needed}
    )


def deferred(kind: type[Form]) -> Drawn:
    return st.deferred(lambda: form(kind))


def kinds(kind: str) -> tuple[str, ...]:
    return tuple(WORDS[kind])[:6]


addresses = st.deferred(lambda: form(Address, city=FIELDS[Address]["city"], postal_code=FIELDS[Address]["postal_code"]))
own_words = ids(("own-one", "own-two")) | by(("own-one",), deferred(portal_form.OwnWord))
labels = by(("own-one", "own-two"), lines)
retention = (
    st.fixed_dictionaries({"period": periods}, optional={"after": st.sampled_from(tuple(EVENTS.after))})
    | st.fixed_dictionaries({"until": st.sampled_from(tuple(EVENTS.until))})
    | st.sampled_from(("described", "not-stored")).map(lambda criterion: {"criterion": criterion})
).flatmap(lambda said: ids(kinds("data")).map(lambda data: {**said, "data": data} if data else said))

parts_of_acts = st.sampled_from(
    (
        {},
        {"chapter": 2},
        {"chapter": "3 a", "section": [5, "12 a"]},
        {"section": 5, "paragraph": 2, "point": [1, 2]},
        {"article": 6, "paragraph": 1, "point": "c"},
    )
)
acts = ids(kinds("statutes")) | parts_of_acts.map(lambda parts: [{"id": kinds("statutes")[0], **parts}])

PARTS_OF_ACTS: Final = ("chapter", "section", "article", "paragraph", "point")


def _sound(drawn: Mapping[str, object]) -> dict[str, object]:
    """A transfer that goes somewhere, and says of an adequacy decision only what rests on one."""
    said = {name: value for name, value in drawn.items() if value or name not in ("countries", "organisations")}
    if drawn["mechanism"] != "adequacy":
        said.pop("covered", None)
        said.pop("fallback", None)
    return said if "countries" in said or "organisations" in said else {**said, "countries": ["US"]}


transfer: Drawn = st.deferred(lambda: form(flow_forms.Transfer)).map(_sound)

FIELDS: Final[Mapping[type[Form], Mapping[str, Drawn]]] = {
    Address: {
        "street": names,
        "po_box": names,
        "district": names,
        "postal_code": st.just("00100"),
        "city": names,
        "region": names,
        "country": countries,
    },
    portal_form.Controller: {
        "name": names,
        "establishment_in_eea": booleans,
        "country": st.sampled_from(("FI", "US", "GB", "JP", "DE")),
        "business_id": st.just("0912340-2"),
        "kind": choice(portal_form.Controller, "kind"),
        "bilingual": booleans,
        "address": addresses,
        "email": emails,
        "phone": phones,
        "url": urls,
        "authority": st.sampled_from(("fi", "ax", "se")),
        "dpo": st.sampled_from((*CONTACTS, "none")) | ids(CONTACTS, at_least=1),
        "representative": st.sampled_from(CONTACTS) | st.lists(deferred(portal_form.Representative), max_size=1),
    },
    portal_form.Representative: {
        "id": st.sampled_from(CONTACTS),
        "territory": choice(portal_form.Representative, "territory"),
    },
    portal_form.Contact: {
        "controller": st.sampled_from(CONTROLLERS),
        "name": names,
        "email": emails,
        "phone": phones,
        "address": addresses,
        "url": urls,
    },
    portal_form.Recipient: {
        "name": names,
        "category": st.sampled_from(kinds("recipients")),
        "role": choice(portal_form.Recipient, "role"),
        "country": countries,
        "url": urls,
    },
    portal_form.OwnWord: {
        "group": st.sampled_from(("customers", "staff")),
        "special": st.just("health"),
        "criminal": booleans,
        "children": booleans,
        "public": booleans,
        "observed": booleans,
        "role": choice(portal_form.OwnWord, "role"),
        "number": lines,
    },
    portal_form.OwnVocabulary: dict.fromkeys(portal_form.OwnVocabulary.model_fields, own_words),
    portal_form.TranslationPolicy: {
        "missing": choice(portal_form.TranslationPolicy, "missing"),
        "outdated": choice(portal_form.TranslationPolicy, "outdated"),
        "strict_from": dates,
    },
    portal_form.Brand: {
        "color": st.sampled_from(("#005a5b", "#FFCC00")),
        "logo": st.just("assets/logo.svg"),
        "name": names,
        "url": urls,
    },
    portal_form.Accessibility: {
        "conformance": choice(portal_form.Accessibility, "conformance"),
        "assessed": dates,
        "method": choice(portal_form.Accessibility, "method"),
        "contact": st.sampled_from(CONTACTS),
    },
    portal_form.Portal: {
        "format": st.just(1),
        "languages": st.permutations(LANGUAGES),
        "source_language": languages,
        "prevails": languages,
        "rules": st.just("gdpr-2016-679/2026-11"),
        "authority": st.sampled_from(("fi", "ax", "de")),
        "controllers": st.fixed_dictionaries({key: deferred(portal_form.Controller) for key in CONTROLLERS}),
        "contacts": st.fixed_dictionaries(
            dict.fromkeys(CONTACTS, st.deferred(lambda: form(portal_form.Contact, email=emails)))
        ),
        "recipients": st.fixed_dictionaries({key: deferred(portal_form.Recipient) for key in RECIPIENTS}),
        "vocabulary": deferred(portal_form.OwnVocabulary),
        "groups": ids(("customers", "staff", "own-group")),
        "translations": by(LANGUAGES, deferred(portal_form.TranslationPolicy)),
        "brand": deferred(portal_form.Brand),
        "accessibility": deferred(portal_form.Accessibility),
    },
    # Written out in `retention`: not every part goes with every other.
    notice_form.Retention: {
        "data": ids(kinds("data")),
        "period": periods,
        "after": st.sampled_from(tuple(EVENTS.after)),
        "until": st.sampled_from(tuple(EVENTS.until)),
        "criterion": st.sampled_from(("described", "not-stored")),
    },
    # Written out in `acts`: not every part goes with every other.
    statute_form.StatuteRef: {"id": st.sampled_from(kinds("statutes")), **dict.fromkeys(PARTS_OF_ACTS, st.just(1))},
    rights_form.RestrictedRight: {
        "statutes": acts.filter(bool),
        "effect": choice(rights_form.RestrictedRight, "effect"),
        "purposes": st.just([]),
    },
    notice_form.Purpose: {
        "legal_basis": choice(notice_form.Purpose, "legal_basis"),
        "role": choice(notice_form.Purpose, "role"),
        "controllers": st.just([]),
        "statutes": acts,
        "data": ids((*kinds("data"), *SPECIAL)),
        "data_subjects": ids(kinds("data_subjects")),
        "special_category_condition": choice(notice_form.Purpose, "special_category_condition"),
        "special_category_statutes": acts,
        "criminal_data_statutes": acts,
        "consent_to_participate": booleans,
        "recipients": ids((*RECIPIENTS, *kinds("recipients"))),
        "provision": choice(notice_form.Purpose, "provision"),
        "retention": retention | st.lists(retention, min_size=1, max_size=2),
        "direct_marketing": booleans,
    },
    flow_forms.Source: {
        "id": st.sampled_from(kinds("sources")),
        "data": ids(kinds("data")),
        "permit": lines,
        "public": booleans,
    },
    # Made sound in `transfer`: not every part goes with every other.
    flow_forms.Transfer: {
        "recipient": st.sampled_from((*RECIPIENTS, *kinds("recipients"))),
        "countries": st.lists(st.sampled_from(("US", "JP", "GB")), unique=True, min_size=1),
        "organisations": ids(kinds("international_organisations")),
        "mechanism": choice(flow_forms.Transfer, "mechanism"),
        "certified": booleans,
        "covered": booleans,
        "fallback": choice(flow_forms.Transfer, "fallback"),
        "copy_from": st.sampled_from(CONTACTS),
        "copy_url": urls,
    },
    notice_form.AutomatedDecision: {
        "basis": choice(notice_form.AutomatedDecision, "basis"),
        "purposes": st.just([]),
        "profiling": booleans,
        "statutes": acts,
    },
    handling_forms.Disclosure: {
        "recipient": st.sampled_from((*RECIPIENTS, *kinds("recipients"))),
        "data": ids(kinds("data")),
        "purposes": ids(PURPOSES[:1]),
        "statutes": acts,
        "how": choice(handling_forms.Disclosure, "how"),
    },
    handling_forms.Profiling: {"purposes": ids(PURPOSES[:1]), "statutes": acts},
    handling_forms.AiSystem: {"purposes": ids(PURPOSES[:1]), "role": choice(handling_forms.AiSystem, "role")},
    handling_forms.Children: {"consent_age": st.integers(13, 18), "guardians": booleans},
    handling_forms.Secrecy: {"kind": choice(handling_forms.Secrecy, "kind"), "statutes": acts},
    notice_form.Requests: {"contacts": ids(CONTACTS, at_least=1), "languages": ids(("fi", "se", "ru"))},
    notice_form.Cookies: {"url": urls},
    notice_form.Dates: dict.fromkeys(notice_form.Dates.model_fields, dates),
    notice_form.NoticeFacts: {
        "format": st.just(1),
        "status": choice(notice_form.NoticeFacts, "status"),
        "source_language": languages,
        "prevails": languages,
        "controllers": ids(CONTROLLERS, at_least=1),
        "joint_controllers": none_or(st.just([])),
        "contacts": ids(CONTACTS),
        "in_charge": ids(CONTACTS),
        "systems": st.lists(names, max_size=2),
        "authority": st.sampled_from(("fi", "se")) | ids(("fi", "se")),
        "group": st.sampled_from(("customers", "staff")),
        "data_subjects": ids(kinds("data_subjects")),
        "purposes": st.fixed_dictionaries(
            {PURPOSES[0]: deferred(notice_form.Purpose)}, optional={PURPOSES[1]: deferred(notice_form.Purpose)}
        ),
        "sources": st.lists(st.sampled_from(kinds("sources")) | deferred(notice_form.Source), max_size=3),
        "recipients": none_or(ids((*RECIPIENTS, *kinds("recipients")))),
        "transfers": none_or(st.lists(transfer, max_size=2)),
        "automated_decisions": none_or(by(DECISIONS, deferred(notice_form.AutomatedDecision))),
        "disclosures": st.lists(deferred(handling_forms.Disclosure), max_size=2),
        "profiling": none_or(by(DECISIONS, deferred(handling_forms.Profiling))),
        "ai_systems": none_or(by(DECISIONS, deferred(handling_forms.AiSystem))),
        "secrecy": st.lists(deferred(handling_forms.Secrecy), max_size=2),
        "children": deferred(handling_forms.Children),
        "deceased": booleans,
        "cookies": none_or(deferred(notice_form.Cookies)),
        "restricted_rights": by(RESTRICTED, deferred(rights_form.RestrictedRight)),
        "requests": deferred(notice_form.Requests),
        "security": ids(kinds("security")),
        "dates": deferred(notice_form.Dates),
        "aliases": ids(("old.html", "old/page/", "vanha/sivu.html")),
        "ignore": by(("N101", "T105"), lines),
    },
    words_forms.PurposeWords: {"name": lines, "text": texts},
    words_forms.OwnSection: {"title": lines, "text": texts},
    words_forms.DecisionWords: {"name": lines, "logic": texts, "consequences": texts},
    words_forms.ProfilingWords: {"name": lines, "logic": texts, "consequences": texts},
    words_forms.AiSystemWords: {"name": lines, "text": texts},
    words_forms.SectionTexts: dict.fromkeys(words_forms.SectionTexts.model_fields, texts),
    words_forms.Words: {
        "title": lines,
        "slug": st.sampled_from(("asiakkaat", "Kunder & co", "404", "العربية")) | lines,
        "summary": texts,
        "purposes": by(PURPOSES, texts | deferred(words_forms.PurposeWords)),
        "legitimate_interests": by(PURPOSES, texts),
        "retention_criteria": by(PURPOSES, texts),
        "transfers": by(RECIPIENTS, texts),
        "automated_decisions": by(DECISIONS, deferred(words_forms.DecisionWords)),
        "profiling": by(DECISIONS, deferred(words_forms.ProfilingWords)),
        "ai_systems": by(DECISIONS, deferred(words_forms.AiSystemWords)),
        "register_name": lines,
        "joint_controllers": texts,
        "withdrawal": by(PURPOSES, texts),
        "restricted_rights": by(RESTRICTED, texts),
        "rights": by(("access", "erasure", "objection"), texts),
        "texts": deferred(words_forms.SectionTexts),
        "sections": by(SECTIONS, deferred(words_forms.OwnSection)),
        "changes": by(("2025-12-31", "2026-02-01"), texts),
    },
    words_forms.VocabularyWords: dict.fromkeys(words_forms.VocabularyWords.model_fields, labels),
    words_forms.PortalWords: {
        "site_name": lines,
        "site_description": lines,
        "intro": texts,
        "groups": by(("customers", "own-group"), lines),
        "contacts": by(CONTACTS, lines),
        "recipients": by(RECIPIENTS, lines),
        "accessibility": texts,
        "vocabulary": deferred(words_forms.VocabularyWords),
        "texts": by(("menu.front", "slug.rights", "section.rights"), lines),
    },
}

KEYS: Final = frozenset(field for fields in FIELDS.values() for field in fields)
"""Every key that some file may have."""


@st.composite
def portals(draw: st.DrawFn) -> dict[str, bytes]:
    """The files of a portal with one notice that holds together: every id is defined, every text called
    for is there in the source language. Translations may lack anything but their title."""
    every = st.fixed_dictionaries(dict.fromkeys(PURPOSES, texts))
    decided = st.fixed_dictionaries({key: form(words_forms.DecisionWords) for key in DECISIONS})
    profiled = st.fixed_dictionaries({key: form(words_forms.ProfilingWords) for key in DECISIONS})
    systems = st.fixed_dictionaries({key: form(words_forms.AiSystemWords) for key in DECISIONS})
    portal = draw(
        form(
            portal_form.Portal,
            contacts=FIELDS[portal_form.Portal]["contacts"],
            recipients=FIELDS[portal_form.Portal]["recipients"],
        )
    )
    facts = draw(form(notice_form.NoticeFacts))
    languages = portal["languages"]
    assert isinstance(languages, list)
    source = facts.get("source_language") or portal.get("source_language") or languages[0]
    files: dict[str, object] = {"portal.yml": portal, "customers/notice.yml": facts}
    for language in LANGUAGES:
        if language == source:
            words = form(
                words_forms.Words,
                purposes=every,
                legitimate_interests=every,
                retention_criteria=every,
                automated_decisions=decided,
                profiling=profiled,
                ai_systems=systems,
                joint_controllers=texts,
                restricted_rights=st.fixed_dictionaries(dict.fromkeys(RESTRICTED, texts)),
            )
            files[f"customers/{language}.yml"] = draw(words)
        elif draw(booleans):
            files[f"customers/{language}.yml"] = draw(form(words_forms.Words, texts=st.just({})))
        files[f"portal.{language}.yml"] = (
            draw(form(words_forms.PortalWords)) if language == source else {"site_name": draw(lines)}
        )
    return {path: json.dumps(content, ensure_ascii=False).encode() for path, content in files.items()}
