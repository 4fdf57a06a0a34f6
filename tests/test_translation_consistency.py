"""Source and translation are held against each other, and nobody is told off for good work."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loops import examples
from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.languages.detection import detect
from privacy_notices.model.notice import Project
from privacy_notices.portal.reading import open_project
from privacy_notices.translations.consistency import inconsistencies
from privacy_notices.translations.texts import Bundle, bundles
from telling import message
from translations.shop import SHOP, diagnose, shop_with

NOTICES = Path(__file__).parent.parent / "notices"


def found(source: str, target: str, language: str = "sv") -> list[str]:
    """The codes found between a Finnish text and its translation."""
    return [item.code for item in differences(source, target, language)]


def differences(source: str, target: str, language: str = "sv") -> list[Diagnostic]:
    """What is found between a Finnish text and its translation."""

    def words(text: str) -> bytes:
        return (
            "title: X\npurposes: {orders: Y, newsletter: Z}\nretention_criteria: {newsletter: W}\n"
            f"texts:\n  security: {json.dumps(text)}\n"
        ).encode()

    project = shop_with({"orders/fi.yml": words(source), f"orders/{language}.yml": words(target)})
    bundle = next(bundle for bundle in bundles(project) if bundle.id == "orders")
    return [
        item for item in inconsistencies(bundle, language, project.catalogs) if item.values["key"] == "texts.security"
    ]


@cache
def shop() -> tuple[Project, Bundle]:
    project = shop_with({})
    return project, next(bundle for bundle in bundles(project) if bundle.id == "orders")


def codes(source: str, target: str) -> list[str]:
    """The codes found between a Finnish text and its Swedish translation."""
    project, bundle = shop()
    (key, text), *_ = bundle.source.items()
    texts = {"fi": {key: replace(text, value=source)}, "sv": {key: replace(text, value=target)}}
    return [item.code for item in inconsistencies(replace(bundle, texts=texts), "sv", project.catalogs)]


AGREE = [
    ("Katso [ohje](https://tietosuoja.fi/oikeudet).", "Se [anvisningen](https://tietosuoja.fi/sv/rattigheter)."),
    ("Vastaamme 2 päivässä.", "Vi svarar inom två dagar."),
    ("Vastaamme kahden päivän kuluessa.", "Vi svarar inom 2 dagar."),
    ("Vastaamme 1 päivässä.", "Vi svarar inom en dag."),
    ("Vastaamme 12 päivässä.", "Vi svarar inom tolv dagar."),
    ("Maksu on 1 200,50 euroa.", "Avgiften är 1200,50 euro."),
    ("Voimassa 1. helmikuuta 2026 alkaen.", "Gäller från den 1 februari 2026."),
    ("Voimassa 1.2.2026 alkaen.", "Gäller från den 1 februari 2026."),
    ("Voimassa 2. helmikuuta 2026.", "Gäller från den 2:a februari 2026."),
    ("Soita klo 9–16, numero 09 000 1100.", "Ring kl. 9–16, nummer 09 000 1100."),
    ("Ks. 13 artiklan 1 kohta ja laki 1050/2018.", "Se artikel 13.1 och lagen 1050/2018."),
    ("Kirjoita osoitteeseen tietosuoja1@kauppa.example.", "Skriv till tietosuoja1@kauppa.example."),
    ("Se on **tärkeää** ja *uutta*.", "Det är **viktigt** och *nytt*."),
    ("- yksi\n- kaksi", "- ett\n- två"),
    ("Hei {nimi}!", "Hej {nimi}!"),
    ("| Tieto | Aika |\n|---|--:|\n| Nimi | 2 v |", "| Uppgift | Tid |\n| --- | --- |\n| Namn | 2 år |"),
    ("Katso [liite](liite.pdf).", "Se [bilagan](bilaga.pdf)."),
    ("Rekisterinpitäjän velvollisuus", "Den personuppgiftsansvariges skyldighet"),
    ("Pyydämme suostumuksesi.", "Vi ber om ditt samtycke."),
    ("Esimerkkikauppa Oy", "Esimerkkikauppa Oy"),
    ("Mallikatu 1, 00100 Helsinki", "Mallikatu 1, 00100 Helsinki"),
]


@pytest.mark.parametrize(("source", "target"), AGREE)
def test_texts_that_agree_are_left_alone(source, target) -> None:
    assert found(source, target) == []


def test_english_hours_after_noon_are_the_same_hours() -> None:
    assert found("Avoinna klo 9–16.", "Open 9 a.m. to 4 p.m.", "en") == []


def test_an_english_date_is_the_same_date() -> None:
    assert found("Voimassa 1.2.2026 alkaen.", "In force from February 1, 2026.", "en") == []


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        ("Katso [ohje](https://tietosuoja.fi/).", "Se anvisningen.", "T201"),
        ("Kirjoita [meille](mailto:a@kauppa.example).", "Skriv till [oss](mailto:b@kauppa.example).", "T201"),
        ("Katso [seloste](notice:orders).", "Se [beskrivningen](notice:order).", "T201"),
        ("Säilytämme tietoja 24 kuukautta.", "Vi sparar uppgifterna i 36 månader.", "T202"),
        ("Säilytämme tietoja 2 vuotta.", "Vi sparar uppgifterna i tre år.", "T202"),
        ("Vastaamme 13 päivässä.", "Vi svarar inom tretton dagar.", "T202"),
        ("Vastaamme 0 päivässä.", "Vi svarar inom noll dagar.", "T202"),
        ("Voimassa 1.2.2026 alkaen.", "Gäller från den 2 februari 2026.", "T203"),
        ("Voimassa 1. helmikuuta 2026.", "Gäller från den 1 mars 2026.", "T203"),
        ("Hei {nimi}!", "Hej {namn}!", "T204"),
        ("Se on **tärkeää**.", "Det är viktigt.", "T205"),
        ("- yksi\n- kaksi", "- ett", "T206"),
        ("| a | b |\n|---|---|\n| c | d |\n| e | f |", "| a | b |\n|---|---|\n| c | d |", "T206"),
        ("| *a* | b |\n|---|---|\n| c | d |", "| a | b |\n|---|---|\n| c | d |", "T205"),
        ("Katso [liite](liite.pdf).", "Se bilagan.", "T201"),
        ("yksi\n- kaksi", "ett två\n- ", "T206"),
        ("Vastaamme 2 [viikossa](#a).", "Vi svarar inom 2 [veckor](#b).", "T201"),
        ("Vastaamme 2 **viikossa**.", "Vi svarar inom 2 veckor.", "T205"),
        ("Vastaamme 2 **viikossa**.", "Vi svarar **inom 2 veckor.", "T205"),
        ("**Paperit:** 2 hyllyä.", "**Papper:**2 hyllor.", "T205"),
        ("Vastaamme *pian* nyt.", r"Vi svarar *snart\* nu.", "T205"),
        ("Hei {nimi}, 2!", "Hej {namn}, 2!", "T204"),
        ("Näin 2:\n\n- yksi\n- kaksi", "Så här 2:\n\n- ett", "T206"),
        ("Näin:\n\n- yksi\n- kaksi", "Så här:\n\n- ett\n\n och\n\n- två", "T206"),
        ("Voimassa 1. helmikuuta 2026, 2.", "Gäller från den 1 mars 2026, 2.", "T203"),
        ("Avoinna klo 9–4.", "Öppet 9–4 p.m.", "T202"),
        ("Kohta 2 sivulla www.a.example.", "Punkten på sidan www.2a.example.", "T202"),
        ("Rekisterinpitäjän velvollisuus", "Registeransvariges skyldighet", "T207"),
        ("Pyydämme tähän suostumuksesi.", "Vi frågar dig om lov.", "T207"),
        ("Näin käsittelemme tietojasi, kun tilaat kengät.", "Näin käsittelemme tietojasi, kun tilaat kengät.", "T208"),
        (
            "Näin käsittelemme tietojasi, kun tilaat.",
            "Näin me käsittelemme tietojasi, kun sinä tilaat ja maksat.",
            "T209",
        ),
        ("Näin käsittelemme tietojasi.", "This is how we process your personal data and what it is for.", "T209"),
    ],
)
def test_a_difference_is_found(source, target, code) -> None:
    assert found(source, target) == [code]


def test_a_difference_stands_at_the_text_in_the_file_of_the_translation() -> None:
    words = (SHOP / "orders/sv.yml").read_text(encoding="utf-8").replace("**två**", "två")
    project = shop_with({"orders/sv.yml": words.encode()})
    (item,) = [item for item in diagnose(project, {}, datetime.date(2026, 3, 1)) if item.code.startswith("T2")]
    assert (item.mark.file, item.mark.line) == ("notices/orders/sv.yml", words.split("\n").index("texts:") + 2)
    assert message(item) == "the emphasised words of `texts.security` differ from the source: missing `**…**`"


def test_the_sample_portal_has_no_false_alarm() -> None:
    project, _ = open_project(NOTICES)
    assert project is not None
    assert [
        item
        for bundle in bundles(project)
        for language in bundle.targets
        for item in inconsistencies(bundle, language, project.catalogs)
    ] == []


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_long_texts_of_the_sample_portal_are_found_to_be_in_their_language(language) -> None:
    project, _ = open_project(NOTICES)
    assert project is not None
    texts = [
        text.value
        for bundle in bundles(project)
        for text in bundle.texts[language].values()
        if len(text.value.split()) > 25
    ]
    seen = [detect(text, ("fi", "sv", "en")) for text in texts]
    assert set(seen) <= {language, None}
    assert seen.count(language) > 0.8 * len(seen)


@pytest.mark.parametrize("text", ["", "Kundregister", "Virtakaari Mittaus Oy", "1234567-1", "Hello", "Excel", "ok"])
def test_a_short_text_is_in_no_language_for_sure(text) -> None:
    assert detect(text, ("fi", "sv", "en")) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Мы обрабатываем ваши персональные данные.", "ru"),
        ("نعالج بياناتك الشخصية لتسليم طلبك.", "ar"),
        ("Me töötleme teie isikuandmeid ja kaitseme neid, kui te meilt midagi ostate.", "et"),
    ],
)
def test_other_languages_are_told_apart(text, language) -> None:
    assert detect(text, ("fi", "sv", "en", "ru", "ar", "et")) == language


WORDS = (
    "och",
    "ja",
    "the",
    "vi",
    "me",
    "we",
    "on",
    "är",
    "is",
    "tietoja",
    "uppgifter",
    "data",
    "Aino,",
    "ja/tai",
    "a@b.example",
)


@given(st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join), st.sampled_from(["fi", "sv", "en", "se", "ru"]))
def test_to_expect_a_language_hides_no_other(text: str, expected: str) -> None:
    candidates = ("fi", "sv", "en", "et")
    found = detect(text, candidates)
    quick = detect(text, candidates, expected=expected)
    assert quick == found or (quick == expected and found is None)


PIECES = (
    "yksi ",
    "kaksi",
    "**yksi**",
    "*kaksi* ",
    "\n- yksi\n- kaksi\n",
    "2",
    "2",
    "30",
    "10 000",
    "10000",
    "2,5",
    " 5 p.m. ",
    " 1.2.2026 ",
    " 1. helmikuuta 2026 ",
    " 1 februari 2026 ",
    " 1 mars 2026 ",
    " 1050/2018 ",
    "*",
    "**",
    " ",
    "\n",
    "\n\n",
    "- ",
    "* ",
    "1. ",
    "  ",
    "[x](https://a.example/2)",
    "[x](#b)",
    "](",
    "{nimi}",
    "{{ 2 }}",
    "%s",
    ".",
    "(",
    "_",
    "a2@b.example",
    "www.a2.example",
    "٢",
    "&nbsp;",
    "\\*",
    "<https://a.example>",
    "tel:2",
    ":",
)
"""What texts are compared by, and what makes something else of it."""


@settings(deadline=None, max_examples=examples(400))
@given(st.data())
def test_texts_that_look_alike_are_compared_as_thoroughly_as_others(data: st.DataObject) -> None:
    """With a character reference in it a text has to be read, and the reference itself is none of what is compared."""
    source = data.draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=7))
    target = list(source)
    for place in data.draw(st.lists(st.integers(0, len(source) - 1), max_size=2)):
        target[place] = data.draw(st.sampled_from(PIECES))
    target = data.draw(st.permutations(target)) if data.draw(st.booleans()) else target
    texts = "x" + "".join(source), "y" + "".join(target)
    assert codes(*texts) == codes(*(f"&amp;\n\n{text}" for text in texts))


def test_a_term_is_looked_for_in_the_text_that_has_it() -> None:
    names = "retention_criteria: {newsletter: W}\ntexts:\n"
    project = shop_with(
        {
            "orders/fi.yml": f"title: X\npurposes: {{orders: Y, newsletter: Z}}\n{names}"
            "  security: Pyydämme suostumuksesi.\n  data: Suojaamme tiedot hyvin.\n".encode(),
            "orders/sv.yml": f"title: X\npurposes: {{orders: Y, newsletter: Z}}\n{names}"
            "  security: Vi frågar dig.\n  data: Vi skyddar uppgifterna.\n".encode(),
        }
    )
    bundle = next(bundle for bundle in bundles(project) if bundle.id == "orders")
    told = [message(item) for item in inconsistencies(bundle, "sv", project.catalogs) if item.code == "T207"]
    assert told == ["`texts.security` has another word for `suostumus`"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("näin käsittelemme tietoja", ["T208"]),
        ("näin käsittelimme tietoa", []),  # 24 characters
        ("Näin käsittelemme tietojasi", []),  # two words in small letters
        ("Me Ja Te käsittelemme teidän tietoja", []),  # half of the words begin with a capital
        ("Me ja Te käsittelemme teidän tietoja", ["T208"]),
    ],
)
def test_a_name_may_be_the_same_in_both_languages_and_a_sentence_may_not(text, codes) -> None:
    assert found(text, text) == codes


SIDES = [
    (
        "2 ja 14 ja 30",
        "2 och 14",
        "T202.missing",
        "the numbers of `texts.security` differ from the source: missing `30`",
    ),
    ("2 ja 14", "2 och 14 och 30", "T202.added", "the numbers of `texts.security` differ from the source: added `30`"),
    (
        "2 ja 14 ja 31",
        "2 och 15 och 30",
        "T202.both",
        "the numbers of `texts.security` differ from the source: missing `14`, `31`, added `15`, `30`",
    ),
    (
        "21 22 23 24 25",
        "ett",
        "T202.missing",
        "the numbers of `texts.security` differ from the source: missing `21`, `22`, `23`, `24`, `25`",
    ),
    (
        "21 22 23 24 25 26",
        "ett",
        "T202.missing",
        "the numbers of `texts.security` differ from the source: missing `21`, `22`, `23`, `24`, `25`, `…`",
    ),
    (
        "- a\n- b\n\nx\n\n- c\n- d\n- e",
        "- a\n- b\n\nx\n\n- c\n- d\n- e\n- f",
        "T206.both",
        "the lists of `texts.security` differ from the source: missing lists of `3` items, added lists of `4` items",
    ),
]


@pytest.mark.parametrize(("source", "target", "fault", "words"), SIDES)
def test_what_is_missing_and_what_was_added_is_named(source, target, fault, words) -> None:
    (item,) = differences(source, target)
    assert (item.fault, message(item)) == (fault, words)


def test_the_order_of_numbers_and_links_may_differ() -> None:
    source = "1. [ohje](#a) 30 päivää ja [toinen](#b) 14 päivää, {nimi} {aika}, *yksi* **kaksi**"
    target = "1. [den andra](#b) 14 dagar och [anvisningen](#a) 30 dagar, {aika} {nimi}, **två** *ett*"
    assert found(source, target) == []
