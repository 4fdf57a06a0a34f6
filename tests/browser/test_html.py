"""What the built files say, before any browser: valid HTML, links that lead somewhere, nothing of other hosts."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from machine import VNU
from portals import HOST, Site
from programs import program
from sites import Html

HOME = "https://tietosuoja.virtakaari.example/"
"""Where the sample portal says it is."""

FETCHED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "form": ("action",),
    "input": ("src", "formaction"),
    "use": ("href",),
    "image": ("href",),
}
FETCHED_LINKS = frozenset(
    ("stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch", "preconnect", "dns-prefetch")
)


@pytest.fixture(scope="module")
def pages(sample: Site) -> dict[str, Html]:
    """Every page of the site by its address."""
    return {HOME + page.address: Html.read(_file(sample.root, HOME + page.address)) for page in sample.pages}


@pytest.fixture(scope="module")
def own(sample: Site, pages: dict[str, Html]) -> dict[str, Html]:
    """The pages that the portal makes."""
    return {HOME + page.address: pages[HOME + page.address] for page in sample.pages if page.kind != HOST}


def _file(root: Path, url: str) -> Path:
    path = root / unquote(urlsplit(url).path).lstrip("/")
    return path / "index.html" if path.is_dir() else path


def test_the_checker_of_the_w3c_finds_nothing(sample: Site, figures: Counter[str]) -> None:
    files = [_file(sample.root, HOME + page.address) for page in sample.pages if page.kind != HOST]
    java = program("java")
    assert java is not None
    command = [java, "-Xss2m", "-jar", str(VNU), "--format", "json", "--exit-zero-always", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    messages = json.loads(done.stderr)["messages"]
    figures["pages judged by the HTML checker"] += len(files)
    # "info" without a subtype is advice on style, such as a slash too many.
    found = [message for message in messages if message["type"] != "info" or message.get("subType") == "warning"]
    assert [f"{urlsplit(one['url']).path}:{one.get('lastLine')}: {one['message']}" for one in found] == []


def test_every_link_of_the_site_leads_to_a_page_and_a_place_on_it(
    sample: Site, pages: dict[str, Html], figures: Counter[str]
) -> None:
    broken = []
    for address, html in pages.items():
        for target in html.addresses:
            url = urljoin(address, target)
            figures["links followed"] += 1
            if urlsplit(url).scheme not in ("http", "https"):
                if urlsplit(url).scheme not in ("mailto", "tel") and target != "data:,":  # no icon
                    broken.append(f"{address}: {target} is no address")
            elif url.startswith(HOME):
                bare, _, fragment = url.partition("#")
                file = _file(sample.root, bare)
                if not file.is_file():
                    broken.append(f"{address}: {target} leads nowhere")
                elif fragment and bare in pages and unquote(fragment) not in pages[bare].ids:
                    broken.append(f"{address}: there is no {target}")
    assert broken == []


def test_language_versions_name_each_other_and_exist(sample: Site, own: dict[str, Html]) -> None:
    told = {
        address: {key: url for key, url in html.alternates.items() if key != "x-default"}
        for address, html in own.items()
    }
    assert sum(map(bool, told.values())) > 20
    for address, alternates in told.items():
        for language, url in alternates.items():
            assert url in own, f"{address} names {url}, which does not exist"
            assert own[url].one("html").attributes["lang"] == language
            assert told[url] == alternates, f"{url} does not name what {address} names"
        # The choice of a language is in none, so it is the default of the others and not among them.
        assert not alternates or address in alternates.values() or address == HOME
        assert not alternates or own[address].alternates["x-default"].startswith(HOME)


def test_canonical_addresses_exist(own: dict[str, Html]) -> None:
    wrong = {
        address: html.canonical
        for address, html in own.items()
        if html.canonical is not None and html.canonical not in own
    }
    assert wrong == {}


def test_each_page_has_a_language_a_title_and_one_h1_and_no_heading_skips_a_level(own: dict[str, Html]) -> None:
    faults = []
    for address, html in own.items():
        levels = [
            int(element.tag[1]) for element in html.elements if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
        ]
        faults += [f"{address}: h{one} is followed by h{other}" for one, other in pairwise(levels) if other > one + 1]
        faults += [f"{address}: {levels.count(1)} h1"] if levels.count(1) != 1 or levels[0] != 1 else []
        faults += [] if html.one("html").attributes.get("lang") in ("fi", "sv", "en") else [f"{address}: no language"]
        faults += [] if html.title.strip() else [f"{address}: no title"]
    assert faults == []


def test_titles_and_descriptions_tell_the_pages_of_a_language_apart(sample: Site, own: dict[str, Html]) -> None:
    for kinds in (("front", "rights", "authority", "notice", "page", "accessibility"), ("version",)):
        for language in ("fi", "sv", "en"):
            found = [own[HOME + page.address] for page in sample.of(*kinds, language=language)]
            assert len({html.title for html in found}) == len(found)
            assert len({html.meta("description") for html in found}) == len(found)


def test_ids_are_unique(own: dict[str, Html]) -> None:
    for address, html in own.items():
        ids = Counter(element.attributes["id"] for element in html.elements if "id" in element.attributes)
        assert [key for key, count in ids.items() if count > 1] == [], address


def test_nothing_is_fetched_from_elsewhere(pages: dict[str, Html]) -> None:
    fetched = [
        (address, element.attributes[name])
        for address, html in pages.items()
        for element in html.elements
        for name in (
            *FETCHED.get(element.tag, ()),
            *(
                ("href",)
                if FETCHED_LINKS.intersection(element.attributes.get("rel", "").split()) and element.tag == "link"
                else ()
            ),
        )
        if name in element.attributes
    ]
    assert len(fetched) > 100
    assert [one for one in fetched if not urljoin(one[0], one[1]).startswith((HOME, "data:"))] == []


def test_the_portals_pages_have_no_inline_script_style_or_handler(own: dict[str, Html]) -> None:
    found = []
    for address, html in own.items():
        for element in html.elements:
            is_inline = element.tag == "style" or (element.tag == "script" and "src" not in element.attributes)
            attributes = [name for name in element.attributes if name == "style" or name.startswith("on")]
            found += [f"{address}: <{element.tag}> {attributes}"] if is_inline or attributes else []
    assert found == []
