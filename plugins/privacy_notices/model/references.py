"""What refers to what: every id that the facts name, and those that lead nowhere. No input or output."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Final, TypeAlias

from privacy_notices.faults.diagnostic import Diagnostic, Mark, listed
from privacy_notices.faults.table import found
from privacy_notices.load.places import Path
from privacy_notices.load.yaml_file import SourceFile
from privacy_notices.model.notice import Notice
from privacy_notices.schema.nearest import nearest
from privacy_notices.schema.notice_form import NoticeFacts, Purpose
from privacy_notices.schema.parsing import written_path
from privacy_notices.schema.portal_form import Portal
from privacy_notices.schema.statute_form import StatuteRef
from privacy_notices.schema.words_forms import PortalWords
from privacy_notices.vocabulary.shipped_vocabulary import Vocabulary

Reference: TypeAlias = "tuple[str, Path, str]"
"""What an id names (`controller`, `data` ...), where it stands, the id."""

Known: TypeAlias = "Mapping[str, Collection[str]]"
"""The ids that there are, by what refers to them. What is not here cannot be judged."""

_KINDS: Final = ("data_subjects", "sources", "security", "statutes", "data", "international_organisations")
"""Kinds of words that facts refer to by the name of the kind."""


def groups_of_portal(portal: Portal, vocabulary: Vocabulary, words: Iterable[PortalWords]) -> frozenset[str]:
    """The groups of the front page: those that ship and the portal's own. `vocabulary`: that which ships."""
    shipped = (word.group for word in vocabulary.words["data_subjects"].values() if word.group)
    return frozenset(("public", *shipped, *portal.groups, *(key for one in words for key in one.groups)))


def known_ids(portal: Portal, vocabulary: Vocabulary, groups: frozenset[str] | None) -> Known:
    """What the facts of notices may refer to. `groups`: None where they are not known."""
    words = vocabulary.words
    own = portal.vocabulary.retention_events
    known: dict[str, Iterable[str]] = {
        "controller": portal.controllers,
        "contact": portal.contacts,
        "authority": vocabulary.authorities,
        "recipient": (*portal.recipients, *words["recipients"]),
        "right": (key for key, right in vocabulary.rights.items() if right.notice_duty),
        "after": (*vocabulary.events.after, *own),
        "until": (*vocabulary.events.until, *own),
        **{kind: words[kind] for kind in _KINDS},
    }
    if groups is not None:
        known["group"] = sorted(groups)
    return {target: dict.fromkeys(ids) for target, ids in known.items()}


# --- in notices ------------------------------------------------------------------------------------------------------


def lost_in_notice(notice: Notice, languages: tuple[str, ...], known: Known) -> Iterator[Diagnostic]:
    """Every id in the facts that leads nowhere. `languages`: of the portal."""
    for name in ("source_language", "prevails"):
        language = getattr(notice.facts, name)
        if language is not None and language not in languages:
            yield found(notice.at((name,)), "S124.notice", language=language, languages=listed(languages))
    there = {**known, "purpose": notice.facts.purposes.keys(), "controller-of-notice": notice.facts.controllers}
    for target, path, key in ids_in(notice.facts):
        if target in there and key not in there[target]:
            yield _lost(notice.at(path), target, key, there[target])


def ids_in(facts: NoticeFacts) -> list[Reference]:
    """Every id that the facts refer to."""
    found = [
        *_each("controller", ("controllers",), facts.controllers),
        *_each("contact", ("contacts",), facts.contacts),
        *_each("controller-of-notice", ("joint_controllers",), facts.joint_controllers or ()),
        *_each("contact", ("in_charge",), facts.in_charge),
        *_each("authority", ("authority",), facts.authority),
        *_one("group", ("group",), facts.group),
        *_each("data_subjects", ("data_subjects",), facts.data_subjects),
        *_each("sources", ("sources",), [source.id for source in facts.sources or ()]),
        *_each("recipient", ("recipients",), facts.recipients or ()),
        *_each("security", ("security",), facts.security),
    ]
    if facts.requests:
        found += _each("contact", ("requests", "contacts"), facts.requests.contacts)
    for position, source in enumerate(facts.sources or ()):
        found += _each("data", ("sources", position, "data"), source.data)
    for position, transfer in enumerate(facts.transfers or ()):
        found += _one("recipient", ("transfers", position, "recipient"), transfer.recipient)
        found += _each("international_organisations", ("transfers", position, "organisations"), transfer.organisations)
        found += _one("contact", ("transfers", position, "copy_from"), transfer.copy_from)
    for key, decision in (facts.automated_decisions or {}).items():
        found += _each("purpose", ("automated_decisions", key, "purposes"), decision.purposes)
        found += _acts(("automated_decisions", key, "statutes"), decision.statutes)
    for key, restricted in facts.restricted_rights.items():
        at: Path = ("restricted_rights", key)
        found += [("right", at, key), *_acts((*at, "statutes"), restricted.statutes)]
        found += _each("purpose", (*at, "purposes"), restricted.purposes)
    for key, purpose in facts.purposes.items():
        found += _in_purpose(("purposes", key), purpose)
    return found + _in_handling(facts)


def _in_handling(facts: NoticeFacts) -> list[Reference]:
    """Whom data are given to and what else is done with them."""
    found: list[Reference] = []
    for position, disclosure in enumerate(facts.disclosures):
        at: Path = ("disclosures", position)
        found += _one("recipient", (*at, "recipient"), disclosure.recipient)
        found += _each("data", (*at, "data"), disclosure.data)
        found += _each("purpose", (*at, "purposes"), disclosure.purposes)
        found += _acts((*at, "statutes"), disclosure.statutes)
    for key, profiling in (facts.profiling or {}).items():
        found += _each("purpose", ("profiling", key, "purposes"), profiling.purposes)
        found += _acts(("profiling", key, "statutes"), profiling.statutes)
    for key, system in (facts.ai_systems or {}).items():
        found += _each("purpose", ("ai_systems", key, "purposes"), system.purposes)
    for position, secrecy in enumerate(facts.secrecy):
        found += _acts(("secrecy", position, "statutes"), secrecy.statutes)
    return found


def _in_purpose(path: Path, purpose: Purpose) -> list[Reference]:
    found = _each("controller-of-notice", (*path, "controllers"), purpose.controllers)
    found += _acts((*path, "statutes"), purpose.statutes)
    found += _acts((*path, "special_category_statutes"), purpose.special_category_statutes)
    found += _acts((*path, "criminal_data_statutes"), purpose.criminal_data_statutes)
    found += _each("data_subjects", (*path, "data_subjects"), purpose.data_subjects)
    found += _each("data", (*path, "data"), purpose.data)
    found += _each("recipient", (*path, "recipients"), purpose.recipients)
    for position, part in enumerate(purpose.retention or ()):
        at: Path = (*path, "retention", position)
        found += _one("after", (*at, "after"), part.after)
        found += _one("until", (*at, "until"), part.until)
        found += _each("data", (*at, "data"), part.data)
    return found


def _each(target: str, path: Path, keys: Collection[str]) -> list[Reference]:
    # Most are empty, and this is asked some hundred times of every notice.
    return [(target, (*path, position), key) for position, key in enumerate(keys)] if keys else []


def _acts(path: Path, acts: Collection[StatuteRef]) -> list[Reference]:
    return _each("statutes", path, [act.id for act in acts]) if acts else []


def _one(target: str, path: Path, key: str | None) -> list[Reference]:
    return [] if key is None else [(target, path, key)]


# --- in portal.yml ---------------------------------------------------------------------------------------------------


def lost_in_portal(
    portal: Portal, vocabulary: Vocabulary, groups: frozenset[str] | None, document: SourceFile
) -> Iterator[Diagnostic]:
    """Every id in portal.yml that leads nowhere. `vocabulary`: with the portal's own words."""
    known = {**known_ids(portal, vocabulary, groups), "recipient-category": vocabulary.words["recipients"].keys()}
    for target, path, key in _ids_in_portal(portal):
        if target in known and key not in known[target]:
            yield _lost(document.at(written_path(document, path)), target, key, known[target])
    special = tuple(vocabulary.special_categories)
    for key, word in portal.vocabulary.data.items():
        if word.special is not None and word.special not in special:
            yield found(
                document.at(("vocabulary", "data", key, "special")),
                "S201.special-category",
                article="GDPR Art. 9(1)",
                key=word.special,
                known=listed(special),
                nearest=nearest(word.special, special) or "",
            )


def _ids_in_portal(portal: Portal) -> Iterator[Reference]:
    yield from _one("authority", ("authority",), portal.authority)
    for key, controller in portal.controllers.items():
        at: Path = ("controllers", key)
        yield from _one("authority", (*at, "authority"), controller.authority)
        yield from _each("contact", (*at, "dpo"), controller.dpo or ())
        for position, one in enumerate(controller.representative):
            yield "contact", (*at, "representative", position, "id"), one.id
    if portal.accessibility is not None:
        yield "contact", ("accessibility", "contact"), portal.accessibility.contact
    yield from chain.from_iterable(
        _one("controller", ("contacts", key, "controller"), item.controller) for key, item in portal.contacts.items()
    )
    for key, recipient in portal.recipients.items():
        yield from _one("recipient-category", ("recipients", key, "category"), recipient.category)
    for key, word in portal.vocabulary.data_subjects.items():
        yield from _one("group", ("vocabulary", "data_subjects", key, "group"), word.group)


def _lost(mark: Mark, target: str, key: str, known: Iterable[str]) -> Diagnostic:
    return found(mark, f"S201.{target.replace('_', '-')}", key=key, nearest=nearest(key, known) or "")
