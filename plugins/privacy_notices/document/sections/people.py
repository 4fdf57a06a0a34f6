"""Who uses the data and about whom: controllers, contacts, data protection officers, data subjects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from privacy_notices.document.blocks import Block, FactTable, LabelledFact, ListEntry, Listing, Sentence, Subheading
from privacy_notices.document.composer import Composer, Deciding
from privacy_notices.document.notice_document import Section
from privacy_notices.model.controllership import alone, own_purposes, together

TITLE_OF: Final[Mapping[Deciding, str]] = {
    "one": "section.controller",
    "joint": "section.controllers",
    "several": "section.controllers-several",
}
"""What the section is called, by how the controllers decide."""

REPRESENTATIVES: Final = {"EU": "controller.representative", "GB": "controller.representative.gb"}
"""What a representative is called, by the territory whose law asks for it."""


def controller(say: Composer) -> Section:
    """Controllers, their representatives, contacts (Art. 13(1)(a), 26(2), 27)."""
    return Section("controller", say.book.word[TITLE_OF[say.deciding]], tuple(_controllers(say)))


def _controllers(say: Composer) -> Iterator[Block]:
    keys = say.facts.controllers
    yield from (say.book.controller(key) for key in keys)
    if say.deciding == "several":
        yield from _who_decides(say)
    yield from say.proses("joint_controllers")
    yield from _representatives(say)
    if facts := tuple(_register(say)):
        yield FactTable(facts)
    if say.facts.in_charge:
        yield Subheading("in_charge", (say.book.word["controller.in-charge"],))
        yield from (say.book.contact(key) for key in say.facts.in_charge)
    if say.facts.contacts:
        yield Subheading("contacts", (say.book.word["section.contacts"],))
        yield from (say.book.contact(key) for key in say.facts.contacts)


def _who_decides(say: Composer) -> Iterator[Block]:
    """Which controllers are joint and for what, and which decide for themselves (Art. 26)."""
    joint, apart, every = together(say.facts), alone(say.facts), own_purposes(say.facts)
    if not joint and {one.purposes for one in apart} == {every}:
        yield Sentence(
            "joint_controllers", (say.book.word["controllers.apart"],), say.facts.joint_controllers or "none"
        )
        return
    for one in joint:
        names = say.book.say.list(map(say.book.controller_name, one.controllers))
        words = "controllers.joint.all" if one.purposes == every else "controllers.joint"
        yield Sentence("joint_controllers", (say.book.filled(words, controllers=names),), one.controllers)
        yield from _for_purposes(say, "joint_controllers", () if one.purposes == every else one.purposes)
    for one in apart:
        (key,) = one.controllers
        words = "controllers.alone.all" if one.purposes == every else "controllers.alone"
        sentence = say.book.filled(words, controller=say.book.controller_name(key))
        yield Sentence(f"controllers.{key}.purposes", (sentence,), one.controllers)
        yield from _for_purposes(say, f"controllers.{key}.purposes", () if one.purposes == every else one.purposes)


def _for_purposes(say: Composer, key: str, purposes: tuple[str, ...]) -> Iterator[Listing]:
    """The purposes that a sentence is about; nothing where it is about all."""
    if purposes:
        entries = (ListEntry(f"purposes.{one}", (say.name(one),), fact=one) for one in purposes)
        yield Listing(key, tuple(entries), purposes)


def _representatives(say: Composer) -> Iterator[Block]:
    for key in say.facts.controllers:
        who = say.portal.controllers[key]
        for territory, label in REPRESENTATIVES.items():
            if not (contacts := who.representatives_in(territory)):
                continue
            yield Subheading(f"controllers.{key}.representative", (say.book.word[label],))
            if len(say.facts.controllers) > 1:
                yield Sentence(f"controllers.{key}.represented", (say.book.plain(f"{say.book.controller_name(key)}:"),))
            yield from map(say.book.representative, contacts)


def _register(say: Composer) -> Iterator[LabelledFact]:
    """The name of the register, and the systems that its data are in."""
    if name := say.wording("register_name"):
        yield say.labelled("register_name", "controller.register-name", (name,))
    if systems := say.facts.systems:
        label = "controller.system" if len(systems) == 1 else "controller.systems"
        names = tuple(map(say.book.say.name, systems))
        yield say.labelled("systems", label, (say.book.listed(names),), names)


def data_protection_officer(say: Composer) -> Section | None:
    """Data protection officers (Art. 13(1)(b)), each once, or that there is none."""
    found: dict[tuple[str, ...], list[str]] = {}
    for one in say.project.controllers(say.notice):
        if one.dpo is not None:
            found.setdefault(one.dpo, []).append(say.book.say.name(one.name))
    if not found:
        return None
    blocks: list[Block] = []
    for officers, names in found.items():
        owners = say.book.say.list(names)
        if not officers:
            several = say.book.filled("dpo.none.named", controller=owners)
            said = several if len(found) > 1 else say.book.word["dpo.none"]
            blocks.append(Sentence("dpo", (said,), "none"))
            continue
        if len(found) > 1:
            blocks.append(Sentence("dpo.controllers", (say.book.plain(f"{owners}:"),)))
        blocks += (replace(say.book.contact(officer), key="dpo") for officer in officers)
    return Section("dpo", say.book.word["section.dpo"], tuple(blocks))


def data_subjects(say: Composer) -> Section | None:
    """Whom the notice concerns."""
    subjects = say.facts.data_subjects
    blocks: list[Block] = []
    if subjects:
        words = ((key, say.book.word[f"data_subjects.{key}"]) for key in subjects)
        entries = tuple(ListEntry(f"data_subjects.{key}", (word,), fact=key) for key, word in words)
        blocks.append(Listing("data_subjects", entries, subjects))
    blocks += say.proses("texts", "data_subjects")
    return Section("data-subjects", say.book.word["section.data-subjects"], tuple(blocks)) if blocks else None
