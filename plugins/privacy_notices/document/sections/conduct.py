"""How the data are handled: automated decisions, cookies, protection."""

from __future__ import annotations

from privacy_notices.document.blocks import Block, LabelledFact, ListEntry, Listing, Sentence, Topic
from privacy_notices.document.composer import Composer
from privacy_notices.document.notice_document import Section
from privacy_notices.document.statutes import facts_of_acts
from privacy_notices.document.words import WebLink
from privacy_notices.schema.notice_form import AutomatedDecision


def automated_decisions(say: Composer) -> Section | None:
    """Decisions made solely by automated means (Art. 13(2)(f), 22)."""
    decisions = say.facts.automated_decisions
    blocks: list[Block] = []
    if decisions:
        blocks += (_decision(say, key, decision) for key, decision in decisions.items())
        blocks.append(Sentence("automated_decisions.safeguards", (say.book.word["decision.safeguards"],)))
    elif decisions is not None:
        blocks.append(Sentence("automated_decisions", (say.book.word["decision.none"],), "none"))
    blocks += say.proses("texts", "automated_decisions")
    title = say.book.word["section.automated-decisions"]
    return Section("automated-decisions", title, tuple(blocks)) if blocks else None


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
