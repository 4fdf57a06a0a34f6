"""Texts that come back from translators' tools: what is taken into the words files, and what is left. No input or output.

What comes back is judged text by text. The source a text was made from comes with it, so a late translation never
passes for one of today's source, and nobody's newer work is written over.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from privacy_notices.faults.diagnostic import Diagnostic, Mark, listed
from privacy_notices.faults.table import found
from privacy_notices.load.places import Path
from privacy_notices.load.yaml_file import load
from privacy_notices.model.notice import Project
from privacy_notices.schema.one_line import MAX_TEXT
from privacy_notices.schema.parsing import parse
from privacy_notices.schema.words_forms import PortalWords, Words
from privacy_notices.translations.exchange import MAX_LINE, Exchange, Memories, Message, portal_name
from privacy_notices.translations.memory import Memory, Record, State, fingerprint, remember, states, translated
from privacy_notices.translations.texts import PORTAL, Bundle, KeyedText, bundles
from privacy_notices.translations.wrapping import unwrapped, wrapped
from privacy_notices.translations.yaml_edit import UnwritableError, edit_words, is_writable

_NAMES: Final = ("new", "confirmed", "older", "left")
"""What can be done with a text, in the order in which it is counted."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file of translations that has come back."""

    exchange: Exchange
    file: str
    """Its name, for the places of what is found in it."""
    today: datetime.date
    overwrite: bool = False
    """The file wins where it and the portal both have new texts."""

    def at(self, message: Message | None = None) -> Mark:
        """The place of a message, or the beginning of the file."""
        return Mark(self.file) if message is None else Mark(self.file, message.line)


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import writes, and what there is to say about it."""

    words: Mapping[str, bytes]
    """Words files that change, from the source folder on."""
    memories: Memories
    """Memories that change."""
    diagnostics: tuple[Diagnostic, ...]
    counts: Mapping[str, int]
    """`new` texts written, texts `confirmed` as they were, `older` ones kept as outdated, `left` alone; none at all when
    the file is refused as a whole."""


def take(project: Project, memories: Memories, files: Mapping[str, bytes], delivery: Delivery) -> Taken:
    """What changes when a file of translations comes back; nothing at all when the file cannot be trusted as a whole.

    `files` are the words files as they are, from the source folder on.
    """
    exchange = delivery.exchange
    if (fault := _distrust(project, delivery)) is not None:
        return Taken({}, {}, (fault,), {})
    by_notice: dict[str, list[Message]] = {}
    for message in exchange.messages:
        by_notice.setdefault(message.notice, []).append(message)
    words: dict[str, bytes] = {}
    changed: dict[tuple[str, str], Memory] = {}
    told: list[Diagnostic] = []
    counts = Counter(dict.fromkeys(_NAMES, 0))
    known = {bundle.id: bundle for bundle in bundles(project)}
    for notice, messages in by_notice.items():
        bundle = known.get(notice)
        if bundle is None or bundle.source_language == exchange.language:
            told += (_unknown(delivery, message) for message in messages if message.target)
            continue
        memory = memories.get((notice, exchange.language), Memory())
        step = _take_notice(bundle, memory, files.get(bundle.file(exchange.language)), messages, delivery)
        told += step.diagnostics
        words |= step.words
        changed |= step.memories
        counts.update(step.counts)
    if counts["left"]:
        told.append(found(delivery.at(), "T309", n=counts["left"]))
    return Taken(words, changed, tuple(sorted(told)), counts)


def _distrust(project: Project, delivery: Delivery) -> Diagnostic | None:
    """Why nothing of a file is taken, if so."""
    exchange, ours = delivery.exchange, portal_name(project)
    if not exchange.portal:
        return found(delivery.at(), "T302.unnamed", ours=ours)
    if exchange.portal != ours:
        return found(delivery.at(), "T302.other", theirs=exchange.portal, ours=ours)
    if exchange.language not in project.portal.languages:
        languages = listed(project.portal.languages)
        return found(delivery.at(), "T307", language=exchange.language, languages=languages)
    seen: set[str] = set()
    for message in exchange.messages:
        if message.context in seen:
            return found(delivery.at(message), "T301.twice", text=message.context)
        seen.add(message.context)
    return None


def _unknown(delivery: Delivery, message: Message) -> Diagnostic:
    return found(delivery.at(message), "T305", text=message.context)


# --- the texts of one notice -----------------------------------------------------------------------------------------


def _take_notice(
    bundle: Bundle, memory: Memory, data: bytes | None, messages: Iterable[Message], delivery: Delivery
) -> Taken:
    """What changes in one notice, or in the portal's own words. `data`: the words file as it is; None where there is none."""
    language = delivery.exchange.language
    name = bundle.file(language)
    if language in bundle.documents and not bundle.is_readable(language):
        return Taken({}, {}, (found(delivery.at(), "T308.unreadable", file=name),), {})
    desk = _Desk(
        bundle,
        delivery,
        states(bundle, language, memory),
        {**remember(bundle, language, memory, delivery.today).records},
    )
    for message in messages:
        desk.receive(message)
    words: dict[str, bytes] = {}
    if desk.texts:
        written = _written(bundle, data, desk.texts, name)
        if not isinstance(written, bytes):
            faults = (replace(fault, mark=delivery.at()) for fault in written)
            return Taken({}, {}, (*desk.told, *faults), {})
        words[name] = written
    is_changed = any(desk.counts[item] for item in ("new", "confirmed", "older"))
    memories = {(bundle.id, language): Memory(desk.records)} if is_changed else {}
    return Taken(words, memories, tuple(desk.told), desk.counts)


@dataclass(slots=True)
class _Desk:
    """Where the messages of one notice are received, one after another."""

    bundle: Bundle
    delivery: Delivery
    states: Mapping[str, State]
    """Of the texts as they are."""
    records: dict[str, Record]
    """What is remembered, and will be."""
    texts: dict[Path, str] = field(default_factory=dict)
    """What is to be written."""
    told: list[Diagnostic] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def receive(self, message: Message) -> None:
        """Take a message, or say why not."""
        text = unwrapped(unicodedata.normalize("NFC", message.target.replace("\r\n", "\n").strip()))
        source = self.bundle.source.get(message.key)
        if not text:
            return
        if source is None:
            self.told.append(_unknown(self.delivery, message))
        elif message.needs_work:
            self.counts["left"] += 1
        elif (target := self._targets.get(message.key)) is not None and target.value == text:
            self._confirm(message, source)
        elif (fault := self._unusable(message, text, source)) is not None:
            self.told.append(fault)
        elif target is None or self._may_replace(message, text, target):
            self._put(message, text, source, target)

    @property
    def _targets(self) -> Mapping[str, KeyedText]:
        return self.bundle.texts.get(self.delivery.exchange.language, {})

    def _say(self, message: Message, fault: str) -> None:
        self.told.append(found(self.delivery.at(message), fault, text=message.context))

    def _unusable(self, message: Message, text: str, source: KeyedText) -> Diagnostic | None:
        """Why a text cannot be written, if so."""
        mark, name = self.delivery.at(message), message.context
        if source.is_line and "\n" in text:
            return found(mark, "T306.lines", text=name)
        if not is_writable(text):
            return found(mark, "T306.character", text=name)
        limit = MAX_LINE if source.is_line else MAX_TEXT
        return found(mark, "T306.length", text=name, limit=limit) if len(text) > limit else None

    def _confirm(self, message: Message, source: KeyedText) -> None:
        """The text is there already; somebody has said that it says what the source says."""
        if _made_from(message) == source.value and self.states[message.key] is not State.CURRENT:
            record = self.records[message.key]
            self.records[message.key] = translated(
                record, source.value, self._targets[message.key].value, self.delivery.today
            )
            self.counts["confirmed"] += 1

    def _may_replace(self, message: Message, text: str, target: KeyedText) -> bool:
        """Whether nobody has worked on the text here since it was sent."""
        if self.delivery.overwrite:
            return True
        if message.revision == fingerprint(text):
            return False  # The translator left the text as it was sent, and somebody has changed it here since.
        is_untouched = message.revision == fingerprint(target.value) or (
            message.revision is None and self.states[message.key] is not State.CURRENT
        )
        if not is_untouched:
            self._say(message, "T304")
        return is_untouched

    def _put(self, message: Message, text: str, source: KeyedText, target: KeyedText | None) -> None:
        """Write a text, unless it is of an older source than the one that it would replace."""
        made_from = _made_from(message)
        is_todays = made_from == source.value
        if not is_todays and target is not None and self.states[message.key] is not State.OUTDATED:
            self._say(message, "T303.left")
            return
        if not is_todays:
            self._say(message, "T303.outdated")
        self.counts["new" if is_todays else "older"] += 1
        self.records[message.key] = translated(self.records[message.key], made_from, text, self.delivery.today)
        self.texts[_path(source)] = wrapped(text) if _is_block(target, text) else text


def _made_from(message: Message) -> str:
    """The source that a translation was made from."""
    return unwrapped(message.source.strip())


def _path(text: KeyedText) -> Path:
    """The full path of a text, however its own file writes it."""
    is_plain_purpose = text.path[0] == "purposes" and len(text.path) == 2
    return (*text.path, "text") if is_plain_purpose else text.path


def _is_block(target: KeyedText | None, text: str) -> bool:
    """Whether a text is written in lines of its own: it has some, or the one it replaces stood behind a `|`."""
    if "\n" in text or target is None:
        return "\n" in text
    mark = target.mark
    return target.document.lines[mark.line - 1].startswith("|", mark.column - 1)


def _written(
    bundle: Bundle, data: bytes | None, texts: Mapping[Path, str], name: str
) -> bytes | tuple[Diagnostic, ...]:
    """The words file with these texts, or why it cannot be: that it cannot, and the first fault that it would have."""
    try:
        written = edit_words(data, texts, bundle.documents[bundle.source_language].value)
    except UnwritableError:
        return (found(Mark(name), "T308.character", file=name),)
    form: type[PortalWords | Words] = PortalWords if bundle.id == PORTAL else Words
    value, faults = parse(form, load(written, name))
    return written if value is not None else (found(Mark(name), "T308.form", file=name), *faults[:1])
