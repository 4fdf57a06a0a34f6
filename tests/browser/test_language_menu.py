"""Each page leads to itself in the other languages, and says which language its parts are in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from portals import HOST, LANGUAGES, ROOT, Site, build, served

HAS_LANGUAGES = ("notice", "version", "front", "rights", "authority", "page", "accessibility")
"""Kinds of pages that every language has one of."""


def test_a_notice_leads_to_itself_in_every_language_and_back(sample: Site, address: str, browser: Browser) -> None:
    with browser.new_context() as context:
        tab = context.new_page()
        for page in sample.samples(without=("redirect", "choose", "404", "404-all", HOST), language="fi"):
            tab.goto(address + page.address)
            start, kind = tab.url, tab.locator("body").get_attribute("class")
            told = tab.locator("link[rel=alternate]").evaluate_all(
                "links => links.map(one => [one.hreflang, new URL(one.href).pathname])"
            )
            for language in ("sv", "en", "fi"):
                tab.locator(f".pn-languages a[hreflang={language}]").click()
                tab.locator(f"html[lang={language}]").wait_for(state="attached")
                assert tab.locator("body").get_attribute("class") == kind
                # What the reader's menu leads to is what search engines are told of.
                assert page.kind == "version" or [language, "/" + tab.url.removeprefix(address)] in told
            assert tab.url == start


def test_the_first_page_offers_every_language_in_itself(address: str, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(address)
        links = tab.locator("main a")
        assert [links.nth(i).get_attribute("lang") for i in range(links.count())] == list(LANGUAGES)
        links.nth(1).click()
        assert tab.url == f"{address}sv/"


def test_the_frame_of_a_page_has_no_word_of_another_language(sample: Site, address: str, browser: Browser) -> None:
    """Menus, buttons, names for screen readers: what two languages share is names only."""
    words = """() => {
      const parts = [...document.querySelectorAll("body > :not(.pn-frame), .pn-side, .pn-edit")], found = new Set();
      for (const part of parts) for (const element of [part, ...part.querySelectorAll("*")]) {
        if (element.closest("[lang]") !== document.documentElement) continue;
        for (const name of ["aria-label", "placeholder", "title", "alt"]) if (element.getAttribute(name)) found.add(element.getAttribute(name).trim());
        for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE && node.data.trim()) found.add(node.data.trim());
      }
      return [...found];
    }"""
    seen: dict[str, set[str]] = {}
    with browser.new_context() as context:
        tab = context.new_page()
        for language in LANGUAGES:
            tab.goto(address + sample.first("rights", language).address)
            seen[language] = set(tab.evaluate(words))
    assert all(len(found) > 10 for found in seen.values())
    names = {"Virtakaari"}
    assert seen["fi"] & seen["sv"] <= names
    assert seen["fi"] & seen["en"] <= names
    assert seen["sv"] & seen["en"] <= names


@pytest.fixture(scope="module")
def half_translated(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The sample portal with one notice that nobody has translated into Swedish."""
    root = tmp_path_factory.mktemp("half") / "portal"
    shutil.copytree(ROOT / "notices", root / "notices")
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copy(ROOT / "mkdocs.yml", root)
    for file in Path(root, "notices", "customer-register").rglob("sv.yml"):
        file.unlink()
    return build(root, root / "site")


def test_words_of_another_language_carry_its_lang_and_are_told_of(half_translated: Site, browser: Browser) -> None:
    spoken = """() => {
      const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), found = [];
      while (walker.nextNode()) if (walker.currentNode.data.trim()) found.push([walker.currentNode.parentElement.closest("[lang]").lang, walker.currentNode.data.trim()]);
      return found;
    }"""
    finnish, swedish, own = "tietosuoja", "personuppgift", "sv"
    with served(half_translated) as address, browser.new_context() as context:
        tab = context.new_page()
        tab.goto(f"{address}fi/")
        source = sorted(half_translated.of("notice", language="fi"), key=lambda page: page.address)
        links = {}
        for page in source:
            tab.goto(address + page.address)
            links[tab.locator(".pn-languages a[hreflang=sv]").get_attribute("class")] = page
        untranslated = links["pn-unavailable"]
        tab.goto(address + untranslated.address)
        note = tab.locator(".pn-languages a[hreflang=sv]").get_attribute("aria-describedby")
        assert tab.locator(f"#{note}").inner_text().strip(), "the menu does not say that there is no translation"
        texts = dict(
            tab.evaluate(
                "() => [['h1', document.querySelector('h1').textContent.trim()], ['lead', document.querySelector('.pn-lead').textContent.trim()]]"
            )
        )
        tab.locator(".pn-languages a[hreflang=sv]").click()
        assert tab.locator("html").get_attribute("lang") == own
        assert tab.locator("main .pn-note").count() >= 1, "the page does not say that it is not translated"
        said = tab.evaluate(spoken)
        assert {lang for lang, text in said if text in texts.values()} == {"fi"}
        sentences = [text.lower() for lang, text in said if lang == own and " " in text]  # addresses have no language
        assert not [text for text in sentences if finnish in text]
        assert [text for text in sentences if swedish in text], "nothing is said in the page's own language"
        assert tab.locator("link[rel=alternate]").count() == 0, (
            "search engines are told of a translation that does not exist"
        )
        assert tab.locator("meta[name=robots][content=noindex]").count() == 1
