"""Who uses the data and about whom: controllers, contacts, data protection officers, data subjects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from privacy_notices.document.blocks import Block, ListEntry, Listing, Sentence, Subheading
from privacy_notices.document.composer import Composer
from privacy_notices.document.notice_document import Section


def controller(say: Composer) -> Section:
    """Controllers, their representatives, contacts (Art. 13(1)(a), 26(2), 27)."""
    several = len(say.facts.controllers) > 1
    title = say.book.word["section.controllers" if several else "section.controller"]
    return Section("controller", title, tuple(_controllers(say)))


def _controllers(say: Composer) -> Iterator[Block]:
    keys = say.facts.controllers
    yield from (say.book.controller(key) for key in keys)
    yield from say.proses("joint_controllers")
    for key in keys:
        if representative := say.portal.controllers[key].representative:
            yield Subheading(f"controllers.{key}.representative", (say.book.word["controller.representative"],))
            yield say.book.contact(representative)
    if say.facts.contacts:
        yield Subheading("contacts", (say.book.word["section.contacts"],))
        yield from (say.book.contact(key) for key in say.facts.contacts)


def data_protection_officer(say: Composer) -> Section | None:
    """Data protection officers (Art. 13(1)(b)), each once, or that there is none."""
    found: dict[str, list[str]] = {}
    for one in say.project.controllers(say.notice):
        if one.dpo is not None:
            found.setdefault(one.dpo, []).append(say.book.say.name(one.name))
    if not found:
        return None
    blocks: list[Block] = []
    for officer, names in found.items():
        together = say.book.say.list(names)
        if officer == "none":
            several = say.book.filled("dpo.none.named", controller=together)
            said = several if len(found) > 1 else say.book.word["dpo.none"]
            blocks.append(Sentence("dpo", (said,), "none"))
            continue
        if len(found) > 1:
            blocks.append(Sentence("dpo.controllers", (say.book.plain(f"{together}:"),)))
        blocks.append(replace(say.book.contact(officer), key="dpo"))
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
