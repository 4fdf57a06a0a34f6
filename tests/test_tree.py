"""The portal as a folder of finished pages, made without MkDocs; what is there already is not touched."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from privacy_notices.cli.main import main
from privacy_notices.hosts.folder import MANIFEST, write_tree
from privacy_notices.portal.options import Options
from privacy_notices.portal.publication import Publication
from sites import (
    ANOTHER_NOTICE,
    MKDOCS,
    NOTICE,
    PORTAL,
    broken_links,
    draw,
    free_port,
    portal_pages,
    served,
    site,
    tree,
)

pytestmark = pytest.mark.site

DAY = datetime.date(2026, 6, 1)
URL = "https://shop.example/"


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command goes by the same day as the tests."""
    monkeypatch.setenv(
        "SOURCE_DATE_EPOCH", str(int(datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC).timestamp()))
    )


def command(root: Path, target: Path, *options: str) -> Result:
    return CliRunner().invoke(
        main, ["build", str(root / "notices"), "--to", str(target), *options], catch_exceptions=False
    )


def written(root: Path, target: Path, url: str | None = URL, *, directory_urls: bool = True) -> Path:
    write_tree(Publication.open(root / "notices", Options(DAY, url=url, directory_urls=directory_urls)), target)
    return target


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://shop.example/", "//shop.example/", "https://shop.example/<b>"]
)
def test_an_address_of_the_site_that_no_browser_can_open_is_wrong_usage(shop: Path, tmp_path: Path, url: str) -> None:
    result = command(shop, tmp_path / "out", "--site-url", url)
    assert result.exit_code == 2
    assert f"`{url}` is not an address that a browser can open" in result.output
    assert not (tmp_path / "out").exists()


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A drawn folder with the smallest portal."""
    return draw(tmp_path / "shop", PORTAL)


# ----------------------------------------------------------------------------------------- the same as MkDocs


@pytest.mark.parametrize("url", [URL, "https://shop.example/tietosuoja/"])
@pytest.mark.parametrize("directory_urls", [True, False])
def test_the_pages_are_byte_for_byte_those_of_mkdocs(tmp_path: Path, url: str, directory_urls: bool) -> None:
    settings = MKDOCS.replace(URL, url) + f"use_directory_urls: {str(directory_urls).lower()}\n"
    built = site(tmp_path, {"mkdocs.yml": settings}, ANOTHER_NOTICE)
    alone = written(tmp_path, tmp_path / "alone", url, directory_urls=directory_urls)
    pages = portal_pages(alone)
    assert pages == portal_pages(built)
    assert f"{NOTICE['fi']}{'/index' if directory_urls else ''}.html" in pages


def test_everything_a_page_needs_is_what_mkdocs_gives_it(tmp_path: Path) -> None:
    built = tree(site(tmp_path, {"notices/portal.yml": PORTAL["notices/portal.yml"] + "brand: {color: '#003366'}\n"}))
    alone = tree(written(tmp_path, tmp_path / "alone"))
    del alone[MANIFEST]
    assert alone
    assert {path for path in alone if built.get(path) != alone[path]} == set()
    assert {"sitemap.xml", "404.html", "fi/search/index.json", "vanha/tilaukset.html"} <= set(alone)


@pytest.mark.parametrize("directory_urls", [True, False])
def test_every_link_leads_somewhere_below_a_path_of_the_host(shop: Path, tmp_path: Path, directory_urls: bool) -> None:
    port = free_port()
    base = f"http://127.0.0.1:{port}/company/privacy/"
    alone = written(shop, tmp_path / "alone", base, directory_urls=directory_urls)
    with served(alone, port, "/company/privacy/") as address:
        start = address if directory_urls else f"{address}index.html"
        seen, faults = broken_links(start, missing=f"{address}fi/ei-ole")
    assert faults == []
    assert {url.removeprefix(base) for url in seen if "fi/tilaukset" in url} == {
        "fi/tilaukset/" if directory_urls else "fi/tilaukset.html"
    }


def test_without_an_address_of_the_site_there_is_no_sitemap_and_nothing_absolute(shop: Path, tmp_path: Path) -> None:
    alone = tree(written(shop, tmp_path / "alone", None))
    assert "sitemap.xml" not in alone
    assert b"canonical" not in alone["fi/tilaukset/index.html"]


def test_the_same_sources_give_the_same_bytes(shop: Path, tmp_path: Path) -> None:
    once = tree(written(shop, tmp_path / "one"))
    assert tree(written(shop, tmp_path / "two")) == once
    assert tree(written(shop, tmp_path / "one")) == once


# ------------------------------------------------------------------------------------------------ the next run


def test_the_next_run_removes_what_is_gone_and_nothing_else(shop: Path, tmp_path: Path) -> None:
    draw(shop, ANOTHER_NOTICE)
    target = written(shop, tmp_path / "alone")
    mine = {"fi/kirjeet/oma.txt": "mine", "robots.txt": "mine", "company/index.html": "mine", ".htaccess": "mine"}
    for path, text in mine.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(text, encoding="utf-8")
    before = set(tree(target))
    for path in ANOTHER_NOTICE:
        (shop / path).unlink()
    (shop / "notices/letters").rmdir()
    after = set(tree(written(shop, target)))
    gone = before - after
    assert gone
    assert {path for path in gone if not path.startswith(("fi/", "sv/", "en/"))} == set()
    assert {"fi/kirjeet/index.html", "sv/brev/index.html", "en/letters/index.html"} <= gone
    assert {path for path in gone if "kirjeet" not in path and "brev" not in path and "letters" not in path} == set()
    assert all((target / path).read_text(encoding="utf-8") == text for path, text in mine.items())


def test_a_folder_that_is_empty_without_its_page_goes_with_it(shop: Path, tmp_path: Path) -> None:
    target = written(shop, tmp_path / "alone")
    assert (target / "fi/tilaukset").is_dir()
    written(shop, target, directory_urls=False)
    assert not (target / "fi/tilaukset").exists()
    assert (target / "fi/tilaukset.html").is_file()


def test_a_folder_may_stand_where_a_page_is_gone(shop: Path, tmp_path: Path) -> None:
    target = written(shop, tmp_path / "alone")
    (target / "vanha/tilaukset.html").unlink()
    (target / "vanha/tilaukset.html").mkdir()
    notice = shop / "notices/orders/notice.yml"
    notice.write_text(notice.read_text(encoding="utf-8").replace("aliases: [vanha/tilaukset.html]\n", ""), "utf-8")
    written(shop, target)
    assert (target / "vanha/tilaukset.html").is_dir()


def test_nothing_of_the_work_is_left_behind(shop: Path, tmp_path: Path) -> None:
    target = written(shop, tmp_path / "alone")
    names = set(tree(target)) - {MANIFEST}
    assert json.loads((target / MANIFEST).read_text(encoding="utf-8")) == sorted(names)
    assert [path.name for path in target.iterdir() if path.name.startswith(".")] == [MANIFEST]


TAMPERED = {
    "a path that leads out": '["../../outside.txt", "../outside.txt", "fi/../../outside.txt"]',
    "an absolute path": '["{outside}"]',
    "a way through a link": '["link/outside.txt", "linked.txt"]',
    "the folder itself": '["", ".", "fi", "fi/", "/"]',
    "no JSON": "[",
    "a map": '{{"../outside.txt": "../outside.txt"}}',
    "a text": '"../outside.txt"',
    "nothing": "null",
    "what is no name": '[null, 1, ["../outside.txt"], {{}}, "\\u0000", "\\ud800", "' + "x" * 5000 + '"]',
}


@pytest.mark.parametrize("text", TAMPERED.values(), ids=TAMPERED.keys())
def test_a_list_that_somebody_tampered_with_deletes_nothing_outside(shop: Path, tmp_path: Path, text: str) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("keep", encoding="utf-8")
    target = written(shop, tmp_path / "alone")
    (target / "link").symlink_to(tmp_path, target_is_directory=True)
    (target / "linked.txt").symlink_to(outside)
    pages = portal_pages(target)
    (target / MANIFEST).write_text(text.format(outside=outside), encoding="utf-8")
    assert portal_pages(written(shop, target)) == pages
    assert outside.read_text(encoding="utf-8") == "keep"
    assert (target / "linked.txt").is_symlink()


def test_a_list_that_is_not_text_deletes_nothing(shop: Path, tmp_path: Path) -> None:
    target = written(shop, tmp_path / "alone")
    before = tree(target)
    (target / MANIFEST).write_bytes(b"\xff\xfe[\x00")
    assert tree(written(shop, target)) == before


def test_the_folder_may_be_a_link(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    once = tree(written(shop, tmp_path / "link"))
    assert tree(tmp_path / "real") == once
    (tmp_path / "real/vanha/oma.txt").write_text("mine", encoding="utf-8")
    (shop / "notices/orders/notice.yml").write_text(
        PORTAL["notices/orders/notice.yml"].replace("aliases: [vanha/tilaukset.html]\n", ""), encoding="utf-8"
    )
    written(shop, tmp_path / "link")
    assert set(once) - set(tree(tmp_path / "real")) == {"vanha/tilaukset.html"}
    assert (tmp_path / "link").is_symlink()


# ------------------------------------------------------------------------------------------------- the command


def test_the_command_says_how_many_files_it_wrote(shop: Path, tmp_path: Path) -> None:
    result = command(shop, tmp_path / "alone", "--site-url", URL)
    assert result.exit_code == 0
    assert result.output == f"written: {len(tree(tmp_path / 'alone')) - 1} files in {tmp_path / 'alone'}\n"


def test_the_command_writes_both_styles_of_addresses(shop: Path, tmp_path: Path) -> None:
    assert command(shop, tmp_path / "folders").exit_code == 0
    assert command(shop, tmp_path / "files", "--files").exit_code == 0
    assert (tmp_path / "folders/fi/tilaukset/index.html").is_file()
    assert (tmp_path / "files/fi/tilaukset.html").is_file()


def test_an_error_writes_nothing_and_keeps_what_is_there(shop: Path, tmp_path: Path) -> None:
    broken = {
        "notices/orders/notice.yml": PORTAL["notices/orders/notice.yml"].replace("    legal_basis: contract\n", "")
    }
    draw(shop, broken)
    result = command(shop, tmp_path / "new")
    assert result.exit_code == 1
    assert "N103" in result.output
    assert "notices/orders/notice.yml:7:3" in result.output
    assert result.output.endswith("nothing was written\n")
    assert not (tmp_path / "new").exists()

    draw(shop, PORTAL)
    before = tree(written(shop, tmp_path / "old"))
    draw(shop, broken)
    assert command(shop, tmp_path / "old").exit_code == 1
    assert tree(tmp_path / "old") == before


def test_a_warning_stops_only_a_strict_command(shop: Path, tmp_path: Path) -> None:
    draw(shop, {"notices/orders/notice.yml": PORTAL["notices/orders/notice.yml"].replace("2099-01-31", "2026-05-31")})
    result = command(shop, tmp_path / "alone")
    assert result.exit_code == 0
    assert "warning[N" in result.output
    strict = command(shop, tmp_path / "strict", "--strict")
    assert strict.exit_code == 1
    assert not (tmp_path / "strict").exists()


def test_a_folder_without_a_portal_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "notices").mkdir()
    result = command(tmp_path, tmp_path / "alone")
    assert result.exit_code == 2
    assert "portal.yml" in result.output
    assert not (tmp_path / "alone").exists()


def test_a_portal_that_cannot_be_read_writes_nothing(shop: Path, tmp_path: Path) -> None:
    draw(shop, {"notices/portal.yml": "languages: ["})
    result = command(shop, tmp_path / "alone")
    assert result.exit_code == 1
    assert "notices/portal.yml:1" in result.output
    assert not (tmp_path / "alone").exists()


def test_the_command_does_not_import_mkdocs(shop: Path, tmp_path: Path) -> None:
    program = (
        "import sys\nfrom privacy_notices.cli.main import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit as error:\n    assert not error.code, error.code\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('mkdocs', 'material', 'properdocs')])\n"
    )
    arguments = ["build", str(shop / "notices"), "--to", str(tmp_path / "alone")]
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]"]


def test_a_draft_and_the_state_of_things_are_not_written(shop: Path, tmp_path: Path) -> None:
    draft = PORTAL["notices/orders/notice.yml"].replace("published\n", "draft\n", 1)
    draw(shop, ANOTHER_NOTICE, {"notices/orders/notice.yml": draft})
    names = tree(written(shop, tmp_path / "alone"))
    assert not [name for name in names if "tilaukset" in name or "_status" in name]
    assert "fi/kirjeet/index.html" in names
