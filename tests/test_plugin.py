"""The plugin in real builds: what a site's readers, search engines and owner find."""

from __future__ import annotations

import gc
import importlib.metadata
import logging
import re
import weakref
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import urlsplit

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from privacy_notices.hosts.edit_links import edit_path
from privacy_notices.hosts.mkdocs import PrivacyNoticesPlugin
from privacy_notices.hosts.mkdocs_settings import Settings
from privacy_notices.hosts.templates import THEME
from sites import (
    ANOTHER_NOTICE,
    LANGUAGES,
    MKDOCS,
    NOTICE,
    PORTAL,
    WRITTEN,
    Html,
    broken_links,
    build,
    draw,
    free_port,
    get,
    portal_pages,
    run,
    served,
    site,
    tree,
)

pytestmark = pytest.mark.site

OTHER_PAGES = {
    "docs/handbook/index.md": "# Handbook\n\nRead [on](more.md) or go to the [notices](../index.md).\n",
    "docs/handbook/more.md": "---\ntags: [one]\n---\n\n# More {#more}\n\nText & `code`.\n\n## Part\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
}
MATERIAL = f"{MKDOCS}theme: {{name: material, font: false}}\n"
"""The theme of most sites; the portal's own pages are the same under every theme."""

UNTRANSLATED = {path: text for path, text in ANOTHER_NOTICE.items() if not path.endswith("en.yml")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal with a second notice that has no English words, and pages by hand."""
    return site(tmp_path_factory.mktemp("portal"), UNTRANSLATED, WRITTEN)


def page(folder: Path, path: str) -> Html:
    return Html.read(folder / path / "index.html")


# --- languages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "title", "name"),
    [
        ("fi", "Tilaukset", "Tietosuoja kaupassa"),
        ("sv", "Beställningar", "Dataskydd i butiken"),
        ("en", "Orders", "Privacy in the shop"),
    ],
)
def test_a_page_speaks_its_own_language_to_people_and_machines(
    built: Path, language: str, title: str, name: str
) -> None:
    html = page(built, NOTICE[language])
    assert html.one("html").attributes["lang"] == language
    assert html.title == f"{title} – {name}"
    assert html.one("a", cls="pn-name").text.strip() == name
    assert html.one("h1").text == title
    assert (html.meta("description") or "").split()[0] == {
        "fi": "Seloste",
        "sv": "Beskrivningen",
        "en": "This",
    }[language]


@pytest.mark.parametrize(
    ("language", "menu", "skip"),
    [
        ("fi", "Valikko", "Siirry sisältöön"),
        ("sv", "Meny", "Gå till innehållet"),
        ("en", "Menu", "Skip to content"),
    ],
)
def test_the_words_of_the_theme_are_in_the_language_of_the_page(
    built: Path, language: str, menu: str, skip: str
) -> None:
    html = page(built, NOTICE[language])
    assert html.one("nav", cls="pn-menu").attributes["aria-label"] == menu
    assert html.one("a", cls="pn-skip").text == skip


def test_the_menu_has_the_single_pages_and_never_the_notices(built: Path) -> None:
    menu = page(built, NOTICE["sv"]).menu
    assert list(menu.values()) == ["../", "../rattigheter/", "../tillsynsmyndighet/"]


def test_the_language_menu_stays_on_the_notice(built: Path) -> None:
    assert page(built, NOTICE["fi"]).languages == {
        "fi": "./",
        "sv": "../../sv/bestallningar/",
        "en": "../../en/orders/",
    }


def test_the_language_menu_says_before_the_click_that_a_translation_is_missing(built: Path) -> None:
    html = page(built, "fi/kirjeet")
    entry = next(a for a in html.all("a", hreflang="en") if "aria-describedby" in a.attributes)
    assert "pn-unavailable" in entry.attributes["class"]
    note = html.one("li", id=entry.attributes["aria-describedby"])
    assert "englan" in note.text


# --- search engines ----------------------------------------------------------------------------------------------------


def test_canonical_addresses_are_absolute_and_those_of_the_page_itself(built: Path) -> None:
    for path in ("", *LANGUAGES, *NOTICE.values(), "fi/oikeudet", "fi/tietoa"):
        assert page(built, path).canonical == f"https://shop.example/{path}/".replace("e//", "e/")


def test_language_versions_are_absolute_reciprocal_and_name_the_page_itself(built: Path) -> None:
    seen: dict[str, dict[str, str]] = {}
    for file, text in tree(built, ".html").items():
        alternates = Html.of(text.decode()).alternates
        if alternates:
            seen[f"https://shop.example/{file.removesuffix('index.html')}"] = alternates
    assert len(seen) == 18
    for address, alternates in seen.items():
        assert all(urlsplit(other).netloc == "shop.example" for other in alternates.values())
        assert address in alternates.values()
        assert "x-default" in alternates
        for other in alternates.values():
            assert seen[other] == alternates


def test_only_a_real_translation_is_called_a_language_version(built: Path) -> None:
    assert page(built, "fi/kirjeet").alternates.keys() == {"fi", "sv", "x-default"}
    fallback = page(built, "en/kirjeet")
    assert fallback.alternates == {}
    assert fallback.meta("robots") == "noindex"
    assert fallback.canonical == "https://shop.example/fi/kirjeet/"
    assert "original language: Finnish" in fallback.main


def test_the_sitemap_lists_what_may_be_found_with_its_language_versions(built: Path) -> None:
    text = (built / "sitemap.xml").read_text(encoding="utf-8")
    listed = re.findall(r"<loc>(.*?)</loc>", text)
    pages = {
        f"https://shop.example/{file.removesuffix('index.html')}": Html.of(html.decode())
        for file, html in tree(built, ".html").items()
    }
    findable = {address for address, html in pages.items() if html.meta("robots") != "noindex"}
    assert sorted(listed) == sorted(findable)
    for entry in text.split("<url>")[1:]:
        address = re.findall(r"<loc>(.*?)</loc>", entry)[0]
        assert dict(re.findall(r'hreflang="(.*?)" href="(.*?)"', entry)) == pages[address].alternates


def test_a_missing_page_is_told_of_in_every_language_and_never_listed(built: Path) -> None:
    everywhere = Html.read(built / "404.html")
    assert {part.attributes["lang"] for part in everywhere.all("section") if "lang" in part.attributes} == set(
        LANGUAGES
    )
    for language in LANGUAGES:
        html = Html.read(built / language / "404.html")
        assert html.one("html").attributes["lang"] == language
        assert html.meta("robots") == "noindex"
        assert html.canonical is None


def test_without_a_site_address_nothing_pretends_to_know_it(tmp_path: Path) -> None:
    folder = site(tmp_path, {"mkdocs.yml": MKDOCS.replace("site_url: https://shop.example/\n", "")})
    html = page(folder, NOTICE["fi"])
    assert html.canonical is None
    assert html.alternates == {}
    assert "<loc>" not in (folder / "sitemap.xml").read_text(encoding="utf-8")
    assert html.languages["sv"] == "../../sv/bestallningar/"


# --- addresses ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("directory_urls", [True, False], ids=["directories", "files"])
def test_every_link_leads_somewhere_below_a_path_of_the_host(tmp_path: Path, directory_urls: bool) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}/group/privacy/"
    settings = f"site_url: {address}\nuse_directory_urls: {str(directory_urls).lower()}\ntheme: {{name: material, font: false}}\n"
    folder = site(
        tmp_path,
        UNTRANSLATED,
        WRITTEN,
        OTHER_PAGES,
        {"mkdocs.yml": f"site_name: Shop\nplugins: [privacy-notices]\n{settings}"},
    )
    end = "" if directory_urls else "index.html"
    with served(folder, port, "/group/privacy/") as start:
        starts = (
            f"{start}{end}",
            f"{start}vanha/tilaukset.html",
            f"{start}handbook/{end}",
            f"{start}sitemap.xml",
        )
        seen, faults = broken_links(*starts, missing=f"{start}sv/no/such/page")
        assert faults == []
        assert f"{address}{NOTICE['en']}{'/' if directory_urls else '.html'}" in seen
        sitemap = re.findall(r"<loc>(.*?)</loc>", get(f"{address}sitemap.xml")[1])
        assert [url for url in sitemap if get(url)[0] != 200] == []


def test_the_page_for_missing_ones_leads_home_from_any_depth(tmp_path: Path) -> None:
    folder = site(
        tmp_path,
        {
            "mkdocs.yml": f"{MKDOCS}site_url: https://company.example/tietosuoja/\n".replace(
                "site_url: https://shop.example/\n", ""
            )
        },
    )
    for file in ("404.html", "fi/404.html"):
        addresses = [a for a in Html.read(folder / file).addresses if not a.startswith("#")]
        assert addresses
        assert all(address.startswith("/tietosuoja/") for address in addresses)


def test_an_old_address_leads_to_the_notice_without_a_script(built: Path) -> None:
    html = Html.read(built / "vanha/tilaukset.html")
    assert [meta.attributes["content"] for meta in html.all("meta") if "http-equiv" in meta.attributes] == [
        "0; url=../fi/tilaukset/"
    ]
    assert html.all("script") == []
    assert html.canonical == "https://shop.example/fi/tilaukset/"


# --- pages by hand -----------------------------------------------------------------------------------------------------


def test_a_page_by_hand_stands_in_the_frame_of_its_language(built: Path) -> None:
    html = page(built, "fi/tietoa")
    assert html.one("html").attributes["lang"] == "fi"
    assert html.title == "Tietoa & muuta – Tietosuoja kaupassa"
    assert html.meta("description") == "Kuka sivustoa pitää."
    assert [a.text for a in html.one("nav", cls="pn-contents") and html.all("a", href="#palaute")][:1] == ["Palaute"]
    assert html.menu["Tietoa & muuta"] == "./"
    assert "../tilaukset/" in html.addresses


def test_every_page_of_the_language_has_the_page_by_hand_in_its_menu(built: Path) -> None:
    for path in ("fi", NOTICE["fi"], "fi/oikeudet", "fi/about"):
        assert {"Saavutettavuus", "Tietoa & muuta"} < page(built, path).menu.keys()
    assert "Saavutettavuus" not in page(built, NOTICE["sv"]).menu


def test_pages_by_hand_with_one_name_are_translations_of_each_other(built: Path) -> None:
    html = page(built, "fi/about")
    expected = {
        "fi": "https://shop.example/fi/about/",
        "en": "https://shop.example/en/about/",
        "x-default": "https://shop.example/fi/about/",
    }
    assert html.alternates == page(built, "en/about").alternates == expected
    assert html.languages["en"] == "../../en/about/"
    assert html.languages["sv"] == "../../sv/"
    assert page(built, "fi/tietoa").alternates.keys() == {"fi", "x-default"}


def test_a_page_that_mkdocs_leaves_out_is_not_in_the_menu(tmp_path: Path) -> None:
    folder = site(
        tmp_path,
        WRITTEN,
        {"docs/fi/.kesken.md": "# Kesken\n", "mkdocs.yml": f"{MKDOCS}exclude_docs: fi/tietoa.md\n"},
    )
    assert list(page(folder, "fi").menu.values()) == ["./", "oikeudet/", "valvontaviranomainen/", "about/"]
    assert "tietoa" not in (folder / "sitemap.xml").read_text(encoding="utf-8")


def test_other_pages_are_byte_for_byte_what_they_are_without_the_portal(tmp_path: Path) -> None:
    nav = "nav: [handbook/index.md, handbook/more.md]\nmarkdown_extensions: [tables, attr_list]\n"
    drawing = {**OTHER_PAGES, "docs/index.md": "# Shop\n\nWelcome.\n"}
    with_portal = site(tmp_path / "with", drawing, {"mkdocs.yml": f"{MATERIAL}{nav}"})
    without = build(
        draw(tmp_path / "without", drawing, {"mkdocs.yml": f"{MATERIAL}{nav}".replace("privacy-notices", "")})
    )
    for file in ("handbook/index.html", "handbook/more/index.html", "index.html"):
        assert (with_portal / file).read_bytes() == (without / file).read_bytes()


def test_the_choice_of_a_language_makes_way_for_a_front_page_of_the_site(tmp_path: Path) -> None:
    folder = site(tmp_path, {"docs/index.md": "# Our shop\n", "mkdocs.yml": MATERIAL})
    assert page(folder, "").one("title").text == "Shop"
    assert page(folder, "fi").alternates["x-default"] == "https://shop.example/"
    assert "https://shop.example/</loc>" in (folder / "sitemap.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "file", ["docs/fi/index.md", "docs/fi/README.md", "docs/fi/oikeudet.md", "docs/fi/tilaukset.md"]
)
def test_a_page_by_hand_cannot_take_the_place_of_a_page_of_the_portal(
    tmp_path: Path, file: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Abort):
        site(tmp_path, {file: "# Oma\n"})
    assert re.search(r"error\[P10[14]\]", caplog.text)


def test_sources_are_not_published_where_their_folder_is_that_of_the_pages(tmp_path: Path) -> None:
    drawing = {path: text for path, text in PORTAL.items() if not path.startswith("docs")}
    drawing |= {
        "notices/fi/tietoa.md": "# Tietoa\n",
        "notices/logo.svg": "<svg/>",
        "mkdocs.yml": f"{MKDOCS}docs_dir: notices\n",
    }
    folder = build(draw(tmp_path, drawing))
    assert list(tree(folder, ".yml", ".yaml", ".po")) == []
    assert (folder / "logo.svg").is_file()
    assert "tietoa/" in page(folder, "fi").menu.values()
    assert (folder / NOTICE["sv"] / "index.html").is_file()


# --- edit links --------------------------------------------------------------------------------------------------------

REPOSITORY = f"{MKDOCS}repo_url: https://git.example/shop/privacy\nedit_uri: edit/main/docs/\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_edit_this_page_leads_to_the_words_of_that_language(tmp_path: Path, language: str) -> None:
    folder = site(tmp_path, WRITTEN, {"mkdocs.yml": REPOSITORY})

    def links(path: str) -> list[str]:
        return [address for address in page(folder, path).addresses if "git.example" in address]

    assert links(NOTICE[language]) == [f"https://git.example/shop/privacy/edit/main/notices/orders/{language}.yml"]
    assert links(language) == [f"https://git.example/shop/privacy/edit/main/notices/portal.{language}.yml"]
    assert links("fi/tietoa") == ["https://git.example/shop/privacy/edit/main/docs/fi/tietoa.md"]


def test_the_settings_may_be_named_from_another_folder(tmp_path: Path) -> None:
    draw(tmp_path / "web", PORTAL, {"mkdocs.yml": REPOSITORY + "docs_dir: notices\n"})
    done = run(tmp_path, "mkdocs", "build", "--config-file", "web/mkdocs.yml")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "web/site"
    assert list(tree(folder, ".yml")) == []
    assert "https://git.example/shop/privacy/edit/main/docs/orders/fi.yml" in page(folder, NOTICE["fi"]).addresses


def test_without_a_repository_there_is_no_edit_link(built: Path) -> None:
    assert page(built, NOTICE["fi"]).all("p", cls="pn-edit") == []


@pytest.mark.parametrize(
    ("source", "docs", "expected"),
    [
        (
            PurePosixPath("/srv/site/notices/orders/fi.yml"),
            PurePosixPath("/srv/site/docs"),
            "../notices/orders/fi.yml",
        ),
        (
            PureWindowsPath(r"C:\site\notices\orders\fi.yml"),
            PureWindowsPath(r"C:\site\docs"),
            "../notices/orders/fi.yml",
        ),
        (
            PureWindowsPath(r"C:\site\notices\orders\fi.yml"),
            PureWindowsPath(r"C:\site\web\docs"),
            "../../notices/orders/fi.yml",
        ),
        (
            PurePosixPath("/srv/site/notices/orders/fi.yml"),
            PurePosixPath("/srv/site/notices"),
            "orders/fi.yml",
        ),
    ],
)
def test_edit_links_have_slashes_on_every_system(source: PurePosixPath, docs: PurePosixPath, expected: str) -> None:
    assert edit_path(source, docs) == expected


# --- the reader's own privacy --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("font", ["", ", font: {text: Roboto, code: Roboto Mono}"], ids=["the usual one", "written"])
def test_the_font_of_the_sites_own_pages_is_left_alone_and_told_of(
    tmp_path: Path, font: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It was switched off where it was Material's usual one: the site changed its look, even if somebody had written it."""
    settings = f"{MKDOCS}theme: {{name: material{font}}}\n"
    folder = site(tmp_path / "with", OTHER_PAGES, {"mkdocs.yml": settings})
    assert "fonts.g" in (folder / "handbook/index.html").read_text(encoding="utf-8")
    assert caplog.text.count("third party (Google Fonts)") == 1


def test_a_font_that_no_page_loads_is_not_told_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    site(tmp_path, {"mkdocs.yml": f"{MKDOCS}theme: material\n"})
    assert "third party" not in caplog.text


def test_a_page_of_the_portal_fetches_nothing_from_anybody_else(built: Path) -> None:
    for file, text in portal_pages(built).items():
        html = Html.of(text.decode())
        fetched = [
            e.attributes.get("src") or e.attributes["href"]
            for e in html.elements
            if "src" in e.attributes or e.tag == "link"
        ]
        assert [address for address in fetched if urlsplit(address).netloc not in ("", "shop.example")] == [], file
        assert html.all("style") == []
        assert [script for script in html.all("script") if "src" not in script.attributes] == []


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("theme: {name: material, font: {text: Lato, code: Mono}}", "theme.font"),
        (
            "theme: {name: material, font: false}\nextra: {analytics: {provider: google, property: X}}",
            "extra.analytics",
        ),
        ("theme: {name: material, font: false}\nextra_css: ['https://cdn.example/x.css']", "cdn.example/x.css"),
        ("theme: {name: material, font: false}\nextra_javascript: ['//cdn.example/x.js']", "cdn.example/x.js"),
        (
            "theme: {name: material, font: false}\nmarkdown_extensions: [{pymdownx.superfences: {custom_fences: [{name: mermaid, class: mermaid}]}}]",
            "unpkg.com",
        ),
        ("theme: {name: material, font: false}\nrepo_url: https://github.com/shop/privacy", "api.github.com"),
    ],
    ids=["font", "analytics", "css", "javascript", "mermaid", "github"],
)
def test_a_setting_that_calls_a_third_party_is_told_of(
    tmp_path: Path, setting: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    site(tmp_path, OTHER_PAGES, {"mkdocs.yml": f"{MKDOCS}{setting}\n"})
    warnings = [
        record.getMessage()
        for record in caplog.records
        if record.levelno == logging.WARNING and "third party" in record.getMessage()
    ]
    assert len(warnings) == 1
    assert said in warnings[0]


def test_local_settings_and_the_repository_of_a_mere_portal_are_not_called_third_parties(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    local = "theme: material\nextra_css: [x.css]\nextra_javascript: [mermaid.js]\nrepo_url: https://github.com/shop/privacy\nedit_uri: edit/main/docs/\n"
    fences = "markdown_extensions: [{pymdownx.superfences: {custom_fences: [{name: mermaid, class: mermaid}]}}]\n"
    site(tmp_path, {"docs/x.css": "", "docs/mermaid.js": "", "mkdocs.yml": f"{MKDOCS}{local}{fences}"})
    assert "third party" not in caplog.text


# --- settings ----------------------------------------------------------------------------------------------------------


def test_reading_the_settings_twice_changes_nothing_more(tmp_path: Path) -> None:
    """A preview asks again at every rebuild."""
    config = load_config(str(draw(tmp_path, PORTAL) / "mkdocs.yml"))
    plugin = config.plugins["privacy-notices"]
    plugin.on_config(config)
    plugin.on_config(config)
    assert config.theme.dirs.count(str(THEME)) == 1
    assert config.watch == [str(tmp_path / "notices")]


@pytest.mark.parametrize(
    ("editor", "is_right"),
    [
        ("idea://open?file=/{path}&line={line}", True),
        ("subl://open", True),
        ("x://{file}", False),
        ("x://{", False),
        ("x://{path.y}", False),
        ("x://{}", False),
    ],
)
def test_the_address_of_an_editor_names_nothing_else_than_path_line_and_column(editor: str, is_right: bool) -> None:
    settings = Settings()
    settings.load_dict({"editor": editor})
    faults, _ = settings.validate()
    assert [name for name, _ in faults] == ([] if is_right else ["editor"])


@pytest.mark.parametrize(
    ("address", "is_right"),
    [("", True), ("https://docs.shop.example/rules", True), ("docs/rules/", False), ("https:", False)],
)
def test_the_handbook_is_an_address_that_a_browser_opens(address: str, is_right: bool) -> None:
    settings = Settings()
    settings.load_dict({"handbook": address})
    faults, _ = settings.validate()
    assert [name for name, _ in faults] == ([] if is_right else ["handbook"])


def test_templates_of_the_portals_owner_win(tmp_path: Path) -> None:
    template = '{% extends "pn/base.html" %}{% block announce %}<p>Closed in July</p>{% endblock %}{% block extrahead %}<meta name="owner" content="shop">{% endblock %}'
    folder = site(
        tmp_path,
        {"mkdocs.yml": f"{MKDOCS}theme: {{name: material, custom_dir: own}}\n", "own/pn/main.html": template},
    )
    for path in ("index.html", f"{NOTICE['sv']}/index.html", "404.html", "en/404.html"):
        html = Html.read(folder / path)
        assert html.meta("owner") == "shop"
        assert "Closed in July" in html.one("aside", cls="pn-announce").text


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_the_portal_is_the_same_under_every_theme(built: Path, tmp_path: Path, theme: str) -> None:
    folder = site(tmp_path, UNTRANSLATED, WRITTEN, {"mkdocs.yml": f"{MKDOCS}theme: {theme}\n"})
    expected = {
        path: text for path, text in portal_pages(built).items() if "about" not in path and "tietoa" not in path
    }
    assert {path: portal_pages(folder)[path] for path in expected} == expected


def test_the_notices_may_lie_in_another_folder(tmp_path: Path) -> None:
    moved = {path.replace("notices/", "privacy/texts/"): text for path, text in PORTAL.items()}
    settings = "site_name: Shop\nrepo_url: https://git.example/shop\nedit_uri: edit/main/docs/\nplugins: [{privacy-notices: {notices_dir: privacy/texts}}]\n"
    folder = build(draw(tmp_path, moved, {"mkdocs.yml": settings}))
    assert "https://git.example/shop/edit/main/privacy/texts/orders/fi.yml" in page(folder, NOTICE["fi"]).addresses


def test_the_search_can_be_left_out(tmp_path: Path) -> None:
    folder = site(tmp_path, {"mkdocs.yml": "site_name: Shop\nplugins: [{privacy-notices: {search: false}}]\n"})
    assert page(folder, NOTICE["fi"]).all("search") == []
    assert [path for path in tree(folder) if "/search" in path] == []


def test_the_plugin_is_found_by_its_name() -> None:
    found = importlib.metadata.entry_points(group="mkdocs.plugins", name="privacy-notices")
    assert {entry.load() for entry in found} == {PrivacyNoticesPlugin}


def test_an_address_of_the_site_that_no_browser_can_open_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    """Links, the sitemap and `canonical` are made with it."""
    root = draw(tmp_path, PORTAL, {"mkdocs.yml": MKDOCS + "\nsite_url: ftp://shop.example/\n"})
    done = run(root, "mkdocs", "build")
    assert done.returncode == 1
    assert "`site_url`: `ftp://shop.example/` is not an address that a browser can open" in done.stderr
    assert not (root / "site").exists()


def test_a_plugin_that_decides_languages_itself_is_refused_with_a_reason(tmp_path: Path) -> None:
    """The distribution here has nothing but the name `i18n`, by which mkdocs-static-i18n is known in `plugins`."""
    stand_in = {
        "other/i18n_of_another.py": "from mkdocs.plugins import BasePlugin\n\n\nclass Plugin(BasePlugin):\n    pass\n",
        "other/i18n_of_another-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: i18n-of-another\nVersion: 1.0\n",
        "other/i18n_of_another-1.0.dist-info/entry_points.txt": "[mkdocs.plugins]\ni18n = i18n_of_another:Plugin\n",
        "mkdocs.yml": MKDOCS.replace("[privacy-notices]", "[i18n, privacy-notices]"),
    }
    done = run(draw(tmp_path, PORTAL, stand_in), "mkdocs", "build", PYTHONPATH=str(tmp_path / "other"))
    assert done.returncode == 1
    assert "mkdocs-static-i18n" in done.stderr
    assert "docs/<language>/" in done.stderr
    assert "Traceback" not in done.stderr


# --- mistakes ----------------------------------------------------------------------------------------------------------

BROKEN = {
    "notices/orders/notice.yml": PORTAL["notices/orders/notice.yml"].replace("contract\n", "contrakt\n", 1),
    "notices/letters/notice.yml": "format: 1\nstatus: published\n  oops: [\n",
    "notices/letters/fi.yml": "title: Kirjeet\n",
    "site/old.html": "the site of yesterday",
}


def test_a_build_with_an_error_tells_all_and_leaves_the_old_site_alone(tmp_path: Path) -> None:
    done = run(draw(tmp_path, PORTAL, BROKEN), "mkdocs", "build")
    assert done.returncode == 1
    assert re.search(r"notices/orders/notice\.yml:8:18: error\[", done.stderr)
    assert re.search(r"notices/letters/notice\.yml:3:\d+: error\[", done.stderr)
    assert "did you mean `contract`" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(tmp_path / "site") == {"old.html": b"the site of yesterday"}


WARNED = {
    "notices/orders/fi.yml": PORTAL["notices/orders/fi.yml"] + "slug: Tilaukset Ja Muut\n",
    "site/old.html": "the site of yesterday",
}


@pytest.mark.parametrize(
    "drawing",
    [WARNED, {"site/old.html": "", "mkdocs.yml": f"{MKDOCS}extra_css: ['https://cdn.example/x.css']\n"}],
    ids=["notice", "setting"],
)
def test_strict_stops_at_a_warning_before_the_old_site_is_touched(tmp_path: Path, drawing: dict[str, str]) -> None:
    done = run(draw(tmp_path, PORTAL, drawing), "mkdocs", "build", "--strict")
    assert done.returncode == 1
    assert "errors: 0, warnings: 1" in done.stderr
    assert list(tree(tmp_path / "site")) == ["old.html"]


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("fi_FI.UTF-8", (r"virhe\[", "ohje: ", "katso: privacy-notices explain", "mitään ei kirjoitettu")),
        ("sv_FI.UTF-8", (r"fel\[", "hjälp: ", "se: privacy-notices explain", "inget skrevs")),
        ("C", (r"error\[", "help: ", "see: privacy-notices explain", "nothing was written")),
    ],
)
def test_the_log_is_in_the_language_of_the_locale(tmp_path: Path, locale: str, words: tuple[str, ...]) -> None:
    drawing = {**BROKEN, "mkdocs.yml": f"{MKDOCS}extra_css: ['https://cdn.example/x.css']\n"}
    done = run(draw(tmp_path, PORTAL, drawing), "mkdocs", "build", LC_MESSAGES=locale)
    assert done.returncode == 1
    assert [word for word in words if not re.search(word, done.stderr)] == []
    assert "http" not in done.stderr.replace("https://cdn.example", "")
    assert ("third party" in done.stderr) is (locale == "C")


def test_the_log_names_the_handbook_where_the_site_has_one(tmp_path: Path) -> None:
    settings = MKDOCS.replace("[privacy-notices]", "[{privacy-notices: {handbook: 'https://docs.shop.example/rules'}}]")
    done = run(draw(tmp_path, PORTAL, WARNED, {"mkdocs.yml": settings}), "mkdocs", "build", LC_MESSAGES="C")
    assert "see: privacy-notices explain P102, https://docs.shop.example/rules/P102/\n" in done.stderr


def test_a_warning_does_not_stop_an_ordinary_build(tmp_path: Path) -> None:
    done = run(draw(tmp_path, PORTAL, WARNED), "mkdocs", "build")
    assert done.returncode == 0
    assert re.search(r"notices/orders/fi\.yml:\d+:\d+: warning\[P102\]", done.stderr)
    assert (tmp_path / "site/fi/tilaukset-ja-muut/index.html").is_file()


def test_a_clean_portal_builds_strictly(tmp_path: Path) -> None:
    done = run(draw(tmp_path, PORTAL, WRITTEN), "mkdocs", "build", "--strict")
    assert done.returncode == 0
    assert re.findall(r"(?:error|warning)\[.*", done.stderr) == []


def test_a_folder_without_notices_is_an_error_with_a_hint(tmp_path: Path) -> None:
    done = run(draw(tmp_path, {"mkdocs.yml": MKDOCS}), "mkdocs", "build")
    assert done.returncode == 1
    assert "notices/portal.yml" in done.stderr
    assert "Traceback" not in done.stderr


# --- no drafts, no traces ------------------------------------------------------------------------------------------------

DRAFT = {
    **ANOTHER_NOTICE,
    "notices/letters/notice.yml": ANOTHER_NOTICE["notices/letters/notice.yml"].replace("published\n", "draft\n", 1),
}


def test_a_build_has_neither_drafts_nor_anything_of_the_preview(tmp_path: Path) -> None:
    folder = site(tmp_path, DRAFT)
    assert not (folder / "fi/kirjeet").exists()
    assert not (folder / "_status").exists()
    for path, content in tree(folder, ".html", ".xml", ".json").items():
        text = content.decode()
        assert "irjeet" not in text, path
        assert "pn-faults" not in text, path
        assert "_status" not in text, path


def test_the_same_sources_give_the_same_bytes(tmp_path: Path, built: Path) -> None:
    done = run(draw(tmp_path, PORTAL, UNTRANSLATED, WRITTEN), "mkdocs", "build", PYTHONHASHSEED="7")
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "site", ".html", ".json", ".css") == tree(built, ".html", ".json", ".css")


def test_a_preview_does_not_remember_every_state_it_has_seen(tmp_path: Path) -> None:
    file = str(draw(tmp_path, PORTAL) / "mkdocs.yml")
    plugin = load_config(file).plugins["privacy-notices"]
    plugin.on_startup(command="serve", dirty=False)
    seen = []
    for _ in range(4):
        config = load_config(file)
        assert config.plugins["privacy-notices"] is plugin
        mkdocs_build(config, serve_url="http://127.0.0.1/")
        seen.append(weakref.ref(plugin.pages.portal))
    gc.collect()
    assert [portal() is not None for portal in seen] == [False, False, False, True]
