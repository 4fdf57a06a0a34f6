"""Files beside a notice: those that its texts link to stand under its address, and nothing else of the folder does."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from privacy_notices.document.document_json import from_json, to_json
from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.hosts.folder import write_tree
from privacy_notices.incremental.memo import Memo
from privacy_notices.model.markup import MAX_ATTACHMENT
from privacy_notices.portal.options import Options
from privacy_notices.portal.publication import Publication
from privacy_notices.portal.share import Share
from sites import MKDOCS, PORTAL, build, draw, get, wait_until
from test_preview import Preview

DAY = datetime.date(2026, 6, 1)
LINK = "texts:\n  data: Katso [luettelo](annex.pdf).\n"


def texts(language: str, link: str) -> str:
    return PORTAL[f"notices/orders/{language}.yml"].replace("texts:\n", f"texts:\n  data: {link}\n")


ANNEX: Mapping[str, str] = {
    "notices/orders/annex.pdf": "%PDF-1.7",
    "notices/orders/bilaga.pdf": "o" * 1_250_000,
    "notices/orders/unlinked.pdf": "nobody is to read this",
    "notices/orders/notes.md": "nor this",
    "notices/orders/fi.yml": texts("fi", "Katso [luettelo](annex.pdf)."),
    "notices/orders/sv.yml": texts("sv", "Se [listan](bilaga.pdf)."),
    "notices/orders/en.yml": texts("en", "See [the list](annex.pdf)."),
}
ADDRESSES = ("fi/tilaukset", "sv/bestallningar", "en/orders")
COPIED = {f"{address}/{name}" for address in ADDRESSES for name in ("annex.pdf", "bilaga.pdf")}


def opened(root: Path, *, directory_urls: bool = True, memo: Memo | None = None) -> Publication:
    return Publication.open(root / "notices", Options(DAY, directory_urls=directory_urls), memo=memo)


def faults(root: Path) -> list[tuple[str, str, int, int]]:
    def shown(fault: Diagnostic) -> tuple[str, str, int, int]:
        return fault.fault, fault.mark.file, fault.mark.line, fault.mark.column

    return [shown(one) for one in opened(root).diagnostics if one.code.startswith("S4")]


def beside(folder: Path) -> set[str]:
    """The files of a site that are no part of every portal."""
    kinds = (".pdf", ".odt", ".md", ".txt", ".PDF")
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in kinds}


# ------------------------------------------------------------------------------------------------- what is published


@pytest.mark.parametrize(("directory_urls", "href"), [(True, "annex.pdf"), (False, "tilaukset/annex.pdf")])
def test_a_link_leads_to_the_file_and_says_its_kind_and_size(
    tmp_path: Path, href: str, *, directory_urls: bool
) -> None:
    portal = opened(draw(tmp_path, PORTAL, ANNEX), directory_urls=directory_urls)
    pages = {page.language: str(portal.frame(page).content) for page in portal.pages() if page.kind == "notice"}
    assert f'<a href="{href}">luettelo (PDF, 1&nbsp;kt)</a>' in pages["fi"]
    assert "listan (PDF, 1,2&nbsp;MB)</a>" in pages["sv"]
    assert "the list (PDF, 1&nbsp;kB)</a>" in pages["en"]


def test_what_texts_link_to_stands_under_the_address_of_the_notice_in_every_language(tmp_path: Path) -> None:
    """A page that shows the words of another language has its files too."""
    root = draw(tmp_path, PORTAL, ANNEX)
    write_tree(opened(root), tmp_path / "out")
    assert beside(tmp_path / "out") == COPIED
    assert (tmp_path / "out/fi/tilaukset/annex.pdf").read_text() == "%PDF-1.7"


def test_a_file_that_is_gone_or_linked_to_no_more_is_removed_by_the_next_build(tmp_path: Path) -> None:
    root = draw(tmp_path, PORTAL, ANNEX)
    write_tree(opened(root), tmp_path / "out")
    draw(root, {"notices/orders/sv.yml": PORTAL["notices/orders/sv.yml"]})
    write_tree(opened(root), tmp_path / "out")
    assert beside(tmp_path / "out") == {f"{address}/annex.pdf" for address in ADDRESSES}


def test_a_part_of_a_portal_has_the_files_of_its_pages(tmp_path: Path) -> None:
    write_tree(opened(draw(tmp_path, PORTAL, ANNEX)), tmp_path / "out", Share(("sv",)))
    assert beside(tmp_path / "out") == {f"sv/bestallningar/{name}" for name in ("annex.pdf", "bilaga.pdf")}


def test_a_draft_has_no_file_on_the_site(tmp_path: Path) -> None:
    facts = PORTAL["notices/orders/notice.yml"].replace("status: published", "status: draft")
    write_tree(opened(draw(tmp_path, PORTAL, ANNEX, {"notices/orders/notice.yml": facts})), tmp_path / "out")
    assert beside(tmp_path / "out") == set()


def test_an_earlier_version_has_its_own_file(tmp_path: Path) -> None:
    above = "notices/orders/versions/2025-03-01"
    version = {f"{above}/{name}": {**PORTAL, **ANNEX}[f"notices/orders/{name}"] for name in ("notice.yml", "fi.yml")}
    root = draw(tmp_path, PORTAL, version, {f"{above}/annex.pdf": "older"})
    write_tree(opened(root), tmp_path / "out")
    assert beside(tmp_path / "out") == {f"{address}/2025-03-01/annex.pdf" for address in ADDRESSES}
    assert (tmp_path / "out/fi/tilaukset/2025-03-01/annex.pdf").read_text() == "older"


def test_a_page_from_the_cache_has_the_size_that_the_file_has_now(tmp_path: Path) -> None:
    root, memo = draw(tmp_path, PORTAL, ANNEX), Memo()
    before = opened(root, memo=memo)
    draw(root, {"notices/orders/annex.pdf": "x" * 30_000})
    after = opened(root, memo=memo)

    def shown(portal: Publication) -> str:
        page = next(page for page in portal.pages() if (page.kind, page.language) == ("notice", "fi"))
        return portal.finished(page, lambda frame: str(frame.content))

    assert "(PDF, 1&nbsp;kt)" in shown(before)
    assert "(PDF, 30&nbsp;kt)" in shown(after)


def test_the_document_of_a_notice_names_its_files(tmp_path: Path) -> None:
    for document in opened(draw(tmp_path, PORTAL, ANNEX)).documents():
        assert document.attachments == (("annex.pdf", 8), ("bilaga.pdf", 1_250_000))
        assert from_json(to_json(document)) == document


def test_an_old_address_gives_way_to_a_file(tmp_path: Path) -> None:
    facts = PORTAL["notices/orders/notice.yml"].replace("vanha/tilaukset.html", "fi/tilaukset/annex.pdf")
    portal = opened(draw(tmp_path, PORTAL, ANNEX, {"notices/orders/notice.yml": facts}))
    assert [fault.fault for fault in portal.diagnostics if fault.code == "P103"] == ["P103.site"]


# --------------------------------------------------------------------------------------------------- what is refused


def test_a_file_that_is_not_there_is_told_of_where_it_is_linked_to(tmp_path: Path) -> None:
    root = draw(tmp_path, PORTAL, {"notices/orders/fi.yml": ANNEX["notices/orders/fi.yml"]})
    assert faults(root) == [("S404", "notices/orders/fi.yml", 6, 26)]


def test_the_words_of_the_portal_have_no_file_beside_them(tmp_path: Path) -> None:
    words = PORTAL["notices/portal.fi.yml"] + "intro: '[a](annex.pdf)'\n"
    assert faults(draw(tmp_path, PORTAL, ANNEX, {"notices/portal.fi.yml": words})) == [
        ("S404.portal", "notices/portal.fi.yml", 3, 13)
    ]


@pytest.mark.parametrize("target", ["/etc/passwd", "../../secret.pdf", "../portal.yml"])
def test_a_symbolic_link_is_no_file_beside_a_notice(tmp_path: Path, target: str) -> None:
    root = draw(tmp_path / "shop", PORTAL, ANNEX)
    (tmp_path / "secret.pdf").write_text("secret")
    (root / "notices/orders/annex.pdf").unlink()
    (root / "notices/orders/annex.pdf").symlink_to(target)
    assert [fault for fault, *_ in faults(root)] == ["S404", "S404"]


def test_a_folder_and_a_pipe_are_no_file_beside_a_notice(tmp_path: Path) -> None:
    import os

    root = draw(tmp_path, PORTAL, ANNEX)
    (root / "notices/orders/annex.pdf").unlink()
    os.mkfifo(root / "notices/orders/annex.pdf")
    (root / "notices/orders/bilaga.pdf").unlink()
    (root / "notices/orders/bilaga.pdf").mkdir()
    assert [fault for fault, *_ in faults(root)] == ["S404", "S404", "S404"]


@pytest.mark.parametrize(("size", "found"), [(MAX_ATTACHMENT, []), (MAX_ATTACHMENT + 1, ["S405", "S405"])])
def test_a_file_has_no_more_bytes_than_the_limit(tmp_path: Path, size: int, found: list[str]) -> None:
    root = draw(tmp_path, PORTAL, ANNEX)
    with (root / "notices/orders/annex.pdf").open("wb") as file:
        file.truncate(size)
    assert [fault for fault, *_ in faults(root)] == found
    assert ("fi/tilaukset/annex.pdf" in opened(root).attachments()) == (not found)


@pytest.mark.parametrize(
    "name", ["../fi.yml", "../../../secret.pdf", "a/annex.pdf", "annex.exe", "con.pdf", "%2e%2e/a.pdf"]
)
def test_a_hostile_name_is_told_of_and_leads_nowhere(tmp_path: Path, name: str) -> None:
    root = draw(tmp_path / "shop", PORTAL, {"notices/orders/fi.yml": texts("fi", f"Katso [luettelo]({name}).")})
    (tmp_path / "secret.pdf").write_text("secret")
    assert faults(root) == [("S403", "notices/orders/fi.yml", 6, 15)]
    assert opened(root).attachments() == {}


def test_what_the_dialect_does_not_have_is_told_of_at_its_line(tmp_path: Path) -> None:
    words = PORTAL["notices/orders/fi.yml"].replace(
        "texts:\n", "texts:\n  data: |\n    Luettelo:\n\n    # Otsikko\n\n    **Näin ** ja <b>näin</b>\n"
    )
    words = words.replace("title: Tilaukset", "title: '# <b>'")
    root = draw(
        tmp_path, PORTAL, {"notices/orders/fi.yml": words, "notices/portal.sv.yml": "site_name: a\nintro: '> b'\n"}
    )
    assert faults(root) == [
        ("S402", "notices/orders/fi.yml", 9, 5),
        ("S402", "notices/orders/fi.yml", 11, 5),
        ("S402", "notices/orders/fi.yml", 11, 18),
        ("S402", "notices/orders/fi.yml", 11, 25),
        ("S402", "notices/portal.sv.yml", 2, 9),
    ]


# ------------------------------------------------------------------------------------------------------ in real sites

HOOK = {
    "hook.py": "def on_page_content(html, **_):\n    return html\n",
    "mkdocs.yml": MKDOCS + "hooks: [hook.py]\n",
}
IN_DOCS = {"mkdocs.yml": MKDOCS.replace("[privacy-notices]", "[{privacy-notices: {notices_dir: docs/notices}}]")}


def _as_it_is(drawing: Mapping[str, str]) -> Mapping[str, str]:
    return drawing


def _in_docs(drawing: Mapping[str, str]) -> Mapping[str, str]:
    moved = {path.replace("notices/", "docs/notices/", 1): text for path, text in drawing.items()}
    del moved["docs/notices/orders/notes.md"]
    return {**moved, **IN_DOCS}


@pytest.mark.site
@pytest.mark.parametrize(
    ("drawn", "more"), [(_as_it_is, {}), (_as_it_is, HOOK), (_in_docs, {})], ids=["beside", "through", "in docs"]
)
def test_mkdocs_copies_the_files_and_no_other(
    tmp_path: Path, drawn: Callable[[Mapping[str, str]], Mapping[str, str]], more: Mapping[str, str]
) -> None:
    built = build(draw(tmp_path, drawn({**PORTAL, **ANNEX, **more})), strict=True)
    assert beside(built) == COPIED
    assert (built / "sv/bestallningar/annex.pdf").read_text() == "%PDF-1.7"


@pytest.mark.site
def test_a_preview_has_the_file_as_it_is_now(tmp_path: Path) -> None:
    with Preview.of(draw(tmp_path, PORTAL, ANNEX)) as preview:
        address = f"{preview.address}fi/tilaukset/annex.pdf"
        assert get(address) == (200, "%PDF-1.7")
        with preview.changed("notices/orders/annex.pdf", "%PDF-1.7 another and a longer one"):
            wait_until(lambda: get(address)[1].endswith("longer one"), "the changed file")
        with preview.changed("notices/orders/annex.pdf", None):
            wait_until(lambda: get(address)[0] == 404, "the end of the file")
