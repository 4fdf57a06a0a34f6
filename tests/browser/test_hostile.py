"""What people write cannot run, load, redirect or break out of a page, wherever they write it; judged on the DOM."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route
from playwright.sync_api import Page as Tab

import hostile
import sites
from attacks import ATTACKS
from portals import Site, build, served
from privacy_notices.publication import Publication
from privacy_notices.vocabulary import shipped_catalogs

DAY = datetime.date(2026, 11, 1)

TAGS = (
    "html head meta link title script body header footer nav main aside section article search div p a ul ol li dl dt dd h1 h2 h3 h4 span strong "
    "em br address time code details summary table caption thead tbody tr th td form label input button svg path circle"
).split()  # fmt: skip

ATTRIBUTES = (
    "id class lang dir href hreflang rel name content charset src defer type viewBox width height d cx cy r fill stroke stroke-width "
    "stroke-linecap stroke-linejoin hidden popover popovertarget popovertargetaction for autocomplete autocapitalize spellcheck enterkeyhint "
    "maxlength placeholder role open scope datetime target tabindex"
).split()  # fmt: skip

SCHEMES = ("https:", "mailto:", "tel:")
PREVIEW_SCHEMES = (*SCHEMES, "vscode:")
"""A preview has links that open a file in an editor."""

JUDGE = """([tags, attributes, schemes]) => {
  const faults = [], ids = new Set();
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName, say = what => faults.push(`${what}: ${element.outerHTML.slice(0, 160)}`);
    if (!tags.includes(name)) say("element");
    if (name === "script" && (element.textContent !== "" || !/^[./]*\\/?assets\\/privacy-notices[a-z-]*\\.js$/.test(element.getAttribute("src")))) say("script");
    if (name === "meta" && element.httpEquiv) say("meta");
    if (element.id && ids.has(element.id)) say("second id");
    ids.add(element.id);
    for (const {name, value} of element.attributes) {
      if (!attributes.includes(name) && !/^(aria|data)-[a-z-]+$/.test(name)) say(`attribute ${name}`);
      if (name === "href" || name === "src") {
        const url = new URL(value, document.baseURI);
        if (url.origin !== location.origin && !schemes.includes(url.protocol)) say(`address ${url}`);
        if (url.username || url.password) say(`name in the address ${url}`);
      }
    }
  }
  return faults;
}"""

FRAME = """() => [...document.querySelectorAll("*")].filter(element => !element.closest(".pn-content, .pn-side, .pn-languages, head, .pn-search-results"))
  .map(element => `${element.parentElement?.localName}>${element.localName}#${element.id}.${element.className}`)"""
"""What stands around the text of a page. An attack that closes `main` or swallows the footer changes it."""


class Jury:
    """A tab in which pages are looked at, and what went wrong in it."""

    def __init__(self, tab: Tab, address: str, schemes: tuple[str, ...] = SCHEMES) -> None:
        self.tab = tab
        self.faults: list[str] = []
        self._schemes = schemes
        tab.on("dialog", lambda dialog: (self.faults.append(f"{tab.url}: a script ran: {dialog.message}"), dialog.dismiss()))
        tab.on("pageerror", lambda error: self.faults.append(f"{tab.url}: {error}"))
        tab.on("popup", lambda popup: self.faults.append(f"{tab.url}: opened {popup.url}"))
        tab.context.on("request", lambda request: None if request.url.startswith(address) else self.faults.append(f"{tab.url}: asked for {request.url}"))

    def judge(self) -> list[str]:
        """Look at the page that is open; its frame."""
        self.faults += [f"{self.tab.url}: {fault}" for fault in self.tab.evaluate(JUDGE, [TAGS, ATTRIBUTES, self._schemes])]
        frame: list[str] = self.tab.evaluate(FRAME)
        return frame


def publication(root: Path, texts: dict[str, hostile.Yaml], *, drafts: bool = False) -> Publication:
    return Publication.open(hostile.write(root, texts), DAY, drafts=drafts)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A portal with a notice for each attack, really built."""
    root = sites.draw(tmp_path_factory.mktemp("attacked"), {"mkdocs.yml": sites.MKDOCS})
    hostile.write(root / "notices", hostile.notices(ATTACKS))
    return build(root, root / "site")


@pytest.fixture(scope="module")
def attacked_address(attacked: Site) -> Iterator[str]:
    with served(attacked) as url:
        yield url


def test_no_attack_in_a_notice_has_an_effect_on_its_page(
    attacked: Site, attacked_address: str, browser: Browser, figures: Counter[str], tmp_path: Path
) -> None:
    titles = {hostile.line(attack) for attack in ATTACKS}
    shown = set()
    with browser.new_context() as context:
        jury = Jury(context.new_page(), attacked_address)
        frames = set()
        for page in attacked.of("notice", "version", "front", "choose", "rights", "authority", "accessibility", "404", "404-all"):
            jury.tab.goto(attacked_address + page.address)
            frame = tuple(jury.judge())
            if page.kind in ("notice", "version"):
                frames.add((page.kind, page.language, frame))
                shown.add(" ".join((jury.tab.locator("h1").text_content() or "").split()))
                text = jury.tab.locator("body").inner_text()
                assert "uid=" not in text and "<class 'type'>" not in text, "a template ran"
            figures["pages with attacks judged"] += 1
    figures["attacks tried in every field of a notice"] = len(ATTACKS)
    assert jury.faults == []
    assert shown == titles, "a title is not shown as it was written"
    assert len(frames) == 4, "an attack changed what stands around the text"


def test_no_attack_has_an_effect_in_search_results(attacked_address: str, browser: Browser, figures: Counter[str]) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        jury = Jury(context.new_page(), attacked_address)
        jury.tab.goto(f"{attacked_address}fi/")
        seen = set()
        for query in (hostile.WANTED, "alert", "script", "press", "evil", "onerror", "<img src=x onerror=alert(1)>", '"><script>alert(1)</script>'):
            jury.tab.locator("#pn-search-field").fill(query)
            jury.tab.wait_for_function("query => document.querySelector('.pn-search [role=status]').textContent.includes(query)", arg=query)
            jury.judge()
            seen |= set(jury.tab.locator(".pn-search-results a").all_text_contents())
            figures["searches for attacks"] += 1
    assert jury.faults == []
    assert any("alert(1)" in title for title in seen)


def _show(tab: Tab, html: str, address: str) -> None:
    """Open HTML as if it were served at an address."""
    def answer(route: Route) -> None:
        if route.request.url == address:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        else:
            route.fulfill(body="", content_type="text/javascript" if route.request.url.endswith(".js") else "text/css")

    tab.unroute_all()
    tab.route("**/*", answer)
    tab.goto(address)


def test_no_attack_has_an_effect_in_what_a_portal_has_once(browser: Browser, figures: Counter[str], tmp_path: Path) -> None:
    """Its name, description, introduction, brand, and every word of the interface, which a portal may put in other words."""
    keys = sorted(key for key in shipped_catalogs()["fi"].messages if not key.startswith(("slug.", "format.")))
    home = "http://127.0.0.1:9/"
    with browser.new_context() as context:
        jury = Jury(context.new_page(), home)
        frames: dict[str, set[tuple[str, ...]]] = {}
        for n, attack in enumerate(ATTACKS):
            interface = {key: ATTACKS[(n + at) % len(ATTACKS)] for at, key in enumerate(keys)}
            portal = publication(tmp_path / str(n), hostile.small(attack, interface))
            assert portal.is_readable
            pages = {path: html for path, html in hostile.rendered(portal)}
            for path in ("", "fi", next(path for path in pages if path.startswith("fi/") and path.count("/") == 1)):
                _show(jury.tab, pages[path], f"{home}{path}")
                frames.setdefault(path[:3], set()).add(tuple(jury.judge()))
                figures["pages with attacks judged"] += 1
            assert jury.tab.title().endswith(hostile.line(attack)), "the portal's name is not shown as it was written"
    figures["attacks tried in the portal's words"] = len(ATTACKS)
    assert jury.faults == []
    assert {path: len(found) for path, found in frames.items()} == {"": 1, "fi": 1, "fi/": 1}


def test_no_attack_has_an_effect_in_the_preview_of_broken_files(browser: Browser, figures: Counter[str], tmp_path: Path) -> None:
    """Error pages, status pages, and the faults above a page: they show what the author wrote, and names of files."""
    portal = publication(tmp_path, hostile.broken(ATTACKS), drafts=True)
    assert not [page for page in portal.pages() if page.kind == "notice"], "a notice with a hostile id is published"
    home = "http://127.0.0.1:9/"
    with browser.new_context() as context:
        jury = Jury(context.new_page(), home, PREVIEW_SCHEMES)
        kinds = Counter(page.kind for page in portal.pages())
        for number, (_, html) in enumerate(hostile.rendered(portal)):
            _show(jury.tab, html, f"{home}{number}")
            jury.judge()
            assert jury.tab.locator("body > footer").count() == 1
            figures["pages with attacks judged"] += 1
    assert kinds["error"] >= len(ATTACKS) and kinds["status"]
    assert jury.faults == []


def test_no_attack_has_an_effect_in_the_preview_of_drafts(browser: Browser, figures: Counter[str], tmp_path: Path) -> None:
    portal = publication(tmp_path, hostile.notices(ATTACKS), drafts=True)
    home = "http://127.0.0.1:9/"
    with browser.new_context() as context:
        jury = Jury(context.new_page(), home, PREVIEW_SCHEMES)
        for number, (_, html) in enumerate(hostile.rendered(portal)):
            _show(jury.tab, html, f"{home}{number}")
            jury.judge()
            figures["pages with attacks judged"] += 1
    assert jury.faults == []


def test_the_judge_finds_what_it_is_to_find(browser: Browser) -> None:
    home = "http://127.0.0.1:9/"
    bad = {
        "element": "<iframe></iframe>", "attribute onclick": "<p onclick='1'></p>", "attribute style": "<p style='color:red'></p>",
        "address": "<a href='javascript:alert(1)'></a>", "script": "<script>1</script>", "meta": "<meta http-equiv=refresh content=99>",
        "name in the address": "<a href='https://bank.example@evil.example/'></a>", "second id": "<p id=a></p><p id=a></p>",
    }  # fmt: skip
    with browser.new_context() as context:
        for what, html in bad.items():
            jury = Jury(context.new_page(), home)
            _show(jury.tab, f"<!doctype html><body>{html}", home)
            jury.judge()
            assert any(what in fault for fault in jury.faults), what
        jury = Jury(context.new_page(), home)
        _show(jury.tab, f"<!doctype html><body><img src=x onerror='alert({json.dumps(1)})'>", home)
        jury.tab.wait_for_function("document.images[0].complete")
        jury.judge()
        assert any("a script ran" in fault for fault in jury.faults)
