"""Where data come from and where they go: what a page says is so for whoever publishes it, and from wherever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from privacy_notices.document.blocks import LabelledFact, Listing, Overview, Sentence, Topic
from privacy_notices.document.compose import compose
from privacy_notices.document.coverage import Coverage, coverage
from privacy_notices.document.notice_document import Document
from privacy_notices.document.phrasebook import Phrasebook
from privacy_notices.document.plain import plain
from privacy_notices.document.words import record
from privacy_notices.pages.plan import speakers_of
from rules.overlay import TODAY, Drawing

LANGUAGES = ("fi", "sv", "en")


def documents(**patch: object) -> dict[str, Document]:
    """The minimal notice with something laid over it, by language."""
    found = Drawing(patch).project()
    speakers = speakers_of(found)
    return {language: compose(found.notices[0], Phrasebook(found, speakers[language])) for language in LANGUAGES}


def section(document: Document, key: str) -> list[str]:
    """The sentences of a section and the facts of its topics, a line each."""
    return [line for one in document.sections if one.id == key for block in one.blocks for line in _lines(block)]


def _lines(block: object) -> Iterator[str]:
    match block:
        case Sentence():
            yield plain(block.phrase)
        case Topic():
            yield from (f"{plain(fact.label)}: {plain(fact.phrase)}" for fact in block.entries)
        case Listing():
            for entry in block.entries:
                notes = "; ".join(map(plain, entry.notes))
                yield f"{plain(entry.phrase)} ({notes})" if notes else plain(entry.phrase)


def in_short(document: Document) -> list[str]:
    """What the first layer says of transfers, a line for each sentence."""
    overview = document.sections[0].blocks[0]
    assert isinstance(overview, Overview)
    (fact,) = (one for one in overview.entries if one.key == "transfers")
    lines = [line for block in fact.blocks for line in _lines(block)]
    return lines or [plain(fact.phrase)]


def controllers(**by_id: Mapping[str, object]) -> dict[str, object]:
    """A portal with these controllers beside or instead of the shop."""
    return {"controllers": {key: {"dpo": "none", **value} for key, value in by_id.items()}}


SHOP = {"name": "Example Shop"}
AREA = {
    "fi": "Euroopan talousalueeseen (ETA) kuuluvat EU-maat, Islanti, Liechtenstein ja Norja.",
    "sv": "Till Europeiska ekonomiska samarbetsområdet (EES) hör EU-länderna, Island, Liechtenstein och Norge.",
    "en": "The European Economic Area (EEA) consists of the EU countries, Iceland, Liechtenstein and Norway.",
}
NONE = {
    "fi": "Henkilötietoja ei siirretä EU- ja ETA-maiden ulkopuolelle.",
    "sv": "Personuppgifter överförs inte utanför EU och EES.",
    "en": "Personal data are not transferred outside the EU and EEA.",
}
NONE_ELSE = {
    "fi": "Henkilötietoja ei siirretä kenellekään muulle EU- ja ETA-maiden ulkopuolelle.",
    "sv": "Personuppgifter överförs inte till någon annan utanför EU och EES.",
    "en": "Personal data are not transferred to anybody else outside the EU and EEA.",
}


# ------------------------------------------------------------------------------------------- who is where, and none


@pytest.mark.parametrize("country", ["FI", "AX", "SE", "NO"])
@pytest.mark.parametrize("kind", ["company", "public-body", "association", "person"])
def test_inside_the_eea_nothing_is_transferred_and_nothing_is_said_of_staying(country: str, kind: str) -> None:
    """A fault of the kind: "the data stay in the EU", where `transfers: none` says only that nobody outside gets them."""
    portal = {"controllers": {"shop": {"country": country, "kind": kind, "business_id": None}}}
    for language, document in documents(portal=portal).items():
        assert section(document, "transfers") == [NONE[language], AREA[language]]
        assert in_short(document) == [
            {
                "fi": "Tietoja ei siirretä EU- ja ETA-maiden ulkopuolelle.",
                "sv": "Uppgifter överförs inte till länder utanför EU och EES.",
                "en": "Data are not transferred outside the EU and EEA.",
            }[language]
        ]


@pytest.mark.parametrize("kind", ["company", "public-body", "association", "person"])
def test_a_controller_outside_the_eea_is_said_to_be_there(kind: str) -> None:
    """What people give it is no transfer (EDPB 05/2021), so `transfers: none` is right and "outside the EEA" is so too."""
    portal = {"controllers": {"shop": {**SHOP, "country": "IN", "kind": kind, "representative": "privacy"}}}
    there = {
        "fi": "Example Shop on EU- ja ETA-maiden ulkopuolella (maa: Intia).",
        "sv": "Example Shop finns utanför EU och EES (land: Indien).",
        "en": "Example Shop is outside the EU and EEA (country: India).",
    }
    for language, document in documents(portal=portal).items():
        assert section(document, "transfers") == [there[language], NONE_ELSE[language], AREA[language]]
        assert in_short(document) == [there[language], NONE_ELSE[language]]


def test_of_joint_controllers_the_one_abroad_is_named_alone() -> None:
    portal = controllers(
        shop={"name": "Near Oy"}, far={"name": "Far Ltd", "country": "IN", "representative": "privacy"}
    )
    words = {"joint_controllers": "Near answers you for both."}
    patch = {"portal": portal, "notice": {"controllers": ["shop", "far"]}, "en": words, "fi": words, "sv": words}
    for language, document in documents(**patch).items():
        first, *others = section(document, "transfers")
        assert first.startswith("Far Ltd ")
        assert others == [NONE_ELSE[language], AREA[language]]


def test_adequacy_of_the_controllers_country_is_said_where_there_is_one_with_its_limits() -> None:
    portal = {"controllers": {"shop": {**SHOP, "country": "CA", "representative": "privacy"}}}
    (there, _, _) = section(documents(portal=portal)["en"], "transfers")
    assert there == (
        "Example Shop is outside the EU and EEA (country: Canada). "
        "The European Commission has decided that data protection there is adequate (decision 2002/2/EC). "
        "The decision covers only commercial organisations that are subject to the Canadian act PIPEDA."
    )
    portal = {"controllers": {"shop": {**SHOP, "country": "CH", "representative": "privacy"}}}
    (there, _, _) = section(documents(portal=portal)["fi"], "transfers")
    assert there.endswith(
        "(maa: Sveitsi). Euroopan komissio on päättänyt, että tietosuoja on siellä riittävä (päätös 2000/518/EY)."
    )


def test_an_establishment_in_the_eea_is_told_and_no_representative_is_asked_for() -> None:
    portal = {"controllers": {"shop": {**SHOP, "country": "IN", "establishment_in_eea": True}}}
    said = {language: section(document, "transfers")[0] for language, document in documents(portal=portal).items()}
    assert said["fi"].endswith("(maa: Intia). Sillä on toimipaikka myös EU- tai ETA-maassa.")
    assert said["sv"].endswith("(land: Indien). Den har också ett verksamhetsställe i ett EU- eller EES-land.")
    assert said["en"].endswith("(country: India). It also has an establishment in the EU or EEA.")
    assert Drawing({"portal": portal}).found() == []


def test_an_establishment_of_a_controller_inside_the_eea_is_nothing_to_tell() -> None:
    portal = {"controllers": {"shop": {**SHOP, "establishment_in_eea": True}}}
    assert section(documents(portal=portal)["en"], "transfers") == [NONE["en"], AREA["en"]]


def test_where_nothing_is_stated_nothing_is_said() -> None:
    portal = {"controllers": {"shop": {**SHOP, "country": "IN", "representative": "privacy"}}}
    document = documents(portal=portal, notice={"transfers": None})["en"]
    assert section(document, "transfers") == []


# --------------------------------------------------------------------------------------------------- where it goes


def transfers(*items: Mapping[str, object]) -> dict[str, object]:
    return {"transfers": [{"recipient": "hosting", **item} for item in items]}


def test_an_international_organisation_is_told_with_its_decision() -> None:
    notice = transfers({"organisations": ["epo"], "mechanism": "adequacy"})
    expected = {
        "fi": ("Tietoja siirretään kansainväliselle järjestölle: Euroopan patenttijärjestö", "Kansainvälinen järjestö"),
        "sv": (
            "Uppgifter överförs till en internationell organisation: Europeiska patentorganisationen",
            "Internationell organisation",
        ),
        "en": (
            "Data are transferred to an international organisation: European Patent Organisation",
            "International organisation",
        ),
    }
    for language, document in documents(notice=notice).items():
        short, label = expected[language]
        assert in_short(document) == [short]
        area, where, ground = section(document, "transfers")
        assert area == AREA[language]
        assert where == f"{label}: {short.partition(': ')[2]}"
        assert ground.endswith("(EU) 2025/1382")
    assert Drawing({"notice": notice}).found() == []


def test_countries_and_organisations_are_told_apart_and_once() -> None:
    notice = transfers(
        {"countries": ["CH"], "organisations": ["epo", "who"], "mechanism": "scc", "copy_from": "privacy"},
        {"countries": ["CH"], "mechanism": "adequacy"},
    )
    assert in_short(documents(notice=notice)["en"]) == [
        "Data are transferred to: Switzerland",
        "Data are transferred to international organisations: European Patent Organisation and World Health Organization (WHO)",
    ]


def test_an_organisation_of_the_portals_own_has_the_portals_words() -> None:
    own = {"vocabulary": {"international_organisations": ["nordic-bank"]}}
    words = {"vocabulary": {"international_organisations": {"nordic-bank": "Nordic Example Bank"}}}
    patch = {"portal": own, **{f"portal.{language}": words for language in LANGUAGES}}
    notice = transfers({"organisations": ["nordic-bank"], "mechanism": "public-instrument", "copy_from": "privacy"})
    drawing = Drawing({**patch, "notice": notice})
    assert drawing.found() == []
    assert in_short(documents(**patch, notice=notice)["sv"])[0].endswith(": Nordic Example Bank")


def test_a_controller_abroad_that_transfers_too_says_both() -> None:
    portal = {"controllers": {"shop": {**SHOP, "country": "CH", "representative": "privacy"}}}
    notice = transfers({"countries": ["NZ"], "mechanism": "adequacy"})
    assert in_short(documents(portal=portal, notice=notice)["en"]) == [
        "Example Shop is outside the EU and EEA (country: Switzerland).",
        "Data are transferred to: New Zealand",
    ]


LIMITED = {
    "BR": "Brazilian data protection act (LGPD)",
    "CA": "PIPEDA",
    "IL": "by automated means",
    "JP": "Japanese data protection act",
    "KR": "credit information",
}


@pytest.mark.parametrize("country", LIMITED)
def test_the_limits_of_a_decision_are_told_and_that_the_transfer_falls_within_them(country: str) -> None:
    """A fault of the kind: adequacy of a country is claimed for a recipient whom the decision does not cover."""
    notice = transfers({"countries": [country], "mechanism": "adequacy", "covered": True})
    limits = [line for line in section(documents(notice=notice)["en"], "transfers") if LIMITED[country] in line]
    assert len(limits) == 1
    assert limits[0].endswith("The decision covers this transfer.")
    without = transfers({"countries": [country], "mechanism": "adequacy"})
    assert {code for _, _, code in Drawing({"notice": without}).found()} == {"N140"}
    assert not any("covers this transfer" in line for line in section(documents(notice=without)["en"], "transfers"))


def test_what_holds_if_the_decision_falls_is_told() -> None:
    notice = transfers({"countries": ["US"], "mechanism": "adequacy", "certified": True, "fallback": "scc"})
    found = {language: section(document, "transfers") for language, document in documents(notice=notice).items()}
    assert any(line.startswith("Jos päätös lakkaa olemasta voimassa, siirron peruste on: ") for line in found["fi"])
    assert any(line.startswith("Om beslutet upphör att gälla grundar sig överföringen på: ") for line in found["sv"])
    assert any(line.startswith("If the decision ceases to apply, the transfer rests on: ") for line in found["en"])
    assert not any("covers this transfer" in line for line in found["en"])


# ------------------------------------------------------------------------------------------------- where it is from


def test_what_is_observed_is_collected_from_the_person() -> None:
    """A fault of the kind: a camera is called another source, and the notice cites Art. 14 (CJEU C-422/24)."""
    patch = {"notice": {"sources": ["cameras"], "purposes": {"orders": {"provision": "not-asked", "retention": None}}}}
    found = Drawing(patch)
    (retention,) = found.check().diagnostics
    assert (retention.code, retention.article) == ("N104", "GDPR Art. 13(2)(a)")
    project = found.project()
    book = Phrasebook(project, speakers_of(project)["en"])
    notice = project.notices[0]
    states = {item.id: item for item in coverage(project, notice, compose(notice, book), TODAY)}
    assert states["source"].state is Coverage.NOT_NEEDED
    assert states["obligation-to-provide"].state is Coverage.TOLD
    assert states["legal-basis"].article == "GDPR Art. 13(1)(c)"


def test_data_that_nobody_is_asked_for_are_said_to_be_that() -> None:
    notice = {"sources": ["cameras"], "purposes": {"orders": {"provision": "not-asked"}}}
    said = {
        "fi": "tietoja ei pyydetä sinulta, vaan ne kertyvät, ilman että annat niitä",
        "sv": "uppgifterna begärs inte av dig: de samlas in utan att du lämnar dem",
        "en": "you are not asked for the data: they are collected without your providing them",
    }
    for language, document in documents(notice=notice).items():
        (table,) = (one.blocks[0] for one in document.sections if one.id == "provision")
        (fact,) = (one for one in getattr(table, "entries", ()) if isinstance(one, LabelledFact))
        assert (fact.fact, plain(fact.phrase)) == ("not-asked", said[language])


def test_the_data_of_each_source_are_told_with_it() -> None:
    notice = {
        "sources": [
            {"id": "data-subject", "data": ["name", "email"]},
            {"id": "trade-register", "data": ["name"], "permit": "12/2026"},
        ]
    }
    said = {
        "fi": "sinä itse (tiedot: nimi ja sähköpostiosoite)",
        "sv": "du själv (uppgifter: namn och e-postadress)",
        "en": "you yourself (data: name and email address)",
    }
    for language, document in documents(notice=notice).items():
        yourself, register = section(document, "sources")
        assert yourself == said[language]
        assert "12/2026" in register
    listing = next(one.blocks[0] for one in document.sections if one.id == "sources")
    assert isinstance(listing, Listing)
    assert listing.entries[1].fact == record(id="trade-register", data=("name",))


def test_a_source_without_data_is_told_as_it_was() -> None:
    document = documents(notice={"sources": ["data-subject", "trade-register"]})["en"]
    listing = next(one.blocks[0] for one in document.sections if one.id == "sources")
    assert isinstance(listing, Listing)
    assert [entry.fact for entry in listing.entries] == ["data-subject", "trade-register"]


@pytest.mark.parametrize(
    ("notice", "lost"),
    [
        ({"sources": [{"id": "data-subject", "data": ["shoe-sise"]}]}, "shoe-sise"),
        (transfers({"organisations": ["epoo"], "mechanism": "adequacy"}), "epoo"),
    ],
)
def test_a_reference_that_leads_nowhere_is_told(notice: Mapping[str, object], lost: str) -> None:
    with pytest.raises(AssertionError, match=lost):
        Drawing({"notice": notice}).project()
