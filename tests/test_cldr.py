"""What readers are told by CLDR and libphonenumber, as literals: a release of either that has other words is seen here
before a reader sees it."""

from __future__ import annotations

import datetime
import gettext

import pytest
from babel.messages.plurals import get_plural

from privacy_notices.languages.cldr import (
    country_name,
    direction_of,
    duration,
    endonym_of,
    file_kind,
    joined,
    language_attributes,
    language_name,
    locale_of,
    long_date,
    telephone,
)

LANGUAGES = ("fi", "sv", "en")
LOCALES = tuple(map(locale_of, ("fi", "sv", "en-GB")))
"""Those that dates and lists are written by."""

MONTHS = {
    "fi": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
    "marraskuuta joulukuuta",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "en": "January February March April May June July August September October November December",
}


@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_is_written_with_the_name_of_the_month(month: int) -> None:
    fi, sv, en = (MONTHS[language].split()[month - 1] for language in LANGUAGES)
    said = [long_date(datetime.date(2026, month, 1), locale) for locale in LOCALES]
    assert said == [f"1. {fi} 2026", f"1 {sv} 2026", f"1 {en} 2026"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_months_by_which_dates_are_found_in_texts_are_those(language: str) -> None:
    months = locale_of(language).months["format"]["wide"]
    assert [months[number] for number in range(1, 13)] == MONTHS[language].split()


def test_a_month_that_stands_alone_has_a_form_of_its_own_in_finnish_only() -> None:
    assert [locale_of(language).months["stand-alone"]["wide"][1] for language in LANGUAGES] == [
        "tammikuu",
        "januari",
        "January",
    ]


@pytest.mark.parametrize(
    ("unit", "one", "two"),
    [
        ("year", ("1 vuosi", "1 år", "1 year"), ("2 vuotta", "2 år", "2 years")),
        ("month", ("1 kuukausi", "1 månad", "1 month"), ("2 kuukautta", "2 månader", "2 months")),
        ("week", ("1 viikko", "1 vecka", "1 week"), ("2 viikkoa", "2 veckor", "2 weeks")),
        ("day", ("1 päivä", "1 dygn", "1 day"), ("2 päivää", "2 dygn", "2 days")),
        ("hour", ("1 tunti", "1 timme", "1 hour"), ("2 tuntia", "2 timmar", "2 hours")),
    ],
)
def test_a_length_of_time_is_said_in_whole_words(unit: str, one: tuple[str, ...], two: tuple[str, ...]) -> None:
    locales = tuple(map(locale_of, LANGUAGES))
    assert tuple(duration(1, unit, locale) for locale in locales) == one
    assert tuple(duration(2, unit, locale) for locale in locales) == two
    assert tuple(duration(21, unit, locale) for locale in locales) == tuple(text.replace("2", "21") for text in two)


def test_a_list_has_commas_and_a_word_before_the_last() -> None:
    assert [joined(("a", "b"), locale) for locale in LOCALES] == ["a ja b", "a och b", "a and b"]
    assert [joined(("a", "b", "c"), locale) for locale in LOCALES] == ["a, b ja c", "a, b och c", "a, b and c"]
    assert [joined((), LOCALES[0]), joined(("a",), LOCALES[0])] == ["", "a"]


COUNTRIES = """
AT | Itävalta | Österrike | Austria
BE | Belgia | Belgien | Belgium
BG | Bulgaria | Bulgarien | Bulgaria
CY | Kypros | Cypern | Cyprus
CZ | Tšekki | Tjeckien | Czechia
DE | Saksa | Tyskland | Germany
DK | Tanska | Danmark | Denmark
EE | Viro | Estland | Estonia
ES | Espanja | Spanien | Spain
FI | Suomi | Finland | Finland
FR | Ranska | Frankrike | France
GR | Kreikka | Grekland | Greece
HR | Kroatia | Kroatien | Croatia
HU | Unkari | Ungern | Hungary
IE | Irlanti | Irland | Ireland
IS | Islanti | Island | Iceland
IT | Italia | Italien | Italy
LI | Liechtenstein | Liechtenstein | Liechtenstein
LT | Liettua | Litauen | Lithuania
LU | Luxemburg | Luxemburg | Luxembourg
LV | Latvia | Lettland | Latvia
MT | Malta | Malta | Malta
NL | Alankomaat | Nederländerna | Netherlands
NO | Norja | Norge | Norway
PL | Puola | Polen | Poland
PT | Portugali | Portugal | Portugal
RO | Romania | Rumänien | Romania
SE | Ruotsi | Sverige | Sweden
SI | Slovenia | Slovenien | Slovenia
SK | Slovakia | Slovakien | Slovakia
AX | Ahvenanmaa | Åland | Åland Islands
CH | Sveitsi | Schweiz | Switzerland
GB | Iso-Britannia | Storbritannien | United Kingdom
US | Yhdysvallat | USA | United States
CA | Kanada | Kanada | Canada
JP | Japani | Japan | Japan
KR | Etelä-Korea | Sydkorea | South Korea
IL | Israel | Israel | Israel
NZ | Uusi-Seelanti | Nya Zeeland | New Zealand
AR | Argentiina | Argentina | Argentina
UY | Uruguay | Uruguay | Uruguay
AD | Andorra | Andorra | Andorra
FO | Färsaaret | Färöarna | Faroe Islands
GG | Guernsey | Guernsey | Guernsey
IM | Mansaari | Isle of Man | Isle of Man
JE | Jersey | Jersey | Jersey
IN | Intia | Indien | India
CN | Kiina | Kina | China
RU | Venäjä | Ryssland | Russia
UA | Ukraina | Ukraina | Ukraine
AU | Australia | Australien | Australia
BR | Brasilia | Brasilien | Brazil
SG | Singapore | Singapore | Singapore
PH | Filippiinit | Filippinerna | Philippines
"""
"""The European Economic Area, countries with a decision on adequacy, and others that data are often sent to."""


@pytest.mark.parametrize("line", COUNTRIES.strip().splitlines())
def test_a_country_has_its_name(line: str) -> None:
    code, *names = line.split(" | ")
    assert [country_name(code, locale_of(language)) for language in LANGUAGES] == names


NAMES = """
fi | suomi | finska | Finnish | suomi
sv | ruotsi | svenska | Swedish | svenska
en | englanti | engelska | English | English
et | viro | estniska | Estonian | eesti
ru | venäjä | ryska | Russian | русский
ar | arabia | arabiska | Arabic | العربية
se | pohjoissaame | nordsamiska | Northern Sami | davvisámegiella
de | saksa | tyska | German | Deutsch
nb | norjan bokmål | norskt bokmål | Norwegian Bokmål | norsk bokmål
da | tanska | danska | Danish | dansk
fr | ranska | franska | French | français
uk | ukraina | ukrainska | Ukrainian | українська
so | somali | somaliska | Somali | Soomaali
"""
"""Of languages: in Finnish, Swedish, English and themselves."""


@pytest.mark.parametrize("line", NAMES.strip().splitlines())
def test_a_language_has_its_name(line: str) -> None:
    code, *names, endonym = line.split(" | ")
    assert [language_name(code, locale_of(language)) for language in LANGUAGES] == names
    assert endonym_of(code) == endonym


def test_what_cldr_does_not_know_is_named_by_its_code() -> None:
    assert country_name("QZ", LOCALES[0]) == "QZ"
    assert language_name("tlx", LOCALES[0]) == "tlx"
    assert endonym_of("tlh") == "tlh"
    assert locale_of("not a tag").language == "en"


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("fi", [1, 0, 1, 1, 1]),
        ("sv", [1, 0, 1, 1, 1]),
        ("en", [1, 0, 1, 1, 1]),
        ("et", [1, 0, 1, 1, 1]),
        ("ru", [2, 0, 1, 2, 0]),
        ("uk", [2, 0, 1, 2, 0]),
        ("ar", [0, 1, 2, 3, 4]),
    ],
)
def test_a_number_asks_for_the_form_that_the_language_has(language: str, forms: list[int]) -> None:
    number, rule = get_plural(language)
    chosen = gettext.c2py(rule)
    assert [chosen(n) for n in (0, 1, 2, 5, 21)] == forms
    assert number > max(forms)


@pytest.mark.parametrize(
    ("language", "attributes"),
    [("fi", 'lang="fi" dir="ltr"'), ("ar", 'lang="ar" dir="rtl"'), ("he", 'lang="he" dir="rtl"')],
)
def test_words_in_a_language_say_which_and_where_they_begin(language: str, attributes: str) -> None:
    assert language_attributes(language) == attributes
    assert direction_of(language) == attributes[-4:-1]


@pytest.mark.parametrize(
    ("number", "home", "said"),
    [
        ("+358295666700", "FI", "029 566 6700"),
        ("+358295666700", "AX", "029 566 6700"),
        ("+358295666700", "SE", "+358 29 566 6700"),
        ("+358295666700", "", "+358 29 566 6700"),
        ("+358401234567", "FI", "040 123 4567"),
        ("+35891234567", "FI", "09 123 4567"),
        ("+358800123456", "FI", "0800 123 456"),
        ("+4681234567", "FI", "+46 8 123 45 67"),
        ("+4681234567", "SE", "08-123 45 67"),
        ("116 117", "FI", "116 117"),
        ("116 117", "", "116 117"),
    ],
)
def test_a_number_is_written_as_it_is_dialled(number: str, home: str, said: str) -> None:
    assert telephone(number, national_in=home) == said


@pytest.mark.parametrize(
    ("name", "size", "language", "said"),
    [
        ("annex.pdf", 0, "fi", "PDF, 1\u00a0kt"),
        ("annex.pdf", 120_400, "fi", "PDF, 120\u00a0kt"),
        ("annex.pdf", 999_499, "sv", "PDF, 999\u00a0kB"),
        ("annex.pdf", 999_500, "sv", "PDF, 1\u00a0MB"),
        ("Annex.Xlsx", 1_250_000, "fi", "XLSX, 1,2\u00a0Mt"),
        ("a.b.csv", 24_960_000, "en", "CSV, 25\u00a0MB"),
    ],
)
def test_a_file_is_told_by_its_kind_and_how_much_of_it_there_is(name: str, size: int, language: str, said: str) -> None:
    assert file_kind(name, size, locale_of(language)) == said
