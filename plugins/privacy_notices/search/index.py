"""The search index of each language: what is found on which page, and by which words. No input or output.

Two forms, one content: a small portal has everything in `index.json`; in a large one the terms are divided by
the alphabet (`terms-<n>.json`), each page's text has a file (`page-<n>.json`) in which numbers stand for lines of
`common.json`, and a search fetches the few that it needs.
"""

from __future__ import annotations

import functools
import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, Literal, TypeAlias

from privacy_notices.search.compounds import add_parts, add_synonyms, synonyms
from privacy_notices.search.found import FoundPage
from privacy_notices.search.stems import StemRules, fold, rules_of, split

FOLDER: Final = "search"
"""Folder of the index below that of its language."""

MAX_SINGLE_FILE: Final = 150_000
"""Bytes of an index that is one file; a larger one is divided."""

MAX_TERMS_FILE: Final = 24_000
"""Bytes of one file of terms, more or less."""

MAX_COMMON: Final = 40_000
"""Bytes of the lines that many pages have, as all are made of the same facts. They are in one file."""

# How much a page is about a word that stands in each place.
TITLE: Final = 8.0
KEYWORD: Final = 6.0
HEADING: Final = 4.0


@dataclass(frozen=True, slots=True)
class Analysed:
    """What an index needs to know of a page; `Analysed(**fields)` gives it back from JSON."""

    title: str
    address: str
    kind: Literal["notice", "page"]
    text: str
    """What an excerpt may show, each sentence once and on a line of its own."""
    stems: Mapping[str, float]
    """How much the page is about each stem, before compounds and synonyms."""


Json: TypeAlias = "str | int | list[Json] | dict[str, Json]"


def analyse(entry: FoundPage, language: str) -> Analysed:
    """The costly part of an index, which can be done for each page on its own."""
    text = "\n".join(dict.fromkeys(_lines(entry)))
    return Analysed(entry.title, entry.address, entry.kind, text, _stems(entry, rules_of(language)))


def index(pages: Iterable[Analysed], language: str, *, max_single_file: int = MAX_SINGLE_FILE) -> Mapping[str, bytes]:
    """The files of an index by name. The same pages give the same bytes, in whatever order they come."""
    rules = rules_of(language)
    found = sorted(pages, key=lambda page: (page.kind != "notice", page.title.casefold(), page.address))
    terms = _terms(found, rules)
    texts: list[Json] = [[page.title, page.address, [*page.text.split("\n")]] for page in found]
    head: dict[str, Json] = {
        "endings": [*rules.words.endings],
        "doubled": rules.words.doubled,
        "stop": rules.words.stop,
        "synonyms": [[*dict.fromkeys(chain.from_iterable(group))] for group in synonyms(rules)],
        "pages": len(found),
        "notices": sum(page.kind == "notice" for page in found),
    }
    whole = _json({**head, "texts": texts, "terms": [*chain.from_iterable(terms)]})
    if len(whole) <= max_single_file:
        return {"index.json": whole}
    shares = list(_shares(terms))
    # In the address, so that files of two editions of an index never meet in a browser's memory.
    edition = hashlib.sha256(whole).hexdigest()[:12]
    starts: list[Json] = [fold(str(share[0][0])) for share in shares]
    files = {"index.json": _json({**head, "edition": edition, "starts": starts})}
    files.update((f"terms-{n}.json", _json([*chain.from_iterable(share)])) for n, share in enumerate(shares))
    common = _common(found)
    files["common.json"] = _json([*common])
    numbers: dict[str, Json] = {line: number for number, line in enumerate(common)}
    for n, page in enumerate(found):
        lines: list[Json] = [numbers.get(line, line) for line in page.text.split("\n")]
        files[f"page-{n}.json"] = _json([page.title, page.address, lines])
    return files


def _common(pages: Iterable[Analysed]) -> list[str]:
    """Lines that stand on several pages, those first that would take the most bytes if each page had them."""
    counts = Counter(line for page in pages for line in page.text.split("\n"))
    saved = {line: (count - 1) * len(line.encode()) for line, count in counts.items() if count > 2}
    common: list[str] = []
    size = 0
    for line in sorted(saved, key=lambda line: (-saved[line], line)):
        size += len(line.encode())
        if size > MAX_COMMON:
            break
        common.append(line)
    return common


def _json(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _lines(entry: FoundPage) -> Iterator[str]:
    """What an excerpt may show, one sentence a line."""
    for section in entry.sections:
        heading = section.heading
        for sentence in section.sentences or ("",):
            line = " ".join(sentence.split())
            if heading:
                line = f"{heading}: {line}" if line else heading
                heading = ""
            if line:
                yield line


def _terms(pages: Sequence[Analysed], rules: StemRules) -> list[list[Json]]:
    """Each stem with the pages it stands on: the distance from the page before, times 16, plus how much the
    page is about it (1 to 15)."""
    about = [dict(page.stems) for page in pages]
    add_parts(about, rules)
    add_synonyms(about, rules)
    postings: dict[str, list[Json]] = {}
    last: dict[str, int] = {}
    for number, stems in enumerate(about):
        for stem, weight in stems.items():
            postings.setdefault(stem, []).append((number - last.get(stem, 0)) * 16 + _amount(weight))
            last[stem] = number
    # By UTF-16, as browsers compare.
    order = sorted(postings, key=lambda stem: (fold(stem).encode("utf-16-be"), stem))
    return [[stem, postings[stem]] for stem in order]


@functools.lru_cache(maxsize=1024)
def _amount(weight: float) -> int:
    return min(15, max(1, round(3 * math.log2(1 + weight))))


def _stems(entry: FoundPage, rules: StemRules) -> dict[str, float]:
    texts = [(entry.title, TITLE), *((keyword, KEYWORD) for keyword in entry.keywords)]
    for section in entry.sections:
        if section.heading and not section.is_standard:
            texts.append((section.heading, HEADING))
        texts.append(("\n".join(section.sentences), section.weight))
    words: dict[str, float] = {}
    for text, weight in texts:
        for word in split(text):
            words[word] = words.get(word, 0.0) + weight
    stems: dict[str, float] = {}
    for word, weight in words.items():
        if rules.is_term(word):
            stem = rules.stem(word)
            stems[stem] = stems.get(stem, 0.0) + weight
    return stems


def _shares(terms: Sequence[list[Json]]) -> Iterator[list[list[Json]]]:
    share: list[list[Json]] = []
    size = 0
    for term in terms:
        share.append(term)
        size += len(_json(term))
        if size > MAX_TERMS_FILE:
            yield share
            share, size = [], 0
    if share:
        yield share


def files_of(pages: Iterable[Analysed], language: str) -> Mapping[str, bytes]:
    """The files of a language's index by path below the site's root: `fi/search/index.json`."""
    return {f"{language}/{FOLDER}/{name}": data for name, data in index(pages, language).items()}
