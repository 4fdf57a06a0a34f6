"""What every host gets, without MkDocs: shown by a second host that is written here (`another_host`)."""

from __future__ import annotations

import ast
import datetime
import subprocess
import sys
import threading
from pathlib import Path, PurePosixPath

import pytest

import another_host
from another_host import publish
from privacy_notices.faults.diagnostic import Severity
from privacy_notices.hosts.comparing import Comparison
from privacy_notices.hosts.edit_links import EditLinks, edit_path
from privacy_notices.hosts.finished_site import FinishedSite, PageMaking
from privacy_notices.hosts.folder import write_tree
from privacy_notices.hosts.kept_readings import KeptReadings, news
from privacy_notices.hosts.policy_terms import PolicyTerms
from privacy_notices.hosts.third_parties import ThirdPartyCall, calls_of_addresses
from privacy_notices.incremental.digest import digest
from privacy_notices.portal.options import Options
from sites import NOTICE, PORTAL, Html, draw, tree

DAY = datetime.date(2026, 6, 1)
OPTIONS = Options(DAY, url="https://shop.example/")
REPOSITORY = "https://git.example/shop/privacy/edit/main/"
HOSTS = Path(__file__).parent.parent / "plugins" / "privacy_notices" / "hosts"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return draw(tmp_path / "shop", PORTAL) / "notices"


# --- a second host -------------------------------------------------------------------------------------------------------


def test_a_second_host_is_a_file_of_forty_lines() -> None:
    text = Path(another_host.__file__).read_text(encoding="utf-8")
    body = text[text.index("def publish") :]
    assert len([line for line in body.splitlines() if line.strip()]) <= 40


def test_it_has_the_pages_of_the_portal_in_a_shell_of_its_own(shop: Path, tmp_path: Path) -> None:
    publish(shop, tmp_path / "site", OPTIONS, REPOSITORY, [])
    write_tree(KeptReadings(None).open(shop, OPTIONS), tmp_path / "folder")
    ours, theirs = tree(tmp_path / "site" / "pages", ".html"), tree(tmp_path / "folder", ".html")
    assert ours.keys() == theirs.keys()
    page = Html.of(ours[f"{NOTICE['sv']}/index.html"].decode())
    assert page.one("h1").text == "Beställningar"
    assert len(page.all("nav")[0].inside) > 1
    assert (tmp_path / "site/pages/fi/search/index.json").is_file()


def test_it_has_links_to_edit_the_sources(shop: Path, tmp_path: Path) -> None:
    publish(shop, tmp_path / "site", OPTIONS, REPOSITORY, [])
    page = Html.read(tmp_path / "site/pages" / NOTICE["fi"] / "index.html")
    assert [e.attributes["href"] for e in page.all("a", rel="edit")] == [f"{REPOSITORY}notices/orders/fi.yml"]


def test_it_has_the_policy_of_its_pages(shop: Path, tmp_path: Path) -> None:
    _, faults = publish(shop, tmp_path / "site", OPTIONS, REPOSITORY, ["company.css"])
    assert faults == ()
    assert "script-src 'self'; style-src 'self';" in (tmp_path / "site/pages/_headers").read_text(encoding="utf-8")


def test_it_is_told_whom_its_readers_would_call(shop: Path, tmp_path: Path) -> None:
    sheets = ["company.css", "https://cdn.example/x.css", "//fonts.example/y.css"]
    calls, faults = publish(shop, tmp_path / "site", OPTIONS, REPOSITORY, sheets)
    assert calls == [ThirdPartyCall("sheets", sheets[1]), ThirdPartyCall("sheets", sheets[2])]
    assert {(fault.code, fault.severity) for fault in faults} == {("P111", Severity.WARNING)}


@pytest.mark.site
def test_it_runs_without_mkdocs(shop: Path, tmp_path: Path) -> None:
    program = (
        "import datetime, pathlib, sys\nfrom another_host import publish\n"
        "from privacy_notices.portal.options import Options\n"
        "source, target = map(pathlib.Path, sys.argv[1:])\n"
        "publish(source, target, Options(datetime.date(2026, 6, 1)), 'https://git.example/', [])\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('mkdocs', 'material', 'properdocs')])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(shop), str(tmp_path / "site")],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["[]"]
    assert (tmp_path / "site/pages/404.html").is_file()


def test_only_modules_that_say_so_know_mkdocs() -> None:
    knowing = set()
    for path in HOSTS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] in ("mkdocs", "material", "properdocs") for name in names):
                knowing.add(path.name)
            if not path.name.startswith("mkdocs"):
                assert not any(name.startswith("privacy_notices.hosts.mkdocs") for name in names), path.name
    assert knowing and all(name.startswith("mkdocs") for name in knowing)


# --- the policy of a finished folder -----------------------------------------------------------------------------------------

SCRIPTED = "<html><head></head><body><script>own()</script></body></html>"


@pytest.fixture
def finished(tmp_path: Path) -> Path:
    (tmp_path / "site/fi").mkdir(parents=True)
    (tmp_path / "site/fi/index.html").write_text(SCRIPTED, encoding="utf-8")
    return tmp_path / "site"


def test_a_script_that_somebody_wrote_keeps_the_policy_from_being_written(finished: Path) -> None:
    (fault,) = FinishedSite(finished).keep_policy(PolicyTerms())
    assert (fault.code, fault.mark.file) == ("P110", "fi/index.html")
    assert [path.name for path in finished.iterdir()] == ["fi"]


def test_a_script_of_the_hosts_own_shell_is_allowed(finished: Path) -> None:
    assert FinishedSite(finished, lambda file, html: PageMaking("")).keep_policy(PolicyTerms()) == ()
    assert "'sha256-" in (finished / "_headers").read_text(encoding="utf-8")
    assert (finished / "nginx-headers.conf").is_file()


def test_the_policy_may_stand_in_the_pages(finished: Path) -> None:
    assert FinishedSite(finished, lambda file, html: PageMaking("")).keep_policy(PolicyTerms("meta")) == ()
    assert 'http-equiv="Content-Security-Policy"' in (finished / "fi/index.html").read_text(encoding="utf-8")
    assert not (finished / "_headers").exists()


def test_a_host_may_go_without_a_policy(finished: Path) -> None:
    assert FinishedSite(finished).keep_policy(PolicyTerms("none")) == ()
    assert [path.name for path in finished.iterdir()] == ["fi"]


@pytest.mark.parametrize(
    ("known", "is_unchanged", "faults"),
    [
        ({}, False, 1),
        ({"fi/index.html": digest(SCRIPTED)}, False, 0),
        ({"fi/index.html": "other"}, False, 1),
        ({"fi/index.html": "other"}, True, 0),
    ],
)
def test_a_page_of_the_portal_needs_nothing_as_long_as_nobody_has_changed_it(
    finished: Path, known: dict[str, str], is_unchanged: bool, faults: int
) -> None:
    site = FinishedSite(finished, own=known, is_unchanged=is_unchanged)
    assert len(site.keep_policy(PolicyTerms())) == faults


# --- edit links, third parties, findings, comparing ----------------------------------------------------------------------------


@pytest.mark.parametrize("base", [REPOSITORY, REPOSITORY.removesuffix("/")])
def test_an_edit_link_leads_to_the_source_by_its_path_in_the_repository(base: str) -> None:
    links = EditLinks(base, PurePosixPath("/srv"))
    above = PurePosixPath("/srv/site")
    assert links.href("notices/orders/fi.yml", above) == f"{REPOSITORY}site/notices/orders/fi.yml"
    assert links.href("notices/my orders/ä.yml", above) == f"{REPOSITORY}site/notices/my%20orders/%C3%A4.yml"
    assert links.href(None, above) is None
    assert edit_path(PurePosixPath("/srv/notices/x.yml"), PurePosixPath("/srv/docs")) == "../notices/x.yml"


@pytest.mark.parametrize(
    ("address", "is_called"),
    [
        ("x.css", False),
        ("/x.css", False),
        ("https://a.example/x.css", True),
        ("http://a.example/", True),
        ("//a.example/x", True),
    ],
)
def test_an_address_of_another_host_is_a_call(address: str, is_called: bool) -> None:
    assert [*calls_of_addresses({"css": [address]})] == ([ThirdPartyCall("css", address)] if is_called else [])


def test_only_what_is_new_is_news(shop: Path) -> None:
    readings = KeptReadings(None)
    first = readings.open(shop, OPTIONS)
    (shop / "orders/fi.yml").write_text(PORTAL["notices/orders/fi.yml"] + "slug: Tilaukset Ja Muut\n", encoding="utf-8")
    second = readings.open(shop, OPTIONS)
    assert news(first, None) == first.diagnostics
    assert {item.code for item in news(second, first)} == {"P102"}


def test_all_files_are_compared_once_nobody_saves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("privacy_notices.hosts.comparing.AT_REST", 0.01)
    told = threading.Event()
    found = iter([False, True])
    compared = threading.Event()

    def compare() -> bool:
        is_astray = next(found)
        compared.set()
        return is_astray

    comparison = Comparison(compare, told.set)
    comparison.later()
    assert compared.wait(10)
    assert not told.is_set()
    comparison.later()
    assert told.wait(10)


def test_who_saves_again_is_waited_for() -> None:
    comparison = Comparison(lambda: pytest.fail("nobody was to look"), lambda: None)
    comparison.later()
    comparison.later()
    comparison.leave()
    comparison.leave()
    assert not [
        thread
        for thread in threading.enumerate()
        if isinstance(thread, threading.Timer) and not thread.finished.is_set()
    ]


def test_any_host_has_the_files_that_texts_link_to(shop: Path, tmp_path: Path) -> None:
    (shop / "orders/annex.pdf").write_text("%PDF")
    words = shop / "orders/fi.yml"
    words.write_text(
        words.read_text(encoding="utf-8").replace("texts:\n", "texts:\n  data: '[a](annex.pdf)'\n"), "utf-8"
    )
    publish(shop, tmp_path / "site", OPTIONS, REPOSITORY, [])
    page = (tmp_path / "site/pages/fi/tilaukset/index.html").read_text(encoding="utf-8")
    assert '<a href="annex.pdf">a (PDF, 1&nbsp;kt)</a>' in page
    assert (tmp_path / "site/pages/fi/tilaukset/annex.pdf").read_text() == "%PDF"
