"""What one notice is judged by beside its own files: of the portal, that which it uses. No input or output.

A rule and a check of translations are given a `NoticeContext` and no more of the portal than that, so a type checker
refuses what is not declared here. The same fields name what findings depend on (`Contexts.stated`): a new address of a
contact has those notices examined anew that name it, a new colour none.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final

from privacy_notices.faults.diagnostic import Diagnostic, Mark
from privacy_notices.languages.catalog import Catalog
from privacy_notices.load.places import Path
from privacy_notices.load.yaml_file import SourceFile
from privacy_notices.model.notice import Notice, Project
from privacy_notices.model.references import ids_in
from privacy_notices.model.supervision import shared_country
from privacy_notices.schema.portal_form import Contact, Controller, OwnWord, Recipient, TranslationPolicy
from privacy_notices.schema.shapes import Form
from privacy_notices.vocabulary.shipped_vocabulary import WORD_KINDS, Vocabulary

SHIPPED: Final = {"ships": True}
"""Marks a field that follows from the others and from what ships with the program: it names no input of its own."""


@dataclass(frozen=True, slots=True)
class NoticeContext:
    """The portal as one notice may see it."""

    languages: tuple[str, ...]
    """Of the portal, in the order of its menu."""
    source_language: str
    """Of the portal; a notice may name its own."""
    rules: str
    """The edition of the checks."""
    authority: str
    """Supervisory authority of controllers that name none; empty where portal.yml does not say it."""
    translations: Mapping[str, TranslationPolicy]
    """What becomes of texts that are missing or old, by language."""
    controllers: Mapping[str, Controller]
    """Those of the notice, by id."""
    contacts: Mapping[str, Contact]
    """Those that the notice or one of its controllers names, by id."""
    recipients: Mapping[str, Recipient]
    """The named ones among those of the notice, by id."""
    own_words: Mapping[str, Mapping[str, OwnWord]]
    """The portal's own words that the notice uses, by kind, then id."""
    headings: Mapping[str, Catalog]
    """The headings of a page (`section.*`), which own headings are compared with, by language."""
    terms: Mapping[str, Catalog]
    """The terms with a fixed translation (`term.*`), by language."""
    places: SourceFile
    """Where in portal.yml what is here stands; the file has no other text."""
    vocabulary: Vocabulary = field(metadata=SHIPPED)
    """What ships, and the own words."""

    def at(self, path: Path, *, key: bool = False) -> Mark:
        """The place in portal.yml of a value, or with `key` that of its key."""
        return self.places.at(path, key=key)

    @property
    def folder(self) -> str:
        """The source folder as marks name it."""
        return self.places.file.rpartition("/")[0]


class Contexts:
    """What the notices of a portal share, divided by who uses it."""

    def __init__(self, project: Project) -> None:
        """`project`: the portal; its notices need not be known yet."""
        self._project = project
        portal = project.portal
        own = {kind: getattr(portal.vocabulary, kind) for kind in WORD_KINDS}
        self._entries: Mapping[Path, Form] = {
            **{("controllers", key): item for key, item in portal.controllers.items()},
            **{("contacts", key): item for key, item in portal.contacts.items()},
            **{("recipients", key): item for key, item in portal.recipients.items()},
            **{("vocabulary", kind, key): item for kind, words in own.items() for key, item in words.items()},
        }
        """What can be used, by its path in portal.yml."""
        self._order = {entry: position for position, entry in enumerate(self._entries)}
        self._used: dict[str, tuple[Path, ...]] = {}
        self._terms: dict[str, Mapping[str, Catalog]] = {}
        self._stated: dict[tuple[Path, ...], tuple[str, ...]] = {}
        """Of notices that use the same, once."""
        self._own_kinds = tuple(kind for kind, words in own.items() if words)

    def of(self, notice: Notice) -> NoticeContext:
        """What a notice may see, with the places of portal.yml as it is."""
        return self._made(self._uses(notice), self._project.documents["portal"])

    def movable(self, notice: Notice) -> NoticeContext:
        """The same with places that stay as they are wherever the lines of portal.yml move.

        A mark in it is that of a smaller portal.yml, which has a line for each place; `placed` tells where it stands.
        """
        places = {path: (line, 1, line, 0) for line, path in enumerate(self._paths(notice))}
        document = SourceFile(self._project.documents["portal"].file, None, (), "", places)
        return self._made(self._uses(notice), document)

    @functools.cached_property
    def whole(self) -> NoticeContext:
        """Everything that any notice may see: what the portal's own words are judged by."""
        return self._made(tuple(self._entries), self._project.documents["portal"])

    def placed(self, notice: Notice, diagnostic: Diagnostic) -> Diagnostic:
        """A diagnostic that was found with the places of `movable`, at its place in portal.yml as it is."""
        document = self._project.documents["portal"]
        if diagnostic.mark.file != document.file:
            return diagnostic
        at = dict(enumerate(self._paths(notice), 1)).get(diagnostic.mark.line, ())
        return replace(diagnostic, mark=document.at(at, key=diagnostic.mark.column == 1))

    def stated(self, notice: Notice) -> tuple[str, ...]:
        """Everything in `movable` as texts, field by field: equal ones mean that nothing is found otherwise."""
        used = self._uses(notice)
        if used not in self._stated:
            self._stated[used] = stated(self.movable(notice), self._texts)
        return self._stated[used]

    def _made(self, entries: tuple[Path, ...], places: SourceFile) -> NoticeContext:
        project, portal = self._project, self._project.portal
        used: dict[Path, dict[str, Any]] = {}
        for entry in entries:
            used.setdefault(entry[:-1], {})[str(entry[-1])] = self._entries[entry]
        own = {kind: used.get(("vocabulary", kind), {}) for kind in self._own_kinds}
        words = dict(project.vocabulary.words)
        for kind in self._own_kinds:
            if foreign := getattr(portal.vocabulary, kind).keys() - own[kind].keys():
                words[kind] = {key: word for key, word in words[kind].items() if key not in foreign}
        return NoticeContext(
            languages=portal.languages,
            source_language=project.source_language,
            rules=portal.rules,
            authority=portal.authority or "",
            translations=portal.translations,
            controllers=used.get(("controllers",), {}),
            contacts=used.get(("contacts",), {}),
            recipients=used.get(("recipients",), {}),
            own_words=own,
            headings=self._headings,
            terms=self._terms_in(shared_country(used.get(("controllers",), {}).values(), project.vocabulary)),
            places=places,
            vocabulary=replace(project.vocabulary, words=words),
        )

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
        if isinstance(item, Controller):
            for contact in (*(item.dpo or ()), *(one.id for one in item.representative)):
                yield ("contacts", contact)
        yield ("vocabulary", "recipients", getattr(item, "category", ""))

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
    def _headings(self) -> Mapping[str, Catalog]:
        return self._catalogs("section.")

    def _terms_in(self, country: str) -> Mapping[str, Catalog]:
        """The terms with the words of a country in place of the common ones, where it has its own."""
        if country not in self._terms:
            found = self._catalogs("term.")
            self._terms[country] = {key: catalog.spoken_in(country) for key, catalog in found.items()}
            self._texts.keep(self._terms[country])
        return self._terms[country]

    @functools.cached_property
    def _texts(self) -> _Texts:
        texts = _Texts()
        for shared in (*self._entries.values(), self._headings, self._project.portal.translations):
            texts.keep(shared)
        return texts

    def _catalogs(self, beginning: str) -> Mapping[str, Catalog]:
        """The catalogs with those words alone whose ids begin so."""
        return {
            language: replace(
                catalog, messages={key: said for key, said in catalog.messages.items() if key.startswith(beginning)}
            )
            for language, catalog in self._project.catalogs.items()
        }


_FOLDERS: Final[Mapping[str, tuple[Path, ...]]] = {
    "controller": (("controllers",),),
    "contact": (("contacts",),),
    "recipient": (("recipients",), ("vocabulary", "recipients")),
    "after": (("vocabulary", "retention_events"),),
    "until": (("vocabulary", "retention_events"),),
    **{
        kind: (("vocabulary", kind),)
        for kind in ("data_subjects", "sources", "security", "statutes", "data", "international_organisations")
    },
}
"""By what the facts of a notice refer to (`ids_in`): where it stands in portal.yml."""


class _Texts:
    """Values as short texts. What many contexts share is looked at once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, str]] = {}

    def of(self, value: object) -> str:
        """A text that equal values share and others do not."""
        known = self._known.get(id(value))
        return self._anew(value) if known is None else known[1]

    def keep(self, value: object) -> None:
        """The value belongs to many contexts: its text is kept, and found by identity.

        The value stays here, so that nothing else can have its number.
        """
        self._known[id(value)] = (value, hashlib.sha256(self._anew(value).encode()).hexdigest())

    def _anew(self, value: object) -> str:
        match value:
            case str() | tuple():
                return repr(value)
            case dict():
                return repr({key: self.of(item) for key, item in value.items()})
            case Form():
                return value.model_dump_json()
            case Catalog():
                return repr((value.language, value.plural_rule, sorted(value.messages.items())))
            case SourceFile():
                return repr((value.file, tuple(value.places)))
        raise TypeError(f"nobody has said what of a {type(value).__name__} findings depend on")


def stated(context: NoticeContext, texts: _Texts | None = None) -> tuple[str, ...]:
    """Everything in a context as texts, one a field: what findings depend on beside the notice's own files.

    Of places their order and not their lines: a finding in portal.yml moves with its line.
    """
    known = texts or _Texts()
    return tuple(
        f"{item.name}={known.of(getattr(context, item.name))}" for item in fields(context) if item.metadata != SHIPPED
    )
