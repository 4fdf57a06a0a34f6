"""The search index of each language: what is found on which page, and by which words. No input or output.

A word is reduced to a stem by a table of endings (`search/words/<language>.yml`) that travels with the index:
the script in the browser (`theme/assets/privacy-notices-search.js`) reduces the words of a question in the
same way. A language without a table is found by the beginnings of words.

Two forms, one content: a small portal has everything in `index.json`; in a large one the terms are divided by
the alphabet (`terms-<n>.json`), each page's text has a file (`page-<n>.json`) in which numbers stand for lines of
`common.json`, and a search fetches the few that it needs.
"""

from __future__ import annotations

import functools
import hashlib
import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, Literal, TypeAlias

from markupsafe import Markup
from pydantic import TypeAdapter

from privacy_notices.load.package_data import data_file
from privacy_notices.load.yaml_file import load
from privacy_notices.pages import markdown
from privacy_notices.pages.render import Page, Renderer, View
from privacy_notices.schema.shapes import Form
from privacy_notices.schema.words_forms import SECTIONS

FOUND: Final = ("notice", "rights", "authority")
"""Kinds of pages that can be found."""

FOLDER: Final = "search"
"""Folder of the index below that of its language."""

MAX_SINGLE_FILE: Final = 150_000
"""Bytes of an index that is one file; a larger one is divided."""

MAX_TERMS_FILE: Final = 24_000
"""Bytes of one file of terms, more or less."""

MAX_COMMON: Final = 40_000
"""Bytes of the lines that many pages have, as all are made of the same facts. They are in one file."""

LEAST_STEM: Final = 3
"""Letters that endings leave. The script has the same number."""

SEPARATORS: Final = re.compile(
    r"[\s!-/:-@\[-`{-~\u00a1-\u00bf\u00d7\u00f7\u060c\u061b\u061f\u0964\u0965\u2000-\u206f\u3000-\u303f]+"
)
"""What stands between words; the script has the same. Letters cannot be named in the same way in both:
Python's `\\w` leaves out the vowel signs of some scripts."""

# How much a page is about a word that stands in each place.
TITLE: Final = 8.0
KEYWORD: Final = 6.0
HEADING: Final = 4.0
PART_OF_WORD: Final = 0.5
SYNONYM: Final = 0.4


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences of a page that belong together."""

    sentences: tuple[str, ...]
    heading: str = ""
    """Shown before the first sentence."""
    is_standard: bool = False
    """The heading is the same on all pages, so nothing is found by it."""
    weight: float = 1.0
    """Of one occurrence of a word."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that can be found. All text is plain."""

    title: str
    address: str
    """Relative to the front page of the language: `laskutus/`."""
    kind: Literal["notice", "page"]
    """Notices come before other pages that fit as well."""
    sections: tuple[Section, ...]
    keywords: tuple[str, ...] = ()
    """Found, never shown."""


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


# --- words


class SearchWords(Form):
    """`search/words/<language>.yml`."""

    endings: tuple[str, ...] = ()
    """Steps. Each takes off the longest of its endings, or with `a>b` puts `b` in its place, where enough
    letters stay. `a>a` names the end of a word that only looks like an ending."""
    doubled: str = ""
    """Letters that count as one where they are doubled, before the last step."""
    compounds: bool = False
    """The language writes compounds as one word."""
    stop: str = ""
    """Words that nobody looks for."""
    synonyms: tuple[str, ...] = ()
    """Words that stand for each other, with commas between; a word may be several."""
    parts: str = ""
    """Further words that compounds are made of."""


@dataclass(frozen=True, eq=False)
class Rules:
    """How the words of a language are read. There is one value for each language."""

    words: SearchWords
    steps: tuple[tuple[int, Mapping[str, str]], ...] = ()
    """Of each step its longest ending and what is put in the place of each."""
    stop: frozenset[str] = frozenset()

    def terms(self, text: str) -> list[str]:
        """The stems of a text in reading order, without words that nobody looks for."""
        return [_stem(self, word) for word in split(text) if self.is_term(word)]

    def is_term(self, word: str) -> bool:
        """Whether anybody looks for the word."""
        return len(word) > 1 and word not in self.stop

    def stem(self, word: str) -> str:
        """What the forms of a word have in common: `tiedoistasi` and `tieto` are `tiet`."""
        return _stem(self, word)


@functools.lru_cache(maxsize=1 << 17)
def _stem(rules: Rules, word: str) -> str:
    for number, (longest, step) in enumerate(rules.steps, 1):
        if number == len(rules.steps):
            for letter in rules.words.doubled:
                word = word.replace(letter + letter, letter)
        for length in range(min(len(word), longest), 0, -1):
            ending = step.get(word[-length:])
            if ending is not None and len(word) - length + len(ending) >= LEAST_STEM:
                word = word[:-length] + ending
                break
    return word


@functools.cache
def rules_of(language: str) -> Rules:
    """The rules of a language; none at all where the package has no file for it."""
    try:
        data = data_file(f"search/words/{language.partition('-')[0]}.yml")
    except FileNotFoundError:
        return Rules(SearchWords())
    document = load(data, f"{language}.yml")
    if document.diagnostics:
        raise ValueError(f"search/words/{language}.yml: {document.diagnostics}")
    words = TypeAdapter(SearchWords).validate_python(document.value)
    rules = ([rule.partition(">") for rule in step.split()] for step in words.endings)
    steps = tuple((max(len(rule[0]) for rule in step), {rule[0]: rule[2] for rule in step}) for step in rules)
    return Rules(words, steps, frozenset(words.stop.split()))


def split(text: str) -> list[str]:
    """The words of a text in lower case. Soft hyphens are no part of a word."""
    plain = unicodedata.normalize("NFC", text).replace("\u00ad", "").lower()
    return [word for word in SEPARATORS.split(plain) if word]


def fold(word: str) -> str:
    """The word without accents: `lämpö` is `lampo`."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word)
    return "".join(part for part in parts if not unicodedata.category(part).startswith("M"))


# --- index

Json: TypeAlias = "str | int | list[Json] | dict[str, Json]"


def analyse(entry: Entry, language: str) -> Analysed:
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
        "synonyms": [[*dict.fromkeys(chain.from_iterable(group))] for group in _synonyms(rules)],
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


def _lines(entry: Entry) -> Iterator[str]:
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


def _terms(pages: Sequence[Analysed], rules: Rules) -> list[list[Json]]:
    """Each stem with the pages it stands on: the distance from the page before, times 16, plus how much the
    page is about it (1 to 15)."""
    about = [dict(page.stems) for page in pages]
    _add_parts(about, rules)
    _add_synonyms(about, rules)
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


def _stems(entry: Entry, rules: Rules) -> dict[str, float]:
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


def _add_parts(about: Sequence[dict[str, float]], rules: Rules) -> None:
    """Let compounds be found by what they are made of.

    The beginning of a word finds it anyway, but not where it changes (`tiedonsiirto` by `tieto`).
    """
    if not rules.words.compounds:
        return
    known = set(chain.from_iterable(about))
    known.update(*chain.from_iterable(_synonyms(rules)), map(rules.stem, rules.words.parts.split()))
    parts: dict[str, tuple[str, ...]] = {}
    for stems in about:
        for stem in tuple(stems):
            if stem not in parts:
                parts[stem] = _parts(stem, known, rules)
            for part in parts[stem]:
                stems[part] = stems.get(part, 0.0) + stems[stem] * PART_OF_WORD


def _parts(stem: str, known: set[str], rules: Rules) -> tuple[str, ...]:
    """The stems that a compound is made of, without its beginning where that finds it anyway."""
    parts: dict[str, None] = {}
    unknown = ""
    for cut in range(3, len(stem) - 2):
        beginning, end = rules.stem(stem[:cut]), stem[cut:]
        begins = len(beginning) > 3 and beginning in known
        if end in known and (len(end) > 3 or begins):
            parts[end] = None
        elif begins and len(end) > 3:
            unknown = end
        if begins and end in known and not stem.startswith(beginning):
            parts[beginning] = None
    if not parts and unknown:
        parts[unknown] = None
    return tuple(parts)


def _synonyms(rules: Rules) -> list[list[tuple[str, ...]]]:
    return [[tuple(rules.terms(word)) for word in group.split(",")] for group in rules.words.synonyms]


def _add_synonyms(about: Sequence[dict[str, float]], rules: Rules) -> None:
    groups = _synonyms(rules)
    by_first: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for number, group in enumerate(groups):
        for words in filter(None, group):
            by_first.setdefault(words[0], []).append((number, words))
    for stems in about:
        weights: dict[int, float] = {}
        for first in by_first.keys() & stems.keys():
            for number, words in by_first[first]:
                weight = min(stems.get(stem, 0.0) for stem in words)
                weights[number] = max(weights.get(number, 0.0), weight)
        further: dict[str, float] = {}
        for number, weight in weights.items():
            for stem in chain.from_iterable(groups[number]) if weight else ():
                further[stem] = max(further.get(stem, 0.0), weight * SYNONYM)
        for stem, weight in further.items():
            stems[stem] = max(stems.get(stem, 0.0), weight)


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


# --- entries


def files_of(pages: Iterable[Analysed], language: str) -> Mapping[str, bytes]:
    """The files of a language's index by path below the site's root: `fi/search/index.json`."""
    return {f"{language}/{FOLDER}/{name}": data for name, data in index(pages, language).items()}


def entry(renderer: Renderer, page: Page) -> Entry | None:
    """What can be found on a page; None where readers search for nothing.

    What another language's words say is left out, but not the title: whoever looks for it shall find it.
    """
    address = renderer.site.link(page.language, page.path)
    match page.kind:
        case "notice":
            view = View(renderer, page)
            return Entry(page.title, address, "notice", tuple(_notice(view)), tuple(_keywords(view)))
        case "rights":
            return Entry(page.title, address, "page", tuple(_rights(View(renderer, page))))
        case "authority":
            return Entry(page.title, address, "page", tuple(_authority(View(renderer, page))))
    return None


def written(title: str, address: str, text: str) -> Entry:
    """The entry of a page written by hand. `text`: its words, plain, a line for each paragraph."""
    paragraphs = tuple(sentence for line in text.splitlines() for sentence in _sentences(line))
    return Entry(title, address, "page", (Section(paragraphs),))


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text in Markdown, plain; an item of a list is a sentence."""
    blocks = _BLOCK_ENDS.split(text)
    return tuple(sentence for block in blocks for sentence in _sentences(markdown.to_plain(block)))


_BLOCK_ENDS: Final = re.compile(r"\n\s*\n|\n(?=\s*(?:[-+*]|\d+[.)])\s)")
_SENTENCE_ENDS: Final = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-zåäö])")


def _sentences(text: str) -> Iterator[str]:
    """The sentences of one line: a new one begins with a capital letter, or one of a script without them."""
    return filter(None, _SENTENCE_ENDS.split(text.strip()))


def _notice(view: View) -> Iterator[Section]:
    notice = view.notice
    facts = notice.facts
    say = view.say
    names = {key: _own(view.names[key]) for key in facts.purposes}
    yield Section(_said(view, "summary"), weight=3.0)
    for key in facts.purposes:
        yield Section((*_said(view, "purposes", key, "text"), *_said(view, "legitimate_interests", key)), names[key])
    for own in notice.text(view.page.language).sections if view.page.is_translation else ():
        yield Section(_said(view, "sections", own, "text"), " ".join(_said(view, "sections", own, "title")))

    controllers = [view.portal.controllers[key] for key in facts.controllers]
    data = dict.fromkeys(item for purpose in facts.purposes.values() for item in purpose.data)
    computed: dict[str, list[str]] = {
        "controller": [
            say.list(say.name(one.name) for one in controllers),
            *_said(view, "joint_controllers"),
        ],
        "contacts": [_own(view.contact_name(key)) for key in facts.contacts],
        "purposes": [
            f"{names[key]} ({basis})" if names[key] else basis for key in facts.purposes if (basis := _basis(view, key))
        ],
        "data_subjects": [_list(view, "data_subjects", facts.data_subjects)],
        "data": [_list(view, "data", data)],
        "sources": [_list(view, "sources", (source.id for source in facts.sources or ()))],
        "recipients": [_own(view.recipient(key)) for key in facts.recipients or ()],
        "transfers": [
            f"{_own(view.recipient_name(one.recipient))}: {say.list(map(say.country, one.countries))}"
            for one in facts.transfers or ()
        ],
        "retention": [
            ": ".join(filter(None, (names[key], _retention(view, key))))
            for key, purpose in facts.purposes.items()
            if purpose.retention
        ],
        "security": [_list(view, "security", facts.security)],
    }
    for transfer in facts.transfers or ():
        computed["transfers"].extend(_said(view, "transfers", transfer.recipient))
    for section in dict.fromkeys((*computed, *SECTIONS)):
        found = [text for text in computed.get(section, ()) if text.strip(" ():;")]
        found += _said(view, "texts", section) if section in SECTIONS else ()
        if found:
            yield Section(tuple(found), _word(view, f"section.{section.replace('_', '-')}"), is_standard=True)
    for decision in facts.automated_decisions or ():
        path = ("automated_decisions", decision)
        text = (*_said(view, *path, "logic"), *_said(view, *path, "consequences"))
        yield Section(text, " ".join(_said(view, *path, "name")))
    for right in view.project.vocabulary.rights:
        if text := _said(view, "rights", right):
            yield Section(text, _word(view, f"right.{right}.name"), is_standard=True)


def _basis(view: View, key: str) -> str:
    """The legal basis of a purpose, with the acts that it rests on."""
    purpose = view.notice.facts.purposes[key]
    if purpose.legal_basis is None:
        return ""
    basis = (_word(view, f"legal_basis.{purpose.legal_basis}"), _own(view.statutes(purpose.statutes)))
    return ", ".join(filter(None, basis))


def _retention(view: View, key: str) -> str:
    parts = view.notice.facts.purposes[key].retention or ()
    return "; ".join(filter(None, (_own(view.retention(key, part)) for part in parts)))


def _keywords(view: View) -> Iterator[str]:
    for key in view.notice.facts.controllers:
        yield from filter(None, (view.portal.controllers[key].business_id,))


def _rights(view: View) -> Iterator[Section]:
    yield Section(_texts(view, "rights.lead"), weight=3.0)
    for key in view.project.vocabulary.rights:
        yield Section(_texts(view, f"right.{key}.text"), _word(view, f"right.{key}.name"))
    how = _texts(view, "rights.free", "rights.time-limit", "rights.refusal", "rights.identity")
    yield Section(how, _word(view, "section.requests"))


def _authority(view: View) -> Iterator[Section]:
    yield Section(_texts(view, "authority.lead"), weight=3.0)
    for _, authority in view.authorities():
        yield Section((), view.say.name(authority.name))
    yield Section(_texts(view, "right.complaint.text"), _word(view, "section.complaint"))


def _said(view: View, *path: str) -> tuple[str, ...]:
    """A text of the notice, where the page's own language has it."""
    said = view.said(*path)
    return sentences(said.text) if said and said.language == view.page.language else ()


def _word(view: View, key: str) -> str:
    """A word of the catalog, where the page's own language has it."""
    said = view.say.said(key)
    return said.text if said.language == view.page.language else ""


def _texts(view: View, *keys: str) -> tuple[str, ...]:
    return tuple(sentence for key in keys for sentence in sentences(_word(view, key)))


def _list(view: View, kind: str, keys: Iterable[str]) -> str:
    return view.say.list(filter(None, (_word(view, f"{kind}.{key}") for key in keys)))


@functools.lru_cache(maxsize=4096)
def _own(html: Markup) -> str:
    """The words of a line without those in another language."""
    if "<" not in html and "&" not in html:
        return " ".join(html.split())
    return Markup(re.sub(r'<span lang="[^"]*" dir="[^"]*">.*?</span>', "", html)).striptags()  # noqa: S704 -- read, not shown
