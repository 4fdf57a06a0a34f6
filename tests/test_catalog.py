"""The words that ship: complete, the same in every language, used, and read from PO files without trust."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_ids import asked, mentioned
from privacy_notices.document.coverage import Coverage, checklist
from privacy_notices.faults.diagnostic import Severity
from privacy_notices.languages.catalog import Catalog, common_id, read_catalog
from privacy_notices.languages.catalog_file import from_po
from privacy_notices.languages.shipped_catalogs import FOLDER_OF_PAGES, complete_languages, shipped_catalogs
from privacy_notices.load.package_data import data_file
from privacy_notices.markdown.safe_html import to_html
from privacy_notices.markdown.tree import links, to_plain
from privacy_notices.pages.plan import LISTED
from privacy_notices.schema import notice_form, portal_form, words_forms
from privacy_notices.translations import memory
from privacy_notices.vocabulary.shipped_vocabulary import shipped

LANGUAGES = complete_languages()
VOCABULARY = shipped()
CATALOGS = shipped_catalogs()
ENGLISH = CATALOGS["en"].messages

BASES = tuple(VOCABULARY.legal_bases)
DUTIES = tuple(key for key, right in VOCABULARY.rights.items() if right.notice_duty)

FAMILIES = {
    **{f"{kind}.{{}}": tuple(words) for kind, words in VOCABULARY.words.items() if kind != "retention_events"},
    "retention.after.{}": tuple(VOCABULARY.events.after),
    "retention.until.{}": tuple(VOCABULARY.events.until),
    "legal_basis.{}": BASES,
    "legal_basis.{}.sentence": BASES,
    "special_condition.{}": tuple(VOCABULARY.special_conditions),
    "transfer_mechanism.{}": tuple(VOCABULARY.transfer_mechanisms),
    "right.{}.name": tuple(VOCABULARY.rights),
    "right.{}.text": tuple(VOCABULARY.rights),
    "right.{}.short": tuple(VOCABULARY.rights),
    "right.{}.if": tuple(key for key in DUTIES if "if" in VOCABULARY.rights[key].applies.values()),
    "right.{}.no": tuple(key for key in DUTIES if {"no", "if"} & set(VOCABULARY.rights[key].applies.values())),
    "rights.matrix.{}": ("yes", "no", "if"),
    "group.{}": (
        *dict.fromkeys(word.group for word in VOCABULARY.words["data_subjects"].values() if word.group),
        "public",
    ),
    "authority.{}.scope": tuple(key for key, authority in VOCABULARY.authorities.items() if authority.scope),
    "adequacy.{}.limit": tuple(key for key, decision in VOCABULARY.adequacy.items() if decision.limit),
    "law.{}": (
        "gdpr",
        "articles",
        "paragraphs",
        "article",
        "article-paragraph",
        "article-point",
        "article-paragraph-point",
    ),
    "statute.{}": tuple(
        f"{kind}{part}" for kind in ("section", "article") for part in ("", "-paragraph", "-point", "-paragraph-point")
    ),
    "recipient-role.{}": portal_form.RecipientRole.__args__,  # type: ignore[attr-defined]
    "provision.{}": notice_form.Provision.__args__,  # type: ignore[attr-defined]
    "disclosure.how.{}": ("regular", "on-request"),
    "ai.role.{}": ("provider", "deployer"),
    "secrecy.{}": ("secret", "partly-secret", "public"),
    "right.restricted.{}": ("removed", "changed"),
    "decision.basis.{}": ("contract", "law", "explicit-consent"),
    "accessibility.conformance.{}": ("full", "partial"),
    "accessibility.assessed.{}": ("self", "external"),
    "fault.{}": tuple(str(severity) for severity in Severity),
    "slug.{}": LISTED[1:],
    "{}.title": LISTED[1:],
    "section.{}": tuple(name.replace("_", "-") for name in words_forms.SECTIONS),
    "checklist.{}": tuple(checklist()),
    "status.state.{}": tuple(Coverage),
    "status.translation.{}": tuple(memory.State),
}
"""Ids with a computed part, and all that the part can be."""

OPTIONAL = {
    "right.{}.no": {f"right.{right}.no.{basis}" for right in DUTIES for basis in BASES},
    "recipient-kind.{}": {f"recipient-kind.{key}" for key in VOCABULARY.words["recipients"]},
    "right.{}.short.without-consent": {f"right.{right}.short.without-consent" for right in DUTIES},
    "right.{}.still": {f"right.{right}.still" for right in DUTIES},
    "right.{}.official": {f"right.{right}.official" for right in VOCABULARY.rights},
}
"""Ids that are asked for where they exist, and done without elsewhere."""

NOT_ON_PAGES = ("term.", "data-group.", "special_category.", "adequacy.", "diagnostic.")
"""Words that no page asks for: terms for translators, labels for editors, words of findings."""


def entries(language: str) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The forms of original and translation of each message by id."""
    catalog = from_po(data_file(f"{FOLDER_OF_PAGES}/{language}.po"), language)
    return {entry.id: (entry.source, CATALOGS[language].messages[entry.id]) for entry in catalog.entries}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_has_every_text_and_no_other(language: str) -> None:
    assert set(CATALOGS[language].messages) == set(ENGLISH)
    assert not [key for key, forms in CATALOGS[language].messages.items() if not all(form.strip() for form in forms)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_translators_read_is_what_the_english_page_says(language: str) -> None:
    assert {key: source for key, (source, _) in entries(language).items()} == ENGLISH


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_placeholders_of_its_source(language: str) -> None:
    def names(forms: tuple[str, ...]) -> set[str]:
        return {name for text in forms for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    for key, (source, said) in entries(language).items():
        # What a finding adds in English may be left out of its translation.
        lacking = {"about"} if key.startswith("diagnostic.") else set()
        assert names(said) <= names(source) <= names(said) | lacking, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_pages_ask_for_is_there(language: str) -> None:
    wanted = {family.format(key) for family, keys in FAMILIES.items() for key in keys}
    wanted |= {key for key in asked() if "{}" not in key and key}
    assert not sorted(wanted - {one for key in CATALOGS[language].messages for one in (key, common_id(key))})


def test_every_computed_id_is_of_a_known_family() -> None:
    # `{}.{}` is a kind of word and the word.
    known = (*FAMILIES, *OPTIONAL, "{}.{}")
    assert not sorted(key for key in asked() if "{}" in key and key not in known and not key.startswith(NOT_ON_PAGES))


def test_every_text_is_used() -> None:
    used = {family.format(key) for family, keys in FAMILIES.items() for key in keys}.union(
        mentioned(), *OPTIONAL.values()
    )
    assert not sorted(key for key in ENGLISH if common_id(key) not in used and not key.startswith(NOT_ON_PAGES))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["data", "data_subjects", "sources", "recipients", "security"])
def test_a_word_of_a_list_begins_in_lower_case(kind: str, language: str) -> None:
    texts = {key: CATALOGS[language].messages[f"{kind}.{key}"][0] for key in VOCABULARY.words[kind]}
    assert {key for key, text in texts.items() if text[0].isupper()} <= NAMES | (
        ENGLISH_NAMES if language == "en" else set()
    )


NAMES = {
    "ip-address",
    "it-service-providers",
    "tax-administration",
    "kela",
    "enforcement-authority",
    "kanta-services",
    "archives",
    "digital-population-agency",
    "patent-registration-office",
    "statistics-finland",
    "land-survey",
    "traficom",
    "education-agency",
}
"""Words that are the name of one office or begin with an abbreviation."""

ENGLISH_NAMES = {
    "population-information-system",
    "trade-register",
    "business-information-system",
    "land-register",
    "residential-property-system",
    "vehicle-register",
    "incomes-register",
    "positive-credit-register",
    "financial-intelligence-unit",
}
"""Registers and units whose English name has capital letters."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_on_a_right_is_markdown_that_says_what_it_shows(language: str) -> None:
    for key in VOCABULARY.rights:
        text = CATALOGS[language].messages[f"right.{key}.text"][0]
        assert all(link.allowed for link in links(text)), key
        plain = to_plain(text)
        assert not re.search(r"[*\[\]<>`]|\]\(", plain), (key, plain)
        assert str(to_html(text)).startswith("<p>"), key


FUNCTION_WORDS = {
    "en": "the and of to your you that which with from this have been are was for not we it they their",
    "sv": "och att som för är inte den det ett med av du dina ditt har kan om till på",
    "fi": "ja ei on että jos tai sekä kun ovat voit sinun niitä joka joita",
}
"""Words that no text of the language is long without, and that are not words of the others."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_is_in_the_language_of_its_catalog(language: str) -> None:
    others = {word for other, words in FUNCTION_WORDS.items() if other != language for word in words.split()}
    others -= set(FUNCTION_WORDS[language].split())
    # "On" is English as well, "ja" is the Swedish yes.
    others -= {"en": {"on"}, "fi": set(), "sv": {"ja"}}[language]
    strangers = {}
    for key, (text, *_) in CATALOGS[language].messages.items():
        words = re.findall(r"[a-zåäö]+", text)
        if len(words) > 3 and (hits := others & set(words)):
            strangers[key] = sorted(hits)
    assert not strangers


# ---------------------------------------------------------------------------------------------------- reading


def po(body: str, header: str = "Content-Type: text/plain; charset=utf-8\\n") -> bytes:
    return f'msgid ""\nmsgstr "{header}"\n\n{body}'.encode()


def read(data: bytes) -> Catalog:
    catalog, faults = read_catalog(data, "et", "et.po")
    assert not faults
    return catalog


def test_a_fuzzy_or_untranslated_message_is_absent() -> None:
    fuzzy = '#, fuzzy\nmsgctxt "b"\nmsgid "B"\nmsgstr "Bb"\n\n'
    body = f'msgctxt "a"\nmsgid "A"\nmsgstr "Aa"\n\n{fuzzy}msgctxt "c"\nmsgid "C"\nmsgstr ""\n'
    assert dict(read(po(body)).messages) == {"a": ("Aa",)}


def test_a_number_asks_for_the_form_of_the_language() -> None:
    rule = "nplurals=3; plural=(n==1 ? 0 : n<5 ? 1 : 2);"
    header = f"Content-Type: text/plain; charset=utf-8\\nPlural-Forms: {rule}\\n"
    body = 'msgctxt "day"\nmsgid "day"\nmsgid_plural "days"\nmsgstr[0] "den"\nmsgstr[1] "dny"\nmsgstr[2] "dní"\n'
    catalog = read(po(body, header))
    assert [catalog.get("day", number) for number in (1, 3, 7)] == ["den", "dny", "dní"]
    assert catalog.get("day") == "den"
    assert catalog.get("week", 1) is None


def test_words_laid_over_a_catalog_win_and_leave_it_as_it_was() -> None:
    under = Catalog("fi", {"a": ("yksi",), "b": ("kaksi",)})
    over = under.with_messages({"a": "toinen"})
    assert (over.get("a"), over.get("b"), under.get("a")) == ("toinen", "kaksi", "yksi")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (po('msgctxt "a"\nmsgid "A"\nmsgstr "B"\nrubbish\n'), 7),
        (b"\xff\xfe\x00", 1),
        (po("", "Plural-Forms: nplurals=many; plural=0;\\n"), 1),
        (po("", "Plural-Forms: nplurals=2; plural=__import__('os');\\n"), 1),
        (po("", "Plural-Forms: nplurals=2; plural=1/n;\\n"), 1),
    ],
)
def test_a_catalog_that_cannot_be_read_is_told_of_with_its_line(data: bytes, line: int) -> None:
    catalog, [fault] = read_catalog(data, "et", "et.po")
    assert (fault.code, fault.mark.file, fault.mark.line) == ("L101", "et.po", line)
    assert catalog.get("day", 1) is None


@given(
    st.binary(max_size=60)
    | st.lists(
        st.sampled_from(("msgctxt", "msgid", "msgstr", '"', "\n", "#~ ", "[1]", "a", "#, fuzzy", "msgid_plural")),
        max_size=14,
    )
    .map(" ".join)
    .map(str.encode)
)
def test_any_bytes_give_a_catalog(data: bytes) -> None:
    catalog, _ = read_catalog(po("") + data, "et", "et.po")
    assert catalog.get("a", 1) is None or catalog.messages
