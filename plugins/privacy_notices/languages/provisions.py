"""Provisions as lawyers of a language cite them. No input or output but the catalogs that ship.

A provision is a value, `GDPR Art. 13(1)(c) and 14(1)(c)`, as rules and faults carry it and as machines get it. It has a
small grammar:

    provisions  = provision *("; " provision)
    provision   = "GDPR Art. " article *((", " / " and ") article)
                / "Data Protection Act (1050/2018) " number " §"
                / "Language Act (423/2003), section " number
                / "WCAG " version ", " criterion
    article     = number ["(" number ")"] ["(" letter ")"]

The words are those of pages, `law.*`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from privacy_notices.languages.catalog import Catalog, fill
from privacy_notices.languages.cldr import KEPT, joined, locale_of
from privacy_notices.languages.language import SOURCE, language_of
from privacy_notices.languages.shipped_catalogs import shipped_catalogs

_GDPR: Final = "GDPR Art. "
_ARTICLE: Final = re.compile(r"(?P<article>\d+)(?:\((?P<paragraph>\d+)\))?(?:\((?P<point>[a-z])\))?")
_OTHERS: Final = {
    "law.data-protection-act": re.compile(r"Data Protection Act \(1050/2018\) (?P<section>\d+) §"),
    "law.language-act": re.compile(r"Language Act \(423/2003\), section (?P<section>\d+)"),
    "law.wcag": re.compile(r"WCAG (?P<version>[\d.]+), (?P<criterion>[\d.]+)"),
}
"""What else is cited, by the id of its words."""


class CitedProvision(NamedTuple):
    """A provision in words."""

    text: str
    language: str
    """That of the words: English where the language asked for has none."""


@functools.lru_cache(maxsize=KEPT)
def cited(provision: str, language: str) -> CitedProvision:
    """A provision in a language, with the words that ship; as it is where the language lacks words for some of it."""
    catalog = next((shipped_catalogs()[tag] for tag in _tags(language) if tag in shipped_catalogs()), None)
    said = cited_with(catalog, provision) if catalog is not None and catalog.language != SOURCE else None
    return CitedProvision(provision, SOURCE) if said is None else CitedProvision(said, language)


def cited_with(catalog: Catalog, provision: str) -> str | None:
    """A provision in the words of a catalog: `yleinen tietosuoja-asetus, 13 artiklan 1 kohdan c alakohta`.

    None where the catalog lacks words for some of it, or it is no provision of the grammar.
    """
    found = [_cited(catalog, one) for one in provision.split("; ")]
    said = [one for one in found if one is not None]
    return "; ".join(said) if len(said) == len(found) else None


def article_in_parts(article: str) -> tuple[str, dict[str, str]] | None:
    """The id of the words of `6(1)(c)`, an article of the GDPR, with what they name; None for anything else."""
    match = _ARTICLE.fullmatch(article)
    if match is None:
        return None
    values = {name: value for name, value in match.groupdict().items() if value is not None}
    return f"law.{'-'.join(values)}", values


def several_in_words(catalog: Catalog, articles: Sequence[str], join: Callable[[Sequence[str]], str]) -> str | None:
    """Several articles, or paragraphs of one, cited with one word: `12–14 artikla`, `21 artiklan 2 ja 3 kohta`.

    None where they are one, or of different kinds, or the catalog lacks the words.
    """
    parts = [article_in_parts(one) for one in articles]
    kinds = {(part[0], part[1]["article"] if len(part[1]) > 1 else "") for part in parts if part is not None}
    if len(articles) < 2 or None in parts or len(kinds) > 1:
        return None
    ((kind, article),) = kinds
    if kind == "law.article":
        return _filled(catalog, "law.articles", {"articles": join(_runs(list(map(int, articles))))})
    if kind == "law.article-paragraph":
        if language_of(catalog.language).cites_paragraphs_in_full:
            return _in_full(article, [_filled(catalog, *part) for part in parts if part is not None], join)
        paragraphs = join([part[1]["paragraph"] for part in parts if part is not None])
        return _filled(catalog, "law.paragraphs", {"article": article, "paragraphs": paragraphs})
    return None


def _in_full(article: str, cited: list[str | None], join: Callable[[Sequence[str]], str]) -> str | None:
    """`artikel 21.2 och 21.3` from `artikel 21.2` and `artikel 21.3`: what stands before the article is said once."""
    said = [one for one in cited if one is not None]
    if len(said) < len(cited):
        return None
    return join([said[0], *(one[max(one.find(article), 0) :] for one in said[1:])])


def _runs(numbers: Sequence[int]) -> list[str]:
    """Numbers as texts, three and more that follow each other as `12–14`."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [text for run in found for text in ([f"{run[0]}\N{EN DASH}{run[-1]}"] if len(run) > 2 else map(str, run))]


def _tags(language: str) -> Iterator[str]:
    yield language
    yield language.partition("-")[0]


def _cited(catalog: Catalog, provision: str) -> str | None:
    if provision.startswith(_GDPR):
        locale = locale_of(language_of(catalog.language).locale or catalog.language)
        articles = re.split(r", | and ", provision.removeprefix(_GDPR))
        together = several_in_words(catalog, articles, lambda items: joined(items, locale))
        found = [together] if together else [_article(catalog, one) for one in articles]
        said = [one for one in found if one is not None]
        return _filled(catalog, "law.gdpr", {"article": joined(said, locale)}) if len(said) == len(found) else None
    for key, pattern in _OTHERS.items():
        if match := pattern.fullmatch(provision):
            return _filled(catalog, key, match.groupdict())
    return None


def _article(catalog: Catalog, article: str) -> str | None:
    parts = article_in_parts(article)
    return _filled(catalog, *parts) if parts is not None else None


def _filled(catalog: Catalog, key: str, values: dict[str, str]) -> str | None:
    template = catalog.get(key)
    return fill(template, values) if template is not None else None
