"""Words and facts held against each other: texts that facts call for, and words for what nobody has declared.

No input or output.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from privacy_notices.faults.diagnostic import Diagnostic, Mark
from privacy_notices.faults.table import found
from privacy_notices.languages.catalog import Catalog
from privacy_notices.load.places import Path
from privacy_notices.load.yaml_file import SourceFile
from privacy_notices.model.controllership import together
from privacy_notices.model.notice import Notice
from privacy_notices.model.rights import rests_on_consent
from privacy_notices.schema.nearest import nearest
from privacy_notices.schema.notice_form import NoticeFacts, Purpose
from privacy_notices.schema.portal_form import Portal
from privacy_notices.schema.words_forms import KIND_OF_LABELS, PortalWords, Words
from privacy_notices.vocabulary.shipped_vocabulary import WORD_KINDS, Vocabulary


def expected_texts(facts: NoticeFacts) -> tuple[Path, ...]:
    """The texts that the facts call for, as paths in a words file.

    Art. 13(1)(c)-(d), 13(2)(a)-(b), 13(2)(f), 26(2): without the words the fact is not told.
    """
    paths: list[Path] = [("title",)]
    for key, purpose in facts.purposes.items():
        paths.append(("purposes", key))
        if purpose.legal_basis == "legitimate-interests":
            paths.append(("legitimate_interests", key))
        if _is_described(purpose):
            paths.append(("retention_criteria", key))
    paths.extend(("automated_decisions", key) for key in facts.automated_decisions or ())
    paths.extend(("profiling", key) for key in facts.profiling or ())
    paths.extend(("ai_systems", key) for key in facts.ai_systems or ())
    paths.extend(("restricted_rights", key) for key in facts.restricted_rights)
    if together(facts):
        paths.append(("joint_controllers",))
    return tuple(paths)


def _is_described(purpose: Purpose) -> bool:
    """Whether a criterion of the purpose's retention is written in words."""
    return any(part.criterion == "described" for part in purpose.retention or ())


def has_text(words: Words, path: Path) -> bool:
    """Whether a words file has the text at `path`."""
    value: object = words
    for step in path:
        value = value.get(str(step)) if isinstance(value, Mapping) else getattr(value, str(step), None)
    return bool(value)


def untold(notice: Notice) -> Iterator[Diagnostic]:
    """Texts that the facts call for and the source language lacks; it must have words at all."""
    language = notice.source_language
    for path in expected_texts(notice.facts):
        if not has_text(notice.words[language], path):
            yield _missing(notice.at(path, language), path, f"{language}.yml")


def orphaned(notice: Notice, language: str, rights: Iterable[str]) -> Iterator[Diagnostic]:
    """Words for something that the facts do not have: a renamed id, or what is left of a deleted one."""
    for field, ids in _told_of(notice.facts, rights).items():
        for key in getattr(notice.words[language], field):
            if key not in ids:
                mark = notice.at((field, key), language, key=True)
                yield found(mark, "S202.text", field=field, key=key, nearest=nearest(key, ids) or "")


def _told_of(facts: NoticeFacts, rights: Iterable[str]) -> Mapping[str, Iterable[str]]:
    """What a words file may have texts for, by its key."""
    purposes = facts.purposes
    return {
        "purposes": purposes,
        "legitimate_interests": [key for key, item in purposes.items() if item.legal_basis == "legitimate-interests"],
        "retention_criteria": [key for key, purpose in purposes.items() if _is_described(purpose)],
        "automated_decisions": facts.automated_decisions or (),
        "profiling": facts.profiling or (),
        "ai_systems": facts.ai_systems or (),
        "transfers": [transfer.recipient for transfer in facts.transfers or ()],
        "withdrawal": [key for key in purposes if rests_on_consent(facts, key)],
        "restricted_rights": facts.restricted_rights,
        "rights": rights,
    }


def undeclared(
    portal: Portal, words: PortalWords, vocabulary: Vocabulary, document: SourceFile
) -> Iterator[Diagnostic]:
    """Words of the portal in one language for something that portal.yml does not have."""
    known: dict[Path, Iterable[str]] = {("contacts",): portal.contacts, ("recipients",): portal.recipients}
    known |= {("vocabulary", field): vocabulary.words[kind] for field, kind in KIND_OF_LABELS.items()}
    for path, ids in known.items():
        labels: object = words
        for step in path:
            labels = getattr(labels, str(step))
        assert isinstance(labels, Mapping)
        for key in labels:
            if key not in ids:
                mark = document.at((*path, key), key=True)
                yield found(mark, "S202.word", key=key, nearest=nearest(key, ids) or "")


def unlabelled(
    portal: Portal, notices: Iterable[Notice], words: PortalWords, catalog: Catalog, document: SourceFile
) -> Iterator[Diagnostic]:
    """What the portal names by an id alone: readers would be shown the id.

    `words`, `catalog` and `document` are those of the source language.
    """
    needed: dict[str, Path] = {}
    for kind in WORD_KINDS:
        if kind != "retention_events":
            needed |= {f"{kind}.{key}": ("vocabulary", kind, key) for key in getattr(portal.vocabulary, kind)}
    needed |= _own_events(portal, notices) if portal.vocabulary.retention_events else {}
    needed |= {f"group.{key}": ("groups", key) for key in portal.groups}
    missing = [path for word, path in needed.items() if catalog.get(word) is None]
    nameless = (key for key, item in portal.recipients.items() if item.name is None and item.category is None)
    missing.extend(("recipients", key) for key in nameless if key not in words.recipients)
    for path in missing:
        yield _missing(document.at(path), path, document.file.rpartition("/")[2])


def _own_events(portal: Portal, notices: Iterable[Notice]) -> Mapping[str, Path]:
    """The events of the portal's own as they are used: a period runs from one, or data are kept until it."""
    own = portal.vocabulary.retention_events
    needed: dict[str, Path] = {}
    for notice in notices:
        for version in (notice, *notice.versions):
            for purpose in version.facts.purposes.values():
                for part in purpose.retention or ():
                    if part.after is not None and part.after in own:
                        needed[f"retention.after.{part.after}"] = ("vocabulary", "retention_after", part.after)
                    if part.until is not None and part.until in own:
                        needed[f"retention.until.{part.until}"] = ("vocabulary", "retention_until", part.until)
    return needed


def _missing(mark: Mark, path: Path, file: str) -> Diagnostic:
    *above, key = map(str, path)
    where = ".".join(map(str, path))
    if above:
        return found(mark, "S203.under", where=where, key=key, above=".".join(above), file=file)
    return found(mark, "S203.top", where=where, key=key, file=file)
