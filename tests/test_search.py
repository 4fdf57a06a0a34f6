"""Search: what readers find, in which order, and how little their browser fetches for it.

The script of the theme runs in Chromium, under a strict policy, on indexes of the sample portal. The questions of
`search/<language>.yml` stand for what people type; the notice in brackets is what they look for.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from playwright.sync_api import Page, Route, sync_playwright

from privacy_notices import search
from privacy_notices.addresses import Site
from privacy_notices.model import Project, assemble
from privacy_notices.pages import Plan, plan
from privacy_notices.project import open_project, read_files
from privacy_notices.search import Entry, Section, index, rules_of, split
from privacy_notices.vocabulary import shipped, shipped_catalogs

ROOT: Final = Path(__file__).parents[1]
SCRIPT: Final = ROOT / "plugins/privacy_notices/theme/assets/privacy-notices-search.js"
LANGUAGES: Final = ("fi", "sv", "en")
SITE: Final = Site()

Result = dict[str, str]


def planned(project: Project | None) -> tuple[Project, Plan]:
    assert project is not None
    return project, plan(project, SITE)[0]


@cache
def portal(folder: str) -> tuple[Project, Plan]:
    return planned(open_project(ROOT / folder)[0])


def entries(language: str, folder: str = "notices") -> tuple[Entry, ...]:
    return tuple(search.entries(*portal(folder), SITE, language))


def ids(language: str, folder: str = "notices") -> Mapping[str, str]:
    """What stands at each address: the id of a notice, or the kind of another page."""
    pages = portal(folder)[1].pages
    return {
        SITE.link(language, page.path): page.notice.id if page.notice and page.kind == "notice" else page.kind
        for page in pages
        if page.language == language
    }


def questions(language: str) -> Mapping[str, list[str]]:
    read: Mapping[str, list[str]] = yaml.safe_load((ROOT / f"tests/search/{language}.yml").read_text(encoding="utf-8"))
    return read


def entry(title: str, *texts: str, kind: str = "notice", address: str = "") -> Entry:
    sections = (Section(texts),) if texts else ()
    return Entry(title, address or f"{title.split()[0].lower()}/", kind, sections)  # type: ignore[arg-type]


@cache
def many(language: str, number: int) -> tuple[Entry, ...]:
    """A portal of `number` notices that are made of the sample's: each has sentences of others and words of its own."""
    found = entries(language)
    notices = [one for one in found if one.kind == "notice"]
    own = [section for one in notices for section in one.sections if section.sentences and not section.is_standard]
    words = sorted({word for one in notices for section in one.sections for text in section.sentences for word in split(text)})
    chance = random.Random(number)

    def word() -> str:
        return chance.choice(words) + chance.choice(words)

    def varied(section: Section) -> Section:
        if section.is_standard or not section.sentences:
            return section
        other = chance.choice(own)
        texts = (" ".join(word() if chance.random() < 0.1 else said for said in text.split()) for text in other.sentences)
        return replace(other, sentences=tuple(texts), heading=f"{other.heading} {word()}" if other.heading else "")

    made = (
        replace(one, title=f"{one.title} {word()}", address=f"{n}/", sections=tuple(map(varied, one.sections)))
        for n, one in ((n, notices[n % len(notices)]) for n in range(number))
    )
    return (*made, *(one for one in found if one.kind != "notice"))


# --- the index


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_pages_give_the_same_bytes_in_any_order(language: str) -> None:
    found = list(entries(language))
    expected = index(found, language), index(found, language, max_single_file=0)
    random.Random(1).shuffle(found)
    assert (index(found, language), index(found, language, max_single_file=0)) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_small_portal_has_one_file_and_a_large_one_small_files(language: str) -> None:
    assert list(search.files(*portal("notices"), SITE, language)) == [f"{language}/search/index.json"]
    files = index(many(language, 60), language)
    assert len(files["index.json"]) < 8_000
    terms = [len(data) for name, data in files.items() if name.startswith("terms-")]
    assert len(terms) > 2
    assert max(terms) < 1.2 * search.MAX_TERMS_FILE
    assert sum(name.startswith("page-") for name in files) == 62


def test_the_script_is_small_and_runs_no_text() -> None:
    script = SCRIPT.read_text(encoding="utf-8")
    assert len(script.encode()) < 8_192
    assert not re.search(r"\beval\b|new Function|innerHTML|[lL]ocalStorage|sessionStorage|document\.|cookie", script)


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("fi", "tieto tiedot tiedon tietoa tietojen tietojani tiedoistasi tietoihisi tietojensa"),
        ("fi", "tarkoitus tarkoituksen tarkoitusta tarkoituksiin tarkoitukset"),
        ("fi", "oikeus oikeuden oikeutta oikeutesi oikeuksia oikeuksien oikeudet oikeuteen"),
        ("fi", "pyyntö pyynnön pyyntöä pyynnöt pyyntöjä pyynnöissä"),
        ("fi", "rekisterinpitäjä rekisterinpitäjän rekisterinpitäjät rekisterinpitäjien rekisterinpitäjälle"),
        ("fi", "valvontakamera valvontakameran valvontakamerat valvontakameroiden valvontakameroita"),
        ("fi", "laskutus laskutuksessa laskutuksen laskutusta laskutukseen"),
        ("fi", "asiakas asiakkaan asiakkaat asiakkaiden asiakasta asiakkaisiin"),
        ("fi", "henkilökohtainen henkilökohtaisen henkilökohtaiset henkilökohtaisia henkilökohtaiseen"),
        ("fi", "säilytysaika säilytysajan säilytysaikaa säilytysajat säilytysaikoja"),
        ("fi", "kirjanpitolaki kirjanpitolain kirjanpitolaissa kirjanpitolakia"),
        ("fi", "valvonta valvonnan valvontaa valvonnassa"),
        ("sv", "personuppgift personuppgiften personuppgifter personuppgifterna personuppgifternas"),
        ("sv", "behandling behandlingen behandlingens behandlingar behandlingarna"),
        ("sv", "lagringstid lagringstiden lagringstider lagringstiderna"),
        ("sv", "faktura fakturan fakturor fakturorna fakturornas"),
        ("sv", "radera raderar raderas raderat raderats raderade"),
        ("en", "erase erased erases erasing"),
        ("en", "complain complained complaining complains"),
        ("en", "company companies company"),
        ("en", "stop stopped stopping stops"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(language: str, forms: str) -> None:
    assert len({rules_of(language).stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "asia asiakas yhtiö yhteys tieto tili tilaus lasku laskutus laki lupa mittari mittaus"),
        ("sv", "barn bara kund kundtjänst uppgift uppdrag faktura fastighet"),
        ("en", "process procedure consent contact meter message order organisation"),
    ],
)
def test_different_words_have_different_stems(language: str, words: str) -> None:
    assert len({rules_of(language).stem(word) for word in words.split()}) == len(words.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_group_of_synonyms_has_two_ways_to_say_it(language: str) -> None:
    rules = rules_of(language)
    assert rules.words.synonyms
    for group in rules.words.synonyms:
        ways = [rules.terms(words) for words in group.split(",")]
        assert all(ways), group
        assert len({tuple(way) for way in ways}) > 1, group


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_all_pages_share_is_not_in_the_index_of_each_notice(language: str) -> None:
    project, _ = portal("notices")
    shared = {
        sentence
        for right in project.vocabulary.rights
        for sentence in search.sentences(project.catalogs[language].get(f"right.{right}.text") or "")
    }
    for one in entries(language):
        said = {sentence for section in one.sections for sentence in section.sentences}
        assert said
        assert bool(said & shared) == (one.kind == "page")


def test_earlier_versions_are_not_found() -> None:
    project, pages = portal("notices")
    assert any(page.kind == "version" for page in pages.pages)
    assert len(entries("fi")) == len(project.notices) + 2


def test_a_notice_without_translation_is_found_by_its_title_and_facts_alone() -> None:
    files = dict(read_files(ROOT / "notices")[0])
    del files["order-register/sv.yml"]
    project = planned(assemble(files, shipped(), shipped_catalogs())[0])
    found = {one.title: one for one in search.entries(*project, SITE, "sv")}["Tilausasiakkaiden rekisteri"]
    said = " ".join(sentence for section in found.sections for sentence in (section.heading, *section.sentences))
    assert "kreditupplysning" in said
    assert not {"tilauksesi", "luottopäätös", "ja"} & set(split(said))


# --- in a browser

POLICY: Final = "default-src 'none'; script-src 'self'; connect-src 'self'"
HOST: Final = "https://portal.example/sub/"
SEAM: Final = '"use strict";'
FOURTH: Final = (entry("Клієнти та їхні дані", "Ми зберігаємо рахунки."), entry("Робота", "Резюме кандидатів."))
HOSTILE: Final = (
    entry("<img src=x onerror=alert(1)>", "<script>alert(1)</script> kahvila & \"lainaus\"", address="javascript:alert(1)"),
    entry("Kahvila", "Kahvilan asiakkaat.", address="//evil.example/"),
    entry("Kahvipaahtimo", "k" * 20_000, "kahvi " * 3_000, address="../../ulkona/"),
)
CAMERAS: Final = (
    *entries("fi", "tests/correct"),
    entry("Avaimet ja kulkuoikeudet", "Ovet avautuvat tunnisteella, ja kulunvalvontajärjestelmä kirjaa ovien avaukset."),
)


@dataclass(frozen=True)
class Browsed:
    """What a browser did with one portal."""

    answers: Mapping[str, list[Result]]
    requests: Mapping[str, list[str]]
    """Addresses below the host that a question caused, when it was the first."""
    sizes: Mapping[str, int]
    """Bytes of each file, compressed as servers do."""

    def titles(self, question: str) -> list[str]:
        return [result["title"] for result in self.answers[question]]


def portals() -> Mapping[str, tuple[str, tuple[Entry, ...], int, tuple[str, ...]]]:
    """By name: language, pages, size from which the index is divided, questions."""
    whole = search.MAX_SINGLE_FILE
    found: dict[str, tuple[str, tuple[Entry, ...], int, tuple[str, ...]]] = {}
    for language in LANGUAGES:
        asked = tuple(questions(language))
        found[language] = language, entries(language), whole, (*asked, *REORDERED.get(language, ()))
        found[f"{language}-divided"] = language, entries(language), 0, asked
        found[f"{language}-30"] = language, many(language, 30), whole, FIRST[language]
        found[f"{language}-1000"] = language, many(language, 1000), whole, FIRST[language]
    found["cameras"] = "fi", CAMERAS, whole, ("valvontakameroiden", "kulunvalvonta", "kamera", "kameran tallenteet")
    found["fourth"] = "uk", FOURTH, whole, ("клієнт", "рахун", "резюме", "кава")
    found["hostile"] = "fi", HOSTILE, whole, ("kahvi", "kahvila", "lainaus", "<b>", " ", "", "ja", "k" * 200)
    found["none"] = "fi", (), whole, ("kahvi",)
    return found


FIRST: Final = {"fi": ("laskutuksessa",), "sv": ("fakturorna",), "en": ("invoices",)}
REORDERED: Final = {
    "fi": (
        "kaukolampo", "kaukolämpö", "kaukolämp", "kaukolämpe", "rekisterinpitäjä", "rekisterinpitajan", "rekisterinptiäjä",
        "laskutus oikeus", "valitus valvontaviranomaiselle", "tietoturvaloukkaus", "lasku terveystiedot",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def browsed() -> Mapping[str, Browsed]:
    with ThreadPoolExecutor(1) as thread:  # Playwright allows one session in a thread, and other tests have theirs
        return thread.submit(browse).result()


def browse() -> Mapping[str, Browsed]:
    found: dict[str, Browsed] = {}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), chromium_sandbox=False)
        for name, (language, pages, limit, asked) in portals().items():
            files = index(pages, language, max_single_file=limit)
            page = browser.new_page()
            with visited(page, {f"{language}/search/{path}": data for path, data in files.items()}) as requests:
                answers: dict[str, list[Result]] = {}
                first: dict[str, list[str]] = {}
                for question in asked:
                    before = len(requests)
                    answers[question] = ask(page, question, f"{HOST}{language}/")
                    first[question] = requests[before:]
                page.close()
            found[name] = Browsed(answers, first, {path: len(gzip.compress(data)) for path, data in files.items()})
        browser.close()
    return found


class visited:  # noqa: N801
    """A page of the portal that has the script; gives the addresses that it asks for from then on."""

    def __init__(self, page: Page, files: Mapping[str, bytes], script: str = "") -> None:
        self.page = page
        self.files = {"assets/s.js": (script or SCRIPT.read_text(encoding="utf-8")).encode(), **files}
        self.requests: list[str] = []

    def __enter__(self) -> list[str]:
        self.page.route("**/*", self.answer)
        self.page.goto(HOST)
        self.requests.clear()
        return self.requests

    def __exit__(self, *_: object) -> None:
        pass

    def answer(self, route: Route) -> None:
        address = route.request.url
        self.requests.append(address)
        path = urlsplit(address.removeprefix(HOST)).path
        if address == HOST:
            html = '<!doctype html><title>Portal</title><script src="assets/s.js"></script>'
            route.fulfill(body=html, content_type="text/html", headers={"Content-Security-Policy": POLICY})
        elif address.startswith(HOST) and path in self.files:
            kind = "text/javascript" if path.endswith(".js") else "application/json"
            route.fulfill(body=self.files[path], content_type=kind)
        else:
            route.fulfill(status=404)


def ask(page: Page, question: str, root: str) -> list[Result]:
    call = "([question, root]) => window.privacyNoticesSearch(question, {root, language: 'any'})"
    answer: list[Result] = page.evaluate(call, [question, root])
    return answer
