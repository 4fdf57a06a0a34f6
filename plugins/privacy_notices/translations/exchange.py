"""Texts on their way to translators' tools and back, in no format yet: what is sent, and what is taken in again.

What comes back is judged text by text. The source a text was made from comes with it, so a late translation never
passes for one of today's source, and nobody's newer work is written over. No input or output.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity
from privacy_notices.load.places import Path
from privacy_notices.load.yaml_file import load
from privacy_notices.model.notice import Project
from privacy_notices.schema.one_line import MAX_TEXT
from privacy_notices.schema.parsing import parse
from privacy_notices.schema.words_forms import PortalWords, Words
from privacy_notices.translations.memory import Memory, State, fingerprint, remember, states, translated
from privacy_notices.translations.speak import in_english
from privacy_notices.translations.terms import glossary, occurs
from privacy_notices.translations.texts import PORTAL, Bundle, Text, bundles
from privacy_notices.translations.wrapping import unwrapped, wrapped
from privacy_notices.translations.yaml_edit import UnwritableError, edit_words, is_writable

MAX_LINE: Final = 400
"""Characters of a text of one line, as the schema has it."""

Memories = Mapping[tuple[str, str], Memory]
"""By id of the notice (or `PORTAL`) and language."""


@dataclass(frozen=True, slots=True)
class Message:
    """One text with its translation, as a translator sees it."""

    notice: str
    """Id of the notice, or `PORTAL`."""
    key: str
    source: str
    target: str
    """Empty where there is none."""
    needs_work: bool
    """The translation is not known to say what the source says. PO: fuzzy."""
    source_language: str = ""
    """A notice may have one of its own."""
    previous: str | None = None
    """The source that the translation was made from, when that is another."""
    comments: tuple[str, ...] = ()
    """What a translator should know, a line each."""
    revision: str | None = None
    """Fingerprint of the translation in the words file when it was sent, `-` for none; None when the tool on the way
    has dropped it."""
    line: int = field(default=1, compare=False)
    """Where it stands in the file that came back."""

    @property
    def context(self) -> str:
        """Stable name in the whole portal, e.g. `customer-register/purposes.newsletter.text`."""
        return f"{self.notice}/{self.key}"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A file of messages for one language."""

    portal: str
    """Which portal it belongs to, see `portal_name`."""
    source_language: str
    language: str
    messages: tuple[Message, ...]


def portal_name(project: Project) -> str:
    """What tells portals apart in exchanged files: the first controller's id, with its business ID if it has one."""
    key, controller = next(iter(project.portal.controllers.items()))
    return f"{key} {controller.business_id}" if controller.business_id else key


def export(
    project: Project, memories: Memories, language: str, notices: Sequence[str] = (), todo_only: bool = False
) -> Exchange:
    """Every text of the portal, or of these notices, that is translated into `language`."""
    messages: list[Message] = []
    for bundle in bundles(project):
        if language != bundle.source_language and (not notices or bundle.id in notices):
            memory = memories.get((bundle.id, language), Memory())
            messages += _messages(project, bundle, language, memory)
    if todo_only:
        messages = [message for message in messages if message.needs_work or not message.target]
    return Exchange(portal_name(project), project.source_language, language, tuple(messages))


def _messages(project: Project, bundle: Bundle, language: str, memory: Memory) -> Iterable[Message]:
    found = states(bundle, language, memory)
    terms = glossary(project.catalogs.get(bundle.source_language), project.catalogs.get(language))
    targets = bundle.texts.get(language, {})
    for key, text in bundle.source.items():
        state, target = found[key], targets.get(key)
        record = memory.records.get(key)
        is_outdated = state is State.OUTDATED and record is not None
        yield Message(
            bundle.id,
            key,
            text.value,
            target.value if target else "",
            target is not None and state is not State.CURRENT,
            bundle.source_language,
            record.text if is_outdated and record is not None else None,
            (
                *_context(bundle, text),
                *(
                    f"Term: {term.source} = {term.target}"
                    for term in terms
                    if occurs(term.source, text.value, bundle.source_language)
                ),
                *(
                    ("Nobody has said yet whether this translation is up to date.",)
                    if state is State.UNCONFIRMED
                    else ()
                ),
            ),
            fingerprint(target.value) if target else "-",
        )


def _context(bundle: Bundle, text: Text) -> Iterable[str]:
    where = "the portal itself" if bundle.id == PORTAL else f"the notice “{bundle.title}”"
    yield f"In {where}: {text.key}"
    yield f"{text.about}{f' ({text.article})' if text.article and text.article.removeprefix('GDPR ') not in text.about else ''}"
    if text.is_line:
        yield f"One line, at most {MAX_LINE} characters."


# --- back --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import writes, and what there is to say about it."""

    words: Mapping[str, bytes]
    """Words files that change, from the source folder on."""
    memories: Memories
    """Memories that change."""
    diagnostics: tuple[Diagnostic, ...]
    counts: Mapping[str, int]
    """`new` texts written, texts `confirmed` as they were, `older` ones kept as outdated, `left` alone."""


_REFUSED: Final = Taken({}, {}, (), {})


def take(
    project: Project,
    memories: Memories,
    files: Mapping[str, bytes],
    exchange: Exchange,
    mark: Mark,
    today: datetime.date,
    *,
    overwrite: bool = False,
) -> Taken:
    """What changes when a file of translations comes back; nothing at all when the file cannot be trusted as a whole.

    `files` are the words files as they are, from the source folder on. With `overwrite` the file wins where it and the
    portal both have new texts.
    """
    fault = _distrust(project, exchange, mark)
    if fault is not None:
        return replace(_REFUSED, diagnostics=(fault,))
    by_notice: dict[str, list[Message]] = {}
    for message in exchange.messages:
        by_notice.setdefault(message.notice, []).append(message)
    words: dict[str, bytes] = {}
    changed: dict[tuple[str, str], Memory] = {}
    diagnostics: list[Diagnostic] = []
    counts = {"new": 0, "confirmed": 0, "older": 0, "left": 0}
    known = {bundle.id: bundle for bundle in bundles(project)}
    for notice, messages in by_notice.items():
        bundle = known.get(notice)
        if bundle is None or bundle.source_language == exchange.language:
            diagnostics += (_unknown(mark, message) for message in messages if message.target)
            continue
        memory = memories.get((notice, exchange.language), Memory())
        step = _take(bundle, exchange.language, memory, files, messages, mark, today, overwrite)
        diagnostics += step.diagnostics
        words |= step.words
        changed |= step.memories
        for name, count in step.counts.items():
            counts[name] += count
    if counts["left"]:
        hint = "take the mark `fuzzy` or `needs work` off what is ready"
        left = f"{counts['left']} texts are marked as needing work and are not taken"
        diagnostics.append(Diagnostic(mark, "T309", left, Severity.INFO, hint))
    return Taken(words, changed, tuple(sorted(diagnostics)), counts)


def _distrust(project: Project, exchange: Exchange, mark: Mark) -> Diagnostic | None:
    """Why nothing of a file is taken, if so."""
    ours = portal_name(project)
    if exchange.portal != ours:
        theirs = f"of the portal `{exchange.portal}`" if exchange.portal else "of no portal that it names"
        hint = f"this portal is `{ours}`; import a file that `translations export` has written here"
        return Diagnostic(mark, "T302", f"the file is {theirs}", Severity.ERROR, hint)
    if exchange.language not in project.portal.languages:
        hint = f"the portal has: {', '.join(project.portal.languages)}"
        return Diagnostic(
            mark, "T307", f"the portal does not have the language `{exchange.language}`", Severity.ERROR, hint
        )
    seen: set[str] = set()
    for message in exchange.messages:
        if message.context in seen:
            place = Mark(mark.file, message.line)
            return Diagnostic(place, "T301", f"`{message.context}` is there twice", Severity.ERROR, "keep one of them")
        seen.add(message.context)
    return None


def _unknown(mark: Mark, message: Message) -> Diagnostic:
    hint = "the text was renamed or removed; its translation is only in this file now"
    place = Mark(mark.file, message.line)
    return Diagnostic(place, "T305", f"the portal has no text `{message.context}`", Severity.WARNING, hint)


def _take(
    bundle: Bundle,
    language: str,
    memory: Memory,
    files: Mapping[str, bytes],
    messages: Iterable[Message],
    mark: Mark,
    today: datetime.date,
    overwrite: bool,
) -> Taken:
    name = bundle.file(language)
    if language in bundle.documents and not bundle.is_readable(language):
        hint = "mend that file first; nothing was written to it"
        fault = Diagnostic(
            mark, "T308", f"`{name}` cannot be read, so its texts are not imported", Severity.ERROR, hint
        )
        return replace(_REFUSED, diagnostics=(fault,))
    before = remember(bundle, language, memory, today)
    records = dict(before.records)
    state = states(bundle, language, memory)
    targets = bundle.texts.get(language, {})
    texts: dict[Path, str] = {}
    diagnostics: list[Diagnostic] = []
    counts = {"new": 0, "confirmed": 0, "older": 0, "left": 0}
    for message in messages:
        place = Mark(mark.file, message.line)
        source = bundle.source.get(message.key)
        text = unwrapped(unicodedata.normalize("NFC", message.target.replace("\r\n", "\n").strip()))
        if not text:
            continue
        if source is None:
            diagnostics.append(_unknown(mark, message))
            continue
        if message.needs_work:
            counts["left"] += 1
            continue
        target = targets.get(message.key)
        is_same = target is not None and target.value == text
        made_from = unwrapped(message.source.strip())
        is_todays = made_from == source.value
        if is_same:
            if is_todays and state[message.key] is not State.CURRENT:
                records[message.key] = translated(records[message.key], source.value, text, today)
                counts["confirmed"] += 1
            continue
        if (refused := _unusable(text, source)) is not None:
            diagnostics.append(
                Diagnostic(place, "T306", f"`{message.context}` {refused[0]}", Severity.WARNING, refused[1])
            )
            continue
        if not overwrite and target is not None:
            now = fingerprint(target.value)
            if message.revision == fingerprint(text):
                # The translator left the text as it was sent, and somebody has changed it here since.
                continue
            is_untouched = message.revision == now or (
                message.revision is None and state[message.key] is not State.CURRENT
            )
            if not is_untouched:
                hint = "compare the two and edit the words file, or import with `--overwrite`"
                diagnostics.append(
                    Diagnostic(
                        place,
                        "T304",
                        f"`{message.context}` has been changed here too since the file was sent",
                        Severity.WARNING,
                        hint,
                    )
                )
                continue
        if not is_todays:
            hint = "send the text again with today's source"
            if target is not None and state[message.key] is not State.OUTDATED:
                diagnostics.append(
                    Diagnostic(
                        place,
                        "T303",
                        f"`{message.context}` was translated from an older source and is not taken",
                        Severity.WARNING,
                        hint,
                    )
                )
                continue
            diagnostics.append(
                Diagnostic(
                    place,
                    "T303",
                    f"`{message.context}` was translated from an older source and is taken as outdated",
                    Severity.WARNING,
                    hint,
                )
            )
        counts["new" if is_todays else "older"] += 1
        records[message.key] = translated(records[message.key], made_from, text, today)
        texts[_path(source)] = wrapped(text) if _is_block(target, text) else text
    words: dict[str, bytes] = {}
    if texts:
        found = _write(bundle, files.get(name), texts, name)
        if isinstance(found, str):
            fault = Diagnostic(
                mark, "T308", f"`{name}` cannot be written: {found}", Severity.ERROR, "nothing was written to it"
            )
            return replace(_REFUSED, diagnostics=(*diagnostics, fault))
        words[name] = found
    after = Memory(records)
    memories = {(bundle.id, language): after} if counts["new"] or counts["confirmed"] or counts["older"] else {}
    return Taken(words, memories, tuple(diagnostics), counts)


def _path(text: Text) -> Path:
    """The full path of a text, however its own file writes it."""
    is_plain_purpose = text.path[0] == "purposes" and len(text.path) == 2
    return (*text.path, "text") if is_plain_purpose else text.path


def _is_block(target: Text | None, text: str) -> bool:
    """Whether a text is written in lines of its own: it has some, or the one it replaces stood behind a `|`."""
    if "\n" in text or target is None:
        return "\n" in text
    mark = target.mark
    return target.document.lines[mark.line - 1].startswith("|", mark.column - 1)


def _unusable(text: str, source: Text) -> tuple[str, str] | None:
    """What is wrong with a text that comes in, and what to do; None when it may be written."""
    if source.is_line and "\n" in text:
        return "must be one line", "take the line breaks out"
    if not is_writable(text):
        return "has a character that words files must not have", "write it again without what is invisible in it"
    limit = MAX_LINE if source.is_line else MAX_TEXT
    if len(text) > limit:
        return f"has more than {limit} characters", "shorten it"
    return None


def _write(bundle: Bundle, data: bytes | None, texts: Mapping[Path, str], name: str) -> bytes | str:
    """The words file with these texts, or why it cannot be."""
    try:
        written = edit_words(data, texts, bundle.documents[bundle.source_language].value)
    except UnwritableError:
        return "a text has characters that are not allowed"
    form: type[PortalWords | Words] = PortalWords if bundle.id == PORTAL else Words
    value, faults = parse(form, load(written, name))
    if value is None:
        return in_english(faults[0]).message
    return written
