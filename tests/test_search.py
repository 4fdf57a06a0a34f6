"""Search: what readers find, in which order, and how little their browser fetches for it.

The script of the theme runs in Chromium, under a strict policy, on indexes of the sample portal. The
questions of `search/<language>.yml` stand for what people type; the notice in brackets is what they look for.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import pytest
import yaml
from playwright.sync_api import Page, Route, sync_playwright

from minimal import read_files
from privacy_notices.languages.shipped_catalogs import shipped_catalogs
from privacy_notices.model.assembling import assemble
from privacy_notices.model.notice import Project
from privacy_notices.pages.addresses import Site
from privacy_notices.pages.plan import Plan, plan
from privacy_notices.pages.render import Renderer
from privacy_notices.portal.reading import open_project
from privacy_notices.search import index as search
from privacy_notices.search.entries import entry as entry_of
from privacy_notices.search.found import FoundPage, FoundSection, sentences
from privacy_notices.search.index import Analysed, analyse
from privacy_notices.search.stems import fold, rules_of, split
from privacy_notices.vocabulary.shipped_vocabulary import shipped
from programs import needs, program

ROOT: Final = Path(__file__).parents[1]
SCRIPT: Final = ROOT / "plugins/privacy_notices/pages/theme/assets/privacy-notices-search.js"
LANGUAGES: Final = ("fi", "sv", "en")
SITE: Final = Site()

Result = dict[str, str]


def planned(project: Project | None) -> tuple[Project, Plan]:
    assert project is not None
    return project, plan(project, SITE)[0]


@cache
def portal(folder: str) -> tuple[Project, Plan]:
    return planned(open_project(ROOT / folder)[0])


def entries(language: str, folder: str = "notices") -> tuple[FoundPage, ...]:
    return entries_of(portal(folder), language)


def entries_of(portal: tuple[Project, Plan], language: str) -> tuple[FoundPage, ...]:
    renderer = Renderer(*portal, SITE)
    pages = (page for page in renderer.plan.pages if page.language == language)
    return tuple(found for page in pages if (found := entry_of(renderer, page)))


def index(
    pages: Iterable[FoundPage], language: str, *, max_single_file: int = search.MAX_SINGLE_FILE
) -> Mapping[str, bytes]:
    return search.index((analyse(page, language) for page in pages), language, max_single_file=max_single_file)


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


def entry(title: str, *texts: str, address: str = "notice/") -> FoundPage:
    return FoundPage(title, address, "notice", (FoundSection(texts),))


@cache
def many(language: str, number: int) -> tuple[FoundPage, ...]:
    """A portal of `number` notices made of the sample's, with sentences of others and words of their own."""
    found = entries(language)
    notices = [one for one in found if one.kind == "notice"]
    own = [section for one in notices for section in one.sections if section.sentences and not section.is_standard]
    words = sorted(
        {word for one in notices for section in one.sections for text in section.sentences for word in split(text)}
    )
    chance = random.Random(number)

    def word() -> str:
        return chance.choice(words) + chance.choice(words)

    def varied(section: FoundSection) -> FoundSection:
        if section.is_standard or not section.sentences:
            return section
        other = chance.choice(own)
        texts = (
            " ".join(word() if chance.random() < 0.1 else said for said in text.split()) for text in other.sentences
        )
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
    pages = [analyse(one, language) for one in entries(language)]
    assert list(search.files_of(pages, language)) == [f"{language}/search/index.json"]
    files = index(many(language, 60), language)
    assert len(files["index.json"]) < 8_000
    terms = [len(data) for name, data in files.items() if name.startswith("terms-")]
    assert len(terms) > 2
    assert max(terms) < 1.2 * search.MAX_TERMS_FILE
    assert sum(name.startswith("page-") for name in files) == 62


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_that_were_kept_as_json_give_the_same_index(language: str) -> None:
    pages = [analyse(one, language) for one in entries(language)]
    kept = [Analysed(**one) for one in json.loads(json.dumps([asdict(page) for page in pages]))]
    assert kept == pages
    for size in (0, search.MAX_SINGLE_FILE):
        assert search.index(kept, language, max_single_file=size) == search.index(pages, language, max_single_file=size)


def test_what_many_pages_say_is_written_once() -> None:
    shared = [f"Jokaisella sivulla on rivi {number}." for number in range(20)]
    pages = [entry(f"Sivu {n}", *shared, f"Vain sivulla {n}.", address=f"{n}/") for n in range(5)]
    files = index(pages, "fi", max_single_file=0)
    assert sorted(json.loads(files["common.json"])) == sorted(shared)
    assert [sum(line.encode() in data for data in files.values()) for line in shared] == [1] * 20
    assert json.loads(files["page-3.json"])[2][-1] == "Vain sivulla 3."


def test_the_file_of_what_many_pages_say_stays_small() -> None:
    shared = [f"{number} " + "sana " * 100 for number in range(200)]
    files = index([entry(f"Sivu {n}", *shared, address=f"{n}/") for n in range(5)], "fi", max_single_file=0)
    assert 0.9 * search.MAX_COMMON < len(files["common.json"]) < 1.1 * search.MAX_COMMON


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
        for sentence in sentences(project.catalogs[language].get(f"right.{right}.text") or "")
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
    found = {one.title: one for one in entries_of(project, "sv")}["Tilausasiakkaiden rekisteri"]
    said = " ".join(sentence for section in found.sections for sentence in (section.heading, *section.sentences))
    assert "kreditupplysning" in said
    assert not {"tilauksesi", "luottopäätös", "ja"} & set(split(said))


# --- in a browser

POLICY: Final = "default-src 'none'; script-src 'self'; connect-src 'self'"
HOST: Final = "https://portal.example/sub/"


@dataclass(frozen=True)
class Portal:
    """An index and what is asked of it."""

    language: str
    pages: tuple[FoundPage, ...]
    questions: tuple[str, ...]
    max_single_file: int = search.MAX_SINGLE_FILE

    @property
    def files(self) -> Mapping[str, bytes]:
        return index(self.pages, self.language, max_single_file=self.max_single_file)


@dataclass(frozen=True)
class Browsed:
    """What a browser did with a portal."""

    answers: Mapping[str, list[Result]]
    requests: Mapping[str, tuple[str, ...]]
    """What each question made it ask for, in order; a file is asked for once."""
    fetched: tuple[bytes, ...]
    """The files that came, in that order."""
    complaints: tuple[str, ...]
    """What the console said."""

    def titles(self, question: str) -> list[str]:
        return [result["title"] for result in self.answers[question]]


FIRST: Final = {"fi": "laskutuksessa", "sv": "fakturorna", "en": "invoices"}
WORDS: Final = (
    "kaukolämpö",
    "kaukolampo",
    "kaukolämp",
    "kaukolämpe",
    "kaukolämöp",
    "kaukoläpmö",
    "rekisterinpitäjä",
    "laskutus terveystiedot",
    "valitus valvontaviranomaiselle",
    "luottotiedot ja",
    "ja",
    "",
    "xyzzy",
)
HOSTILE: Final = (
    entry(
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script> kahvila & co",
        address="javascript:alert(1)",
    ),
    entry("Kahvila", "Kahvilan asiakkaat.", address="//evil.example/"),
    entry("Kahvipaahtimo", "kahvi" * 4_000, address="../ulkona/"),
)
FOURTH: Final = (entry("Клієнти", "Ми зберігаємо рахунки."), entry("Робота", "Резюме кандидатів."))
KEYS: Final = entry("Avaimet", "Kulunvalvontajärjestelmä kirjaa ovien avaukset.")


def portals() -> Mapping[str, Portal]:
    found = {
        "cameras": Portal("fi", (*entries("fi", "tests/correct"), KEYS), ("valvontakameroiden", "kulunvalvonta")),
        "fourth": Portal("uk", FOURTH, ("клієнт", "рахун", "кава")),
        "hostile": Portal("fi", HOSTILE, ("kahvi", "kahvila", "co", "<b>", "k" * 200)),
        "none": Portal("fi", (), ("kahvi",)),
        "words": Portal("fi", entries("fi"), WORDS),
    }
    for language in LANGUAGES:
        found[language] = Portal(language, entries(language), tuple(questions(language)))
        found[f"{language} divided"] = replace(found[language], max_single_file=0)
        for number in (30, 1000):
            found[f"{language} {number}"] = Portal(language, many(language, number), ("", FIRST[language]))
    return found


@pytest.fixture(scope="module")
def browsed() -> Mapping[str, Browsed]:
    with ThreadPoolExecutor(1) as thread:  # Playwright allows one session in a thread, and other tests have theirs.
        return thread.submit(browse).result()


def browse() -> Mapping[str, Browsed]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program("chromium"), chromium_sandbox=False)
        found = {name: visit(browser.new_page(), portal) for name, portal in portals().items()}
        browser.close()
    return found


def visit(page: Page, portal: Portal) -> Browsed:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    root = f"{HOST}{portal.language}/"
    files = {f"{root}search/{path}": data for path, data in portal.files.items()}
    asked = serve(page, files)
    answers, requests = {}, {}
    for question in portal.questions:
        before = len(asked)
        answers[question] = ask(page, question, root)
        requests[question] = tuple(asked[before:])
    page.close()
    fetched = tuple(files[address.partition("?")[0]] for address in asked)
    return Browsed(answers, requests, fetched, tuple(complaints))


def serve(page: Page, files: Mapping[str, bytes], script: str = "") -> list[str]:
    """Open a page that has the script; the list grows with the addresses it asks for from then on."""
    asked: list[str] = []
    text = script or SCRIPT.read_text(encoding="utf-8")

    def answer(route: Route) -> None:
        address = route.request.url
        asked.append(address)
        if address == HOST:
            html = '<!doctype html><title>Portal</title><script src="s.js"></script>'
            route.fulfill(body=html, content_type="text/html", headers={"Content-Security-Policy": POLICY})
        elif address == f"{HOST}s.js":
            route.fulfill(body=text, content_type="text/javascript; charset=utf-8")
        elif (data := files.get(address.partition("?")[0])) is not None:
            route.fulfill(body=data, content_type="application/json")
        else:
            route.fulfill(status=404)

    page.route("**/*", answer)
    page.goto(HOST)
    asked.clear()
    return asked


def ask(page: Page, question: str, root: str) -> list[Result]:
    call = "([question, root]) => window.privacyNoticesSearch(question, {root, language: 'any'})"
    answer: list[Result] = page.evaluate(call, [question, root])
    return answer


@needs("chromium")
@pytest.mark.parametrize("form", ["", " divided"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_readers_find_what_they_look_for(
    language: str, form: str, browsed: Mapping[str, Browsed], capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = questions(language)
    at = {unquote(f"{HOST}{language}/{address}"): key for address, key in ids(language).items()}
    found = {
        question: [at[unquote(result["href"])] for result in browsed[language + form].answers[question][:3]]
        for question in wanted
    }
    missed = {question: found[question] for question in wanted if not set(found[question]) & set(wanted[question])}
    count = f"{len(wanted) - len(missed)} of {len(wanted)}"
    with capsys.disabled():
        print(f"\nsearch, {language}{form}: {count} found in the first three results")
    assert len(wanted) == 30
    assert len(missed) <= 3, missed


@needs("chromium")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_divided_index_answers_like_a_whole_one(language: str, browsed: Mapping[str, Browsed]) -> None:
    assert browsed[f"{language} divided"].answers == browsed[language].answers


@needs("chromium")
def test_cameras_and_access_control_are_found_by_compounds(browsed: Mapping[str, Browsed]) -> None:
    cameras = "Kameravalvonta ja sähköiset lukot"
    assert browsed["cameras"].titles("valvontakameroiden")[0] == cameras
    assert set(browsed["cameras"].titles("kulunvalvonta")[:2]) == {"Avaimet", cameras}


@needs("chromium")
def test_standard_pages_stand_below_notices(browsed: Mapping[str, Browsed]) -> None:
    titles = browsed["words"].titles("rekisterinpitäjä")
    assert titles[0] not in ("Oikeutesi", "Valvontaviranomainen")
    assert browsed["words"].titles("valitus valvontaviranomaiselle")[0] in (
        "Oikeutesi",
        "Valvontaviranomainen",
    )


@needs("chromium")
@pytest.mark.parametrize("question", ["kaukolampo", "kaukolämp", "kaukolämpe", "kaukolämöp", "kaukoläpmö"])
def test_a_word_is_found_without_accents_half_typed_and_with_one_wrong_letter(
    question: str, browsed: Mapping[str, Browsed]
) -> None:
    assert browsed["words"].titles(question)[0] == browsed["words"].titles("kaukolämpö")[0]


@needs("chromium")
def test_a_page_with_all_the_words_comes_first(browsed: Mapping[str, Browsed]) -> None:
    assert browsed["words"].titles("laskutus terveystiedot")[0] == "Hyvä askel -hyvinvointiohjelma"


@needs("chromium")
def test_words_that_say_nothing_find_nothing_and_hide_nothing(browsed: Mapping[str, Browsed]) -> None:
    answers = browsed["words"].answers
    assert answers[""] == answers["ja"] == answers["xyzzy"] == browsed["none"].answers["kahvi"] == []
    assert browsed["words"].titles("luottotiedot ja")[0] == "Tilausasiakkaiden rekisteri"


@needs("chromium")
def test_the_excerpt_is_the_sentence_with_the_word(browsed: Mapping[str, Browsed]) -> None:
    first = browsed["fi"].answers["mittarin säätöä"][0]
    assert "säädöstä" in first["excerpt"]
    assert all(
        len(result["excerpt"]) < 240 for one in browsed.values() for found in one.answers.values() for result in found
    )


@needs("chromium")
def test_a_language_without_a_table_is_found_by_beginnings(browsed: Mapping[str, Browsed]) -> None:
    assert browsed["fourth"].titles("клієнт") == browsed["fourth"].titles("рахун") == ["Клієнти"]
    assert browsed["fourth"].titles("кава") == []


@needs("chromium")
def test_hostile_text_stays_text_and_addresses_stay_on_the_host(browsed: Mapping[str, Browsed]) -> None:
    answers = browsed["hostile"].answers
    assert answers["co"][0]["title"] == "<img src=x onerror=alert(1)>"
    assert answers["co"][0]["excerpt"] == "<script>alert(1)</script> kahvila & co"
    assert {len(answers[question]) for question in ("kahvi", "kahvila")} == {3}
    assert all(result["href"].startswith(HOST) for found in answers.values() for result in found)


@needs("chromium")
def test_only_files_of_the_index_are_fetched_and_nothing_goes_wrong(browsed: Mapping[str, Browsed]) -> None:
    assert browsed["fi"].requests[next(iter(questions("fi")))] == (f"{HOST}fi/search/index.json",)
    assert browsed["fi 1000"].requests[""] == (f"{HOST}fi/search/index.json",)
    for one in browsed.values():
        asked = [address for addresses in one.requests.values() for address in addresses]
        assert all(
            re.fullmatch(rf"{HOST}\w\w/search/(index|common|terms-\d+|page-\d+)\.json(\?\w+)?", address)
            for address in asked
        )
        assert len(asked) == len(set(asked))
        assert one.complaints == ()


@needs("chromium")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_question_costs_little_in_a_portal_of_any_size(
    language: str, browsed: Mapping[str, Browsed], capsys: pytest.CaptureFixture[str]
) -> None:
    for number, limit in ((30, 60_000), (1000, 80_000)):
        one = browsed[f"{language} {number}"]
        plain, compressed = sum(map(len, one.fetched)), sum(len(gzip.compress(data)) for data in one.fetched)
        with capsys.disabled():
            print(f"\nsearch, {language}, {number} notices: {plain} bytes at first, {compressed} compressed")
        assert len(one.answers[FIRST[language]]) == 10
        assert compressed < limit


@needs("chromium")
def test_script_and_index_read_words_alike() -> None:
    def reads(words: Mapping[str, list[str]]) -> Mapping[str, Any]:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=program("chromium"), chromium_sandbox=False)
            page = browser.new_page()
            inside = '"use strict";'
            laid_open = f"{inside} queueMicrotask(() => {{ window.inside = {{ split, fold, stemmer }}; }});"
            serve(page, {}, SCRIPT.read_text(encoding="utf-8").replace(inside, laid_open, 1))
            call = """([texts, table]) => {
                const stem = inside.stemmer(table);
                return texts.map((text) => inside.split(text).map((word) => [stem(word), inside.fold(word)]));
            }"""
            found = {}
            for language, texts in words.items():
                table = json.loads(index((), language)["index.json"])
                found[language] = page.evaluate(call, [texts, table])
            browser.close()
            return found

    texts = {
        language: [
            text for one in entries(language) for section in one.sections for text in (one.title, *section.sentences)
        ]
        for language in LANGUAGES
    }
    texts["uk"] = [
        "Клієнти та їхні дані",
        "हिन्दी में गोपनीयता",
        "سياسة الخصوصية، والبيانات",
        "it\u2019s e\u0301t\u00ade",
        "Ŋ ǅ x_y 1/2 😀",
    ]
    with ThreadPoolExecutor(1) as thread:
        found = thread.submit(reads, texts).result()
    for language, lines in texts.items():
        rules = rules_of(language)
        assert found[language] == [[[rules.stem(word), fold(word)] for word in split(line)] for line in lines]


def test_each_row_of_a_table_is_found_by_itself() -> None:
    """One sentence of a whole table would show a reader all of it for one word."""
    text = "Data.\n\n| Data | Basis |\n|---|---|\n| Name | contract |\n| Invoices | law |\n\nEnd."
    assert sentences(text) == ("Data.", "Data, Basis", "Name, contract", "Invoices, law", "End.")
