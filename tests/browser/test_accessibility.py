"""WCAG 2.0 to 2.2, A and AA, and best practices, as axe judges them, on every kind of page in every language."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from playwright.sync_api import Browser

import axe
from portals import HOST, LANGUAGES, Site

SCHEMES = ("light", "dark")
WIDTHS = (320, 768, 1280)
NARROW = {"width": 320, "height": 640}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_a_violation_in_any_colour_scheme_and_width(
    sample: Site, address: str, browser: Browser, figures: Counter[str], language: str
) -> None:
    found = []
    pages = sample.samples(without=(HOST, "redirect"), language=language)
    with browser.new_context() as context:
        page = context.new_page()
        for one in pages:
            page.goto(address + one.address)
            for scheme, width in product(SCHEMES, WIDTHS):
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": 800})
                found += [f"{one.address} ({scheme}, {width} px): {fault}" for fault in axe.violations(page)]
    figures[f"pages judged by axe in {len(SCHEMES)} colour schemes × {len(WIDTHS)} widths"] += len(pages)
    figures["violations"] += len(found)
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_open_menu_and_search_have_no_violation(
    sample: Site, address: str, browser: Browser, figures: Counter[str], language: str, scheme: str
) -> None:
    found = []
    with browser.new_context(color_scheme=scheme, viewport=NARROW) as context:
        page = context.new_page()
        page.goto(address + sample.first("notice", language).address)
        page.locator('[popovertarget="pn-menu"]').first.click()
        page.locator("#pn-menu:popover-open").wait_for()
        found += [f"menu: {fault}" for fault in axe.violations(page)]
        page.keyboard.press("Escape")
        page.locator('[popovertarget="pn-search"]').first.click()
        page.locator("#pn-search-field").fill(page.locator("h1").inner_text())
        page.locator(".pn-search-results li").first.wait_for()
        found += [f"search on a narrow screen: {fault}" for fault in axe.violations(page)]
        page.set_viewport_size({"width": 1280, "height": 800})
        page.locator("#pn-search-field").fill(page.locator("h1").inner_text())
        page.locator(".pn-search-results li").first.wait_for()
        found += [f"search on a wide screen: {fault}" for fault in axe.violations(page)]
    figures["open menus and searches judged by axe"] += 3
    figures["violations"] += len(found)
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_no_page_has_a_violation(
    sample: Site, address: str, browser: Browser, figures: Counter[str], language: str
) -> None:
    found = []
    pages = sample.samples(without=(HOST, "redirect"), language=language)
    with browser.new_context(viewport=NARROW) as context:
        # The script is kept away rather than switched off: axe is a script itself.
        context.route("**/*.js", lambda route: route.abort())
        page = context.new_page()
        for one in pages:
            page.goto(address + one.address)
            assert page.evaluate("!document.querySelector('[aria-expanded]')"), "the page's own script ran"
            found += [f"{one.address}: {fault}" for fault in axe.violations(page)]
    figures["pages judged by axe without their script"] += len(pages)
    figures["violations"] += len(found)
    assert found == []


def test_an_old_address_is_readable_where_browsers_do_not_follow_it(
    sample: Site, address: str, browser: Browser
) -> None:
    found = []
    with browser.new_context() as context:
        page = context.new_page()
        for one in sample.of("redirect"):
            html = context.request.get(address + one.address).text()
            page.set_content(html.replace('http-equiv="refresh"', 'name="refresh"'))
            found += [f"{one.address}: {fault}" for fault in axe.violations(page)]
    assert found == []
