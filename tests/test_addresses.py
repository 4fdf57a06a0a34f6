"""Addresses: what titles become, what is in each other's way, links that hold wherever the site lies."""

from __future__ import annotations

import unicodedata
from urllib.parse import urljoin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from minimal import FILES, SWEDISH, Overlay, minimal_files, project
from privacy_notices.faults.diagnostic import Diagnostic, Severity
from privacy_notices.pages.addresses import (
    MAX_SLUG,
    MAX_SLUG_BYTES,
    RESERVED,
    Site,
    further_parts_by_hand,
    redirects,
    resolve,
    single_paths,
    slug_of,
    slugify,
)
from privacy_notices.pages.plan import plan, speakers_of
from telling import hint, message

NOTICE, FI, EN = (minimal_files()[f"customers/{name}.yml"].decode() for name in ("notice", "fi", "en"))


# ------------------------------------------------------------------------------------------------------ slugs


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Kulunvalvonta ja pysäköinti", "kulunvalvonta-ja-pysakointi"),
        ("Åland, Öja & Ääni", "aland-oja-aani"),
        ("Straße Ærø Łódź", "strase-aero-lodz"),
        ("Dieđut ŋuvlui ja čálus", "diedut-nuvlui-ja-calus"),
        ("Защита данных", "защита-данных"),
        ("سياسة الخصوصية", "سياسة-الخصوصية"),
        ("🙂🙂", ""),
        ("  --a__b--  ", "a-b"),
        ("../../etc/passwd", "etc-passwd"),
        ("ﬁnland Ⅷ", "finland-viii"),
    ],
)
def test_a_slug_is_what_can_stand_in_an_address(title: str, slug: str) -> None:
    assert slugify(title) == slug


def test_a_long_title_is_cut_between_words() -> None:
    slug = slugify("sana " * 60)
    assert len(slug) <= MAX_SLUG
    assert set(slug.split("-")) == {"sana"}
    assert len(slugify("a" * 300)) == MAX_SLUG


def test_a_name_of_letters_that_take_many_bytes_stays_short_enough_for_a_file_system() -> None:
    """255 bytes are the most; the id of the notice and a suffix have to stand there too."""
    assert slugify("私" * 80) == "私" * 53
    assert slugify("я" * 81) == "я" * 80


@example("U\u0f84\u0300")  # a mark of another script between a letter and its accent
@given(st.text(max_size=300))
def test_a_slug_is_safe_as_the_name_of_a_file_and_stays_as_it_is(title: str) -> None:
    slug = slugify(title)
    assert slugify(slug) == slug
    assert len(slug.encode()) <= MAX_SLUG_BYTES
    assert not set(slug) & set('/\\.:*?"<>|%# \t\n_')
    assert slug == slug.strip("-")
    assert slug == unicodedata.normalize("NFC", slug)


def test_a_notice_without_a_letter_in_its_title_has_its_id_for_a_slug() -> None:
    assert slug_of(project(fi={"title": "🙂"}).notices[0], "fi") == "customers"


# ------------------------------------------------------------------------------------------------- collisions


def paths(taken: tuple[str, ...] = (), **overlays: Overlay) -> tuple[dict[tuple[str, str], str], list[Diagnostic]]:
    portal = project(**overlays)
    found, faults = resolve(portal, speakers_of(portal), taken)
    return dict(found), list(faults)


def other(**words: object) -> dict[str, Overlay]:
    """A second notice, in Finnish only."""
    return {"order-register/notice.yml": NOTICE, "order-register/fi.yml": merged(words)}


def merged(words: dict[str, object]) -> str:
    return minimal_files(fi=words)["customers/fi.yml"].decode()


def test_a_notice_stands_under_its_title_in_each_language() -> None:
    assert paths(sv=SWEDISH) == (
        {
            ("customers", "fi"): "fi/asiakkaat",
            ("customers", "sv"): "sv/kunder",
            ("customers", "en"): "en/customers",
        },
        [],
    )


def test_an_untranslated_notice_stands_under_the_title_it_shows() -> None:
    assert paths()[0]["customers", "sv"] == "sv/asiakkaat"


@pytest.mark.parametrize("title", ["Asiakkaat", "ASIAKKAAT", "Asiakkaat!"])
def test_two_notices_with_one_address_are_told_of_and_both_can_be_seen(title: str) -> None:
    found, faults = paths(**other(title=title))
    assert [(d.code, d.severity, d.mark.file) for d in faults[:1]] == [
        ("P101", Severity.ERROR, "notices/order-register/fi.yml")
    ]
    assert "already belongs to the notice `customers`" in message(faults[0])
    assert found["order-register", "fi"] == "fi/asiakkaat-order-register"


def test_one_letter_in_two_normal_forms_is_one_letter() -> None:
    found, faults = paths(
        **{**other(slug=unicodedata.normalize("NFD", "й")), "fi": {"slug": unicodedata.normalize("NFC", "й")}}
    )
    assert "P101" in {d.code for d in faults}
    assert len(set(found.values())) == len(found)


def test_two_spellings_of_a_word_that_differ_in_case_alone_are_one_address() -> None:
    """A sigma at the end of a word is a small sigma; no file system that passes over case keeps them apart."""
    found, faults = paths(**{**other(slug="ποροσ"), "fi": {"slug": "πορος"}})
    assert "P101" in {d.code for d in faults}
    assert len({*found.values()}) == len(found)


@pytest.mark.parametrize("slug", ["con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9", "index", "404", "assets"])
def test_a_device_of_windows_and_a_file_of_the_site_are_no_names(slug: str) -> None:
    assert "P101" in {d.code for d in paths(fi={"slug": slug})[1]}


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_a_name_that_the_site_keeps_for_itself_is_refused(slug: str) -> None:
    found, faults = paths(fi={"slug": slug})
    assert {d.code for d in faults} <= {"P101", "P102"}
    assert "P101" in {d.code for d in faults} or slugify(slug) not in RESERVED
    assert found["customers", "fi"].removeprefix("fi/") not in RESERVED


def test_the_pages_that_every_language_has_keep_their_address() -> None:
    found, [fault] = paths(en={"slug": "rights"})
    assert (fault.code, fault.mark.file) == ("P101", "notices/customers/en.yml")
    assert found["customers", "en"] == "en/rights-customers"


def test_a_page_written_by_hand_keeps_its_address() -> None:
    found, [fault] = paths(("fi/asiakkaat",))
    assert (fault.code, fault.mark.file) == ("P101", "notices/customers/fi.yml")
    assert "a page written by hand" in message(fault)
    assert found["customers", "fi"] == "fi/asiakkaat-customers"


def test_the_address_of_a_translation_that_is_lacking_is_nobodys_fault() -> None:
    found, faults = paths(("sv/asiakkaat",))
    assert not faults
    assert found["customers", "sv"] == "sv/asiakkaat-customers"


def test_a_page_by_hand_in_the_place_of_a_single_page_is_told_of() -> None:
    [fault] = paths(("fi/oikeudet",))[1]
    assert (fault.code, fault.mark.file) == ("P104", "fi/oikeudet.md")


def test_a_way_out_that_is_taken_as_well_is_left() -> None:
    found, _ = paths(("fi/asiakkaat", "fi/asiakkaat-customers"))
    assert found["customers", "fi"] == "fi/asiakkaat-customers-customers"


def test_a_slug_that_cannot_stand_in_an_address_is_made_to_and_told_of() -> None:
    found, [fault] = paths(fi={"slug": "Meidän asiakkaat"})
    assert (fault.code, fault.severity) == ("P102", Severity.WARNING)
    assert "`meidan-asiakkaat`" in hint(fault)
    assert found["customers", "fi"] == "fi/meidan-asiakkaat"


def test_a_portals_own_wording_of_a_slug_cannot_leave_the_language() -> None:
    portal = project(portal_fi={"texts": {"slug.rights": "../../etc", "slug.authority": "Etc"}})
    assert single_paths(portal.portal, speakers_of(portal)["fi"]) == {
        "rights": "fi/etc",
        "authority": "fi/etc-authority",
    }
    reserved = project(portal_fi={"texts": {"slug.rights": "404"}})
    assert single_paths(reserved.portal, speakers_of(reserved)["fi"])["rights"] == "fi/404-rights"


def test_the_accessibility_statement_has_an_address_beside_the_other_single_pages() -> None:
    facts = {"conformance": "partial", "assessed": "2026-01-10", "method": "self", "contact": "privacy"}
    stated = project(portal={"accessibility": facts}, portal_fi={"accessibility": "Kaaviot."})
    assert single_paths(stated.portal, speakers_of(stated)["en"]) == {
        "rights": "en/rights",
        "authority": "en/supervisory-authority",
        "accessibility": "en/accessibility-statement",
    }


SLUG_OF_FI = "write another `slug:` in fi.yml"


@pytest.mark.parametrize(
    ("taken", "groups", "overlays", "told"),
    [
        (
            (),
            (),
            other(title="Asiakkaat"),
            ("notices/order-register/fi.yml:1:8", "already belongs to the notice `customers`", SLUG_OF_FI),
        ),
        (
            (),
            (),
            other(slug="asiakkaat"),
            ("notices/order-register/fi.yml:10:7", "already belongs to the notice `customers`", SLUG_OF_FI),
        ),
        (
            ("fi/asiakkaat",),
            (),
            {},
            ("notices/customers/fi.yml:1:8", "already belongs to a page written by hand", SLUG_OF_FI),
        ),
        (
            (),
            (),
            {"fi": {"slug": "oikeudet"}},
            ("notices/customers/fi.yml:10:7", "already belongs to the page `Oikeutesi`", SLUG_OF_FI),
        ),
        (
            (),
            (),
            {"fi": {"slug": "sitemap"}},
            ("notices/customers/fi.yml:10:7", "already belongs to the site itself", SLUG_OF_FI),
        ),
        (
            (),
            ("customers",),
            {},
            (
                "notices/customers/fi.yml:1:8",
                "already belongs to the list `Asiakkaat`",
                f"{SLUG_OF_FI}, or call the group otherwise under `groups` in portal.fi.yml",
            ),
        ),
    ],
)
def test_whose_an_address_is_and_what_to_do_is_told_at_the_title_or_slug(
    taken: tuple[str, ...], groups: tuple[str, ...], overlays: dict[str, Overlay], told: tuple[str, str, str]
) -> None:
    portal = project(**overlays)
    fault = resolve(portal, speakers_of(portal), taken, groups)[1][0]
    place, owner, way_out = told
    address = "fi/" + ("asiakkaat" if "slug" not in str(overlays.get("fi")) else overlays["fi"]["slug"])
    assert f"{fault.mark.file}:{fault.mark.line}:{fault.mark.column}" == place
    assert message(fault) == f"the address `{address}` {owner}"
    assert hint(fault) == way_out


def test_a_page_by_hand_in_the_place_of_a_page_or_list_of_the_portal_is_told_of_with_both_ways_out() -> None:
    portal = project()
    speakers = speakers_of(portal)
    taken = ("fi/oikeudet", "fi/asiakkaat", "sv/kunder")
    single, in_fi, in_sv = resolve(portal, speakers, taken, ("customers",))[1][:3]
    assert [(fault.code, fault.mark.file, message(fault)) for fault in (single, in_fi, in_sv)] == [
        ("P104", f"{path}.md", f"a page written by hand stands where the portal has `{path}`") for path in taken
    ]
    assert hint(single) == "give that page another name, or write another `slug.rights` under `texts` in portal.fi.yml"
    assert hint(in_fi) == "give that page another name, or the group under `groups` in portal.fi.yml"


def test_a_page_by_hand_in_the_place_of_a_later_part_of_a_list_is_told_of() -> None:
    parts = ("fi/asiakkaat", "fi/asiakkaat/2", "fi/asiakkaat/3")
    faults = list(further_parts_by_hand(parts, ("fi/asiakkaat", "fi/Asiakkaat/3", "fi/muu/2")))
    assert [(fault.code, fault.mark.file) for fault in faults] == [("P104", "fi/asiakkaat/3.md")]
    assert "`fi/asiakkaat/3`" in message(faults[0])


def test_what_is_shown_for_a_slug_without_a_letter_is_the_id_of_the_notice() -> None:
    [fault] = paths(fi={"slug": "!"})[1]
    assert (fault.mark.file, fault.mark.line, fault.mark.column) == ("notices/customers/fi.yml", 10, 7)
    assert message(fault) == "`!` cannot stand in an address as it is"
    assert hint(fault) == "write `customers`; that is what is used"


# ---------------------------------------------------------------------------------------------- old addresses


def aliases(*names: str, directory_urls: bool = True, **overlays: Overlay) -> tuple[dict[str, str], list[str]]:
    """Files of old addresses with their targets, and what is said of those that are refused."""
    portal = project(notice={"aliases": list(names)}, **overlays)
    planned, faults = plan(portal, Site(directory_urls=directory_urls))
    assert {fault.code for fault in faults} <= {"P103"}
    return {redirect.file: redirect.target for redirect in planned.redirects}, [message(fault) for fault in faults]


def test_an_old_address_leads_to_the_notice_in_its_source_language() -> None:
    found, faults = aliases("vanha.html", "tietosuoja/seloste", "a/b/")
    assert found == dict.fromkeys(("vanha.html", "tietosuoja/seloste/index.html", "a/b/index.html"), "fi/asiakkaat")
    assert not faults


@pytest.mark.parametrize(
    "alias",
    [
        "index.html",
        "404.html",
        "fi",
        "sv/index.html",
        "fi/oikeudet/",
        "fi/asiakkaat",
        "FI/Asiakkaat/",
        "fi/404.html",
        "sitemap.xml",
        "robots.txt/old",
    ],
)
def test_an_old_address_is_not_laid_over_a_page_or_a_file_of_the_site(alias: str) -> None:
    found, faults = aliases(alias)
    assert not found
    assert len(faults) == 1


@pytest.mark.parametrize(
    ("names", "directory_urls", "line", "told"),
    [
        (("fi/asiakkaat",), True, 41, "`fi/asiakkaat` belongs to a page of the portal"),
        (("sitemap.xml",), True, 41, "`sitemap.xml` belongs to the site itself"),
        (("fi/asiakkaat.html/more",), False, 41, "`fi/asiakkaat.html/more` belongs to a page of the portal"),
        (("old.html", "old.html/more"), True, 42, "`old.html/more` belongs to an old address of `customers`"),
        (
            ("old.html/more", "old.html"),
            True,
            42,
            "`old.html` belongs to a folder of old addresses of `customers`",
        ),
        (("fi", "old.htm"), True, 41, "`fi` belongs to a page of the portal"),
    ],
)
def test_whose_an_old_address_is_is_told_at_its_line(
    names: tuple[str, ...], directory_urls: bool, line: int, told: str
) -> None:
    planned, [fault] = plan(project(notice={"aliases": list(names)}), Site(directory_urls=directory_urls))
    assert (fault.code, fault.mark.file, fault.mark.line) == ("P103", "notices/customers/notice.yml", line)
    assert message(fault) == f"the old address {told}"
    # What stands behind a refused one still leads to the notice, in its source language.
    kept = [name for name in names if f"`{name}`" not in told.partition(" belongs")[0]]
    assert [(one.target, one.language) for one in planned.redirects] == [("fi/asiakkaat", "fi")] * len(kept)
    assert all(one.file.startswith(name) for one, name in zip(planned.redirects, kept, strict=True))


def test_an_old_address_is_not_laid_over_a_folder_of_the_portal() -> None:
    portal = project(notice={"aliases": ["fi/a.html"]})
    found = {("customers", language): f"{language}/x" for language in ("fi", "sv", "en")}
    leading, [fault] = redirects(portal, found, Site(), ("fi/a.html/b",))
    assert not leading
    assert message(fault) == "the old address `fi/a.html` belongs to a folder of the portal"


def test_an_old_address_that_is_a_file_is_not_a_folder_as_well() -> None:
    assert len(aliases("old.html", "old.html/more")[1]) == 1
    assert len(aliases("old.html/more", "old.html")[1]) == 1
    assert len(aliases("fi/asiakkaat.html/more", directory_urls=False)[1]) == 1
    assert not aliases("fi/asiakkaat.html/more")[1]


def test_two_notices_cannot_have_one_old_address() -> None:
    second = {**other(title="Tilaukset"), "order-register/notice.yml": NOTICE + "aliases: [Old.html]\n"}
    found, faults = aliases("old.html", **second)
    assert found == {"old.html": "fi/asiakkaat"}
    assert faults == ["the old address `Old.html` belongs to an old address of `customers`"]


def test_an_old_address_of_a_draft_leads_nowhere() -> None:
    assert aliases("old.html") == ({"old.html": "fi/asiakkaat"}, [])
    portal = project(notice={"aliases": ["old.html"], "status": "draft"})
    assert not plan(portal, Site())[0].redirects


# ------------------------------------------------------------------------------------------------------ links

PAGES = (
    "",
    "404",
    "fi",
    "fi/404",
    "fi/oikeudet",
    "fi/asiakkaat",
    "fi/asiakkaat/2025-03-01",
    "sv",
    "sv/kunder",
)


@pytest.mark.parametrize("url", [None, "https://shop.example/", "https://shop.example/a/tietosuoja/"])
@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("origin", PAGES)
def test_every_link_leads_where_it_should(origin: str, directory_urls: bool, url: str | None) -> None:
    site = Site(url, directory_urls)
    root = url or "https://any.example/"
    here = urljoin(root, site.address(origin))
    for target in PAGES:
        arrived = urljoin(here, site.link(origin, target))
        assert arrived == urljoin(root, site.address(target))
        assert urljoin(here, site.link_to_file(origin, "assets/x.css")) == urljoin(root, "assets/x.css")


def test_a_link_to_a_folder_ends_as_its_address_does() -> None:
    """A server that is asked for the folder without `/` answers with a redirect, and a page on disk is not found."""
    assert [Site().link(origin, "") for origin in ("", "fi", "fi/oikeudet", "fi/asiakkaat/2025-03-01")] == [
        "./",
        "../",
        "../../",
        "../../../",
    ]
    assert [Site().link(origin, "fi") for origin in ("", "fi", "fi/oikeudet", "sv")] == ["fi/", "./", "../", "../fi/"]


@pytest.mark.parametrize("directory_urls", [True, False])
def test_links_of_a_page_shown_anywhere_begin_at_the_root(directory_urls: bool) -> None:
    for url, base in ((None, "/"), ("https://shop.example/a/b/", "/a/b/"), ("https://shop.example/a", "/a/")):
        site = Site(url, directory_urls)
        assert all(site.link(origin, target).startswith(base) for origin in ("404", "fi/404") for target in PAGES)


@pytest.mark.parametrize(
    ("path", "file", "address", "flat_file", "flat_address"),
    [
        ("", "index.html", "", "index.html", "index.html"),
        ("fi", "fi/index.html", "fi/", "fi/index.html", "fi/index.html"),
        ("fi/x", "fi/x/index.html", "fi/x/", "fi/x.html", "fi/x.html"),
        (
            "fi/x/2025-03-01",
            "fi/x/2025-03-01/index.html",
            "fi/x/2025-03-01/",
            "fi/x/2025-03-01.html",
            "fi/x/2025-03-01.html",
        ),
        ("404", "404.html", "404.html", "404.html", "404.html"),
        ("fi/404", "fi/404.html", "fi/404.html", "fi/404.html", "fi/404.html"),
    ],
)
def test_a_page_has_one_file_and_one_address(
    path: str, file: str, address: str, flat_file: str, flat_address: str
) -> None:
    nested, flat = Site("https://shop.example/a/"), Site("https://shop.example/a/", directory_urls=False)
    assert (nested.file(path), nested.address(path)) == (file, address)
    assert (flat.file(path), flat.address(path)) == (flat_file, flat_address)
    assert nested.absolute(path) == f"https://shop.example/a/{address}"
    assert Site().absolute(path) is None


def test_the_minimal_portal_has_no_collision() -> None:
    assert len(FILES) == 7
    assert not plan(project(), Site())[1]
