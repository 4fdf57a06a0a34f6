"""How the data are handled: automated decisions, profiling, AI systems, cookies, protection."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from privacy_notices.document.blocks import Block, LabelledFact, ListEntry, Listing, Sentence, Topic
from privacy_notices.document.composer import Composer
from privacy_notices.document.notice_document import Section
from privacy_notices.document.statutes import facts_of_acts
from privacy_notices.document.words import WebLink
from privacy_notices.schema.notice_form import AutomatedDecision


def automated_decisions(say: Composer) -> Section | None:
    """Decisions made solely by automated means, and profiling short of them (Art. 4(4), 13(2)(f), 22)."""
    decisions = say.facts.automated_decisions
    blocks: list[Block] = []
    if decisions:
        blocks += (_decision(say, key, decision) for key, decision in decisions.items())
        blocks += _safeguards(say, {decision.basis for decision in decisions.values()})
    elif decisions is not None:
        blocks.append(Sentence("automated_decisions", (say.book.word["decision.none"],), "none"))
    blocks += _profiling(say)
    blocks += say.proses("texts", "automated_decisions")
    title = say.book.word["section.automated-decisions"]
    return Section("automated-decisions", title, tuple(blocks)) if blocks else None


def _safeguards(say: Composer, bases: Collection[str]) -> Iterator[Block]:
    """Art. 22(3) is for decisions that rest on a contract or on consent; an act that allows decisions has its own."""
    word = say.book.word
    if "law" not in bases:
        yield Sentence("automated_decisions.safeguards", (word["decision.safeguards"],))
    elif len(bases) == 1:
        yield Sentence("automated_decisions.safeguards", (word["decision.safeguards.law"],))
    else:
        both = (word["decision.safeguards.some"], say.book.sign[" "], word["decision.safeguards.law"])
        yield Sentence("automated_decisions.safeguards", both)


def _decision(say: Composer, key: str, decision: AutomatedDecision) -> Topic:
    word, at = say.book.word, f"automated_decisions.{key}"
    name = say.wording("automated_decisions", key, "name")
    basis = (word[f"decision.basis.{decision.basis}"],)
    entries = [say.labelled(f"{at}.basis", "decision.basis", basis, decision.basis)]
    if decision.statutes:
        acts = (say.book.statutes(decision.statutes),)
        entries.append(say.labelled(f"{at}.statutes", "purpose.statutes", acts, facts_of_acts(decision.statutes)))
    answer = (word["word.yes" if decision.profiling else "word.no"],)
    entries.append(say.labelled(f"{at}.profiling", "decision.profiling", answer, decision.profiling))
    for part, label in (("logic", word["decision.logic"]), ("consequences", word["decision.consequences"])):
        text = say.proses("automated_decisions", key, part)
        entries.append(LabelledFact(f"{at}.{part}", (label,), blocks=text))
    return Topic(at, () if name is None else (name,), tuple(entries), fact=key)


def _profiling(say: Composer) -> Iterator[Block]:
    """Profiling that leads to no decision of Art. 22."""
    found = say.facts.profiling
    if found is None:
        return
    if not found:
        yield Sentence("profiling", (say.book.word["profiling.none"],), "none")
        return
    decisions = say.facts.automated_decisions or {}
    is_besides = any(decision.profiling for decision in decisions.values())
    lead = "profiling.lead.besides" if is_besides else "profiling.lead"
    yield Sentence("profiling", (say.book.word[lead],), tuple(found))
    for key, profiling in found.items():
        at, name = f"profiling.{key}", say.wording("profiling", key, "name")
        entries = _served(say, at, profiling.purposes)
        if profiling.statutes:
            acts = (say.book.statutes(profiling.statutes),)
            entries.append(say.labelled(f"{at}.statutes", "purpose.statutes", acts, facts_of_acts(profiling.statutes)))
        for part, label in (("logic", "profiling.logic"), ("consequences", "decision.consequences")):
            text = say.proses("profiling", key, part)
            entries.append(LabelledFact(f"{at}.{part}", (say.book.word[label],), blocks=text))
        yield Topic(at, () if name is None else (name,), tuple(entries), fact=key)


def _served(say: Composer, at: str, purposes: tuple[str, ...]) -> list[LabelledFact]:
    """The purposes that something serves, where they are said."""
    if not purposes:
        return []
    return [say.labelled(f"{at}.purposes", "disclosure.purposes", (say.purposes(purposes),), purposes)]


def ai_systems(say: Composer) -> Section | None:
    """AI systems that handle the data (Regulation (EU) 2024/1689)."""
    systems = say.facts.ai_systems
    if systems is None:
        return None
    blocks: list[Block] = []
    if not systems:
        blocks.append(Sentence("ai_systems", (say.book.word["ai.none"],), "none"))
    for key, system in systems.items():
        at, name = f"ai_systems.{key}", say.wording("ai_systems", key, "name")
        entries = _served(say, at, system.purposes)
        role = (say.book.word[f"ai.role.{system.role}"],)
        entries.append(say.labelled(f"{at}.role", "purpose.role", role, system.role))
        text = say.prose("ai_systems", key, "text")
        blocks.append(Topic(at, () if name is None else (name,), tuple(entries), text, key))
    return Section("ai-systems", say.book.word["section.ai-systems"], tuple(blocks))


def cookies(say: Composer) -> Section | None:
    """What is stored on the reader's device."""
    facts, text = say.facts.cookies, say.proses("texts", "cookies")
    blocks: list[Block] = []
    if facts is not None and facts.url:
        phrase = (say.book.word["cookies.page"], say.book.sign[" "], WebLink(facts.url))
        blocks.append(Sentence("cookies", phrase, facts.url))
    elif facts is not None and not text:
        blocks.append(Sentence("cookies", (say.book.word["cookies.none"],), "none"))
    blocks += text
    return Section("cookies", say.book.word["section.cookies"], tuple(blocks)) if blocks else None


def security(say: Composer) -> Section | None:
    """How the data are protected."""
    measures = say.facts.security
    blocks: list[Block] = []
    if measures:
        words = ((key, say.book.word[f"security.{key}"]) for key in measures)
        entries = tuple(ListEntry(f"security.{key}", (word,), fact=key) for key, word in words)
        blocks.append(Listing("security", entries, measures))
    blocks += say.proses("texts", "security")
    return Section("security", say.book.word["section.security"], tuple(blocks)) if blocks else None
