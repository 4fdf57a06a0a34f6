"""Long lists are divided: no page grows with the number of notices, and every notice stays within reach of links."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from jinja2 import Environment, FileSystemLoader, Template

from minimal import minimal_files, project
from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.hosts.templates import THEME
from privacy_notices.model.notice import Project
from privacy_notices.pages.addresses import Site, list_paths
from privacy_notices.pages.frame import Framer
from privacy_notices.pages.list_view import NEAR
from privacy_notices.pages.plan import MAX_ENTRIES, MAX_STATUS, Page, plan, speakers_of
from privacy_notices.pages.render import Renderer
from privacy_notices.portal.options import Options
from privacy_notices.portal.publication import Publication
from telling import hint, message

URL = "https://portal.example/"
DAY = datetime.date(2026, 6, 1)
ROOT = Path(__file__).parent.parent

MAX_PAGE = 200_000
"""Bytes of HTML of any page."""
MAX_NOTICE = 60_000
"""Bytes of HTML of a notice."""
MAX_VISIT = 100_000
"""Bytes of everything that the first visit to a notice loads, not compressed."""
MAX_REQUESTS = 5
"""Requests of a first visit: the page, the style sheet, the brand's colours, the script, the icon."""


@functools.cache
def theme() -> Template:
    # The theme's templates escape by themselves, as MkDocs needs it.
    return Environment(loader=FileSystemLoader(THEME), autoescape=False).get_template("pn/page.html")


class Portal:
    """A portal with its pages, by path."""

    def __init__(self, found: Project, *, taken: tuple[str, ...] = (), drafts: bool = False) -> None:
        self.project = found
        self.site = Site(URL)
        self.plan, self.faults = plan(found, self.site, taken=taken, drafts=drafts)
        self.pages = {page.path: page for page in self.plan.pages}
        self.renderer = Renderer(found, self.plan, self.site)
        self.framer = Framer(found, self.plan, self.site)

    def html(self, path: str) -> str:
        """The whole page."""
        page = self.pages[path]
        return theme().render(pn=self.framer.frame(page, self.renderer.render(page)))

    def text(self, path: str) -> str:
        """What stands in the middle of a page."""
        return str(self.renderer.render(self.pages[path]).html)

    def links(self, path: str) -> list[str]:
        """Paths of the portal's pages that the middle of a page leads to, in reading order."""
        here = f"{URL}{self.site.address(path)}"
        found = (urljoin(here, unescape(href)) for href in re.findall(r'href="([^"#]*)', self.text(path)))
        return [address.removeprefix(URL).strip("/") for address in found if address.startswith(URL)]

    def lists(self, language: str = "fi") -> list[Page]:
        return [page for page in self.plan.pages if page.kind == "list" and page.language == language]

    def pages_of(self, language: str = "fi") -> set[str]:
        """Paths of the notices."""
        return {page.path for page in self.plan.pages if page.kind == "notice" and page.language == language}


def many(
    number: int,
    *,
    title: Callable[[int, str], str] | None = None,
    summary: str | None = None,
    subjects: tuple[str, ...] = (),
    one: Project | None = None,
) -> Project:
    """The minimal portal with so many notices. Every third concerns employees, the others customers; a title tells
    nothing of a notice's place among the others."""
    one = one or project()
    notice = one.notices[0]

    def words(index: int, language: str) -> object:
        said = title(index, language) if title else f"Seloste {index * 7919 % number:05d}"
        changed: Mapping[str, object] = {
            "title": said,
            "slug": f"s-{index}",
            **({"summary": summary} if summary else {}),
        }
        return notice.words[language].model_copy(update=changed)

    notices = tuple(
        replace(
            notice,
            id=f"n{index:05d}",
            facts=notice.facts.model_copy(
                update={"data_subjects": subjects or (("employees",) if index % 3 == 0 else ("customers",))}
            ),
            words={language: words(index, language) for language in notice.words},
        )
        for index in range(number)
    )
    return replace(one, notices=notices)


@pytest.fixture(scope="module")
def large() -> Portal:
    return Portal(many(400))


@pytest.fixture(scope="module")
def largest() -> Portal:
    return Portal(many(3_000))


# ------------------------------------------------------------------------------------------------ the front page


def test_a_small_portal_has_all_its_notices_on_the_front_page() -> None:
    small = Portal(many(MAX_ENTRIES))
    assert not small.lists()
    assert small.pages_of() <= set(small.links("fi"))


def test_one_notice_more_than_a_page_has_room_for_and_the_front_page_leads_to_lists() -> None:
    shown = Portal(many(MAX_ENTRIES + 1))
    assert [page.path for page in shown.lists()] == ["fi/asiakkaat", "fi/henkilosto-ja-tyonhakijat"]
    assert shown.links("fi")[:2] == ["fi/asiakkaat", "fi/henkilosto-ja-tyonhakijat"]
    assert not shown.pages_of() & set(shown.links("fi"))


def test_long_texts_are_divided_sooner_in_all_languages_at_once() -> None:
    shown = Portal(
        many(
            100,
            title=lambda index, language: f"{index} " + ("å" * 380 if language == "fi" else "short"),
            summary="sana " * 400,
        )
    )
    assert {page.language for page in shown.plan.pages if page.kind == "list"} == {"fi", "sv", "en"}


@pytest.mark.parametrize(
    ("language", "one", "several"),
    [
        ("fi", "1 tietosuojaseloste<", "200 tietosuojaselostetta<"),
        ("sv", "1 dataskyddsbeskrivning<", "200 dataskyddsbeskrivningar<"),
        ("en", "1 privacy notice<", "200 privacy notices<"),
    ],
)
def test_the_front_page_says_how_many_notices_a_list_has(language: str, one: str, several: str) -> None:
    found = many(201)
    groups = ["staff", *["customers"] * 200]
    notices = (
        replace(notice, facts=notice.facts.model_copy(update={"group": group}))
        for notice, group in zip(found.notices, groups, strict=True)
    )
    text = Portal(replace(found, notices=tuple(notices))).text(language)
    assert one in text
    assert several in text


# --------------------------------------------------------------------------------------------------- the lists


def test_every_notice_is_reached_by_links_from_the_front_page(large: Portal) -> None:
    for language in ("fi", "sv", "en"):
        seen = {language}
        waiting = [language]
        while waiting:
            for path in large.links(waiting.pop()):
                page = large.pages.get(path)
                if page is not None and path not in seen:
                    seen.add(path)
                    waiting += [path] if page.kind == "list" else []
        assert large.pages_of(language) <= seen


def test_a_list_is_in_the_order_of_titles_through_all_its_parts(large: Portal) -> None:
    parts = [page for page in large.lists() if page.part and page.part.group == "customers"]
    titles = [large.plan.by_key["notice", key, ""]["fi"].title for page in parts for key in page.part.notices]
    assert len(titles) == len(set(titles)) == 266
    assert titles == sorted(titles)
    assert [len(page.part.notices) for page in parts if page.part] == [150, 116]


def test_parts_lead_to_each_other_and_back_to_the_front_page(large: Portal) -> None:
    first, second = "fi/asiakkaat", "fi/asiakkaat/2"
    assert large.links(first)[:3] == ["fi", first, second]
    assert large.links(second)[:3] == ["fi", first, second]
    assert '<a href="2/" rel="next">' in large.text(first)
    assert 'rel="prev"' not in large.text(first)
    assert '<a href="../" rel="prev">' in large.text(second)
    assert 'rel="next"' not in large.text(second)
    titles = [large.plan.by_key["notice", key, ""]["fi"].title for key in large.pages[second].part.notices]
    for path in (first, second):
        assert f"<span>{titles[0]} – {titles[-1]}</span>" in large.text(path)


def test_a_list_of_one_part_has_no_ways_to_parts(large: Portal) -> None:
    assert large.pages["fi/henkilosto-ja-tyonhakijat"].title == "Henkilöstö ja työnhakijat"
    assert "pn-parts" not in large.text("fi/henkilosto-ja-tyonhakijat")
    assert "rel=" not in large.text("fi/henkilosto-ja-tyonhakijat")


def test_a_list_says_what_it_is(large: Portal) -> None:
    page = large.pages["en/customers/2"]
    assert page.title == "Customers, part 2 of 2"
    assert "<h1>Customers, part 2 of 2</h1>" in large.text(page.path)
    assert large.renderer.render(page).description == "Customers, part 2 of 2: 266 privacy notices"


def test_a_list_shows_a_draft_in_the_preview_only() -> None:
    found = many(200)
    draft = found.notices[1]
    draft = replace(draft, facts=draft.facts.model_copy(update={"status": "draft"}))
    found = replace(found, notices=(draft, *(notice for notice in found.notices if notice.id != draft.id)))
    shown, built = Portal(found, drafts=True), Portal(found)
    assert [shown.text(page.path).count("Luonnos") for page in shown.lists()] == [1, 0]
    assert [built.text(page.path).count("Luonnos") for page in built.lists()] == [0, 0]
    assert sum(len(page.part.notices) for page in built.lists() if page.part) == 199


# ----------------------------------------------------------------------------------- other languages, search engines


def test_a_part_leads_to_the_part_with_its_number_in_another_language(large: Portal) -> None:
    page = large.pages["fi/asiakkaat/2"]
    frame = large.framer.frame(page, large.renderer.render(page))
    assert [(entry.href, entry.available) for entry in frame.languages] == [
        ("./", True),
        ("../../../sv/kunder/2/", True),
        ("../../../en/customers/2/", True),
    ]


def test_a_part_that_another_language_does_not_have_leads_to_the_first() -> None:
    shown = Portal(
        many(
            300,
            subjects=("customers",),
            title=lambda index, language: f"{index} " + "語" * (390 if language == "en" else 5),
        )
    )
    counts = {language: len(shown.lists(language)) for language in ("fi", "en")}
    assert counts["en"] > counts["fi"]
    page = shown.lists("en")[-1]
    frame = shown.framer.frame(page, shown.renderer.render(page))
    assert frame.languages[0].href == "../../../fi/asiakkaat/"
    assert frame.languages[0].available


def test_search_engines_are_told_of_every_part_and_of_languages_where_the_parts_agree(large: Portal) -> None:
    first, second = (large.pages[path] for path in ("fi/asiakkaat", "fi/asiakkaat/2"))
    assert large.plan.is_indexed(first)
    assert large.plan.is_indexed(second)
    assert [one.href.removeprefix(URL) for one in large.framer.alternates(first)] == [
        "fi/asiakkaat/",
        "sv/kunder/",
        "en/customers/",
        "fi/asiakkaat/",
    ]
    assert large.framer.alternates(second) == ()
    assert f'<link rel="canonical" href="{URL}fi/asiakkaat/2/">' in large.html("fi/asiakkaat/2")


def test_a_list_under_the_heading_of_another_language_is_not_for_search_engines() -> None:
    portal = many(
        200,
        one=project(
            portal={"groups": ["guests"]}, portal_fi={"groups": {"guests": "Vieraat"}}, notice={"group": "guests"}
        ),
    )
    shown = Portal(portal)
    assert [shown.plan.is_indexed(shown.lists(language)[0]) for language in ("fi", "sv")] == [True, False]
    assert [page.path for page in shown.lists("sv")] == ["sv/vieraat", "sv/vieraat/2"]
    assert '<span lang="fi" dir="ltr">Vieraat</span>' in shown.text("sv/vieraat")


# --------------------------------------------------------------------------------------------------- addresses


def codes(faults: tuple[Diagnostic, ...]) -> list[str]:
    return [fault.code for fault in faults]


def test_a_notice_cannot_have_the_address_of_a_list() -> None:
    def title(index: int, language: str) -> str:
        return f"Notice {index}"

    found = many(200, title=title)
    first = found.notices[0]
    first = replace(first, words={**first.words, "fi": first.words["fi"].model_copy(update={"slug": "asiakkaat"})})
    shown = Portal(replace(found, notices=(first, *found.notices[1:])))
    [fault] = shown.faults
    assert fault.code == "P101"
    assert "`fi/asiakkaat` already belongs to the list `Asiakkaat`" in message(fault)
    assert "`groups` in portal.fi.yml" in hint(fault)
    assert shown.pages["fi/asiakkaat"].kind == "list"
    assert shown.pages["fi/asiakkaat-n00000"].kind == "notice"
    assert not Portal(replace(found, notices=(first, *found.notices[1:100]))).faults


@pytest.mark.parametrize("taken", ["fi/asiakkaat", "sv/kunder/2"])
def test_a_page_by_hand_in_the_place_of_a_list_is_told_of(taken: str) -> None:
    shown = Portal(many(400), taken=(taken,))
    assert [(fault.code, fault.mark.file) for fault in shown.faults] == [("P104", f"{taken}.md")]
    assert not Portal(many(100), taken=(taken,)).faults


def test_an_old_address_cannot_be_that_of_a_list() -> None:
    found = many(200)
    old = replace(found.notices[0], facts=found.notices[0].facts.model_copy(update={"aliases": ("fi/asiakkaat/",)}))
    assert codes(Portal(replace(found, notices=(old, *found.notices[1:]))).faults) == ["P103"]


def test_groups_give_way_to_single_pages_and_to_each_other() -> None:
    found = project(portal_fi={"groups": {"customers": "Oikeudet", "staff": "Muut", "public": "Muut!"}})
    paths = list_paths(found.portal, speakers_of(found)["fi"], ("customers", "staff", "public"))
    assert paths == {"customers": "fi/oikeudet-customers", "staff": "fi/muut", "public": "fi/muut-public"}


# -------------------------------------------------------------------------------------------------- how much it is


def test_no_page_but_a_list_grows_with_the_number_of_notices(large: Portal, largest: Portal) -> None:
    same = ["", "404", "fi/404", "fi/oikeudet", "fi/valvontaviranomainen", "fi/s-5", "sv/s-5", "en/s-5"]
    few = Portal(many(10))
    for path in same:
        # The title of a notice is its place in the order of titles.
        known = few.html(path).replace(few.pages[path].title, largest.pages[path].title)
        assert known == largest.html(path), path
    for language in ("fi", "sv", "en"):
        assert abs(len(large.html(language)) - len(largest.html(language))) < 10


@pytest.mark.parametrize("letter", ["å", "&", "語", "🙂"])
def test_no_list_of_3000_notices_passes_200_kilobytes_however_long_its_texts_are(letter: str) -> None:
    subjects = tuple(list(project().vocabulary.words["data_subjects"])[:40])
    shown = Portal(
        many(
            3_000,
            title=lambda index, language: f"{index:05d}".ljust(400, letter),
            summary=letter * 1_000,
            subjects=subjects,
        )
    )
    parts = shown.lists()
    assert len(parts) > 2 * NEAR
    for page in (parts[0], parts[len(parts) // 2], parts[-1]):
        assert MAX_PAGE / 10 < len(shown.html(page.path).encode()) < MAX_PAGE
    assert len(shown.html("fi").encode()) < MAX_PAGE


def test_a_part_of_very_many_leads_to_those_near_it_and_to_the_outermost() -> None:
    shown = Portal(
        many(
            3_000,
            subjects=("customers",),
            title=lambda index, language: f"{index:05d}".ljust(400, "語"),
            summary="語" * 1_000,
        )
    )
    parts = [page.path for page in shown.lists()]
    middle = len(parts) // 2
    near = [parts[0], *parts[middle - NEAR : middle + NEAR + 1], parts[-1]]
    assert [path for path in dict.fromkeys(shown.links(parts[middle])) if path in parts] == near


def test_the_status_of_a_preview_is_divided(tmp_path: Path) -> None:
    files = minimal_files()
    number = 2 * MAX_STATUS + 1
    for name, data in minimal_files().items():
        if name.startswith("customers/"):
            del files[name]
            files.update({name.replace("customers", f"notice-{index}"): data for index in range(number)})
    for name, data in files.items():
        target = tmp_path / "notices" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    publication = Publication.open(tmp_path / "notices", Options(DAY, drafts=True))
    parts = [page for page in publication.pages() if page.kind == "status"]
    assert [page.path for page in parts] == ["_status", "_status/2", "_status/3"]
    shown = [theme().render(pn=publication.frame(page)) for page in parts]
    told = [re.findall(r'<h2 id="notice-([^"]*)"', html) for html in shown]
    assert [len(ids) for ids in told] == [MAX_STATUS, MAX_STATUS, 1]
    assert {key for ids in told for key in ids} == {f"notice-{index}" for index in range(number)}
    assert all(len(html.encode()) < MAX_PAGE for html in shown)
    assert 'href="2/" rel="next"' in shown[0]
    assert 'href="../" rel="prev"' in shown[1]


# ---------------------------------------------------------------------------------------------- what a reader loads


def loaded(html: str) -> Iterator[str]:
    """Addresses that a browser fetches by itself for a page."""
    for tag in re.findall(r"<(?:link|script|img|iframe|source|video|audio|object|embed)\b[^>]*>", html):
        relation = re.search(r'\brel="([^"]*)"', tag)
        if relation is None or relation[1] in ("icon", "stylesheet", "preload", "modulepreload", "manifest"):
            yield from (unescape(address) for address in re.findall(r'\b(?:href|src|data)="([^"]*)"', tag))


def test_the_first_visit_to_a_notice_loads_what_the_handbook_says() -> None:
    publication = Publication.open(ROOT / "notices", Options(DAY, url=URL))
    files = {f"assets/{path.name}": path.read_bytes() for path in (THEME / "assets").iterdir()} | dict(
        publication.files()
    )
    visits = {}
    for page in publication.pages():
        if page.kind == "notice":
            html = theme().render(pn=publication.frame(page))
            assert len(html.encode()) <= MAX_NOTICE
            addresses = {urljoin(publication.site.absolute(page.path) or "", address) for address in loaded(html)}
            names = sorted(address.removeprefix(URL) for address in addresses)
            assert {urlsplit(address).netloc for address in addresses} == {urlsplit(URL).netloc}
            visits[page.path] = (1 + len(names), len(html.encode()) + sum(len(files[name]) for name in names))
    requests = {count for count, _ in visits.values()}
    most = max(size for _, size in visits.values())
    assert max(requests) <= MAX_REQUESTS
    assert most <= MAX_VISIT
    told = (ROOT / "docs/handbook/readers.md").read_text(encoding="utf-8")
    for bound in (MAX_REQUESTS, MAX_VISIT, MAX_NOTICE, MAX_PAGE, MAX_ENTRIES):
        assert f"{bound:,}" in told


def test_style_sheets_and_scripts_load_nothing_more() -> None:
    for name in ("privacy-notices.css", "privacy-notices.js"):
        text = (THEME / "assets" / name).read_text(encoding="utf-8")
        assert not re.search(r"url\((?!\s*[\"']?data:)|@import|^\s*import\b|\bfetch\(", text, re.MULTILINE), name
