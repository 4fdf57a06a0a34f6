"""Readers are told what is not translated, what is older than its source, and which language prevails."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from minimal import SWEDISH, Overlay, minimal_files
from privacy_notices.cli.translations_group import translations
from privacy_notices.faults.diagnostic import Severity
from privacy_notices.pages.frame import Frame
from privacy_notices.portal.options import Options
from privacy_notices.portal.publication import Publication
from reading import Reading

DAY = datetime.date(2026, 6, 1)
URL = "https://shop.example/"
OLD, NEW = "Toimitamme sinulle tilaamasi tuotteet.", "Toimitamme sinulle tilaamasi tuotteet kotiin."


class Shop:
    """The minimal portal on disk with all three languages, whose English somebody has read and accepted."""

    def __init__(self, root: Path) -> None:
        self.source = root / "notices"
        self.overlays: dict[str, Overlay] = {"sv": SWEDISH}
        self.write()
        self.command("accept", "customers", "en", day="2026-03-01")

    def write(self, **overlays: Overlay) -> None:
        """Lay files over those of the portal; they stay."""
        self.overlays |= overlays
        for path, data in minimal_files(**self.overlays).items():
            target = self.source / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)

    def command(self, *arguments: str, day: str) -> None:
        result = CliRunner().invoke(translations, [*arguments, "--notices", str(self.source), "--today", day])
        assert result.exit_code == 0, result.output

    def change_source(self) -> None:
        """The Finnish text of a purpose changes, and the tool sees it on 5 May."""
        self.write(fi={"purposes": {"orders": NEW}})
        self.command("status", "--record", day="2026-05-05")

    def remove(self, path: str) -> None:
        (self.source / path).unlink()

    @property
    def publication(self) -> Publication:
        return Publication.open(self.source, Options(DAY, url=URL))

    def errors(self, day: datetime.date = DAY) -> list[tuple[str, str]]:
        """File and code of what stops a build."""
        found = Publication.open(self.source, Options(day, url=URL)).diagnostics
        return [(item.mark.file, item.code) for item in found if item.severity is Severity.ERROR]

    def frame(self, uri: str) -> Frame:
        publication = self.publication
        page = publication.page(uri)
        assert page is not None, uri
        return publication.frame(page)

    def read(self, uri: str) -> Reading:
        return Reading(str(self.frame(uri).content))


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


FI, SV, EN = "fi/asiakkaat.md", "sv/kunder.md", "en/customers.md"


def notes(html: str) -> list[str]:
    """What the notes of a page say, each on one line."""
    parts = html.split('<div class="pn-note" role="note">')[1:]
    return [" ".join(Reading(part.partition("</div>")[0]).text.split()) for part in parts]


# -------------------------------------------------------------------------------------------------- all is well


def test_a_complete_and_current_translation_needs_no_note(shop: Shop) -> None:
    for uri in (FI, EN):
        assert notes(str(shop.frame(uri).content)) == []
        assert {language for _, language in shop.read(uri).texts} == {""}


def test_a_text_that_nobody_has_confirmed_is_no_old_text(shop: Shop) -> None:
    assert notes(str(shop.frame(SV).content)) == []


# ------------------------------------------------------------------------------------------------------- missing


def test_missing_texts_are_named_by_section_in_the_language_of_the_page(shop: Shop) -> None:
    shop.write(sv={**SWEDISH, "purposes": {"newsletter": "Vi berättar om nya varor."}})
    page = shop.read(SV)
    (note,) = notes(str(shop.frame(SV).content))
    assert note.startswith("Vissa delar av sidan har inte översatts. De visas på originalspråket, som är finska.")
    assert note.partition("finska. ")[2] == (
        "I korthet Vad vi använder dina uppgifter till och på vilken grund Vilka uppgifter vi behandlar "
        "Måste du lämna uppgifterna? "
        "Hur länge vi sparar uppgifterna Dina rättigheter"
    )
    assert page.languages_of(OLD.rstrip(".")) == {"fi"}
    assert page.languages_of("Vi berättar om nya varor") == {""}


def test_every_section_that_is_named_is_on_the_page(shop: Shop) -> None:
    shop.write(sv={**SWEDISH, "purposes": {"newsletter": "Vi berättar."}, "texts": {}, "legitimate_interests": {}})
    (note,) = notes(str(shop.frame(SV).content))
    titles = [title for level, title in shop.read(SV).headings if level == 2]
    named = [title for title in titles if title in note]
    assert len(named) >= 2


def test_a_page_without_any_translation_says_so_and_links_to_the_original(shop: Shop) -> None:
    shop.overlays.pop("sv")
    shop.remove("customers/sv.yml")
    frame = shop.frame("sv/asiakkaat.md")
    (note,) = notes(str(frame.content))
    assert (
        note == "Den här sidan har inte översatts. Texten visas på originalspråket, som är finska. Läs originaltexten"
    )
    links = [
        (tag, found) for tag, found in Reading(str(frame.content)).tags if found.get("hreflang") == "fi" and tag == "a"
    ]
    assert links[0][1]["href"] == "../../fi/asiakkaat/"
    assert Reading(str(frame.content)).languages_of("Asiakkaat") == {"fi"}
    assert Reading(str(frame.content)).languages_of("Toimitamme sinulle tilaamasi tuotteet") == {"fi"}


def test_a_page_that_is_no_translation_names_the_original_to_search_engines(shop: Shop) -> None:
    shop.overlays.pop("sv")
    shop.remove("customers/sv.yml")
    frame = shop.frame("sv/asiakkaat.md")
    assert (frame.canonical, frame.alternates, frame.noindex) == (f"{URL}fi/asiakkaat/", (), True)
    for uri, address in ((FI, "fi/asiakkaat/"), (EN, "en/customers/")):
        own = shop.frame(uri)
        assert (own.canonical, own.noindex) == (f"{URL}{address}", False)
        assert [item.hreflang for item in own.alternates] == ["fi", "en", "x-default"]


def test_the_language_menu_says_before_the_click_what_is_missing(shop: Shop) -> None:
    shop.overlays.pop("sv")
    shop.remove("customers/sv.yml")
    said = {entry.code: (entry.available, entry.note, entry.note_lang) for entry in shop.frame(EN).languages}
    assert said["fi"] == (True, "", "en")
    assert said["sv"] == (False, "This page is not available in this language: Swedish", "en")
    finnish = {entry.code: entry.note for entry in shop.frame(FI).languages}
    assert finnish["sv"] == "Tätä sivua ei ole tällä kielellä: ruotsi"


def test_a_partly_translated_page_is_a_translation_all_the_same(shop: Shop) -> None:
    shop.write(sv={**SWEDISH, "texts": {}})
    frame = shop.frame(SV)
    assert (frame.canonical, frame.noindex) == (f"{URL}sv/kunder/", False)
    assert "sv" in [item.hreflang for item in frame.alternates]


# ------------------------------------------------------------------------------------------------------ outdated


def test_an_old_translation_is_shown_with_the_section_the_day_and_the_original(shop: Shop) -> None:
    shop.change_source()
    html = str(shop.frame(EN).content)
    (note,) = notes(html)
    assert note.startswith("The original text of these parts has changed since they were translated: Read the original")
    assert note.endswith("(changed 5 May 2026)")
    titles = [title for level, title in Reading(html).headings if level == 2]
    assert [title for title in titles if title in note]
    assert "We send you the goods that you have ordered" in html
    assert NEW.rstrip(".") not in html
    assert '<a href="../../fi/asiakkaat/" hreflang="fi">Read the original</a>' in html


def test_old_texts_above_all_sections_are_told_of_by_the_title_of_the_page(shop: Shop) -> None:
    shop.write(fi={"summary": "Näin käsittelemme asiakkaiden tietoja."})
    shop.command("status", "--record", day="2026-05-05")
    (note,) = notes(str(shop.frame(EN).content))
    assert note.endswith("Read the original Customers (changed 5 May 2026)")


def test_an_old_text_that_nobody_has_dated_is_told_of_without_a_day(shop: Shop) -> None:
    shop.write(fi={"purposes": {"orders": NEW}})
    (note,) = notes(str(shop.frame(EN).content))
    assert "has changed since they were translated" in note
    assert "(changed" not in note


def test_the_original_itself_is_never_called_old(shop: Shop) -> None:
    shop.change_source()
    assert notes(str(shop.frame(FI).content)) == []


def test_a_new_translation_needs_no_note(shop: Shop) -> None:
    shop.change_source()
    shop.write(en={"purposes": {"orders": "We bring the goods that you have ordered to your home."}})
    assert notes(str(shop.frame(EN).content)) == []


def test_a_translation_that_somebody_finds_still_right_needs_no_note(shop: Shop) -> None:
    shop.change_source()
    shop.command("accept", "customers", "en", "purposes.orders.text", day="2026-05-06")
    assert notes(str(shop.frame(EN).content)) == []


def test_the_source_is_shown_in_place_of_an_old_translation_where_the_portal_says_so(shop: Shop) -> None:
    shop.change_source()
    shop.write(portal={"translations": {"en": {"outdated": "source"}}})
    page = shop.read(EN)
    (note,) = notes(str(shop.frame(EN).content))
    assert note.startswith("Some parts of this page have not been translated.")
    assert "Finnish" in note
    assert "We send you the goods" not in page.text
    assert page.languages_of(NEW.rstrip(".")) == {"fi"}


# ------------------------------------------------------------------------------------------- what stops a build


LACKING = {**SWEDISH, "texts": {}}


def missing(shop: Shop) -> None:
    shop.write(sv=LACKING)


def bilingual(shop: Shop) -> None:
    shop.write(sv=LACKING, portal={"controllers": {"shop": {"bilingual": True}}})


@pytest.mark.parametrize(
    ("language", "policy", "code", "prepare"),
    [
        ("sv", {"missing": "refuse"}, "T101", missing),
        ("sv", {"strict_from": "2026-06-01"}, "T101", missing),
        ("en", {"outdated": "refuse"}, "T102", Shop.change_source),
        ("en", {"strict_from": "2026-06-01"}, "T102", Shop.change_source),
        ("sv", {}, "T101", bilingual),
    ],
)
def test_a_policy_stops_a_build(
    shop: Shop, language: str, policy: dict[str, str], code: str, prepare: Callable[[Shop], None]
) -> None:
    prepare(shop)
    if code == "T102" or prepare is missing:
        assert shop.errors() == []
    portal = dict(shop.overlays.get("portal") or {})
    shop.write(portal={**portal, "translations": {language: policy}})
    assert (f"notices/customers/{language}.yml", code) in shop.errors()


def test_a_date_stops_a_build_from_that_day_on(shop: Shop) -> None:
    missing(shop)
    shop.write(portal={"translations": {"sv": {"strict_from": "2026-06-02"}}})
    assert shop.errors(datetime.date(2026, 6, 1)) == []
    assert [code for _, code in shop.errors(datetime.date(2026, 6, 2))] == ["T101"]


def test_what_one_language_must_have_another_may_lack(shop: Shop) -> None:
    missing(shop)
    shop.write(portal={"translations": {"en": {"missing": "refuse", "outdated": "refuse"}}})
    assert shop.errors() == []


# ------------------------------------------------------------------------------------------------ what prevails


@pytest.mark.parametrize("where", ["portal", "notice"])
def test_the_language_that_prevails_is_named_on_the_other_pages_only(shop: Shop, where: str) -> None:
    shop.write(**{where: {"prevails": "fi"}})
    assert notes(str(shop.frame(FI).content)) == []
    assert notes(str(shop.frame(EN).content)) == ["If the language versions differ, this one prevails: Finnish."]
    assert "finska" in notes(str(shop.frame(SV).content))[0]


def test_what_a_notice_says_of_the_language_that_prevails_goes_before_the_portal(shop: Shop) -> None:
    shop.write(portal={"prevails": "fi"}, notice={"prevails": "sv"})
    assert notes(str(shop.frame(SV).content)) == []
    assert "Swedish" in notes(str(shop.frame(EN).content))[0]


# ------------------------------------------------------------------------------------------------ borrowed words


def test_words_of_the_interface_that_are_borrowed_are_marked_and_said_aloud(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.write(
        portal={"languages": ["fi", "sv", "en", "et"]},
        **{"portal.et.yml": "site_name: Andmekaitse\n", "customers/et.yml": minimal_files()["customers/en.yml"]},
    )
    publication = shop.publication
    (page,) = [page for page in publication.pages() if page.language == "et" and page.kind == "notice"]
    html = str(publication.frame(page).content)
    foreign = {language for _, language in Reading(html).texts} - {"", "et"}
    assert foreign
    said = " ".join(notes(html))
    assert all({"fi": "soome", "sv": "rootsi", "en": "inglise"}[language] in said for language in foreign), said


def test_borrowed_words_of_a_page_of_shipped_words_make_it_no_translation(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.write(portal={"languages": ["fi", "sv", "en", "se"]}, **{"portal.se.yml": "site_name: Diehtosuodji\n"})
    publication = shop.publication
    pages = [page for page in publication.pages() if page.language == "se" and page.kind in ("rights", "authority")]
    assert [(page.kind, page.is_translation) for page in pages] == [("rights", False), ("authority", False)]
    for page in pages:
        frame = publication.frame(page)
        read = Reading(str(frame.content))
        assert {language for _, language in read.texts} == {"", "fi"}
        assert len(notes(str(frame.content))) == 1
        assert read.languages_of("ei ole käännetty") == {"fi"}
        assert (frame.alternates, frame.noindex) == ((), True)
