"""The pages of a portal: which there are, what they say, and that nothing of it can hurt."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings

import strategies
from loops import examples
from minimal import SWEDISH, Overlay, minimal_files, project
from privacy_notices.faults.diagnostic import Diagnostic, Mark, parameters
from privacy_notices.faults.table import found as fault_found
from privacy_notices.languages.shipped_catalogs import fault_catalog, shipped_catalogs
from privacy_notices.markdown.tree import shorter
from privacy_notices.model.assembling import assemble
from privacy_notices.model.notice import Project
from privacy_notices.pages.addresses import Site
from privacy_notices.pages.frame import Framer
from privacy_notices.pages.plan import Plan, plan, speakers_of
from privacy_notices.pages.render import Content, Renderer, redirect_html
from privacy_notices.vocabulary.shipped_vocabulary import shipped
from reading import Reading, lost_links
from telling import message

SITE = Site("https://portal.example/")
NOTICE, FI, EN = (minimal_files()[f"customers/{name}.yml"].decode() for name in ("notice", "fi", "en"))
OLD = "customers/versions/2025-03-01"
WITH_VERSION: Mapping[str, Overlay] = {
    f"{OLD}/notice.yml": NOTICE,
    f"{OLD}/fi.yml": FI.replace("Asiakkaat", "Asiakasrekisteri"),
}


class Portal:
    """A portal with its pages, by path."""

    def __init__(
        self,
        found: Project,
        *,
        drafts: bool = False,
        site: Site = SITE,
        outdated: Mapping[tuple[str, str], Mapping[str, datetime.date | None]] | None = None,
    ) -> None:
        self.project = found
        self.site = site
        self.plan, self.faults = plan(found, site, drafts=drafts)
        self.renderer = Renderer(found, self.plan, site, outdated)
        self.pages = {page.path: page for page in self.plan.pages}

    def content(self, path: str) -> Content:
        return self.renderer.render(self.pages[path])

    def read(self, path: str) -> Reading:
        return Reading(self.content(path).html)

    def contents(self) -> dict[str, Content]:
        return {page.path: self.renderer.render(page) for page in self.plan.pages}


def portal(**overlays: Overlay) -> Portal:
    return Portal(project(**overlays))


# ----------------------------------------------------------------------------------------- one page by itself


def test_a_page_is_the_same_whichever_pages_were_made_before_it() -> None:
    found = project(**WITH_VERSION)
    english = found.catalogs["en"]
    # Words that English lacks are told of above each page that shows them.
    lacking = ("short.purposes", "legal_basis.contract", "right.access.name", "contact.email", "rights.free")
    poor = replace(english, messages={key: said for key, said in english.messages.items() if key not in lacking})
    one, other = (Portal(replace(found, catalogs={**found.catalogs, "en": poor})) for _ in range(2))
    forwards = {path: one.content(path) for path in one.pages}
    backwards = {path: other.content(path) for path in reversed(other.pages)}
    assert forwards == backwards == one.contents()
    assert "lang=" in forwards["en/customers"].html


# -------------------------------------------------------------------------------------------- which there are


def test_each_language_has_every_page() -> None:
    assert sorted(portal(**WITH_VERSION).pages) == [
        "",
        "404",
        "en",
        "en/404",
        "en/customers",
        "en/customers/2025-03-01",
        "en/rights",
        "en/supervisory-authority",
        "fi",
        "fi/404",
        "fi/asiakkaat",
        "fi/asiakkaat/2025-03-01",
        "fi/oikeudet",
        "fi/valvontaviranomainen",
        "sv",
        "sv/404",
        "sv/asiakkaat",
        "sv/asiakkaat/2025-03-01",
        "sv/rattigheter",
        "sv/tillsynsmyndighet",
    ]


def test_a_portal_with_its_facts_has_an_accessibility_statement() -> None:
    facts = {"conformance": "partial", "assessed": "2026-01-10", "method": "self", "contact": "privacy"}
    shown = portal(portal={"accessibility": facts}, portal_fi={"accessibility": "Kaaviot."})
    assert {"fi/saavutettavuusseloste", "sv/tillganglighetsutlatande", "en/accessibility-statement"} <= set(shown.pages)
    assert "10. tammikuuta 2026" in shown.read("fi/saavutettavuusseloste").text
    assert shown.read("sv/tillganglighetsutlatande").languages_of("Kaaviot.") == {"fi"}


def test_a_draft_is_seen_in_a_preview_only() -> None:
    draft = project(notice={"status": "draft"})
    assert not [page for page in Portal(draft).plan.pages if page.kind == "notice"]
    shown = Portal(draft, drafts=True)
    assert [page.is_draft for page in shown.plan.pages if page.kind == "notice"] == [True] * 3
    assert shown.read("fi").text.count("Luonnos") == 1
    assert "julkaistu" in Portal(draft).read("fi").text


def test_a_page_knows_the_file_that_a_person_edits() -> None:
    shown = portal(**WITH_VERSION)
    assert {path: page.source for path, page in shown.pages.items() if page.source} == {
        **{language: f"notices/portal.{language}.yml" for language in ("fi", "sv", "en")},
        "fi/asiakkaat": "notices/customers/fi.yml",
        "en/customers": "notices/customers/en.yml",
        "sv/asiakkaat": "notices/customers/fi.yml",
        **dict.fromkeys(
            ("fi/asiakkaat/2025-03-01", "sv/asiakkaat/2025-03-01", "en/customers/2025-03-01"), f"notices/{OLD}/fi.yml"
        ),
    }


def test_only_real_translations_in_force_are_for_search_engines() -> None:
    shown = portal(**WITH_VERSION)
    listed = {path for path, page in shown.pages.items() if shown.plan.is_indexed(page)}
    assert not [path for path in listed if "404" in path or "2025" in path or path == "sv/asiakkaat"]
    assert {"", "fi", "sv", "en", "fi/asiakkaat", "en/customers", "sv/rattigheter"} <= listed


def test_the_language_versions_of_a_page_are_its_real_translations() -> None:
    shown = portal(**WITH_VERSION)
    assert [page.path for page in shown.plan.alternates(shown.pages["fi/asiakkaat"])] == [
        "fi/asiakkaat",
        "en/customers",
    ]
    assert shown.plan.alternates(shown.pages["sv/asiakkaat"]) == ()
    assert shown.plan.alternates(shown.pages["fi/asiakkaat/2025-03-01"]) == ()
    assert shown.plan.canonical(shown.pages["sv/asiakkaat"]).path == "fi/asiakkaat"
    assert shown.plan.canonical(shown.pages["en/customers"]).path == "en/customers"


# ---------------------------------------------------------------------------------------------- what they say

GOLDEN = (
    "",
    "404",
    "fi/404",
    "fi",
    "fi/asiakkaat",
    "sv/asiakkaat",
    "en/customers",
    "fi/oikeudet",
    "sv/tillsynsmyndighet",
    "fi/asiakkaat/2025-03-01",
)


@pytest.mark.parametrize("path", GOLDEN)
def test_a_page_says_what_it_said_when_somebody_last_read_it(path: str, expect: Callable[[str, str], None]) -> None:
    html = portal(**WITH_VERSION).content(path).html
    # A line for each block, so that a difference shows where it is.
    lines = re.sub(
        r"\s*(?=<(?:address|article|d[ltd]|details|div|h\d|header|li|ol|p|section|summary|t[rhd]|ul)\b)", "\n", html
    )
    expect(f"pages/{path.replace('/', '-') or 'choose'}.html", lines.strip() + "\n")


@pytest.mark.parametrize("path", ["fi/asiakkaat", "fi/oikeudet", "fi/valvontaviranomainen", "fi"])
def test_the_places_of_a_page_have_the_same_ids_in_every_language(path: str) -> None:
    shown = portal(sv=SWEDISH)
    versions = shown.plan.versions_in(shown.pages[path])
    ids = [[heading.id for heading in shown.renderer.render(page).headings] for page in versions.values()]
    assert len(ids) == 3
    assert ids[0] == ids[1] == ids[2]


def test_the_contents_list_names_the_headings_of_the_page() -> None:
    content = portal().content("fi/asiakkaat")
    assert [(2, heading.title) for heading in content.headings] == [
        item for item in Reading(content.html).headings if item[0] == 2
    ]


def test_what_is_not_translated_is_marked_and_said() -> None:
    page = portal().read("sv/asiakkaat")
    assert page.languages_of("Asiakkaat") == {"fi"}
    assert page.languages_of("Toimitamme sinulle tilaamasi tuotteet") == {"fi"}
    assert page.languages_of("Personuppgiftsansvarig") == {""}
    [note] = [text for text, _ in page.texts if text.startswith("Den här sidan") or "översatt" in text]
    assert "finska" in note


def test_a_page_that_is_translated_does_not_say_that_it_is_not() -> None:
    shown = portal(sv=SWEDISH)
    for path in ("fi/asiakkaat", "sv/kunder", "en/customers", "sv/rattigheter"):
        assert not [attributes for _, attributes in shown.read(path).tags if "lang" in attributes], path
        assert not [1 for _, attributes in shown.read(path).tags if attributes.get("class") == "pn-note"], path


@pytest.mark.parametrize(
    ("lacking", "number"),
    [
        ({"summary": None}, 0),
        ({"legitimate_interests": None}, 1),
        ({"texts": None}, 1),
        ({"purposes": {"orders": None}}, 6),
    ],
)
def test_a_page_says_which_of_its_parts_are_not_translated(lacking: dict[str, object], number: int) -> None:
    html = str(portal(en=lacking).content("en/customers").html)
    note = html[html.index('<div class="pn-note"') :]
    said, *named = [text for text, _ in Reading(note[: note.index("</div>")]).texts]
    assert "Finnish" in said
    found = [title for title, part in _by_section(html) if any(language == "fi" for _, language in part.texts)]
    assert sorted(named) == sorted(found)
    assert len(found) == number


def _by_section(html: str) -> list[tuple[str, Reading]]:
    """The sections of a page by their headings."""
    return [(Reading(part).headings[0][1], Reading(part)) for part in re.split(r"(?=<h2 )", html)[1:]]


def test_a_section_that_a_translation_lacks_is_shown_all_the_same() -> None:
    own = {
        "sections": {"calls": {"title": "Puhelut", "text": "Tallennamme puhelut."}},
        "changes": {"2026-02-01": "Uusi seloste."},
    }
    page = portal(fi=own, en={"sections": {"doors": {"title": "Doors", "text": "We count doors."}}}).read(
        "en/customers"
    )
    assert [title for level, title in page.headings if level == 2 and title in ("Puhelut", "Doors")] == [
        "Puhelut",
        "Doors",
    ]
    assert page.languages_of("Tallennamme puhelut.") == page.languages_of("Uusi seloste.") == {"fi"}
    assert page.languages_of("We count doors.") == {""}


def test_an_outdated_translation_is_shown_or_not_as_the_portal_says() -> None:
    old = {("customers", "en"): {"purposes.orders.text": datetime.date(2026, 5, 1), "summary": None}}
    shown = Portal(project(), outdated=old).read("en/customers")
    assert "We send you the goods" in shown.text
    assert "1 May 2026" in shown.text
    hidden = Portal(project(portal={"translations": {"en": {"outdated": "source"}}}), outdated=old).read("en/customers")
    assert "We send you the goods" not in hidden.text
    assert hidden.languages_of("Toimitamme sinulle tilaamasi tuotteet") == {"fi"}


def test_the_right_to_object_has_a_box_of_its_own_where_article_21_asks_for_it() -> None:
    assert "object" in portal().read("fi/asiakkaat").ids
    consent = portal(
        notice={"purposes": {"newsletter": {"legal_basis": "consent", "direct_marketing": None}}},
        fi={"legitimate_interests": None},
        en={"legitimate_interests": None},
    )
    assert "object" not in consent.read("fi/asiakkaat").ids
    serving = portal(notice={"purposes": {"newsletter": {"role": "processor"}}})
    assert "object" not in serving.read("fi/asiakkaat").ids


def test_none_is_said_and_a_gap_is_not() -> None:
    said = portal(notice={"recipients": "none", "transfers": "none", "automated_decisions": "none", "cookies": "none"})
    silent = portal(notice={"recipients": None, "transfers": None, "automated_decisions": None, "cookies": None})
    wanted = {"recipients", "transfers", "automated-decisions", "cookies"}
    assert wanted <= set(said.read("fi/asiakkaat").ids)
    assert not wanted & set(silent.read("fi/asiakkaat").ids)


def test_a_recipient_is_named_with_what_it_does_and_where() -> None:
    recipients = {
        "hosting": {"country": "US"},
        "post": {"category": "postal-services", "role": "controller"},
        "bank": {"name": "Pankki Oyj"},
    }
    page = portal(portal={"recipients": recipients}, notice={"recipients": ["hosting", "post", "bank", "police"]})
    text = page.read("en/customers").text
    assert "Pilvi Oy (running the servers; processes data on our behalf; United States)" in text
    assert "Postal and courier services (independent controller)" in text
    assert "Pankki Oyj (processes data on our behalf)" in text
    assert "()" not in text


def test_an_earlier_version_says_so_and_leads_to_the_one_in_force() -> None:
    page = portal(**WITH_VERSION).read("en/customers/2025-03-01")
    assert "1 March 2025" in page.text
    assert "../" in page.links
    assert page.languages_of("Asiakasrekisteri") == {"fi"}
    assert "2025-03-01/" in portal(**WITH_VERSION).read("fi/asiakkaat").links


def test_notices_are_listed_by_whom_they_concern_in_the_order_of_the_portal() -> None:
    staff = NOTICE.replace("[customers]", "[employees]")
    own = NOTICE.replace("status: published", "status: published\ngroup: pets")
    files = {
        "staff/notice.yml": staff,
        "staff/fi.yml": FI.replace("Asiakkaat", "Henkilöstö"),
        "dogs/notice.yml": own,
        "dogs/fi.yml": FI.replace("Asiakkaat", "Koirat"),
    }
    shown = portal(portal={"groups": ["pets", "staff"]}, portal_fi={"groups": {"pets": "Lemmikit"}}, **files)
    assert [key for key in shown.read("fi").ids if key.startswith("group-")] == [
        "group-pets",
        "group-staff",
        "group-customers",
    ]
    assert [title for level, title in shown.read("fi").headings if level == 3][:3] == [
        "Koirat",
        "Henkilöstö",
        "Asiakkaat",
    ]


def test_a_notice_for_several_controllers_names_them_and_their_arrangement() -> None:
    club = {
        "controllers": {"club": {"name": {"fi": "Kerho ry", "sv": "Klubben rf"}, "dpo": "privacy", "country": "SE"}}
    }
    shown = portal(
        portal=club,
        notice={"controllers": ["shop", "club"]},
        fi={"joint_controllers": "Kauppa vastaa."},
        en={"joint_controllers": "The shop answers."},
    )
    assert "Klubben rf" in shown.read("sv/asiakkaat").text
    assert "The shop answers." in shown.read("en/customers").text


def test_a_link_to_another_notice_leads_to_it_in_the_same_language() -> None:
    words = {"texts": {"security": "Katso [asiakkaat](notice:customers) ja [ei mitään](notice:nothing)."}}
    files = {
        "orders/notice.yml": NOTICE,
        "orders/fi.yml": minimal_files(fi={**words, "title": "Tilaukset"})["customers/fi.yml"].decode(),
    }
    page = portal(**files).read("fi/tilaukset")
    assert page.links.count("../asiakkaat/") == 1
    assert "ei mitään" in page.text


def test_the_finnish_authority_is_found_in_the_readers_language() -> None:
    shown = portal()
    assert "Fågelviksgränden 4" in shown.read("sv/tillsynsmyndighet").text
    assert "Lintulahdenkuja 4" in shown.read("fi/valvontaviranomainen").text
    assert shown.read("sv/asiakkaat").text.count("Dataombudsmannens byrå") >= 1


def test_the_number_of_an_adequacy_decision_says_what_it_is_the_number_of() -> None:
    transfers = [{"recipient": "hosting", "countries": ["JP", "NZ"], "mechanism": "adequacy"}]
    page = portal(portal={"recipients": {"hosting": {"country": "JP"}}}, notice={"transfers": transfers})
    assert "; Decision (EU) 2019/419; Decision 2013/65/EU" in page.read("en/customers").text
    assert "; päätös (EU) 2019/419; päätös 2013/65/EU" in page.read("fi/asiakkaat").text


def test_data_whose_names_have_a_conjunction_are_listed_without_another() -> None:
    page = portal(notice={"purposes": {"orders": {"data": ["name", "profiling-data"]}}})
    assert "Nimi, asiakasryhmät ja profilointitiedot" in page.read("fi/asiakkaat").text
    assert "Namn, kundgrupper och profileringsuppgifter" in page.read("sv/asiakkaat").text


def test_every_right_of_the_vocabulary_stands_in_the_glossary_with_its_article() -> None:
    page = portal().read("fi/oikeudet")
    assert set(shipped().rights) <= set(page.ids)
    assert "Yleinen tietosuoja-asetus, 21 artiklan 2 ja 3 kohta" in page.text


def test_a_fault_stands_on_the_page_in_a_preview() -> None:
    found = project()
    planned, _ = plan(found, SITE, drafts=True)
    fault = Diagnostic(Mark("notices/customers/fi.yml", 3, 5), "N103", parameters=parameters({"purpose": "<b>"}))
    [page] = [page for page in planned.pages if page.path == "fi/asiakkaat"]
    shown = Renderer(found, planned, SITE).render(page._replace(faults=(fault,)))
    text = Reading(shown.html).text
    assert "notices/customers/fi.yml:3:5" in text
    assert "tarkoituksella `<b>` ei ole oikeusperustetta" in text


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_fault_is_told_in_the_language_of_the_page_or_marked_as_english(language: str) -> None:
    found = project(sv=SWEDISH)
    planned, _ = plan(found, SITE, drafts=True)
    fault = fault_found(Mark("notices/customers/sv.yml", 3, 5), "P102", slug="a b", shown="a-b")
    [page] = [page for page in planned.pages if page.language == language and page.kind == "notice"]
    shown = Renderer(found, planned, SITE).render(page._replace(faults=(fault,)))
    has_words = fault_catalog(language).get("P102.message") is not None
    mark = "" if has_words else ' lang="en"'
    assert f"<p{mark}>{message(fault, language)}</p>" in shown.html
    assert "<code>privacy-notices explain P102</code>" in shown.html


def test_an_old_address_leads_on_without_a_script() -> None:
    shown = portal(notice={"aliases": ["tietosuoja/vanha.html"]})
    [redirect] = shown.plan.redirects
    page = Reading(redirect_html(redirect, speakers_of(shown.project)[redirect.language], SITE))
    assert page.links == ["../fi/asiakkaat/"]
    metas = [attributes for tag, attributes in page.tags if tag == "meta"]
    assert {"http-equiv": "refresh", "content": "0; url=../fi/asiakkaat/"} in metas
    assert "script" not in [tag for tag, _ in page.tags]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Short.", "Short."),
        ("One sentence here. " * 12, "One sentence here. " * 7 + "One sentence here."),
        ("word " * 60, "word " * 31 + "word…"),
        ("a" * 300, "a" * 160 + "…"),
    ],
)
def test_a_description_ends_at_a_sentence_or_a_word(text: str, short: str) -> None:
    assert shorter(text.strip()) == short
    assert len(shorter(text)) <= 161


def test_the_printed_page_names_company_title_and_day() -> None:
    assert portal().content("en/customers").print_line == "Esimerkki Kauppa Oy · Customers · 1 February 2026"


# ------------------------------------------------------------------------------------------ a fourth language

LATVIAN: Mapping[str, Overlay] = {
    "portal": {"languages": ["fi", "sv", "en", "lv"]},
    "portal.lv.yml": """\
        site_name: Datu aizsardzība
        contacts: {privacy: Datu jautājumi}
        recipients: {hosting: serveru uzturēšana}
        """,
    "customers/lv.yml": """\
        title: Klienti
        summary: Kā mēs apstrādājam datus.
        purposes: {orders: Nosūtām preces., newsletter: Stāstām par jaunumiem.}
        legitimate_interests: {newsletter: Vēlamies stāstīt par precēm.}
        texts: {provision: Bez vārda nevaram nosūtīt.}
        """,
    "locale/lv.po": 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n%10==1 ? 0 : 1);\\n"\n\n'
    + "\n".join(
        f'msgctxt "{key}"\nmsgid "x"\nmsgstr "{text}"\n'
        for key, text in {
            "slug.rights": "tiesības",
            "rights.title": "Jūsu tiesības",
            "section.rights": "Tiesības",
            "menu.front": "Sākums",
            "section.purposes": "Nolūki",
            "data.name": "vārds",
        }.items()
    ),
}
"""What a portal adds for a language that does not ship. Many words are lacking, as they will be at first."""


def test_a_fourth_language_is_data_only() -> None:
    assert "lv" not in shipped_catalogs()
    shown = portal(**LATVIAN)
    assert {"lv", "lv/404", "lv/klienti", "lv/tiesibas", "lv/valvontaviranomainen"} <= set(shown.pages)
    page = shown.read("lv/klienti")
    assert page.languages_of("Klienti") == page.languages_of("Nolūki") == page.languages_of("Vārds") == {""}
    assert "2026. gada 1. februāris" in page.text
    assert "2 gadi" in page.text
    # Words that Latvian lacks are those of the source language, and say so.
    assert page.languages_of("Rekisterinpitäjä") == page.languages_of("sopimus") == {"fi"}
    framer = Framer(shown.project, shown.plan, SITE)
    frame = framer.frame(shown.pages["lv/klienti"], shown.content("lv/klienti"))
    assert [(entry.code, entry.name, entry.href) for entry in frame.languages][-1] == ("lv", "latviešu", "./")
    assert [entry.title for entry in frame.nav][:2] == ["Sākums", "Jūsu tiesības"]
    assert ("lv", "https://portal.example/lv/klienti/") in [(item.hreflang, item.href) for item in frame.alternates]
    assert not lost_links(shown.contents(), SITE)


def test_a_page_of_shipped_words_says_when_they_are_not_the_languages_own() -> None:
    shown = portal(**{name: text for name, text in LATVIAN.items() if name != "locale/lv.po"})
    page = shown.pages["lv/oikeudet"]
    assert not page.is_translation
    assert "pn-note" in shown.content("lv/oikeudet").html
    assert not shown.plan.is_indexed(page)


def test_text_in_the_root_and_404_page_is_marked_where_a_language_lacks_it() -> None:
    shown = Portal(_without_words("lv"))
    assert shown.read("").languages_of("Tietosuoja") == {"fi"}
    assert shown.read("404").languages_of("Sivua ei löytynyt") == {"fi"}
    assert shown.read("fi/404").languages_of("Sivua ei löytynyt") == {"fi"}


def _without_words(language: str) -> Project:
    """The portal with a language that has neither words of its own nor a catalog."""
    files = minimal_files(portal={"languages": ["fi", "sv", "en", language]})
    found, _ = assemble(files, shipped(), shipped_catalogs())
    assert found is not None
    return found


# ----------------------------------------------------------------------------------------------------- always


def assert_sound(shown: Portal) -> None:
    """What holds for every page of every portal."""
    contents = shown.contents()
    for path, content in contents.items():
        read = Reading(content.html)
        assert not read.unbalanced, (path, read.unbalanced)
        assert len(set(read.ids)) == len(read.ids), (path, sorted(read.ids))
        levels = [level for level, _ in read.headings]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), (path, levels)
        assert all(title.strip() for _, title in read.headings), path
        assert {heading.id for heading in content.headings} <= set(read.ids)
        for tag, attributes in read.tags:
            assert tag not in (
                "script",
                "style",
                "iframe",
                "object",
                "embed",
                "form",
                "img",
                "svg",
                "base",
                "link",
                "meta",
                "input",
            ), path
            assert not [
                name for name in attributes if name.startswith("on") or name in ("style", "src", "srcdoc", "action")
            ], path
            assert attributes.get("href", "#").split(":")[0] not in ("javascript", "data", "vbscript"), path
    assert not lost_links(contents, shown.site)
    assert len({shown.site.file(page.path) for page in shown.plan.pages}) == len(shown.plan.pages)


@pytest.mark.parametrize("site", [SITE, Site(), Site("https://portal.example/a/b/", directory_urls=False)])
def test_the_minimal_portal_is_sound(site: Site) -> None:
    assert_sound(Portal(project(**WITH_VERSION), site=site))
    assert_sound(Portal(project(**WITH_VERSION, sv=SWEDISH), site=site))


@settings(max_examples=examples(25))
@given(strategies.portals())
def test_whatever_people_write_makes_pages_that_are_sound(files: dict[str, bytes]) -> None:
    found, _ = assemble(files, shipped(), shipped_catalogs())
    assert found is not None
    shown = Portal(found, drafts=True)
    assert_sound(shown)
    again = Portal(assemble(files, shipped(), shipped_catalogs())[0] or found, drafts=True)
    assert shown.contents() == again.contents()


def test_a_plan_finds_each_page_by_its_key_in_every_language() -> None:
    planned: Plan = portal().plan
    for page in planned.pages:
        assert planned.versions_in(page)[page.language] is page
