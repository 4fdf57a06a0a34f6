"""Each text of a words file is met once, under a name that stays, with what its field is for."""

from __future__ import annotations

import pytest

from privacy_notices.load.yaml_file import load
from privacy_notices.model.statements import statements_of
from privacy_notices.schema.parsing import parse
from privacy_notices.schema.words_forms import PortalWords, Words
from privacy_notices.translations.texts import PORTAL, KeyedText, bundles
from translations.shop import shop_with

WORDS = b"""\
summary: Me.
title: Tilaukset
slug: tilaukset
purposes:
  news: Uutiskirje.
  name: {name: Nimi, text: Teksti.}
  text: Toinen.
sections:
  title: {title: Otsikko, text: Sis\xc3\xa4lt\xc3\xb6.}
texts: {security: Kaksi.}
changes: {2026-02-01: Muutos.}
"""


def test_every_text_is_met_in_the_order_of_the_form_with_its_place_in_the_file() -> None:
    file = load(WORDS, "notices/orders/fi.yml")
    words, _ = parse(Words, file)
    assert words is not None
    met = [(item.keys, item.path, item.text, item.mark.line) for item in statements_of(words, "fi", file)]
    assert met == [
        (("title",), ("title",), "Tilaukset", 2),
        (("slug",), ("slug",), "tilaukset", 3),
        (("summary",), ("summary",), "Me.", 1),
        (("purposes", "news", "text"), ("purposes", "news"), "Uutiskirje.", 5),
        (("purposes", "name", "name"), ("purposes", "name", "name"), "Nimi", 6),
        (("purposes", "name", "text"), ("purposes", "name", "text"), "Teksti.", 6),
        (("purposes", "text", "text"), ("purposes", "text"), "Toinen.", 7),
        (("texts", "security"), ("texts", "security"), "Kaksi.", 10),
        (("sections", "title", "title"), ("sections", "title", "title"), "Otsikko", 9),
        (("sections", "title", "text"), ("sections", "title", "text"), "Sisältö.", 9),
        (("changes", "2026-02-01"), ("changes", "2026-02-01"), "Muutos.", 11),
    ]


def test_the_words_of_a_portal_are_met_too() -> None:
    file = load(b"site_name: X\nvocabulary: {data: {a: b}}\ntexts: {section.security: c}\n", "notices/portal.fi.yml")
    words, _ = parse(PortalWords, file)
    assert words is not None
    met = [item.keys for item in statements_of(words, "fi", file)]
    assert met == [("site_name",), ("vocabulary", "data", "a"), ("texts", "section.security")]


def described(key: str) -> KeyedText:
    # What the facts of the shop call for, so that its notice can be read.
    asked = b"  orders: Tilaus.\n  newsletter: Kirje.\nretention_criteria: {newsletter: Kauan.}\nsections:"
    project = shop_with({"orders/fi.yml": WORDS.replace(b"sections:", asked)})
    return {bundle.id: bundle for bundle in bundles(project)}["orders"].source[key]


@pytest.mark.parametrize(
    ("key", "about", "is_line", "article"),
    [
        ("title", "Name of the notice.", True, ""),
        ("summary", "One or two sentences for the front page and the top of the notice.", False, ""),
        ("purposes.news.text", "The purpose in plain words.", False, "GDPR Art. 13(1)(c)"),
        ("purposes.name.text", "The purpose in plain words.", False, "GDPR Art. 13(1)(c)"),
        ("purposes.text.text", "The purpose in plain words.", False, "GDPR Art. 13(1)(c)"),
        ("sections.title.title", "Heading.", True, ""),
        ("sections.title.text", "Text in Markdown.", False, ""),
        ("texts.security", "More on the protection of the data.", False, ""),
        ("changes.2026-02-01", "What changed, by date of publication.", False, ""),
    ],
)
def test_a_text_is_described_by_its_field_even_where_an_id_is_the_name_of_one(key, about, is_line, article) -> None:
    text = described(key)
    assert (text.about, text.is_line, text.article) == (about, is_line, article)


def test_a_short_name_of_a_purpose_is_one_line() -> None:
    text = described("purposes.name.name")
    assert text.about.startswith("Short name")
    assert text.is_line


def test_an_address_is_nothing_to_translate() -> None:
    with pytest.raises(KeyError):
        described("slug")


def test_labels_of_a_portal_are_lines_under_the_description_of_their_kind() -> None:
    (portal, *_) = bundles(shop_with({}))
    text = portal.source["vocabulary.data.size-of-shoes"]
    assert (portal.id, text.about, text.is_line) == (PORTAL, "Categories of personal data.", True)
