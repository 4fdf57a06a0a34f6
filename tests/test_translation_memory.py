"""What the memory of translations promises: no text is called current whose source changed after it."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loops import examples
from privacy_notices.translations.memory import (
    Memory,
    Record,
    State,
    accept,
    fingerprint,
    remember,
    state_of,
    states,
    translated,
)
from privacy_notices.translations.memory_format import read_memory, write_memory
from privacy_notices.translations.notes import Note
from privacy_notices.translations.texts import Bundle, bundles
from telling import message
from translations.one_text import OneText
from translations.shop import shop_with

TODAY = datetime.date(2026, 3, 1)

# --- a model of people who edit, run the tool, branch and merge ------------------------------------------------------

SOURCE, TARGET = "Lähde {}.", "Översättning {}."

DEEDS = [
    "source",
    "source",
    "target",
    "target",
    "run",
    "run",
    "run with notes",
    "accept",
    "ok",
    "delete",
    "send po",
    "take po",
    "damage",
]
ON_BRANCH = st.lists(st.sampled_from(DEEDS), max_size=5)
ALONE = st.lists(st.sampled_from([*DEEDS, "put back"]), max_size=5)
"""Where a source comes back on a branch, three files that are merged crosswise do not tell that it was ever away."""
EPISODES = st.lists(
    st.one_of(
        st.tuples(st.just("alone"), ALONE),
        st.tuples(st.just("branched"), st.booleans(), ON_BRANCH, ON_BRANCH, st.tuples(*[st.booleans()] * 3)),
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


OURS = (True, True, True)


@settings(max_examples=examples(400), deadline=None)
@given(EPISODES)
@example([("alone", ["target", "accept"]), ("branched", False, ["source", "run"], ["target"], OURS)])
@example(
    [
        ("alone", ["target", "accept"]),
        ("branched", False, ["source", "run with notes"], ["target"], (False, True, True)),
    ]
)
@example([("branched", False, ["source", "damage", "run"], ["target"], OURS)])
@example([("alone", ["run", "source", "run"]), ("branched", False, ["put back", "run"], ["target"], OURS)])
def test_a_translation_is_current_only_if_somebody_has_held_it_against_its_source(episodes) -> None:
    play = Play()
    for episode in episodes:
        play.play(episode)


@settings(max_examples=examples(60), deadline=None)
@given(EPISODES, st.booleans())
def test_running_the_tool_twice_changes_nothing_more(episodes, with_notes) -> None:
    play = Play()
    for episode in episodes:
        play.play(episode)
    play.text.run(TODAY, with_notes=with_notes)
    once = play.text.copy()
    play.text.run(TODAY + datetime.timedelta(days=1), with_notes=with_notes)
    assert play.text == once


@settings(max_examples=examples(60), deadline=None)
@given(EPISODES)
def test_looking_changes_no_state(episodes) -> None:
    play = Play()
    for episode in episodes:
        play.play(episode)
    before = play.text.state
    play.text.run(TODAY, with_notes=True)
    assert play.text.state is before


# --- single steps ----------------------------------------------------------------------------------------------------


def accepted() -> OneText:
    text = OneText("Asiakkaat.", "Kunder.")
    text.accept(TODAY)
    return text


def test_a_text_is_outdated_when_only_its_source_has_changed() -> None:
    text = accepted()
    text.source = "Asiakkaat ja kumppanit."
    assert text.state is State.OUTDATED


def test_the_day_of_the_first_look_at_a_new_source_is_kept_until_the_text_is_current() -> None:
    text = accepted()
    text.source = "Asiakkaat ja kumppanit."
    text.run(TODAY)
    text.source = "Asiakkaat, kumppanit ja toimittajat."
    text.run(TODAY + datetime.timedelta(days=9))
    assert text.remembered.records["title"].since == TODAY
    text.accept(TODAY)
    assert text.remembered.records["title"].since is None


def test_a_polished_translation_stays_current_without_a_command() -> None:
    text = accepted()
    text.target = "Våra kunder."
    assert text.state is State.CURRENT


def test_an_edit_below_the_note_makes_an_outdated_text_current_without_a_command() -> None:
    text = accepted()
    text.source = "Asiakkaat ja kumppanit."
    text.run(TODAY, with_notes=True)
    assert text.note is not None
    assert "{+ja kumppanit+}" in text.note.replace(" ja", "ja").replace("{+ ", "{+")
    text.target = "Kunder och partner."
    assert text.state is State.CURRENT


def test_ok_in_the_note_says_that_an_unchanged_text_is_still_right() -> None:
    text = accepted()
    text.source = "Asiakkaat!"
    text.run(TODAY, with_notes=True)
    assert text.note is not None
    text.note = text.note.replace("# fi", "# OK fi")
    assert text.state is State.CURRENT


def test_a_text_that_was_written_while_its_source_changed_too_is_unconfirmed() -> None:
    text = accepted()
    text.source, text.target = "Asiakkaat ja kumppanit.", "Kunder och leverantörer."
    assert text.state is State.UNCONFIRMED


def test_a_copy_of_the_source_is_not_a_translation() -> None:
    text = OneText("Asiakkaat.")
    text.run(TODAY)
    text.target = text.source
    assert text.state is State.UNCONFIRMED


def test_a_translation_written_after_the_tool_saw_the_source_is_current() -> None:
    text = OneText("Asiakkaat.")
    text.run(TODAY)
    text.target = "Kunder."
    assert text.state is State.CURRENT


SOURCE_NOW, SOURCE_OLD, TEXT, TEXT_OLD = ("1" * 16, "2" * 16, "3" * 16, "4" * 16)


def remembered(source: str | None, target: str | None, only: str | None, was: str | None = None) -> Record:
    return Record(source, target, SOURCE_NOW, was, only)


@pytest.mark.parametrize(
    ("record", "note", "state"),
    [
        (None, None, State.UNCONFIRMED),
        (remembered(SOURCE_NOW, TEXT, None), None, State.CURRENT),
        (remembered(SOURCE_OLD, TEXT, None), None, State.OUTDATED),
        (remembered(SOURCE_OLD, TEXT_OLD, None), None, State.UNCONFIRMED),
        # A source that is not known is no older one.
        (remembered(None, TEXT, None), None, State.UNCONFIRMED),
        # One source alone has been seen, and the text is another than when it was.
        (remembered(None, None, SOURCE_NOW, TEXT_OLD), None, State.CURRENT),
        (remembered(None, None, SOURCE_NOW, TEXT), None, State.UNCONFIRMED),
        (remembered(None, TEXT, SOURCE_NOW), None, State.UNCONFIRMED),
        (remembered(None, None, SOURCE_OLD, TEXT_OLD), None, State.UNCONFIRMED),
        (Record(None, None, SOURCE_OLD, TEXT_OLD, SOURCE_NOW), None, State.UNCONFIRMED),
        # A note for today's source, and the text has been edited since; unless into what is known to be old.
        (None, Note(SOURCE_NOW[:12], TEXT_OLD[:12]), State.CURRENT),
        (remembered(SOURCE_OLD, TEXT_OLD, None), Note(SOURCE_NOW[:12], TEXT_OLD[:12]), State.CURRENT),
        (remembered(SOURCE_OLD, TEXT, None), Note(SOURCE_NOW[:12], TEXT_OLD[:12]), State.OUTDATED),
        (remembered(SOURCE_OLD, TEXT, None), Note(SOURCE_NOW[:12], TEXT_OLD[:12], is_ok=True), State.CURRENT),
        (None, Note(SOURCE_NOW[:12], TEXT[:12]), State.UNCONFIRMED),
        (None, Note(SOURCE_OLD[:12], TEXT_OLD[:12]), State.UNCONFIRMED),
        (None, Note(SOURCE_NOW[:12], TEXT_OLD[:12], is_beside_line=False), State.UNCONFIRMED),
        # Where a note stands, it alone speaks for an edit.
        (remembered(None, None, SOURCE_NOW, TEXT_OLD), Note(SOURCE_OLD[:12], TEXT_OLD[:12]), State.UNCONFIRMED),
    ],
)
def test_each_kind_of_evidence_ends_where_it_ends(record, note, state) -> None:
    assert state_of(SOURCE_NOW, TEXT, record, note) is state


def test_what_one_side_lacks_is_missing_or_orphaned() -> None:
    record = remembered(SOURCE_NOW, TEXT, None)
    assert (state_of(SOURCE_NOW, None, record, None), state_of(None, TEXT, record, None)) == (
        State.MISSING,
        State.ORPHANED,
    )


def test_a_second_source_ends_the_trust_in_edits_without_a_note_for_good() -> None:
    text = accepted()
    assert text.remembered.records["title"].only == fingerprint("Asiakkaat.")
    text.source = "Asiakkaat ja kumppanit."
    text.run(TODAY)
    text.accept(TODAY)
    assert text.remembered.records["title"].only is None
    text.target = "Våra kunder."
    assert text.state is State.UNCONFIRMED


OLD = datetime.date(2025, 12, 24)
FI, SV = fingerprint("Asiakkaat."), fingerprint("Kunder.")


def orders_with(**texts: str | None) -> Bundle:
    """The orders of the shop with one text, by language: its words, or None where there is none."""
    orders = next(bundle for bundle in bundles(shop_with({})) if bundle.id == "orders")
    return replace(
        orders,
        texts={
            language: {} if said is None else {"title": replace(orders.source["title"], value=said)}
            for language, said in texts.items()
        },
    )


BOTH, UNTRANSLATED = {"fi": "Asiakkaat.", "sv": "Kunder."}, {"fi": "Asiakkaat.", "sv": None}


@pytest.mark.parametrize(
    ("texts", "before", "looked", "accepted"),
    [
        # Seen for the first time: the translation that was there is no answer to the source.
        (BOTH, None, Record(None, None, FI, SV, FI), Record(FI, SV, FI, SV, FI, None, "Asiakkaat.")),
        (UNTRANSLATED, None, Record(None, None, FI, None, FI), Record(None, None, FI, None, FI)),
        # Nothing is new, so what was first seen is kept.
        (
            BOTH,
            Record(None, None, FI, SV, None),
            Record(None, None, FI, SV, None),
            Record(FI, SV, FI, SV, None, None, "Asiakkaat."),
        ),
        # Written after the one source was seen: current without a command.
        (BOTH, Record(None, None, FI, None, FI), *(2 * [Record(FI, SV, FI, SV, FI, None, "Asiakkaat.")])),
        # The source of the pair has changed: since today, or since the day that is known.
        (
            BOTH,
            Record(SOURCE_OLD, SV, SOURCE_OLD, TEXT_OLD, SOURCE_OLD, None, "Vanha."),
            Record(SOURCE_OLD, SV, FI, SV, None, TODAY, "Vanha."),
            Record(FI, SV, FI, SV, None, None, "Asiakkaat."),
        ),
        (
            BOTH,
            Record(SOURCE_OLD, SV, FI, TEXT_OLD, None, OLD, "Vanha."),
            Record(SOURCE_OLD, SV, FI, TEXT_OLD, None, OLD, "Vanha."),
            Record(FI, SV, FI, SV, None, None, "Asiakkaat."),
        ),
        (
            UNTRANSLATED,
            Record(SOURCE_OLD, SV, SOURCE_OLD, SV, SOURCE_OLD, None, "Vanha."),
            *(2 * [Record(SOURCE_OLD, SV, FI, None, None, TODAY, "Vanha.")]),
        ),
        # There was never a pair, so nothing waits.
        (
            BOTH,
            Record(None, None, SOURCE_OLD, TEXT_OLD, SOURCE_OLD),
            Record(None, None, FI, SV, None),
            Record(FI, SV, FI, SV, None, None, "Asiakkaat."),
        ),
        # The pair is back as it was.
        (
            BOTH,
            Record(FI, SV, SOURCE_OLD, SV, None, OLD, "Asiakkaat."),
            *(2 * [Record(FI, SV, FI, SV, None, None, "Asiakkaat.")]),
        ),
        # The source of the pair is back, the translation is another: nothing waits any more.
        (
            BOTH,
            Record(FI, TEXT_OLD, SOURCE_OLD, TEXT_OLD, None, OLD, "Asiakkaat."),
            Record(FI, TEXT_OLD, FI, SV, None, None, "Asiakkaat."),
            Record(FI, SV, FI, SV, None, None, "Asiakkaat."),
        ),
        # What is gone stays, so that an old branch cannot pass for a new one.
        ({"fi": None, "sv": "Kunder."}, *(3 * [Record(FI, SV, FI, SV, FI, OLD, "Asiakkaat.")])),
    ],
    ids=range(11),
)
def test_what_a_look_and_a_command_leave_behind(texts, before, looked, accepted) -> None:
    bundle, memory = orders_with(**texts), Memory({"title": before} if before else {})
    assert remember(bundle, "sv", memory, TODAY) == Memory({"title": looked})
    assert accept(bundle, "sv", memory, (), TODAY) == Memory({"title": looked})
    assert accept(bundle, "sv", memory, ("summary",), TODAY) == Memory({"title": looked})
    assert accept(bundle, "sv", memory, ("title",), TODAY) == Memory({"title": accepted})


def test_after_a_loss_a_text_without_a_record_may_have_had_another_source() -> None:
    after = remember(orders_with(**BOTH), "sv", Memory({}, has_lost=True), TODAY)
    assert after == Memory({"title": Record(None, None, FI, SV, None)})


def test_a_text_that_is_gone_does_not_hide_those_after_it() -> None:
    orders = next(bundle for bundle in bundles(shop_with({})) if bundle.id == "orders")
    own = {key: text for key, text in orders.source.items() if key != "summary"}
    bundle = replace(orders, texts={"fi": own, "sv": {"summary": orders.source["summary"], **orders.texts["sv"]}})
    assert [*remember(bundle, "sv", Memory(), TODAY).records] == [*own]
    sources_last = replace(orders, texts={"fi": {"title": orders.source["title"]}, "sv": orders.texts["sv"]})
    assert [*states(sources_last, "sv", Memory())] == [*dict.fromkeys(("title", *orders.texts["sv"]))]


def test_a_file_that_cannot_be_read_leaves_the_memory_as_it_is() -> None:
    memory = Memory({}, has_lost=True)
    unreadable = replace(orders_with(fi="Asiakkaat."), languages=("fi", "sv"))
    assert remember(unreadable, "sv", memory, TODAY) is memory
    absent = replace(unreadable, documents={"fi": unreadable.documents["fi"]})
    assert remember(absent, "sv", Memory(), TODAY) == Memory({"title": Record(None, None, FI, None, FI)})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Record(None, None, FI, None, FI), Record(FI, SV, FI, SV, FI, None, "Asiakkaat.")),
        (Record(SOURCE_OLD, TEXT_OLD, FI, TEXT, None, OLD, "Vanha."), Record(FI, SV, FI, SV, None, None, "Asiakkaat.")),
        (
            Record(SOURCE_OLD, TEXT_OLD, SOURCE_NOW, TEXT, SOURCE_NOW, OLD, "Vanha."),
            Record(FI, SV, SOURCE_NOW, SV, None, OLD, "Asiakkaat."),
        ),
        (Record(None, None, SOURCE_NOW, TEXT, None), Record(FI, SV, SOURCE_NOW, SV, None, TODAY, "Asiakkaat.")),
    ],
    ids=range(4),
)
def test_a_translation_that_comes_in_is_remembered_with_the_words_it_was_made_from(before, after) -> None:
    assert translated(before, "Asiakkaat.", "Kunder.", TODAY) == after


def test_accepted_is_what_was_named_and_has_both_sides() -> None:
    """With a memory that was lost no text is trusted, so that what is current was accepted."""
    orders = next(bundle for bundle in bundles(shop_with({})) if bundle.id == "orders")
    lacks_source = {key: text for key, text in orders.source.items() if key != "title"}
    lacks_target = {key: text for key, text in orders.texts["sv"].items() if key != "summary"}
    bundle = replace(orders, texts={"fi": lacks_source, "sv": lacks_target})
    memory = accept(bundle, "sv", Memory({}, has_lost=True), ("title", "summary", "rights.access"), TODAY)
    assert "title" not in memory.records
    texts = bundle.texts["sv"]
    assert {
        key
        for key, record in memory.records.items()
        if record.source is not None
        and state_of(fingerprint(bundle.source[key].value), fingerprint(texts[key].value), record, None)
        is State.CURRENT
    } == {"rights.access"}


def test_a_late_translation_does_not_make_the_change_of_the_source_younger() -> None:
    record = Record("a" * 16, "b" * 16, "c" * 16, "b" * 16, None, OLD, None)
    after = translated(record, "Asiakkaat.", "Kunder.", TODAY)
    assert (after.since, after.text, after.source) == (OLD, "Asiakkaat.", fingerprint("Asiakkaat."))


def test_a_late_translation_of_a_source_that_nobody_missed_counts_from_today() -> None:
    record = Record(None, None, "c" * 16, None, "c" * 16)
    after = translated(record, "Asiakkaat.", "Kunder.", TODAY)
    assert (after.since, after.only, after.seen) == (datetime.date(2026, 3, 1), None, "c" * 16)


def test_a_translation_of_the_newest_source_ends_the_wait() -> None:
    record = Record("a" * 16, "b" * 16, fingerprint("Asiakkaat."), "b" * 16, None, OLD, None)
    after = translated(record, "Asiakkaat.", "Kunder.", TODAY)
    assert (after.since, after.source, after.target) == (None, after.seen, fingerprint("Kunder."))


# --- the file --------------------------------------------------------------------------------------------------------

DIGESTS = st.text("0123456789abcdef", min_size=16, max_size=16)


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cn", "Co"], include_characters="\n"), max_size=40
)
"""What a words file may hold."""


@st.composite
def records(draw) -> Record:
    text = draw(st.none() | WORDS)
    source = fingerprint(text) if text is not None else draw(st.none() | DIGESTS)
    return Record(
        source,
        draw(st.none() | DIGESTS),
        draw(DIGESTS),
        draw(st.none() | DIGESTS),
        draw(st.none() | DIGESTS),
        draw(st.none() | st.dates()),
        text,
    )


MEMORIES = st.dictionaries(
    st.from_regex(r"key[a-z0-9-]{0,8}(\.[a-z0-9-]{1,8}){0,2}", fullmatch=True), records(), max_size=6
)


@given(MEMORIES.map(Memory))
def test_what_is_written_is_read_again(memory) -> None:
    assert read_memory(write_memory(memory), "m") == (memory, ())


@given(MEMORIES.map(Memory))
def test_the_memory_is_yaml_that_other_programs_can_read(memory) -> None:
    read = yaml.safe_load(write_memory(memory)) or {}
    assert {key: value["source"] for key, value in read.items()} == {
        key: item.source for key, item in memory.records.items()
    }


@settings(deadline=None)
@given(MEMORIES.map(Memory).filter(lambda memory: memory.records), st.data())
def test_a_damaged_memory_never_says_what_was_not_written(memory, data) -> None:
    written = write_memory(memory)
    start = data.draw(st.integers(0, len(written)))
    end = data.draw(st.integers(start, len(written)))
    put = data.draw(st.binary(max_size=8))
    read, _ = read_memory(written[:start] + put + written[end:], "m")
    for key, record in read.records.items():
        known = memory.records.get(key)
        assert known is None or record.text is None or record.source == fingerprint(record.text)


def test_a_record_in_a_merge_conflict_is_lost_and_said_to_be_lost() -> None:
    one, two = (Record(None, None, digit * 16, None, None) for digit in "ab")
    memory = write_memory(Memory({"intro": one, "title": one})).decode()
    ours, theirs = (
        f"  {line.strip()}" for line in (memory.splitlines()[-1], memory.splitlines()[-1].replace("a" * 16, "b" * 16))
    )
    conflict = memory.replace(f"title:\n{ours}\n", f"title:\n<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> sv\n")
    read, (fault,) = read_memory(conflict.encode(), "notices/_translations.sv.yml")
    assert read == Memory({"intro": one}, has_lost=True)
    assert (fault.code, fault.mark.line) == ("T105", 6)
    assert "`title`" in message(fault)
    assert two.seen in theirs


@pytest.mark.parametrize("name", ["source", "target", "seen", "was", "only", "since", "text"])
def test_a_record_without_one_of_its_fields_is_not_believed(name) -> None:
    memory = write_memory(Memory({"title": Record(None, None, "a" * 16, None, None)})).decode()
    read, faults = read_memory(memory.replace(f'"{name}"', '"other"').encode(), "m")
    assert read.records == {}
    assert [fault.code for fault in faults] == ["T105"]


def file_of(*entries: tuple[str, str]) -> bytes:
    """A memory of these keys, each with the line below it."""
    return "".join(f"{key}:\n{line}\n" for key, line in entries).encode()


def line_of(digit: str, **values: object) -> str:
    """A record as a line of the file."""
    fields = {
        "source": None,
        "target": None,
        "seen": digit * 16,
        "was": None,
        "only": None,
        "since": None,
        "text": None,
    }
    return f"  {json.dumps({**fields, **values})}"


GOOD, OTHER, BROKEN = line_of("a"), line_of("b"), line_of("a")[:-9]


@pytest.mark.parametrize(
    "lines",
    [
        (GOOD, GOOD),
        (GOOD, OTHER),
        (BROKEN, GOOD),
        (GOOD, BROKEN),
        (BROKEN, BROKEN),
        (GOOD, OTHER, GOOD),
        (BROKEN, GOOD, GOOD),
    ],
    ids=str,
)
def test_a_key_that_is_there_twice_is_believed_in_neither_place(lines) -> None:
    read, (fault,) = read_memory(file_of(("intro", GOOD), *(("title", line) for line in lines), ("x", GOOD)), "m")
    assert set(read.records) == {"intro", "x"}
    assert read.has_lost
    assert (fault.fault, fault.values) == ("T105.lost", {"keys": ("title",)})


@pytest.mark.parametrize(
    ("data", "line", "lost"),
    [
        (file_of(("intro", GOOD)) + b"title:\n", 3, ("title",)),
        (b"intro:\ntitle:\n" + GOOD.encode(), 2, ("intro", "title")),
        (GOOD.encode() + b"\n" + file_of(("title", GOOD)), 1, ()),
        (b"no key\n" + file_of(("title", GOOD)), 1, ()),
        (
            b"<<<<<<< HEAD\n" + file_of(("intro", GOOD)) + b"=======\n>>>>>>> sv\n" + file_of(("title", GOOD)),
            1,
            ("intro",),
        ),
        (file_of(("title", GOOD)) + b">>>>>>> sv\n" + file_of(("intro", GOOD)), 3, ()),
    ],
)
def test_damage_is_told_at_its_line_with_what_is_lost(data, line, lost) -> None:
    _, faults = read_memory(data, "m")
    told = [(fault.fault, fault.mark.line, fault.values.get("keys", ())) for fault in faults]
    assert told == [(f"T105.{'lost' if lost else 'damaged'}", line, lost)]


@pytest.mark.parametrize(
    "line",
    [
        line_of("a").replace("  {", "  {  ").replace('", "', '"  ,   "').replace("}", "  }  "),
        line_of("a").replace(": ", ":"),
        line_of("a", since="2026-03-01"),
        line_of("a", source=fingerprint('Ä\n"x"'), text='Ä\n"x"'),
    ],
)
def test_spaces_and_how_letters_are_written_do_not_matter(line) -> None:
    read, faults = read_memory(file_of(("title", line)), "m")
    assert (set(read.records), faults) == ({"title"}, ())


@pytest.mark.parametrize(
    "line",
    [
        GOOD.strip(),
        GOOD[1:],
        GOOD.replace("{", "[").replace("}", "]"),
        GOOD + " x",
        line_of("a", more=1),
        GOOD.replace('"source": null, "target": null', '"target": null, "source": null'),
        GOOD.replace('"was": null', '"was": null, "was": null'),
        line_of("a", seen=None),
        line_of("a", seen="a" * 15),
        line_of("a", seen="a" * 17),
        line_of("a", seen="A" * 16),
        line_of("a", seen="g" * 16),
        line_of("a", seen=[]),
        line_of("a", source=1),
        line_of("a", target={}),
        line_of("a", was=True),
        line_of("a", only=0.5),
        line_of("a", since=20260301),
        line_of("a", since="2026-02-30"),
        line_of("a", since="yesterday"),
        line_of("a", text="Asiakkaat."),
        line_of("a", source=fingerprint("Asiakkaat"), text="Asiakkaat."),
        line_of("a", source="a" * 16, text="\ud800"),
        line_of("a", source="a" * 16, text=7),
        f'  {{"source": {"[" * 100_000}',
        f'  {{"source": {"9" * 10_000}, "target": null}}',
    ],
    ids=range(26),
)
def test_a_line_that_the_tool_has_not_written_is_not_believed(line) -> None:
    read, (fault,) = read_memory(file_of(("intro", GOOD), ("title", line)), "m")
    assert read == Memory({"intro": Record(None, None, "a" * 16, None, None)}, has_lost=True)
    assert fault.fault == "T105.lost"
