"""Small screens, large text, own colours, less motion (WCAG 1.4.4, 1.4.10, 1.4.11, 1.4.12, 2.3.3)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright
from playwright.sync_api import Page as Tab

from machine import launch
from portals import HOST, Site

WIDE = {"width": 1280, "height": 900}

OVERFLOWING = """() => {
  // What stands in a box that scrolls by itself (a wide table) is not lost (WCAG 1.4.10 allows it).
  const scrolls = element => { for (let box = element.parentElement; box; box = box.parentElement)
    if (["auto", "scroll"].includes(getComputedStyle(box).overflowX)) return true; return false; };
  const wide = [...document.querySelectorAll("body *")].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && element.checkVisibility({visibilityProperty: true}) && (box.right > innerWidth + 1 || box.left < -1) && !scrolls(element);
  });
  const page = document.documentElement.scrollWidth > innerWidth ? [`the page is ${document.documentElement.scrollWidth} px wide`] : [];
  return [...page, ...wide.map(element => `${element.tagName}.${element.className} reaches beyond the screen: ${element.textContent.trim().slice(0, 40)}`)];
}"""

CUT_OFF = """() => [...document.querySelectorAll("body *")].filter(element => {
    const style = getComputedStyle(element);
    return ["hidden", "clip"].includes(style.overflowY) && style.clipPath === "none" && element.checkVisibility({visibilityProperty: true})
      && element.textContent.trim() !== "" && (element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1);
  }).map(element => `${element.tagName}.${element.className} is cut off: ${element.textContent.trim().slice(0, 40)}`)"""

SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }"""
"""What success criterion 1.4.12 asks a page to bear."""


@pytest.fixture(scope="module")
def with_large_text(playwright: Playwright) -> Iterator[Browser]:
    """A browser whose reader has set text to 200 %."""
    chromium = launch(playwright, "--blink-settings=defaultFontSize=32,defaultFixedFontSize=26")
    yield chromium
    chromium.close()


def faults(tab: Tab, sample: Site, address: str, style: str = "") -> list[str]:
    found = []
    for page in sample.samples(without=(HOST, "redirect")):
        tab.goto(address + page.address)
        if style:
            tab.add_style_tag(content=style)
        found += [f"{page.address}: {fault}" for fault in (*tab.evaluate(OVERFLOWING), *tab.evaluate(CUT_OFF))]
    return found


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_nothing_reaches_beyond_a_screen_of_320_pixels(
    sample: Site, address: str, browser: Browser, script: bool
) -> None:
    with browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=script) as context:
        assert faults(context.new_page(), sample, address) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_wider_spacing_of_text_loses_nothing(sample: Site, address: str, browser: Browser, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        assert faults(context.new_page(), sample, address, SPACING) == []


@pytest.mark.parametrize("width", [640, 768, 1280])
def test_no_term_lies_on_what_is_said_of_it(sample: Site, address: str, browser: Browser, width: int) -> None:
    # A day that never breaks was wider than the column that was kept for it.
    meeting = """() => [...document.querySelectorAll("dl > div")].filter(row => {
        const said = [...row.querySelectorAll("dd")].map(dd => dd.getBoundingClientRect());
        const range = document.createRange();
        return [...row.querySelectorAll("dt")].some(dt => { range.selectNodeContents(dt); const a = range.getBoundingClientRect();
          return said.some(b => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom); });
      }).map(row => row.textContent.trim().slice(0, 60))"""
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        tab = context.new_page()
        for page in sample.samples(without=(HOST, "redirect")):
            tab.goto(address + page.address)
            assert tab.evaluate(meeting) == [], page.address


@pytest.mark.parametrize("width", [320, 390, 480, 768, 1280])
def test_no_line_ends_behind_a_hyphen_that_begins_a_word(
    sample: Site, address: str, browser: Browser, width: int
) -> None:
    torn = """() => [...document.querySelectorAll(".pn-held")].map(held => held.getClientRects().length)"""
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        tab = context.new_page()
        for notice in sample.of("notice", language="fi"):
            tab.goto(address + notice.address)
            assert set(tab.evaluate(torn)) <= {1}, notice.address


@pytest.mark.parametrize("width", [640, 1280])
def test_text_of_200_percent_loses_nothing(sample: Site, address: str, with_large_text: Browser, width: int) -> None:
    with with_large_text.new_context(viewport={"width": width, "height": 800}) as context:
        tab = context.new_page()
        tab.goto(address + "fi/")
        assert tab.evaluate("getComputedStyle(document.body).fontSize") == "32px"
        assert faults(tab, sample, address) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_controls_and_focus_keep_their_edges(
    sample: Site, address: str, browser: Browser, scheme: str
) -> None:
    with browser.new_context(
        forced_colors="active", color_scheme=scheme, viewport={"width": 320, "height": 640}
    ) as context:
        tab = context.new_page()
        tab.goto(address + sample.first("notice", "fi").address)
        assert tab.evaluate("matchMedia('(forced-colors: active)').matches")
        assert (
            tab.evaluate(
                "[...document.querySelectorAll('body *')].filter(e => getComputedStyle(e).forcedColorAdjust === 'none').map(e => e.className)"
            )
            == []
        ), "colours of the reader's own choice are overruled"
        edges = """selector => [...document.querySelectorAll(selector)].filter(element => {
            const style = getComputedStyle(element);
            return element.checkVisibility({visibilityProperty: true}) && (style.borderTopStyle === "none" || parseFloat(style.borderTopWidth) < 1
              || style.borderTopColor === getComputedStyle(document.body).backgroundColor);
          }).map(element => element.outerHTML.slice(0, 100))"""
        tab.locator('[data-pn-opener][popovertarget="pn-search"]').click()
        assert (
            tab.evaluate(edges, ".pn-tool, .pn-close, .pn-search input, .pn-search-submit, .pn-object, .pn-short") == []
        )
        tab.keyboard.press("Tab")
        outline = tab.evaluate(
            "(e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).outlineColor])(document.activeElement)"
        )
        background = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        assert outline[0] == "solid" and outline[1] != background


def test_in_forced_colours_the_page_one_is_on_stands_out_in_the_menu(
    sample: Site, address: str, browser: Browser
) -> None:
    with browser.new_context(forced_colors="active", viewport=WIDE) as context:
        tab = context.new_page()
        tab.goto(address + sample.first("rights", "fi").address)
        colours = tab.locator("#pn-menu a").evaluate_all(
            "links => links.map(a => [a.getAttribute('aria-current') === 'page', getComputedStyle(a).borderInlineStartColor])"
        )
        current = {colour for is_current, colour in colours if is_current}
        others = {colour for is_current, colour in colours if not is_current}
        assert len(current) == 1 and others and not current & others


def test_nothing_moves_for_readers_who_asked_for_less_motion(sample: Site, address: str, browser: Browser) -> None:
    moving = """() => [...document.querySelectorAll("*")].filter(element => {
        const style = getComputedStyle(element);
        return style.animationName !== "none" || style.transitionDuration.split(", ").some(time => parseFloat(time) > 0) || style.scrollBehavior === "smooth";
      }).map(element => element.outerHTML.slice(0, 100))"""
    with browser.new_context(reduced_motion="reduce") as context:
        tab = context.new_page()
        for page in sample.samples(without=(HOST, "redirect"), language="fi"):
            tab.goto(address + page.address)
            assert tab.evaluate(moving) == []
