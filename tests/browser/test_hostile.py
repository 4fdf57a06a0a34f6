"""What people write cannot run, load, redirect or break out of a page, wherever they write it; judged on the DOM."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypedDict
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

import hostile
import sites
from attacks import ATTACKS
from portals import Site, build, served
from privacy_notices.languages.shipped_catalogs import shipped_catalogs
from privacy_notices.portal.options import Options
from privacy_notices.portal.publication import Publication

DAY = datetime.date(2026, 11, 1)

TAGS = [
    "html",
    "head",
    "meta",
    "link",
    "title",
    "script",
    "body",
    "header",
    "footer",
    "nav",
    "main",
    "aside",
    "section",
    "article",
    "search",
    "div",
    "p",
    "a",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "span",
    "strong",
    "em",
    "br",
    "bdi",
    "address",
    "time",
    "code",
    "details",
    "summary",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "form",
    "label",
    "input",
    "button",
    "svg",
    "path",
    "circle",
]

ATTRIBUTES = [
    "id",
    "class",
    "lang",
    "dir",
    "href",
    "hreflang",
    "rel",
    "name",
    "content",
    "charset",
    "src",
    "defer",
    "type",
    "viewBox",
    "width",
    "height",
    "d",
    "cx",
    "cy",
    "r",
    "fill",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "hidden",
    "popover",
    "popovertarget",
    "popovertargetaction",
    "for",
    "autocomplete",
    "autocapitalize",
    "spellcheck",
    "enterkeyhint",
    "maxlength",
    "placeholder",
    "role",
    "open",
    "scope",
    "datetime",
    "target",
    "tabindex",
]

SCHEMES = ("https:", "mailto:", "tel:")
PREVIEW_SCHEMES = (*SCHEMES, "vscode:")
"""A preview has links that open a file in an editor."""

OPEN_IN_FRAME = """url => new Promise(done => {
  let frame = document.querySelector("body > iframe#stage");
  if (!frame) { frame = document.createElement("iframe"); frame.id = "stage"; document.body.append(frame); }
  frame.onload = () => done(frame.contentDocument);
  frame.src = url;
})"""

JUDGE = """(page, [tags, attributes, schemes]) => {
  const faults = [], ids = new Set(), view = page.defaultView;
  for (const element of page.querySelectorAll("*")) {
    const name = element.localName, say = what => faults.push(`${what}: ${element.outerHTML.slice(0, 160)}`);
    if (!tags.includes(name)) say("element");
    if (name === "script" && (element.textContent !== "" || !/^[./]*\\/?assets\\/privacy-notices[a-z-]*\\.js$/.test(element.getAttribute("src")))) say("script");
    if (name === "meta" && element.httpEquiv) say("meta");
    if (element.id && ids.has(element.id)) say("second id");
    ids.add(element.id);
    for (const {name, value} of element.attributes) {
      if (!attributes.includes(name) && !/^(aria|data)-[a-z-]+$/.test(name)) say(`attribute ${name}`);
      if (name === "href" || name === "src") {
        const url = new URL(value, page.baseURI);
        if (url.origin !== view.location.origin && !schemes.includes(url.protocol)) say(`address ${url}`);
        if (url.username || url.password) say(`name in the address ${url}`);
      }
    }
  }
  if (/uid=\\d|<class '/.test(page.body.textContent)) faults.push("a template ran");
  // What stands around the text. An attack that closes `main` or swallows the footer changes it.
  const frame = [...page.querySelectorAll("*")].filter(element => !element.closest(".pn-content, .pn-side, .pn-languages, head, .pn-search-results"))
    .map(element => `${element.parentElement?.localName}>${element.localName}#${element.id}.${element.className}`).join(" ");
  return {faults, frame, heading: page.querySelector("h1")?.textContent.trim().replace(/\\s+/g, " "), title: page.title};
}"""


class Verdict(TypedDict):
    """What was seen on one page."""

    faults: list[str]
    frame: str
    """Its elements outside the text."""
    heading: str
    title: str


class Jury:
    """A tab in which pages are looked at, and what went wrong in it."""

    def __init__(self, tab: Tab, address: str, schemes: tuple[str, ...] = SCHEMES) -> None:
        self.faults: list[str] = []
        self.tab = tab
        self._law = [TAGS, ATTRIBUTES, schemes]
        self._address = address
        tab.on("dialog", lambda dialog: (self.faults.append(f"a script ran: {dialog.message}"), dialog.dismiss()))
        tab.on("pageerror", lambda error: self.faults.append(str(error)))
        tab.on("popup", lambda popup: self.faults.append(f"opened {popup.url}"))
        tab.context.on(
            "request",
            lambda request: None if request.url.startswith(address) else self.faults.append(f"asked for {request.url}"),
        )
        tab.route(
            f"{address}stage",
            lambda route: route.fulfill(body="<!doctype html><title>stage</title>", content_type="text/html"),
        )
        tab.goto(f"{address}stage")

    def judge(self, addresses: Iterable[str]) -> list[Verdict]:
        """Look at pages, one after another in a frame of one tab, which is many times faster than a visit to each."""
        script = f"""async ([urls, law]) => {{ const open = {OPEN_IN_FRAME}, judge = {JUDGE}, found = [];
          for (const url of urls) found.push(judge(await open(url), law)); return found; }}"""
        urls = [self._address + quote(address) for address in addresses]
        found: list[Verdict] = self.tab.evaluate(script, [urls, self._law])
        self.faults += [
            f"{url}: {fault}" for url, verdict in zip(urls, found, strict=True) for fault in verdict["faults"]
        ]
        return found

    def judge_this(self) -> None:
        """Look at the page that is open in the tab itself."""
        self.faults += self.tab.evaluate(f"law => ({JUDGE})(document, law)", self._law)["faults"]

    @property
    def verdict(self) -> list[str]:
        """The first faults of each kind."""
        kinds: dict[str, str] = {}
        for fault in self.faults:
            kinds.setdefault(fault.split(": ")[-2 if ": " in fault else 0][:40], fault)
        return list(kinds.values())[:20]


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
    attacked: Site, attacked_address: str, browser: Browser, figures: Counter[str]
) -> None:
    with browser.new_context() as context:
        jury = Jury(context.new_page(), attacked_address)
        jury.judge(page.address for page in attacked.pages if page.kind not in ("notice", "version"))
        for language in ("fi", "en"):
            for kind in ("notice", "version"):
                pages = attacked.of(kind, language=language)
                seen = jury.judge(page.address for page in pages)
                assert len(pages) == len(ATTACKS)
                assert {verdict["heading"] for verdict in seen} == {hostile.line(attack) for attack in ATTACKS}
                assert len({verdict["frame"] for verdict in seen}) == 1, "an attack changed what stands around the text"
    figures["attacks tried in every field of a notice"] = len(ATTACKS)
    figures["pages with attacks judged"] += len(attacked.pages)
    assert jury.verdict == []


def test_no_attack_has_an_effect_in_search_results(
    attacked_address: str, browser: Browser, figures: Counter[str]
) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        jury = Jury(context.new_page(), attacked_address)
        jury.tab.goto(f"{attacked_address}fi/")
        seen = set()
        for query in (
            hostile.WANTED,
            "alert",
            "script",
            "press",
            "evil",
            "onerror",
            "<img src=x onerror=alert(1)>",
            '"><script>alert(1)</script>',
        ):
            jury.tab.locator("#pn-search-field").fill(query)
            jury.tab.wait_for_function(
                "query => document.querySelector('.pn-search [role=status]').textContent.includes(query)", arg=query
            )
            jury.judge_this()
            seen |= set(jury.tab.locator(".pn-search-results a").all_text_contents())
            figures["searches for attacks"] += 1
    assert jury.verdict == []
    assert any("alert(1)" in title for title in seen)


def test_no_attack_has_an_effect_in_what_a_portal_has_once(
    browser: Browser, figures: Counter[str], tmp_path: Path
) -> None:
    """Its name, description, introduction, brand, and every word of the interface, which a portal may put in other words."""
    keys = sorted(key for key in shipped_catalogs()["fi"].messages if not key.startswith(("slug.", "format.")))
    addresses: list[tuple[str, str]] = []
    for n, attack in enumerate(ATTACKS):
        interface = {key: ATTACKS[(n + at) % len(ATTACKS)] for at, key in enumerate(keys)}
        portal = Publication.open(
            hostile.write(tmp_path / f"notices-{n}", hostile.small(attack, interface)), Options(DAY)
        )
        assert portal.is_readable
        hostile.publish(portal, tmp_path / "site" / str(n))
        notice = next(page for page in portal.pages() if page.kind == "notice")
        addresses += [
            (kind, f"{n}/{address}")
            for kind, address in (("choose", ""), ("front", "fi/"), ("notice", portal.site.address(notice.path)))
        ]
    with served(Site(tmp_path / "site")) as home, browser.new_context() as context:
        jury = Jury(context.new_page(), home)
        for kind in ("choose", "front", "notice"):
            seen = jury.judge(address for of, address in addresses if of == kind)
            assert len(seen) == len(ATTACKS)
            assert len({verdict["frame"] for verdict in seen}) == 1, "an attack changed what stands around the text"
            for verdict, attack in zip(seen, ATTACKS, strict=True):
                assert verdict["title"].endswith(hostile.line(attack)), (
                    "the portal's name is not shown as it was written"
                )
    figures["attacks tried in a portal's own words"] = len(ATTACKS)
    figures["pages with attacks judged"] += len(addresses)
    assert jury.verdict == []


def test_no_attack_has_an_effect_in_the_preview_of_broken_files(
    browser: Browser, figures: Counter[str], tmp_path: Path
) -> None:
    """Error pages, status pages, and the faults above a page show what the author wrote, and names of files."""
    portal = Publication.open(hostile.write(tmp_path / "notices", hostile.broken(ATTACKS)), Options(DAY, drafts=True))
    kinds = Counter(page.kind for page in portal.pages())
    assert kinds["error"] >= len(ATTACKS) and kinds["status"]
    assert not kinds["notice"], "a notice with a hostile id is published"
    _judge_preview(portal, browser, figures, tmp_path / "site")


def test_no_attack_has_an_effect_in_the_preview_of_drafts(
    browser: Browser, figures: Counter[str], tmp_path: Path
) -> None:
    portal = Publication.open(hostile.write(tmp_path / "notices", hostile.notices(ATTACKS)), Options(DAY, drafts=True))
    assert any(page.faults for page in portal.pages() if page.kind == "notice")
    _judge_preview(portal, browser, figures, tmp_path / "site")


def _judge_preview(portal: Publication, browser: Browser, figures: Counter[str], to: Path) -> None:
    addresses = hostile.publish(portal, to, without=("version",))  # which looks as in a build
    with served(Site(to)) as home, browser.new_context() as context:
        jury = Jury(context.new_page(), home, PREVIEW_SCHEMES)
        jury.judge(addresses)
    figures["pages with attacks judged"] += len(addresses)
    assert jury.verdict == []


def test_the_jury_finds_what_it_is_to_find(browser: Browser, tmp_path: Path) -> None:
    bad = {
        "element": "<iframe></iframe>",
        "attribute onclick": "<p onclick='1'></p>",
        "attribute style": "<p style='color:red'></p>",
        "address": "<a href='javascript:alert(1)'></a>",
        "script": "<script>1</script>",
        "meta": "<meta http-equiv=x content=1>",
        "name in the address": "<a href='https://bank.example@evil.example/'></a>",
        "second id": "<p id=a></p><p id=a></p>",
        "a template ran": "uid=0(root)",
        "a script ran": "<img src=x onerror='alert(1)'>",
        "asked for": "<img src='https://evil.example/x.png'>",
    }
    sites.draw(
        tmp_path, {f"{n}.html": f"<!doctype html><body>{html}" for n, html in enumerate(bad.values())}, {"404.html": ""}
    )
    with served(Site(tmp_path)) as home, browser.new_context() as context:
        for n, what in enumerate(bad):
            jury = Jury(context.new_page(), home)
            jury.judge([f"{n}.html"])
            assert any(what in fault for fault in jury.faults), what
