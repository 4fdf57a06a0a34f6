"""A portal ready to be published, and a preview that survives what people do to its files."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from minimal import SWEDISH, Overlay, minimal_files
from privacy_notices.faults.diagnostic import Severity
from privacy_notices.portal.examination import today
from privacy_notices.portal.options import Options
from privacy_notices.portal.publication import BRAND_SHEET, Publication
from privacy_notices.portal.sitemap import SitemapEntry
from privacy_notices.portal.written_pages import WrittenPage
from reading import Reading

DAY = datetime.date(2026, 6, 1)
URL = "https://shop.example/tietosuoja/"
NOTICE, FI = (minimal_files()[f"customers/{name}.yml"].decode() for name in ("notice", "fi"))


class Folder:
    """A source folder that a test writes to, with the last reading of it."""

    def __init__(self, root: Path) -> None:
        self.source = root / "notices"
        self.last: Publication | None = None
        self.write()

    def write(self, **overlays: Overlay) -> None:
        for path, data in minimal_files(**overlays).items():
            target = self.source / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)

    def publish(self, *, written: tuple[str, ...] = (), search: bool = True) -> Publication:
        return Publication.open(self.source, Options(DAY, url=URL, search=search), written=written)

    def preview(self) -> Publication:
        """As the plugin does it: a portal that cannot be read is followed by the last that could."""
        found = Publication.open(self.source, Options(DAY, url=URL, drafts=True), last=self.last)
        if found.is_readable:
            self.last = found
        return found


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def said(publication: Publication, uri: str) -> Reading:
    page = publication.page(uri)
    assert page is not None, [publication.site.source(page.path) for page in publication.pages()]
    return Reading(str(publication.frame(page).content))


def errors(publication: Publication) -> list[str]:
    return [f"{d.mark.file}: {d.code}" for d in publication.diagnostics if d.severity is Severity.ERROR]


def everything(publication: Publication) -> Mapping[str, str | bytes]:
    """All that a build would write."""
    pages = {publication.site.file(page.path): repr(publication.frame(page).content) for page in publication.pages()}
    missing = {file: repr(frame.content) for file, frame in publication.not_found_pages()}
    return {
        **pages,
        **missing,
        "404.html": repr(publication.not_found().content),
        **publication.files(),
        **publication.search_files(),
    }


# ---------------------------------------------------------------------------------------------------- a build


def test_the_minimal_portal_can_be_published(folder: Folder) -> None:
    publication = folder.publish()
    assert publication.is_readable
    assert not errors(publication)
    assert {publication.site.source(page.path) for page in publication.pages()} == {
        "index.md",
        "fi/index.md",
        "sv/index.md",
        "en/index.md",
        "fi/asiakkaat.md",
        "sv/asiakkaat.md",
        "en/customers.md",
        "fi/oikeudet.md",
        "sv/rattigheter.md",
        "en/rights.md",
        "fi/valvontaviranomainen.md",
        "sv/tillsynsmyndighet.md",
        "en/supervisory-authority.md",
    }
    assert [file for file, _ in publication.not_found_pages()] == [
        "fi/404.html",
        "sv/404.html",
        "en/404.html",
    ]


def test_the_same_files_give_the_same_bytes(folder: Folder) -> None:
    assert everything(folder.publish()) == everything(folder.publish())


def test_a_build_shows_neither_drafts_nor_faults_nor_the_state_of_things(folder: Folder) -> None:
    folder.write(notice={"status": "draft", "purposes": {"orders": {"legal_basis": None}}})
    publication = folder.publish()
    assert not [
        page for page in publication.pages() if page.is_draft or page.faults or page.kind in ("error", "status")
    ]


def test_rules_and_addresses_are_checked_with_the_form(folder: Folder) -> None:
    folder.write(
        notice={"purposes": {"orders": {"legal_basis": None}}, "aliases": ["index.html"]},
        en={"slug": "rights"},
    )
    codes = {d.code for d in folder.publish().diagnostics}
    assert {"N103", "P101", "P103"} <= codes
    found = folder.publish().diagnostics
    assert list(found) == sorted(set(found))


def test_old_addresses_and_the_brand_have_files_of_their_own(folder: Folder) -> None:
    folder.write(notice={"aliases": ["vanha.html", "a/b/"]}, portal={"brand": {"color": "#ffcc00"}})
    files = folder.publish().files()
    assert set(files) == {"vanha.html", "a/b/index.html", BRAND_SHEET}
    assert b'href="../../fi/asiakkaat/"' in files["a/b/index.html"]
    page = folder.publish().page("fi/asiakkaat.md")
    assert page is not None
    assert f"../../{BRAND_SHEET}" in folder.publish().frame(page).css


def test_each_language_has_an_index_of_its_own(folder: Folder) -> None:
    files = folder.publish().search_files()
    assert {path.split("/")[0] for path in files} == {"fi", "sv", "en"}
    assert "asiakkaat" in json.loads(files["fi/search/index.json"])["texts"][0][0].lower()
    assert not folder.publish(search=False).search_files()


# ---------------------------------------------------------------------------------------------------- sitemap


def test_the_sitemap_has_what_search_engines_may_list(folder: Folder) -> None:
    entries = {entry.href.removeprefix(URL): entry for entry in folder.publish().sitemap()}
    assert set(entries) == {
        "",
        "fi/",
        "sv/",
        "en/",
        "fi/asiakkaat/",
        "en/customers/",
        "fi/oikeudet/",
        "sv/rattigheter/",
        "en/rights/",
        "fi/valvontaviranomainen/",
        "sv/tillsynsmyndighet/",
        "en/supervisory-authority/",
    }
    assert entries["fi/asiakkaat/"].changed == "2026-02-01"
    assert [item.hreflang for item in entries["fi/asiakkaat/"].alternates] == ["fi", "en", "x-default"]


def test_the_sitemap_has_the_pages_of_the_host_and_of_hands(folder: Folder) -> None:
    entries = folder.publish(written=("fi/tietoa.md", "sv/tietoa.md")).sitemap(
        [SitemapEntry(f"{URL}handbook/", changed="2026-03-01")]
    )
    found = {entry.href: entry for entry in entries}
    assert found[f"{URL}handbook/"] == SitemapEntry(f"{URL}handbook/", changed="2026-03-01")
    assert [item.hreflang for item in found[f"{URL}fi/tietoa/"].alternates] == ["fi", "sv", "x-default"]


def test_without_an_address_of_the_site_there_is_no_sitemap(folder: Folder) -> None:
    assert Publication.open(folder.source, Options(DAY), written=("fi/tietoa.md",)).sitemap() == []


# -------------------------------------------------------------------------------------- pages written by hand


def test_a_page_by_hand_in_the_folder_of_a_language_takes_part(folder: Folder) -> None:
    publication = folder.publish(written=("fi/tietoa.md", "fi/ohje/index.md", "handbook/x.md"))
    assert [
        uri
        for uri in ("fi/tietoa.md", "fi/ohje/index.md", "handbook/x.md", "fi/asiakkaat.md")
        if publication.written(uri)
    ] == [
        "fi/tietoa.md",
        "fi/ohje/index.md",
    ]
    read = publication.with_written([WrittenPage("fi/tietoa.md", "Tietoa", "<p>Kenelle</p>")])
    frame = read.frame_written("fi/tietoa.md", "Tietoa", "<p>Kenelle</p>", [("a", "A")], "Kuvaus")
    assert ("Tietoa", "./", True) in [(entry.title, entry.href, entry.current) for entry in frame.nav]
    assert frame.content == "<p>Kenelle</p>"
    assert "kenelle" in read.search_files()["fi/search/index.json"].decode().lower()


def test_a_page_by_hand_at_the_root_stands_for_the_choice_of_a_language(folder: Folder) -> None:
    publication = folder.publish(written=("index.md",))
    assert publication.page("index.md") is None
    assert not errors(publication)


@pytest.mark.parametrize("uri", ["fi/index.md", "fi/README.md"])
def test_a_page_by_hand_does_not_take_the_place_of_a_front_page(folder: Folder, uri: str) -> None:
    publication = folder.publish(written=(uri,))
    assert errors(publication) == [f"{uri}: P104"]
    assert publication.written(uri) is None
    assert publication.page("fi/index.md") is not None


# ---------------------------------------------------------------------------------------------------- preview


def test_a_preview_shows_drafts_and_says_what_is_wrong_where_it_is(folder: Folder) -> None:
    folder.write(notice={"status": "draft", "purposes": {"orders": {"legal_basis": None}}})
    preview = folder.preview()
    page = said(preview, "fi/asiakkaat.md")
    assert "N103" in page.text
    assert preview.frame(preview.page("fi/asiakkaat.md") or next(iter(preview.pages()))).draft
    assert "N103" not in said(preview, "fi/oikeudet.md").text


def test_a_notice_that_cannot_be_read_has_an_error_page_where_it_was(folder: Folder) -> None:
    folder.preview()
    folder.write(notice="purposes: [")
    for _ in range(2):
        page = said(folder.preview(), "en/customers.md")
        assert "notices/customers/notice.yml:1:11" in page.text
    folder.write()
    assert "notice.yml" not in said(folder.preview(), "en/customers.md").text


def test_a_translation_that_cannot_be_read_keeps_its_address(folder: Folder) -> None:
    folder.preview()
    folder.write(en="title: [")
    page = said(folder.preview(), "en/customers.md")
    assert "notices/customers/en.yml" in page.text
    assert page.languages_of("Asiakkaat") == {"fi"}


def test_a_portal_that_cannot_be_read_is_shown_as_it_last_was(folder: Folder) -> None:
    folder.preview()
    folder.write(portal="languages: [")
    preview = folder.preview()
    assert not preview.is_readable
    for uri in ("fi/asiakkaat.md", "fi/index.md", "index.md"):
        assert "notices/portal.yml" in said(preview, uri).text


@pytest.mark.parametrize(
    "portal",
    [
        {"controllers": {"shop": {"dpo": "nobody"}}},
        {"controllers": {"shop": {"representative": "nobody"}}},
        {"controllers": {"shop": {"authority": "atlantis"}}},
        {"authority": "atlantis"},
    ],
    ids=lambda portal: str(next(iter(portal))),
)
def test_a_portal_that_names_what_is_not_there_is_shown_as_it_last_was(
    folder: Folder, portal: dict[str, object]
) -> None:
    folder.preview()
    folder.write(portal=portal)
    shown = said(folder.preview(), "fi/asiakkaat.md").text
    assert "notices/portal.yml" in shown
    assert "S201" in shown


@pytest.mark.parametrize("text", ["languages: [", "", "format: 1\nlanguages: [fi]\n"])
def test_a_preview_begins_even_with_a_portal_that_was_never_readable(folder: Folder, text: str) -> None:
    folder.write(portal=text)
    preview = folder.preview()
    assert "notices/portal.yml" in said(preview, "fi/index.md").text
    assert everything(preview)


def test_a_preview_begins_even_in_an_empty_place(tmp_path: Path) -> None:
    preview = Publication.open(tmp_path / "notices", Options(DAY, drafts=True))
    assert "portal.yml" in said(preview, "index.md").text
    assert everything(preview)


def test_a_preview_of_any_broken_file_can_be_seen(folder: Folder) -> None:
    folder.write(
        sv=SWEDISH,
        **{"customers/versions/2025-03-01/notice.yml": NOTICE, "customers/versions/2025-03-01/fi.yml": FI},
    )
    folder.preview()
    whole = {path: path.read_bytes() for path in sorted(folder.source.rglob("*.yml"))}
    for path, data in whole.items():
        for broken in (b"format: 1\n", data[: len(data) // 2]):
            path.write_bytes(broken)
            preview = folder.preview()
            assert [preview.frame(page) for page in preview.pages()], (path, broken)
        path.write_bytes(data)


# ---------------------------------------------------------------------------------------------------- the day


def test_the_day_can_be_fixed_so_that_a_build_can_be_repeated() -> None:
    assert today({"SOURCE_DATE_EPOCH": "1780272000"}) == datetime.date(2026, 6, 1)


@pytest.mark.parametrize("epoch", ["", "soon", "²"])
def test_the_day_is_that_of_the_clock_where_nobody_fixes_it(epoch: str) -> None:
    before = datetime.datetime.now(datetime.UTC).date()
    assert before <= today({"SOURCE_DATE_EPOCH": epoch}) <= datetime.datetime.now(datetime.UTC).date()


# -------------------------------------------------------------------------------------- a folder of its own


def below(
    folder: Folder, *written: str, host_pages: frozenset[str] = frozenset(), directory_urls: bool = True
) -> Publication:
    options = Options(DAY, url=URL, folder="privacy", host_pages=host_pages, directory_urls=directory_urls)
    return Publication.open(folder.source, options, written=written)


def test_a_portal_in_a_folder_has_everything_there_but_old_addresses_and_what_pages_load(folder: Folder) -> None:
    publication = below(folder)
    names = {*publication.page_files(), *publication.files(), *publication.search_files()}
    assert {name.partition("/")[0] for name in names} == {"privacy"} | {
        name.partition("/")[0] for name in folder.publish().files()
    }
    assert "privacy/404.html" in names and "privacy/fi/search/index.json" in names
    assert publication.page("privacy/fi/asiakkaat.md") and not publication.page("fi/asiakkaat.md")
    assert all(entry.href.startswith(f"{URL}privacy/") for entry in publication.sitemap())


def test_only_pages_by_hand_in_that_folder_are_the_portals(folder: Folder) -> None:
    publication = below(folder, "fi/tietoa.md", "privacy/fi/tietoa.md", "privacy/other.md", "index.md")
    found = [uri for uri in ("fi/tietoa.md", "privacy/fi/tietoa.md", "privacy/other.md") if publication.written(uri)]
    assert found == ["privacy/fi/tietoa.md"]
    assert publication.page("privacy/index.md") is not None and not errors(publication)


@pytest.mark.parametrize("uri", ["privacy/fi/index.md", "privacy/fi/oikeudet.md", "privacy/fi/asiakkaat.md"])
def test_a_clash_in_that_folder_is_one(folder: Folder, uri: str) -> None:
    assert [fault for fault in errors(below(folder, uri)) if "P10" in fault]
    assert not errors(below(folder, uri.removeprefix("privacy/")))


@pytest.mark.parametrize(
    ("uri", "directory_urls", "is_there"),
    [
        ("privacy/index.md", True, False),
        ("privacy.md", True, False),
        ("privacy.md", False, True),
        ("privacy/README.md", False, False),
    ],
)
def test_a_page_by_hand_at_the_folder_stands_for_the_choice_of_a_language(
    folder: Folder, uri: str, directory_urls: bool, is_there: bool
) -> None:
    assert (below(folder, uri, directory_urls=directory_urls).page("privacy/index.md") is not None) is is_there


def test_a_page_that_is_the_hosts_takes_no_part_but_keeps_its_address(folder: Folder) -> None:
    own = frozenset(("privacy/fi/tietoa.md", "privacy/fi/oikeudet.md"))
    assert below(folder, "privacy/fi/tietoa.md", host_pages=own).written("privacy/fi/tietoa.md") is None
    assert errors(below(folder, "privacy/fi/oikeudet.md", host_pages=own)) == ["privacy/fi/oikeudet.md: P104"]


def test_where_somebody_else_has_the_root_the_choice_of_a_language_goes(folder: Folder) -> None:
    publication = folder.publish()
    without = publication.without_choice()
    assert publication.page("index.md") is not None and without.page("index.md") is None
    page = without.page("fi/asiakkaat.md")
    assert page is not None and without.frame(page).alternates == publication.frame(page).alternates
