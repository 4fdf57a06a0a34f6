"""Who decides, who supervises and where readers are at home: what a page says of it is so for every controller."""

from __future__ import annotations

from typing import Any

import pytest

from minimal import SWEDISH, merged, project
from privacy_notices.document.blocks import AuthorityCard, ContactCard, LabelledFact, Listing, PurposeCard, Purposes
from privacy_notices.document.compose import compose
from privacy_notices.document.notice_document import Document, Section, told, wordings
from privacy_notices.document.phrasebook import Phrasebook
from privacy_notices.document.plain import plain
from privacy_notices.model.context import Contexts
from privacy_notices.model.controllership import alone, are_all_joint, together
from privacy_notices.model.notice import Project
from privacy_notices.model.supervision import authorities_for, authorities_of, of_register
from privacy_notices.pages.addresses import Site
from privacy_notices.pages.plan import plan, speakers_of
from privacy_notices.pages.render import Renderer
from privacy_notices.schema.portal_form import Controller
from privacy_notices.translations.consistency import inconsistencies
from privacy_notices.translations.exchange import export
from privacy_notices.translations.texts import bundles
from privacy_notices.vocabulary.shipped_vocabulary import shipped

VOCABULARY = shipped()

CLUB = {"name": "Kerho ry", "kind": "association", "email": "kerho@kerho.example", "dpo": "none"}
BANK = {"name": "Pankki Oyj", "email": "pankki@pankki.example", "dpo": "none"}
SWEDE = {
    "name": "Bolaget AB",
    "country": "SE",
    "business_id": "556999-0004",
    "email": "bolaget@bolaget.example",
    "dpo": "none",
}
ARRANGEMENT = {"joint_controllers": "Kauppa vastaa pyyntöihin."}


def portal(**overlays: Any) -> Project:
    """The minimal portal in three languages, with other files laid over it."""
    return project(**{**overlays, "sv": merged(SWEDISH, overlays.get("sv", {}))})


def document(found: Project, language: str = "en") -> Document:
    return compose(found.notices[0], Phrasebook(found, speakers_of(found)[language]))


def section(found: Project, name: str, language: str = "en") -> Section:
    return next(one for one in document(found, language).sections if one.id == name)


def text(value: Any) -> str:
    return " ".join(wording.text for wording in wordings(value))


def several(notice: dict[str, Any], **overlays: Any) -> Project:
    """A shop and a club."""
    words = overlays.pop("fi", ARRANGEMENT)
    return portal(portal={"controllers": {"club": CLUB}}, notice={"controllers": ["shop", "club"], **notice}, fi=words)


def addresses(found: Project, name: str, language: str = "en") -> list[tuple[str, ...]]:
    return [one.address for one in section(found, name, language).blocks if isinstance(one, ContactCard)]


# --- who decides -------------------------------------------------------------------------------------------------------

HEADINGS = [
    ({}, "Joint controllers"),
    ({"joint_controllers": "none"}, "Controllers"),
    ({"joint_controllers": ["shop", "club"]}, "Joint controllers"),
    ({"purposes": {"orders": {"controllers": ["shop"]}}}, "Controllers"),
    ({"purposes": {"orders": {"controllers": ["club", "shop"]}}}, "Joint controllers"),
]


@pytest.mark.parametrize(("notice", "heading"), HEADINGS)
def test_controllers_are_called_joint_only_where_all_are_for_everything(notice: dict[str, Any], heading: str) -> None:
    words = {} if notice.get("joint_controllers") == "none" else ARRANGEMENT
    found = several(notice, fi=words)
    assert section(found, "controller").title.text == heading
    short = next(fact for key, fact in _facts(section(found, "in-short")) if key == "controllers")
    assert plain(short.label) == heading


def _facts(one: Section) -> list[tuple[str, LabelledFact]]:
    due: list[Any] = [*one.blocks]
    facts = [entry for block in due for entry in getattr(block, "entries", ())]
    return [(fact.key, fact) for fact in facts if isinstance(fact, LabelledFact)]


def test_controllers_that_share_nothing_each_decide_for_themselves() -> None:
    found = several({"joint_controllers": "none"}, fi={})
    assert "Each of the controllers decides for itself" in text(section(found, "controller"))
    assert "joint" not in text(section(found, "controller"))
    assert ("joint_controllers", "none") in list(told(section(found, "controller")))


@pytest.mark.parametrize(
    ("language", "joint", "apart"),
    [
        ("fi", "Esimerkki Kauppa Oy ja Kerho ry päättävät yhdessä", "Esimerkki Kauppa Oy päättää itsenäisesti"),
        ("sv", "Esimerkki Kauppa Oy och Kerho ry beslutar tillsammans", "Esimerkki Kauppa Oy beslutar självständigt"),
        ("en", "Esimerkki Kauppa Oy and Kerho ry decide together", "Esimerkki Kauppa Oy decides for itself"),
    ],
)
def test_a_page_says_who_is_joint_for_what_and_who_decides_alone(language: str, joint: str, apart: str) -> None:
    found = several({"purposes": {"orders": {"controllers": ["shop"]}}})
    said = section(found, "controller", language)
    assert joint in text(said)
    assert apart in text(said)
    listed = {one.key: one.fact for one in said.blocks if isinstance(one, Listing)}
    assert listed == {"joint_controllers": ("newsletter",), "controllers.shop.purposes": ("orders",)}


def test_a_purpose_that_names_its_controllers_says_so_on_its_card() -> None:
    found = several({"purposes": {"orders": {"controllers": ["shop"]}}})
    (block,) = (one for one in section(found, "purposes").blocks if isinstance(one, Purposes))
    labels = {card.id: _who(card) for card in block.cards}
    assert labels == {"orders": ("Controller", "Esimerkki Kauppa Oy"), "newsletter": None}
    both = several({"joint_controllers": "none", "purposes": {"orders": {"controllers": ["club", "shop"]}}}, fi={})
    (block,) = (one for one in section(both, "purposes").blocks if isinstance(one, Purposes))
    assert _who(block.cards[0]) == ("Controllers", "Esimerkki Kauppa Oy and Kerho ry")


def _who(card: PurposeCard) -> tuple[str, str] | None:
    found = [fact for fact in card.entries if fact.key.endswith(".controllers")]
    return (plain(found[0].label), plain(found[0].phrase)) if found else None


def test_who_is_joint_and_who_decides_alone_follows_from_the_purposes() -> None:
    controllers = {"controllers": {"club": CLUB, "bank": BANK}}
    purposes = {"orders": {"controllers": ["shop", "club"]}}
    notice = {"controllers": ["shop", "club", "bank"], "joint_controllers": ["shop", "club"], "purposes": purposes}
    facts = portal(portal=controllers, notice=notice, fi=ARRANGEMENT).notices[0].facts
    assert [(one.controllers, one.purposes) for one in together(facts)] == [
        (("shop", "club"), ("orders", "newsletter"))
    ]
    assert [(one.controllers, one.purposes) for one in alone(facts)] == [(("bank",), ("newsletter",))]
    assert not are_all_joint(facts)


def test_the_essence_of_the_arrangement_is_asked_for_only_where_controllers_are_joint() -> None:
    with pytest.raises(AssertionError):
        several({}, fi={})
    assert several({"joint_controllers": "none"}, fi={}).notices
    apart = {"orders": {"controllers": ["shop"]}, "newsletter": {"controllers": ["club"]}}
    assert several({"purposes": apart}, fi={}).notices


def test_a_controller_of_another_notice_cannot_decide_for_a_purpose() -> None:
    with pytest.raises(AssertionError):
        portal(portal={"controllers": {"club": CLUB}}, notice={"purposes": {"orders": {"controllers": ["club"]}}})


# --- the register ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fi", ["Rekisterin nimi Tilausrekisteri", "Tietojärjestelmät Tilaus 3 Kassa", "Rekisteristä vastaa"]),
        (
            "sv",
            ["Registrets namn Beställningsregistret", "Informationssystem Tilaus 3 Kassa", "För registret ansvarar"],
        ),
        ("en", ["Name of the register Order register", "Information systems Tilaus 3 Kassa", "In charge of the"]),
    ],
)
def test_the_register_has_a_name_its_systems_and_somebody_in_charge(language: str, said: list[str]) -> None:
    found = portal(
        portal={"contacts": {"manager": {"email": "esimies@esimerkki.example"}}},
        notice={"in_charge": ["manager"], "systems": ["Tilaus 3", "Kassa"]},
        fi={"register_name": "Tilausrekisteri"},
        sv={"register_name": "Beställningsregistret"},
        en={"register_name": "Order register"},
    )
    told_of = section(found, "controller", language)
    for words in said:
        assert words in text(told_of)
    assert "contacts.manager" in [key for key, _ in told(told_of)]


def test_one_system_is_one() -> None:
    found = portal(notice={"systems": [{"fi": "Tilaus", "en": "Orders"}]})
    assert "Information system Orders" in text(section(found, "controller"))


# --- officers and representatives --------------------------------------------------------------------------------------


def test_a_controller_may_have_several_officers() -> None:
    contacts = {"one": {"email": "one@esimerkki.example"}, "two": {"email": "two@esimerkki.example"}}
    found = portal(portal={"controllers": {"shop": {"dpo": ["one", "two"]}}, "contacts": contacts})
    cards = [one for one in section(found, "dpo").blocks if isinstance(one, ContactCard)]
    assert [card.fact for card in cards] == ["one", "two"]
    assert {card.key for card in cards} == {"dpo"}


def test_a_representative_in_the_eu_and_one_in_the_united_kingdom_are_told_apart() -> None:
    address = {"street": "Asiamiehentie 1", "postal_code": "00100", "city": "Helsinki", "country": "FI"}
    contacts = {"agent": {"email": "agent@agent.example", "address": address}, "briton": {"email": "b@agent.example"}}
    who = {
        "name": "Shop Inc.",
        "country": "US",
        "business_id": None,
        "representative": ["agent", {"id": "briton", "territory": "GB"}],
    }
    found = portal(portal={"controllers": {"shop": who}, "contacts": contacts})
    said = text(section(found, "controller"))
    assert "Representative in the EU" in said
    assert "Representative in the United Kingdom" in said
    # Somebody in Helsinki is abroad for the readers of a company in the United States.
    assert ("Asiamiehentie 1", "00100 Helsinki", "Finland") in addresses(found, "controller")


def test_a_representative_is_not_said_to_be_in_the_controllers_country() -> None:
    address = {"street": "Asiamiehentie 1", "postal_code": "00100", "city": "Helsinki"}
    contacts = {"agent": {"controller": "shop", "email": "agent@agent.example", "address": address}}
    who = {"country": "US", "business_id": None, "representative": "agent"}
    found = portal(portal={"controllers": {"shop": who}, "contacts": contacts})
    assert ("Asiamiehentie 1", "00100 Helsinki") in addresses(found, "controller")


def test_of_several_controllers_each_representative_says_whose_it_is() -> None:
    contacts = {"agent": {"email": "agent@agent.example"}}
    controllers = {"club": {**CLUB, "country": "US", "representative": "agent"}}
    found = portal(
        portal={"controllers": controllers, "contacts": contacts},
        notice={"controllers": ["shop", "club"]},
        fi=ARRANGEMENT,
    )
    assert "Representative in the EU Kerho ry:" in text(section(found, "controller"))


# --- authorities -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "kind", "authority"),
    [
        ("FI", "company", "fi"),
        ("FI", "public-body", "fi"),
        ("AX", "company", "fi"),
        ("AX", "association", "fi"),
        ("AX", "person", "fi"),
        ("AX", "public-body", "ax"),
        ("SE", "company", "se"),
        ("SE", "public-body", "se"),
        ("NO", "association", "no"),
        ("GB", "company", "gb"),
        ("US", "company", "fi"),
    ],
)
def test_the_authority_follows_from_country_and_kind(country: str, kind: Any, authority: str) -> None:
    who = Controller(name={"*": "A"}, country=country, kind=kind)
    assert of_register(who, VOCABULARY) == authority


def test_what_is_written_nearest_to_the_notice_is_the_authority() -> None:
    def authority(**facts: Any) -> list[str]:
        found = portal(**facts)
        return list(
            authorities_for(found.notices[0].facts, found.portal.controllers, found.portal.authority, VOCABULARY)
        )

    swedish = {"controllers": {"shop": {"country": "SE", "business_id": None}}}
    assert authority(portal=swedish) == ["se"]
    assert authority(portal={**swedish, "authority": "no"}) == ["no"]
    own = {"controllers": {"shop": {**swedish["controllers"]["shop"], "authority": "dk"}}, "authority": "no"}
    assert authority(portal=own) == ["dk"]
    assert authority(portal=own, notice={"authority": "de"}) == ["de"]


def test_where_controllers_have_different_authorities_each_says_for_whom_it_is() -> None:
    both = {"controllers": ["shop", "swede"], "joint_controllers": "none"}
    found = portal(portal={"controllers": {"swede": SWEDE}}, notice=both)
    said = text(section(found, "complaint", "sv"))
    assert said.index("Esimerkki Kauppa Oy:") < said.index("Dataombudsmannens byrå")
    assert said.index("Bolaget AB:") < said.index("Integritetsskyddsmyndigheten")
    assert authorities_of(found) == ("fi", "se")
    # The notice may name them itself, whatever the portal says.
    named = portal(
        portal={"controllers": {"swede": SWEDE}, "authority": "fi"}, notice={**both, "authority": ["se", "fi"]}
    )
    cards = [one.fact for one in section(named, "complaint").blocks if isinstance(one, AuthorityCard)]
    assert cards == ["se", "fi"]
    assert "Bolaget AB:" in text(section(named, "complaint"))


def test_an_authority_of_some_controllers_says_of_which() -> None:
    found = portal(portal={"controllers": {"shop": {"country": "DE", "business_id": None}}})
    assert "Each German state has a supervisory authority of its own." in text(section(found, "complaint"))


def test_the_authority_page_has_the_authorities_of_the_notices() -> None:
    assert authorities_of(portal()) == ("fi",)
    assert authorities_of(portal(portal={"controllers": {"shop": {"country": "SE", "business_id": None}}})) == ("se",)
    assert authorities_of(portal(portal={"authority": "dk"}, notice={"authority": "no"})) == ("dk", "no")


# --- names of ids ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "labels"),
    [
        ("FI", ("Y-tunnus", "FO-nummer", "Business ID")),
        ("AX", ("Y-tunnus", "FO-nummer", "Business ID")),
        ("SE", ("Rekisterinumero", "Organisationsnummer", "Registration number")),
        ("NO", ("Rekisterinumero", "Registreringsnummer", "Registration number")),
        ("US", ("Rekisterinumero", "Registreringsnummer", "Registration number")),
    ],
)
def test_a_number_is_called_what_the_controllers_country_calls_it(country: str, labels: tuple[str, str, str]) -> None:
    number = {"SE": "556999-0004", "NO": "999 000 002"}.get(country, "0912340-2")
    found = portal(portal={"controllers": {"shop": {"country": country, "business_id": number}}})
    for language, label in zip(("fi", "sv", "en"), labels, strict=True):
        assert label in text(section(found, "controller", language))


def test_of_controllers_in_two_countries_each_has_its_own_word() -> None:
    found = portal(
        portal={"controllers": {"swede": SWEDE}},
        notice={"controllers": ["shop", "swede"], "joint_controllers": "none"},
    )
    said = text(section(found, "controller", "sv"))
    assert "FO-nummer" in said
    assert "Organisationsnummer" in said


CODE = {"purposes": {"orders": {"data": ["name", "personal-identity-code"]}}}


@pytest.mark.parametrize(
    ("country", "words"),
    [("FI", "personbeteckning"), ("AX", "personbeteckning"), ("SE", "personnummer"), ("DE", "personbeteckning")],
)
def test_a_word_of_the_vocabulary_is_that_of_the_controllers_country(country: str, words: str) -> None:
    found = portal(portal={"controllers": {"shop": {"country": country, "business_id": None}}}, notice=CODE)
    said = text(section(found, "data", "sv"))
    assert words in said
    assert ({"personbeteckning", "personnummer"} - {words}).isdisjoint(said.split())


def test_what_the_portal_calls_a_word_holds_in_every_country() -> None:
    labels = {"vocabulary": {"data": {"personal-identity-code": "kod"}}, "texts": {"controller.business-id": "Nummer"}}
    shop = {"controllers": {"shop": {"country": "SE", "business_id": "556999-0004"}}}
    found = portal(portal=shop, notice=CODE, portal_sv=labels)
    assert "kod" in text(section(found, "data", "sv"))
    assert "Nummer" in text(section(found, "controller", "sv"))


@pytest.mark.parametrize(("country", "codes"), [("SE", []), ("FI", ["T207"])])
def test_a_swedish_term_is_right_for_a_controller_in_sweden(country: str, codes: list[str]) -> None:
    found = portal(
        portal={"controllers": {"shop": {"country": country, "business_id": None}}},
        fi={"purposes": {"orders": "Tarvitsemme henkilötunnuksesi."}},
        sv={"purposes": {"orders": "Vi behöver ditt personnummer."}},
    )
    (bundle,) = (one for one in bundles(found) if one.id == "customers")
    terms = Contexts(found).of(found.notices[0]).terms
    assert [item.code for item in inconsistencies(bundle, "sv", terms) if item.code == "T207"] == codes
    (message,) = (one for one in export(found, {}, "sv", ["customers"]).messages if one.key == "purposes.orders.text")
    assert any("personbeteckning" in note for note in message.comments) == (country == "FI")


# --- countries ---------------------------------------------------------------------------------------------------------

PARIS = {"street": "Rue 1", "postal_code": "75001", "city": "Paris", "country": "FR"}
SHOWN = [
    ("FI", None, False),
    ("AX", None, False),
    ("SE", None, False),
    ("SE", "fi", True),
    ("FI", "ax", False),
    ("US", None, True),
]


@pytest.mark.parametrize(("country", "authority", "is_shown"), SHOWN)
def test_the_controllers_own_country_goes_without_saying_where_its_authority_is_too(
    country: str, authority: str | None, is_shown: bool
) -> None:
    facts = {
        "controllers": {"shop": {"country": country, "business_id": None}},
        **({"authority": authority} if authority else {}),
    }
    found = portal(portal=facts)
    assert len(addresses(found, "controller")[0]) == (3 if is_shown else 2)


def test_another_country_is_named_to_the_readers_of_each_notice() -> None:
    def recipient(country: str) -> str:
        found = portal(
            portal={
                "controllers": {"shop": {"country": country, "business_id": None}},
                "recipients": {"hosting": {"country": "SE"}, "home": {"name": "Koti Oy", "country": "FI"}},
            },
            notice={"recipients": ["hosting", "home"]},
        )
        return text(section(found, "recipients"))

    assert ("Sweden" in recipient("FI"), "Finland" in recipient("FI")) == (True, False)
    assert ("Sweden" in recipient("SE"), "Finland" in recipient("SE")) == (False, True)
    assert ("Sweden" in recipient("AX"), "Finland" in recipient("AX")) == (True, False)


def test_a_country_that_nobody_has_written_is_not_told() -> None:
    found = portal(portal={"controllers": {"shop": {"country": "SE", "business_id": None}}})
    assert "Finland" not in text(section(found, "recipients"))


def test_controllers_in_two_countries_each_say_theirs() -> None:
    address = {"street": "Gatan 1", "postal_code": "111 20", "city": "Stockholm"}
    found = portal(
        portal={"controllers": {"swede": {**SWEDE, "address": address}}},
        notice={"controllers": ["shop", "swede"], "joint_controllers": "none"},
    )
    assert [lines[-1] for lines in addresses(found, "controller") if lines] == ["Finland", "Sweden"]


# --- what is said of Finland -------------------------------------------------------------------------------------------

ACCESSIBLE = {
    "accessibility": {"conformance": "full", "assessed": "2026-02-01", "method": "self", "contact": "privacy"}
}


def pages_of(country: str, kind: str, language: str) -> str:
    controller = {"country": country, "kind": kind, "business_id": None, "dpo": "privacy"}
    found = portal(portal={"controllers": {"shop": controller}, **ACCESSIBLE})
    site = Site("")
    planned, _ = plan(found, site)
    renderer = Renderer(found, planned, site)
    kinds = ("accessibility", "rights", "authority")
    return " ".join(
        str(renderer.render(one).html) for one in planned.pages if one.kind in kinds and one.language == language
    )


@pytest.mark.parametrize(
    ("country", "kind"), [("SE", "company"), ("DE", "association"), ("AX", "public-body"), ("GB", "person")]
)
def test_where_no_finnish_authority_supervises_nothing_is_said_of_finland(country: str, kind: str) -> None:
    for language, words in (
        ("fi", "306/2019"),
        ("sv", "306/2019"),
        ("en", "306/2019"),
        ("en", "In Finland"),
        ("en", "Traficom"),
    ):
        assert words not in pages_of(country, kind, language)


@pytest.mark.parametrize(("country", "kind"), [("FI", "company"), ("AX", "company")])
def test_where_a_finnish_authority_supervises_finland_is_spoken_of(country: str, kind: str) -> None:
    said = pages_of(country, kind, "en")
    for words in ("306/2019", "In Finland it is the Data Protection Ombudsman", "Traficom", "within 14 days"):
        assert words in said
