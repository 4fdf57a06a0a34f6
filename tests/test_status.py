"""The preview's pages about the portal: what is wrong, what is told of Art. 13 and 14, where the translations stand."""

from __future__ import annotations

import datetime
import itertools
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from attacks import ATTACKS
from minimal import SWEDISH, Overlay, minimal_files
from privacy_notices.cli.translations_group import translations
from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity
from privacy_notices.pages.plan import STATUS
from privacy_notices.pages.status import Status
from privacy_notices.portal.options import Options
from privacy_notices.portal.publication import Publication
from reading import Reading
from sites import Element, Html, site, tree

DAY = datetime.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A real build goes by the same day as the tests."""
    monkeypatch.setenv(
        "SOURCE_DATE_EPOCH", str(int(datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC).timestamp()))
    )


class Folder:
    """A source folder below one whose name an address has to encode."""

    def __init__(self, root: Path) -> None:
        self.root = root / "a b%c&ä"
        self.source = self.root / "notices"
        self.write()

    def write(self, **overlays: Overlay) -> None:
        for path, data in minimal_files(**overlays).items():
            target = self.source / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)

    def edit(self, path: str, old: str, new: str) -> None:
        target = self.source / path
        text = target.read_text(encoding="utf-8")
        assert old in text
        target.write_text(text.replace(old, new), encoding="utf-8", newline="\n")

    def run(self, *arguments: str, day: str = "2026-05-01") -> None:
        result = CliRunner().invoke(translations, [*arguments, "--notices", str(self.source), "--today", day])
        assert result.exit_code == 0, result.output

    def preview(self, last: Publication | None = None) -> Publication:
        return Publication.open(self.source, Options(DAY, drafts=True), last=last)

    def html(self, path: str = STATUS) -> str:
        preview = self.preview()
        page = next(page for page in preview.pages() if page.path == path)
        return str(preview.frame(page).content)

    def opened(self, file: str, line: int, column: int) -> str:
        root = f"{self.root.resolve()}".removeprefix("/").replace("a b%c&ä", "a%20b%25c%26%C3%A4")
        return f"vscode://file/{root}/notices/{file}:{line}:{column}"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def rows(html: str, table: str) -> list[list[str]]:
    """Cells of the rows of the table whose caption is `table`, as text on one line."""
    page = Html.of(html.replace("<br>", " "))
    found = [item for item in page.all("table") if any(e.tag == "caption" and e.text == table for e in item.inside)]
    assert len(found) == 1, [e.text for e in page.all("caption")]
    return [
        [" ".join(cell.text.split()) for cell in row.inside if cell.tag in ("th", "td")]
        for row in found[0].inside
        if row.tag == "tr"
    ][1:]


def texts(html: str) -> dict[str, tuple[str, str, str]]:
    """By key of the text: what is said of its state, the source and the translation with their places."""
    return {key.split()[0]: (key, source, target) for key, source, target in rows(html, Html.of(html).one("h1").text)}


def cells(html: str, key: str) -> list[Element]:
    (row,) = [row for row in Html.of(html).all("tr") if any(e.tag == "code" and e.text == key for e in row.inside)]
    return [e for e in row.inside if e.tag == "td"]


# ------------------------------------------------------------------------------------------------ the portal


def test_each_notice_is_counted_with_its_errors_warnings_coverage_and_translations(folder: Folder) -> None:
    folder.write(notice={"recipients": None, "dates": {"review_by": "2026-05-01"}})
    ((name, errors, warnings, coverage, percent),) = rows(folder.html(), "Selosteet")
    assert (name, errors, percent) == ("customers", "1", "sv 0 %, en 0 %")
    codes = Html.of(folder.html()).all("li", cls="pn-diagnostic")
    assert sum("virhe" in item.text for item in codes) == 1
    assert warnings == str(sum("varoitus" in item.text for item in codes)) != "0"
    told, needed = (int(number) for number in coverage.split(" / "))
    assert told < needed <= 27


def test_a_complete_notice_tells_all_that_is_needed(folder: Folder) -> None:
    ((_, errors, _, coverage, _),) = rows(folder.html(), "Selosteet")
    told, _, needed = coverage.partition(" / ")
    assert (errors, told) == ("0", needed)


def test_findings_stand_under_their_notice_with_a_link_that_opens_the_file(folder: Folder) -> None:
    folder.write(notice={"purposes": {"orders": {"legal_basis": None}}})
    page = Html.of(folder.html())
    (item,) = [item for item in page.all("li", cls="pn-diagnostic") if "N103" in item.text]
    (link,) = [e for e in item.inside if e.tag == "a"]
    assert link.text == "notices/customers/notice.yml:10:3"
    assert link.attributes["href"] == folder.opened("customers/notice.yml", 10, 3)
    (law,) = [e for e in item.inside if "tietosuoja-asetus" in e.text and e.tag == "p"]
    assert law.text == "yleinen tietosuoja-asetus, 13 artiklan 1 kohdan c alakohta"
    assert "lang" not in law.attributes
    (section,) = [e for e in page.all("section") if any(i.attributes.get("id") == "notice-customers" for i in e.inside)]
    assert item in section.inside


def test_every_file_of_a_notice_can_be_opened(folder: Folder) -> None:
    folder.write(sv=SWEDISH)
    links = Reading(folder.html()).links
    assert {folder.opened(f"customers/{name}.yml", 1, 1) for name in ("notice", "fi", "sv", "en")} <= set(links)


def test_all_27_items_are_listed_with_state_article_and_place(folder: Folder) -> None:
    folder.write(notice={"recipients": None})
    items = {name: rest for name, *rest in rows(folder.html(), "13 ja 14 artikla: customers")}
    assert len(items) == 27
    assert items["Tietojen vastaanottajat tai vastaanottajaryhmät"] == [
        "puuttuu",
        "yleinen tietosuoja-asetus, 13 artiklan 1 kohdan e alakohta",
    ]
    assert items["Siirrot EU- ja ETA-maiden ulkopuolelle"][0] == "todettu: ei ole"
    assert items["Kunkin tarkoituksen oikeusperuste"][0] == "kerrottu (puuttuu: sv)"


def test_the_number_of_told_items_is_that_of_the_list(folder: Folder) -> None:
    (line,) = rows(folder.html(), "Selosteet")
    states = [state.partition(" (")[0] for _, state, _ in rows(folder.html(), "13 ja 14 artikla: customers")]
    told = sum(state in ("kerrottu", "todettu: ei ole") for state in states)
    assert line[3] == f"{told} / {len(states) - states.count('ei tarvita tässä')}"


def test_a_notice_that_cannot_be_read_is_listed_with_what_is_wrong(folder: Folder) -> None:
    folder.write(notice="purposes: [")
    html = folder.html()
    assert [row[:2] for row in rows(html, "Selosteet")] == [["customers", "1"]]
    assert folder.opened("customers/notice.yml", 1, 11) in Reading(html).links


def test_what_concerns_the_whole_portal_stands_above_the_notices(folder: Folder) -> None:
    folder.write(**{"portal.sv.yml": "site_name: [Dataskydd]\n"})
    page = Html.of(folder.html())
    section = page.all("section")[0]
    assert "shared" in [e.attributes.get("id") for e in section.inside]
    assert "notices/portal.sv.yml:1:12" in section.text
    assert [row[1] for row in rows(folder.html(), "Selosteet")] == ["0"]


def test_the_texts_of_the_portal_itself_have_a_page_of_their_own(folder: Folder) -> None:
    links = Reading(folder.html()).links
    assert {"_portal/sv/", "_portal/en/", "customers/sv/", "customers/en/"} <= set(links)
    assert texts(folder.html(f"{STATUS}/_portal/sv"))["site_name"][1].startswith("Tietosuoja")


def test_a_finding_belongs_to_one_notice_even_where_names_resemble_each_other(folder: Folder) -> None:
    faults = [
        Diagnostic(Mark(file), "N103")
        for file in (
            "notices/shop/notice.yml",
            "notices/web-shop/fi.yml",
            "notices/web-shop/versions/2025-01-01/fi.yml",
            "notices/shop/versions/2025-01-01/shop/x.yml",
            "notices/portal.yml",
        )
    ]
    names = ("shop", "web-shop", "versions", "notices")
    for name in names:
        (folder.source / name).mkdir()
        (folder.source / name / "notice.yml").write_text("purposes: [", encoding="utf-8")
    status = Status(folder.preview().project, faults, tuple, DAY, "/srv/portal")
    found = {item.id: [fault.mark.file for fault in item.faults] for item in status.notices}
    assert found == {
        "customers": [],
        "notices": [],
        "shop": ["notices/shop/notice.yml", "notices/shop/versions/2025-01-01/shop/x.yml"],
        "versions": [],
        "web-shop": ["notices/web-shop/fi.yml", "notices/web-shop/versions/2025-01-01/fi.yml"],
    }
    assert [fault.mark.file for fault in status.shared] == ["notices/portal.yml"]
    assert {fault.severity for fault in faults} == {Severity.ERROR}


@pytest.mark.parametrize(
    ("root", "address"),
    [
        ("/srv/portal", "vscode://file/srv/portal/notices/%C3%A4%20%23/fi.yml:7:3"),
        ("/", "vscode://file/notices/%C3%A4%20%23/fi.yml:7:3"),
        ("C:/Users/x y", "vscode://file/C%3A/Users/x%20y/notices/%C3%A4%20%23/fi.yml:7:3"),
        ("//server/share", "vscode://file//server/share/notices/%C3%A4%20%23/fi.yml:7:3"),
    ],
)
def test_the_address_that_opens_a_file_names_line_and_column(folder: Folder, root: str, address: str) -> None:
    status = Status(folder.preview().project, (), tuple, DAY, root)
    assert status.opens(Mark("notices/ä #/fi.yml", 7, 3)) == address


def test_another_editor_may_be_named(folder: Folder) -> None:
    status = Status(folder.preview().project, (), tuple, DAY, "/srv", "idea://open?file=/{path}&line={line}")
    assert status.opens(Mark("notices/fi.yml", 7)) == "idea://open?file=/srv/notices/fi.yml&line=7"


# ------------------------------------------------------------------------------------------- one translation


def test_every_text_stands_beside_its_translation_with_file_and_line(folder: Folder) -> None:
    html = folder.html(f"{STATUS}/customers/en")
    found = texts(html)
    assert list(found) == [
        "title",
        "summary",
        "purposes.orders.text",
        "purposes.newsletter.text",
        "legitimate_interests.newsletter",
        "texts.provision",
    ]
    assert found["title"] == (
        "title vahvistamatta",
        "Asiakkaat notices/customers/fi.yml:1",
        "Customers notices/customers/en.yml:1",
    )
    links = Reading(html).links
    assert folder.opened("customers/fi.yml", 4, 11) in links
    assert folder.opened("customers/en.yml", 4, 11) in links


def test_a_translation_goes_through_every_state(folder: Folder) -> None:
    folder.run("accept", "customers", "en")
    folder.edit("customers/fi.yml", "tuotteet.", "tuotteet kotiin.")
    folder.edit("customers/en.yml", "summary: How we handle the data of our customers.\n", "")
    folder.edit("customers/en.yml", "texts:\n", "texts:\n  cookies: Cookies.\n")
    folder.run("status", "--record", day="2026-05-20")
    found = {key: state for key, (state, _, _) in texts(folder.html(f"{STATUS}/customers/en")).items()}
    assert found["title"] == "title ajan tasalla"
    assert found["summary"] == "summary puuttuu"
    assert found["purposes.orders.text"].startswith("purposes.orders.text vanhentunut")
    assert found["purposes.orders.text"].endswith("20. toukokuuta 2026")
    assert found["texts.cookies"] == "texts.cookies ei lähdetekstiä"
    unseen = {state for state, _, _ in texts(folder.html(f"{STATUS}/customers/sv")).values()}
    assert all(state.endswith(" puuttuu") for state in unseen)


def test_paragraphs_of_a_text_stay_apart(folder: Folder) -> None:
    folder.edit(
        "customers/en.yml", "We send you the goods that you have ordered.", "|\n    We send it.\n\n    You pay."
    )
    assert '<span class="pn-lines">We send it.\n\nYou pay.' in folder.html(f"{STATUS}/customers/en")


def test_the_word_difference_is_the_source_before_and_after_to_the_letter(folder: Folder) -> None:
    before = "Toimitamme sinulle tilaamasi tuotteet."
    after = "Toimitamme sinulle (kotiin) tilaamasi kengät, ja laskun."
    folder.run("accept", "customers", "en")
    folder.edit("customers/fi.yml", before, after)
    folder.run("status", "--record")
    source, target = cells(folder.html(f"{STATUS}/customers/en"), "purposes.orders.text")
    place = "notices/customers/fi.yml:4"
    deleted = [e.text for e in source.inside if e.tag == "del"]
    inserted = [e.text for e in source.inside if e.tag == "ins"]
    assert "tuotteet" in "".join(deleted)
    assert "kengät" in "".join(inserted)
    assert without(folder.html(f"{STATUS}/customers/en"), "del", source) == after + place
    assert without(folder.html(f"{STATUS}/customers/en"), "ins", source) == before + place
    assert not [e for e in target.inside if e.tag in ("ins", "del")]


def without(html: str, tag: str, cell: Element) -> str:
    """The text of a cell without the elements `tag`."""

    class Left(HTMLParser):
        text = ""
        skips = False

        def handle_starttag(self, name: str, attrs: object) -> None:
            self.skips = self.skips or name == tag

        def handle_endtag(self, name: str) -> None:
            self.skips = self.skips and name != tag

        def handle_data(self, data: str) -> None:
            self.text += "" if self.skips else data

    row = html.partition("<code>purposes.orders.text</code>")[2].partition("<td")[2].partition(">")[2]
    parser = Left()
    parser.feed(row.partition("</td>")[0])
    assert cell.tag == "td"
    return parser.text


def test_source_and_translation_are_marked_with_their_languages_and_directions(folder: Folder) -> None:
    source, target = cells(folder.html(f"{STATUS}/customers/en"), "title")
    assert [(cell.attributes["lang"], cell.attributes["dir"]) for cell in (source, target)] == [
        ("fi", "auto"),
        ("en", "auto"),
    ]


def test_a_notice_with_a_source_language_of_its_own_is_translated_from_it(folder: Folder) -> None:
    folder.write(notice={"source_language": "en"})
    source, target = cells(folder.html(f"{STATUS}/customers/fi"), "title")
    assert (source.attributes["lang"], target.attributes["lang"]) == ("en", "fi")
    assert source.text.startswith("Customers")


# -------------------------------------------------------------------------------------------- in the preview


def test_a_save_brings_the_pages_up_to_date(folder: Folder) -> None:
    first = folder.preview()
    folder.write(sv=SWEDISH, notice={"recipients": None})
    second = folder.preview(first)
    read = {
        name: {page.path: str(preview.frame(page).content) for page in preview.pages() if page.path.startswith(STATUS)}
        for name, preview in (("first", first), ("second", second))
    }
    assert "N110" in read["second"][STATUS]
    assert "N110" not in read["first"][STATUS]
    assert "Kunder" in read["second"][f"{STATUS}/customers/sv"]
    assert "Kunder" not in read["first"][f"{STATUS}/customers/sv"]


def test_a_portal_that_cannot_be_read_says_so_and_lists_what_was_there(folder: Folder) -> None:
    first = folder.preview()
    folder.write(portal="languages: [")
    second = folder.preview(first)
    page = second.page(f"{STATUS}/index.md")
    assert page is not None
    html = str(second.frame(page).content)
    assert folder.opened("portal.yml", 1, 12) in Reading(html).links
    assert [row[0] for row in rows(html, "Selosteet")] == ["customers"]


def test_the_menu_of_a_preview_leads_to_the_status_and_the_status_to_the_notices(folder: Folder) -> None:
    preview = folder.preview()
    page = preview.page("fi/asiakkaat.md")
    assert page is not None
    assert "../../_status/" in [entry.href for entry in preview.frame(page).nav]
    assert "../fi/asiakkaat/" in Reading(folder.html()).links


def test_the_status_opens_files_with_the_editor_of_the_settings(folder: Folder) -> None:
    preview = Publication.open(folder.source, Options(DAY, drafts=True, editor="idea://open?file=/{path}&line={line}"))
    page = next(page for page in preview.pages() if page.kind == "status")
    links = Reading(str(preview.frame(page).content)).links
    assert [link for link in links if link.startswith("idea://open?file=/")]
    assert not [link for link in links if link.startswith("vscode:")]


def test_a_preview_that_other_machines_see_has_no_path_of_this_one(folder: Folder) -> None:
    options = Options(DAY, drafts=True)
    for one, is_there in ((options, True), (replace(options, editor=None), False)):
        preview = Publication.open(folder.source, one)
        html = "".join(str(preview.frame(page).content) for page in preview.pages() if page.kind.startswith("status"))
        assert "customers" in html
        assert (folder.source.resolve().parents[1].name in html) == is_there
        assert ("vscode:" in html) == is_there


def test_no_status_page_is_for_search_engines(folder: Folder) -> None:
    preview = Publication.open(folder.source, Options(DAY, url="https://shop.example/", drafts=True))
    pages = [page for page in preview.pages() if page.path.startswith(STATUS)]
    assert pages
    assert all(preview.frame(page).noindex and not preview.frame(page).alternates for page in pages)
    assert not [entry for entry in preview.sitemap() if STATUS in entry.href]


@pytest.mark.site
def test_a_build_has_no_status_pages(folder: Folder, tmp_path: Path) -> None:
    built = Publication.open(folder.source, Options(DAY))
    assert not [page for page in built.pages() if page.kind.startswith("status")]
    names = tree(site(tmp_path / "site"))
    assert names
    assert not [name for name, data in names.items() if STATUS in name or b"vscode:" in data]


# ---------------------------------------------------------------------------------------------- sound HTML


LIVE = frozenset(
    (
        "script",
        "img",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "form",
        "input",
        "button",
        "style",
        "link",
        "meta",
        "base",
        "body",
        "video",
        "source",
        "marquee",
        "noscript",
        "x",
        "b",
    )
)


def hostile(text: str) -> dict[str, object]:
    line = " ".join(text.split())
    return {
        "title": line,
        "summary": text,
        "purposes": {"orders": {"name": line, "text": text}, "newsletter": text},
        "texts": {"provision": text},
    }


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The status pages of portals whose every text is an attack, as new text, as old one, and as a key
    that the findings quote."""
    found = []
    folder = Folder(tmp_path_factory.mktemp("attacked"))
    for attack, after in zip(ATTACKS, (*ATTACKS[1:], ATTACKS[0]), strict=True):
        folder.write(fi=hostile(attack), en=hostile(attack), portal_fi={"site_name": " ".join(attack.split())})
        folder.run("accept", "customers", "en")
        folder.write(fi=hostile(after), en=hostile(attack))
        folder.run("status", "--record")
        for overlays in (
            {"fi": hostile(after)},
            {"fi": hostile(after), "notice": {"sources": [attack], attack: attack}},
        ):
            folder.write(en=hostile(attack), **overlays)
            preview = folder.preview()
            found += [str(preview.frame(page).content) for page in preview.pages() if page.path.startswith(STATUS)]
        for memory in folder.source.rglob("_translations.*"):
            memory.unlink()
    return found


@pytest.fixture(scope="module")
def attacked_pages(attacked: list[str]) -> list[Html]:
    """The same pages as a browser reads them."""
    return [Html.of(html) for html in attacked]


@pytest.mark.site  # a portal on the disk for each attack, written and read several times
def test_hostile_texts_are_text(attacked_pages: list[Html]) -> None:
    assert len(attacked_pages) > 3 * len(ATTACKS)
    for page in attacked_pages:
        assert not LIVE & {e.tag for e in page.elements}
        names = {name for e in page.elements for name in e.attributes}
        assert names <= {"class", "id", "lang", "dir", "href", "hreflang", "scope", "role", "aria-labelledby"}
        addresses = [e.attributes["href"] for e in page.all("a")]
        assert all(
            href.startswith(("vscode://file/", "#notice-", "../", "_portal/", "customers/")) for href in addresses
        )


@pytest.mark.site  # a portal on the disk for each attack, written and read several times
def test_hostile_texts_are_shown_in_full(attacked_pages: list[Html]) -> None:
    shown = " ".join(page.one("article").text for page in attacked_pages)
    assert "<script>alert(1)</script>" in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


@pytest.mark.site  # a portal on the disk for each attack, written and read several times
def test_the_pages_are_sound(attacked: list[str], folder: Folder) -> None:
    for html in [*attacked, folder.html(), folder.html(f"{STATUS}/customers/en"), folder.html(f"{STATUS}/_portal/sv")]:
        page = Reading(html)
        assert page.unbalanced == []
        assert len(page.ids) == len(set(page.ids))
        levels = [level for level, _ in page.headings]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
        fragments = {link[1:] for link in page.links if link.startswith("#")}
        assert fragments <= set(page.ids)
