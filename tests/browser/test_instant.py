"""From the company's site into the portal and back, where the theme changes only a part of the page that is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sites import PORTAL, build, draw, free_port, served

FEATURES = "site_name: Acme\ntheme: {name: material, font: false, features: [navigation.instant, navigation.instant.progress]}\n"
HOST = {
    "docs/index.md": "# Acme\n\n[Privacy](en/orders.md) [Products](products.md)\n\n## Below\n",
    "docs/products.md": "# Products\n\nText.\n",
}
SHEETS = (
    "() => [...document.styleSheets].map((sheet) => new URL(sheet.href ?? location).pathname.split('/').pop()).sort()"
)
MARK = "() => { window.sameDocument = true; }"
IS_SAME = "() => window.sameDocument === true"


@pytest.fixture(scope="module", params=["", "privacy"], ids=["at the root", "in a folder"])
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of the site and where the portal is in it. `site_url` is that address: else the theme finds none of
    its pages in the sitemap, and loads whole pages anyway."""
    folder = f"{request.param}/" if request.param else ""
    port = free_port()
    plugin = f"{{privacy-notices: {{folder: '{request.param}'}}}}"
    drawing = {**HOST, "docs/index.md": HOST["docs/index.md"].replace("(en/", f"({folder}en/")}
    settings = f"{FEATURES}site_url: http://127.0.0.1:{port}/\nplugins: [{plugin}, search]\n"
    root = draw(tmp_path_factory.mktemp("instant"), PORTAL, drawing, {"mkdocs.yml": settings})
    with served(build(root), port) as address:
        yield address, folder


@pytest.fixture
def page(browser: Browser, home: tuple[str, str]) -> Iterator[Page]:
    with browser.new_context() as context:
        errors: list[str] = []
        found = context.new_page()
        found.on("pageerror", lambda error: errors.append(str(error)))
        yield found
        assert errors == []


def settled(page: Page, address: str) -> None:
    """The theme has read the sitemap, by which it knows what to change."""
    with page.expect_response("**/sitemap.xml"):
        page.goto(address)
    page.wait_for_load_state("networkidle")


def test_a_link_to_the_portal_loads_the_whole_page_and_so_does_one_back(page: Page, home: tuple[str, str]) -> None:
    """The reader saw the old page's text under the address and the title of the notice, without a style sheet."""
    address, folder = home
    settled(page, address)
    host_sheets = page.evaluate(SHEETS)
    page.evaluate(MARK)
    page.get_by_role("link", name="Products").first.click()
    expect(page.locator("h1")).to_have_text("Products")
    assert page.evaluate(IS_SAME), "the theme changes only a part of the page: else nothing is tried here"

    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate(MARK)
    page.get_by_role("link", name="Privacy").click()
    page.wait_for_url(f"**/{folder}en/orders/")
    expect(page.locator("h1")).to_have_text("Orders")
    assert page.title().startswith("Orders")
    assert page.locator("html").get_attribute("lang") == "en"
    assert not page.evaluate(IS_SAME)
    assert page.evaluate(SHEETS) == ["privacy-notices.css"]

    page.get_by_role("navigation").get_by_role("link", name="Suomi").click()
    page.wait_for_url(f"**/{folder}fi/tilaukset/")
    expect(page.locator("h1")).to_have_text("Tilaukset")
    assert page.locator("html").get_attribute("lang") == "fi"
    assert page.evaluate(SHEETS) == ["privacy-notices.css"]

    page.go_back()
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Acme")
    assert page.evaluate(SHEETS) == host_sheets
    page.go_forward()
    expect(page.locator("h1")).to_have_text("Orders")
    assert page.evaluate(SHEETS) == ["privacy-notices.css"]


def test_a_link_that_was_shown_without_a_whole_load_leads_there_as_well(page: Page, home: tuple[str, str]) -> None:
    address, folder = home
    settled(page, f"{address}products/")
    page.evaluate(MARK)
    page.get_by_role("link", name="Acme").first.click()
    expect(page.locator("h1")).to_contain_text("Acme")
    assert page.evaluate(IS_SAME)
    page.get_by_role("link", name="Privacy").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{folder}en/orders/")
    expect(page.locator("h1")).to_have_text("Orders")
    assert not page.evaluate(IS_SAME)


LOOKS_LIKE_THE_THEME = "**/en/orders/"


def test_from_a_page_of_the_portal_in_the_themes_own_look_every_link_loads_the_whole_page(
    page: Page, home: tuple[str, str]
) -> None:
    """A page that the theme had made, at the address of a notice: its scripts are at work there, too."""
    address, folder = home
    host = page.request.get(f"{address}products/").text()
    host = host.replace('"../', f'"{address}').replace('".."', f'"{address.rstrip("/")}"')
    page.route(LOOKS_LIKE_THE_THEME, lambda route: route.fulfill(body=host, content_type="text/html"))
    settled(page, f"{address}{folder}en/orders/")
    page.evaluate(MARK)
    page.get_by_role("link", name="Acme").first.click()
    expect(page.locator("h1")).to_contain_text("Acme")
    assert not page.evaluate(IS_SAME)


def test_the_script_is_there_only_where_the_theme_has_the_feature(tmp_path: Path) -> None:
    settings = f"{FEATURES}plugins: [privacy-notices]\n".replace("navigation.instant,", "").replace(
        "navigation.instant.progress", "navigation.top"
    )
    folder = build(draw(tmp_path, PORTAL, HOST, {"mkdocs.yml": settings}))
    assert not (folder / "assets/privacy-notices-leaving.js").exists()
    assert "leaving" not in (folder / "products/index.html").read_text(encoding="utf-8")


def test_the_script_needs_no_hash_in_the_policy(home: tuple[str, str], page: Page) -> None:
    address, _ = home
    html = page.request.get(address).text()
    assert '<script src="assets/privacy-notices-leaving.js"></script>' in html


def test_the_search_of_a_language_finds_its_notices_wherever_the_portal_lies(page: Page, home: tuple[str, str]) -> None:
    address, folder = home
    page.goto(f"{address}{folder}fi/")
    page.get_by_placeholder("Hae selosteista").fill("tilauksesi")
    result = page.locator(".pn-search-results a").first
    expect(result).to_contain_text("Tilaukset")
    result.click()
    page.wait_for_url(f"**/{folder}fi/tilaukset/**")
    expect(page.locator("h1")).to_have_text("Tilaukset")
