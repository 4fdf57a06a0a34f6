"""Portals as readers meet them: built by the real command and served on this machine."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
"""Of the repository, which is a portal itself."""

LANGUAGES: Final = ("fi", "sv", "en")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a built site."""

    address: str
    """Below the root: `fi/oikeudet/`."""
    kind: str
    """As the page itself says; `redirect` for an old address and `host` for a page that the portal leaves alone."""
    language: str
    size: int
    """Characters of its HTML."""


@dataclass(frozen=True)
class Site:
    """A built site."""

    root: Path

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        return tuple(sorted((self._page(file) for file in self.root.rglob("*.html")), key=lambda page: page.address))

    def _page(self, file: Path) -> Page:
        html = file.read_text(encoding="utf-8")
        kind = re.search(r'<body[^>]* class="pn-kind-([\w-]+)"', html)
        language = re.search(r'<html lang="([^"]*)"', html)
        address = file.relative_to(self.root).as_posix()
        return Page(
            address.removesuffix("index.html") if address == "index.html" or address.endswith("/index.html") else address,
            kind[1] if kind else "redirect" if 'http-equiv="refresh"' in html else "host",
            language[1] if language else "", len(html),
        )  # fmt: skip

    def of(self, *kinds: str, language: str | None = None) -> list[Page]:
        """Pages of these kinds, the longest first."""
        found = [page for page in self.pages if page.kind in kinds and language in (None, page.language)]
        return sorted(found, key=lambda page: (-page.size, page.address))

    def samples(self, *without: str) -> list[Page]:
        """One page of every kind in every language; the longest and the shortest where there are several."""
        groups: dict[tuple[str, str], list[Page]] = {}
        for page in self.of(*({page.kind for page in self.pages} - set(without))):
            groups.setdefault((page.kind, page.language), []).append(page)
        return [page for group in groups.values() for page in dict.fromkeys((group[0], group[-1]))]


def build(config: Path, to: Path, *options: str) -> Site:
    """What `mkdocs build` makes of a configuration file."""
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(config), "--site-dir", str(to), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return Site(to)


class _Handler(SimpleHTTPRequestHandler):
    """Answers with the site's own page where there is nothing, as hosts of static sites do."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Requests are counted in the browser."""


@contextlib.contextmanager
def served(root: Path) -> Iterator[str]:
    """The address, with `/` at the end, at which a folder is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
