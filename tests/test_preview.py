"""`mkdocs serve` as a writer uses it: mistakes show in the browser, the rest goes on, and it mends itself.

One preview runs for all tests; each leaves the files as it found them. A second one starts with a broken portal.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sites import ANOTHER_NOTICE, NOTICE, PORTAL, WRITTEN, Html, draw, free_port, get, wait_until

pytestmark = pytest.mark.site

DRAFT = {
    path.replace("letters", "plans"): text.replace("letters", "plans")
    .replace("Kirjeet", "Suunnitelmat")
    .replace("Brev", "Planer")
    .replace("Letters", "Plans")
    for path, text in ANOTHER_NOTICE.items()
}
DRAFT["notices/plans/notice.yml"] = DRAFT["notices/plans/notice.yml"].replace("published\n", "draft\n", 1)


@dataclass
class Preview:
    """A running `mkdocs serve`."""

    root: Path
    address: str
    process: subprocess.Popen[bytes]
    log: Path

    @classmethod
    @contextlib.contextmanager
    def of(cls, root: Path, *options: str, listening: str = "127.0.0.1") -> Iterator[Preview]:
        port = free_port()
        log = root / "serve.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"{listening}:{port}", *options],
                cwd=root,
                stdout=out,
                stderr=out,
                env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            )
        preview = cls(root, f"http://127.0.0.1:{port}/", process, log)
        try:
            wait_until(preview.answers, "an answer of the preview")
            yield preview
        finally:
            process.terminate()
            process.wait(timeout=30)

    def answers(self) -> bool:
        assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
        with contextlib.suppress(OSError):
            return get(self.address)[0] in (200, 404)  # with `site_url` it is below the path of that
        return False

    def status(self, path: str) -> int:
        return get(f"{self.address}{path}/")[0]

    def page(self, path: str) -> Html:
        return Html.of(get(f"{self.address}{path}/")[1])

    def until(self, path: str, condition: Callable[[Html], object]) -> Html:
        """The page at an address once it is as the condition says."""
        found: list[Html] = []

        def is_so() -> bool:
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            found[:] = [self.page(path)]
            return bool(condition(found[0]))

        wait_until(is_so, f"the change of {path}")
        return found[0]

    @contextlib.contextmanager
    def changed(self, file: str, text: str | None) -> Iterator[None]:
        """While a file has another text, or is not there."""
        path = self.root / file
        before = path.read_text(encoding="utf-8")
        try:
            if text is None:
                path.unlink()
            else:
                path.write_text(text, encoding="utf-8")
            yield
        finally:
            path.write_text(before, encoding="utf-8")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    root = draw(tmp_path_factory.mktemp("preview"), PORTAL, ANOTHER_NOTICE, DRAFT, WRITTEN)
    with Preview.of(root) as running:
        yield running


def places(html: Html) -> list[str]:
    """File, line and column of each fault that a page shows."""
    return [code.text for part in html.all("p", cls="pn-place") for code in part.inside if code.tag == "code"]


def is_mended(html: Html) -> bool:
    return places(html) == [] and not html.all("body", cls="pn-kind-error")


BROKEN_FACTS = PORTAL["notices/orders/notice.yml"].replace("contract\n", "contrakt\n", 1)


def test_a_notice_with_a_mistake_shows_file_line_column_and_hint_at_its_own_address(preview: Preview) -> None:
    assert is_mended(preview.page(NOTICE["fi"]))
    with preview.changed("notices/orders/notice.yml", BROKEN_FACTS):
        html = preview.until(NOTICE["fi"], places)
        assert places(html)[0] == "notices/orders/notice.yml:8:18"
        assert "tarkoititko `contract`" in html.main
        assert html.one("html").attributes["lang"] == "fi"
        swedish = preview.page(NOTICE["sv"])
        assert places(swedish)[0] == "notices/orders/notice.yml:8:18"
        assert "menade du `contract`" in swedish.main
        assert is_mended(preview.page("sv/brev"))
        assert is_mended(preview.page("fi/tietoa"))
        assert "tilaukset/" in preview.page("fi").addresses
    preview.until(NOTICE["fi"], is_mended)


def test_a_second_save_of_a_broken_notice_keeps_its_address(preview: Preview) -> None:
    with preview.changed("notices/orders/notice.yml", BROKEN_FACTS):
        preview.until(NOTICE["fi"], places)
        (preview.root / "notices/orders/notice.yml").write_text(BROKEN_FACTS + "oops\n", encoding="utf-8")
        html = preview.until(NOTICE["fi"], lambda page: places(page) and "contrakt" not in page.main)
        assert places(html)[0].startswith("notices/orders/notice.yml:19:")
    preview.until(NOTICE["fi"], is_mended)


def test_the_terminal_tells_of_each_finding_once(preview: Preview) -> None:
    with preview.changed("notices/orders/notice.yml", BROKEN_FACTS):
        preview.until(NOTICE["fi"], places)
        told = len(preview.log.read_bytes())
        with preview.changed("notices/letters/sv.yml", ANOTHER_NOTICE["notices/letters/sv.yml"] + "summary: [\n"):
            preview.until("sv/brev", places)
            said = preview.log.read_bytes()[told:].decode()
        assert "notices/letters/sv.yml:" in said
        assert "notices/orders/notice.yml:" not in said
        assert re.search(rf"findings as before: \d+; all of them: {preview.address}_status/\n", said)
    preview.until(NOTICE["fi"], is_mended)


def test_a_translator_sees_the_mistake_on_the_page_they_write(preview: Preview) -> None:
    with preview.changed("notices/orders/sv.yml", PORTAL["notices/orders/sv.yml"] + "summary: en till\n"):
        html = preview.until(NOTICE["sv"], places)
        assert any(place.startswith("notices/orders/sv.yml:7:") for place in places(html))
        assert preview.page(NOTICE["en"]).one("h1").text == "Orders"
    preview.until(NOTICE["sv"], is_mended)


def test_a_broken_portal_keeps_the_notices_on_the_screen(preview: Preview) -> None:
    with preview.changed(
        "notices/portal.yml",
        PORTAL["notices/portal.yml"].replace("languages: [fi, sv, en]", "languages: [fi, sv, en"),
    ):
        html = preview.until(NOTICE["en"], places)
        assert places(html)[0].startswith("notices/portal.yml:")
        assert "Example Shop Oy" in html.main
        assert places(preview.page(""))
    preview.until(NOTICE["en"], is_mended)


def test_a_deleted_words_file_leaves_the_page_in_the_source_language(preview: Preview) -> None:
    with preview.changed("notices/orders/sv.yml", None):
        html = preview.until(
            "sv/tilaukset", lambda page: page.one("html").attributes["lang"] == "sv" and page.all("article")
        )
        assert "Seloste kertoo" in html.main
        assert preview.status(NOTICE["sv"]) == 404
    preview.until(NOTICE["sv"], is_mended)


def test_a_deleted_facts_file_is_told_of_where_the_notice_was(preview: Preview) -> None:
    with preview.changed("notices/orders/notice.yml", None):
        html = preview.until(NOTICE["en"], places)
        assert places(html)[0].startswith("notices/orders/notice.yml:")
        assert preview.status("en/letters") == 200
    preview.until(NOTICE["en"], is_mended)


def test_a_new_notice_appears(preview: Preview) -> None:
    folder = preview.root / "notices/returns"
    drawing = {
        path.replace("letters", "returns"): text.replace("letters", "returns").replace("Letters", "Returns")
        for path, text in ANOTHER_NOTICE.items()
    }
    try:
        draw(
            preview.root,
            {path: text.replace("Kirjeet", "Palautukset").replace("Brev", "Returer") for path, text in drawing.items()},
        )
        wait_until(lambda: preview.status("en/returns") == 200, "the page of the new notice")
    finally:
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
    wait_until(lambda: preview.status("en/returns") == 404, "the end of the notice")


def test_a_change_that_nothing_tells_of_is_found_by_its_content(preview: Preview, tmp_path: Path) -> None:
    path = preview.root / "notices/orders/fi.yml"
    text = path.read_text(encoding="utf-8")
    (elsewhere := tmp_path / "fi.yml").hardlink_to(path)
    stamp = path.stat()
    try:
        # Under a name that nobody watches, as long as before, and with the time of before.
        elsewhere.write_text(text.replace("Tilaukset", "Tilauksia", 1), encoding="utf-8")
        os.utime(elsewhere, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
        assert path.stat().st_size == stamp.st_size
        letters = "notices/letters/sv.yml"
        with preview.changed(letters, ANOTHER_NOTICE[letters].replace("skickar", "levererar")):
            preview.until("sv/brev", lambda page: "levererar" in page.main)
        wait_until(lambda: preview.status("fi/tilauksia") == 200, "the comparison of all files")
    finally:
        path.write_text(text, encoding="utf-8")
    wait_until(lambda: preview.status(NOTICE["fi"]) == 200, "the old address")


def test_drafts_are_shown_and_marked(preview: Preview) -> None:
    html = preview.page("fi/suunnitelmat")
    assert html.all("p", cls="pn-draft")
    assert html.meta("robots") == "noindex"
    assert preview.page("fi/kirjeet").all("p", cls="pn-draft") == []


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8000"])
def test_a_page_elsewhere_cannot_read_drafts_under_a_name_of_its_own(preview: Preview, host: str) -> None:
    for path in ("", "fi/suunnitelmat/", "_status/", "livereload/0/0"):
        request = urllib.request.Request(f"{preview.address}{path}", headers={"Host": host})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=20)
        with refused.value as answer:
            assert answer.code == 403
            assert answer.read().decode().count("\n") == 1


def test_a_preview_that_listens_everywhere_answers_under_its_addresses_and_tells_no_path(tmp_path: Path) -> None:
    root = draw(tmp_path, PORTAL)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8").replace("shop.example/", "shop.example/x/")
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    with Preview.of(root, listening="0.0.0.0") as preview:
        for host, code in (("192.0.2.7:8000", 200), ("shop.example", 200), ("evil.example", 403)):
            request = urllib.request.Request(f"{preview.address}x/_status/", headers={"Host": host})
            try:
                with urllib.request.urlopen(request, timeout=20) as answer:
                    said, html = answer.status, answer.read().decode()
            except urllib.error.HTTPError as error:
                with error:
                    said, html = error.code, error.read().decode()
            assert said == code, host
            assert str(root.resolve()) not in html
            assert "vscode:" not in html


def test_a_save_reloads_the_browser(preview: Preview) -> None:
    """The page has the script that waits for a change, and the server tells it of one (not so with click 8.3)."""
    text = get(f"{preview.address}{NOTICE['fi']}/")[1]
    epoch, request = re.findall(r"livereload\((\d+), (\d+)\)", text)[0]
    waiting = f"{preview.address}livereload/{epoch}/{request}"
    with preview.changed("notices/orders/fi.yml", PORTAL["notices/orders/fi.yml"].replace("Tilaukset", "Ostokset")):
        assert int(get(waiting, timeout=60)[1]) > int(epoch)
        assert preview.page("fi/ostokset").one("h1").text == "Ostokset"
    wait_until(lambda: preview.status(NOTICE["fi"]) == 200, "the old address")


def test_a_preview_that_starts_with_a_broken_portal_mends_itself(tmp_path: Path) -> None:
    """Even with --strict, which ends other previews at the first warning."""
    root = draw(tmp_path, PORTAL, {"notices/portal.yml": "format: 1\nlanguages: {\n"})
    with Preview.of(root, "--strict") as preview:
        html = preview.page("")
        assert places(html)[0].startswith("notices/portal.yml:")
        assert places(preview.page("fi"))
        (root / "notices/portal.yml").write_text(PORTAL["notices/portal.yml"], encoding="utf-8")
        wait_until(lambda: preview.status(NOTICE["sv"]) == 200, "the notice")
        assert is_mended(preview.page("fi"))


def test_a_preview_of_a_portal_in_a_folder_of_a_site_makes_its_pages_there(tmp_path: Path) -> None:
    settings = "site_name: Acme\nplugins: [{privacy-notices: {folder: privacy}}]\nnav: [index.md, {Privacy: privacy/en/index.md}]\n"
    root = draw(tmp_path, PORTAL, {"mkdocs.yml": settings, "docs/index.md": "# Acme\n", "docs/fi/oma.md": "# Oma\n"})
    with Preview.of(root) as preview:
        assert "Privacy" in [
            a.text.strip() for a in preview.page("").elements if a.attributes.get("href") == "privacy/en/"
        ]
        assert preview.page("privacy/en").title == "Privacy in the shop"
        assert preview.page("privacy").all("body", cls="pn-kind-choose")
        assert preview.status("privacy/_status") == 200 and preview.status("fi/oma") == 200
        assert get(f"{preview.address}privacy/fi/search/index.json")[0] == 200
        assert preview.status("fi/tilaukset") == preview.status("_status") == 404
        words = PORTAL["notices/orders/fi.yml"].replace("Tilaukset", "Tilaukset ja muut", 1)
        with preview.changed("notices/orders/fi.yml", f"slug: tilaukset\n{words}"):
            preview.until("privacy/fi/tilaukset", lambda html: html.one("h1").text == "Tilaukset ja muut")


def test_a_preview_leaves_the_front_page_to_a_hook(tmp_path: Path) -> None:
    hook = """\
from mkdocs.structure.files import File
def on_files(files, config):
    files.append(File.generated(config, "index.md", content="# Made by a hook"))
"""
    settings = "site_name: Acme\nplugins: [privacy-notices]\nhooks: [hooks.py]\n"
    with Preview.of(draw(tmp_path, PORTAL, {"mkdocs.yml": settings, "hooks.py": hook})) as preview:
        assert preview.page("").one("h1").text == "Made by a hook"
        assert preview.page(NOTICE["fi"]).one("h1").text == "Tilaukset"
