"""How words are set on a page: what begins a line, and what no line ends with."""

from __future__ import annotations

import pytest

from privacy_notices.document.blocks import ContactCard
from privacy_notices.document.words import EmailLink, Inline, ProperNoun, Series, Wording
from privacy_notices.pages.article import Article
from privacy_notices.pages.typography import held, opening


def words(text: str, origin: str = "catalog") -> Wording:
    return Wording(text, "fi", origin)  # type: ignore[arg-type]


@pytest.mark.parametrize("origin", ["catalog", "portal"])
def test_a_word_of_the_vocabulary_begins_a_line_with_a_capital(origin: str) -> None:
    assert opening(words("ääni ja kuva", origin)) == words("Ääni ja kuva", origin)
    assert opening(ProperNoun(words("pankit", origin))) == ProperNoun(words("Pankit", origin))


@pytest.mark.parametrize("origin", ["fact", "notice"])
def test_a_name_and_what_an_author_wrote_keep_their_first_letter(origin: str) -> None:
    assert opening(words("eKuitti Oy", origin)) == words("eKuitti Oy", origin)
    assert opening(ProperNoun(words("eKuitti Oy", origin))) == ProperNoun(words("eKuitti Oy", origin))


def test_of_a_list_on_a_line_the_first_thing_begins_with_a_capital() -> None:
    listed = Series(((words("nimi"),), (words("osoite"),)), (" ja ",))
    assert opening(listed) == Series(((words("Nimi"),), (words("osoite"),)), (" ja ",))
    assert opening(Series((), ())) == Series((), ())


@pytest.mark.parametrize("inline", [EmailLink("tietosuoja@shop.example"), words("")])
def test_what_has_no_first_letter_stays_as_it_is(inline: Inline) -> None:
    assert opening(inline) == inline


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Hyvä askel -ohjelma", 'Hyvä askel <span class="pn-held">-o</span>hjelma'),
        ("-5 °C", '<span class="pn-held">-5</span> °C'),
        ("(-ohjelma)", '(<span class="pn-held">-o</span>hjelma)'),
        ("osto- ja tilaushistoria", "osto- ja tilaushistoria"),
        ("e-lasku", "e-lasku"),
        ("yksi - kaksi", "yksi - kaksi"),
    ],
)
def test_a_hyphen_that_begins_a_word_holds_to_its_first_letter(text: str, html: str) -> None:
    assert held(text) == html


@pytest.mark.parametrize(("origin", "shown"), [("portal", "Asiakaspalvelu"), ("fact", "asiakaspalvelu")])
def test_the_role_of_a_contact_begins_its_block_as_a_sentence_begins(origin: str, shown: str) -> None:
    card = ContactCard("contacts.service", (words("asiakaspalvelu", origin),))
    assert f"<strong>{shown}</strong>" in Article("fi", "".join).block(card)
