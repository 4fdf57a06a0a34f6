"""Recipients in words: their names, what they do, whose part they play, and where they are. No format, no input."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from privacy_notices.document.phrasebook import Phrasebook
from privacy_notices.document.words import Inline, Phrase, ProperNoun, Series, Wording
from privacy_notices.schema.portal_form import Recipient


def in_full(book: Phrasebook, key: str) -> Phrase:
    """`Pilvi Oy (palvelinten ylläpito; henkilötietojen käsittelijä)`; a category with its part where it is a processor."""
    return book.kept(("recipient", key), lambda: _with_brackets(book, tuple(_parts(book, key))))


def in_short(book: Phrasebook, key: str) -> Phrase:
    """`Pilvi Oy (palvelinten ylläpito)`: what it does and where, its part only where nothing else is known."""
    return book.kept(("recipient-in-short", key), lambda: _with_brackets(book, tuple(_parts(book, key, is_short=True))))


def name(book: Phrasebook, key: str) -> Inline:
    """What a recipient is called, without more."""
    return book.kept(("recipient-name", key), lambda: next(_parts(book, key)))


def listed(book: Phrasebook, keys: Sequence[str]) -> Series:
    """Names of recipients on a line."""
    return book.series((name(book, key),) for key in keys)


def _parts(book: Phrasebook, key: str, *, is_short: bool = False) -> Iterator[Inline]:
    """What a recipient is called, and what stands in brackets behind it."""
    named = book.project.portal.recipients.get(key)
    if named is None:
        yield book.word[f"recipients.{key}"]
        if book.project.vocabulary.words["recipients"][key].role == "processor" and not is_short:
            yield book.word["recipient-roles.processor"]
        return
    does = book.of_portal("recipients", key)
    if named.name is not None:
        yield ProperNoun(book.plain(book.say.name(named.name)))
        does = does or _kind(book, named)
    else:
        yield does or book.word[f"recipients.{named.category}"]
        does = None
    if does is not None:
        yield does
    if does is None or not is_short:
        yield book.word[f"recipient-role.{named.role}"]
    if named.says_where and named.country not in book.say.at_home:
        yield book.plain(book.say.country(named.country))


def _kind(book: Phrasebook, named: Recipient) -> Wording | None:
    """The category of a recipient as a word for one of them; the label of the category where there is no such word."""
    if named.category is None:
        return None
    one = f"recipient-kind.{named.category}"
    return book.word[one if book.say.has(one) else f"recipients.{named.category}"]


def _with_brackets(book: Phrasebook, parts: Sequence[Inline]) -> Phrase:
    """`name (one; two)`."""
    first, *others = parts
    if not others:
        return (first,)
    inside = [inline for part in others for inline in (book.sign["; "], part)]
    return (first, book.sign[" ("], *inside[1:], book.sign[")"])
