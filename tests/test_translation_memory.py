"""What the memory of translations promises: no text is called current whose source changed after it."""

from __future__ import annotations

import datetime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy_notices.translations.memory import (
    Memory,
    Record,
    State,
    fingerprint,
    read_memory,
    state_of,
    write_memory,
)
from privacy_notices.translations.notes import Note
from translations.one_text import OneText

TODAY = datetime.date(2026, 3, 1)

# --- a model of people who edit, run the tool, branch and merge ------------------------------------------------------

SOURCE, TARGET = "Lähde {}.", "Översättning {}."

DEEDS = st.lists(
    st.sampled_from(
        ["source", "source", "target", "target", "run", "run", "run with notes", "accept", "ok", "delete", "put back",
         "send po", "take po", "damage"]
    ),
    max_size=5,
)
EPISODES = st.lists(
    st.one_of(
        st.tuples(st.just("alone"), DEEDS),
        st.tuples(st.just("branched"), st.booleans(), DEEDS, DEEDS, st.tuples(*[st.booleans()] * 3)),
    ),
    max_size=4,
)
"""What happens to a portal: people work on it, or two of them on a branch each, and one merges."""


class Play:
    """Plays episodes, keeping book of which pairs of source and translation somebody has had before their eyes."""

    def __init__(self) -> None:
        self.count = 0
        self.text = OneText(SOURCE.format(0))
        self.vouched: set[tuple[str, str]] = set()
        self.sent: tuple[str, str] | None = None

    def fresh(self, pattern: str) -> str:
        self.count += 1
        return pattern.format(self.count)

    def play(self, episode) -> None:
        match episode:
            case ("alone", deeds):
                self.work(self.text, deeds)
            case ("branched", with_notes, ours, theirs, choices):
                # A branch begins with a source that the tool has seen.
                self.text.run(TODAY, with_notes=with_notes)
                base, branch = self.text.copy(), self.text.copy()
                self.work(self.text, ours)
                self.work(branch, theirs)
                self.text = merged(base, self.text, branch, choices)
        self.check(self.text)

    def check(self, text: OneText) -> None:
        if text.state is State.CURRENT:
            assert (text.source, text.target) in self.vouched

    def work(self, text: OneText, deeds) -> None:
        for deed in deeds:
            self.do(text, deed)
            self.check(text)

    def do(self, text: OneText, deed: str) -> None:
        match deed:
            case "source":
                text.source, text.before = self.fresh(SOURCE), text.source
            case "target":
                text.target = self.fresh(TARGET)
                # A note shows the source it was written for to whoever edits the text below it.
                self.vouched.update((source, text.target) for source in (text.source, text.source_in_note) if source)
            case "put back":
                # The tool must run in between: nothing in the files tells of what it never saw.
                text.run(TODAY)
                text.source, text.before = text.before or text.source, text.source
            case "damage":
                text.memory = b"<<<<<<< HEAD\n" + (text.memory or b"")
            case "delete":
                text.target = text.note = None
            case "run":
                text.run(TODAY)
            case "run with notes":
                text.run(TODAY, with_notes=True)
            case "accept" if text.target is not None:
                text.accept(TODAY)
                self.vouched.add((text.source, text.target))
            case "ok" if text.note is not None and text.target is not None and text.source_in_note is not None:
                text.note = text.note.replace("# fi", "# ok fi")
                self.vouched.add((text.source_in_note, text.target))
            case "send po":
                text.run(TODAY)
                self.sent = (text.source, self.fresh(TARGET))
            case "take po" if self.sent is not None:
                source, translation = self.sent
                if source == text.source or text.state in (State.MISSING, State.OUTDATED):
                    text.take(source, translation, TODAY)
                    self.vouched.add(self.sent)
                    self.sent = None


def merged(base: OneText, ours: OneText, theirs: OneText, choices: tuple[bool, bool, bool]) -> OneText:
    """Each file by itself: the side that changed it and, where both did, either."""

    def one(base, ours, theirs, is_ours):
        if ours == base:
            return theirs
        return ours if theirs == base or is_ours else theirs

    note, target = one((base.note, base.target), (ours.note, ours.target), (theirs.note, theirs.target), choices[0])
    source = one(base.source, ours.source, theirs.source, choices[1])
    return OneText(source, target, note, one(base.memory, ours.memory, theirs.memory, choices[2]))


@settings(max_examples=1500, deadline=None)
@given(EPISODES)
def test_a_translation_is_current_only_if_somebody_has_held_it_against_its_source(episodes) -> None:
    play = Play()
    for episode in episodes:
        play.play(episode)


@settings(max_examples=200, deadline=None)
@given(EPISODES, st.booleans())
def test_running_the_tool_twice_changes_nothing_more(episodes, with_notes) -> None:
    play = Play()
    for episode in episodes:
        play.play(episode)
    play.text.run(TODAY, with_notes=with_notes)
    once = play.text.copy()
    play.text.run(TODAY + datetime.timedelta(days=1), with_notes=with_notes)
    assert play.text == once


@settings(max_examples=200, deadline=None)
@given(EPISODES)
def test_looking_changes_no_state(episodes) -> None:
    play = Play()
    for episode in episodes:
        play.play(episode)
    before = play.text.state
    play.text.run(TODAY, with_notes=True)
    assert play.text.state is before
