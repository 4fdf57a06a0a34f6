"""The portal as one notice sees it: of what the notices share, that which it uses. No input or output.

A notice is examined in this smaller portal. What is not in it cannot change a finding, so its digest stands for
everything that the findings depend on beside the notice's own files: a new address of a contact has those notices
examined anew that name it, a new colour none.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.incremental.memo import digest
from privacy_notices.languages.catalog import Catalog
from privacy_notices.load.places import Path
from privacy_notices.load.yaml_file import SourceFile
from privacy_notices.model.notice import Notice, Project, ids_in
from privacy_notices.schema.portal_form import OwnVocabulary, Portal
from privacy_notices.schema.shapes import Form
from privacy_notices.vocabulary.shipped import WORD_KINDS

_SETTINGS: Final = ("languages", "source_language", "rules", "authority", "translations")
"""What every notice is examined by."""

_MESSAGES: Final = ("diagnostic.", "section.", "term.")
"""Beginnings of the words that findings are made of or compared with."""

_FOLDERS: Final[Mapping[str, tuple[Path, ...]]] = {
    "controller": (("controllers",),),
    "contact": (("contacts",),),
    "recipient": (("recipients",), ("vocabulary", "recipients")),
    "after": (("vocabulary", "retention_events"),),
    "until": (("vocabulary", "retention_events"),),
    **{kind: (("vocabulary", kind),) for kind in ("data_subjects", "sources", "security", "statutes", "data")},
}
"""By what the facts of a notice refer to (`ids_in`): where it stands in portal.yml."""


class Shared:
    """What the notices of a portal share, divided by who uses it."""

    def __init__(self, project: Project) -> None:
        self._project = project
        portal = project.portal
        self._entries: Mapping[Path, Form] = {
            **{("controllers", key): item for key, item in portal.controllers.items()},
            **{("contacts", key): item for key, item in portal.contacts.items()},
            **{("recipients", key): item for key, item in portal.recipients.items()},
            **{
                ("vocabulary", kind, key): item
                for kind in WORD_KINDS
                for key, item in getattr(portal.vocabulary, kind).items()
            },
        }
        """What can be used, by its path in portal.yml."""
        self._order = {entry: position for position, entry in enumerate(self._entries)}
        self._digests: dict[Path, str] = {}
        self._used: dict[str, tuple[Path, ...]] = {}

    def digest(self, notice: Notice) -> str:
        """A digest of what `of` gives, without the shipped vocabulary."""
        return digest(self._common, *map(self._digest, self._uses(notice)))

    def of(self, notice: Notice) -> Project:
        """The portal with nothing in it that the notice does not use, and without notices.

        A mark in portal.yml is the place in this smaller file, the same wherever the rest of the whole one moves:
        `placed` tells where it stands today.
        """
        project, portal = self._project, self._project.portal
        used: dict[Path, dict[str, Any]] = {}
        for entry in self._uses(notice):
            used.setdefault(entry[:-1], {})[str(entry[-1])] = self._entries[entry]
        own: Mapping[str, Any] = {kind: used.get(("vocabulary", kind), {}) for kind in WORD_KINDS}
        foreign = {kind: getattr(portal.vocabulary, kind).keys() - own[kind].keys() for kind in WORD_KINDS}
        words = {
            kind: {key: word for key, word in known.items() if key not in foreign[kind]} if foreign[kind] else known
            for kind, known in project.vocabulary.words.items()
        }
        smaller = Portal.model_construct(
            format=portal.format, **{name: getattr(portal, name) for name in _SETTINGS},
            controllers=used.get(("controllers",), {}), contacts=used.get(("contacts",), {}),
            recipients=used.get(("recipients",), {}), vocabulary=OwnVocabulary.model_construct(None, **own),
        )  # fmt: skip
        places = {path: (line, 1, line, 0) for line, path in enumerate(self._paths(notice))}
        document = SourceFile(project.documents["portal"].file, None, (), "", places)
        vocabulary = replace(project.vocabulary, words=words)
        return Project(smaller, {}, self._catalogs, vocabulary, (), {}, {"portal": document})

    def placed(self, notice: Notice, diagnostic: Diagnostic) -> Diagnostic:
        """The diagnostic of a notice as examined in the smaller portal, at its place in the whole one."""
        document = self._project.documents["portal"]
        if diagnostic.mark.file != document.file:
            return diagnostic
        at = dict(enumerate(self._paths(notice), 1)).get(diagnostic.mark.line, ())
        return replace(diagnostic, mark=document.at(at, key=diagnostic.mark.column == 1))

    def _uses(self, notice: Notice) -> tuple[Path, ...]:
        """The entries that a notice refers to, and those that they refer to."""
        if notice.id not in self._used:
            named = {(target, key) for target, _, key in ids_in(notice.facts)}
            direct = {
                (*folder, key) for target, key in named for folder in _FOLDERS.get(target, ())
            } & self._entries.keys()
            further = {path for entry in direct for path in self._referred(entry)} & self._entries.keys()
            self._used[notice.id] = tuple(sorted(direct | further, key=self._order.__getitem__))
        return self._used[notice.id]

    def _referred(self, entry: Path) -> Iterator[Path]:
        item = self._entries.get(entry)
        for name in ("dpo", "representative"):
            yield ("contacts", getattr(item, name, ""))
        yield ("vocabulary", "recipients", getattr(item, "category", ""))

    def _digest(self, entry: Path) -> str:
        if entry not in self._digests:
            value = self._entries[entry].model_dump_json()
            self._digests[entry] = digest(repr(entry), value, repr(self._below.get(entry, ())))
        return self._digests[entry]

    @functools.cached_property
    def _below(self) -> Mapping[Path, tuple[Path, ...]]:
        """What is written of each entry, by path, in the order of the file."""
        found: dict[Path, list[Path]] = {}
        for path in self._project.documents["portal"].places:
            entry = path[: 3 if path[:1] == ("vocabulary",) else 2]
            if entry in self._entries:
                found.setdefault(entry, []).append(path)
        return {entry: tuple(paths) for entry, paths in found.items()}

    @functools.cached_property
    def _heads(self) -> tuple[Path, ...]:
        """What is written around entries, the file first."""
        around = {entry[:length] for entry in self._entries for length in range(1, len(entry))}
        return ((), *(path for path in self._project.documents["portal"].places if path in around))

    def _paths(self, notice: Notice) -> tuple[Path, ...]:
        """The places of the smaller portal.yml, line by line."""
        return (*self._heads, *(path for entry in self._uses(notice) for path in self._below.get(entry, ())))

    @functools.cached_property
    def _catalogs(self) -> Mapping[str, Catalog]:
        return {
            language: replace(
                catalog, messages={key: said for key, said in catalog.messages.items() if key.startswith(_MESSAGES)}
            )
            for language, catalog in self._project.catalogs.items()
        }

    @functools.cached_property
    def _common(self) -> str:
        """A digest of what every notice depends on."""
        settings = Portal.model_construct(**{name: getattr(self._project.portal, name) for name in _SETTINGS})
        words = {language: sorted(catalog.messages.items()) for language, catalog in self._catalogs.items()}
        folder = self._project.documents["portal"].file
        return digest(folder, settings.model_dump_json(include=set(_SETTINGS)), repr(words), repr(self._heads))
