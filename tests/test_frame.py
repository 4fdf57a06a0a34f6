"""What stands around the text: the language menu, the menu, links for machines."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable

import pytest
from markupsafe import Markup

from minimal import SWEDISH, Overlay, minimal_files, project, read
from privacy_notices.model.notice import Project
from privacy_notices.pages.addresses import Site
from privacy_notices.pages.article import Heading
from privacy_notices.pages.frame import Frame, Framer, HandWritten
from privacy_notices.pages.plan import plan
from privacy_notices.pages.render import Content, Renderer

SITE = Site("https://portal.example/tietosuoja/")
NOTICE, FI = (minimal_files()[f"customers/{name}.yml"].decode() for name in ("notice", "fi"))
VERSION: dict[str, Overlay] = {
    "customers/versions/2025-03-01/notice.yml": NOTICE,
    "customers/versions/2025-03-01/fi.yml": FI,
}
WRITTEN = (
    HandWritten("fi/tietoa", "Tietoa sivustosta"),
    HandWritten("sv/tietoa", "Om webbplatsen"),
    HandWritten("fi/ohje/haku", "Haku"),
)


class Frames:
    """The frame of each page of a portal, by path."""

    def __init__(
        self,
        site: Site = SITE,
        written: tuple[HandWritten, ...] = (),
        *,
        drafts: bool = False,
        found: Project | None = None,
        **overlays: Overlay,
    ) -> None:
        self.project = found or project(**overlays)
        self.plan, _ = plan(self.project, site, drafts=drafts, taken=[page.path for page in written])
        self.framer = Framer(self.project, self.plan, site, written)
        self.renderer = Renderer(self.project, self.plan, site)
        self.pages = {page.path: page for page in self.plan.pages}

    def __getitem__(self, path: str) -> Frame:
        return self.framer.frame(self.pages[path], self.renderer.render(self.pages[path]))

    def all(self) -> dict[str, Frame]:
        return {path: self[path] for path in self.pages}

    def written(self, path: str) -> Frame:
        page = next(page for page in self.framer.written if page.path == path)
        return self.framer.frame_written(page, Content(Markup("<p>x</p>"), (Heading("a", "A"),), "About", page.title))


GOLDEN = ("", "404", "fi", "fi/404", "fi/asiakkaat", "sv/asiakkaat", "fi/asiakkaat/2025-03-01")


@pytest.mark.parametrize("path", GOLDEN)
def test_a_frame_is_what_it_was_when_somebody_last_read_it(path: str, expect: Callable[[str, str], None]) -> None:
    frame = dataclasses.asdict(Frames(**VERSION)[path])
    told = {name: value for name, value in frame.items() if not name.startswith("_") and name != "content"}
    expect(
        f"frames/{path.replace('/', '-') or 'choose'}.json",
        json.dumps(told, indent=1, ensure_ascii=False) + "\n",
    )


# ----------------------------------------------------------------------------------------- for search engines


def test_language_versions_are_reciprocal_and_name_themselves() -> None:
    frames = Frames(sv=SWEDISH, **VERSION).all()
    listed = {
        frame.canonical: {(item.hreflang, item.href) for item in frame.alternates}
        for frame in frames.values()
        if frame.alternates
    }
    assert listed
    for address, alternates in listed.items():
        assert address in {href for _, href in alternates}
        for language, href in alternates:
            assert language == "x-default" or listed[href] == alternates


def test_only_real_translations_are_language_versions() -> None:
    frames = Frames()
    assert [item.hreflang for item in frames["fi/asiakkaat"].alternates] == ["fi", "en", "x-default"]
    assert frames["sv/asiakkaat"].alternates == ()


def test_the_default_of_a_front_page_is_the_choice_and_of_a_notice_its_first_language() -> None:
    frames = Frames()
    defaults = {
        path: next(item.href for item in frames[path].alternates if item.hreflang == "x-default")
        for path in ("", "sv", "en/customers")
    }
    root = "https://portal.example/tietosuoja/"
    assert defaults == {"": root, "sv": root, "en/customers": f"{root}fi/asiakkaat/"}


def test_a_front_page_without_words_of_its_own_is_not_told_of_as_a_translation() -> None:
    found, _ = read(portal_sv=None)
    assert found is not None
    frames = Frames(found=found)
    assert [item.hreflang for item in frames["fi"].alternates] == ["fi", "en", "x-default"]
    assert frames["sv"].alternates == ()
    assert frames["sv"].noindex


def test_an_untranslated_page_names_the_page_whose_words_it_shows() -> None:
    frames = Frames(**VERSION)
    assert frames["sv/asiakkaat"].canonical == "https://portal.example/tietosuoja/fi/asiakkaat/"
    assert frames["sv/asiakkaat/2025-03-01"].canonical == "https://portal.example/tietosuoja/fi/asiakkaat/2025-03-01/"
    assert frames["404"].canonical is None


def test_drafts_versions_errors_and_untranslated_pages_are_kept_from_search_engines() -> None:
    frames = Frames(**VERSION)
    assert {path for path, frame in frames.all().items() if frame.noindex} == {
        "404",
        "fi/404",
        "sv/404",
        "en/404",
        "sv/asiakkaat",
        "fi/asiakkaat/2025-03-01",
        "sv/asiakkaat/2025-03-01",
        "en/customers/2025-03-01",
    }
    draft = Frames(drafts=True, notice={"status": "draft"})["fi/asiakkaat"]
    assert (draft.noindex, draft.draft, draft.alternates) == (True, True, ())


def test_without_an_address_of_the_site_nothing_absolute_is_said() -> None:
    for frame in Frames(Site()).all().values():
        assert frame.canonical is None
        assert frame.alternates == ()


# ------------------------------------------------------------------------------------------------------ menus


def test_the_language_menu_leads_to_the_same_page_and_says_where_there_is_none() -> None:
    menu = Frames()["fi/asiakkaat"].languages
    assert [(entry.code, entry.name, entry.href, entry.current, entry.available) for entry in menu] == [
        ("fi", "suomi", "./", True, True),
        ("sv", "svenska", "../../sv/asiakkaat/", False, False),
        ("en", "English", "../../en/customers/", False, True),
    ]
    assert menu[1].note
    assert "ruotsi" in menu[1].note
    assert [entry.note for entry in menu if entry.available] == ["", ""]


def test_pages_without_a_counterpart_lead_to_the_front_pages() -> None:
    frames = Frames()
    assert [entry.href for entry in frames[""].languages] == ["fi/", "sv/", "en/"]
    assert [entry.href for entry in frames["fi/404"].languages] == [
        f"/tietosuoja/{language}/" for language in ("fi", "sv", "en")
    ]
    assert not [entry for entry in (*frames[""].languages, *frames["404"].languages) if entry.current]


def test_the_menu_has_the_pages_of_the_language_and_no_notice() -> None:
    menu = Frames(written=WRITTEN)["fi/oikeudet"].nav
    assert [(entry.title, entry.href, entry.current) for entry in menu] == [
        ("Tietosuojaselosteet", "../", False),
        ("Oikeutesi", "./", True),
        ("Valvontaviranomainen", "../valvontaviranomainen/", False),
        ("Tietoa sivustosta", "../tietoa/", False),
        ("Haku", "../ohje/haku/", False),
    ]
    assert Frames()[""].nav == Frames()["404"].nav == ()


def test_a_page_by_hand_is_translated_by_the_one_of_the_same_name() -> None:
    frames = Frames(written=WRITTEN)
    frame = frames.written("fi/tietoa")
    assert [(entry.code, entry.href, entry.available) for entry in frame.languages] == [
        ("fi", "./", True),
        ("sv", "../../sv/tietoa/", True),
        ("en", "../../en/", False),
    ]
    assert [item.hreflang for item in frame.alternates] == ["fi", "sv", "x-default"]
    assert (frame.kind, frame.title, frame.description) == ("page", "Tietoa sivustosta", "About")
    assert [heading.id for heading in frame.contents] == ["a"]


# ----------------------------------------------------------------------------------------------------- others


@pytest.mark.parametrize(
    ("path", "root"),
    [("", "assets"), ("fi", "../assets"), ("fi/asiakkaat", "../../assets"), ("fi/404", "/tietosuoja/assets")],
)
def test_files_of_the_theme_are_found_from_every_page(path: str, root: str) -> None:
    frame = Frames()[path]
    assert frame.asset("privacy-notices.js") == f"{root}/privacy-notices.js"
    assert frame.css == (f"{root}/privacy-notices.css",)


def test_the_way_back_to_the_company_is_named_in_the_readers_language() -> None:
    brand = {
        "name": {"fi": "Esimerkki", "sv": "Exemplet"},
        "url": "https://shop.example/",
        "logo": "assets/logo.svg",
    }
    frame = Frames(portal={"brand": brand})["sv/asiakkaat"]
    assert (frame.company_name, frame.company_url, frame.brand) == (
        "Exemplet",
        "https://shop.example/",
        {"logo": "../../assets/logo.svg"},
    )
    assert Frames()["fi"].brand is None


def test_words_of_the_interface_are_the_pages_language() -> None:
    assert [Frames()[path].t("ui.skip") for path in ("fi", "sv", "en")] == [
        "Siirry sisältöön",
        "Gå till innehållet",
        "Skip to content",
    ]
    assert {Frames()[path].dir for path in ("fi", "sv")} == {"ltr"}


def test_there_is_no_search_where_there_is_no_one_language() -> None:
    frames = Frames()
    assert not frames[""].search
    assert not frames["404"].search
    assert frames["fi"].search


def test_only_pages_with_sections_of_their_own_have_a_contents_list() -> None:
    frames = Frames()
    assert frames["fi/asiakkaat"].contents
    assert not frames["fi"].contents
    assert not frames[""].contents
