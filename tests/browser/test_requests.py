"""A portal about privacy asks nobody else for anything and leaves nothing on the reader's device."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Request, Response
from playwright.sync_api import Page as Tab

from portals import LANGUAGES, Site

STORED = """async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookie: document.cookie,
  databases: (await indexedDB.databases()).map(one => one.name), caches: "caches" in window ? await caches.keys() : [],
  workers: "serviceWorker" in navigator ? (await navigator.serviceWorker.getRegistrations()).length : 0,
})"""

NOTHING = {"local": [], "session": [], "cookie": "", "databases": [], "caches": [], "workers": 0}


@dataclass
class Log:
    """What a browser asked for and complained of."""

    address: str
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("requestfailed", self._failed)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith((self.address, "data:")):
            self.faults.append(f"{request.url} is somebody else's")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # as when the reader goes on before an icon is there
            self.faults.append(f"{request.url} failed: {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.url} is {response.status}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text}")


def nothing_is_stored(tab: Tab) -> bool:
    return tab.context.cookies() == [] and tab.evaluate(STORED) == NOTHING


def search(tab: Tab, words: str) -> None:
    tab.locator("#pn-search-field").fill(words)
    tab.locator(".pn-search-results li").first.wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_kind_of_page_asks_others_or_stores_anything(
    sample: Site, address: str, browser: Browser, figures: Counter[str], language: str
) -> None:
    log = Log(address)
    with browser.new_context() as context:
        log.follow(context)
        tab = context.new_page()
        for page in sample.samples(without=("redirect",), language=language):
            tab.goto(address + page.address, wait_until="networkidle")
            assert nothing_is_stored(tab), page
    figures["requests logged"] += len(log.requests)
    figures["requests to others, failed requests and complaints of the browser"] += len(log.faults)
    assert log.requests and log.faults == []


def test_searching_and_changing_the_language_asks_nobody_else_and_stores_nothing(
    sample: Site, address: str, browser: Browser, figures: Counter[str]
) -> None:
    log = Log(address)
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        log.follow(context)
        tab = context.new_page()
        tab.goto(address + sample.first("notice", "fi").address)
        for language in ("sv", "en", "fi"):
            search(tab, tab.locator("h1").inner_text())
            tab.locator(".pn-search-results a").first.click()
            tab.locator(f".pn-languages a[hreflang={language}]").click()
            tab.locator(f"html[lang={language}]").wait_for(state="attached")
            assert nothing_is_stored(tab)
    figures["requests logged"] += len(log.requests)
    figures["requests to others, failed requests and complaints of the browser"] += len(log.faults)
    assert any("search" in urlsplit(url).path for url in log.requests) and log.faults == []


def test_old_addresses_lead_to_a_page_that_exists(sample: Site, address: str, browser: Browser) -> None:
    log = Log(address)
    with browser.new_context() as context:
        log.follow(context)
        tab = context.new_page()
        for page in sample.of("redirect"):
            tab.goto(address + page.address)
            tab.locator("body.pn-kind-notice").wait_for()
    assert log.faults == []


def test_a_page_that_does_not_exist_brings_the_portals_own_with_links_that_work(
    sample: Site, address: str, browser: Browser
) -> None:
    with browser.new_context() as context:
        tab = context.new_page()
        answer = tab.goto(f"{address}fi/does/not/exist/")
        assert answer is not None and answer.status == 404
        fonts = tab.evaluate("getComputedStyle(document.querySelector('.pn-header')).display")
        assert fonts == "block" and tab.evaluate("[...document.styleSheets].every(sheet => sheet.cssRules.length > 0)")
        targets = tab.locator("main a").evaluate_all("links => links.map(a => a.href)")
        assert sorted(targets) == sorted(f"{address}{language}/" for language in LANGUAGES)
        assert all(context.request.get(target).ok for target in targets)
