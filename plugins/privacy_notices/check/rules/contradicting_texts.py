"""N2: texts that stand twice, say nothing, or say something else than the facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from privacy_notices.check.patterns import patterns
from privacy_notices.check.rule import Case, Finding, finding
from privacy_notices.check.wording import affirmed, is_heading, place_in
from privacy_notices.model.statements import Statement

_PARAGRAPH: Final = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")

_WORD: Final = re.compile(r"\w+")

_BEGINNING: Final = re.compile(r"\w+(?:\W+\w+){0,3}")

_SHORTEST: Final = 80
"""Letters. Shorter paragraphs ("Write to the address above.") may well stand twice."""


def repeated_paragraph(case: Case) -> Iterator[Finding]:
    """The same paragraph stands under several headings.

    One of the headings then has a text that does not answer it, and readers have to compare (Art. 12(1): concise,
    transparent, intelligible). Purposes may share a criterion or an interest.

    Fails:
        en:
          texts:
            recipients: The data are used in our own shop only, by the people who handle orders and answer questions about them.
            retention: The data are used in our own shop only, by the people who handle orders and answer questions about them.

    Passes:
        en:
          texts:
            recipients: The data are used in our own shop only, by the people who handle orders and answer questions about them.
    """
    found = [
        (text, match)
        for text in case.texts
        if len(text.text) >= _SHORTEST
        for match in _PARAGRAPH.finditer(text.text)
        if match.end() - match.start() >= _SHORTEST
    ]
    # Paragraphs that do not begin alike are not the same; comparing all their words takes far longer.
    beginnings = [_beginning(text, match) for text, match in found]
    common = {beginning for beginning, number in Counter(beginnings).items() if number > 1}
    seen: dict[tuple[str, str], tuple[str, ...]] = {}
    for (text, match), own in zip(found, beginnings, strict=True):
        if own in common:
            depth = 2 if text.path[0] in ("texts", "sections", "rights") else 1
            place = tuple(str(step) for step in text.path[:depth])
            if len(words := " ".join(_WORD.findall(match[0].casefold()))) < _SHORTEST:
                continue
            first = seen.setdefault((text.language, words), place)
            if first != place:
                beginning = re.match(r"\S+(?:\s+\S+){0,4}", match[0])
                yield finding(
                    place_in(
                        text,
                        re.compile(re.escape(beginning[0])).search(text.text, match.start()) if beginning else None,
                    ),
                    place=".".join(first),
                )


def _beginning(text: Statement, match: re.Match[str]) -> tuple[str, ...]:
    """The language of a paragraph and its first words."""
    first = _BEGINNING.search(text.text, match.start(), match.end())
    return (text.language, *_WORD.findall(first[0].casefold())) if first else (text.language,)


def placeholder_text(case: Case) -> Iterator[Finding]:
    """A text is only a dash, a dummy or a note to complete it.

    Under its heading the reader finds nothing, and the duty to inform is not met by a heading (Art. 12(1)). Where
    there is nothing to tell, `none` in notice.yml makes a sentence of it, or the key is left out.

    Fails:
        en: {texts: {security: "-"}}

    Passes:
        en: {texts: {security: Our rooms are locked.}}
    """
    for text in case.texts:
        bare = text.text.strip().strip(".!").strip()
        if len(bare) >= _SHORTEST:
            continue
        pattern = patterns().get("placeholder", text.language)
        if not _WORD.search(bare) or (pattern and pattern.fullmatch(bare)):
            yield finding(text.mark, "empty")
    for text, finder in case.texts_like("template-gap"):
        if (match := finder.search(text.text)) and match[0] != text.text:
            yield finding(place_in(text, match), "template", found=match[0])


_ANSWERED: Final = ("recipients", "transfers", "automated_decisions", "sources")
"""Texts beside which the facts give an answer of their own."""

_NEEDED: Final = (
    "purposes",
    "legitimate_interests",
    "retention_criteria",
    "joint_controllers",
    "automated_decisions",
    "profiling",
    "ai_systems",
)
"""Texts that answer a question by themselves."""


def text_says_none(case: Case) -> Iterator[Finding]:
    """A text says "none" where the facts say something, or where words are needed.

    Under `texts.recipients` "None." is harmless when the facts say `recipients: none`; beside a list of recipients it
    is a contradiction (Art. 12(1)). As the text of a purpose or an interest it leaves the question open.

    Fails:
        en: {texts: {recipients: None.}}

    Passes:
        notice: {recipients: none}
        en: {texts: {recipients: None.}}
    """
    for text in case.texts:
        bare = text.text.strip().rstrip(".!")
        if len(bare) >= _SHORTEST or is_heading(text):
            continue
        pattern = patterns().get("none", text.language)
        if pattern is None or not pattern.fullmatch(bare):
            continue
        if text.path[0] == "texts":
            key = str(text.path[1])
            if key in _ANSWERED and getattr(case.facts, key):
                yield finding(text.mark, "listed", key=key)
        elif text.path[0] in _NEEDED:
            yield finding(text.mark, "needed")


def other_sources_in_text(case: Case) -> Iterator[Finding]:
    """The facts say that all data come from the person, and a text names another source.

    Data from elsewhere bring the duties of Art. 14: the source, and whether it is public (Art. 14(2)(f)), and the
    categories of data (Art. 14(1)(d)).

    Fails:
        en: {texts: {sources: We update your address from the Population Information System.}}

    Passes:
        notice: {sources: [data-subject, population-information-system]}
        en: {texts: {sources: We update your address from the Population Information System.}}
    """
    if case.facts.sources is None or case.is_from_elsewhere:
        return
    for text, finder in case.texts_like("other-source"):
        is_about_sources = text.path[0] in ("texts", "sections", "purposes", "summary")
        if is_about_sources and (match := affirmed(text, finder)):
            yield finding(place_in(text, match), found=match[0])
