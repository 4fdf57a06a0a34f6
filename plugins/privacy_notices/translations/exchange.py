"""Texts on their way to translators' tools, in no format yet. No input or output.

The source that a text was made from, and a fingerprint of the translation as it was, go with it and come back: `intake`
judges by them what has come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from privacy_notices.model.notice import Project
from privacy_notices.model.supervision import shared_country
from privacy_notices.translations.memory import Memory, State, fingerprint, states
from privacy_notices.translations.terms import FixedTerm, glossary, occurs
from privacy_notices.translations.texts import PORTAL, Bundle, KeyedText, bundles

MAX_LINE: Final = 400
"""Characters of a text of one line, as the schema has it."""

Memories: TypeAlias = Mapping[tuple[str, str], Memory]
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
    terms = _Terms(project)
    for bundle in bundles(project):
        if language != bundle.source_language and (not notices or bundle.id in notices):
            memory = memories.get((bundle.id, language), Memory())
            messages += _messages(bundle, language, memory, terms.of(bundle, language))
    if todo_only:
        messages = [message for message in messages if message.needs_work or not message.target]
    return Exchange(portal_name(project), project.source_language, language, tuple(messages))


class _Terms:
    """The terms of each bundle, as they are in the country of its controllers."""

    def __init__(self, project: Project) -> None:
        self._catalogs = project.catalogs
        self._vocabulary = project.vocabulary
        self._controllers = {notice.id: project.controllers(notice) for notice in project.notices}
        self._controllers[PORTAL] = tuple(project.portal.controllers.values())

    def of(self, bundle: Bundle, language: str) -> tuple[FixedTerm, ...]:
        """From the bundle's source language into another."""
        country = shared_country(self._controllers[bundle.id], self._vocabulary)
        pair = (self._catalogs.get(key) for key in (bundle.source_language, language))
        return glossary(*(catalog and catalog.spoken_in(country) for catalog in pair))


def _messages(bundle: Bundle, language: str, memory: Memory, terms: Sequence[FixedTerm]) -> Iterable[Message]:
    found = states(bundle, language, memory)
    targets = bundle.texts.get(language, {})
    for key, text in bundle.source.items():
        state, target = found[key], targets.get(key)
        record = memory.records.get(key)
        yield Message(
            bundle.id,
            key,
            text.value,
            target.value if target else "",
            target is not None and state is not State.CURRENT,
            bundle.source_language,
            record.text if record is not None and state is State.OUTDATED else None,
            (*_context(bundle, text), *_terms(bundle, text, terms), *_doubt(state)),
            fingerprint(target.value) if target else "-",
        )


def _terms(bundle: Bundle, text: KeyedText, terms: Iterable[FixedTerm]) -> Iterator[str]:
    for term in terms:
        if occurs(term.source, text.value, bundle.source_language):
            yield f"Term: {term.source} = {term.target}"


def _doubt(state: State) -> Iterator[str]:
    if state is State.UNCONFIRMED:
        yield "Nobody has said yet whether this translation is up to date."


def _context(bundle: Bundle, text: KeyedText) -> Iterator[str]:
    where = "the portal itself" if bundle.id == PORTAL else f"the notice “{bundle.title}”"
    yield f"In {where}: {text.key}"
    is_said = not text.article or text.article.removeprefix("GDPR ") in text.about
    yield text.about if is_said else f"{text.about} ({text.article})"
    if text.is_line:
        yield f"One line, at most {MAX_LINE} characters."
