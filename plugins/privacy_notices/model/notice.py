"""A portal as values: what its files say, joined and with every reference followed.

`assemble` takes the bytes of all files at once and returns a `Project` with everything that is wrong in it.
No input or output.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final, TypeAlias, TypeVar, cast

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity
from privacy_notices.incremental.memo import Json, Memo, digest
from privacy_notices.incremental.workers import spread
from privacy_notices.languages.catalog import Catalog, read_catalog
from privacy_notices.languages.language import SOURCE
from privacy_notices.load.places import Path, Value
from privacy_notices.load.yaml_file import Remembered, SourceFile, load
from privacy_notices.schema.nearest import nearest
from privacy_notices.schema.notice_form import NoticeFacts
from privacy_notices.schema.parsing import parse, written_path
from privacy_notices.schema.portal_form import Controller, Portal
from privacy_notices.schema.shapes import Form
from privacy_notices.schema.words_forms import PortalWords, Words
from privacy_notices.vocabulary.shipped import WORD_KINDS, Vocabulary

F = TypeVar("F", bound=Form)
T = TypeVar("T")

FOLDER = "notices"
"""Name of the source folder in marks when none is given."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: facts once, words by language."""

    id: str
    facts: NoticeFacts
    words: Mapping[str, Words]
    """By language; a language whose file is absent or cannot be read is absent here."""
    source_language: str
    documents: Mapping[str, SourceFile] = field(compare=False, repr=False)
    """The files read: `notice` and each language, for places in messages."""
    versions: tuple[Notice, ...] = ()
    """Earlier versions as they were published, newest first."""
    version: datetime.date | None = None
    """Set on an earlier version: the date it is known by."""

    @property
    def is_published(self) -> bool:
        return self.facts.status == "published"

    def text(self, language: str) -> Words:
        """The words of a language, or of the source language where there are none."""
        return self.words.get(language) or self.words[self.source_language]

    def at(self, path: Path, language: str = "notice", *, key: bool = False) -> Mark:
        """The place of a fact, or of a word of one language."""
        document = self.documents.get(language) or self.documents["notice"]
        return document.at(written_path(document, path), key=key)


@dataclass(frozen=True, slots=True)
class Project:
    """A whole portal."""

    portal: Portal
    words: Mapping[str, PortalWords]
    catalogs: Mapping[str, Catalog]
    """By language: what ships, the portal's own catalogs over it, its words over both."""
    vocabulary: Vocabulary
    notices: tuple[Notice, ...]
    """Those that can be read, by id."""
    broken: Mapping[str, tuple[Diagnostic, ...]]
    """Notices that cannot be read, by id, with what is wrong."""
    documents: Mapping[str, SourceFile] = field(compare=False, repr=False)
    """`portal` and each `portal.<lang>`, for places in messages."""
    digests: Mapping[str, str] = field(compare=False, repr=False, default_factory=dict)
    """What each notice was read from, the portal's own files included, by id; under `""` those files alone."""
    own: Mapping[str, str] = field(compare=False, repr=False, default_factory=dict)
    """What each notice was read from without the portal's own files, by id."""
    linking: frozenset[str] = field(compare=False, repr=False, default_factory=frozenset)
    """Notices whose texts may link to other notices (more may be named than do); `""` for the portal's own."""

    @property
    def source_language(self) -> str:
        return self.portal.source_language or self.portal.languages[0]

    def controllers(self, notice: Notice) -> tuple[Controller, ...]:
        return tuple(self.portal.controllers[key] for key in notice.facts.controllers)


def expected_texts(facts: NoticeFacts) -> tuple[Path, ...]:
    """The texts that the facts call for, as paths in a words file.

    Art. 13(1)(c)-(d), 13(2)(a), 13(2)(f), 26(2): without the words the fact is not told.
    """
    paths: list[Path] = [("title",)]
    for key, purpose in facts.purposes.items():
        paths.append(("purposes", key))
        if purpose.legal_basis == "legitimate-interests":
            paths.append(("legitimate_interests", key))
        if any(part.criterion for part in purpose.retention or ()):
            paths.append(("retention_criteria", key))
    paths.extend(("automated_decisions", key) for key in facts.automated_decisions or ())
    if len(facts.controllers) > 1:
        paths.append(("joint_controllers",))
    return tuple(paths)


def has_text(words: Words, path: Path) -> bool:
    """Whether a words file has the text at `path`."""
    value: object = words
    for step in path:
        value = value.get(str(step)) if isinstance(value, Mapping) else getattr(value, str(step), None)
    return bool(value)


def assemble(files: Mapping[str, bytes], vocabulary: Vocabulary, catalogs: Mapping[str, Catalog], folder: str = FOLDER, memo: Memo | None = None) -> tuple[Project | None, tuple[Diagnostic, ...]]:  # fmt: skip
    """The portal that `files` say (path below the source folder, with `/`), and every fault in reading order.

    There is no project only when `portal.yml` cannot be read, or names something that is not there: nothing has a
    meaning without it. `memo`: what is known of earlier readings.
    """
    folders = {name: (below, digest(below)) for name, below in _by_folder(files).items()}
    project, faults, _ = assemble_and(None, folders, vocabulary, catalogs, folder, memo)
    return project, faults


def assemble_and(look: Callable[[Project], Callable[[Notice], T]] | None, folders: Mapping[str, tuple[Mapping[str, bytes], str]], vocabulary: Vocabulary, catalogs: Mapping[str, Catalog], folder: str = FOLDER, memo: Memo | None = None) -> tuple[Project | None, tuple[Diagnostic, ...], Mapping[str, T]]:  # fmt: skip
    """`assemble`, and what `look` says of each notice, by id, as soon as it has been read.

    `folders`: the files of each notice with their digest, by id, and under `""` the portal's own with theirs.
    `look` gets the portal without its notices. What it gives has to work in another process.
    """
    memo = memo or Memo()
    faults: list[Diagnostic] = []
    files = {path: data for below, _ in folders.values() for path, data in below.items()}
    if "portal.yml" not in files:
        hint = "add it: languages, controllers and contacts of the portal stand there"
        return None, (Diagnostic(Mark(f"{folder}/portal.yml"), "S301", "there is no `portal.yml`", hint=hint),), {}
    documents = {"portal": load(files["portal.yml"], f"{folder}/portal.yml")}
    portal, found = parse(Portal, documents["portal"])
    faults.extend(found)
    if portal is None:
        faults.extend(_unreadable(files, folder))
        return None, tuple(sorted(faults)), {}
    own = vocabulary.with_own(portal.vocabulary)
    source = portal.source_language or portal.languages[0]

    words: dict[str, PortalWords] = {}
    # The catalog of the source has the words that no language of the portal has.
    layered = {key: catalogs[key] for key in dict.fromkeys((*portal.languages, SOURCE)) if key in catalogs}
    for language in portal.languages:
        if (po := files.get(f"locale/{language}.po")) is not None:
            catalog, found = read_catalog(po, language, f"{folder}/locale/{language}.po")
            faults.extend(found)
            base = layered.get(language, Catalog(language, {}, catalog.plural_rule))
            layered[language] = replace(base, messages={**base.messages, **catalog.messages})
        name = f"portal.{language}.yml"
        if name not in files:
            hint = f"copy portal.{portal.languages[0]}.yml to {name} and translate the texts"
            # Only the source language has nothing to fall back to: the portal would have no name.
            severity = Severity.ERROR if language == source else Severity.WARNING
            faults.append(Diagnostic(Mark(f"{folder}/{name}"), "S302", f"there is no `{name}`", severity, hint))
            continue
        documents[language] = document = load(files[name], f"{folder}/{name}")
        read, found = parse(PortalWords, document)
        faults.extend(found)
        if read is not None:
            words[language] = read
            base = layered.get(language, Catalog(language, {}))
            layered[language] = base.with_messages(_messages(read))
            faults.extend(_unknown_words(portal, read, own, document))
    # Own groups are declared by their words: while those cannot be read, none is called unknown.
    groups = _groups(portal, vocabulary, words.values()) if len(words) == len(documents) - 1 else None
    astray = tuple(_references_of_portal(portal, own, groups, documents["portal"]))
    faults.extend(astray)

    notices: list[Notice] = []
    broken: dict[str, tuple[Diagnostic, ...]] = {}
    shared, of_shared = folders[""]
    by_notice = {key: below for key, (below, _) in folders.items() if key and below}
    digests = {"": digest(folder, of_shared)}
    # How a notice is read depends on nothing else of the portal; what it refers to, on the ids that there are.
    settings = digest(folder, repr((portal.languages, portal.source_language)))
    own_digests = {key: digest(settings, folders[key][1]) for key in sorted(by_notice)}
    may_link = {"": (digests[""], shared), **{key: (own_digests[key], by_notice[key]) for key in own_digests}}
    linking = frozenset(
        key
        for key, (of_files, below) in may_link.items()
        if memo.held("linking", of_files, functools.partial(_may_link, below))
    )
    digests |= {key: digest(digests[""], of_files) for key, of_files in own_digests.items()}
    alone = Project(portal, words, layered, own, (), {}, documents, digests, own_digests, linking)

    known = _known_ids(portal, own, groups)
    read_one = functools.partial(_with_versions, portal=portal, vocabulary=vocabulary, folder=folder)
    join = functools.partial(_joined, known=known, portal=portal)
    new = {key: below for key, below in by_notice.items() if not memo.holds("notice", own_digests[key])}
    made, looked = _read_all(new, read_one, join, look(alone) if look else None, memo, folder)
    ids = digest(repr({target: list(names) for target, (names, *_) in known.items()}))
    for key, of_files in own_digests.items():
        readings = memo.held("notice", of_files, functools.partial(made.__getitem__, key))
        joined = memo.held("joined", of_files + ids, functools.partial(join, readings))
        if joined.notice is not None:
            notices.append(joined.notice)
        elif any(diagnostic.severity is Severity.ERROR for diagnostic in joined.faults):
            broken[key] = tuple(sorted(joined.faults))
        faults.extend((*joined.faults, *joined.of_versions))
    if source in words:
        faults.extend(_unlabelled(portal, notices, words[source], layered[source], documents[source], source))
    names = digest(folder, repr(portal.languages), "\0".join(files))
    faults.extend(memo.held("unexpected", names, lambda: tuple(_unexpected(files, portal, folder))))
    project = None if astray else replace(alone, notices=tuple(notices), broken=broken)
    return project, tuple(sorted(dict.fromkeys(faults))), looked


def _read_all(new: Mapping[str, Mapping[str, bytes]], read: Callable[..., _Readings], join: Callable[[_Readings], _Joined], look: Callable[[Notice], T] | None, memo: Memo, folder: str) -> tuple[Mapping[str, _Readings], Mapping[str, T]]:  # fmt: skip
    """Every notice, and what `look` says of those whose files nobody has read before; `new`: their files by id."""

    def read_anew(key: str) -> tuple[_Readings, T | None]:
        # Without the store, which belongs to the process that has opened it.
        readings = read(key, new[key], memo=Memo())
        notice = join(readings).notice if look else None
        return readings, look(notice) if look and notice else None

    def is_stored(key: str) -> bool:
        facts = new[key].get(f"{key}/notice.yml")
        return facts is not None and memo.text(_DOCUMENT, digest(facts)) is not None

    made: dict[str, _Readings] = {}
    looked: dict[str, T] = {}
    unread = [key for key in sorted(new) if not is_stored(key)]
    for key, (readings, seen) in zip(unread, spread(read_anew, unread), strict=True):
        made[key] = readings
        if seen is not None:
            looked[key] = seen
        if memo.has_store:
            _keep(readings, new[key], folder, memo)
    return {key: made.get(key) or read(key, new[key], memo=memo) for key in new}, looked


def _may_link(files: Mapping[str, bytes]) -> bool:
    return any(map(_MAY_LINK.search, files.values()))


_MAY_LINK = re.compile(rb"notice|&#|\\[xuU\r\n]")
"""What a file with a link to a notice has in it: `notice:`, or a way to write its letters otherwise."""


def _by_folder(files: Mapping[str, bytes]) -> Mapping[str, Mapping[str, bytes]]:
    """The files of each notice, and under `""` those of the portal itself."""
    found: dict[str, dict[str, bytes]] = {"": {}}
    for path, data in files.items():
        key, is_below, _ = path.partition("/")
        found.setdefault(key if is_below and key != "locale" else "", {})[path] = data
    return found


def _unreadable(files: Mapping[str, bytes], folder: str) -> Iterator[Diagnostic]:
    """What the loader finds in every other file, so that one run still tells everything it can."""
    for path, data in files.items():
        if path.endswith(".yml") and path != "portal.yml":
            yield from load(data, f"{folder}/{path}").diagnostics


def _messages(words: PortalWords) -> dict[str, str]:
    """The portal's words under the ids of the catalog."""
    found = dict(words.texts)
    for kind, prefix in {**{kind: kind for kind in WORD_KINDS}, "retention_after": "retention.after", "retention_until": "retention.until"}.items():  # fmt: skip
        labels: Mapping[str, str] = getattr(words.vocabulary, kind, {})
        found.update({f"{prefix}.{key}": label for key, label in labels.items()})
    found.update({f"group.{key}": label for key, label in words.groups.items()})
    return found


def _groups(portal: Portal, vocabulary: Vocabulary, words: Iterable[PortalWords]) -> frozenset[str]:
    """The groups of the front page: those that ship and the portal's own."""
    shipped = (word.group for word in vocabulary.words["data_subjects"].values() if word.group)
    return frozenset(("public", *shipped, *portal.groups, *(key for one in words for key in one.groups)))


def _read(form: type[F], data: bytes, file: str, memo: Memo) -> tuple[SourceFile, F | None, tuple[Diagnostic, ...]]:
    """A document, its typed value, and what is wrong in it. What has a fault by an earlier reading is read again."""
    document = known(data, file, memo)
    value, found = parse(form, document)
    if found and isinstance(document, Remembered):
        document = load(data, file)
        value, found = parse(form, document)
    return document, value, found


def known(data: bytes, file: str, memo: Memo) -> SourceFile:
    """The document, its value from an earlier reading of the same bytes. One with anything to tell is read anew."""

    def again(stored: Json) -> SourceFile:
        if not isinstance(stored, dict):
            raise TypeError
        return Remembered(file, data, cast("Value", stored))

    return memo.stored(_DOCUMENT, digest(data), functools.partial(load, data, file), _value, again)


def _value(document: SourceFile) -> Json:
    return None if document.diagnostics else cast("Json", document.value)


def _keep(readings: _Readings, files: Mapping[str, bytes], folder: str, memo: Memo) -> None:
    """Let later readings know what the files of a notice say."""
    for reading in (readings.own, *readings.versions):
        for document in reading.notice.documents.values() if reading.notice and reading.is_whole else ():
            memo.keep(_DOCUMENT, digest(files[document.file.removeprefix(f"{folder}/")]), document, _value)


_DOCUMENT: Final = "document"
"""What values of documents are stored as."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the files of a notice say by themselves."""

    notice: Notice | None
    """None when there are no facts that can be read."""
    faults: tuple[Diagnostic, ...]
    is_whole: bool = False
    """It has the words that a page needs."""


@dataclass(frozen=True, slots=True)
class _Readings:
    own: _Reading
    versions: tuple[_Reading, ...]
    """Newest first."""
    astray: tuple[Diagnostic, ...]
    """What lies where only versions should."""


@dataclass(frozen=True, slots=True)
class _Joined:
    notice: Notice | None
    """None when there cannot be a page of it."""
    faults: tuple[Diagnostic, ...]
    of_versions: tuple[Diagnostic, ...]


def _joined(readings: _Readings, known: _Known, portal: Portal) -> _Joined:
    """One notice with its references followed, what is wrong in it, and what is wrong in its earlier versions."""

    def follow(reading: _Reading) -> tuple[Notice | None, tuple[Diagnostic, ...]]:
        if reading.notice is None:
            return None, reading.faults
        faults = (*reading.faults, *_references(reading.notice, portal, known))
        leads_nowhere = any(fault.code == "S201" and fault.severity is Severity.ERROR for fault in faults)
        return (reading.notice if reading.is_whole and not leads_nowhere else None), faults

    notice, found = follow(readings.own)
    followed = [follow(reading) for reading in readings.versions]
    versions = tuple(version for version, _ in followed if version is not None)
    return _Joined(
        None if notice is None else replace(notice, versions=versions), found,
        (*readings.astray, *chain.from_iterable(faults for _, faults in followed)),
    )  # fmt: skip


def _with_versions(
    key: str, files: Mapping[str, bytes], portal: Portal, vocabulary: Vocabulary, folder: str, memo: Memo
) -> _Readings:
    """One notice and its earlier versions. `files`: its own; `vocabulary`: that which ships."""
    read = functools.partial(
        _notice, key, files=files, portal=portal, rights=vocabulary.rights, folder=folder, memo=memo
    )
    versions, astray = _versions(key, files, folder, read)
    return _Readings(read(prefix=f"{key}/"), versions, astray)


def _notice(key: str, prefix: str, files: Mapping[str, bytes], portal: Portal, rights: Iterable[str], folder: str, memo: Memo) -> _Reading:  # fmt: skip
    if f"{prefix}notice.yml" not in files:
        if not any(path.startswith(prefix) and path.endswith((".yml", ".yaml")) for path in files):
            return _Reading(None, ())
        hint = "add it: purposes, legal bases and the other facts of the notice stand there"
        mark = Mark(f"{folder}/{prefix}notice.yml")
        return _Reading(None, (Diagnostic(mark, "S301", f"the notice `{key}` has no `notice.yml`", hint=hint),))
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", key):
        hint = "rename the folder: lower-case letters a-z, digits and hyphens, beginning with a letter"
        mark = Mark(f"{folder}/{prefix}notice.yml")
        return _Reading(
            None, (Diagnostic(mark, "S107", f"the folder `{key}` cannot be the id of a notice", hint=hint),)
        )
    name = f"{prefix}notice.yml"
    document, facts, faults = _read(NoticeFacts, files[name], f"{folder}/{name}", memo)
    documents = {"notice": document}
    words: dict[str, Words] = {}
    for language in portal.languages:
        name = f"{prefix}{language}.yml"
        if name in files:
            documents[language], read, found = _read(Words, files[name], f"{folder}/{name}", memo)
            faults = (*faults, *found)
            if read is not None:
                words[language] = read
    if facts is None:
        return _Reading(None, faults)
    source = facts.source_language or portal.source_language or portal.languages[0]
    notice = Notice(key, facts, words, source, documents)
    faults = (*faults, *chain.from_iterable(_orphaned(notice, language, rights) for language in words))
    if source not in words:
        if source not in documents and source in portal.languages:
            hint = f"write it: {source} is the source language of this notice"
            mark = Mark(f"{folder}/{prefix}{source}.yml")
            faults = (*faults, Diagnostic(mark, "S303", f"there is no `{source}.yml`", hint=hint))
        return _Reading(notice, faults)
    untold = tuple(_untold(notice))
    return _Reading(notice, (*faults, *untold), is_whole=not untold)


def _versions(
    key: str, files: Mapping[str, bytes], folder: str, read: Callable[..., _Reading]
) -> tuple[tuple[_Reading, ...], tuple[Diagnostic, ...]]:
    names = {path.split("/")[2] for path in files if path.startswith(f"{key}/versions/") and path.count("/") == 3}
    versions: list[_Reading] = []
    astray: list[Diagnostic] = []
    for name in sorted(names, reverse=True):
        prefix = f"{key}/versions/{name}/"
        try:
            date = datetime.date.fromisoformat(name)
        except ValueError:
            date = None
        # `20250301` and `2025-W09-6` are ISO 8601 as well, and would be a second folder for the same day.
        if date is None or date.isoformat() != name:
            hint = "name the folder of an earlier version by its day of publication: `2025-03-01`"
            mark = Mark(f"{folder}/{prefix}notice.yml")
            astray.append(Diagnostic(mark, "S105", f"`{name}` is not a date", hint=hint))
            continue
        reading = read(prefix=prefix)
        notice = reading.notice and replace(reading.notice, version=date)
        versions.append(replace(reading, notice=notice))
    return tuple(versions), tuple(astray)


def _untold(notice: Notice) -> Iterator[Diagnostic]:
    source = notice.words[notice.source_language]
    for path in expected_texts(notice.facts):
        if not has_text(source, path):
            where = ".".join(map(str, path))
            yield Diagnostic(
                notice.at(path, notice.source_language), "S203", f"the text `{where}` is missing from the source language",
                hint=f"write `{path[-1]}:` {f'under `{path[0]}:` ' if len(path) > 1 else ''}in {notice.source_language}.yml",
            )  # fmt: skip


def _orphaned(notice: Notice, language: str, rights: Iterable[str]) -> Iterator[Diagnostic]:
    """Words for something that the facts do not have: a renamed id, or what is left of a deleted one."""
    words, facts = notice.words[language], notice.facts
    purposes = facts.purposes
    known: dict[str, Iterable[str]] = {
        "purposes": purposes,
        "legitimate_interests": [key for key, item in purposes.items() if item.legal_basis == "legitimate-interests"],
        "retention_criteria": [
            key for key, item in purposes.items() if any(part.criterion for part in item.retention or ())
        ],
        "automated_decisions": facts.automated_decisions or (),
        "transfers": [transfer.recipient for transfer in facts.transfers or ()],
        "rights": rights,
    }
    for field_name, ids in known.items():
        for key in getattr(words, field_name):
            if key not in ids:
                near = nearest(key, ids)
                yield Diagnostic(
                    notice.at((field_name, key), language, key=True), "S202",
                    f"`{field_name}` has a text for `{key}`, which notice.yml does not have", Severity.WARNING,
                    f"did you mean `{near}`?" if near else "remove the text, or add the fact to notice.yml",
                )  # fmt: skip


def _unknown_words(
    portal: Portal, words: PortalWords, vocabulary: Vocabulary, document: SourceFile
) -> Iterator[Diagnostic]:
    known: dict[Path, Iterable[str]] = {("contacts",): portal.contacts, ("recipients",): portal.recipients}
    for kind in WORD_KINDS:
        if kind != "retention_events":
            known["vocabulary", kind] = vocabulary.words[kind]
    known["vocabulary", "retention_after"] = known["vocabulary", "retention_until"] = vocabulary.words[
        "retention_events"
    ]
    for path, ids in known.items():
        labels: object = words
        for step in path:
            labels = getattr(labels, str(step))
        assert isinstance(labels, Mapping)
        for key in labels:
            if key not in ids:
                near = nearest(key, ids)
                yield Diagnostic(
                    document.at((*path, key), key=True), "S202", f"a word for `{key}`, which portal.yml does not have",
                    Severity.WARNING, f"did you mean `{near}`?" if near else "remove it, or add it to portal.yml",
                )  # fmt: skip


def _unknown(mark: Mark, key: str, known: Iterable[str], what: str, where: str) -> Diagnostic:
    near = nearest(key, known)
    hint = f"add it to {where}, or use one that is there"
    return Diagnostic(
        mark, "S201", f"`{key}` is not {what}", hint=f"did you mean `{near}`? Otherwise {hint}" if near else hint
    )


def _unlabelled(portal: Portal, notices: Iterable[Notice], words: PortalWords, catalog: Catalog, document: SourceFile, language: str) -> Iterator[Diagnostic]:  # fmt: skip
    """What the portal names by an id alone: readers would be shown the id."""
    needed: dict[str, Path] = {}
    for kind in WORD_KINDS:
        if kind != "retention_events":
            needed.update({f"{kind}.{key}": ("vocabulary", kind, key) for key in getattr(portal.vocabulary, kind)})
    own = portal.vocabulary.retention_events
    with_own = notices if own else ()
    for version in chain.from_iterable((notice, *notice.versions) for notice in with_own):
        for purpose in version.facts.purposes.values():
            for part in purpose.retention or ():
                if part.after is not None and part.after in own:
                    needed[f"retention.after.{part.after}"] = ("vocabulary", "retention_after", part.after)
                if part.until is not None and part.until in own:
                    needed[f"retention.until.{part.until}"] = ("vocabulary", "retention_until", part.until)
    needed.update({f"group.{key}": ("groups", key) for key in portal.groups})
    missing = [path for word, path in needed.items() if catalog.get(word) is None]
    nameless = (key for key, item in portal.recipients.items() if item.name is None and item.category is None)
    missing.extend(("recipients", key) for key in nameless if key not in words.recipients)
    for path in missing:
        where = ".".join(map(str, path))
        hint = f"write `{path[-1]}:` under `{'.'.join(map(str, path[:-1]))}:` in portal.{language}.yml"
        yield Diagnostic(
            document.at(path), "S203", f"the text `{where}` is missing from the source language", hint=hint
        )


def _references_of_portal(
    portal: Portal, vocabulary: Vocabulary, groups: frozenset[str] | None, document: SourceFile
) -> Iterator[Diagnostic]:
    if portal.authority not in vocabulary.authorities:
        yield _unknown(
            document.at(("authority",)),
            portal.authority,
            vocabulary.authorities,
            "a supervisory authority",
            "the register of authorities",
        )
    for key, controller in portal.controllers.items():
        for name in ("dpo", "representative"):
            contact = getattr(controller, name)
            if contact not in (None, "none") and contact not in portal.contacts:
                yield _unknown(
                    document.at(("controllers", key, name)),
                    contact,
                    portal.contacts,
                    "a contact",
                    "`contacts` in portal.yml",
                )
    statement = portal.accessibility
    if statement is not None and statement.contact not in portal.contacts:
        yield _unknown(
            document.at(("accessibility", "contact")),
            statement.contact,
            portal.contacts,
            "a contact",
            "`contacts` in portal.yml",
        )
    for key, item in portal.contacts.items():
        if item.controller is not None and item.controller not in portal.controllers:
            yield _unknown(
                document.at(("contacts", key, "controller")),
                item.controller,
                portal.controllers,
                "a controller",
                "`controllers` in portal.yml",
            )
    for key, recipient in portal.recipients.items():
        if recipient.category is not None and recipient.category not in vocabulary.words["recipients"]:
            yield _unknown(
                document.at(("recipients", key, "category")),
                recipient.category,
                vocabulary.words["recipients"],
                "a category of recipients",
                "`vocabulary.recipients` in portal.yml",
            )
    for key, word in portal.vocabulary.data.items():
        if word.special is not None and word.special not in vocabulary.special_categories:
            near = nearest(word.special, vocabulary.special_categories)
            known = f"one of: {', '.join(vocabulary.special_categories)}"
            yield Diagnostic(
                document.at(("vocabulary", "data", key, "special")), "S201",
                f"`{word.special}` is not a special category of personal data",
                hint=f"did you mean `{near}`? It is {known}" if near else f"use {known}", article="GDPR Art. 9(1)",
            )  # fmt: skip
    for key, word in portal.vocabulary.data_subjects.items():
        if groups is not None and word.group is not None and word.group not in groups:
            yield _unknown(
                document.at(("vocabulary", "data_subjects", key, "group")),
                word.group,
                groups,
                "a group of the front page",
                "`groups` in portal.yml",
            )


_Known: TypeAlias = Mapping[str, tuple[Iterable[str], str, str]]
"""By what is referred to: the ids that there are, what one is, where it is added."""


def _known_ids(portal: Portal, vocabulary: Vocabulary, groups: frozenset[str] | None) -> _Known:
    """What the facts of notices may refer to. `groups`: None where they are not known."""
    words = vocabulary.words
    own = portal.vocabulary.retention_events
    after, until = (dict.fromkeys((*uses, *own)) for uses in (vocabulary.events.after, vocabulary.events.until))
    recipients = dict.fromkeys((*portal.recipients, *words["recipients"]))
    of_events = "`vocabulary.retention_events` in portal.yml"
    known: _Known = {
        "controller": (portal.controllers, "a controller", "`controllers` in portal.yml"),
        "contact": (portal.contacts, "a contact", "`contacts` in portal.yml"),
        "authority": (vocabulary.authorities, "a supervisory authority", "the register of authorities"),
        "recipient": (recipients, "a recipient", "`recipients` in portal.yml"),
        "data_subjects": (words["data_subjects"], "a group of people", "`vocabulary.data_subjects` in portal.yml"),
        "sources": (words["sources"], "a source of data", "`vocabulary.sources` in portal.yml"),
        "security": (words["security"], "a security measure", "`vocabulary.security` in portal.yml"),
        "statutes": (words["statutes"], "an act", "`vocabulary.statutes` in portal.yml"),
        "data": (words["data"], "a category of data", "`vocabulary.data` in portal.yml"),
        "after": (after, "an event that a period runs from", of_events),
        "until": (until, "an event that data are kept until", of_events),
    }
    of_groups = (sorted(groups or ()), "a group of the front page", "`groups` in portal.yml")
    return known if groups is None else {**known, "group": of_groups}


def _references(notice: Notice, portal: Portal, known: _Known) -> Iterator[Diagnostic]:
    """Every id in the facts that leads nowhere."""
    for name in ("source_language", "prevails"):
        language = getattr(notice.facts, name)
        if language is not None and language not in portal.languages:
            hint = f"add it to `languages` in portal.yml, or choose one of them: {', '.join(portal.languages)}"
            yield Diagnostic(
                notice.at((name,)), "S124", f"the portal does not have the language `{language}`", hint=hint
            )
    targets = {**known, "purpose": (notice.facts.purposes, "a purpose of this notice", "`purposes`")}
    for target, path, key in ids_in(notice.facts):
        if target in targets and key not in targets[target][0]:
            yield _unknown(notice.at(path), key, *targets[target])


def ids_in(facts: NoticeFacts) -> Iterator[tuple[str, Path, str]]:
    """Every id that the facts refer to: what it names, where it stands, the id."""

    def each(target: str, path: Path, keys: Iterable[str]) -> Iterator[tuple[str, Path, str]]:
        return ((target, (*path, position), key) for position, key in enumerate(keys))

    def one(target: str, path: Path, key: str | None) -> Iterator[tuple[str, Path, str]]:
        return iter(() if key is None else ((target, path, key),))

    yield from each("controller", ("controllers",), facts.controllers)
    yield from each("contact", ("contacts",), facts.contacts)
    yield from one("authority", ("authority",), facts.authority)
    yield from one("group", ("group",), facts.group)
    yield from each("data_subjects", ("data_subjects",), facts.data_subjects)
    yield from each("sources", ("sources",), (source.id for source in facts.sources or ()))
    yield from each("recipient", ("recipients",), facts.recipients or ())
    yield from each("security", ("security",), facts.security)
    if facts.requests:
        yield from each("contact", ("requests", "contacts"), facts.requests.contacts)
    for position, transfer in enumerate(facts.transfers or ()):
        yield from one("recipient", ("transfers", position, "recipient"), transfer.recipient)
        yield from one("contact", ("transfers", position, "copy_from"), transfer.copy_from)
    for key, decision in (facts.automated_decisions or {}).items():
        yield from each("purpose", ("automated_decisions", key, "purposes"), decision.purposes)
        yield from each("statutes", ("automated_decisions", key, "statutes"), decision.statutes)
    for key, purpose in facts.purposes.items():
        path: Path = ("purposes", key)
        yield from each("statutes", (*path, "statutes"), purpose.statutes)
        yield from each("data", (*path, "data"), purpose.data)
        for position, part in enumerate(purpose.retention or ()):
            at: Path = (*path, "retention", position)
            yield from one("after", (*at, "after"), part.after)
            yield from one("until", (*at, "until"), part.until)
            yield from each("data", (*at, "data"), part.data)


def _unexpected(files: Mapping[str, bytes], portal: Portal, folder: str) -> Iterator[Diagnostic]:
    """Files that nobody reads though somebody meant them to be read."""
    languages = set(portal.languages)
    for path in files:
        *folders, name = path.split("/")
        stem, _, ending = name.rpartition(".")
        mark = Mark(f"{folder}/{path}")
        if ending == "yaml":
            hint = f"rename it to {stem}.yml"
            yield Diagnostic(mark, "S304", f"`{name}` is not read", Severity.WARNING, hint)
        elif (
            ending == "yml"
            and not folders
            and name not in ("portal.yml", *(f"portal.{language}.yml" for language in languages))
        ):
            hint = "a portal's own files are portal.yml and portal.<language>.yml; a notice has a folder of its own"
            yield Diagnostic(mark, "S304", f"`{name}` is not read", Severity.WARNING, hint)
        elif (folders[:1] == ["locale"] or ending == "po") and (
            folders != ["locale"] or ending != "po" or stem not in languages
        ):
            hint = "the folder `locale` is for catalogs, named by the code of a language of portal.yml: locale/se.po"
            yield Diagnostic(mark, "S304", f"`{name}` is not read", Severity.WARNING, hint)
        elif ending == "yml" and folders and stem not in (*languages, "notice"):
            hint = f"name it by the code of a language of portal.yml ({', '.join(portal.languages)}), or add the language there"
            yield Diagnostic(mark, "S304", f"`{name}` is not read", Severity.WARNING, hint)
        elif ending == "yml" and folders and len(folders) != 1 and (len(folders) != 3 or folders[1] != "versions"):
            hint = "files of a notice stand in its folder, those of an earlier version in versions/<date>/ below it"
            yield Diagnostic(mark, "S304", f"`{name}` is not read", Severity.WARNING, hint)
