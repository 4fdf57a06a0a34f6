"""Everything can be done with the keyboard, and the focus is always seen (WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11, 4.1.2)."""

from __future__ import annotations

from collections import Counter

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from axe import TWO_FRAMES
from portals import HOST, LANGUAGES, Page, Site

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}
MOST_STOPS = 400

STOP = f"""async () => {{
  await {TWO_FRAMES};
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect(), style = getComputedStyle(element);
  // A link of two lines has two boxes, and nothing between them.
  const boxes = [...element.getClientRects()].filter(one => one.width > 0 && one.height > 0);
  const isSeen = boxes.some(one => [[one.left + 2, one.top + 2], [one.right - 2, one.bottom - 2], [(one.left + one.right) / 2, (one.top + one.bottom) / 2]]
    .some(([x, y]) => {{ const top = document.elementFromPoint(x, y); return top !== null && element.contains(top); }}));
  element.dataset.reached = "";
  return {{
    html: element.cloneNode(false).outerHTML, isSeen, visibility: style.visibility, opacity: style.opacity,
    left: box.left, right: box.right, outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
  }};
}}"""

LEFT_OUT = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
  .filter(element => element.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}) && element.tabIndex >= 0 && !("reached" in element.dataset))
  .map(element => element.outerHTML.slice(0, 120))"""
"""What can be seen and pressed but was never reached."""


def walk(tab: Tab, key: str = "Tab") -> list[str]:
    """Press a key until the focus leaves the page; what is wrong on the way."""
    faults = []
    session = tab.context.new_cdp_session(tab)
    width = tab.viewport_size["width"] if tab.viewport_size else 0
    for _ in range(MOST_STOPS):
        tab.keyboard.press(key)
        stop = tab.evaluate(STOP)
        if stop is None:
            return faults
        focused = session.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]["objectId"]
        node = session.send("Accessibility.getPartialAXTree", {"objectId": focused, "fetchRelatives": False})["nodes"][
            0
        ]
        problems = {
            "has no name": not node.get("name", {}).get("value", "").strip(),
            "has no role": node.get("role", {}).get("value") in (None, "generic", "none"),
            "is hidden": stop["visibility"] != "visible" or stop["opacity"] == "0",
            "is off the screen": stop["left"] < 0 or stop["right"] > width,
            "is covered or off the screen": not stop["isSeen"],
            "has no outline": stop["outline"] < 2,
        }
        faults += [f"{stop['html'][:120]} {problem}" for problem, there in problems.items() if there]
    return [*faults, f"more than {MOST_STOPS} stops"]


def pages(sample: Site, language: str) -> list[Page]:
    return [
        sample.of(kind, language=language)[0]
        for kind in dict.fromkeys(page.kind for page in sample.samples(without=(HOST, "redirect"), language=language))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["320px", "1280px"])
def test_every_stop_is_seen_and_named_and_nothing_is_left_out(
    sample: Site, address: str, browser: Browser, figures: Counter[str], language: str, viewport: dict[str, int]
) -> None:
    found = []
    with browser.new_context(viewport=viewport) as context:
        tab = context.new_page()
        for page in pages(sample, language):
            tab.goto(address + page.address)
            found += [f"{page.address}: {fault}" for fault in walk(tab)]
            found += [f"{page.address}: {html} is never reached" for html in tab.evaluate(LEFT_OUT)]
            figures["stops of the keyboard looked at"] += tab.locator("[data-reached]").count()
    assert found == []


@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["320px", "1280px"])
def test_going_backwards_is_seen_too(sample: Site, address: str, browser: Browser, viewport: dict[str, int]) -> None:
    with browser.new_context(viewport=viewport) as context:
        tab = context.new_page()
        tab.goto(address + sample.first("notice", "fi").address)
        tab.evaluate("scrollTo(0, document.body.scrollHeight)")
        assert walk(tab, "Shift+Tab") == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("panel", ["pn-menu", "pn-search"])
def test_a_panel_opens_by_key_takes_the_focus_and_gives_it_back_on_escape(
    sample: Site, address: str, browser: Browser, language: str, panel: str
) -> None:
    with browser.new_context(viewport=NARROW) as context:
        tab = context.new_page()
        tab.goto(address + sample.first("front", language).address)
        opener = tab.locator(f'[data-pn-opener][popovertarget="{panel}"]')
        assert opener.get_attribute("aria-expanded") == "false"
        opener.focus()
        tab.keyboard.press("Enter")
        tab.locator(f"#{panel}:popover-open").wait_for()
        tab.locator(f'[popovertarget="{panel}"][aria-expanded=true]').wait_for()
        tab.locator(f"#{panel} :focus").wait_for()
        tab.keyboard.press("Escape")
        tab.locator(f"#{panel}:not(:popover-open)").wait_for(state="attached")
        tab.locator(f'[popovertarget="{panel}"][aria-expanded=false]:focus').wait_for()


def test_what_a_search_found_can_be_walked_through_and_closed_with_escape(
    sample: Site, address: str, browser: Browser
) -> None:
    with browser.new_context(viewport=WIDE) as context:
        tab = context.new_page()
        tab.goto(address + sample.first("notice", "fi").address)
        field = tab.locator("#pn-search-field")
        field.fill(tab.locator("h1").inner_text())
        first = tab.locator(".pn-search-results a").first
        first.wait_for()
        field.focus()
        stops = tab.locator("#pn-search :is(button, a):visible").count()
        reached = []
        for _ in range(stops):
            tab.keyboard.press("Tab")
            reached.append(tab.evaluate("document.activeElement.closest('.pn-search-results') !== null"))
        assert reached[-1], "the last stop is not a result"
        tab.keyboard.press("Escape")
        first.wait_for(state="hidden")
        assert tab.evaluate("document.activeElement.id") == "pn-search-field"


def test_focus_that_leaves_an_open_panel_closes_it(sample: Site, address: str, browser: Browser) -> None:
    with browser.new_context(viewport=NARROW) as context:
        tab = context.new_page()
        tab.goto(address + sample.first("front", "fi").address)
        tab.locator('[data-pn-opener][popovertarget="pn-menu"]').press("Enter")
        tab.locator("#pn-menu:popover-open").wait_for()
        for _ in range(tab.locator("#pn-menu a, #pn-menu button").count()):
            tab.keyboard.press("Tab")
        tab.locator("#pn-menu:not(:popover-open)").wait_for(state="attached")
        assert tab.evaluate("document.activeElement.checkVisibility()")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_stop_leads_past_the_menu(sample: Site, address: str, browser: Browser, language: str) -> None:
    with browser.new_context(viewport=NARROW) as context:
        tab = context.new_page()
        tab.goto(address + sample.first("notice", language).address)
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("language", LANGUAGES)
def test_exactly_the_language_of_the_page_is_marked_and_each_is_named_in_itself(
    sample: Site, address: str, browser: Browser, language: str
) -> None:
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(address + sample.first("notice", language).address)
        links = tab.locator(".pn-languages a").evaluate_all(
            "links => links.map(a => [a.lang, a.hreflang, a.textContent.trim(), a.getAttribute('aria-current')])"
        )
        names = {"fi": "suomi", "sv": "svenska", "en": "English"}
        assert links == [[key, key, names[key], "true" if key == language else None] for key in LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_marks_the_page_one_is_on(sample: Site, address: str, browser: Browser, language: str) -> None:
    with browser.new_context(viewport=WIDE) as context:
        tab = context.new_page()
        for kind in ("front", "rights", "authority"):
            page = sample.first(kind, language)
            tab.goto(address + page.address)
            current = tab.locator("#pn-menu a[aria-current=page]")
            assert current.evaluate_all("links => links.map(a => a.href)") == [address + page.address]
