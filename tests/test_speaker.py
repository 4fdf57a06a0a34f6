"""One language: facts as its readers write them, words with their fallbacks, and what is said of those."""

from __future__ import annotations

import datetime

import pytest
from markupsafe import Markup

from minimal import project
from privacy_notices.languages.catalog import Catalog
from privacy_notices.languages.cldr import direction_of, locale_of
from privacy_notices.languages.shipped_catalogs import shipped_catalogs
from privacy_notices.languages.speaker import Said, Speaker
from privacy_notices.pages.plan import speakers_of
from privacy_notices.schema.address_form import Address
from privacy_notices.schema.one_line import COUNTRIES
from privacy_notices.schema.period import Period
from privacy_notices.schema.shapes import ANY_LANGUAGE

CATALOGS = shipped_catalogs()
ORDER = {"fi": ("fi", "sv", "en"), "sv": ("sv", "fi", "en"), "en": ("en", "fi", "sv")}
FI, SV, EN = (Speaker([CATALOGS[key] for key in ORDER[language]], "FI") for language in ("fi", "sv", "en"))
ALL = (FI, SV, EN)
ESTONIAN = Speaker([Catalog("et", {"word.yes": ("jah",)}), CATALOGS["fi"], CATALOGS["en"]], "FI")
ARABIC = Speaker([Catalog("ar", {}), CATALOGS["fi"]])
DAY = datetime.date(2026, 8, 3)


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("fi", ["10 asiaa", "Asiakkaat", "Työ", "Työnhakijat", "Zebra", "Åkeri", "Äidit", "Öljy", "Клиенты"]),
        ("sv", ["Élan", "Elever", "Elän", "Zoo", "Ågare", "Ärenden", "Ömsesidig"]),
        ("en", ["Apples", "Éclair", "Edge", "Zoo"]),
        ("et", ["Sild", "Šokk", "Zooloogia", "Žanr", "Tee", "Vana", "Õun", "Äär", "Öö", "Ülem", "Xenon"]),
        ("ru", ["Ёлка", "Ель", "Ельник", "Жук", "Икра", "Йод"]),
        ("se", ["Ada", "Ána", "Čála", "Dat", "Đat", "Ŋat", "Šat"]),
    ],
)
def test_titles_are_sorted_as_the_alphabet_of_the_language_has_it(language: str, ordered: list[str]) -> None:
    speaker = Speaker([CATALOGS[language], CATALOGS["en"]])
    turned = [*ordered[1:], ordered[0]]
    assert sorted(turned, key=speaker.order) == ordered


# ------------------------------------------------------------------------------------------------------ facts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("P10Y", ("10 vuotta", "10 år", "10 years")),
        ("P1Y", ("1 vuosi", "1 år", "1 year")),
        ("P2Y6M", ("2 vuotta ja 6 kuukautta", "2 år och 6 månader", "2 years and 6 months")),
        ("P2W", ("2 viikkoa", "2 veckor", "2 weeks")),
        ("P14D", ("14 päivää", "14 dygn", "14 days")),
        ("PT72H", ("72 tuntia", "72 timmar", "72 hours")),
        (
            "P1Y2M3D",
            ("1 vuosi, 2 kuukautta ja 3 päivää", "1 år, 2 månader och 3 dygn", "1 year, 2 months and 3 days"),
        ),
    ],
)
def test_a_period_is_said_in_words(text: str, said: tuple[str, ...]) -> None:
    period = Period.from_iso(text)
    assert period is not None
    assert tuple(speaker.period(period).replace("\xa0", " ") for speaker in ALL) == said


def test_a_date_is_written_as_europeans_write_it() -> None:
    assert [speaker.date(DAY) for speaker in ALL] == ["3. elokuuta 2026", "3 augusti 2026", "3 August 2026"]


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], ("", "", "")),
        (["a"], ("a", "a", "a")),
        (["a", "b"], ("a ja b", "a och b", "a and b")),
        (["a", "b", "c"], ("a, b ja c", "a, b och c", "a, b and c")),
    ],
)
def test_a_list_has_the_conjunction_of_the_language(items: list[str], said: tuple[str, ...]) -> None:
    assert tuple(speaker.list(items) for speaker in ALL) == said


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (["nimi", "asiakasryhmät ja profilointitiedot"], "nimi, asiakasryhmät ja profilointitiedot"),
        (["lääkitys ja lääkemääräykset", "nimi"], "lääkitys ja lääkemääräykset, nimi"),
        (["a", "b ja c", "d"], "a, b ja c, d"),
        (["jäsenet", "vieraat"], "jäsenet ja vieraat"),
        (["osto- ja tilaushistoria"], "osto- ja tilaushistoria"),
    ],
)
def test_a_list_has_no_second_conjunction_beside_that_of_a_thing_in_it(items: list[str], said: str) -> None:
    assert FI.list(items) == said
    assert FI.html_list(items) == said


def test_other_languages_say_their_own_conjunction_once() -> None:
    assert SV.list(["medicinering och recept", "namn"]) == "medicinering och recept, namn"
    assert EN.list(["name", "holidays and absences"]) == "name, holidays and absences"
    assert EN.list(["name", "land"]) == "name and land"


def test_a_list_for_a_page_escapes_text_and_keeps_what_is_html() -> None:
    assert FI.html_list(["a < b", Markup("<em>c</em>")]) == "a &lt; b ja <em>c</em>"


def test_a_country_has_its_name_in_the_language() -> None:
    assert [speaker.country("US") for speaker in ALL] == ["Yhdysvallat", "USA", "United States"]
    assert [speaker.country("GB") for speaker in ALL] == ["Iso-Britannia", "Storbritannien", "United Kingdom"]
    assert FI.country("QZ") == "QZ"


def test_a_language_has_its_name_in_the_language_and_in_itself() -> None:
    assert [speaker.language_name("sv") for speaker in ALL] == ["ruotsi", "svenska", "Swedish"]
    assert [speaker.endonym for speaker in (*ALL, ESTONIAN, ARABIC)] == [
        "suomi",
        "svenska",
        "English",
        "eesti",
        "العربية",
    ]
    assert Speaker([Catalog("se", {})]).endonym == "davvisámegiella"


def test_a_finnish_number_is_national_at_home_and_international_elsewhere() -> None:
    assert [speaker.phone("+358295666700") for speaker in ALL] == [
        "029 566 6700",
        "029 566 6700",
        "+358 29 566 6700",
    ]
    assert [speaker.phone("+4681234567") for speaker in ALL] == ["+46 8 123 45 67"] * 3
    # Not by the customs of the language it falls back to.
    assert ESTONIAN.phone("+358295666700").startswith("+358")


@pytest.mark.parametrize(
    ("article", "said"),
    [
        ("15", ("15 artikla", "artikel 15", "Art. 15")),
        ("6(1)", ("6 artiklan 1 kohta", "artikel 6.1", "Art. 6(1)")),
        ("6(1)(c)", ("6 artiklan 1 kohdan c alakohta", "artikel 6.1 c", "Art. 6(1)(c)")),
        ("12, 13, 14", ("12–14 artikla", "artiklarna 12–14", "Art. 12–14")),
        ("79, 82", ("79 ja 82 artikla", "artiklarna 79 och 82", "Art. 79 and 82")),
        ("5, 12, 13, 14", ("5 ja 12–14 artikla", "artiklarna 5 och 12–14", "Art. 5 and 12–14")),
        (
            "21(2), 21(3)",
            ("21 artiklan 2 ja 3 kohta", "artikel 21.2 och 21.3", "Art. 21, paragraphs 2 and 3"),
        ),
        (
            "7(3), 12",
            ("7 artiklan 3 kohta ja 12 artikla", "artikel 7.3 och artikel 12", "Art. 7(3) and Art. 12"),
        ),
        (
            "5(2), 12(1)",
            ("5 artiklan 2 kohta ja 12 artiklan 1 kohta", "artikel 5.2 och artikel 12.1", "Art. 5(2) and Art. 12(1)"),
        ),
    ],
)
def test_a_provision_is_cited_as_lawyers_of_the_language_do(article: str, said: tuple[str, ...]) -> None:
    assert tuple(speaker.article(article) for speaker in ALL) == said


def test_a_number_is_said_in_its_own_form_whatever_was_said_before() -> None:
    assert EN.said("list.count", 1) == Said("{count} privacy notice", "en")
    assert EN.said("list.count", 2) == Said("{count} privacy notices", "en")
    for number, words in ((1, "1 privacy notice"), (2, "2 privacy notices"), (1, "1 privacy notice")):
        assert EN.plain("list.count", number, count=number) == EN.html("list.count", number, count=number) == words
    bare = Speaker([CATALOGS["en"]])
    assert [bare.html("list.count", number) for number in (2, 1)] == [
        "{count} privacy notices",
        "{count} privacy notice",
    ]


def test_words_that_were_said_are_told_apart_by_their_language() -> None:
    speaker = Speaker([Catalog("et", {"word.yes": ("jah",)}), CATALOGS["en"]])
    assert (speaker.html("word.yes"), speaker.html("word.yes"), speaker.html("word.no")) == (
        "jah",
        "jah",
        '<span lang="en" dir="ltr">no</span>',
    )
    assert speaker.own == {"word.yes": "jah"}
    assert speaker.foreign == {"word.no": "en"}


def test_a_provision_of_the_regulation_names_it() -> None:
    assert [speaker.law("77") for speaker in ALL] == [
        "Yleinen tietosuoja-asetus, 77 artikla",
        "Allmänna dataskyddsförordningen, artikel 77",
        "General Data Protection Regulation, Art. 77",
    ]


def test_what_is_no_provision_stays_as_it_was_written() -> None:
    assert FI.article("recital 26") == "recital 26"
    assert FI.article("15, <b>, 77") == "15 artikla, &lt;b&gt; ja 77 artikla"


def test_a_proper_name_is_that_of_the_language_or_of_the_next_that_has_one() -> None:
    assert SV.name({"fi": "Kaupunki", "sv": "Staden"}) == "Staden"
    assert EN.name({"fi": "Kaupunki", "sv": "Staden"}) == "Kaupunki"
    assert EN.name({"de": "Stadt"}) == "Stadt"
    assert SV.name({ANY_LANGUAGE: "Kauppa Oy"}) == "Kauppa Oy"
    assert SV.name({ANY_LANGUAGE: "Kauppa Oy", "fi": "Kauppa", "sv": "Butiken"}) == "Butiken"
    assert EN.name({ANY_LANGUAGE: "Kauppa Oy", "fi": "Kauppa", "sv": "Butiken"}) == "Kauppa Oy"


@pytest.mark.parametrize(
    ("country", "parts", "lines"),
    [
        ("US", "street city region postal_code", ["Street", "City, Region Code", "United States"]),
        ("US", "street city postal_code", ["Street", "City Code", "United States"]),
        ("GB", "street city postal_code", ["Street", "City", "Code", "United Kingdom"]),
        ("GB", "street city region postal_code", ["Street", "City", "Region", "Code", "United Kingdom"]),
        ("HK", "street city region", ["Street", "City", "Region", "Hong Kong SAR China"]),
        ("HK", "street city postal_code", ["Street", "City", "Code", "Hong Kong SAR China"]),
        ("AE", "street region", ["Street", "Region", "United Arab Emirates"]),
        ("AE", "street city", ["Street", "City", "United Arab Emirates"]),
        ("JP", "street city region postal_code", ["Street, City, Region", "Code", "Japan"]),
        ("SG", "street city postal_code", ["Street", "City Code", "Singapore"]),
        ("BR", "street district city region postal_code", ["Street", "District", "City-Region", "Code", "Brazil"]),
        ("HU", "street city postal_code", ["City", "Street", "Code", "Hungary"]),
        ("SE", "street city postal_code", ["Street", "Code City", "Sweden"]),
        ("AX", "street city postal_code", ["Street", "Code City", "Åland Islands"]),
        ("XK", "street city postal_code", ["Street", "Code City", "Kosovo"]),
    ],
)
def test_the_lines_of_an_address_stand_in_the_order_of_its_country(country: str, parts: str, lines: list[str]) -> None:
    """Post codes stood before the town wherever it was."""
    names = {key: {ANY_LANGUAGE: key.title()} for key in parts.split() if key != "postal_code"}
    address = Address(**names, postal_code="Code" if "postal_code" in parts else None)
    assert EN.address(address, country) == lines


def test_an_address_of_east_asia_begins_with_the_largest_part_in_its_own_letters_alone() -> None:
    tokyo = Address(postal_code="100-0001", city={ANY_LANGUAGE: "千代田区"}, region={ANY_LANGUAGE: "東京都"})
    assert EN.address(tokyo, "JP") == ["〒100-0001", "東京都千代田区", "Japan"]


def test_no_part_of_an_address_is_lost_in_any_country() -> None:
    parts = ("street", "po_box", "district", "city", "region")
    address = Address(**{part: {ANY_LANGUAGE: f"<{part}>"} for part in parts}, postal_code="<code>")
    for country in COUNTRIES:
        text = "\n".join(EN.address(address, country))
        for part in (*parts, "code"):
            assert text.count(f"<{part}>") == 1, (country, part, text)


@pytest.mark.parametrize(
    ("speaker", "said"),
    [
        (FI, "09 123 4567, alanumero 12"),
        (SV, "09 123 4567, anknytning 12"),
        (EN, "+358 9 123 4567, extension 12"),
    ],
)
def test_an_extension_is_said_behind_the_number(speaker: Speaker, said: str) -> None:
    assert speaker.phone("+35891234567;ext=12") == said
    assert speaker.phone("116 117") == "116 117"


def test_an_address_has_a_country_only_abroad() -> None:
    address = Address(
        street={"fi": "Mallikatu 1", "sv": "Modellgatan 1"},
        po_box={ANY_LANGUAGE: "PL 2"},
        postal_code="00100",
        city={"fi": "Helsinki", "sv": "Helsingfors"},
    )
    assert SV.address(address, "FI") == ["Modellgatan 1", "PL 2", "00100 Helsingfors"]
    assert EN.address(address, "SE") == ["Mallikatu 1", "PL 2", "00100 Helsinki", "Sweden"]
    assert FI.address(address.model_copy(update={"country": "FI"}), "SE")[-1] == "00100 Helsinki"


def test_at_home_is_where_the_portal_says() -> None:
    address = Address(postal_code="111 22", city={ANY_LANGUAGE: "Stockholm"})
    in_sweden, anywhere = (Speaker([CATALOGS["sv"]], *home) for home in (("SE",), ()))
    assert in_sweden.address(address, "SE") == ["111 22 Stockholm"]
    assert in_sweden.address(address, "FI") == ["111 22 Stockholm", "Finland"]
    assert anywhere.address(address, "SE") == ["111 22 Stockholm", "Sverige"]
    assert in_sweden.phone("+4681234567") == "08-123 45 67"
    assert in_sweden.phone("+358295666700") == "+358 29 566 6700"
    assert anywhere.phone("+4681234567") == "+46 8 123 45 67"


@pytest.mark.parametrize(("authority", "home"), [("fi", "FI"), ("ax", "FI"), ("se", "SE")])
def test_a_portal_is_at_home_in_the_country_of_its_authority(authority: str, home: str) -> None:
    assert {speaker.home for speaker in speakers_of(project(portal={"authority": authority})).values()} == {home}


def test_a_speaker_that_is_told_of_no_home_has_none() -> None:
    assert Speaker([CATALOGS["fi"]]).home == ""


def test_a_word_is_made_once_as_html_however_often_it_is_said() -> None:
    for key in ("section.rights", "section.data"):
        assert FI.html(key) is FI.html(key)


def test_a_portal_may_say_how_its_language_sorts_and_writes_dates_and_numbers() -> None:
    own = {"format.locale": "en-US", "format.phone": "national", "alphabet": "zyxa"}
    speaker = Speaker([CATALOGS["en"].with_messages(own)], "FI")
    assert speaker.date(DAY) == "August 3, 2026"
    assert speaker.phone("+358295666700") == "029 566 6700"
    assert sorted("xaz", key=speaker.order) == ["z", "x", "a"]


# ------------------------------------------------------------------------------------------------------ words


def test_a_word_is_the_languages_own() -> None:
    assert [speaker.said("word.yes") for speaker in (*ALL, ESTONIAN)] == [
        Said("kyllä", "fi"),
        Said("ja", "sv"),
        Said("yes", "en"),
        Said("jah", "et"),
    ]


def test_a_word_that_is_lacking_is_the_next_languages_and_says_so() -> None:
    assert ESTONIAN.said("word.no") == Said("ei", "fi")
    assert ESTONIAN.plain("word.no") == "ei"
    assert ESTONIAN.html("word.no") == '<span lang="fi" dir="ltr">ei</span>'
    assert ESTONIAN.html("word.yes") == "jah"
    assert ARABIC.direction == "rtl"
    assert (
        Speaker([CATALOGS["fi"], Catalog("ar", {"x": ("كلمة",)})]).html("x") == '<span lang="ar" dir="rtl">كلمة</span>'
    )


def test_a_provision_in_another_language_says_so() -> None:
    assert ESTONIAN.article("15") == '<span lang="fi" dir="ltr">15 artikla</span>'


def test_a_word_that_nobody_has_is_its_id() -> None:
    assert FI.said("data.hat-size") == Said("data.hat-size", "fi")
    assert not FI.has("data.hat-size")
    assert ESTONIAN.has("word.no")


def test_values_are_filled_in_and_escaped_and_other_braces_stay() -> None:
    speaker = Speaker([Catalog("fi", {"a": ("{name} <b> {other} {0} {",)})])
    assert speaker.plain("a", name="<x>") == "<x> <b> {other} {0} {"
    assert speaker.html("a", name="<x>") == "&lt;x&gt; &lt;b&gt; {other} {0} {"
    assert speaker.html("a", name=Markup("<x>")) == "<x> &lt;b&gt; {other} {0} {"
    assert speaker.plain("a") == "{name} <b> {other} {0} {"


def test_a_value_is_not_looked_into_for_placeholders() -> None:
    speaker = Speaker([Catalog("fi", {"a": ("{one} {two}",)})])
    assert speaker.plain("a", one="{two}", two="2") == "{two} 2"


def test_a_language_that_cldr_does_not_know_has_english_forms_and_its_tag_for_a_name() -> None:
    speaker = Speaker([Catalog("tlh", {}), CATALOGS["en"]])
    assert speaker.endonym == "tlh"
    assert speaker.date(DAY) == "August 3, 2026"
    assert speaker.list(["a", "b"]) == "a and b"
    assert locale_of("not a tag").language == "en"


def test_dates_are_not_in_the_language_that_words_fall_back_to() -> None:
    assert ESTONIAN.date(DAY) == "3. august 2026"


@pytest.mark.parametrize(
    ("language", "direction"), [("fi", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("ru", "ltr"), ("tlh", "ltr")]
)
def test_the_direction_of_a_language_is_that_of_cldr(language: str, direction: str) -> None:
    assert direction_of(language) == direction
