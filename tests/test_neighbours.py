"""The plugin beside others that people combine: each alone and all together, before it and after it in the list.

The portal's pages must come out as they do without the neighbour, and the neighbour must see them as it sees the rest.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sites import ANOTHER_NOTICE, NOTICE, PORTAL, WRITTEN, Html, build, draw, portal_pages, run, site

pytestmark = pytest.mark.site

CODE = "{{ 7*7 }} {% raw %} {% for x in y %} {{ config }}"
"""Text of a notice that would be a program elsewhere."""

DRAWING = {
    **ANOTHER_NOTICE,
    **WRITTEN,
    "notices/letters/sv.yml": ANOTHER_NOTICE["notices/letters/sv.yml"]
    .replace("title: Brev", f'title: "Brev {CODE}"\nslug: brev')
    .replace("Vi skickar", f"Vi skickar {CODE}"),
    "docs/index.md": "---\ntags: [one]\n---\n\n# The shop\n\nWelcome to {{ 6*7 }} things.\n",
    "docs/handbook/index.md": "# Handbook\n\nText.\n",
    "docs/blog/index.md": "# Blog\n",
    "docs/blog/posts/one.md": "---\ndate: 2026-01-01\n---\n\n# First\n\nHello.\n",
    "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
}

NEIGHBOURS: Mapping[str, object] = {
    "search": {},
    "tags": {},
    "blog": {},
    "redirects": {"redirect_maps": {"old/orders.md": "fi/tilaukset.md", "old/brev.md": "sv/brev.md"}},
    "rss": {"match_path": "fi/.*", "use_git": False, "date_from_meta": {"as_creation": "date"}},
    "minify": {"minify_html": True},
    "awesome-nav": {},
    "git-revision-date-localized": {
        "type": "iso_date",
        "enable_creation_date": False,
        "fallback_to_build_date": True,
    },
    "macros": {},
}


def settings(*plugins: Mapping[str, object]) -> str:
    """The settings of the site, in JSON, which is YAML."""
    return json.dumps(
        {
            "site_name": "Shop",
            "site_url": "https://shop.example/",
            "theme": {"name": "material", "font": False},
            "plugins": plugins,
        }
    )


def beside(root: Path, *names: str, ours_first: bool) -> Path:
    """The site with the neighbours, in a repository, because some of them ask git."""
    own: Mapping[str, object] = {"privacy-notices": {}}
    others = [{name: NEIGHBOURS[name]} for name in names]
    draw(root, PORTAL, DRAWING, {"mkdocs.yml": settings(*([own, *others] if ours_first else [*others, own]))})
    identity = (
        "-c",
        "user.name=Writer",
        "-c",
        "user.email=writer@shop.example",
        "-c",
        "commit.gpgsign=false",
    )
    for command in (("init", "-q"), ("add", "."), (*identity, "commit", "-q", "-m", "Begin")):
        subprocess.run(["git", *command], cwd=root, check=True, capture_output=True)
    return build(root)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(tmp_path_factory.mktemp("alone"), DRAWING, {"mkdocs.yml": settings({"privacy-notices": {}})})


ORDERS = pytest.mark.parametrize("ours_first", [True, False], ids=["first", "last"])


def ours(folder: Path) -> dict[str, bytes]:
    """The portal's pages. The front page of this site is written by hand, and the page for missing ones goes with it."""
    return {path: text for path, text in portal_pages(folder).items() if path not in ("index.html", "404.html")}


@ORDERS
@pytest.mark.parametrize("name", [name for name in NEIGHBOURS if name != "minify"])
def test_a_neighbour_changes_no_byte_of_the_portal(alone: Path, tmp_path: Path, name: str, ours_first: bool) -> None:
    assert ours(beside(tmp_path, name, ours_first=ours_first)) == ours(alone)


@ORDERS
def test_all_neighbours_together_leave_the_words_of_the_portal_alone(
    alone: Path, tmp_path: Path, ours_first: bool
) -> None:
    folder = beside(tmp_path, *NEIGHBOURS, ours_first=ours_first)
    pages = ours(alone)
    assert len(pages) == 21
    for path, text in pages.items():
        plain, minified = Html.of(text.decode()), Html.read(folder / path)
        assert minified.main.replace(" ", "") == plain.main.replace(" ", ""), path
        assert minified.alternates == plain.alternates, path
        assert [element.tag for element in minified.elements] == [element.tag for element in plain.elements], path


@ORDERS
def test_macros_never_run_what_a_notice_says(tmp_path: Path, ours_first: bool) -> None:
    html = Html.read(beside(tmp_path, "macros", ours_first=ours_first) / "sv/brev/index.html")
    assert html.one("h1").text == f"Brev {CODE}"
    assert html.title.startswith(f"Brev {CODE}")
    assert html.main.count(CODE) > 2
    assert "Welcome to 42 things" in (tmp_path / "site/index.html").read_text(encoding="utf-8")


@ORDERS
def test_redirects_may_lead_to_a_notice(tmp_path: Path, ours_first: bool, caplog: pytest.LogCaptureFixture) -> None:
    folder = beside(tmp_path, "redirects", ours_first=ours_first)
    assert "../../fi/tilaukset/" in (folder / "old/orders/index.html").read_text(encoding="utf-8")
    assert "does not exist" not in caplog.text


@ORDERS
def test_a_feed_lists_the_notices_with_their_titles_and_summaries(tmp_path: Path, ours_first: bool) -> None:
    feed = ElementTree.parse(beside(tmp_path, "rss", ours_first=ours_first) / "feed_rss_updated.xml").getroot()
    items = {item.findtext("link"): item for item in feed.iter("item")}
    orders = items["https://shop.example/fi/tilaukset/"]
    assert orders.findtext("title") == "Tilaukset"
    assert orders.findtext("description") == "Seloste kertoo, mitä tietoja tarvitsemme tilaukseesi."
    assert not any("/sv/" in (link or "") for link in items)


@ORDERS
def test_the_menu_of_the_site_has_none_of_the_portals_pages(tmp_path: Path, ours_first: bool) -> None:
    html = Html.read(beside(tmp_path, "awesome-nav", ours_first=ours_first) / "handbook/index.html")
    addresses = [
        element.attributes["href"]
        for nav in html.all("nav", cls="md-nav--primary")
        for element in nav.inside
        if element.tag == "a"
    ]
    assert "../blog/" in addresses
    assert [address for address in addresses if re.match(r"\.\./(fi|sv|en)/", address)] == []


@ORDERS
def test_the_sites_own_search_leaves_the_portal_to_the_portals(tmp_path: Path, ours_first: bool) -> None:
    index = json.loads(
        (beside(tmp_path, "search", ours_first=ours_first) / "search/search_index.json").read_text(encoding="utf-8")
    )
    locations = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert "handbook/" in locations
    assert not locations & {f"{path}/" for path in NOTICE.values()}


def test_git_dates_are_read_of_the_words_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    beside(tmp_path, "git-revision-date-localized", ours_first=True)
    assert [
        record.getMessage() for record in caplog.records if "git-revision" in record.name and record.levelno > 20
    ] == []


def test_properdocs_gives_the_same_portal(alone: Path, tmp_path: Path) -> None:
    """The fork that carries MkDocs 1.x on."""
    root = draw(tmp_path, PORTAL, DRAWING, {"mkdocs.yml": settings({"privacy-notices": {}})})
    done = run(root, "properdocs", "build")
    assert done.returncode == 0, done.stderr
    assert ours(root / "site") == ours(alone)
