"""What the portal's own files say: its facts, its words in each language, its catalogs. No input or output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity
from privacy_notices.faults.table import found
from privacy_notices.languages.catalog import Catalog, read_catalog
from privacy_notices.languages.language import SOURCE
from privacy_notices.load.yaml_file import SourceFile, load
from privacy_notices.model.expected_words import undeclared
from privacy_notices.model.markup import faults_of_markup, markup_of
from privacy_notices.model.notice import Project, source_language
from privacy_notices.model.references import Known, groups_of_portal, known_ids, lost_in_portal
from privacy_notices.schema.parsing import parse
from privacy_notices.schema.portal_form import Portal
from privacy_notices.schema.words_forms import PortalWords
from privacy_notices.vocabulary.shipped_vocabulary import WORD_KINDS, Vocabulary

FOLDER = "notices"
"""Name of the source folder in marks when none is given."""


@dataclass(frozen=True, slots=True)
class PortalReading:
    """The portal's own files, read."""

    project: Project | None
    """The portal without its notices; None when `portal.yml` cannot be read."""
    known: Known
    """What the facts of notices may refer to."""
    faults: tuple[Diagnostic, ...]
    has_meaning: bool
    """Every id in portal.yml leads somewhere; else the portal cannot be shown."""


@dataclass(frozen=True, slots=True)
class _LanguageFiles:
    """The portal in one language."""

    words: PortalWords | None
    document: SourceFile | None
    """None where there is no file."""
    catalog: Catalog | None
    """None where nobody has words in the language."""
    faults: tuple[Diagnostic, ...]


def read_portal(
    files: Mapping[str, bytes], vocabulary: Vocabulary, catalogs: Mapping[str, Catalog], folder: str = FOLDER
) -> PortalReading:
    """The portal that its own files say. `vocabulary` and `catalogs`: those that ship."""
    if "portal.yml" not in files:
        return PortalReading(None, {}, (found(Mark(f"{folder}/portal.yml"), "S301.portal"),), has_meaning=False)
    document = load(files["portal.yml"], f"{folder}/portal.yml")
    portal, faults = parse(Portal, document)
    if portal is None:
        return PortalReading(None, {}, faults, has_meaning=False)
    own = vocabulary.with_own(portal.vocabulary)
    read = {key: _read_language(key, files, portal, catalogs.get(key), folder) for key in portal.languages}
    words = {key: one.words for key, one in read.items() if one.words is not None}
    documents = {key: one.document for key, one in read.items() if one.document is not None}
    # Own groups are declared by their words: while those cannot be read, none is called unknown.
    groups = groups_of_portal(portal, vocabulary, words.values()) if len(words) == len(documents) else None
    lost = tuple(lost_in_portal(portal, own, groups, document))
    documents_of_all = {"portal": document, **documents}
    project = Project(portal, words, _catalogs(read, catalogs), own, (), {}, documents_of_all)
    of_languages = (fault for one in read.values() for fault in one.faults)
    of_words = (
        fault
        for key, one in words.items()
        for fault in (*undeclared(portal, one, own, documents[key]), *faults_of_markup(markup_of(one), documents[key]))
    )
    return PortalReading(
        project, known_ids(portal, own, groups), (*faults, *of_languages, *of_words, *lost), has_meaning=not lost
    )


def _catalogs(read: Mapping[str, _LanguageFiles], shipped: Mapping[str, Catalog]) -> Mapping[str, Catalog]:
    found = {key: one.catalog for key, one in read.items() if one.catalog is not None}
    # The first complete catalog has the words that no language of the portal has.
    last = SOURCE
    return found if last in found or last not in shipped else {**found, last: shipped[last]}


def _read_language(
    language: str, files: Mapping[str, bytes], portal: Portal, shipped: Catalog | None, folder: str
) -> _LanguageFiles:
    catalog, faults = _with_own_catalog(language, files, shipped, folder)
    name = f"portal.{language}.yml"
    if name not in files:
        # Only the source language has nothing to fall back to: the portal would have no name.
        severity = Severity.ERROR if language == source_language(portal) else Severity.WARNING
        source = f"portal.{portal.languages[0]}.yml"
        missing = found(Mark(f"{folder}/{name}"), "S302", severity=severity, file=name, source=source)
        return _LanguageFiles(None, None, catalog, (*faults, missing))
    document = load(files[name], f"{folder}/{name}")
    words, told = parse(PortalWords, document)
    if words is not None:
        catalog = (catalog or Catalog(language, {})).with_messages(_messages(words))
    return _LanguageFiles(words, document, catalog, (*faults, *told))


def _with_own_catalog(
    language: str, files: Mapping[str, bytes], shipped: Catalog | None, folder: str
) -> tuple[Catalog | None, tuple[Diagnostic, ...]]:
    """The catalog that ships with the portal's own (`locale/<language>.po`) laid over it."""
    if (data := files.get(f"locale/{language}.po")) is None:
        return shipped, ()
    catalog, faults = read_catalog(data, language, f"{folder}/locale/{language}.po")
    base = shipped or Catalog(language, {}, catalog.plural_rule)
    return base.with_forms(catalog.messages), faults


def _messages(words: PortalWords) -> Mapping[str, str]:
    """The portal's words under the ids of the catalog."""
    return {**words.texts, **dict(_labels(words))}


def _labels(words: PortalWords) -> Iterator[tuple[str, str]]:
    prefixes = {kind: kind for kind in WORD_KINDS}
    prefixes |= {"recipient_kinds": "recipient-kind"}
    prefixes |= {"retention_after": "retention.after", "retention_until": "retention.until"}
    for kind, prefix in prefixes.items():
        labels: Mapping[str, str] = getattr(words.vocabulary, kind, {})
        yield from ((f"{prefix}.{key}", label) for key, label in labels.items())
    yield from ((f"group.{key}", label) for key, label in words.groups.items())
