"""N4: plain language (Art. 12(1)), as information only. Nobody's notice is refused for its style."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Final

from privacy_notices.check.patterns import Corpus, patterns
from privacy_notices.check.rule import Finding, finding
from privacy_notices.check.sentences import sentences
from privacy_notices.check.wording import place_in
from privacy_notices.model.statements import Statement

MAX_WORDS: Final = 30
"""Words in a sentence. Longer ones have to be read twice."""

_WORD: Final = re.compile(r"\w+")
_LINK: Final = re.compile(r"\]\([^)]*\)")


@functools.cache
def _words(subject: str, language: str) -> frozenset[str]:
    """What `patterns.yml` has of a subject whose patterns are whole words."""
    return frozenset(patterns().sources[subject].get(language.split("-")[0], ()))


def _has_vague_words(folded: str, language: str) -> bool:
    return not _words("vague-words", language).isdisjoint(_WORD.findall(folded))


def with_vague_words(corpus: Corpus[Statement]) -> Iterable[Statement]:
    """All texts of a language, or none where no vague word stands in any of them."""
    return corpus.texts if _has_vague_words(corpus.together, corpus.language) else ()


def vague_word(text: Statement) -> Iterator[Finding]:
    """A text says what may happen with the data, not what does.

    "May", "might", "if necessary" leave open whether something is done and when (WP260, point 13: no conditional).
    What people themselves can do is not meant: texts on rights and requests, "you may", "voit", "du kan" are left
    alone. Nor is what cannot be done: "emme voi", "kan inte".

    Fails:
        en: {texts: {recipients: We may give your name to the carrier.}}

    Passes:
        en: {texts: {recipients: We give your name to the carrier. You may collect the parcel yourself.}}
    """
    if text.path[0] in ("rights", "intro") or text.path in (("texts", "requests"), ("texts", "complaint")):
        return
    if not _has_vague_words(text.text.lower(), text.language):
        return
    vague, names, readers = (
        _words(subject, text.language) for subject in ("vague-words", "vague-names", "vague-readers")
    )
    abilities, denied, denying = (
        _words(subject, text.language) for subject in ("vague-abilities", "vague-denials-before", "vague-denials-after")
    )
    before = ""
    for match in _WORD.finditer(text.text):
        # The month of May keeps its capital in the middle of a sentence.
        word = match[0] if before and match[0] in names else match[0].lower()
        if word in vague and before not in readers:
            found = _WORD.match(text.text, match.end() + 1)
            after = found[0].lower() if found else ""
            if after not in readers and not (word in abilities and (before in denied or after in denying)):
                yield finding(place_in(text, match), found=match[0])
                return
        before = match[0].lower()


def long_sentence(text: Statement) -> Iterator[Finding]:
    """A sentence has more than 30 words.

    Notices are to be concise and easy to understand (Art. 12(1)). Most long sentences become two short ones, or a
    list.

    Fails:
        en:
          summary: >-
            We use your name and your address so that we can send you what you have ordered, and we keep them for as
            long as the guarantee lasts, because we have to know who has bought what and when.

    Passes:
        en:
          summary: >-
            We use your name and your address so that we can send you what you have ordered. We keep them for as long
            as the guarantee lasts, because we have to know who has bought what and when.
    """
    # A text that is short as a whole has no long sentence.
    if text.text.count(" ") + text.text.count("\n") < MAX_WORDS:
        return
    for begin, end in sentences(text.text):
        if end - begin <= 2 * MAX_WORDS:
            continue  # so many words need as many letters, and what divides them
        sentence = text.text[begin:end]
        number = len(_WORD.findall(_LINK.sub("]", sentence) if "](" in sentence else sentence))
        if number > MAX_WORDS:
            start = re.compile(r"\S+(?:\s+\S+){0,3}").search(text.text, begin)
            yield finding(place_in(text, start), number=number, most=MAX_WORDS)
