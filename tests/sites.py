"""Real sites from a drawing of their files, and what a reader's browser finds in them.

A drawing is a mapping of paths to texts. `PORTAL` is the smallest portal without a finding; a test lays its own files
over it. Nothing here is faked: MkDocs itself builds, a server on the loopback interface serves.
"""

from __future__ import annotations

import contextlib
import functools
import http.client
import os
import random
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

import loops

T = TypeVar("T")

LANGUAGES = ("fi", "sv", "en")

MKDOCS = """\
site_name: Shop
site_url: https://shop.example/
plugins: [privacy-notices]
"""

PORTAL: Mapping[str, str] = {
    "mkdocs.yml": MKDOCS,
    "notices/portal.yml": """\
format: 1
languages: [fi, sv, en]
controllers:
  shop:
    name: Example Shop Oy
    address: {street: Market Street 1, postal_code: "00100", city: {fi: Helsinki, sv: Helsingfors, en: Helsinki}}
    email: shop@shop.example
    phone: "+358 9 000 1000"
    dpo: none
contacts:
  privacy: {email: privacy@shop.example}
recipients:
  hosting: {name: Example Hosting Oy, role: processor, country: FI}
""",
    "notices/portal.fi.yml": "site_name: Tietosuoja kaupassa\nsite_description: Kaupan tietosuojaselosteet.\n",
    "notices/portal.sv.yml": "site_name: Dataskydd i butiken\nsite_description: Butikens dataskyddsbeskrivningar.\n",
    "notices/portal.en.yml": "site_name: Privacy in the shop\nsite_description: The shop's privacy notices.\n",
    "notices/orders/notice.yml": """\
format: 1
status: published
controllers: [shop]
contacts: [privacy]
data_subjects: [customers]
purposes:
  orders:
    legal_basis: contract
    data: [name, email]
    provision: contractual
    retention: {period: P2Y, after: end-of-contract}
sources: [data-subject]
recipients: [hosting]
transfers: none
automated_decisions: none
requests: {contacts: [privacy]}
dates: {published: 2026-02-01, reviewed: 2026-01-20, review_by: 2099-01-31}
aliases: [vanha/tilaukset.html]
""",
    "notices/orders/fi.yml": """\
title: Tilaukset
summary: Seloste kertoo, mitä tietoja tarvitsemme tilaukseesi.
purposes:
  orders: Lähetämme sinulle, mitä olet tilannut.
texts:
  provision: Ilman nimeäsi ja osoitettasi emme pysty lähettämään pakettia.
""",
    "notices/orders/sv.yml": """\
title: Beställningar
summary: Beskrivningen berättar vilka uppgifter vi behöver för din beställning.
purposes:
  orders: Vi skickar dig det som du har beställt.
texts:
  provision: Utan ditt namn och din adress går det inte att skicka paketet.
""",
    "notices/orders/en.yml": """\
title: Orders
summary: This notice tells you what data we need for your order.
purposes:
  orders: We send you what you have ordered.
texts:
  provision: Without your name and address we cannot send the parcel.
""",
}

NOTICE = {"fi": "fi/tilaukset", "sv": "sv/bestallningar", "en": "en/orders"}
"""Path of the one notice in each language."""

ANOTHER_NOTICE: Mapping[str, str] = {
    "notices/letters/notice.yml": PORTAL["notices/orders/notice.yml"]
    .replace("orders:", "letters:")
    .replace("aliases: [vanha/tilaukset.html]\n", ""),
    "notices/letters/fi.yml": PORTAL["notices/orders/fi.yml"]
    .replace("orders:", "letters:")
    .replace("Tilaukset", "Kirjeet"),
    "notices/letters/sv.yml": PORTAL["notices/orders/sv.yml"]
    .replace("orders:", "letters:")
    .replace("Beställningar", "Brev"),
    "notices/letters/en.yml": PORTAL["notices/orders/en.yml"]
    .replace("orders:", "letters:")
    .replace("Orders", "Letters"),
}

WRITTEN: Mapping[str, str] = {
    "docs/fi/tietoa.md": "---\ndescription: Kuka sivustoa pitää.\n---\n\n# Tietoa & muuta\n\nLue [tilauksista](tilaukset.md).\n\n## Palaute\n\nKirjoita.\n",
    "docs/fi/about.md": "# Saavutettavuus\n\nSivusto on saavutettava.\n",
    "docs/en/about.md": "# Accessibility\n\nThe site is accessible.\n",
}
"""Pages by hand: one in a single language, one in two."""


def draw(root: Path, *drawings: Mapping[str, str]) -> Path:
    """Write the files of the drawings, a later one over an earlier one, and say where they are."""
    for path, text in functools.reduce(lambda one, other: {**one, **other}, drawings).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    (root / "docs").mkdir(exist_ok=True)
    return root


def build(root: Path, **settings: object) -> Path:
    """Build the site of a drawn folder in this process; `settings` go over those of mkdocs.yml."""
    loops.needs_marker("builds a site")
    config = load_config(str(root / "mkdocs.yml"), **settings)
    # MkDocs keeps plugins from one build of a process to the next; the start of a command makes them new.
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)
    config.plugins.on_shutdown()
    return root / "site"


def site(root: Path, *drawings: Mapping[str, str]) -> Path:
    """The built site of the smallest portal with the drawings laid over it."""
    return build(draw(root, PORTAL, *drawings))


def run(root: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a module of Python (`mkdocs build`) in the drawn folder, as a person at a prompt does."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=120,
    )


# --- reading -----------------------------------------------------------------------------------------------------------


@dataclass
class Element:
    """A start tag, with the text and the elements inside."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    inside: list[Element] = field(default_factory=list, repr=False)


VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))


@dataclass
class Html(HTMLParser):
    """The elements of a page."""

    elements: list[Element] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    @classmethod
    def of(cls, text: str) -> Html:
        html = cls()
        html.feed(text)
        html.close()
        return html

    @classmethod
    def read(cls, path: Path) -> Html:
        return cls.of(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        for around in self._open:
            around.inside.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        for position in range(len(self._open) - 1, -1, -1):
            if self._open[position].tag == tag:
                del self._open[position:]
                return

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Elements with these attributes; `cls` looks for one class among several."""
        wanted = {name: value for name, value in attributes.items() if name != "cls"}
        return [
            element
            for element in self.elements
            if element.tag == tag
            and wanted.items() <= element.attributes.items()
            and ("cls" not in attributes or attributes["cls"] in element.attributes.get("class", "").split())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of <{tag}> {attributes}"
        return found[0]

    @property
    def title(self) -> str:
        return self.one("title").text

    def meta(self, name: str) -> str | None:
        found = self.all("meta", name=name)
        return found[0].attributes["content"] if found else None

    @property
    def alternates(self) -> dict[str, str]:
        """Address of each language version."""
        return {
            link.attributes["hreflang"]: link.attributes["href"]
            for link in self.all("link", rel="alternate")
            if "hreflang" in link.attributes
        }

    @property
    def canonical(self) -> str | None:
        found = self.all("link", rel="canonical")
        return found[0].attributes["href"] if found else None

    @property
    def menu(self) -> dict[str, str]:
        """The menu: address of each title."""
        return {a.text.strip(): a.attributes["href"] for a in self.one("nav", cls="pn-menu").inside if a.tag == "a"}

    @property
    def languages(self) -> dict[str, str]:
        """The language menu: address of each language."""
        return {
            a.attributes["hreflang"]: a.attributes["href"]
            for a in self.one("nav", cls="pn-languages").inside
            if a.tag == "a"
        }

    @property
    def main(self) -> str:
        """The text of the page itself, on one line."""
        return " ".join(self.one("main").text.split())

    @property
    def addresses(self) -> list[str]:
        """Everything that a browser may follow or fetch."""
        found = [
            element.attributes[name]
            for element in self.elements
            for name in ("href", "src")
            if name in element.attributes
        ]
        refresh = [
            meta.attributes["content"].partition("url=")[2]
            for meta in self.elements
            if meta.attributes.get("http-equiv") == "refresh"
        ]
        return found + refresh

    @property
    def ids(self) -> set[str]:
        return {element.attributes["id"] for element in self.elements if "id" in element.attributes}


def tree(folder: Path, *suffixes: str) -> dict[str, bytes]:
    """Content of the files below a folder, by path with `/`."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (not suffixes or path.suffix in suffixes)
    }


def portal_pages(folder: Path) -> dict[str, bytes]:
    """The HTML of the portal in every language, with the choice of a language and the 404 page."""
    ours = ("index.html", "404.html", *(f"{language}/" for language in LANGUAGES))
    return {path: text for path, text in tree(folder, ".html").items() if path.startswith(ours)}


# --- serving -----------------------------------------------------------------------------------------------------------


PORTS: Final = 500
"""Of each process that tests run in. None of them is a port that a system gives away by itself."""


def free_port() -> int:
    """A port that nobody listens at, and that no test in another process is given."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = 10_000 + worker % 40 * PORTS
    for port in random.sample(range(first, first + PORTS), PORTS):
        with socket.socket() as found, contextlib.suppress(OSError):
            found.bind(("127.0.0.1", port))
            return port
    raise OSError(f"no port from {first} on is free")


def get(url: str, timeout: float = 20) -> tuple[int, str]:
    """Status and text at an address. A server that is not there raises OSError."""
    try:
        with urllib.request.urlopen(url, timeout=timeout) as answer:
            return answer.status, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode("utf-8", "replace")
    except http.client.HTTPException as error:
        raise OSError(f"no answer from {url}") from error


def wait_until(condition: Callable[[], T], what: str, deadline: float = 60) -> T:
    """The first true value of a condition; fails when there is none within `deadline` seconds."""
    end = time.monotonic() + deadline
    pause = threading.Event()
    while not (found := condition()):
        assert time.monotonic() < end, f"{what} did not come about"
        pause.wait(0.05)
    return found


class _Below(SimpleHTTPRequestHandler):
    """Files below a path of the host, and the site's own 404 page, as a web server is set up for it."""

    def __init__(self, *args: object, base: str, **kwargs: object) -> None:
        self.base = base
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        file = Path(self.translate_path(path))
        if not path.startswith(self.base) or not (
            file.is_file() or (file.is_dir() and path.endswith("/") and (file / "index.html").is_file())
        ):
            missing = Path(self.directory, "404.html").read_bytes()
            self.send_response(404)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(missing)
            return
        super().do_GET()

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.base))

    def log_message(self, *_: object) -> None:
        """Nothing: the tests read answers, not a log."""


@contextlib.contextmanager
def served(folder: Path, port: int, base: str = "/") -> Iterator[str]:
    """Serve a built site below a path of the loopback interface; gives its address."""
    handler = functools.partial(_Below, directory=str(folder), base=base)
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:  # type: ignore[arg-type]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}{base}"
        finally:
            server.shutdown()
            thread.join()


def broken_links(*starts: str, missing: str = "") -> tuple[set[str], list[str]]:
    """Follow every link from the addresses on; the addresses seen, and what leads nowhere.

    An address of the host above the first one counts as broken: a site below a path must not leave it by accident.
    `missing`: an address without a page; the links of what is shown there are followed as well.
    """
    home = urlsplit(urljoin(starts[0], "."))
    seen: dict[str, Html | None] = {}
    faults: list[str] = []
    wanted = [(url, url) for url in (*starts, missing) if url]
    while wanted:
        url, origin = wanted.pop()
        bare, fragment = urldefrag(url)
        if urlsplit(bare)[:2] != home[:2]:
            continue
        if not urlsplit(bare).path.startswith(home.path):
            faults.append(f"{origin} -> {url} leaves {home.path}")
            continue
        if bare not in seen:
            status, text = get(bare)
            seen[bare] = html = Html.of(text) if "<html" in text[:500] else None
            if status != (404 if bare == missing else 200):
                faults.append(f"{origin} -> {url} is {status}")
            if html is not None:
                wanted += [(urljoin(bare, address), bare) for address in html.addresses]
        page = seen[bare]
        if fragment and page is not None and unquote(fragment) not in page.ids:
            faults.append(f"{origin} -> {url} has no such place")
    return set(seen), sorted(set(faults))
