"""`privacy-notices translations accept`: says that translations are right as they are."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

from privacy_notices.cli.source_folder import notices_option, today_option
from privacy_notices.cli.speaking import SpokenCommand, argument, language_option, say, wrong_usage
from privacy_notices.cli.translated_portal import TranslatedPortal, day_of, open_translated
from privacy_notices.portal.memory_files import save
from privacy_notices.translations import memory as memories
from privacy_notices.translations.memory import State
from privacy_notices.translations.texts import Bundle

ALL: Final = "_all"
"""Stands for every notice and the portal itself. No notice can have this id."""

_ACCEPTABLE: Final = (State.OUTDATED, State.UNCONFIRMED, State.CURRENT)
"""States of texts that can be said to be right."""


@dataclass(frozen=True, slots=True)
class AcceptRequest:
    """What was asked for at the prompt; the fields have the names of the arguments and options."""

    root: Path
    today: datetime.date | None
    notice: str
    language: str
    keys: tuple[str, ...]

    def wants(self, key: str) -> bool:
        """Whether a text was named, by its key or the beginning of it; all are, when no key was named."""
        return not self.keys or any(_is_within(key, item) for item in self.keys)

    def idle(self, accepted: Iterable[str]) -> tuple[str, ...]:
        """What was named and is not there."""
        there = tuple(accepted)
        return tuple(item for item in self.keys if not any(_is_within(key, item) for key in there))


@click.command("accept", cls=SpokenCommand, help="cli.accept.help")
@argument("notice", "cli.metavar.notice")
@argument("language", "cli.metavar.language")
@argument("keys", "cli.metavar.key", nargs=-1)
@notices_option
@today_option
@language_option
def accept(**options: Any) -> None:
    """Say that translations are right as they are: those with the KEYs, or all of the NOTICE in that LANGUAGE."""
    request = AcceptRequest(**options)
    day = day_of(request.today)
    opened = open_translated(request.root)
    opened.require_language(request.language)
    wanted = _wanted(opened, request)
    accepted = {key for _, keys in wanted for key in keys}
    if idle := request.idle(accepted):
        raise wrong_usage("cli.accept.no-key", keys=idle)
    changed = dict(opened.memories)
    for bundle, keys in wanted:
        place = bundle.id, request.language
        changed[place] = memories.accept(bundle, request.language, opened.memories[place], keys, day)
    save(request.root, opened.project, {key: one for key, one in changed.items() if one != opened.memories[key]})
    # Notes above texts that are right now have done their work.
    opened.recorded(changed, day)
    say("cli.accept.done", n=len(accepted), notice=request.notice, language=request.language)


def _wanted(opened: TranslatedPortal, request: AcceptRequest) -> list[tuple[Bundle, list[str]]]:
    """The keys that are to be accepted. Errors: click.UsageError where there is no such notice."""
    language = request.language
    chosen = [one for one in opened.bundles if request.notice in (ALL, one.id) and language in one.targets]
    if not chosen:
        raise wrong_usage("cli.accept.no-notice", notice=request.notice, language=language)
    return [(bundle, _acceptable(opened, bundle, request)) for bundle in chosen]


def _acceptable(opened: TranslatedPortal, bundle: Bundle, request: AcceptRequest) -> list[str]:
    states = memories.states(bundle, request.language, opened.memories[bundle.id, request.language])
    return [key for key, state in states.items() if state in _ACCEPTABLE and request.wants(key)]


def _is_within(key: str, beginning: str) -> bool:
    return key == beginning or key.startswith(f"{beginning}.")
